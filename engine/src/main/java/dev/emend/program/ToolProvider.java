package dev.emend.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes tools of what a chain file names. Implementations are found by {@link java.util.ServiceLoader}; without one, chains with
 * commands cannot be read.
 */
public interface ToolProvider {

    /**
     * A program of the user's as a tool.
     *
     * @param command the program and its arguments
     * @param folder where relative paths start
     * @param patience how long a result may take; the tool fails on inputs that take longer
     * @throws dev.emend.InvalidInputException where there is no such program
     */
    Tool command(List<String> command, Path folder, Duration patience);
}
