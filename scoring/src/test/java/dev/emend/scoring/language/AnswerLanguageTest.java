package dev.emend.scoring.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AnswerLanguageTest {

    private static Metric language(String option, String value) {
        return Metrics.named("language", Map.of(option, value), MetricContext.of(Collections.emptySortedSet()));
    }

    private static Answer answer(String column, String text) {
        return Answer.of(new Example("7", Map.of(), "", Map.of("lang", column), Where.NOWHERE), text);
    }

    @Test
    void shortTextsOfTenLanguagesAreKnownAsThePageSays() throws IOException {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("short-texts.tsv"))) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            Metric metric = language("column", "lang");
            double right = lines.stream()
                    .map(line -> line.split("\t"))
                    .mapToDouble(row -> metric.score(answer(row[0], row[1])).value())
                    .sum();
            assertThat(lines).hasSize(60);
            assertThat(right).isEqualTo(57);
        }
    }

    @Test
    void theFeedbackNamesBothLanguages() {
        assertThat(language("is", "en")
                        .score(answer("", "Ich möchte bitte meine Adresse ändern."))
                        .feedback())
                .contains("expected English, the answer looks like German");
        assertThat(language("is", "zh").score(answer("", "我想更改我的地址，谢谢您的帮助。")).value())
                .isEqualTo(1);
        assertThat(language("is", "pt-BR").score(answer("", "")).feedback()).contains("empty");
    }

    @Test
    void aLanguageThatIsNoneIsAnErrorOfTheUser() {
        assertThatThrownBy(() -> language("is", "english")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> language("column", "lang").check(answer("??", "").example()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"??\" (example 7)");
        assertThatThrownBy(() -> Metrics.named("language", Map.of(), MetricContext.of(Collections.emptySortedSet())))
                .hasMessageContaining("one of the options");
    }
}
