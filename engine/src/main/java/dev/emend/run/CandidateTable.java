package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a run's result says of each candidate. */
record CandidateTable(Task task, Scoreboard scoreboard) {

    /** Two prompts that answer so many validation examples alike are taken for one; docs/strategies/README.md has how often that is wrong. */
    private static final int ENOUGH_TO_TELL_TWINS = 24;

    /**
     * @param candidates each at the place of its id
     * @param fates why candidates were dropped, by id
     */
    List<RunResult.CandidateRecord> of(List<Candidate> candidates, Candidate leader, Map<Integer, String> fates) {
        return candidates.stream()
                .map(candidate -> new RunResult.CandidateRecord(
                        candidate.id(),
                        candidate.parents(),
                        candidate.operator(),
                        candidate.hypothesis(),
                        candidate.prompt(),
                        scoreboard.estimate(candidate.id(), validation()),
                        candidate.id() == leader.id() ? "champion" : fates.getOrDefault(candidate.id(), "kept"),
                        twin(candidate, candidates),
                        task.program().isChain() ? candidate.step() : "",
                        objectives(candidate)))
                .toList();
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

    private Optional<Integer> twin(Candidate candidate, List<Candidate> candidates) {
        return candidates.stream()
                .filter(other -> other.id() < candidate.id() && answersAlike(other, candidate))
                .map(Candidate::id)
                .findFirst();
    }

    private boolean answersAlike(Candidate first, Candidate second) {
        List<Example> shared = scoreboard.shared(first.id(), second.id(), validation());
        return shared.size() >= ENOUGH_TO_TELL_TWINS && texts(first, shared).equals(texts(second, shared));
    }

    private List<String> texts(Candidate candidate, List<Example> examples) {
        return scoreboard.outcomes(candidate.id(), examples).stream()
                .map(outcome -> outcome.output().strip())
                .toList();
    }
}
