package dev.emend.metric;

import dev.emend.model.Constraint;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Sampling;
import java.util.List;

/**
 * What a metric asks a judge about an answer.
 *
 * @param messages at least one
 * @param constraint the form that the reply is held to
 * @param logProbabilities how many alternatives to return for each token, 0 for none; a model that has none gives none
 * @param juror which model of the jury is asked, from 0
 * @param draw tells repeated questions at a temperature above 0 apart, from 0
 */
public record Question(
        List<ChatMessage> messages,
        Sampling sampling,
        Constraint constraint,
        int logProbabilities,
        int juror,
        int draw) {

    public Question {
        messages = List.copyOf(messages);
    }

    /** The same at another temperature. */
    public Question at(double temperature, int ofDraw) {
        return new Question(
                messages,
                new Sampling(temperature, sampling.topP(), sampling.maxTokens(), sampling.stop()),
                constraint,
                logProbabilities,
                juror,
                ofDraw);
    }
}
