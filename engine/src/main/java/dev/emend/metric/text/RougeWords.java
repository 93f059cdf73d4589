package dev.emend.metric.text;

import java.util.ArrayList;
import java.util.List;

/** A text's words as rouge-score reads them. */
final class RougeWords {

    private static final int SHORTEST_STEMMED = 4;

    // The two characters beyond ASCII whose small letters begin with an ASCII one.
    private static final char KELVIN = '\u212a';
    private static final char DOTTED_I = '\u0130';

    private RougeWords() {}

    /** @param stem whether to cut the endings of words with more than three characters */
    static List<String> of(String text, boolean stem) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char letter = i < text.length() ? small(text.charAt(i)) : ' ';
            if (letter != ' ') {
                word.append(letter);
            }
            if (!word.isEmpty() && (letter == ' ' || text.charAt(i) == DOTTED_I)) {
                words.add(
                        stem && word.length() >= SHORTEST_STEMMED
                                ? PorterStemmer.stem(word.toString())
                                : word.toString());
                word.setLength(0);
            }
        }
        return words;
    }

    /** The small letter or the digit, or a space for what is neither. */
    private static char small(char character) {
        if (character >= 'a' && character <= 'z' || character >= '0' && character <= '9') {
            return character;
        }
        if (character >= 'A' && character <= 'Z') {
            return (char) (character | 0x20);
        }
        return character == KELVIN ? 'k' : character == DOTTED_I ? 'i' : ' ';
    }
}
