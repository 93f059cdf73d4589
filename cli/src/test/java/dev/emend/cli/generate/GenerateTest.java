package dev.emend.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.ChatServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.TextOutput;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.prompt.PromptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code emend generate} against a server on this machine. */
class GenerateTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AnsweringServer server = new AnsweringServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private EmendCommand generate(String... arguments) {
        return EmendCommand.run(arguments(arguments));
    }

    private String[] arguments(String... arguments) {
        return Stream.concat(
                        Stream.concat(Stream.of("generate"), Stream.of(arguments)),
                        Stream.of(
                                "--model",
                                server.model(),
                                "--workspace",
                                folder.resolve("workspace").toString(),
                                "--out",
                                folder.resolve("out").toString()))
                .toArray(String[]::new);
    }

    private String rows(int n) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String team = Teams.NAMES.get(i % Teams.NAMES.size());
            lines.add(JSON.writeValueAsString(
                    Map.of("message", "Note " + i * 7919 + ": something for " + team, "expected", team)));
        }
        return Files.write(folder.resolve("rows.jsonl"), lines).toString();
    }

    @Test
    void a_task_in_words_gives_scored_candidates_as_files() throws IOException {
        EmendCommand run = generate(
                "Name the team that a message is for.",
                "--name",
                "teams",
                "--inputs",
                "message",
                "--labels",
                String.join(",", Teams.NAMES),
                "--technique",
                "few-shot,zero-shot",
                "--data",
                rows(30),
                "-n",
                "3",
                "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode result = JSON.readTree(run.out());
        assertThat(result.path("evidence").asString()).isEqualTo("scored");
        assertThat(result.path("candidates")).hasSize(3);
        assertThat(result.path("scored").asInt()).isEqualTo(20);
        for (JsonNode candidate : result.path("candidates")) {
            PromptFile file = PromptFile.read(Path.of(candidate.path("prompt").asString()));
            assertThat(file.prompt().placeholders()).containsExactly("message");
            assertThat(file.prompt().instruction().source()).contains("exactly one of these");
            assertThat(candidate.path("standing").path("n").asInt()).isEqualTo(20);
        }
        assertThat(folder.resolve("out/teams-plain.prompty")).exists();
    }

    @Test
    void the_answers_may_stand_in_a_column_of_another_name() throws IOException {
        Path rows = Path.of(rows(30));
        String text = Files.readString(rows);
        Files.writeString(rows, text.replace("expected", "intent"));
        String[] guessed = {"Name the team.", "--name", "teams", "-n", "1", "--data", rows.toString(), "--no-ranking"};
        assertThat(generate(guessed).status()).isZero();

        Files.writeString(rows, text.replace("expected", "Equipo"));
        assertThat(generate(guessed).err()).contains("no row has");
        List<String> named = new ArrayList<>(List.of(guessed));
        named.addAll(
                List.of("--expected", "Equipo", "--out", folder.resolve("named").toString()));
        assertThat(generate(named.toArray(String[]::new)).err()).doesNotContain("no row has");
    }

    @Test
    void data_tell_labels_and_show_examples_also_where_nothing_is_ranked() throws IOException {
        EmendCommand run = generate("Name the team.", "--name", "teams", "-n", "2", "--data", rows(30), "--no-ranking");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("unproven").doesNotContain("free text", "No example was given");
        assertThat(PromptFile.read(folder.resolve("out/teams-1.prompty"))
                        .prompt()
                        .instruction()
                        .source())
                .contains("exactly one of these", Teams.NAMES.getFirst());

        EmendCommand missing =
                generate("Name the team.", "--name", "teams", "-n", "1", "--data", "nope.jsonl", "--no-ranking");
        assertThat(missing.status()).isEqualTo(ExitStatus.WRONG_INPUT);
    }

    @Test
    void data_that_lack_the_answers_to_be_graded_are_refused_before_a_judge_is_written() throws IOException {
        EmendCommand run = generate(
                "Grade it.", "--name", "judge", "--inputs", "message", "--for", "judge", "--data", rows(30), "-n", "1");
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("{{answer}}", "rows.jsonl");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void without_data_it_says_unproven_everywhere() {
        EmendCommand run =
                generate("Name the team.", "--name", "teams", "--inputs", "message", "-n", "2", "--no-ranking");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("2 candidates (prompt), seed 1: unproven", "Assumed:", "The answer is free text.");
        assertThat(folder.resolve("out/teams-1.prompty")).content().contains("evidence: unproven");
    }

    @Test
    void the_same_command_pays_for_nothing_twice_and_a_changed_file_is_not_overwritten() throws IOException {
        String[] command = {"Name the team.", "--name", "teams", "--inputs", "message", "-n", "2", "--no-ranking"};
        assertThat(generate(command).status()).isZero();
        String first = Files.readString(folder.resolve("out/teams-1.prompty"));
        int paid = server.received().size();
        assertThat(generate(command).status()).isZero();
        assertThat(server.received()).hasSize(paid);
        assertThat(folder.resolve("out/teams-1.prompty")).hasContent(first);
        Files.writeString(folder.resolve("out/teams-1.prompty"), first.replace("Name the team", "Name a team"));
        EmendCommand again = generate(command);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("Emend did not write, or that was changed since");
    }

    @Test
    void a_file_that_a_person_writes_meanwhile_is_not_overwritten_and_nothing_is_paid_for_again() throws IOException {
        String[] command = {"Name the team.", "--name", "teams", "--inputs", "message", "-n", "2", "--no-ranking"};
        Path mine = folder.resolve("out/teams-1.prompty");
        server.onRequest(number -> {
            if (number == 1) {
                TextOutput.write(mine, "mine");
            }
        });

        EmendCommand refused = generate(command);

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("Emend did not write", "Nothing that was paid for is lost");
        assertThat(mine).hasContent("mine");
        assertThat(folder.resolve("out/teams-plain.prompty")).doesNotExist();
        Files.delete(mine);
        int paid = server.received().size();
        assertThat(generate(command).status()).isZero();
        assertThat(server.received()).hasSize(paid);
    }

    @Test
    void a_budget_that_ends_is_told() {
        EmendCommand run = generate("Name the team.", "--name", "teams", "-n", "3", "--budget", "calls=2");
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out()).contains("The budget ended (budget-calls)", "written by rule");
        assertThat(server.received()).hasSize(2);
        assertThat(folder.resolve("out/teams-3.prompty")).exists();
    }

    @Test
    void money_is_limited_where_the_models_that_are_asked_have_prices() {
        String[] words = {"Name the team.", "--name", "teams", "-n", "1", "--no-ranking", "--budget", "usd=1", "--json"
        };
        assertThat(generate(words).err())
                .contains("nothing says what " + server.model() + " costs", "add --price \"" + server.model());
        assertThat(server.bodies()).isEmpty();
        EmendCommand priced =
                generate(Stream.concat(Stream.of(words), Stream.of("--price", server.model() + "=0.40/1.60"))
                        .toArray(String[]::new));
        assertThat(priced.status()).as(priced.err()).isZero();
        assertThat(JSON.readTree(priced.out()).at("/spent/usd").asDouble()).isPositive();
    }

    @Test
    void a_model_that_is_not_asked_is_not_opened() throws IOException {
        EmendCommand unranked = EmendCommand.run(
                "generate",
                "Name the team.",
                "-n",
                "1",
                "--no-ranking",
                "--model",
                "embedded:no-such-model",
                "--meta-model",
                server.model(),
                "--judge",
                "embedded:no-such-model",
                "--workspace",
                folder.resolve("workspace").toString(),
                "--out",
                folder.resolve("unranked").toString());
        assertThat(unranked.status()).as(unranked.err()).isZero();
        EmendCommand scored =
                generate("Name the team.", "-n", "1", "--data", rows(30), "--judge", "embedded:no-such-model");
        assertThat(scored.status()).as(scored.err()).isZero();
    }

    @Test
    void a_judge_has_a_price_where_it_is_asked_since_the_rows_are_too_few() throws IOException {
        try (ChatServer judge = new ChatServer(request -> "A")) {
            String[] words = {
                "Name the team.",
                "--name",
                "teams",
                "--data",
                rows(8),
                "-n",
                "1",
                "--judge",
                judge.model(),
                "--budget",
                "usd=1",
                "--json",
                "--price",
                server.model() + "=0.40/1.60"
            };
            assertThat(generate(words).err()).contains("nothing says what " + judge.model() + " costs");
            assertThat(server.bodies()).isEmpty();
            EmendCommand priced =
                    generate(Stream.concat(Stream.of(words), Stream.of("--price", judge.model() + "=0.40/1.60"))
                            .toArray(String[]::new));
            assertThat(priced.status()).as(priced.err()).isZero();
        }
    }

    @Test
    void a_person_is_asked_for_what_is_open() {
        EmendCommand run = EmendCommand.answering(
                "message\nbilling, delivery\n\nNever promise a refund.\ntool-use\nledger\n",
                arguments("Name the team.", "--name", "teams", "-n", "1", "--no-ranking", "--interactive"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(folder.resolve("out/teams-1.prompty"))
                .content()
                .contains(
                        "- billing\n- delivery",
                        "Never promise a refund.",
                        "{{message}}",
                        "technique: tool-use",
                        "ledger");
        assertThat(run.err()).doesNotContain("In which language");
    }

    @Test
    void a_wrong_answer_is_said_and_asked_for_again() {
        EmendCommand run = EmendCommand.answering(
                "customer message\nmessage\nbilling, billing\nbilling, delivery\nBe brief, and kind; Be safe.\n\nmagic\nfew-shot\n",
                arguments("Name the team.", "--name", "teams", "-n", "1", "--no-ranking", "--interactive"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("an input cannot be called \"customer message\"", "as in customer_message")
                .contains("a label is given twice: [billing, billing]")
                .contains("there is no technique \"magic\"");
        assertThat(folder.resolve("out/teams-1.prompty")).content().contains("{{message}}", "- billing\n- delivery");
        assertThat(server.bodies()).anyMatch(body -> body.contains("Be brief, and kind") && body.contains("Be safe."));
        assertThat(server.bodies()).noneMatch(body -> body.contains("kind; Be safe"));
    }

    @Test
    void columns_of_a_csv_get_names_that_a_prompt_can_have_and_numbers_of_rows_are_no_inputs() throws IOException {
        StringBuilder csv = new StringBuilder("Ticket ID,Message text,label\n");
        for (int i = 0; i < 20; i++) {
            String team = Teams.NAMES.get(i % Teams.NAMES.size());
            csv.append("T-")
                    .append(i * 7)
                    .append(",Note ")
                    .append(i)
                    .append(" for ")
                    .append(team);
            csv.append(',').append(team).append('\n');
        }
        Files.writeString(folder.resolve("tickets.csv"), csv);

        EmendCommand run = generate(
                "Name the team.",
                "--name",
                "teams",
                "-n",
                "1",
                "--no-ranking",
                "--data",
                folder.resolve("tickets.csv").toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(folder.resolve("out/teams-1.prompty"))
                .content()
                .contains("{{Message_text}}")
                .doesNotContain("icket");
    }

    @Test
    void the_step_of_a_chain_that_answers_keeps_the_constraints() {
        EmendCommand run = generate(
                "Answer the question.",
                "--name",
                "chain",
                "-n",
                "1",
                "--no-ranking",
                "--for",
                "chain",
                "--constraint",
                "Where the text does not say, write unknown.");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(folder.resolve("out/chain-1.3-answer.prompty"))
                .content()
                .contains("{# frozen #}", "Where the text does not say, write unknown.");
    }

    @Test
    void a_judge_comes_with_its_rubric_and_a_chain_with_its_steps() {
        EmendCommand judge = generate("Name the team.", "--name", "teams", "-n", "1", "--no-ranking", "--for", "judge");
        assertThat(judge.out()).contains("rubric-file: " + folder.resolve("out/teams-1.rubric.txt") + ", scale: 1-5");
        assertThat(folder.resolve("out/teams-1.rubric.txt")).content().startsWith("- ");
        EmendCommand chain =
                generate("Name the team.", "--name", "chain", "-n", "1", "--no-ranking", "--for", "chain", "--json");
        JsonNode candidate = JSON.readTree(chain.out()).path("candidates").path(0);
        assertThat(candidate.path("chain").asString())
                .isEqualTo(folder.resolve("out/chain-1.chain.yaml").toString());
        assertThat(candidate.has("prompt")).isFalse();
        assertThat(candidate.path("steps"))
                .hasSize(3)
                .allSatisfy(step ->
                        assertThat(Path.of(step.path("prompt").asString())).exists());
        ChainFile written = ChainFile.read(folder.resolve("out/chain-1.chain.yaml"));
        assertThat(written.program().prompts().keySet()).containsExactly("notes", "draft", "answer");
        assertThat(written.program().inputs()).containsExactly("input");
    }

    @Test
    void a_chain_has_no_prompt_beside_its_steps_and_the_guided_one_says_what_is_known() {
        EmendCommand chain = generate("Name the team.", "--name", "chain", "-n", "1", "--no-ranking", "--for", "chain");

        assertThat(chain.status()).as(chain.err()).isZero();
        assertThat(folder.resolve("out/chain-1.prompty")).doesNotExist();
        assertThat(folder.resolve("out/chain-1.2-draft.prompty"))
                .content()
                .contains("chain: chain-1.chain.yaml", "technique:", "critique:", "evidence: unproven");
        assertThat(folder.resolve("out/chain-1.3-answer.prompty"))
                .content()
                .contains("writtenBy: rule")
                .doesNotContain("evidence:");
    }

    @Test
    void whatever_was_changed_of_a_judge_or_a_chain_is_not_overwritten() throws IOException {
        String[] judge = {"Name the team.", "--name", "judge", "-n", "1", "--no-ranking", "--for", "judge"};
        String[] chain = {"Name the team.", "--name", "chain", "-n", "1", "--no-ranking", "--for", "chain"};
        assertThat(generate(judge).status()).isZero();
        assertThat(generate(chain).status()).isZero();
        for (String file : List.of(
                "judge-1.rubric.txt", "chain-1.chain.yaml", "chain-1.1-notes.prompty", "chain-1.3-answer.prompty")) {
            String[] command = file.startsWith("judge") ? judge : chain;
            assertThat(generate(command).status()).as(file).isZero();
            Path changed = folder.resolve("out").resolve(file);
            String written = Files.readString(changed);
            Files.writeString(changed, written + "\n- My own line.\n");

            EmendCommand again = generate(command);

            assertThat(again.status()).as(file).isEqualTo(ExitStatus.WRONG_INPUT);
            assertThat(again.err()).contains(file, "Emend did not write, or that was changed since");
            assertThat(changed).content().endsWith("- My own line.\n");
            Files.writeString(changed, written);
        }
    }

    @Test
    void an_input_may_be_called_as_a_step_is() {
        EmendCommand run = generate(
                "Summarize the meeting.",
                "--name",
                "sum",
                "--inputs",
                "notes",
                "-n",
                "1",
                "--no-ranking",
                "--for",
                "chain");
        assertThat(run.status()).as(run.err()).isZero();
        ChainFile written = ChainFile.read(folder.resolve("out/sum-1.chain.yaml"));
        assertThat(written.program().prompts().keySet()).containsExactly("chain_notes", "draft", "answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "null"})
    void an_input_of_a_chain_may_be_called_as_a_word_of_yaml_is(String input) {
        EmendCommand run = generate(
                "Summarize it.", "--name", "sum", "--inputs", input, "-n", "1", "--no-ranking", "--for", "chain");

        assertThat(run.status()).as(run.err()).isZero();
        ChainFile written = ChainFile.read(folder.resolve("out/sum-1.chain.yaml"));
        assertThat(written.program().inputs()).containsExactly(input);
    }

    @Test
    void a_file_that_is_no_text_is_not_overwritten() throws IOException {
        Files.createDirectories(folder.resolve("out"));
        byte[] latin = {(byte) 0xE9, '\n'};
        for (String file : List.of("teams-1.prompty", "teams-2.rubric.txt")) {
            Files.write(folder.resolve("out").resolve(file), latin);

            EmendCommand refused =
                    generate("Name the team.", "--name", "teams", "-n", "2", "--no-ranking", "--for", "judge");

            assertThat(refused.status()).as(refused.err()).isEqualTo(ExitStatus.WRONG_INPUT);
            assertThat(refused.err()).contains(file, "Emend did not write");
            Files.delete(folder.resolve("out").resolve(file));
        }
    }

    @Test
    void the_template_and_the_meta_prompts_are_printed() {
        assertThat(EmendCommand.run("generate", "--init").out()).startsWith("# What a prompt is to do.");
        assertThat(EmendCommand.run("generate", "--show-meta-prompt").out()).startsWith("---\nname: generate-write\n");
        assertThat(EmendCommand.run("generate", "--show-meta-prompt", "mend").out())
                .contains("name: generate-mend");
        assertThat(EmendCommand.run("generate", "--show-meta-prompt", "wright").err())
                .contains("Maybe");
    }

    @Test
    void wrong_input_says_what_and_where() throws IOException {
        assertThat(generate().err()).contains("there is no specification", "Maybe begin with");
        assertThat(generate("Name the team.", "--technique", "cot").err()).contains("there is no technique \"cot\"");
        assertThat(generate("Name the team.", "-n", "99").err()).contains("from 1 to 24 candidates");
        assertThat(generate("Name the team.", "--budget", "time=3m").err())
                .contains("by calls, tokens and money, not by time");
        assertThat(generate("none.yaml").err()).contains("there is no file \"none.yaml\"");
        assertThat(generate("Name the team.", "--inputs", "text", "--data", rows(20))
                        .err())
                .contains("rows.jsonl: text", "no row fills the placeholder {{text}}");
        assertThat(generate("Name the team.", "--interactive").err()).contains("there is no terminal");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void a_judge_in_a_file_ranks_as_it_was_calibrated() throws IOException {
        try (ChatServer judge = new ChatServer(request -> "4");
                ChatServer model = new ChatServer(request ->
                        "Answer " + request.path("messages").path(0).toString().length())) {
            Files.writeString(
                    folder.resolve("judge.yaml"),
                    "metric: judge\noptions: {scale: 0-9, critique: none, rubric: Polite., examples: One had a 3.}\n"
                            + "emend: {judge: \"" + judge.model() + "\"}\n");
            Files.writeString(
                    folder.resolve("teams.yaml"),
                    "task: Name the team.\nname: teams\ninputs: [message]\nexamples:\n"
                            + "  - {inputs: {message: Something for billing.}, output: billing}\n");

            EmendCommand run = EmendCommand.run(
                    "generate",
                    folder.resolve("teams.yaml").toString(),
                    "--technique",
                    "zero-shot,persona",
                    "-n",
                    "2",
                    "--judge",
                    folder.resolve("judge.yaml").toString(),
                    "--model",
                    model.model(),
                    "--workspace",
                    folder.resolve("workspace").toString(),
                    "--out",
                    folder.resolve("out").toString());

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("preferred to plain");
            assertThat(judge.received())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.toString())
                            .contains("Polite.", "One had a 3.", "Something for billing."));
        }
        assertThat(generate("Name the team.", "--judge-model", "embedded").err())
                .contains("goes with a judge file");
    }
}
