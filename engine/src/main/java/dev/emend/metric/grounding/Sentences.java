package dev.emend.metric.grounding;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into sentences: at the ends that the JDK's {@link BreakIterator} sees, less those behind an abbreviation or
 * an initial, and at the ends of lines, unless a line was only wrapped. An item of a list is a sentence of its own, without
 * its bullet. What has neither a letter nor a digit is no sentence.
 */
public final class Sentences {

    private static final Pattern ITEM =
            Pattern.compile("^\\s*(?:[-*+•–—▪◦·]\\s+|\\(?\\d{1,3}[.)]\\s+|#{1,6}\\s+|>\\s+)+");
    private static final Pattern WRAPPED = Pattern.compile("(?<![.!?。！？:;：；\\s])[ \\t]*\\R[ \\t]*(?=\\p{Ll})");
    private static final Pattern END_OF_LINE = Pattern.compile("\\R");
    private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}.]+)\\.[\"'”’)\\]]*\\s*$");
    private static final Pattern FIRST_WORD = Pattern.compile("^\\W*(\\w+)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SOMETHING = Pattern.compile("[\\p{L}\\p{N}]");

    /** What is followed by a name or a number and so ends no sentence. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "mt", "gen", "col", "lt", "sgt", "capt", "rep", "sen",
            "gov", "rev", "hon", "pres", "vs", "no", "nr", "fig", "eq", "ch", "sec", "vol", "pp", "art", "approx", "ca",
            "cf", "e.g", "i.e", "al", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
            "dec", "z.b", "bzw", "usw", "hr", "fr");

    /** Of these, the ones that are also common words; they count as abbreviations only before a digit. */
    private static final Set<String> ALSO_WORDS =
            Set.of("no", "mar", "art", "sec", "fig", "ch", "jun", "sep", "dec", "al", "fr", "col");

    /** How a sentence begins behind an initial or a point without a space. */
    private static final Set<String> OPENERS = Set.of(
            "The",
            "A",
            "An",
            "It",
            "Its",
            "He",
            "His",
            "She",
            "Her",
            "They",
            "Their",
            "We",
            "Our",
            "I",
            "You",
            "This",
            "That",
            "These",
            "Those",
            "There",
            "In",
            "On",
            "At",
            "As",
            "By",
            "For",
            "From",
            "But",
            "And",
            "Or",
            "So",
            "If",
            "When",
            "While",
            "After",
            "Before",
            "However",
            "Although",
            "Since",
            "With",
            "What",
            "Who",
            "Why",
            "How");

    private static final Pattern GLUED = Pattern.compile(
            "(?<=\\p{Ll}{2}[.!?]|\\d{2}[.!?]|\\)\\.|[”\"]\\.)(?=(?:" + String.join("|", OPENERS) + ")\\b)");

    private Sentences() {}

    /** The sentences in their order, each stripped of white space; none for a text without letters and digits. */
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        for (String line : END_OF_LINE.split(WRAPPED.matcher(text).replaceAll(" "))) {
            String spaced = GLUED.matcher(ITEM.matcher(line).replaceFirst("")).replaceAll(" ");
            for (String sentence : ofLine(spaced)) {
                if (SOMETHING.matcher(sentence).find()) {
                    sentences.add(sentence.strip());
                }
            }
        }
        return List.copyOf(sentences);
    }

    private static List<String> ofLine(String line) {
        BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ROOT);
        ends.setText(line);
        List<String> sentences = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int start = ends.first();
        for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
            open.append(line, start, end);
            if (!goesOn(open.toString(), line.substring(end))) {
                sentences.add(open.toString());
                open.setLength(0);
            }
            start = end;
        }
        sentences.add(open.toString());
        return sentences;
    }

    /** Whether the point at the end of {@code before} belongs to an abbreviation. */
    private static boolean goesOn(String before, String rest) {
        Matcher last = LAST_WORD.matcher(before);
        if (rest.isBlank() || !last.find()) {
            return false;
        }
        String word = last.group(1);
        String folded = word.toLowerCase(Locale.ROOT);
        if (ABBREVIATIONS.contains(folded)) {
            return !ALSO_WORDS.contains(folded)
                    || Character.isDigit(rest.strip().charAt(0));
        }
        boolean initials =
                word.length() == 1 && Character.isUpperCase(word.charAt(0)) || word.matches("(?:\\p{Lu}\\.)+\\p{Lu}");
        Matcher first = FIRST_WORD.matcher(rest);
        return initials && first.find() && !OPENERS.contains(first.group(1));
    }
}
