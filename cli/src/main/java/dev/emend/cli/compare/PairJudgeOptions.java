package dev.emend.cli.compare;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.option.Choice;
import dev.emend.cli.option.GivenRubric;
import dev.emend.cli.option.ModelName;
import dev.emend.judge.PairJudge;
import dev.emend.judge.Referee;
import dev.emend.metric.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A judge that compares answers in pairs, as a command line asks for one. */
final class PairJudgeOptions {

    private static final String PAIRWISE = "pairwise";
    private static final String NO_CRITIQUE = "none";

    @Option(
            names = "--judge",
            paramLabel = "HOW",
            description =
                    "What ranks in place of a metric: \"pairwise\", a model compares the answers, each two in both orders; or a"
                            + " judge file, as \"emend calibrate\" writes it.")
    private @Nullable String judge;

    @Option(
            names = "--rubric",
            paramLabel = "TEXT",
            description =
                    "What makes an answer good, for the judge. Default: that it does what is asked, is right, and is clear.")
    private @Nullable String rubric;

    @Option(names = "--rubric-file", paramLabel = "FILE", description = "A file with the rubric, in place of --rubric.")
    private @Nullable Path rubricFile;

    @Option(
            names = "--critique",
            paramLabel = "WHEN",
            description =
                    "When the judge writes a critique: before its verdict, or none, which is cheap. Default: before.")
    private @Nullable String critique;

    @Option(
            names = "--judge-model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description =
                    "The model that judges. Default: the one that a judge file names, else the task file's judge; with --data"
                            + " the model that writes blends.")
    private @Nullable String judgeModel;

    /** The files that are named. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        Optional.ofNullable(rubricFile).ifPresent(files::add);
        Optional.ofNullable(judge).filter(JudgeInFile::isNamed).map(Path::of).ifPresent(files::add);
        return files;
    }

    boolean isAsked() {
        return judge != null;
    }

    /** @throws InvalidInputException where the options do not go together */
    void check() {
        inFile();
        if (judge == null && (rubric != null || rubricFile != null || critique != null)) {
            throw new InvalidInputException(
                    "--rubric, --rubric-file and --critique are for a judge that compares, and there is none",
                    Where.NOWHERE,
                    "add --judge pairwise.");
        }
        if (inFile().isPresent() && (rubric != null || rubricFile != null || critique != null)) {
            throw new InvalidInputException(
                    "--rubric, --rubric-file and --critique do not go with a judge file, which says its own",
                    Where.NOWHERE,
                    "leave them out, or give --judge pairwise.");
        }
        new GivenRubric(rubric, rubricFile).check();
        if (critique != null) {
            Choice.of("--critique", critique, List.of("before", NO_CRITIQUE));
        }
    }

    /**
     * @param metric in whose place a judge may compare
     * @throws InvalidInputException where a judge is named that nobody asks
     */
    void check(Metric metric) {
        if (judgeModel != null && judge == null && !metric.asksJudges()) {
            throw new InvalidInputException(
                    "--judge-model names a judge, and the metric " + metric.name() + " asks none",
                    Where.NOWHERE,
                    "add --judge pairwise.");
        }
    }

    /** @throws InvalidInputException where the file is no judge, or what is given is neither a way nor a file */
    private Optional<JudgeInFile> inFile() {
        if (judge == null || judge.equals(PAIRWISE)) {
            return Optional.empty();
        }
        if (!JudgeInFile.isNamed(judge)) {
            throw new InvalidInputException(
                    "--judge cannot be \"" + judge + "\"",
                    Where.NOWHERE,
                    Nearest.advice(judge, List.of(PAIRWISE))
                            + " A judge file ends in .yaml; a model goes to --judge-model.");
        }
        return Optional.of(JudgeInFile.read(judge));
    }

    Referee referee() {
        return inFile().map(JudgeInFile::referee)
                .orElseGet(() ->
                        new PairJudge(new GivenRubric(rubric, rubricFile).orUsual(), !NO_CRITIQUE.equals(critique)));
    }

    /** Who judges, where that is said. */
    Optional<String> model() {
        return Optional.ofNullable(judgeModel).or(() -> inFile().flatMap(JudgeInFile::model));
    }

    /** The model that a judge file's judge was calibrated with, where it tells. */
    Set<String> calibratedWith() {
        return inFile().flatMap(JudgeInFile::model).map(Set::of).orElse(Set.of());
    }
}
