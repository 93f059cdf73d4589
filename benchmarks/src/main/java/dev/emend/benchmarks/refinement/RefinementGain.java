package dev.emend.benchmarks.refinement;

import dev.emend.benchmarks.Benchmark;
import dev.emend.data.Example;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.model.LanguageModel;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.prompt.Prompt;
import dev.emend.refine.Critic;
import dev.emend.refine.LearnedPrompt;
import dev.emend.refine.LoopSettings;
import dev.emend.refine.PromptRefinement;
import dev.emend.refine.RefineSettings;
import dev.emend.refine.Refined;
import dev.emend.refine.Refinement;
import dev.emend.refine.SelfRefinement;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.Models;
import dev.emend.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * What refining answers and prompts is worth, on rules that a program checks and on answers that are to rest on a context.
 *
 * <pre>RefinementGain /data /tmp/refinement --model embedded:qwen2.5-coder-1.5b</pre>
 *
 * <p>Arms: {@code feedback} and {@code critic} refine answers by the metric's words and by a model's; {@code best of 4}
 * draws four answers at temperature 0.7 and keeps the best by the same metric, without a word of what is wrong, to tell what
 * selection alone gives; {@code learned prompt} learns on a stream, and answers hold-out rows that the stream did not have
 * once. Of the parts, {@code retrieved} has questions whose context a search finds, right or not. What steers is reported beside
 * measures that steer nothing. Every call is journaled in the folder: start again to go on. The score of answers with contexts is
 * the share of supported sentences: 1 less the hallucination rate. Writes {@code refinement.md} and {@code refinement.json} there.
 */
@Command(
        name = "RefinementGain",
        mixinStandardHelpOptions = true,
        description = "Measures what refining answers and prompts is worth on public data.")
public final class RefinementGain implements Callable<Integer> {

    /** A metric as the table calls it. */
    record Measure(String name, Metric metric) {}

    private static final int DRAWS = 4;

    @Parameters(index = "0", paramLabel = "DATA", description = "The folder of the data sets.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the results and the journal are.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--model", paramLabel = "MODEL", description = "Default: embedded:qwen2.5-coder-1.5b.")
    private String model = "embedded:qwen2.5-coder-1.5b";

    @Option(names = "--rules", description = "Questions with rules. Default: 60.")
    private int rules = 60;

    @Option(names = "--holdout", description = "Hold-out rows of each set with contexts. Default: 80.")
    private int holdout = 80;

    @Option(names = "--stream", description = "Rows of the stream, at least 32. Default: 104.")
    private int stream = 104;

    @Option(names = "--seed", description = "Of the sampling; questions with rules are others for each. Default: 1.")
    private long seed = 1;

    @Option(names = "--parts", split = ",", description = "Default: rules,halueval,retrieved,pubmedqa.")
    private List<String> parts = List.of("rules", "halueval", "retrieved", "pubmedqa");

    @Option(names = "--arms", split = ",", description = "Default: feedback,critic,best-of,learned.")
    private List<String> arms = List.of("feedback", "critic", "best-of", "learned");

    private final List<GainLine> lines = new ArrayList<>();

    public static void main(String[] args) {
        System.exit(Benchmark.of(new RefinementGain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        GainSets sets = new GainSets(data);
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT);
                Workspace workspace = Workspace.open(folder);
                SqliteJournal journal = workspace.journalOf("refinement " + model)) {
            LanguageModel opened = models.open(model);
            Inquiry inquiry = new Inquiry(Models.local(opened), Budget.UNLIMITED, journal, seed, RefinementGain::tell);
            if (parts.contains("rules")) {
                rules(sets.ruled(rules, seed), inquiry);
            }
            if (parts.contains("halueval")) {
                grounded("HaluEval QA", sets.knowledge(), inquiry);
            }
            if (parts.contains("retrieved")) {
                grounded("HaluEval QA, passages found", sets.retrieved(), inquiry);
            }
            if (parts.contains("pubmedqa")) {
                grounded("PubMedQA", sets.abstracts(), inquiry);
            }
        }
        String table = GainLine.HEAD + lines.stream().map(GainLine::markdown).collect(Collectors.joining());
        System.out.print(table);
        Files.writeString(folder.resolve("refinement.md"), table);
        Files.writeString(
                folder.resolve("refinement.json"), JsonMapper.builder().build().writeValueAsString(lines) + "\n");
        return 0;
    }

    private static void tell(RunEvent event) {
        if (event instanceof RunEvent.PhaseStarted started) {
            System.err.println(started.phase());
        }
    }

    private void rules(List<Example> rows, Inquiry inquiry) {
        Measure signal = new Measure("rules followed", metric("follows-rules", Map.of()));
        List<Measure> checks = List.of(
                new Measure("answers that follow all rules", metric("follows-rules", Map.of("level", "prompt"))),
                new Measure("answer-relevance", metric("answer-relevance", Map.of())));
        Prompt prompt = GainSets.rulePrompt();
        if (arms.contains("feedback")) {
            refine("rules", "feedback", prompt, rows, signal, settings(signal), checks, inquiry);
        }
        if (arms.contains("critic")) {
            refine("rules", "critic", prompt, rows, signal, settings(signal).withCritic(Critic.MODEL), checks, inquiry);
        }
        if (arms.contains("best-of")) {
            bestOf("rules", prompt, rows, signal, checks, inquiry);
        }
    }

    private void grounded(String set, List<Example> rows, Inquiry inquiry) {
        Measure signal = new Measure("supported sentences", metric("grounded-lexical", Map.of("over", "supported")));
        List<Measure> checks = List.of(
                new Measure("token-f1", metric("token-f1", Map.of())),
                new Measure("answer-relevance", metric("answer-relevance", Map.of())));
        Prompt prompt = GainSets.groundedPrompt();
        List<Example> fresh = rows.subList(Math.min(stream, rows.size()), Math.min(stream + holdout, rows.size()));
        if (arms.contains("feedback")) {
            refine(set, "feedback", prompt, fresh, signal, settings(signal), checks, inquiry);
        }
        if (arms.contains("best-of")) {
            bestOf(set, prompt, fresh, signal, checks, inquiry);
        }
        if (arms.contains("learned")) {
            learned(set, prompt, rows.subList(0, Math.min(stream, rows.size())), fresh, signal, checks, inquiry);
        }
    }

    private void learned(
            String set,
            Prompt prompt,
            List<Example> stream,
            List<Example> fresh,
            Measure signal,
            List<Measure> checks,
            Inquiry inquiry) {
        LearnedPrompt learned = new PromptRefinement(
                        "Answer a question from a context.",
                        LoopSettings.of(signal.metric()),
                        inquiry,
                        seed,
                        RefinementGain::tell)
                .learn(prompt, stream);
        String arm = learned.replacements() > 0 ? "learned prompt" : "learned prompt (no change)";
        Refinement before = answers(prompt, fresh, signal, inquiry);
        Refinement after = answers(learned.prompt(), fresh, signal, inquiry);
        SelfRefinement scoring = refinement(settings(signal), inquiry);
        lines.add(GainLine.of(set, arm, signal, "hold-out", before.firsts(), after.firsts(), 1));
        for (Measure check : checks) {
            lines.add(GainLine.of(
                    set,
                    arm,
                    check,
                    "hold-out",
                    scoring.check(check.metric(), before).after(),
                    scoring.check(check.metric(), after).after(),
                    1));
        }
        System.err.println(learned.prompt().instruction().source());
    }

    private void refine(
            String set,
            String arm,
            Prompt prompt,
            List<Example> rows,
            Measure signal,
            RefineSettings settings,
            List<Measure> checks,
            Inquiry inquiry) {
        System.err.println(set + ", " + arm);
        SelfRefinement refinement = refinement(settings, inquiry);
        Refinement refined = refinement.refine(prompt, rows, seed);
        double calls =
                refined.refined().stream().mapToInt(Refined::calls).average().orElse(0);
        lines.add(GainLine.of(set, arm, signal, "steers", refined.firsts(), refined.bests(), calls));
        for (Measure check : checks) {
            SelfRefinement.Checked checked = refinement.check(check.metric(), refined);
            lines.add(GainLine.of(set, arm, check, "check", checked.before(), checked.after(), calls));
        }
    }

    /** The first draw is the greedy answer, so that all arms have one beginning; the others are drawn at 0.7. */
    private void bestOf(
            String set, Prompt prompt, List<Example> rows, Measure signal, List<Measure> checks, Inquiry inquiry) {
        System.err.println(set + ", best of " + DRAWS);
        List<Refinement> draws = new ArrayList<>();
        draws.add(answers(prompt, rows, signal, inquiry));
        Prompt varied = prompt.withSampling(prompt.sampling().withTemperature(0.7));
        for (int draw = 1; draw < DRAWS; draw++) {
            draws.add(refinement(settings(signal).withRounds(0), inquiry).refine(varied, rows, seed + draw));
        }
        List<Refined> best = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Refined chosen = draws.getFirst().refined().get(row);
            for (Refinement draw : draws) {
                Refined other = draw.refined().get(row);
                chosen = other.score().value() > chosen.score().value() ? other : chosen;
            }
            best.add(chosen);
        }
        Refinement first = draws.getFirst();
        Refinement chosen = new Refinement(best, first.stopped(), first.spend());
        String arm = "best of " + DRAWS;
        SelfRefinement scoring = refinement(settings(signal), inquiry);
        lines.add(GainLine.of(set, arm, signal, "steers", first.firsts(), chosen.bests(), DRAWS));
        for (Measure check : checks) {
            List<Outcome> before = scoring.check(check.metric(), first).after();
            lines.add(GainLine.of(
                    set,
                    arm,
                    check,
                    "check",
                    before,
                    scoring.check(check.metric(), chosen).after(),
                    DRAWS));
        }
    }

    private Refinement answers(Prompt prompt, List<Example> rows, Measure signal, Inquiry inquiry) {
        return refinement(settings(signal).withRounds(0), inquiry).refine(prompt, rows, seed);
    }

    private static SelfRefinement refinement(RefineSettings settings, Inquiry inquiry) {
        return new SelfRefinement(settings, inquiry, RefinementGain::tell);
    }

    private static RefineSettings settings(Measure signal) {
        return RefineSettings.of(signal.metric());
    }

    private static Metric metric(String name, Map<String, String> options) {
        return Metrics.named(name, options, new TreeSet<>());
    }
}
