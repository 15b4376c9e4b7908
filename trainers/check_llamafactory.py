"""LLaMA-Factory: its own get_dataset with the dataset_info.json of the ZIP, and the labels that it learns from."""

import tempfile

from llamafactory.data import get_dataset, get_template_and_fix_tokenizer
from llamafactory.hparams import DataArguments, ModelArguments
from transformers import Seq2SeqTrainingArguments

import seen

STAGES = {"sharegpt": "sft", "alpaca": "sft", "mlx_instruct": "sft", "lf_dpo": "rm", "lf_kto": "kto"}


def check(name, template="qwen"):
    tokenizer = seen.tokenizer()
    data_args = DataArguments(
        dataset="contract-clauses",
        eval_dataset="contract-clauses-valid",
        dataset_dir=str(seen.FILES / name),
        template=template,
        cutoff_len=8192,
        overwrite_cache=True,
    )
    made = get_dataset(
        get_template_and_fix_tokenizer(tokenizer, data_args),
        ModelArguments(model_name_or_path="none", cache_dir=tempfile.mkdtemp()),
        data_args,
        Seq2SeqTrainingArguments(output_dir=tempfile.mkdtemp(), do_train=True, report_to=[], use_cpu=True),
        stage=STAGES[name],
        tokenizer=tokenizer,
    )
    rows = [row for part in ("train_dataset", "eval_dataset") for row in made[part]]
    # Answers that lost are in the labels of a pair, and in rows of their own where each answer is judged.
    labels = [row[key] for row in rows for key in row if key in ("labels", "chosen_labels", "rejected_labels")]
    return len(rows), "".join(seen.learned(tokenizer, each) for each in labels)


for name in STAGES:
    seen.attempt("llamafactory", name, check)
seen.attempt("llamafactory", "sharegpt", lambda name: check(name, "llama3"), called="sharegpt, template llama3")
seen.end()
