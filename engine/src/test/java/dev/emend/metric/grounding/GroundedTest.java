package dev.emend.metric.grounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Options;
import dev.emend.metric.Score;
import dev.emend.metric.TextEmbedding;
import dev.emend.metric.text.Rouge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GroundedTest {

    private static final String CONTEXT = """
            The bridge over the Tay was opened in June 1878 by Queen Victoria's engineers. It fell in a storm on 28 December \
            1879, and all three hundred (300) feet of the high girders were lost with 1,075 tons of iron.""";

    private static final MetricContext NO_LABELS = MetricContext.of(new TreeSet<>());

    private static Example example(Map<String, String> inputs) {
        return new Example("e1", inputs, "", Map.of(), Where.line("data.jsonl", 3));
    }

    private static Score lexical(String answer, Map<String, String> options) {
        return Metrics.named("grounded-lexical", options, NO_LABELS)
                .score(Answer.of(example(Map.of("context", CONTEXT)), answer));
    }

    @Test
    void aCopiedSentenceIsSupported() {
        Score score = lexical("It fell in a storm on 28 December 1879.", Map.of());
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.parts()).containsEntry("hallucination-rate", 0.0).containsEntry("sentences", 1.0);
        assertThat(score.feedback()).isEqualTo("The answer's sentence is supported by the context.");
    }

    @Test
    void anUnsupportedSentenceIsQuotedWithItsInventedNamesAndNumbers() {
        Score score = lexical(
                "It fell in a storm on 28 December 1879. The architect Thomas Bouch was fined 500 pounds.", Map.of());
        assertThat(score.value()).isLessThan(0.6);
        assertThat(score.parts()).containsEntry("hallucination-rate", 0.5);
        assertThat(score.feedback())
                .isEqualTo(
                        "The context does not support 1 of 2 sentences: \"The architect Thomas Bouch was fined 500 pounds.\"."
                                + " Not in the context: Thomas, Bouch, 500. Say only what the context says.");
    }

    @Test
    void aChangedNumberHalvesASentence() {
        Score right = lexical("It fell in a storm on 28 December 1879.", Map.of("overlap", "none"));
        Score wrong = lexical("It fell in a storm on 29 December 1879.", Map.of("overlap", "none"));
        assertThat(right.value()).isEqualTo(1);
        assertThat(wrong.value()).isEqualTo(0.5);
        assertThat(lexical("It fell in a storm on 29 December 1979.", Map.of("overlap", "none"))
                        .value())
                .isEqualTo(0.25);
    }

    @Test
    void numbersCountByTheirValue() {
        Names names = new Names("It weighs 1,075 tons, has three arches, and is 2.50 m wide.");
        assertThat(names.unknownIn("It weighs 1075 tons, has 3 arches and is 2.5 m wide."))
                .isEmpty();
        assertThat(names.unknownIn("It weighs 1076 tons.")).containsExactly("1076");
    }

    @Test
    void theFirstWordOfASentenceIsNoName() {
        assertThat(new Names(CONTEXT).unknownIn("Engineers saw Victoria's bridge, Scotland's longest."))
                .containsExactly("Scotland");
    }

    @Test
    void namesCanBeLeftOut() {
        assertThat(lexical("Es stürzte am Dienstag ein.", Map.of("names", "false"))
                        .feedback())
                .doesNotContain("Not in the context");
        assertThatThrownBy(() -> lexical("x", Map.of("names", "false", "overlap", "none")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("measures nothing");
    }

    @Test
    void overlapIsThePrecisionOfRouge() {
        String sentence = "The bridge fell in a heavy storm, and the girders of the bridge were lost.";
        assertThat(lexical(sentence, Map.of("overlap", "rouge-2", "names", "false"))
                        .value())
                .isCloseTo(Rouge.n(CONTEXT, sentence, 2).precision(), within(1e-12));
        assertThat(lexical(sentence, Map.of("overlap", "rouge-1", "names", "false"))
                        .value())
                .isCloseTo(Rouge.n(CONTEXT, sentence, 1).precision(), within(1e-12));
    }

    @Test
    void textsOfOtherScriptsHaveWords() {
        Metric metric = Metrics.named("grounded-lexical", Map.of(), NO_LABELS);
        Example chinese = example(Map.of("context", "东京是日本的首都。人口约一千四百万。"));
        assertThat(metric.score(Answer.of(chinese, "东京是日本的首都。")).value()).isEqualTo(1);
        assertThat(metric.score(Answer.of(chinese, "巴黎有埃菲尔铁塔。")).value()).isZero();
        Example russian = example(Map.of("context", "Мост рухнул во время бури."));
        assertThat(metric.score(Answer.of(russian, "Мост рухнул.")).value()).isEqualTo(1);
    }

    @Test
    void theWorstSentenceCanGiveTheScore() {
        String answer = "It fell in a storm on 28 December 1879. Nobody cared much about anything.";
        Score mean = lexical(answer, Map.of());
        Score min = lexical(answer, Map.of("over", "min"));
        assertThat(mean.value()).isEqualTo(0.5);
        assertThat(min.value()).isZero();
        Score supported = lexical(answer, Map.of("over", "supported"));
        assertThat(supported.value())
                .isEqualTo(1 - supported.parts().getOrDefault("hallucination-rate", -1.0))
                .isEqualTo(0.5);
        assertThat(min.parts()).isEqualTo(mean.parts());
    }

    @Test
    void anEmptyAnswerRestsOnNothing() {
        assertThat(lexical(" … ", Map.of()).value()).isZero();
    }

    @Test
    void aShortAnswerIsReadBehindItsQuestion() {
        Example example = example(Map.of("knowledge", CONTEXT, "question", "When was the bridge over the Tay opened?"));
        Metric alone = Metrics.named("grounded-lexical", Map.of(), NO_LABELS);
        Metric behind = Metrics.named("grounded-lexical", Map.of("question", "question"), NO_LABELS);
        assertThat(alone.score(Answer.of(example, "1878")).value()).isEqualTo(1);
        assertThat(behind.score(Answer.of(example, "1878")).value()).isBetween(0.5, 0.9);
        assertThat(behind.score(Answer.of(example, "1878")).value())
                .isGreaterThan(behind.score(Answer.of(example, "1901")).value());
    }

    @Test
    void aMissingContextIsSaidWithTheInputsThatAreThere() {
        Metric metric = Metrics.named("grounded-lexical", Map.of(), NO_LABELS);
        assertThatThrownBy(() -> metric.check(example(Map.of("notes", "x", "text", "y"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("data.jsonl:3: the metric grounded-lexical needs a context, and none of context, document,"
                        + " knowledge, passage, article is there (example e1 has the inputs notes, text)"
                        + "\nMaybe the context has another name: the option \"context\" names it.");
        Metric named = Metrics.named("grounded-lexical", Map.of("context", "notes,sources"), NO_LABELS);
        assertThatThrownBy(() -> named.check(example(Map.of("notes", "x"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no \"sources\"");
        assertThatThrownBy(() -> named.check(example(Map.of("notes", "", "sources", " "))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"notes, sources\" is empty");
    }

    /** Its vectors count a text's words of two topics. */
    private record Topics() implements TextEmbedding {

        @Override
        public String name() {
            return "topics";
        }

        @Override
        public float[] of(String text) {
            List<String> words = Words.of(text);
            float[] vector = new float[2];
            for (String word : words) {
                vector[word.startsWith("s") ? 1 : 0]++;
            }
            double length = Math.hypot(vector[0], vector[1]);
            return length == 0
                    ? new float[] {1, 0}
                    : new float[] {(float) (vector[0] / length), (float) (vector[1] / length)};
        }
    }

    @Test
    void byEmbeddingEachSentenceCountsByWhatIsNearestToIt() {
        Metric metric = GroundingMetrics.byEmbedding(new Topics()).stream()
                .filter(kind -> kind.name().equals("grounded-embedding"))
                .findFirst()
                .orElseThrow()
                .maker()
                .make(new Options("grounded-embedding", Map.of(), List.of()), NO_LABELS);
        Example example = example(Map.of("context", "Blue birds fly. Silver snow shines softly."));
        assertThat(metric.score(Answer.of(example, "Slow snakes sleep.")).value())
                .isCloseTo(1, within(1e-6));
        Example birds = example(Map.of("context", "Blue birds fly."));
        Score score = metric.score(Answer.of(birds, "Green birds fly. Slow snakes sleep."));
        assertThat(score.value()).isCloseTo(0.5, within(1e-6));
        assertThat(score.feedback()).contains("\"Slow snakes sleep.\"");
    }

    @Test
    void aSentenceWithAnUnknownNumberIsUnsupportedHoweverMuchIsCopied() {
        Score score = lexical("It fell in a storm on 29 December 1879.", Map.of());
        assertThat(score.parts()).containsEntry("hallucination-rate", 1.0);
        assertThat(score.feedback()).contains("Not in the context: 29.");
    }

    @Test
    void aTextIsEmbeddedOnce() {
        List<String> read = new ArrayList<>();
        TextEmbedding counting = new TextEmbedding() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public float[] of(String text) {
                read.add(text);
                return new float[] {1};
            }
        };
        TextEmbedding kept = new KeptVectors(counting);
        kept.of("a");
        kept.of("b");
        kept.of("a");
        assertThat(read).containsExactly("a", "b");
    }
}
