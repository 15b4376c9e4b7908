"""TRL: the trainers themselves, with a model of a few weights, up to the tokens they would learn from."""

import os
import tempfile

os.environ["CUDA_VISIBLE_DEVICES"] = ""
from datasets import load_dataset
from transformers import LlamaConfig, LlamaForCausalLM
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer, SFTConfig, SFTTrainer

import seen


def model(size):
    shape = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    return LlamaForCausalLM(LlamaConfig(vocab_size=size, max_position_embeddings=8192, **shape))


def prepared(kind, config, name, **more):
    tokenizer = seen.tokenizer()
    data = load_dataset("json", data_files=str(seen.FILES / name / "all.jsonl"), split="train", cache_dir=tempfile.mkdtemp())
    args = config(output_dir=tempfile.mkdtemp(), report_to=[], use_cpu=True, bf16=False, max_length=None, **more)
    # What is compared needs a second model; by itself it would be looked for by a name that this one has not.
    against = {} if kind is SFTTrainer else {"ref_model": model(len(tokenizer))}
    trainer = kind(model=model(len(tokenizer)), args=args, train_dataset=data, processing_class=tokenizer, **against)
    return tokenizer, trainer.train_dataset


def spoken(tokenizer, row):
    return "".join(tokenizer.decode(row[key]) for key in row if key.endswith("input_ids") or key.endswith("_ids"))


CASES = [
    ("trl_sft", SFTTrainer, SFTConfig, (False, True)),
    ("trl_tools", SFTTrainer, SFTConfig, (True, True)),
    ("tool_calling", SFTTrainer, SFTConfig, (True, True)),
    ("trl_prompt_completion", SFTTrainer, SFTConfig, (False, True)),
    ("text_rendered", SFTTrainer, SFTConfig, (False, True)),
    ("trl_dpo", DPOTrainer, DPOConfig, None),
    ("trl_kto", KTOTrainer, KTOConfig, None),
]
for name, kind, config, wanted in CASES:
    total = len(seen.rows(name))
    try:
        tokenizer, data = prepared(kind, config, name)
        text = "".join(spoken(tokenizer, row) for row in data)
        tools, plain = wanted or (name == "trl_kto", True)
        seen.report("trl", name, len(data), total, text, tools, plain)
    except Exception as error:
        print(f"     {name}: {type(error).__name__}: {error}")
        seen.report("trl", name, 0, total)
seen.end()
