//! Settings: flag, then environment, then `.env`, then default.
