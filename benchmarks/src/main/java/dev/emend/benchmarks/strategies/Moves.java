package dev.emend.benchmarks.strategies;

import dev.emend.run.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a search did, as a reader of its events sees it: when each candidate was first scored, what it came to, what became
 * of it, and who led when. What comes after the search is not read.
 */
final class Moves implements Consumer<RunEvent> {

    /**
     * A candidate that was scored.
     *
     * @param calls spent when it was first scored
     * @param score on all validation examples that it met
     * @param met how many those are
     */
    record Dot(int id, List<Integer> parents, String operator, double calls, double score, int met, boolean dropped) {

        Dot scored(double value, int n) {
            return new Dot(id, parents, operator, calls, value, n, dropped);
        }

        Dot out() {
            return new Dot(id, parents, operator, calls, score, met, true);
        }
    }

    /** A change of the leader. */
    record Lead(int id, double calls) {}

    private final Map<Integer, RunEvent.Proposed> proposed = new LinkedHashMap<>();
    private final Map<Integer, Dot> dots = new LinkedHashMap<>();
    private final List<Lead> leads = new ArrayList<>();
    private final List<RunEvent.Scored> batch = new ArrayList<>();
    private long calls;
    /** Calls spent when the calls of the present batch began. */
    private long before;

    private boolean over;

    @Override
    public void accept(RunEvent event) {
        if (over) {
            return;
        }
        if (event instanceof RunEvent.Scored scored) {
            batch.add(scored);
            return;
        }
        place();
        switch (event) {
            case RunEvent.Called called -> {
                calls = called.spend().calls();
                return;
            }
            case RunEvent.Proposed proposal -> proposed.put(proposal.candidate(), proposal);
            case RunEvent.Dropped drop -> dots.computeIfPresent(drop.candidate(), (id, dot) -> dot.out());
            case RunEvent.Leading leading -> leads.add(new Lead(leading.candidate(), calls));
            case RunEvent.SearchEnded ended -> over = true;
            case RunEvent.Started started -> {}
            case RunEvent.PhaseStarted phase -> {}
            case RunEvent.Refused refused -> {}
            case RunEvent.Scored scored -> {}
            case RunEvent.Finished finished -> {}
        }
        before = calls;
    }

    /** Candidates that are scored together are paid for one after the other, and so stand side by side. */
    private void place() {
        for (int i = 0; i < batch.size(); i++) {
            RunEvent.Scored scored = batch.get(i);
            int id = scored.candidate();
            double at = before + (calls - before) * (i + 1.0) / batch.size();
            Dot known = dots.computeIfAbsent(id, any -> fresh(id, at));
            dots.put(
                    id,
                    known.scored(scored.estimate().value(), scored.estimate().n()));
        }
        if (!batch.isEmpty()) {
            batch.clear();
            before = calls;
        }
    }

    private Dot fresh(int id, double at) {
        RunEvent.Proposed proposal = proposed.get(id);
        return proposal == null
                ? new Dot(id, List.of(), "your prompt", at, 0, 0, false)
                : new Dot(id, proposal.parents(), proposal.operator(), at, 0, 0, false);
    }

    List<Dot> dots() {
        return List.copyOf(dots.values());
    }

    List<Lead> leads() {
        return List.copyOf(leads);
    }

    /** Of the whole search. */
    long calls() {
        return calls;
    }

    /** The last leader and all that it was written from, as far as they were scored. */
    TreeSet<Integer> path() {
        TreeSet<Integer> path =
                new TreeSet<>(List.of(leads.isEmpty() ? 0 : leads.getLast().id()));
        for (Integer id = path.last(); id != null; id = path.lower(id)) {
            RunEvent.Proposed proposal = proposed.get(id);
            if (proposal != null) {
                path.addAll(proposal.parents());
            }
        }
        return path;
    }
}
