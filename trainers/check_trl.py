"""TRL: the trainers themselves with a model of a few weights: the tokens that they learn from, and one step."""

import tempfile
from pathlib import Path

import trl
from datasets import load_dataset
from transformers import LlamaConfig, LlamaForCausalLM
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer, SFTConfig, SFTTrainer

import seen

QWEN = (Path(trl.__file__).parent / "chat_templates" / "qwen3.jinja").read_text()


def model(size):
    shape = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    return LlamaForCausalLM(LlamaConfig(vocab_size=size, max_position_embeddings=8192, **shape))


def trainer(kind, config, name, chat_template, **more):
    tokenizer = seen.tokenizer(chat_template)
    files = {part: str(seen.FILES / name / f"{part}.jsonl") for part in ("train", "valid")}
    data = load_dataset("json", data_files=files, cache_dir=tempfile.mkdtemp())
    args = config(
        output_dir=tempfile.mkdtemp(),
        report_to=[],
        use_cpu=True,
        bf16=False,
        activation_checkpointing=False,
        max_length=None,
        max_steps=1,
        per_device_train_batch_size=2,
        **more,
    )
    # What is compared needs a second model; by itself it would be looked for by a name that this one has not.
    against = {} if kind is SFTTrainer else {"ref_model": model(len(tokenizer))}
    made = kind(
        model=model(len(tokenizer)),
        args=args,
        train_dataset=data["train"],
        eval_dataset=data["valid"],
        processing_class=tokenizer,
        **against,
    )
    made.train()
    return tokenizer, made


def check(kind, config, chat_template=seen.CHAT_TEMPLATE, **more):
    def of(name):
        tokenizer, made = trainer(kind, config, name, chat_template, **more)
        taken, text = 0, ""
        for part in (made.train_dataset, made.eval_dataset):
            for row in part:
                taken += 1
                if kind is SFTTrainer:
                    text += seen.learned(tokenizer, made.data_collator([row])["labels"][0])
                else:
                    text += "".join(tokenizer.decode(row[key]) for key in ("chosen_ids", "rejected_ids", "completion_ids") if key in row)
        return taken, text

    return of


for name in ("trl_sft", "trl_tools", "tool_calling", "trl_prompt_completion", "text_rendered"):
    seen.attempt("trl", name, check(SFTTrainer, SFTConfig))
for name in ("trl_sft", "trl_tools", "tool_calling"):
    masked = check(SFTTrainer, SFTConfig, QWEN, assistant_only_loss=True)
    seen.attempt("trl", name, masked, called=f"{name}, Qwen3, answers only", is_masked=True)
for chat_template, suffix in ((seen.CHAT_TEMPLATE, ""), (QWEN, ", Qwen3")):
    seen.attempt("trl", "trl_dpo", check(DPOTrainer, DPOConfig, chat_template), called=f"trl_dpo{suffix}")
    seen.attempt("trl", "trl_kto", check(KTOTrainer, KTOConfig, chat_template), called=f"trl_kto{suffix}")
seen.end()
