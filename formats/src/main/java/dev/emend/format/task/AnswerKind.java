package dev.emend.format.task;

import java.util.List;

/** What the right answers of a data set look like, and so how to score them. */
enum AnswerKind {
    /** One of a few values. */
    LABEL("label", 32),
    NUMBER("numeric", 256),
    /** A few words. */
    PHRASE("exact-match", 64),
    TEXT("token-f1", 256);

    final String metric;
    final int maxTokens;

    AnswerKind(String metric, int maxTokens) {
        this.metric = metric;
        this.maxTokens = maxTokens;
    }

    static AnswerKind of(List<String> answers) {
        long distinct = answers.stream().distinct().count();
        boolean numbers = answers.stream().allMatch(answer -> answer.strip().matches("[-+]?[\\d,]*\\.?\\d+"));
        if (numbers && distinct > 5) {
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

    static AnswerKind ofMetric(String metric, AnswerKind otherwise) {
        for (AnswerKind kind : values()) {
            if (kind.metric.equals(metric)) {
                return kind;
            }
        }
        return metric.equals("macro-f1") ? LABEL : otherwise;
    }
}
