"""OpenAI: each row against the types of its own package, with nothing more and nothing less."""

from typing import Iterable, Union

from openai.types.chat import ChatCompletionMessageParam, ChatCompletionToolParam
from pydantic import TypeAdapter

import seen

messages = TypeAdapter(Iterable[ChatCompletionMessageParam])
tools = TypeAdapter(Union[Iterable[ChatCompletionToolParam], None])


def check(turns, offered):
    list(messages.validate_python(turns))
    list(tools.validate_python(offered) or [])
    for turn in turns:
        for call in turn.get("tool_calls", []):
            assert isinstance(call["function"]["arguments"], str), "arguments are text"


for name in ("openai_chat", "openai_tools", "openai_dpo"):
    rows, accepted = seen.rows(name), 0
    for row in rows:
        try:
            if name == "openai_dpo":
                assert set(row) == {"input", "preferred_output", "non_preferred_output"}
                check(row["input"]["messages"] + row["preferred_output"] + row["non_preferred_output"], row["input"].get("tools"))
            else:
                assert set(row) <= {"messages", "tools", "parallel_tool_calls"}
                check(row["messages"], row.get("tools"))
            accepted += 1
        except Exception as error:
            print(f"     {name}: {type(error).__name__}: {error}")
    with_tools, plain = {"openai_chat": (True, True), "openai_tools": (True, False), "openai_dpo": (False, True)}[name]
    seen.report("openai", name, accepted, len(rows), str(rows), with_tools, plain)
seen.end()
