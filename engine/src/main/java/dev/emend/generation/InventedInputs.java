package dev.emend.generation;

import dev.emend.data.Example;
import dev.emend.generation.Specification.Named;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.proposal.Fenced;
import dev.emend.run.Inquiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has the meta-model invent inputs, each of another kind, where there are no examples to judge candidates on. */
final class InventedInputs {

    private static final List<String> KINDS = List.of(
            "typical and short",
            "typical and long",
            "hard: two answers seem possible at first",
            "unusual in its wording, with a spelling mistake",
            "at the edge of what the task is for",
            "lacking something that a good answer would need",
            "with details that do not matter",
            "typical, about something else than the obvious");

    private InventedInputs() {}

    /**
     * @param own that are there, which none may repeat
     * @return at most {@code count} sets of inputs without right answers; fewer where replies were unreadable or alike
     */
    static List<Example> of(
            int count,
            List<Example> own,
            Specification specification,
            MetaFields fields,
            Inquiry inquiry,
            Optional<TextEmbedding> embedding) {
        List<Optional<Completion>> replies = inquiry.complete(
                Purpose.META,
                java.util.stream.IntStream.range(0, count)
                        .mapToObj(i -> fields.invent(KINDS.get(i % KINDS.size())))
                        .toList());
        Sameness known = new Sameness(embedding);
        own.forEach(example -> known.refuse(String.join("\n", example.inputs().values())));
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            String id = "invented-" + (i + 1);
            replies.get(i)
                    .flatMap(reply -> read(reply.text(), specification.inputs()))
                    .filter(inputs ->
                            known.refuse(String.join("\n", inputs.values())).isEmpty())
                    .ifPresent(inputs -> examples.add(Example.of(id, inputs, "")));
        }
        return examples;
    }

    /** Empty where an input is missing. */
    static Optional<Map<String, String>> read(String reply, List<Named> inputs) {
        Fenced fenced = Fenced.read(reply);
        if (!fenced.isReadable()) {
            return Optional.empty();
        }
        String block = fenced.block();
        Map<String, Integer> starts = new TreeMap<>();
        Map<String, Integer> ends = new TreeMap<>();
        for (Named input : inputs) {
            Matcher heading = Pattern.compile("(?im)^[\\s*_#-]*"
                            + Pattern.quote(input.name().toLowerCase(Locale.ROOT)) + "[*_]*\\s*:[*_]*[ \\t]*")
                    .matcher(block);
            if (heading.find()) {
                starts.put(input.name(), heading.end());
                ends.put(input.name(), heading.start());
            } else if (inputs.size() == 1) {
                starts.put(input.name(), 0);
                ends.put(input.name(), 0);
            }
        }
        Map<String, String> values = new TreeMap<>();
        starts.forEach((name, start) -> {
            int end = ends.values().stream()
                    .filter(other -> other > start)
                    .min(Integer::compare)
                    .orElse(block.length());
            values.put(name, block.substring(start, end).strip());
        });
        return values.size() == inputs.size() && values.values().stream().noneMatch(String::isBlank)
                ? Optional.of(values)
                : Optional.empty();
    }
}
