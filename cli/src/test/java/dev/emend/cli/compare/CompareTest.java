package dev.emend.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.ChatServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import dev.emend.format.prompt.PromptFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareTest {

    private static final int VALIDATION = 40;

    private final AnsweringServer server = new AnsweringServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writePrompts() throws IOException {
        Teams.write(folder, server.model(), 400);
        Files.createDirectories(folder.resolve("prompts"));
        Files.writeString(folder.resolve("prompts/plain.txt"), "Say which of our teams this message is for.\n");
        StringBuilder shown = new StringBuilder("---\nname: shown\ndemonstrations:\n");
        for (int i = 0; i < 9; i++) {
            String team = Teams.NAMES.get(i % 4);
            shown.append("  - inputs: {message: \"Something about %s again, part %d\"}%n    output: %s%n"
                    .formatted(team, i, team));
        }
        Files.writeString(
                folder.resolve("prompts/shown.prompty"),
                shown + "---\nsystem:\nAnswer with a team's name and nothing else.\n\nuser:\n{{message}}\n");
        Files.writeString(folder.resolve("prompts/README.md"), "No prompt.");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private EmendCommand compare(String... arguments) {
        List<String> command = new ArrayList<>(List.of("compare"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--workspace", path("workspace")));
        return EmendCommand.run(command.toArray(String[]::new));
    }

    private static JsonNode json(EmendCommand compared) {
        return JsonMapper.builder().build().readTree(compared.out());
    }

    private void refused(String message, String... arguments) {
        EmendCommand compared = compare(arguments);
        assertThat(compared.status()).as(compared.err()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(compared.err()).contains(message).doesNotContain("\tat ");
        assertThat(server.bodies()).isEmpty();
    }

    @Test
    void prompts_of_a_folder_and_a_file_are_ranked_on_the_tasks_validation_examples() {
        EmendCommand compared = compare(path("prompts"), path("seed.prompty"), "--task", path("task.yaml"), "--full");

        assertThat(compared.status()).as(compared.err()).isZero();
        assertThat(compared.out())
                .contains("1. shown.prompty", "p (Holm)", "to the best", "too good", "kept")
                .doesNotContain("README");
        assertThat(server.bodies()).hasSize(3 * VALIDATION);
    }

    @Test
    void a_folders_rubrics_are_no_prompts() throws IOException {
        Files.writeString(folder.resolve("prompts/judge.rubric.txt"), "- It names the team.\n");

        EmendCommand compared = compare(path("prompts"), path("seed.prompty"), "--task", path("task.yaml"), "--json");

        assertThat(compared.status()).as(compared.err()).isZero();
        assertThat(json(compared).path("places")).hasSize(3);
    }

    @Test
    void a_folders_steps_of_a_chain_are_refused_and_other_chains_are_not_in_the_way() throws IOException {
        Files.writeString(
                folder.resolve("prompts/elsewhere.yaml"),
                "inputs: [message]\nsteps: [{name: team, prompt: ../seed.prompty}]\n");
        EmendCommand compared = compare(path("prompts"), path("seed.prompty"), "--task", path("task.yaml"));
        assertThat(compared.status()).as(compared.err()).isZero();
        server.forget();

        Files.writeString(
                folder.resolve("prompts/teams.chain.yaml"),
                "inputs: [message]\nsteps: [{name: team, prompt: shown.prompty}]\n");

        refused(
                "\"shown.prompty\" in \"" + path("prompts") + "\" is a step of the chain \"teams.chain.yaml\"",
                path("prompts"),
                path("seed.prompty"),
                "--task",
                path("task.yaml"));
    }

    @Test
    void a_text_becomes_the_system_message_before_the_tasks_question() {
        compare(path("prompts/plain.txt"), path("seed.prompty"), "--task", path("task.yaml"));

        assertThat(server.bodies())
                .anyMatch(body -> body.contains("Say which of our teams") && body.contains("something for billing"));
    }

    @Test
    void data_alone_will_do_and_a_prompt_that_is_added_costs_its_own_answers() {
        String[] two = {path("prompts/plain.txt"), path("seed.prompty")};
        EmendCommand first = compare(
                two[0], two[1], "--data", path("messages.jsonl"), "--model", server.model(), "--full", "--json");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(json(first).path("metric").asString()).isEqualTo("label");
        assertThat(json(first).path("examples").asInt()).isEqualTo(160);
        server.forget();

        EmendCommand more = compare(
                two[0],
                two[1],
                path("prompts/shown.prompty"),
                "--data",
                path("messages.jsonl"),
                "--metric",
                "label",
                "--model",
                server.model(),
                "--full",
                "--json");

        assertThat(server.bodies()).hasSize(160);
        assertThat(json(more).path("places")).hasSize(3);
        assertThat(json(more).path("winner").asString()).endsWith("shown.prompty");
    }

    @Test
    void other_prompts_are_compared_on_the_same_data_at_the_same_time() throws IOException {
        List<EmendCommand> beside = new ArrayList<>();
        Files.writeString(folder.resolve("prompts/other.txt"), "Name the team in one word.\n");
        String[] data = {"--data", path("messages.jsonl"), "--model", server.model()};
        server.onRequest(number -> {
            if (number == 1) {
                beside.add(
                        compare(path("prompts/other.txt"), path("seed.prompty"), data[0], data[1], data[2], data[3]));
            }
        });

        EmendCommand first =
                compare(path("prompts/plain.txt"), path("seed.prompty"), data[0], data[1], data[2], data[3]);

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(beside)
                .singleElement()
                .satisfies(other -> assertThat(other.status()).as(other.err()).isZero());
    }

    @Test
    void the_gate_decides_against_a_baseline() {
        EmendCommand better = compare(
                path("prompts"),
                "--task",
                path("task.yaml"),
                "--baseline",
                path("seed.prompty"),
                "--require-improvement",
                "--json");
        assertThat(better.status()).as(better.err()).isZero();
        assertThat(json(better).path("gate").path("verdict").asString()).isEqualTo("promoted");
        assertThat(json(better).path("use").asString()).endsWith("shown.prompty");

        EmendCommand none = compare(
                path("prompts/plain.txt"),
                "--task",
                path("task.yaml"),
                "--baseline",
                path("prompts/shown.prompty"),
                "--require-improvement",
                "--json");
        assertThat(none.status()).isEqualTo(ExitStatus.BELOW_REQUIREMENT);
        assertThat(json(none).path("gate").path("verdict").asString()).isEqualTo("no-change");
    }

    @Test
    void what_is_kept_is_written_and_reads_again() throws IOException {
        EmendCommand compared = compare(
                path("prompts"),
                path("seed.prompty"),
                "--task",
                path("task.yaml"),
                "--select",
                "2",
                "--out",
                path("best"),
                "--html",
                path("page.html"),
                "--blend=2");

        assertThat(compared.status()).as(compared.err()).isZero();
        try (var files = Files.list(folder.resolve("best"))) {
            List<Path> kept = files.toList();
            assertThat(kept).hasSize(2);
            kept.forEach(file ->
                    assertThat(PromptFile.read(file).prompt().placeholders()).containsExactly("message"));
        }
        assertThat(Files.readString(folder.resolve("page.html"))).contains("<svg", "ranking-table", "demonstrations");
    }

    @Test
    void blends_are_screened_by_what_they_mean() throws Exception {
        assertThat(compare(path("prompts"), path("seed.prompty"), "--task", path("task.yaml"), "--blend=2")
                        .status())
                .isZero();

        try (Connection journal = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("workspace/comparisons/journal.db"));
                ResultSet vectors =
                        journal.createStatement().executeQuery("SELECT count(*) FROM entry WHERE purpose = 'EMBED'")) {
            assertThat(vectors.getInt(1)).isPositive();
        }
    }

    @Test
    void a_copy_that_was_kept_gives_way_to_a_newer_one_and_a_file_of_yours_does_not() throws IOException {
        String[] command = {path("prompts"), path("seed.prompty"), "--task", path("task.yaml"), "--out", path("best")};
        assertThat(compare(command).status()).isZero();
        Path given = folder.resolve("prompts/shown.prompty");
        Files.writeString(given, Files.readString(given).replace("and nothing else", "alone"));

        EmendCommand again = compare(command);

        assertThat(again.status()).as(again.err()).isZero();
        assertThat(folder.resolve("best/shown.prompty"))
                .content()
                .contains("a team's name alone", "file: shown.prompty");
        Files.writeString(folder.resolve("best/shown.prompty"), "mine");
        server.forget();
        refused("Emend did not write", command);
        assertThat(Files.readString(folder.resolve("best/shown.prompty"))).isEqualTo("mine");
    }

    @Test
    void the_result_is_told_where_a_file_cannot_be_written() {
        server.onRequest(number -> {
            if (number == 1) {
                writeUnchecked(folder.resolve("best"));
            }
        });

        EmendCommand compared = compare(
                path("prompts"), path("seed.prompty"), "--task", path("task.yaml"), "--out", path("best"), "--json");

        assertThat(compared.status()).isNotZero();
        assertThat(json(compared).path("winner").asString()).isEqualTo("shown.prompty");
    }

    private static void writeUnchecked(Path file) {
        try {
            Files.writeString(file, "In the way.");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void a_judge_compares_answers_where_there_are_no_right_ones() throws IOException {
        Files.writeString(
                folder.resolve("open.jsonl"),
                "{\"message\": \"Note 1 on billing\"}\n{\"message\": \"Note 2 on returns\"}\n");

        EmendCommand compared = compare(
                path("prompts"),
                "--data",
                path("open.jsonl"),
                "--judge",
                "pairwise",
                "--rubric",
                "The right team.",
                "--model",
                server.model(),
                "--json");

        assertThat(compared.status()).as(compared.err()).isZero();
        assertThat(json(compared).path("metric").asString()).startsWith("duels before ");
        assertThat(json(compared).path("places").path(0).path("strength").path("interval"))
                .hasSize(2);
    }

    @Test
    void what_a_judge_ranks_is_blended_too() throws IOException {
        EmendCommand compared = compare(
                path("prompts"),
                "--task",
                path("task.yaml"),
                "--judge",
                "pairwise",
                "--critique",
                "none",
                "--blend",
                "2",
                "--model",
                server.model(),
                "--json");

        assertThat(compared.status()).as(compared.err()).isZero();
        JsonNode places = json(compared).path("places");
        assertThat(places.valueStream().filter(place -> place.has("parents")))
                .isNotEmpty()
                .allMatch(place -> place.path("strength").has("value"));
    }

    @Test
    void a_column_whose_name_has_blanks_is_an_input() throws IOException {
        StringBuilder rows = new StringBuilder("customer message,expected\n");
        for (int i = 0; i < 12; i++) {
            rows.append("Note %d on %s,%s%n".formatted(i, Teams.NAMES.get(i % 4), Teams.NAMES.get(i % 4)));
        }
        Files.writeString(folder.resolve("messages.csv"), rows);
        Files.writeString(folder.resolve("long.txt"), "Say with care which of our teams this message is for.");
        for (List<String> by : List.of(List.of("--metric", "label"), List.of("--judge", "pairwise"))) {
            List<String> command = new ArrayList<>(
                    List.of(path("long.txt"), path("prompts/plain.txt"), "--data", path("messages.csv")));
            command.addAll(by);
            command.addAll(List.of("--model", server.model(), "--json"));

            EmendCommand compared = compare(command.toArray(String[]::new));

            assertThat(compared.status()).as(compared.err()).isZero();
            assertThat(json(compared).path("examples").asInt()).isEqualTo(12);
        }
        assertThat(server.bodies()).anyMatch(body -> body.contains("Note 11 on security"));
    }

    @Test
    void the_judge_that_is_named_is_asked_in_place_of_the_tasks() throws IOException {
        Path task = folder.resolve("task.yaml");
        Files.writeString(
                task,
                Files.readString(task).replace("metric: label", "metric: {name: judge, rubric: The right team.}"));
        try (AnsweringServer judge = new AnsweringServer()) {
            EmendCommand compared = compare(
                    path("prompts/plain.txt"),
                    path("seed.prompty"),
                    "--task",
                    task.toString(),
                    "--judge-model",
                    judge.model());

            assertThat(compared.status()).as(compared.err()).isZero();
            assertThat(compared.out()).contains("note: The judge gave no readable verdict on ");
            assertThat(judge.bodies()).isNotEmpty().allMatch(body -> body.contains("The right team."));
            assertThat(server.bodies()).noneMatch(body -> body.contains("The right team."));
        }
    }

    @Test
    void each_of_a_tasks_models_answers() throws IOException {
        try (AnsweringServer second = new AnsweringServer()) {
            Path task = folder.resolve("task.yaml");
            String models = "task: [\"" + server.model() + "\", \"" + second.model() + "\"], meta: same";
            Files.writeString(
                    task,
                    Files.readString(task).replace("task: \"" + server.model() + "\", meta: same", models)
                            + "prices: {\"" + server.model() + "\": {input: 1, output: 1}}\n");
            List<String> command = List.of(
                    path("prompts/plain.txt"), path("seed.prompty"), "--task", task.toString(), "--full", "--json");

            EmendCommand raced = compare(command.toArray(String[]::new));

            assertThat(raced.status()).as(raced.err()).isZero();
            assertThat(json(raced).path("model").asString()).isEqualTo(server.model() + ", " + second.model());
            assertThat(server.bodies()).hasSize(2 * VALIDATION);
            assertThat(second.bodies()).hasSize(2 * VALIDATION);

            EmendCommand named = compare(with(
                    List.of(
                            path("prompts/plain.txt"),
                            path("seed.prompty"),
                            "--task",
                            task.toString(),
                            "--full",
                            "--json"),
                    "--model",
                    second.model(),
                    "--model",
                    server.model()));
            assertThat(json(named).path("model").asString()).isEqualTo(second.model() + ", " + server.model());

            EmendCommand judged = compare(with(command, "--judge", "pairwise", "--judge-model", server.model()));
            assertThat(judged.status()).as(judged.err()).isZero();

            EmendCommand unpriced = compare(with(command, "--budget", "usd=1"));
            assertThat(unpriced.status()).isEqualTo(ExitStatus.WRONG_INPUT);
            assertThat(unpriced.err()).contains("nothing says what " + second.model() + " costs");
        }
    }

    private static String[] with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void a_budget_that_ends_gives_the_ranking_so_far_and_the_same_command_goes_on() {
        String[] command = {path("prompts"), path("seed.prompty"), "--task", path("task.yaml"), "--full", "--json"};
        List<String> little = new ArrayList<>(List.of(command));
        little.addAll(List.of("--budget", "calls=50"));

        EmendCommand stopped = compare(little.toArray(String[]::new));

        assertThat(stopped.status()).as(stopped.err()).isEqualTo(ExitStatus.NO_VERDICT);
        assertThat(json(stopped).path("stopped").asString()).isEqualTo("budget-calls");
        assertThat(json(stopped).path("places")).hasSize(3);
        assertThat(server.bodies()).hasSize(50);
        assertThat(compare(command).status()).isZero();
        assertThat(server.bodies()).hasSize(3 * VALIDATION);
    }

    @Test
    void money_is_limited_without_a_task_file_where_prices_are_given() {
        List<String> command = List.of(
                path("prompts"),
                "--data",
                path("messages.jsonl"),
                "--model",
                server.model(),
                "--full",
                "--json",
                "--budget",
                "usd=0.002");

        EmendCommand unpriced = compare(with(command));
        assertThat(unpriced.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(unpriced.err())
                .contains("nothing says what " + server.model() + " costs", "add --price \"" + server.model())
                .doesNotContain("task file");
        assertThat(server.bodies()).isEmpty();

        EmendCommand stopped = compare(with(command, "--price", server.model() + "=0.10/0.10"));
        assertThat(stopped.status()).as(stopped.err()).isEqualTo(ExitStatus.NO_VERDICT);
        assertThat(json(stopped).path("stopped").asString()).isEqualTo("budget-usd");
        assertThat(server.bodies()).hasSizeBetween(10, 319);
    }

    @Test
    void wrong_input_is_said_before_a_call() throws IOException {
        String seed = path("seed.prompty");
        String task = path("task.yaml");
        refused("--task", seed, path("prompts"));
        refused("only one prompt", seed, "--task", task);
        refused("there is no file", seed, path("no.prompty"), "--task", task);
        refused("has no prompt", seed, path("prompts/*.yaml"), "--task", task);
        refused("is no file and no pattern", seed, path("prompts/{plain*.txt"), "--task", task);
        refused("\"pairwise\"", seed, path("prompts"), "--task", task, "--judge", "pairwize");
        Files.writeString(
                folder.resolve("qa.chain.yaml"), "inputs: [message]\nsteps: [{name: a, prompt: a.prompty}]\n");
        refused("qa.chain.yaml\" is a chain", seed, path("qa.chain.yaml"), "--task", task);
        refused("\" is a folder", seed, path("prompts"), "--task", task, "--html", path("prompts"));
        refused("\" is a file", seed, path("prompts"), "--task", task, "--out", path("seed.prompty"));
        refused("would overwrite", seed, path("prompts"), "--task", task, "--out", path("prompts"));
        refused("would overwrite", seed, path("prompts"), "--task", task, "--html", task);
        String data = path("messages.jsonl");
        refused("would overwrite", seed, path("prompts"), "--data", data, "--html", data);
        refused("one model answers", seed, path("prompts"), "--data", data, "--model", "a", "--model", "b");
        refused("--critique are for a judge", seed, path("prompts"), "--task", task, "--critique", "none");
        refused("the metric label asks none", seed, path("prompts"), "--task", task, "--judge-model", "embedded");
        refused("is for no model that is asked", seed, path("prompts"), "--task", task, "--price", "embedded=1/1");
        refused("--baseline", seed, path("prompts"), "--task", task, "--require-improvement");
        refused("calls=N", seed, path("prompts"), "--task", task, "--budget", "time=3m");
        Files.writeString(folder.resolve("unproved.csv"), "id,message,expected\nu1,Who else?,\n");
        Path unproved = Files.writeString(
                folder.resolve("unproved.yaml"),
                Files.readString(folder.resolve("task.yaml"))
                        .replaceFirst(
                                "(?s)  file: .*?\n  split: .*?\n",
                                "  files: {train: messages.jsonl, validation: unproved.csv, holdout: unproved.csv}\n"
                                        + "  unanswered: skip\n"));
        refused("has no validation examples", seed, path("prompts"), "--task", unproved.toString());
        Files.writeString(folder.resolve("prompts/lost.txt"), "Route {{text}}.");
        refused("lost.txt\" asks for {{text}}", seed, path("prompts"), "--task", task);
        refused("lost.txt\" asks for {{text}}", seed, path("prompts"), "--data", path("messages.jsonl"));
    }

    @Test
    void a_judge_in_a_file_compares_as_it_was_calibrated() throws IOException {
        Files.writeString(
                folder.resolve("open.jsonl"),
                "{\"message\": \"Note 1 on billing\"}\n{\"message\": \"Note 2 on returns\"}\n");
        try (ChatServer calibrated =
                        new ChatServer(request -> request.toString().contains("security") ? "9" : "2");
                ChatServer other = new ChatServer(request -> "5")) {
            Files.writeString(
                    folder.resolve("judge.yaml"),
                    "metric: judge\noptions: {scale: 0-9, critique: none, readout: auto, rubric: The right team.,"
                            + " examples: One like this had a 3., show: message}\nemend: {judge: \""
                            + calibrated.model() + "\"}\n");
            String[] command = {
                path("prompts"), "--data", path("open.jsonl"), "--judge", path("judge.yaml"), "--model", server.model()
            };

            EmendCommand compared = compare(command);

            assertThat(compared.status()).as(compared.err()).isZero();
            assertThat(compared.err()).doesNotContain("was calibrated with");
            assertThat(calibrated.received()).isNotEmpty().allSatisfy(request -> {
                assertThat(request.path("logprobs").asBoolean()).isTrue();
                assertThat(request.toString()).contains("The right team.", "One like this had a 3.", "INPUT MESSAGE");
            });

            List<String> elsewhere = new ArrayList<>(List.of(command));
            elsewhere.addAll(List.of("--judge-model", other.model()));
            assertThat(compare(elsewhere.toArray(String[]::new)).err())
                    .contains("note: the judge was calibrated with " + calibrated.model() + ", and here "
                            + other.model());
            assertThat(other.received()).isNotEmpty();
        }
    }

    @Test
    void a_judge_file_that_does_not_fit_is_refused_before_a_call() throws IOException {
        Files.writeString(folder.resolve("mail.yaml"), "metric: judge\noptions: {show: mail}\n");
        String[] start = {path("prompts"), "--data", path("messages.jsonl"), "--model", server.model(), "--judge"};
        List<String> rubric = new ArrayList<>(List.of(start));
        rubric.addAll(List.of(path("mail.yaml"), "--rubric", "Be right."));
        List<String> shown = new ArrayList<>(List.of(start));
        shown.add(path("mail.yaml"));
        List<String> word = new ArrayList<>(List.of(start));
        word.add("pairwize");

        refused("do not go with a judge file", rubric.toArray(String[]::new));
        refused("shows the judge mail", shown.toArray(String[]::new));
        refused("--judge cannot be \"pairwize\"", word.toArray(String[]::new));
    }

    @Test
    void a_model_that_is_not_asked_needs_no_key_and_no_price() throws IOException {
        Path task = folder.resolve("task.yaml");
        Files.writeString(
                task,
                Files.readString(task)
                        .replace(
                                "meta: same",
                                "meta: \"openai:gpt-4.1\", judge: [\"" + server.model() + "\", \"openai:gpt-4.1\"]"));
        String[] raced = {
            path("prompts"), "--task", task.toString(), "--budget", "usd=1", "--price", server.model() + "=0.1/0.1"
        };
        List<String> judged = new ArrayList<>(List.of(raced));
        judged.addAll(List.of("--judge", "pairwise"));
        List<String> blended = new ArrayList<>(List.of(raced));
        blended.add("--blend");

        EmendCommand byMetric = compare(raced);
        EmendCommand byJudge = compare(judged.toArray(String[]::new));
        EmendCommand withBlends = compare(blended.toArray(String[]::new));

        assertThat(byMetric.status()).as(byMetric.err()).isZero();
        assertThat(byJudge.status()).as(byJudge.err()).isZero();
        assertThat(withBlends.err()).contains("nothing says what openai:gpt-4.1 costs");
    }

    @Test
    void rows_of_one_group_stay_on_one_side_of_the_gate_and_are_one_piece_of_evidence() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            String team = Teams.NAMES.get(i % 4);
            rows.append(
                    "{\"inputs\": {\"message\": \"Note %d: something for %s\"}, \"expected\": \"%s\", \"thread\": \"t%d\"}%n"
                            .formatted(i * 7919, team, team, i / 6));
        }
        Files.writeString(folder.resolve("threads.jsonl"), rows);
        String[] ungrouped = {
            path("prompts/shown.prompty"),
            "--data",
            path("threads.jsonl"),
            "--baseline",
            path("prompts/plain.txt"),
            "--model",
            server.model(),
            "--json"
        };
        List<String> grouped = new ArrayList<>(List.of(ungrouped));
        grouped.addAll(List.of("--group", "thread"));

        JsonNode alone = json(compare(ungrouped));
        EmendCommand together = compare(grouped.toArray(String[]::new));

        assertThat(together.status()).as(together.err()).isZero();
        double apart = alone.at("/gate/difference/p").asDouble();
        assertThat(json(together).at("/gate/difference/p").asDouble()).isGreaterThan(apart);
        List<String> wrong = new ArrayList<>(List.of(ungrouped));
        wrong.addAll(List.of("--group", "threads"));
        assertThat(compare(wrong.toArray(String[]::new)).err()).contains("no field \"threads\"", "\"thread\"");
        assertThat(compare(path("prompts"), "--task", path("task.yaml"), "--group", "thread")
                        .err())
                .contains("--group goes with --data");
    }

    @Test
    void a_chat_that_was_exported_as_json_is_no_text() throws IOException {
        Files.writeString(
                folder.resolve("chat.json"),
                "[{\"role\": \"system\", \"content\": \"Name the team.\"}, {\"role\": \"user\", \"content\": \"{{message}}\"}]");
        Files.writeString(
                folder.resolve("chat.jsonl"),
                "{\"messages\": [{\"role\": \"user\", \"content\": \"Name it.\"}]}\n{\"messages\": []}\n");
        for (String file : List.of("chat.json", "chat.jsonl")) {
            refused(
                    file + ": the file is a chat's messages as JSON",
                    path(file),
                    path("seed.prompty"),
                    "--task",
                    path("task.yaml"));
        }
    }
}
