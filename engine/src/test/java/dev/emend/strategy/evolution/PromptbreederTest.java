package dev.emend.strategy.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Role;
import dev.emend.proposal.Continuation;
import dev.emend.proposal.PromptedMutation;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import dev.emend.strategy.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PromptbreederTest {

    private static final Pattern INSTRUCTION = Pattern.compile("Instruction \\d+:\\n```\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern LEVEL = Pattern.compile("level (\\d+)");

    private static Rehearsal run(Map<String, String> options, Function<Request, String> script) {
        return Rehearsal.of("promptbreeder", options, Budget.UNLIMITED, script);
    }

    /** Each new instruction is of a higher level, and the higher the level, the more answers are right. */
    private static Function<Request, String> climber() {
        AtomicInteger level = new AtomicInteger();
        return request -> {
            if (request.purpose() == Purpose.META) {
                int next = level.incrementAndGet();
                return "Hypothesis: higher.\n```\nGo up to level " + next + " and there say " + "word".repeat(next)
                        + ".\n```";
            }
            Matcher matcher = LEVEL.matcher(request.messages().getFirst().content());
            int reached = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
            String thing = request.messages().getLast().content();
            int number = Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
            return Colours.LABELS.get((number + (number * 7 % 40 < reached ? 0 : 1)) % 4);
        };
    }

    @Test
    void thePopulationIsFullThoughHalfOfTheRepliesCannotBeRead() {
        Rehearsal run = run(
                Map.of("population", "8", "patience", "1"),
                request ->
                        request.purpose() == Purpose.META && request.seed() % 2 == 0 ? "no" : Colours.learner(request));

        assertThat(run.events(RunEvent.PhaseStarted.class))
                .extracting(RunEvent.PhaseStarted::phase)
                .contains("generation 1: tournaments: 4");
    }

    @Test
    void mutationPromptsAreChangedByThemselvesAndThenUsed() {
        AtomicInteger changes = new AtomicInteger();
        Rehearsal run =
                run(Map.of("population", "4", "mutations", "better-mutation-prompt", "crossover", "0"), request -> {
                    boolean hyper = request.messages().getLast().content().startsWith("Summarize this command");
                    return hyper ? "Change number " + changes.incrementAndGet() + "." : Colours.learner(request);
                });

        assertThat(changes.get()).isGreaterThan(3);
        assertThat(run.questions())
                .anyMatch(question -> question.contains("How it is to be changed: Change number 1."))
                .anyMatch(question ->
                        question.matches("(?s)Summarize this command and improve it: Change number \\d+\\..*"));
    }

    @Test
    void aNewMutationPromptComesFromTheTaskAndAWayOfThinking() {
        Rehearsal run =
                run(Map.of("population", "4", "mutations", "new-mutation-prompt", "crossover", "0"), request -> {
                    boolean hyper =
                            request.messages().getLast().content().contains("How is the instruction to be changed?");
                    return hyper ? " Sing ```it```\n\n aloud. " : Colours.learner(request);
                });

        assertThat(run.questions())
                .anyMatch(question -> question.contains("Name the colour of a thing.")
                        && question.contains("A way to think about it: ")
                        && question.contains("How is the instruction to be changed?"))
                .anyMatch(question -> question.contains("How it is to be changed: Sing it aloud.\n"));
    }

    @Test
    void anEmptyReplyLeavesTheMutationPromptAsItIs() {
        Rehearsal run =
                run(Map.of("population", "4", "mutations", "better-mutation-prompt", "crossover", "0"), request -> {
                    boolean hyper = request.messages().getLast().content().startsWith("Summarize this command");
                    return hyper ? " \n " : Colours.learner(request);
                });

        assertThat(run.questions())
                .filteredOn(question -> question.contains("How it is to be changed: "))
                .isNotEmpty()
                .allSatisfy(question -> assertThat(MutationPrompts.FIRST)
                        .anyMatch(first -> question.contains("How it is to be changed: " + first)));
    }

    @Test
    void anEndlessReplyIsCut() {
        assertThat(MutationPrompts.read("x".repeat(100_000), "otherwise")).hasSize(300);
    }

    /** A published implementation put the worst of the population into the list of elites. */
    @Test
    void aLineageGoesFromWorseToBetter() {
        Rehearsal run = run(
                Map.of(
                        "population",
                        "2",
                        "mutations",
                        "lineage",
                        "crossover",
                        "0",
                        "generations",
                        "6",
                        "patience",
                        "6"),
                climber());

        List<String> series = run.questions().stream()
                .filter(question -> question.contains("each better than the one before"))
                .toList();
        assertThat(series).isNotEmpty();
        assertThat(run.proposed(Continuation.NAME)).isNotEmpty();
        for (String question : series) {
            List<Integer> levels = new ArrayList<>();
            Matcher shown = INSTRUCTION.matcher(question);
            while (shown.find()) {
                Matcher level = LEVEL.matcher(shown.group(1));
                levels.add(level.find() ? Integer.parseInt(level.group(1)) : 0);
            }
            assertThat(levels).hasSizeGreaterThanOrEqualTo(2).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void theRankedPopulationGoesFromWorseToBetterToo() {
        Rehearsal run = run(
                Map.of("population", "5", "mutations", "population", "crossover", "0", "generations", "2"), climber());

        assertThat(run.proposed(Continuation.NAME)).isNotEmpty().allSatisfy(child -> {
            List<Double> scores = child.parents().stream().map(run::score).toList();
            assertThat(scores).hasSizeGreaterThanOrEqualTo(2).isSorted();
        });
    }

    @Test
    void theWorseOfAPairIsOverwrittenAndTheBestStays() {
        Rehearsal run = run(Map.of("population", "6", "generations", "6", "patience", "6"), Colours::learner);

        List<RunEvent.Dropped> lost = run.events(RunEvent.Dropped.class).stream()
                .filter(dropped -> dropped.why().startsWith("lost against"))
                .toList();
        assertThat(lost).isNotEmpty().allSatisfy(dropped -> {
            int winner = Integer.parseInt(dropped.why().replaceAll("\\D*(\\d+).*", "$1"));
            assertThat(run.score(winner)).isGreaterThanOrEqualTo(run.score(dropped.candidate()));
        });
        List<Double> leading = run.events(RunEvent.Leading.class).stream()
                .map(event -> run.score(event.candidate()))
                .toList();
        assertThat(leading).isSorted();
    }

    @Test
    void aCrossoverTakesAnotherUnitsInstructionAndWritesNone() {
        Rehearsal run = run(Map.of("population", "5", "crossover", "1", "mutations", "mutate"), Colours::learner);

        assertThat(run.proposed(PromptedMutation.NAME)).hasSizeLessThanOrEqualTo(4);
        assertThat(run.questions()).hasSize(4);
    }

    @Test
    void itsInstructionsKeepTheSeedsDemonstrations() {
        Rehearsal run = run(Map.of("population", "4", "generations", "2"), Colours::learner);

        assertThat(run.result().candidates())
                .allSatisfy(candidate ->
                        assertThat(candidate.prompt().demonstrations()).isEmpty());
        assertThat(run.asked())
                .allSatisfy(request ->
                        assertThat(request.messages().getFirst().role()).isEqualTo(Role.SYSTEM));
    }

    @Test
    void anUnknownMutationIsNamed() {
        assertThatThrownBy(() -> run(Map.of("mutations", "mutate, sing"), Colours::learner))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("sing");
    }
}
