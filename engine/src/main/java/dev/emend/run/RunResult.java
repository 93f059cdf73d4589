package dev.emend.run;

import dev.emend.data.Split;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended, with the evidence.
 *
 * @param seed the user's prompt's score
 * @param champion the best candidate's score; the seed's own where the search found nothing better
 * @param split what both were measured on: the hold-out, or validation where the gate had nothing to test
 * @param difference champion against seed; empty where they are the same prompt
 * @param detectable the smallest true difference that the hold-out would probably (80 %) have shown
 * @param explanation the verdict in a sentence or two
 * @param prompt the prompt to use: the champion where promoted, else the user's own; of a chain, one of its prompts: {@code chain}
 *     has them all
 * @param championId its place in {@code candidates}
 * @param candidates every candidate that the screen let in, the seed first, whether or not it came to be measured
 * @param refusals what the screen refused, in order
 * @param notes what else a reader should know, such as a hold-out that is too small
 * @param served how each fares whom the prompt serves, where that is more than one; empty where the gate tested nothing
 * @param chain what else there is to say where the program is a chain
 * @param elapsed time of model work over all sittings; the one part that differs between a run and its repetition
 */
public record RunResult(
        Verdict verdict,
        Estimate seed,
        Estimate champion,
        Split split,
        Optional<Difference> difference,
        double detectable,
        String explanation,
        Prompt prompt,
        int championId,
        List<CandidateRecord> candidates,
        List<Refusal> refusals,
        List<String> notes,
        Spend searchSpend,
        Spend spend,
        StopReason stopped,
        Duration elapsed,
        Optional<Chain> chain,
        List<Served> served) {

    /**
     * One of several task models or tasks that the prompt serves, on its part of the hold-out.
     *
     * @param name the model's or the task's
     * @param difference champion against seed
     */
    public record Served(String name, Estimate seed, Estimate champion, Difference difference) {}

    /**
     * A chain and its best candidate.
     *
     * @param program the one to use: the champion where promoted, else the user's own
     * @param champion the best candidate's, whatever the verdict
     * @param credits of the steps with a prompt, in the chain's order
     */
    public record Chain(Program program, Program champion, List<StepCredit> credits) {

        public Chain {
            credits = List.copyOf(credits);
        }
    }

    public RunResult {
        candidates = List.copyOf(candidates);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
        served = List.copyOf(served);
    }

    /**
     * A candidate and what became of it.
     *
     * @param id the seed is 0
     * @param parents what it was written from; empty for the seed
     * @param operator what wrote it
     * @param hypothesis why it should be better, in the operator's or the meta-model's words
     * @param validation its score on the validation examples it was raced on; empty where it met none
     * @param fate champion, kept or dropped
     * @param twin an earlier candidate that answered every example alike which both have met, where these are enough to
     *     tell; the two are one prompt in different words
     * @param step the step of the chain whose prompt it is; empty where the program is a single prompt
     * @param objectives its score by each metric that the task's metric combines, on all of validation; empty where the
     *     metric is a single one, or the candidate has not met all of validation
     */
    public record CandidateRecord(
            int id,
            List<Integer> parents,
            String operator,
            String hypothesis,
            Prompt prompt,
            Optional<Estimate> validation,
            Fate fate,
            Optional<Integer> twin,
            String step,
            List<Objective> objectives) {

        public CandidateRecord {
            parents = List.copyOf(parents);
            objectives = List.copyOf(objectives);
        }

        boolean hasDroppedOut() {
            return fate instanceof Fate.Dropped;
        }
    }

    /** A score by one of several metrics. */
    public record Objective(String metric, Estimate estimate) {}

    /**
     * How many different prompts the search really wrote.
     *
     * @param written proposals in all, refused or not
     * @param repeated those that were refused as the same or nearly the same as a known one, or as a rule that is there already
     * @param alike candidates that answered like an earlier one
     */
    public record Diversity(int written, int repeated, int alike) {

        /** The share of proposals that brought nothing new, in [0, 1]. */
        public double duplicates() {
            return written == 0 ? 0 : (double) (repeated + alike) / written;
        }
    }

    public Diversity diversity() {
        int repeated = (int) refusals.stream()
                .filter(refusal -> Screen.isDuplicate(refusal.rule()))
                .count();
        int alike = (int) candidates.stream()
                .filter(candidate -> candidate.twin().isPresent())
                .count();
        return new Diversity(candidates.size() - 1 + refusals.size(), repeated, alike);
    }

    /**
     * A proposal that the screen refused before it cost a call.
     *
     * @param rule which rule it broke, such as {@code lost-placeholder}
     * @param detail what exactly
     * @param text the refused text, as the model wrote it
     */
    public record Refusal(int step, List<Integer> parents, String operator, String rule, String detail, String text) {

        public Refusal {
            parents = List.copyOf(parents);
        }
    }
}
