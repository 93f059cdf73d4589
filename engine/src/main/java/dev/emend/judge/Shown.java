package dev.emend.judge;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A judge that sees only some of the inputs.
 *
 * @param names of what it sees beside the answer, inputs or other columns; none where it sees the answer alone
 */
record Shown(Metric judge, List<String> names) implements Metric {

    Shown {
        names = List.copyOf(names);
    }

    @Override
    public String name() {
        return judge.name();
    }

    @Override
    public boolean asksJudges() {
        return true;
    }

    @Override
    public List<Question> questions(Answer answer) {
        return judge.questions(new Answer(seen(answer.example()), answer.text(), answer.effort(), answer.judgements()));
    }

    /** What is not shown stays a column, so that a judge of pairs finds the other answer there. */
    private Example seen(Example example) {
        Map<String, String> inputs = new TreeMap<>();
        names.forEach(name -> inputs.put(name, example.allInputs().getOrDefault(name, example.column(name))));
        inputs.values().removeIf(String::isBlank);
        Map<String, String> columns = new TreeMap<>(example.columns());
        columns.putAll(example.allInputs());
        return example.withInputs(inputs).withColumns(columns);
    }

    @Override
    public void check(Example example) {
        Example seen = seen(example);
        if (seen.inputs().isEmpty() && !names.isEmpty() && !example.allInputs().isEmpty()) {
            throw new InvalidInputException(
                    "the metric " + name() + " shows the judge " + String.join(", ", names) + ", and the example "
                            + example.id() + " has "
                            + String.join(", ", example.allInputs().keySet()),
                    example.where(),
                    "its inputs have other names: \"show\" says which the judge sees.");
        }
        judge.check(seen);
    }

    @Override
    public Score score(Answer answer) {
        return judge.score(answer);
    }
}
