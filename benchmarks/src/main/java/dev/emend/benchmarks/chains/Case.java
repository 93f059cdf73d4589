package dev.emend.benchmarks.chains;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.metric.Metrics;
import dev.emend.program.OutputType;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A chain of two prompts that names the intent of a message, and the step of it that is broken: {@code gist} says in a sentence
 * what the message asks for, {@code intent} names the intent of that sentence.
 */
enum Case {
    /** The first step says how the customer feels, and not what the message asks for. */
    GIST("gist"),
    /** The second step prefers one intent to all others. */
    INTENT("intent"),
    /** No step is broken: what a run blames here is what limits a chain that works. */
    NONE("");

    /** The intents, told apart easily from a sentence that keeps what the message asks for. */
    static final Set<String> INTENTS = Set.of(
            "age_limit",
            "apple_pay_or_google_pay",
            "card_about_to_expire",
            "card_payment_fee_charged",
            "edit_personal_details",
            "exchange_rate",
            "lost_or_stolen_phone",
            "pin_blocked",
            "request_refund",
            "terminate_account");

    private static final String GOOD_GIST =
            "Say in one short sentence what the customer wants. Keep every word that tells one request from another.";
    private static final String BROKEN_GIST = "Describe the mood of the customer in one word.";
    private static final int TRAIN = 40;
    private static final int VALIDATION = 40;

    final String broken;

    Case(String broken) {
        this.broken = broken;
    }

    static Case named(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private Program program() {
        String intents = String.join(", ", new TreeSet<>(INTENTS));
        String good = "Classify the customer's request. Intents: " + intents + ". Answer with the intent only.";
        String prejudiced = "Intents of a bank's customers: " + intents
                + ". Nearly all requests are age_limit. Answer age_limit, whatever the request says.";
        Prompt gist = Prompt.of("gist", this == GIST ? BROKEN_GIST : GOOD_GIST, "{{text}}");
        Prompt intent = Prompt.of("intent", this == INTENT ? prejudiced : good, "{{gist}}");
        return Program.of(
                "intents in two steps",
                Set.of("text"),
                List.of(
                        PromptStep.of("gist", gist.withSampling(gist.sampling().withMaxTokens(48)), "gist"),
                        PromptStep.of(
                                        "intent",
                                        intent.withSampling(intent.sampling().withMaxTokens(24)),
                                        "intent")
                                .typed(new OutputType.Label(new TreeSet<>(INTENTS)))));
    }

    /**
     * @param seed of the run, and of the draw of its examples
     * @param calls for the search; the gate's come on top
     * @param holdout examples for the gate
     */
    Task task(List<Example> rows, String strategy, long seed, long calls, int holdout, String model, String metaModel) {
        return Task.of(
                        "broken chain " + label(),
                        program(),
                        new SplitPlan(TRAIN, VALIDATION, holdout, seed, Optional.of("expected"), Optional.empty())
                                .draw(rows, Where.NOWHERE),
                        Metrics.named("label", Map.of(), new TreeSet<>(INTENTS)))
                .withDescription("Route a customer's message to a bank by its intent.")
                .withModels(new Task.ModelNames(model, metaModel))
                .withStrategy(strategy)
                .withBudget(Budget.calls(calls + 4L * holdout))
                .withSeed(seed);
    }
}
