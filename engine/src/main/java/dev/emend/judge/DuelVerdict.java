package dev.emend.judge;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the replies to a referee's questions say of two answers, "one" and "other".
 *
 * @param ofOne what the duel is worth for the one, from 0 to 1, a half for a tie; empty where no reply was readable
 * @param worth as {@code ofOne}, but verdicts of two orders that disagree count each for itself; empty where not all was readable
 * @param duel the verdicts in both orders; empty for a referee that shows the judge each answer alone
 */
public record DuelVerdict(OptionalDouble ofOne, OptionalDouble worth, Optional<Duel> duel) {

    /** Whether the verdict changes with the order in which the answers are shown. */
    public boolean isSwayed() {
        return duel.filter(Duel::isReadable).isPresent()
                && !duel.map(Duel::isConsistent).orElse(true);
    }
}
