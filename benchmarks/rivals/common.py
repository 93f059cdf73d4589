"""What the drivers share: the exported task, its metric, counted calls, and the file that Emend scores."""

import argparse
import json
import os
import re
import time
import unicodedata
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal, InvalidOperation
from pathlib import Path

MARKS = ".,;:!?\"'`*_~…()[]{}<>“”‘’«»"
NUMBER = re.compile(r"(?<![\w.])([-+\u2212]?)\$?\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)")
ANSWER_FIELD = re.compile(r"(?im)\banswer\W{0,6}[:=](.*\d.*)$")


class LimitReached(Exception):
    """The proxy refused a call."""


class Task:
    """A task as ExportTask writes it."""

    def __init__(self, folder):
        folder = Path(folder)
        fields = json.loads((folder / "task.json").read_text())
        self.name = fields["task"]
        self.print = fields["print"]
        self.sizes = fields["sizes"]
        self.description = fields["description"]
        self.system = fields["system"]
        self.user = fields["user"]
        self.inputs = fields["inputs"]
        self.max_tokens = fields["maxTokens"]
        self.metric = fields["metric"]
        self.labels = fields["labels"]
        self.train, self.validation, self.fresh = (
            [json.loads(line) for line in (folder / f"{part}.jsonl").read_text().splitlines()]
            for part in ("train", "validation", "fresh")
        )

    def question(self, row):
        """The user's message for a row."""
        text = self.user
        for name, value in row["inputs"].items():
            text = text.replace("{{" + name + "}}", value)
        return text

    def score(self, expected, answer):
        """For the search. The score that is reported is computed by Emend."""
        if self.metric == "label":
            return float(plain(answer) == plain(expected))
        number = last_number(expected)
        fields = ANSWER_FIELD.findall(answer) if self.metric == "answer-field" else []
        said = first_number(fields[-1]) if fields else last_number(answer)
        return float(said is not None and said == number)

    def feedback(self, expected, answer):
        if self.score(expected, answer) == 1.0:
            return "Right."
        if self.metric == "label" and plain(answer) not in {plain(label) for label in self.labels}:
            return f"Format error: the answer must be one of the labels and nothing else; expected {expected}."
        return f"Wrong: expected {expected}."


def plain(text):
    text = unicodedata.normalize("NFKC", text).upper().lower()
    text = re.sub(r"\s+", " ", re.sub("[\u200b\u2060\ufeff]", "", text)).strip()
    return text.strip(MARKS + " ") or text


def numbers(text):
    found = []
    for sign, digits in NUMBER.findall(text):
        try:
            value = Decimal(digits.replace(",", ""))
        except InvalidOperation:
            continue
        found.append(-value if sign in ("-", "\u2212") else value)
    return found


def first_number(text):
    return next(iter(numbers(text)), None)


def last_number(text):
    return next(iter(reversed(numbers(text))), None)


def arguments(optimizer):
    parser = argparse.ArgumentParser(description=f"Runs {optimizer} on an exported task.")
    parser.add_argument("task", help="the folder that ExportTask wrote")
    parser.add_argument("out", help="the file to write; ScoreRival reads it")
    parser.add_argument("--proxy", default="http://127.0.0.1:9000", help="a CountingProxy")
    parser.add_argument("--model", required=True, help="the model's name at the server")
    parser.add_argument("--entry", required=True, help="the model's name in the comparison, as Emend writes it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calls", type=int, default=300, help="the limit, over all purposes")
    parser.add_argument("--threads", type=int, default=8)
    return parser.parse_args()


class Course:
    """One run: its addresses at the proxy, its time, and what it comes to."""

    def __init__(self, optimizer, args):
        self.optimizer = optimizer
        self.args = args
        self.task = Task(args.task)
        slug = re.sub(r"[^a-z0-9]+", "-", optimizer.lower()).strip("-")
        # The process's number: the counts of a repeated run must not add up.
        self.run = f"{slug}-{self.task.name}-{args.seed}-{os.getpid()}"
        self.started = time.time()
        self.ended = None
        self.candidates = []

    def address(self, purpose):
        """The base address for calls of this purpose, within the limit."""
        return f"{self.args.proxy}/{self.run}.{purpose}@{self.args.calls}/v1"

    def fresh_address(self):
        """For the answers that are scored, which are not the search's."""
        return f"{self.args.proxy}/{self.run}-fresh.fresh/v1"

    def counts(self):
        with urllib.request.urlopen(f"{self.args.proxy}/counts") as reply:
            tallies = json.load(reply)
        return {
            label.split(".")[1]: tally for label, tally in tallies.items() if label.split(".")[0] == self.run
        }

    def calls(self):
        return sum(tally["calls"] for tally in self.counts().values())

    def search_ended(self):
        self.ended = time.time()

    def write(self, options, stopped, changed, prompt, answer):
        """Answers the fresh rows by `answer(row)`, several at once, and writes the file."""
        if self.ended is None:
            self.search_ended()
        with ThreadPoolExecutor(self.args.threads) as threads:
            outputs = list(threads.map(answer, self.task.fresh))
        counts = self.counts()
        refused = sum(tally["refused"] for tally in counts.values())
        distinct = {plain(candidate) for candidate in self.candidates}
        proposals = max(0, len(self.candidates) - 1)
        result = {
            "optimizer": self.optimizer,
            "options": options,
            "task": self.task.name,
            "print": self.task.print,
            "sizes": self.task.sizes,
            "seed": self.args.seed,
            "model": self.args.entry,
            "metaModel": self.args.entry,
            "calls": self.args.calls,
            "spent": {purpose: tally["calls"] for purpose, tally in counts.items()},
            "tokens": sum(tally["promptTokens"] + tally["completionTokens"] for tally in counts.values()),
            "seconds": self.ended - self.started,
            "candidates": len(distinct),
            "proposals": proposals,
            "duplicates": (len(self.candidates) - len(distinct)) / proposals if proposals else 0.0,
            "stopped": "budget-calls" if refused else stopped,
            "changed": changed,
            "prompt": prompt,
            "outputs": {row["id"]: output for row, output in zip(self.task.fresh, outputs)},
        }
        Path(self.args.out).write_text(json.dumps(result) + "\n")
        right = [self.task.score(row["expected"], output) for row, output in zip(self.task.fresh, outputs)]
        print(
            f"{self.optimizer} on {self.task.name}, seed {self.args.seed}: {result['spent']} calls, {refused} refused,"
            f" {len(distinct)} candidates, fresh {100 * sum(right) / len(right):.1f} %"
        )


class Chat:
    """Calls one address; raises LimitReached where the proxy refuses."""

    def __init__(self, address, model, max_tokens, temperature):
        import openai

        self.refusal = openai.PermissionDeniedError
        self.client = openai.OpenAI(base_url=address, api_key="none", max_retries=0, timeout=1800)
        self.model = model
        self.max_tokens = max_tokens
        self.temperature = temperature

    def __call__(self, messages):
        try:
            reply = self.client.chat.completions.create(
                model=self.model, messages=messages, max_tokens=self.max_tokens, temperature=self.temperature
            )
        except self.refusal as refused:
            raise LimitReached(str(refused)) from refused
        return reply.choices[0].message.content or ""
