package dev.emend.benchmarks.refinement;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.format.data.ExampleFile;
import dev.emend.prompt.Prompt;
import dev.emend.scoring.retrieval.LuceneRetriever;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inputs of {@link RefinementGain}, from a folder of public data sets. Rows come in an order drawn by their ids, one a
 * question; the hold-out rows lie behind those that a stream takes.
 */
record GainSets(Path data) {

    static final int ANSWER_TOKENS = 160;

    private static final int PASSAGES = 3;

    /**
     * Questions of HaluEval QA without their knowledge, and rules.
     *
     * @param seed from 1; each takes the questions behind those of the one before
     * @throws InvalidInputException where there are not so many questions for this seed
     */
    List<Example> ruled(int rows, long seed) {
        List<Example> questions = questions("halueval_qa_stage1", "right_answer", "knowledge");
        long seeds = questions.size() / rows;
        if (seed < 1 || seed > seeds) {
            throw new InvalidInputException(
                    "there are no " + rows + " questions with rules for seed " + seed,
                    Where.NOWHERE,
                    "a seed from 1 to " + seeds + ", or fewer --rules.");
        }
        return questions.stream()
                .skip((seed - 1) * rows)
                .limit(rows)
                .map(row -> RuledQuestions.of(row.id(), row.column("question")))
                .toList();
    }

    static Prompt rulePrompt() {
        return sized(Prompt.of(
                "rules", "Answer the question. Follow every rule to the letter.", "{{question}}\n\nRules:\n{{rules}}"));
    }

    /** HaluEval QA: the right answer is the reference. */
    List<Example> knowledge() {
        return questions("halueval_qa_stage1", "right_answer", "knowledge");
    }

    /** HaluEval QA with what a search for the question finds among the knowledge of all its questions, in place of its own. */
    List<Example> retrieved() {
        List<Example> rows = knowledge();
        LuceneRetriever retriever = new LuceneRetriever(rows.stream()
                .map(row -> row.inputs().getOrDefault("context", ""))
                .distinct()
                .toList());
        return rows.stream()
                .map(row -> {
                    String question = row.inputs().getOrDefault("question", "");
                    String found = String.join("\n\n", retriever.passages(question, PASSAGES));
                    return Example.of(row.id(), Map.of("question", question, "context", found), row.expected());
                })
                .toList();
    }

    /** PubMedQA: the authors' conclusion is the reference. */
    List<Example> abstracts() {
        return questions("pubmedqa", "long_answer", "context");
    }

    static Prompt groundedPrompt() {
        return sized(Prompt.of(
                "grounded",
                "Answer the question in one or two sentences.",
                "Context: {{context}}\n\nQuestion: {{question}}"));
    }

    private static Prompt sized(Prompt prompt) {
        return prompt.withSampling(prompt.sampling().withMaxTokens(ANSWER_TOKENS));
    }

    private List<Example> questions(String set, String reference, String context) {
        List<Example> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Example> read = ExampleFile.unlabelled(Set.of("question", context))
                .read(data.resolve(set).resolve("examples.jsonl"));
        read.stream()
                .sorted(Comparator.comparing(
                        row -> Fingerprint.of("benchmark row").add(row.id()).hex()))
                .filter(row -> seen.add(row.column("question")))
                .forEach(row -> {
                    Map<String, String> inputs = new LinkedHashMap<>();
                    inputs.put("question", row.column("question"));
                    inputs.put("context", row.column(context));
                    rows.add(Example.of(row.id(), inputs, row.column("meta." + reference)));
                });
        return rows;
    }
}
