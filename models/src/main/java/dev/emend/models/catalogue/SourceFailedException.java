package dev.emend.models.catalogue;

/** A source gave nothing usable. The message says why. */
final class SourceFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    SourceFailedException(String message) {
        super(message);
    }

    SourceFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
