package dev.emend.benchmarks.strategies;

import dev.emend.data.Example;
import dev.emend.model.LanguageModel;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scripted model that solves word problems well only where it may reason before it answers, and that, as a meta-model, is
 * held by what it is shown. As a judge it knows what is right.
 *
 * <p>As a task model it is right on one problem in five where the instruction has the answer first, on one in four where no
 * reasoning is asked for or the demonstrations are bare numbers, and on four in five where the reasoning comes first. As a
 * meta-model it rewrites details and keeps the order of the fields that it is shown: unhinted, one rewrite in 25 has the
 * reasoning first, and one in two where something in the request speaks of steps or of thinking. Where it is shown no
 * instruction, it asks for reasoning in one of three. So a search escapes by many rewrites, by hints, or by starting anew, if
 * it then sees what it has found.
 */
final class TrapModel {

    private static final Pattern REASONING =
            Pattern.compile("(?i)reason|step by step|think|work (it )?out|calculat|explain|how you|show your|derive");
    private static final Pattern ANSWER = Pattern.compile("(?i)answer|result");
    private static final Pattern HINT = Pattern.compile(
            "(?i)step by step|small steps|let the model think|reason(ing)? (comes )?(first|before)|before it answers");
    private static final Pattern PROBLEM = Pattern.compile("(\\d+) boxes of (\\d+) pens and (\\d+) single");

    private static final List<String> EXTRAS = List.of(
            "Mind the units.",
            "Read every number twice.",
            "Do not round.",
            "Ignore what does not matter.",
            "Use plain digits.",
            "Look for hidden quantities.",
            "Never leave a part of the problem out.",
            "Be exact and be brief.",
            "Numbers may be written as words.",
            "Take care with multiples.");

    /** What an instruction has the model do. */
    enum Order {
        ANSWER_FIRST(0.20),
        DIRECT(0.25),
        REASONED(0.80);

        private final double accuracy;

        Order(double accuracy) {
            this.accuracy = accuracy;
        }

        static Order of(String instruction) {
            Matcher reasoning = REASONING.matcher(instruction);
            if (!reasoning.find()) {
                return DIRECT;
            }
            Matcher answer = ANSWER.matcher(instruction);
            return answer.find() && answer.start() < reasoning.start() ? ANSWER_FIRST : REASONED;
        }

        private List<String> bodies() {
            return switch (this) {
                case ANSWER_FIRST ->
                    List.of(
                            "Reply with the field answer, a number, and behind it the field reasoning.",
                            "Write \"answer:\" and the number. In a second line write \"reasoning:\" and how it came about.",
                            "Give two fields, answer and then reasoning, each on a line of its own.",
                            "First comes the answer as a number, then a reasoning of two sentences.");
                case DIRECT ->
                    List.of(
                            "Reply with one number and nothing else.",
                            "Write \"answer:\" and the number.",
                            "Give the number that is asked for, without a word around it.");
                case REASONED ->
                    List.of(
                            "Think step by step, and close with \"answer:\" and the number.",
                            "Write down your reasoning first. The last line is \"answer:\" and the number.",
                            "Work it out in short steps, then write \"answer:\" and the number.",
                            "Calculate each part in turn; in the end comes \"answer:\" with the number.");
            };
        }
    }

    private TrapModel() {}

    static LanguageModel model() {
        return new ScriptedModel("scripted", TrapModel::reply);
    }

    /** Problems that nobody has written before. */
    static List<Example> problems(int count) {
        List<Example> problems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int boxes = 2 + i % 17;
            int pens = 3 + i % 13;
            int single = 1 + i % 11 + i / 11;
            problems.add(Example.of(
                    "problem-" + i,
                    Map.of(
                            "question",
                            "A shop has " + boxes + " boxes of " + pens + " pens and " + single
                                    + " single ones, in room " + i + ". How many pens does it have?"),
                    String.valueOf(boxes * pens + single)));
        }
        return problems;
    }

    private static String reply(Request request) {
        if (request.purpose() == Purpose.TASK) {
            return answer(request);
        }
        if (request.purpose() == Purpose.JUDGE) {
            Matcher problem = PROBLEM.matcher(ScriptedModel.question(request));
            return problem.find() ? ScriptedModel.verdict(request, says(right(problem))) : "tie";
        }
        return ScriptedModel.asksForInstruction(request) ? rewrite(request) : critique(request);
    }

    private static String answer(Request request) {
        Order order = order(request.messages());
        String question = ScriptedModel.question(request);
        Matcher problem = PROBLEM.matcher(question);
        if (!problem.find()) {
            return "I do not see a problem.";
        }
        int boxed = boxed(problem);
        int right = right(problem);
        // Mostly the same problems are hard for all prompts.
        double ease = 0.8 * new Lot(question).draw("ease") + 0.2 * new Lot(prefix(request)).draw(question);
        int said = ease < order.accuracy ? right : right + 1 + (int) (8 * ease);
        return switch (order) {
            case ANSWER_FIRST ->
                "answer: " + said + "\nreasoning: The boxes hold " + boxed + " pens, the rest is single.";
            case DIRECT -> "answer: " + said;
            case REASONED -> "The boxes hold " + boxed + " pens. The single ones come on top.\nanswer: " + said;
        };
    }

    private static int boxed(Matcher problem) {
        return Integer.parseInt(problem.group(1)) * Integer.parseInt(problem.group(2));
    }

    private static int right(Matcher problem) {
        return boxed(problem) + Integer.parseInt(problem.group(3));
    }

    private static Predicate<String> says(int number) {
        return Pattern.compile("answer: " + number + "\\b").asPredicate();
    }

    /** What is sent before the question. */
    private static String prefix(Request request) {
        List<ChatMessage> messages = request.messages();
        return messages.subList(0, messages.size() - 1).toString();
    }

    private static Order order(List<ChatMessage> messages) {
        List<String> demonstrated = messages.stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .map(ChatMessage::content)
                .toList();
        if (demonstrated.isEmpty()) {
            return Order.of(messages.getFirst().content());
        }
        // A model answers as it was shown, whatever it was told.
        boolean bare = demonstrated.stream().allMatch(output -> output.split("\\s+").length < 4);
        return bare ? Order.DIRECT : demonstrated.getLast().startsWith("answer") ? Order.ANSWER_FIRST : Order.REASONED;
    }

    private static String rewrite(Request request) {
        Lot lot = new Lot(request.seed());
        Order order = next(request, lot);
        String instruction = lot.oneOf(
                        "opening",
                        List.of("Solve the problem.", "Read the problem and solve it.", "Here is a word problem."))
                + " " + lot.oneOf("body", order.bodies()) + " "
                + String.join(" ", lot.some("extra", 2 + (int) (2 * lot.draw("extras")), EXTRAS));
        return ScriptedModel.reply(
                order == Order.REASONED
                        ? "the order of the fields keeps the reasoning from helping"
                        : "the instruction leaves details open, such as number " + (int) (1000 * lot.draw("detail")),
                instruction);
    }

    private static Order next(Request request, Lot lot) {
        boolean hinted = HINT.matcher(ScriptedModel.around(request)).find();
        List<Order> shown = ScriptedModel.shown(request).stream().map(Order::of).toList();
        double reasoned;
        if (shown.contains(Order.REASONED)) {
            reasoned = 0.9;
        } else if (shown.isEmpty()) {
            reasoned = hinted ? 0.9 : 0.33;
        } else {
            reasoned = hinted ? 0.5 : 0.04;
        }
        if (lot.falls("reasoned", reasoned)) {
            return Order.REASONED;
        }
        boolean anchored = shown.contains(Order.ANSWER_FIRST) && !lot.falls("direct", 0.1);
        return anchored ? Order.ANSWER_FIRST : Order.DIRECT;
    }

    /** To whatever is asked besides an instruction; seldom it names the cause. */
    private static String critique(Request request) {
        Lot lot = new Lot(request.seed());
        return lot.falls("cause", 0.08)
                ? "The number is written down too early. Let the model think step by step before it answers."
                : lot.oneOf(
                        "critique",
                        List.of(
                                "The instruction does not say how careful one must be with the numbers.",
                                "It is not clear which quantity is asked for.",
                                "Numbers that stand in the text are overlooked.",
                                "The units are mixed up."));
    }
}
