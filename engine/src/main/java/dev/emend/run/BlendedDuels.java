package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Difference;
import dev.emend.judge.League;
import dev.emend.prompt.Prompt;
import dev.emend.search.Blending;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Candidates blended from prompts that a judge has ranked. Each meets its parents, the best given prompt and the baseline on the
 * validation examples. The strongest of them that is stronger than the best given prompt, and ahead of it in their own duels, has
 * still to be preferred to that one and to each of its parents by a paired test on all of validation, and of train, which no duel has touched. As in a {@link
 * dev.emend.search.Playoff}, the level of the test is {@link Contest#SURPASSED} divided by the number of blends.
 */
final class BlendedDuels {

    /** Whom a blend meets at most: two parents, the best given prompt and the baseline. */
    static final int OPPONENTS = 4;

    private final Task task;
    private final Duels duels;
    private final Proposals proposals;
    private final Consumer<RunEvent> events;
    private final List<Candidate> given;

    /** @param entrants by number; the first has the task's own prompt */
    BlendedDuels(Task task, Duels duels, Proposals proposals, List<Entrant> entrants, Consumer<RunEvent> events) {
        this.task = task;
        this.duels = duels;
        this.proposals = proposals;
        this.events = events;
        this.given = new ArrayList<>(List.of(proposals.seed()));
        entrants.stream().skip(1).forEach(one -> given.add(proposals.admit(one.prompt(), one.name())));
    }

    /** The given prompts, by number. */
    List<Candidate> given() {
        return given;
    }

    /**
     * What came of blending.
     *
     * @param blends in the order written; their ids are their numbers in the league, behind the given prompts
     * @param judged the blends and those that they are to meet on all validation examples; empty where there are no blends, or a
     *     limit was reached before that
     * @param ahead the blend that is stronger than the best given prompt and ahead of it in their duels, if there is one
     * @param isProved whether that one passed the test
     * @param stopped the limit that was reached, if one was
     */
    record Blended(
            List<Candidate> blends,
            Optional<Duels.Judged> judged,
            Optional<Candidate> ahead,
            boolean isProved,
            Optional<StopReason> stopped) {

        static final Blended NONE = new Blended(List.of(), Optional.empty(), Optional.empty(), false, Optional.empty());

        /** The blend that takes the first place, if one does. */
        Optional<Candidate> accepted() {
            return ahead.filter(blend -> isProved);
        }
    }

    /**
     * @param raced the given prompts' duels
     * @param ranked numbers of the given prompts, best first
     * @param wanted how many blends
     * @param reference the number of a prompt that every blend is to meet
     */
    Blended blend(Duels.Judged raced, List<Integer> ranked, int wanted, int reference) {
        events.accept(new RunEvent.PhaseStarted("blending the best"));
        List<Candidate> blends = new ArrayList<>();
        Author author = new Author(task, proposals, Session::unwind);
        List<Candidate> best = ranked.stream().map(given::get).toList();
        StopReason written = Session.work(() -> blends.addAll(new Blending(author).blends(best, wanted)));
        if (blends.isEmpty()) {
            return new Blended(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(written).filter(reason -> reason != StopReason.FINISHED));
        }
        Candidate leader = best.getFirst();
        Duels.Judged judged = duels.meet(
                prompts(blends),
                meetings(blends, List.of(leader.id(), reference)),
                task.splits().validation());
        if (judged.stopped().isPresent()) {
            return new Blended(blends, Optional.empty(), Optional.empty(), false, judged.stopped());
        }
        double[] strengths = raced.and(judged).league().strengths();
        Optional<Candidate> ahead = blends.stream()
                .filter(blend -> strengths[blend.id()] > strengths[leader.id()] && beats(judged, blend, leader))
                .max(Comparator.comparingDouble((Candidate blend) -> strengths[blend.id()])
                        .thenComparing(Candidate::id, Comparator.reverseOrder()));
        if (ahead.isEmpty()) {
            return new Blended(blends, Optional.of(judged), ahead, false, Optional.empty());
        }
        return proved(blends, judged, ahead.get(), leader);
    }

    /** In their own duels: a strength also depends on those with others, and may be greater where these are all ties. */
    private boolean beats(Duels.Judged judged, Candidate blend, Candidate leader) {
        return judged.league().haveMet(leader.id(), blend.id())
                && duels.difference(judged, leader.id(), blend.id()).value() > 0;
    }

    private List<Prompt> prompts(List<Candidate> blends) {
        List<Candidate> players = new ArrayList<>(given);
        players.addAll(blends);
        return players.stream().map(Candidate::prompt).toList();
    }

    private static List<League.Meeting> meetings(List<Candidate> blends, List<Integer> everyones) {
        List<League.Meeting> meetings = new ArrayList<>();
        for (Candidate blend : blends) {
            Set<Integer> opponents = new TreeSet<>(blend.parents());
            opponents.addAll(everyones);
            opponents.forEach(opponent -> meetings.add(new League.Meeting(opponent, blend.id())));
        }
        return meetings;
    }

    private Blended proved(List<Candidate> blends, Duels.Judged judged, Candidate blend, Candidate leader) {
        events.accept(new RunEvent.PhaseStarted("does the blend surpass its parents?"));
        List<League.Meeting> meetings = meetings(List.of(blend), List.of(leader.id()));
        List<Example> evidence = new ArrayList<>(task.splits().validation());
        evidence.addAll(task.splits().train());
        Duels.Judged proof = duels.meet(prompts(blends), meetings, evidence);
        if (proof.stopped().isPresent()) {
            return new Blended(blends, Optional.of(judged), Optional.of(blend), false, proof.stopped());
        }
        boolean passed = true;
        for (League.Meeting meeting : meetings) {
            Difference gain = duels.difference(proof, meeting.one(), blend.id());
            passed &= gain.isGain(2 * Contest.SURPASSED / blends.size());
        }
        return new Blended(blends, Optional.of(judged), Optional.of(blend), passed, Optional.empty());
    }
}
