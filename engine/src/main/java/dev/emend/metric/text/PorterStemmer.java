package dev.emend.metric.text;

import java.util.Map;

/**
 * Cuts the endings of English words (Porter, "An algorithm for suffix stripping", Program 14.3, 1980) with the extensions of
 * NLTK's {@code PorterStemmer}, since rouge-score and METEOR are defined by that one. One stemmer for one word.
 */
final class PorterStemmer {

    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("sky", "sky"),
            Map.entry("skies", "sky"),
            Map.entry("dying", "die"),
            Map.entry("lying", "lie"),
            Map.entry("tying", "tie"),
            Map.entry("news", "news"),
            Map.entry("innings", "inning"),
            Map.entry("inning", "inning"),
            Map.entry("outings", "outing"),
            Map.entry("outing", "outing"),
            Map.entry("cannings", "canning"),
            Map.entry("canning", "canning"),
            Map.entry("howe", "howe"),
            Map.entry("proceed", "proceed"),
            Map.entry("exceed", "exceed"),
            Map.entry("succeed", "succeed"));

    private static final String[][] STEP_2 = {
        {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"}, {"bli", "ble"},
        {"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"}, {"ization", "ize"}, {"ation", "ate"},
        {"ator", "ate"}, {"alism", "al"}, {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},
        {"iviti", "ive"}, {"biliti", "ble"}, {"fulli", "ful"}
    };

    private static final String[][] STEP_3 = {
        {"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""}
    };

    private static final String[] STEP_4 = {
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate",
        "iti", "ous", "ive", "ize"
    };

    // Never outgrown: a step that adds letters has cut off at least as many.
    private final int[] word;
    private int end;

    private PorterStemmer(String word) {
        this.word = word.codePoints().toArray();
        end = this.word.length;
    }

    /** @param word in lower case, of any script; in other scripts than Latin nothing is an ending */
    static String stem(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        PorterStemmer stemmer = new PorterStemmer(word);
        return stemmer.end <= 2 ? word : stemmer.stem();
    }

    private String stem() {
        plural();
        pastAndParticiple();
        if (end > 2 && ends("y") && isConsonant(end - 2)) {
            word[end - 1] = 'i';
        }
        doubleSuffix();
        replaceFirst(STEP_3);
        singleSuffix();
        tidyUp();
        return new String(word, 0, end);
    }

    /** Step 1a. */
    private void plural() {
        if (ends("ies")) {
            end -= end == 4 ? 1 : 2;
        } else if (ends("sses")) {
            end -= 2;
        } else if (ends("s") && !ends("ss")) {
            end--;
        }
    }

    /** Step 1b. */
    private void pastAndParticiple() {
        if (ends("ied")) {
            end -= end == 4 ? 1 : 2;
        } else if (ends("eed")) {
            end -= measure(end - 3) > 0 ? 1 : 0;
        } else if (ends("ed") && hasVowel(end - 2)) {
            end -= 2;
            mendStem();
        } else if (ends("ing") && hasVowel(end - 3)) {
            end -= 3;
            mendStem();
        }
    }

    private void mendStem() {
        if (ends("at") || ends("bl") || ends("iz")) {
            append("e");
        } else if (end >= 2 && word[end - 1] == word[end - 2] && isConsonant(end - 1)) {
            end -= ends("l") || ends("s") || ends("z") ? 0 : 1;
        } else if (measure(end) == 1 && endsLikeHop(end)) {
            append("e");
        }
    }

    /** Step 2. */
    private void doubleSuffix() {
        if (ends("alli") && measure(end - 4) > 0) {
            end -= 2;
            doubleSuffix();
        } else if (ends("logi")) {
            end -= measure(end - 3) > 0 ? 1 : 0;
        } else {
            replaceFirst(STEP_2);
        }
    }

    /** Replaces the first of the suffixes that the word has, if a stem with a measure above 0 is left. */
    private void replaceFirst(String[][] rules) {
        for (String[] rule : rules) {
            if (ends(rule[0])) {
                int stem = end - rule[0].length();
                if (measure(stem) > 0) {
                    end = stem;
                    append(rule[1]);
                }
                return;
            }
        }
    }

    /** Step 4. */
    private void singleSuffix() {
        for (String suffix : STEP_4) {
            if (ends(suffix)) {
                int stem = end - suffix.length();
                boolean fits = !suffix.equals("ion") || stem > 0 && (word[stem - 1] == 's' || word[stem - 1] == 't');
                if (fits && measure(stem) > 1) {
                    end = stem;
                }
                return;
            }
        }
    }

    /** Step 5. */
    private void tidyUp() {
        if (ends("e")) {
            int measure = measure(end - 1);
            if (measure > 1 || measure == 1 && !endsLikeHop(end - 1)) {
                end--;
            }
        }
        if (ends("ll") && measure(end - 1) > 1) {
            end--;
        }
    }

    private boolean ends(String suffix) {
        int start = end - suffix.length();
        if (start < 0) {
            return false;
        }
        for (int i = 0; i < suffix.length(); i++) {
            if (word[start + i] != suffix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void append(String letters) {
        for (int i = 0; i < letters.length(); i++) {
            word[end++] = letters.charAt(i);
        }
    }

    private static boolean isVowelLetter(int letter) {
        return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
    }

    /** A y is a consonant at the start of a word and behind a vowel. */
    private boolean isConsonant(int place) {
        int from = place;
        while (from > 0 && word[from] == 'y') {
            from--;
        }
        boolean first = !isVowelLetter(word[from]);
        return first == ((place - from) % 2 == 0);
    }

    /** How often consonants follow vowels in the first {@code length} letters, Porter's m. */
    private int measure(int length) {
        int measure = 0;
        boolean consonant = false;
        for (int i = 0; i < length; i++) {
            boolean before = consonant;
            consonant = word[i] == 'y' ? i == 0 || !before : !isVowelLetter(word[i]);
            if (i > 0 && consonant && !before) {
                measure++;
            }
        }
        return measure;
    }

    private boolean hasVowel(int length) {
        for (int i = 0; i < length; i++) {
            if (isVowelLetter(word[i]) || word[i] == 'y' && i > 0 && isConsonant(i - 1)) {
                return true;
            }
        }
        return false;
    }

    /** Consonant, vowel, consonant other than w, x and y; or a vowel and a consonant alone. */
    private boolean endsLikeHop(int length) {
        if (length == 2) {
            return !isConsonant(0) && isConsonant(1);
        }
        return length >= 3
                && isConsonant(length - 3)
                && !isConsonant(length - 2)
                && isConsonant(length - 1)
                && word[length - 1] != 'w'
                && word[length - 1] != 'x'
                && word[length - 1] != 'y';
    }
}
