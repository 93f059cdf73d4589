package dev.emend.cli.option;

import dev.emend.format.task.TaskFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/** A model on the command line, by its full name. */
public final class ModelName implements ITypeConverter<String> {

    @Override
    public String convert(String named) {
        return TaskFile.model(named);
    }

    /** The named one, or {@code usual} where none is named or it is to be the same. */
    public static String orSame(@Nullable String named, String usual) {
        return named == null || named.equals("same") ? usual : named;
    }
}
