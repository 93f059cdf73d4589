package dev.emend.format.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.data.Splits;
import dev.emend.evaluation.Estimates;
import dev.emend.metric.Answer;
import dev.emend.model.Price;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Learned;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFileTest {

    private static final String DATA = "data:\n  file: rows.jsonl\n  split: {train: 4, validation: 4, holdout: 4}\n";

    @TempDir
    Path folder;

    @BeforeEach
    void writePromptAndRows() throws IOException {
        write("seed.prompty", "---\nname: route\n---\nsystem:\nName the team.\nuser:\n{{message}}\n");
        write("rows.jsonl", rows("m", 0, 12));
    }

    private static String rows(String message, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"id\": \"r" + i + "\", \"inputs\": {\"message\": \"" + message + i
                        + "\"}, \"expected\": \"" + (i % 2 == 0 ? "even" : "odd") + "\", \"doc\": \"d" + i / 3 + "\"}")
                .collect(Collectors.joining("\n"));
    }

    @Test
    void readsAWholeTask() throws IOException {
        Task task = read("""
                        name: support
                        description: Route a message.
                        prompt: seed.prompty
                        data:
                          file: rows.jsonl
                          split: {train: 4, validation: 4, holdout: 4, seed: 7, stratify: expected}
                        metric: {name: label, lenient: true}
                        models: {task: "openai:gpt-4o-mini", meta: "openai:gpt-4o"}
                        prices:
                          openai:gpt-4o-mini: {input: 0.15, cachedInput: 0.075, output: 0.60}
                          openai:gpt-4o: {input: 2.5, output: 10}
                        strategy: {name: reflective, block: 8}
                        budget: {calls: 300, tokens: 400k, usd: 2.5, time: 1h30m}
                        seed: 11
                        """).task();
        assertThat(task.name()).isEqualTo("support");
        assertThat(task.description()).isEqualTo("Route a message.");
        assertThat(task.prompt().name()).isEqualTo("route");
        assertThat(task.splits().train()).hasSize(4);
        assertThat(task.splits().holdout())
                .extracting(Example::expected)
                .containsExactlyInAnyOrder("even", "even", "odd", "odd");
        assertThat(task.metric().name()).isEqualTo("label");
        assertThat(task.models()).isEqualTo(new Task.ModelNames("openai:gpt-4o-mini", "openai:gpt-4o"));
        assertThat(task.prices())
                .isEqualTo(Map.of(
                        "openai:gpt-4o-mini", new Price(0.15, 0.075, 0.60), "openai:gpt-4o", new Price(2.5, 2.5, 10)));
        assertThat(task.strategy()).isEqualTo("reflective");
        assertThat(task.options()).containsExactly(Map.entry("block", "8"));
        assertThat(task.budget())
                .isEqualTo(new Budget(
                        OptionalLong.of(300),
                        OptionalLong.of(400_000),
                        OptionalLong.of(2_500_000),
                        Optional.of(Duration.ofMinutes(90))));
        assertThat(task.seed()).isEqualTo(11);
    }

    @Test
    void severalTaskModelsAnswerEveryValidationAndHoldOutExample() throws IOException {
        LoadedTask loaded =
                read("prompt: seed.prompty\n" + DATA + "metric: label\naim: worst\nmodels: {task: [a, b], meta: c}\n");
        Task task = loaded.task();
        assertThat(task.models()).isEqualTo(new Task.ModelNames(List.of("a", "b"), "c", List.of("c")));
        assertThat(task.splits().train()).hasSize(4);
        assertThat(task.splits().validation())
                .hasSize(8)
                .extracting(example -> example.column("task model"))
                .containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
        assertThat(task.metric().name()).isEqualTo("label, worst task model");
        assertThat(TaskSnapshot.read(TaskSnapshot.write(loaded)).task().metric().name())
                .isEqualTo("label, worst task model");
    }

    @Test
    void wrongTaskModelsAreSaidWithTheirPlace() {
        assertThatThrownBy(() -> read("prompt: seed.prompty\n" + DATA + "metric: label\nmodels:\n  task: [a, b, a]\n"))
                .hasMessageContaining("the task model \"a\" is named twice")
                .hasMessageContaining("task.yaml:7");
        assertThatThrownBy(() ->
                        read("prompt: seed.prompty\n" + DATA + "metric: label\nmodels: {task: [a, b]}\naim: wurst\n"))
                .hasMessageContaining("\"aim\" cannot be \"wurst\"")
                .hasMessageContaining("worst");
    }

    @Test
    void severalTasksShareAPromptAndAnUnseenOneIsInTheHoldOutAlone() throws IOException {
        for (String name : List.of("first", "second", "third")) {
            write(name + ".jsonl", rows(name, 0, 12));
            write(
                    name + ".yaml",
                    "prompt: seed.prompty\n" + DATA.replace("rows", name) + "metric: "
                            + (name.equals("first") ? "exact-match" : "label") + "\n");
        }
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");

        LoadedTask loaded =
                read("prompt: shared.prompty\ntasks: [first.yaml, second.yaml]\nunseen: [third.yaml]\naim: worst\n");

        Task task = loaded.task();
        assertThat(task.splits().validation()).hasSize(8);
        assertThat(task.splits().validation().getFirst().inputs().get("request"))
                .startsWith("Name the team.\n\nfirst");
        assertThat(task.splits().validation())
                .extracting(example -> example.column("task"))
                .doesNotContain("third");
        assertThat(task.splits().holdout())
                .hasSize(12)
                .extracting(example -> example.column("task"))
                .contains("third");
        assertThat(task.metric().name()).isEqualTo("exact-match / label, worst task");
        LoadedTask read = TaskSnapshot.read(TaskSnapshot.write(loaded));
        assertThat(read.task().metric().name()).isEqualTo(task.metric().name());
        assertThat(read.fingerprint()).isEqualTo(loaded.fingerprint());
    }

    @Test
    void aTaskOfWhichNothingUnseenIsLeftReadsBackTheSame() throws IOException {
        for (String name : List.of("first", "second")) {
            write(name + ".jsonl", rows(name, 0, 12));
            write(name + ".yaml", "prompt: seed.prompty\n" + DATA.replace("rows", name) + "metric: label\n");
        }
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");
        LoadedTask loaded = read("prompt: shared.prompty\ntasks: [first.yaml]\nunseen: [second.yaml]\n");
        Splits splits = loaded.task().splits();
        List<Example> second = splits.holdout().stream()
                .filter(example -> example.column("task").equals("second"))
                .toList();
        Learned learned = new Learned(
                "task-1",
                List.of(loaded.task().prompt()),
                List.of(),
                List.of(),
                Estimates.of(new double[] {1, 0, 1}, 0.95),
                Split.HOLDOUT,
                List.of());

        LoadedTask following = loaded.after(learned, splits.after(List.of(new Splits(second, List.of(), List.of()))));

        assertThat(following.task().splits().holdout()).hasSize(splits.holdout().size() - second.size());
        assertThat(following.task().splits().train()).isEqualTo(splits.train());
        LoadedTask read = TaskSnapshot.read(TaskSnapshot.write(following));
        assertThat(read.fingerprint()).isEqualTo(following.fingerprint());
        assertThat(read.task().metric().name())
                .isEqualTo(following.task().metric().name());
    }

    @Test
    void aRowOfASharedTaskIsKnownAgainWhateverTheTasksPromptSaysNow() throws IOException {
        write("first.yaml", "prompt: seed.prompty\n" + DATA + "metric: label\n");
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");
        String shared = "prompt: shared.prompty\ntasks: [first.yaml]\n";
        Splits before =
                TaskSnapshot.read(TaskSnapshot.write(read(shared))).task().splits();
        write("seed.prompty", "---\nname: route\n---\nsystem:\nPlease name the team.\nuser:\n{{message}}\n");
        Splits now = read(shared).task().splits();
        Splits swapped = new Splits(now.holdout(), now.validation(), now.train());

        assertThat(now.train().getFirst().inputs().get("request")).startsWith("Please name the team.");
        assertThat(now.after(List.of(before))).isEqualTo(now);
        assertThat(swapped.after(List.of(before)).holdout()).containsExactlyInAnyOrderElementsOf(now.holdout());
    }

    @Test
    void groupsOfSharedTasksStayGroups() throws IOException {
        for (String name : List.of("first", "second", "third")) {
            write(name + ".jsonl", rows(name, 0, 12));
            String data = name.equals("third") ? DATA : DATA.replace("holdout: 4", "holdout: 4, group: doc");
            write(name + ".yaml", "prompt: seed.prompty\n" + data.replace("rows", name) + "metric: label\n");
        }
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");

        Splits splits = read("prompt: shared.prompty\ntasks: [first.yaml, third.yaml]\nunseen: [second.yaml]\n")
                .task()
                .splits();

        Map<String, List<String>> groups = splits.holdout().stream()
                .collect(Collectors.groupingBy(
                        splits::groupOf,
                        Collectors.mapping(
                                example -> example.column("task") + " " + example.column("doc"), Collectors.toList())));
        assertThat(groups.values())
                .anySatisfy(group -> assertThat(group).hasSizeGreaterThan(1))
                .allSatisfy(group -> assertThat(group.stream().map(key -> key.substring(key.indexOf(' '))))
                        .containsOnly(
                                group.getFirst().substring(group.getFirst().indexOf(' '))));
        assertThat(groups.values().stream().filter(group -> group.getFirst().startsWith("third")))
                .hasSize(4);
        assertThat(read("prompt: shared.prompty\ntasks: [third.yaml]\n")
                        .task()
                        .splits()
                        .group())
                .isEmpty();
    }

    @Test
    void tasksThatDrawOneGroupIntoDifferentSplitsAreRefused() throws IOException {
        for (String name : List.of("first", "second")) {
            write(name + ".jsonl", rows(name, 0, 12));
            String data =
                    DATA.replace("holdout: 4", "holdout: 4, group: doc" + (name.equals("first") ? "" : ", seed: 5"));
            write(name + ".yaml", "prompt: seed.prompty\n" + data.replace("rows", name) + "metric: label\n");
        }
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");

        assertThatThrownBy(() -> read("prompt: shared.prompty\ntasks: [first.yaml, second.yaml]\n"))
                .hasMessageContaining("the group \"doc ")
                .hasMessageContaining("of several tasks stands in")
                .hasMessageContaining("Maybe give these tasks the same files or sizes and seed of the split");
    }

    @Test
    void tasksThatDrawTheSameRowsIntoDifferentSplitsAreRefused() throws IOException {
        write("first.yaml", "prompt: seed.prompty\n" + DATA + "metric: label\n");
        write("second.yaml", "prompt: seed.prompty\n" + DATA.replace("{train", "{seed: 5, train") + "metric: label\n");
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");

        assertThatThrownBy(() -> read("prompt: shared.prompty\ntasks: [first.yaml, second.yaml]\n"))
                .hasMessageContaining("is in two splits")
                .hasMessageContaining("or the hold-out would prove nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks: [first.yaml,\n  second.yaml]", "tasks: [first.yaml]\nunseen: [second.yaml]"})
    void aTaskWithAChainSharesNoPrompt(String tasks) throws IOException {
        write("first.yaml", "prompt: seed.prompty\n" + DATA + "metric: label\n");
        write("second.yaml", "chain: chain.yaml\n" + DATA + "metric: label\n");
        write("chain.yaml", """
                inputs: [message]
                steps:
                  - {name: team, prompt: seed.prompty}
                  - {name: word, prompt: seed.prompty}
                """);
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");

        assertThatThrownBy(() -> read("prompt: shared.prompty\n" + tasks + "\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("task.yaml:3")
                .hasMessageContaining("the task \"second\" has a chain");
    }

    @Test
    void whatDoesNotGoWithSeveralTasksIsSaidWithItsPlace() throws IOException {
        write("first.yaml", "prompt: seed.prompty\n" + DATA + "metric: label\n");
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");
        assertThatThrownBy(() -> read("prompt: shared.prompty\ntasks: [first.yaml]\nmetric: label\n"))
                .hasMessageContaining("\"metric\" and \"tasks\" exclude each other")
                .hasMessageContaining("task.yaml:3");
        assertThatThrownBy(() -> read("prompt: shared.prompty\ntasks: [first.yaml, first.yaml]\n"))
                .hasMessageContaining("two tasks are called \"first\"");
        write("shared.prompty", "---\nname: shared\n---\nsystem:\n{{tone}}\nuser:\n{{request}}\n");
        assertThatThrownBy(() -> read("prompt: shared.prompty\ntasks: [first.yaml]\n"))
                .hasMessageContaining("must have one placeholder");
    }

    @Test
    void tasksThatNameEachOtherAreRefused() throws IOException {
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");
        write("other.yaml", "prompt: shared.prompty\ntasks: [task.yaml]\n");

        assertThatThrownBy(() -> read("prompt: shared.prompty\ntasks:\n- other.yaml\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("task.yaml:3: tasks[0]: the task \"other.yaml\" itself serves several")
                .hasMessageContaining("Maybe name its tasks here one by one.");
    }

    @Test
    void hasDefaultsForWhatIsLeftOut() throws IOException {
        Task task = read("prompt: seed.prompty\n" + DATA + "metric: label\n").task();
        assertThat(task.name()).isEqualTo("task");
        assertThat(task.models()).isEqualTo(new Task.ModelNames(TaskFile.DEFAULT_MODEL, TaskFile.DEFAULT_MODEL));
        assertThat(task.strategy()).isEqualTo("auto");
        assertThat(task.budget()).isEqualTo(Budget.calls(400));
        assertThat(task.seed()).isEqualTo(1);
    }

    @Test
    void aPromptThatAsksEveryRowTheSameIsRefused() throws IOException {
        write("same.prompty", "---\nname: same\n---\nuser:\nClassify {{the request}}\n");
        assertThatThrownBy(() -> read("prompt: same.prompty\n" + DATA + "metric: label\n"))
                .hasMessageContaining("has no placeholder")
                .hasMessageContaining("same.prompty");
    }

    @Test
    void theUsualModelsShortNameIsTheSameModel() throws IOException {
        String start = "prompt: seed.prompty\n" + DATA + "metric: label\nmodels: ";
        Task.ModelNames usual =
                read("prompt: seed.prompty\n" + DATA + "metric: label\n").task().models();
        assertThat(read(start + "{task: embedded, judge: embedded}\n").task().models())
                .isEqualTo(usual);
        assertThat(read(start + "{task: a, meta: embedded}\n").task().models().meta())
                .isEqualTo(TaskFile.DEFAULT_MODEL);
        assertThatThrownBy(() -> read(start + "{task: [embedded, \"embedded:qwen2.5-coder-1.5b\"]}\n"))
                .hasMessageContaining("is named twice");
    }

    @Test
    void flagsOverrideTheFile() throws IOException {
        String yaml = "prompt: seed.prompty\n" + DATA
                + "metric: label\nmodels: {task: a, meta: same}\nstrategy: {name: reflective, block: 8}\n"
                + "budget: {calls: 300, time: 20m}\nseed: 3\n";
        Path file = write("task.yaml", yaml);
        Task task = TaskFile.read(
                        file,
                        new Overrides(
                                List.of("b"),
                                Optional.empty(),
                                Optional.of("opro"),
                                Optional.of(BudgetText.parse("calls=10,usd=1")),
                                OptionalLong.of(9)))
                .task();
        assertThat(task.models()).isEqualTo(new Task.ModelNames("b", "b"));
        assertThat(task.strategy()).isEqualTo("opro");
        assertThat(task.options()).isEmpty();
        assertThat(BudgetText.format(task.budget())).isEqualTo("calls=10,usd=1,time=20m");
        assertThat(task.seed()).isEqualTo(9);
    }

    @Test
    void composesAStrategyFromOperators() throws IOException {
        String data = DATA.replace("train: 4, validation: 4, holdout: 4", "train: 3, validation: 3, holdout: 6");
        String start = "prompt: seed.prompty\n" + data + "metric: label\n";
        Task task = read(start + "strategy: {name: compose, operators: [induce, demonstrate], width: 4}\n")
                .task();

        assertThat(task.strategy()).isEqualTo("compose");
        assertThat(task.options()).isEqualTo(Map.of("operators", "induce,demonstrate", "width", "4"));
        List<String> operators = new ArrayList<>();
        new Run(task, Models.local(new Parity()), new InMemoryJournal()).execute(event -> {
            if (event instanceof RunEvent.Proposed proposed) {
                operators.add(proposed.operator());
            }
        });
        assertThat(operators).startsWith("induce", "demonstrate").containsOnly("induce", "demonstrate");

        refused(
                start + "strategy:\n  name: compose\n  operators: [induce, demonstration]\n",
                ":8",
                "not \"induce,demonstration\"",
                "Maybe \"demonstration\" should be \"demonstrate\"");
        refused(start + "strategy: {name: compose, operator: induce}\n", ":6", "Maybe it should be \"operators\"");
    }

    @Test
    void readsSplitsFromFilesAndMapsColumns() throws IOException {
        write("a.csv", "text,team\none,x\n");
        write("b.csv", "text,team\ntwo,y\n");
        write("c.csv", "text,team\nthree,x\n");
        Task task = read("""
                        prompt: seed.prompty
                        data:
                          files: {train: a.csv, validation: b.csv, holdout: c.csv}
                          columns: {expected: team, inputs: {message: text}}
                        metric:
                          - {name: label, weight: 2}
                          - token-f1
                        """).task();
        assertThat(task.splits().holdout().getFirst().inputs()).containsEntry("message", "three");
        assertThat(task.splits().train().getFirst().id()).isEqualTo("train-row-1");
    }

    @Test
    void theFingerprintFollowsWhatMattersAndNothingElse() throws IOException {
        String yaml = "prompt: seed.prompty\n" + DATA + "metric: label\n";
        String print = read(yaml).fingerprint();
        assertThat(read("name: other\n" + yaml).fingerprint()).isEqualTo(print);
        assertThat(read(yaml + "seed: 2\n").fingerprint()).isNotEqualTo(print);
        assertThat(read(yaml + "budget: {calls: 401}\n").fingerprint()).isNotEqualTo(print);
        assertThat(read(yaml.replace("metric: label", "metric: exact-match")).fingerprint())
                .isNotEqualTo(print);
        write("rows.jsonl", rows("n", 0, 12));
        assertThat(read(yaml).fingerprint()).isNotEqualTo(print);
    }

    @Test
    void saysWhereATaskIsWrong() throws IOException {
        String start = "prompt: seed.prompty\n" + DATA;
        refused("", ": the task file is empty\nMaybe \"emend init DATA\" can write one.");
        refused(DATA + "metric: label\n", ":1: prompt: the key \"prompt\" is missing");
        refused("prompt: seed.prompty\nmetric: label\n", ":1: data: the key \"data\" is missing");
        refused(start, ":1: metric: the key \"metric\" is missing");
        refused(
                start + "metrics: label\n",
                ":5: metrics: the key \"metrics\" is not known\nMaybe it should be \"metric\".");
        refused(
                start.replace("train:", "trian:") + "metric: label\n",
                ":4: data.split.trian: the key \"trian\" is not known\nMaybe it should be \"train\".");
        refused(
                start.replace("data:\n", "data:\n  unanswered: keep\n") + "metric: label\n",
                ":3: data.unanswered: \"unanswered\" cannot be \"keep\"");
        refused(
                start.replace("train: 4", "train: four") + "metric: label\n",
                ":4: data.split.train: this must be a whole number, not \"four\"");
        refused(
                start.replace("holdout: 4", "holdout: 0") + "metric: label\n",
                ":4: data.split.holdout: 0 is out of range\nMaybe it should be between 1 and 1000000.");
        refused(
                start.replace("holdout: 4", "holdout: 5") + "metric: label\n",
                ":4: data.split: the split asks for 13 examples (train 4, validation 4, holdout 5), but there are 12");
        refused(
                start.replace("4}", "4, stratify: intent}") + "metric: label\n",
                ":4: data.split: \"stratify\" names the column \"intent\", which the row at ");
        refused(start.replace("seed.", "sed.") + "metric: label\n", ":1: prompt: there is no file \"");
        refused(start.replace("rows.", "row.") + "metric: label\n", ":3: data.file: there is no file \"");
        refused(
                start.replaceFirst("rows\\.[a-z]+", "\"rows\\\\0\"") + "metric: label\n",
                ":3: data.file: \"rows\0\" can be no file here");
        refused(start + "metric: labl\n", ":5: metric: ", "\"label\"");
        refused(start + "metric: {name: label, strict: true}\n", ":5: metric: ", "strict");
        refused(start + "metric: {lenient: true}\n", ":5: metric: the metric has no name");
        refused(start + "metric: []\n", ":5: metric: the list of metrics is empty");
        refused(
                start + "metric:\n  - {name: label, weight: -1}\n",
                ":6: metric[0].weight: a weight must be above 0, not -1");
        refused(start + "metric: label\nbudget: {}\n", ":6: budget: the budget limits nothing");
        refused(
                start + "metric: label\nbudget: {calls: many}\n",
                ":6: budget.calls: this must be a whole number, not \"many\"\nMaybe write it like 300, 400k or 1M.");
        refused(start + "metric: label\nbudget: {time: 20}\n", ":6: budget.time: this must be a time, not \"20\"");
        refused(
                start + "metric: label\nbudget:\n  dollars: 3\n",
                ":7: budget.dollars: the key \"dollars\" is not known");
        refused(start + "metric: label\nseed: x\n", ":6: seed: this must be a whole number, not \"x\"");
        refused(
                start + "metric: label\nprices: {m: {input: -1, output: 2}}\n",
                ":6: prices.m.input: a price must not be negative, but is -1");
        refused(
                start + "metric: label\nprices: {m: {input: 1}}\n",
                ":6: prices.m.output: the key \"output\" is missing");
        refused(
                start + "metric: label\nmodels: a\n",
                ":6: models: this must be a mapping of keys to values, not \"a\"");
        refused(
                "prompt: seed.prompty\ndata:\n  file: rows.jsonl\nmetric: label\n",
                ":2: data.split: the key \"split\" is missing");
        refused(
                start + "  columns: {inputs: {mesage: doc}}\nmetric: label\n",
                ":5: data.columns.inputs.mesage: the prompt has no placeholder {{mesage}}\nMaybe it should be \"message\".");
        refused(
                start + "  files: {train: rows.jsonl}\nmetric: label\n",
                ":3: data.file: \"file\" and \"files\" exclude each other");
    }

    @Test
    void aGroupedSplitThatLeavesNoHoldOutIsRefused() throws IOException {
        write("rows.jsonl", rows("m", 0, 12).replaceAll("\"d\\d\"", "\"d\""));
        refused(
                "prompt: seed.prompty\n" + DATA.replace("4}", "4, group: doc}") + "metric: label\n",
                ":4: data.split: the split leaves nothing for ");
    }

    @Test
    void examplesInGivenFilesBelongTogetherByAColumn() throws IOException {
        write("a.jsonl", rows("m", 0, 4).replaceAll("\"d\\d\"", "\"a\""));
        write("b.jsonl", rows("m", 4, 8).replaceAll("\"d\\d\"", "\"b\""));
        write("c.jsonl", rows("m", 8, 12).replaceAll("\"d\\d\"", "\"c\""));
        String yaml = "prompt: seed.prompty\ndata:\n  files: {train: a.jsonl, validation: b.jsonl, holdout: c.jsonl}\n"
                + "  group: doc\nmetric: label\n";
        Splits splits = read(yaml).task().splits();
        assertThat(splits.groupOf(splits.holdout().getFirst())).isEqualTo("c");
        refused(yaml.replace("doc", "dog"), ":4: data.group: \"group\" names the column \"dog\"");
        write("c.jsonl", rows("m", 8, 12).replaceAll("\"d\\d\"", "\"a\""));
        assertThatThrownBy(() -> read(yaml))
                .hasMessageStartingWith(folder.resolve("c.jsonl")
                        + ":1: the group \"a\" of the column doc stands in train" + " and in holdout");
    }

    @Test
    void rowsWithTheSameInputsAreDrawnOnce() throws IOException {
        write("rows.jsonl", rows("m", 0, 12) + "\n" + rows("m", 0, 12).replace("\"r", "\"again"));

        Splits splits =
                read("prompt: seed.prompty\n" + DATA + "metric: label\n").task().splits();

        assertThat(Stream.of(splits.train(), splits.validation(), splits.holdout())
                        .flatMap(List::stream)
                        .map(Example::inputs))
                .hasSize(12)
                .doesNotHaveDuplicates();
        assertThat(read("prompt: seed.prompty\n" + DATA + "metric: label\n").notes())
                .containsExactly("12 rows of rows.jsonl are left out, since others have the same inputs");
        write("rows.jsonl", rows("m", 0, 8) + "\n" + rows("m", 0, 8).replace("\"r", "\"again"));
        refused(
                "prompt: seed.prompty\n" + DATA + "metric: label\n",
                ":4: data.split: the split asks for 12 examples, and of 16 only 8 have inputs of their own");
    }

    @Test
    void rowsThatContradictEachOtherAreTold() throws IOException {
        String contradicting = rows("m", 0, 1).replace("\"r", "\"again").replace("even", "odd");
        write("rows.jsonl", rows("m", 0, 12) + "\n" + contradicting);

        assertThat(read("prompt: seed.prompty\n" + DATA + "metric: label\n").notes())
                .containsExactly(
                        "1 row of rows.jsonl is left out, since others have the same inputs; 1 input stands in it"
                                + " with different right answers, of which the first counts");
    }

    @Test
    void rowsThatDifferInWhatThePromptDoesNotReadAreTheSame() throws IOException {
        write("rows.jsonl", rows("m", 0, 12) + "\n" + ticketed(0, 12, "again"));

        Splits splits =
                read("prompt: seed.prompty\n" + DATA + "metric: label\n").task().splits();

        assertThat(Stream.of(splits.train(), splits.validation(), splits.holdout())
                        .flatMap(List::stream)
                        .map(example -> example.inputs().get("message")))
                .hasSize(12)
                .doesNotHaveDuplicates();
        write("a.jsonl", rows("m", 0, 4));
        write("b.jsonl", rows("m", 4, 8));
        write("c.jsonl", ticketed(3, 6, "other"));
        assertThatThrownBy(() -> read("prompt: seed.prompty\ndata:\n  files: {train: a.jsonl, validation: b.jsonl,"
                        + " holdout: c.jsonl}\nmetric: label\n"))
                .hasMessageContaining("the example \"other3\" is in two splits; it has the same inputs as \"r3\" at ");
    }

    @Test
    void copiesInAFileOfItsOwnAreNoEvidenceOfTheirOwn() throws IOException {
        write("a.jsonl", rows("m", 0, 4));
        write("b.jsonl", rows("m", 4, 8));
        write("c.jsonl", rows("m", 8, 12) + "\n" + ticketed(8, 12, "again"));

        LoadedTask task = read("prompt: seed.prompty\ndata:\n  files: {train: a.jsonl, validation: b.jsonl,"
                + " holdout: c.jsonl}\nmetric: label\n");

        assertThat(task.task().splits().holdout()).extracting(Example::id).containsExactly("r8", "r9", "r10", "r11");
        assertThat(task.notes()).containsExactly("4 rows of c.jsonl are left out, since others have the same inputs");
    }

    private static String ticketed(int from, int to, String id) {
        return rows("m", from, to).replace("\"r", "\"" + id).replace("\"message\"", "\"ticket_id\": 7, \"message\"");
    }

    @Test
    void anExampleInTwoSplitsIsRefused() throws IOException {
        write("a.jsonl", rows("m", 0, 4));
        write("b.jsonl", rows("m", 4, 8));
        write("c.jsonl", rows("m", 3, 6));
        String yaml = "prompt: seed.prompty\ndata:\n  files: {train: a.jsonl, validation: b.jsonl, holdout: c.jsonl}\n"
                + "metric: label\n";
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(folder.resolve("c.jsonl") + ":1: the id \"r3\" is given twice; first at "
                        + folder.resolve("a.jsonl") + ":4");
        write("c.jsonl", rows("m", 3, 6).replace("\"r", "\"other"));
        assertThatThrownBy(() -> read(yaml))
                .hasMessageStartingWith(folder.resolve("c.jsonl")
                        + ":1: the example \"other3\" is in two splits; it has the same inputs as \"r3\" at ");
    }

    @Test
    void anAnswerThatTheMetricCannotUseIsFoundBeforeAnyCall() throws IOException {
        assertThatThrownBy(() -> read("prompt: seed.prompty\n" + DATA + "metric: numeric\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(folder.resolve("rows.jsonl") + ":");
    }

    @Test
    void errorsOfThePromptAndTheRowsNameTheirOwnFiles() throws IOException {
        String yaml = "prompt: seed.prompty\n" + DATA + "metric: label\n";
        write("seed.prompty", "---\nnam: x\n---\nuser:\n{{message}}");
        assertThatThrownBy(() -> read(yaml)).hasMessageStartingWith(folder.resolve("seed.prompty") + ":2: nam: ");
        write("seed.prompty", "---\n---\nuser:\n{{msg}}");
        assertThatThrownBy(() -> read(yaml))
                .hasMessageStartingWith(folder.resolve("rows.jsonl") + ": msg: no row fills the placeholder {{msg}}");
    }

    @Test
    void whatIsNestedWithoutEndIsRefusedWithItsPlace() throws IOException {
        refused("[".repeat(5000), ":1: lists and mappings are nested more than 500 deep");
        refused("name: x\nstrategy:\n  " + "- ".repeat(5000), ":3: lists and mappings are nested more than 500 deep");
        refused("nmae: " + "[".repeat(400) + "]".repeat(400), ":1: nmae: the key \"nmae\" is not known");
    }

    private void refused(String yaml, String place, String... rest) throws IOException {
        Path file = write("task.yaml", yaml);
        assertThatThrownBy(() -> TaskFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(file + place)
                .satisfies(refusal -> assertThat(rest).allMatch(String.valueOf(refusal.getMessage())::contains));
    }

    private LoadedTask read(String yaml) throws IOException {
        return TaskFile.read(write("task.yaml", yaml));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aMetricOfATaskThatSharesAPromptFindsTheTasksOwnInputs() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            rows.append(
                    "{\"context\": \"Anna lives in Rome, at number %d.\", \"question\": \"Where, %d?\", \"expected\": \"Rome\"}%n"
                            .formatted(i, i));
        }
        write("grounded.jsonl", rows.toString());
        write("ask.prompty", "---\nname: ask\n---\nsystem:\nAnswer.\nuser:\n{{context}}\n\n{{question}}\n");
        write("ask.yaml", "prompt: ask.prompty\n" + DATA.replace("rows", "grounded") + "metric: grounded-lexical\n");
        write("shared.prompty", "---\nname: shared\n---\nsystem:\nBe exact.\nuser:\n{{request}}\n");

        Task task = read("prompt: shared.prompty\ntasks: [ask.yaml]\n").task();

        Example example = task.splits().validation().getFirst();
        assertThat(example.inputs()).containsOnlyKeys("request");
        assertThat(example.column("context")).startsWith("Anna lives in Rome");
        assertThat(task.metric()
                        .score(Answer.of(example, "Anna lives in Rome."))
                        .value())
                .isEqualTo(1);
    }

    @Test
    void theSameInputsInTwoGroupsStandInOneSplitAlone() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            rows.append(
                    "{\"id\": \"r%d\", \"inputs\": {\"message\": \"note %d\"}, \"expected\": \"a\", \"doc\": \"d%d\"}%n"
                            .formatted(i, i % 12, i));
        }
        write("rows.jsonl", rows.toString());
        Splits splits = TaskFile.read(write(
                        "task.yaml",
                        "prompt: seed.prompty\ndata:\n  file: rows.jsonl\n"
                                + "  split: {train: 4, validation: 4, holdout: 4, group: doc}\nmetric: exact-match\n"))
                .task()
                .splits();

        List<Map<String, String>> inputs = Stream.of(splits.train(), splits.validation(), splits.holdout())
                .flatMap(List::stream)
                .map(Example::inputs)
                .toList();
        assertThat(inputs).hasSize(12).doesNotHaveDuplicates();
    }
}
