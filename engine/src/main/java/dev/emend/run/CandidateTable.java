package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a run's result says of each candidate. */
record CandidateTable(Task task, Scoreboard scoreboard) {

    /**
     * @param candidates each at the place of its id
     * @param fates of those that were dropped, by id
     */
    List<RunResult.CandidateRecord> of(List<Candidate> candidates, Candidate leader, Map<Integer, Fate.Dropped> fates) {
        Twins twins = new Twins(scoreboard, validation());
        return candidates.stream()
                .map(candidate -> new RunResult.CandidateRecord(
                        candidate.id(),
                        candidate.parents(),
                        candidate.operator(),
                        candidate.hypothesis(),
                        candidate.prompt(),
                        scoreboard.estimate(candidate.id(), validation()),
                        fate(candidate, leader, fates),
                        twins.of(candidate, candidates),
                        task.program().isChain() ? candidate.step() : "",
                        objectives(candidate)))
                .toList();
    }

    private static Fate fate(Candidate candidate, Candidate leader, Map<Integer, Fate.Dropped> fates) {
        if (candidate.id() == leader.id()) {
            return new Fate.Champion();
        }
        Fate.Dropped dropped = fates.get(candidate.id());
        return dropped == null ? new Fate.Kept() : dropped;
    }

    private List<Example> validation() {
        return task.splits().validation();
    }

    private List<RunResult.Objective> objectives(Candidate candidate) {
        if (scoreboard.outcomes(candidate.id(), validation()).size()
                < validation().size()) {
            return List.of();
        }
        List<Estimate> estimates = scoreboard.estimatesByObjective(candidate.id(), validation());
        return IntStream.range(0, estimates.size())
                .mapToObj(i -> new RunResult.Objective(
                        task.metric().objectives().get(i).name(), estimates.get(i)))
                .toList();
    }
}
