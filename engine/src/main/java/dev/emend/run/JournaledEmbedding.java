package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An embedding whose vectors are journaled, so that a run that is resumed or replayed on another processor, whose last bits
 * differ, takes the same decisions. It costs nothing and is in no ledger.
 */
final class JournaledEmbedding implements TextEmbedding {

    private final TextEmbedding embedding;
    private final Journal journal;
    private final Supplier<Duration> elapsed;

    /** The models' embedding, if they have one, with the vectors in this journal. */
    static Optional<TextEmbedding> of(Models models, Journal journal, Calls calls) {
        return models.embedding()
                .map(embedding -> new JournaledEmbedding(embedding, journal, calls::elapsedAtLastReply));
    }

    /** @param elapsed of the run, as told by the last reply */
    private JournaledEmbedding(TextEmbedding embedding, Journal journal, Supplier<Duration> elapsed) {
        this.embedding = embedding;
        this.journal = journal;
        this.elapsed = elapsed;
    }

    @Override
    public String name() {
        return embedding.name();
    }

    @Override
    public float[] of(String text) {
        String key = Fingerprint.of("embedding").add(name()).add(text).hex();
        return journal.find(key)
                .map(entry -> vector(entry.reply().completion().text()))
                .orElseGet(() -> computed(key, text));
    }

    private float[] computed(String key, String text) {
        float[] vector = embedding.of(text);
        Request request = new Request(
                Purpose.EMBED, List.of(new ChatMessage(Role.USER, text)), Sampling.GREEDY, Constraint.NONE, 0, 0);
        Completion reply = new Completion(text(vector), Completion.Finish.STOP, Usage.NONE, List.of());
        journal.append(new Journal.Entry(
                key, Purpose.EMBED, name(), request, new Journal.Reply.Answered(reply), Duration.ZERO, elapsed.get()));
        return vector;
    }

    private static String text(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float[] vector(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = bytes.getFloat();
        }
        return vector;
    }
}
