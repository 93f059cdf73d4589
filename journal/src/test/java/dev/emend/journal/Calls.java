package dev.emend.journal;

import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.run.Journal;
import java.time.Duration;
import java.util.List;

/** Entries to append. */
final class Calls {

    private Calls() {}

    static Journal.Entry call(String question, String answer, long elapsedMillis) {
        Request request = new Request(
                Purpose.TASK,
                List.of(new ChatMessage(Role.SYSTEM, "Answer."), new ChatMessage(Role.USER, question)),
                Sampling.GREEDY,
                Constraint.NONE,
                7,
                0);
        return new Journal.Entry(
                request.fingerprint("scripted"),
                Purpose.TASK,
                "scripted",
                request,
                new Journal.Reply.Answered(
                        new Completion(answer, Completion.Finish.STOP, new Usage(20, 5, 3), List.of())),
                Duration.ofMillis(12),
                Duration.ofMillis(elapsedMillis));
    }
}
