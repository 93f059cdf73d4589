package dev.emend.cli.console;

/** What a command's exit status says, for scripts and continuous integration. */
public final class ExitStatus {

    public static final int DONE = 0;
    public static final int UNEXPECTED = 1;
    public static final int WRONG_INPUT = 2;
    public static final int BELOW_REQUIREMENT = 3;
    public static final int NO_VERDICT = 4;
    public static final int MODEL_UNAVAILABLE = 5;

    private ExitStatus() {}
}
