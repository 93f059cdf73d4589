package dev.emend.model;

/** A form that the answer is held to while it is drawn. */
public sealed interface Constraint {

    /** Free text. */
    record None() implements Constraint {}

    /** JSON that satisfies this JSON Schema. */
    record JsonSchema(String schema) implements Constraint {}

    /** Text of this grammar, in llama.cpp's GBNF; only some models can be held to it. */
    record Grammar(String gbnf) implements Constraint {}

    /** Free text. */
    Constraint NONE = new None();
}
