//! The path of a file inside the content folder.

use std::borrow::Borrow;
use std::fmt;
use std::path::{Component, Path};
use std::sync::Arc;

/// A path below the content folder, with `/` between its parts on every system: `en/articles/payments/charged-twice.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(Arc<str>);

impl FilePath {
    /// Takes a path that is already relative and written with `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(path.as_ref().into())
    }

    /// Returns the path of `file` below `root`, or nothing where it lies elsewhere or is not Unicode.
    pub fn below(root: &Path, file: &Path) -> Option<Self> {
        let rest = file.strip_prefix(root).ok()?;
        let mut path = String::with_capacity(rest.as_os_str().len());
        for part in rest.components() {
            let Component::Normal(name) = part else { return None };
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(name.to_str()?);
        }
        (!path.is_empty()).then(|| Self::new(path))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the folder of the file, without a final `/`; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the file's name.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// Returns what a relative link in this file points to, or nothing where it leaves the content folder.
    pub fn join(&self, link: &str) -> Option<Self> {
        self.joined(link).map(Self::new)
    }

    /// Does what [`FilePath::join`] does, and gives the bare text.
    pub(crate) fn joined(&self, link: &str) -> Option<String> {
        let mut path = String::with_capacity(self.0.len() + link.len());
        path.push_str(self.folder());
        for part in link.split('/') {
            match part {
                "" | "." => {}
                ".." if path.is_empty() => return None,
                ".." => path.truncate(path.rfind('/').unwrap_or_default()),
                name => {
                    if !path.is_empty() {
                        path.push('/');
                    }
                    path.push_str(name);
                }
            }
        }
        Some(path)
    }
}

impl Borrow<str> for FilePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_inside_the_content() {
        let check = |link: &str, expected: Option<&str>| {
            let from = FilePath::new("en/articles/payments/a.md");
            assert_eq!(from.join(link).as_ref().map(FilePath::as_str), expected, "{link}");
        };
        check("b.md", Some("en/articles/payments/b.md"));
        check("./b.md", Some("en/articles/payments/b.md"));
        check("../cards/c.md", Some("en/articles/cards/c.md"));
        check("../../../id/x.md", Some("id/x.md"));
        check("../../../../../etc/passwd", None);
    }
}
