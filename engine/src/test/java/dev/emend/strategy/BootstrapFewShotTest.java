package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.model.Request;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunResult;
import dev.emend.run.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BootstrapFewShotTest {

    /** Answers with a full stop, which the metric forgives: so a demonstration tells whose answer it shows. */
    private static String talker(Request request) {
        return Colours.learner(request) + ".";
    }

    private static boolean isOwn(Demonstration demonstration) {
        return demonstration.output().endsWith(".");
    }

    private static List<Prompt> programs(Play play) {
        return play.result().candidates().stream()
                .map(RunResult.CandidateRecord::prompt)
                .skip(1)
                .toList();
    }

    private static Set<String> answeredTrain(Play play) {
        Set<String> answered =
                new TreeSet<>(play.asked().getOrDefault(Play.start(play.task().prompt()), Set.of()));
        answered.retainAll(play.things(play.task().splits().train()));
        return answered;
    }

    @Test
    void showsTheModelsOwnAnswersAndOnlyThoseThatWereRight() {
        Play play = Play.of("bootstrap", Map.of(), Budget.calls(600), BootstrapFewShotTest::talker);

        Map<String, String> right = new HashMap<>();
        for (Example example : play.task().splits().train()) {
            right.put(example.id(), example.expected());
        }
        List<Demonstration> own = programs(play).stream()
                .flatMap(program -> program.demonstrations().stream())
                .filter(BootstrapFewShotTest::isOwn)
                .toList();
        assertThat(own)
                .isNotEmpty()
                .allSatisfy(demonstration ->
                        assertThat(demonstration.output()).isEqualTo(right.get(demonstration.exampleId()) + "."));
    }

    @Test
    void keepsWithinTheSizesThatItIsGiven() {
        Play play = Play.of(
                "bootstrap",
                Map.of("max-bootstrapped", "3", "max-labelled", "7"),
                Budget.UNLIMITED,
                BootstrapFewShotTest::talker);

        assertThat(programs(play)).hasSize(16).allSatisfy(program -> {
            assertThat(program.demonstrations()).hasSizeBetween(1, 7);
            assertThat(program.demonstrations().stream().filter(BootstrapFewShotTest::isOwn))
                    .hasSizeLessThanOrEqualTo(3);
        });
        assertThat(programs(play))
                .extracting(Prompt::instruction)
                .containsOnly(play.task().prompt().instruction());
    }

    /** DSPy has labels alone in one size; the plain method of k random examples with the best k must be among the arms. */
    @Test
    void labelsAloneTakePartInEverySize() {
        for (Budget budget : List.of(Budget.UNLIMITED, Budget.calls(160 + 300))) {
            Play play = Play.of("bootstrap", Map.of(), budget, BootstrapFewShotTest::talker);

            List<Integer> sizes = programs(play).stream()
                    .map(Prompt::demonstrations)
                    .filter(shown -> shown.stream().noneMatch(BootstrapFewShotTest::isOwn))
                    .map(List::size)
                    .toList();
            assertThat(sizes).contains(16, 8, 4);
        }
    }

    @Test
    void choosesLabelsAloneWhereItsOwnAnswersDoHarm() {
        Play play = Play.of("bootstrap", Map.of(), Budget.UNLIMITED, request -> {
            boolean misled = request.messages().stream()
                    .limit(request.messages().size() - 1)
                    .anyMatch(message -> message.content().matches("(blue|green|red|yellow)\\."));
            return misled ? "whatever" : talker(request);
        });

        assertThat(play.result().prompt().demonstrations()).isNotEmpty().noneMatch(BootstrapFewShotTest::isOwn);
    }

    @Test
    void answersNoMoreTrainExamplesThanItHasToShow() {
        Play play = Play.of("bootstrap", Map.of(), Budget.UNLIMITED, BootstrapFewShotTest::allRight);

        assertThat(answeredTrain(play)).hasSize(8);
    }

    private static String allRight(Request request) {
        String thing = request.messages().getLast().content();
        return Colours.LABELS.get(Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1)) % 4);
    }

    @Test
    void givesATenthOfTheCallsToAModelThatIsNeverRight() {
        Play play = Play.of("bootstrap", Map.of(), Budget.calls(160 + 200), request -> "mauve");

        assertThat(answeredTrain(play)).hasSizeBetween(1, 20);
        assertThat(programs(play)).isNotEmpty();
    }

    @Test
    void aPromptWithoutItsDemonstrationsIsOneOfThePrograms() {
        Task bare = Play.task("bootstrap", Map.of("programs", "5"), Budget.calls(600));
        Example example = bare.splits().train().getFirst();
        Prompt showing = bare.prompt()
                .withDemonstrations(List.of(new Demonstration(example.id(), example.inputs(), example.expected())));

        Play play = Play.of(Play.with(bare, showing), BootstrapFewShotTest::talker);

        assertThat(programs(play)).hasSize(5);
        assertThat(programs(play).getFirst().demonstrations()).isEmpty();
        Task least = Play.task("bootstrap", Map.of("programs", "1"), Budget.calls(600));
        assertThat(programs(Play.of(Play.with(least, showing), BootstrapFewShotTest::talker)))
                .singleElement()
                .satisfies(program -> assertThat(program.demonstrations()).isNotEmpty());
    }

    @Test
    void aPromptThatHasDemonstrationsIsTriedWithoutThemAndNeverAnswersWhatItShows() {
        Task bare = Play.task("bootstrap", Map.of(), Budget.calls(600));
        List<Demonstration> shown = bare.splits().train().stream()
                .limit(20)
                .map(example -> new Demonstration(example.id(), example.inputs(), example.expected()))
                .toList();

        Play play = Play.of(Play.with(bare, bare.prompt().withDemonstrations(shown)), BootstrapFewShotTest::talker);

        assertThat(programs(play))
                .anySatisfy(program -> assertThat(program.demonstrations()).isEmpty());
        assertThat(answeredTrain(play))
                .doesNotContainAnyElementsOf(shown.stream()
                        .map(demonstration -> demonstration.inputs().get("thing"))
                        .collect(Collectors.toSet()));
    }
}
