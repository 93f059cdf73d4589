package dev.emend.models;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.models.catalogue.Catalogue;
import dev.emend.models.catalogue.CatalogueEntry;
import dev.emend.models.catalogue.ModelStore;
import dev.emend.models.catalogue.PullListener;
import dev.emend.models.embedded.EmbeddedModel;
import dev.emend.models.embedded.EmbeddedSettings;
import dev.emend.models.remote.RemoteModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Opens language models by name, and closes them together. The names are
 *
 * <ul>
 *   <li>{@code embedded:NAME}, a model of the {@link Catalogue}, fetched where it is not here; {@code embedded} alone is
 *       the default one
 *   <li>{@code gguf:PATH}, any GGUF file
 *   <li>{@code openai:NAME}, {@code anthropic:NAME}, {@code gemini:NAME} and {@code ollama:NAME}
 *   <li>{@code openai-compatible:BASE_URL#NAME}, any server that speaks OpenAI's protocol
 * </ul>
 *
 * Keys and other addresses than the usual ones come from the variables {@code OPENAI_API_KEY}, {@code OPENAI_BASE_URL},
 * {@code ANTHROPIC_API_KEY}, {@code ANTHROPIC_BASE_URL}, {@code GEMINI_API_KEY} or {@code GOOGLE_API_KEY},
 * {@code GEMINI_BASE_URL}, {@code OLLAMA_HOST} and {@code OPENAI_COMPATIBLE_API_KEY}. The first two kinds take settings, as in {@code gguf:model.gguf?context=8192&threads=4}. Thread-safe.
 */
public final class NamedModels implements AutoCloseable {

    private static final Set<String> KINDS =
            Set.of("embedded", "gguf", "openai", "anthropic", "gemini", "ollama", "openai-compatible");

    private final Map<String, String> environment;
    private final PullListener listener;
    private final Map<String, LanguageModel> open = new LinkedHashMap<>();

    /**
     * @param environment the variables of the process: keys, addresses and Emend's home are taken from it
     * @param listener hears about a model that must be fetched first
     */
    public NamedModels(Map<String, String> environment, PullListener listener) {
        this.environment = Map.copyOf(environment);
        this.listener = listener;
    }

    /**
     * The model of this name; the same one where it was opened before.
     *
     * @throws InvalidInputException where the name means nothing, the file is no model, or a key is missing
     * @throws ModelException UNAVAILABLE where the model cannot be fetched or loaded
     */
    public synchronized LanguageModel open(String name) {
        LanguageModel known = open.get(name);
        if (known != null) {
            return known;
        }
        LanguageModel model = create(name);
        open.put(name, model);
        return model;
    }

    /** Whether calls to the model cost nothing because it runs on the user's own machine. */
    public static boolean isLocal(String name) {
        String kind = kind(name);
        return kind.equals("embedded") || kind.equals("gguf") || kind.equals("ollama");
    }

    /** @throws InvalidInputException where no model can have such a name; whether there is one with this name is seen when it is opened */
    public static void check(String name) {
        if (!KINDS.contains(kind(name))) {
            throw unknown(name);
        }
    }

    private static String kind(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private LanguageModel create(String name) {
        String kind = kind(name);
        String rest = name.substring(Math.min(name.length(), kind.length() + 1));
        return switch (kind) {
            case "embedded" -> embedded(name, rest);
            case "gguf" -> EmbeddedModel.open(name, Path.of(beforeQuestion(rest)), settings(rest));
            case "openai", "anthropic", "gemini", "ollama", "openai-compatible" ->
                RemoteModel.open(kind, rest, environment);
            default -> throw unknown(name);
        };
    }

    private static InvalidInputException unknown(String name) {
        return new InvalidInputException(
                "unknown kind of model '" + kind(name) + "' in '" + name + "'",
                Where.NOWHERE,
                "it is embedded:NAME, gguf:PATH, openai:NAME, anthropic:NAME, gemini:NAME, ollama:NAME or"
                        + " openai-compatible:BASE_URL#NAME.");
    }

    private EmbeddedModel embedded(String name, String rest) {
        EmbeddedSettings settings = settings(rest);
        Catalogue catalogue = Catalogue.load();
        String wanted = beforeQuestion(rest);
        CatalogueEntry entry = wanted.isEmpty() ? catalogue.defaultEntry() : catalogue.entry(wanted);
        Path file = new ModelStore(ModelStore.home(environment), environment).pull(entry, listener);
        return EmbeddedModel.open(name, file, settings);
    }

    private static String beforeQuestion(String rest) {
        int question = rest.indexOf('?');
        return question < 0 ? rest : rest.substring(0, question);
    }

    private static EmbeddedSettings settings(String rest) {
        return EmbeddedSettings.defaults()
                .with(rest.substring(beforeQuestion(rest).length()).replaceFirst("^\\?", ""));
    }

    /** Closes every model that was opened here. */
    @Override
    public synchronized void close() {
        for (LanguageModel model : open.values()) {
            if (model instanceof EmbeddedModel embedded) {
                embedded.close();
            }
        }
        open.clear();
    }
}
