//! dsforge
