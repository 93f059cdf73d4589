package dev.emend.cli.option;

import picocli.CommandLine.Option;

/** How calls are made and shown; shared by the commands that ask models. */
public final class CallOptions {

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Calls in flight at once. Default: what the model can work on. It changes no result.")
    private int parallel;

    @Option(names = "--json", description = "Print one JSON object on standard output, and all else on standard error.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    /** 0 where the model decides. */
    public int parallel() {
        return parallel;
    }

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }
}
