package dev.emend.models.embedded;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import dev.emend.model.ModelException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads llama.cpp once in the process, checks that it is the expected one, and keeps the last errors it logged. */
final class LlamaLibrary {

    private static final int KEPT_ERRORS = 4;
    private static final String SPINS = "1000";

    private static @Nullable LlamaLibrary loaded;

    final Llama llama;
    private final Llama.Log log;
    private final Deque<String> errors = new ArrayDeque<>();

    private LlamaLibrary(Llama llama) {
        this.llama = llama;
        // The field keeps the callback from being collected while native code holds its address.
        this.log = (level, text, data) -> note(level, text);
    }

    /** @throws ModelException UNAVAILABLE where there is no library for this machine */
    static synchronized LlamaLibrary load() {
        LlamaLibrary library = loaded;
        if (library == null) {
            library = new LlamaLibrary(open());
            library.llama.llama_log_set(library.log, null);
            library.llama.llama_backend_init();
            library.checkLayout();
            loaded = library;
        }
        return library;
    }

    private static Llama open() {
        String resource = "/de/kherud/llama/" + folder() + "/" + System.mapLibraryName("jllama");
        try {
            waitAsleep();
            String file = Native.extractFromResourcePath(resource, LlamaLibrary.class.getClassLoader())
                    .getPath();
            return Native.load(file, Llama.class, Map.of());
        } catch (IOException | LinkageError e) {
            throw new ModelException(
                    ModelException.Kind.UNAVAILABLE,
                    "llama.cpp could not be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + e.getMessage()
                            + "\nMaybe use a model server, as in openai-compatible:http://127.0.0.1:8080/v1#NAME.",
                    e);
        }
    }

    /**
     * Threads that wait for each other at the end of each of a token's hundreds of operations by spinning are the fastest
     * on an idle machine, but on a busy one they spin away the time that the other needs, and a token takes seconds. The
     * variables are read when the OpenMP library is loaded, so that they must be set in the process; what the user set wins.
     */
    private static void waitAsleep() {
        NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {"GOMP_SPINCOUNT", SPINS, 0});
    }

    private static String folder() {
        String processor = Platform.isARM() ? "aarch64" : "x86_64";
        if (Platform.is64Bit() && Platform.isLinux()) {
            return "Linux/" + processor;
        }
        if (Platform.is64Bit() && Platform.isMac()) {
            return "Mac/" + processor;
        }
        throw new ModelException(
                ModelException.Kind.UNAVAILABLE,
                "the embedded model runs on Linux and macOS, not on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
                        + "\nMaybe use a model server, as in openai-compatible:http://127.0.0.1:8080/v1#NAME.");
    }

    /** A library of another version would read our structures as something else; its defaults would show it. */
    private void checkLayout() {
        Llama.ContextParameters context = llama.llama_context_default_params();
        Llama.ModelParameters model = llama.llama_model_default_params();
        boolean expected = context.cells == 512
                && context.batch == 2048
                && context.microBatch == 512
                && context.sequences == 1
                && context.ropeScaling == -1
                && context.defragment == -1
                && context.keyType == 1
                && context.valueType == 1
                && context.allLogits == 0
                && context.offload == 1
                && model.vocabularyOnly == 0
                && model.mapFile == 1
                && model.lockMemory == 0;
        if (!expected) {
            throw new ModelException(
                    ModelException.Kind.UNAVAILABLE,
                    "this is not the llama.cpp that Emend was built with"
                            + "\nMaybe another version of de.kherud:llama is on the class path.");
        }
    }

    private void note(int level, String text) {
        if (level == Llama.Log.ERROR) {
            synchronized (errors) {
                errors.addLast(text.strip());
                if (errors.size() > KEPT_ERRORS) {
                    errors.removeFirst();
                }
            }
        }
    }

    /** What went wrong last, in the library's words; forgets it. */
    String takeErrors() {
        synchronized (errors) {
            String text = errors.stream().collect(Collectors.joining("; "));
            errors.clear();
            return text;
        }
    }
}
