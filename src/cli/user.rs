//! `dsforge user`: adding and listing users, and their passwords.

use std::path::PathBuf;

use super::{assemble, failure::Failure, password, recovery::RecoveryTo, serve, terminal, terminal::Secrets};
use crate::{
    app::auth::{self, SignUp},
    clock::SystemClock,
    config::{GlobalArgs, ServeArgs, Settings},
    store::accounts,
};

#[derive(Debug, clap::Subcommand)]
pub(super) enum UserCommand {
    /// Add a user; asks for what is missing
    Add(AddArgs),
    /// List the users
    List,
    /// Choose a new password with the recovery code or the old password
    ResetPassword(password::ResetArgs),
    /// Replace a password that you know
    ChangePassword(password::ChangeArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// The name to sign in with
    #[arg(value_name = "NAME")]
    username: Option<String>,
    /// How the page addresses them
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The model that answers by default
    #[arg(long, value_name = "MODEL")]
    gen_model: Option<String>,
    /// The model that paraphrases by default
    #[arg(long, value_name = "MODEL")]
    para_model: Option<String>,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
    /// Write the recovery code to this new file instead of the terminal
    #[arg(long, value_name = "PATH")]
    recovery_file: Option<PathBuf>,
}

pub(super) fn run(global: &GlobalArgs, command: UserCommand) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    let runtime = serve::runtime()?;
    match command {
        UserCommand::Add(args) => runtime.block_on(add(&settings, args)),
        UserCommand::List => runtime.block_on(list(&settings)),
        UserCommand::ResetPassword(args) => runtime.block_on(password::reset(&settings, args)),
        UserCommand::ChangePassword(args) => runtime.block_on(password::change(&settings, args)),
    }
}

async fn add(settings: &Settings, args: AddArgs) -> Result<(), Failure> {
    let store = serve::open(settings)?;
    let recovery = RecoveryTo::prepare(args.recovery_file.clone())?;
    let wish = complete(settings, args).await?;
    let gate = assemble::gate(settings)?;
    let made = auth::add_user(&store, &gate, wish, SystemClock::start().now()).await?;
    store.close().await?;
    recovery.hand_over(&format!("{} may sign in.", made.username), &made.recovery_code);
    Ok(())
}

async fn list(settings: &Settings) -> Result<(), Failure> {
    let store = serve::open(settings)?;
    let users = store.read(|r| Ok::<_, Failure>(accounts::list(r)?)).await?;
    store.close().await?;
    if users.is_empty() {
        terminal::remark("There is no user yet. Start dsforge, or run `dsforge user add`.");
    }
    for (id, username) in users {
        terminal::say(&format!("{id}\t{username}"));
    }
    Ok(())
}

/// Asks for what the arguments leave out, where there is somebody to ask.
async fn complete(settings: &Settings, args: AddArgs) -> Result<SignUp, Failure> {
    let AddArgs { username, name, gen_model, para_model, password_stdin, recovery_file: _ } = args;
    let asks = terminal::can_ask() && !password_stdin;
    let username = match username {
        Some(username) => username,
        None if asks => terminal::ask("Username", None)?,
        None => return Err(Failure::Usage("Name the user: dsforge user add NAME.".to_owned())),
    };
    let name = match name {
        None if asks => Some(terminal::ask("How shall the page address you", Some(&username))?),
        name => name,
    };
    let password = if password_stdin || asks {
        password::new_password(Secrets::of(password_stdin))?.to_string()
    } else {
        let message = "There is no terminal to ask for the password; use --password-stdin.";
        return Err(Failure::Usage(message.to_owned()));
    };
    let (gen_model, para_model) =
        if asks { ask_models(settings, gen_model, para_model).await? } else { (gen_model, para_model) };
    Ok(SignUp { username, name, password, gen_model, para_model })
}

async fn ask_models(
    settings: &Settings,
    gen_model: Option<String>,
    para_model: Option<String>,
) -> Result<(Option<String>, Option<String>), Failure> {
    let usable = assemble::servers(settings)?.of_everybody().usable().await;
    let names: Vec<&str> = usable.iter().map(|usable| usable.model.name.as_str()).collect();
    if names.is_empty() {
        terminal::remark("The model server has no model yet; choose one later in the settings.");
        return Ok((gen_model, para_model));
    }
    terminal::remark(&format!("Models: {}", names.join(", ")));
    let first = names.first().copied();
    let gen_model = match gen_model {
        None => terminal::ask("Model that answers", first)?,
        Some(model) => model,
    };
    let para_model = match para_model {
        None => terminal::ask("Model that paraphrases", Some(&gen_model))?,
        Some(model) => model,
    };
    Ok((Some(gen_model), Some(para_model)))
}
