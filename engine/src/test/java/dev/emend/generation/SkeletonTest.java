package dev.emend.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What code guarantees stands in every prompt, whatever the technique, the layout and the guidance. */
class SkeletonTest {

    private static final Emphasis EMPHASIS = new Emphasis("care", "Take care of the small print.");
    private static final List<Demonstration> SHOWN =
            List.of(new Demonstration("e1", Map.of("letter", "The lamp is dark."), "works"));

    private final Skeleton skeleton = Skeleton.of(
            Letters.SPECIFICATION.withTools(List.of(new Specification.Named("search", "gives back a passage"))), SHOWN);

    private static Assignment assignment(Technique technique, Layout layout) {
        return new Assignment(technique, layout, EMPHASIS);
    }

    @ParameterizedTest
    @EnumSource(Technique.class)
    void every_technique_passes_the_screen_in_every_layout(Technique technique) {
        Screen screen = new Screen(skeleton.plain(), List.of(), Screen.defaultCharacterLimit(skeleton.plain()));
        for (Layout layout : Layout.values()) {
            Prompt prompt = skeleton.prompt(assignment(technique, layout), "- Look at the date.\n- Look at the stamp.");
            assertThat(screen.refuse(prompt)).as(technique + " as " + layout).isEmpty();
            String system =
                    prompt.render(Map.of("letter", "Dear town")).getFirst().content();
            assertThat(system)
                    .contains("department of a town hall", "date", "stamp", EMPHASIS.rule(), "Never name a person.")
                    .contains("- works", "- taxes", "- registry")
                    .doesNotContain("{{", "{#");
            assertThat(prompt.render(Map.of("letter", "Dear town")).getLast().content())
                    .startsWith("Letter:\nDear town")
                    .doesNotContain("{{");
        }
    }

    @ParameterizedTest
    @EnumSource(Technique.class)
    void a_technique_says_its_lines(Technique technique) {
        String system = skeleton.prompt(assignment(technique, Layout.SECTIONS), "")
                .instruction()
                .source();
        assertThat(technique.lines()).allSatisfy(line -> assertThat(system).contains(line));
    }

    @Test
    void constraints_are_frozen_for_later_searches() {
        Prompt prompt = skeleton.prompt(assignment(Technique.ZERO_SHOT, Layout.BULLETS), "");
        assertThat(prompt.instruction().frozenSections())
                .hasSize(1)
                .first()
                .asString()
                .contains("Never name a person.");
    }

    @Test
    void placeholders_that_a_model_writes_are_words_and_no_placeholders() {
        Prompt prompt = skeleton.prompt(
                assignment(Technique.ZERO_SHOT, Layout.PARAGRAPH),
                "Read {{letter}} and {{ other }}. {# frozen #}Never mind.{# /frozen #}");
        assertThat(prompt.instruction().placeholders()).isEmpty();
        assertThat(prompt.placeholders()).containsExactly("letter");
        assertThat(prompt.instruction().source()).contains("Read \"letter\" and \"other\".");
        assertThat(prompt.instruction().frozenSections()).hasSize(1);
    }

    @Test
    void several_inputs_are_told_apart_by_their_names() {
        Prompt prompt = Skeleton.of(Specification.of("Answer.").withInputs("context", "user_question"), List.of())
                .plain();
        assertThat(prompt.messages().getLast().content().source())
                .isEqualTo("Context:\n{{context}}\n\nUser question:\n{{user_question}}");
    }

    @Test
    void the_form_of_the_answer_is_said_once_more_behind_the_inputs() {
        Specification asking = Specification.of("Answer.").withInputs("question");
        assertThat(last(asking.withContract(OutputContract.oneOf(List.of("yes", "no")))))
                .isEqualTo("Question:\n{{question}}\n\nAnswer with yes or no and nothing else.");
        assertThat(last(asking.withContract(OutputContract.oneOf(List.of("a", "b", "c", "d", "e", "f")))))
                .endsWith("\n\nAnswer with one of the labels and nothing else.");
        assertThat(last(asking.withContract(OutputContract.OPEN.withSchema("{}"))))
                .endsWith("\n\nAnswer with the JSON object and nothing else.");
        assertThat(last(asking)).isEqualTo("Question:\n{{question}}");
    }

    @Test
    void where_reasoning_is_written_the_answer_is_asked_for_on_the_last_line() {
        Specification reasoned = Letters.SPECIFICATION.withContract(
                OutputContract.oneOf(Letters.LABELS).withReasoning(true));
        Prompt prompt =
                Skeleton.of(reasoned, List.of()).prompt(assignment(Technique.CHAIN_OF_THOUGHT, Layout.SECTIONS), "");
        assertThat(prompt.messages().getLast().content().source())
                .endsWith("Write on the last line " + String.join(" or ", Letters.LABELS) + " and nothing else.");
        Prompt turns = skeleton.prompt(assignment(Technique.TOOL_USE, Layout.SECTIONS), "");
        assertThat(turns.messages().getLast().content().source()).isEqualTo("Letter:\n{{letter}}");
    }

    private static String last(Specification specification) {
        return Skeleton.of(specification, List.of())
                .plain()
                .messages()
                .getLast()
                .content()
                .source();
    }

    @Test
    void reasoning_stays_unwritten_where_the_answer_is_read_whole() {
        assertThat(skeleton.reasons(Technique.CHAIN_OF_THOUGHT)).isFalse();
        assertThat(skeleton.assumptions(Technique.CHAIN_OF_THOUGHT)).hasSize(1);
        Skeleton open = Skeleton.of(
                Letters.SPECIFICATION.withContract(
                        OutputContract.oneOf(Letters.LABELS).withReasoning(true)),
                List.of());
        Prompt prompt = open.prompt(assignment(Technique.CHAIN_OF_THOUGHT, Layout.STEPS), "");
        assertThat(prompt.instruction().source()).contains("On the last line, write exactly one of these");
        assertThat(prompt.sampling().maxTokens()).isGreaterThan(400);
    }

    @Test
    void a_schema_is_what_the_model_is_held_to() {
        String schema = "{\"type\":\"object\"}";
        Prompt prompt = Skeleton.of(
                        Letters.SPECIFICATION.withContract(OutputContract.OPEN.withSchema(schema)), List.of())
                .prompt(assignment(Technique.ZERO_SHOT, Layout.SECTIONS), "");
        assertThat(prompt.outputSchema()).isEqualTo(Optional.of(schema));
        assertThat(prompt.instruction().source()).contains(schema);
    }

    @Test
    void few_shot_shows_its_demonstrations_as_turns() {
        assertThat(skeleton.prompt(assignment(Technique.FEW_SHOT, Layout.SECTIONS), "")
                        .demonstrations())
                .isEqualTo(SHOWN);
        assertThat(skeleton.prompt(assignment(Technique.PERSONA, Layout.SECTIONS), "")
                        .demonstrations())
                .isEmpty();
        Skeleton bare = Skeleton.of(Letters.SPECIFICATION.withTechniques(List.of(Technique.FEW_SHOT)), List.of());
        assertThat(bare.techniques()).containsExactly(Technique.ZERO_SHOT);
    }

    @Test
    void a_tool_user_stops_before_the_observation() {
        Prompt prompt = skeleton.prompt(assignment(Technique.TOOL_USE, Layout.SECTIONS), "");
        assertThat(prompt.sampling().stop()).containsExactly("Observation:");
        assertThat(prompt.instruction().source()).contains("search (gives back a passage)");
    }

    @Test
    void a_judge_grades_on_the_scale_of_the_judge_metric() {
        Specification wanted = Letters.SPECIFICATION.withArtifact(Specification.Artifact.JUDGE);
        Prompt prompt = Skeleton.of(wanted, List.of()).plain();
        assertThat(prompt.placeholders()).containsExactly("letter", "answer");
        assertThat(prompt.instruction().source()).contains("- 1\n- 2\n- 3\n- 4\n- 5");
    }

    @Test
    void a_model_that_may_reason_in_writing_is_held_to_no_schema() {
        Skeleton reasoning = Skeleton.of(
                Letters.SPECIFICATION
                        .withTools(List.of(new Specification.Named("search", "")))
                        .withContract(OutputContract.OPEN
                                .withSchema("{\"type\":\"object\"}")
                                .withReasoning(true)),
                List.of());

        for (Technique technique : List.of(Technique.CHAIN_OF_THOUGHT, Technique.TOOL_USE)) {
            Prompt prompt = reasoning.prompt(assignment(technique, Layout.SECTIONS), "");
            assertThat(prompt.outputSchema()).as(technique.label()).isEmpty();
            assertThat(prompt.instruction().source()).contains("On the last line, write one JSON object");
        }
        assertThat(reasoning
                        .prompt(assignment(Technique.ZERO_SHOT, Layout.SECTIONS), "")
                        .outputSchema())
                .isPresent();
        assertThat(reasoning.plain().outputSchema()).isPresent();
    }
}
