package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has judges answer what a metric asks about responses. */
final class Judging {

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
     * @param responses in the order of the ones that were judged; empty where a limit was reached before all questions
     *     about one were answered
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

    /** Asks everything in one batch. A response that was rejected is not asked about. */
    Judged judge(List<Response> responses) {
        if (!metric.asksJudges()) {
            return new Judged(responses.stream().map(Optional::of).toList(), Optional.empty());
        }
        Replies replies = ask(responses.stream()
                .map(response -> response.entry().reply() instanceof Journal.Reply.Answered
                        ? metric.questions(response.answer(calls.taskPrice(response.example())))
                        : List.<Question>of())
                .toList());
        List<Optional<Response>> judged = new ArrayList<>();
        for (int i = 0; i < responses.size(); i++) {
            Response response = responses.get(i);
            judged.add(replies.judgements.get(i).map(response::judged));
        }
        return new Judged(judged, replies.stopped);
    }

    /** Asks everything in one batch. */
    Replies ask(List<List<Question>> questions) {
        List<Request> requests = questions.stream()
                .flatMap(List::stream)
                .map(question -> request(question, seed))
                .toList();
        Calls.Batch batch = requests.isEmpty() ? Calls.Batch.NONE : calls.complete(requests);
        List<Optional<List<Completion>>> judgements = new ArrayList<>();
        int from = 0;
        for (List<Question> own : questions) {
            int to = from + own.size();
            List<Completion> replies = batch.entries().subList(from, to).stream()
                    .flatMap(Optional::stream)
                    .map(Judging::completion)
                    .toList();
            judgements.add(replies.size() == own.size() ? Optional.of(replies) : Optional.empty());
            from = to;
        }
        return new Replies(judgements, batch.stopped());
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

    static Completion completion(Journal.Entry entry) {
        return switch (entry.reply()) {
            case Journal.Reply.Answered answered -> answered.completion();
            case Journal.Reply.Rejected rejected ->
                new Completion("", Completion.Finish.FILTERED, Usage.NONE, List.of());
        };
    }
}
