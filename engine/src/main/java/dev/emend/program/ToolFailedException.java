package dev.emend.program;

/** A tool has no result for its inputs. The message is shown to people and to the meta-model. */
public final class ToolFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ToolFailedException(String message) {
        super(message);
    }
}
