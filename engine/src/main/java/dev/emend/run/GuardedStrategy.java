package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Strategy;
import dev.emend.strategy.Strategies;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** A strategy of another library: what it throws is told as its own failure, with the place in its code. */
record GuardedStrategy(Strategy strategy) implements Strategy {

    /** Emend's own strategies as they are. */
    static Strategy of(Strategy strategy) {
        return Strategies.isOwn(strategy) ? strategy : new GuardedStrategy(strategy);
    }

    @Override
    public Profile profile() {
        return strategy.profile();
    }

    @Override
    public Set<Purpose> asks(Map<String, String> options) {
        return guarded(() -> Objects.requireNonNull(strategy.asks(options), "asks() returned null"));
    }

    @Override
    public void search(Search search) {
        guarded(() -> {
            strategy.search(search);
            return true;
        });
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidInputException | ModelException | Session.Ended | StepSession.SliceEnded expected) {
            throw expected;
        } catch (RuntimeException | LinkageError | StackOverflowError failed) {
            throw new StrategyException(said(failed), failed);
        }
    }

    private String said(Throwable failed) {
        String type = strategy.getClass().getName();
        String place = Arrays.stream(failed.getStackTrace())
                .filter(frame -> frame.getClassName().equals(type))
                .findFirst()
                .map(frame -> ", at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        return "the strategy " + strategy.name() + " (" + type + ") failed: " + failed + place;
    }
}
