package dev.emend.strategy;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.judge.Asking;
import dev.emend.judge.Brief;
import dev.emend.judge.Duel;
import dev.emend.judge.PairJudge;
import dev.emend.judge.Preference;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.proposal.AnswerReview;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Rounds;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import dev.emend.search.TrainLook;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Self-supervised search: SPO (Xiang, Zhang, Yu et al., "Self-Supervised Prompt Optimization", 2025). It needs no right
 * answers, only inputs and a description of what is wanted.
 *
 * <p>In every iteration the meta-model sees the best prompt with some of its answers and what is required, and writes a new
 * one. Both prompts answer a few inputs, a judge compares their answers pair by pair, and the winner is the best from then
 * on.
 *
 * <p>Departures, each with its reason:
 *
 * <ul>
 *   <li>The inputs of a comparison are new in every iteration, and are not the ones whose answers the writer saw, so that a
 *       prompt cannot win by fitting the three inputs it was written for.
 *   <li>A judge is asked about a pair in both orders, and a verdict that changes with the order is a tie. The paper asks
 *       several times in random orders; judges favour a place, and both orders are the cheapest way to see it. Equal answers
 *       are a tie without a question, and a tie changes nothing.
 *   <li>The best prompt then races against the user's own over the validation examples (option
 *       {@code finals}). Judges can be led astray, and a search that only they have seen would use up the gate's hold-out
 *       for nothing.
 * </ul>
 *
 * <p>Until the finals, nothing that it decides or shows depends on an expected answer, but that the screen refuses an instruction that
 * has twelve words in a row of one. (Answers are scored as they come in,
 * since every rollout is; the scores are not read.)
 *
 * <p>Cost of an iteration with n inputs: one call to the meta-model, 2·n to the task model and at most 2·n to the judge.
 */
public final class Spo implements Strategy {

    private static final int FINALISTS = 1;

    private static final Profile PROFILE = new Profile(
            "spo",
            "compares the answers of two prompts by a judge, and needs no right answers",
            "Xiang et al., 2025, arXiv 2502.06855",
            Profile.Searches.INSTRUCTION,
            "1 meta call; 2 x samples task calls; 2 x samples judge calls at most",
            List.of(
                    Profile.Option.whole("iterations", 1, "10", "new prompts at most"),
                    Profile.Option.whole("samples", 1, "3", "inputs on which two prompts are compared"),
                    Profile.Option.text(
                            "requirements",
                            "the task's description",
                            "what a good answer is, for the writer and for the judge"),
                    Profile.Option.oneOf(
                            "critique",
                            List.of("before", "none"),
                            "before, or none: whether the judge says what it finds before its verdict"),
                    Profile.Option.oneOf(
                            "finals",
                            List.of("yes", "no"),
                            "yes, or no: whether the best prompt races against yours over the validation examples")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public Set<Purpose> asks(Map<String, String> options) {
        return Set.of(Purpose.META, Purpose.JUDGE);
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    /** One search's state. */
    private static final class Course {

        private final Search search;
        private final Scoreboard scoreboard;
        private final Contest contest;
        private final AnswerReview review;
        private final PairJudge judge;
        private final List<Example> unseen;
        private final int iterations;
        private final int samples;
        private final boolean finals;

        Course(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.unseen = TrainLook.unseen(search);
            Settings settings = new Settings(search);
            this.iterations = settings.whole("iterations", 10);
            this.samples = Math.min(unseen.size(), settings.whole("samples", 3));
            this.finals = settings.oneOf("finals", List.of("yes", "no")).equals("yes");
            String requirements =
                    settings.text("requirements", search.description()).strip();
            this.review = new AnswerReview(requirements);
            this.judge = new PairJudge(
                    rubric(requirements),
                    settings.oneOf("critique", List.of("before", "none")).equals("before"));
        }

        private static String rubric(String requirements) {
            return (requirements.isEmpty() ? "" : "- It does what is required: " + requirements + "\n")
                    + "- It does what the input asks, all of it and nothing else.\n"
                    + "- What it says is right, and no claim in it is made up.";
        }

        void run() {
            List<Example> shown = inputs(0, List.of());
            search.phase("looking at the prompt's answers to " + shown.size() + " inputs");
            search.evaluate(List.of(search.leader()), shown);
            Rounds compared = new Rounds(iterations);
            for (int iteration = 1; compared.areLeft() && affords(iteration); iteration++) {
                List<Example> inputs = inputs(iteration, shown);
                search.phase("iteration " + iteration + ": writing a challenger to candidate "
                        + search.leader().id());
                Optional<Candidate> challenger = challenger(shown, iteration);
                challenger.ifPresent(candidate -> compare(candidate, inputs));
                if (challenger.isPresent()) {
                    shown = inputs;
                }
                compared.passed(challenger.isPresent());
            }
            conclude();
        }

        private boolean affords(int iteration) {
            long calls = 1 + 4L * samples;
            return iteration == 1
                    || (finals
                            ? contest.finals(FINALISTS).allow(calls)
                            : search.lasts(calls + search.validation().size()));
        }

        /**
         * Fresh inputs for as long as there are any, then all of them again in a new order.
         *
         * @param shown the writer saw these, and where there are others they compare nothing
         */
        private List<Example> inputs(int iteration, List<Example> shown) {
            boolean others = unseen.size() >= shown.size() + samples;
            List<Example> inputs = new ArrayList<>();
            for (long place = (long) iteration * samples; inputs.size() < samples; place++) {
                List<Example> epoch = Lots.shuffled(unseen, search.random("inputs, epoch " + place / unseen.size()));
                Example next = epoch.get((int) (place % unseen.size()));
                if (!inputs.contains(next) && !(others && shown.contains(next))) {
                    inputs.add(next);
                }
            }
            return inputs;
        }

        private Optional<Candidate> challenger(List<Example> shown, int iteration) {
            Candidate best = search.leader();
            search.evaluate(List.of(best), shown);
            Optional<Draft> draft = review.draft(
                    Material.of(Parents.answering(best, shown, scoreboard), search.random("iteration " + iteration)));
            return search.propose(draft.stream().toList()).stream().findFirst();
        }

        private void compare(Candidate challenger, List<Example> inputs) {
            Candidate best = search.leader();
            search.evaluate(List.of(best, challenger), inputs);
            double points = points(challenger, best, inputs);
            boolean wins = points > inputs.size() / 2.0;
            Candidate loser = wins ? best : challenger;
            if (loser.id() != search.seed().id()) {
                search.drop(
                        loser,
                        String.format(
                                Locale.ROOT,
                                "%s candidate %d: the judge gives it %.1f of %d",
                                points == inputs.size() / 2.0 ? "no better than" : "beaten by",
                                wins ? challenger.id() : best.id(),
                                wins ? inputs.size() - points : points,
                                inputs.size()));
            }
            if (wins) {
                search.lead(challenger);
            }
        }

        /** How many of the inputs the challenger answers better; a tie is one half. */
        private double points(Candidate challenger, Candidate best, List<Example> inputs) {
            List<Example> contested = inputs.stream()
                    .filter(input -> !answer(challenger, input).equals(answer(best, input)))
                    .toList();
            List<Question> questions = new ArrayList<>();
            for (Example input : contested) {
                String one = answer(challenger, input);
                String other = answer(best, input);
                questions.add(judge.question(Brief.of(input), one, other, Asking.ONCE));
                questions.add(judge.question(Brief.of(input), other, one, Asking.ONCE));
            }
            Iterator<Completion> replies = search.judge(questions).iterator();
            double points = (inputs.size() - contested.size()) / 2.0;
            for (int i = 0; i < contested.size(); i++) {
                points += new Duel(verdict(replies.next()), verdict(replies.next()))
                        .ofOne()
                        .orElse(0.5);
            }
            return points;
        }

        private Optional<Preference> verdict(Completion reply) {
            return judge.read(reply).map(PairJudge.Ruling::preference);
        }

        private String answer(Candidate candidate, Example input) {
            return scoreboard
                    .outcome(candidate.id(), input)
                    .map(outcome -> outcome.output().strip())
                    .orElse("");
        }

        private void conclude() {
            Candidate best = search.leader();
            if (best.equals(search.seed())) {
                search.phase("scoring the prompt, which none has beaten");
                search.evaluate(List.of(best), search.validation());
            } else if (finals) {
                contest.finals(FINALISTS).race(List.of(best));
            }
        }
    }
}
