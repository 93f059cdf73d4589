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

    /** Asks everything in one batch. A response that was rejected is not asked about. */
    Judged judge(List<Response> responses) {
        if (!metric.asksJudges()) {
            return new Judged(responses.stream().map(Optional::of).toList(), Optional.empty());
        }
        List<Request> requests = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (Response response : responses) {
            if (response.entry().reply() instanceof Journal.Reply.Answered) {
                metric.questions(response.answer(calls.taskPrice()))
                        .forEach(question -> requests.add(request(question, seed)));
            }
            ends.add(requests.size());
        }
        Calls.Batch batch = requests.isEmpty() ? Calls.Batch.NONE : calls.complete(requests);
        List<Optional<Response>> judged = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < responses.size(); i++) {
            int to = ends.get(i);
            List<Completion> replies = batch.entries().subList(from, to).stream()
                    .flatMap(Optional::stream)
                    .map(Judging::completion)
                    .toList();
            judged.add(
                    replies.size() == to - from ? Optional.of(responses.get(i).judged(replies)) : Optional.empty());
            from = to;
        }
        return new Judged(judged, batch.stopped());
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
