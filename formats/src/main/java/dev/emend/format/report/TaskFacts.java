package dev.emend.format.report;

import dev.emend.model.Price;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the run was asked to do: enough to tell two runs apart, and to repeat one. */
final class TaskFacts {

    private final Html html;

    private TaskFacts(Html html) {
        this.html = html;
    }

    static void write(Html html, Task task) {
        html.open("dl");
        new TaskFacts(html).facts(task);
        html.close();
    }

    private void facts(Task task) {
        fact("Task", task.name());
        if (!task.description().isBlank()) {
            fact("Description", task.description());
        }
        fact("Metric", task.metric().name());
        fact(
                task.models().answering().size() > 1 ? "Task models" : "Task model",
                String.join(", ", task.models().answering()));
        fact("Meta-model", task.models().meta());
        if (task.metric().asksJudges()) {
            fact("Judge", String.join(", ", task.models().judges()));
        }
        new TreeMap<>(task.prices()).forEach((model, price) -> fact("Price of " + model, price(price)));
        fact("Strategy", task.strategy());
        for (Map.Entry<String, String> option : new TreeMap<>(task.options()).entrySet()) {
            fact("Option " + option.getKey(), option.getValue());
        }
        fact("Seed", String.valueOf(task.seed()));
        fact("Budget", budget(task.budget()));
        fact(
                "Examples",
                "train " + Numbers.count(task.splits().train().size()) + ", validation "
                        + Numbers.count(task.splits().validation().size()) + ", hold-out "
                        + Numbers.count(task.splits().holdout().size()));
        fingerprint("Data fingerprint", task.splits().fingerprint());
        fingerprint(
                task.program().isChain() ? "Your chain’s fingerprint" : "Your prompt’s fingerprint",
                task.program().fingerprint());
    }

    private void fact(String name, String value) {
        html.open("dt").foreign(name).close().open("dd").foreign(value).close();
    }

    private void fingerprint(String name, String hex) {
        html.element("dt", name).open("dd").element("code", hex).close();
    }

    private static String price(Price price) {
        return price.isFree()
                ? "free"
                : "US$ " + Numbers.plain(price.input()) + " for a million prompt tokens, "
                        + Numbers.plain(price.cachedInput()) + " where cached, " + Numbers.plain(price.output())
                        + " for a million completion tokens";
    }

    private static String budget(Budget budget) {
        List<String> limits = new ArrayList<>();
        budget.calls().ifPresent(calls -> limits.add(Numbers.count(calls, "call")));
        budget.tokens().ifPresent(tokens -> limits.add(Numbers.count(tokens, "token")));
        budget.microDollars().ifPresent(micro -> limits.add("US$ " + Numbers.dollars(micro)));
        budget.time().ifPresent(time -> limits.add(Numbers.duration(time)));
        return limits.isEmpty() ? "unlimited" : String.join(", ", limits);
    }
}
