package dev.emend.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.Where;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitsTest {

    private static Example example(String id, String text, String channel) {
        return new Example(id, Map.of("text", text, "channel", channel), "yes", Map.of(), Where.NOWHERE);
    }

    @Test
    void whatAPromptReadsTheSameOfStandsInOneSplitOnly() {
        Splits splits = new Splits(
                        List.of(example("a", "one", "mail")),
                        List.of(example("b", "one", "phone"), example("c", "two", "mail")),
                        List.of(example("d", "two", "phone"), example("e", "three", "mail")))
                .reading(Set.of("text"));

        Splits distinct = splits.withoutLookalikes();

        assertThat(distinct.train()).extracting(Example::id).containsExactly("a");
        assertThat(distinct.validation()).extracting(Example::id).containsExactly("c");
        assertThat(distinct.holdout()).extracting(Example::id).containsExactly("e");
        assertThat(splits.size() - distinct.size()).isEqualTo(2);
    }

    /** A prompt that shows the one would answer the other by copying. */
    @Test
    void theSameRowOfAnEarlierSplitIsLeftOut() {
        Splits splits = new Splits(
                List.of(example("t", "one", "mail")),
                List.of(example("v", "two", "mail")),
                List.of(example("h", "one", "mail"), example("i", "two", "mail"), example("j", "three", "mail")));

        assertThat(splits.withoutLookalikes().holdout()).extracting(Example::id).containsExactly("j");
    }

    @Test
    void rowsOfASplitThatAreTheSameInEverythingStay() {
        Splits splits = new Splits(
                List.of(),
                List.of(),
                List.of(example("d by one", "two", "mail"), example("d by another", "two", "mail")));

        assertThat(splits.reading(Set.of("text")).withoutLookalikes().holdout()).hasSize(2);
    }

    @Test
    void aPromptServesAtLeastOneModel() {
        Splits splits = new Splits(List.of(example("a", "one", "mail")), List.of(), List.of());

        assertThatThrownBy(() -> Audience.ofModels(splits, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one model");
    }

    @Test
    @SuppressWarnings("NullAway")
    void anExampleHasAnIdAndARightAnswerThatMayBeEmpty() {
        assertThatThrownBy(() -> Example.of(null, Map.of("text", "one"), "yes")).hasMessage("an example needs an id");
        assertThatThrownBy(() -> Example.of("a", Map.of("text", "one"), null))
                .hasMessageContaining("the right answer of the example \"a\" is null");
        assertThat(Example.of("a", Map.of("text", "one"), "").expected()).isEmpty();
    }
}
