package dev.emend.benchmarks.calibration;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.judge.Range;
import dev.emend.judge.calibration.CalibrationTask;
import dev.emend.judge.calibration.Kind;
import dev.emend.judge.calibration.Rated;
import dev.emend.judge.calibration.RatedSplits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A public data set as a calibration takes it.
 *
 * @param folder of the data
 * @param criterion in a few words
 * @param people the scale of the ratings
 * @param rows how many, whole groups first come first
 */
enum RatedSet {
    SUMMEVAL_COHERENCE("summeval", "coherence of the summary", new Range(1, 5), 240) {
        @Override
        List<Rated> items(JsonNode row) {
            return summary(row, "coherence", false);
        }
    },
    SUMMEVAL_FLUENCY("summeval", "fluency of the summary: grammar and wording", new Range(1, 5), 240) {
        @Override
        List<Rated> items(JsonNode row) {
            return summary(row, "fluency", false);
        }
    },
    SUMMEVAL_CONSISTENCY(
            "summeval", "consistency of the summary with the source: no claim is made up", new Range(1, 5), 150) {
        @Override
        List<Rated> items(JsonNode row) {
            return summary(row, "consistency", true);
        }
    },
    SUMMEVAL_RELEVANCE(
            "summeval", "relevance of the summary: it holds what matters in the source", new Range(1, 5), 150) {
        @Override
        List<Rated> items(JsonNode row) {
            return summary(row, "relevance", true);
        }
    },
    TOPICAL_CHAT("usr_topical_chat", "overall quality of the reply in this conversation", new Range(1, 5), 180) {
        @Override
        List<Rated> items(JsonNode row) {
            JsonNode inputs = row.path("inputs");
            return List.of(single(
                    row,
                    Map.of(
                            "history", end(text(inputs, "history"), 800),
                            "fact", end(text(inputs, "fact"), 400)),
                    text(inputs, "response"),
                    row.path("meta").path("context_id").asString(id(row)),
                    people().share(row.path("human").path("overall").asDouble())));
        }
    },
    HOTELS_NATURALNESS(
            "d2t_sfhot", "naturalness of the sentence: could a native speaker have said it", new Range(1, 6), 250) {
        @Override
        List<Rated> items(JsonNode row) {
            return sentence(row, "naturalness", false);
        }
    },
    HOTELS_INFORMATIVENESS(
            "d2t_sfhot", "informativeness: the sentence says all that the data say", new Range(1, 6), 250) {
        @Override
        List<Rated> items(JsonNode row) {
            return sentence(row, "informativeness", true);
        }
    },
    LLMBAR("llmbar", "which answer follows the instruction better", new Range(0, 1), 160) {
        @Override
        List<Rated> items(JsonNode row) {
            JsonNode inputs = row.path("inputs");
            return List.of(new Rated(
                    new Example(
                            id(row),
                            Map.of("instruction", text(inputs, "instruction")),
                            "",
                            Map.of(Rated.GROUP, id(row), Rated.OTHER, text(inputs, "response_b")),
                            Where.NOWHERE),
                    text(inputs, "response_a"),
                    List.of(row.path("expected").asString().equals("A") ? 1.0 : 0.0)));
        }
    },
    DBLP_ACM("em_dblp_acm", "the answer is the same publication as the record", new Range(0, 1), 250) {
        @Override
        List<Rated> items(JsonNode row) {
            JsonNode inputs = row.path("inputs");
            return List.of(single(
                    row,
                    Map.of("record", record(inputs.path("left"))),
                    record(inputs.path("right")),
                    id(row),
                    row.path("expected").asString().equals("match") ? 1 : 0));
        }
    },
    PUBMEDQA("pubmedqa", "the answer to the question is right, by the abstract", new Range(0, 1), 160) {
        @Override
        List<Rated> items(JsonNode row) {
            JsonNode inputs = row.path("inputs");
            String right = row.path("expected").asString();
            if (right.equals("maybe")) {
                return List.of();
            }
            Map<String, String> shown =
                    Map.of("question", text(inputs, "question"), "abstract", end(text(inputs, "context"), 1_500));
            List<Rated> both = new ArrayList<>();
            for (String answer : List.of("yes", "no")) {
                both.add(new Rated(
                        new Example(id(row) + "-" + answer, shown, "", Map.of(Rated.GROUP, id(row)), Where.NOWHERE),
                        answer.equals("yes") ? "Yes." : "No.",
                        List.of(answer.equals(right) ? 1.0 : 0.0)));
            }
            return both;
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String folder;
    private final String criterion;
    private final Range people;
    private final int rows;

    RatedSet(String folder, String criterion, Range people, int rows) {
        this.folder = folder;
        this.criterion = criterion;
        this.people = people;
        this.rows = rows;
    }

    /** As on the command line, such as {@code summeval-coherence}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Range people() {
        return people;
    }

    /** What a row of the data gives; nothing where it is left out. */
    abstract List<Rated> items(JsonNode row);

    /** @param most items, at most the set's own number */
    CalibrationTask task(Path data, long calls, int most, long seed) throws IOException {
        List<Rated> items = chosen(data, Math.min(most, rows));
        boolean pairs = this == LLMBAR;
        RatedSplits splits = RatedSplits.draw(items, OptionalLong.of(calls), pairs ? 2 : 1, seed, Where.NOWHERE);
        return CalibrationTask.of(pairs ? Kind.PAIRS : Kind.GRADES, criterion, splits, people)
                .withThinking(false)
                .withCalls(calls)
                .withSeed(seed);
    }

    /** The first of each group, then the second, and so on, so that few items come from many groups; ids given twice once. */
    private List<Rated> chosen(Path data, int most) throws IOException {
        Map<String, Rated> byId = new TreeMap<>();
        List<Rated> items = new ArrayList<>();
        Map<String, Integer> place = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve(folder).resolve("examples.jsonl"))) {
            for (Rated item : items(JSON.readTree(line))) {
                if (byId.putIfAbsent(item.id(), item) == null) {
                    items.add(item);
                    place.put(item.id(), seen.merge(key(item), 1, Integer::sum));
                }
            }
        }
        return items.stream()
                .sorted(Comparator.comparingInt(item -> place.getOrDefault(item.id(), 0)))
                .limit(most)
                .toList();
    }

    /** Matches are a sixth of the records' pairs, so that both kinds are drawn from in turn. */
    private String key(Rated item) {
        return this == DBLP_ACM ? item.raters().toString() : this == PUBMEDQA ? item.id() : item.group();
    }

    private static String id(JsonNode row) {
        return row.path("id").asString();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    /** The end of a long text; what comes last matters most in a conversation and an abstract. */
    private static String end(String text, int most) {
        return text.length() <= most ? text : "[…] " + text.substring(text.length() - most);
    }

    private static Rated single(JsonNode row, Map<String, String> shown, String output, String group, double rating) {
        return new Rated(
                new Example(id(row), shown, "", Map.of(Rated.GROUP, group), Where.NOWHERE), output, List.of(rating));
    }

    List<Rated> summary(JsonNode row, String dimension, boolean withSource) {
        JsonNode inputs = row.path("inputs");
        String source = text(inputs, "source");
        return List.of(single(
                row,
                withSource ? Map.of("source", source.substring(0, Math.min(source.length(), 2_000))) : Map.of(),
                text(inputs, "summary"),
                row.path("meta").path("doc").asString(),
                people.share(row.path("human").path(dimension).asDouble())));
    }

    List<Rated> sentence(JsonNode row, String dimension, boolean withData) {
        JsonNode inputs = row.path("inputs");
        return List.of(single(
                row,
                withData ? Map.of("data", text(inputs, "data")) : Map.of(),
                text(inputs, "text"),
                row.path("meta").path("doc").asString(),
                people.share(row.path("human").path(dimension).asDouble())));
    }

    private static String record(JsonNode fields) {
        StringBuilder text = new StringBuilder();
        fields.properties()
                .forEach(field -> text.append(field.getKey())
                        .append(": ")
                        .append(field.getValue().asString(""))
                        .append('\n'));
        return text.toString().strip();
    }
}
