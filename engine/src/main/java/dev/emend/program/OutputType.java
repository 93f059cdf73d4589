package dev.emend.program;

import dev.emend.metric.Phrase;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The form that a prompt's answer has to have, and how it is read as data: leniently, since a model wrote it. */
public sealed interface OutputType {

    OutputType TEXT = new Text();
    OutputType LIST = new Items();
    OutputType JSON = new Json();

    static OutputType label(String... labels) {
        return new Label(new TreeSet<>(List.of(labels)));
    }

    /** As in a chain file. */
    String label();

    /** The variable's value. */
    String read(String answer);

    /** What is wrong with an answer's form, as the end of a sentence that begins with "its answer"; empty where nothing is. */
    Optional<String> violation(String answer);

    private static Optional<String> blank(String answer) {
        return answer.isBlank() ? Optional.of("is empty") : Optional.empty();
    }

    /** Anything but nothing. */
    record Text() implements OutputType {

        @Override
        public String label() {
            return "text";
        }

        @Override
        public String read(String answer) {
            return answer;
        }

        @Override
        public Optional<String> violation(String answer) {
            return blank(answer);
        }
    }

    /** A JSON array, or lines. */
    record Items() implements OutputType {

        @Override
        public String label() {
            return "list";
        }

        @Override
        public String read(String answer) {
            return TextList.json(TextList.read(answer));
        }

        @Override
        public Optional<String> violation(String answer) {
            return blank(answer)
                    .or(() -> TextList.read(answer).isEmpty()
                            ? Optional.of("is a list without elements")
                            : Optional.empty());
        }
    }

    /** One of a few values; also found where it is the only one of them in a longer answer. */
    record Label(SortedSet<String> labels) implements OutputType {

        public Label {
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        }

        @Override
        public String label() {
            return "label";
        }

        @Override
        public String read(String answer) {
            return found(answer).orElse(answer.strip());
        }

        @Override
        public Optional<String> violation(String answer) {
            return blank(answer)
                    .or(() -> found(answer).isPresent()
                            ? Optional.empty()
                            : Optional.of("is none of the labels " + labels));
        }

        private Optional<String> found(String answer) {
            String normal = normal(answer);
            for (String label : labels) {
                if (normal(label).equals(normal)) {
                    return Optional.of(label);
                }
            }
            Map<String, String> byNormal = new HashMap<>();
            labels.forEach(label -> byNormal.putIfAbsent(normal(label), label));
            SortedSet<String> inside = new Phrase(byNormal.keySet()).in(normal);
            return inside.size() == 1 ? Optional.ofNullable(byNormal.get(inside.first())) : Optional.empty();
        }

        static String normal(String text) {
            String bare = text.strip().toLowerCase(Locale.ROOT);
            return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        }
    }

    /** A JSON object or array, also where text stands around it. */
    record Json() implements OutputType {

        @Override
        public String label() {
            return "json";
        }

        @Override
        public String read(String answer) {
            return JsonText.first(answer).orElse(answer.strip());
        }

        @Override
        public Optional<String> violation(String answer) {
            return blank(answer)
                    .or(() -> JsonText.first(answer).isPresent()
                            ? Optional.empty()
                            : Optional.of("holds no complete JSON object or array"));
        }
    }
}
