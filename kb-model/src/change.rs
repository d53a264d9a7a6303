//! Changes to files: what a watcher saw, and what a load found.

use std::sync::Arc;

use crate::FilePath;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blob {
    /// Its bytes.
    Bytes(Arc<[u8]>),
    /// Nothing that may be used, and why.
    Refused(String),
}

impl Blob {
    /// Takes bytes.
    pub fn bytes(bytes: impl Into<Arc<[u8]>>) -> Self {
        Blob::Bytes(bytes.into())
    }
}

/// The bytes, or the reason why there are none.
impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        match self {
            Blob::Bytes(bytes) => bytes,
            Blob::Refused(why) => why.as_bytes(),
        }
    }
}

/// What happened to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: FilePath,
    /// What it holds now; nothing if it is gone.
    pub content: Option<Blob>,
}

/// Changes that are applied together, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeSet(pub Vec<Change>);

impl ChangeSet {
    /// Returns a set that writes one file.
    pub fn write(path: impl AsRef<str>, bytes: impl AsRef<[u8]>) -> Self {
        Self(vec![Change { path: FilePath::new(path), content: Some(Blob::bytes(bytes.as_ref())) }])
    }

    /// Returns a set that removes one file.
    pub fn remove(path: impl AsRef<str>) -> Self {
        Self(vec![Change { path: FilePath::new(path), content: None }])
    }

    /// Tells whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
