//! Lists that come in pages, and the answers that several resources give.

use poem_openapi::{ApiResponse, payload::Json, types::ToJSON};

use crate::app::error::AppError;

/// Entries of a page when a request does not say.
const USUAL: u64 = 50;
/// Entries of a page at most.
const MOST: u64 = 1000;

/// Which entries a page holds.
pub(super) struct PageOf {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl PageOf {
    /// From `page`, which starts at 1, and `size`.
    pub(super) fn new(page: Option<u64>, size: Option<u64>) -> Result<Self, AppError> {
        let (page, size) = (page.unwrap_or(1), size.unwrap_or(USUAL));
        if page == 0 {
            return Err(AppError::bad("page", "page starts at 1"));
        }
        if !(1..=MOST).contains(&size) {
            return Err(AppError::bad("size", format!("size is {size}; ask for 1 to {MOST}")));
        }
        let at = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Ok(Self { offset: at((page - 1).saturating_mul(size)), limit: at(size) })
    }

    /// This page of a list that is in memory.
    pub(super) fn cut<T>(&self, all: Vec<T>) -> Vec<T> {
        all.into_iter().skip(self.offset).take(self.limit).collect()
    }
}

/// Something new was made.
#[derive(ApiResponse)]
pub(super) enum Created<T: ToJSON> {
    /// What was made.
    #[oai(status = 201)]
    Created(Json<T>),
}

/// Done, and there is nothing to say.
#[derive(ApiResponse)]
pub(super) enum NoContent {
    /// Done.
    #[oai(status = 204)]
    Done,
}

/// Examples were added.
#[derive(ApiResponse)]
pub(super) enum Added {
    /// Done, all of it.
    #[oai(status = 204)]
    Done(
        /// The change, by which it can be taken back; left out when every example was there already.
        #[oai(header = "X-Change-Id")]
        Option<u64>,
        /// How many were answers that this dataset has already, and so were not added again.
        #[oai(header = "X-Already-There")]
        u64,
    ),
}
