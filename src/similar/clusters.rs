//! What belongs together, if whatever is like something belongs with it.

/// Things that are joined one by one. They are known by the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    /// Of each the one it was joined to, which came before it; its own for the first of a group.
    joined_to: Vec<u32>,
}

impl Clusters {
    /// One more, that stands alone.
    pub fn add(&mut self) -> u32 {
        // More than four thousand million of them would all be the last one.
        let number = u32::try_from(self.joined_to.len()).unwrap_or(u32::MAX);
        self.joined_to.push(number);
        number
    }

    /// The first of the group that one is in.
    pub fn first_of(&mut self, mut one: u32) -> u32 {
        while let Some(&next) = self.joined_to.get(one as usize)
            && next != one
        {
            // The way is shortened for whoever goes it next.
            let after = self.joined_to.get(next as usize).copied().unwrap_or(next);
            if let Some(way) = self.joined_to.get_mut(one as usize) {
                *way = after;
            }
            one = after;
        }
        one
    }

    /// Makes one group of two.
    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.first_of(one), self.first_of(other));
        if let Some(later) = self.joined_to.get_mut(one.max(other) as usize) {
            *later = one.min(other);
        }
    }
}
