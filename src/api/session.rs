//! First start, signing in and out, over HTTP.

use std::{sync::Arc, time::Duration};

use poem_openapi::{ApiResponse, Object, OpenApi, payload::Json};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{
    Tag,
    auth::{Credentials, SignedIn},
    body::Body,
    error::Result,
    page::NoContent,
};
use crate::app::{
    Services, auth,
    auth::{
        SignUp,
        sessions::{Opened, Session as Signed},
    },
    error::AppError,
};

/// Whether somebody has to be made first.
#[derive(Object)]
struct Setup {
    /// True while there is no user.
    needed: bool,
    /// A name to begin with: the computer account's.
    username: String,
    /// Whether the built-in demo models are always offered.
    demo: bool,
}

/// The first user.
#[derive(Object, Deserialize)]
struct SetupInput {
    /// The name to sign in with. It stands in the file in clear.
    username: String,
    /// How the page addresses them; the username when left out.
    name: Option<String>,
    /// 8 to 1024 bytes.
    password: String,
}

/// The first user is made and signed in.
#[derive(Object)]
struct SetupDone {
    /// Opens everything when the password is forgotten. Shown once and kept nowhere.
    recovery_code: String,
    /// The bearer token.
    token: String,
    /// When it ends.
    expires_at: String,
    /// Seconds until it ends.
    ttl_s: u64,
}

/// A lost password.
#[derive(Object, Deserialize)]
struct RecoverInput {
    /// The name they sign in with.
    username: String,
    /// The code that was shown when the account was made. Case, spaces and dashes do not count.
    recovery_code: String,
    /// The new password: 8 to 1024 bytes.
    new_password: String,
}

/// A bearer token.
#[derive(Object)]
struct Token {
    /// To be sent as `Authorization: Bearer`.
    token: String,
    /// When it ends.
    expires_at: String,
    /// Seconds until it ends.
    ttl_s: u64,
}

/// Who is signed in, and for how long.
#[derive(Object)]
struct Session {
    /// The name they sign in with.
    username: String,
    /// How the page addresses them.
    name: String,
    /// When the session ends.
    expires_at: String,
    /// Seconds until it ends.
    ttl_s: u64,
    /// Whether it can be extended.
    can_extend: bool,
}

/// The first user was made.
#[derive(ApiResponse)]
enum SetupResponse {
    /// The recovery code is in here and nowhere else.
    #[oai(status = 201)]
    Done(Json<SetupDone>),
}

/// Who is signed in.
pub(super) struct SessionApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Account")]
impl SessionApi {
    /// Ask whether setup is needed
    #[oai(path = "/setup", method = "get", operation_id = "get_setup")]
    async fn setup_state(&self) -> Result<Json<Setup>> {
        let needed = auth::setup_needed(&self.0).await?;
        Ok(Json(Setup {
            needed,
            username: self.0.suggested_username.clone(),
            demo: self.0.servers.always_demo(),
        }))
    }

    /// Make the first user
    ///
    /// With a dataset and a sample template to begin with. 409 when there is a user already.
    #[oai(path = "/setup", method = "post", operation_id = "setup")]
    async fn setup(&self, body: Body<SetupInput>) -> Result<SetupResponse> {
        let SetupInput { username, name, password } = body.0;
        let wish = SignUp { username, name, password, gen_model: None, para_model: None };
        let (recovery_code, opened) = auth::set_up(&self.0, wish).await?;
        let Token { token, expires_at, ttl_s } = self.token(opened);
        Ok(SetupResponse::Done(Json(SetupDone { recovery_code, token, expires_at, ttl_s })))
    }

    /// Sign in
    ///
    /// With HTTP Basic. Too many attempts in a minute are answered with 429 and `Retry-After`.
    #[oai(path = "/login", method = "post", operation_id = "login")]
    async fn login(&self, who: Credentials) -> Result<Json<Token>> {
        let opened = auth::login(&self.0, &who.0.username, &who.0.password).await?;
        Ok(Json(self.token(opened)))
    }

    /// Choose a new password with the recovery code
    ///
    /// For when the password is lost. Nothing else is: every dataset opens as before, and the recovery code stays
    /// valid. Ends all your sessions and signs you in. A wrong code and an unknown name get the same answer.
    /// Attempts are counted together with those to sign in.
    #[oai(path = "/recover", method = "post", operation_id = "recover")]
    async fn recover(&self, body: Body<RecoverInput>) -> Result<Json<Token>> {
        let RecoverInput { username, recovery_code, new_password } = body.0;
        let (code, new) = (Zeroizing::new(recovery_code), Zeroizing::new(new_password));
        let opened = auth::recover(&self.0, &username, &code, &new).await?;
        Ok(Json(self.token(opened)))
    }

    /// Sign out
    ///
    /// Ends the session on the server, and pauses your runs until you sign in again.
    #[oai(path = "/logout", method = "post", operation_id = "logout")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn logout(&self, who: SignedIn) -> Result<NoContent> {
        auth::logout(&self.0, who.session(), &who.0.token);
        Ok(NoContent::Done)
    }

    /// Look at the session
    #[oai(path = "/session", method = "get", operation_id = "get_session")]
    async fn session(&self, who: SignedIn) -> Result<Json<Session>> {
        let preferences = crate::app::preferences::get(&self.0, who.session()).await?;
        let session = who.session();
        Ok(Json(Session {
            username: session.username.clone(),
            name: preferences.name,
            expires_at: session.expires_at.to_string(),
            ttl_s: self.left(session),
            can_extend: self.0.sessions.can_extend(session),
        }))
    }

    /// Stay signed in
    ///
    /// Gives a new token; the old one works for half a minute more.
    #[oai(path = "/session/extend", method = "post", operation_id = "extend_session")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn extend(&self, who: SignedIn) -> Result<Json<Token>> {
        let extended = self.0.sessions.extend(&who.0.token).map_err(AppError::from)?;
        let opened = extended.ok_or(AppError::Locked)?;
        Ok(Json(self.token(opened)))
    }
}

impl SessionApi {
    fn token(&self, Opened { token, session }: Opened) -> Token {
        Token { token, expires_at: session.expires_at.to_string(), ttl_s: self.left(&session) }
    }

    fn left(&self, session: &Signed) -> u64 {
        (self.0.sessions.left(session) + Duration::from_millis(500)).as_secs()
    }
}
