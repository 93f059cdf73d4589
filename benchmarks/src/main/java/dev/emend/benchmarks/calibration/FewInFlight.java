package dev.emend.benchmarks.calibration;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Request;

/**
 * A model with fewer calls in flight than it would take, for a server that is shared.
 *
 * @param parallelism at least 1
 */
record FewInFlight(LanguageModel model, int parallelism) implements LanguageModel {

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Completion complete(Request request) {
        return model.complete(request);
    }

    @Override
    public long promptTokenBound(Request request) {
        return model.promptTokenBound(request);
    }

    @Override
    public long completionTokenBound(Request request) {
        return model.completionTokenBound(request);
    }
}
