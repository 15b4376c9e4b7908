//! One type for each kind of key. A key can be used for what its type allows and is wiped when dropped.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::{
    derive::{Secret, hkdf, labelled},
    rng::{self, NoRandomness},
};

/// Wraps a user's data keys by their password.
pub struct PasswordKey(Secret);

/// Wraps a user's data keys by their recovery code.
pub struct RecoveryKey(Secret);

/// The random key that everything a user owns hangs on, in one epoch. It only ever derives.
pub struct UserDataKey(Secret);

/// Every epoch's data key of one user: holding it is being unlocked.
pub struct Keyring {
    newest: (u32, UserDataKey),
    older: BTreeMap<u32, UserDataKey>,
}

/// The keys of one space (a dataset, a run or a [`Domain`]) in every epoch. Seals with the newest, opens with
/// the one a record names.
pub struct SpaceKeys {
    newest: (u32, Secret),
    older: Vec<(u32, Secret)>,
}

/// What a user owns outside of datasets and runs. Each domain has its own key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Names and counts of datasets.
    Meta,
    /// Prompt templates and their versions.
    Templates,
    /// Export templates.
    ExportTemplates,
    /// Chat templates.
    ChatTemplates,
    /// Preferences.
    Prefs,
    /// What a page has not saved yet.
    Drafts,
    /// Connections to model servers.
    Providers,
}

impl Domain {
    fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Templates => "templates",
            Self::ExportTemplates => "export_templates",
            Self::ChatTemplates => "chat_templates",
            Self::Prefs => "prefs",
            Self::Drafts => "drafts",
            Self::Providers => "providers",
        }
    }
}

/// What may wrap a [`UserDataKey`].
pub(super) trait WrappingKey {
    /// Tells the wraps of one key apart by what opens them.
    const SLOT: u8;
    fn bytes(&self) -> &[u8; 32];
}

impl PasswordKey {
    pub(super) fn derive(root: &Secret, user: u64) -> Self {
        Self(wrapping_key(root, user, Self::SLOT))
    }
}

impl WrappingKey for PasswordKey {
    const SLOT: u8 = 1;
    fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl RecoveryKey {
    pub(super) fn derive(root: &Secret, user: u64) -> Self {
        Self(wrapping_key(root, user, Self::SLOT))
    }

    /// For the sealed profile, which keeps this key so that a later epoch can be wrapped without the code.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Back from the sealed profile.
    pub fn from_exposed(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }
}

impl WrappingKey for RecoveryKey {
    const SLOT: u8 = 2;
    fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

fn wrapping_key(root: &Secret, user: u64, slot: u8) -> Secret {
    hkdf(root.as_slice(), b"", &labelled("dsforge/v1/kek", &[&user.to_be_bytes(), &[slot]]))
}

impl UserDataKey {
    /// A new one.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self(rng::secret()?))
    }

    pub(super) fn from_bytes(bytes: Secret) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn salted(&self, label: &str, id: u64, salt: &[u8; 32], epoch: u32) -> Secret {
        hkdf(self.0.as_slice(), salt, &labelled(label, &[&id.to_be_bytes(), &epoch.to_be_bytes()]))
    }

    fn domain(&self, domain: Domain, epoch: u32) -> Secret {
        let info = labelled("dsforge/v1/domain", &[domain.name().as_bytes(), &epoch.to_be_bytes()]);
        hkdf(self.0.as_slice(), b"", &info)
    }
}

impl Keyring {
    /// The first epoch of a new user.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self { newest: (1, UserDataKey::generate()?), older: BTreeMap::new() })
    }

    /// Of all epochs that could be unwrapped; none when there are none.
    pub fn from_epochs(epochs: impl IntoIterator<Item = (u32, UserDataKey)>) -> Option<Self> {
        let mut older: BTreeMap<u32, UserDataKey> = epochs.into_iter().collect();
        older.pop_last().map(|newest| Self { newest, older })
    }

    /// Begins the next epoch: what is sealed from now on uses its key. Older keys stay.
    pub fn advance(&mut self) -> Result<(), NoRandomness> {
        let next = (self.newest.0 + 1, UserDataKey::generate()?);
        let (epoch, key) = std::mem::replace(&mut self.newest, next);
        self.older.insert(epoch, key);
        Ok(())
    }

    /// The epoch that new seals belong to.
    pub fn current_epoch(&self) -> u32 {
        self.newest.0
    }

    /// Every epoch and its key, oldest first.
    pub fn epochs(&self) -> impl Iterator<Item = (u32, &UserDataKey)> {
        self.older.iter().map(|(epoch, key)| (*epoch, key)).chain([(self.newest.0, &self.newest.1)])
    }

    /// The keys of one domain.
    pub fn domain(&self, domain: Domain) -> SpaceKeys {
        self.space(|key, epoch| key.domain(domain, epoch))
    }

    /// The keys of one dataset, by its id and the salt that stands before its row.
    pub fn dataset(&self, id: u64, salt: &[u8; 32]) -> SpaceKeys {
        self.space(|key, epoch| key.salted("dsforge/v1/dataset", id, salt, epoch))
    }

    /// The keys of one run, by its id and the salt that stands before its row.
    pub fn run(&self, id: u64, salt: &[u8; 32]) -> SpaceKeys {
        self.space(|key, epoch| key.salted("dsforge/v1/run", id, salt, epoch))
    }

    fn space(&self, derive: impl Fn(&UserDataKey, u32) -> Secret) -> SpaceKeys {
        let (epoch, key) = &self.newest;
        SpaceKeys {
            newest: (*epoch, derive(key, *epoch)),
            older: self.older.iter().map(|(epoch, key)| (*epoch, derive(key, *epoch))).collect(),
        }
    }
}

impl SpaceKeys {
    /// The epoch that seals belong to.
    pub fn current_epoch(&self) -> u32 {
        self.newest.0
    }

    pub(super) fn newest(&self) -> &[u8; 32] {
        &self.newest.1
    }

    pub(super) fn of(&self, epoch: u32) -> Option<&[u8; 32]> {
        let mut all = self.older.iter().chain([&self.newest]);
        all.find(|(known, _)| *known == epoch).map(|(_, key)| &**key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_epoch_seals_with_a_new_key_and_keeps_the_old_one() {
        let mut keys = Keyring::generate().unwrap();
        let before = *keys.domain(Domain::Drafts).newest();
        keys.advance().unwrap();
        let after = keys.domain(Domain::Drafts);
        assert_eq!(after.current_epoch(), 2);
        assert_ne!(*after.newest(), before);
        assert_eq!(after.of(1), Some(&before));
        assert_eq!(after.of(3), None);
        assert_eq!(keys.epochs().map(|(epoch, _)| epoch).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn every_space_has_a_key_of_its_own() {
        let keys = Keyring::generate().unwrap();
        let salt = [5; 32];
        let domains = [
            Domain::Meta,
            Domain::Templates,
            Domain::ExportTemplates,
            Domain::ChatTemplates,
            Domain::Prefs,
            Domain::Drafts,
            Domain::Providers,
        ];
        let mut spaces: Vec<[u8; 32]> = domains.into_iter().map(|d| *keys.domain(d).newest()).collect();
        spaces.extend([*keys.dataset(7, &salt).newest(), *keys.dataset(8, &salt).newest()]);
        spaces.extend([*keys.run(7, &salt).newest(), *keys.run(7, &[6; 32]).newest()]);
        let count = spaces.len();
        spaces.sort_unstable();
        spaces.dedup();
        assert_eq!(spaces.len(), count);
    }
}
