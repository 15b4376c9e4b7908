"""axolotl: its own prompt strategies with the settings of the ZIP."""

import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""
import yaml
from axolotl.prompt_strategies import load
from axolotl.prompt_strategies.dpo import load as load_dpo
from axolotl.utils.dict import DictDefault
from datasets import load_dataset

import seen

for name in ("axolotl_chat", "sharegpt_axolotl", "axolotl_dpo"):
    rows = seen.rows(name)
    accepted, text = 0, ""
    try:
        tokenizer = seen.tokenizer()
        settings = yaml.safe_load((seen.FILES / name / "axolotl.yaml").read_text())
        of_dataset = settings["datasets"][0]
        cfg = DictDefault({**settings, "datasets": [of_dataset], "sequence_len": 8192, "train_on_inputs": False})
        data = load_dataset("json", data_files=str(seen.FILES / name / "all.jsonl"), split="train")
        if name == "axolotl_dpo":
            transform = load_dpo("chat_template.default", cfg, dataset_idx=0)
            transform = transform[0] if isinstance(transform, tuple) else transform
            for row in data:
                made = transform(row, tokenizer=tokenizer)
                text += made["chosen"]
                accepted += bool(made["chosen"] and made["rejected"])
        else:
            strategy = load(of_dataset["type"], tokenizer, cfg, DictDefault(of_dataset))
            for row in data:
                made = strategy.tokenize_prompt(row)
                # Only what is learned from counts.
                text += tokenizer.decode([token for token in made["labels"] if token != -100])
                accepted += 1
    except Exception as error:
        print(f"     {name}: {type(error).__name__}: {error}")
    seen.report("axolotl", name, accepted, len(rows), text, name == "axolotl_chat")
seen.end()
