package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Prompt;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class EditTest {

    private static final Prompt PROMPT = Prompt.of("p", "Name the capital of {{country}}.", "{{country}}");

    private final Edit edit = new Edit("Capitals");

    private static Outcome outcome(String country, String answer, double score, String feedback) {
        return new Outcome(
                Answer.of(Example.of(country, Map.of("country", country), ""), answer), new Score(score, feedback));
    }

    private static Material material(List<String> failed, Outcome... outcomes) {
        return new Material(
                List.of(new Parent(7, PROMPT, List.of(outcomes))),
                failed,
                0.8,
                RandomSource.XO_RO_SHI_RO_128_PP.create(1L));
    }

    private static String question(Draft draft) {
        return ((Draft.Asked) draft).messages().getLast().content();
    }

    @Test
    void showsErrorsThenEarlierThenPresentFeedbackInOrder() {
        Draft draft = edit.draft(
                material(
                        List.of("be polite"),
                        outcome("Australia", "Sydney", 0, "Not the capital."),
                        outcome("France", "Paris", 1, "Right."),
                        outcome("Brazil", "Rio", 0.5, "Not quite.")),
                List.of("It takes the largest city.", "It is vague."),
                List.of("It was too long."));

        assertThat(question(draft))
                .containsSubsequence(
                        "Name the capital of {{country}}.",
                        "Australia",
                        "Brazil",
                        "- It was too long.",
                        "- It takes the largest city.",
                        "- It is vague.",
                        "- be polite",
                        "Keep each of these exactly once and unchanged: {{country}}.")
                .doesNotContain("France");
        assertThat(((Draft.Asked) draft).parents()).containsExactly(7);
    }

    @Test
    void asAnyOperatorItAppliesWhatTheMetricSays() {
        Draft draft = edit.draft(material(
                        List.of(),
                        outcome("Australia", "Sydney", 0, "Not the capital."),
                        outcome("Brazil", "Rio", 0, "Not the capital."),
                        outcome("France", "Paris", 1, "Right.")))
                .orElseThrow();

        assertThat(question(draft)).containsOnlyOnce("- Not the capital.").doesNotContain("Right.");
    }

    @Test
    void whereNothingWentWrongThereIsNothingToApply() {
        assertThat(edit.draft(material(List.of(), outcome("France", "Paris", 1, "Right."))))
                .isEmpty();
    }

    @Test
    void saysHowManyErrorsItDoesNotShow() {
        Outcome[] wrong = new Outcome[37];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = outcome("country " + i, "Sydney", 0, "Wrong for the " + i + "th time.");
        }

        assertThat(question(edit.draft(material(List.of(), wrong)).orElseThrow()))
                .contains("It went wrong here (4 of 37 errors):")
                .contains("What it is criticised for now (12 of 37 errors):");
        assertThat(question(edit.draft(
                        material(List.of(), wrong),
                        Collections.nCopies(13, "It is vague."),
                        Collections.nCopies(20, "It is long."))))
                .contains("It went wrong here (4 of 37 errors):")
                .contains("What it is criticised for now (12 of 13 criticisms):")
                .contains("What earlier versions of it were criticised for (12 of 20 criticisms):");
    }

    @Test
    void isBoundedHoweverMuchThereIsToSay() {
        String endless = "z".repeat(100_000);
        Outcome[] outcomes =
                Collections.nCopies(50, outcome(endless, endless, 0, endless)).toArray(Outcome[]::new);

        Draft draft = edit.draft(
                material(Collections.nCopies(50, endless), outcomes),
                Collections.nCopies(50, endless),
                Collections.nCopies(50, endless));

        assertThat(question(draft).length()).isLessThan(20_000);
    }
}
