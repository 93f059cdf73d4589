package dev.emend.strategy.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Role;
import dev.emend.proposal.Breeding;
import dev.emend.proposal.Demonstrating;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.Task;
import dev.emend.strategy.Recorded;
import dev.emend.strategy.Rehearsal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CapoTest {

    private static final Pattern LEVEL = Pattern.compile("level (\\d+)");

    private static Rehearsal run(Map<String, String> options, Function<Request, String> script) {
        return Rehearsal.of("capo", options, Budget.UNLIMITED, script);
    }

    private static int shots(RunResult.CandidateRecord candidate) {
        return candidate.prompt().demonstrations().size();
    }

    /** In the published code nothing was ever added. */
    @Test
    void someChildrenShowMoreAndSomeFewerThanTheirParentsOnAverage() {
        Rehearsal run = run(Map.of("patience", "12", "steps", "12"), Colours::learner);

        int more = 0;
        int fewer = 0;
        for (RunEvent.Proposed child : run.proposed(Breeding.NAME)) {
            int sum = child.parents().stream()
                    .mapToInt(parent -> shots(run.candidate(parent)))
                    .sum();
            int mean = (sum + 1) / 2;
            int shown = shots(run.candidate(child.candidate()));
            // The two may show the same examples, so that fewer than their mean are left to draw.
            assertThat(shown).isBetween(0, mean + 1);
            more += shown > mean ? 1 : 0;
            fewer += shown < mean ? 1 : 0;
        }
        assertThat(more).isPositive();
        assertThat(fewer).isPositive();
        assertThat(run.result().candidates())
                .allSatisfy(candidate -> assertThat(shots(candidate)).isLessThanOrEqualTo(5))
                .anySatisfy(candidate -> assertThat(shots(candidate)).isPositive());
    }

    /** Demonstrations help a little, and cost more than they help. */
    @Test
    void lengthIsPaidForToTheEnd() {
        Function<Request, String> script = request -> {
            if (request.purpose() == Purpose.META) {
                return Colours.learner(request);
            }
            boolean shown = request.messages().stream().anyMatch(message -> message.role() == Role.ASSISTANT);
            String thing = request.messages().getLast().content();
            int number = Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
            boolean right = number * 7 % 10 < (shown ? 7 : 6);
            return Colours.LABELS.get((number + (right ? 0 : 1)) % 4);
        };

        Rehearsal free = run(Map.of("length-penalty", "0"), script);
        Rehearsal dear = run(Map.of("length-penalty", "0.5"), script);

        assertThat(shots(free.candidate(free.result().championId()))).isPositive();
        assertThat(shots(dear.candidate(dear.result().championId()))).isZero();
    }

    /**
     * The longer instructions are the better ones, but by less than their length costs. So the shortest is first in every
     * ranking with a penalty; in a last one without it, the second would win.
     */
    @Test
    void theLastComparisonHonoursThePenaltyAsWell() {
        AtomicInteger written = new AtomicInteger();
        Function<Request, String> script = request -> {
            if (request.purpose() == Purpose.META) {
                int level = written.incrementAndGet();
                return "Hypothesis: longer.\n```\nLook up level " + level + " under " + "x".repeat(200 * level)
                        + ".\n```";
            }
            Matcher level = LEVEL.matcher(request.messages().getFirst().content());
            int reached = level.find() ? Integer.parseInt(level.group(1)) : 0;
            String thing = request.messages().getLast().content();
            int number = Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
            return Colours.LABELS.get((number + (number * 7 % 40 < 8 + 4 * reached ? 0 : 1)) % 4);
        };

        Rehearsal free = run(Map.of("population", "4", "shots", "0", "length-penalty", "0"), script);
        written.set(0);
        Rehearsal dear = run(Map.of("population", "4", "shots", "0", "length-penalty", "0.6"), script);

        assertThat(free.result().championId()).isPositive();
        assertThat(free.score(1)).isGreaterThan(free.score(0));
        assertThat(dear.result().championId()).isZero();
    }

    @Test
    void noMorePlacesThanTheFirstPopulationHad() {
        Rehearsal run = run(Map.of("population", "6", "patience", "3"), Colours::learner);

        assertThat(run.events(RunEvent.PhaseStarted.class))
                .extracting(RunEvent.PhaseStarted::phase)
                .filteredOn(phase -> phase.contains("race for"))
                .isNotEmpty()
                .allMatch(phase -> phase.endsWith("race for 6 places"));
    }

    @Test
    void whereTheMetaModelIsOfNoUseDemonstrationsStillEvolve() {
        Rehearsal run = run(
                Map.of("patience", "4"),
                request -> request.purpose() == Purpose.META ? "I cannot do that." : Colours.learner(request));

        assertThat(run.proposed(Breeding.NAME)).isEmpty();
        assertThat(run.proposed(Demonstrating.NAME)).hasSizeGreaterThan(10);
        assertThat(shots(run.candidate(run.result().championId()))).isPositive();
    }

    @Test
    void survivorsAreNotScoredAgainWhereCallsAreLimited() {
        Rehearsal run = Rehearsal.of("capo", Map.of(), Budget.calls(160 + 300), Colours::learner);

        assertThat(run.events(RunEvent.PhaseStarted.class))
                .extracting(RunEvent.PhaseStarted::phase)
                .anyMatch(phase -> phase.startsWith("step 3: "))
                .contains("finals: racing the best 2 and the seed");
        assertThat(run.result().searchSpend().calls()).isLessThanOrEqualTo(300);
    }

    @Test
    void noPromptShowsMoreThanTheShotsOrTheSeed() {
        Task task = Colours.task("capo", 11, Budget.UNLIMITED)
                .withOptions(Map.of("shots", "3", "patience", "3", "length-penalty", "0"));
        List<Demonstration> shown = task.splits().train().stream()
                .limit(12)
                .map(example -> new Demonstration(example.id(), example.inputs(), example.expected()))
                .toList();
        Recorded run = new Recorded(task.withPrompt(task.prompt().withDemonstrations(shown)), Colours::learner);

        List<RunResult.CandidateRecord> children = run.result().candidates().stream()
                .filter(candidate -> candidate.operator().equals(Breeding.NAME))
                .toList();
        assertThat(children)
                .allSatisfy(child -> assertThat(shots(child)).isLessThanOrEqualTo(12))
                .anySatisfy(child -> assertThat(shots(child)).isGreaterThan(3));
        assertThat(run.result().candidates().stream().skip(1))
                .filteredOn(candidate -> candidate.parents().equals(List.of(0)))
                .filteredOn(candidate -> !candidate.operator().equals(Breeding.NAME))
                .isNotEmpty()
                .allSatisfy(founder -> assertThat(shots(founder)).isLessThanOrEqualTo(3));
        assertThat(new Capo().profile().options())
                .filteredOn(option -> option.name().equals("shots"))
                .singleElement()
                .satisfies(option -> assertThat(option.meaning()).contains("unless the seed shows more"));
    }

    /** No child of the first step is any good, so that the population is still to be scored; the calls were enough once. */
    @Test
    void theFirstRaceHasItsPriceUntilItTakesPlace() {
        AtomicInteger written = new AtomicInteger();
        Rehearsal run = Rehearsal.of(
                "capo",
                Map.of("population", "4", "crossovers", "2", "examples", "20", "shots", "0"),
                Budget.calls(160 + 226),
                request -> request.purpose() == Purpose.META && written.incrementAndGet() > 3
                        ? "I cannot do that."
                        : Colours.learner(request));

        assertThat(run.events(RunEvent.PhaseStarted.class))
                .extracting(RunEvent.PhaseStarted::phase)
                .contains("step 1: breeding 2")
                .doesNotContain("step 2: breeding 2");
    }
}
