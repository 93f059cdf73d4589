package dev.emend.cli;

import dev.emend.format.task.TaskFile;
import picocli.CommandLine.ITypeConverter;

/** A model on the command line, by its full name. */
final class ModelName implements ITypeConverter<String> {

    @Override
    public String convert(String named) {
        return TaskFile.model(named);
    }
}
