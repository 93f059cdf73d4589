package dev.emend.search;

import dev.emend.data.Example;
import java.util.List;

/** A candidate and the examples that it is to answer. */
public record Assignment(Candidate candidate, List<Example> examples) {

    public Assignment {
        examples = List.copyOf(examples);
    }
}
