package dev.emend.run;

/**
 * Which step a failure is put down to.
 *
 * @param why in a sentence or two
 */
record Blame(String step, Evidence evidence, String why) {

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
