package dev.emend.models.embedded;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import org.jspecify.annotations.Nullable;

/**
 * How a GGUF file is run.
 *
 * @param context the most tokens of one prompt and its answer together, 256 to 1,048,576; never more than the model was trained
 *     on
 * @param parallel answers written at once, 1 to 32
 * @param threads that compute, 1 to 256
 */
public record EmbeddedSettings(int context, int parallel, int threads) {

    private static final int CONTEXT = 4096;
    private static final int PARALLEL = 4;
    private static final String PROPERTY = "emend.embedded.";

    public EmbeddedSettings {
        check("context", context, 256, 1 << 20);
        check("parallel", parallel, 1, 32);
        check("threads", threads, 1, 256);
    }

    /** From the system properties {@code emend.embedded.context}, {@code .parallel} and {@code .threads}, or the usual. */
    public static EmbeddedSettings defaults() {
        return new EmbeddedSettings(
                number("context", System.getProperty(PROPERTY + "context"), CONTEXT),
                number("parallel", System.getProperty(PROPERTY + "parallel"), PARALLEL),
                number("threads", System.getProperty(PROPERTY + "threads"), usualThreads()));
    }

    /**
     * @param query such as {@code context=8192&threads=4}; may be empty
     * @throws InvalidInputException where a key is unknown or a value is not a number in its range
     */
    public EmbeddedSettings with(String query) {
        EmbeddedSettings settings = this;
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = (pair + "=").split("=", 3);
                settings = settings.with(parts[0], parts[1]);
            }
        }
        return settings;
    }

    private EmbeddedSettings with(String key, String value) {
        return switch (key) {
            case "context" -> new EmbeddedSettings(number(key, value, 0), parallel, threads);
            case "parallel" -> new EmbeddedSettings(context, number(key, value, 0), threads);
            case "threads" -> new EmbeddedSettings(context, parallel, number(key, value, 0));
            default ->
                throw new InvalidInputException(
                        "unknown setting '" + key + "' of a GGUF model",
                        Where.NOWHERE,
                        "context, parallel or threads was meant.");
        };
    }

    /** Reading a prompt is bound by arithmetic, which a second thread on the same core hardly helps. */
    private static int usualThreads() {
        int logical = Runtime.getRuntime().availableProcessors();
        return logical <= 4 ? logical : Math.min(16, Math.max(4, logical / 2));
    }

    private static int number(String key, @Nullable String value, int otherwise) {
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "the setting '" + key + "' of a GGUF model must be a whole number, not '" + value + "'",
                    Where.NOWHERE,
                    "");
        }
    }

    private static void check(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidInputException(
                    "the setting '" + key + "' of a GGUF model must be from " + least + " to " + most + ", not "
                            + value,
                    Where.NOWHERE,
                    "");
        }
    }
}
