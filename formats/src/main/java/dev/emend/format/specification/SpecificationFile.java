package dev.emend.format.specification;

import dev.emend.format.TextFile;
import dev.emend.format.yaml.YamlNode;
import dev.emend.generation.Specification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A specification as a YAML file; {@link #template} is one with every key explained.
 *
 * @param data labelled rows, where the file names some
 * @param models as the file names them
 */
public record SpecificationFile(Specification specification, Optional<SpecificationData> data, ModelNames models) {

    /** Each empty where the file does not say; {@code same} is replaced by the name it stands for. */
    public record ModelNames(Optional<String> task, Optional<String> meta, Optional<String> judge) {

        public static final ModelNames NONE = new ModelNames(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @throws dev.emend.InvalidInputException with file, line and field, for whatever is wrong with it */
    public static SpecificationFile read(Path file) {
        return new SpecificationReader(file).read(YamlNode.parse(TextFile.read(file), file.toString(), 1));
    }

    /** A commented specification to start from. */
    public static String template() {
        try (InputStream file = SpecificationFile.class.getResourceAsStream("specification.yaml")) {
            if (file == null) {
                throw new IllegalStateException("the resource specification.yaml is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
