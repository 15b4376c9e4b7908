"""mistral-common: the validator and the tokenizer of fine-tuning requests."""

from mistral_common.protocol.instruct.messages import FinetuningAssistantMessage, SystemMessage, ToolMessage, UserMessage
from mistral_common.protocol.instruct.request import ChatCompletionRequest
from mistral_common.protocol.instruct.tool_calls import FunctionCall, Tool, ToolCall
from mistral_common.protocol.instruct.validator import MistralRequestValidatorV3, ValidationMode

import seen

validator = MistralRequestValidatorV3(ValidationMode.finetuning)


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


rows = seen.rows("mistral_finetune")
accepted, text = 0, ""
for row in rows:
    try:
        request = ChatCompletionRequest(
            messages=[message(turn) for turn in row["messages"]],
            tools=[Tool(**tool) for tool in row.get("tools", [])] or None,
        )
        validator.validate_request(request)
        text += request.model_dump_json()
        accepted += 1
    except Exception as error:
        print(f"     {type(error).__name__}: {error}")
seen.report("mistral-common", "mistral_finetune", accepted, len(rows), text.encode().decode("unicode_escape", "ignore"), True)
seen.end()
