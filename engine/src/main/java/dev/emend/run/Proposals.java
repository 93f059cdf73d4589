package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.program.Program;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Proposal;
import dev.emend.proposal.Reading;
import dev.emend.proposal.Screen;
import dev.emend.search.Candidate;
import dev.emend.search.WarmStart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The candidates of a run, and how proposals become candidates: the meta-model is asked, its reply is read, and the screen
 * lets it through or says why not. Used by the one thread that runs the strategy.
 */
final class Proposals {

    /** Proposals among which repetitions are counted. */
    private static final int LOOKED_BACK = 12;

    /** The temperature at which a meta-model is asked that only repeats itself. */
    private static final double WARMEST = 1.2;

    private final Task task;
    private final Calls calls;
    private final Optional<TextEmbedding> embedding;
    private final Consumer<RunEvent> events;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<RunResult.Refusal> refusals = new ArrayList<>();
    private final Optional<Twins> twins;
    /** For each proposal, in order, whether it was a known candidate again. */
    private final List<BooleanSupplier> repeats = new ArrayList<>();

    /** The program and its step whose prompt proposals replace. */
    private Candidate base;

    private Screen screen;
    private int asked;
    private int steps;

    /**
     * @param embedding tells proposals of the same meaning, where there is one
     * @param twins tells candidates that answer alike, where their answers are known
     */
    Proposals(
            Task task,
            Calls calls,
            Optional<TextEmbedding> embedding,
            Optional<Twins> twins,
            Consumer<RunEvent> events) {
        this.twins = twins;
        this.task = task;
        this.calls = calls;
        this.embedding = embedding;
        this.events = events;
        this.base = new Candidate(
                0,
                task.program(),
                task.program().prompts().keySet().iterator().next(),
                List.of(),
                "seed",
                task.program().isChain() ? "the user's own chain" : "the user's own prompt");
        this.screen = screenFor(base, task.splits().train());
        candidates.add(base);
    }

    Candidate seed() {
        return candidates.getFirst();
    }

    /** All that were let in, each at the place of its id. */
    List<Candidate> candidates() {
        return Collections.unmodifiableList(candidates);
    }

    /** @throws IllegalArgumentException where the candidate is none that was let in, so that no screen has seen it */
    void require(Candidate candidate) {
        boolean known = candidate.id() >= 0
                && candidate.id() < candidates.size()
                && candidates.get(candidate.id()).program().equals(candidate.program());
        if (!known) {
            throw new IllegalArgumentException("candidate " + candidate.id()
                    + " was not let in by this search. Maybe hand its prompt over as a proposal, by write or propose.");
        }
    }

    List<RunResult.Refusal> refusals() {
        return Collections.unmodifiableList(refusals);
    }

    /** As diversity falls, the meta-model is asked at a higher temperature, whatever the strategy. */
    private static Sampling warmed(Sampling sampling, double repeated) {
        double room = Math.max(0, WARMEST - sampling.temperature());
        return sampling.withTemperature(sampling.temperature() + room * repeated);
    }

    /** The share of the last proposals that the screen took for known candidates, or that answer as one of these does. */
    private double repeated() {
        List<BooleanSupplier> recent = repeats.subList(Math.max(0, repeats.size() - LOOKED_BACK), repeats.size());
        return recent.isEmpty()
                ? 0
                : (double) recent.stream().filter(BooleanSupplier::getAsBoolean).count() / recent.size();
    }

    private boolean hasTwin(Candidate candidate) {
        return twins.flatMap(known -> known.of(candidate, candidates)).isPresent();
    }

    /**
     * From now on, proposals replace the prompt of this candidate's step, and are screened against it and against all that were written
     * for this step before while the others were as they are.
     *
     * @param train what a prompt of this step must not quote
     */
    void replace(Candidate focused, List<Example> train) {
        base = focused;
        screen = screenFor(focused, train);
        candidates.stream()
                .filter(candidate -> candidate.id() != focused.id() && isBaseElsewhere(candidate))
                .forEach(candidate ->
                        screen.remember(candidate.id(), candidate.program().prompt(base.step())));
    }

    /** Whether its program is the base's but for the step whose prompt proposals replace. */
    private boolean isBaseElsewhere(Candidate candidate) {
        Program program = candidate.program().withPrompt(base.step(), base.prompt());
        return program.fingerprint().equals(base.program().fingerprint());
    }

    private Screen screenFor(Candidate focused, List<Example> train) {
        Prompt prompt = focused.prompt();
        Screen made = new Screen(prompt, train, Screen.defaultCharacterLimit(prompt), embedding);
        made.remember(focused.id(), prompt);
        return made;
    }

    /**
     * Lets in a prompt that is given and no proposal: it is measured whatever it looks like, and what is written from it keeps
     * its placeholders and frozen sections instead of the seed's.
     *
     * @param name what people call it
     */
    Candidate admit(Prompt prompt, String name) {
        Candidate candidate = new Candidate(candidates.size(), prompt, List.of(), "given", name);
        candidates.add(candidate);
        screen.remember(candidate.id(), prompt);
        return candidate;
    }

    /**
     * Lets in the chain that an earlier run found, where the screen has nothing against any of its prompts and it is another one
     * than the user's own.
     *
     * @throws java.util.NoSuchElementException where the chains have other steps
     */
    Optional<Candidate> readmit(Learned learned) {
        steps++;
        for (Map.Entry<String, Prompt> step : learned.chain().entrySet()) {
            Prompt own = task.program().prompt(step.getKey());
            Optional<Screen.Refused> refused = new Screen(
                            own, task.splits().train(), Screen.defaultCharacterLimit(own), Optional.empty())
                    .refuse(step.getValue(), own);
            if (refused.isPresent() && !Screen.isDuplicate(refused.get().rule())) {
                refuse(new RunResult.Refusal(
                        steps,
                        List.of(seed().id()),
                        WarmStart.EARLIER,
                        refused.get().rule(),
                        step.getKey() + ": " + refused.get().detail(),
                        step.getValue().instruction().source()));
                return Optional.empty();
            }
        }
        Program program = learned.in(task.program());
        if (program.fingerprint().equals(task.program().fingerprint())) {
            return Optional.empty();
        }
        Candidate candidate = new Candidate(
                candidates.size(),
                program,
                base.step(),
                List.of(seed().id()),
                WarmStart.EARLIER,
                "found by run " + learned.run());
        candidates.add(candidate);
        events.accept(new RunEvent.Proposed(
                candidate.id(), candidate.parents(), candidate.operator(), candidate.hypothesis()));
        return Optional.of(candidate);
    }

    /**
     * What drafts became.
     *
     * @param candidates in the drafts' order, empty where nothing came or the screen refused it
     * @param stopped the limit that was reached while the meta-model was asked, if one was
     */
    record Written(List<Optional<Candidate>> candidates, Optional<StopReason> stopped) {}

    Written write(List<Draft.Ready> drafts) {
        steps++;
        double repeated = repeated();
        List<Request> requests = new ArrayList<>();
        for (Draft.Ready draft : drafts) {
            if (draft instanceof Draft.Asked question) {
                requests.add(request(question.messages(), warmed(question.sampling(), repeated)));
            }
        }
        Calls.Batch batch = requests.isEmpty() ? Calls.Batch.NONE : calls.complete(requests);
        List<Optional<Candidate>> written = new ArrayList<>();
        int question = 0;
        for (Draft.Ready draft : drafts) {
            written.add(
                    switch (draft) {
                        case Draft.Written complete -> screened(complete.proposal());
                        case Draft.Asked which ->
                            batch.entries().get(question++).flatMap(entry -> read(which, entry.reply()));
                    });
        }
        return new Written(written, batch.stopped());
    }

    /** Asks the meta-model what is no proposal. */
    Calls.Batch ask(List<Ask> questions) {
        return calls.complete(questions.stream()
                .map(question -> request(question.messages(), question.sampling()))
                .toList());
    }

    private Request request(List<ChatMessage> messages, Sampling sampling) {
        long seed = Fingerprint.of("meta seed").add(task.seed()).add(asked++).seed() >>> 33;
        return new Request(Purpose.META, messages, sampling, Constraint.NONE, seed, 0);
    }

    private Optional<Candidate> read(Draft.Asked question, Journal.Reply reply) {
        Reading reading = switch (reply) {
            case Journal.Reply.Answered answered -> question.reader().apply(answered.completion());
            case Journal.Reply.Rejected rejected ->
                new Reading.Unreadable(question.parents(), question.operator(), "rejected", rejected.reason(), "");
        };
        return switch (reading) {
            case Proposal proposal -> screened(proposal);
            case Reading.Unreadable unreadable -> {
                refuse(new RunResult.Refusal(
                        steps,
                        unreadable.parents(),
                        unreadable.operator(),
                        unreadable.rule(),
                        unreadable.detail(),
                        unreadable.text()));
                yield Optional.empty();
            }
        };
    }

    private Optional<Candidate> screened(Proposal proposal) {
        Optional<Screen.Refused> refused = screen.refuse(proposal.prompt(), origin(proposal));
        if (refused.isPresent()) {
            refuse(new RunResult.Refusal(
                    steps,
                    proposal.parents(),
                    proposal.operator(),
                    refused.get().rule(),
                    refused.get().detail(),
                    proposal.prompt().instruction().source()));
            return Optional.empty();
        }
        Candidate candidate = new Candidate(
                candidates.size(),
                base.program().withPrompt(base.step(), proposal.prompt()),
                base.step(),
                proposal.parents(),
                proposal.operator(),
                proposal.hypothesis());
        candidates.add(candidate);
        repeats.add(() -> hasTwin(candidate));
        screen.remember(candidate.id(), candidate.prompt());
        events.accept(new RunEvent.Proposed(
                candidate.id(), candidate.parents(), candidate.operator(), candidate.hypothesis()));
        return Optional.of(candidate);
    }

    /** The given prompt that a proposal starts from, of a chain in the step that is searched: the one whose form it keeps. */
    private Prompt origin(Proposal proposal) {
        Candidate candidate = candidates.get(
                proposal.parents().isEmpty() ? 0 : proposal.parents().getFirst());
        while (!candidate.parents().isEmpty()) {
            candidate = candidates.get(candidate.parents().getFirst());
        }
        return candidate.program().prompt(base.step());
    }

    private void refuse(RunResult.Refusal refusal) {
        refusals.add(refusal);
        boolean duplicate = Screen.isDuplicate(refusal.rule());
        repeats.add(() -> duplicate);
        events.accept(new RunEvent.Refused(refusal));
    }
}
