package dev.emend.benchmarks.strategies;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.format.data.ExampleFile;
import dev.emend.prompt.Prompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes benchmark tasks from a folder of public data sets, one folder a set with an {@code examples.jsonl} each. No row of
 * them is in this repository.
 *
 * <ul>
 *   <li>{@code intents}: which of fifteen easily confused banking intents a message has (BANKING77);
 *   <li>{@code all-intents}: which of all seventy-seven, with rows enough for 300 fresh ones;
 *   <li>{@code yesno-context}: whether an answer keeps to its context (HaluEval QA), one row a question;
 *   <li>{@code choice}: questions of science with four options each (MMLU);
 *   <li>{@code matching}: whether two records are the same publication (DBLP-ACM), one match to three others;
 *   <li>{@code number}: word problems (GSM8K);
 *   <li>{@code judge}: which of two responses follows an instruction (LLMBar, and MT-Bench's human pairs, one row an
 *       instruction); with fewer train examples, and with the gate on the fresh rows, since there are so few;
 *   <li>{@code sentence}: a judge of short texts: whether people find a sentence good that a system wrote from data about
 *       hotels (5 of 6 and more for it as a whole), one row a sentence;
 *   <li>{@code seed-trap}: the word problems again, from the seed prompt of {@link SeedTrap}.
 * </ul>
 */
public final class BenchmarkTasks {

    public static final List<String> NAMES = List.of(
            "intents",
            "all-intents",
            "yesno-context",
            "choice",
            "matching",
            "number",
            "judge",
            "sentence",
            SeedTrap.NAME);

    /** About money that is missing, late, or charged: with the most rows among those that are taken for each other. */
    private static final Set<String> INTENTS = Set.of(
            "pending_card_payment",
            "pending_top_up",
            "exchange_charge",
            "direct_debit_payment_not_recognised",
            "cash_withdrawal_not_recognised",
            "transaction_charged_twice",
            "request_refund",
            "card_payment_not_recognised",
            "transfer_fee_charged",
            "balance_not_updated_after_cheque_or_cash_deposit",
            "card_payment_wrong_exchange_rate",
            "card_payment_fee_charged",
            "wrong_exchange_rate_for_cash_withdrawal",
            "cash_withdrawal_charge",
            "wrong_amount_of_cash_received");

    private static final int LABEL_TOKENS = 24;
    private static final int OTHERS_FOR_A_MATCH = 3;
    private static final int FEWER_TRAIN = 45;
    private static final double GOOD = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path data;
    private final Sizes sizes;

    /** @param data the folder that holds the sets' folders */
    public BenchmarkTasks(Path data, Sizes sizes) {
        this.data = data;
        this.sizes = sizes;
    }

    /** @throws InvalidInputException where there is no such task, or its data set is missing or too small */
    public BenchmarkTask named(String name) {
        return switch (name) {
            case "intents" -> intents(name, banking().filter(row -> INTENTS.contains(row.expected())));
            case "all-intents" -> intents(name, banking());
            case "yesno-context" -> context();
            case "choice" -> choice();
            case "matching" -> matching();
            case "number" -> number();
            case "judge" -> judge();
            case "sentence" -> sentence();
            case SeedTrap.NAME -> SeedTrap.task(read("gsm8k", Set.of("question")), sizes);
            default ->
                throw new InvalidInputException(
                        "there is no benchmark task \"" + name + "\"", Where.NOWHERE, "one of " + NAMES + ".");
        };
    }

    private Stream<Example> banking() {
        return read("banking77", Set.of("text")).stream();
    }

    private BenchmarkTask intents(String name, Stream<Example> messages) {
        List<Example> rows = messages.toList();
        String intents =
                rows.stream().map(Example::expected).distinct().sorted().collect(Collectors.joining(", "));
        return classes(
                name,
                "Route a customer's message to a bank by its intent.",
                "Classify the message. Intents: " + intents + ". Answer with the intent.",
                "{{text}}",
                rows,
                sizes);
    }

    private BenchmarkTask context() {
        return classes(
                "yesno-context",
                "Say whether an answer to a question hallucinates, given what is known.",
                "Does the answer hallucinate? Answer Yes or No.",
                "Knowledge: {{knowledge}}\nQuestion: {{question}}\nAnswer: {{answer}}",
                oneEach("question", read("halueval_qa_stage1", Set.of("knowledge", "question", "answer"))),
                sizes);
    }

    private BenchmarkTask choice() {
        return classes(
                "choice",
                "Answer a question of science that has four options.",
                "Which option is right? Answer A, B, C or D.",
                "{{question}}\n\n{{options}}",
                read("mmlu_science", Set.of("question", "options")).stream()
                        .map(row -> withTexts(row, Set.of("options")))
                        .toList(),
                sizes);
    }

    private BenchmarkTask matching() {
        List<Example> rows = ordered(read("em_dblp_acm", Set.of("left", "right")));
        long matches =
                rows.stream().filter(row -> row.expected().equals("match")).count();
        List<Example> chosen = new ArrayList<>();
        long others = 0;
        for (Example row : rows) {
            if (row.expected().equals("match") || others++ < OTHERS_FOR_A_MATCH * matches) {
                chosen.add(withTexts(row, row.inputs().keySet()));
            }
        }
        return classes(
                "matching",
                "Say whether two database records are about the same publication.",
                "Are these the same paper? Answer \"match\" or \"no match\".",
                "First record:\n{{left}}\n\nSecond record:\n{{right}}",
                chosen,
                sizes);
    }

    /** With the records among its inputs as lines of a field each. */
    private static Example withTexts(Example row, Set<String> records) {
        Map<String, String> inputs = new TreeMap<>(row.inputs());
        inputs.replaceAll((name, value) -> records.contains(name) ? fields(value) : value);
        return row.withInputs(inputs);
    }

    private static String fields(String json) {
        JsonNode record = JSON.readTree(json);
        return record.propertyStream()
                .map(field -> field.getKey() + ": " + field.getValue().asString())
                .collect(Collectors.joining("\n"));
    }

    private BenchmarkTask number() {
        Prompt prompt = Prompt.of("number", "Solve the problem. Answer with the number.", "{{question}}");
        return BenchmarkTask.of(
                "number", "Solve a word problem.", prompt, "numeric", read("gsm8k", Set.of("question")), sizes);
    }

    private BenchmarkTask judge() {
        Set<String> inputs = Set.of("instruction", "response_a", "response_b");
        List<Example> rows = new ArrayList<>(read("llmbar", inputs));
        rows.addAll(read("mtbench_human_pairs", inputs));
        return classes(
                "judge",
                "Say which of two responses follows an instruction better.",
                "Which response is better? Answer A or B.",
                "Instruction: {{instruction}}\n\nResponse A: {{response_a}}\n\nResponse B: {{response_b}}",
                oneEach("instruction", rows),
                sizes.withTrain(Math.min(FEWER_TRAIN, sizes.train())));
    }

    private BenchmarkTask sentence() {
        List<Example> rows = read("d2t_sfhot", Set.of("data", "text")).stream()
                .map(row -> row.withExpected(isGood(row) ? "good" : "poor"))
                .toList();
        return classes(
                "sentence",
                "Say whether people would find a sentence good that a system wrote from data about hotels.",
                "Is the sentence good? Answer \"good\" or \"poor\".",
                "Data: {{data}}\nSentence: {{text}}",
                oneEach("text", rows),
                sizes);
    }

    /** What people gave the sentence as a whole is the row's right answer, as a field of an object. */
    private static boolean isGood(Example row) {
        return JSON.readTree(row.expected()).path("overall").asDouble() >= GOOD;
    }

    private static BenchmarkTask classes(
            String name, String description, String system, String user, List<Example> rows, Sizes sizes) {
        Prompt prompt = Prompt.of(name, system, user);
        return BenchmarkTask.of(
                name,
                description,
                prompt.withSampling(prompt.sampling().withMaxTokens(LABEL_TOKENS)),
                "label",
                rows,
                sizes);
    }

    private List<Example> read(String set, Set<String> inputs) {
        return ExampleFile.labelled(inputs).read(data.resolve(set).resolve("examples.jsonl"));
    }

    /** By a draw that depends on each row's id alone. */
    private static List<Example> ordered(List<Example> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(
                        row -> Fingerprint.of("benchmark row").add(row.id()).hex()))
                .toList();
    }

    /** One row for each value of an input: rows that share it would leak from one split into another. */
    private static List<Example> oneEach(String input, List<Example> rows) {
        Set<String> seen = new HashSet<>();
        return ordered(rows).stream().filter(row -> seen.add(row.column(input))).toList();
    }
}
