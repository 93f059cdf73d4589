package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.data.Splits;
import dev.emend.metric.Metrics;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.program.OutputType;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A small task for a chain: the step {@code gist} says what a message is about, {@code colour} names its colour. A message names
 * its colour in a number. The scripted model keeps the number in the gist where its instruction says "number", and reads the
 * colour from a number where its instruction says "colour"; otherwise it does neither.
 */
public final class Parcels {

    public static final String GOOD_GIST = "Say in a sentence what it is about, with its number.";
    public static final String BROKEN_GIST = "Say briefly that a customer wrote.";
    public static final String GOOD_COLOUR = "Name the colour that belongs to it.";
    public static final String BROKEN_COLOUR = "Answer in one word.";

    private Parcels() {}

    public static Program chain(String gist, String colour) {
        return Program.of(
                "parcels",
                Set.of("thing"),
                List.of(
                        PromptStep.of("gist", Prompt.of("gist", gist, "{{thing}}"), "gist"),
                        PromptStep.of("colour", Prompt.of("colour", colour, "{{gist}}"), "colour")
                                .typed(OutputType.label(Colours.LABELS.toArray(String[]::new)))));
    }

    public static Task task(Program program, String strategy, long seed, Budget budget) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            examples.add(Example.of("e" + i, Map.of("thing", "the parcel number " + i), Colours.LABELS.get(i % 4)));
        }
        Splits splits = new SplitPlan(40, 30, 50, 3, Optional.of("expected"), Optional.empty())
                .draw(examples, dev.emend.Where.NOWHERE);
        return Task.of("parcels", program, splits, Metrics.named("label", Map.of(), new TreeSet<>(Colours.LABELS)))
                .withDescription("Name the colour of a parcel.")
                .withModels(new Task.ModelNames("scripted", "scripted"))
                .withStrategy(strategy)
                .withBudget(budget)
                .withSeed(seed);
    }

    public static String model(Request request) {
        String system = request.messages().getFirst().content();
        String user = request.messages().getLast().content();
        if (request.purpose() == Purpose.META) {
            return meta(request, system, user);
        }
        if (user.startsWith("the parcel number ")) {
            boolean bypassed = system.contains("colour") || system.contains("one word");
            return bypassed
                    ? colour(system, user)
                    : system.contains("number") ? "About parcel number " + user.substring(18) : "A customer wrote.";
        }
        return colour(system, user);
    }

    /** Right on nine in ten where the number is there and the instruction asks for the colour. */
    private static String colour(String system, String gist) {
        String digits = gist.replaceAll("\\D", "");
        if (digits.isEmpty() || !system.contains("colour")) {
            return "green";
        }
        int number = Integer.parseInt(digits);
        boolean unlucky = Math.floorMod(Fingerprint.of("luck").add(number).seed(), 10) == 0;
        return Colours.LABELS.get((number + (unlucky ? 1 : 0)) % 4);
    }

    private static String meta(Request request, String system, String user) {
        if (system.contains("cause of a wrong answer")) {
            return "1 | colour | it names another colour";
        }
        if (!user.contains("Hypothesis:")) {
            return "Keep the number.";
        }
        long luck = Math.floorMod(Fingerprint.of("rewrite").add(request.seed()).seed(), 3L);
        boolean gist = user.contains("the one of the step gist");
        String sentence = gist ? "Say in a sentence what it is about" : "Give one word";
        String better = gist ? "with its number" : "the colour that belongs to it";
        return "Hypothesis: something is lost (" + request.seed() % 1000 + ").\n```\n" + sentence + ", "
                + (luck == 0 ? "politely and in good order" : better) + ", attempt " + request.seed() % 1000 + ".\n```";
    }
}
