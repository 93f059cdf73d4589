package dev.emend.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a reply of the form that operators ask for: a line {@code Hypothesis: …}, then one block between lines of three
 * backticks, then nothing.
 */
public final class Fenced {

    private static final Pattern FENCE = Pattern.compile("(?m)^[ \\t]*```[^`\\n]*$");
    private static final Pattern HYPOTHESIS = Pattern.compile("(?im)^[\\s*_#>-]*hypothesis[\\s*_]*:[\\s*_]*(.+)$");

    private final String hypothesis;
    private final String block;
    private final String rule;
    private final String detail;

    private Fenced(String hypothesis, String block, String rule, String detail) {
        this.hypothesis = hypothesis;
        this.block = block;
        this.rule = rule;
        this.detail = detail;
    }

    public static Fenced read(String reply) {
        List<int[]> fences = new ArrayList<>();
        Matcher fence = FENCE.matcher(reply);
        while (fence.find()) {
            fences.add(new int[] {fence.start(), fence.end()});
        }
        if (fences.size() < 2) {
            return fences.isEmpty()
                    ? refused("no-fence", "the reply has no block between lines of three backticks")
                    : refused("truncated", "the block is opened and never closed");
        }
        if (fences.size() > 2) {
            return refused("several-fences", "the reply has " + fences.size() + " fence lines instead of two");
        }
        String after = reply.substring(fences.get(1)[1]).strip();
        if (!after.isEmpty()) {
            return refused("outside-fence", "the reply goes on behind the block: \"" + shortened(after) + "\"");
        }
        String block = reply.substring(fences.get(0)[1], fences.get(1)[0]).strip();
        if (block.isEmpty()) {
            return refused("empty", "the block is empty");
        }
        Matcher hypothesis = HYPOTHESIS.matcher(reply.substring(0, fences.get(0)[0]));
        return new Fenced(hypothesis.find() ? hypothesis.group(1).strip() : "", block, "", "");
    }

    private static Fenced refused(String rule, String detail) {
        return new Fenced("", "", rule, detail);
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }

    public boolean isReadable() {
        return rule.isEmpty();
    }

    /** Empty where the reply names none. */
    public String hypothesis() {
        return hypothesis;
    }

    /** Empty where the reply is unreadable. */
    public String block() {
        return block;
    }

    /** The rule that an unreadable reply breaks. */
    public String rule() {
        return rule;
    }

    public String detail() {
        return detail;
    }
}
