package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Another search's services, with another candidate in the place of its seed and with what an earlier run tried in vain. */
record StartingFrom(Search search, Candidate seed, List<String> failedHypotheses) implements Search {

    @Override
    public String description() {
        return search.description();
    }

    @Override
    public List<Example> train() {
        return search.train();
    }

    @Override
    public String row(Example example) {
        return search.row(example);
    }

    @Override
    public List<Example> validation() {
        return search.validation();
    }

    @Override
    public Map<String, String> options() {
        return search.options();
    }

    @Override
    public UniformRandomProvider random(String label) {
        return search.random(label);
    }

    @Override
    public List<Optional<Candidate>> write(List<Draft> drafts) {
        return search.write(drafts);
    }

    @Override
    public List<String> ask(List<Ask> questions) {
        return search.ask(questions);
    }

    @Override
    public List<Completion> judge(List<Question> questions) {
        return search.judge(questions);
    }

    @Override
    public void evaluate(List<Assignment> assignments) {
        search.evaluate(assignments);
    }

    @Override
    public List<Outcome> sample(List<Trial> trials) {
        return search.sample(trials);
    }

    @Override
    public Scoreboard scoreboard() {
        return search.scoreboard();
    }

    @Override
    public List<Downstream> downstream(Candidate candidate, Example example) {
        return search.downstream(candidate, example);
    }

    @Override
    public void drop(Candidate candidate, String why) {
        search.drop(candidate, why);
    }

    @Override
    public void lead(Candidate candidate) {
        search.lead(candidate);
    }

    @Override
    public Candidate leader() {
        return search.leader();
    }

    @Override
    public long callsLeft() {
        return search.callsLeft();
    }

    @Override
    public void outOfCalls() {
        search.outOfCalls();
    }

    @Override
    public double detectable() {
        return search.detectable();
    }

    @Override
    public void phase(String what) {
        search.phase(what);
    }
}
