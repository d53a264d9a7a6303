//! For whom and for which address a site is made.

use jiff::civil::Date;
use kb_model::Settings;
use kb_model::reader::Audience;

use crate::pseudo::Pseudo;

/// What a site depends on besides content and theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Whether drafts are in it.
    pub audience: Audience,
    /// Where it will stand.
    pub address: SiteAddress,
    /// The day for which it is made.
    pub today: Date,
    /// The pseudo-locales that it has besides its own.
    pub pseudo: &'static [Pseudo],
}

/// Where a site will stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteAddress {
    /// Where `kb.toml` says.
    Settings,
    /// Here, whatever `kb.toml` says.
    Given(Base),
    /// At the root of a preview; the world knows it by the host of `kb.toml`.
    Preview,
}

impl Edition {
    /// Tells whether browsers keep pages for when there is no network. A preview's must not: its worker would outlive it.
    pub fn keeps_offline(&self, settings: &Settings) -> bool {
        settings.offline_kb.is_some() && self.address != SiteAddress::Preview
    }

    /// Returns the address of the site under some settings.
    pub fn base(&self, settings: &Settings) -> Base {
        match &self.address {
            SiteAddress::Settings => Base::new(&settings.base_url),
            SiteAddress::Given(base) => base.clone(),
            SiteAddress::Preview => Base { path: String::new(), ..Base::new(&settings.base_url) },
        }
    }
}

/// The address of the site: an origin, and the path below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
