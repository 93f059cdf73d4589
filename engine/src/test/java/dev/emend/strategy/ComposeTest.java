package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Operators;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTest {

    private static final Budget BUDGET = Budget.calls(600);

    private static List<String> operators(Play play) {
        return play.proposed().stream().map(RunEvent.Proposed::operator).toList();
    }

    @Test
    void operatorsTakeTurnsInTheOrderOfTheTaskFile() {
        Play play = Play.of("compose", Map.of("operators", "induce,demonstrate,paraphrase", "width", "4"), BUDGET);

        assertThat(operators(play).subList(0, 8))
                .containsExactly(
                        "induce",
                        "demonstrate",
                        "paraphrase",
                        "induce",
                        "demonstrate",
                        "paraphrase",
                        "induce",
                        "demonstrate");
    }

    @Test
    void operatorsOfSeveralPromptsNeedOneThatBegins() {
        assertThatThrownBy(() -> Play.of("compose", Map.of("operators", "graft, blend"), BUDGET, request -> {
                    throw new AssertionError("a model was called");
                }))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at first there is one");
    }

    /** A step with nothing to write from is one of those after which the search gives up. */
    @Test
    void aSearchThatHasNothingToWriteFromEnds() {
        Play play = Play.of(
                "compose",
                Map.of("operators", "reflect", "patience", "4"),
                BUDGET,
                request -> request.purpose() == Purpose.TASK ? Colours.right(request) : Colours.learner(request));

        assertThat(play.phases())
                .filteredOn(phase -> phase.endsWith("writing candidates"))
                .hasSize(4);
    }

    @Test
    void anOperatorThatCanDoNothingLeavesItsTurn() {
        Play play = Play.of("compose", Map.of("operators", "cross-over, shorten, paraphrase", "width", "2"), BUDGET);

        // At first there is one parent, and its instruction is short.
        assertThat(operators(play).subList(0, 2)).containsExactly("paraphrase", "paraphrase");
        assertThat(operators(play)).contains("cross-over");
    }

    @Test
    void anOperatorOfTwoParentsGetsTheLeaderFirst() {
        Play play = Play.of("compose", Map.of("operators", "paraphrase, cross-over", "width", "4"), BUDGET);

        int leader = 0;
        int crossings = 0;
        for (RunEvent event : play.events()) {
            if (event instanceof RunEvent.Leading leading) {
                leader = leading.candidate();
            } else if (event instanceof RunEvent.Proposed proposed
                    && proposed.operator().equals("cross-over")) {
                assertThat(proposed.parents()).hasSize(2).startsWith(leader).doesNotHaveDuplicates();
                crossings++;
            }
        }
        assertThat(crossings).isPositive();
    }

    /** What is bred is always right. */
    private static Play breeding(String operator, int width, Budget budget) {
        Map<String, String> options = Map.of("operators", "paraphrase, " + operator, "width", String.valueOf(width));
        return Play.of("compose", options, budget, request -> {
            String system = request.messages().getFirst().content();
            if (request.purpose() == Purpose.META) {
                return system.contains("breed")
                        ? "Hypothesis: h.\n```\nThis is the bred instruction of number " + request.seed() + ".\n```"
                        : Colours.learner(request);
            }
            String thing = request.messages().getLast().content();
            int number = Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
            return system.contains("bred") ? Colours.LABELS.get(number % 4) : Colours.learner(request);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"breed", "mutate-differences"})
    void whatIsBredFromSeveralLeadsOnceItIsProvedBetterThanThem(String operator) {
        Play play = breeding(operator, 4, Budget.UNLIMITED);

        RunResult.CandidateRecord champion =
                play.result().candidates().get(play.result().championId());
        assertThat(champion.operator()).isEqualTo(operator);
        assertThat(play.phases()).contains("does the blend surpass its parents?");
    }

    @Test
    void noBlendIsWrittenWhereTheCallsLeftAreTooFewForItsTest() {
        Play play = breeding("breed", 2, Budget.calls(160 + 140));

        assertThat(play.phases()).contains("step 2: writing candidates");
        assertThat(operators(play)).isNotEmpty().containsOnly("paraphrase");
    }

    @Test
    void anOperatorThatDoesNotExistIsRefusedBeforeTheFirstCall() {
        Map<String, String> options = Map.of("operators", "induce, ponder");

        assertThatThrownBy(() -> Run.check(Play.task("compose", options, BUDGET)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"induce, ponder\"")
                .hasMessageContaining("paraphrase");
        assertThatThrownBy(() -> Play.of("compose", options, BUDGET, request -> {
                    throw new AssertionError("a model was called");
                }))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void nobodyAnswersTrainExamplesWhereNoOperatorLooksAtThem() {
        Play blind = Play.of("compose", Map.of("operators", "paraphrase, induce"), BUDGET);
        Play looking = Play.of("compose", Map.of("operators", "paraphrase, reflect"), BUDGET);

        assertThat(blind.asked().values())
                .allSatisfy(asked -> assertThat(asked)
                        .doesNotContainAnyElementsOf(
                                blind.things(blind.task().splits().train())));
        assertThat(looking.asked().values())
                .anySatisfy(asked -> assertThat(asked)
                        .containsAnyElementsOf(
                                looking.things(looking.task().splits().train())));
    }

    private static final Map<String, String> DIGESTING =
            Map.of("operators", "digest-failures", "width", "3", "patience", "1");

    private static Task many(Map<String, String> options, long calls) {
        return Colours.task("compose", 5, Budget.calls(calls), 300, 20, 80).withOptions(options);
    }

    private static List<String> asked(Play play, String what) {
        return play.metaQuestions().stream()
                .filter(question -> question.contains(what))
                .toList();
    }

    private static Set<String> read(List<String> questions) {
        return questions.stream()
                .flatMap(question -> Pattern.compile("thing: (the thing number \\d+)\n")
                        .matcher(question)
                        .results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void allThatGoesWrongOnTrainIsReadOnceForAllDraftsOfAParent() {
        Play play = Play.of(many(DIGESTING, 5000), Colours::learner);

        List<String> analyses = asked(play, "What do these failures have in common?");
        String start = Play.start(play.task().prompt());
        List<String> own = analyses.stream()
                .filter(question -> question.contains("Name the colour: blue"))
                .toList();
        assertThat(own).hasSizeGreaterThan(2).doesNotHaveDuplicates();
        assertThat(play.asked().get(start))
                .containsAll(play.things(play.task().splits().train()));
        assertThat(asked(play, "All of these were read, in " + own.size() + " groups."))
                .allSatisfy(question -> assertThat(question)
                        .containsPattern("It went wrong " + read(own).size() + " times in 300"));
        assertThat(operators(play)).contains("digest-failures");
    }

    @Test
    void whatAnOperatorReadsOnTrainIsBoundedByTheOptionAndByTheCallsLeft() {
        Play few = Play.of(many(Map.of("operators", "digest-failures", "looked", "50"), 5000), Colours::learner);
        Play poor = Play.of(many(DIGESTING, 700), Colours::learner);

        Predicate<String> wrong = question -> Pattern.compile("It went wrong \\d+ times in 50:")
                .matcher(question)
                .find();
        assertThat(few.metaQuestions()).anyMatch(wrong);
        assertThat(asked(poor, "times in 300")).isEmpty();
        assertThat(poor.requests()).hasSizeLessThanOrEqualTo(700);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5})
    void anOperatorThatReadsAllFailuresReadsFewWhereFewAreAllowed(long looked) {
        Map<String, String> options = Map.of("operators", "digest-failures", "looked", String.valueOf(looked));

        Play play = Play.of(many(options, 160 + 200), Colours::learner);

        Set<String> answered =
                new HashSet<>(play.asked().get(Play.start(play.task().prompt())));
        answered.retainAll(play.things(play.task().splits().train()));
        assertThat(answered).hasSize((int) looked);
    }

    @Test
    void anOperatorThatReadsAllFailuresTakesAQuarterOfFewCalls() {
        Play play = Play.of(many(DIGESTING, 160 + 24), Colours::learner);

        Set<String> answered =
                new HashSet<>(play.asked().get(Play.start(play.task().prompt())));
        answered.retainAll(play.things(play.task().splits().train()));
        assertThat(answered).hasSize(6);
    }

    @Test
    void aSearchThatDigestsTakesTheSameCourseWhateverTheThreadsAndInterruptions() {
        Task task = many(DIGESTING, 2000);
        ScriptedModel whole = new ScriptedModel(Colours::learner);
        String expected = course(new Run(task, Models.local(whole), new InMemoryJournal()).execute(event -> {}));
        for (double share : List.of(0.2, 0.5)) {
            InMemoryJournal journal = new InMemoryJournal();
            ScriptedModel dying =
                    new ScriptedModel(Colours::learner, 64, 100).failingAfter((long) (share * whole.calls()));
            assertThatThrownBy(() -> new Run(task, Models.local(dying), journal).execute(event -> {}))
                    .isInstanceOf(ModelException.class);
            ScriptedModel next = new ScriptedModel(Colours::learner, 64, 100);

            assertThat(course(new Run(task, Models.local(next), journal).execute(event -> {})))
                    .isEqualTo(expected);
            assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
        }
    }

    /** Everything but the time it took. */
    private static String course(RunResult result) {
        return result.toString().replaceAll("elapsed=[^,\\]]*", "");
    }

    private static boolean someParentDidNotLead(Play play) {
        int leader = 0;
        boolean other = false;
        for (RunEvent event : play.events()) {
            if (event instanceof RunEvent.Leading leading) {
                leader = leading.candidate();
            } else if (event instanceof RunEvent.Proposed proposed) {
                other |= proposed.parents().getFirst() != leader;
            }
        }
        return other;
    }

    @Test
    void parentsAreChosenAsTheTaskFileSays() {
        assertThat(someParentDidNotLead(Play.of("compose", Map.of(), Budget.calls(1500), Colours::indifferent)))
                .isFalse();
        for (String parents : List.of("front", "tournament")) {
            Play play = Play.of("compose", Map.of("parents", parents), Budget.calls(1500), Colours::indifferent);

            assertThat(someParentDidNotLead(play)).isTrue();
        }
    }

    private static List<Double> temperatures(Play play) {
        return play.requests().stream()
                .filter(request -> request.purpose() == Purpose.META)
                .map(request -> request.sampling().temperature())
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void aMetaModelThatRepeatsItselfIsAskedAtAHigherTemperature() {
        Play varied = Play.of("compose", Map.of("operators", "paraphrase"), Budget.calls(1000));
        Play repeated = Play.of(
                "compose",
                Map.of("operators", "paraphrase"),
                Budget.calls(1000),
                request -> request.purpose() == Purpose.META
                        ? "Hypothesis: none.\n```\nName the colour of it.\n```"
                        : Colours.learner(request));

        assertThat(temperatures(varied).getLast()).isLessThan(1);
        assertThat(temperatures(repeated)).startsWith(0.8);
        assertThat(temperatures(repeated).getLast()).isBetween(1.1, 1.2);
    }

    /** Other words that bring no other answer bring nothing new either. */
    @Test
    void aMetaModelWhoseInstructionsAreAnsweredAlikeIsAskedAtAHigherTemperature() {
        Play alike = Play.of(
                "compose",
                Map.of("operators", "paraphrase", "patience", "9"),
                Budget.calls(1500),
                request -> request.purpose() == Purpose.META
                        ? "Hypothesis: none.\n```\nName it, way " + request.seed() + " of " + request.seed() % 97
                                + ", as " + request.seed() % 89 + " do.\n```"
                        : "blue");

        assertThat(temperatures(alike).getLast()).isGreaterThan(0.9);
    }

    @Test
    void itsPageListsEveryOperator() throws IOException {
        String page = Files.readString(Path.of("../docs/strategies/compose.md"));

        for (Operator operator : new Operators("", List.of()).all()) {
            assertThat(page).contains("| `" + operator.name() + "` | " + operator.line());
        }
    }
}
