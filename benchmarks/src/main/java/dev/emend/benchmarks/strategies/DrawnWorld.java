package dev.emend.benchmarks.strategies;

import dev.emend.data.Example;
import dev.emend.model.LanguageModel;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A task of which it is known how good each prompt really is. Each train example is worth something as a demonstration, more of them
 * help by a certain step for each doubling, and each written instruction is worth something too; all of it is drawn anew for each
 * world. Which examples are hard is mostly the same for all prompts.
 *
 * @param kind how the worths are spread
 * @param number of the world; each has worths of its own
 * @param examples of train, and as many of validation
 */
record DrawnWorld(Kind kind, long number, int examples) {

    /** How much demonstrations and instructions are worth, as the measured tasks suggest. */
    enum Kind {
        /** Two labels, and a model that writes nothing useful. */
        FEW_LABELS(2, 0.50, 0, 0.020, 16, 0.05, -0.06, 0.05, 0.5),
        /** Fifteen labels, and a model that writes nothing useful. */
        MANY_LABELS(15, 0.65, 0, 0.030, 32, 0.05, -0.06, 0.05, 0.5),
        /** The seed forgot the form of the answer: any demonstration shows it, and one written instruction of three tells it. */
        FORM(4, 0.05, 0.40, 0.005, 16, 0.02, 0.10, 0.20, 0.5),
        /** A model that writes well, and demonstrations that help little. */
        INSTRUCTIONS(4, 0.55, 0, 0.005, 16, 0.02, 0.05, 0.06, 0.95);

        private final int labels;
        private final double base;
        private final double anyDemonstration;
        private final double doubling;
        private final int most;
        private final double drawDeviation;
        private final double instructionMean;
        private final double instructionDeviation;
        private final double readable;

        Kind(
                int labels,
                double base,
                double anyDemonstration,
                double doubling,
                int most,
                double drawDeviation,
                double instructionMean,
                double instructionDeviation,
                double readable) {
            this.labels = labels;
            this.base = base;
            this.anyDemonstration = anyDemonstration;
            this.doubling = doubling;
            this.most = most;
            this.drawDeviation = drawDeviation;
            this.instructionMean = instructionMean;
            this.instructionDeviation = instructionDeviation;
            this.readable = readable;
        }
    }

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final String SEED = "Say which label the case has.";
    /** The gate decides on the fresh ones. */
    private static final int FRESH = 150;

    /** The share of the variance of an answer's luck that all prompts have in common. */
    private static final double SHARED = 0.6;

    private static final Pattern CASE = Pattern.compile("case (\\d+) of");

    private static final List<String> WORDS = List.of(
            ("amber basin cedar delta ember fable grove haven inlet jetty kiosk larch meadow north ocean pearl quartz"
                            + " ridge stone tower umber valley willow yard zenith almond birch copper dune estuary")
                    .split(" "));

    LanguageModel model() {
        return new ScriptedModel("scripted", this::reply);
    }

    BenchmarkTask task() {
        List<Example> rows = new ArrayList<>();
        Sizes sizes = new Sizes(examples, examples, 0, FRESH);
        for (int i = 0; i < sizes.train() + sizes.validation() + sizes.fresh(); i++) {
            rows.add(Example.of("case-" + i, Map.of("case", "case " + i + " of " + number), label(i)));
        }
        return BenchmarkTask.of(
                kind.name(), "Say which label a case has.", Prompt.of("cases", SEED, "{{case}}"), "label", rows, sizes);
    }

    private String label(int i) {
        return WORDS.get(i % kind.labels);
    }

    /** The share of cases on which the model is right with this prompt. */
    double accuracy(Prompt prompt) {
        return accuracy(prompt.render(Map.of("case", "a case")));
    }

    private double accuracy(List<ChatMessage> messages) {
        String instruction = messages.getFirst().content();
        List<ChatMessage> shown = messages.subList(1, messages.size() - 1);
        double accuracy = kind.base;
        if (!shown.isEmpty()) {
            List<String> cases = shown.stream()
                    .filter(message -> message.role() == Role.USER)
                    .map(ChatMessage::content)
                    .toList();
            int n = cases.size();
            double worth = cases.stream()
                            .mapToDouble(one -> normal("demonstration " + one))
                            .sum()
                    / Math.sqrt(n);
            double slope = kind.doubling + 0.01 * normal("slope");
            accuracy += kind.anyDemonstration
                    + slope * Math.log(Math.min(n, kind.most)) / Math.log(2)
                    + kind.drawDeviation * worth
                    + 0.02 * normal("order " + cases);
        }
        if (!instruction.equals(SEED)) {
            double told = kind.instructionMean + kind.instructionDeviation * normal("instruction " + instruction);
            // Where examples show the form, telling it adds little.
            accuracy += shown.isEmpty() || kind.anyDemonstration == 0 ? told : Math.min(0.02, told);
        }
        return Math.clamp(accuracy, 0.02, 0.97);
    }

    private double normal(String name) {
        double uniform = new Lot(kind + " " + number).draw(name);
        return NORMAL.inverseCumulativeProbability(Math.clamp(uniform, 1e-9, 1 - 1e-9));
    }

    private String reply(Request request) {
        if (request.purpose() == Purpose.TASK) {
            return answer(request.messages());
        }
        if (request.purpose() == Purpose.JUDGE) {
            return ScriptedModel.verdict(request, label(number(ScriptedModel.question(request)))::equals);
        }
        Lot lot = new Lot(kind + " " + number + " " + request.seed() + ScriptedModel.question(request));
        if (!ScriptedModel.asksForInstruction(request)) {
            return "Look closely at the case.";
        }
        if (!lot.falls("readable", kind.readable)) {
            return "I would look closely at the case.";
        }
        return ScriptedModel.reply(
                "it is not said what decides (" + (int) (1000 * lot.draw("doubt")) + ")",
                SEED + " Look at its " + String.join(", its ", lot.some("words", 8, WORDS)) + " first.");
    }

    /** Of the first case that a text names. */
    private static int number(String text) {
        Matcher found = CASE.matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private String answer(List<ChatMessage> messages) {
        String question = messages.getLast().content();
        int i = number(question);
        String prefix = messages.subList(0, messages.size() - 1).toString();
        double luck = Math.sqrt(SHARED) * normal("ease " + question)
                + Math.sqrt(1 - SHARED) * normal("luck " + question + prefix);
        boolean right = NORMAL.cumulativeProbability(luck) < accuracy(messages);
        return label(right ? i : i + 1 + (int) ((kind.labels - 1) * new Lot(question).draw("wrong")));
    }
}
