package dev.emend.scoring.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.emend.metric.TextEmbedding;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The sentence encoder all-MiniLM-L6-v2 in 8-bit weights, run by ONNX Runtime in this process: 384 dimensions, English,
 * Apache-2.0. It is loaded when the first text is embedded, once in a process. Each call computes on its caller's thread
 * alone, so that callers decide how many cores are used. A text without a word piece, such as an empty
 * one, is read as a full stop.
 */
public final class MiniLm implements TextEmbedding {

    private static final int LONGEST = 20_000;
    private static final MiniLm SHARED = new MiniLm();

    private MiniLm() {}

    /** The one of this process; nothing is loaded before its first use. */
    public static TextEmbedding shared() {
        return SHARED;
    }

    @Override
    public String name() {
        return "all-MiniLM-L6-v2";
    }

    /**
     * The model reads 510 word pieces at once; of a longer text, the parts' vectors are averaged by their length, up to
     * 20,000 characters.
     */
    @Override
    public float[] of(String text) {
        try {
            return Loaded.MODEL.vector(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
        } catch (IllegalArgumentException nothingToRead) {
            return Loaded.MODEL.vector(".");
        }
    }

    /** Initialized by the JVM on first use, under its lock. */
    private static final class Loaded extends AbstractInProcessEmbeddingModel {

        static final Loaded MODEL = new Loaded();

        private final OnnxBertBiEncoder encoder;

        private Loaded() {
            super(Runnable::run);
            // The tokenizer's library would report its use to its makers otherwise.
            System.setProperty("OPT_OUT_TRACKING", "true");
            try (InputStream weights = resource("/all-minilm-l6-v2-q.onnx");
                    InputStream tokenizer = resource("/all-minilm-l6-v2-q-tokenizer.json");
                    OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(weights.readAllBytes(), options);
                encoder = new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN);
            } catch (OrtException broken) {
                throw new IllegalStateException("the embedding model all-MiniLM-L6-v2 could not be loaded", broken);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        float[] vector(String text) {
            return embed(text).content().vector();
        }

        private static InputStream resource(String name) {
            return Objects.requireNonNull(AllMiniLmL6V2QuantizedEmbeddingModel.class.getResourceAsStream(name), name);
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }
    }
}
