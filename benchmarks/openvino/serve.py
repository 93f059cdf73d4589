"""Serves an OpenVINO model of Qwen's family as an OpenAI-compatible server: serve.py FOLDER PORT.

Several answers are written at once, and a beginning that prompts share is read once. Chat completions alone: messages, temperature,
top_p, top_k, max_tokens, seed, stop and n.
"""

import collections
import itertools
import json
import queue
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import openvino_genai as genai

AT_ONCE = 16
CACHE_GIGABYTES = 7
LONGEST_PROMPT = 32000
MOST_TOKENS = 2048
END = {151645, 151643}  # <|im_end|> and <|endoftext|>
SYSTEM = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."
# Activations in groups of 128 with 8 bits, half of what llama.cpp takes for the same weights.
SETTINGS = {
    "INFERENCE_PRECISION_HINT": "f32",
    "DYNAMIC_QUANTIZATION_GROUP_SIZE": "128",
    "KV_CACHE_PRECISION": "f16",
}


class Refused(Exception):
    """A request that cannot be answered."""


class Job:
    def __init__(self, prompt, config):
        self.prompt = prompt
        self.config = config
        self.done = threading.Event()
        self.tokens = []
        self.cut = False
        self.error = None


class Engine:
    """Writes answers in one thread, many at a time."""

    def __init__(self, folder):
        scheduling = genai.SchedulerConfig()
        scheduling.enable_prefix_caching = True
        scheduling.cache_size = CACHE_GIGABYTES
        scheduling.max_num_batched_tokens = 512
        scheduling.max_num_seqs = AT_ONCE
        self.pipeline = genai.ContinuousBatchingPipeline(folder, scheduling, "CPU", SETTINGS)
        self.tokenizer = self.pipeline.get_tokenizer()
        self.incoming = queue.Queue()
        self.numbers = itertools.count(1)
        threading.Thread(target=self._work, daemon=True).start()

    def answers(self, prompt, configs):
        jobs = [Job(prompt, config) for config in configs]
        for job in jobs:
            self.incoming.put(job)
        for job in jobs:
            job.done.wait()
            if job.error:
                raise Refused(job.error)
        return jobs

    def _work(self):
        live = {}
        while True:
            while not live or not self.incoming.empty():
                job = self.incoming.get()
                try:
                    live[job] = self.pipeline.add_request(next(self.numbers), job.prompt, job.config)
                except Exception as refused:
                    job.error = str(refused)
                    job.done.set()
            self.pipeline.step()
            for job, handle in list(live.items()):
                while handle.can_read():
                    for output in handle.read().values():
                        job.tokens += output.generated_ids
                        job.cut = output.finish_reason == genai.GenerationFinishReason.LENGTH
                status = handle.get_status()
                if status != genai.GenerationStatus.RUNNING:
                    if status != genai.GenerationStatus.FINISHED:
                        job.error = f"the answer was not finished: {status}"
                    del live[job]
                    job.done.set()


def text(content):
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content or [])


def prompt(messages):
    """As Qwen's own template has it."""
    if messages[0]["role"] != "system":
        messages = [{"role": "system", "content": SYSTEM}, *messages]
    turns = (f"<|im_start|>{message['role']}\n{text(message['content'])}<|im_end|>\n" for message in messages)
    return "".join(turns) + "<|im_start|>assistant\n"


def config(request, number):
    made = genai.GenerationConfig()
    made.max_new_tokens = request.get("max_completion_tokens") or request.get("max_tokens") or MOST_TOKENS
    made.stop_token_ids = END
    stop = request.get("stop")
    if stop:
        made.stop_strings = {stop} if isinstance(stop, str) else set(stop)
    temperature = request.get("temperature")
    temperature = 0.8 if temperature is None else temperature
    made.do_sample = temperature > 0
    if made.do_sample:
        made.temperature = temperature
        made.top_p = request.get("top_p") or 0.95
        made.top_k = request.get("top_k") or 40
        seed = request.get("seed")
        made.rng_seed = ((time.time_ns() if seed is None else int(seed)) + number) % 2**31
    return made


def completion(engine, request):
    asked = prompt(request["messages"])
    length = int(engine.tokenizer.encode(asked).input_ids.shape[1])
    if length > LONGEST_PROMPT:
        raise Refused(f"the request exceeds the available context size: {length} tokens of {LONGEST_PROMPT}")
    jobs = engine.answers(asked, [config(request, number) for number in range(request.get("n") or 1)])
    choices = [
        {
            "index": index,
            "message": {
                "role": "assistant",
                "content": engine.tokenizer.decode([token for token in job.tokens if token not in END]),
            },
            "finish_reason": "length" if job.cut else "stop",
        }
        for index, job in enumerate(jobs)
    ]
    written = sum(len(job.tokens) for job in jobs)
    return {
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request.get("model", ""),
        "choices": choices,
        "usage": {"prompt_tokens": length, "completion_tokens": written, "total_tokens": length + written},
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine = None
    seen = collections.Counter()

    def log_message(self, *arguments):
        pass

    def reply(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if self.path == "/stats":
            self.reply(200, self.seen)
        else:
            self.reply(404, {"error": {"message": "there are /v1/chat/completions and /stats"}})

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.path.endswith("/chat/completions"):
            self.reply(404, {"error": {"message": "there is /v1/chat/completions"}})
            return
        try:
            answered = completion(self.engine, request)
        except (Refused, KeyError, IndexError) as refused:
            self.reply(400, {"error": {"message": str(refused)}})
            return
        self.seen.update({"calls": 1, **answered["usage"]})
        self.reply(200, answered)


def main(folder, port):
    Handler.engine = Engine(folder)
    ThreadingHTTPServer.request_queue_size = 64
    print(f"serving {folder} on http://127.0.0.1:{port}/v1", flush=True)
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
