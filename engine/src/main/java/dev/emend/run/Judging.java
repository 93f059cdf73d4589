package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Questionnaire;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Has judges answer what a metric asks about responses. */
final class Judging {

    /** Stands for an answer that is not there yet: one sentence. */
    private static final String ANSWER = "This is an answer.";

    private final Metric metric;
    private final Calls calls;
    private final long seed;

    /** @param seed of the run */
    Judging(Metric metric, Calls calls, long seed) {
        this.metric = metric;
        this.calls = calls;
        this.seed = seed;
    }

    /**
     * @param responses in the order of what was planned; empty where a limit was reached before the answer, or before all
     *     questions about it were answered
     * @param stopped which limit was reached, if one was
     */
    record Judged(List<Optional<Response>> responses, Optional<StopReason> stopped) {}

    /**
     * What judges said.
     *
     * @param judgements for each list of questions, in its order; empty where a limit was reached before all of them were
     *     answered
     * @param stopped which limit was reached, if one was
     */
    record Replies(List<Optional<List<Completion>>> judgements, Optional<StopReason> stopped) {}

    /** What a metric asks about an answer of one sentence to each of these examples; other answers may get more or fewer. */
    static List<Question> questions(Metric metric, List<Example> examples) {
        return examples.stream()
                .flatMap(example -> questions(metric, example).stream())
                .toList();
    }

    /** As {@link #questions(Metric, List)}, for one example. */
    static List<Question> questions(Metric metric, Example example) {
        return metric.asksJudges() ? metric.questions(Answer.of(example, ANSWER)) : List.of();
    }

    /** How many {@link #questions(Metric, List)} there are about one of these examples, on average. */
    static double questionsEach(Metric metric, List<Example> examples) {
        return examples.stream()
                .mapToInt(example -> questions(metric, example).size())
                .average()
                .orElse(0);
    }

    /**
     * Has programs answer, stage by stage, and judges say what the metric asks about the answers. Where it may ask anything,
     * block by block, answers and judgements in turn, so that a limit that is reached on the way leaves answers that are
     * judged.
     */
    Judged answers(List<Stages.Planned> planned) {
        Stages stages = new Stages(calls, seed);
        List<Optional<Response>> responses = new ArrayList<>();
        Optional<StopReason> stopped = Optional.empty();
        while (responses.size() < planned.size() && stopped.isEmpty()) {
            List<Stages.Planned> left = planned.subList(responses.size(), planned.size());
            Stages.Made made = stages.make(metric.asksJudges() ? left.subList(0, block(left)) : left);
            Judged judged = judge(made.responses());
            responses.addAll(judged.responses);
            stopped = made.stopped().or(judged::stopped);
        }
        responses.addAll(Collections.nCopies(planned.size() - responses.size(), Optional.empty()));
        return new Judged(responses, stopped);
    }

    /** How many of the next are one block: no more than the calls that are left pay for, judges included. */
    private int block(List<Stages.Planned> next) {
        long affordable = calls.left();
        int size = 0;
        while (size < Math.min(Stages.BLOCK, next.size())) {
            Stages.Planned one = next.get(size);
            affordable -=
                    one.program().calls() + questions(metric, one.example()).size();
            if (affordable < 0) {
                break;
            }
            size++;
        }
        return Math.max(1, size);
    }

    /** Asks everything in one batch. Silence is not asked about. */
    private Judged judge(List<Optional<Response>> responses) {
        if (!metric.asksJudges()) {
            return new Judged(responses, Optional.empty());
        }
        Replies replies = ask(responses.stream().map(this::questions).toList());
        List<Optional<Response>> judged = new ArrayList<>();
        for (int i = 0; i < responses.size(); i++) {
            Optional<List<Completion>> own = replies.judgements.get(i);
            judged.add(responses.get(i).flatMap(response -> own.map(response::judged)));
        }
        return new Judged(judged, replies.stopped);
    }

    private List<Question> questions(Optional<Response> response) {
        return response.filter(given -> !given.entry().reply().saysNothing())
                .map(given -> metric.questions(given.answer(calls.taskPrice(given.example()))))
                .orElse(List.of());
    }

    /** Asks everything in one batch. */
    Replies ask(List<List<Question>> questions) {
        Questionnaire questionnaire = new Questionnaire(questions);
        List<Request> requests = questionnaire.questions().stream()
                .map(question -> request(question, seed))
                .toList();
        Calls.Batch batch = requests.isEmpty() ? Calls.Batch.NONE : calls.complete(requests);
        List<Optional<Completion>> replies = batch.entries().stream()
                .map(entry -> entry.map(made -> made.reply().completion()))
                .toList();
        return new Replies(questionnaire.complete(replies), batch.stopped());
    }

    static Request request(Question question, long seed) {
        return new Request(
                Purpose.JUDGE,
                question.messages(),
                question.sampling(),
                question.constraint(),
                Fingerprint.of("judge seed").add(seed).add(question.draw()).seed() >>> 33,
                question.logProbabilities(),
                question.juror());
    }
}
