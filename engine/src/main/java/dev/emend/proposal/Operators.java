package dev.emend.proposal;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The operators by name, as a task's search uses them. */
public final class Operators {

    private final Map<String, Operator> byName = new LinkedHashMap<>();

    /**
     * @param taskDescription what the prompt is for; may be empty
     * @param train what operators may show and take demonstrations from
     */
    public Operators(String taskDescription, List<Example> train) {
        Stream.of(
                        new Reflection(taskDescription),
                        new Digesting(taskDescription),
                        new Advice(taskDescription),
                        new Edit(taskDescription),
                        new Induction(taskDescription, train),
                        new Demonstrating(train),
                        new Contract(train),
                        new Paraphrase(),
                        new ThinkingStyle(taskDescription),
                        new Shortening(),
                        new Grounding(taskDescription, train),
                        new Crossover(taskDescription),
                        new Graft(),
                        new Blend(),
                        new BlendDifferences(taskDescription),
                        new Trajectory(taskDescription),
                        new AnswerReview(taskDescription),
                        new Breeding(taskDescription),
                        new Differential(taskDescription),
                        new DemonstrationMutation(train, DemonstrationMutation.MOST),
                        new FromDescription(taskDescription),
                        new Continuation(taskDescription))
                .forEach(operator -> byName.put(operator.name(), operator));
    }

    public List<Operator> all() {
        return List.copyOf(byName.values());
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** @throws InvalidInputException where there is no operator of this name */
    public Operator named(String name) {
        Operator operator = byName.get(name);
        if (operator == null) {
            throw new InvalidInputException(
                    "there is no operator \"" + name + "\"", Where.NOWHERE, "one of " + byName.keySet() + ".");
        }
        return operator;
    }
}
