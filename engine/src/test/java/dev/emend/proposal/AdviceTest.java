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
import dev.emend.prompt.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class AdviceTest {

    private static final Prompt PARENT = Prompt.of("p", "Name the capital.", "{{country}}");
    private static final Example AUSTRALIA = Example.of("1", Map.of("country", "Australia"), "Canberra");
    private static final Outcome GOOD = outcome("Canberra", 1, "Right.");
    private static final Outcome BAD = outcome("Sydney", 0, "Expected Canberra.");
    private static final String RULE = "Where the largest city is famous, name the seat of government.";

    private static Outcome outcome(String answer, double value, String feedback) {
        return new Outcome(Answer.of(AUSTRALIA, answer), new Score(value, feedback));
    }

    private static Material material(Parent parent) {
        return Material.of(parent, RandomSource.XO_RO_SHI_RO_128_PP.create(1L));
    }

    private static Draft.Asked asked(Prompt prompt) {
        return (Draft.Asked) new Advice("Capitals").draft(material(new Parent(3, prompt)), Optional.of(GOOD), BAD);
    }

    private static Reading read(Prompt prompt, String rule) {
        return asked(prompt)
                .reader()
                .apply(new Completion("Hypothesis: h\n```\n" + rule + "\n```", Finish.STOP, Usage.NONE, List.of()));
    }

    private static String instructionAfter(Prompt prompt, String rule) {
        return ((Proposal) read(prompt, rule)).prompt().instruction().source();
    }

    private static String ruleOf(Reading reading) {
        return ((Reading.Unreadable) reading).rule();
    }

    @Test
    void showsWhatWentWellAndWhatWentBadly() {
        assertThat(asked(PARENT).messages().getLast().content())
                .contains("Capitals")
                .contains("Name the capital.")
                .contains("This went well:\n1. country: Australia\n   answer: Canberra\n   feedback: Right.")
                .contains(
                        "This went badly:\n1. country: Australia\n   answer: Sydney\n   feedback: Expected Canberra.");
    }

    @Test
    void addsTheRuleAndLeavesTheRestAsItIs() {
        assertThat(instructionAfter(PARENT, RULE)).isEqualTo("Name the capital.\n\n" + RULE);
    }

    @Test
    void addsTheRuleInFrontOfTheInputWhereThatEndsTheMessage() {
        Prompt prompt = Prompt.of("p", "", "Name the capital.\n\nCountry: {{country}}\nCapital:");

        assertThat(instructionAfter(prompt, RULE))
                .isEqualTo("Name the capital.\n\n" + RULE + "\n\nCountry: {{country}}\nCapital:");
    }

    @Test
    void refusesARuleThatIsAnEssay() {
        assertThat(ruleOf(read(PARENT, "Think about it. ".repeat(40)))).isEqualTo("too-long");
    }

    @Test
    void refusesARuleThatTheInstructionHasAlready() {
        Prompt taught = PARENT.withMessage(0, Template.parse("Name the capital.\n\n" + RULE + " Say nothing else."));

        assertThat(ruleOf(read(taught, RULE))).isEqualTo("repeated-rule").matches(Screen::isDuplicate);
        assertThat(ruleOf(read(taught, RULE + " Say nothing else!"))).isEqualTo("repeated-rule");
        assertThat(read(taught, "Write it in English.")).isInstanceOf(Proposal.class);
    }

    @Test
    void aRuleWithAPlaceholderDoesNotPassTheScreen() {
        Prompt proposed = ((Proposal) read(PARENT, "Where {{country}} is famous, think twice.")).prompt();

        assertThat(new Screen(PARENT, List.of(), 2000).refuse(proposed).map(Screen.Refused::rule))
                .contains("new-placeholder");
    }

    @Test
    void asAnOperatorItLearnsFromOneOfTheParentsFailures() {
        Advice advice = new Advice("");

        assertThat(advice.draft(material(new Parent(3, PARENT, List.of(GOOD))))).isEmpty();
        Draft.Asked draft = (Draft.Asked)
                advice.draft(material(new Parent(3, PARENT, List.of(BAD)))).orElseThrow();
        assertThat(draft.messages().getLast().content()).contains("Sydney").doesNotContain("This went well");
    }

    @Test
    void itsQuestionIsBoundedHoweverLongTheAnswers() {
        Outcome endless = outcome("x".repeat(1_000_000), 0, "y".repeat(1_000_000));
        Draft.Asked draft =
                (Draft.Asked) new Advice("").draft(material(new Parent(3, PARENT)), Optional.of(endless), endless);

        assertThat(draft.messages().getLast().content().length()).isLessThan(4_000);
    }
}
