package dev.emend.generation;

/** What sets one candidate apart from the others. */
public record Assignment(Technique technique, Layout layout, Emphasis emphasis) {

    /** In a few words, such as "evidence before the answer, by chain-of-thought, as numbered steps". */
    public String property() {
        return emphasis.property() + ", by " + technique.label() + ", as " + layout.description();
    }
}
