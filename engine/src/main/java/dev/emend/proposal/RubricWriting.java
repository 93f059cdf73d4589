package dev.emend.proposal;

import dev.emend.data.Example;
import dev.emend.model.Completion;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Has the rubric of a judge written, from outputs that people rated, and rewritten, from those about which judge and people
 * disagree most. Criteria that are drafted from a few labelled examples, chosen on others and refined by disagreements are
 * AutoCalibrate's (Liu et al., "Calibrating LLM-Based Evaluator", LREC-COLING 2024). One call to the meta-model each.
 *
 * <p>Examples come with all that the judge sees as inputs, and with people's rating in words as the expected answer.
 *
 * @param criterion what people rated, in a few words, such as {@code coherence}
 */
public record RubricWriting(String criterion) {

    private static final String SYSTEM =
            "You write rubrics by which outputs of language models are graded. A rubric says"
                    + " what people look at when they rate.";
    private static final int LONGEST = 2_000;
    private static final double TEMPERATURE = 0.8;

    /** A line of a list, whatever stands around it: {@code ```- It is short.```}, {@code **2.** It is short.} */
    private static final Pattern ITEM =
            Pattern.compile("[\\s`>]*(?:\\*\\*)?(?:[-•]|\\*(?=\\s)|\\d+[.)])[\\s`*_-]+(.+)");

    private static final Pattern MARKUP = Pattern.compile("[`*]+");
    private static final int SHORTEST_ITEM = 15;
    private static final int LONGEST_ITEM = 240;
    private static final int FEWEST_ITEMS = 2;
    private static final int MOST_ITEMS = 8;

    /** What is written. */
    public enum Form {
        CRITERIA(
                "the rubric: two to five criteria, a line each that begins with \"- \"",
                "Each says what a good output does and what costs it points. Most important first."),
        LEVELS(
                "the rubric: what a good, a middling and a bad output look like, a line each that begins with \"- \"",
                "Say by which signs they are told apart."),
        FAULTS(
                "the rubric: what a good output is in one line, and then the faults that lower people's ratings, a line"
                        + " each that begins with \"- \"",
                "Gravest first. Say also which faults people forgive."),
        QUESTIONS(
                "four to six questions about the output, a line each, that are answered with yes or no",
                "Each ends with a question mark and is answered with yes for a good output. Ask about what can be seen in"
                        + " the output.");

        private final String written;
        private final String advice;

        Form(String written, String advice) {
            this.written = written;
            this.advice = advice;
        }
    }

    private static final String GENERAL =
            " Write general rules, name no grades or numbers of a scale, and copy nothing from the outputs.";

    /** @param rated from those that people rate lowest to those that they rate highest */
    public Draft.Asked drafted(List<Example> rated, Form form) {
        return new InstructionRequest("rubric", List.of(), base("", form), 0)
                .say(about())
                .examples("Outputs with people's ratings, worst first:", "people's rating", rated)
                .closed(
                        SYSTEM,
                        "says what people's ratings depend on",
                        form.written,
                        form.advice + GENERAL,
                        TEMPERATURE);
    }

    /**
     * @param rubric that the judge had
     * @param disagreed the worst first; the expected answer holds people's rating and the judge's
     */
    public Draft.Asked refined(String rubric, List<Example> disagreed) {
        return new InstructionRequest("rubric", List.of(), base(rubric, Form.CRITERIA), 0)
                .say(about())
                .instruction("A judge grades by this rubric:", Template.literal(rubric))
                .examples("Outputs that this judge places otherwise than people do:", "people and the judge", disagreed)
                .closed(
                        SYSTEM,
                        "says why the judge differs from people",
                        "the rewritten rubric, in lines that begin with \"- \"",
                        "Change what makes the judge differ; keep the rest." + GENERAL,
                        TEMPERATURE);
    }

    private String about() {
        return "People rated outputs by: " + criterion + ".";
    }

    private static Prompt base(String rubric, Form form) {
        return new Prompt(
                form.name(),
                "",
                List.of(
                        new Message(Role.SYSTEM, Template.literal(rubric)),
                        new Message(Role.USER, Template.literal("output"))),
                List.of(),
                Sampling.GREEDY,
                Optional.empty());
    }

    /**
     * What was written. A small model often writes the lines without the block around them, or each in a block of its own: a
     * rubric is a list of lines, so they are taken as they stand, less their markup. Empty where the reply has fewer than two or
     * more than eight, holds a placeholder, or is too long. Lines that stand in the request, such as an output that was to be
     * judged, are no rules and are left out.
     */
    public static Optional<String> read(Draft.Asked asked, Completion reply) {
        return asked.reader().apply(reply) instanceof Proposal proposal
                ? Optional.of(proposal.prompt().messages().getFirst().content())
                        .filter(content -> content.placeholders().isEmpty())
                        .map(Template::source)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                : listed(asked, reply);
    }

    private static Optional<String> listed(Draft.Asked asked, Completion reply) {
        String request = asked.messages().stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
        List<String> lines = new ArrayList<>(reply.text().lines().toList());
        if (reply.finish() == Completion.Finish.LENGTH && !lines.isEmpty()) {
            lines.removeLast();
        }
        Set<String> items = new LinkedHashSet<>();
        for (String line : lines) {
            Matcher item = ITEM.matcher(line);
            if (item.matches()) {
                String text = MARKUP.matcher(item.group(1)).replaceAll("").strip();
                if (text.length() >= SHORTEST_ITEM && text.length() <= LONGEST_ITEM && !request.contains(text)) {
                    items.add(text);
                }
            }
        }
        boolean questions = items.stream().allMatch(text -> text.endsWith("?"));
        return Optional.of(items.stream()
                        .map(text -> questions ? text : "- " + text)
                        .collect(Collectors.joining("\n")))
                .filter(text -> items.size() >= FEWEST_ITEMS && items.size() <= MOST_ITEMS && !text.contains("{{"));
    }
}
