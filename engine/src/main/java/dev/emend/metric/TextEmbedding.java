package dev.emend.metric;

/**
 * Turns a text into a vector whose direction stands for its meaning. Deterministic, local, and safe for use by many
 * threads at once: it costs no call.
 */
public interface TextEmbedding {

    /** As in a score's feedback, such as {@code all-MiniLM-L6-v2}. */
    String name();

    /** A vector of length 1. Texts beyond what the model reads are cut. */
    float[] of(String text);

    /** The cosine of the angle between two vectors of length 1, in [-1, 1]. */
    static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return Math.clamp(dot, -1, 1);
    }
}
