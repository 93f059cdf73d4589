package dev.emend.benchmarks.strategies;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.metric.Metrics;
import dev.emend.model.LanguageModel;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small task and a scripted model on which every strategy has something to find: some sentences in an instruction help,
 * some harm, and each demonstration helps a little. As a meta-model it keeps most of what it is shown, adds a sentence or
 * two, more often a useful one where it is shown failures, and combines what it is shown of several instructions.
 */
final class Practice {

    private static final List<String> LABELS = List.of("amber", "blue", "green", "violet");

    private static final Pattern THING = Pattern.compile("in drawer (\\d+)");

    private static final String OPENING = "Name the colour of the thing: amber, blue, green or violet.";

    /** Sentences by what they add to the accuracy. */
    private static final Map<String, Double> SENTENCES = Map.ofEntries(
            Map.entry("Read the whole text before you choose.", 0.07),
            Map.entry("Answer with one of the four names and nothing else.", 0.10),
            Map.entry("Look at the thing itself and ignore what lies around it.", 0.08),
            Map.entry("Where two colours fit, take the one that is named last.", 0.06),
            Map.entry("A shade counts as the colour that it is nearest to.", 0.07),
            Map.entry("Light and shadow do not change a colour.", 0.05),
            Map.entry("Write your answer with great care.", 0.0),
            Map.entry("This is important to many people.", 0.0),
            Map.entry("You are a world-famous painter.", -0.01),
            Map.entry("Say in a few words why you think so.", -0.12),
            Map.entry("Be creative and surprise the reader.", -0.09),
            Map.entry("Always prefer the rarer colour.", -0.07));

    private static final List<String> NAMES =
            SENTENCES.keySet().stream().sorted().toList();
    private static final List<String> USEFUL = NAMES.stream()
            .filter(sentence -> SENTENCES.getOrDefault(sentence, 0.0) > 0.02)
            .toList();

    private static final double PLAIN = 0.32;
    private static final double EACH_DEMONSTRATION = 0.022;
    private static final int MOST_DEMONSTRATIONS = 12;
    private static final int HOLDOUT = 60;

    private Practice() {}

    static LanguageModel model() {
        return new ScriptedModel("scripted", Practice::reply);
    }

    /** @param calls for the search */
    static Task task(String strategy, long seed, long calls) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 120 + HOLDOUT; i++) {
            examples.add(Example.of("thing-" + i, Map.of("thing", "the thing in drawer " + i), LABELS.get(i % 4)));
        }
        return Task.of(
                        "practice",
                        Prompt.of("practice", OPENING, "{{thing}}"),
                        new SplitPlan(60, 60, HOLDOUT, 3, Optional.of("expected"), Optional.empty())
                                .draw(examples, Where.NOWHERE),
                        Metrics.named("label", Map.of(), new TreeSet<>(LABELS)))
                .withDescription("Name the colour of a thing.")
                .withModels(new Task.ModelNames("scripted", "scripted"))
                .withStrategy(strategy)
                .withBudget(Budget.calls(calls + 2 * HOLDOUT))
                .withSeed(seed);
    }

    private static String reply(Request request) {
        if (request.purpose() == Purpose.TASK) {
            return answer(request);
        }
        if (request.purpose() == Purpose.JUDGE) {
            Matcher thing = THING.matcher(ScriptedModel.question(request));
            return thing.find()
                    ? ScriptedModel.verdict(
                            request, LABELS.get(Integer.parseInt(thing.group(1)) % LABELS.size())::equals)
                    : "tie";
        }
        return ScriptedModel.asksForInstruction(request) ? rewrite(request) : critique(request);
    }

    private static String answer(Request request) {
        String thing = ScriptedModel.question(request);
        int number = Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
        String prefix =
                request.messages().subList(0, request.messages().size() - 1).toString();
        String instruction = request.messages().getFirst().content();
        long shown = request.messages().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .count();
        double accuracy = PLAIN + EACH_DEMONSTRATION * Math.min(MOST_DEMONSTRATIONS, shown);
        for (String sentence : NAMES) {
            accuracy += instruction.contains(sentence) ? SENTENCES.getOrDefault(sentence, 0.0) : 0;
        }
        double ease = 0.85 * new Lot(number).draw("ease") + 0.15 * new Lot(prefix).draw(thing);
        int off = ease < Math.clamp(accuracy, 0.03, 0.93) ? 0 : 1 + (int) (3 * new Lot(number).draw("which"));
        return LABELS.get((number + off) % LABELS.size());
    }

    private static String rewrite(Request request) {
        Lot lot = new Lot(request.seed());
        List<String> shown = ScriptedModel.shown(request);
        Set<String> sentences = new LinkedHashSet<>();
        for (int i = 0; i < shown.size(); i++) {
            // All of the last one, which histories have as the best, and half of the others.
            boolean last = i == shown.size() - 1;
            for (String sentence : in(shown.get(i))) {
                if (lot.falls("keep " + i + sentence, last ? 0.9 : 0.5)) {
                    sentences.add(sentence);
                }
            }
        }
        String around = ScriptedModel.around(request);
        in(around).stream()
                .filter(sentence -> lot.falls("take up " + sentence, 0.7))
                .forEach(sentences::add);
        boolean sees = around.contains("wrong") || around.contains("feedback");
        int more = lot.falls("two", 0.4) ? 2 : 1;
        for (int i = 0; i < more; i++) {
            sentences.add(lot.oneOf("new " + i, lot.falls("useful " + i, sees ? 0.6 : 0.35) ? USEFUL : NAMES));
        }
        List<String> order = lot.some("order", sentences.size(), List.copyOf(sentences));
        return ScriptedModel.reply(
                "the instruction leaves open what decides (" + (int) (1000 * lot.draw("doubt")) + ")",
                OPENING + " " + String.join(" ", order));
    }

    private static List<String> in(String text) {
        return NAMES.stream().filter(text::contains).toList();
    }

    /** To whatever is asked besides an instruction. */
    private static String critique(Request request) {
        Lot lot = new Lot(request.seed());
        return "The instruction should say: " + lot.oneOf("advice", lot.falls("useful", 0.6) ? USEFUL : NAMES);
    }
}
