//! One type for each kind of key. A key can be used for what its type allows and is wiped when dropped.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use aes_gcm::{Aes256Gcm, KeyInit};

use super::{
    derive::{hkdf, labelled},
    rng::{self, NoRandomness},
    secret::{Secret, leaving_nothing},
};

/// Wraps a user's data keys by their password.
pub struct PasswordKey(Secret<32>);

/// Wraps a user's data keys by their recovery code.
pub struct RecoveryKey(Secret<32>);

/// The random key that everything a user owns hangs on, in one epoch. It only ever derives.
pub struct UserDataKey(Secret<32>);

/// Every epoch's data key of one user: holding it is being unlocked.
///
/// Whoever holds it sees what becomes of it: a new epoch reaches every holder, and after [`Keyring::lock`] it
/// opens nothing for anyone. So keys are derived from it where they are used, and not kept for later.
pub struct Keyring(RwLock<Epochs>);

/// Rising, and empty once it was locked.
type Epochs = Vec<(u32, Arc<UserDataKey>)>;

/// The keys of one space (a dataset, a run or a [`Domain`]) in every epoch, ready for use. Seals with the newest,
/// opens with the one a record names.
pub struct SpaceKeys(Vec<(u32, Box<Aes256Gcm>)>);

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
    pub(super) fn derive(root: &Secret<32>, user: u64) -> Self {
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
    pub(super) fn derive(root: &Secret<32>, user: u64) -> Self {
        Self(wrapping_key(root, user, Self::SLOT))
    }

    /// For the sealed profile, which keeps this key so that a later epoch can be wrapped without the code.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Back from the sealed profile.
    pub fn from_exposed(bytes: Secret<32>) -> Self {
        Self(bytes)
    }

    /// Every bit turned over, to look for copies without making one.
    #[cfg(test)]
    pub(crate) fn inverted(&self) -> [u8; 32] {
        self.0.inverted()
    }
}

impl WrappingKey for RecoveryKey {
    const SLOT: u8 = 2;
    fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

fn wrapping_key(root: &Secret<32>, user: u64, slot: u8) -> Secret<32> {
    hkdf(root.as_slice(), b"", &labelled("dsforge/v1/kek", &[&user.to_be_bytes(), &[slot]]))
}

impl UserDataKey {
    /// A new one.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self(rng::secret()?))
    }

    /// Every bit turned over, to look for copies without making one.
    #[cfg(test)]
    pub(crate) fn inverted(&self) -> [u8; 32] {
        self.0.inverted()
    }

    pub(super) fn from_bytes(bytes: Secret<32>) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn dataset(&self, id: u64, salt: &[u8; 32], epoch: u32) -> Secret<32> {
        self.salted("dsforge/v1/dataset", id, salt, epoch)
    }

    fn run(&self, id: u64, salt: &[u8; 32], epoch: u32) -> Secret<32> {
        self.salted("dsforge/v1/run", id, salt, epoch)
    }

    fn salted(&self, label: &str, id: u64, salt: &[u8; 32], epoch: u32) -> Secret<32> {
        hkdf(self.0.as_slice(), salt, &labelled(label, &[&id.to_be_bytes(), &epoch.to_be_bytes()]))
    }

    pub(crate) fn domain(&self, domain: Domain, epoch: u32) -> Secret<32> {
        let info = labelled("dsforge/v1/domain", &[domain.name().as_bytes(), &epoch.to_be_bytes()]);
        hkdf(self.0.as_slice(), b"", &info)
    }
}

impl Keyring {
    /// The first epoch of a new user.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self(RwLock::new(vec![(1, Arc::new(UserDataKey::generate()?))])))
    }

    /// Of all epochs that could be unwrapped; none when there are none.
    pub fn from_epochs(epochs: impl IntoIterator<Item = (u32, UserDataKey)>) -> Option<Self> {
        let mut epochs: Epochs = epochs.into_iter().map(|(epoch, key)| (epoch, Arc::new(key))).collect();
        epochs.sort_by_key(|(epoch, _)| *epoch);
        (!epochs.is_empty()).then(|| Self(RwLock::new(epochs)))
    }

    /// Another keyring with these epochs and the next one. This one takes it over by [`Keyring::learn`], once
    /// the new key is wrapped in the file for good.
    pub fn with_next_epoch(&self) -> Result<Self, NoRandomness> {
        let ahead = self.shared();
        ahead.write().push((self.current_epoch() + 1, Arc::new(UserDataKey::generate()?)));
        Ok(ahead)
    }

    /// Another keyring with the same epochs.
    #[must_use]
    pub fn shared(&self) -> Self {
        Self(RwLock::new(self.epochs()))
    }

    /// Takes over every epoch of the same user's other keyring that this one does not have.
    pub fn learn(&self, other: &Self) {
        if std::ptr::eq(self, other) {
            return;
        }
        let theirs = other.epochs();
        let mut epochs = self.write();
        for (epoch, key) in theirs {
            if let Err(place) = epochs.binary_search_by_key(&epoch, |(known, _)| *known) {
                epochs.insert(place, (epoch, key));
            }
        }
    }

    /// Wipes every key, whoever else holds this keyring.
    pub fn lock(&self) {
        self.write().clear();
    }

    /// The epoch that new seals belong to; 0 when it is locked.
    pub fn current_epoch(&self) -> u32 {
        self.read().last().map_or(0, |(epoch, _)| *epoch)
    }

    /// Every epoch and its key, oldest first.
    pub fn epochs(&self) -> Vec<(u32, Arc<UserDataKey>)> {
        self.read().clone()
    }

    /// The keys of one domain.
    pub fn domain(&self, domain: Domain) -> SpaceKeys {
        self.space(|key, epoch| key.domain(domain, epoch))
    }

    /// The keys of one dataset, by its id and the salt that stands before its row.
    pub fn dataset(&self, id: u64, salt: &[u8; 32]) -> SpaceKeys {
        self.space(|key, epoch| key.dataset(id, salt, epoch))
    }

    /// The keys of one run, by its id and the salt that stands before its row.
    pub fn run(&self, id: u64, salt: &[u8; 32]) -> SpaceKeys {
        self.space(|key, epoch| key.run(id, salt, epoch))
    }

    fn space(&self, derive: impl Fn(&UserDataKey, u32) -> Secret<32>) -> SpaceKeys {
        let cipher = |key: &Secret<32>| leaving_nothing(|| Box::new(Aes256Gcm::new((&**key).into())));
        SpaceKeys(self.read().iter().map(|(epoch, key)| (*epoch, cipher(&derive(key, *epoch)))).collect())
    }

    fn read(&self) -> RwLockReadGuard<'_, Epochs> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Epochs> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SpaceKeys {
    /// The epoch that seals belong to; 0 when there is none, because the keyring was locked.
    pub fn current_epoch(&self) -> u32 {
        self.0.last().map_or(0, |(epoch, _)| *epoch)
    }

    /// The epoch that seals belong to and its key.
    pub(super) fn newest(&self) -> Option<(u32, &Aes256Gcm)> {
        self.0.last().map(|(epoch, cipher)| (*epoch, &**cipher))
    }

    pub(super) fn of(&self, epoch: u32) -> Option<&Aes256Gcm> {
        self.0.iter().find(|(known, _)| *known == epoch).map(|(_, cipher)| &**cipher)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_epoch_has_a_new_key_and_keeps_the_old_one() {
        let keys = Keyring::generate().unwrap();
        let ahead = keys.with_next_epoch().unwrap();
        assert_eq!(keys.current_epoch(), 1, "not before it is learnt");
        keys.learn(&ahead);
        let space = keys.domain(Domain::Drafts);
        assert_eq!(space.current_epoch(), 2);
        assert!(space.of(1).is_some() && space.of(2).is_some() && space.of(3).is_none());
        let [(1, old), (2, new)] = &keys.epochs()[..] else { panic!("two epochs") };
        assert_ne!(old.bytes(), new.bytes());
    }

    #[test]
    fn what_is_learnt_reaches_every_holder_and_a_locked_keyring_opens_nothing_for_anyone() {
        let keys = Arc::new(Keyring::generate().unwrap());
        let other_holder = Arc::clone(&keys);
        keys.learn(&keys.with_next_epoch().unwrap());
        assert_eq!(other_holder.current_epoch(), 2);
        keys.lock();
        assert!(other_holder.domain(Domain::Meta).newest().is_none());
        assert_eq!(other_holder.current_epoch(), 0);
    }

    #[test]
    fn every_space_has_a_key_of_its_own() {
        let key = UserDataKey::generate().unwrap();
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
        let mut spaces: Vec<[u8; 32]> = domains.into_iter().map(|domain| *key.domain(domain, 1)).collect();
        spaces.extend([*key.domain(Domain::Meta, 2), *key.dataset(7, &salt, 1), *key.dataset(8, &salt, 1)]);
        spaces.extend([*key.dataset(7, &salt, 2), *key.run(7, &salt, 1), *key.run(7, &[6; 32], 1)]);
        let count = spaces.len();
        spaces.sort_unstable();
        spaces.dedup();
        assert_eq!(spaces.len(), count);
    }
}
