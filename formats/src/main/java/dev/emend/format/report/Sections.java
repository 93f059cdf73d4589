package dev.emend.format.report;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.run.RunResult;
import dev.emend.run.RunResult.CandidateRecord;
import dev.emend.run.StopReason;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** What each section of the report says. */
final class Sections {

    private final Html html;
    private final Task task;
    private final RunResult result;

    Sections(Html html, Task task, RunResult result) {
        this.html = html;
        this.task = task;
        this.result = result;
    }

    static String headline(Verdict verdict) {
        return switch (verdict) {
            case PROMOTED -> "Promoted: use the new prompt";
            case NO_CHANGE -> "No change: keep your prompt";
            case NOT_ENOUGH_EVIDENCE -> "Not enough evidence: keep your prompt";
        };
    }

    void verdict() {
        html.open("p", "class", "lead").foreign(result.explanation()).close();
        html.open("figure").open("div", "class", "wide");
        new EvidencePlot(html, result).write();
        html.close()
                .open("figcaption")
                .element("b", "Figure 1. ")
                .text(evidenceCaption())
                .close()
                .close();
        evidence();
        if (!result.served().isEmpty()) {
            ServedTable.write(html, result.served());
        }
        for (String note : result.notes()) {
            html.open("p", "class", "note")
                    .element("strong", "Note: ")
                    .foreign(note)
                    .close();
        }
    }

    private String evidenceCaption() {
        return result.difference().isPresent()
                ? "Both prompts answered the same "
                        + Numbers.count(result.seed().n(), result.split().words() + " example")
                        + ", under the same sampling seeds. The verdict rests on the difference, not on whether the"
                        + " two upper intervals overlap."
                : "Your prompt on "
                        + Numbers.count(result.seed().n(), result.split().words() + " example")
                        + ". There was no other prompt to test, so the hold-out stayed untouched.";
    }

    private void evidence() {
        html.open("div", "class", "wide")
                .open("table", "id", "evidence")
                .open("thead")
                .open("tr");
        html.element("th", "", "scope", "col", "aria-label", "what");
        html.element("th", "on the " + result.split().words(), "scope", "col", "class", "number");
        html.element("th", "interval", "scope", "col", "class", "number");
        html.element("th", "n", "scope", "col", "class", "number")
                .close()
                .close()
                .open("tbody");
        estimate("Your prompt", result.seed());
        if (result.difference().isPresent()) {
            Difference difference = result.difference().get();
            estimate("Champion (candidate " + result.championId() + ")", result.champion());
            row(
                    "Difference",
                    Numbers.points(difference.value()) + " points",
                    Numbers.level(difference.interval()) + ": " + Numbers.pointsRange(difference.interval()),
                    Numbers.count(difference.n(), "pair"));
        }
        html.close().close().close();
        html.open("dl");
        result.difference()
                .ifPresent(difference -> html.element("dt", "Test")
                        .open("dd")
                        .text(Numbers.p(difference.p()) + ", two-sided, ")
                        .foreign(difference.test())
                        .close());
        html.element("dt", "Smallest detectable difference").element("dd", detectable());
        html.close();
    }

    private String detectable() {
        String by = result.difference()
                .map(difference -> Numbers.count(difference.n(), "hold-out example"))
                .orElse("the hold-out");
        return result.detectable() >= 1
                ? "none: " + by + " would show no difference reliably"
                : Numbers.points(result.detectable()).substring(1) + " points: a true difference of this size would"
                        + " probably (80\u00A0%) have been shown by " + by;
    }

    private void estimate(String name, Estimate estimate) {
        row(
                name,
                Numbers.percent(estimate.value()),
                Numbers.level(estimate.interval()) + ": " + Numbers.range(estimate.interval()),
                Numbers.count(estimate.n()));
    }

    private void row(String name, String value, String interval, String n) {
        html.open("tr").element("th", name, "scope", "row");
        for (String cell : List.of(value, interval, n)) {
            html.element("td", cell, "class", "number");
        }
        html.close();
    }

    String promptTitle() {
        return result.chain().isPresent() ? "The chain to use" : "The prompt to use";
    }

    void prompt() {
        if (result.chain().isPresent()) {
            new ChainView(html, task.program(), result, result.chain().get()).write();
            return;
        }
        boolean promoted = result.verdict() == Verdict.PROMOTED;
        html.element(
                "p",
                promoted
                        ? "This is candidate " + result.championId() + ". What it changed in yours stands below it."
                        : "This is your own prompt, unchanged.");
        PromptView.write(html, result.prompt());
        html.open("p", "class", "aside").text("Fingerprint ");
        html.element("code", result.prompt().fingerprint()).close();
        if (promoted) {
            html.element("h3", "What was changed in your prompt");
            DiffView.write(html, task.prompt(), result.prompt());
        } else {
            result.candidates().stream()
                    .filter(record -> record.id() == result.championId() && record.id() != 0)
                    .findFirst()
                    .ifPresent(this::notPromoted);
        }
    }

    private void notPromoted(CandidateRecord champion) {
        html.open("details");
        html.element("summary", "What candidate " + champion.id() + ", which was not promoted, would have changed");
        DiffView.write(html, task.prompt(), champion.prompt());
        html.close();
    }

    void course() {
        CoursePlot plot = new CoursePlot(html, result);
        html.open("figure").open("div", "class", "wide");
        plot.write();
        html.close().open("figcaption").element("b", "Figure 2. ");
        html.text("Scores that the search saw, with intervals. Filled marks met " + met(plot.all())
                + "; open ones left their race earlier. The line follows the best filled mark so far; the champion is"
                + " coloured." + unmeasured());
        html.close().close();
        html.open("p").text("The search ended because " + why(result.stopped()) + ". Model work took ");
        html.element("span", Numbers.duration(result.elapsed()), "data-clock", "")
                .text(".")
                .close();
    }

    private String met(int most) {
        int validation = task.splits().validation().size();
        return most == validation
                ? "all " + Numbers.count(validation, "validation example")
                : Numbers.count(most) + " of " + Numbers.count(validation, "validation example")
                        + ", the most that any candidate met";
    }

    private String unmeasured() {
        String ids = result.candidates().stream()
                .filter(record -> record.validation().isEmpty())
                .map(record -> String.valueOf(record.id()))
                .collect(Collectors.joining(", "));
        return ids.isEmpty() ? "" : " Met no example before the search ended: " + ids + ".";
    }

    private static String why(StopReason reason) {
        return switch (reason) {
            case FINISHED -> "the strategy had done all it planned";
            case CALLS -> "what was left of the budget’s calls did not pay for more";
            case TOKENS -> "what was left of the budget’s tokens did not pay for more";
            case USD -> "what was left of the budget’s money did not pay for more";
            case TIME -> "the time was over, or too short for more";
        };
    }

    void objectives() {
        new ObjectiveTable(html, result).write();
    }

    void lineage() {
        html.element(
                "p",
                "Each candidate stands under the one it was written from, with its validation score, the operator that"
                        + " wrote it, its fate, and the belief behind it.");
        new Lineage(html, result).write();
    }

    void refusals() {
        Refusals.write(html, result);
    }

    void spend() {
        SpendTable.write(html, result);
    }

    void task() {
        TaskFacts.write(html, task);
    }

    void caveats() {
        html.open("ul");
        for (String caveat : List.of(
                "An interval with 95\u00A0% coverage is made so that, were the examples drawn anew from the same source"
                        + " again and again, 95 of 100 such intervals would hold the true score. It speaks of examples"
                        + " like these, and of no others.",
                "The validation scores chose the champion, so its own is flattered by that choice. Only the hold-out"
                        + " score, which no search has seen, says what to expect.",
                "The p-value says how often chance alone would give a difference at least as large between two prompts"
                        + " that are equally good. It is not the probability that the champion is better.",
                "Whether two intervals overlap does not decide: both prompts met the same examples, and the paired test"
                        + " uses that.",
                "All of this takes the examples for independent of each other. Near copies among them make the"
                        + " intervals too narrow.",
                "A hold-out wears out: a prompt that is chosen by comparing many runs on the same hold-out needs a"
                        + " fresh one.",
                "The scores belong to these models, this metric and these sampling settings.")) {
            html.element("li", caveat);
        }
        html.close();
    }
}
