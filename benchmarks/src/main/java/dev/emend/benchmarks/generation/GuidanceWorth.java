package dev.emend.benchmarks.generation;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.generation.Assignment;
import dev.emend.generation.Skeleton;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Fenced;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scores guidance that a meta-prompt had written by what the prompt around it gets right on a few rows of its task. The rows are
 * asked as a judge's questions are, so they are budgeted and journaled; whoever judges is the model that the prompts are for.
 *
 * @param works by the id of the example: what the guidance is put into, and what it is tried on
 */
record GuidanceWorth(Map<String, Work> works) implements Metric {

    /** @param rows labelled, which no request to the meta-model shows */
    record Work(Skeleton skeleton, Assignment assignment, List<Example> rows, Metric metric) {}

    @Override
    public String name() {
        return "guidance-worth";
    }

    @Override
    public boolean asksJudges() {
        return true;
    }

    @Override
    public void check(Example example) {
        work(example);
    }

    private Work work(Example example) {
        Work work = works.get(example.id());
        if (work == null) {
            throw new InvalidInputException("there is no task for the example " + example.id(), Where.NOWHERE, "");
        }
        return work;
    }

    @Override
    public List<Question> questions(Answer answer) {
        Fenced fenced = Fenced.read(answer.text());
        if (!fenced.isReadable()) {
            return List.of();
        }
        Work work = work(answer.example());
        Prompt prompt = work.skeleton.prompt(work.assignment, fenced.block());
        return work.rows.stream()
                .map(row -> new Question(
                        prompt.render(row.inputs()),
                        prompt.sampling(),
                        prompt.outputSchema()
                                .<Constraint>map(Constraint.JsonSchema::new)
                                .orElse(Constraint.NONE),
                        0,
                        0,
                        0))
                .toList();
    }

    @Override
    public Score score(Answer answer) {
        List<Completion> replies = answer.judgements();
        if (replies.isEmpty()) {
            Fenced fenced = Fenced.read(answer.text());
            return new Score(0, "The reply cannot be used: " + fenced.detail() + ".");
        }
        Work work = work(answer.example());
        List<String> wrong = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < replies.size(); i++) {
            Score score =
                    work.metric.score(Answer.of(work.rows.get(i), replies.get(i).text()));
            sum += score.value();
            if (score.value() < 1 && wrong.size() < 2) {
                wrong.add(score.feedback());
            }
        }
        double mean = sum / replies.size();
        return new Score(
                mean,
                String.format(
                        Locale.ROOT,
                        "The prompt with this guidance got %.0f %% of %d inputs right. %s",
                        100 * mean,
                        replies.size(),
                        String.join(" ", wrong)));
    }
}
