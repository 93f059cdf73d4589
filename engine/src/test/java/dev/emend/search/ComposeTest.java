package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.model.Purpose;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Operators;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

        assertThat(temperatures(varied).getLast()).isLessThan(0.9);
        assertThat(temperatures(repeated)).startsWith(0.8);
        assertThat(temperatures(repeated).getLast()).isBetween(1.1, 1.2);
    }

    @Test
    void itsPageListsEveryOperator() throws IOException {
        String page = Files.readString(Path.of("../docs/strategies/compose.md"));

        for (Operator operator : new Operators("", List.of()).all()) {
            assertThat(page).contains("| `" + operator.name() + "` | " + operator.line());
        }
    }
}
