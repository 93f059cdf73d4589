package dev.emend.format.yaml;

import dev.emend.InvalidInputException;
import java.util.Map;
import java.util.Optional;

/** The entries of a mapping whose keys are known. */
public final class Fields {

    private final YamlNode mapping;
    private final Map<String, YamlNode> entries;

    Fields(YamlNode mapping, Map<String, YamlNode> entries) {
        this.mapping = mapping;
        this.entries = entries;
    }

    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    public String text(String key, String otherwise) {
        return get(key).map(YamlNode::text).orElse(otherwise);
    }

    /**
     * @param maybe what would mend its absence
     * @throws InvalidInputException where the key is absent or has no value
     */
    public YamlNode require(String key, String maybe) {
        return get(key).orElseThrow(() ->
                new InvalidInputException("the key \"" + key + "\" is missing", mapping.whereMissing(key), maybe));
    }
}
