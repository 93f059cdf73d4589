package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.prompt.Demonstration;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.Task;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of an example that a prompt shows it copies the answer, from which there is nothing to learn. */
class ShownExamplesTest {

    private static final int TRAIN = 40;

    private static Play playShowing(String strategy, int shown) {
        Task task = Colours.task(strategy, 5, Budget.calls(1000));
        List<Demonstration> demonstrations = task.splits().train().subList(0, shown).stream()
                .map(example -> new Demonstration(example.id(), example.inputs(), example.expected()))
                .toList();
        return Play.of(Play.with(task, task.prompt().withDemonstrations(demonstrations)), Colours::learner);
    }

    private static Set<String> asked(Play play, List<Example> examples) {
        Set<String> asked = new TreeSet<>(play.things(examples));
        asked.retainAll(play.answering().stream()
                .map(request -> request.messages().getLast().content())
                .toList());
        return asked;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gepa", "protegi", "simba", "spo", "textgrad"})
    void nobodyIsAskedWhatTheSeedShows(String strategy) {
        Play play = playShowing(strategy, TRAIN / 2);
        List<Example> train = play.task().splits().train();

        assertThat(asked(play, train.subList(0, TRAIN / 2))).isEmpty();
        assertThat(asked(play, train.subList(TRAIN / 2, TRAIN))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gepa", "protegi", "simba", "spo", "textgrad"})
    void whereTheSeedShowsAllOfTrainItIsAskedAllTheSame(String strategy) {
        Play play = playShowing(strategy, TRAIN);

        assertThat(asked(play, play.task().splits().train())).isNotEmpty();
    }
}
