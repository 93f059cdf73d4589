package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.judge.PairJudge;
import dev.emend.metric.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A judge that compares answers in pairs, as a command line asks for one. */
final class PairJudgeOptions {

    private static final String PAIRWISE = "pairwise";
    private static final String NO_CRITIQUE = "none";

    @Option(
            names = "--judge",
            paramLabel = "HOW",
            description = "\"pairwise\": a model compares the answers, each two in both orders, in place of a metric.")
    private @Nullable String judge;

    @Option(names = "--rubric", paramLabel = "TEXT", description = "For the judge: what makes an answer good.")
    private @Nullable String rubric;

    @Option(names = "--rubric-file", paramLabel = "FILE", description = "The same, in a file.")
    private @Nullable Path rubricFile;

    @Option(
            names = "--critique",
            paramLabel = "WHEN",
            description = "The judge's, before its verdict, or none, which is cheap. Default: before.")
    private @Nullable String critique;

    @Option(
            names = "--judge-model",
            paramLabel = "MODEL",
            description = "Who judges. Default: the task's judge, or the model.")
    private @Nullable String judgeModel;

    boolean isAsked() {
        return judge != null;
    }

    /** @throws InvalidInputException where the options do not go together */
    void check() {
        if (judge != null) {
            Choice.of("--judge", judge, List.of(PAIRWISE));
        }
        if (judge == null && (rubric != null || rubricFile != null || critique != null)) {
            throw new InvalidInputException(
                    "--rubric, --rubric-file and --critique are for a judge that compares, and there is none",
                    Where.NOWHERE,
                    "add --judge pairwise.");
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

    PairJudge judge() {
        return new PairJudge(new GivenRubric(rubric, rubricFile).orUsual(), !NO_CRITIQUE.equals(critique));
    }

    /** Who judges, where that is said. */
    Optional<String> model() {
        return Optional.ofNullable(judgeModel);
    }
}
