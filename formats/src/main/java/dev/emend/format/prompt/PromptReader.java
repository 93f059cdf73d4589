package dev.emend.format.prompt;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.format.yaml.Fields;
import dev.emend.format.yaml.YamlNode;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one prompt file. */
final class PromptReader {

    private static final List<String> TEMPLATE_KINDS = List.of("jinja2", "mustache");

    private final String file;
    private final List<String> lines;

    PromptReader(String text, String file) {
        this.file = file;
        String unix = text.startsWith("---\r\n") ? text.replace("\r\n", "\n") : text;
        this.lines = List.of(unix.split("\n", -1));
    }

    PromptFile read(String defaultName) {
        int bodyStart = frontMatterEnd() + 1;
        YamlNode root = YamlNode.parse(String.join("\n", lines.subList(1, bodyStart - 1)) + "\n", file, 2);
        Fields fields = root.fields(
                "name", "description", "metadata", "model", "inputs", "template", "outputs", "demonstrations");
        List<Message> messages = messages(Body.parse(lines.subList(bodyStart, lines.size()), bodyStart + 1, file));
        Map<String, @Nullable Object> modelNames = new LinkedHashMap<>();
        Sampling sampling =
                fields.get("model").map(model -> readModel(model, modelNames)).orElse(Sampling.GREEDY);
        Prompt prompt = new Prompt(
                fields.text("name", defaultName),
                fields.text("description", ""),
                messages,
                fields.get("demonstrations")
                        .map(node -> demonstrations(node, messages.getLast().content()))
                        .orElse(List.of()),
                sampling,
                fields.get("outputs").map(outputs -> Schemas.json(FrontMatter.plain(outputs))));
        fields.get("inputs").ifPresent(inputs -> checkInputs(inputs, prompt.placeholders()));
        fields.get("template").ifPresent(this::checkTemplate);
        FrontMatter rest = new FrontMatter(
                plain(fields.get("metadata")), modelNames, plain(fields.get("inputs")), plain(fields.get("template")));
        return new PromptFile(prompt, rest);
    }

    private int frontMatterEnd() {
        if (lines.stream().allMatch(String::isBlank)) {
            throw new InvalidInputException("the prompt file is empty", Where.file(file), "");
        }
        if (!isFence(lines.getFirst())) {
            throw new InvalidInputException(
                    "a prompt file begins with front matter between two lines of ---",
                    Where.line(file, 1),
                    "put a line ---, a line name: NAME and a line --- at the top.");
        }
        for (int i = 1; i < lines.size(); i++) {
            if (isFence(lines.get(i))) {
                return i;
            }
        }
        throw new InvalidInputException(
                "the front matter is not closed", Where.line(file, 1), "put a line --- before the first message.");
    }

    private static boolean isFence(String line) {
        return line.stripTrailing().equals("---");
    }

    private List<Message> messages(List<Body.Part> parts) {
        List<Message> messages = new ArrayList<>();
        for (Body.Part part : parts) {
            messages.add(new Message(part.role(), Template.parse(part.text(), Where.line(file, part.line()))));
        }
        if (messages.isEmpty() || messages.getLast().role() != Role.USER) {
            throw new InvalidInputException(
                    messages.isEmpty()
                            ? "the prompt has no message"
                            : "the last message must be the user's, not the "
                                    + messages.getLast().role().label() + "'s",
                    Where.line(
                            file,
                            parts.isEmpty() ? lines.size() : parts.getLast().line()),
                    "add a line \"user:\" and the placeholders behind it.");
        }
        return messages;
    }

    private static Sampling readModel(YamlNode node, Map<String, @Nullable Object> names) {
        Fields model = node.fields("id", "provider", "options");
        for (String key : List.of("id", "provider")) {
            model.get(key).ifPresent(value -> names.put(key, value.text()));
        }
        return model.get("options").map(PromptReader::sampling).orElse(Sampling.GREEDY);
    }

    private static Sampling sampling(YamlNode node) {
        // A seed in the file would make every comparison depend on it; the run draws its own.
        Fields options = node.fields("temperature", "maxOutputTokens", "topP", "stopSequences", "seed");
        double temperature = options.get("temperature")
                .map(value -> inRange(value, value.number() >= 0 && value.number() <= 2, "between 0 and 2"))
                .orElse(Sampling.GREEDY.temperature());
        double topP = options.get("topP")
                .map(value -> inRange(value, value.number() > 0 && value.number() <= 1, "above 0, at most 1"))
                .orElse(Sampling.GREEDY.topP());
        int maxTokens = options.get("maxOutputTokens")
                .map(value -> value.integer(1, Integer.MAX_VALUE))
                .orElse(Sampling.GREEDY.maxTokens());
        List<String> stop = options.get("stopSequences")
                .map(value -> value.items().stream().map(YamlNode::text).toList())
                .orElse(List.of());
        return new Sampling(temperature, topP, maxTokens, stop);
    }

    private static double inRange(YamlNode value, boolean valid, String range) {
        if (!valid) {
            throw value.error(value.text() + " is out of range", "it should be " + range + ".");
        }
        return value.number();
    }

    private static List<Demonstration> demonstrations(YamlNode node, Template question) {
        List<Demonstration> demonstrations = new ArrayList<>();
        for (YamlNode item : node.items()) {
            Fields fields = item.fields("id", "inputs", "output");
            YamlNode inputs = fields.require("inputs", "give a value for each placeholder of the last message.");
            Map<String, String> values = new LinkedHashMap<>();
            inputs.entries().forEach((name, value) -> values.put(name, value.text()));
            for (String placeholder : question.placeholders()) {
                if (!values.containsKey(placeholder)) {
                    throw inputs.error(
                            "the demonstration has no value for the placeholder {{" + placeholder + "}}",
                            "the input has another name.");
                }
            }
            String output = fields.require("output", "give the right answer.").text();
            demonstrations.add(new Demonstration(fields.text("id", ""), values, output));
        }
        return demonstrations;
    }

    private void checkInputs(YamlNode inputs, Set<String> placeholders) {
        Set<String> declared = new LinkedHashSet<>();
        inputs.entries().forEach((name, property) -> {
            declared.add(name);
            if (property.isMapping()) {
                Fields fields = property.fields("kind", "description", "required", "default", "example");
                for (String key : List.of("kind", "description", "required", "default", "example")) {
                    fields.get(key).ifPresent(YamlNode::text);
                }
            } else if (property.isSequence()) {
                throw property.error("an input is declared by a mapping or by its default, not by a list", "");
            }
            if (!placeholders.contains(name)) {
                throw property.error(
                        "the input \"" + name + "\" is declared, but no message has the placeholder {{" + name + "}}",
                        Nearest.to(name, placeholders)
                                .map(near -> "it should be \"" + near + "\".")
                                .orElse("the message lost it; the placeholders are " + placeholders + "."));
            }
        });
        for (String placeholder : placeholders) {
            if (!declared.contains(placeholder)) {
                throw new InvalidInputException(
                        "the placeholder {{" + placeholder + "}} is not among the declared inputs " + declared,
                        Where.field(file, lineOf(placeholder), "inputs"),
                        "declare it under \"inputs\", or mend its name.");
            }
        }
    }

    private int lineOf(String placeholder) {
        Pattern pattern = Pattern.compile("\\{\\{\\s*" + Pattern.quote(placeholder) + "\\s*}}");
        for (int i = frontMatterEnd() + 1; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
                return i + 1;
            }
        }
        return 0;
    }

    private void checkTemplate(YamlNode node) {
        Fields template = node.fields("format", "parser");
        template.get("format").ifPresent(format -> checkKind(format, TEMPLATE_KINDS));
        template.get("parser").ifPresent(parser -> checkKind(parser, List.of("prompty")));
    }

    private static void checkKind(YamlNode node, List<String> kinds) {
        YamlNode kind = node.isMapping()
                ? node.fields("kind").require("kind", "it should be " + String.join(" or ", kinds) + ".")
                : node;
        if (!kinds.contains(kind.text())) {
            throw kind.error(
                    "\"" + kind.text() + "\" is not supported", "it should be " + String.join(" or ", kinds) + ".");
        }
    }

    private static Map<String, @Nullable Object> plain(Optional<YamlNode> mapping) {
        return mapping.map(FrontMatter::plain).orElse(Map.of());
    }
}
