"""An OpenAI-compatible server that costs nothing, to try the drivers: fake_server.py PORT.

As a task model it names a label that the prompt mentions, in whatever form the prompt asks for, and the more often a good one
the longer the prompt is. Whatever looks like a request for a prompt gets one.
"""

import hashlib
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def draw(text):
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def reply(messages):
    text = "\n".join(message["content"] or "" for message in messages)
    last = messages[-1]["content"] or ""
    number = int(1000 * draw(text))
    asked = re.findall(r"`\[\[ ## (\w+) ## \]\]`", last)
    output = next((name for name in ("response", "answer") if name in asked), None)
    if asked and output is None:
        said = f"Read the text closely and answer in one word, variant {number}."
        return "".join(f"[[ ## {field} ## ]]\n{said}\n\n" for field in asked if field != "completed") + (
            "[[ ## completed ## ]]"
        )
    said = ["Yes", "No", str(number)][int(3 * draw(last + str(len(text) // 200)))]
    if asked:
        return f"[[ ## {output or 'answer'} ## ]]\n{said}\n\n[[ ## completed ## ]]"
    if "<prompt>" in last or "<prev_prompt>" in last:
        return f"<prompt>Answer between <final_answer> and </final_answer>, variant {number}.</prompt>"
    if "```" in last:
        return f"```\nAnswer with one word. Look closely, variant {number}.\n```"
    return f"<final_answer>{said}</final_answer>" if "final_answer" in text else said


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = reply(body["messages"])
        prompt = sum(len(message["content"] or "") for message in body["messages"]) // 4
        completion = len(text) // 4 + 1
        content = json.dumps(
            {
                "id": "fake",
                "object": "chat.completion",
                "created": 1,
                "model": body.get("model", "fake"),
                "choices": [
                    {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
                ],
                "usage": {
                    "prompt_tokens": prompt,
                    "completion_tokens": completion,
                    "total_tokens": prompt + completion,
                },
            }
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
