package dev.emend.scoring.instruction;

import dev.emend.InvalidInputException;
import dev.emend.metric.Quote;
import dev.emend.metric.rule.TextCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The kinds of rules, by IFEval's ids. */
final class RuleCatalogue {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Map<String, Function<Values, Rule>> KINDS = new TreeMap<>();

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]++");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[^\\[\\]\\n]*+\\]");
    private static final Pattern BULLET = Pattern.compile("(?m)^[ \\t]*+(?:\\*(?!\\*)|-)[^\\n]*+");
    private static final Pattern HIGHLIGHT = Pattern.compile("\\*\\*[^\\n*]++\\*\\*|\\*[^\\n*]++\\*");
    private static final Pattern TITLE = Pattern.compile("<<[^\\n<>]++>>");
    private static final Pattern FENCE = Pattern.compile("^```(?i:json)?\\s*|\\s*```$");
    private static final List<String> CHOICES = List.of("My answer is yes.", "My answer is no.", "My answer is maybe.");

    static {
        keywords();
        lengths();
        contents();
        formats();
        forms();
    }

    private RuleCatalogue() {}

    /** @throws InvalidInputException for an unknown id or a missing value */
    static Rule rule(Values values) {
        Function<Values, Rule> kind = KINDS.get(values.rule());
        if (kind == null) {
            throw new InvalidInputException(
                    "there is no rule \"" + values.rule() + "\"",
                    values.where(),
                    "you mean one of " + String.join(", ", KINDS.keySet()) + ".");
        }
        return kind.apply(values);
    }

    private static void add(String id, Function<Values, String> demand, Function<Values, Predicate<String>> check) {
        KINDS.put(id, values -> new Rule(id, demand.apply(values), check.apply(values)));
    }

    private static void add(String id, String demand, Predicate<String> check) {
        KINDS.put(id, values -> new Rule(id, demand, check));
    }

    private static void keywords() {
        add("keywords:existence", values -> "name " + all(values.texts("keywords")), values -> {
            List<String> keywords = values.texts("keywords");
            return text -> keywords.stream().allMatch(keyword -> count(keyword, text) > 0);
        });
        add(
                "keywords:frequency",
                values -> "name " + Quote.of(values.text("keyword")) + " " + values.bound("relation", "frequency")
                        + " times",
                values -> {
                    String keyword = values.text("keyword");
                    Values.Bound bound = values.bound("relation", "frequency");
                    return text -> bound.test(count(keyword, text));
                });
        add("keywords:forbidden_words", values -> "not hold " + all(values.texts("forbidden_words")), values -> {
            List<String> words = values.texts("forbidden_words");
            return text -> words.stream()
                    .noneMatch(word -> wholeWord(word).matcher(text).find());
        });
        add(
                "keywords:letter_frequency",
                values -> "hold the letter " + Quote.of(values.text("letter")) + " "
                        + values.bound("let_relation", "let_frequency") + " times",
                values -> {
                    String letter = values.text("letter");
                    Values.Bound bound = values.bound("let_relation", "let_frequency");
                    return text -> bound.test(count(letter, text));
                });
    }

    private static void lengths() {
        add(
                "length_constraints:number_words",
                values -> "have " + values.bound("relation", "num_words") + " words",
                values -> {
                    Values.Bound bound = values.bound("relation", "num_words");
                    return text -> bound.test(matches(WORD, text));
                });
        add(
                "length_constraints:number_sentences",
                values -> "have " + values.bound("relation", "num_sentences") + " sentences",
                values -> {
                    Values.Bound bound = values.bound("relation", "num_sentences");
                    return text -> bound.test(TextCounts.sentences(text).size());
                });
        add(
                "length_constraints:number_paragraphs",
                values -> "have " + values.whole("num_paragraphs") + " paragraphs with *** between them",
                values -> {
                    int number = values.whole("num_paragraphs");
                    return text -> filled(text.split("\\*\\*\\*", -1)) == number;
                });
        add(
                "length_constraints:nth_paragraph_first_word",
                values -> "have " + values.whole("num_paragraphs")
                        + " paragraphs with blank lines between them, number " + values.whole("nth_paragraph")
                        + " starting with " + Quote.of(values.text("first_word")),
                values -> {
                    int number = values.whole("num_paragraphs");
                    int nth = values.whole("nth_paragraph");
                    String word = values.text("first_word").toLowerCase(Locale.ROOT);
                    return text -> {
                        List<String> paragraphs = Arrays.stream(text.split("\\n\\n"))
                                .filter(paragraph -> !paragraph.isBlank())
                                .toList();
                        return paragraphs.size() == number
                                && nth >= 1
                                && nth <= number
                                && firstWord(paragraphs.get(nth - 1)).equals(word);
                    };
                });
    }

    private static void contents() {
        add(
                "detectable_content:number_placeholders",
                values -> "hold at least " + values.whole("num_placeholders") + " placeholders such as [address]",
                values -> atLeast(PLACEHOLDER, values.whole("num_placeholders")));
        add(
                "detectable_content:postscript",
                values -> "end with a postscript that starts with " + Quote.of(values.text("postscript_marker")),
                values -> {
                    String marker = letters(values.text("postscript_marker"));
                    return text -> text.lines().anyMatch(line -> letters(line).contains(marker));
                });
    }

    private static void formats() {
        add(
                "detectable_format:number_bullet_lists",
                values -> "have exactly " + values.whole("num_bullets") + " bullet points such as * this one",
                values -> {
                    int number = values.whole("num_bullets");
                    return text -> matches(BULLET, text) == number;
                });
        add(
                "detectable_format:constrained_response",
                "hold one of " + all(CHOICES),
                text -> CHOICES.stream().anyMatch(text::contains));
        add(
                "detectable_format:number_highlighted_sections",
                values -> "highlight at least " + values.whole("num_highlights") + " sections such as *this one*",
                values -> {
                    int number = values.whole("num_highlights");
                    return text -> HIGHLIGHT
                                    .matcher(text)
                                    .results()
                                    .filter(found ->
                                            !found.group().replace("*", "").isBlank())
                                    .count()
                            >= number;
                });
        add(
                "detectable_format:multiple_sections",
                values -> "have at least " + values.whole("num_sections") + " sections that start with "
                        + Quote.of(values.text("section_spliter") + " 1") + " and so on",
                values -> atLeast(
                        Pattern.compile(
                                Pattern.quote(values.text("section_spliter").strip()) + "\\s?\\d++"),
                        values.whole("num_sections")));
        add("detectable_format:json_format", "be JSON and nothing else", RuleCatalogue::json);
        add(
                "detectable_format:title",
                "have a title such as <<this one>>",
                text -> TITLE.matcher(text)
                        .results()
                        .anyMatch(found -> !found.group().replaceAll("[<>]", "").isBlank()));
        add("combination:two_responses", "be two different responses with ****** between them", text -> {
            List<String> responses = Arrays.stream(text.split("\\*{6}"))
                    .map(String::strip)
                    .filter(response -> !response.isEmpty())
                    .toList();
            return responses.size() == 2 && !responses.get(0).equals(responses.get(1));
        });
    }

    private static void forms() {
        add(
                "combination:repeat_prompt",
                values -> "start by repeating the request " + Quote.of(values.text("prompt_to_repeat")),
                values -> {
                    String prompt = folded(values.text("prompt_to_repeat"));
                    return text -> folded(text).startsWith(prompt);
                });
        add("startend:end_checker", values -> "end with " + Quote.of(values.text("end_phrase")), values -> {
            String end = folded(values.text("end_phrase"));
            return text -> folded(text).replaceAll("\"+$", "").endsWith(end);
        });
        add("startend:quotation", "stand in double quotes", text -> {
            String bare = text.strip();
            return bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        });
        add(
                "change_case:capital_word_frequency",
                values -> "have " + values.bound("capital_relation", "capital_frequency") + " words in capitals",
                values -> {
                    Values.Bound bound = values.bound("capital_relation", "capital_frequency");
                    return text -> bound.test((int) TextCounts.words(text).stream()
                            .filter(word -> cased(word, Character::isUpperCase))
                            .count());
                });
        add("change_case:english_capital", "be in capital letters only", text -> cased(text, Character::isUpperCase));
        add(
                "change_case:english_lowercase",
                "be in lower-case letters only",
                text -> cased(text, Character::isLowerCase));
        add("punctuation:no_comma", "hold no comma", text -> text.indexOf(',') < 0);
    }

    private static Predicate<String> atLeast(Pattern pattern, int number) {
        return text -> matches(pattern, text) >= number;
    }

    private static int matches(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    /** How often a literal text occurs, in any case. */
    private static int count(String keyword, String text) {
        return matches(
                Pattern.compile(Pattern.quote(keyword.strip()), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), text);
    }

    private static Pattern wholeWord(String word) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}_])" + Pattern.quote(word.strip()) + "(?![\\p{L}\\p{N}_])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** How many pieces are not blank; -1 where a blank one stands between others. */
    private static int filled(String[] pieces) {
        int filled = 0;
        for (int i = 0; i < pieces.length; i++) {
            if (!pieces[i].isBlank()) {
                filled++;
            } else if (i > 0 && i < pieces.length - 1) {
                return -1;
            }
        }
        return filled;
    }

    private static String firstWord(String paragraph) {
        String first = paragraph.strip().split("\\s+")[0].replaceAll("^['\"]+", "");
        return first.replaceAll("[.,?!'\"].*$", "").toLowerCase(Locale.ROOT);
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** At least one letter with case, and every such letter in this one. */
    private static boolean cased(String text, Predicate<Integer> right) {
        List<Integer> letters = text.codePoints()
                .filter(letter ->
                        Character.isUpperCase(letter) || Character.isLowerCase(letter) || Character.isTitleCase(letter))
                .boxed()
                .toList();
        return !letters.isEmpty() && letters.stream().allMatch(right);
    }

    private static boolean json(String text) {
        try {
            MAPPER.readTree(FENCE.matcher(text.strip()).replaceAll(""));
            return true;
        } catch (JacksonException noJson) {
            return false;
        }
    }

    private static String all(List<String> texts) {
        return texts.stream().map(Quote::of).collect(Collectors.joining(", "));
    }
}
