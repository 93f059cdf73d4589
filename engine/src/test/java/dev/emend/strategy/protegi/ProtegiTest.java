package dev.emend.strategy.protegi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.metric.Metrics;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import dev.emend.run.Spend;
import dev.emend.run.Task;
import dev.emend.strategy.Play;
import dev.emend.strategy.Recorded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtegiTest {

    private static final Budget PLENTY = Budget.calls(2000);

    private static Task task(Map<String, String> options) {
        return Recorded.with(Colours.task("protegi", 1, PLENTY), options);
    }

    /** "carefully" makes every answer right; one rewrite in four has it. */
    private static String clear(Request request) {
        return request.purpose() == Purpose.TASK
                        && request.messages().getFirst().content().contains("carefully")
                ? right(request)
                : Colours.learner(request);
    }

    private static String right(Request request) {
        return Colours.LABELS.get(number(request) % 4);
    }

    private static int number(Request request) {
        String thing = request.messages().getLast().content();
        return Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
    }

    private static Set<String> things(List<Example> examples) {
        return examples.stream().map(example -> example.inputs().get("thing")).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ucb", "successive-rejects", "race"})
    void everySelectionFindsAPromptThatIsClearlyBetter(String selection) {
        Recorded run = new Recorded(task(Map.of("selection", selection)), ProtegiTest::clear);

        assertThat(run.champion().prompt().instruction().source()).contains("carefully");
    }

    @Test
    void aGradientIsAppliedToTheErrorsThatItIsAbout() {
        Function<Request, String> script = request -> {
            if (request.purpose() == Purpose.META
                    && !request.messages().getLast().content().contains("Hypothesis")) {
                return "It fails for\n\n" + things(request.messages().getLast().content());
            }
            return Colours.learner(request);
        };
        Recorded run = new Recorded(task(Map.of("rounds", "2", "paraphrases", "0")), script);

        assertThat(run.freeTexts()).isNotEmpty();
        assertThat(run.drafts()).hasSizeGreaterThan(2).allSatisfy(draft -> {
            Set<String> shown = things(draft.user().substring(0, draft.user().indexOf("What it is criticised for")));
            assertThat(shown).isNotEmpty();
            assertThat(draft.user()).contains("- It fails for " + shown);
        });
    }

    private static Set<String> things(String text) {
        return new TreeSet<>(java.util.regex.Pattern.compile("the thing number \\d+")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList());
    }

    @Test
    void noTwoGradientsOfAPromptAreAboutTheSameErrors() {
        Recorded run = new Recorded(task(Map.of("rounds", "1", "minibatch", "40", "groups", "4")), Colours::learner);

        List<Set<String>> groups =
                run.freeTexts().stream().map(ask -> things(ask.user())).toList();
        assertThat(groups).hasSize(4).allSatisfy(group -> assertThat(group).hasSizeLessThanOrEqualTo(4));
        assertThat(groups.stream().flatMap(Set::stream)).doesNotHaveDuplicates();
    }

    @Test
    void aParentHasNoMoreThanEightSuccessors() {
        Recorded run = new Recorded(
                task(Map.of("rounds", "1", "minibatch", "40", "groups", "12", "errors", "1")), Colours::learner);

        assertThat(run.freeTexts()).hasSize(8);
        assertThat(run.result().candidates()).hasSizeLessThanOrEqualTo(1 + 8);
    }

    /** Selection on the examples that wrote the candidates would take what fits them alone. */
    @ParameterizedTest
    @ValueSource(strings = {"ucb", "successive-rejects", "race"})
    void aPromptThatIsRightOnTrainExamplesAloneNeverLeads(String selection) {
        Task task = task(Map.of("selection", selection));
        Set<String> train = things(task.splits().train());
        Recorded run = new Recorded(task, request -> {
            boolean seed = request.messages().getFirst().content().contains("Name the colour: blue");
            if (request.purpose() != Purpose.TASK || seed) {
                return Colours.learner(request);
            }
            return train.contains(request.messages().getLast().content()) ? right(request) : "wrong";
        });

        assertThat(run.result().candidates()).hasSizeGreaterThan(4);
        assertThat(run.events()).noneMatch(RunEvent.Leading.class::isInstance);
        assertThat(run.result().championId()).isZero();
    }

    /** Arms that meet different examples are not comparable: what one has met begins as what any other has. */
    @ParameterizedTest
    @ValueSource(strings = {"ucb", "successive-rejects"})
    void allArmsMeetTheExamplesInOneOrder(String selection) {
        Task task = task(Map.of("selection", selection));
        Set<String> validation = things(task.splits().validation());
        Recorded run = new Recorded(task, Colours::learner);

        Map<String, Set<String>> met = new TreeMap<>();
        run.search(Purpose.TASK).stream()
                .filter(one -> validation.contains(one.user()))
                .forEach(one -> met.computeIfAbsent(one.system(), prompt -> new HashSet<>())
                        .add(one.user()));
        assertThat(met).hasSizeGreaterThan(5);
        assertThat(new HashSet<>(met.values().stream().map(Set::size).toList())).hasSizeGreaterThan(1);
        for (Set<String> one : met.values()) {
            for (Set<String> other : met.values()) {
                assertThat(one.containsAll(other) || other.containsAll(one)).isTrue();
            }
        }
    }

    @Test
    void everyCandidateIsTriedBeforeItIsDropped() {
        Recorded run = new Recorded(task(Map.of()), Colours::learner);

        assertThat(run.result().candidates())
                .hasSizeGreaterThan(5)
                .allSatisfy(candidate -> assertThat(candidate.validation()).isPresent());
    }

    /** The paper's width: 4 groups of errors, an edit each, paraphrases up to 8 successors; 4 parents from round 2 on. */
    @Test
    void withoutALimitItIsAsWideAsThePaper() {
        Recorded run = new Recorded(
                Recorded.with(Colours.task("protegi", 1, Budget.UNLIMITED, 200, 40, 20), Map.of("rounds", "2")),
                Colours::learner);

        assertThat(meta(run, "round 1: editing")).isEqualTo(4 + 8);
        assertThat(meta(run, "round 2: editing")).isBetween(3L * (4 + 8), 4L * (4 + 8));
        assertThat(run.events().stream()
                        .filter(RunEvent.PhaseStarted.class::isInstance)
                        .map(event -> ((RunEvent.PhaseStarted) event).phase()))
                .contains("round 2: looking for errors of 4 prompts in 64 examples");
    }

    /** A width is paid for by the examples that there are: of 64 each, calls would suffice for a beam of 3. */
    @Test
    void fewTrainExamplesLeaveTheCallsForAWiderBeam() {
        Play play = Play.of(Colours.task("protegi", 1, Budget.calls(2 * 80 + 800), 20, 60, 80), Colours::learner);

        assertThat(play.phases()).contains("round 2: looking for errors of 4 prompts in 20 examples");
    }

    private static long meta(Recorded run, String phase) {
        return run.asked(Purpose.META).stream()
                .filter(one -> one.phase().startsWith(phase))
                .count();
    }

    /** A meta-model that refuses is asked again in the next round, and not without end. */
    @Test
    void aMetaModelThatIsOfNoUseIsAskedABoundedNumberOfTimes() {
        for (String reply : List.of("", "I cannot do that.")) {
            Recorded run = new Recorded(
                    Colours.task("protegi", 1, Budget.UNLIMITED),
                    request -> request.purpose() == Purpose.META ? reply : Colours.learner(request));

            long asked = run.result()
                    .spend()
                    .parts()
                    .getOrDefault(Purpose.META, Spend.Part.NONE)
                    .calls();
            assertThat(asked).isBetween(3 * 6L * 4, 3 * 6L * 8);
            assertThat(run.result().championId()).isZero();
        }
    }

    @Test
    void aRoundOfWhichNothingCouldBeReadIsNone() {
        AtomicInteger edits = new AtomicInteger();
        Play play = Play.of(
                task(Map.of("rounds", "2", "groups", "1", "paraphrases", "0")),
                request -> request.purpose() == Purpose.META
                                && request.messages().getLast().content().contains("Hypothesis")
                                && edits.incrementAndGet() <= 2
                        ? "no fence at all"
                        : Colours.learner(request));

        assertThat(play.phases())
                .filteredOn(phase -> phase.contains("selecting from"))
                .hasSize(2)
                .allMatch(phase -> phase.startsWith("round 3:") || phase.startsWith("round 4:"));
    }

    /** Neither two classes nor labels at all are needed: whatever scores below 1 is an error, and the metric says why. */
    @Test
    void worksForFreeTextAndGradedScores() {
        List<Example> examples = new ArrayList<>(IntStream.range(0, 60)
                .mapToObj(i -> Example.of("e" + i, Map.of("item", "item " + i), "alpha beta gamma " + i))
                .toList());
        Task task = Task.of(
                        "items",
                        Prompt.of("items", "Describe the item.", "{{item}}"),
                        new Splits(examples.subList(0, 20), examples.subList(20, 40), examples.subList(40, 60)),
                        Metrics.named("token-f1", Map.of(), new TreeSet<>()))
                .withDescription("Describe an item.")
                .withModels(new Task.ModelNames("scripted", "scripted"))
                .withStrategy("protegi")
                .withBudget(Budget.calls(600))
                .withSeed(1);
        Recorded run = new Recorded(task, request -> {
            if (request.purpose() == Purpose.META) {
                return Colours.learner(request);
            }
            String number = request.messages().getLast().content().substring("item ".length());
            return request.messages().getFirst().content().contains("carefully")
                    ? "alpha beta gamma " + number
                    : "alpha " + number;
        });

        assertThat(run.freeTexts())
                .isNotEmpty()
                .allSatisfy(ask -> assertThat(ask.user()).contains("feedback: "));
        assertThat(run.result().champion().value()).isEqualTo(1);
    }

    /** A local model that thinks to the end of what it may write. */
    @Test
    void aMetaModelThatSaysNothingIsNamed() {
        Recorded run = new Recorded(
                task(Map.of()), request -> request.purpose() == Purpose.META ? "" : Colours.learner(request));

        assertThat(run.result().notes())
                .anyMatch(note -> note.startsWith("The meta-model's replies to ") && note.contains("are all empty"))
                .noneMatch(note -> note.startsWith("Nothing was tried"));
        assertThat(new Recorded(task(Map.of()), Colours::learner).result().notes())
                .noneMatch(note -> note.contains("all empty"));
    }
}
