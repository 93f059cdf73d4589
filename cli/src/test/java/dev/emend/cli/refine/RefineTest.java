package dev.emend.cli.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.ChatServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.TextOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code emend refine} against a server on this machine that mends a comma when it is told to. */
class RefineTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NO_COMMA =
            "follows-rules:rules={\"instruction_id_list\": [\"punctuation:no_comma\"], \"kwargs\": [{}]}";

    private final ChatServer server = new ChatServer(request -> answer(request.path("messages")));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                folder.resolve("p.prompty"),
                "---\nname: p\ninputs:\n  question: {kind: string}\n---\nsystem:\nAnswer.\n\nuser:\n{{question}}\n");
        Files.writeString(folder.resolve("rows.jsonl"), """
                {"id": "a", "inputs": {"question": "plain"}, "expected": "plain"}
                {"id": "b", "inputs": {"question": "one, two"}, "expected": "one two"}
                {"id": "c", "inputs": {"question": "stubborn, very"}, "expected": "x"}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String answer(JsonNode messages) {
        String last = content(messages, messages.size() - 1);
        if (last.contains("[BEGIN ANSWER ")) {
            return last.contains("one two")
                    ? "{\"critique\": \"Fine.\", \"score\": 5}"
                    : "{\"critique\": \"Meh.\", \"score\": 2}";
        }
        if (last.contains("Hypothesis:")) {
            return "Hypothesis: commas.\n```\nWrite no commas at all.\n```";
        }
        if (last.equals("silent")) {
            return "";
        }
        if (last.contains("Mind what an earlier answer got wrong")) {
            return last.lines().findFirst().orElseThrow();
        }
        if (!last.contains("What is wrong with it")) {
            return content(messages, 0).contains("no commas") ? last.replace(",", "") : last;
        }
        String base = content(messages, messages.size() - 2);
        return base.startsWith("stubborn") ? base : base.replace(",", "");
    }

    private static String content(JsonNode messages, int place) {
        JsonNode content = messages.get(place).path("content");
        return content.isString()
                ? content.asString()
                : content.path(0).path("text").asString("");
    }

    private EmendCommand refine(String... more) {
        return EmendCommand.run(Stream.concat(
                        Stream.of(
                                "refine",
                                path("p.prompty"),
                                "--model",
                                server.model(),
                                "--workspace",
                                path("workspace")),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void a_file_of_rows_is_refined_reported_and_written_with_its_history() throws IOException {
        EmendCommand refined = refine(
                "--data",
                path("rows.jsonl"),
                "--metric",
                NO_COMMA,
                "--check",
                "exact-match",
                "--out",
                path("out.jsonl"),
                "--history",
                path("history.jsonl"));

        assertThat(refined.status()).as(refined.err()).isZero();
        assertThat(refined.out())
                .contains("3 rows answered by ", "refined by follows-rules to 100.0 %, seed 1")
                .containsPattern("follows-rules \\(steers\\) +33.3 % +66.7 % +\\+33.3 .* 1 +0 +2")
                .containsPattern("exact-match \\(check\\) +33.3 % +66.7 % +\\+33.3 ")
                .contains("met 2, oscillation 1", "1.0 an input; 1 needed none", "2.0 an input", "6 calls")
                .contains("none is below its first");
        List<String> answers = Files.readAllLines(folder.resolve("out.jsonl"));
        assertThat(answers).hasSize(3);
        assertThat(JSON.readTree(answers.get(1)).path("output").asString()).isEqualTo("one two");
        assertThat(JSON.readTree(answers.get(1)).path("first_output").asString())
                .isEqualTo("one, two");
        assertThat(answers)
                .as("what each output answers")
                .allSatisfy(
                        line -> assertThat(JSON.readTree(line).path("inputs").propertyNames())
                                .isNotEmpty());
        List<String> history = Files.readAllLines(folder.resolve("history.jsonl"));
        assertThat(history).hasSize(4);
        assertThat(history.get(1)).contains("\"critique\":[{\"source\":\"follows-rules\"", "hold no comma");
        assertThat(history.get(2)).contains("\"best\":true", "\"ending\":\"met\"");
        assertThat(history.get(3)).contains("\"ending\":\"oscillation\"");
    }

    @Test
    void it_goes_on_from_where_its_budget_ended() throws IOException {
        EmendCommand first = refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--budget", "calls=4");
        assertThat(first.status()).isEqualTo(4);
        assertThat(first.err()).contains("The answers are kept", "the same command with --out FILE writes them");
        assertThat(first.err()).contains("The budget ended first (budget-calls)", "goes on from there");
        assertThat(server.received()).hasSize(4);

        EmendCommand second = refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--json");
        assertThat(second.status()).isZero();
        assertThat(server.received()).hasSize(6);
        JsonNode result = JSON.readTree(second.out());
        assertThat(result.at("/endings/met").asInt()).isEqualTo(2);
        assertThat(result.at("/steers/improved").asInt()).isEqualTo(1);
        assertThat(result.at("/spent/calls").asInt()).isEqualTo(6);
    }

    @Test
    void one_answer_is_printed_alone() {
        EmendCommand refined = refine("--set", "question=x, y", "--metric", NO_COMMA);

        assertThat(refined.out()).isEqualTo("x y\n");
        assertThat(refined.err())
                .contains("100.0 % by follows-rules, after 0.0 % at first; revision 1; ended: met; 2 calls");
    }

    @Test
    void criteria_are_judged_and_weights_count() throws IOException {
        EmendCommand refined =
                refine("--set", "question=one, two", "--metric", "3*" + NO_COMMA, "--criteria", "Short.", "--json");

        JsonNode result = JSON.readTree(refined.out());
        assertThat(result.path("output").asString()).isEqualTo("one two");
        assertThat(result.at("/steers/metric").asString()).isEqualTo("3 follows-rules + 1 judge");
        assertThat(result.at("/steers/first").asDouble()).isEqualTo(1 / 16.0);
        assertThat(refined.err()).contains("judges its own answers");
    }

    private EmendCommand learn() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            rows.append("{\"inputs\": {\"question\": \"row, ").append(i).append("\"}}\n");
        }
        Files.writeString(folder.resolve("stream.jsonl"), rows);
        return refine(
                "--data",
                path("stream.jsonl"),
                "--metric",
                NO_COMMA,
                "--mode",
                "prompt",
                "--batch",
                "4",
                "--window",
                "16");
    }

    @Test
    void a_prompt_file_that_a_person_writes_meanwhile_is_not_overwritten() throws IOException {
        Path mine = folder.resolve("p.refined.prompty");
        server.onRequest(number -> {
            if (number == 1) {
                TextOutput.write(mine, "mine");
            }
        });

        EmendCommand learned = learn();

        assertThat(learned.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(learned.out()).contains("A new prompt, after 1 of 1 gates.");
        assertThat(learned.err()).contains("Emend did not write", "Nothing that was paid for is lost");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void a_stream_teaches_a_prompt_that_fresh_rows_confirm() throws IOException {
        EmendCommand learned = learn();

        assertThat(learned.status()).as(learned.err()).isZero();
        assertThat(learned.out())
                .contains("A new prompt, after 1 of 1 gates.", "batch 1: 0.0 %, 4 of 4 below 100.0 %")
                .contains("passed: +100.0 points on 16 fresh rows", "needed below 0.0167");
        assertThat(Files.readString(folder.resolve("p.refined.prompty"))).contains("no commas", "gates");
        assertThat(refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--mode", "prompt")
                        .err())
                .contains("there are 3 rows, and a batch of 8 with a window of 24 needs 32");
    }

    private void writeGroundedPrompt() throws IOException {
        Files.writeString(
                folder.resolve("p.prompty"),
                "---\nname: p\n---\nsystem:\nAnswer.\n\nuser:\n{{context}}\nQ: {{question}}\n");
    }

    @Test
    void a_question_without_a_context_is_given_the_passages_that_fit_it() throws IOException {
        writeGroundedPrompt();
        Files.writeString(
                folder.resolve("passages.txt"),
                "Parcels leave on Friday.\n\nBills are due in May.\nThe shop opens at nine.\n");
        Files.writeString(folder.resolve("questions.jsonl"), """
                {"id": "a", "question": "When are bills due?"}
                {"id": "b", "question": "Who?"}
                """);
        EmendCommand refined = refine(
                "--data",
                path("questions.jsonl"),
                "--retrieve",
                path("passages.txt"),
                "--k",
                "2",
                "--metric",
                "grounded-lexical:over=supported",
                "--rounds",
                "0",
                "--out",
                path("out.jsonl"));

        assertThat(refined.status()).as(refined.err()).isZero();
        List<String> answers = Files.readAllLines(folder.resolve("out.jsonl"));
        assertThat(JSON.readTree(answers.get(0)).path("inputs").path("context").asString())
                .isEqualTo("[1] Bills are due in May.");
        assertThat(JSON.readTree(answers.get(1)).path("inputs").path("context").asString())
                .isEqualTo("No passage was found for this question.");
        assertThat(server.received())
                .extracting(request -> content(request.path("messages"), 1))
                .containsExactlyInAnyOrder(
                        "[1] Bills are due in May.\nQ: When are bills due?",
                        "No passage was found for this question.\nQ: Who?");
    }

    @Test
    void what_cannot_be_retrieved_is_said_before_the_first_call() throws IOException {
        Files.writeString(folder.resolve("passages.txt"), "Bills are due in May.\n");
        String[] grounded = {"--data", path("rows.jsonl"), "--metric", "grounded-lexical", "--retrieve"};
        assertThat(refine(with(grounded, path("passages.txt"))).err())
                .contains("no placeholder {{context}} for the passages");
        writeGroundedPrompt();
        assertThat(refine(with(grounded, path("gone.txt"))).err()).contains("there is no file");
        assertThat(refine(with(grounded, path("passages.txt"), "--query", "questoin"))
                        .err())
                .contains("no placeholder {{questoin}} to look up", "question");
        Files.writeString(folder.resolve("rows.jsonl"), "{\"question\": \"When?\", \"context\": \"In May.\"}\n");
        assertThat(refine(with(grounded, path("passages.txt"))).err())
                .contains("rows.jsonl:1", "there is a \"context\" already");
        assertThat(server.received()).isEmpty();
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void rows_of_one_group_are_one_in_intervals_and_gates() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 44; i++) {
            rows.append("{\"question\": \"row, %d\", \"document\": \"d%d\"}%n".formatted(i, i % 11));
        }
        String stream = Files.writeString(folder.resolve("stream.jsonl"), rows).toString();
        String[] grouped = {"--data", stream, "--metric", NO_COMMA, "--group", "document"};

        assertThat(refine(grouped).out()).contains("seed 1, in groups of one document");
        EmendCommand learned = refine(with(grouped, "--mode", "prompt", "--batch", "4", "--window", "7"));

        assertThat(learned.status()).as(learned.err()).isZero();
        assertThat(learned.out())
                .contains("batch 1: 0.0 %, 16 of 16 below 100.0 %")
                .contains("passed: +100.0 points on 28 fresh rows in 7 groups of one document", "p = 0.0156")
                .contains("44 of 44 were answered");
        assertThat(refine(with(grouped, "--mode", "prompt")).err())
                .contains("there are 11 groups of one document, and a batch of 8 with a window of 24 needs 32");
        assertThat(refine("--data", stream, "--metric", NO_COMMA, "--group", "dokument")
                        .err())
                .contains("stream.jsonl:1", "no field \"dokument\" to group by", "document");
    }

    @Test
    void rows_that_come_again_under_other_ids_do_not_fill_a_batch_or_a_window() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("{\"id\": \"%d\", \"inputs\": {\"question\": \"row, %d\", \"ticket\": %d}}%n"
                    .formatted(i, i % 11, i));
        }
        String stream = Files.writeString(folder.resolve("stream.jsonl"), rows).toString();

        assertThat(refine("--data", stream, "--metric", NO_COMMA, "--mode", "prompt")
                        .err())
                .contains("there are 11 rows with inputs of their own, and a batch of 8 with a window of 24 needs 32");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void a_row_without_an_answer_counts_as_0_and_is_told() throws IOException {
        Files.writeString(folder.resolve("rows.jsonl"), """
                {"id": "a", "inputs": {"question": "plain"}}
                {"id": "b", "inputs": {"question": "silent"}}
                """);
        String[] rows = {"--data", path("rows.jsonl"), "--metric", NO_COMMA, "--check", "length:max=3", "--rounds", "0"
        };

        assertThat(refine(rows).out())
                .containsPattern("length:max=3 \\(check\\) +50.0 % +50.0 %")
                .contains(
                        "length:max=3: 1 of 2 requests were rejected by the model, failed on the way or came back empty");
        assertThat(JSON.readTree(refine(with(rows, "--json")).out())
                        .at("/checks/0/unanswered")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_model_that_rejects_every_request_is_told_with_its_reason() {
        try (AnsweringServer rejecting = new AnsweringServer()) {
            rejecting.failWith(400);
            for (String[] input : new String[][] {{"--data", path("rows.jsonl")}, {"--set", "question=plain"}}) {
                String[] command = {
                    "refine",
                    path("p.prompty"),
                    "--model",
                    rejecting.model(),
                    "--metric",
                    NO_COMMA,
                    "--workspace",
                    path("workspace")
                };
                EmendCommand refined = EmendCommand.run(with(command, input));

                assertThat(refined.status()).as(refined.err()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
                assertThat(refined.out()).isEmpty();
                assertThat(refined.err()).contains(rejecting.model() + " answered no request", "out of order");
            }
        }
    }

    @Test
    void a_window_that_could_prove_nothing_is_refused_before_it_costs_a_call() {
        EmendCommand refined =
                refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--mode", "prompt", "--window", "6");

        assertThat(refined.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refined.err()).contains("--window must be at least 7 with 3 gates, not 6");
        assertThat(refine(
                                "--data",
                                path("rows.jsonl"),
                                "--metric",
                                NO_COMMA,
                                "--mode",
                                "prompt",
                                "--window",
                                "6",
                                "--rounds",
                                "1")
                        .err())
                .contains("there are 3 rows");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void a_folder_in_place_of_a_file_is_refused_before_the_first_call() {
        for (String option : List.of("--out", "--history")) {
            EmendCommand refined =
                    refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, option, folder.toString());

            assertThat(refined.status()).isEqualTo(ExitStatus.WRONG_INPUT);
            assertThat(refined.err()).contains("is a folder", "Maybe name a file in it");
        }
        assertThat(server.received()).isEmpty();
    }

    @Test
    void the_report_is_printed_also_where_its_files_cannot_be_written() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        EmendCommand refused =
                refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--out", path("file/out.jsonl"));
        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("cannot be written", "is no folder");
        assertThat(server.received()).isEmpty();

        EmendCommand refined =
                refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--out", path("x".repeat(300)));

        assertThat(refined.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refined.out()).contains("3 rows answered by ");
    }

    @Test
    void money_is_limited_where_prices_are_given() throws IOException {
        String[] limited = {"--data", path("rows.jsonl"), "--metric", NO_COMMA, "--budget", "usd=1", "--json"};

        assertThat(refine(limited).err())
                .contains("nothing says what " + server.model() + " costs", "add --price \"" + server.model());
        assertThat(server.received()).isEmpty();
        EmendCommand priced = refine(with(limited, "--price", server.model() + "=0.40/1.60"));
        assertThat(priced.status()).as(priced.err()).isZero();
        assertThat(JSON.readTree(priced.out()).at("/spent/usd").asDouble()).isPositive();
    }

    @Test
    void wrong_input_says_what_and_how_to_mend_it() throws IOException {
        assertThat(refine("--data", path("rows.jsonl")).err())
                .contains("nothing says what a good answer is", "--metric NAME");
        assertThat(refine("--data", path("rows.jsonl"), "--metric", "exact-match")
                        .err())
                .contains("needs the right answer, which nobody has", "--check \"exact-match\"");
        assertThat(refine("--metric", NO_COMMA).err())
                .contains("nothing fills the placeholders [question]", "--set question=…");
        assertThat(refine("--data", path("rows.jsonl"), "--metric", "follows-rules")
                        .err())
                .contains("rows.jsonl:1", "no column \"instruction_id_list\"");
        assertThat(refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--mode", "prompts")
                        .err())
                .contains("--mode cannot be \"prompts\"", "Maybe it should be \"prompt\".");
        assertThat(refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--critic", "nobody")
                        .err())
                .contains("--critic cannot be \"nobody\"", "feedback, model");
        String[] rows = {"--data", path("rows.jsonl"), "--metric", NO_COMMA};
        assertThat(refine(with(rows, "--mode", "prompt", "--critic", "model")).err())
                .contains("--critic model goes with --mode answer");
        assertThat(refine(with(rows, "--mode", "prompt", "--check", "exact-match"))
                        .err())
                .contains("--check goes with --mode answer");
        assertThat(refine(with(rows, "--batch", "8")).err())
                .contains("--batch goes with --mode prompt", "Maybe add --mode prompt");
        assertThat(refine(with(rows, "--window", "24")).err()).contains("--window goes with --mode prompt");
        Files.writeString(folder.resolve("qa.chain.yaml"), "inputs: [q]\nsteps: [{name: a, prompt: p.prompty}]\n");
        assertThat(EmendCommand.run(with(new String[] {"refine", path("qa.chain.yaml")}, rows))
                        .err())
                .contains("qa.chain.yaml\" is a chain, and a single prompt is refined", "emend optimize");
        assertThat(refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--out", path("rows.jsonl"))
                        .err())
                .contains("would overwrite");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void every_row_of_a_stream_gets_an_answer_and_labels_may_steer_there() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            rows.append("{\"id\": \"r%d\", \"inputs\": {\"question\": \"row, %d\"}, \"expected\": \"row %d\"}%n"
                    .formatted(i, i, i));
        }
        Files.writeString(folder.resolve("stream.jsonl"), rows);
        String[] stream = {
            "--data", path("stream.jsonl"), "--metric", "exact-match", "--batch", "4", "--window", "16", "--rounds", "1"
        };

        EmendCommand learned = refine(with(stream, "--mode", "prompt", "--answers", path("answers.jsonl")));

        assertThat(learned.status()).as(learned.err()).isZero();
        assertThat(learned.out())
                .contains("A new prompt, after 1 of 1 gates.", "30 of 30 were answered", "answers.jsonl");
        List<JsonNode> lines = Files.readAllLines(folder.resolve("answers.jsonl")).stream()
                .map(JSON::readTree)
                .toList();
        assertThat(lines).hasSize(30);
        assertThat(lines.get(0).toString())
                .isEqualTo(
                        "{\"id\":\"r0\",\"inputs\":{\"question\":\"row, 0\"},\"output\":\"row, 0\",\"score\":0.0,\"prompt\":0}");
        assertThat(lines.get(4).path("output").asString()).as("of the window").isEqualTo("row 4");
        assertThat(lines.get(29).toString())
                .as("after the last gate")
                .isEqualTo(
                        "{\"id\":\"r29\",\"inputs\":{\"question\":\"row, 29\"},\"output\":\"row 29\",\"score\":1.0,\"prompt\":1}");
        assertThat(refine("--data", path("stream.jsonl"), "--metric", "exact-match")
                        .err())
                .contains("which nobody has when an answer is refined", "--mode prompt");
        assertThat(refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--answers", path("a.jsonl"))
                        .err())
                .contains("--answers goes with --mode prompt");
        Files.writeString(folder.resolve("stream.jsonl"), rows.append("{\"inputs\": {\"question\": \"open\"}}\n"));
        assertThat(refine(with(stream, "--mode", "prompt")).err())
                .contains("stream.jsonl:31", "needs the right answer, and the row row-31 has none");
    }

    @Test
    void rows_that_were_refined_before_the_file_grew_are_not_paid_for_again() {
        assertThat(refine("--data", path("rows.jsonl"), "--metric", NO_COMMA, "--limit", "2")
                        .status())
                .isZero();
        int paid = server.received().size();

        assertThat(refine("--data", path("rows.jsonl"), "--metric", NO_COMMA).status())
                .isZero();

        assertThat(server.received()).doesNotHaveDuplicates().hasSizeGreaterThan(paid);
    }
}
