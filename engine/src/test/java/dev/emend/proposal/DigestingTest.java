package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class DigestingTest {

    private static final Prompt PROMPT = Prompt.of("p", "Say who has to see the mail.", "{{mail}}");

    private final List<String> analyses = new ArrayList<>();
    private final List<String> reconciliations = new ArrayList<>();

    private static Outcome outcome(String mail, double score) {
        return new Outcome(
                Answer.of(Example.of(mail, Map.of("mail", mail), ""), "sales"), new Score(score, "Not for sales."));
    }

    private static Draft draft(int failures, IntFunction<String> mail) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            outcomes.add(outcome(mail.apply(i), 0));
        }
        outcomes.add(outcome("the right one", 1));
        return new Digesting("Route mails.")
                .draft(new Material(
                        List.of(new Parent(7, PROMPT, outcomes)),
                        List.of("be polite"),
                        0.8,
                        RandomSource.XO_RO_SHI_RO_128_PP.create(1L)))
                .orElseThrow();
    }

    private List<String> replies(List<Ask> asks) {
        return asks.stream()
                .map(ask -> {
                    assertThat(ask.sampling().temperature()).isZero();
                    String request =
                            ask.messages().stream().map(ChatMessage::content).reduce("", String::concat);
                    (request.contains("What do these failures have in common?") ? analyses : reconciliations)
                            .add(request);
                    return "1. Look at the order's number.\n2. Bills go to accounting.";
                })
                .toList();
    }

    private static String question(Draft draft) {
        return ((Draft.Asked) draft).messages().getLast().content();
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void aFewFailuresAreAllShownInOneCall() {
        assertThat(question(draft(9, i -> "mail <" + i + ">")))
                .contains(
                        "The task: Route mails.",
                        "Say who has to see the mail.",
                        "It went wrong 9 times in 10:",
                        "mail: mail <0>",
                        "9. mail: mail <8>",
                        "feedback: Not for sales.",
                        "It went right here:",
                        "the right one",
                        "- be polite");
    }

    @Test
    void eachOfTenThousandFailuresIsInOneGroupAndNoRequestIsTooLong() {
        Draft draft = draft(10_000, i -> "mail <" + i + "> " + "words ".repeat(i % 90));

        String question = question(draft.ready(this::replies));

        Map<String, Integer> read = new HashMap<>();
        analyses.forEach(request -> found("mail <\\d+>", request).forEach(mail -> read.merge(mail, 1, Integer::sum)));
        assertThat(read)
                .hasSize(10_000)
                .allSatisfy((mail, times) -> assertThat(times).isOne());
        assertThat(analyses)
                .hasSizeGreaterThan(100)
                .allSatisfy(request -> assertThat(request)
                        .hasSizeLessThanOrEqualTo(FailureDigest.CHARACTERS)
                        .contains("Say who has to see the mail."));
        assertThat(reconciliations)
                .allSatisfy(request -> assertThat(request).hasSizeLessThanOrEqualTo(FailureDigest.CHARACTERS));
        assertThat(found("From \\d+ failures", reconciliations.getLast()).stream()
                        .mapToInt(from -> Integer.parseInt(from.replaceAll("\\D", "")))
                        .sum())
                .isEqualTo(10_000);
        assertThat(question)
                .hasSizeLessThan(FailureDigest.CHARACTERS)
                .contains(
                        "It went wrong 10000 times in 10001. All of these were read, in " + analyses.size()
                                + " groups.",
                        "- Look at the order's number.\n- Bills go to accounting.",
                        "It went right here:",
                        "- be polite")
                .doesNotContain("mail <");
    }

    @Test
    void whatReadsTheSameIsShownOnceAndCounted() {
        assertThat(question(draft(400, i -> "the same mail")))
                .contains("It went wrong 400 times in 401:", "(399 more failures are like this one)")
                .containsOnlyOnce("the same mail");
    }

    @Test
    void whereNothingWentWrongThereIsNothingToDigest() {
        Parent right = new Parent(7, PROMPT, List.of(outcome("fine", 1)));

        assertThat(new Digesting("").draft(Material.of(right, RandomSource.XO_RO_SHI_RO_128_PP.create(1L))))
                .isEmpty();
    }
}
