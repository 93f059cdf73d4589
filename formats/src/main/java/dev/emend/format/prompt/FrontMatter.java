package dev.emend.format.prompt;

import dev.emend.format.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt file says besides the prompt itself. It is kept as it stands when the prompt is rewritten. Values are
 * maps with text keys, lists, texts, numbers, truth values and nulls.
 *
 * @param metadata free; Emend writes its provenance under {@code emend}
 * @param model {@code id} and {@code provider}, for other readers of the file
 * @param inputs by placeholder: a default, or a map with {@code kind}, {@code description}, {@code required},
 *     {@code default}, {@code example}; empty where the file declares none
 * @param template as Prompty has it
 */
public record FrontMatter(
        Map<String, @Nullable Object> metadata,
        Map<String, @Nullable Object> model,
        Map<String, @Nullable Object> inputs,
        Map<String, @Nullable Object> template) {

    public static final FrontMatter NONE = new FrontMatter(Map.of(), Map.of(), Map.of(), Map.of());

    public FrontMatter {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        template = Collections.unmodifiableMap(new LinkedHashMap<>(template));
    }

    /** The value that an input has where a row lacks it, for each input that declares one. */
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        inputs.forEach((name, declared) -> {
            Object value = declared instanceof Map<?, ?> property ? property.get("default") : declared;
            if (value != null) {
                defaults.put(name, value.toString());
            }
        });
        return defaults;
    }

    FrontMatter withProvenance(Map<String, ?> provenance) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(metadata);
        changed.put("emend", provenance);
        return new FrontMatter(changed, model, inputs, template);
    }

    static Map<String, @Nullable Object> plain(YamlNode mapping) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> plain.put(key, value.plain()));
        return plain;
    }
}
