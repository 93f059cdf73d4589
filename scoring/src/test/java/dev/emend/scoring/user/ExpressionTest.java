package dev.emend.scoring.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.metric.Score;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    private static Score score(String expression, String answer) {
        return Scoring.metric(Path.of(""), "expression", "score", expression).score(Scoring.answer(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "output == expected | 0",
                "size(words(output)) <= 3 | 1",
                "size(sentences('One. Two.')) == 2 && size(lines('a\\nb')) == 2 | 1",
                "lower(output).contains('card') && !output.startsWith('x') | 1",
                "input.customer == 'new' | 1",
                "input.message.endsWith('?') && columns['tone'] == 'calm' | 1",
                "usage.prompt_tokens + usage.completion_tokens == 150 | 1",
                "latency_seconds == 1.5 && cost_usd == 0.00025 | 1",
                "latency_seconds < 1 ? 1.0 : 0.5 | 0.5",
                "double(size(output)) / 28.0 | 0.5",
                "!('missing' in columns) ? 1 : 0 | 1",
                "output.matches('^Your .*$') | 1"
            })
    void anExpressionSeesAllOfAnAnswer(String expression, double value) {
        assertThat(score(expression, "Your card, sir").value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outptu == 'a' | line 1, column 1: there is no \"outptu\" | Maybe you mean \"output\"",
                "output == | line 1, column 10 | ",
                "output | must give true, false or a number, not a string | ",
                "size(output) / 3.0 | column 14 | Maybe write double(…)"
            })
    void aWrongExpressionIsFoundWhenTheTaskIsRead(String expression, String place, String maybe) {
        assertThatThrownBy(() -> score(expression, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(maybe == null ? "" : maybe);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input.nothing == 'x' | there is no \"nothing\"",
                "1 / (size(output) - 3) == 1 | division by zero",
                "double(size(output)) | gave 3.0, which is no score from 0 to 1"
            })
    void aFailureOnAnAnswerScoresZeroAndSaysWhatFailed(String expression, String reason) {
        Score score = score(expression, "abc");
        assertThat(score.value()).isZero();
        assertThat(score.feedback()).contains(reason).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    @Timeout(20)
    void anEvaluationCannotRunForever() {
        Score many = score(
                "words(output).all(a, words(output).all(b, words(output).all(c, a == b)))", "word ".repeat(2_000));
        assertThat(many.value()).isZero();
        assertThat(many.feedback()).contains("Iteration budget exceeded");
        assertThat(score("output.matches('(a+)+$')", "a".repeat(10_000) + "!").value())
                .isZero();
    }

    @Test
    void feedbackMayBeAnExpressionOfItsOwn() {
        Score score = Scoring.metric(
                        Path.of(""),
                        "expression",
                        "score",
                        "size(words(output)) <= 2",
                        "feedback",
                        "score == 1.0 ? 'Short enough.' : 'Too long: ' + string(size(words(output))) + ' words.'")
                .score(Scoring.answer("one two three"));
        assertThat(score.feedback()).isEqualTo("Too long: 3 words.");
    }
}
