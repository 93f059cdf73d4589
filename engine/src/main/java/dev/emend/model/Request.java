package dev.emend.model;

import dev.emend.Fingerprint;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One call to a model. Two equal requests to the same model are the same call: the second is answered from the journal.
 *
 * @param messages at least one; a system message of nothing but blanks is left out
 * @param seed of the sampling, for models that take one; it also tells two draws at the same temperature apart
 * @param logProbabilities how many alternatives to return for each token, 0 for none
 * @param juror which of the models of this purpose is called, from 0; judges and task models may be several
 */
public record Request(
        Purpose purpose,
        List<ChatMessage> messages,
        Sampling sampling,
        Constraint constraint,
        long seed,
        int logProbabilities,
        int juror) {

    public Request {
        messages = messages.stream().filter(message -> !message.saysNothing()).toList();
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one message");
        }
    }

    /** A call to the only model of its purpose. */
    public Request(
            Purpose purpose,
            List<ChatMessage> messages,
            Sampling sampling,
            Constraint constraint,
            long seed,
            int logProbabilities) {
        this(purpose, messages, sampling, constraint, seed, logProbabilities, 0);
    }

    public long promptBytes() {
        long bytes = 0;
        for (ChatMessage message : messages) {
            bytes += message.content().getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes
                + switch (constraint) {
                    case Constraint.None none -> 0;
                    case Constraint.JsonSchema json -> json.schema().length() * 2L;
                    case Constraint.Grammar grammar -> 0;
                };
    }

    /** The key under which the answer is journaled. The purpose is not part of it, nor is
     * the juror: the model's name stands for it. */
    public String fingerprint(String modelName) {
        Fingerprint print = Fingerprint.of("request").add(modelName).add(messages.size());
        for (ChatMessage message : messages) {
            print.add(message.role().label()).add(message.content());
        }
        print.add(sampling.temperature()).add(sampling.topP()).add(sampling.maxTokens());
        print.add(sampling.stop().size());
        sampling.stop().forEach(print::add);
        print.add(
                switch (constraint) {
                    case Constraint.None none -> "";
                    case Constraint.JsonSchema json -> "schema:" + json.schema();
                    case Constraint.Grammar grammar -> "grammar:" + grammar.gbnf();
                });
        return print.add(seed).add(logProbabilities).hex();
    }
}
