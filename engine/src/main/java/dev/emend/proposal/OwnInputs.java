package dev.emend.proposal;

import dev.emend.data.Example;
import dev.emend.prompt.Prompt;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The inputs of examples by which a text that holds one of them gives an example away: long enough for that to be no accident, and
 * not what more than a quarter of the examples have, such as one question about many texts. A document that some examples share is
 * their own.
 */
public final class OwnInputs {

    /** Fewer words may stand anywhere. */
    private static final int WORDS = 6;

    private static final int SHARE = 4;

    private final Map<String, Integer> times = new HashMap<>();
    private final int most;

    /** @param examples all of which the shares are taken */
    public OwnInputs(Collection<Example> examples) {
        examples.forEach(
                example -> normalized(example).distinct().forEach(input -> times.merge(input, 1, Integer::sum)));
        this.most = Math.max(1, examples.size() / SHARE);
    }

    /**
     * Whether a prompt shows an example: among its demonstrations, or word for word in its text. What it answers to that example says
     * nothing of others.
     */
    public boolean areShown(Prompt prompt, Example example) {
        if (prompt.demonstrates(example.allInputs())) {
            return true;
        }
        String text = MinHash.normalized(Screen.comparedText(prompt));
        return normalized(example).anyMatch(input -> isOwn(input) && isLong(input) && text.contains(input));
    }

    /** Each once, normalized as {@link MinHash#normalized} does it, whatever its length. */
    List<String> distinct() {
        return times.keySet().stream().filter(this::isOwn).sorted().toList();
    }

    /** Those that are long enough to give an example away. */
    List<String> telling() {
        return distinct().stream().filter(OwnInputs::isLong).toList();
    }

    private boolean isOwn(String input) {
        return times.getOrDefault(input, 1) <= most;
    }

    private static boolean isLong(String input) {
        return input.split(" ").length >= WORDS;
    }

    private static Stream<String> normalized(Example example) {
        return example.inputs().values().stream().map(MinHash::normalized);
    }
}
