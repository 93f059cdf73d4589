package dev.emend.scoring.json;

import dev.emend.metric.Quote;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A text that was read as JSON. */
sealed interface JsonText {

    /** It is JSON. */
    record Valid(JsonNode node) implements JsonText {}

    /** It is none. @param why as sentences for a score's feedback */
    record Broken(String why) implements JsonText {}

    /** Beyond these, a text is no answer but an attack or an accident. */
    int LONGEST = 1_000_000;

    int DEEPEST = 100;
    int LONGEST_NUMBER = 1000;

    JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LONGEST)
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    Pattern FENCE = Pattern.compile("\\A```[\\w+-]*[ \\t]*\\R(.*?)\\R?[ \\t]*```\\z", Pattern.DOTALL);

    /** @param fenceAllowed whether the JSON may stand in a Markdown code fence */
    static JsonText read(String text, boolean fenceAllowed) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            return new Broken("The answer is empty; expected JSON.");
        }
        if (bare.length() > LONGEST) {
            return new Broken("The answer is " + bare.length() + " characters long, more than the " + LONGEST
                    + " that are read as JSON.");
        }
        if (bare.startsWith("```")) {
            if (!fenceAllowed) {
                return new Broken(
                        "The answer stands in a Markdown code fence; expected the JSON alone, without \"```\".");
            }
            Matcher fence = FENCE.matcher(bare);
            bare = fence.matches() ? fence.group(1).strip() : bare;
        }
        try {
            JsonNode node = MAPPER.readTree(bare);
            return reasonable(node)
                    ? new Valid(node)
                    : new Broken("The answer has a number with an exponent beyond " + LONGEST_NUMBER + ".");
        } catch (JacksonException broken) {
            return new Broken(why(bare, broken));
        }
    }

    // Exact arithmetic on such numbers, as "multipleOf" needs it, would take memory in proportion to the exponent.
    private static boolean reasonable(JsonNode node) {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            return Math.abs((long) number.scale()) <= LONGEST_NUMBER;
        }
        for (JsonNode child : node) {
            if (!reasonable(child)) {
                return false;
            }
        }
        return true;
    }

    private static String why(String text, JacksonException broken) {
        char first = text.charAt(0);
        if (first != '{' && first != '[' && (text.indexOf('{') > 0 || text.indexOf('[') > 0)) {
            return "The answer is not JSON alone: text stands before it. The answer is " + Quote.of(text) + ".";
        }
        return "The answer is not valid JSON: " + reason(broken) + place(broken) + ". The answer is " + Quote.of(text)
                + ".";
    }

    /** Where the text stops being JSON, in brackets; empty where that is not known. */
    static String place(JacksonException broken) {
        TokenStreamLocation at = broken.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    static String reason(JacksonException broken) {
        return broken.getOriginalMessage().lines().findFirst().orElse("");
    }

    /** A value as feedback quotes it: text between quotes, everything else as JSON. */
    static String quoted(JsonNode node) {
        if (node.isString()) {
            return Quote.of(node.stringValue());
        }
        return node.isContainer() ? Quote.of(node.toString()) : node.toString();
    }
}
