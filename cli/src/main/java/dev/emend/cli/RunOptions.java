package dev.emend.cli;

import picocli.CommandLine.Option;

/** How a run is shown and reported; shared by the commands that start or continue one. */
final class RunOptions {

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Option(
            names = "--json",
            description = "Print one JSON object at the end on standard output, and everything else on standard error.")
    private boolean json;

    @Option(
            names = "--require-improvement",
            description = "Exit with status 3 where no prompt was promoted, so that a build can depend on it.")
    private boolean requireImprovement;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Calls in flight at once. Default: what the model can work on. It changes no result.")
    private int parallel;

    boolean quiet() {
        return quiet;
    }

    boolean json() {
        return json;
    }

    boolean requireImprovement() {
        return requireImprovement;
    }

    /** 0 where the model decides. */
    int parallel() {
        return parallel;
    }
}
