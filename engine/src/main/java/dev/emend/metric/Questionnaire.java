package dev.emend.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions that are asked in one batch, in parts that each want a reply to all of theirs.
 *
 * @param parts in the order asked; one without questions is answered at once
 */
public record Questionnaire(List<List<Question>> parts) {

    public Questionnaire {
        parts = parts.stream().map(List::copyOf).toList();
    }

    /** The questions of all parts, in their order. */
    public List<Question> questions() {
        return parts.stream().flatMap(List::stream).toList();
    }

    /**
     * @param replies one for each of the {@link #questions}, in their order; empty where nobody answered
     * @return for each part those that came, which may be fewer than it asked for
     */
    public <T> List<List<T>> given(List<Optional<T>> replies) {
        List<List<T>> given = new ArrayList<>();
        int from = 0;
        for (List<Question> part : parts) {
            int to = from + part.size();
            given.add(
                    replies.subList(from, to).stream().flatMap(Optional::stream).toList());
            from = to;
        }
        return given;
    }

    /**
     * @param replies as {@link #given} takes them
     * @return for each part its replies; empty where one of them is missing
     */
    public <T> List<Optional<List<T>>> complete(List<Optional<T>> replies) {
        List<List<T>> given = given(replies);
        List<Optional<List<T>>> complete = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int wanted = parts.get(i).size();
            complete.add(Optional.of(given.get(i)).filter(own -> own.size() == wanted));
        }
        return complete;
    }
}
