package dev.emend.refine;

import dev.emend.Fingerprint;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Advice;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Edit;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Proposal;
import dev.emend.proposal.Reading;
import dev.emend.proposal.Screen;
import dev.emend.run.Inquiry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Has drafts of a new prompt written from a batch of outcomes, and screens them. */
final class Rewriting {

    private final Inquiry inquiry;
    private final List<Operator> operators = new ArrayList<>();
    private final long seed;

    Rewriting(String description, Metric signal, Inquiry inquiry, long seed) {
        this.inquiry = inquiry;
        this.seed = seed;
        GroundingRules.forSignal(signal).ifPresent(operators::add);
        operators.add(new Advice(description));
        operators.add(new Edit(description));
    }

    /**
     * One proposal of each operator at most; asked in one batch.
     *
     * @param own the user's prompt, whose placeholders and frozen sections are kept
     * @param failed hypotheses that did not help
     * @param tried hears of every draft that is refused
     * @param batch how many batches there were before; it and the seed decide every random choice, so that the same proposals are asked for
     *     again where a model failed
     */
    List<Proposal> proposals(
            Prompt current,
            Prompt own,
            List<Outcome> outcomes,
            List<String> failed,
            List<LearnedPrompt.Tried> tried,
            int batch) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(
                Fingerprint.of("drafts").add(seed).add(batch).seed());
        Material material =
                new Material(List.of(new Parent(0, current, outcomes)), failed, Material.TEMPERATURE, random);
        List<Draft.Ready> drafts = operators.stream()
                .flatMap(operator -> operator.draft(material).stream())
                .map(draft -> draft.ready(this::replies))
                .toList();
        Iterator<Optional<Completion>> replies =
                inquiry.complete(Purpose.META, asks(drafts)).iterator();
        Screen screen =
                new Screen(own, outcomes.stream().map(Outcome::example).toList(), Screen.defaultCharacterLimit(own));
        screen.remember(0, current);
        List<Proposal> proposals = new ArrayList<>();
        for (Draft.Ready draft : drafts) {
            Optional<Reading> reading = switch (draft) {
                case Draft.Written written -> Optional.of(written.proposal());
                case Draft.Asked asked -> replies.next().map(asked.reader());
            };
            reading.flatMap(read -> screened(read, screen, tried)).ifPresent(proposal -> {
                proposals.add(proposal);
                screen.remember(proposals.size(), proposal.prompt());
            });
        }
        return proposals;
    }

    private List<String> replies(List<Ask> asks) {
        return inquiry.complete(Purpose.META, asks).stream()
                .map(reply -> reply.map(Completion::text).orElse(""))
                .toList();
    }

    private static List<Ask> asks(List<Draft.Ready> drafts) {
        List<Ask> asks = new ArrayList<>();
        for (Draft.Ready draft : drafts) {
            if (draft instanceof Draft.Asked asked) {
                asks.add(new Ask(asked.messages(), asked.sampling()));
            }
        }
        return asks;
    }

    private static Optional<Proposal> screened(Reading reading, Screen screen, List<LearnedPrompt.Tried> tried) {
        return switch (reading) {
            case Reading.Unreadable unreadable -> {
                tried.add(refused(unreadable.operator(), "", unreadable.rule(), unreadable.detail()));
                yield Optional.empty();
            }
            case Proposal proposal -> {
                Optional<Screen.Refused> refused = screen.refuse(proposal.prompt());
                refused.ifPresent(why ->
                        tried.add(refused(proposal.operator(), proposal.hypothesis(), why.rule(), why.detail())));
                yield refused.isPresent() ? Optional.empty() : Optional.of(proposal);
            }
        };
    }

    private static LearnedPrompt.Tried refused(String operator, String hypothesis, String rule, String detail) {
        return new LearnedPrompt.Tried(operator, hypothesis, rule + ": " + detail, OptionalDouble.empty());
    }
}
