"""Prints what the checks found as one table.   summary.py RESULTS"""

import json
import sys
from pathlib import Path

HEADS = ("Reader", "Version", "Format", "Left out", "Rows", "Taken", "Answers and calls learned from", "")

lines = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
table = [HEADS] + [
    (
        line["reader"],
        line["version"],
        line["format"],
        str(line["left_out"]),
        str(line["rows"]),
        str(line["taken"]),
        f"{line['found']} of {line['wanted']}",
        "ok" if line["good"] else "FAIL",
    )
    for line in lines
]
widths = [max(len(row[at]) for row in table) for at in range(len(HEADS))]
for row in table:
    print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
