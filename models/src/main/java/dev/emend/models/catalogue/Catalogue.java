package dev.emend.models.catalogue;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The models that can be had by name. Immutable. */
public final class Catalogue {

    private final String defaultName;
    private final List<CatalogueEntry> entries;

    private Catalogue(String defaultName, List<CatalogueEntry> entries) {
        this.defaultName = defaultName;
        this.entries = List.copyOf(entries);
    }

    /** The catalogue that comes with Emend. */
    public static Catalogue load() {
        try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"))) {
            JsonNode root = JsonMapper.shared().readTree(in);
            List<CatalogueEntry> entries = new ArrayList<>();
            for (JsonNode model : root.get("models")) {
                List<Source> sources = new ArrayList<>();
                model.get("sources").forEach(source -> sources.add(source(source)));
                entries.add(new CatalogueEntry(
                        model.get("name").asString(),
                        model.get("title").asString(),
                        model.get("about").asString(),
                        model.get("licence").asString(),
                        model.get("bytes").asLong(),
                        model.get("sha256").asString(),
                        sources));
            }
            return new Catalogue(root.get("default").asString(), entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source source(JsonNode source) {
        return source.has("hub")
                ? new Source.Hub(source.get("hub").asString())
                : new Source.Packages(
                        source.get("packages").asString(),
                        source.get("count").asInt(),
                        source.get("version").asString(),
                        source.get("entry").asString());
    }

    public List<CatalogueEntry> entries() {
        return entries;
    }

    /** The model to use where the user named none. */
    public CatalogueEntry defaultEntry() {
        return entry(defaultName);
    }

    /** @throws InvalidInputException where no model has this name */
    public CatalogueEntry entry(String name) {
        for (CatalogueEntry entry : entries) {
            if (entry.name().equals(name)) {
                return entry;
            }
        }
        String names = entries.stream().map(CatalogueEntry::name).collect(Collectors.joining(", "));
        throw new InvalidInputException(
                "unknown embedded model '" + name + "'",
                Where.NOWHERE,
                "one of " + names + " was meant, or a file, as in gguf:PATH.");
    }
}
