"""mlx-lm: its own load_local_dataset on the folders, and the tokens that it makes of each row."""

from types import SimpleNamespace

from mlx_lm.tokenizer_utils import TokenizerWrapper
from mlx_lm.tuner.datasets import load_local_dataset

import seen

inner = seen.tokenizer()
tokenizer = TokenizerWrapper(inner)


def check(name):
    # Only what is learned from, with the switches that the card tells people to use.
    mask = "--mask-prompt" in (seen.FILES / name / "README.md").read_text()
    taken, text = 0, ""
    for part in load_local_dataset(seen.FILES / name, tokenizer, SimpleNamespace(mask_prompt=mask))[:2]:
        for row in range(len(part)):
            tokens, offset = part.process(part[row])
            text += inner.decode(tokens[offset:])
            taken += 1
    return taken, text


for name in ("mlx_chat", "mlx_tools", "mlx_completions", "tool_calling", "text_rendered"):
    seen.attempt("mlx-lm", name, check)
seen.end()
