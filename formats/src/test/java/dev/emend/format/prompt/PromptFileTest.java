package dev.emend.format.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptFileTest {

    private static final String HEAD = "---\nname: route\n---\n";

    @Test
    void readsEverythingThatAFileCanSay() {
        PromptFile file = PromptFile.parse("""
                ---
                name: route
                description: Route a message.
                metadata: {version: "7", owner: {team: support}}
                model:
                  id: gpt-4o-mini
                  provider: openai
                  options: {temperature: 0.5, maxOutputTokens: 16, topP: 0.9, stopSequences: ["\\n", END], seed: 3}
                inputs:
                  message: {kind: string, description: what the customer wrote, required: true, example: Hello}
                  tone: friendly
                template: {format: {kind: jinja2}, parser: {kind: prompty}}
                outputs: {type: object, properties: {team: {type: string}}, required: [team]}
                demonstrations:
                  - id: row-3
                    inputs: {message: I paid twice., tone: stern}
                    output: billing
                  - inputs: {message: 12, tone: calm}
                    output: 42
                ---
                system:
                Name the team. Be {{ tone }}.

                assistant:
                Yes.

                user:
                {{message}} {{tone}}
                """, "p.prompty");
        Prompt prompt = file.prompt();
        assertThat(prompt.name()).isEqualTo("route");
        assertThat(prompt.description()).isEqualTo("Route a message.");
        assertThat(prompt.messages())
                .containsExactly(
                        new Message(Role.SYSTEM, Template.parse("Name the team. Be {{tone}}.")),
                        new Message(Role.ASSISTANT, Template.parse("Yes.")),
                        new Message(Role.USER, Template.parse("{{message}} {{tone}}")));
        assertThat(prompt.sampling()).isEqualTo(new Sampling(0.5, 0.9, 16, List.of("\n", "END")));
        assertThat(prompt.demonstrations())
                .containsExactly(
                        new Demonstration("row-3", Map.of("message", "I paid twice.", "tone", "stern"), "billing"),
                        new Demonstration("", Map.of("message", "12", "tone", "calm"), "42"));
        assertThat(prompt.outputSchema())
                .contains(
                        "{\"type\":\"object\",\"properties\":{\"team\":{\"type\":\"string\"}},\"required\":[\"team\"]}");
        assertThat(file.rest().defaults()).containsExactly(Map.entry("tone", "friendly"));
        assertThat(file.rest().model()).isEqualTo(Map.of("id", "gpt-4o-mini", "provider", "openai"));
        assertThat(PromptFile.parse(file.text(), "other.prompty")).isEqualTo(file);
    }

    @Test
    void drawsGreedilyAndTakesTheFilesNameWhereTheFileSaysNothing() {
        Prompt prompt =
                PromptFile.parse("---\n---\nuser:\nHi", "dir/hello.v2.prompty").prompt();
        assertThat(prompt.sampling()).isEqualTo(Sampling.GREEDY);
        assertThat(prompt.name()).isEqualTo("hello");
    }

    @Test
    void readsFilesOfWindowsEditors() {
        Prompt prompt = PromptFile.parse("---\r\nname: a\r\n---\r\nuser:\r\none\r\ntwo\r\n", "p")
                .prompt();
        assertThat(prompt.messages().getLast().content().source()).isEqualTo("one\ntwo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n\n",
                " ",
                "plain",
                "\nleading blank",
                "trailing blank\n\n",
                "  \n indented \n\t\n",
                "system:",
                "user:\nassistant:",
                "\\user:",
                "\\\\\\user:  ",
                "\\",
                "\\\\\n\\",
                "a\n\\\nb",
                "a\n\nb",
                "a\n\n\\\n",
                "---",
                "---\nname: evil\n---\nuser:\nhi",
                "carriage\r\nreturn\r",
                "\r",
                "user:\r",
                "User:\nuser: hi\n user:",
                "{% if x %} {{x}} }} {{ {a} {\"json\": 1}",
                "{# frozen #}system:\n{{a}}{# /frozen #}{# frozen #}b{# /frozen #}",
                "\u2028 \u0085 \uD83D\uDE00 \u00A0 \uFEFF tab\t",
                "#comment",
                "!!java.lang.Runtime {}",
            })
    void everyTextSurvivesWritingAndReading(String text) {
        assertRoundTrip(prompt(text, text));
    }

    @Test
    void randomTextsMadeOfTroubleSurviveWritingAndReading() {
        String[] pieces = {
            "\n",
            "\n",
            "\\",
            "user:",
            "system:",
            " ",
            "\t",
            "---",
            "\r",
            "x",
            ": ",
            "#",
            "'",
            "\"",
            "- ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "{{a}}",
            "{# frozen #}f{# /frozen #}",
            "\u0000",
            "\u0007",
            "\u2028",
            "\uD83D\uDE00",
            "null",
            "true",
            "1e3",
            "~",
            "<<",
            "=",
            "&a",
            "*a",
            "!t",
            "?",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\uFEFF",
            "\u0085",
            "\uFFFE"
        };
        Random random = new Random(7);
        for (int trial = 0; trial < 1000; trial++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertRoundTrip(prompt(text.toString(), text.toString()));
        }
    }

    private static Prompt prompt(String message, String data) {
        return new Prompt(
                data,
                data,
                List.of(
                        new Message(Role.SYSTEM, Template.parse(message)),
                        new Message(Role.ASSISTANT, Template.parse(message)),
                        new Message(Role.USER, Template.parse(message))),
                List.of(new Demonstration(data, Map.of("a", data, "x", data, "key " + data, data), data)),
                new Sampling(0.7, 0.25, 3, List.of(data)),
                Optional.of("{\"a\":[1,2.50,-3E+7,true,null,\"x\\ny\"],\"b\":{},\"c\":[]}"));
    }

    private static void assertRoundTrip(Prompt prompt) {
        String text = PromptFile.of(prompt).text();
        PromptFile read = PromptFile.parse(text, "p.prompty");
        assertThat(read.prompt()).as(text).isEqualTo(prompt);
        assertThat(read.text()).isEqualTo(text);
    }

    @Test
    void writesTextsOfSeveralLinesAsAPersonWould() {
        Prompt prompt = PromptFile.parse(HEAD + "system:\nBe brief.\nuser:\n{{q}}\n", "p")
                .prompt()
                .withDemonstrations(List.of(new Demonstration("row-1", Map.of("q", "one\ntwo"), "yes: no")));
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("engine", "0.1.0");
        provenance.put("score", 0.81);
        provenance.put("parents", List.of(0, 3));
        assertThat(PromptFile.of(prompt).withProvenance(provenance).text()).isEqualTo("""
                        ---
                        name: route
                        metadata:
                          emend:
                            engine: 0.1.0
                            score: 0.81
                            parents:
                              - 0
                              - 3
                        model:
                          options:
                            temperature: 0
                            maxOutputTokens: 256
                        demonstrations:
                          - id: row-1
                            inputs:
                              q: |-
                                one
                                two
                            output: 'yes: no'
                        ---
                        system:
                        Be brief.

                        user:
                        {{q}}
                        """);
    }

    @Test
    void keepsTheUsersFrontMatterWhenThePromptChanges() {
        PromptFile own = PromptFile.parse("""
                ---
                name: a
                metadata: {version: 007, emend: {old: 1}}
                inputs: {q: {description: "the question"}}
                template: jinja2
                ---
                user:
                {{q}}
                """.replace("template: jinja2", "template: {format: jinja2}"), "p");
        Prompt changed = own.prompt().withMessage(0, Template.parse("Now: {{q}}"));
        PromptFile written = own.withPrompt(changed).withProvenance(Map.of("run", "x"));
        PromptFile read = PromptFile.parse(written.text(), "p");
        assertThat(read.prompt()).isEqualTo(changed);
        assertThat(read.rest().inputs()).isEqualTo(own.rest().inputs());
        assertThat(read.rest().metadata()).containsEntry("emend", Map.of("run", "x"));
    }

    @Test
    void refusesToWriteALiteralTextThatReadsAsAPlaceholder() {
        Prompt prompt = PromptFile.parse(HEAD + "user:\nx", "p").prompt().withMessage(0, Template.literal("{{a}}"));
        assertThatThrownBy(() -> PromptFile.of(prompt).text()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replacesAFileInOneStepAndLeavesNoDraft(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/p.prompty");
        PromptFile first = PromptFile.parse(HEAD + "user:\none", "p");
        PromptFile second = PromptFile.parse(HEAD + "user:\ntwo", "p");
        first.write(file);
        second.write(file);
        assertThat(PromptFile.read(file)).isEqualTo(second);
        try (var files = Files.list(file.getParent())) {
            assertThat(files.toList()).containsExactly(file);
        }
    }

    @Test
    void saysWhereAFileIsWrong() {
        List<String> wrong = new ArrayList<>();
        refused(wrong, "", "p: the prompt file is empty");
        refused(wrong, "user:\nhi", "p:1: a prompt file begins with front matter");
        refused(wrong, "---\nname: a\nuser:\nhi", "p:1: the front matter is not closed");
        refused(wrong, "---\n---\n\nhi\nuser:\nhi", "p:4: this text stands before the first message");
        refused(wrong, "---\n---\n", "p:3: the prompt has no message\nMaybe add a line \"user:\"");
        refused(wrong, "---\n---\nsystem:\nhi", "p:4: the last message must be the user's, not the system's");
        refused(
                wrong,
                "---\nname: a\ndescripton: b\n---\nuser:\nhi",
                "p:3: descripton: the key \"descripton\" is not known\nMaybe it should be \"description\".");
        refused(
                wrong,
                "---\nmodel:\n  options:\n    maxTokens: 5\n---\nuser:\nhi",
                "p:4: model.options.maxTokens: the key \"maxTokens\" is not known"
                        + "\nMaybe it should be one of temperature, maxOutputTokens");
        refused(
                wrong,
                "---\nmodel: {options: {temperature: 3}}\n---\nuser:\nhi",
                "p:2: model.options.temperature: 3 is out of range\nMaybe it should be between 0 and 2.");
        refused(
                wrong,
                "---\nmodel: {options: {temperature: warm}}\n---\nuser:\nhi",
                "p:2: model.options.temperature: this must be a number, not \"warm\"");
        refused(
                wrong,
                "---\nmodel: {options: {maxOutputTokens: 0}}\n---\nuser:\nhi",
                "p:2: model.options.maxOutputTokens: 0 is out of range\nMaybe it should be at least 1.");
        refused(
                wrong,
                "---\nmodel: {options: {topP: 0}}\n---\nuser:\nhi",
                "p:2: model.options.topP: 0 is out of range");
        refused(wrong, "---\nname: a\nname: b\n---\nuser:\nhi", "p:3: name: \"name\" is given twice; first on line 2");
        refused(wrong, "---\nname: [a]\n---\nuser:\nhi", "p:2: name: this must be a text, not a list");
        refused(wrong, "---\nname: &x a\n---\nuser:\nhi", "p:2: anchors and aliases are not supported");
        refused(wrong, "---\nname: 'a\n---\nuser:\nhi", "p:3: this is not YAML: found unexpected end of stream");
        refused(wrong, "---\n- a\n---\nuser:\nhi", "p:2: this must be a mapping of keys to values, not a list");
        refused(
                wrong,
                "---\ninputs:\n  mesage: {kind: string}\n---\nuser:\n{{message}}",
                "p:3: inputs.mesage: the input \"mesage\" is declared, but no message has the placeholder {{mesage}}"
                        + "\nMaybe it should be \"message\".");
        refused(
                wrong,
                "---\ninputs:\n  a: {kind: string}\n---\nuser:\n{{a}}\nand {{ b }}",
                "p:7: inputs: the placeholder {{b}} is not among the declared inputs [a]");
        refused(
                wrong,
                "---\ntemplate:\n  format: handlebars\n---\nuser:\nhi",
                "p:3: template.format: \"handlebars\" is not supported\nMaybe it should be jinja2 or mustache.");
        refused(
                wrong,
                "---\ndemonstrations:\n  - inputs: {a: 1}\n    output: x\n---\nuser:\n{{b}}",
                "p:3: demonstrations[0].inputs: the demonstration has no value for the placeholder {{b}}");
        refused(
                wrong,
                "---\ndemonstrations:\n  - inputs: {b: 1}\n---\nuser:\n{{b}}",
                "p:3: demonstrations[0].output: the key \"output\" is missing");
        refused(wrong, "---\n---\nsystem:\nok\n\nuser:\n{# frozen #}", "p:7: a frozen section is not closed");
        assertThat(wrong).isEmpty();
    }

    private static void refused(List<String> wrong, String text, String message) {
        try {
            PromptFile.parse(text, "p");
            wrong.add("accepted: " + text);
        } catch (InvalidInputException refusal) {
            if (!String.valueOf(refusal.getMessage()).startsWith(message)) {
                wrong.add("expected: " + message + "\n     got: " + refusal.getMessage());
            }
        }
    }
}
