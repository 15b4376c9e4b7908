//! `dsforge serve`: opens the data, listens, says so, opens the browser, and ends in order.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{net::TcpListener, runtime::Runtime};

use super::{
    assemble,
    failure::Failure,
    logging,
    presence::{self, RunFile},
    terminal, update,
};
use crate::{
    api::{
        self, Face,
        connections::{self, Limits},
        middleware::Hosts,
    },
    app::Services,
    config::{GlobalArgs, ServeArgs, Settings},
    store::{Store, StoreError},
};

/// Ports that are tried after one that is taken.
const PORTS_TRIED: u16 = 20;

pub(super) fn run(global: &GlobalArgs, args: &ServeArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, args)?;
    harden();
    let runtime = runtime()?;
    let store = match open(&settings) {
        Err(Failure::InUse(message)) if settings.open_browser => return join(&settings, message),
        opened => opened?,
    };
    let wanted = log_level();
    logging::start(&settings.db_path, wanted.as_deref())
        .map_err(|error| Failure::system("The log cannot be written", &error))?;
    runtime.block_on(serve(settings, store))
}

/// Opens the data, or says who has it.
pub(super) fn open(settings: &Settings) -> Result<Store, Failure> {
    assemble::store(settings).map_err(|failure| match failure {
        Failure::Store(error) => busy(settings, error),
        failure => failure,
    })
}

/// Says who has the data, when that is what went wrong.
pub(super) fn busy(settings: &Settings, error: StoreError) -> Failure {
    match (error, presence::read(&settings.db_path)) {
        (StoreError::InUse, Some(found)) => Failure::InUse(format!(
            "dsforge is running on this data already (process {}, {}). What it can do is done in its page.",
            found.pid, found.address
        )),
        (StoreError::InUse, None) => Failure::InUse("Another program has this data open.".to_owned()),
        (error, _) => Failure::Store(error),
    }
}

/// The threads that everything runs on. Made before the data is opened, see [`survive_size_limits`].
pub(super) fn runtime() -> Result<Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::system("The program cannot start its threads", &error))?;
    survive_size_limits(&runtime);
    Ok(runtime)
}

/// Makes a limit on the size of files an error of the write that exceeds it. Its signal, 25 where it counts,
/// would end the program if nobody listened; who has begun to listen counts as listening for ever.
#[cfg(unix)]
fn survive_size_limits(runtime: &Runtime) {
    use tokio::signal::unix::{SignalKind, signal};
    let _context = runtime.enter();
    drop(signal(SignalKind::from_raw(25)));
}

#[cfg(not(unix))]
fn survive_size_limits(_: &Runtime) {}

/// Keeps files private and memory out of core dumps, whatever the shell's settings are.
pub(super) fn harden() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit, umask};
        umask(rustix::fs::Mode::from_raw_mode(0o077));
        // Refused only where the limit is lower already.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

async fn serve(settings: Settings, store: Store) -> Result<(), Failure> {
    let services = assemble::services(&settings, store)?;
    let listener = listen(&settings).await?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure::system("The address of the server is not known", &error))?;
    let url = format!("http://{address}");
    let run_file = RunFile::write(&settings.db_path, &url)
        .map_err(|error| Failure::system("The run file cannot be written", &error))?;
    let face = Face {
        hosts: Hosts::new(address.port(), &settings.allow_hosts),
        cors_origins: settings.cors_origins.clone(),
        docs: settings.docs,
    };
    let application = api::application(Arc::clone(&services), &face);
    warn_of_strangers(&settings);
    terminal::say(&format!("dsforge is ready at {url}"));
    update::forget_predecessor();
    if settings.open_browser {
        open_browser(&url);
    }
    let sweeper = tokio::spawn(sweep(Arc::clone(&services)));
    connections::serve(listener, application, Limits::USUAL, end(Arc::clone(&services))).await;
    sweeper.abort();
    services.store.clone().close().await?;
    drop(run_file);
    Ok(())
}

/// The first free port from the one that was asked for.
async fn listen(settings: &Settings) -> Result<TcpListener, Failure> {
    let mut taken = None;
    for step in 0..PORTS_TRIED {
        let Some(port) = settings.port.checked_add(step) else { break };
        match TcpListener::bind(SocketAddr::new(settings.bind, port)).await {
            Ok(listener) => {
                if step > 0 {
                    let wanted = settings.port;
                    terminal::remark(&format!("Port {wanted} is taken by another program; using {port}."));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => taken = Some(error),
            Err(error) => {
                return Err(Failure::system(&format!("dsforge cannot listen on {}", settings.bind), &error));
            }
        }
    }
    let error = taken.unwrap_or_else(|| std::io::Error::other("no port is left"));
    Err(Failure::system(&format!("No free port from {} on", settings.port), &error))
}

fn warn_of_strangers(settings: &Settings) {
    if !settings.bind.is_loopback() {
        terminal::remark(&format!(
            "Warning: {} can be reached from other machines, without encryption on the way. \
             Put a proxy with TLS in front of it.",
            settings.bind
        ));
    }
}

/// Resolves when the program is to end: Ctrl-C, a signal, or the page's Quit.
async fn end(services: Arc<Services>) {
    tokio::select! {
        () = services.quit.cancelled() => {}
        () = interrupted() => {}
    }
    services.runs.halt_everything();
}

#[cfg(unix)]
fn interrupted() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async move {
        match (terminate, interrupt) {
            (Ok(mut terminate), Ok(mut interrupt)) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
            }
            _ => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Ends sessions whose time is over, so that their keys vanish without a request, and settles the file when
/// nobody has written to it for a moment.
async fn sweep(services: Arc<Services>) {
    let mut each_second = tokio::time::interval(Duration::from_secs(1));
    let (mut seen, mut settled) = (0, 0);
    loop {
        each_second.tick().await;
        services.sweep();
        let written = services.store.written();
        // A failure is told to whoever writes next.
        if written == seen && written != settled && services.store.settle().await.is_ok() {
            settled = written;
        }
        seen = written;
    }
}

/// A second start on the same data: shows the first one.
fn join(settings: &Settings, message: String) -> Result<(), Failure> {
    let Some(found) = presence::read(&settings.db_path) else { return Err(Failure::InUse(message)) };
    terminal::remark(&message);
    terminal::say(&format!("dsforge is ready at {}", found.address));
    open_browser(&found.address);
    Ok(())
}

/// Opens the browser, without a shell and without waiting for it. Where there is none, says the address.
fn open_browser(url: &str) {
    let has_screen = !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if !has_screen || open::that_detached(url).is_err() {
        terminal::remark(&format!("Open {url} in your browser. Ctrl-C ends dsforge."));
    }
}

#[expect(clippy::disallowed_methods, reason = "the log is no setting of dsforge's")]
fn log_level() -> Option<String> {
    std::env::var("RUST_LOG").ok()
}
