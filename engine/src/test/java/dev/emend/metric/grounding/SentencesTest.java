package dev.emend.metric.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void endAtMarks() {
        assertThat(Sentences.of("It rains. Does it? It does! Well…"))
                .containsExactly("It rains.", "Does it?", "It does!", "Well…");
    }

    @Test
    void goOnBehindAbbreviationsAndInitials() {
        assertThat(Sentences.of("Dr. Smith met J. R. R. Tolkien, e.g. Mr. Baggins vs. Mrs. Proudfoot. They talked."))
                .containsExactly(
                        "Dr. Smith met J. R. R. Tolkien, e.g. Mr. Baggins vs. Mrs. Proudfoot.", "They talked.");
        assertThat(Sentences.of("The U.S. Senate voted. He lives in the U.S. It is large."))
                .containsExactly("The U.S. Senate voted.", "He lives in the U.S.", "It is large.");
        assertThat(Sentences.of("See Fig. 3 and No. 5. The answer is no. Nobody came on Jan. 4 at all."))
                .containsExactly("See Fig. 3 and No. 5.", "The answer is no.", "Nobody came on Jan. 4 at all.");
    }

    @Test
    void goOnBehindDecimalsAndInAddresses() {
        assertThat(Sentences.of("It rose by 3.5 % to $1,000.25 in v2.1. See example.com or java.util.List for more."))
                .containsExactly(
                        "It rose by 3.5 % to $1,000.25 in v2.1.", "See example.com or java.util.List for more.");
    }

    @Test
    void keepTheirQuotes() {
        assertThat(Sentences.of("\"Go away.\" He left. (She stayed.) “Why?” It is unknown."))
                .containsExactly("\"Go away.\"", "He left.", "(She stayed.)", "“Why?”", "It is unknown.");
    }

    @Test
    void eachItemOfAListIsOne() {
        assertThat(Sentences.of(
                        "Three facts:\n- It is red\n- It is old. It is cheap\n\n1. first\n2) second\n# Heading\n---\n"))
                .containsExactly(
                        "Three facts:", "It is red", "It is old.", "It is cheap", "first", "second", "Heading");
    }

    @Test
    void aWrappedLineGoesOn() {
        assertThat(Sentences.of("This line was wrapped\nby an editor. But this one\nWas not"))
                .containsExactly("This line was wrapped by an editor.", "But this one", "Was not");
    }

    @Test
    void chineseAndJapaneseFullStopsEndThem() {
        assertThat(Sentences.of("东京是日本的首都。人口很多！真的吗？")).containsExactly("东京是日本的首都。", "人口很多！", "真的吗？");
    }

    @Test
    void aMissingSpaceBehindAFullStopDoesNotGlueThem() {
        assertThat(Sentences.of("Nick Love is a writer.The Football Factory is a film."))
                .containsExactly("Nick Love is a writer.", "The Football Factory is a film.");
    }

    @Test
    void nothingSaysNothing() {
        assertThat(Sentences.of(" \n--- ***\n…")).isEmpty();
        assertThat(Sentences.of("")).isEmpty();
    }

    @Test
    void aLongTextWithoutAnEndIsRead() {
        assertThat(Sentences.of("word ".repeat(200_000))).hasSize(1);
        assertThat(Sentences.of("a.\n".repeat(20_000))).hasSize(20_000);
    }
}
