package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.judge.PairJudge;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A judge that compares answers in pairs, as a command line asks for one. */
final class PairJudgeOptions {

    private static final String PAIRWISE = "pairwise";

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
    private String critique = "before";

    @Option(names = "--judge-model", paramLabel = "MODEL", description = "Default: the task's judge, or the model.")
    private @Nullable String judgeModel;

    boolean isAsked() {
        return judge != null;
    }

    /** @throws InvalidInputException where the options do not go together */
    void check() {
        if (judge != null) {
            Choice.of("--judge", judge, List.of(PAIRWISE));
        }
        if (judge == null && (rubric != null || rubricFile != null)) {
            throw new InvalidInputException(
                    "--rubric and --rubric-file are for a judge, and there is none",
                    Where.NOWHERE,
                    "add --judge pairwise.");
        }
        new GivenRubric(rubric, rubricFile).check();
        Choice.of("--critique", critique, List.of("before", "none"));
    }

    PairJudge judge() {
        return new PairJudge(new GivenRubric(rubric, rubricFile).orUsual(), critique.equals("before"));
    }

    /** @param otherwise where no judge is named */
    List<String> models(List<String> otherwise) {
        return judgeModel == null ? otherwise : List.of(judgeModel);
    }
}
