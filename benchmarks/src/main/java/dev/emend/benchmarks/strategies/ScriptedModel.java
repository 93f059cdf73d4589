package dev.emend.benchmarks.strategies;

import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model that is a function of the request. It takes no time. */
record ScriptedModel(String name, Function<Request, String> script) implements LanguageModel {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```[^\\n]*\\n(.*?)\\n```$");

    /** As judges are shown two answers. */
    private static final Pattern PAIR =
            Pattern.compile("(?s)\\[BEGIN ANSWER A \\w+]\\n(.*?)\\n\\[END.*\\[BEGIN ANSWER B \\w+]\\n(.*?)\\n\\[END");

    @Override
    public Completion complete(Request request) {
        String text = script.apply(request);
        return new Completion(
                text,
                Completion.Finish.STOP,
                new Usage(request.promptBytes() / 4, 0, text.length() / 4 + 1),
                List.of());
    }

    /** The last message of a request. */
    static String question(Request request) {
        return request.messages().getLast().content();
    }

    /** Whether the request is for an instruction: then the reply is a hypothesis and a block. */
    static boolean asksForInstruction(Request request) {
        return question(request).contains("\"Hypothesis:\"");
    }

    /** The instructions that a request shows, in order. */
    static List<String> shown(Request request) {
        return BLOCK.matcher(question(request))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The request without the instructions that it shows. */
    static String around(Request request) {
        Matcher block = BLOCK.matcher(question(request));
        return block.replaceAll("");
    }

    /** A judge's verdict on two answers, by which of them is right. */
    static String verdict(Request request, Predicate<String> right) {
        Matcher pair = PAIR.matcher(question(request));
        String letter = "tie";
        if (pair.find() && right.test(pair.group(1)) != right.test(pair.group(2))) {
            letter = right.test(pair.group(1)) ? "A" : "B";
        }
        return request.constraint() instanceof Constraint.JsonSchema
                ? "{\"critique\": \"One of them is right.\", \"verdict\": \"" + letter + "\"}"
                : letter;
    }

    static String reply(String hypothesis, String instruction) {
        return "Hypothesis: " + hypothesis + "\n```\n" + instruction + "\n```";
    }
}
