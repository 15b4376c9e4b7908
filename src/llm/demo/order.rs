//! An order, such as `Explain this clause in a calm tone: …`, taken apart and put together in another way.

use super::{
    dice::Dice,
    paraphrase::{capitalised, uncapitalised},
};

/// A prompt that begins with something to do.
pub(super) struct Order {
    verb: String,
    /// What it is done to, or what is to come of it.
    what: String,
    /// In which way; may be empty.
    how: String,
    /// The sign after it; none at the end of the prompt.
    sign: Option<char>,
    /// Everything after that sign, which stays as it is.
    material: String,
}

/// A verb and what stands for it, each with its participle.
type Verb = (&'static str, &'static [(&'static str, &'static str)]);

/// Verbs for what is done to something that is there.
const DONE_TO: &[Verb] = &[
    ("answer", &[("reply to", "replied to"), ("respond to", "responded to")]),
    ("check", &[("verify", "verified"), ("go over", "gone over")]),
    ("compare", &[("weigh up", "weighed up"), ("set against each other", "set against each other")]),
    ("describe", &[("depict", "depicted"), ("characterise", "characterised")]),
    (
        "explain",
        &[
            ("describe", "described"),
            ("spell out", "spelled out"),
            ("clarify", "clarified"),
            ("lay out", "laid out"),
        ],
    ),
    ("fix", &[("correct", "corrected"), ("put right", "put right")]),
    ("review", &[("look over", "looked over"), ("assess", "assessed")]),
    ("rewrite", &[("reword", "reworded"), ("rephrase", "rephrased")]),
    ("summarise", &[("sum up", "summed up"), ("condense", "condensed")]),
    ("summarize", &[("sum up", "summed up"), ("condense", "condensed")]),
    ("translate", &[("render", "rendered"), ("translate", "translated")]),
];

/// Verbs for what makes something.
const MAKING: &[Verb] = &[
    ("create", &[("make", ""), ("produce", "")]),
    ("draft", &[("write", ""), ("sketch", "")]),
    ("find", &[("look for", ""), ("come up with", "")]),
    ("generate", &[("produce", ""), ("come up with", "")]),
    ("give", &[("provide", ""), ("let me have", "")]),
    ("list", &[("name", ""), ("set down", "")]),
    ("make", &[("create", ""), ("put together", "")]),
    ("outline", &[("sketch", ""), ("set out", "")]),
    ("propose", &[("suggest", ""), ("come up with", "")]),
    ("suggest", &[("propose", ""), ("come up with", "")]),
    ("write", &[("draft", ""), ("compose", ""), ("put together", "")]),
];

/// Verbs that nothing stands for.
const OTHERS: &[&str] = &["add", "ask", "decide", "show", "tell", "turn", "use"];

/// Where the way begins in which something is to be done.
const WAYS: &[&str] = &["as", "for", "from", "in", "to", "using", "with", "within", "without"];

/// Words of an order that may be exchanged. Those of the material may not.
const SYNONYMS: &[(&str, &str)] = &[
    ("brief", "compact"),
    ("clause", "provision"),
    ("clear", "easy to follow"),
    ("contract", "agreement"),
    ("customer", "client"),
    ("following", "given"),
    ("friendly", "warm"),
    ("important", "essential"),
    ("question", "query"),
    ("short", "brief"),
    ("simple", "straightforward"),
    ("text", "passage"),
    ("tone", "manner"),
];

/// Frames. A question begins with `?`, and one that makes no sense without a way names it as `{How}`.
const FRAMES_DONE_TO: &[&str] = &[
    "{How}, and in nobody's words but your own, {do} {what}",
    "?I have {what} in front of me; could you {do} it {how}",
    "What I need is {what}, {done} {how}",
    "Take {what}, read it twice, and then {do} it {how}",
    "Somebody has shown me {what}, and I would be glad to have it {done} {how}",
    "?Here is {what}. Would you {do} it for me {how}",
    "My request is about {what}, which you should {do} {how}",
];
const FRAMES_MAKING: &[&str] = &[
    "{How}, and with the reader in mind, {do} {what}",
    "What I am after is {what} {how}, so please {do} that",
    "?Could I have you {do} {what}, if it can be done {how}",
    "I need {what} from you {how}: {do} it from scratch",
    "It would help me a lot if you were to {do} {what} {how}",
    "There should be {what} {how}, and it is for you to {do} it",
];
const FRAMES_OTHERS: &[&str] = &[
    "What I would like you to do next is this: {do} {what} {how}",
    "?If I may ask you for something, could you {do} {what} {how}",
    "Take a moment for what comes now, and {do} {what} {how}",
    "It would help me a lot if you were to {do} {what} {how}",
];

impl Order {
    /// None when a prompt does not begin with something to do.
    pub(super) fn read(prompt: &str) -> Option<Self> {
        let end = prompt.find(['.', ':', '\n', '?']);
        let (asking, rest) = prompt.split_at(end.unwrap_or(prompt.len()));
        let mut words = asking.split_whitespace();
        let verb = words.next()?.to_lowercase();
        let is_known = [DONE_TO, MAKING].iter().any(|verbs| verbs.iter().any(|(known, _)| *known == verb));
        if !is_known && !OTHERS.contains(&verb.as_str()) {
            return None;
        }
        let words: Vec<&str> = words.collect();
        let way = words.iter().skip(1).position(|word| WAYS.contains(word)).map_or(words.len(), |at| at + 1);
        let (what, how) = words.split_at(way);
        let mut rest = rest.chars();
        let sign = rest.next();
        let (what, how, material) = (what.join(" "), how.join(" "), rest.as_str().to_owned());
        (!what.is_empty()).then_some(Self { verb, what, how, sign, material })
    }

    /// The frames that it fits into.
    pub(super) fn frames(&self) -> Vec<&'static str> {
        let is = |verbs: &[Verb]| verbs.iter().any(|(known, _)| *known == self.verb);
        let frames = match () {
            () if is(DONE_TO) => FRAMES_DONE_TO,
            () if is(MAKING) => FRAMES_MAKING,
            () => FRAMES_OTHERS,
        };
        frames.iter().copied().filter(|frame| !self.how.is_empty() || !frame.contains("{How}")).collect()
    }

    /// The order in a frame, with the material after it.
    pub(super) fn said_as(&self, frame: &str, dice: &mut Dice) -> String {
        let verbs = DONE_TO.iter().chain(MAKING);
        let known = verbs.filter(|(known, _)| *known == self.verb).flat_map(|(_, same)| same.iter());
        let same: Vec<_> = known.collect();
        let (act, done) = dice.pick(&same).map_or((self.verb.as_str(), ""), |(act, done)| (*act, *done));
        let how = exchanged(&self.how, dice);
        let said = frame
            .trim_start_matches('?')
            .replace("{do}", act)
            .replace("{done}", done)
            .replace("{what}", &exchanged(&uncapitalised(&self.what), dice))
            .replace("{How}", &capitalised(&how))
            .replace("{how}", &how);
        // Without a way, its place leaves a space too many.
        let said = said.replace(" :", ":").replace(" ,", ",").replace("  ", " ");
        let sign = match self.sign {
            _ if frame.starts_with('?') => "?".to_owned(),
            Some('\n') => ":\n".to_owned(),
            Some(sign) => sign.to_string(),
            None => ".".to_owned(),
        };
        let gap =
            if self.material.starts_with(char::is_whitespace) || self.material.is_empty() { "" } else { " " };
        format!("{}{sign}{gap}{}", said.trim_end(), self.material).trim_end().to_owned()
    }
}

/// Some words exchanged for others.
fn exchanged(text: &str, dice: &mut Dice) -> String {
    let other = |word: &str| {
        let bare = word.trim_end_matches(',');
        match SYNONYMS.iter().find(|(known, _)| *known == bare) {
            Some((_, other)) => word.replace(bare, other),
            None => word.to_owned(),
        }
    };
    let words = text.split(' ');
    words
        .map(|word| if dice.chance(60) { other(word) } else { word.to_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_put_together_anew_and_its_material_stays() {
        let prompt = "Explain this clause in a calm tone:\n\nThe deposit is returned within 30 days.";
        let order = Order::read(prompt).unwrap();
        let mut dice = Dice::new(7, ["seed"]);
        for frame in order.frames() {
            let said = order.said_as(frame, &mut dice);
            assert!(said.ends_with("The deposit is returned within 30 days."), "{said}");
            assert!(said.contains("calm") && !said.contains("xplain") && !said.contains("  "), "{said}");
        }
    }

    #[test]
    fn without_a_way_nothing_is_left_in_its_place() {
        let order = Order::read("Summarize the lease.").unwrap();
        let mut dice = Dice::new(7, ["seed"]);
        for frame in order.frames() {
            let said = order.said_as(frame, &mut dice);
            assert!(
                said.ends_with(['.', '?']) && !said.contains(['{', '}']) && !said.contains(" ."),
                "{said}"
            );
        }
        assert!(Order::read("The lease ends in May.").is_none());
        assert!(Order::read("Write").is_none());
    }
}
