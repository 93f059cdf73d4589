package dev.emend.strategy.gepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.data.Example;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.Task;
import dev.emend.search.Frontier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GepaTest {

    private static final String SYSTEM = "Name the colour: blue, green, red or yellow.";
    private static final Prompt ONE_COMPONENT = Prompt.of("colours", SYSTEM, "{{thing}}");
    private static final Prompt TWO_COMPONENTS = Prompt.of("colours", SYSTEM, "What is it? {{thing}}");

    /** Whether the task model is right. */
    private interface Knows {
        boolean colourOf(int number, String system, String user);
    }

    private record Course(RunResult result, List<String> phases, List<String> reflections, long searchCalls) {}

    private static Task task(Prompt prompt, Map<String, String> options) {
        Task task = Colours.task("gepa", 11, Budget.calls(2000));
        return task.withPrompt(prompt).withOptions(options);
    }

    private static Course run(Task task, Function<Request, String> script) {
        List<String> reflections = Collections.synchronizedList(new ArrayList<>());
        List<String> phases = new ArrayList<>();
        long[] searchCalls = new long[1];
        ScriptedModel model = new ScriptedModel(request -> {
            if (request.purpose() == Purpose.META) {
                reflections.add(request.messages().getLast().content());
            }
            return script.apply(request);
        });
        RunResult result = new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {
            if (event instanceof RunEvent.PhaseStarted phase) {
                phases.add(phase.phase());
            } else if (event instanceof RunEvent.SearchEnded ended) {
                searchCalls[0] = ended.spend().calls();
            }
        });
        return new Course(result, phases, reflections, searchCalls[0]);
    }

    private static Function<Request, String> script(Knows knows, Function<Request, String> rewrite) {
        return request -> {
            if (request.purpose() == Purpose.META) {
                return "Hypothesis: it does not say how to look.\n```\n" + rewrite.apply(request) + "\n```";
            }
            String user = request.messages().getLast().content();
            int number = Integer.parseInt(user.substring(user.lastIndexOf(' ') + 1));
            boolean right = knows.colourOf(number, request.messages().getFirst().content(), user);
            return Colours.LABELS.get((number + (right ? 0 : 1)) % 4);
        };
    }

    private static boolean isAboutTheUserMessage(String reflection) {
        return reflection.contains("Keep each of these exactly once and unchanged: {{thing}}.");
    }

    /** Another text each time. */
    private static String looking(Request request) {
        long number = request.seed() % 1_000_000;
        return isAboutTheUserMessage(request.messages().getLast().content())
                ? "Look (" + number + ") at what this thing is: {{thing}}"
                : "Look (" + number + ") and then name the colour that the described thing has.";
    }

    private static long count(List<String> phases, String part) {
        return phases.stream().filter(phase -> phase.contains(part)).count();
    }

    @Test
    void aChildThatIsNoBetterCostsNoMoreThanItsMinibatch() {
        Course course = run(
                task(ONE_COMPONENT, Map.of("patience", "4")),
                script((number, system, user) -> false, GepaTest::looking));

        // The seed on 40 validation examples; in each iteration the seed's and the child's minibatch, and one
        // reflection.
        assertThat(course.searchCalls).isEqualTo(40 + 4 * (3 + 3 + 1));
        assertThat(course.result.candidates().subList(1, 5)).allSatisfy(child -> {
            assertThat(child.fate().label()).isEqualTo("dropped: 0.00 in sum on 3 examples, where its parent has 0.00");
            assertThat(child.validation()).isEmpty();
        });
    }

    @Test
    void whoeverJoinsThePoolWasScoredOnAllOfValidation() {
        Course course = run(task(ONE_COMPONENT, Map.of()), Colours::learner);

        assertThat(course.result.candidates()).hasSizeGreaterThan(2).allSatisfy(candidate -> {
            if (candidate.fate().label().startsWith("dropped")) {
                assertThat(candidate.validation()).isEmpty();
            } else {
                assertThat(candidate.validation().orElseThrow().n()).isEqualTo(40);
            }
        });
    }

    /** Rivals score every child on all of validation, so that a usual budget sees two or three of them. */
    @Test
    void whereCallsAreFewThePoolIsScoredOnAPartAndTheBestRaceOverAllOfIt() {
        Task few = Colours.task("gepa", 11, Budget.calls(60 + 2 * 80)).withPrompt(ONE_COMPONENT);
        Course course = run(few, Colours::learner);

        List<String> scorings = course.phases.stream()
                .filter(phase -> phase.startsWith("scoring "))
                .toList();
        assertThat(scorings).hasSizeGreaterThan(1).allMatch(phase -> phase.endsWith(" on 8 validation examples"));
        assertThat(course.phases).anyMatch(phase -> phase.startsWith("finals"));
        assertThat(course.searchCalls).isLessThanOrEqualTo(60);
    }

    @Test
    void aMinibatchThatIsLargerThanTrainIsNotCountedInFull() {
        Task few =
                Colours.task("gepa", 11, Budget.calls(120 + 2 * 80), 10, 40, 80).withOptions(Map.of("minibatch", "64"));

        assertThat(run(few, Colours::learner).reflections).isNotEmpty();
    }

    @Test
    void luckOnASmallSubsetDoesNotEndTheSearch() {
        for (long seed = 1; seed <= 5; seed++) {
            Task task = Colours.task("gepa", seed, Budget.calls(1000)).withOptions(Map.of("subset", "4"));

            Course course = run(task, script((number, system, user) -> number % 10 != 0, GepaTest::looking));

            assertThat(course.reflections)
                    .as("seed " + seed + ": nine in ten are right")
                    .isNotEmpty();
        }
    }

    @Test
    void whereTheLeaderMakesNoErrorTheWholePoolIsScoredOnTwiceAsManyExamples() {
        Course course = run(
                task(ONE_COMPONENT, Map.of("subset", "4", "patience", "5")),
                script(
                        (number, system, user) -> system.contains("Look") ? number % 20 != 0 : number % 10 < 4,
                        GepaTest::looking));

        assertThat(course.phases).contains("no error on 4 examples: scoring on 8");
        assertThat(course.result.candidates())
                .filteredOn(candidate -> !candidate.fate().label().contains("where its parent has"))
                .hasSizeGreaterThan(1)
                .allSatisfy(candidate ->
                        assertThat(candidate.validation().orElseThrow().n()).isGreaterThanOrEqualTo(8));
    }

    @Test
    void aParentIsNotAskedAgainWhatItHasAnswered() {
        // Nothing ever improves, so all minibatches of some epochs are the seed's.
        Course course = run(
                task(ONE_COMPONENT, Map.of("patience", "60")),
                script((number, system, user) -> false, GepaTest::looking));

        assertThat(course.searchCalls).isEqualTo(40 + 40 + 60 * (3 + 1));
    }

    @Test
    void aRewriteThatIsKnownCostsItsReflectionAlone() {
        Course course = run(
                task(ONE_COMPONENT, Map.of("patience", "6")),
                script(
                        (number, system, user) -> false,
                        request -> "Look carefully, then name the colour of the thing."));

        assertThat(course.result.candidates()).hasSize(2);
        assertThat(course.result.refusals())
                .hasSize(5)
                .allSatisfy(refusal -> assertThat(refusal.rule()).isEqualTo("duplicate"));
        assertThat(course.searchCalls).isEqualTo(40 + 6 * (3 + 1) + 3);
    }

    @Test
    void aReplyThatWasCutOffIsNeverAdopted() {
        Course course = run(
                task(ONE_COMPONENT, Map.of("patience", "3")),
                request -> request.purpose() == Purpose.META
                        ? "Hypothesis: it thinks too little.\n```\nThink about the thing, and then"
                        : Colours.learner(request));

        assertThat(course.result.candidates()).hasSize(1);
        assertThat(course.result.refusals())
                .hasSize(3)
                .allSatisfy(refusal -> assertThat(refusal.rule()).isEqualTo("truncated"));
    }

    @Test
    void componentsTakeTurns() {
        Course course = run(
                task(TWO_COMPONENTS, Map.of("patience", "4")),
                script((number, system, user) -> false, GepaTest::looking));

        assertThat(course.reflections)
                .extracting(GepaTest::isAboutTheUserMessage)
                .containsExactly(false, true, false, true);
    }

    @Test
    void aChildGoesOnWithTheComponentThatIsNextInItsLineage() {
        Course course = run(
                task(TWO_COMPONENTS, Map.of("merges", "0")),
                script(
                        (number, system, user) -> number % 2 == 0 ? system.contains("Look") : user.contains("Look"),
                        GepaTest::looking));

        List<RunResult.CandidateRecord> candidates = course.result.candidates();
        RunResult.CandidateRecord champion = candidates.get(course.result.championId());
        assertThat(champion.validation().orElseThrow().value()).isEqualTo(1);
        RunResult.CandidateRecord parent = candidates.get(champion.parents().getFirst());
        boolean userIsDone = !parent.prompt()
                .messages()
                .get(1)
                .equals(TWO_COMPONENTS.messages().get(1));
        List<String> reflecting = course.phases.stream()
                .filter(phase -> phase.contains("reflecting on"))
                .toList();
        int first = IntStream.range(0, reflecting.size())
                .filter(i -> reflecting.get(i).endsWith("candidate " + parent.id()))
                .findFirst()
                .orElseThrow();
        assertThat(isAboutTheUserMessage(course.reflections.get(first))).isNotEqualTo(userIsDone);
    }

    @Test
    void whereTheParentSolvesItsMinibatchAnotherIsDrawn() {
        Task task = task(ONE_COMPONENT, Map.of("patience", "3"));
        Set<String> train = things(task.splits().train());
        String hard = train.iterator().next();

        Course course = run(task, onTrainWrongOnlyOn(hard, train));

        // Fourteen minibatches go through 40 train examples, and three iterations draw up to fifteen.
        assertThat(course.reflections)
                .isNotEmpty()
                .allSatisfy(reflection -> assertThat(reflection).contains("It went wrong here:\n1. thing: " + hard));
    }

    @Test
    void aComponentKeepsItsTurnWhereNoFailureIsFound() {
        Task task = task(TWO_COMPONENTS, Map.of("patience", "16"));
        Set<String> train = things(task.splits().train());
        String hard = train.iterator().next();

        Course course = run(task, onTrainWrongOnlyOn(hard, train));

        assertThat(course.phases).anyMatch(phase -> phase.endsWith("no failure on train to reflect on"));
        assertThat(course.reflections).hasSizeGreaterThan(2);
        assertThat(IntStream.range(0, course.reflections.size()))
                .allMatch(i -> isAboutTheUserMessage(course.reflections.get(i)) == (i % 2 == 1));
    }

    /** Of validation it knows half, so that there is something to gain. */
    private static Function<Request, String> onTrainWrongOnlyOn(String hard, Set<String> train) {
        return script(
                (number, system, user) ->
                        train.stream().anyMatch(user::endsWith) ? !user.endsWith(hard) : number % 2 == 0,
                GepaTest::looking);
    }

    private static Set<String> things(List<Example> examples) {
        return examples.stream()
                .map(example -> String.valueOf(example.inputs().get("thing")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whereEveryMinibatchIsSolvedItEndsWithoutAReflection() {
        Task task = task(ONE_COMPONENT, Map.of());
        Set<String> train = things(task.splits().train());

        Course course =
                run(task, script((number, system, user) -> train.contains(user) || number % 2 == 0, GepaTest::looking));

        assertThat(course.reflections).isEmpty();
        assertThat(course.searchCalls).isEqualTo(80);
    }

    @Test
    void parentsOfOneIterationAreImprovedSideBySide() {
        Course course = run(
                task(TWO_COMPONENTS, Map.of("parallel", "2", "merges", "0", "patience", "1")),
                script(
                        (number, system, user) -> number % 2 == 0 ? system.contains("Look") : user.contains("Look"),
                        GepaTest::looking));

        assertThat(course.phases)
                .contains(
                        "iteration 1: reflecting on candidates 0, 0",
                        "scoring candidates 1, 2 on all 40 validation examples");
    }

    @Test
    void parentsSideBySideLeaveTheFinalsTheirCalls() {
        Task few = Colours.task("gepa", 11, Budget.calls(90 + 2 * 80))
                .withPrompt(ONE_COMPONENT)
                .withOptions(Map.of("parallel", "8"));

        Course course = run(few, Colours::learner);

        assertThat(course.phases)
                .contains("iteration 1: reflecting on candidates 0, 0", "finals: racing the best 2 and the seed");
        assertThat(course.searchCalls).isLessThanOrEqualTo(90);
    }

    @Test
    void mergesWhatTwoLineagesHaveLearned() {
        Course course = run(
                task(TWO_COMPONENTS, Map.of("parallel", "2")),
                script(
                        (number, system, user) -> number % 2 == 0 ? system.contains("Look") : user.contains("Look"),
                        GepaTest::looking));

        RunResult.CandidateRecord champion = course.result.candidates().get(course.result.championId());
        assertThat(champion.operator()).isEqualTo("merge");
        assertThat(champion.parents()).containsExactly(1, 2);
        assertThat(champion.validation().orElseThrow().value()).isEqualTo(1);
    }

    /** Its own checkpoint loses counters and samplers (issues of the authors' program): a resumed run takes another course. */
    @Test
    void aRunThatIsCutOffAroundAMergeEndsAsIfItHadNotBeen() {
        Task task = task(TWO_COMPONENTS, Map.of("parallel", "2"));
        Function<Request, String> script = script(
                (number, system, user) -> number % 2 == 0 ? system.contains("Look") : user.contains("Look"),
                GepaTest::looking);
        ScriptedModel whole = new ScriptedModel(script);
        String expected = course(task, whole, new InMemoryJournal());
        assertThat(expected).contains("operator=merge");

        for (long calls = 40; calls < whole.calls(); calls += 9) {
            InMemoryJournal journal = new InMemoryJournal();
            ScriptedModel dying = new ScriptedModel(script, 8, 100).failingAfter(calls);
            assertThatThrownBy(() -> course(task, dying, journal)).isInstanceOf(ModelException.class);
            ScriptedModel next = new ScriptedModel(script);

            assertThat(course(task, next, journal)).as("after %d calls", calls).isEqualTo(expected);
            assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
        }
    }

    private static String course(Task task, ScriptedModel model, Journal journal) {
        return new Run(task, Models.local(model), journal)
                .execute(event -> {})
                .toString()
                .replaceAll("elapsed=[^,\\]]*", "");
    }

    private static final Pattern LEVEL = Pattern.compile("Level (\\d)");

    private static int level(String text) {
        Matcher matcher = LEVEL.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** Each message can be improved on its own, level by level; improved both, they confuse the model. */
    private static boolean confused(int number, String system, String user) {
        int own = number % 2 == 0 ? level(system) : level(user);
        int other = number % 2 == 0 ? level(user) : level(system);
        return other == 0 && number / 2 % 10 < 3 * own;
    }

    private static String levelUp(Request request) {
        String reflection = request.messages().getLast().content();
        String[] shown =
                reflection.substring(0, reflection.indexOf("It went wrong")).split("```");
        int next = level(shown[shown.length - 2]) + 1;
        return isAboutTheUserMessage(reflection)
                ? "Level " + next + " of what this is: {{thing}}"
                : "Level " + next + " of naming the colour that a thing has.";
    }

    private static Map<String, String> with(Map<String, String> options, String name, String value) {
        Map<String, String> all = new TreeMap<>(options);
        all.put(name, value);
        return all;
    }

    @Test
    void aMergeThatIsRejectedCountsAgainstTheAllowance() {
        Function<Request, String> script = script(GepaTest::confused, GepaTest::levelUp);

        Map<String, String> options = Map.of("parallel", "2", "minibatch", "20");
        Course many = run(task(TWO_COMPONENTS, with(options, "merges", "9")), script);
        Course one = run(task(TWO_COMPONENTS, with(options, "merges", "1")), script);

        assertThat(many.result.candidates())
                .filteredOn(candidate -> candidate.operator().equals("merge"))
                .hasSizeGreaterThan(1)
                .allSatisfy(candidate -> assertThat(candidate.fate().label()).startsWith("dropped"));
        assertThat(count(one.phases, "merging")).isEqualTo(1);
    }

    @Test
    void anUnknownFrontierIsRefused() {
        assertThatThrownBy(() -> run(task(ONE_COMPONENT, Map.of("frontier", "none")), Colours::learner))
                .hasMessageContaining("one of [instance, objective, hybrid, cartesian]");
    }

    @Test
    void everyFrontierIsSearched() {
        for (String frontier : Frontier.labels()) {
            Course course = run(task(ONE_COMPONENT, Map.of("frontier", frontier)), Colours::learner);

            assertThat(course.result.championId()).as(frontier).isPositive();
        }
    }
}
