"""What the checks share: the files, what has to be found in them again, and how it is said."""

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

from dataset import leaves
from files import expected

FILES = Path(os.environ["TRAINER_FILES"])
RESULTS = Path(os.environ["TRAINER_RESULTS"])
FAILED = []

# A template that writes everything a turn holds. Its loop is over `message`, as in the templates of models:
# axolotl hands a template only what it sees it take from a variable of that name.
CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n"
    "{% if message.reasoning_content %}<think>\n{{ message.reasoning_content }}\n</think>\n\n{% endif %}"
    "{{ message.content or '' }}"
    "{% if message.tool_calls %}{% for call in message.tool_calls %}"
    "<call>{{ call.function.name }} {{ call.function.arguments | tojson }}</call>"
    "{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def rows(name, part="all"):
    """The rows of a file. Lines end with a line feed and nothing else: other ends may stand in a text."""
    return [json.loads(line) for line in (FILES / name / f"{part}.jsonl").read_text().split("\n") if line]


def texts(rows):
    """All that rows say, where a reader keeps them as they are."""
    return "\n".join(leaves(rows))


def is_in(wanted, text):
    """Whether a text is there, as it is or as a string of JSON."""
    return wanted in text or json.dumps(wanted, ensure_ascii=False)[1:-1] in text


def report(package, name, taken, text, called=None, is_masked=False, without=frozenset()):
    """Says how many rows a reader took, and how many of the answers and calls are in the text that is learned from.

    `is_masked` says that the text is only what is learned from, so that what is not to be learned must be missing.
    `without` is what the rows that the reader was given do not have in them.
    """
    want = expected(name, without)
    wanted = want["learned"] + want["lost"]
    missing = [each for each in wanted if not is_in(each, text)]
    wrong = [each for each in want["muted"] if is_masked and is_in(each, text)]
    good = taken == want["rows"] and bool(wanted) and not missing and not wrong
    line = {
        "reader": package,
        "version": version(package),
        "format": called or name,
        "left_out": want["left_out"],
        "rows": want["rows"],
        "taken": taken,
        "wanted": len(wanted),
        "found": len(wanted) - len(missing),
        "good": good,
    }
    with RESULTS.open("a") as results:
        results.write(json.dumps(line) + "\n")
    print(f"{'ok  ' if good else 'FAIL'} {package} {called or name}", flush=True)
    for what, each in (("missing", missing), ("learned, and should not be", wrong)):
        if each:
            print(f"     {what}: {each[:5]}")
    if not good:
        FAILED.append(name)


def attempt(package, name, check, **how):
    """Reports what `check` makes of a format: how many rows were taken, and the text. A reader that fails took none."""
    try:
        taken, text = check(name)
    except Exception as error:
        print(f"     {how.get('called', name)}: {type(error).__name__}: {error}")
        taken, text = 0, ""
    report(package, name, taken, text, **how)


def end():
    sys.exit(1 if FAILED else 0)


def tokenizer(chat_template=CHAT_TEMPLATE):
    """A byte-level tokenizer that needs no download, as transformers has it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    inner = Tokenizer(models.BPE())
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<pad>"]
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    inner.train_from_iterator(["The tenant pays rent in advance.", '{"clause": 7}'], trainer)
    made = PreTrainedTokenizerFast(tokenizer_object=inner, eos_token="<|im_end|>", pad_token="<pad>", unk_token="<|endoftext|>")
    made.chat_template = chat_template
    return made


def learned(tokenizer, labels):
    """The text of the tokens that are learned from."""
    return tokenizer.decode([token for token in labels if token != -100])
