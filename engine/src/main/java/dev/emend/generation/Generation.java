package dev.emend.generation;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.evaluation.UnreadVerdicts;
import dev.emend.generation.GeneratedPrompt.Basis;
import dev.emend.generation.GeneratedPrompt.Origin;
import dev.emend.generation.GeneratedPrompt.Standing;
import dev.emend.generation.Specification.Artifact;
import dev.emend.judge.Brief;
import dev.emend.judge.Referee;
import dev.emend.metric.Metric;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Purpose;
import dev.emend.program.Program;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.RunEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes candidate prompts from a specification: plan, write, criticize, mend, rank.
 *
 * <p>A candidate costs one to two calls of the meta-model for its writing, one for its critique, and one where it is mended.
 * Ranking by a metric costs (candidates + 1) × rows calls of the task model; by a judge, as many answers to six inputs, those
 * that are not the specification's invented, and up to two comparisons for each. The outcome is a pure function of
 * specification, data, seed and completions: executed again with the same journal, it pays for nothing twice. A budget that
 * ends leaves what is there: candidates that are not written by then are written by rule, and ranked on what was answered.
 *
 * <p>Immutable. The idea that a model writes instructions from a description is that of APE (Zhou et al., "Large Language
 * Models Are Human-Level Prompt Engineers", 2022); that the request spells out how, that of PE2 (Ye et al., "Prompt
 * Engineering a Prompt Engineer", 2023).
 */
public final class Generation {

    /** Enough to differ in technique, layout and emphasis, and few enough to read. */
    public static final int USUAL_COUNT = 6;

    public static final int MOST = 24;

    private static final int INPUTS = 6;

    /** How candidates are ranked. */
    private sealed interface Ranking {

        /** @param data for labels and examples alone */
        record None(Optional<ScoringData> data) implements Ranking {}

        record Judged() implements Ranking {}

        record Scored(ScoringData data) implements Ranking {}
    }

    private final Specification specification;
    private final MetaPrompts prompts;
    private final Models models;
    private final Budget budget;
    private final Journal journal;
    private final long seed;
    private final int count;
    private final Ranking ranking;
    private final Optional<Referee> referee;

    private Generation(
            Specification specification,
            MetaPrompts prompts,
            Models models,
            Budget budget,
            Journal journal,
            long seed,
            int count,
            Ranking ranking,
            Optional<Referee> referee) {
        this.specification = specification;
        this.prompts = prompts;
        this.models = models;
        this.budget = budget;
        this.journal = journal;
        this.seed = seed;
        this.count = count;
        this.ranking = ranking;
        this.referee = referee;
    }

    /**
     * Six candidates, ranked by a judge on six inputs: those of the specification's examples, and invented ones.
     *
     * @param models a meta-model; and a task model and a judge unless {@link #unranked}
     */
    public static Generation of(
            Specification specification,
            MetaPrompts prompts,
            Models models,
            Budget budget,
            Journal journal,
            long seed) {
        return new Generation(
                specification,
                prompts,
                models,
                budget,
                journal,
                seed,
                USUAL_COUNT,
                new Ranking.Judged(),
                Optional.empty());
    }

    /** @param candidates how many, from 1 to {@link #MOST} */
    public Generation count(int candidates) {
        if (candidates < 1 || candidates > MOST) {
            throw new InvalidInputException(
                    "from 1 to " + MOST + " candidates can be written, not " + candidates, Where.NOWHERE, "");
        }
        return new Generation(specification, prompts, models, budget, journal, seed, candidates, ranking, referee);
    }

    /** Ranked by a metric on labelled examples; by a judge where there are fewer than {@link ScoringData#FEWEST}. */
    public Generation scoredOn(ScoringData data) {
        return new Generation(
                specification, prompts, models, budget, journal, seed, count, new Ranking.Scored(data), referee);
    }

    /** The same under another budget. */
    public Generation within(Budget limits) {
        return new Generation(specification, prompts, models, limits, journal, seed, count, ranking, referee);
    }

    /**
     * Where a judge ranks, it is this one, in place of one that compares by the specification.
     *
     * @throws InvalidInputException where it is to see inputs that the prompts do not have
     */
    public Generation judgedBy(Referee other) {
        Map<String, String> inputs = new TreeMap<>();
        Gap.closed(specification).inputs().forEach(input -> inputs.put(input.name(), "A text."));
        other.questions(new Brief(inputs), "", "");
        return new Generation(
                specification, prompts, models, budget, journal, seed, count, ranking, Optional.of(other));
    }

    /** Not ranked: no call of a task model or a judge. Labelled examples that were given still tell labels, and are shown. */
    public Generation unranked() {
        return new Generation(
                specification, prompts, models, budget, journal, seed, count, new Ranking.None(data()), referee);
    }

    /** How many calls it can take at most; empty where a metric asks judges, whose questions nobody knows before. */
    public OptionalLong mostCalls() {
        long writing = 4L * count;
        long answering = 1 + (isChain() ? ChainSteps.COUNT : 1) * (long) count;
        long judging = INPUTS
                * (1L + answering + (long) referee.map(Referee::questionsEach).orElse(2) * count);
        return switch (ranking) {
            case Ranking.None none -> OptionalLong.of(writing);
            case Ranking.Judged judged -> OptionalLong.of(writing + judging);
            case Ranking.Scored scored -> {
                Groundwork ground = Groundwork.of(specification, data(), seed);
                if (!ground.scores()) {
                    yield OptionalLong.of(writing + judging);
                }
                yield scored.data.metric().asksJudges()
                        ? OptionalLong.empty()
                        : OptionalLong.of(writing
                                + answering
                                        * ground.splits()
                                                .orElseThrow()
                                                .validation()
                                                .size());
            }
        };
    }

    /**
     * Blocks until all is done or the budget ended.
     *
     * @param events gets what happens, in order, on the calling thread
     * @throws InvalidInputException where a model is missing that it asks, before any call
     * @throws dev.emend.model.ModelException where a model cannot be used; execute again to go on
     */
    public Generated execute(Consumer<RunEvent> events) {
        Inquiry inquiry = new Inquiry(models, budget, journal, seed, events);
        Optional<TextEmbedding> embedding = inquiry.embedding();
        Groundwork ground = Groundwork.of(specification, data(), seed);
        requireModels(ground);
        List<Example> shown = ground.shown();
        Skeleton skeleton = ground.skeleton();
        MetaFields fields = new MetaFields(prompts, skeleton, shown);

        events.accept(new RunEvent.PhaseStarted("writing " + count + " candidates"));
        Specification whole = skeleton.specification();
        AssignmentPlan plan = new AssignmentPlan(
                skeleton.techniques(), Emphasis.of(whole), whole.priorities().size(), seed);
        Drafting drafting = new Drafting(skeleton, fields, plan, shown, embedding, events);
        List<GeneratedPrompt> candidates = drafting.write(count, inquiry);
        events.accept(new RunEvent.PhaseStarted("criticizing " + candidates.size() + " candidates"));
        candidates = new SelfCritique(skeleton, fields, drafting).of(candidates, inquiry);

        Map<Integer, Standing> standings = ranked(ground, candidates, fields, inquiry, events);
        List<GeneratedPrompt> ordered = ordered(candidates, standings);
        List<String> notes = new ArrayList<>(ground.notes());
        notes.addAll(remarks(ordered, standings));
        if (referee.isPresent() && ranking instanceof Ranking.Scored && ground.scores()) {
            notes.add("Labelled rows rank the candidates, so the judge was not asked.");
        }
        UnreadVerdicts.behind(
                        standings.values().stream().map(Standing::estimate).toList())
                .warning()
                .ifPresent(notes::add);
        inquiry.cutOff().warning().ifPresent(notes::add);
        return new Generated(
                ordered,
                skeleton.plain(),
                Optional.ofNullable(standings.get(0)),
                ground.open(),
                Diversity.of(ordered.stream().map(GeneratedPrompt::prompt).toList(), embedding),
                notes,
                shown.size(),
                standings.values().stream()
                        .mapToInt(standing -> standing.estimate().n())
                        .max()
                        .orElse(0),
                inquiry.spend(),
                inquiry.stopped());
    }

    private void requireModels(Groundwork ground) {
        models.require(Purpose.META, "the writing of prompts");
        switch (ranking) {
            case Ranking.Scored scored
            when ground.scores() -> {
                List<Example> examples = ground.splits().orElseThrow().validation();
                models.requireScored(examples, scored.data.metric());
            }
            case Ranking.Scored few -> requireJudge();
            case Ranking.Judged judged -> requireJudge();
            case Ranking.None none -> {}
        }
    }

    private void requireJudge() {
        models.requireAnswering(List.of());
        models.require(Purpose.JUDGE, "a ranking without labelled rows");
    }

    private Optional<ScoringData> data() {
        return switch (ranking) {
            case Ranking.None none -> none.data;
            case Ranking.Judged judged -> Optional.empty();
            case Ranking.Scored scored -> Optional.of(scored.data);
        };
    }

    private Map<Integer, Standing> ranked(
            Groundwork ground,
            List<GeneratedPrompt> candidates,
            MetaFields fields,
            Inquiry inquiry,
            Consumer<RunEvent> events) {
        Skeleton skeleton = ground.skeleton();
        Map<Integer, Ranked> ranked = programs(skeleton, candidates);
        if (inquiry.stopped().isPresent() || ranking instanceof Ranking.None || ranked.size() == 1) {
            return Map.of();
        }
        if (ranking instanceof Ranking.Scored scored && ground.scores()) {
            Splits splits = ground.splits().orElseThrow();
            Metric metric = scored.data.metric();
            events.accept(new RunEvent.PhaseStarted("scoring " + ranked.size() + " prompts on "
                    + splits.validation().size() + " examples by " + metric.name()));
            return new MetricRanking(splits, metric, seed).of(ranked, inquiry);
        }
        List<Example> inputs = new ArrayList<>(own(skeleton, candidates));
        if (inputs.size() < INPUTS) {
            events.accept(new RunEvent.PhaseStarted("inventing inputs to judge by"));
            inputs.addAll(InventedInputs.of(
                    INPUTS - inputs.size(), inputs, skeleton.specification(), fields, inquiry, inquiry.embedding()));
        }
        if (inputs.isEmpty() || inquiry.stopped().isPresent()) {
            return Map.of();
        }
        events.accept(new RunEvent.PhaseStarted("having a judge compare answers to " + inputs.size() + " inputs"));
        return new JudgeRanking(referee.orElseGet(() -> JudgeRanking.usual(skeleton.specification())), inputs)
                .of(ranked, inquiry);
    }

    /** Inputs of the specification's examples, without those that a candidate shows with their right answers. */
    private List<Example> own(Skeleton skeleton, List<GeneratedPrompt> candidates) {
        Set<String> read = skeleton.inputs();
        return skeleton.specification().examples().stream()
                .filter(example -> example.inputs().keySet().containsAll(read))
                .filter(example -> candidates.stream()
                        .noneMatch(candidate -> candidate.prompt().demonstrates(example.inputs())))
                .limit(INPUTS)
                .toList();
    }

    /** What is run to rank: the plain prompt as number 0, and of each candidate whose answers can be had what is handed out. */
    private Map<Integer, Ranked> programs(Skeleton skeleton, List<GeneratedPrompt> candidates) {
        Map<Integer, Ranked> programs = new TreeMap<>();
        programs.put(0, new Ranked(Program.of(skeleton.plain()), false));
        candidates.stream()
                .filter(candidate -> !callsTools(candidate))
                .forEach(candidate -> programs.put(
                        candidate.number(),
                        isChain()
                                ? new Ranked(ChainSteps.program(specification, candidate), false)
                                : new Ranked(
                                        Program.of(candidate.prompt()),
                                        skeleton.reasons(candidate.assignment().technique()))));
        return programs;
    }

    /** Nobody runs tools here, so its first turn is no answer. */
    private static boolean callsTools(GeneratedPrompt candidate) {
        return candidate.assignment().technique() == Technique.TOOL_USE;
    }

    private boolean isChain() {
        return specification.artifact() == Artifact.CHAIN;
    }

    /** Best first; of equals the shorter one, then the earlier; those without a standing last. */
    private static List<GeneratedPrompt> ordered(List<GeneratedPrompt> candidates, Map<Integer, Standing> standings) {
        return candidates.stream()
                .map(candidate -> Optional.ofNullable(standings.get(candidate.number()))
                        .map(candidate::ranked)
                        .orElse(candidate))
                .sorted(Comparator.comparingDouble((GeneratedPrompt candidate) -> -candidate
                                .standing()
                                .map(standing -> standing.estimate().value())
                                .orElse(-1.0))
                        .thenComparing(candidate -> candidate.standing().isEmpty()
                                ? 0
                                : candidate.prompt().length())
                        .thenComparing(GeneratedPrompt::number))
                .toList();
    }

    private List<String> remarks(List<GeneratedPrompt> ordered, Map<Integer, Standing> standings) {
        List<String> remarks = new ArrayList<>();
        if (ordered.size() < count) {
            remarks.add("Of " + count + " candidates, " + (count - ordered.size())
                    + " would have repeated others and were left out.");
        }
        long byRule = ordered.stream()
                .filter(candidate -> candidate.origin() == Origin.RULE)
                .count();
        if (byRule > 0) {
            remarks.add(byRule + " of " + ordered.size()
                    + " candidates were written by rule, since the meta-model's replies"
                    + " were of no use or the budget ended.");
        }
        List<String> tools = ordered.stream()
                .filter(candidate -> !standings.isEmpty() && callsTools(candidate))
                .map(candidate -> String.valueOf(candidate.number()))
                .toList();
        if (!tools.isEmpty()) {
            remarks.add("Not ranked, since nobody runs the tools that they call: " + String.join(", ", tools) + ".");
        }
        Optional<Standing> plain = Optional.ofNullable(standings.get(0));
        if (plain.isPresent()) {
            remarks.add("The best of several looks better than it is: what it gains must be proven on other examples.");
            boolean beaten = ordered.stream()
                    .flatMap(candidate -> candidate.standing().stream())
                    .anyMatch(standing ->
                            standing.estimate().value() > plain.get().estimate().value());
            if (!beaten) {
                remarks.add("No candidate scored higher than the plain prompt.");
            }
        } else if (standings.values().stream().anyMatch(standing -> standing.basis() == Basis.JUDGE)) {
            remarks.add(
                    "Unproven: a judge ranked the candidates, on inputs of the specification's examples or invented by the"
                            + " meta-model.");
        } else {
            remarks.add("Unproven: the candidates were not ranked.");
        }
        return remarks;
    }
}
