package dev.emend.run;

/**
 * A strategy of another library failed. What was paid for until then is journaled: once the strategy is mended, the same run goes on
 * from there.
 */
public final class StrategyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StrategyException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same, and how to go on. */
    public StrategyException adding(String how) {
        return new StrategyException(getMessage() + how, this);
    }
}
