package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.prompt.ChatMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FailureDigestTest {

    private static final int ROOM = 4000;

    private final List<String> requests = new ArrayList<>();

    private Function<List<Ask>, List<String>> model(String reply) {
        return asks -> asks.stream()
                .map(ask -> {
                    requests.add(
                            ask.messages().stream().map(ChatMessage::content).reduce("", String::concat));
                    return reply;
                })
                .toList();
    }

    private static List<FailureDigest.Failure> failures(int n, IntFunction<String> kind) {
        List<FailureDigest.Failure> failures = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            failures.add(new FailureDigest.Failure("failure <" + i + "> " + "words ".repeat(i % 90), kind.apply(i)));
        }
        return failures;
    }

    /** The failures that stand in requests; none stands in two. */
    private Set<String> shown() {
        Set<String> shown = new HashSet<>();
        for (String request : requests) {
            Pattern.compile("failure <\\d+>")
                    .matcher(request)
                    .results()
                    .forEach(found -> assertThat(shown.add(found.group()))
                            .as(found.group())
                            .isTrue());
        }
        return shown;
    }

    @Test
    void everyOfTenThousandFailuresIsShownOnceOrCounted() {
        FailureDigest.Digest digest = new FailureDigest("Route messages.", ROOM)
                .of(failures(10_000, i -> "kind " + i % 700), model("1. Name the order.\n2. Be brief."));

        assertThat(digest.failures()).isEqualTo(10_000);
        assertThat(shown()).hasSize(digest.shown());
        assertThat(requests)
                .hasSize(digest.calls())
                .allSatisfy(request -> assertThat(request.length()).isLessThanOrEqualTo(ROOM));
        assertThat(digest.calls()).isLessThan(40);
        assertThat(digest.rules()).containsExactly("Name the order.", "Be brief.");
    }

    @Test
    void tenThousandFailuresOfWhichNoTwoAreAlikeAreCountedToo() {
        FailureDigest.Digest digest =
                new FailureDigest("", ROOM).of(failures(10_000, i -> "kind " + i), model("x".repeat(5000)));

        assertThat(digest.failures()).isEqualTo(10_000);
        assertThat(shown()).hasSize(digest.shown());
        assertThat(requests).allSatisfy(request -> assertThat(request.length()).isLessThanOrEqualTo(ROOM));
        assertThat(requests.getLast()).contains(10_000 - digest.shown() + " more failures of other, rarer kinds");
    }

    @Test
    void failuresOfAKindAreShownThreeTimesAndCountedWithTheLast() {
        FailureDigest.Digest digest =
                new FailureDigest("", ROOM).of(failures(50, i -> "same"), model("Mind the number."));

        assertThat(digest.shown()).isEqualTo(3);
        assertThat(digest.clusters()).containsExactly(new FailureDigest.Cluster("same", 47));
        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(request).contains("(47 more failures are like this one)"));
    }

    @Test
    void aFewFailuresAreAllShown() {
        FailureDigest.Digest digest =
                new FailureDigest("", ROOM).of(failures(5, i -> "kind " + i), model("Mind the number."));

        assertThat(shown()).hasSize(5);
        assertThat(digest.clusters()).isEmpty();
        assertThat(digest.calls()).isOne();
    }

    @Test
    void whatWasFoundGoesOnWithTheNumberOfItsFailures() {
        new FailureDigest("", ROOM).of(failures(90, i -> "kind " + i % 30), model("Mind the number."));

        assertThat(Pattern.compile("From (\\d+) failures:\nMind the number.")
                        .matcher(requests.getLast())
                        .results()
                        .mapToInt(from -> Integer.parseInt(from.group(1)))
                        .sum())
                .isEqualTo(90);
    }

    @Test
    void aFailureThatIsTooLongForARequestIsCut() {
        new FailureDigest("", ROOM)
                .of(List.of(new FailureDigest.Failure("endless ".repeat(10_000), "kind")), model("Be brief."));

        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(request.length()).isLessThanOrEqualTo(ROOM));
    }

    @Test
    void whereTheMetaModelIsSilentWhatItWasShownGoesOn() {
        FailureDigest.Digest digest = new FailureDigest("", ROOM).of(failures(40, i -> "kind " + i), model(" "));

        assertThat(digest.rules()).isNotEmpty();
    }
}
