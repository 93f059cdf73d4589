package dev.emend.models.remote;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Calls a model again where it was overloaded, broken or out of reach for a moment, after the time that it asked for or
 * else after ever longer times, until a limit. Thread-safe.
 */
final class Retried implements LanguageModel {

    private static final Duration USUAL_LIMIT = Duration.ofMinutes(3);

    private static final double JITTER = 0.2;
    /** Makes Failsafe fall back to its growing pauses. */
    private static final Duration UNSAID = Duration.ofNanos(-1);

    private final LanguageModel model;
    private final Duration limit;
    private final RetryPolicy<Completion> policy;

    Retried(LanguageModel model) {
        this(model, USUAL_LIMIT, Duration.ofSeconds(1));
    }

    /**
     * @param limit after which the call fails
     * @param first pause; each later one is twice as long, up to 30 of it
     */
    Retried(LanguageModel model, Duration limit, Duration first) {
        this.model = model;
        this.limit = limit;
        this.policy = RetryPolicy.<Completion>builder()
                .handleIf(thrown -> thrown instanceof Failure failure && failure.passing())
                .abortOn(thrown -> thrown instanceof Failure failure && waitsTooLong(failure))
                .withMaxRetries(-1)
                .withMaxDuration(limit)
                .withBackoff(first.toMillis(), 30 * first.toMillis(), ChronoUnit.MILLIS)
                .withJitter(JITTER)
                .withDelayFnOn(
                        context -> context.getLastException() instanceof Failure failure
                                ? failure.retryAfter().map(Retried::notEarlier).orElse(UNSAID)
                                : UNSAID,
                        Failure.class)
                .build();
    }

    /** Chance shortens or lengthens a pause, and must not bring it below what the server asked for. */
    private static Duration notEarlier(Duration asked) {
        return Duration.ofMillis(Math.round(asked.toMillis() / (1 - JITTER)));
    }

    private boolean waitsTooLong(Failure failure) {
        return failure.retryAfter().filter(wait -> wait.compareTo(limit) > 0).isPresent();
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Completion complete(Request request) {
        try {
            return Failsafe.with(policy).get(() -> model.complete(request));
        } catch (FailsafeException interrupted) {
            Thread.currentThread().interrupt();
            throw new ModelException(
                    ModelException.Kind.UNAVAILABLE, name() + ": interrupted between two tries", interrupted);
        } catch (Failure last) {
            String said = String.valueOf(last.getMessage());
            String asked = last.retryAfter()
                    .map(wait -> (said.matches("(?s).*[.!?]") ? "" : ".") + " It asks to be left alone for "
                            + wait.toSeconds() + " seconds.")
                    .orElse("");
            throw new ModelException(ModelException.Kind.UNAVAILABLE, name() + " keeps failing: " + said + asked);
        }
    }

    @Override
    public long promptTokenBound(Request request) {
        return model.promptTokenBound(request);
    }

    @Override
    public long completionTokenBound(Request request) {
        return model.completionTokenBound(request);
    }

    @Override
    public int parallelism() {
        return model.parallelism();
    }

    @Override
    public String toString() {
        return model.toString();
    }
}
