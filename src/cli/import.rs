//! `dsforge import`: files that people have become examples of a dataset, without a browser.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};

use super::{
    account::{AccountArgs, SignedIn},
    assemble,
    failure::Failure,
    new_file::NewFile,
    serve,
    terminal::{self, Progress},
};
use crate::{
    app::{
        datasets,
        imports::{self, ImportWish, Imported, Incoming, Report},
    },
    config::{GlobalArgs, ServeArgs},
    import::{Column, Draft, Format, Mapping, Source, Target},
    model::{dataset::Dataset, id::ChangeId},
};

/// Rows that cannot be read which the terminal names.
const NAMED: usize = 5;
/// The same where a file or a script takes them.
const NAMED_IN_FILE: usize = 1_000_000;
/// Characters of a turn that a look at a file shows.
const SHOWN_OF_TURN: usize = 100;
/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);

/// Add the rows of files that you have to a dataset
///
/// Reads JSON Lines, JSON, CSV, TSV and Parquet, also in gzip or ZIP: chats of OpenAI and of most trainers, ShareGPT,
/// Alpaca, preference pairs, Open WebUI, ChatGPT, Kiln, Argilla, and tables whose columns you name. What a file is, is
/// found out; `--dry-run` says what would become of it. All files together are one change: either every row of them is
/// added or none is, and `--take-back` takes all of it back.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct ImportArgs {
    /// The files
    #[arg(value_name = "FILE", required_unless_present = "take_back")]
    files: Vec<PathBuf>,
    /// The dataset, by its name or its id
    #[arg(long, value_name = "DATASET")]
    dataset: String,
    /// Make the dataset if there is none
    #[arg(long)]
    create: bool,
    /// What the rows are; found out when left out
    #[arg(long, value_name = "ID", value_parser = formats())]
    format: Option<Format>,
    /// Where a column goes, such as `Frage=question`; once for each column. Guessed when left out
    #[arg(long = "map", value_name = "COLUMN=PLACE", value_parser = column, conflicts_with = "format")]
    mapping: Vec<(String, Target)>,
    /// Say what would become of the files, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave out rows that cannot be read. Otherwise a single one is reason enough to add nothing
    #[arg(long)]
    skip_bad: bool,
    /// Add rows that the dataset or the files have already. Otherwise they are left out
    #[arg(long)]
    keep_duplicates: bool,
    /// Write the rows that cannot be read to this file, with the reasons, as CSV
    #[arg(long, value_name = "FILE")]
    bad_rows: Option<PathBuf>,
    /// Write over the file of bad rows if it is there
    #[arg(long, requires = "bad_rows")]
    force: bool,
    /// Say what happened as JSON
    #[arg(long)]
    json: bool,
    /// Take back what an import added, by the number of its change
    #[arg(long, value_name = "CHANGE", conflicts_with_all = ["files", "create", "format", "mapping", "dry_run"])]
    take_back: Option<u64>,
    #[command(flatten)]
    account: AccountArgs,
}

const AFTER_LONG_HELP: &str = "\
EXAMPLES
  dsforge import chats.jsonl --dataset contract-clauses --dry-run
  dsforge import chats.jsonl more.jsonl.gz --dataset contract-clauses --create
  dsforge import faq.csv --dataset faq --map Frage=question --map Antwort=answer
  dsforge import old.jsonl --dataset faq --skip-bad --bad-rows left-out.csv
  dsforge import --take-back 12 --dataset faq

PLACES FOR COLUMNS
  question, answer, system, context (stands below the question), reasoning, rejected, rating,
  tags, note, split. Columns without a place are kept as they are.

EXIT CODES
  0   added, or nothing was new
  1   nothing was added; the reason is on standard error
  2   wrong usage, such as a column that has to be named
  75  the data is in use by another dsforge, which is named: import in its page, or over HTTP";

fn formats() -> impl TypedValueParser<Value = Format> {
    let known = Format::all().map(|format| PossibleValue::new(format.id()).help(format.label()));
    PossibleValuesParser::new(known)
        .try_map(|id| Format::find(&id).ok_or_else(|| format!("there is no format {id}")))
}

fn column(text: &str) -> Result<(String, Target), String> {
    let (name, place) = text.rsplit_once('=').ok_or("write COLUMN=PLACE")?;
    let mut places = Target::ALL.into_iter().filter(|target| target.takes_a_column());
    match places.clone().find(|target| target.id() == place) {
        Some(target) => Ok((name.to_owned(), target)),
        None => {
            let first = places.next().map(Target::id).unwrap_or_default();
            let all = places.fold(first.to_owned(), |all, target| format!("{all}, {}", target.id()));
            Err(format!("there is no place {place}; there are {all}"))
        }
    }
}

pub(super) fn run(global: &GlobalArgs, args: ImportArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    let runtime = serve::runtime()?;
    runtime.block_on(async {
        let files = opened(&args.files)?;
        let wish = args.wish()?;
        let bad_rows = args.bad_rows.as_deref().map(|path| NewFile::create(path, args.force)).transpose()?;
        let signed_in = args.account.clone().sign_in(&settings).await?;
        let done = match args.take_back {
            Some(change) => take_back(&signed_in, &args.dataset, ChangeId(change)).await,
            None => import(&signed_in, &args, files, wish, bad_rows).await,
        };
        signed_in.close().await?;
        done
    })
}

impl ImportArgs {
    fn wish(&self) -> Result<ImportWish, Failure> {
        let mapping = (!self.mapping.is_empty()).then(|| Mapping::of(self.mapping.iter().cloned()));
        Ok(ImportWish {
            format: self.format,
            mapping: mapping.transpose().map_err(|error| Failure::Usage(format!("{error}.")))?,
            skip_bad: self.skip_bad,
            keep_duplicates: self.keep_duplicates,
            dry_run: self.dry_run,
            named_faults: if self.json || self.bad_rows.is_some() { NAMED_IN_FILE } else { NAMED },
        })
    }
}

async fn import(
    signed_in: &SignedIn,
    args: &ImportArgs,
    files: Vec<Arc<LocalFile>>,
    wish: ImportWish,
    bad_rows: Option<NewFile>,
) -> Result<(), Failure> {
    let SignedIn { services, session } = signed_in;
    let begun = match datasets::if_named(services, session, &args.dataset).await? {
        Some(dataset) => imports::begin(services, session, dataset.id).await?,
        None if args.create => imports::begin_new(services, session, &args.dataset)?,
        None => {
            let name = &args.dataset;
            return Err(Failure::Usage(format!("There is no dataset {name}; --create makes it.")));
        }
    };
    let incoming = files.iter().map(|file| Incoming {
        name: Some(file.path.display().to_string()),
        source: Arc::clone(file) as Arc<dyn Source>,
    });
    let work = begun.run(incoming.collect(), wish);
    let imported = watched(work, &files).await?;
    if let Some(file) = bad_rows {
        write_bad_rows(file, &files, &imported.files)?;
    }
    let dataset = match imported.dataset {
        Some(dataset) => Some(datasets::get(services, session, dataset).await?),
        None => None,
    };
    if args.json {
        terminal::say_json(&as_json(args, &files, &imported, dataset.as_ref()));
    } else {
        for (file, report) in files.iter().zip(&imported.files) {
            describe(&file.path, report, args);
        }
    }
    conclude(args, &imported, dataset.as_ref())
}

/// Waits for the end of an import and shows how far it is. Whoever interrupts it calls it off.
async fn watched(
    work: impl Future<Output = Result<Imported, crate::app::error::AppError>>,
    files: &[Arc<LocalFile>],
) -> Result<Imported, Failure> {
    let total = files.iter().map(|file| file.size).sum();
    let mut bar = Progress::new("Bytes read");
    let mut work = std::pin::pin!(work);
    let mut interrupted = std::pin::pin!(tokio::signal::ctrl_c());
    loop {
        tokio::select! {
            done = &mut work => return Ok(done?),
            _ = &mut interrupted => {
                return Err(Failure::System("The import was called off; nothing was added.".to_owned()));
            }
            () = tokio::time::sleep(TICK) => {
                bar.show(files.iter().map(|file| file.furthest.load(Ordering::Relaxed)).sum(), total);
            }
        }
    }
}

async fn take_back(
    SignedIn { services, session }: &SignedIn,
    dataset: &str,
    change: ChangeId,
) -> Result<(), Failure> {
    let dataset = datasets::named(services, session, dataset).await?;
    let undone = imports::take_back(services, session, dataset.id, change).await?;
    let count = amount(undone.count, "example");
    terminal::say(&format!("Taken back: {count} of {}.", dataset.name));
    Ok(())
}

/// What a file is and what was found in it.
fn describe(path: &Path, report: &Report, args: &ImportArgs) {
    let Report { container, format, columns, rows, duplicates, bad, faults, preview, fit, .. } = report;
    let label = format.label();
    terminal::say(&format!("{}: {}, {label}", path.display(), container.label()));
    let rows = amount(*rows, "row");
    terminal::say(&format!("  {rows}: {fit} fit, {duplicates} already there, {bad} unreadable"));
    if args.dry_run {
        for Column { name, target } in columns {
            let place = target.map_or("kept as it is", Target::id);
            terminal::say(&format!("  {name} -> {place}"));
        }
        if let Some((number, draft)) = preview.first() {
            terminal::say(&format!("  row {number}:"));
            for message in &draft.messages {
                let role = format!("{:?}", message.role).to_lowercase();
                terminal::say(&format!("    {role}: {}", beginning(&message.content)));
            }
        }
    }
    for (row, what) in faults.iter().take(NAMED) {
        terminal::remark(&format!("  row {row}: {what}"));
    }
    if *bad > NAMED as u64 && args.bad_rows.is_none() {
        terminal::remark("  --bad-rows FILE writes all of them to a file.");
    }
}

/// The first words of a turn, on one line.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN_OF_TURN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Says what was added and how it is taken back, or why nothing was.
fn conclude(args: &ImportArgs, imported: &Imported, dataset: Option<&Dataset>) -> Result<(), Failure> {
    let sum = |member: fn(&Report) -> u64| imported.files.iter().map(member).sum::<u64>();
    let (fit, bad) = (sum(|report| report.fit), sum(|report| report.bad));
    let mut unclear =
        args.files.iter().zip(&imported.files).filter_map(|(path, report)| Some((path, report.lacks?)));
    if let Some((path, what)) = unclear.next() {
        let path = path.display();
        return Err(Failure::Usage(format!(
            "Nothing was added. {path}: {what}, with --map COLUMN=question and the like."
        )));
    }
    if bad > 0 && !args.skip_bad {
        return Err(Failure::System(format!(
            "Nothing was added, because of {} that cannot be read. --skip-bad leaves such rows out.",
            amount(bad, "row")
        )));
    }
    let remark = |words: String| {
        // Whoever asked for JSON has it all there.
        if !args.json {
            terminal::say(&words);
        }
    };
    match (imported.change, dataset) {
        (Some(change), Some(Dataset { name, .. })) => {
            remark(format!("Added {} to {name}.", amount(fit, "example")));
            remark(format!("Take that back with: dsforge import --take-back {change} --dataset {name:?}"));
        }
        _ if fit == 0 && sum(|report| report.duplicates) == 0 => {
            return Err(Failure::System("Nothing was added: no row can be read.".to_owned()));
        }
        _ if fit == 0 => remark("Nothing was added: every row is there already.".to_owned()),
        _ => {
            remark(format!("Would add {} to {}. Nothing was written.", amount(fit, "example"), args.dataset));
        }
    }
    Ok(())
}

fn amount(count: u64, of: &str) -> String {
    if count == 1 { format!("1 {of}") } else { format!("{count} {of}s") }
}

fn as_json(
    args: &ImportArgs,
    files: &[Arc<LocalFile>],
    imported: &Imported,
    dataset: Option<&Dataset>,
) -> Value {
    let added = imported.change.map_or(0, |_| imported.files.iter().map(|report| report.fit).sum());
    json!({
        "dry_run": args.dry_run,
        "dataset": dataset.map(|dataset| json!({"id": dataset.id, "name": dataset.name})),
        "files": files.iter().zip(&imported.files).map(|(file, report)| file_as_json(file, report)).collect::<Vec<_>>(),
        "imported": added,
        "change_id": imported.change,
    })
}

fn file_as_json(file: &LocalFile, report: &Report) -> Value {
    let Report { container, format, columns, lacks, rows, duplicates, bad, faults, preview, fit } = report;
    let column = |Column { name, target }: &Column| json!({"name": name, "target": target.map(Target::id)});
    let fault = |(row, detail): &(u64, String)| json!({"row": row, "detail": detail});
    let shown = |(row, Draft { messages, tools, extra, .. }): &(u64, Draft)| {
        let tools: Vec<_> = tools.iter().map(|tool| &tool.function.name).collect();
        json!({"row": row, "messages": messages, "tools": tools, "extra": extra.keys().collect::<Vec<_>>()})
    };
    json!({
        "path": file.path.display().to_string(),
        "file": container.label(),
        "format": {"id": format.id(), "name": format.label()},
        "columns": columns.iter().map(column).collect::<Vec<_>>(),
        "lacks": lacks,
        "rows": rows,
        "fit": fit,
        "duplicates": duplicates,
        "bad": bad,
        "errors": faults.iter().map(fault).collect::<Vec<_>>(),
        "preview": preview.iter().map(shown).collect::<Vec<_>>(),
    })
}

/// The rows that cannot be read as a spreadsheet opens them.
fn write_bad_rows(mut out: NewFile, files: &[Arc<LocalFile>], reports: &[Report]) -> Result<(), Failure> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut row = |cells: [&str; 3]| table.write_record(cells).map_err(|error| table_failed(&error));
    row(["file", "row", "detail"])?;
    for (file, report) in files.iter().zip(reports) {
        for (number, detail) in &report.faults {
            row([&file.path.display().to_string(), &number.to_string(), detail])?;
        }
    }
    let bytes = table.into_inner().map_err(|error| table_failed(&error.into_error().into()))?;
    out.write(&bytes)?;
    out.keep()
}

fn table_failed(error: &csv::Error) -> Failure {
    Failure::System(format!("The bad rows cannot be written: {error}."))
}

/// A file on this computer.
struct LocalFile {
    path: PathBuf,
    size: u64,
    file: Mutex<File>,
    /// How far it was read, for the bar.
    furthest: AtomicU64,
}

fn opened(paths: &[PathBuf]) -> Result<Vec<Arc<LocalFile>>, Failure> {
    paths.iter().map(|path| LocalFile::open(path).map(Arc::new)).collect()
}

impl LocalFile {
    fn open(path: &Path) -> Result<Self, Failure> {
        let failed = |error| Failure::system(&format!("{} cannot be read", path.display()), &error);
        let file = File::open(path).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        if !about.is_file() {
            return Err(Failure::Usage(format!(
                "{} is no file that can be read from any place; name a file.",
                path.display()
            )));
        }
        let furthest = AtomicU64::new(0);
        Ok(Self { path: path.to_owned(), size: about.len(), file: Mutex::new(file), furthest })
    }
}

impl Source for LocalFile {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at))?;
        let length = file.read(into)?;
        self.furthest.fetch_max(at + length as u64, Ordering::Relaxed);
        Ok(length)
    }
}
