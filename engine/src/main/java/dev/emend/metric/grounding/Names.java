package dev.emend.metric.grounding;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers and names of a context, to find those that a sentence made up. A name is a word with a capital letter that
 * does not open the sentence; a number counts by its value, so that "1,000" is "1000" and "three" in the context carries
 * a "3".
 */
final class Names {

    private static final Pattern NUMBER = Pattern.compile("\\d(?:[\\d.,:/]*\\d)?");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern NAME_OR_NUMBER =
            Pattern.compile(NUMBER.pattern() + "|\\p{Lu}[\\p{L}\\p{M}\\p{N}'’.-]*");
    private static final Pattern NOTHING = Pattern.compile("[^\\p{L}\\p{N}]*");
    private static final Pattern TAIL = Pattern.compile("(?:['’]s|['’.-])+$");
    private static final List<String> SPELLED = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private final Set<String> words;
    private final Set<String> numbers = new HashSet<>();

    Names(String context) {
        words = new HashSet<>(Words.of(context));
        Matcher number = NUMBER.matcher(context);
        while (number.find()) {
            numbers.add(value(number.group()));
        }
        for (int i = 0; i < SPELLED.size(); i++) {
            if (words.contains(SPELLED.get(i))) {
                numbers.add(Integer.toString(i));
            }
        }
    }

    /** The numbers and names of the sentence that the context lacks, as they are written, each once. */
    List<String> unknownIn(String sentence) {
        Map<String, String> unknown = new LinkedHashMap<>();
        Matcher found = NAME_OR_NUMBER.matcher(sentence);
        while (found.find()) {
            String token = TAIL.matcher(found.group()).replaceFirst("");
            boolean opens =
                    NOTHING.matcher(sentence.substring(0, found.start())).matches();
            if (Character.isDigit(token.charAt(0)) ? !numbers.contains(value(token)) : !opens && !hasAll(token)) {
                unknown.putIfAbsent(token.toLowerCase(Locale.ROOT), token);
            }
        }
        return new ArrayList<>(unknown.values());
    }

    private boolean hasAll(String name) {
        return words.containsAll(Words.of(name));
    }

    private static String value(String number) {
        String plain = THOUSANDS.matcher(number).matches() ? number.replace(",", "") : number;
        try {
            return new BigDecimal(plain).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException noDecimal) {
            return plain;
        }
    }
}
