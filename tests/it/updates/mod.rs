//! Updates of the program itself, from a server of releases in this process. What is replaced is a small script,
//! which says its version as dsforge does.
#![cfg(unix)]

mod attacks;
mod face;
mod install;
mod killed;
mod releases;
