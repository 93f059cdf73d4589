package dev.emend.generation;

import dev.emend.metric.TextEmbedding;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import dev.emend.proposal.Screen;
import java.util.List;
import java.util.Optional;

/** Tells texts that say the same, by the rules of the {@link Screen}. */
final class Sameness {

    private static final int ANY_LENGTH = Integer.MAX_VALUE;

    private final Screen screen;
    private int known;

    Sameness(Optional<TextEmbedding> embedding) {
        this.screen = new Screen(prompt("text"), List.of(), ANY_LENGTH, embedding);
    }

    /** Why the text is the same as an earlier one; empty where it is not, and then it is remembered. */
    Optional<Screen.Refused> refuse(String text) {
        Optional<Screen.Refused> refused = screen.refuse(prompt(text));
        if (refused.isEmpty()) {
            screen.remember(++known, prompt(text));
        }
        return refused;
    }

    private static Prompt prompt(String text) {
        return new Prompt(
                "",
                "",
                List.of(new Message(Role.SYSTEM, Template.literal(text)), new Message(Role.USER, Template.literal(""))),
                List.of(),
                Sampling.GREEDY,
                Optional.empty());
    }
}
