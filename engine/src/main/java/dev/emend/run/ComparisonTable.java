package dev.emend.run;

import dev.emend.search.Candidate;
import java.util.List;

/** The candidates of a comparison in their places. */
sealed interface ComparisonTable permits RankingTable, DuelTable {

    /** Who takes the first place. */
    Candidate winner();

    Reference reference();

    /** Best first. */
    List<Ranking.Place> places();

    /**
     * Names of those that are kept, in the order chosen, no two of them nearly the same; of the blends at most the one that has
     * surpassed its parents.
     *
     * @param most how many
     */
    List<String> kept(int most);
}
