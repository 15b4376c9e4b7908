//! What dsforge adds to the time that a model takes, against a stand-in with 8 places that answers in 100 ms, its
//! first token after 5 ms. Every answer of a run is on the disk when it counts.
//!
//! `cargo bench --bench generation` prints one line for each size. The stand-in is this program once more, so
//! that its work is not counted as dsforge's.
#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

use std::{
    error::Error,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use dsforge::{
    app::{
        Parts, Services,
        auth::{self, Gate, SignUp, sessions::Session},
        runs::{self, NewRun, Wanted, live::RunEvent},
        templates,
    },
    clock::SystemClock,
    crypto::kdf::Kdf,
    llm::{
        ChatRequest, Llm, Servers,
        address::Address,
        demo::{DemoServer, Pace},
        ollama::Ollama,
        timers::Timers,
    },
    model::{
        candidate::CandidateState,
        message::{Message, Role},
        options::Options,
    },
    store::{Store, secret},
    update::Updates,
};
use tokio::{
    sync::{Semaphore, broadcast::error::RecvError},
    task::JoinSet,
};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const PLACES: usize = 8;
const MODEL: &str = "gemma3:4b";
const PASSWORD: &str = "the rent is due on the first";

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if std::env::args().any(|argument| argument == "stand-in") {
        return runtime.block_on(stand_in::serve());
    }
    let stand_in = StandIn::start()?;
    runtime.block_on(async {
        println!(
            "{:>6} {:>9} {:>9} {:>7} {:>12} {:>12} {:>10} {:>10}",
            "items", "direct", "run", "ratio", "cpu/item", "direct", "first", "direct"
        );
        for items in [400, 4_000] {
            let direct = direct(&stand_in.url, items).await?;
            let run = run(&stand_in.url, items).await?;
            println!(
                "{items:>6} {:>8.3}s {:>8.3}s {:>7.4} {:>10.3}ms {:>10.3}ms {:>8.2}ms {:>8.2}ms",
                direct.took.as_secs_f64(),
                run.took.as_secs_f64(),
                run.took.as_secs_f64() / direct.took.as_secs_f64(),
                run.cpu.as_secs_f64() * 1000.0 / f64::from(items),
                direct.cpu.as_secs_f64() * 1000.0 / f64::from(items),
                run.first.as_secs_f64() * 1000.0,
                direct.first.as_secs_f64() * 1000.0,
            );
        }
        Ok(())
    })
}

struct Measured {
    took: Duration,
    cpu: Duration,
    /// The median time to a first token.
    first: Duration,
}

/// The same questions, asked by the same client with nothing around it.
async fn direct(url: &str, items: u32) -> Outcome<Measured> {
    let server = ollama(url)?;
    let places = Arc::new(Semaphore::new(PLACES));
    let (began, cpu) = (Instant::now(), cpu_time());
    let mut tasks = JoinSet::new();
    for seed in 0..items {
        let (server, places) = (Arc::clone(&server), Arc::clone(&places));
        tasks.spawn(async move {
            let _place = places.acquire_owned().await?;
            let request = ChatRequest {
                model: MODEL.to_owned(),
                messages: vec![Message::new(Role::User, format!("Explain clause {seed} to a tenant."))],
                seed,
                ..ChatRequest::default()
            };
            let (asked, mut first) = (Instant::now(), None);
            server
                .chat(&request, &mut |_| {
                    first.get_or_insert_with(|| asked.elapsed());
                })
                .await?;
            Ok::<_, Box<dyn Error + Send + Sync>>(first.unwrap_or_default())
        });
    }
    let mut firsts = Vec::new();
    while let Some(first) = tasks.join_next().await {
        firsts.push(first??);
    }
    Ok(Measured { took: began.elapsed(), cpu: cpu_time().saturating_sub(cpu), first: median(firsts) })
}

/// A run, from its start to the moment when all of it is kept.
async fn run(url: &str, items: u32) -> Outcome<Measured> {
    let folder = tempfile::tempdir()?;
    let (services, session) = sign_in(folder.path(), url).await?;
    let all = templates::list(&services, &session, false).await?;
    let template = all.iter().find(|t| t.content.slots.len() == 1).or(all.first()).ok_or("no template")?;
    let rows = (0..items)
        .map(|n| template.content.slots.iter().map(|slot| (slot.clone(), format!("clause {n}"))).collect());
    let wish = NewRun {
        template: template.id,
        template_version: None,
        rows: rows.collect(),
        count: 1,
        models: vec![MODEL.to_owned()],
        samples: 1,
        para_model: None,
        tool_choice: None,
        options: Options::default(),
        seed: Some(7),
        dataset: None,
        wait_factor: 1,
        paused: false,
    };
    let (began, cpu) = (Instant::now(), cpu_time());
    let id = runs::start(&services, &session, wish).await?.run.id;
    // A listener of the program is a task of the runtime too.
    let following = tokio::spawn({
        let (services, session) = (Arc::clone(&services), Arc::clone(&session));
        async move { follow(&services, &session, id).await }
    });
    let firsts = following.await??;
    let (took, cpu) = (began.elapsed(), cpu_time().saturating_sub(cpu));
    let wanted = Wanted { state: Some(CandidateState::Done), limit: 1, ..Wanted::default() };
    let (_, kept) = runs::candidates(&services, &session, id, wanted).await?;
    if kept != u64::from(items) {
        return Err(format!("{kept} of {items} answers were kept").into());
    }
    Ok(Measured { took, cpu, first: median(firsts) })
}

/// Waits for the end, and notes how long each answer took from its turn to its first token.
async fn follow(
    services: &Services,
    session: &Session,
    id: dsforge::model::id::RunId,
) -> Outcome<Vec<Duration>> {
    let mut begun = std::collections::HashMap::new();
    let mut firsts = Vec::new();
    let Some((_, mut events)) = runs::follow(services, session, id).await? else { return Ok(firsts) };
    loop {
        match events.recv().await {
            Ok(RunEvent::Candidate { candidate, writing: true }) => {
                begun.insert(candidate.id, Instant::now());
            }
            Ok(RunEvent::Token { candidate, .. }) => {
                if let Some(at) = begun.remove(&candidate) {
                    firsts.push(at.elapsed());
                }
            }
            Ok(RunEvent::End) | Err(RecvError::Closed) => return Ok(firsts),
            Ok(_) | Err(RecvError::Lagged(_)) => {}
        }
    }
}

async fn sign_in(folder: &Path, url: &str) -> Outcome<(Arc<Services>, Arc<Session>)> {
    let store = Store::open(&folder.join("app.db"))?;
    let clock = SystemClock::start();
    let ring = || secret::open(&folder.join("secret.json"), None);
    let wish = SignUp {
        username: "ada".to_owned(),
        name: None,
        password: PASSWORD.to_owned(),
        gen_model: None,
        para_model: None,
    };
    auth::add_user(&store, &Gate::new(ring()?, Kdf::default()), wish, clock.now()).await?;
    let services = Services::new(Parts {
        store,
        clock,
        servers: Servers::new(vec![ollama(url)?], Arc::new(DemoServer::new(Pace::NONE)), false),
        gate: Gate::new(ring()?, Kdf::default()),
        session_lifetime: Duration::from_secs(3_600),
        login_rate_limit: 5,
        suggested_username: "ada".to_owned(),
        updates: Updates::of_this_program()?,
    });
    let opened = auth::login(&services, "ada", PASSWORD).await?;
    Ok((services, opened.session))
}

fn ollama(url: &str) -> Outcome<Arc<dyn Llm>> {
    let address = Address::parse(url, None).map_err(|error| error.to_string())?;
    Ok(Arc::new(Ollama::new("ollama", address, Timers::from_timeout(Duration::from_secs(30)))?))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// What this process has used of the processor; nothing where the system does not tell.
fn cpu_time() -> Duration {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = told.rsplit(')').next().unwrap_or_default();
    let ticks: u64 =
        after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

struct StandIn {
    process: Child,
    url: String,
}

impl StandIn {
    fn start() -> Outcome<Self> {
        let mut process =
            Command::new(std::env::current_exe()?).arg("stand-in").stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        BufReader::new(process.stdout.take().ok_or("no output")?).read_line(&mut url)?;
        Ok(Self { process, url: url.trim().to_owned() })
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A server with as many places as it says, which answers as Ollama does and thinks of nothing.
mod stand_in {
    use std::{sync::Arc, time::Duration};

    use serde_json::json;
    use tokio::{
        io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
        net::{TcpListener, TcpStream},
        sync::Semaphore,
        time::{Instant, sleep_until},
    };

    use super::{MODEL, Outcome, PLACES};

    const WORDS: usize = 20;

    pub(super) async fn serve() -> Outcome<()> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        let places = Arc::new(Semaphore::new(PLACES));
        loop {
            let (connection, _) = listener.accept().await?;
            connection.set_nodelay(true)?;
            let places = Arc::clone(&places);
            // A client that hangs up ends its connection and nothing else.
            tokio::spawn(async move { drop(talk(connection, &places).await) });
        }
    }

    async fn talk(connection: TcpStream, places: &Semaphore) -> Outcome<()> {
        let (read, mut to) = connection.into_split();
        let mut from = BufReader::new(read);
        loop {
            let mut request = String::new();
            if from.read_line(&mut request).await? == 0 {
                return Ok(());
            }
            let mut length = 0;
            loop {
                let mut header = String::new();
                from.read_line(&mut header).await?;
                if header.trim().is_empty() {
                    break;
                }
                if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse()?;
                }
            }
            from.read_exact(&mut vec![0; length]).await?;
            if request.starts_with("POST /api/chat") {
                let _place = places.acquire().await?;
                answer(&mut to).await?;
            } else {
                let model = json!({"name": MODEL, "model": MODEL, "digest": "a2af6cc3eb7f", "context_length": 131_072});
                let body = json!({"models": [model], "version": "0.33.0", "capabilities": ["completion"]})
                    .to_string();
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                    body.len()
                );
                to.write_all((head + &body).as_bytes()).await?;
            }
        }
    }

    async fn answer(to: &mut (impl tokio::io::AsyncWrite + Unpin)) -> Outcome<()> {
        let began = Instant::now();
        to.write_all(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n",
        )
        .await?;
        for word in 0..WORDS {
            sleep_until(began + Duration::from_millis(5 + 5 * word as u64)).await;
            let line = json!({"model": MODEL, "message": {"role": "assistant", "content": "notice "}, "done": false});
            send(to, &line.to_string()).await?;
        }
        let line = json!({
            "model": MODEL, "message": {"role": "assistant", "content": ""}, "done": true, "done_reason": "stop",
            "prompt_eval_count": 40, "eval_count": WORDS, "eval_duration": 95_000_000
        });
        send(to, &line.to_string()).await?;
        to.write_all(b"0\r\n\r\n").await?;
        Ok(())
    }

    async fn send(to: &mut (impl tokio::io::AsyncWrite + Unpin), line: &str) -> Outcome<()> {
        let chunk = format!("{:x}\r\n{line}\n\r\n", line.len() + 1);
        to.write_all(chunk.as_bytes()).await?;
        to.flush().await?;
        Ok(())
    }
}
