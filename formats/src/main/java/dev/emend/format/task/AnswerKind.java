package dev.emend.format.task;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the right answers of a data set look like, and so how to score them. */
enum AnswerKind {
    /** One of a few values. */
    LABEL("label", 32),
    NUMBER("numeric", 256),
    /** A few words. */
    PHRASE("exact-match", 64),
    TEXT("token-f1", 256);

    private static final Pattern DECIMAL_POINT =
            Pattern.compile("[-+]?(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d*\\.?\\d+)");
    private static final Pattern DECIMAL_COMMA =
            Pattern.compile("[-+]?(?:\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?|\\d*,?\\d+)");

    final String metric;
    final int maxTokens;

    AnswerKind(String metric, int maxTokens) {
        this.metric = metric;
        this.maxTokens = maxTokens;
    }

    static AnswerKind of(List<String> answers) {
        long distinct = answers.stream().distinct().count();
        if (distinct > 5 && (all(answers, DECIMAL_POINT) || all(answers, DECIMAL_COMMA))) {
            return NUMBER;
        }
        double words = answers.stream()
                .mapToInt(answer -> answer.strip().split("\\s+").length)
                .average()
                .orElse(0);
        // A label comes back: on average four times or more.
        if (distinct * 4 <= answers.size() && words <= 6) {
            return LABEL;
        }
        return words <= 3 ? PHRASE : TEXT;
    }

    private static boolean all(List<String> answers, Pattern number) {
        return answers.stream()
                .allMatch(answer -> number.matcher(answer.strip()).matches());
    }

    /** What a metric has to be told, so that it reads right answers such as these. */
    static Map<String, String> options(String metric, List<String> answers) {
        boolean comma = all(answers, DECIMAL_COMMA) && !all(answers, DECIMAL_POINT);
        return metric.equals(NUMBER.metric) && comma ? Map.of("decimal-comma", "true") : Map.of();
    }

    static AnswerKind ofMetric(String metric, AnswerKind otherwise) {
        for (AnswerKind kind : values()) {
            if (kind.metric.equals(metric)) {
                return kind;
            }
        }
        return metric.equals("macro-f1") ? LABEL : otherwise;
    }
}
