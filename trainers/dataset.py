"""What is hard for trainers, as one dataset, and what has to be found of it again.

Every text occurs once, and none within another, so that a text that is found is the one that was looked for.
"""

import json

# What an example has in it. A format that has no place for something refuses every example that has it.
TOOLS, PLAIN, ALONE, SEVERAL, SYSTEM, MUTED, PARALLEL, BESIDE, THOUGHT = (
    "tools", "no tools", "no answer that lost", "several questions", "a system prompt", "a turn that is not learned from",
    "two results in a row", "text beside a call", "reasoning beside a call",
)

DECLARED = [
    {
        "type": "function",
        "function": {
            "name": "find_deadline",
            "description": "Finds the day until which one has to act.",
            "parameters": {
                "type": "object",
                "properties": {"clause": {"type": "string"}, "days": {"type": "integer"}, "area": {"type": "object"}},
                "required": ["clause"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "look_up_law",
            "description": "Looks a paragraph up.",
            "parameters": {"type": "object", "properties": {"paragraph": {"type": "string"}}},
        },
    },
]


def system(text):
    return {"role": "system", "content": text}


def user(text):
    return {"role": "user", "content": text}


def answer(text, **more):
    return {"role": "assistant", "content": text, **more}


def calls(*named, **more):
    return answer(more.pop("content", ""), tool_calls=[{"name": name, "arguments": given} for name, given in named], **more)


def result(name, text):
    return {"role": "tool", "tool_name": name, "content": text}


def lost(text, kind="rejected", *named):
    return {"kind": kind, "output": text, "tool_calls": [{"name": name, "arguments": given} for name, given in named]}


def plain():
    """Conversations without tools, each with its answers that lost and where a split puts it."""
    yield [user("What is a deposit?"), answer("Money that the landlord holds.")], [lost("It depends on many things.")], "auto"
    yield (
        [system("You explain contracts."), user("When is rent due?"), answer("On the first of the month.")],
        [lost("Pay whenever you like.", "original"), lost("Pay in time, they say.", "outranked")],
        "valid",
    )
    yield (
        [
            system("Sei höflich, 親切に."),
            user("§ 4 „Kaution“ 条項 👩🏽‍⚖️ <b>&amp;</b>?"),
            answer('Drei Monatsmieten — 三か月分 👩🏽‍⚖️\n\n* fällig: \\ sofort, "bar"\u2028<i>&lt;</i>\u0085{{ Ende }} {% raw %}'),
        ],
        [lost("Keine Ahnung, „wirklich“ 知らない\n\tnichts.")],
        "auto",
    )
    yield [system(""), user("Who mows the lawn?"), answer("Whoever the lease names.")], [], "auto"
    yield (
        [
            system("You know about pets."),
            user("May I keep a dog?"),
            answer("Ask the landlord first."),
            user("And a cat?"),
            answer("Small ones usually yes."),
        ],
        [lost("Cats are not furniture.", "original")],
        "auto",
    )
    yield [user("Is clause 7 valid?"), answer("No, it is void.", reasoning="Clause 7 waives repairs.")], [lost("Perhaps it is.")], "auto"
    yield (
        [user("Is it cold?"), answer("An answer to be passed over.", train=False), user("Who heats?"), answer("The landlord heats.")],
        [],
        "auto",
    )
    for number in range(10, 20):
        told = [user(f"Explain clause {number}."), answer(f"Clause {number} binds both sides.")]
        yield told, [lost(f"Clause {number} is long.")], "valid" if number == 19 else "auto"


def with_tools():
    """Conversations with tools: none called, one, two at once, and answers after results."""
    yield [user("Hello."), answer("Good day to you.")], [lost("What do you want?")], "auto"
    given = {"clause": "notice „Kündigung“ 解約 \\ \"3 months\"", "days": 14, "area": {"z": 1, "a": [0.5, None]}}
    other = {"clause": "a clause that nobody asked for"}
    yield (
        [system("You find deadlines."), user("When do I act?"), calls(("find_deadline", given))],
        [lost("", "rejected", ("find_deadline", other)), lost("Some day soon.", "outranked")],
        "auto",
    )
    yield (
        [
            user("Compare both."),
            calls(("find_deadline", {"clause": "the lease of the flat"}), ("look_up_law", {"paragraph": "§ 573c Abs. 1"})),
            result("find_deadline", "2026-03-28"),
            result("look_up_law", "The notice is due by the third."),
            answer("Both end in March."),
        ],
        [lost("They cannot be compared.")],
        "auto",
    )
    yield [user("Check and tell."), calls(("look_up_law", {"paragraph": "§ 535"}), content="I look that up.")], [], "auto"
    thinking = calls(("look_up_law", {"paragraph": "§ 536"}), reasoning="Defects lower the rent.")
    yield [user("Is it damp?"), thinking], [], "auto"
    for number in range(30, 39):
        yield (
            [
                user(f"Paragraph {number}?"),
                calls(("look_up_law", {"paragraph": f"paragraph {number} of the code"})),
                result("look_up_law", f"text {number} of the law"),
                answer(f"It says {number} days."),
            ],
            [lost(f"I forgot {number}.")] if number < 32 else [],
            "valid" if number in (31, 38) else "auto",
        )


def examples():
    for tools, told in (([], plain()), (DECLARED, with_tools())):
        for messages, alternatives, split in told:
            yield {"messages": messages, "tools": tools, "alternatives": alternatives, "split": split}


def holds(example):
    """What an example has in it that a format may have no place for."""
    messages = example["messages"]
    roles = [message["role"] for message in messages]
    parts = {
        TOOLS: example["tools"],
        PLAIN: not example["tools"],
        ALONE: not example["alternatives"],
        SEVERAL: roles.count("user") > 1,
        SYSTEM: any(m["role"] == "system" and m["content"] for m in messages),
        MUTED: any(m.get("train") is False for m in messages),
        PARALLEL: any(pair == ("tool", "tool") for pair in zip(roles, roles[1:])),
        BESIDE: any(m["content"] and m.get("tool_calls") for m in messages),
        THOUGHT: any(m.get("reasoning") and m.get("tool_calls") for m in messages),
    }
    return {name for name, is_there in parts.items() if is_there}


def spoken(turn, text="content"):
    """The texts of an answer: what it says, and what it calls with."""
    yield from filter(None, [turn[text]])
    for call in turn.get("tool_calls", []):
        yield from leaves(call["arguments"])


def leaves(value):
    """All the texts within a value, those that are JSON themselves taken apart."""
    if isinstance(value, dict):
        for member in value.values():
            yield from leaves(member)
    elif isinstance(value, list):
        for entry in value:
            yield from leaves(entry)
    elif isinstance(value, str):
        inner = json_within(value)
        yield from [value] if inner is None else leaves(inner)


def json_within(text):
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
