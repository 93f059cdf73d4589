package dev.emend.cli.optimize;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;

/** Stands where a model stood, and answers nothing: a replay finds every reply in the journal. */
record NoCalls(String name) implements LanguageModel {

    @Override
    public Completion complete(Request request) {
        throw new ModelException(
                ModelException.Kind.UNAVAILABLE,
                "it asks " + name + " for something that the journal does not hold, and a replay makes no call");
    }
}
