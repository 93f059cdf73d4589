package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import dev.emend.run.StopReason;
import dev.emend.run.Task;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OproTest {

    private static final Pattern SCORE = Pattern.compile("Score: (\\S+)");

    private static Task task(Budget budget, Map<String, String> options) {
        return Recorded.with(Colours.task("opro", 1, budget), options);
    }

    private static Set<String> things(List<Example> examples) {
        return examples.stream().map(example -> example.inputs().get("thing")).collect(Collectors.toSet());
    }

    private static List<Integer> scores(Recorded.Asked draft) {
        return SCORE.matcher(draft.user())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    /** Every instruction is as good as its number says. */
    private static String numbered(Request request) {
        String user = request.messages().getLast().content();
        if (request.purpose() == Purpose.META) {
            return "Hypothesis: more.\n```\nThis is attempt " + request.seed() % 100
                    + " to have the colour of a described thing named.\n```";
        }
        var attempt = Pattern.compile("attempt (\\d+)")
                .matcher(request.messages().getFirst().content());
        int percent = attempt.find() ? Integer.parseInt(attempt.group(1)) : 20;
        int number = Integer.parseInt(user.substring(user.lastIndexOf(' ') + 1));
        return Colours.LABELS.get((number * 37 % 100 < percent ? number : number + 1) % 4);
    }

    @Test
    void theTrajectoryIsInAscendingOrderWithTheBestLast() {
        Recorded run = new Recorded(task(Budget.calls(1500), Map.of("history", "6")), OproTest::numbered);

        assertThat(run.drafts()).hasSizeGreaterThan(8);
        assertThat(run.drafts())
                .allSatisfy(draft -> assertThat(scores(draft))
                        .hasSizeBetween(1, 6)
                        .isSorted()
                        .allMatch(score -> score >= 0 && score <= 100));
        assertThat(scores(run.drafts().getLast()).getLast())
                .isGreaterThan(scores(run.drafts().getFirst()).getLast());
    }

    @Test
    void luckOnASmallSubsetDoesNotEndTheSearch() {
        for (long seed = 1; seed <= 5; seed++) {
            Task task = Recorded.with(Colours.task("opro", seed, Budget.calls(1000)), Map.of("subset", "4"));
            Recorded run = new Recorded(task, request -> {
                String asked = request.messages().getLast().content();
                int number = request.purpose() == Purpose.META
                        ? 0
                        : Integer.parseInt(asked.substring(asked.lastIndexOf(' ') + 1));
                return request.purpose() == Purpose.META
                        ? numbered(request)
                        : Colours.LABELS.get((number % 10 == 0 ? number + 1 : number) % 4);
            });
            assertThat(run.drafts())
                    .as("seed " + seed + ": nine in ten are right")
                    .isNotEmpty();
        }
    }

    @Test
    void whatScoresHighestLeadsBeforeTheFinals() {
        Recorded run = new Recorded(task(Budget.calls(1000), Map.of("subset", "20")), OproTest::numbered);

        List<RunEvent> search = run.events().stream()
                .takeWhile(event -> !(event instanceof RunEvent.PhaseStarted phase
                        && phase.phase().startsWith("finals")))
                .toList();
        double best = search.stream()
                .filter(RunEvent.Scored.class::isInstance)
                .mapToDouble(event -> ((RunEvent.Scored) event).estimate().value())
                .max()
                .orElseThrow();
        assertThat(search.stream().filter(RunEvent.Leading.class::isInstance).toList())
                .isNotEmpty()
                .last()
                .satisfies(event -> assertThat(
                                ((RunEvent.Leading) event).estimate().value())
                        .isEqualTo(best));
    }

    @Test
    void aStepAsksTheSameQuestionSeveralTimesAtATemperatureOfOneOrWarmer() {
        Recorded run = new Recorded(task(Budget.UNLIMITED, Map.of("steps", "2")), OproTest::numbered);

        Map<String, List<Recorded.Asked>> steps =
                run.drafts().stream().collect(Collectors.groupingBy(Recorded.Asked::phase));
        assertThat(steps).hasSize(2);
        assertThat(steps.values()).allSatisfy(step -> {
            assertThat(step).hasSize(8);
            assertThat(step.stream().map(Recorded.Asked::user).distinct()).hasSize(1);
            assertThat(step.stream().map(one -> one.request().seed()).distinct())
                    .hasSize(8);
            assertThat(step.stream()
                            .map(one -> one.request().sampling().temperature())
                            .distinct())
                    .singleElement()
                    // The more of the first step's instructions are answered alike, the warmer.
                    .satisfies(temperature -> assertThat(temperature).isBetween(1.0, 1.2));
        });
    }

    @Test
    void exemplarsAreTrainExamplesAndChangeFromStepToStep() {
        Task task = task(Budget.UNLIMITED, Map.of("steps", "4"));
        Set<String> train = things(task.splits().train());
        Recorded run = new Recorded(task, OproTest::numbered);

        Set<Set<String>> exemplars = run.drafts().stream()
                .map(draft -> Pattern.compile("thing: (the thing number \\d+)")
                        .matcher(draft.user())
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
        assertThat(exemplars).hasSizeGreaterThan(2).allMatch(three -> three.size() == 3 && train.containsAll(three));
    }

    /** The exemplars are train examples: what is selected on them may be right on them alone. */
    @Test
    void aPromptThatIsRightOnTrainExamplesAloneNeverLeads() {
        Task task = task(Budget.calls(1000), Map.of());
        Set<String> train = things(task.splits().train());
        Recorded run = new Recorded(task, request -> {
            boolean seed = request.messages().getFirst().content().contains("Name the colour: blue");
            String user = request.messages().getLast().content();
            if (request.purpose() == Purpose.TASK && !seed) {
                return train.contains(user)
                        ? Colours.LABELS.get(Integer.parseInt(user.substring(user.lastIndexOf(' ') + 1)) % 4)
                        : "wrong";
            }
            return Colours.learner(request);
        });

        assertThat(run.result().candidates()).hasSizeGreaterThan(4);
        assertThat(run.events()).noneMatch(RunEvent.Leading.class::isInstance);
    }

    @Test
    void allCandidatesAreScoredOnTheSameExamples() {
        Task task = task(Budget.calls(1000), Map.of("subset", "12"));
        Recorded run = new Recorded(task, OproTest::numbered);

        Map<String, Set<String>> met = run.search(Purpose.TASK).stream()
                .collect(Collectors.groupingBy(
                        Recorded.Asked::system, Collectors.mapping(Recorded.Asked::user, Collectors.toSet())));
        assertThat(met).hasSizeGreaterThan(5);
        assertThat(new HashSet<>(met.values())).hasSize(1).allMatch(examples -> examples.size() == 12);
        assertThat(things(task.splits().validation()))
                .containsAll(met.values().iterator().next());
    }

    /** Rivals drop exact repetitions only, and pay for the same sentence with another full stop. */
    @Test
    void whatHasBeenSaidInOtherPunctuationIsNotScoredAgain() {
        List<String> variants = List.of(
                "Say which colour the thing has, and say nothing else at all, please.",
                "Say which colour the thing has and say nothing else at all please",
                "SAY WHICH COLOUR the thing has; and say nothing else at all, please!");
        Recorded run = new Recorded(
                task(Budget.calls(1000), Map.of()),
                request -> request.purpose() == Purpose.META
                        ? "Hypothesis: it.\n```\n" + variants.get((int) (request.seed() % 3)) + "\n```"
                        : Colours.learner(request));

        assertThat(run.result().candidates()).hasSize(2);
        assertThat(run.result().refusals())
                .isNotEmpty()
                .allMatch(refusal -> refusal.rule().contains("duplicate"));
    }

    /** Rivals refuse every instruction of more than 500 characters, also where the user's own is longer. */
    @Test
    void aLongInstructionIsTriedLikeAnyOther() {
        String rules = String.join(" ", Collections.nCopies(30, "Look at the thing carefully."));
        Recorded run = new Recorded(
                task(Budget.calls(1000), Map.of("steps", "1")),
                request -> request.purpose() == Purpose.META
                        ? "Hypothesis: more.\n```\n" + rules + " " + request.seed() + "\n```"
                        : Colours.learner(request));

        assertThat(run.result()
                        .candidates()
                        .getLast()
                        .prompt()
                        .instruction()
                        .source()
                        .length())
                .isGreaterThan(800);
    }

    @Test
    void endsByPatienceWhereNothingElseEndsIt() {
        Recorded run = new Recorded(
                task(Budget.UNLIMITED, Map.of("patience", "3")),
                request -> request.purpose() == Purpose.META ? "no" : Colours.learner(request));

        assertThat(run.result().stopped()).isEqualTo(StopReason.FINISHED);
        assertThat(run.drafts()).hasSize(3 * 3 * 8);
    }

    @Test
    void aStepOfWhichNothingCouldBeReadIsNoneWithoutANewBest() {
        Recorded run = new Recorded(
                task(Budget.UNLIMITED, Map.of("patience", "3", "proposals", "1")),
                request -> request.purpose() != Purpose.META
                        ? "red"
                        : request.seed() % 2 == 0 ? "no" : Colours.learner(request));

        assertThat(run.result().refusals()).isNotEmpty();
        assertThat(run.result().candidates()).hasSize(1 + 3);
    }

    @Test
    void endsWhereNothingIsLeftToGain() {
        Recorded run = new Recorded(task(Budget.UNLIMITED, Map.of()), request -> {
            String user = request.messages().getLast().content();
            return request.purpose() == Purpose.META
                    ? "no"
                    : Colours.LABELS.get(Integer.parseInt(user.substring(user.lastIndexOf(' ') + 1)) % 4);
        });

        assertThat(run.drafts()).isEmpty();
    }
}
