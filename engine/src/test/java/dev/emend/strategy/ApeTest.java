package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Paraphrase;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApeTest {

    private static final Map<String, String> ITERATIVE = Map.of("mode", "iterative");

    @Test
    void forwardGenerationShowsExamplesAndNeverThePromptsOwnInstruction() {
        Play play = Play.of("ape", Map.of(), Budget.calls(600));

        assertThat(play.proposed())
                .isNotEmpty()
                .allSatisfy(proposed -> assertThat(proposed.operator()).isEqualTo(Induction.NAME));
        assertThat(play.metaQuestions())
                .allSatisfy(question -> assertThat(question)
                        .contains("right answer: ")
                        .doesNotContain(play.task().prompt().instruction().source()));
    }

    @Test
    void asksForFiftyInstructionsWhereNothingLimitsIt() {
        Play play = Play.of("ape", Map.of(), Budget.UNLIMITED);

        assertThat(play.metaQuestions()).hasSize(50);
    }

    @Test
    void drawsAnotherForEachThatIsOfNoUseUpToThreeForOne() {
        Play half = Play.of(
                "ape",
                Map.of("candidates", "8"),
                Budget.UNLIMITED,
                request -> request.purpose() == Purpose.META && request.seed() % 2 == 0
                        ? "I am sorry."
                        : Colours.learner(request));
        Play none = Play.of(
                "ape",
                Map.of("candidates", "8"),
                Budget.UNLIMITED,
                request -> request.purpose() == Purpose.META ? "I am sorry." : Colours.learner(request));

        assertThat(half.proposed()).hasSize(8);
        assertThat(half.metaQuestions()).hasSizeBetween(9, 24);
        assertThat(none.metaQuestions()).hasSize(24);
        assertThat(none.result().prompt()).isEqualTo(none.task().prompt());
    }

    /** The gate takes 160 calls; so many are left as a small local model answers in some minutes. */
    @Test
    void asksForFewerWhereCallsAreFewAndStillComesToTheFinals() {
        Play play = Play.of("ape", Map.of(), Budget.calls(160 + 300));

        assertThat(play.metaQuestions()).hasSizeBetween(8, 25);
        assertThat(play.phases()).anyMatch(phase -> phase.startsWith("finals"));
        assertThat(play.result().stopped().label()).isEqualTo("finished");
    }

    /** How many examples the candidates had met that were out after the filters. */
    private static Map<String, Set<String>> dropped(Play play) {
        Map<String, Set<String>> asked = play.asked();
        asked.keySet()
                .retainAll(play.result().candidates().stream()
                        .filter(candidate -> candidate.fate().label().contains("on a part of the examples"))
                        .map(candidate -> Play.start(candidate.prompt()))
                        .toList());
        return asked;
    }

    @Test
    void fewerAndFewerCandidatesMeetMoreAndMoreExamples() {
        Play play = Play.of("ape", Map.of(), Budget.UNLIMITED);

        List<Integer> sizes = dropped(play).values().stream().map(Set::size).toList();
        assertThat(sizes).contains(5, 10, 20);
        assertThat(sizes.stream().filter(size -> size == 5).count())
                .isGreaterThan(sizes.stream().filter(size -> size > 5).count());
    }

    @Test
    void everyoneInAFilterMeetsTheSameExamples() {
        Play play = Play.of("ape", Map.of(), Budget.UNLIMITED);

        Map<Integer, Set<Set<String>>> bySize = new TreeMap<>();
        dropped(play)
                .values()
                .forEach(met -> bySize.computeIfAbsent(met.size(), any -> new HashSet<>())
                        .add(met));
        assertThat(bySize.values()).allSatisfy(sets -> assertThat(sets).hasSize(1));
        Set<String> before = Set.of();
        for (Set<Set<String>> sets : bySize.values()) {
            assertThat(sets.iterator().next()).containsAll(before);
            before = sets.iterator().next();
        }
    }

    @Test
    void whatAFilterKeepsScoredAtLeastAsWellAsWhatItDrops() {
        Play play = Play.of("ape", Map.of(), Budget.UNLIMITED);

        double worstKept = 1;
        double bestDropped = 0;
        for (RunResult.CandidateRecord candidate :
                play.result().candidates().stream().skip(1).toList()) {
            double first = play.events().stream()
                    .filter(event -> event instanceof RunEvent.Scored scored
                            && scored.candidate() == candidate.id()
                            && scored.estimate().n() == 5)
                    .mapToDouble(event -> ((RunEvent.Scored) event).estimate().value())
                    .findFirst()
                    .orElseThrow();
            boolean atOnce = candidate.validation().orElseThrow().n() == 5;
            worstKept = atOnce ? worstKept : Math.min(worstKept, first);
            bestDropped = atOnce ? Math.max(bestDropped, first) : bestDropped;
        }
        assertThat(worstKept).isGreaterThanOrEqualTo(bestDropped);
    }

    @Test
    void resamplingSaysOnlyThoseInOtherWordsThatTheFilterKept() {
        Play play = Play.of("ape", Map.of("mode", "resample", "candidates", "12"), Budget.UNLIMITED);

        Set<Integer> out = new HashSet<>();
        int paraphrases = 0;
        for (RunEvent event : play.events()) {
            if (event instanceof RunEvent.Dropped dropped) {
                out.add(dropped.candidate());
            } else if (event instanceof RunEvent.Proposed proposed
                    && proposed.operator().equals(Paraphrase.NAME)) {
                assertThat(out).isNotEmpty().doesNotContainAnyElementsOf(proposed.parents());
                paraphrases++;
            }
        }
        assertThat(paraphrases).isPositive();
        assertThat(play.phases()).filteredOn(phase -> phase.startsWith("round")).hasSize(1);
    }

    @Test
    void anIterativeSearchGoesOnForSeveralRounds() {
        Play play = Play.of("ape", ITERATIVE, Budget.UNLIMITED, ApeTest::better);

        assertThat(play.phases()).filteredOn(phase -> phase.startsWith("round")).hasSize(3);
    }

    /** Each round's instructions are better than all before. */
    private static String better(Request request) {
        String text = request.messages().getLast().content();
        if (request.purpose() == Purpose.META) {
            Matcher written = Pattern.compile("level (\\d)").matcher(text);
            int level = written.find() ? Integer.parseInt(written.group(1)) : 0;
            return "Hypothesis: none.\n```\nlevel " + (level + 1) + " for " + request.seed() % 1000
                    + ", which says the colour\n```";
        }
        int number = Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
        String instruction = request.messages().getFirst().content();
        int level = instruction.startsWith("level ") ? instruction.charAt(6) - '0' : 0;
        return Colours.LABELS.get((number + (number / 4 % 10 < 3 + 2 * level ? 0 : 1)) % 4);
    }

    @Test
    void anIterativeSearchEndsWhereARoundBringsNothingNew() {
        Play play = Play.of(
                "ape",
                Map.of("mode", "iterative", "rounds", "9"),
                Budget.UNLIMITED,
                request -> request.messages().getLast().content().contains("in clearly different words")
                        ? "I had rather not."
                        : Colours.learner(request));

        assertThat(play.phases()).filteredOn(phase -> phase.startsWith("round")).hasSize(1);
    }

    @Test
    void aSingleCandidateIsNoChoice() {
        assertThatThrownBy(() -> Run.check(Play.task("ape", Map.of("candidates", "1"), Budget.calls(600))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("candidates");
        assertThat(Play.of("ape", Map.of("candidates", "2"), Budget.calls(600)).metaQuestions())
                .hasSize(2);
    }
}
