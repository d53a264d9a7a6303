//! For whom and for which address a site is made.

use jiff::civil::Date;
use kb_model::reader::Audience;

/// What a site depends on besides content and theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Whether drafts are in it.
    pub audience: Audience,
    /// The day that it is made for.
    pub today: Date,
    /// Where it will stand.
    pub base: Base,
}

/// The address of the site: an origin, and the path below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    origin: String,
    path: String,
}

impl Base {
    /// Takes an address such as `https://help.example.com` or `https://example.github.io/help`.
    pub fn new(url: &str) -> Self {
        let url = url.trim_end_matches('/');
        let host_start = url.find("://").map_or(0, |at| at + 3);
        let path_start = url[host_start..].find('/').map_or(url.len(), |at| host_start + at);
        Self { origin: url[..path_start].to_owned(), path: url[path_start..].to_owned() }
    }

    /// Returns the base of a preview: the root of whatever host serves it, known to the world by the origin of `url`.
    pub fn preview(url: &str) -> Self {
        Self { path: String::new(), ..Self::new(url) }
    }

    /// Returns scheme and host.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the path below the origin: empty, or `/help`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the host and the path, as people read them.
    pub fn host(&self) -> String {
        let host = self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host);
        format!("{host}{}", self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::Base;

    #[test]
    fn addresses_are_taken_apart() {
        let check = |url: &str, origin: &str, path: &str, host: &str| {
            let base = Base::new(url);
            assert_eq!((base.origin(), base.path(), base.host().as_str()), (origin, path, host));
        };
        check("https://help.example.com", "https://help.example.com", "", "help.example.com");
        check("https://example.com/help/", "https://example.com", "/help", "example.com/help");
    }
}
