package dev.emend.proposal;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a reply of the form that operators ask for: a line {@code Hypothesis: …}, then one block between lines of three
 * backticks. Small models keep to that about every second time, so what leaves no doubt is taken too: a fence of more backticks,
 * a block that is opened and closed on one line or begins on the line of its fence, and talk behind the block, which is dropped.
 */
public final class Fenced {

    private static final Pattern FENCE = Pattern.compile("(?m)^[ \\t]*`{3,}[^`\\n]*$");
    /** One word behind a fence names a language; more of them are the block's first line. */
    private static final Pattern SENTENCE = Pattern.compile("[ \\t]*`{3,}\\s*(\\S+\\s+\\S.*)");

    private static final Pattern RUN = Pattern.compile("`{3,}");
    private static final Pattern ONE_LINE = Pattern.compile("(?m)^[ \\t]*`{3,}([^`\\n]+)`{3,}[ \\t]*$");
    private static final Pattern HYPOTHESIS = Pattern.compile("(?im)^[\\s*_#>-]*hypothesis[\\s*_]*:[\\s*_]*(.+)$");

    private static final Pattern LANGUAGE = Pattern.compile(
            "(?i)`+\\s*(python|py|java|kotlin|javascript|js|typescript|ts|go|rust|ruby|c|cpp|csharp|sql|sh|bash)");
    private static final Pattern STATEMENT = Pattern.compile("(?m)^\\s*("
            + "def \\w+\\(|class \\w+\\s*[:({]|func(tion)? \\w*\\(|fn \\w+\\(|(public|private|static) .*[{;(]"
            + "|(const|let|var) \\w+\\s*=|(import|package) [\\w.]+;?\\s*$|from [\\w.]+ import |#include|#!/)");
    private static final Pattern QUERY =
            Pattern.compile("(?im)^\\s*(select\\b|insert into|update \\w+ set|delete from|create table|with \\w+ as)");

    private final String opening;
    private final String hypothesis;
    private final String block;
    private final String rule;
    private final String detail;

    private Fenced(String opening, String hypothesis, String block, String rule, String detail) {
        this.opening = opening;
        this.hypothesis = hypothesis;
        this.block = block;
        this.rule = rule;
        this.detail = detail;
    }

    /** The fence to put around a text: three backticks, or one more than stand in any fence of its own. */
    static String around(String text) {
        int longest = RUN.matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        return "`".repeat(Math.max(3, longest + 1));
    }

    /**
     * As {@link #instruction(String)}, where the block may itself hold fences.
     *
     * @param fence around the block, longer than those in it. A reply that uses a shorter one is read too where its fences
     *     come in pairs: the outermost pair holds the block
     */
    static Fenced instruction(String reply, String fence) {
        return read(reply, fence).refusingProgram();
    }

    /** As {@link #read(String)}. A model of code at times writes a program in place of an instruction, and says so at the fence. */
    public static Fenced instruction(String reply) {
        return read(reply).refusingProgram();
    }

    private Fenced refusingProgram() {
        Matcher language = LANGUAGE.matcher(opening);
        if (!language.matches()) {
            return this;
        }
        String named = language.group(1).toLowerCase(Locale.ROOT);
        Pattern program = named.equals("sql") ? QUERY : STATEMENT;
        return program.matcher(block).find() ? refused("program", "the block is a program in " + named) : this;
    }

    private static Fenced read(String reply, String fence) {
        return fence.length() == 3 ? read(reply) : readLonger(reply, fence);
    }

    private static Fenced readLonger(String reply, String fence) {
        List<MatchResult> fences = FENCE.matcher(reply).results().toList();
        List<MatchResult> outer = fences.stream()
                .filter(line -> line.group().strip().startsWith(fence))
                .toList();
        List<MatchResult> used = outer.isEmpty() ? fences : outer;
        if (outer.size() > 2) {
            return refused("several-fences", "the reply has more than one block");
        }
        if (used.isEmpty()) {
            return refused("no-fence", "the reply has no block between lines of " + fence.length() + " backticks");
        }
        if (used.size() % 2 == 1) {
            return refused("truncated", "the block is opened and never closed");
        }
        return between(reply, used.getFirst(), used.getLast());
    }

    public static Fenced read(String reply) {
        List<MatchResult> fences = FENCE.matcher(reply).results().toList();
        List<MatchResult> lines = ONE_LINE.matcher(reply).results().toList();
        if (fences.isEmpty() && lines.size() == 1) {
            MatchResult line = lines.getFirst();
            return of("", reply.substring(0, line.start()), line.group(1));
        }
        if (fences.size() + 2 * lines.size() > 2) {
            return refused("several-fences", "the reply has more than one block");
        }
        if (fences.size() < 2) {
            return fences.isEmpty()
                    ? refused("no-fence", "the reply has no block between lines of three backticks")
                    : refused("truncated", "the block is opened and never closed");
        }
        return between(reply, fences.getFirst(), fences.getLast());
    }

    private static Fenced between(String reply, MatchResult opened, MatchResult closed) {
        Matcher sentence = SENTENCE.matcher(opened.group());
        int content = sentence.lookingAt() ? opened.start() + sentence.start(1) : opened.end();
        return of(opened.group().strip(), reply.substring(0, opened.start()), reply.substring(content, closed.start()));
    }

    private static Fenced of(String opening, String before, String content) {
        String block = content.strip();
        if (block.isEmpty()) {
            return refused("empty", "the block is empty");
        }
        Matcher hypothesis = HYPOTHESIS.matcher(before);
        return new Fenced(opening, hypothesis.find() ? hypothesis.group(1).strip() : "", block, "", "");
    }

    private static Fenced refused(String rule, String detail) {
        return new Fenced("", "", "", rule, detail);
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
