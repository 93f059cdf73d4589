package dev.emend.cli.prompt;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.Json;
import dev.emend.data.Example;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import dev.emend.run.Answers;
import dev.emend.run.Journal;
import dev.emend.run.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code emend run} got for rows, as lines for a file and as notes.
 *
 * @param rows how many there were, answered or not
 */
record AnsweredRows(Answers answers, int rows) {

    /** A JSON object a line. */
    String lines() {
        return answers.responses().stream().map(this::line).collect(Collectors.joining());
    }

    private String line(Response response) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", response.example().id());
        fields.put("inputs", response.example().allInputs());
        switch (response.entry().reply()) {
            case Journal.Reply.Answered answered -> {
                fields.put("output", response.text());
                finish(answered.completion()).ifPresent(finish -> fields.put("finish", finish));
                fields.put("usage", tokens(answered.completion().usage()));
            }
            case Journal.Reply.Rejected rejected -> fields.put("error", rejected.reason());
        }
        return Json.line(fields) + "\n";
    }

    /** Why an answer ended before it was whole. */
    private static Optional<String> finish(Completion completion) {
        return switch (completion.finish()) {
            case STOP -> Optional.empty();
            case LENGTH -> Optional.of("length");
            case FILTERED -> Optional.of("filtered");
        };
    }

    private static Map<String, Object> tokens(Usage usage) {
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("prompt", usage.prompt());
        tokens.put("cached", usage.cached());
        tokens.put("completion", usage.completion());
        return tokens;
    }

    /** What is wrong with some of the answers. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        List<Response> refused = refused();
        if (!refused.isEmpty()) {
            notes.add(refused.size() + (refused.size() == 1 ? " row was" : " rows were")
                    + " not answered, the first ("
                    + refused.getFirst().example().id() + ") since "
                    + reason(refused.getFirst())
                    + "\nThe same command asks about them again.");
        }
        long cutOff = answers.responses().stream()
                .filter(response -> response.entry().reply().endsAtLimit())
                .count();
        if (cutOff > 0) {
            notes.add(cutOff + (cutOff == 1 ? " answer was" : " answers were")
                    + " cut off at the length limit.\nMaybe give more with model.options.maxOutputTokens in the"
                    + " prompt file.");
        }
        long heldBack = answers.responses().stream()
                .filter(response -> response.entry().reply() instanceof Journal.Reply.Answered answered
                        && answered.completion().finish() == Completion.Finish.FILTERED)
                .count();
        if (heldBack > 0) {
            notes.add(heldBack + (heldBack == 1 ? " answer was" : " answers were")
                    + " held back by the provider's filter, in part or as a whole.");
        }
        return notes;
    }

    private List<Response> refused() {
        return answers.responses().stream()
                .filter(response -> response.entry().reply() instanceof Journal.Reply.Rejected)
                .toList();
    }

    private static String reason(Response refused) {
        return refused.entry().reply() instanceof Journal.Reply.Rejected rejected ? rejected.reason() : "";
    }

    /** Those of the rows that have no answer. */
    List<Example> unanswered(List<Example> asked) {
        Set<String> answered = answers.responses().stream()
                .map(response -> response.example().id())
                .collect(Collectors.toSet());
        return asked.stream().filter(row -> !answered.contains(row.id())).toList();
    }

    /** How many were answered, and at what cost. */
    String summary() {
        return answers.responses().size() - refused().size() + " rows answered, "
                + Amounts.tokens(answers.spend().usage())
                + (answers.spend().microDollars() > 0
                        ? ", " + Amounts.money(answers.spend().microDollars())
                        : "");
    }

    int exitStatus() {
        if (answers.stopped().isPresent()) {
            return ExitStatus.NO_VERDICT;
        }
        if (refused().isEmpty() || refused().size() < answers.responses().size()) {
            return ExitStatus.DONE;
        }
        boolean failed = answers.responses().stream()
                .allMatch(response -> response.trace().failure().isPresent());
        return failed ? ExitStatus.WRONG_INPUT : ExitStatus.MODEL_UNAVAILABLE;
    }
}
