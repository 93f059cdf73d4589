package dev.emend.run;

import dev.emend.judge.calibration.Desk;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.proposal.Ask;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has the models of an inquiry answer in a calibration, under its budget and from its journal.
 *
 * @param inquiry with a judge and a meta-model
 * @param events hears what is done now
 */
public record InquiryDesk(Inquiry inquiry, Consumer<RunEvent> events) implements Desk {

    /** @throws dev.emend.InvalidInputException where a model is missing */
    public InquiryDesk {
        inquiry.models().require(Purpose.JUDGE, "a calibration");
        inquiry.models().require(Purpose.META, "a calibration");
    }

    @Override
    public List<Optional<Completion>> judge(List<Question> questions) {
        return inquiry.ask(questions);
    }

    @Override
    public List<Optional<Completion>> write(List<Ask> asks) {
        return inquiry.complete(Purpose.META, asks);
    }

    @Override
    public void phase(String doing) {
        events.accept(new RunEvent.PhaseStarted(doing));
    }
}
