package dev.emend.run;

import java.util.Optional;

/**
 * Which step a failure is put down to.
 *
 * @param why in a sentence or two
 * @param rescue an output of the step with which the chain came out right, where one is known
 */
record Blame(String step, Evidence evidence, String why, Optional<String> rescue) {

    /** With no rescue known. */
    static Blame of(String step, Evidence evidence, String why) {
        return new Blame(step, evidence, why, Optional.empty());
    }

    /** What speaks against the step, strongest first. */
    enum Evidence {
        /** Its output was not in its form. */
        CONTRACT,
        /** With its input in place of its output, the chain came out right. */
        BYPASS,
        /** The meta-model said so. */
        CRITIQUE,
        /** It wrote the answer, and nothing speaks against another. */
        LAST
    }
}
