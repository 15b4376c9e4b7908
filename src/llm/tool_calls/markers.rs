//! The tags and tokens that models put around thoughts and calls.

/// What may begin here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The beginning of a line: JSON or a list of Python calls.
    Fresh,
    /// Behind a marker: these, and a name with its arguments.
    Marked,
    /// Where a call is written as code.
    Code,
    /// The middle of a sentence: nothing.
    Within,
}

/// Pairs around thoughts.
const THOUGHTS: &[(&str, &str)] = &[
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("[THINK]", "[/THINK]"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),
    ("<|channel|>analysis<|message|>", "<|end|>"),
];

/// Markers, and what may follow them. Of two that begin alike the longer comes first.
const MARKERS: &[(&str, Place)] = &[
    ("<tool_call>", Place::Marked),
    ("<tool_calls>", Place::Marked),
    ("<function_call>", Place::Marked),
    ("<function=", Place::Marked),
    ("<invoke name=\"", Place::Marked),
    ("<minimax:tool_call>", Place::Marked),
    ("<｜DSML｜invoke name=\"", Place::Marked),
    ("<｜DSML｜function_calls>", Place::Marked),
    ("<｜tool▁calls▁begin｜>", Place::Marked),
    ("<｜tool▁call▁begin｜>function<｜tool▁sep｜>", Place::Marked),
    ("<｜tool▁call▁begin｜>", Place::Marked),
    ("<|tool_calls_section_begin|>", Place::Marked),
    ("<|tool_call_begin|>", Place::Marked),
    ("<|tool_call|>", Place::Marked),
    ("<|tool_call>", Place::Marked),
    ("<start_function_call>", Place::Marked),
    ("<|tool_call_start|>", Place::Code),
    ("<|python_tag|>", Place::Code),
    ("<|START_ACTION|>", Place::Marked),
    ("<|action_start|>", Place::Marked),
    ("<|plugin|>", Place::Marked),
    ("[TOOL_CALLS]", Place::Marked),
    ("[AVAILABLE_TOOLS]", Place::Fresh),
    ("to=functions.", Place::Marked),
    ("functools", Place::Marked),
    ("Action:", Place::Marked),
    ("</tool_call>", Place::Fresh),
    ("</tool_calls>", Place::Fresh),
    ("</function_call>", Place::Fresh),
    ("</function>", Place::Fresh),
    ("</invoke>", Place::Fresh),
    ("</minimax:tool_call>", Place::Fresh),
    ("</｜DSML｜invoke>", Place::Fresh),
    ("</｜DSML｜function_calls>", Place::Fresh),
    ("<｜tool▁call▁end｜>", Place::Fresh),
    ("<｜tool▁calls▁end｜>", Place::Fresh),
    ("<｜end▁of▁sentence｜>", Place::Fresh),
    ("<|tool_call_end|>", Place::Fresh),
    ("<|tool_calls_section_end|>", Place::Fresh),
    ("<tool_call|>", Place::Fresh),
    ("<|/tool_call|>", Place::Fresh),
    ("<end_function_call>", Place::Fresh),
    ("<|END_ACTION|>", Place::Fresh),
    ("<|action_end|>", Place::Fresh),
    ("<|eot_id|>", Place::Fresh),
    ("<|eom_id|>", Place::Fresh),
    ("<|im_end|>", Place::Fresh),
    ("<|end|>", Place::Fresh),
    ("<|call|>", Place::Fresh),
    ("<|return|>", Place::Fresh),
    ("<end_of_turn>", Place::Fresh),
    ("</s>", Place::Fresh),
];

/// Markers that are ordinary text anywhere but here: the place they count at, and what may follow.
const MARKERS_BY_PLACE: &[(Place, &str, Place)] = &[
    (Place::Fresh, ">>>", Place::Marked),
    (Place::Marked, "call:", Place::Marked),
    (Place::Code, "print(", Place::Code),
];

/// How long the thought is that begins here. One that does not end takes all.
pub(super) fn thought(text: &str) -> Option<usize> {
    let (open, close) = THOUGHTS.iter().find(|(open, _)| text.starts_with(open))?;
    Some(text.find(close).map_or(text.len(), |end| end.max(open.len()) + close.len()))
}

/// Where the text behind a thought begins, when the thought was opened before the text.
pub(super) fn end_of_opened_thought(text: &str) -> usize {
    let ends = THOUGHTS[..4].iter().filter_map(|(open, close)| {
        let end = text.find(close)?;
        (!text[..end].contains(open)).then_some(end + close.len())
    });
    ends.max().unwrap_or(0)
}

/// The marker that begins here: its length, and what may follow it.
pub(super) fn marker(text: &str, place: Place) -> Option<(usize, Place)> {
    // Words are markers only where they stand alone.
    let is_word = |marker: &str| marker.starts_with(char::is_alphabetic) && place == Place::Within;
    let always = MARKERS.iter().find(|(marker, _)| text.starts_with(marker));
    if let Some((marker, next)) = always.filter(|(marker, _)| *marker == "to=functions." || !is_word(marker))
    {
        return Some((marker.len(), *next));
    }
    let here = MARKERS_BY_PLACE.iter().find(|(at, marker, _)| *at == place && text.starts_with(marker))?;
    Some((here.1.len(), here.2))
}
