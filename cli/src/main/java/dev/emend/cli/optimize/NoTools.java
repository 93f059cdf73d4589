package dev.emend.cli.optimize;

import dev.emend.model.ModelException;
import dev.emend.program.Execution;
import dev.emend.program.RetrievalStep;
import dev.emend.program.ToolStep;
import java.util.List;
import java.util.Map;

/** Stands where tools and retrievers stood, and gives nothing: a replay finds every result in the journal. */
record NoTools() implements Execution.Instruments {

    @Override
    public String use(ToolStep step, Map<String, String> inputs) {
        throw missing(step.name());
    }

    @Override
    public List<String> passages(RetrievalStep step, String query) {
        throw missing(step.name());
    }

    private static ModelException missing(String step) {
        return new ModelException(
                ModelException.Kind.UNAVAILABLE,
                "the journal lacks a result of the step " + step + ", and a replay uses no tool"
                        + "\nMaybe \"emend resume\" can finish the run first.");
    }
}
