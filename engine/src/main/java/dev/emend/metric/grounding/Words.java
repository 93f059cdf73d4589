package dev.emend.metric.grounding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text, in lower case and in compatibility form, as ROUGE counts them, but of any script: letters and
 * digits in a row, and each character of a script that puts no spaces between words.
 */
final class Words {

    private static final String SPACELESS = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}";
    private static final Pattern WORD =
            Pattern.compile("[" + SPACELESS + "]|[\\p{L}\\p{M}\\p{N}&&[^" + SPACELESS + "]]+");

    /** Words that nearly every text has, whatever it is about; those with which questions are asked among them. */
    private static final Set<String> EMPTY = Set.of(
            "a", "an", "the", "of", "to", "in", "on", "at", "for", "from", "by", "with", "and", "or", "but", "is",
            "are", "was", "were", "be", "been", "being", "it", "its", "this", "that", "these", "those", "as", "has",
            "have", "had", "will", "would", "can", "could", "may", "might", "do", "does", "did", "he", "she", "they",
            "his", "her", "their", "them", "who", "whom", "whose", "which", "what", "when", "where", "why", "how",
            "than", "then", "there", "also", "i", "you", "we", "your", "our", "my", "me", "s", "t");

    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher word =
                WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    /** The words that say what a text is about, each once. */
    private static Set<String> telling(String text) {
        Set<String> words = new TreeSet<>(of(text));
        words.removeAll(EMPTY);
        return words;
    }

    /** The cosine of the two texts' sets of telling words, in [0, 1]; 0 where one has none. */
    static double likeness(String a, String b) {
        Set<String> ours = telling(a);
        Set<String> theirs = telling(b);
        long shared = ours.stream().filter(theirs::contains).count();
        return shared == 0 ? 0 : shared / Math.sqrt((double) ours.size() * theirs.size());
    }
}
