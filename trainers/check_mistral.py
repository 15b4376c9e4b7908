"""mistral-common: the validator and the tokenizer of fine-tuning requests, with a tokenizer that it brings."""

from pathlib import Path

import mistral_common
from mistral_common.protocol.instruct.messages import FinetuningAssistantMessage, SystemMessage, ToolMessage, UserMessage
from mistral_common.protocol.instruct.request import ChatCompletionRequest
from mistral_common.protocol.instruct.tool_calls import FunctionCall, Tool, ToolCall
from mistral_common.protocol.instruct.validator import ValidationMode
from mistral_common.tokens.tokenizers.base import SpecialTokenPolicy
from mistral_common.tokens.tokenizers.mistral import MistralTokenizer

import seen

VOCABULARY = Path(mistral_common.__file__).parent / "data" / "tekken_240911.json"
tokenizer = MistralTokenizer.from_file(str(VOCABULARY), mode=ValidationMode.finetuning)


def message(turn):
    role, content = turn["role"], turn.get("content")
    if role == "system":
        return SystemMessage(content=content)
    if role == "user":
        return UserMessage(content=content)
    if role == "tool":
        return ToolMessage(content=content, tool_call_id=turn["tool_call_id"])
    calls = [ToolCall(id=call["id"], function=FunctionCall(**call["function"])) for call in turn.get("tool_calls", [])]
    return FinetuningAssistantMessage(content=content, tool_calls=calls or None, weight=turn.get("weight"))


def check(name):
    taken, text = 0, ""
    for row in seen.rows(name):
        request = ChatCompletionRequest(
            messages=[message(turn) for turn in row["messages"]],
            tools=[Tool(**tool) for tool in row.get("tools", [])] or None,
        )
        tokens = tokenizer.encode_chat_completion(request).tokens
        text += tokenizer.decode(tokens, special_token_policy=SpecialTokenPolicy.KEEP)
        taken += 1
    return taken, text


seen.attempt("mistral-common", "mistral_finetune", check)
seen.end()
