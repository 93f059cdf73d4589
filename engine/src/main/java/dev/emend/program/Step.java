package dev.emend.program;

import java.util.Set;

/** A step of a {@link Program}. It reads variables and writes one. */
public sealed interface Step permits PromptStep, MapStep, BranchStep, RetrievalStep, ToolStep {

    /** Unique in its program: a letter, then letters, digits, {@code -} and {@code _}. */
    String name();

    /** The variables that it reads; of a branch, without those that its cases read. */
    Set<String> reads();

    /** The variable that later steps find its output in. */
    String writes();
}
