package dev.emend.search;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Across;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** A search in which every candidate's score on every example is known beforehand; nothing is written or asked. */
public final class ScoredSearch implements Search {

    /** What a candidate scores on the example of this number, in [0, 1]. */
    public interface Scores {
        double of(int candidate, int example);
    }

    /** The lower one of the scores on examples with even and with odd numbers. */
    public static final Metric WORST_HALF =
            new Across("half", Map.of("0", metric("exact-match"), "1", metric("exact-match")), Across.Aim.WORST);

    private final Scoreboard scoreboard;
    private final List<Example> train = new ArrayList<>();
    private final List<Example> validation = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Scores scores;

    private Candidate leader;

    /** By candidate: why it was dropped. */
    public final Map<Integer, String> dropped = new java.util.TreeMap<>();

    public int evaluations;
    private long calls = Long.MAX_VALUE;
    private int elements = 1;

    public ScoredSearch(int candidates, int examples, Scores scores) {
        this("exact-match", candidates, examples, scores);
    }

    /** @param metric whose mean or other aggregate counts; every answer is empty, and every right answer "y" */
    public ScoredSearch(String metric, int candidates, int examples, Scores scores) {
        this(metric(metric), candidates, examples, scores);
    }

    private static Metric metric(String name) {
        return Metrics.named(name, Map.of(), new TreeSet<>(List.of("x", "y")));
    }

    public ScoredSearch(Metric metric, int candidates, int examples, Scores scores) {
        this.scoreboard = new Scoreboard(metric);
        this.scores = scores;
        for (int e = 0; e < examples; e++) {
            validation.add(new Example(
                    "e" + e, Map.of("x", "x" + e), "y", Map.of("half", Integer.toString(e % 2)), Where.NOWHERE));
        }
        for (int c = 0; c < candidates; c++) {
            this.candidates.add(new Candidate(
                    c, Prompt.of("p", "Instruction " + "x".repeat(10 * c), "{{x}}"), List.of(), "seed", ""));
        }
        leader = this.candidates.getFirst();
    }

    /** Adds so many train examples, which are numbered after those of validation. */
    public ScoredSearch withTrain(int examples) {
        for (int e = 0; e < examples; e++) {
            train.add(Example.of("t" + e, Map.of("x", "train " + e), "y"));
        }
        return this;
    }

    /** Takes so many train examples in a row for elements of one row of data. */
    public ScoredSearch withElements(int each) {
        elements = each;
        return this;
    }

    @Override
    public String row(Example example) {
        int place = train.indexOf(example);
        return place < 0 ? example.id() : "row " + place / elements;
    }

    /** Limits what is evaluated from now on. */
    public void allow(long more) {
        calls = evaluations + more;
    }

    public Candidate candidate(int id) {
        return candidates.get(id);
    }

    @Override
    public String description() {
        return "";
    }

    @Override
    public Candidate seed() {
        return candidates.getFirst();
    }

    @Override
    public List<Example> train() {
        return train;
    }

    @Override
    public List<Example> validation() {
        return validation;
    }

    @Override
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public UniformRandomProvider random(String label) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create((long) label.hashCode());
    }

    @Override
    public List<Optional<Candidate>> write(List<Draft> drafts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> ask(List<Ask> questions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Completion> judge(List<Question> questions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void evaluate(List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            int candidate = assignment.candidate().id();
            for (Example example : assignment.examples()) {
                if (scoreboard.outcome(candidate, example).isEmpty()) {
                    evaluations++;
                    int known = validation.indexOf(example);
                    double score = scores.of(candidate, known < 0 ? validation.size() + train.indexOf(example) : known);
                    scoreboard.add(new Rollout(candidate, new Outcome(Answer.of(example, ""), new Score(score, "."))));
                }
            }
        }
    }

    @Override
    public List<Outcome> sample(List<Trial> trials) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Scoreboard scoreboard() {
        return scoreboard;
    }

    @Override
    public void drop(Candidate candidate, String why) {
        dropped.put(candidate.id(), why);
    }

    @Override
    public void lead(Candidate candidate) {
        leader = candidate;
    }

    @Override
    public Candidate leader() {
        return leader;
    }

    @Override
    public long callsLeft() {
        return calls == Long.MAX_VALUE ? calls : calls - evaluations;
    }

    @Override
    public double detectable() {
        return 0.1;
    }

    @Override
    public void phase(String what) {}
}
