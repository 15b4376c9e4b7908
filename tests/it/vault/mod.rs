//! The vault from outside: over HTTP, and with the real program in a folder of its own.

mod backups;
mod crowd;
mod doctor;
mod face;
mod home;
mod killed;
mod limits;
mod passwords;
mod rotating;
mod salt;
