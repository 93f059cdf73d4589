package dev.emend.metric.grounding;

import dev.emend.metric.TextEmbedding;
import java.util.LinkedHashMap;
import java.util.Map;

/** An embedding that keeps the vectors of the 4,096 texts asked for last: a few megabytes. */
final class KeptVectors implements TextEmbedding {

    private static final int MOST = 4096;

    private final TextEmbedding embedding;
    private final Map<String, float[]> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > MOST;
        }
    };

    KeptVectors(TextEmbedding embedding) {
        this.embedding = embedding;
    }

    @Override
    public String name() {
        return embedding.name();
    }

    @Override
    public float[] of(String text) {
        synchronized (kept) {
            float[] known = kept.get(text);
            if (known != null) {
                return known;
            }
        }
        float[] vector = embedding.of(text);
        synchronized (kept) {
            kept.put(text, vector);
        }
        return vector;
    }
}
