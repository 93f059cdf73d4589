package dev.emend.proposal;

import dev.emend.data.Example;
import dev.emend.model.Completion;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.List;
import java.util.Optional;

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

    /** What was written; empty where the reply is not of the form asked for, holds a placeholder, or is too long. */
    public static Optional<String> read(Draft.Asked asked, Completion reply) {
        return asked.reader().apply(reply) instanceof Proposal proposal
                ? Optional.of(proposal.prompt().messages().getFirst().content())
                        .filter(content -> content.placeholders().isEmpty())
                        .map(Template::source)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                : Optional.empty();
    }
}
