package dev.emend.benchmarks.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.benchmarks.strategies.TrapModel.Order;
import dev.emend.data.Example;
import dev.emend.judge.Asking;
import dev.emend.judge.Brief;
import dev.emend.judge.PairJudge;
import dev.emend.judge.Preference;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedTrapTest {

    @Test
    void whatAnInstructionHasTheModelDoIsReadFromTheOrderOfItsWords() {
        assertThat(Order.of(SeedTrap.SEED_PROMPT)).isEqualTo(Order.ANSWER_FIRST);
        assertThat(Order.of("Solve the problem. Answer with the number.")).isEqualTo(Order.DIRECT);
        assertThat(Order.of("Think step by step. Then write the answer.")).isEqualTo(Order.REASONED);
    }

    @Test
    void theFieldCountsWhereverItStandsAndTheLastNumberWhereThereIsNone() {
        Example example = Example.of("e", Map.of(), "12");
        AnswerField metric = new AnswerField();

        assertThat(score(metric, example, "answer: 12\nreasoning: 3 times 5 is 15"))
                .isEqualTo(1);
        assertThat(score(metric, example, "3 times 5 is 15\n**Answer:** 12 pens, of 40"))
                .isEqualTo(1);
        assertThat(score(metric, example, "{\"answer\": 12, \"reasoning\": \"as 4 + 8\"}"))
                .isEqualTo(1);
        assertThat(score(metric, example, "answer: 15\nreasoning: it is 12")).isZero();
        assertThat(score(metric, example, "It is 3 and 9, so 12.")).isEqualTo(1);
        assertThat(score(metric, example, "")).isZero();
    }

    private static double score(AnswerField metric, Example example, String text) {
        return metric.score(Answer.of(example, text)).value();
    }

    @Test
    void demonstrationsOfBareNumbersDoNotLeadOutOfTheTrap() {
        List<ResultLine> lines = List.of(
                SeedTrap.scripted("random-demonstrations", 1, 300), SeedTrap.scripted("random-demonstrations", 2, 300));

        assertThat(lines).noneMatch(SeedTrap::escaped);
        assertThat(SeedTrap.table(lines)).contains("| random-demonstrations | 0 of 2 (");
        assertThat(lines.getFirst().seedPrompt().value()).isBetween(0.1, 0.3);
    }

    @Test
    void whereTheReasoningComesFirstFourInFiveAreRight() {
        BenchmarkTask task = SeedTrap.task(TrapModel.problems(370), Sizes.USUAL);
        Prompt out = Prompt.of("out", "Think step by step, then write \"answer:\" and the number.", "{{question}}");

        List<Outcome> outcomes =
                Measurement.outcomes(task, out, 1, Models.local(TrapModel.model()), new InMemoryJournal());

        assertThat(task.metric().aggregate(outcomes)).isBetween(0.7, 0.95);
    }

    /** From a seed that asks for the answer before the reasoning GEPA gets worse (VISTA, 2026). */
    @Test
    void autoGetsOutOfAtLeastNineStartsOfTen() {
        assertThat(LongStream.rangeClosed(1, 10)
                        .mapToObj(seed -> SeedTrap.scripted("auto", seed, 300))
                        .filter(SeedTrap::escaped)
                        .count())
                .isGreaterThanOrEqualTo(9);
    }

    @Test
    void theMetaModelIsHeldByWhatItIsShown() {
        String trap = "An instruction:\n```\n" + SeedTrap.SEED_PROMPT + "\n```\n";

        assertThat(reasoned("")).isBetween(0.2, 0.5);
        assertThat(reasoned(trap)).isBetween(0.005, 0.1);
        assertThat(reasoned(trap + "A way to think about it: in small steps.\n"))
                .isBetween(0.35, 0.65);
        assertThat(reasoned(trap + "Another:\n```\nThink step by step, then answer.\n```\n"))
                .isGreaterThan(0.8);
    }

    @Test
    void theJudgeKnowsWhatIsRight() {
        Example problem = TrapModel.problems(1).getFirst();
        PairJudge judge = new PairJudge("- It is right.", true);
        String right = "The boxes hold 6 pens.\nanswer: " + problem.expected();

        assertThat(preference(judge, problem, right, "answer: 1")).isEqualTo(Preference.FIRST);
        assertThat(preference(judge, problem, "answer: 1", right)).isEqualTo(Preference.SECOND);
        assertThat(preference(judge, problem, right, "answer: " + problem.expected()))
                .isEqualTo(Preference.TIE);
    }

    private static Preference preference(PairJudge judge, Example problem, String one, String other) {
        Question question = judge.question(Brief.of(problem), one, other, Asking.ONCE);
        Request request =
                new Request(Purpose.JUDGE, question.messages(), question.sampling(), question.constraint(), 1, 0);
        return judge.read(TrapModel.model().complete(request)).orElseThrow().preference();
    }

    /** The share of rewrites that have the reasoning first. */
    private static double reasoned(String shown) {
        return IntStream.range(0, 300)
                        .mapToObj(seed -> new Request(
                                Purpose.META,
                                List.of(new ChatMessage(
                                        Role.USER, shown + "First write one line that begins with \"Hypothesis:\".")),
                                Sampling.GREEDY,
                                Constraint.NONE,
                                seed,
                                0))
                        .map(request -> TrapModel.model().complete(request).text())
                        .filter(reply -> Order.of(reply.substring(reply.indexOf("```"))) == Order.REASONED)
                        .count()
                / 300.0;
    }
}
