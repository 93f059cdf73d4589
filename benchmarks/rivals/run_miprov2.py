"""DSPy 3.4.1's MIPROv2 on an exported task.

One `dspy.Predict` with the seed prompt as its instruction, the task's inputs, and one output field, under the default
chat adapter. The numbers of candidates and trials are derived from the limit, so that bootstrapping, proposals, the
default program, the trials' minibatches and one full validation at the end fit into it. Where they do not, the proxy refuses
calls, which MIPROv2 scores as failures.
"""

import contextlib

import dspy

from common import Course, arguments

OPTIMIZER = "miprov2 (dspy 3.4.1)"
# The adapter's field marks stand around the answer.
FORMAT_TOKENS = 64
META_TOKENS = 1024
CANDIDATES = 4
MORE_ERRORS_THAN_CALLS = 1_000_000


def main():
    args = arguments(OPTIMIZER)
    course = Course(OPTIMIZER, args)
    task = course.task

    def model(address, tokens, temperature):
        return dspy.LM(
            f"openai/{args.model}",
            api_base=address,
            api_key="none",
            temperature=temperature,
            max_tokens=tokens,
            cache=False,
            num_retries=0,
        )

    answering = model(course.address("task"), task.max_tokens + FORMAT_TOKENS, 0.0)
    writing = model(course.address("meta"), META_TOKENS, 1.0)
    # No output may be called like an input.
    output = "answer" if "answer" not in task.inputs else "response"
    signature = dspy.Signature(f"{', '.join(task.inputs)} -> {output}", task.system)
    program = dspy.Predict(signature)

    def examples(rows):
        return [
            dspy.Example(**row["inputs"], **{output: row["expected"]}).with_inputs(*task.inputs) for row in rows
        ]

    def metric(example, prediction, trace=None):
        return task.score(example[output], said(prediction))

    def said(prediction):
        return str(getattr(prediction, output, "") or "")

    full = len(task.validation)
    batch = max(1, min(35, full // 4))
    trials = max(1, (args.calls - 60 - 2 * full) // batch)
    dspy.configure(lm=answering)
    optimizer = dspy.MIPROv2(
        metric=metric,
        prompt_model=writing,
        task_model=answering,
        auto=None,
        num_candidates=CANDIDATES,
        num_threads=args.threads,
        max_errors=MORE_ERRORS_THAN_CALLS,
        seed=args.seed,
    )
    stopped = "finished"
    best = program
    try:
        best = optimizer.compile(
            program,
            trainset=examples(task.train),
            valset=examples(task.validation),
            num_trials=trials,
            minibatch=True,
            minibatch_size=batch,
            minibatch_full_eval_steps=trials,
        )
    except Exception as failed:  # a refused proposal has no score to fail with
        stopped = f"failed: {type(failed).__name__}"
        print(f"MIPROv2 stopped: {failed}")
    course.search_ended()
    tried = getattr(best, "mb_candidate_programs", []) + getattr(best, "candidate_programs", [])
    course.candidates = [task.system] + sorted({text(entry["program"]) for entry in tried} - {text(program)})
    scoring = model(course.fresh_address(), task.max_tokens + FORMAT_TOKENS, 0.0)

    def answer(row):
        with contextlib.suppress(Exception), dspy.context(lm=scoring):
            return said(best(**row["inputs"]))
        return ""  # what the adapter cannot read is wrong

    course.write(
        {"candidates": str(CANDIDATES), "trials": str(trials), "minibatch": str(batch)},
        stopped,
        text(best) != text(program),
        text(best),
        answer,
    )


def text(program):
    """Instruction and demonstrations, to tell programs apart."""
    predictor = program.predictors()[0]
    return predictor.signature.instructions + "".join(f"\n{dict(demo)}" for demo in predictor.demos)


main()
