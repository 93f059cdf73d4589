package dev.emend.models.remote;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that was not answered. The message holds no key. Status 0 is one that did not reach the server. */
final class Failure extends HttpException {

    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final boolean lasting;
    private final @Nullable Duration retryAfter;

    /**
     * @param lasting whether the same call is not to be made again, whatever its status says
     * @param retryAfter for how long the server asks to be left alone
     */
    Failure(int status, String message, boolean lasting, @Nullable Duration retryAfter) {
        super(status, message);
        this.lasting = lasting;
        this.retryAfter = retryAfter;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same call may succeed later. */
    boolean passing() {
        int status = statusCode();
        return !lasting
                && (status == 0
                        || status == TIMEOUT
                        || status == CONFLICT
                        || status == TOO_EARLY
                        || status == TOO_MANY
                        || (status >= SERVER && status != NOT_IMPLEMENTED));
    }
}
