package dev.emend.strategy.gepa;

import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.search.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The components of a prompt, which are rewritten one at a time and take turns along a lineage. */
final class Components {

    private final List<Integer> messages;
    /** By candidate id. */
    private final Map<Integer, Integer> turns = new HashMap<>();

    Components(Prompt seed) {
        this.messages = messages(seed);
    }

    /** Places of the messages that say something of their own. */
    private static List<Integer> messages(Prompt prompt) {
        List<Message> messages = prompt.messages();
        List<Integer> written = IntStream.range(0, messages.size())
                .filter(i -> messages.get(i).role() != Role.ASSISTANT)
                .filter(i -> !messages.get(i).content().editableText().isBlank())
                .boxed()
                .toList();
        return written.isEmpty() ? List.of(prompt.instructionIndex()) : written;
    }

    /** How many components the candidate and its lineage have had rewritten, so which one is next. */
    int turn(Candidate candidate) {
        return turns.getOrDefault(candidate.id(), 0);
    }

    /** The candidate's turn; it has had that one then. */
    int taken(Candidate candidate) {
        int turn = turn(candidate);
        turns.put(candidate.id(), turn + 1);
        return turn;
    }

    /** A child goes on where its lineage is. */
    void goOn(Candidate child, int turn) {
        turns.put(child.id(), turn);
    }

    /** The place of the message whose turn it is. */
    int message(int turn) {
        return messages.get(turn % messages.size());
    }
}
