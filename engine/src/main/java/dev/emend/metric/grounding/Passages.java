package dev.emend.metric.grounding;

import dev.emend.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The passages of a context, by number. Where a line begins with a number such as {@code [1]}, {@code (1)}, {@code 1.},
 * {@code Doc 1:} or {@code Passage 1}, a passage begins there; in a context without any, passages are parted by empty
 * lines and counted from 1, and where there is no empty line, the context is one passage.
 */
public final class Passages {

    private static final Pattern NUMBERED = Pattern.compile(
            "(?mi)^[ \\t]*(?:#{1,6}[ \\t]+)?(?:\\[(?:(?:doc(?:ument)?|passage|source)[ \\t]*)?(\\d{1,4})]|\\((\\d{1,4})\\)"
                    + "|(\\d{1,4})[.)](?=[ \\t])|(?:doc(?:ument)?|passage|source)[ \\t]+(\\d{1,4})\\b)[ \\t]*[:.)-]?[ \\t]*");
    private static final Pattern PARTED = Pattern.compile("\\R[ \\t]*(?:-{3,}|\\*{3,})?[ \\t]*\\R");

    private Passages() {}

    /**
     * Whether an example has several passages to answer from: in the input or column that is usually the context, or in more
     * than one of these.
     */
    public static boolean areSeveral(Example example) {
        List<String> texts = Context.usualTexts(example);
        return !texts.isEmpty() && of(texts).size() > 1;
    }

    /** At least one; a number that stands there twice has both texts. */
    static SortedMap<Integer, String> of(List<String> texts) {
        if (texts.size() == 1) {
            Map<Integer, String> numbered = numbered(texts.getFirst());
            return new TreeMap<>(numbered.isEmpty() ? counted(parted(texts.getFirst())) : numbered);
        }
        return new TreeMap<>(counted(texts));
    }

    private static List<String> parted(String text) {
        return PARTED.splitAsStream(text).filter(part -> !part.isBlank()).toList();
    }

    private static Map<Integer, String> counted(List<String> texts) {
        Map<Integer, String> passages = new TreeMap<>();
        for (String text : texts) {
            passages.put(passages.size() + 1, text.strip());
        }
        return passages;
    }

    private static Map<Integer, String> numbered(String text) {
        Map<Integer, String> passages = new TreeMap<>();
        Matcher heading = NUMBERED.matcher(text);
        List<int[]> found = new ArrayList<>();
        while (heading.find()) {
            found.add(new int[] {heading.start(), heading.end(), number(heading)});
        }
        for (int i = 0; i < found.size(); i++) {
            int end = i + 1 < found.size() ? found.get(i + 1)[0] : text.length();
            passages.merge(found.get(i)[2], text.substring(found.get(i)[1], end).strip(), (a, b) -> a + "\n" + b);
        }
        return passages;
    }

    private static int number(Matcher heading) {
        for (int group = 1; group <= heading.groupCount(); group++) {
            if (heading.group(group) != null) {
                return Integer.parseInt(heading.group(group));
            }
        }
        throw new IllegalStateException("a heading without a number");
    }
}
