package dev.emend.cli.generate;

import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import dev.emend.format.task.DataProfile;
import dev.emend.format.task.TaskDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a first task takes for what, and what of its data a person should know. */
final class DraftLines {

    private static final int MOST_LABELS = 20;

    private final Console console;

    DraftLines(Console console) {
        this.console = console;
    }

    void print(TaskDraft draft) {
        DataProfile profile = draft.profile();
        boolean labels = draft.metric().equals("label") || draft.metric().equals("macro-f1");
        line("expected", draft.expected() + (labels ? ", " + labels(profile.answers()) : ""));
        line("inputs", String.join(", ", draft.inputs().values()));
        if (!profile.identifiers().isEmpty()) {
            line(
                    "left out",
                    String.join(", ", profile.identifiers())
                            + (profile.identifiers().size() == 1 ? ", which only numbers" : ", which only number")
                            + " the rows; --inputs names what the prompt is shown");
        }
        List<String> skipped = new ArrayList<>();
        if (profile.unanswered() > 0) {
            skipped.add(rows(profile.unanswered()) + " without a right answer");
        }
        if (profile.repeated() > 0) {
            skipped.add(rows(profile.repeated()) + " with the inputs of an earlier one");
        }
        if (!skipped.isEmpty()) {
            line("skipped", String.join(", ", skipped) + "; " + rows(profile.usable()) + " to draw from");
        }
        draft.lookalikes().ifPresent(said -> console.err().println("note: " + Printable.line(said)));
        conflicts(profile.conflicts());
        profile.leaks().forEach(column -> leak(column, draft));
    }

    private void conflicts(List<Where> conflicts) {
        if (!conflicts.isEmpty()) {
            String found = conflicts.size() == 1
                    ? "an input has several right answers (line "
                            + conflicts.getFirst().line() + " says another)"
                    : conflicts.size() + " inputs have several right answers (line "
                            + conflicts.getFirst().line() + " is the first to say another)";
            console.err()
                    .println(console.errStyle().bad("warning: ") + found
                            + "; the one that comes first in the file is kept.");
        }
    }

    private void leak(String column, TaskDraft draft) {
        String others = draft.inputs().values().stream()
                .filter(other -> !draft.profile().leaks().contains(other))
                .collect(Collectors.joining(","));
        console.err()
                .println(console.errStyle().bad("warning: ")
                        + Printable.line(
                                "the column \"" + column + "\" is an input, and its value gives the right answer"
                                        + " away: each goes with one value of \"" + draft.expected() + "\".")
                        + (others.isEmpty()
                                ? ""
                                : "\nMaybe it is another form of the answer, and the prompt should be shown the rest alone:"
                                        + " --inputs \"" + Printable.line(others) + "\"."));
    }

    private static String labels(Map<String, Integer> answers) {
        String shown = answers.entrySet().stream()
                .limit(MOST_LABELS)
                .map(answer -> answer.getKey() + " " + answer.getValue())
                .collect(Collectors.joining(", "));
        int more = answers.size() - MOST_LABELS;
        return answers.size() + " labels: " + shown + (more > 0 ? ", and " + more + " more" : "");
    }

    private static String rows(int count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private void line(String name, String value) {
        console.err().println("  " + console.errStyle().dim(String.format("%-12s", name)) + Printable.line(value));
    }
}
