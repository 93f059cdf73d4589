package dev.emend.format.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TextDiffTest {

    /** As a reader sees it, with what is marked in brackets. */
    private static List<String> seen(String before, String after) {
        return TextDiff.of(before, after).lines().stream()
                .map(line -> switch (line.kind()) {
                            case KEPT -> "  ";
                            case REMOVED -> "- ";
                            case ADDED -> "+ ";
                        }
                        + line.pieces().stream()
                                .map(piece -> piece.marked() ? "[" + piece.text() + "]" : piece.text())
                                .collect(Collectors.joining()))
                .toList();
    }

    @Test
    void marksTheWordsOfAnEditedLine() {
        assertThat(seen("Name the team.\nBe brief.", "Name the right team.\nBe brief."))
                .containsExactly("- Name the team.", "+ Name the [right ]team.", "  Be brief.");
    }

    @Test
    void showsARewrittenPassageAsReplaced() {
        assertThat(seen("Name the team that owns it.", "Decide who is in charge, and say the name."))
                .containsExactly("- Name the team that owns it.", "+ Decide who is in charge, and say the name.");
    }

    @Test
    void keepsEmptyLines() {
        assertThat(seen("one\n\ntwo\n", "one\n\n\ntwo\n")).containsExactly("  one", "  ", "+ ", "  two", "  ");
    }

    @Test
    void findsNothingBetweenEqualTexts() {
        assertThat(TextDiff.of("a\nb", "a\nb").isEmpty()).isTrue();
        assertThat(TextDiff.of("a\nb", "a\nb\n").isEmpty()).isFalse();
    }

    @Test
    void bothTextsCanBeReadOutOfIt() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            String before = text(random);
            String after = text(random);
            TextDiff diff = TextDiff.of(before, after);

            assertThat(side(diff, TextDiff.Kind.REMOVED)).isEqualTo(before);
            assertThat(side(diff, TextDiff.Kind.ADDED)).isEqualTo(after);
        }
    }

    private static String text(Random random) {
        String[] tokens = {"the", " ", "\n", "team", ".", "😀", "  ", "\n\n", "a"};
        return IntStream.range(0, random.nextInt(30))
                .mapToObj(i -> tokens[random.nextInt(tokens.length)])
                .collect(Collectors.joining());
    }

    private static String side(TextDiff diff, TextDiff.Kind kind) {
        return diff.lines().stream()
                .filter(line -> line.kind() == kind || line.kind() == TextDiff.Kind.KEPT)
                .map(TextDiff.Line::text)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void twoLongTextsWithoutACommonLineAreComparedInTime() {
        String before = IntStream.range(0, 100_000).mapToObj(i -> "old " + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 100_000).mapToObj(i -> "new " + i).collect(Collectors.joining("\n"));

        TextDiff diff = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> TextDiff.of(before, after));

        assertThat(diff.lines()).hasSize(200_000);
    }

    @Test
    void aLongTextThatWasAddedToAShortOneIsComparedInTime() {
        String added = "word ".repeat(500_000);

        TextDiff diff = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> TextDiff.of("a\nb", "a\n" + added + "\nb"));

        assertThat(diff.lines()).hasSize(3);
    }
}
