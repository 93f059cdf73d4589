"""GEPA 0.1.4 on an exported task, with its defaults: minibatches of 3, Pareto selection, full validation on acceptance.

The seed candidate is the system message; the user's message is the row's. It stops when the proxy refuses a call; what was
accepted until then is kept.
"""

from concurrent.futures import ThreadPoolExecutor

import gepa
from gepa.core.adapter import EvaluationBatch, GEPAAdapter

from common import Chat, Course, LimitReached, arguments

OPTIMIZER = "gepa 0.1.4"
META_TOKENS = 1024


class Adapter(GEPAAdapter):
    """Answers a batch at once, where GEPA's own adapter for callables goes one by one."""

    def __init__(self, task, chat, threads):
        self.task = task
        self.chat = chat
        self.threads = threads
        self.spent = False

    def answer(self, system, row):
        return self.chat(
            [{"role": "system", "content": system}, {"role": "user", "content": self.task.question(row)}]
        )

    def evaluate(self, batch, candidate, capture_traces=False):
        try:
            with ThreadPoolExecutor(self.threads) as threads:
                answers = list(threads.map(lambda row: self.answer(candidate["system"], row), batch))
        except LimitReached:
            self.spent = True
            raise
        scores = [self.task.score(row["expected"], answer) for row, answer in zip(batch, answers)]
        traces = [{"row": row, "answer": answer} for row, answer in zip(batch, answers)]
        return EvaluationBatch(outputs=answers, scores=scores, trajectories=traces if capture_traces else None)

    def make_reflective_dataset(self, candidate, eval_batch, components_to_update):
        return {
            component: [
                {
                    "Inputs": self.task.question(trace["row"]),
                    "Generated Outputs": trace["answer"],
                    "Feedback": self.task.feedback(trace["row"]["expected"], trace["answer"]),
                }
                for trace in eval_batch.trajectories
            ]
            for component in components_to_update
        }


def main():
    args = arguments(OPTIMIZER)
    course = Course(OPTIMIZER, args)
    task = course.task
    adapter = Adapter(task, Chat(course.address("task"), args.model, task.max_tokens, 0.0), args.threads)
    meta = Chat(course.address("meta"), args.model, META_TOKENS, 1.0)

    def reflect(prompt):
        messages = [{"role": "user", "content": prompt}] if isinstance(prompt, str) else prompt
        try:
            return meta(messages)
        except LimitReached:
            adapter.spent = True
            raise

    result = gepa.optimize(
        seed_candidate={"system": task.system},
        trainset=task.train,
        valset=task.validation,
        adapter=adapter,
        reflection_lm=reflect,
        # Metric calls alone: the proxy's limit, which counts reflections too, is reached first or with it.
        max_metric_calls=args.calls,
        stop_callbacks=lambda state: adapter.spent,
        raise_on_exception=False,
        seed=args.seed,
    )
    course.search_ended()
    course.candidates = [candidate["system"] for candidate in result.candidates]
    best = result.best_candidate["system"]
    fresh = Chat(course.fresh_address(), args.model, task.max_tokens, 0.0)
    course.write(
        {},
        "finished",
        best != task.system,
        best,
        lambda row: fresh([{"role": "system", "content": best}, {"role": "user", "content": task.question(row)}]),
    )


main()
