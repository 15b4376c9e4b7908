"""Together: check_file of its own package, which looks at every row."""

from together.utils.files import check_file

import seen


def check(name):
    rows = seen.rows(name)
    found = check_file(seen.FILES / name / "all.jsonl")
    assert found["is_check_passed"], found.get("message")
    return found["num_samples"], seen.texts(rows)


for name in ("together", "text_rendered", "openai_dpo"):
    seen.attempt("together", name, check)
seen.end()
