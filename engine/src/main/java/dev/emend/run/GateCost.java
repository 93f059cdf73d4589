package dev.emend.run;

/**
 * The calls that a gate takes, as far as that is known before there is an answer: two prompts or chains answer every hold-out
 * example, and judges are asked about that.
 *
 * @param answers of the task model
 * @param questions to judges
 */
record GateCost(long answers, long questions) {

    /** Where a metric scores each answer for itself. */
    static GateCost of(Task task) {
        return new GateCost(
                2L * task.program().calls() * task.splits().holdout().size(),
                2L * Judging.questions(task.metric(), task.splits().holdout()).size());
    }

    /**
     * Where judges compare the two answers to each example.
     *
     * @param questionsEach about each two answers, at most
     */
    static GateCost ofDuels(Task task, int questionsEach) {
        long holdout = task.splits().holdout().size();
        return new GateCost(2 * holdout, questionsEach * holdout);
    }

    long calls() {
        return answers + questions;
    }

    /** Whether the budget goes beyond the gate, so that there is something left to be proved. */
    boolean leavesASearch(Budget budget) {
        return budget.calls().orElse(Long.MAX_VALUE) > calls();
    }
}
