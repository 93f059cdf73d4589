package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.data.Splits;
import dev.emend.metric.Metrics;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A small task in which each of four words means a colour, and scripted models that play both roles in it. The task model
 * knows a part of the words, and more with each demonstration and with the word "carefully" in its instruction.
 */
public final class Colours {

    public static final List<String> LABELS = List.of("blue", "green", "red", "yellow");

    private Colours() {}

    public static Task task(long seed, Budget budget) {
        return task(seed, budget, 40, 40, 80);
    }

    public static Task task(String strategy, long seed, Budget budget) {
        return task(strategy, seed, budget, 40, 40, 80);
    }

    public static Task task(long seed, Budget budget, int train, int validation, int holdout) {
        return task("reflective", seed, budget, train, validation, holdout);
    }

    public static Task task(String strategy, long seed, Budget budget, int train, int validation, int holdout) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < train + validation + holdout; i++) {
            examples.add(Example.of("e" + i, Map.of("thing", "the thing number " + i), LABELS.get(i % 4)));
        }
        Splits splits = new SplitPlan(train, validation, holdout, 3, Optional.of("expected"), Optional.empty())
                .draw(examples, dev.emend.Where.NOWHERE);
        return new Task(
                "colours",
                "Name the colour of a thing.",
                Prompt.of("colours", "Name the colour: blue, green, red or yellow.", "{{thing}}"),
                splits,
                Metrics.named("label", Map.of(), new TreeSet<>(LABELS)),
                new Task.ModelNames("scripted", "scripted"),
                Map.of(),
                strategy,
                Map.of(),
                budget,
                seed);
    }

    /** Better prompts help: half of the answers are right at first, up to nine in ten. */
    public static String learner(Request request) {
        if (request.purpose() == Purpose.META) {
            return rewrite(request);
        }
        long turns = request.messages().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .count();
        boolean careful = request.messages().getFirst().content().contains("carefully");
        return answer(request, "", 50 + Math.min(30, 4 * (int) turns) + (careful ? 10 : 0));
    }

    /** Nothing helps: every prompt is right on half of the examples, each on another half. */
    public static String indifferent(Request request) {
        if (request.purpose() == Purpose.META) {
            return rewrite(request);
        }
        StringBuilder prompt = new StringBuilder();
        request.messages()
                .subList(0, request.messages().size() - 1)
                .forEach(message -> prompt.append(message.content()));
        return answer(request, prompt.toString(), 50);
    }

    private static String answer(Request request, String salt, int percentRight) {
        String thing = request.messages().getLast().content();
        int number = Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
        long draw = Math.floorMod(Fingerprint.of("luck").add(salt).add(number).seed(), 100L);
        return LABELS.get((number + (draw < percentRight ? 0 : 1)) % 4);
    }

    private static String rewrite(Request request) {
        long draw = Math.floorMod(Fingerprint.of("rewrite").add(request.seed()).seed(), 4L);
        String word =
                List.of("carefully", "quickly", "again and again", "politely").get((int) draw);
        return "Hypothesis: the instruction does not say how to look.\n```\nLook " + word + " (" + request.seed() % 1000
                + ") and then name the colour that the described thing has.\n```";
    }
}
