package dev.emend.proposal;

import dev.emend.model.Completion;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Sampling;
import java.util.List;
import java.util.function.Function;

/** A candidate to be: written already, or to be asked of the meta-model. Operators make drafts; they make no calls. */
public sealed interface Draft {

    /** The name of the operator that made it. */
    String operator();

    /** Written without a model, such as a choice of demonstrations. */
    record Written(Proposal proposal) implements Draft {

        @Override
        public String operator() {
            return proposal.operator();
        }
    }

    /**
     * To be written by the meta-model.
     *
     * @param reader makes the reply into a proposal; pure
     */
    record Asked(
            List<Integer> parents,
            String operator,
            List<ChatMessage> messages,
            Sampling sampling,
            Function<Completion, Reading> reader)
            implements Draft {}
}
