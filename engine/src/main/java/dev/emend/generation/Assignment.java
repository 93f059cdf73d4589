package dev.emend.generation;

/** What sets one candidate apart from the others. */
public record Assignment(Technique technique, Layout layout, Emphasis emphasis) {

    /** Of the candidate that shows examples and leaves the rest to them. */
    static final Assignment EXAMPLES =
            new Assignment(Technique.FEW_SHOT, Layout.PARAGRAPH, new Emphasis("what the examples show", ""));

    /** In a few words, such as "evidence before the answer, by chain-of-thought, as numbered steps". */
    public String property() {
        return emphasis.property() + ", by " + technique.label() + ", as " + layout.description();
    }
}
