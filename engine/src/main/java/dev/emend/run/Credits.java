package dev.emend.run;

import dev.emend.program.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the steps of a chain were blamed for and what their searches brought, in the chain's order. */
final class Credits {

    private static final int REASONS_KEPT = 3;

    private final Map<String, StepCredit> bySteps = new LinkedHashMap<>();

    Credits(Program program) {
        program.prompts().keySet().forEach(step -> bySteps.put(step, StepCredit.none(step)));
    }

    List<StepCredit> all() {
        return List.copyOf(bySteps.values());
    }

    Set<String> steps() {
        return bySteps.keySet();
    }

    /** How many failures each step is blamed for. */
    Map<String, Integer> tally(Map<String, Blame> blames) {
        Map<String, Integer> tally = new LinkedHashMap<>();
        steps().forEach(step -> tally.put(step, 0));
        blames.values().forEach(blame -> tally.merge(blame.step(), 1, Integer::sum));
        return tally;
    }

    /**
     * Keeps who was to blame before anything was changed.
     *
     * @param failures in all, those that no step is blamed for among them
     */
    void blamed(Map<String, Blame> blames, int failures) {
        bySteps.replaceAll((step, none) -> {
            List<Blame> own = blames.values().stream()
                    .filter(blame -> blame.step().equals(step))
                    .toList();
            return new StepCredit(
                    step,
                    new StepCredit.Blamed(
                            failures,
                            own.size(),
                            count(own, Blame.Evidence.CONTRACT),
                            count(own, Blame.Evidence.BYPASS),
                            count(own, Blame.Evidence.CRITIQUE)),
                    StepCredit.Searched.NONE,
                    own.stream().map(Blame::why).distinct().limit(REASONS_KEPT).toList());
        });
    }

    private static int count(List<Blame> blames, Blame.Evidence evidence) {
        return (int)
                blames.stream().filter(blame -> blame.evidence() == evidence).count();
    }

    /** Adds a round of search on this step. */
    void searched(String step, long calls, double gain) {
        bySteps.computeIfPresent(
                step, (name, known) -> known.with(known.searched().andRound(calls, gain)));
    }
}
