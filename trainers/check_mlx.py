"""mlx-lm: its own load_local_dataset on the folders, and the tokens that it makes of each row."""

from types import SimpleNamespace

from mlx_lm.tuner.datasets import load_local_dataset
from mlx_lm.tokenizer_utils import TokenizerWrapper

import seen

PLAIN, BOTH = (False, True), (True, True)
FORMATS = {"mlx_chat": BOTH, "mlx_tools": BOTH, "openai_chat": BOTH, "tool_calling": BOTH, "text_rendered": PLAIN, "mlx_completions": PLAIN}

inner = seen.tokenizer()
tokenizer = TokenizerWrapper(inner)
for name, (tools, plain) in FORMATS.items():
    text, accepted, total = "", 0, 0
    try:
        parts = load_local_dataset(seen.FILES / name, tokenizer, SimpleNamespace(mask_prompt=False))
        for part in parts[:2]:
            for index in range(len(part)):
                total += 1
                tokens, *_ = part.process(part[index])
                text += inner.decode(tokens)
                accepted += 1
    except Exception as error:
        print(f"     {name}: {type(error).__name__}: {error}")
    # Completions have a place for one question without a system prompt; what they lack was refused, not lost.
    whole = None if name == "mlx_completions" else text
    seen.report("mlx-lm", name, accepted, total or 1, whole, tools, plain)
seen.end()
