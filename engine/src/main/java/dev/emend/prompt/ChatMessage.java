package dev.emend.prompt;

/** One message as a model gets it: every placeholder filled. */
public record ChatMessage(Role role, String content) {

    /** Whether nothing is lost where it is left out: a system message without a word. Providers refuse one. */
    public boolean saysNothing() {
        return role == Role.SYSTEM && content.isBlank();
    }
}
