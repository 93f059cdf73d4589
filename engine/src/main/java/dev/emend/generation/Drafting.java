package dev.emend.generation;

import dev.emend.data.Example;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Fenced;
import dev.emend.proposal.Screen;
import dev.emend.run.Inquiry;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Has the candidates written. Each has an assignment of its own. What repeats another is asked for again with another
 * assignment, what cannot be read or is broken with the same one; what is still missing then is written by rule. Where there
 * are examples, the first of several candidates shows them and says no more than it must: for small models that is often the
 * whole gain, and what a meta-model writes has to beat it.
 */
final class Drafting {

    private static final int MOST_ASKS = 2;
    private static final int MOST_GUIDANCE = 1200;

    private final Skeleton skeleton;
    private final MetaFields fields;
    private final AssignmentPlan plan;
    private final List<Example> shown;
    private final Optional<TextEmbedding> embedding;
    private final Consumer<RunEvent> events;
    private final Sameness guidances;
    private final TreeMap<Integer, GeneratedPrompt> written = new TreeMap<>();

    /** @param shown whose inputs must not stand in an instruction */
    Drafting(
            Skeleton skeleton,
            MetaFields fields,
            AssignmentPlan plan,
            List<Example> shown,
            Optional<TextEmbedding> embedding,
            Consumer<RunEvent> events) {
        this.skeleton = skeleton;
        this.fields = fields;
        this.plan = plan;
        this.shown = List.copyOf(shown);
        this.embedding = embedding;
        this.events = events;
        this.guidances = new Sameness(embedding);
    }

    /** A candidate that is to be written. */
    private record Slot(int number, Assignment assignment) {}

    /** @return {@code count} candidates in order, or fewer where the plan has no more assignments that differ */
    List<GeneratedPrompt> write(int count, Inquiry inquiry) {
        List<Slot> pending = new ArrayList<>();
        boolean examples = count > 1 && skeleton.showsExamples();
        if (examples) {
            keep(
                    new Slot(1, Assignment.EXAMPLES),
                    skeleton.prompt(Assignment.EXAMPLES, ""),
                    GeneratedPrompt.Origin.EXAMPLES,
                    "",
                    "");
        }
        for (int number = examples ? 2 : 1; number <= count; number++) {
            Optional<Assignment> dealt = plan.deal();
            if (dealt.isPresent()) {
                pending.add(new Slot(number, dealt.get()));
            }
        }
        for (int ask = 0;
                ask < MOST_ASKS && !pending.isEmpty() && inquiry.stopped().isEmpty();
                ask++) {
            pending = asked(pending, inquiry);
        }
        pending.forEach(this::writeByRule);
        return List.copyOf(written.values());
    }

    /** What is still to be written, by which assignment. */
    private List<Slot> asked(List<Slot> slots, Inquiry inquiry) {
        List<Optional<Completion>> replies = inquiry.complete(
                Purpose.META,
                slots.stream().map(slot -> fields.write(slot.assignment)).toList());
        List<Slot> again = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            Optional<Slot> refused =
                    replies.get(i).map(reply -> read(slot, reply)).orElse(Optional.of(slot));
            refused.ifPresent(again::add);
        }
        return again;
    }

    /** Empty where the reply became a candidate. */
    private Optional<Slot> read(Slot slot, Completion reply) {
        if (reply.finish() == Completion.Finish.LENGTH) {
            return refused(slot, "truncated", "the reply reached its length limit", reply.text());
        }
        Fenced fenced = Fenced.instruction(reply.text());
        if (!fenced.isReadable()) {
            return refused(slot, fenced.rule(), fenced.detail(), reply.text());
        }
        String guidance = Skeleton.inert(fenced.block());
        if (guidance.length() > MOST_GUIDANCE) {
            return refused(slot, "too-long", guidance.length() + " characters of guidance", reply.text());
        }
        Prompt prompt = skeleton.prompt(slot.assignment, guidance);
        Optional<Screen.Refused> refusal = refusal(slot.number, prompt).or(() -> guidances.refuse(guidance));
        if (refusal.isPresent()) {
            Optional<Slot> again =
                    refused(slot, refusal.get().rule(), refusal.get().detail(), reply.text());
            return Screen.isDuplicate(refusal.get().rule())
                    ? plan.deal().map(other -> new Slot(slot.number, other)).or(() -> again)
                    : again;
        }
        keep(slot, prompt, GeneratedPrompt.Origin.MODEL, guidance, fenced.hypothesis());
        return Optional.empty();
    }

    private Optional<Slot> refused(Slot slot, String rule, String detail, String reply) {
        events.accept(new RunEvent.Refused(new RunResult.Refusal(
                slot.number, List.of(), slot.assignment.technique().label(), rule, detail, reply)));
        return Optional.of(slot);
    }

    /** Why a prompt cannot be a candidate beside the others; empty where it can. */
    Optional<Screen.Refused> refusal(int number, Prompt prompt) {
        Prompt plain = skeleton.plain();
        Screen screen = new Screen(plain, shown, Screen.defaultCharacterLimit(plain), embedding);
        screen.remember(0, plain);
        written.forEach((other, candidate) -> {
            if (other != number) {
                screen.remember(other, candidate.prompt());
            }
        });
        return screen.refuse(prompt);
    }

    private void writeByRule(Slot slot) {
        Optional<Assignment> assignment = Optional.of(slot.assignment);
        while (assignment.isPresent()) {
            Prompt prompt = skeleton.prompt(assignment.get(), "");
            if (refusal(slot.number, prompt).isEmpty()) {
                keep(new Slot(slot.number, assignment.get()), prompt, GeneratedPrompt.Origin.RULE, "", "");
                return;
            }
            assignment = plan.deal();
        }
    }

    private void keep(Slot slot, Prompt prompt, GeneratedPrompt.Origin origin, String guidance, String hypothesis) {
        written.put(
                slot.number,
                new GeneratedPrompt(
                        slot.number,
                        prompt,
                        slot.assignment,
                        origin,
                        guidance,
                        hypothesis,
                        List.of(),
                        skeleton.assumptions(slot.assignment.technique()),
                        Optional.empty()));
        events.accept(new RunEvent.Proposed(
                slot.number, List.of(), slot.assignment.technique().label(), slot.assignment.property()));
    }

    /** Puts another prompt in a candidate's place, so that later ones are compared with that. */
    void replace(GeneratedPrompt changed) {
        written.put(changed.number(), changed);
    }
}
