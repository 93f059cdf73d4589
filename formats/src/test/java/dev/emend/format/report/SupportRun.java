package dev.emend.format.report;

import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.data.Splits;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Score;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Template;
import dev.emend.run.Budget;
import dev.emend.run.Fate;
import dev.emend.run.RunResult;
import dev.emend.run.RunResult.CandidateRecord;
import dev.emend.run.RunResult.Refusal;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A run as the support-intents example might give one: twelve candidates, four refusals, promoted. */
final class SupportRun {

    private static final List<String> LABELS = List.of(
            "card_payment_fee_charged",
            "cash_withdrawal_charge",
            "exchange_charge",
            "transfer_fee_charged",
            "pending_card_payment",
            "transaction_charged_twice");

    private static final List<String> MESSAGES = List.of(
            "Why was I charged a fee for paying by card?",
            "There is a charge for taking out cash that I did not expect.",
            "Is there a fee for exchanging currencies?",
            "You took a fee when I sent money to my brother. Why?",
            "My payment has been pending since Tuesday.",
            "I bought one coffee and was charged twice.");

    static final Prompt SEED = Prompt.of("support-intents", """
            Classify the customer message into one of these intents:
            card_payment_fee_charged, cash_withdrawal_charge, exchange_charge,
            transfer_fee_charged, pending_card_payment, transaction_charged_twice.

            {# frozen #}Never answer the customer.{# /frozen #}
            Answer with the label only.""", "{{message}}");

    static final Prompt REWRITTEN = SEED.withMessage(0, Template.parse("""
                    Classify the customer message into exactly one of these intents:
                    card_payment_fee_charged, cash_withdrawal_charge, exchange_charge,
                    transfer_fee_charged, pending_card_payment, transaction_charged_twice.

                    Decide by what the money was taken for, not by how it was paid:
                    - a fee on a purchase is card_payment_fee_charged;
                    - a fee at a cash machine is cash_withdrawal_charge;
                    - a fee on a transfer to another person is transfer_fee_charged.

                    {# frozen #}Never answer the customer.{# /frozen #}
                    Answer with the label only, in lower case."""));

    static final Prompt CHAMPION = REWRITTEN.withDemonstrations(demonstrations(0, 6));

    private SupportRun() {}

    /** Writes the page, to be looked at. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        for (Verdict verdict : Verdict.values()) {
            Files.writeString(
                    folder.resolve(verdict.label() + ".html"),
                    HtmlReport.render("2026-11-23-support-intents", task(), result(verdict)));
        }
    }

    static List<Demonstration> demonstrations(int from, int to) {
        List<Demonstration> demonstrations = new ArrayList<>();
        for (int i = from; i < to; i++) {
            demonstrations.add(new Demonstration("train-" + i, Map.of("message", MESSAGES.get(i)), LABELS.get(i)));
        }
        return demonstrations;
    }

    static Task task() {
        return task(SEED, "support-intents", "Route a customer's message to one of six intents.");
    }

    static Task task(Prompt prompt, String name, String description) {
        return Task.of(
                        name,
                        prompt,
                        new Splits(examples("train", 60), examples("validation", 60), examples("holdout", 120)),
                        new Accuracy())
                .withDescription(description)
                .withModels(new Task.ModelNames("embedded:qwen2.5-coder-1.5b", "openai:gpt-4.1-mini"))
                .withPrices(Map.of(
                        "openai:gpt-4.1-mini", new Price(0.4, 0.1, 1.6), "embedded:qwen2.5-coder-1.5b", Price.FREE))
                .withStrategy("reflective", Map.of("width", "4", "block", "12", "patience", "3"))
                .withBudget(new Budget(
                        OptionalLong.of(600),
                        OptionalLong.empty(),
                        OptionalLong.of(2_000_000),
                        Optional.of(Duration.ofMinutes(18))))
                .withSeed(7);
    }

    private static List<Example> examples(String split, int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(Example.of(split + "-" + i, Map.of("message", MESSAGES.get(i % 6)), LABELS.get(i % 6)));
        }
        return examples;
    }

    static RunResult result(Verdict verdict) {
        return switch (verdict) {
            case PROMOTED ->
                gated(
                        verdict,
                        89,
                        new Difference(18.0 / 120, new Interval(0.0523, 0.2444, 0.95), 0.0029, "exact McNemar", 120));
            case NOT_ENOUGH_EVIDENCE ->
                gated(
                        verdict,
                        77,
                        new Difference(6.0 / 120, new Interval(-0.0378, 0.1374, 0.95), 0.3269, "exact McNemar", 120));
            case NO_CHANGE ->
                gated(
                        verdict,
                        68,
                        new Difference(-3.0 / 120, new Interval(-0.1138, 0.0641, 0.95), 0.6776, "exact McNemar", 120));
        };
    }

    private static RunResult gated(Verdict verdict, int right, Difference difference) {
        Spend.Part searchTask = new Spend.Part(301, new Usage(118_224, 90_417, 2_408), 0);
        Spend.Part meta = new Spend.Part(9, new Usage(8_115, 1_024, 2_231), 6_508);
        Spend.Part gateTask = new Spend.Part(240, new Usage(96_480, 88_020, 1_922), 0);
        return new RunResult(
                verdict,
                estimate(71, 120),
                estimate(right, 120),
                Split.HOLDOUT,
                Optional.of(difference),
                0.134,
                explanation(verdict),
                verdict == Verdict.PROMOTED ? CHAMPION : SEED,
                9,
                candidates(),
                refusals(),
                List.of("A hold-out of 120 examples can hardly prove a gain of less than 13 points."),
                spend(searchTask, meta),
                spend(searchTask.plus(gateTask), meta),
                StopReason.CALLS,
                Duration.ofMillis(754_321),
                Optional.empty(),
                List.of());
    }

    private static String explanation(Verdict verdict) {
        return switch (verdict) {
            case PROMOTED ->
                "The champion is better: +15.0 points on 120 hold-out examples (95 % interval +5.2 to +24.4,"
                        + " p = 0.0029, exact McNemar).";
            case NOT_ENOUGH_EVIDENCE ->
                "The champion is ahead, but chance could be the reason: +5.0 points on 120"
                        + " hold-out examples (95 % interval -3.8 to +13.7, p = 0.3269, exact McNemar). The prompt stays as"
                        + " it is.";
            case NO_CHANGE ->
                "The champion is not better: -2.5 points on 120 hold-out examples (95 % interval -11.4 to"
                        + " +6.4, p = 0.6776, exact McNemar). The prompt stays as it is.";
        };
    }

    static Spend spend(Spend.Part task, Spend.Part meta) {
        Spend.Part all = task.plus(meta);
        return new Spend(all.calls(), all.usage(), all.microDollars(), Map.of(Purpose.TASK, task, Purpose.META, meta));
    }

    /** With Wilson's interval. */
    static Estimate estimate(int right, int n) {
        double z = 1.959964;
        double share = (double) right / n;
        double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
        return new Estimate(share, new Interval(middle - half, middle + half, 0.95), n);
    }

    static List<CandidateRecord> candidates() {
        Prompt shorter = SEED.withMessage(
                0,
                Template.parse(
                        SEED.instruction().source().replace("Answer with the label only.", "Answer with one label.")));
        return List.of(
                new CandidateRecord(
                        0,
                        List.of(),
                        "seed",
                        "the user's own prompt",
                        SEED,
                        Optional.of(estimate(35, 60)),
                        new Fate.Kept(),
                        Optional.empty(),
                        "",
                        List.of()),
                candidate(
                        1,
                        0,
                        "demonstrate",
                        "show 6 examples, every answer as often as any other",
                        SEED.withDemonstrations(demonstrations(0, 6)),
                        40,
                        60,
                        new Fate.Kept()),
                candidate(
                        2,
                        0,
                        "demonstrate",
                        "show 3 examples, every answer as often as any other",
                        SEED.withDemonstrations(demonstrations(3, 6)),
                        13,
                        24,
                        new Fate.Dropped("not among the best 2 after 24 examples")),
                candidate(
                        3,
                        0,
                        "reflect",
                        "The labels are close to each other and the prompt does not say what sets" + " them apart.",
                        REWRITTEN,
                        42,
                        60,
                        new Fate.Kept()),
                candidate(
                        4,
                        0,
                        "reflect",
                        "“Label only” is misread as permission to abbreviate.",
                        shorter,
                        5,
                        12,
                        new Fate.Dropped("behind candidate 0 after 12 examples")),
                candidate(
                        5,
                        3,
                        "demonstrate",
                        "show 4 examples, 2 of them new, those that went wrong first",
                        REWRITTEN.withDemonstrations(demonstrations(1, 5)),
                        16,
                        24,
                        new Fate.Dropped("not among the best 2 after 24 examples")),
                candidate(
                        6,
                        1,
                        "demonstrate",
                        "show 5 examples, 2 of them new, those that went wrong first",
                        SEED.withDemonstrations(demonstrations(1, 6)),
                        41,
                        60,
                        new Fate.Kept()),
                candidate(
                        7,
                        3,
                        "reflect",
                        "Fees are told apart by where they were taken, which the rules do not cover"
                                + " for exchanges.",
                        SEED.withMessage(
                                0,
                                Template.parse(
                                        REWRITTEN
                                                .instruction()
                                                .source()
                                                .replace(
                                                        "- a fee on a transfer",
                                                        "- a fee for changing money is exchange_charge;\n- a fee on a transfer"))),
                        7,
                        12,
                        new Fate.Dropped("behind candidate 3 after 12 examples")),
                candidate(
                        8,
                        1,
                        "reflect",
                        "Pending and repeated payments are confused.",
                        shorter.withDemonstrations(demonstrations(0, 6)),
                        15,
                        24,
                        new Fate.Dropped("not among the best 2 after 24 examples")),
                new CandidateRecord(
                        9,
                        List.of(3, 1),
                        "demonstrate",
                        "show 6 examples, those that went wrong first",
                        CHAMPION,
                        Optional.of(estimate(46, 60)),
                        new Fate.Champion(),
                        Optional.empty(),
                        "",
                        List.of()),
                candidate(
                        10,
                        9,
                        "demonstrate",
                        "show 2 examples, 1 of them new",
                        REWRITTEN.withDemonstrations(demonstrations(4, 6)),
                        8,
                        12,
                        new Fate.Dropped("behind candidate 9 after 12 examples")),
                new CandidateRecord(
                        11,
                        List.of(9),
                        "reflect",
                        "The champion still overlooks refunds.",
                        CHAMPION.withMessage(0, SEED.instruction()),
                        Optional.empty(),
                        new Fate.Kept(),
                        Optional.empty(),
                        "",
                        List.of()));
    }

    private static CandidateRecord candidate(
            int id, int parent, String operator, String hypothesis, Prompt prompt, int right, int n, Fate fate) {
        return new CandidateRecord(
                id,
                List.of(parent),
                operator,
                hypothesis,
                prompt,
                Optional.of(estimate(right, n)),
                fate,
                Optional.empty(),
                "",
                List.of());
    }

    private static List<Refusal> refusals() {
        return List.of(
                new Refusal(
                        1,
                        List.of(0),
                        "reflect",
                        "no-fence",
                        "no line of three backticks",
                        "Sure! Here is a better" + " instruction: classify the message carefully."),
                new Refusal(
                        2,
                        List.of(3),
                        "reflect",
                        "frozen-section",
                        "a frozen section was changed, moved or dropped",
                        "Classify the message.\nNever reply to the customer."),
                new Refusal(
                        2,
                        List.of(1),
                        "demonstrate",
                        "duplicate",
                        "the same as candidate 1",
                        SEED.instruction().source()),
                new Refusal(
                        3,
                        List.of(9),
                        "reflect",
                        "too-long",
                        "the instruction has 2,311 characters, more than 2000",
                        "Consider the following.\n".repeat(90)));
    }

    /** As a label metric, without needing its options. */
    record Accuracy() implements Metric {
        @Override
        public String name() {
            return "label";
        }

        @Override
        public Score score(Answer answer) {
            return new Score(answer.text().equals(answer.example().expected()) ? 1 : 0, "");
        }
    }
}
