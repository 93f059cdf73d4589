package dev.emend.run;

/** The budget ended before the gate had measured both prompts. What was paid for is journaled. */
public final class NoVerdictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Spend spend;
    private final StopReason reason;

    NoVerdictException(StopReason reason, Spend spend) {
        super(
                reason == StopReason.FINISHED
                        ? "there is no verdict, for nothing was measured"
                        : "the budget ended (" + reason.label() + ") before a verdict");
        this.reason = reason;
        this.spend = spend;
    }

    private NoVerdictException(NoVerdictException ended, String why) {
        super(ended.getMessage() + ": " + why, ended);
        this.reason = ended.reason;
        this.spend = ended.spend;
    }

    /** The same, and why. */
    NoVerdictException since(String why) {
        return new NoVerdictException(this, why);
    }

    public StopReason reason() {
        return reason;
    }

    public Spend spend() {
        return spend;
    }
}
