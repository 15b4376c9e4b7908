"""What the checks share: the files, what has to be found in them again, and how it is said."""

import json
import os
import sys
from pathlib import Path

FILES = Path(os.environ["TRAINER_FILES"])
EXPECTED = json.loads((FILES / "markers.json").read_text())
FAILED = []

# A template that writes everything a turn holds, for tokenizers that have none of their own.
CHAT_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content or '' }}"
    "{% for c in m.tool_calls or [] %}<call>{{ c.function.name }} {{ c.function.arguments | tojson }}</call>{% endfor %}"
    "<|im_end|>\n{% endfor %}"
)


def rows(name, part="all"):
    return [json.loads(line) for line in (FILES / name / f"{part}.jsonl").read_text().splitlines()]


def markers(tools, plain=True):
    found = []
    for kind, wanted in (("plain", plain), ("tools", tools)):
        if wanted:
            found += [marker for example in EXPECTED[kind] for marker in example]
    return found


def report(trainer, name, accepted, total, text=None, tools=False, plain=True):
    """Says how many rows were accepted, and whether the text that is trained on holds every answer and call."""
    missing = [] if text is None else [marker for marker in markers(tools, plain) if marker not in text]
    good = accepted == total and total > 0 and not missing
    if not good:
        FAILED.append(name)
    said = "" if text is None else f", {len(missing)} of {len(markers(tools, plain))} answers and calls missing"
    print(f"{'ok  ' if good else 'FAIL'} {trainer:16} {name:24} {accepted}/{total} rows{said}", flush=True)
    if missing:
        print(f"     missing: {missing[:5]}")


def end():
    sys.exit(1 if FAILED else 0)


def tokenizer():
    """A byte-level tokenizer that needs no download, as transformers has it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    inner = Tokenizer(models.BPE())
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<pad>"]
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    inner.train_from_iterator(["The tenant pays rent in advance.", "{\"clause\": 7}"], trainer)
    made = PreTrainedTokenizerFast(tokenizer_object=inner, eos_token="<|im_end|>", pad_token="<pad>", unk_token="<|endoftext|>")
    made.chat_template = CHAT_TEMPLATE
    return made
