//! How alike texts are, and which of many are alike. Texts in, numbers out: this layer knows no example and keeps
//! no text.
//!
//! Two texts are as alike as the sets of three words in a row that they have (Jaccard). [`similarity`] counts that
//! exactly; a [`Sketch`] of 256 bytes stands for a text where there are many, an [`Index`] finds those among a
//! hundred thousand that are like a new one without looking at the others, and a [`Crowd`] joins all that are alike into
//! [`Clusters`].

mod clusters;
mod crowd;
mod groups;
mod index;
mod shingles;
mod sketch;

pub use clusters::Clusters;
pub use crowd::Crowd;
pub use groups::{Group, groups};
pub use index::{Index, Like};
pub use shingles::similarity;
pub use sketch::{Sketch, sketches};

#[cfg(test)]
mod tests;
