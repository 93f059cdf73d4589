package dev.emend.judge.audit;

import dev.emend.metric.Question;
import dev.emend.model.Completion;
import java.util.List;
import java.util.Optional;

/** Has questions answered. */
@FunctionalInterface
public interface Inquirer {

    /** A reply for each question, in their order; empty where a budget ended before it. */
    List<Optional<Completion>> ask(List<Question> questions);
}
