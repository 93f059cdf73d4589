package dev.emend.cli;

/** What a command's exit status says, for scripts and continuous integration. */
final class ExitStatus {

    static final int DONE = 0;
    static final int UNEXPECTED = 1;
    static final int WRONG_INPUT = 2;
    static final int BELOW_REQUIREMENT = 3;
    static final int NO_VERDICT = 4;
    static final int MODEL_UNAVAILABLE = 5;

    private ExitStatus() {}
}
