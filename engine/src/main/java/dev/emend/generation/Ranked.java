package dev.emend.generation;

import dev.emend.program.Program;

/**
 * What is run to rank a candidate.
 *
 * @param reasons whether reasoning may stand before the answer, which is then the last line
 */
record Ranked(Program program, boolean reasons) {

    /** The answer in what the model wrote. */
    String answer(String text) {
        return reasons ? text.strip().lines().reduce("", (before, line) -> line).strip() : text;
    }
}
