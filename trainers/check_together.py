"""Together: check_file of its own package, which looks at every row."""

import json
from pathlib import Path
from tempfile import NamedTemporaryFile

from dataset import TOOLS
from together.utils.files import check_file

import seen


def check(name):
    # It reads preferences as OpenAI does, but none with the results of tools.
    rows = [row for row in seen.rows(name) if name != "openai_dpo" or "tools" not in row["input"]]
    with NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        found = check_file(Path(file.name))
    assert found["is_check_passed"], found.get("message")
    return found["num_samples"], seen.texts(rows)


for name in ("together", "text_rendered"):
    seen.attempt("together", name, check)
seen.attempt("together", "openai_dpo", check, called="openai_dpo, without tools", without={TOOLS})
seen.end()
