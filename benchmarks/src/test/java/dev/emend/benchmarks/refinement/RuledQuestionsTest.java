package dev.emend.benchmarks.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Questions get rules that a program can check and that do not contradict each other. */
class RuledQuestionsTest {

    private static final Metric RULES = Metrics.named("follows-rules", Map.of(), new TreeSet<>());

    @Test
    void every_question_has_three_rules_that_the_metric_reads_and_the_prompt_says() {
        Set<String> lists = IntStream.range(0, 200)
                .mapToObj(i -> RuledQuestions.of("q" + i, "Why?"))
                .peek(example -> {
                    assertThat(RULES.score(Answer.of(example, "because")).parts())
                            .containsEntry("rules", 3.0);
                    assertThat(example.inputs().get("rules")).hasLineCount(3);
                })
                .map(example -> example.column("instruction_id_list"))
                .collect(Collectors.toSet());

        assertThat(lists).hasSizeGreaterThan(20);
        assertThat(RuledQuestions.of("q7", "Why?")).isEqualTo(RuledQuestions.of("q7", "Why?"));
    }

    @Test
    void what_cannot_be_followed_together_is_never_asked_together() {
        assertThat(IntStream.range(0, 400)
                        .mapToObj(i -> RuledQuestions.of("q" + i, "Why?"))
                        .map(Example::columns)
                        .map(columns -> columns.getOrDefault("instruction_id_list", "")))
                .noneMatch(
                        ids -> ids.contains("quotation") && (ids.contains("postscript") || ids.contains("end_checker")))
                .noneMatch(ids -> ids.contains("lowercase") && ids.contains("postscript"))
                .noneMatch(ids -> ids.contains("forbidden") && ids.contains("end_checker"));
    }
}
