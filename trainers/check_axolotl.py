"""axolotl: its own loading of settings and data, with the settings of the ZIP and what they say has to be added."""

import os
import tempfile

os.environ["AXOLOTL_DO_NOT_TRACK"] = "1"
os.environ["ACCELERATE_USE_CPU"] = "1"
import yaml
from axolotl.cli.config import load_cfg
from axolotl.loaders import load_tokenizer
from axolotl.utils.data import prepare_datasets, prepare_preference_datasets
from transformers import LlamaConfig

import seen


def model():
    """A folder with a tokenizer and a shape, which is all that is asked of a model before it learns."""
    folder = tempfile.mkdtemp()
    seen.tokenizer().save_pretrained(folder)
    shape = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    LlamaConfig(vocab_size=400, architectures=["LlamaForCausalLM"], **shape).save_pretrained(folder)
    return folder


def settings(name):
    """What a person makes of the settings: `base_model, adapter and the rest` added, in the same folder."""
    folder = seen.FILES / name
    os.chdir(folder)
    more = {
        "base_model": model(),
        "sequence_len": 8192,
        "micro_batch_size": 1,
        "gradient_accumulation_steps": 1,
        "num_epochs": 1,
        "learning_rate": 1e-4,
        "output_dir": tempfile.mkdtemp(),
        "dataset_prepared_path": tempfile.mkdtemp(),
        "dataset_num_proc": 1,
    }
    written = folder / "with_model.yaml"
    written.write_text((folder / "axolotl.yaml").read_text() + yaml.dump(more))
    return load_cfg(str(written))


def check(name):
    cfg = settings(name)
    tokenizer = load_tokenizer(cfg)
    if name == "axolotl_dpo":
        parts = prepare_preference_datasets(cfg, tokenizer)
        text = "".join(row["chosen"] + row["rejected"] for part in parts for row in part)
    else:
        parts = prepare_datasets(cfg, tokenizer)[:2]
        text = "".join(seen.learned(tokenizer, row["labels"]) for part in parts for row in part)
    return sum(len(part) for part in parts), text


# Its own processes import this file again.
if __name__ == "__main__":
    for name in ("axolotl_chat", "sharegpt_axolotl", "alpaca", "axolotl_dpo"):
        seen.attempt("axolotl", name, check, is_masked=name == "axolotl_chat")
    seen.end()
