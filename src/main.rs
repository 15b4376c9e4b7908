//! The program. Everything is in the library, so that tests and benches drive the real thing.

fn main() -> std::process::ExitCode {
    dsforge::cli::run()
}
