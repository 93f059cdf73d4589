package dev.emend.models.embedded;

import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.jspecify.annotations.Nullable;

/**
 * The part of llama.cpp's C interface that is used here, as the library inside {@code de.kherud:llama} 4.2.0 exports it
 * (llama.cpp b4916).
 *
 * <p>The classes of that package are passed by: their probabilities are always empty, their server thread keeps the JVM
 * from ending, a bad schema or template aborts the process, and each of their slots reads a shared prefix anew.
 */
interface Llama extends Library {

    void llama_backend_init();

    void llama_log_set(Log log, @Nullable Pointer data);

    ModelParameters.Value llama_model_default_params();

    ContextParameters.Value llama_context_default_params();

    boolean llama_supports_gpu_offload();

    @Nullable
    Pointer llama_model_load_from_file(byte[] path, ModelParameters.Value parameters);

    void llama_model_free(Pointer model);

    Pointer llama_model_get_vocab(Pointer model);

    int llama_model_n_ctx_train(Pointer model);

    @Nullable
    Pointer llama_model_chat_template(Pointer model, @Nullable String name);

    @Nullable
    Pointer llama_init_from_model(Pointer model, ContextParameters.Value parameters);

    void llama_free(Pointer context);

    int llama_vocab_n_tokens(Pointer vocab);

    boolean llama_vocab_is_eog(Pointer vocab, int token);

    int llama_tokenize(
            Pointer vocab, byte[] text, int length, int @Nullable [] tokens, int limit, boolean start, boolean special);

    int llama_token_to_piece(Pointer vocab, int token, byte[] buffer, int length, int lstrip, boolean special);

    int llama_chat_apply_template(
            byte[] template, Pointer messages, Size count, boolean addAssistant, byte @Nullable [] buffer, int length);

    int llama_decode(Pointer context, TokenBatch.Value batch);

    Pointer llama_get_logits_ith(Pointer context, int row);

    void llama_kv_self_seq_cp(Pointer context, int from, int to, int start, int end);

    boolean llama_kv_self_seq_rm(Pointer context, int sequence, int start, int end);

    void llama_kv_self_clear(Pointer context);

    Size llama_state_seq_get_size(Pointer context, int sequence);

    Size llama_state_seq_get_data(Pointer context, byte[] into, Size size, int sequence);

    Size llama_state_seq_set_data(Pointer context, byte[] from, Size size, int sequence);

    @Nullable
    Pointer llama_sampler_init_grammar(Pointer vocab, byte[] grammar, byte[] root);

    void llama_sampler_apply(Pointer sampler, Pointer candidates);

    void llama_sampler_accept(Pointer sampler, int token);

    void llama_sampler_free(Pointer sampler);

    /** Takes a line, or a part of one, of the library's log. */
    interface Log extends Callback {
        int ERROR = 4;

        void log(int level, String text, @Nullable Pointer data);
    }

    /** C's {@code size_t}. */
    final class Size extends IntegerType {
        private static final long serialVersionUID = 1L;

        public Size() {
            this(0);
        }

        public Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    /** {@code llama_model_params}. */
    @FieldOrder({
        "devices",
        "gpuLayers",
        "splitMode",
        "mainGpu",
        "tensorSplit",
        "progress",
        "progressData",
        "overrides",
        "vocabularyOnly",
        "mapFile",
        "lockMemory",
        "checkTensors"
    })
    class ModelParameters extends Structure {
        public @Nullable Pointer devices;
        public int gpuLayers;
        public int splitMode;
        public int mainGpu;
        public @Nullable Pointer tensorSplit;
        public @Nullable Pointer progress;
        public @Nullable Pointer progressData;
        public @Nullable Pointer overrides;
        public byte vocabularyOnly;
        public byte mapFile;
        public byte lockMemory;
        public byte checkTensors;

        /** Passed by value. */
        public static final class Value extends ModelParameters implements Structure.ByValue {}
    }

    /** {@code llama_context_params}. */
    @FieldOrder({
        "cells",
        "batch",
        "microBatch",
        "sequences",
        "threads",
        "batchThreads",
        "ropeScaling",
        "pooling",
        "attention",
        "ropeBase",
        "ropeScale",
        "yarnExtension",
        "yarnAttention",
        "yarnFast",
        "yarnSlow",
        "yarnContext",
        "defragment",
        "evaluate",
        "evaluateData",
        "keyType",
        "valueType",
        "allLogits",
        "embeddings",
        "offload",
        "flashAttention",
        "noTimings",
        "abort",
        "abortData"
    })
    class ContextParameters extends Structure {
        public int cells;
        public int batch;
        public int microBatch;
        public int sequences;
        public int threads;
        public int batchThreads;
        public int ropeScaling;
        public int pooling;
        public int attention;
        public float ropeBase;
        public float ropeScale;
        public float yarnExtension;
        public float yarnAttention;
        public float yarnFast;
        public float yarnSlow;
        public int yarnContext;
        public float defragment;
        public @Nullable Pointer evaluate;
        public @Nullable Pointer evaluateData;
        public int keyType;
        public int valueType;
        public byte allLogits;
        public byte embeddings;
        public byte offload;
        public byte flashAttention;
        public byte noTimings;
        public @Nullable Pointer abort;
        public @Nullable Pointer abortData;

        /** Passed by value. */
        public static final class Value extends ContextParameters implements Structure.ByValue {}
    }

    /** {@code llama_batch}. */
    @FieldOrder({"size", "tokens", "embeddings", "positions", "sequenceCounts", "sequences", "wanted"})
    class TokenBatch extends Structure {
        public int size;
        public @Nullable Pointer tokens;
        public @Nullable Pointer embeddings;
        public @Nullable Pointer positions;
        public @Nullable Pointer sequenceCounts;
        public @Nullable Pointer sequences;
        public @Nullable Pointer wanted;

        /** Passed by value. */
        public static final class Value extends TokenBatch implements Structure.ByValue {}
    }
}
