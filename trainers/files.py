"""Writes the files that the trainers are to read: starts a dsforge with nothing in it, fills a dataset with what is
hard for trainers, and exports it in every format. Beside the files lies what has to be found in them again.

    python files.py PROGRAM FOLDER
"""

import io
import json
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "find_deadline",
            "description": "Finds the day until which one has to act.",
            "parameters": {
                "type": "object",
                "properties": {
                    "clause": {"type": "string"},
                    "days": {"type": "integer"},
                    "area": {"type": "object"},
                },
                "required": ["clause"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "look_up_law",
            "description": "Looks a paragraph up.",
            "parameters": {"type": "object", "properties": {"paragraph": {"type": "string"}}},
        },
    },
]


def user(text):
    return {"role": "user", "content": text}


def answer(text, **more):
    return {"role": "assistant", "content": text, **more}


def system(text):
    return {"role": "system", "content": text}


def call(name, **arguments):
    return {"name": name, "arguments": arguments}


def result(name, text):
    return {"role": "tool", "tool_name": name, "content": text}


def plain():
    """Conversations without tools."""
    lost = [{"kind": "rejected", "output": "It depends on many things.", "reason": "says nothing"}]
    edited = [{"kind": "original", "output": "Pay rent whenever you like."}]
    yield [user("What is a deposit?"), answer("Money that the landlord holds: marker-alpha.")], lost
    yield [system("You explain contracts."), user("When is rent due?"), answer("On the first, marker-bravo.")], edited
    yield [system("Sei höflich."), user("§ 4 „Kaution“ 条項 👩🏽‍⚖️?"), answer("Drei Monatsmieten — marker-charlie\n\n* fällig: \\ sofort")], lost
    yield [
        system("You explain contracts."),
        user("May I keep a dog?"),
        answer("Ask first, marker-delta."),
        user("And a cat?"),
        answer("Usually yes, marker-echo."),
    ], edited
    yield [user("Is clause 7 valid?"), answer("No, marker-foxtrot.", reasoning="Clause 7 waives repairs.")], lost
    for number in range(10):
        yield [user(f"Explain clause {number}."), answer(f"Clause {number} says: marker-golf-{number}.")], lost


def with_tools():
    """Conversations with tools: none called, one, two at once, and answers after results."""
    yield [user("Hello."), answer("Good day, marker-hotel.")]
    yield [system("You find deadlines."), user("When do I act?"), answer("", tool_calls=[call("find_deadline", clause="marker-india", days=14, area={"z": 1, "a": [0.5]})])]
    yield [
        user("Compare both."),
        answer("", tool_calls=[call("find_deadline", clause="marker-juliet"), call("look_up_law", paragraph="marker-kilo")]),
        result("find_deadline", "2026-03-28"),
        result("look_up_law", "§ 573c"),
        answer("Both end in March, marker-lima."),
    ]
    for number in range(9):
        yield [
            user(f"Paragraph {number}?"),
            answer("", tool_calls=[call("look_up_law", paragraph=f"marker-mike-{number}")]),
            result("look_up_law", f"text {number}"),
            answer(f"It says marker-november-{number}."),
        ]


def examples():
    for messages, alternatives in plain():
        yield {"messages": messages, "alternatives": alternatives}
    for messages in with_tools():
        yield {"messages": messages, "tools": TOOLS}


class Program:
    """A dsforge with nothing in it."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory()
        data = self.folder.name
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--no-open", "--data-dir", data, "--secret-file", f"{data}/secret.json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.url = self.process.stdout.readline().split()[-1] + "/api"
        self.token = None
        self.token = self.post("/setup", {"username": "ada", "password": "the rent is due on the first"})["token"]

    def ask(self, path, body=None):
        request = urllib.request.Request(self.url + path, data=None if body is None else json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            return urllib.request.urlopen(request).read()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{path}: {error.code} {error.read().decode()}") from error

    def post(self, path, body):
        text = self.ask(path, body)
        return json.loads(text) if text else None

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


def markers(messages):
    """What a trainer has to see of a conversation: each answer and each argument of a call."""
    text = json.dumps([m for m in messages if m["role"] == "assistant"], ensure_ascii=False)
    return sorted({word.strip('.,:;"\\}]{[') for word in text.replace("\\n", " ").split() if "marker-" in word})


def main(program, folder):
    folder = Path(folder)
    dsforge = Program(program)
    try:
        dataset = dsforge.post("/datasets", {"name": "contract-clauses"})["id"]
        rows = []
        for example in examples():
            view = {"system_prompt": "", "variation_prompt": "", "slots": {}, "output": ""}
            rows.append({**view, **example})
        dsforge.post(f"/datasets/{dataset}/examples", rows)
        for template in json.loads(dsforge.ask("/export_templates")):
            name = template["id"]
            asked = {"template_id": name, "exclude": "no_place,role_order", "reasoning": "drop"}
            target = folder / name
            target.mkdir(parents=True, exist_ok=True)
            if name in ("csv", "parquet"):
                (target / f"train.{name}").write_bytes(dsforge.ask(f"/datasets/{dataset}/export?" + urllib.parse.urlencode(asked)))
                continue
            query = urllib.parse.urlencode({**asked, "package": "zip", "split": "90,10"})
            packed = zipfile.ZipFile(io.BytesIO(dsforge.ask(f"/datasets/{dataset}/export?{query}")))
            packed.extractall(target)
            lines = [line for part in ("train", "valid") for line in (target / f"{part}.jsonl").read_text().splitlines()]
            (target / "all.jsonl").write_text("".join(f"{line}\n" for line in lines))
        expected = {"plain": [markers(m) for m, _ in plain()], "tools": [markers(m) for m in with_tools()]}
        (folder / "markers.json").write_text(json.dumps(expected))
    finally:
        dsforge.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
