"""LLaMA-Factory: its own get_dataset with the dataset_info.json of the ZIP."""

import os
import tempfile

os.environ["CUDA_VISIBLE_DEVICES"] = ""
from llamafactory.data import get_dataset, get_template_and_fix_tokenizer
from llamafactory.hparams import DataArguments, ModelArguments
from transformers import Seq2SeqTrainingArguments

import seen

CASES = [
    ("sharegpt", "sft", (True, True)),
    ("alpaca", "sft", None),
    ("mlx_instruct", "sft", None),
    ("lf_dpo", "rm", (False, True)),
    ("lf_kto", "kto", None),
]
for name, stage, wanted in CASES:
    total = len(seen.rows(name, "train"))
    try:
        tokenizer = seen.tokenizer()
        folder = str(seen.FILES / name)
        data_args = DataArguments(dataset="contract-clauses", dataset_dir=folder, template="qwen", cutoff_len=8192, overwrite_cache=True)
        template = get_template_and_fix_tokenizer(tokenizer, data_args)
        training = Seq2SeqTrainingArguments(output_dir=tempfile.mkdtemp(), do_train=True, report_to=[], use_cpu=True)
        model_args = ModelArguments(model_name_or_path="none", cache_dir=tempfile.mkdtemp())
        data = get_dataset(template, model_args, data_args, training, stage=stage, tokenizer=tokenizer)["train_dataset"]
        text = ""
        for row in data:
            text += "".join(tokenizer.decode(row[key]) for key in row if key.endswith("input_ids"))
        # Only the part to learn from is read here, so its own rows say what has to be found.
        rows = str(seen.rows(name, "train"))
        lost = [m for m in seen.markers(True) if m in rows and m not in text]
        print(f"     {name}: {len(lost)} of {sum(m in rows for m in seen.markers(True))} answers and calls missing {lost[:3]}")
        seen.report("llamafactory", name, len(data) if not lost else 0, total)
    except Exception as error:
        print(f"     {name}: {type(error).__name__}: {error}")
        seen.report("llamafactory", name, 0, total)
seen.end()
