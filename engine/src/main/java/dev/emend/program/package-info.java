/**
 * What answers an example: one prompt, or a chain of named steps.
 *
 * <p>A {@link dev.emend.program.Program} is a sequence of {@link dev.emend.program.Step steps}. Each reads variables, which
 * are the example's inputs and what earlier steps wrote, and writes one. A variable holds text; a list is a JSON array. What
 * the last step writes is the answer. Whether every variable is known when it is read is checked when a program is made:
 *
 * <pre>{@code
 * Program program = Program.of("support", Set.of("message"), List.of(
 *         PromptStep.of("gist", gist, "gist"),
 *         PromptStep.of("intent", intent, "intent").typed(OutputType.label("refund", "delivery"))));
 * Task task = Task.of("support", program, splits, metric)
 *         .withDescription("Route a message.")
 *         .withBudget(Budget.calls(600));
 * RunResult result = new Run(task, models, journal).execute(event -> {});
 * }</pre>
 *
 * <p>An {@link dev.emend.program.Execution} goes through a program for one example and makes no call itself: it says which
 * calls it needs, and goes on when it has the answers. So whoever runs many of them sends their calls in one batch. What
 * happened on the way is its {@link dev.emend.program.Trace}.
 *
 * <p>Examples that come without a context are given one by a {@link dev.emend.program.Retrieval} before they are answered.
 */
@NullMarked
package dev.emend.program;

import org.jspecify.annotations.NullMarked;
