package dev.emend.strategy.textgrad;

import dev.emend.metric.Outcome;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Critique;
import dev.emend.search.Candidate;
import dev.emend.search.Downstream;
import dev.emend.search.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The backward pass of TextGrad (Yuksekgonul et al., 2024): criticism flows from the evaluation to the answer, and from the
 * answer to the prompt that gave it, as derivatives flow by the chain rule. One call to the meta-model for each answer and
 * link.
 *
 * <p>In a chain of prompts the final answer is criticised, and the criticism goes back over every edge of the data flow: from each
 * later step to the steps whose answers it worked with, until it reaches the searched one. Where several steps worked with an
 * answer, their criticisms of it are joined, as derivatives add up.
 *
 * <p>What flows is a list in the order of the answers, from end to end: the order of what the optimizer reads is part of its
 * input, and must not depend on anything but that.
 */
final class BackwardPass {

    /** Elements of a list on which a step is shown at work. */
    private static final int MOST_ELEMENTS = 3;

    private final Search search;

    BackwardPass(Search search) {
        this.search = search;
    }

    /** For each answer, how the candidate's prompt would have to differ for it to be better. */
    List<String> gradients(Candidate candidate, List<Outcome> outcomes) {
        List<Path> paths = outcomes.stream()
                .map(outcome -> new Path(candidate, outcome, search.downstream(candidate, outcome.example())))
                .toList();
        throughEvaluation(paths);
        int longest = paths.stream().mapToInt(path -> path.later.size()).max().orElse(0);
        for (int back = 0; back < longest; back++) {
            throughStep(paths, back);
        }
        return throughAnswers(paths);
    }

    /** From the evaluation to the final answers: what is wrong with each. */
    private void throughEvaluation(List<Path> paths) {
        List<Edge> edges = new ArrayList<>();
        for (Path path : paths) {
            String end =
                    path.later.isEmpty() ? path.step() : path.later.getLast().step();
            Outcome last = path.later.isEmpty()
                    ? path.outcome
                    : path.later.getLast().outcomes().getLast();
            edges.add(new Edge(
                    path, end, critique(path).ofAnswer(last), last.score().feedback()));
        }
        pass(edges);
    }

    /** From the answers of one later step, counted from the end, to those that it worked with. */
    private void throughStep(List<Path> paths, int back) {
        List<Edge> edges = new ArrayList<>();
        for (Path path : paths) {
            int place = path.later.size() - 1 - back;
            if (place < 0) {
                continue;
            }
            Downstream step = path.later.get(place);
            if (!path.criticisms.containsKey(step.step())) {
                continue; // Nothing came of its answer.
            }
            String received = path.criticism(step.step());
            List<Outcome> shown = step.outcomes().stream().limit(MOST_ELEMENTS).toList();
            Critique critique = new Critique(search.description(), step.prompt());
            for (String source : step.sources()) {
                edges.add(new Edge(
                        path, source, critique.ofWritten(source, path.written(source), shown, received), received));
            }
        }
        pass(edges);
    }

    /** From the searched step's answers to its prompt. */
    private List<String> throughAnswers(List<Path> paths) {
        List<String> received =
                paths.stream().map(path -> path.criticism(path.step())).toList();
        return replies(
                IntStream.range(0, paths.size())
                        .mapToObj(i -> critique(paths.get(i)).ofInstruction(paths.get(i).outcome, received.get(i)))
                        .toList(),
                received);
    }

    private Critique critique(Path path) {
        return new Critique(search.description(), path.candidate.prompt());
    }

    private void pass(List<Edge> edges) {
        List<String> replies = replies(
                edges.stream().map(Edge::question).toList(),
                edges.stream().map(Edge::otherwise).toList());
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            edge.path
                    .criticisms
                    .computeIfAbsent(edge.to, step -> new ArrayList<>())
                    .add(replies.get(i));
        }
    }

    /** Where the meta-model says nothing, what came in from behind is passed on. */
    private List<String> replies(List<Ask> asks, List<String> otherwise) {
        List<String> replies = search.ask(asks);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < asks.size(); i++) {
            String reply = Critique.read(replies.get(i));
            read.add(reply.isEmpty() ? Critique.read(otherwise.get(i)) : reply);
        }
        return read;
    }

    /**
     * A question whose answer is criticism.
     *
     * @param to the step whose answer is criticised
     * @param otherwise what is passed on where the meta-model says nothing
     */
    private record Edge(Path path, String to, Ask question, String otherwise) {}

    /** The way of one answer to the end of its chain, and what has come back on it. */
    private static final class Path {

        private final Candidate candidate;
        private final Outcome outcome;
        private final List<Downstream> later;
        private final Map<String, List<String>> criticisms = new HashMap<>();

        Path(Candidate candidate, Outcome outcome, List<Downstream> later) {
            this.candidate = candidate;
            this.outcome = outcome;
            this.later = later;
        }

        String step() {
            return candidate.step();
        }

        /** What came back to a step; the metric's word where nothing did. */
        String criticism(String step) {
            return String.join(
                    " ",
                    criticisms.getOrDefault(
                            step, List.of(Critique.read(outcome.score().feedback()))));
        }

        /** What a step wrote. */
        String written(String step) {
            return later.stream()
                    .filter(one -> one.step().equals(step))
                    .findFirst()
                    .map(one -> String.join(
                            "\n", one.outcomes().stream().map(Outcome::output).toList()))
                    .orElse(outcome.output());
        }
    }
}
