package dev.emend.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.Parent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Fixed rules about keeping to a context, one after the other. */
class GroundingRulesTest {

    private static final Prompt PROMPT = Prompt.of("p", "Answer the question.", "{{context}}\n\n{{question}}");
    private static final String ONE = "Anna lives in Rome.";
    private static final String SEVERAL = "[1] Anna lives in Rome.\n\n[2] Bob lives in Oslo.";

    private static Metric metric(String name) {
        return Metrics.named(name, Map.of(), new TreeSet<>());
    }

    /** The first words of the rules that are written one after the other, each into the prompt that has those before it. */
    private static List<String> rules(Metric signal, String context) {
        GroundingRules operator = GroundingRules.forSignal(signal).orElseThrow();
        List<String> rules = new ArrayList<>();
        Prompt prompt = PROMPT;
        for (Optional<Draft> draft = draft(operator, prompt, context);
                draft.isPresent();
                draft = draft(operator, prompt, context)) {
            Draft.Written written = (Draft.Written) draft.get();
            prompt = written.proposal().prompt();
            String rule = written.proposal().hypothesis();
            assertThat(prompt.instruction().source()).contains(rule);
            rules.add(rule.substring(0, rule.indexOf(' ', 12)));
        }
        return rules;
    }

    private static Optional<Draft> draft(GroundingRules operator, Prompt prompt, String context) {
        Example example = Example.of("e", Map.of("question", "Where does Anna live?", "context", context), "");
        Outcome failure = new Outcome(Answer.of(example, "Anna lives in Paris."), new Score(0, "Not so."));
        return operator.draft(
                Material.of(new Parent(0, prompt, List.of(failure)), RandomSource.XO_SHI_RO_256_PP.create(1)));
    }

    @Test
    void one_context_is_to_be_kept_to() {
        assertThat(rules(metric("grounded-lexical"), ONE))
                .containsExactly("Use only what", "Copy names, numbers", "Answer in as", "Where the given");
    }

    @Test
    void of_several_passages_those_that_bear_on_the_question_are_to_be_found() {
        assertThat(rules(metric("grounded-lexical"), SEVERAL))
                .containsExactly(
                        "Use only what", "Find the passages", "Copy names, numbers", "Answer in as", "Where the given");
    }

    @Test
    void where_citations_are_measured_they_are_asked_for_first() {
        assertThat(rules(metric("citations"), SEVERAL)).startsWith("Behind each sentence,", "Use only what");
    }

    @Test
    void a_signal_that_is_about_no_context_has_no_rules() {
        assertThat(GroundingRules.forSignal(new StatedScore())).isEmpty();
    }
}
