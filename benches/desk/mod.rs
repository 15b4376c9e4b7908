//! What the benches of files begin with: somebody who is signed in, prose to work on, and a look at the memory.

use std::{fs, sync::Arc, time::Duration};

use dsforge::{
    app::{
        Parts, Services,
        auth::{self, Gate, SignUp, sessions::Session},
    },
    clock::SystemClock,
    crypto::kdf::Kdf,
    llm::{
        Servers,
        demo::{DemoServer, Pace},
    },
    store::{Store, secret},
    update::Updates,
};

/// ada, signed in to a new dsforge in a folder.
pub(super) async fn signed_in(folder: &tempfile::TempDir) -> (Arc<Services>, Arc<Session>) {
    let store = Store::open(&folder.path().join("app.db")).expect("a new file");
    let ring = secret::open(&folder.path().join("secret.json"), None).expect("a new secret");
    let services = Services::new(Parts {
        store,
        clock: SystemClock::start(),
        servers: Servers::new(Vec::new(), Arc::new(DemoServer::new(Pace::LIFELIKE)), true),
        gate: Gate::new(ring, Kdf::default()),
        session_lifetime: Duration::from_secs(3600),
        login_rate_limit: 5,
        suggested_username: "ada".to_owned(),
        updates: Updates::of_this_program().expect("a version"),
    });
    let wish = SignUp {
        username: "ada".to_owned(),
        name: None,
        password: "the rent is due on the first".to_owned(),
        gen_model: None,
        para_model: None,
    };
    let (_, opened) = auth::set_up(&services, wish).await.expect("a first user");
    (services, opened.session)
}

/// Prose: the same for the same number, and for no two numbers alike.
pub(super) struct Words(u64);

impl Words {
    pub(super) fn of(number: u64) -> Self {
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn text(&mut self, words: usize) -> String {
        const WORDS: [&str; 16] = [
            "tenant",
            "landlord",
            "deposit",
            "notice",
            "repairs",
            "clause",
            "rent",
            "month",
            "keys",
            "garden",
            "heating",
            "contract",
            "period",
            "termination",
            "increase",
            "\"utilities\"",
        ];
        let mut text = String::new();
        for _ in 0..words {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            text.push_str(WORDS[usize::try_from(self.0 % 16).unwrap_or(0)]);
            text.push_str(if self.0.is_multiple_of(11) { ".\n" } else { " " });
        }
        text
    }
}

/// Memory in use now, in KiB; 0 where the system does not say.
pub(super) fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
