"""Writes the files that the trainers are to read: starts a dsforge with nothing in it, fills a dataset with what is
hard for trainers, and exports it in every format.

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

from dataset import ALONE, BESIDE, MUTED, PARALLEL, PLAIN, SEVERAL, SYSTEM, THOUGHT, TOOLS, examples, holds, spoken

# What each format has no place for: an example with any of it is refused by dsforge and has to be missing, and every
# other has to be there.
NO_PLACE = {
    "openai_chat": set(),
    "openai_tools": {PLAIN},
    "openai_dpo": {ALONE, MUTED},
    "together": {TOOLS},
    "mistral_finetune": {BESIDE, THOUGHT},
    "mlx_chat": {MUTED},
    "mlx_tools": {MUTED},
    "mlx_completions": {TOOLS, MUTED, SEVERAL, SYSTEM},
    "mlx_instruct": {TOOLS, MUTED, SEVERAL},
    "alpaca": {TOOLS, MUTED, SEVERAL},
    "tool_calling": {MUTED},
    "text_rendered": {TOOLS, MUTED},
    "trl_sft": {TOOLS, MUTED},
    "trl_tools": {MUTED},
    "trl_prompt_completion": {TOOLS, MUTED},
    "trl_dpo": {ALONE, MUTED},
    "trl_kto": {MUTED},
    "axolotl_chat": set(),
    "sharegpt_axolotl": {TOOLS, MUTED},
    "axolotl_dpo": {TOOLS, ALONE, MUTED},
    "sharegpt": {MUTED, PARALLEL, BESIDE, THOUGHT},
    "lf_dpo": {ALONE, MUTED, PARALLEL, BESIDE, THOUGHT},
    "lf_kto": {MUTED, PARALLEL, BESIDE, THOUGHT},
    "raw": set(),
    "csv": set(),
    "parquet": set(),
}
TABLES = {"csv", "parquet"}
PAIRS = {"openai_dpo", "trl_dpo", "axolotl_dpo", "lf_dpo"}
CANDIDATES = {"trl_kto", "lf_kto"}
LAST_ANSWER = PAIRS | CANDIDATES | {"trl_prompt_completion"}
# Formats with a member for reasoning; in the others it stands before the answer.
REASONING = {"mlx_chat", "mlx_tools", "tool_calling", "trl_sft", "trl_tools", "trl_prompt_completion", "trl_dpo", "trl_kto", "axolotl_chat"}


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


def expected(name, without=frozenset()):
    """What a reader of this format has to take: so many rows, and these texts among what is learned from. Examples
    with something in them that the format has no place for, or that is in `without`, are left out."""
    want = {"rows": 0, "left_out": 0, "learned": [], "lost": [], "muted": []}
    for example in examples():
        if holds(example) & (NO_PLACE[name] | without):
            want["left_out"] += 1
            continue
        others = example["alternatives"] if name in PAIRS | CANDIDATES else []
        want["rows"] += len(others) + (name not in PAIRS)
        answers = [turn for turn in example["messages"] if turn["role"] == "assistant"]
        for turn in answers[-1:] if name in LAST_ANSWER else answers:
            want["muted" if turn.get("train") is False else "learned"] += spoken(turn)
            want["learned"] += filter(None, [turn.get("reasoning")])
        for other in others:
            want["lost"] += spoken(other, "output")
    return want


def main(program, folder):
    folder = Path(folder)
    dsforge = Program(program)
    try:
        dataset = dsforge.post("/datasets", {"name": "contract-clauses"})["id"]
        view = {"system_prompt": "", "variation_prompt": "", "slots": {}, "output": ""}
        dsforge.post(f"/datasets/{dataset}/examples", [{**view, **example} for example in examples()])
        known = {template["id"] for template in json.loads(dsforge.ask("/export_templates"))}
        assert not NO_PLACE.keys() - known, "a format is gone"
        for name in sorted(NO_PLACE):
            reasoning = "field" if name in REASONING else "think"
            asked = {"template_id": name, "exclude": "no_place,role_order", "reasoning": reasoning, "package": "zip", "split": "90,10"}
            packed = zipfile.ZipFile(io.BytesIO(dsforge.ask(f"/datasets/{dataset}/export?{urllib.parse.urlencode(asked)}")))
            packed.extractall(folder / name)
            if name in TABLES:
                continue
            parts = [(folder / name / f"{part}.jsonl").read_bytes() for part in ("train", "valid")]
            assert all(parts), f"{name}: a side of the split is empty"
            (folder / name / "all.jsonl").write_bytes(b"".join(parts))
            written = sum(part.count(b"\n") for part in parts)
            assert written == expected(name)["rows"], f"{name}: {written} rows and not {expected(name)['rows']}"
    finally:
        dsforge.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
