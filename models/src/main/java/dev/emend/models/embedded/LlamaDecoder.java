package dev.emend.models.embedded;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.emend.model.ModelException;
import dev.emend.prompt.ChatMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A GGUF file in llama.cpp. */
final class LlamaDecoder implements Decoder {

    private static final int ALL_LAYERS = 999;
    private static final int CANDIDATE_BYTES = 12;

    private final Llama llama;
    private final Pointer model;
    private final Pointer vocab;
    private final Pointer context;
    private final int vocabulary;
    private final int cells;
    private final int batchLimit;
    private final byte[] template;
    private final Memory tokens;
    private final Memory positions;
    private final Memory sequenceCounts;
    private final Memory sequenceIds;
    private final Memory sequencePointers;
    private final Memory wanted;
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    LlamaDecoder(Path gguf, int cells, int batchLimit, int threads) {
        LlamaLibrary library = LlamaLibrary.load();
        this.llama = library.llama;
        this.cells = cells;
        this.batchLimit = batchLimit;

        Llama.ModelParameters.Value weights = llama.llama_model_default_params();
        weights.gpuLayers = llama.llama_supports_gpu_offload() ? ALL_LAYERS : 0;
        Pointer loaded = llama.llama_model_load_from_file(text(gguf.toString()), weights);
        if (loaded == null) {
            throw unloadable(gguf, library.takeErrors());
        }
        this.model = loaded;
        this.vocab = llama.llama_model_get_vocab(model);
        this.vocabulary = llama.llama_vocab_n_tokens(vocab);

        Llama.ContextParameters.Value settings = llama.llama_context_default_params();
        settings.cells = cells;
        settings.batch = batchLimit;
        settings.microBatch = batchLimit;
        settings.threads = threads;
        settings.batchThreads = threads;
        // Without it, attention over one token rounds differently from attention over several.
        settings.flashAttention = 1;
        settings.noTimings = 1;
        Pointer opened = llama.llama_init_from_model(model, settings);
        if (opened == null) {
            llama.llama_model_free(model);
            throw unloadable(gguf, library.takeErrors());
        }
        this.context = opened;
        Pointer own = llama.llama_model_chat_template(model, null);
        this.template = text(own == null ? "chatml" : own.getString(0, "UTF-8"));

        this.tokens = new Memory(4L * batchLimit);
        this.positions = new Memory(4L * batchLimit);
        this.sequenceCounts = new Memory(4L * batchLimit);
        this.sequenceIds = new Memory(4L * batchLimit);
        this.sequencePointers = new Memory((long) Native.POINTER_SIZE * batchLimit);
        this.wanted = new Memory(batchLimit);
        for (int i = 0; i < batchLimit; i++) {
            sequenceCounts.setInt(4L * i, 1);
            sequencePointers.setPointer((long) Native.POINTER_SIZE * i, sequenceIds.share(4L * i));
        }
    }

    private static ModelException unloadable(Path gguf, String why) {
        return new ModelException(
                ModelException.Kind.UNAVAILABLE,
                "the model " + gguf + " could not be loaded" + (why.isEmpty() ? "" : ": " + why)
                        + "\nMaybe the file is damaged, of a newer kind than llama.cpp b4916 knows, or too large for the"
                        + " memory.");
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public int trainedContext() {
        return llama.llama_model_n_ctx_train(model);
    }

    @Override
    public int cells() {
        return cells;
    }

    @Override
    public int batchLimit() {
        return batchLimit;
    }

    @Override
    public int[] tokenize(String text, boolean special, boolean start) {
        return whileOpen(() -> tokens(text, special, start));
    }

    /**
     * From threads that may come when the model is closed already, or is being closed: native code must not be entered with memory that
     * is freed.
     *
     * @throws ModelException UNAVAILABLE where it is closed
     */
    private <T extends @Nullable Object> T whileOpen(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new ModelException(ModelException.Kind.UNAVAILABLE, "the embedded model was closed");
            }
            return work.get();
        } finally {
            open.readLock().unlock();
        }
    }

    private int[] tokens(String text, boolean special, boolean start) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] found = new int[bytes.length + 2];
        int count = llama.llama_tokenize(vocab, bytes, bytes.length, found, found.length, start, special);
        if (count < 0) {
            throw new IllegalStateException("a text has more tokens than bytes: " + -count + ", " + bytes.length);
        }
        return Arrays.copyOf(found, count);
    }

    @Override
    public byte[] bytes(int token) {
        byte[] buffer = new byte[64];
        int length = llama.llama_token_to_piece(vocab, token, buffer, buffer.length, 0, false);
        if (length < 0) {
            buffer = new byte[-length];
            length = llama.llama_token_to_piece(vocab, token, buffer, buffer.length, 0, false);
        }
        return Arrays.copyOf(buffer, length);
    }

    @Override
    public boolean ends(int token) {
        return llama.llama_vocab_is_eog(vocab, token);
    }

    @Override
    public String render(List<ChatMessage> messages) {
        return whileOpen(() -> rendered(messages));
    }

    private String rendered(List<ChatMessage> messages) {
        List<Memory> strings = new ArrayList<>();
        Memory chat = new Memory(2L * Native.POINTER_SIZE * messages.size());
        for (int i = 0; i < messages.size(); i++) {
            Memory role = memory(messages.get(i).role().label());
            Memory content = memory(messages.get(i).content());
            strings.add(role);
            strings.add(content);
            chat.setPointer(2L * Native.POINTER_SIZE * i, role);
            chat.setPointer(2L * Native.POINTER_SIZE * i + Native.POINTER_SIZE, content);
        }
        Llama.Size count = new Llama.Size(messages.size());
        byte[] format = template;
        int length = llama.llama_chat_apply_template(format, chat, count, true, null, 0);
        if (length < 0) {
            format = text("chatml");
            length = llama.llama_chat_apply_template(format, chat, count, true, null, 0);
        }
        byte[] buffer = new byte[length];
        llama.llama_chat_apply_template(format, chat, count, true, buffer, buffer.length);
        // Native code reads these strings by address alone: they must live until here.
        strings.forEach(Memory::close);
        chat.close();
        return new String(buffer, StandardCharsets.UTF_8);
    }

    private static Memory memory(String text) {
        byte[] bytes = text(text);
        Memory memory = new Memory(bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    @Override
    public @Nullable Grammar grammar(String gbnf) {
        return this.<@Nullable Grammar>whileOpen(() -> compiled(gbnf));
    }

    private @Nullable Grammar compiled(String gbnf) {
        Pointer sampler = llama.llama_sampler_init_grammar(vocab, text(gbnf), text("root"));
        if (sampler == null) {
            return null;
        }
        LlamaGrammar grammar = new LlamaGrammar(sampler);
        if (restricts(grammar)) {
            return grammar;
        }
        grammar.close();
        return null;
    }

    /** A grammar that did not parse is no null but one that allows everything. */
    private boolean restricts(Grammar grammar) {
        for (int token = 0; token < vocabulary; token++) {
            if (!grammar.allows(token)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void decode(Batch batch) {
        int size = batch.size();
        tokens.write(0, batch.tokens(), 0, size);
        positions.write(0, batch.positions(), 0, size);
        sequenceIds.write(0, batch.sequences(), 0, size);
        for (int i = 0; i < size; i++) {
            wanted.setByte(i, (byte) (batch.wanted()[i] ? 1 : 0));
        }
        Llama.TokenBatch.Value value = new Llama.TokenBatch.Value();
        value.size = size;
        value.tokens = tokens;
        value.positions = positions;
        value.sequenceCounts = sequenceCounts;
        value.sequences = sequencePointers;
        value.wanted = wanted;
        int status = llama.llama_decode(context, value);
        if (status != 0) {
            throw failed("read a batch, status " + status);
        }
    }

    private static ModelException failed(String what) {
        return new ModelException(ModelException.Kind.UNAVAILABLE, "llama.cpp could not " + what);
    }

    @Override
    public void logits(int row, float[] into) {
        llama.llama_get_logits_ith(context, row).read(0, into, 0, vocabulary);
    }

    @Override
    public void share(int from, int to, int length) {
        llama.llama_kv_self_seq_cp(context, from, to, 0, length);
    }

    @Override
    public void forget(int sequence, int from) {
        llama.llama_kv_self_seq_rm(context, sequence, from, -1);
    }

    @Override
    public void clear() {
        llama.llama_kv_self_clear(context);
    }

    @Override
    public byte[] save(int sequence) {
        long size = llama.llama_state_seq_get_size(context, sequence).longValue();
        byte[] saved = new byte[Math.toIntExact(size)];
        llama.llama_state_seq_get_data(context, saved, new Llama.Size(size), sequence);
        return saved;
    }

    @Override
    public void restore(int sequence, byte[] saved) {
        Llama.Size read = llama.llama_state_seq_set_data(context, saved, new Llama.Size(saved.length), sequence);
        if (read.longValue() == 0) {
            throw failed("put back " + saved.length + " bytes of its cache");
        }
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                llama.llama_free(context);
                llama.llama_model_free(model);
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private static byte[] text(String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /** {@code llama_token_data_array} is a pointer, two 64-bit numbers and a flag; its rows are id, logit, probability. */
    private final class LlamaGrammar implements Grammar {

        private static final int ARRAY_BYTES = 32;

        private final Pointer sampler;
        private final Memory array = new Memory(ARRAY_BYTES);
        private @Nullable Memory all;
        private final Memory one = new Memory(CANDIDATE_BYTES);

        LlamaGrammar(Pointer sampler) {
            this.sampler = sampler;
        }

        @Override
        public boolean allows(int token) {
            one.setInt(0, token);
            one.setFloat(4, 0);
            one.setFloat(8, 0);
            apply(one, 1);
            return one.getFloat(4) != Float.NEGATIVE_INFINITY;
        }

        @Override
        public void mask(float[] logits) {
            Memory rows = all;
            if (rows == null) {
                rows = new Memory((long) CANDIDATE_BYTES * vocabulary);
                all = rows;
            }
            int[] row = new int[3 * vocabulary];
            for (int token = 0; token < vocabulary; token++) {
                row[3 * token] = token;
                row[3 * token + 1] = Float.floatToRawIntBits(logits[token]);
            }
            rows.write(0, row, 0, row.length);
            apply(rows, vocabulary);
            rows.read(0, row, 0, row.length);
            for (int token = 0; token < vocabulary; token++) {
                logits[row[3 * token]] = Float.intBitsToFloat(row[3 * token + 1]);
            }
        }

        private void apply(Memory rows, long count) {
            array.clear();
            array.setPointer(0, rows);
            array.setLong(Native.POINTER_SIZE, count);
            array.setLong(Native.POINTER_SIZE + 8, -1);
            llama.llama_sampler_apply(sampler, array);
        }

        @Override
        public void accept(int token) {
            llama.llama_sampler_accept(sampler, token);
        }

        @Override
        public void close() {
            llama.llama_sampler_free(sampler);
            array.close();
            one.close();
            Memory rows = all;
            if (rows != null) {
                rows.close();
            }
        }
    }
}
