package dev.emend.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramTest {

    private static final Prompt GIST = Prompt.of("gist", "Say it in a sentence.", "{{message}}");
    private static final Prompt INTENT = Prompt.of("intent", "Name the intent.", "{{gist}}");

    private static PromptStep step(String name, String user, String writes) {
        return PromptStep.of(name, Prompt.of(name, name, user), writes);
    }

    private static Execution run(Program program, Map<String, String> inputs, Function<Execution.Call, String> model) {
        Execution execution = new Execution(program, inputs, Execution.Instruments.DIRECT);
        while (!execution.calls().isEmpty()) {
            execution.answer(execution.calls().stream().map(model).toList());
        }
        return execution;
    }

    @Test
    void stepsRunInOrderAndReadWhatEarlierOnesWrote() {
        Program program = Program.of(
                "support",
                Set.of("message"),
                List.of(PromptStep.of("gist", GIST, "gist"), PromptStep.of("intent", INTENT, "intent")));
        List<String> asked = new ArrayList<>();

        Execution done = run(program, Map.of("message", "hello"), call -> {
            asked.add(call.step() + call.inputs());
            return call.step() + "!";
        });

        assertThat(asked).containsExactly("gist{message=hello}", "intent{gist=gist!}");
        assertThat(done.text()).isEqualTo("intent!");
        assertThat(done.trace().visits()).extracting(Trace.Visit::output).containsExactly("gist!", "intent!");
        assertThat(done.trace().visits()).allMatch(visit -> visit.violation().isEmpty());
    }

    @Test
    void aPlaceholderCanReadAVariableOfAnotherName() {
        Program program = Program.of(
                "p",
                Set.of("text"),
                List.of(new PromptStep("gist", GIST, Map.of("message", "text"), "gist", OutputType.TEXT)));

        assertThat(run(program, Map.of("text", "hi"), call -> call.inputs().toString())
                        .text())
                .isEqualTo("{message=hi}");
    }

    @Test
    void aMapAsksForEachElementAndWritesTheListOfAnswers() {
        Program program = Program.of(
                "p",
                Set.of("facts"),
                List.of(
                        MapStep.of("check", Prompt.of("check", "Check.", "{{fact}}"), "facts", "fact", "checks"),
                        step("sum", "{{checks}}", "answer")));

        Execution done = run(
                program,
                Map.of("facts", "- one\n- two"),
                call -> call.step().equals("check")
                        ? call.inputs().getOrDefault("fact", "") + " \"ok\""
                        : call.inputs().getOrDefault("checks", ""));

        assertThat(done.text()).isEqualTo("[\"one \\\"ok\\\"\", \"two \\\"ok\\\"\"]");
        assertThat(TextList.read(done.text())).containsExactly("one \"ok\"", "two \"ok\"");
        assertThat(done.trace().of("check")).hasSize(2);
    }

    @Test
    void aMapOverNothingAsksNothing() {
        Program program = Program.of(
                "p",
                Set.of("facts"),
                List.of(MapStep.of("check", Prompt.of("check", "Check.", "{{fact}}"), "facts", "fact", "checks")));

        Execution done = run(program, Map.of("facts", "[]"), call -> "never");

        assertThat(done.text()).isEqualTo("[]");
        assertThat(done.trace().visits()).isEmpty();
    }

    private static final Program BRANCHES = Program.of(
            "p",
            Set.of("message"),
            List.of(
                    PromptStep.of("kind", Prompt.of("kind", "Kind?", "{{message}}"), "kind")
                            .typed(OutputType.label("bill", "parcel")),
                    new BranchStep(
                            "route",
                            "kind",
                            Map.of(
                                    "bill", List.of(step("bill", "{{message}}", "reply")),
                                    "parcel",
                                            List.of(
                                                    step("find", "{{message}}", "place"),
                                                    step("tell", "{{place}}", "reply"))),
                            Optional.empty(),
                            "reply"),
                    step("polish", "{{reply}}", "answer")));

    @Test
    void aBranchGoesOnWithTheCaseThatFits() {
        Execution bill =
                run(BRANCHES, Map.of("message", "m"), call -> call.step().equals("kind") ? " Bill. " : call.step());
        Execution parcel =
                run(BRANCHES, Map.of("message", "m"), call -> call.step().equals("kind") ? "parcel" : call.step());

        assertThat(bill.trace().visits()).extracting(Trace.Visit::step).containsExactly("kind", "bill", "polish");
        assertThat(parcel.trace().visits())
                .extracting(Trace.Visit::step)
                .containsExactly("kind", "find", "tell", "polish");
        assertThat(parcel.text()).isEqualTo("polish");
    }

    @Test
    void aValueThatIsNoCaseEndsTheExecutionAndBlamesTheStepThatWroteIt() {
        Execution lost = run(BRANCHES, Map.of("message", "m"), call -> "else");

        assertThat(lost.text()).isEmpty();
        assertThat(lost.trace().failure())
                .hasValueSatisfying(why -> assertThat(why).contains("kind", "route"));
        assertThat(lost.trace().visits())
                .filteredOn(visit -> visit.violation().isPresent())
                .extracting(Trace.Visit::step)
                .containsExactly("kind");
    }

    @Test
    void toolsAndRetrievalNeedNoModel() {
        Program program = Program.of(
                "p",
                Set.of("a", "b", "question"),
                List.of(
                        new ToolStep("add", Set.of("a", "b"), in -> "" + (number(in, "a") + number(in, "b")), "sum"),
                        new RetrievalStep(
                                "look",
                                "question",
                                2,
                                (query, k) -> Stream.of(
                                                "Parcels leave within a day.",
                                                "A refund takes five days.",
                                                "We sell tea.")
                                        .filter(passage -> !Collections.disjoint(words(passage), words(query)))
                                        .limit(k)
                                        .toList(),
                                "passages"),
                        step("answer", "{{sum}} {{passages}}", "answer")));

        Execution done = run(
                program,
                Map.of("a", "2", "b", "3", "question", "how long does my refund take?"),
                call -> call.inputs().toString());

        assertThat(done.text())
                .startsWith("{passages=[\"A refund takes five days.\"")
                .endsWith("sum=5}");
    }

    private static List<String> words(String text) {
        return List.of(text.split("\\W+"));
    }

    private static int number(Map<String, String> inputs, String name) {
        return Integer.parseInt(inputs.getOrDefault(name, ""));
    }

    @Test
    void aToolThatFailsLeavesNoAnswer() {
        Program program = Program.of(
                "p",
                Set.of("a"),
                List.of(
                        new ToolStep(
                                "add",
                                Set.of("a"),
                                in -> {
                                    throw new ToolFailedException("no number");
                                },
                                "sum"),
                        step("answer", "{{sum}}", "answer")));

        Execution done = run(program, Map.of("a", "x"), call -> "never");

        assertThat(done.text()).isEmpty();
        assertThat(done.trace().failure()).contains("The tool of the step add failed: no number");
    }

    @ParameterizedTest
    @MethodSource
    void whateverAToolThrowsIsItsFailure(Tool tool, String said) {
        Program program = Program.of(
                "p",
                Set.of("a"),
                List.of(new ToolStep("add", Set.of("a"), tool, "sum"), step("answer", "{{sum}}", "answer")));

        Execution done = run(program, Map.of("a", "x"), call -> "never");

        assertThat(done.text()).isEmpty();
        assertThat(done.trace().failure()).contains("The tool of the step add failed: " + said);
    }

    @SuppressWarnings("NullAway")
    static Stream<Arguments> whateverAToolThrowsIsItsFailure() {
        return Stream.of(
                Arguments.of(
                        (Tool) in -> String.valueOf(Integer.parseInt(in.getOrDefault("a", ""))),
                        "For input string: \"x\""),
                Arguments.of(
                        (Tool) in -> {
                            throw new UnsupportedOperationException();
                        },
                        "UnsupportedOperationException"),
                Arguments.of((Tool) in -> null, "it gave null"));
    }

    @Test
    void aToolThatCannotBeUsedAtAllEndsTheExecution() {
        Program program = Program.of(
                "p",
                Set.of("a"),
                List.of(
                        new ToolStep(
                                "add",
                                Set.of("a"),
                                in -> {
                                    throw new InvalidInputException("the table is gone", Where.NOWHERE, "");
                                },
                                "sum"),
                        step("answer", "{{sum}}", "answer")));

        assertThatThrownBy(() -> run(program, Map.of("a", "x"), call -> "never"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the table is gone");
    }

    @Test
    void aStepCanBeLeftOutForAnExperiment() {
        Program program = Program.of(
                "support",
                Set.of("message"),
                List.of(PromptStep.of("gist", GIST, "gist"), PromptStep.of("intent", INTENT, "intent")));
        Execution execution = new Execution(
                program, Map.of("message", "hello"), Execution.Instruments.DIRECT, Map.of("gist", "given"));

        assertThat(execution.calls()).extracting(Execution.Call::inputs).containsExactly(Map.of("gist", "given"));
    }

    @Test
    void saysWhichStepReadsWhatNobodyWrote() {
        assertThatThrownBy(() -> Program.of(
                        "p",
                        Set.of("message"),
                        List.of(PromptStep.of("intent", INTENT, "intent"), PromptStep.of("gist", GIST, "gist"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("step \"intent\"")
                .hasMessageContaining("\"gist\"")
                .hasMessageContaining("Maybe one of [message]");
    }

    @Test
    void whatACaseWritesForItselfIsUnknownBehindTheBranch() {
        List<Step> steps = new ArrayList<>(BRANCHES.steps());
        steps.set(2, step("polish", "{{place}}", "answer"));

        assertThatThrownBy(() -> Program.of("p", Set.of("message"), steps)).hasMessageContaining("\"place\"");
    }

    @Test
    void refusesNamesThatAreTakenAndVariablesThatAreThere() {
        assertThatThrownBy(
                        () -> Program.of("p", Set.of("x"), List.of(step("a", "{{x}}", "y"), step("a", "{{y}}", "z"))))
                .hasMessageContaining("two steps are called \"a\"");
        assertThatThrownBy(() -> Program.of("p", Set.of("x"), List.of(step("a", "{{x}}", "x"))))
                .hasMessageContaining("there already");
        assertThatThrownBy(() -> Program.of("p", Set.of("x"), List.of())).hasMessageContaining("no steps");
    }

    @Test
    void ofOnePromptIsThePrompt() {
        Program one = Program.of(GIST);

        assertThat(one.isChain()).isFalse();
        assertThat(one.fingerprint()).isEqualTo(GIST.fingerprint());
        assertThat(run(one, Map.of("message", "m"), call -> " as it is \n").text())
                .isEqualTo(" as it is \n");
    }

    @ParameterizedTest
    @CsvSource({"prompt, answer", "gist, gist", "answer, answer"})
    void aChainOfOneStepKeepsTheStepsNameAndVariable(String name, String variable) {
        Program chain = Program.of("support", Set.of("message"), List.of(PromptStep.of(name, GIST, variable)));

        Prompt other = Prompt.of("gist", "Say it in a word.", "{{message}}");

        Program changed = chain.withPrompt(name, other);

        assertThat(chain.isChain()).isTrue();
        assertThat(changed)
                .isEqualTo(Program.of("support", Set.of("message"), List.of(PromptStep.of(name, other, variable))));
    }

    @Test
    void anotherPromptInOneStepIsAnotherProgram() {
        Prompt other = Prompt.of("other", "Anything else.", "{{message}}");
        Program changed = BRANCHES.withPrompt("bill", other);

        assertThat(changed.prompt("bill")).isEqualTo(other);
        assertThat(changed.prompt("kind")).isEqualTo(BRANCHES.prompt("kind"));
        assertThat(changed.fingerprint()).isNotEqualTo(BRANCHES.fingerprint());
        assertThat(BRANCHES.prompts().keySet()).contains("kind", "bill", "find", "tell", "polish");
        assertThat(BRANCHES.calls()).isEqualTo(4);
        assertThat(BRANCHES.answers("polish")).isTrue();
        assertThat(BRANCHES.answers("bill")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a refund, please | refund",
                "REFUND. | refund",
                "The label is refund | refund",
                "refund or delivery | ",
            })
    void aLabelIsFoundWhereItIsTheOnlyOne(String answer, @Nullable String label) {
        OutputType type = OutputType.label("refund", "delivery");
        assertThat(type.violation(answer).isEmpty()).isEqualTo(label != null);
        assertThat(type.read(answer)).isEqualTo(label != null ? label : answer);
    }

    @Test
    void aLabelInsideALongerOneIsNotASecondOne() {
        OutputType type = OutputType.label("bill", "bill question");
        assertThat(type.read("The label is bill question")).isEqualTo("bill question");
        assertThat(type.read("bill")).isEqualTo("bill");
        assertThat(type.violation("bill, or a bill question")).isPresent();
    }

    @Test
    void bracketsThatAreNoJsonAreText() {
        assertThat(TextList.read("1. Paris is the capital of France [1]\n2. Lyon is a city [2]"))
                .containsExactly("Paris is the capital of France [1]", "Lyon is a city [2]");
        assertThat(TextList.read("- [ ] buy milk\n- [x] buy eggs")).containsExactly("buy milk", "buy eggs");
        assertThat(TextList.read("- see [the terms](https://x.y)\n- refund"))
                .containsExactly("see [the terms](https://x.y)", "refund");
        assertThat(TextList.read("Numbers:\n[1, 2]")).containsExactly("1", "2");
        assertThat(TextList.read("```json\n[\n  \"a\",\n  \"b\"\n]\n```")).containsExactly("a", "b");
        assertThat(TextList.read("[red, green]")).containsExactly("red", "green");
        assertThat(OutputType.LIST.violation("[]")).isPresent();
        assertThat(OutputType.JSON.read("As asked [see above]: {\"a\": 1}")).isEqualTo("{\"a\": 1}");
        assertThat(OutputType.JSON.violation("As asked [see above].")).isPresent();
        for (String lax : List.of(
                "{a: 1}",
                "{label: \"billing\", tags: [\"a\",\"b\"]}",
                "{'label': 'x', 'items': [\"its\"]}",
                "{\n // the label\n \"label\": \"x\", \"extra\": {\"k\": 1}}")) {
            assertThat(OutputType.JSON.read("So: " + lax)).isEqualTo(lax);
        }
    }

    @Test
    void listsAreReadHoweverTheyAreWritten() {
        assertThat(TextList.read("Here: [\"a, b\", \"c\\n\\u00e9\", 3, {\"x\": [1, 2]}] done"))
                .containsExactly("a, b", "c\né", "3", "{\"x\": [1, 2]}");
        assertThat(TextList.read("1. one\n\n2) two\n* three")).containsExactly("one", "two", "three");
        assertThat(TextList.read("[unfinished")).containsExactly("[unfinished");
        assertThat(TextList.read(TextList.json(List.of("\"", "\\", "\n", "\u0001"))))
                .containsExactly("\"", "\\", "\n", "\u0001");
        assertThat(OutputType.LIST.violation(" \n ")).isPresent();
        assertThat(OutputType.JSON.violation("{\"a\": 1")).isPresent();
        assertThat(OutputType.JSON.read("so: {\"a\": \"}\"}.")).isEqualTo("{\"a\": \"}\"}");
    }

    @Test
    void aStepWorksWithWhatPromptsWroteDirectlyOrByToolsAndInTheCaseThatTheyChose() {
        Program program = Program.of(
                "p",
                Set.of("message"),
                List.of(
                        step("gist", "{{message}}", "gist"),
                        new ToolStep("lookup", Set.of("gist"), inputs -> "found", "found"),
                        new ToolStep("clock", Set.of("message"), inputs -> "noon", "now"),
                        step("kind", "{{message}} {{now}}", "kind").typed(OutputType.label("short", "long")),
                        new BranchStep(
                                "way",
                                "kind",
                                Map.of(
                                        "short", List.of(step("brief", "{{message}}", "answer")),
                                        "long", List.of(step("full", "{{found}}", "answer"))),
                                Optional.empty(),
                                "answer"),
                        step("last", "{{answer}}", "end")));

        assertThat(program.sources())
                .containsEntry("gist", Set.of())
                .containsEntry("lookup", Set.of("gist"))
                .containsEntry("clock", Set.of())
                .containsEntry("kind", Set.of())
                .containsEntry("way", Set.of("kind"))
                .containsEntry("brief", Set.of("kind"))
                .containsEntry("full", Set.of("gist", "kind"))
                .containsEntry("last", Set.of("brief", "full"));
    }
}
