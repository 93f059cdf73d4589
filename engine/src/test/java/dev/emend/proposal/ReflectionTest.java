package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Completion.Finish;
import dev.emend.model.Usage;
import dev.emend.prompt.Prompt;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ReflectionTest {

    private static final Prompt PARENT = Prompt.of("p", "Name the capital of {{country}}.", "{{country}}");
    private static final Outcome FAILURE = new Outcome(
            Answer.of(Example.of("1", Map.of("country", "Australia"), "Canberra"), "Sydney"),
            new Score(0, "Expected Canberra."));

    private final Draft.Asked draft = asked("Capitals", new Parent(7, PARENT, List.of(FAILURE)), List.of("be polite"));

    private static Draft.Asked asked(String description, Parent parent, List<String> ideas) {
        return (Draft.Asked) new Reflection(description)
                .draft(new Material(List.of(parent), ideas, 0.8, RandomSource.XO_RO_SHI_RO_128_PP.create(1L)))
                .orElseThrow();
    }

    private Reading read(String reply) {
        return draft.reader().apply(new Completion(reply, Finish.STOP, Usage.NONE, List.of()));
    }

    private String ruleOf(String reply) {
        return ((Reading.Unreadable) read(reply)).rule();
    }

    @Test
    void showsInstructionFailuresFeedbackAndWhatHasFailedBefore() {
        String question = draft.messages().getLast().content();

        assertThat(question)
                .contains("Capitals")
                .contains("Name the capital of {{country}}.")
                .contains("Australia", "answer: Sydney", "feedback: Expected Canberra.")
                .contains("- be polite")
                .contains("Keep each of these exactly once and unchanged: {{country}}.");
    }

    @Test
    void anIdeaThatFailedIsToldOnceAndOneThatWasNotGivenNever() {
        String unsaid = ((Proposal) read("```\nName the seat of government of {{country}}.\n```")).hypothesis();

        String question = asked(
                        "",
                        new Parent(7, PARENT, List.of(FAILURE)),
                        List.of(
                                "be polite",
                                "be exact",
                                "be exact",
                                unsaid,
                                unsaid,
                                "be exact",
                                unsaid,
                                unsaid,
                                unsaid))
                .messages()
                .getLast()
                .content();

        assertThat(question)
                .containsOnlyOnce("- be exact")
                .contains("- be polite")
                .doesNotContain(unsaid);
    }

    @Test
    void saysHowManyFailuresItDoesNotShow() {
        Draft.Asked many = asked("", new Parent(7, PARENT, Collections.nCopies(9, FAILURE)), List.of());

        assertThat(many.messages().getLast().content())
                .contains("It went wrong 9 times in 9, for example here:")
                .contains("5. country")
                .doesNotContain("6. country");
    }

    @Test
    void readsHypothesisAndRewrite() {
        Proposal proposal = (Proposal)
                read(
                        "**Hypothesis:** it takes the largest city.\n\n```text\nName the seat of government of {{country}}.\n```\n");

        assertThat(proposal.hypothesis()).isEqualTo("it takes the largest city.");
        assertThat(proposal.prompt().instruction().source()).isEqualTo("Name the seat of government of {{country}}.");
        assertThat(proposal.parents()).containsExactly(7);
    }

    @Test
    void leavesRoomForAnInstructionAsLongAsTheOldOne() {
        Prompt longer = Prompt.of("p", "Name the capital of {{country}}. " + "Be exact. ".repeat(400), "{{country}}");

        assertThat(draft.sampling().maxTokens()).isEqualTo(512);
        assertThat(asked("Capitals", new Parent(7, longer, List.of(FAILURE)), List.of())
                        .sampling()
                        .maxTokens())
                .isGreaterThan(2000);
    }

    @Test
    void anInstructionWithAFenceIsShownAndAskedForBetweenLongerOnes() {
        String fenced = "Answer {{country}} as here:\n```json\n{}\n```";
        Draft.Asked asking =
                asked("", new Parent(7, Prompt.of("p", fenced, "{{country}}"), List.of(FAILURE)), List.of());

        assertThat(asking.messages().getLast().content())
                .contains("````\n" + fenced + "\n````")
                .contains("two lines of 4 backticks (````)");
        assertThat(asking.reader()
                        .apply(new Completion("````\n" + fenced + "!\n````", Finish.STOP, Usage.NONE, List.of())))
                .isInstanceOfSatisfying(
                        Proposal.class,
                        proposal -> assertThat(proposal.prompt().instruction().source())
                                .isEqualTo(fenced + "!"));
    }

    @Test
    void neverAdoptsWhatStandsOutsideTheFence() {
        assertThat(ruleOf("Name the seat of government of {{country}}.")).isEqualTo("no-fence");
        assertThat(ruleOf("```\nA {{country}}\n```\nor\n```\nB {{country}}\n```"))
                .isEqualTo("several-fences");
        assertThat(ruleOf("```A {{country}}```\nor\n```B {{country}}```")).isEqualTo("several-fences");
        assertThat(instructionOf("```\nName it of {{country}}.\n```\nAnd always be brief."))
                .isEqualTo("Name it of {{country}}.");
    }

    @Test
    void readsABlockAsSmallModelsFenceIt() {
        assertThat(instructionOf("Hypothesis: x\n\n````\nName it of {{country}}.\n```"))
                .isEqualTo("Name it of {{country}}.");
        assertThat(instructionOf("Hypothesis: x\n```Name it of {{country}}.```"))
                .isEqualTo("Name it of {{country}}.");
    }

    private String instructionOf(String reply) {
        return ((Proposal) read(reply)).prompt().instruction().source();
    }

    @Test
    void neverAdoptsATruncatedRewrite() {
        assertThat(ruleOf("Hypothesis: x\n```\nName the seat of")).isEqualTo("truncated");
        Reading cut = draft.reader()
                .apply(new Completion("```\nName {{country}}\n```", Finish.LENGTH, Usage.NONE, List.of()));
        assertThat(((Reading.Unreadable) cut).rule()).isEqualTo("truncated");
    }

    @Test
    void neverAdoptsAnEmptyRewrite() {
        assertThat(ruleOf("Hypothesis: x\n```\n\n```")).isEqualTo("empty");
    }

    @Test
    void refusesBrokenFrozenMarks() {
        assertThat(ruleOf("```\n{# frozen #}Name {{country}}\n```")).isEqualTo("frozen-section");
    }

    @Test
    void itsQuestionIsBoundedHoweverLongTheInputs() {
        Outcome endless = new Outcome(
                Answer.of(Example.of("2", Map.of("country", "x".repeat(1_000_000)), "y"), "z".repeat(1_000_000)),
                new Score(0, "no"));
        Draft.Asked big = asked("", new Parent(0, PARENT, Collections.nCopies(5, endless)), List.of());

        assertThat(big.messages().getLast().content().length()).isLessThan(8_000);
    }

    @Test
    void rewritesTheMessageThatItIsTold() {
        Prompt prompt = Prompt.of("p", "Name the capital, and nothing else.", "The country is {{country}}.");
        Draft.Asked asked = (Draft.Asked) new Reflection("")
                .draft(
                        Material.of(
                                new Parent(2, prompt, List.of(FAILURE)), RandomSource.XO_RO_SHI_RO_128_PP.create(1L)),
                        1)
                .orElseThrow();

        assertThat(asked.messages().getLast().content())
                .contains("this user message, which is the one to improve:\n```\nThe country is {{country}}.\n```")
                .contains("Keep each of these exactly once and unchanged: {{country}}.");
        Proposal proposal = (Proposal) asked.reader()
                .apply(new Completion("```\nThe state is {{country}}.\n```", Finish.STOP, Usage.NONE, List.of()));
        assertThat(proposal.prompt())
                .isEqualTo(Prompt.of("p", "Name the capital, and nothing else.", "The state is {{country}}."));
    }
}
