package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BestOfTest {

    @Test
    void writesEverythingFromTheSeedBeforeAnythingIsScored() {
        Play play = Play.of("best-of", Map.of(), Budget.UNLIMITED);

        assertThat(play.metaQuestions()).hasSize(16);
        assertThat(play.proposed())
                .hasSizeGreaterThan(10)
                .allSatisfy(proposed -> assertThat(proposed.parents()).isEqualTo(List.of(0)));
        boolean scored = false;
        for (RunEvent event : play.events()) {
            scored |= event instanceof RunEvent.Scored score && score.candidate() > 0;
            assertThat(scored && event instanceof RunEvent.Proposed).isFalse();
        }
    }

    /** A request that waits for replies would be asked warmer, since these repeat each other. */
    @Test
    void whereCallsAreNotLimitedAllRequestsGoOutAtOnce() {
        Rehearsal run = Rehearsal.of(
                "best-of",
                Map.of(),
                Budget.UNLIMITED,
                request -> request.purpose() == Purpose.META
                        ? "Hypothesis: it.\n```\nSay which colour the thing has.\n```"
                        : Colours.learner(request));

        assertThat(run.asked().subList(0, 16).stream()
                        .map(request -> request.sampling().temperature())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void drawsItsOperatorsByLot() {
        Play play = Play.of("best-of", Map.of(), Budget.UNLIMITED);

        assertThat(play.proposed().stream().map(RunEvent.Proposed::operator).distinct())
                .containsExactlyInAnyOrder("induce", "paraphrase", "thinking-style");
    }

    @Test
    void writesAsManyAsItCanRace() {
        Play play = Play.of("best-of", Map.of(), Budget.calls(160 + 200));

        assertThat(play.metaQuestions()).hasSizeBetween(5, 10);
        assertThat(play.result().stopped().label()).isEqualTo("finished");
    }
}
