package dev.emend.judge.audit;

import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A judge of known bias. */
final class ScriptedJudge implements Inquirer {

    private final Function<Question, String> script;
    private final List<Question> asked = new ArrayList<>();
    private long budget = Long.MAX_VALUE;

    ScriptedJudge(Function<Question, String> script) {
        this.script = script;
    }

    ScriptedJudge withBudget(long calls) {
        budget = calls;
        return this;
    }

    List<Question> asked() {
        return asked;
    }

    @Override
    public List<Optional<Completion>> ask(List<Question> questions) {
        return questions.stream().map(this::reply).toList();
    }

    private Optional<Completion> reply(Question question) {
        if (asked.size() >= budget) {
            return Optional.empty();
        }
        asked.add(question);
        return Optional.of(new Completion(script.apply(question), Completion.Finish.STOP, Usage.NONE, List.of()));
    }

    /** What stands between the fences of this name. */
    static String exhibit(Question question, String name) {
        String text = question.messages().getLast().content();
        int from = text.indexOf("]\n", text.indexOf("[BEGIN " + name + " ")) + 2;
        return text.substring(from, text.indexOf("\n[END " + name + " ", from));
    }

    static Finding finding(List<Finding> findings, String name) {
        return findings.stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding " + name + " among " + findings));
    }

    static double value(List<Finding> findings, String name) {
        return finding(findings, name).value().orElseThrow();
    }
}
