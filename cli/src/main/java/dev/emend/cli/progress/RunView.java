package dev.emend.cli.progress;

import dev.emend.run.RunEvent;
import java.util.function.Consumer;

/** Shows a run's events as they come. Closed at the end, however the run ended. */
public interface RunView extends Consumer<RunEvent>, AutoCloseable {

    /** Shows nothing. */
    RunView SILENT = new RunView() {
        @Override
        public void accept(RunEvent event) {}

        @Override
        public void close() {}
    };

    @Override
    void close();
}
