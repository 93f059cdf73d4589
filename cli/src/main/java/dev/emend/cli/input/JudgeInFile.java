package dev.emend.cli.input;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.format.task.JudgeFile;
import dev.emend.judge.Grader;
import dev.emend.judge.Referee;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A judge that an option names by its file, as {@code emend calibrate} writes it. */
public record JudgeInFile(Path path, JudgeFile file) {

    /** Whether an option's value names a file and no model. */
    public static boolean isNamed(String value) {
        return value.endsWith(".yaml") || value.endsWith(".yml");
    }

    /** @throws InvalidInputException where the file cannot be read or is no judge */
    public static JudgeInFile read(String value) {
        Path path = Path.of(value);
        JudgeInFile judge = new JudgeInFile(path, JudgeFile.read(path, Where.NOWHERE));
        // What is wrong with its options is said before anything is paid for.
        judge.referee();
        return judge;
    }

    public Referee referee() {
        return Referee.of(file.metric(), options());
    }

    /** @throws InvalidInputException where it compares answers */
    public Grader grader() {
        return Grader.of(file.metric(), options());
    }

    /** One model judges here. */
    private Map<String, String> options() {
        Map<String, String> options = new TreeMap<>(file.options());
        options.remove("jury");
        return options;
    }

    /** What it sees beside the answers, where that is said. */
    public Set<String> shown() {
        return new TreeSet<>(List.of(file.options().getOrDefault("show", "").split("\\s*,\\s*")));
    }

    /** The model that it was calibrated with, where the file tells. */
    public Optional<String> model() {
        return file.model();
    }

    /** Says on the terminal where a judge was calibrated with another model than one of those that judge. */
    public static void noteOther(Console console, Set<String> calibratedWith, List<String> judging) {
        for (String model : calibratedWith) {
            judging.stream()
                    .filter(other -> !other.equals(model))
                    .findFirst()
                    .ifPresent(other -> console.err()
                            .println("note: the judge was calibrated with " + model + ", and here " + other
                                    + " judges: what was proved of it is about " + model + "."));
        }
    }
}
