package dev.emend.models.embedded;

import dev.emend.model.Completion;
import dev.emend.model.Completion.Alternative;
import dev.emend.model.Completion.Token;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer that grows token by token, until a stop text ends it. */
final class Answer {

    private final Decoder decoder;
    private final List<String> stops;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Token> tokens = new ArrayList<>();
    /** Where each of {@link #tokens} begins in {@link #bytes}. */
    private final List<Integer> starts = new ArrayList<>();

    Answer(Decoder decoder, List<String> stops) {
        this.decoder = decoder;
        this.stops = stops;
    }

    void add(int token) {
        bytes.writeBytes(decoder.bytes(token));
    }

    /** Adds a token together with its log-probability and those of its {@code alternatives} likeliest rivals. */
    void add(int token, float[] logits, int alternatives) {
        double normalizer = Sampler.normalizer(logits);
        List<Alternative> rivals = new ArrayList<>();
        for (int rival : Sampler.top(logits, alternatives)) {
            rivals.add(new Alternative(text(rival), logProbability(logits[rival], normalizer)));
        }
        tokens.add(new Token(text(token), logProbability(logits[token], normalizer), rivals));
        starts.add(bytes.size());
        add(token);
    }

    private String text(int token) {
        return new String(decoder.bytes(token), StandardCharsets.UTF_8);
    }

    private static double logProbability(float logit, double normalizer) {
        return Math.min(0, logit - normalizer);
    }

    /** Whether a stop text was written. */
    boolean stopped() {
        return !stops.isEmpty() && end() < bytes.size();
    }

    /** Bytes that belong to the answer: those before the first stop text. */
    private int end() {
        String all = bytes.toString(StandardCharsets.ISO_8859_1);
        int end = all.length();
        for (String stop : stops) {
            String raw = new String(stop.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            int found = raw.isEmpty() ? -1 : all.indexOf(raw);
            if (found >= 0) {
                end = Math.min(end, found);
            }
        }
        return end;
    }

    String text() {
        return new String(bytes.toByteArray(), 0, end(), StandardCharsets.UTF_8);
    }

    List<Completion.Token> tokens() {
        int end = end();
        int count = 0;
        while (count < tokens.size() && starts.get(count) < end) {
            count++;
        }
        return tokens.subList(0, count);
    }
}
