package dev.emend.metric.grounding;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Options;
import java.util.List;

/**
 * Which columns of an example an answer is to rest on.
 *
 * @param metric that needs them, for errors
 * @param fields as the option {@code context} names them; empty for the first of the usual names that is there
 */
record Context(String metric, List<String> fields) {

    static final String OPTION = "context";

    private static final List<String> USUAL = List.of("context", "document", "knowledge", "passage", "article");

    static Context from(Options options) {
        List<String> fields = options.texts(OPTION);
        if (options.has(OPTION) && fields.isEmpty()) {
            throw options.wrong(OPTION, "the name of an input, or several with commas between");
        }
        return new Context(options.metric(), fields);
    }

    /**
     * The text of each field that is not empty, at least one.
     *
     * @throws InvalidInputException where a field is missing, or all are empty
     */
    List<String> texts(Example example) {
        List<String> names = fields.isEmpty() ? List.of(usual(example)) : fields;
        for (String name : names) {
            if (!example.hasColumn(name)) {
                throw missing("there is no \"" + name + "\"", example);
            }
        }
        List<String> texts = names.stream()
                .map(example::column)
                .filter(text -> !text.isBlank())
                .toList();
        if (texts.isEmpty()) {
            throw missing("\"" + String.join(", ", names) + "\" is empty", example);
        }
        return texts;
    }

    /** The text of each usual name that is there and not empty. */
    static List<String> usualTexts(Example example) {
        return USUAL.stream()
                .map(example::column)
                .filter(text -> !text.isBlank())
                .toList();
    }

    private String usual(Example example) {
        return USUAL.stream()
                .filter(example::hasColumn)
                .findFirst()
                .orElseThrow(() -> missing("none of " + String.join(", ", USUAL) + " is there", example));
    }

    private InvalidInputException missing(String what, Example example) {
        return new InvalidInputException(
                "the metric " + metric + " needs a context, and " + what + " (example " + example.id()
                        + " has the inputs "
                        + String.join(", ", example.allInputs().keySet()) + ")",
                example.where(),
                "the context has another name: the option \"context\" names it.");
    }
}
