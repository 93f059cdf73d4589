package dev.emend.scoring.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LuceneRetrieverTest {

    private static final List<String> PASSAGES = List.of(
            "Parcels leave within a day.",
            "A refund takes five days, and a second refund takes ten.",
            "We sell tea, and tea, and tea.",
            "Ein Päckchen für Köln.",
            "退款需要五天。");

    private final LuceneRetriever retriever = new LuceneRetriever(PASSAGES);

    @Test
    void findsWhatSharesWordsAndTheRarerWordDecides() {
        assertThat(retriever.passages("How long does a REFUND take?", 2))
                .first()
                .isEqualTo(PASSAGES.get(1));
        assertThat(retriever.passages("a tea", 1)).containsExactly(PASSAGES.get(2));
    }

    @Test
    void readsOtherScripts() {
        assertThat(retriever.passages("köln", 1)).containsExactly(PASSAGES.get(3));
        assertThat(retriever.passages("退款", 1)).containsExactly(PASSAGES.get(4));
    }

    @Test
    void findsNothingWhereNoWordIsShared() {
        assertThat(retriever.passages("zebra", 3)).isEmpty();
        assertThat(retriever.passages("", 3)).isEmpty();
        assertThat(new LuceneRetriever(List.of()).passages("tea", 3)).isEmpty();
    }

    @Test
    void takesAQueryOfManyWords() {
        String query = String.join(
                " ", IntStream.range(0, 5000).mapToObj(i -> "word" + i).toList());

        assertThat(retriever.passages("refund " + query, 3)).containsExactly(PASSAGES.get(1));
    }

    @Test
    void ofEqualsTheEarlierComesFirst() {
        List<String> twins = Collections.nCopies(300, "the same words");
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < twins.size(); i++) {
            numbered.add(twins.get(i) + " x" + i);
        }

        assertThat(new LuceneRetriever(numbered).passages("same words", 3))
                .containsExactlyElementsOf(numbered.subList(0, 3));
    }

    @Test
    void isToldFromAnotherByItsPassages() {
        assertThat(retriever.identity())
                .isEqualTo(new LuceneRetriever(PASSAGES).identity())
                .isNotEqualTo(new LuceneRetriever(PASSAGES.subList(0, 2)).identity());
    }
}
