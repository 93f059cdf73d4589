package dev.emend.format.task;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.util.List;

/** Says whether a message's number is even, and knows the odd ones only where its prompt asks for parity. */
final class Parity implements LanguageModel {

    @Override
    public String name() {
        return "parity";
    }

    @Override
    public Completion complete(Request request) {
        String message = request.messages().getLast().content();
        String text;
        if (request.purpose() == Purpose.META) {
            text = "Hypothesis: it does not say what to look at.\n```\nName the parity of the number, number "
                    + request.seed() + ".\n```";
        } else {
            boolean odd = (message.charAt(message.length() - 1) - '0') % 2 == 1;
            boolean asked = request.messages().getFirst().content().contains("parity");
            text = odd && asked ? "odd" : "even";
        }
        return new Completion(text, Completion.Finish.STOP, new Usage(10, 0, 2), List.of());
    }
}
