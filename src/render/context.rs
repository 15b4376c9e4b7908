//! What a template sees of an example.
//!
//! | Name | What it is |
//! | --- | --- |
//! | `example` | everything, as the raw format has it |
//! | `messages`, `tools`, `slots`, … | the members of `example`, each by its name |
//! | `bos` | whether the text is to begin with a start token |
//! | `chat(…)` | the conversation in OpenAI's form, see [`Wanted`] for what can be asked |
//! | `exchanges()` | `system` and a list of `user` and `answer`, when there is nothing else |
//! | `single_turn()` | `system`, `user` and `answer`, when there is one of each |
//! | `rejected(…)` | the turn that lost, in the form of `chat`, where a line is made from a pair |
//! | `label` | whether the answer was taken, where a line is made from one of several |
//! | `refuse(why)` | ends the export with the reason |

use std::sync::{Arc, OnceLock};

use minijinja::{
    Error, ErrorKind, State,
    value::{Enumerator, Kwargs, Object, Serde, Value, from_args},
};
use serde::Serialize;

use super::{
    chat::{self, Refusal, TrainMember, Wanted},
    export::{ExportOptions, ToolArgs},
    lazy,
    raw::RawRow,
    rules::Rule,
    units::Piece,
};
use crate::model::dataset::Dataset;

/// What a line is made from, asked for by name. What no template asks for is not computed.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) piece: Piece,
    pub(super) dataset: Arc<Dataset>,
    pub(super) options: Arc<ExportOptions>,
    pub(super) members: OnceLock<Value>,
}

impl Row {
    fn members(&self) -> &Value {
        self.members.get_or_init(|| lazy::map(&RawRow::of(&self.piece.example, &self.dataset)))
    }
}

impl Object for Row {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let function = |which| Value::from_object(Function { row: Arc::clone(self), which });
        match key.as_str()? {
            "example" => Some(self.members().clone()),
            "tools" => Some(lazy::list(&self.piece.example.tools)),
            "label" => self.piece.label.map(Value::from),
            "bos" => Some(Value::from(self.options.bos)),
            "chat" => Some(function(Which::Chat)),
            "rejected" => Some(function(Which::Rejected)),
            "exchanges" => Some(function(Which::Exchanges)),
            "single_turn" => Some(function(Which::SingleTurn)),
            _ => self.members().get_item(key).ok().filter(|value| !value.is_undefined()),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }
}

#[derive(Debug)]
struct Function {
    row: Arc<Row>,
    which: Which,
}

#[derive(Clone, Copy, Debug)]
enum Which {
    Chat,
    Rejected,
    Exchanges,
    SingleTurn,
}

impl Object for Function {
    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let Row { piece: Piece { example, rejected, .. }, options, .. } = &*self.row;
        match self.which {
            Which::Chat => {
                let (arguments,) = from_args(args)?;
                let turns = chat::turns(example, &wanted(&arguments, options)?, options).map_err(refused)?;
                Ok(Value::from(turns.iter().map(lazy::map).collect::<Vec<_>>()))
            }
            Which::Rejected => {
                let (arguments,) = from_args(args)?;
                let Some(lost) = rejected else {
                    return Err(unknown("only a line that is made from a pair has a rejected answer"));
                };
                let turns = chat::turns(lost, &wanted(&arguments, options)?, options).map_err(refused)?;
                Ok(turns.last().map(lazy::map).unwrap_or_default())
            }
            Which::Exchanges => {
                let () = from_args(args)?;
                given(chat::exchanges(example, options))
            }
            Which::SingleTurn => {
                let () = from_args(args)?;
                given(chat::single_turn(example, options))
            }
        }
    }
}

fn wanted(arguments: &Kwargs, options: &ExportOptions) -> Result<Wanted, Error> {
    let form = match arguments.get("arguments")? {
        None | Some("object") => ToolArgs::Object,
        Some("string") => ToolArgs::String,
        Some(_) => return Err(unknown("arguments must be \"object\" or \"string\"")),
    };
    let train = match arguments.get("train")? {
        None => None,
        Some("weight") => Some(TrainMember::Weight),
        Some("train") => Some(TrainMember::Train),
        Some(_) => return Err(unknown("train must be \"weight\" or \"train\"")),
    };
    let switch = |name, default| -> Result<bool, Error> {
        Ok(arguments.get::<Option<bool>>(name)?.unwrap_or(default))
    };
    let is_fixed = switch("fixed", false)?;
    let wanted = Wanted {
        arguments: options.tool_args.filter(|_| !is_fixed).unwrap_or(form),
        train,
        tools: switch("tools", true)?,
        reasoning: switch("reasoning", true)?,
        tool_names: switch("tool_names", true)?,
        text_beside_calls: switch("text_beside_calls", true)?,
    };
    arguments.assert_all_used()?;
    Ok(wanted)
}

fn unknown(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}

fn given<T: Serialize>(result: Result<T, Refusal>) -> Result<Value, Error> {
    result.map(|value| Value::from(Serde(value))).map_err(refused)
}

/// The template's own way to say no.
pub(super) fn refuse(why: String) -> Result<Value, Error> {
    Err(refused(Refusal { rule: Rule::NoPlace, why }))
}

fn refused(refusal: Refusal) -> Error {
    Error::new(ErrorKind::InvalidOperation, refusal.to_string()).with_source(refusal)
}
