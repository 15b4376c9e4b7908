//! `{% generation %}` … `{% endgeneration %}`: by these, a template says which parts a model writes. The engine
//! has no such statement, so they become a filter that puts a mark at either end.

use super::mask::Span;

/// The name that no template uses for a filter of its own.
pub(super) const FILTER: &str = "dsforge_generation";

/// Two code points that Unicode sets aside for a program's own use; no text holds them.
const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';

/// The template with the tags made a filter's, and whether there were any.
pub(super) fn as_filter(template: &str) -> (String, bool) {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    let mut found = false;
    while let Some(at) = rest.find("{%") {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let Some(end) = tag.find("%}") else { break };
        let inside = &tag[2..end];
        let name = inside.trim_matches(|c: char| c == '-' || c == '+' || c.is_whitespace());
        let statement = match name {
            "generation" => Some(format!("filter {FILTER}")),
            "endgeneration" => Some("endfilter".to_owned()),
            _ => None,
        };
        match statement {
            Some(statement) => {
                found = true;
                out.push_str("{%");
                out.push_str(&inside.replacen(name, &format!(" {statement} "), 1));
                out.push_str("%}");
            }
            None => out.push_str(&tag[..end + 2]),
        }
        rest = &tag[end + 2..];
    }
    out.push_str(rest);
    (out, found)
}

/// What the filter does.
pub(super) fn mark(text: String) -> String {
    format!("{BEGIN}{text}{END}")
}

/// The text without marks, and what stood between them.
pub(super) fn unmark(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(marked.len());
    let (mut spans, mut open, mut at) = (Vec::new(), None, 0);
    for c in marked.chars() {
        match c {
            BEGIN => open = Some(at),
            END => spans.extend(open.take().map(|start| Span { start, end: at }).filter(|s| s.start < s.end)),
            c => {
                text.push(c);
                at += 1;
            }
        }
    }
    (text, spans)
}
