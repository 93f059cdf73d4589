package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.program.MapStep;
import dev.emend.program.OutputType;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.program.Step;
import dev.emend.program.Trace;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepViewTest {

    private static final Step PARTS = PromptStep.of(
                    "parts", Prompt.of("parts", "List the parts.", "{{thing}}"), "parts")
            .typed(OutputType.LIST);
    private static final Program ENDS_IN_A_MAP = Program.of(
            "parts",
            Set.of("thing"),
            List.of(
                    PARTS,
                    MapStep.of("word", Prompt.of("word", "Name the colour.", "{{part}}"), "parts", "part", "words")));
    private static final Program ENDS_IN_A_PROMPT = Program.of(
            "parts",
            Set.of("thing"),
            List.of(PARTS, PromptStep.of("word", Prompt.of("word", "Name the colours.", "{{parts}}"), "words")));

    private static Outcome outcome(double score) {
        return new Outcome(
                Answer.of(Example.of("e", Map.of("thing", "a door"), "[\"red\"]"), "[\"blue\"]"),
                new Score(score, "said"));
    }

    private static Trace trace(Map<String, String> inputs) {
        return new Trace(
                List.of(
                        new Trace.Visit("parts", Map.of("thing", "a door"), "- door", Optional.empty()),
                        new Trace.Visit("word", inputs, "blue", Optional.empty())),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, blue"})
    void anElementOfALastMapIsNotTaughtTheWholeList(double score, String expected) {
        StepView view = new StepView(ENDS_IN_A_MAP, "word", Map.of());
        Trace trace = trace(Map.of("part", "door"));

        List<StepView.Shown> shown = view.train(List.of(outcome(score)), List.of(trace));

        assertThat(shown).singleElement().satisfies(one -> {
            assertThat(one.example().inputs()).isEqualTo(Map.of("part", "door"));
            assertThat(one.example().expected()).isEqualTo(expected);
        });
        assertThat(view.outcome(outcome(score).example(), outcome(score), trace)
                        .example()
                        .expected())
                .isEmpty();
    }

    @Test
    void aLastPromptIsTaughtTheRightAnswer() {
        StepView view = new StepView(ENDS_IN_A_PROMPT, "word", Map.of());

        List<StepView.Shown> shown = view.train(List.of(outcome(0)), List.of(trace(Map.of("parts", "[\"door\"]"))));

        assertThat(shown)
                .singleElement()
                .satisfies(one -> assertThat(one.example().expected()).isEqualTo("[\"red\"]"));
    }
}
