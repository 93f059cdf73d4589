package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import dev.emend.search.Keepers;
import dev.emend.search.Playoff;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The places of a comparison by scores.
 *
 * @see Placings
 */
final class RankingTable implements ComparisonTable {

    private final Session session;
    private final Playoff playoff;
    private final Scoreboard scoreboard;
    private final List<Example> validation;
    private final List<Candidate> standings;
    private final CandidateNames names;
    private final NearRepeats near;
    private final Reference reference;
    private final int referenceNumber;

    /** @param near of the given prompts */
    RankingTable(ComparedField field, Session session, Playoff playoff, NearRepeats near) {
        this.session = session;
        this.playoff = playoff;
        this.scoreboard = session.scoreboard();
        this.validation = session.validation();
        this.standings = playoff.standings();
        this.names = new CandidateNames(field.names(), playoff.blends());
        this.near = near;
        int first = standings.getFirst().id();
        this.reference = field.reference(names.of(first));
        this.referenceNumber = field.referenceNumber(first);
    }

    /** Whether nobody has a score. */
    boolean isEmpty() {
        return standings.stream().allMatch(candidate -> score(candidate).isEmpty());
    }

    @Override
    public Candidate winner() {
        return playoff.winner();
    }

    @Override
    public Reference reference() {
        return reference;
    }

    private Optional<Estimate> score(Candidate candidate) {
        return scoreboard.estimate(candidate.id(), playoff.met(candidate));
    }

    @Override
    public List<Ranking.Place> places() {
        List<RunResult.CandidateRecord> records = session.records();
        return new Placings(names, playoff.blends(), reference, standings.size())
                .places(standings.stream()
                        .map(candidate -> new Placing(
                                candidate,
                                score(candidate),
                                difference(candidate),
                                Optional.empty(),
                                fate(candidate, records.get(candidate.id()).fate())))
                        .toList());
    }

    private Optional<Difference> difference(Candidate candidate) {
        return candidate.id() == referenceNumber
                ? Optional.empty()
                : scoreboard.difference(referenceNumber, candidate.id(), validation);
    }

    /** Who led when the budget ended need not be the winner: a blend that is ahead has still to be proved. */
    private Fate fate(Candidate candidate, Fate told) {
        if (candidate.equals(playoff.winner())) {
            return new Fate.Won(playoff.accepted().isPresent());
        }
        if (playoff.refused().filter(candidate::equals).isPresent()) {
            return new Fate.Unproved();
        }
        return switch (told) {
            case Fate.Champion led -> playoff.blends().contains(candidate) ? new Fate.Unproved() : new Fate.Kept();
            case Fate.Dropped dropped -> new Fate.Dropped(names.in(dropped.why()));
            case Fate.Kept kept -> kept;
            case Fate.Won won -> won;
            case Fate.Unproved unproved -> unproved;
            case Fate.Unmet unmet -> unmet;
        };
    }

    @Override
    public List<String> kept(int most) {
        List<Candidate> ranked = standings.stream()
                .filter(candidate -> !playoff.blends().contains(candidate)
                        || playoff.accepted().filter(candidate::equals).isPresent())
                .toList();
        return new Keepers(scoreboard, validation, new HashSet<>(playoff.out()), near::are)
                .of(ranked, most).stream()
                        .map(candidate -> names.of(candidate.id()))
                        .toList();
    }
}
