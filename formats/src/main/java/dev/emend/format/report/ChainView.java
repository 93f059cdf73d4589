package dev.emend.format.report;

import dev.emend.program.Program;
import dev.emend.run.RunResult;
import dev.emend.run.StepCredit;
import dev.emend.run.Verdict;

/** A chain: its steps, who was to blame for its failures, and what was changed in which prompt. */
final class ChainView {

    private final Html html;
    private final Program before;
    private final RunResult result;
    private final RunResult.Chain chain;

    ChainView(Html html, Program before, RunResult result, RunResult.Chain chain) {
        this.html = html;
        this.before = before;
        this.result = result;
        this.chain = chain;
    }

    void write() {
        boolean promoted = result.verdict() == Verdict.PROMOTED;
        html.element(
                "p",
                promoted
                        ? "This is candidate " + result.championId()
                                + ". What it changed in your chain stands below its steps."
                        : "This is your own chain, unchanged.");
        html.open("ol");
        chain.program().outline().forEach(line -> html.open("li").foreign(line).close());
        html.close();
        credits();
        chain.champion().prompts().forEach((step, prompt) -> {
            boolean changed = !prompt.equals(before.prompt(step));
            if (!promoted && !changed) {
                return;
            }
            html.open("details");
            html.open("summary").text("The prompt of ").foreign(step);
            html.text(
                    changed
                            ? promoted ? ", changed" : ", as the champion, which was not promoted, has it"
                            : ", unchanged");
            html.close();
            PromptView.write(html, prompt);
            if (changed) {
                DiffView.write(html, before.prompt(step), prompt);
            }
            html.close();
        });
    }

    private void credits() {
        html.element("h3", "Which step was to blame");
        html.open("div", "class", "wide")
                .open("table", "id", "credit")
                .open("thead")
                .open("tr");
        for (String head :
                new String[] {"step", "blamed", "by form", "by bypass", "by the meta-model", "rounds", "calls", "gain"
                }) {
            html.element("th", head, "scope", "col");
        }
        html.close().close().open("tbody");
        for (StepCredit credit : chain.credits()) {
            html.open("tr").open("th", "scope", "row").foreign(credit.step()).close();
            number(Numbers.count(credit.blamed().total()) + " of "
                    + Numbers.count(credit.blamed().failures()));
            number(Numbers.count(credit.blamed().contract()));
            number(Numbers.count(credit.blamed().bypass()));
            number(Numbers.count(credit.blamed().critique()));
            number(Numbers.count(credit.searched().rounds()));
            number(Numbers.count(credit.searched().calls()));
            number(
                    credit.searched().rounds() == 0
                            ? ""
                            : Numbers.points(credit.searched().gain()) + " points");
            html.close();
        }
        html.close().close().close();
        html.element(
                "p",
                "Failures of your chain on train examples. A step is blamed by form where its output was not what it has to be;"
                        + " by bypass where the chain came out right with the step’s input in place of its output; by the"
                        + " meta-model where that said so; and else because it wrote the answer. Gains are on validation"
                        + " examples, which the search has seen.",
                "class",
                "aside");
        for (StepCredit credit : chain.credits()) {
            for (String reason : credit.reasons()) {
                html.open("p", "class", "aside")
                        .foreign(credit.step())
                        .text(": ")
                        .foreign(reason)
                        .close();
            }
        }
    }

    private void number(String text) {
        html.element("td", text, "class", "number");
    }
}
