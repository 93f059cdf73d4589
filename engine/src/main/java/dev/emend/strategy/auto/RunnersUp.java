package dev.emend.strategy.auto;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Search;
import dev.emend.search.ShrunkMargins;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The calls that are left at the end of {@link Auto} go to those that a race put out without proof. The leader has met all of
 * validation, so each answer of a rival is one more pair. Block by block it is the turn of the rival that is believed to be worth
 * the most, while it may well be better than the leader; whoever has met all of validation and is believed to be better leads.
 */
final class RunnersUp {

    private final Search search;
    private final Contest contest;
    private final Scoreboard scoreboard;
    private final List<Candidate> raced;
    private final int finalists;
    private final int block;

    /**
     * @param raced all that may lead
     * @param finalists how many, the leader among them, are to have met all of validation at most
     */
    RunnersUp(Search search, Contest contest, List<Candidate> raced, int finalists, int block) {
        this.search = search;
        this.contest = contest;
        this.scoreboard = search.scoreboard();
        this.raced = List.copyOf(raced);
        this.finalists = finalists;
        this.block = block;
    }

    void meet() {
        search.phase("finals: what is left goes to the runners-up");
        while (true) {
            ShrunkMargins margins = new ShrunkMargins(search, contest, raced);
            long complete = complete(margins);
            if (complete >= finalists) {
                return;
            }
            long spare = spare(complete);
            Optional<Candidate> next = raced.stream()
                    .filter(candidate -> !candidate.equals(search.leader()))
                    .filter(candidate ->
                            !unmet(candidate).isEmpty() && unmet(candidate).size() <= spare)
                    .filter(candidate -> margins.hoped(candidate) > 0)
                    .max(Comparator.comparingDouble(margins::of)
                            .thenComparing(Candidate::id, Comparator.reverseOrder()));
            if (next.isEmpty()) {
                return;
            }
            Candidate rival = next.get();
            List<Example> unmet = unmet(rival);
            search.evaluate(List.of(rival), unmet.subList(0, Math.min(block, unmet.size())));
            if (unmet(rival).isEmpty() && new ShrunkMargins(search, contest, raced).of(rival) > 0) {
                search.lead(rival);
            }
        }
    }

    /**
     * What may go to one of them. Who cannot meet the rest of validation with it cannot lead. Once there are two for the finals, some is
     * for the fresh examples that they meet there.
     *
     * @param complete how many there are for the finals
     */
    private long spare(long complete) {
        long left = search.callsLeft();
        return left == Long.MAX_VALUE || complete < 2 ? left : left - 2L * block;
    }

    /** Who has met all of validation and may well be as good as the leader. */
    private long complete(ShrunkMargins margins) {
        return raced.stream()
                .filter(candidate -> unmet(candidate).isEmpty())
                .filter(margins::isLevel)
                .count();
    }

    private List<Example> unmet(Candidate candidate) {
        return search.validation().stream()
                .filter(example -> scoreboard.outcome(candidate.id(), example).isEmpty())
                .toList();
    }
}
