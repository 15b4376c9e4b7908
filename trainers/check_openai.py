"""OpenAI: each row against the types of its own package, with nothing more and nothing less."""

from typing import Iterable, Union

from openai.types.chat import ChatCompletionMessageParam, ChatCompletionToolParam
from pydantic import TypeAdapter

import seen

messages = TypeAdapter(Iterable[ChatCompletionMessageParam])
tools = TypeAdapter(Union[Iterable[ChatCompletionToolParam], None])


def look(turns, offered):
    list(messages.validate_python(turns))
    list(tools.validate_python(offered) or [])
    for turn in turns:
        for call in turn.get("tool_calls", []):
            assert isinstance(call["function"]["arguments"], str), "arguments are text"


def check(name):
    rows = seen.rows(name)
    for row in rows:
        if name == "openai_dpo":
            assert set(row) == {"input", "preferred_output", "non_preferred_output"}
            asked = row["input"]
            look(asked["messages"] + row["preferred_output"] + row["non_preferred_output"], asked.get("tools"))
        else:
            assert set(row) <= {"messages", "tools", "parallel_tool_calls"}
            look(row["messages"], row.get("tools"))
    return len(rows), seen.texts(rows)


for name in ("openai_chat", "openai_tools", "openai_dpo"):
    seen.attempt("openai", name, check)
seen.end()
