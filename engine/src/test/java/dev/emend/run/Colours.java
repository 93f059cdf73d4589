package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.data.Splits;
import dev.emend.metric.Metrics;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A small task in which each of four words means a colour, and scripted models that play both roles in it. The task model
 * knows a part of the words, and more with each demonstration and with the word "carefully" in its instruction.
 */
public final class Colours {

    public static final List<String> LABELS = List.of("blue", "green", "red", "yellow");

    private static final Pattern EXHIBIT =
            Pattern.compile("\\[BEGIN ([A-Z ]+) [0-9a-f]+]\n(.*?)\n\\[END", Pattern.DOTALL);

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
        return Task.of(
                        "colours",
                        Prompt.of("colours", "Name the colour: blue, green, red or yellow.", "{{thing}}"),
                        splits,
                        Metrics.named("label", Map.of(), new TreeSet<>(LABELS)))
                .withDescription("Name the colour of a thing.")
                .withModels(new Task.ModelNames("scripted", "scripted"))
                .withStrategy(strategy)
                .withBudget(budget)
                .withSeed(seed);
    }

    /** A task whose seed demands the answer at once, for {@link #reasoner}. */
    public static Task trap(String strategy, long seed, Budget budget) {
        Task task = task(strategy, seed, budget);
        return task.withPrompt(Prompt.of("colours", "First write the answer field, then your reasoning.", "{{thing}}"))
                .withStrategy(strategy)
                .withBudget(budget)
                .withSeed(seed);
    }

    /**
     * A model that is right on four in five where it may reason before it answers, and on one in five where the answer comes
     * first. As a meta-model it keeps to the form that it is shown, and lets reason only where it is told to, or where
     * it sees no instruction to keep to: then one time in two.
     */
    public static String reasoner(Request request) {
        if (request.purpose() == Purpose.META) {
            String question = request.messages().getLast().content();
            boolean bound = question.contains("answer field");
            boolean told = question.contains("step by step");
            boolean free = !bound && Fingerprint.of("free").add(request.seed()).seed() % 2 == 0;
            return "Hypothesis: it must know when to answer.\n```\n"
                    + (told || free ? "Think step by step" : "Write the answer field first")
                    + " about the thing's colour (" + request.seed() % 1000 + "), be careful.\n```";
        }
        boolean reasons = request.messages().getFirst().content().contains("step by step");
        return answer(request, "", reasons ? 80 : 20);
    }

    /** Always right. */
    public static String right(Request request) {
        return answer(request, "", 100);
    }

    /** Better prompts help: half of the answers are right at first, up to nine in ten. */
    public static String learner(Request request) {
        if (request.purpose() == Purpose.META) {
            return rewrite(request);
        }
        if (request.purpose() == Purpose.JUDGE) {
            return verdict(request);
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

    /** A judge that knows what is right, and calls it a tie where both answers are or neither is. */
    private static String verdict(Request request) {
        Map<String, String> exhibits = new HashMap<>();
        EXHIBIT.matcher(request.messages().getLast().content())
                .results()
                .forEach(exhibit -> exhibits.put(exhibit.group(1), exhibit.group(2)));
        String thing = exhibits.getOrDefault("INPUT THING", "");
        String right = LABELS.get(Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1)) % 4);
        boolean first = right.equals(exhibits.get("ANSWER A"));
        String verdict = first == right.equals(exhibits.get("ANSWER B")) ? "tie" : first ? "A" : "B";
        return request.constraint() instanceof Constraint.JsonSchema
                ? "{\"critique\": \"One names the colour.\", \"verdict\": \"" + verdict + "\"}"
                : verdict;
    }

    private static String answer(Request request, String salt, int percentRight) {
        String thing = request.messages().getLast().content();
        int number = Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
        long draw = Math.floorMod(Fingerprint.of("luck").add(salt).add(number).seed(), 100L);
        return LABELS.get((number + (draw < percentRight ? 0 : 1)) % 4);
    }

    private static String rewrite(Request request) {
        String user = request.messages().getLast().content();
        Fingerprint luck = Fingerprint.of("rewrite").add(request.seed());
        if (user.contains("Score: ") || user.contains("It answers like this")) {
            // Who is told nothing of errors is led by what else there is to see.
            luck.add(user.length());
        }
        long draw = Math.floorMod(luck.seed(), 4L);
        if (user.contains("In at most three sentences")) {
            return draw == 0 ? "It does not say that one must look carefully." : "It is a short instruction.";
        }
        String word = user.contains("must look carefully")
                ? "carefully"
                : List.of("carefully", "quickly", "again and again", "politely").get((int) draw);
        return "Hypothesis: the instruction does not say how to look.\n```\nLook " + word + " (" + request.seed() % 1000
                + ") and then name the colour that the described thing has.\n```";
    }
}
