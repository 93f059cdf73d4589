package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.TextFile;
import dev.emend.judge.PointJudge;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A judge's rubric, as {@code --rubric} or {@code --rubric-file} gives it. */
public record GivenRubric(@Nullable String text, @Nullable Path file) {

    /** @throws InvalidInputException where both are given */
    public void check() {
        if (text != null && file != null) {
            throw new InvalidInputException("--rubric and --rubric-file are both given", Where.NOWHERE, "");
        }
    }

    /**
     * Empty where neither is given.
     *
     * @throws InvalidInputException where both are given, the file cannot be read, or there is nothing in it
     */
    public Optional<String> read() {
        check();
        Optional<String> given =
                file != null ? Optional.of(TextFile.read(file, Where.NOWHERE)) : Optional.ofNullable(text);
        if (given.isPresent() && given.get().isBlank()) {
            throw new InvalidInputException("the rubric is empty", Where.NOWHERE, "");
        }
        return given.map(String::strip);
    }

    /** As {@link #read}; a judge's usual rubric where neither is given. */
    public String orUsual() {
        return read().orElseGet(PointJudge::usualRubric).strip();
    }
}
