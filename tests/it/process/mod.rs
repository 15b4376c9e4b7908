//! The real binary: how it starts and ends, what its commands say, what survives a pulled plug, and what can be
//! read in what it leaves on the disk.

mod commands;
mod exports;
mod imports;
mod plug;
mod secrets;
mod serve;
mod users;
