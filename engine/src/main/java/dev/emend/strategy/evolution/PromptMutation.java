package dev.emend.strategy.evolution;

import dev.emend.proposal.Ask;
import dev.emend.proposal.Continuation;
import dev.emend.proposal.Draft;
import dev.emend.proposal.FromDescription;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Material;
import dev.emend.proposal.PromptedMutation;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.search.Candidate;
import dev.emend.search.Parents;
import dev.emend.search.Search;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/** How an instruction comes to be in {@link Promptbreeder}: the paper's name stands at each. */
enum PromptMutation {
    /** Zero-order prompt generation. */
    ANEW("from-description"),
    /** First-order prompt generation. */
    BY_PROMPT("mutate"),
    /** Lineage-based mutation. */
    LINEAGE("lineage"),
    /** Estimation of distribution, by rank. */
    POPULATION("population"),
    /** Zero-order hyper-mutation. */
    NEW_PROMPT("new-mutation-prompt"),
    /** First-order hyper-mutation. */
    BETTER_PROMPT("better-mutation-prompt"),
    /** Lamarckian mutation. */
    EXAMPLES("induce");

    private final String label;

    PromptMutation(String label) {
        this.label = label;
    }

    /** As in a task file. */
    String label() {
        return label;
    }

    static List<String> labels() {
        return Stream.of(values()).map(PromptMutation::label).toList();
    }

    /** The question to the meta-model whose answer is the mutation prompt from now on; empty where that one stays. */
    Optional<Ask> question(Search search, String mutationPrompt, UniformRandomProvider random) {
        return switch (this) {
            case NEW_PROMPT ->
                Optional.of(MutationPrompts.anew(
                        search.description(), ThinkingStyle.STYLES.get(random.nextInt(ThinkingStyle.STYLES.size()))));
            case BETTER_PROMPT -> Optional.of(MutationPrompts.improved(mutationPrompt));
            case ANEW, BY_PROMPT, LINEAGE, POPULATION, EXAMPLES -> Optional.empty();
        };
    }

    /**
     * The draft of a child. What a mutation cannot do, such as continue a line of one, the mutation prompt does.
     *
     * @param elites of the parent's line, best first
     * @param ranked the population, best first
     */
    Draft draft(
            Search search,
            Candidate parent,
            String mutationPrompt,
            List<Candidate> elites,
            List<Candidate> ranked,
            UniformRandomProvider random) {
        Material material = Material.of(Parents.of(parent), random);
        Optional<Draft> draft = switch (this) {
            case ANEW -> new FromDescription(search.description()).draft(material);
            case EXAMPLES -> new Induction(search.description(), search.train()).draft(material);
            case LINEAGE -> new Continuation(search.description()).draft(Material.of(Parents.of(elites), random));
            case POPULATION -> new Continuation(search.description()).draft(Material.of(Parents.of(ranked), random));
            case BY_PROMPT, NEW_PROMPT, BETTER_PROMPT -> Optional.empty();
        };
        return draft.or(() -> new PromptedMutation(search.description(), mutationPrompt).draft(material))
                .orElseThrow();
    }
}
