package dev.emend.refine;

import dev.emend.Excerpt;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far the refinement of one input is, and the rules that end it. Not thread-safe. */
final class Course {

    private static final int LONGEST_LESSON = 240;

    private final Conversation conversation;
    private final RefineSettings settings;
    private final List<Round> history = new ArrayList<>();
    private int best;
    private int revisions;
    private int repeats;
    private int calls;
    private @Nullable Ending ending;

    Course(Conversation conversation, RefineSettings settings) {
        this.conversation = conversation;
        this.settings = settings;
    }

    Conversation conversation() {
        return conversation;
    }

    boolean isOpen() {
        return ending == null;
    }

    void end(Ending reason) {
        ending = reason;
    }

    void paid(int replies) {
        calls += replies;
    }

    /** Whether this answer was seen before, blanks around it aside. */
    boolean knows(String answer) {
        return history.stream().anyMatch(round -> round.answer().strip().equals(answer.strip()));
    }

    /** The next answer; ends the course where a rule says so. */
    void add(Outcome outcome, Completion.Finish finish) {
        Round added = new Round(revisions, outcome, finish, Optional.empty());
        history.add(added);
        repeats = 0;
        if (added.isBetterThan(base())) {
            best = history.size() - 1;
        }
        if (outcome.score().value() >= settings.target() && !added.isCut() && !added.isFiltered()) {
            end(Ending.MET);
        } else {
            endWhereARuleSaysSo();
        }
    }

    /** The next answer is one that was seen before: once may be the form in which it was asked for, twice in a row is the model. */
    void repeat() {
        repeats++;
        if (repeats == 2) {
            end(Ending.OSCILLATION);
        } else {
            endWhereARuleSaysSo();
        }
    }

    private void endWhereARuleSaysSo() {
        if (revisions >= settings.rounds()) {
            end(Ending.ROUNDS);
        } else if (idle() >= settings.patience()) {
            end(Ending.PATIENCE);
        }
    }

    /** There is no answer to go on with. */
    void end(Ending ending, Answer nothing, String why) {
        if (history.isEmpty()) {
            Score none = settings.signal().silence(nothing, why);
            history.add(new Round(0, new Outcome(nothing, none), Completion.Finish.FILTERED, Optional.empty()));
        }
        end(ending);
    }

    /** How many revisions there were since the best answer. */
    private int idle() {
        return revisions - base().number();
    }

    /** The answer that is revised next: the best so far. */
    Round base() {
        return history.get(best);
    }

    void criticise(Critique critique) {
        Round base = base();
        history.set(best, new Round(base.number(), base.outcome(), base.finish(), Optional.of(critique)));
    }

    /**
     * First the best answer is to be mended; where that brought nothing better, the request is answered anew with a word of
     * what went wrong, and then without one: a model that makes nothing of feedback still draws a better answer now and then.
     */
    Request revision() {
        int idle = idle();
        revisions++;
        Critique critique = base().critique().orElseThrow();
        return switch (idle % 3) {
            case 0 -> conversation.mending(revisions, base().answer(), critique, lessons());
            case 1 -> conversation.anew(revisions, base().answer(), critique, lessons());
            default -> conversation.again(revisions);
        };
    }

    /** The newest failed attempts since the best answer, oldest first, each once. */
    private List<String> lessons() {
        Set<String> lessons = new LinkedHashSet<>();
        for (Round round : history.subList(best + 1, history.size())) {
            lessons.add(String.format(
                    Locale.ROOT,
                    "one scored %.2f and not above %.2f: %s",
                    round.score().value(),
                    base().score().value(),
                    Excerpt.of(round.score().feedback(), LONGEST_LESSON)));
        }
        List<String> all = List.copyOf(lessons);
        return all.subList(Math.max(0, all.size() - settings.memory()), all.size());
    }

    /** Empty where not even a first answer was had. */
    Optional<Refined> refined() {
        return history.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refined(
                        conversation.input(), history, ending == null ? Ending.BUDGET : ending, revisions, calls));
    }
}
