package dev.emend.model;

/** No answer could be had. The message never holds a key. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What failed, and so what may be done about it. */
    public enum Kind {
        /** The model cannot be reached or loaded, or keeps failing: the run stops and can be resumed. */
        UNAVAILABLE,
        /**
         * A reply came that cannot be read, such as a proxy's page or half an answer. It may have been paid for, and the same call may
         * succeed: the run makes it again a few times, and then goes on without an answer where the model answers others, and stops where it
         * does not, and can be resumed.
         */
        UNREADABLE,
        /** The key is missing or refused, or the model is unknown: the run stops. */
        DENIED,
        /** This request, such as one that is too long, will never be answered: the rollout scores 0, the run goes on. */
        REJECTED
    }

    private final Kind kind;

    public ModelException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ModelException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
