package dev.emend.prompt;

/** A piece of a {@link Template}. Frozen pieces are the user's own: no operator may change, move or drop them. */
public sealed interface Segment {

    boolean frozen();

    /** Text that is sent as it stands. */
    record Text(String value, boolean frozen) implements Segment {}

    /** A hole that an example's input of this name fills. */
    record Placeholder(String name, boolean frozen) implements Segment {}
}
