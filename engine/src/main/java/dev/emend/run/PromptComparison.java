package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.model.ModelException;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import dev.emend.search.Candidate;
import dev.emend.search.Playoff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Given prompts against each other on a task's validation examples, and, where there is a baseline, the winner against it on the
 * hold-out, which no race has touched.
 *
 * <p>The prompts may come from anywhere and need not have the same placeholders, as long as the examples fill them. Two that
 * are the same to the letter are asked once. An example that one of them shows, as a demonstration or in its text, is taken out
 * for all: an answer that was shown proves nothing.
 *
 * <p>A pure function of task, entrants, plan and journal, as a {@link Run} is: the same method starts, resumes and replays it.
 * Where the budget ends on the way, the ranking is the one so far and says so.
 */
public final class PromptComparison {

    private final Task task;
    private final ComparisonPlan plan;
    private final Models models;
    private final Journal journal;
    private final LongSupplier clock;
    /** By name, the baseline first, without those that are the same as an earlier one. */
    private final Map<String, Prompt> field = new LinkedHashMap<>();

    private final List<Ranking.Repeat> repeats = new ArrayList<>();
    private final int shown;

    /**
     * @param task its own prompt does not compete, unless it is among the entrants
     * @param entrants at least two different ones
     * @throws InvalidInputException where a prompt asks for what the examples do not have, a name is given twice, there is
     *     nothing to compare, or the baseline is not among the entrants
     */
    public PromptComparison(Task task, List<Entrant> entrants, ComparisonPlan plan, Models models, Journal journal) {
        this(task, entrants, plan, models, journal, System::nanoTime);
    }

    /** @param clock nanoseconds; only the time limit depends on it */
    PromptComparison(
            Task task,
            List<Entrant> entrants,
            ComparisonPlan plan,
            Models models,
            Journal journal,
            LongSupplier clock) {
        this.plan = plan;
        this.models = models;
        this.journal = journal;
        this.clock = clock;
        enter(entrants);
        Splits all = task.splits();
        List<Example> holdout = plan.baseline().isPresent() ? all.holdout() : List.of();
        Splits splits = new Splits(unshown(all.train()), unshown(all.validation()), unshown(holdout), all.group());
        this.shown = all.validation().size()
                + holdout.size()
                - splits.validation().size()
                - splits.holdout().size();
        this.task = new Task(
                task.name(),
                task.description(),
                field.values().iterator().next(),
                splits,
                task.metric(),
                task.models(),
                task.prices(),
                task.strategy(),
                task.options(),
                task.budget(),
                task.seed());
        requireExamples(splits.validation(), "to race on");
        if (plan.baseline().isPresent()) {
            requireExamples(splits.holdout(), "for the gate, which decides between the winner and the baseline");
        }
        field.forEach(this::check);
    }

    private void enter(List<Entrant> entrants) {
        Map<String, Prompt> named = new LinkedHashMap<>();
        plan.baseline()
                .ifPresent(name -> named.put(
                        name,
                        entrants.stream()
                                .filter(entrant -> entrant.name().equals(name))
                                .findFirst()
                                .orElseThrow(() -> new InvalidInputException(
                                        "the baseline \"" + name + "\" is not among the prompts", Where.NOWHERE, ""))
                                .prompt()));
        for (Entrant entrant : entrants) {
            Prompt known = named.putIfAbsent(entrant.name(), entrant.prompt());
            if (known != null && !plan.baseline().equals(Optional.of(entrant.name()))) {
                throw new InvalidInputException(
                        "the prompt \"" + entrant.name() + "\" is given twice",
                        Where.NOWHERE,
                        "one of them should go.");
            }
        }
        Map<String, String> byPrint = new LinkedHashMap<>();
        named.forEach((name, prompt) -> {
            String earlier = byPrint.putIfAbsent(prompt.fingerprint(), name);
            if (earlier == null) {
                field.put(name, prompt);
            } else {
                repeats.add(new Ranking.Repeat(name, earlier, true, "the same to the letter"));
            }
        });
        if (field.size() < 2) {
            throw new InvalidInputException(
                    named.size() < 2 ? "there is only one prompt" : "all prompts are the same to the letter",
                    Where.NOWHERE,
                    "name another one to compare with.");
        }
    }

    private List<Example> unshown(List<Example> examples) {
        return examples.stream()
                .filter(example -> field.values().stream().noneMatch(prompt -> Screen.shows(prompt, example)))
                .toList();
    }

    private static void requireExamples(List<Example> examples, String why) {
        if (examples.isEmpty()) {
            throw new InvalidInputException(
                    "there are no examples " + why,
                    Where.NOWHERE,
                    "the split gives none, or the prompts show them all as demonstrations.");
        }
    }

    private void check(String name, Prompt prompt) {
        for (List<Example> split : List.of(
                task.splits().validation(), task.splits().holdout(), task.splits().train())) {
            for (Example example : split) {
                for (String placeholder : prompt.placeholders()) {
                    if (!example.inputs().containsKey(placeholder)) {
                        throw new InvalidInputException(
                                "the prompt \"" + name + "\" asks for {{" + placeholder + "}}, which the example \""
                                        + example.id() + "\" does not have; it has "
                                        + example.inputs().keySet(),
                                example.where(),
                                "the prompt belongs to other data, or its placeholder has another name.");
                    }
                }
            }
        }
        Set<String> asked = Set.copyOf(prompt.messages().getLast().content().placeholders());
        for (Demonstration demonstration : prompt.demonstrations()) {
            if (!demonstration.inputs().keySet().containsAll(asked)) {
                throw new InvalidInputException(
                        "a demonstration of the prompt \"" + name + "\" does not fill its last message, which asks for "
                                + asked,
                        Where.NOWHERE,
                        "the demonstration's inputs have other names.");
            }
        }
    }

    /** The most calls that it may take, judges apart: what is there to be shown beside the calls made. */
    public long mostCalls() {
        long rows = task.splits().validation().size();
        long blends = plan.blends();
        long proof = blends == 0 ? 0 : 3L * (blends + task.splits().train().size()) + blends * rows;
        return field.size() * rows + proof + 2L * task.splits().holdout().size();
    }

    /**
     * Compares. Blocks for as long as that takes; every model call is journaled before it is used.
     *
     * @param events gets what happens, in order, on the calling thread
     * @throws ModelException where a model cannot be used; compare again with the same journal to go on
     * @throws NoVerdictException where the budget ended before a single answer was scored
     */
    public Ranking execute(Consumer<RunEvent> events) {
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, journal, ledger, events, clock);
        GateAllowance allowance = new GateAllowance(ledger, calls, task, models);
        Session session = new Session(
                task,
                calls,
                allowance,
                models.embedding()
                        .map(embedding -> new JournaledEmbedding(embedding, journal, calls::elapsedAtLastReply)),
                events);
        List<Candidate> given = new ArrayList<>(List.of(session.seed()));
        field.entrySet().stream().skip(1).forEach(entry -> given.add(session.admit(entry.getValue(), entry.getKey())));
        List<String> names = List.copyOf(field.keySet());
        NearRepeats near = new NearRepeats(names, given);
        repeats.addAll(near.found());
        events.accept(new RunEvent.Started(
                task.name(),
                "compare",
                task.splits().train().size(),
                task.splits().validation().size(),
                task.splits().holdout().size(),
                List.of()));
        Playoff playoff = new Playoff(
                session,
                given,
                plan.full(),
                Math.min(given.size(), plan.select() + near.found().size()),
                plan.blends());
        StopReason stopped = session.work(playoff::run);
        events.accept(new RunEvent.SearchEnded(stopped, ledger.spend()));
        allowance.open();
        RankingTable table = new RankingTable(session, playoff, names, plan.baseline().isPresent());
        if (table.isEmpty()) {
            throw new NoVerdictException(stopped, ledger.spend());
        }
        List<String> notes = new ArrayList<>(notes(stopped));
        Optional<Ranking.Decided> gate = plan.baseline()
                .flatMap(baseline -> decided(playoff.winner(), calls, ledger, events, notes));
        return new Ranking(
                table.places(),
                table.reference(),
                plan.baseline().isPresent(),
                repeats,
                table.kept(plan.select(), near),
                gate,
                session.refusals(),
                task.splits().validation().size(),
                notes,
                ledger.spend(),
                stopped);
    }

    private List<String> notes(StopReason stopped) {
        List<String> notes = new ArrayList<>();
        if (stopped != StopReason.FINISHED) {
            notes.add("The budget ended (" + stopped.label() + ") before the comparison was done. The ranking is the one so"
                    + " far, and the first place is not settled.");
        }
        if (shown > 0) {
            notes.add(shown + (shown == 1 ? " example is" : " examples are")
                    + " left out for all prompts, because one of the prompts shows "
                    + (shown == 1 ? "it." : "them."));
        }
        notes.add("The winner is chosen by these very examples, so its score on them is a little too good."
                + (plan.baseline().isPresent()
                        ? " The gate's score is on examples that no race has touched."
                        : " Name a --baseline to have it proved on examples that no race has touched."));
        if (!plan.full()) {
            notes.add("Who drops out of the race has fewer examples. When it drops out is chosen by the scores, so p is"
                    + " optimistic there; what drops it is evidence that allows for every look. With --full everyone meets"
                    + " the same examples.");
        }
        return notes;
    }

    private Optional<Ranking.Decided> decided(
            Candidate winner, Calls calls, Ledger ledger, Consumer<RunEvent> events, List<String> notes) {
        int holdout = task.splits().holdout().size();
        if (winner.id() == 0) {
            return Optional.of(new Ranking.Decided(
                    Verdict.NO_CHANGE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Gate.detectable(holdout),
                    "No prompt beats the baseline on the examples of the race. The hold-out stays untouched."));
        }
        try {
            HoldoutProof proof = HoldoutProof.of(task, task.prompt(), winner.prompt(), calls, ledger, events);
            proof.note(holdout).ifPresent(notes::add);
            return Optional.of(new Ranking.Decided(
                    proof.decision().verdict(),
                    Optional.of(proof.before()),
                    Optional.of(proof.after()),
                    Optional.of(proof.decision().difference()),
                    proof.decision().detectable(),
                    proof.decision().explanation()));
        } catch (NoVerdictException ended) {
            notes.add("The budget ended (" + ended.reason().label() + ") before the gate could decide. The baseline stays.");
            return Optional.empty();
        }
    }
}
