package dev.emend.format.prompt;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The difference between two prompts as a unified diff of what they send: sampling, output schema, messages,
 * demonstrations. Control characters are shown as escapes, so that a text that a model wrote cannot steer a terminal.
 */
public final class PromptDiff {

    private static final int CONTEXT = 3;

    private PromptDiff() {}

    /**
     * @param beforeName stands behind {@code ---}
     * @param afterName stands behind {@code +++}
     * @return lines without line breaks; empty where both send the same
     */
    public static List<String> unified(String beforeName, Prompt before, String afterName, Prompt after) {
        List<String> old = lines(before);
        return UnifiedDiffUtils.generateUnifiedDiff(
                visible(beforeName), visible(afterName), old, DiffUtils.diff(old, lines(after)), CONTEXT);
    }

    private static List<String> lines(Prompt prompt) {
        List<String> lines = new ArrayList<>();
        Sampling sampling = prompt.sampling();
        add(lines, "", "temperature: " + sampling.temperature());
        add(lines, "", "top-p: " + sampling.topP());
        add(lines, "", "max tokens: " + sampling.maxTokens());
        sampling.stop().forEach(stop -> add(lines, "", "stop: " + stop.replace("\n", "\\n")));
        prompt.outputSchema().ifPresent(schema -> add(lines, "", "output schema: " + schema));
        for (Message message : prompt.messages()) {
            add(lines, "", message.role().label() + ":");
            add(lines, "", message.content().source());
        }
        for (Demonstration demonstration : prompt.demonstrations()) {
            String id = demonstration.exampleId();
            add(lines, "", "demonstration" + (id.isEmpty() ? "" : " " + id) + ":");
            for (Map.Entry<String, String> input : demonstration.inputs().entrySet()) {
                add(lines, "  ", input.getKey() + ": " + input.getValue());
            }
            add(lines, "  ", "-> " + demonstration.output());
        }
        return lines;
    }

    private static void add(List<String> lines, String indent, String text) {
        for (String line : text.split("\n", -1)) {
            lines.add(indent + visible(line));
        }
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character) && character != '\t') {
                visible.append("\\u%04x".formatted(character));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }
}
