package dev.emend.run;

import dev.emend.proposal.Screen;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which of the given prompts are nearly the same as an earlier one, as the screen would refuse them. */
final class NearRepeats {

    private record Pair(Candidate earlier, Candidate later) {}

    private final List<Pair> pairs = new ArrayList<>();
    private final List<Ranking.Repeat> found = new ArrayList<>();

    NearRepeats(List<String> names, List<Candidate> given) {
        for (Candidate later : given) {
            for (Candidate earlier : given.subList(0, later.id())) {
                if (Screen.isRepeat(earlier.prompt(), later.prompt())) {
                    pairs.add(new Pair(earlier, later));
                    found.add(new Ranking.Repeat(
                            names.get(later.id()),
                            names.get(earlier.id()),
                            false,
                            String.format(
                                    Locale.ROOT,
                                    "%.0f %% of its word triples are the other's, and its demonstrations are",
                                    100 * Screen.similarity(earlier.prompt(), later.prompt()))));
                    break;
                }
            }
        }
    }

    List<Ranking.Repeat> found() {
        return List.copyOf(found);
    }

    boolean are(Candidate first, Candidate second) {
        return pairs.contains(new Pair(first, second)) || pairs.contains(new Pair(second, first));
    }
}
