package dev.emend.cli;

/**
 * The configuration of {@code java.util.logging} in the command: without handlers, so that no library writes between the lines
 * of a report. The log manager makes one by its name.
 */
public final class NoLogging {

    /** The system property that names the configuration's class. */
    static final String PROPERTY = "java.util.logging.config.class";
}
