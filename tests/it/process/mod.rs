//! The real binary: how it starts and ends, what its commands say, what survives a pulled plug, and what can be
//! read in what it leaves on the disk.

mod commands;
mod exports;
#[cfg(unix)]
mod generate;
mod imports;
mod leaving;
mod plug;
mod secrets;
mod serve;
mod users;
