"""promptolution 2.3.0's CAPO on an exported task.

The population is the seed prompt and variations of it that the meta-model writes, since CAPO starts from several. Shots are
drawn from train, races run on validation. Population, crossovers and blocks are smaller than the paper's, whose single step
costs more than the whole limit; alpha, length penalty and shots are its own. The answer stands between CAPO's usual marks,
which the seed prompt is told.
"""

import random

import numpy as np
import pandas as pd
from promptolution.llms.api_llm import APILLM
from promptolution.optimizers.capo import CAPO
from promptolution.predictors.maker_based_predictor import MarkerBasedPredictor
from promptolution.tasks.reward_tasks import RewardTask
from promptolution.utils.callbacks import BaseCallback
from promptolution.utils.prompt import Prompt
from promptolution.utils.prompt_creation import create_prompt_variation

from common import Course, arguments

OPTIMIZER = "capo (promptolution 2.3.0)"
FORMAT = "\nGive the answer between <final_answer> and </final_answer>."
FORMAT_TOKENS = 48
META_TOKENS = 1024
POPULATION = 4
CROSSOVERS = 2
BLOCKS = 3
MOST_STEPS = 100


class Watch(BaseCallback):
    """Ends the search where another step would not fit, and keeps every prompt that was raced."""

    def __init__(self, course, step_calls):
        self.course = course
        self.step_calls = step_calls
        self.steps = 0

    def on_step_end(self, optimizer):
        self.steps += 1
        return self.course.calls() + self.step_calls <= self.course.args.calls


def main():
    args = arguments(OPTIMIZER)
    course = Course(OPTIMIZER, args)
    task = course.task
    random.seed(args.seed)
    np.random.seed(args.seed)

    def model(address, tokens, temperature):
        return APILLM(
            api_url=address,
            model_id=args.model,
            api_key="none",
            max_concurrent_calls=args.threads,
            max_tokens=tokens,
            max_retries=0,
            call_timeout_s=1800,
            gather_timeout_s=7200,
            client_kwargs={"max_retries": 0},
            call_kwargs={"temperature": temperature},
        )

    answering = model(course.address("task"), task.max_tokens + FORMAT_TOKENS, 0.0)
    writing = model(course.address("meta"), META_TOKENS, 1.0)
    block = max(1, len(task.validation) // 6)

    def frame(rows):
        # The predictor gives its answers in lower case, and shots are checked by equality.
        return pd.DataFrame({"x": [task.question(row) for row in rows], "y": [row["expected"].lower() for row in rows]})

    races = RewardTask(
        frame(task.validation),
        reward_function=lambda answer, y: task.score(y, answer),
        x_column="x",
        y_column="y",
        reward_columns=["y"],
        task_description=task.description,
        n_subsamples=block,
        eval_strategy="sequential_block",
        seed=args.seed,
    )
    seed_prompt = task.system + FORMAT
    variations = create_prompt_variation([seed_prompt] * (POPULATION - 1), writing)
    watch = Watch(course, CROSSOVERS * (3 + BLOCKS * block))
    optimizer = CAPO(
        predictor=MarkerBasedPredictor(answering),
        task=races,
        meta_llm=writing,
        initial_prompts=[seed_prompt] + variations,
        crossovers_per_iter=CROSSOVERS,
        max_n_blocks_eval=BLOCKS,
        df_few_shots=frame(task.train),
        callbacks=[watch],
    )
    stopped = "finished"
    try:
        prompts = optimizer.optimize(MOST_STEPS)
    except Exception as failed:  # refused while the first shots were made
        stopped = f"failed: {type(failed).__name__}"
        print(f"CAPO stopped: {failed}")
        prompts = optimizer.prompts
    course.search_ended()
    # In the order in which they were first answered.
    course.candidates = [seed_prompt] + [
        text for text in dict.fromkeys(key[0] for key in races.eval_cache) if text != seed_prompt
    ]
    best = prompts[0] if watch.steps else leader(races, prompts)
    scoring = MarkerBasedPredictor(model(course.fresh_address(), task.max_tokens + FORMAT_TOKENS, 0.0))
    course.write(
        {"population": str(POPULATION), "crossovers": str(CROSSOVERS), "block": str(block)},
        stopped,
        str(best) != seed_prompt,
        str(best),
        lambda row: scoring.predict([str(best)], [task.question(row)])[0][0],
    )


def leader(races, prompts):
    """The best mean of those that met as many rows as any, where no step was finished; else the seed prompt."""
    met = {str(prompt): [score for key, score in races.eval_cache.items() if key[0] == str(prompt)] for prompt in prompts}
    most = max(len(scores) for scores in met.values())
    if most == 0:
        return Prompt(prompts[0].instruction)
    return max(
        (prompt for prompt in prompts if len(met[str(prompt)]) == most), key=lambda prompt: np.mean(met[str(prompt)])
    )


main()
