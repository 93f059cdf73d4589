package dev.emend.benchmarks.strategies;

import dev.emend.run.RunEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a search did, as a reader of its events sees it: when each candidate was first scored, what it came to, what became
 * of it, and who led when. Of what comes after the search, only who is the champion is read.
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
            if (event instanceof RunEvent.Finished finished) {
                end(finished.result().championId());
            }
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

    /** Who leads by other means than validation scores, such as a judge's word, is seen to lead only in the end. */
    private void end(int champion) {
        if (leads.isEmpty() ? champion != 0 : leads.getLast().id() != champion) {
            leads.add(new Lead(champion, calls));
        }
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

    /**
     * The descent of the last leader, itself first: of each candidate's parents, the one that came to the most. Only what was
     * scored.
     */
    List<Integer> path() {
        List<Integer> path =
                new ArrayList<>(List.of(leads.isEmpty() ? 0 : leads.getLast().id()));
        while (true) {
            RunEvent.Proposed proposal = proposed.get(path.getLast());
            Optional<Dot> parent = proposal == null
                    ? Optional.empty()
                    : proposal.parents().stream()
                            .filter(id -> id < path.getLast())
                            .flatMap(id -> Stream.ofNullable(dots.get(id)))
                            .max(Comparator.comparingDouble(Dot::score));
            if (parent.isEmpty()) {
                return path;
            }
            path.add(parent.get().id());
        }
    }
}
