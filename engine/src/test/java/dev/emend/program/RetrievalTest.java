package dev.emend.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Metrics;
import dev.emend.prompt.Prompt;
import dev.emend.refine.RefineSettings;
import dev.emend.refine.Refinement;
import dev.emend.refine.SelfRefinement;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Inquiry;
import dev.emend.run.Models;
import dev.emend.run.ScriptedModel;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Questions without a context are given one. */
class RetrievalTest {

    private static final Retriever RETRIEVER = (query, k) -> query.contains("Anna")
            ? List.of("Anna lives in Rome.", "Anna has:\n  1. a cat").subList(0, k)
            : List.of();
    private static final Retrieval RETRIEVAL = new Retrieval(RETRIEVER, "question", "context", 2);

    private static Example question(String text) {
        return Example.of("e", Map.of("question", text), "");
    }

    @Test
    void passages_are_numbered_paragraphs_of_one_line() {
        assertThat(RETRIEVAL.apply(question("Who is Anna?")).inputs())
                .containsEntry("question", "Who is Anna?")
                .containsEntry("context", "[1] Anna lives in Rome.\n\n[2] Anna has: 1. a cat");
    }

    @Test
    void where_nothing_is_found_the_context_says_so() {
        assertThat(RETRIEVAL.apply(question("Who is Bob?")).inputs()).containsEntry("context", Retrieval.NOTHING);
    }

    @Test
    void a_context_that_is_there_is_not_replaced() {
        Example given = Example.of("e", Map.of("question", "Who?", "context", "Anna."), "");

        assertThatThrownBy(() -> RETRIEVAL.apply(given))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is a \"context\" already");
        assertThatThrownBy(() -> RETRIEVAL.apply(Example.of("e", Map.of("query", "Who?"), "")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no input \"question\" to look up; there is [query]");
    }

    @Test
    void answers_are_refined_to_the_passages_that_are_found() {
        ScriptedModel model = new ScriptedModel(
                request -> request.messages().size() == 2 ? "Anna lives in Paris." : "Anna lives in Rome.");
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
        RefineSettings settings =
                RefineSettings.of(Metrics.named("grounded-lexical", Map.of("over", "supported"), new TreeSet<>()));
        Refinement refined = new SelfRefinement(settings, inquiry, event -> {})
                .refine(
                        Prompt.of("p", "Answer.", "{{context}}\n\n{{question}}"),
                        List.of(RETRIEVAL.apply(question("Where does Anna live?"))),
                        1);

        assertThat(refined.refined().getFirst().first().answer()).isEqualTo("Anna lives in Paris.");
        assertThat(refined.refined().getFirst().answer()).isEqualTo("Anna lives in Rome.");
    }
}
