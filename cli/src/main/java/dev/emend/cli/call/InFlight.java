package dev.emend.cli.call;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Request;

/** A model with another number of calls in flight at once. */
record InFlight(LanguageModel model, int parallelism) implements LanguageModel {

    /** @param parallel 0 to leave it to the model */
    static LanguageModel of(LanguageModel model, int parallel) {
        return parallel == 0 ? model : new InFlight(model, parallel);
    }

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
