package dev.emend.run;

import dev.emend.model.Request;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A model of the colours that is never right but where its instruction says "closely", and then on a few examples alone. */
final class Closely {

    private Closely() {}

    /**
     * As a meta-model it writes such instructions; as a judge it knows what is right.
     *
     * @param gained of the validation examples, how many have a right answer then
     */
    static Function<Request, String> on(Task task, int gained) {
        Set<String> few = task.splits().validation().subList(0, gained).stream()
                .map(example -> example.column("thing"))
                .collect(Collectors.toSet());
        return request -> switch (request.purpose()) {
            case META ->
                "Hypothesis: it must look.\n```\nLook closely (" + request.seed() % 1000
                        + ") and then name the colour that the described thing has.\n```";
            case TASK -> answer(request, few);
            default -> Colours.learner(request);
        };
    }

    private static String answer(Request request, Set<String> few) {
        String thing = request.messages().getLast().content();
        boolean right =
                few.contains(thing) && request.messages().getFirst().content().contains("closely");
        int number = Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
        return Colours.LABELS.get((number + (right ? 0 : 1)) % 4);
    }
}
