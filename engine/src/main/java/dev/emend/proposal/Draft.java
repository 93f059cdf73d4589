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

    /**
     * What is left once everything is answered that the meta-model is to be asked before.
     *
     * @param asking what the meta-model replies to each of a batch
     */
    Ready ready(Function<List<Ask>, List<String>> asking);

    /** Needs nothing before it. */
    sealed interface Ready extends Draft {

        @Override
        default Ready ready(Function<List<Ask>, List<String>> asking) {
            return this;
        }
    }

    /** Written without a model, such as a choice of demonstrations. */
    record Written(Proposal proposal) implements Ready {

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
            implements Ready {}

    /**
     * To be written by the meta-model from what it has said before, such as what each group of many failures calls for.
     *
     * @param chain asks batch by batch, as often as it needs to, at temperature 0, and makes the last request of the replies; pure
     *     but for what it asks
     */
    record Chained(String operator, Function<Function<List<Ask>, List<String>>, Asked> chain) implements Draft {

        @Override
        public Ready ready(Function<List<Ask>, List<String>> asking) {
            return chain.apply(asking);
        }
    }
}
