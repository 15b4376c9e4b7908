"""datasets and pandas: folders as the Hub has them, by the card that lies in them, and tables by themselves."""

import tempfile

import pandas
from datasets import load_dataset

import seen


def hub(name):
    data = load_dataset(str(seen.FILES / name), cache_dir=tempfile.mkdtemp())
    assert set(data) == {"train", "validation"}, f"its parts are {', '.join(data)}"
    rows = [row for part in data.values() for row in part]
    return len(rows), seen.texts(rows)


def table(read, pattern):
    def check(name):
        parts = [read(path) for path in sorted((seen.FILES / name).glob(pattern))]
        rows = pandas.concat(parts).to_dict("records")
        return len(rows), seen.texts(rows)

    return check


for name in ("parquet", "csv", "raw", "trl_tools", "openai_chat"):
    seen.attempt("datasets", name, hub)
seen.attempt("pandas", "parquet", table(pandas.read_parquet, "data/*.parquet"))
seen.attempt("pandas", "csv", table(pandas.read_csv, "*.csv"))
seen.end()
