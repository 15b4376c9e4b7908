"""Together: check_file of its own package, which looks at every row."""

from together.utils.files import check_file

import seen

for name in ("together", "text_rendered", "openai_dpo"):
    rows = seen.rows(name)
    found = check_file(seen.FILES / name / "all.jsonl")
    if not found["is_check_passed"]:
        print(f"     {name}: {found.get('message')}")
    seen.report("together", name, len(rows) if found["is_check_passed"] else 0, len(rows), str(rows), False)
seen.end()
