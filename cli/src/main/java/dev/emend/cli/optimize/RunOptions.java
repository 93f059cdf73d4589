package dev.emend.cli.optimize;

import dev.emend.cli.option.CallOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a run is shown and reported; shared by the commands that start or continue one. */
final class RunOptions {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Option(
            names = "--require-improvement",
            description = "Exit with status 3 where no prompt was promoted, so that a build can depend on it.")
    private boolean requireImprovement;

    boolean quiet() {
        return calls.quiet();
    }

    boolean json() {
        return calls.json();
    }

    boolean requireImprovement() {
        return requireImprovement;
    }

    /** 0 where the model decides. */
    int parallel() {
        return calls.parallel();
    }
}
