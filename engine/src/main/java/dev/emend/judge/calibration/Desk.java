package dev.emend.judge.calibration;

import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.proposal.Ask;
import java.util.List;
import java.util.Optional;

/** Who answers: the judge and the meta-model, under one budget. {@code dev.emend.run.InquiryDesk} is the usual one. */
public interface Desk {

    /** A reply for each question, in their order; empty where a budget ended before it. */
    List<Optional<Completion>> judge(List<Question> questions);

    /** The meta-model's replies, in order; empty where a budget ended before it. */
    List<Optional<Completion>> write(List<Ask> asks);

    /** What is being done from now on, for whoever watches. */
    void phase(String doing);
}
