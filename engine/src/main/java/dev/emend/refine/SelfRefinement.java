package dev.emend.refine;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Effort;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.run.Inquiry;
import dev.emend.run.Journal;
import dev.emend.run.RunEvent;
import dev.emend.run.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Refines answers: each is had, scored, criticised and revised, until a rule ends it; the best answer seen is handed back.
 * A revision mends the best answer so far; where that brings nothing it answers anew, told what an earlier answer got wrong; and where
 * that brings nothing either, the first request is drawn once more. With feedback come a few lines on what failed attempts broke.
 *
 * <p>Self-Refine (Madaan et al., "Self-Refine: Iterative Refinement with Self-Feedback", 2023) with the short memory of
 * Reflexion (Shinn et al., "Reflexion: Language Agents with Verbal Reinforcement Learning", 2023). Departures: the feedback
 * is, unless asked otherwise, what a metric measured and not what the model thinks of itself, since models mend little of
 * what they find themselves (Huang et al., "Large Language Models Cannot Self-Correct Reasoning Yet", 2024; Gou et al.,
 * "CRITIC", 2024); the best answer is revised and handed back, and not the last.
 *
 * <p>All inputs go round by round: the revisions of a round are one batch, the questions of judges another, and what ends
 * is decided in the inputs' order. An input costs one call, and for each revision one, one more where a model criticises,
 * and what judges are asked about each new answer. For one thread; inside, calls run in parallel.
 */
public final class SelfRefinement {

    private final RefineSettings settings;
    private final Criticism criticism;
    private final Inquiry inquiry;
    private final Consumer<RunEvent> events;

    /**
     * @param inquiry with a task model; with judges where the signal asks them, and a meta-model where that is the critic
     * @param events hears which round begins
     */
    public SelfRefinement(RefineSettings settings, Inquiry inquiry, Consumer<RunEvent> events) {
        this.settings = settings;
        this.criticism = new Criticism(settings.signal());
        this.inquiry = inquiry;
        this.events = events;
    }

    /**
     * Blocks until every input's refinement has ended, or a limit is reached.
     *
     * @param inputs with distinct ids; their right answers, where they have any, are not looked at. A {@link dev.emend.program.Retrieval} gives
     *     them their passages
     * @param seed of the sampling
     * @throws dev.emend.model.ModelException where a model cannot be used
     * @throws dev.emend.InvalidInputException where an input lacks what the prompt or the signal needs, or the signal needs a right
     *     answer or measures the call, or a model is missing, before any call
     */
    public Refinement refine(Prompt prompt, List<Example> inputs, long seed) {
        Steering.check(settings.signal());
        return refine(inputs.stream()
                .map(input -> Conversation.of(prompt, input, seed))
                .toList());
    }

    /**
     * One answer to each input and no revision, scored by a signal that may know the right answers.
     *
     * @return in the inputs' order, without those that the budget did not allow
     */
    static List<Outcome> answers(Metric signal, Inquiry inquiry, Prompt prompt, List<Example> inputs, long seed) {
        return new SelfRefinement(RefineSettings.of(signal).withRounds(0), inquiry, event -> {})
                .refine(inputs.stream()
                        .map(input -> Conversation.labelled(prompt, input, seed))
                        .toList())
                .firsts();
    }

    Refinement refine(List<Conversation> conversations) {
        settings.requireModels(
                inquiry.models(),
                conversations.stream().map(Conversation::shown).toList());
        List<Course> courses = conversations.stream()
                .map(conversation -> new Course(conversation, settings))
                .toList();
        announce("answering " + courses.size() + (courses.size() == 1 ? " input" : " inputs"));
        answer(courses, course -> course.conversation().first());
        for (int round = 1; round <= settings.rounds(); round++) {
            List<Course> open = courses.stream().filter(Course::isOpen).toList();
            if (open.isEmpty()) {
                break;
            }
            announce("round " + round + ": revising " + open.size() + " of " + courses.size());
            criticise(open);
            answer(open.stream().filter(Course::isOpen).toList(), Course::revision);
        }
        return new Refinement(
                courses.stream().map(Course::refined).flatMap(Optional::stream).toList(),
                inquiry.stopped(),
                inquiry.spend());
    }

    private void announce(String phase) {
        events.accept(new RunEvent.PhaseStarted(phase));
    }

    /** What ends whoever got no reply. */
    private Ending limit() {
        return inquiry.stopped().equals(Optional.of(StopReason.TIME)) ? Ending.TIME : Ending.BUDGET;
    }

    private void criticise(List<Course> open) {
        List<Course> fresh = open.stream()
                .filter(course -> course.base().critique().isEmpty())
                .toList();
        if (settings.critic() == Critic.FEEDBACK) {
            fresh.forEach(course ->
                    course.criticise(criticism.byFeedback(course.base().outcome())));
            return;
        }
        List<Optional<Completion>> replies = inquiry.complete(
                Purpose.META,
                fresh.stream()
                        .map(course -> criticism.question(course.base().outcome()))
                        .toList());
        for (int i = 0; i < fresh.size(); i++) {
            Course course = fresh.get(i);
            if (replies.get(i).isEmpty()) {
                course.end(limit());
            } else {
                course.paid(1);
                course.criticise(criticism.read(
                        replies.get(i).get().text(), course.base().outcome()));
            }
        }
    }

    private void answer(List<Course> open, Function<Course, Request> request) {
        List<Optional<Journal.Reply>> replies =
                inquiry.send(open.stream().map(request).toList());
        List<Course> asked = new ArrayList<>();
        List<Completion> fresh = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Course course = open.get(i);
            if (replies.get(i).isEmpty()) {
                course.end(limit());
                continue;
            }
            Journal.Reply reply = replies.get(i).get();
            Completion completion = reply.completion();
            course.paid(1);
            if (reply.saysNothing()) {
                Ending ending = reply instanceof Journal.Reply.Rejected ? Ending.REJECTED : Ending.FILTERED;
                course.end(ending, answer(course, completion), reply.whySilent());
            } else if (course.knows(completion.text())) {
                course.repeat();
            } else if (completion.text().isBlank()) {
                course.add(empty(answer(course, completion)), completion.finish());
            } else {
                asked.add(course);
                fresh.add(completion);
            }
        }
        score(asked, fresh);
    }

    private void score(List<Course> asked, List<Completion> fresh) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            answers.add(answer(asked.get(i), fresh.get(i)));
        }
        List<Optional<Outcome>> outcomes = new Scoring(settings.signal(), inquiry).score(answers);
        for (int i = 0; i < asked.size(); i++) {
            Course course = asked.get(i);
            if (outcomes.get(i).isEmpty()) {
                course.end(limit());
                continue;
            }
            Outcome outcome = outcomes.get(i).get();
            course.paid(outcome.answer().judgements().size());
            Completion.Finish finish = fresh.get(i).finish();
            course.add(finish == Completion.Finish.LENGTH ? outcome.cutOff() : outcome, finish);
        }
    }

    /** Whatever the signal makes of it: where nothing is said, nothing is too long or forbidden. */
    private Outcome empty(Answer answer) {
        return new Outcome(answer, settings.signal().silence(answer, "The answer is empty."));
    }

    private static Answer answer(Course course, Completion reply) {
        return new Answer(
                course.conversation().shown(), reply.text(), new Effort(reply.usage(), Duration.ZERO, 0), List.of());
    }

    /**
     * The first and the best answers by a metric that steers nothing, such as one that knows the right answers.
     *
     * @param before the first answers' outcomes, and {@code after} the best answers', in the same order
     */
    public record Checked(List<Outcome> before, List<Outcome> after) {

        public Checked {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /**
     * Scores the first and the best answers by another metric. Judges are asked where it asks them; inputs about which not
     * all was answered before a limit was reached are left out. Where there was no answer, nothing is asked, and the score is that of
     * silence.
     */
    public Checked check(Metric metric, Refinement refinement) {
        Iterator<Optional<Outcome>> scored = new Scoring(metric, inquiry)
                .score(refinement.refined().stream()
                        .flatMap(one -> Stream.of(one.first(), one.best())
                                .filter(Round::isGiven)
                                .map(round -> Answer.of(one.input(), round.answer())))
                        .toList())
                .iterator();
        List<Outcome> before = new ArrayList<>();
        List<Outcome> after = new ArrayList<>();
        for (Refined one : refinement.refined()) {
            Optional<Outcome> first = checked(metric, one.input(), one.first(), scored);
            Optional<Outcome> best = checked(metric, one.input(), one.best(), scored);
            if (first.isPresent() && best.isPresent()) {
                before.add(first.get());
                after.add(best.get());
            }
        }
        return new Checked(before, after);
    }

    private static Optional<Outcome> checked(
            Metric metric, Example input, Round round, Iterator<Optional<Outcome>> scored) {
        if (round.isGiven()) {
            return scored.next();
        }
        Answer nothing = Answer.of(input, round.answer());
        return Optional.of(
                new Outcome(nothing, metric.silence(nothing, round.score().feedback())));
    }
}
