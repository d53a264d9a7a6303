//! Addresses: of sites and of mailboxes, which look the same in every language.

use std::sync::LazyLock;

use regex::Regex;

use super::{Claim, FactKind};

/// Names that nobody can register, for examples (RFC 2606).
pub(crate) const EXAMPLES: [&str; 4] = ["example.com", "example.org", "example.net", "example"];

/// A mailbox, an address with its scheme, or a bare name of a site that ends in what is plainly a top-level domain: a
/// country's two letters behind a known second level, or one of the most frequent. `notes.md` is no site.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let label = r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?";
    let top = r"(?:com|net|org|info|biz|app|online|site|xyz|shop|live|top|io|id|cn|hk|sg|my|co|me|link|help|support|bank|pay|test|example)";
    let mailbox = format!(r"(?P<mailbox>[A-Za-z0-9._%+\-]{{1,64}}@(?:{label}\.)+[A-Za-z]{{2,}})");
    let url = format!(
        r"(?:https?|ftp)://(?P<url>(?:{label}\.)*{label})(?::\d+)?(?:/[^\s，。；！？、）》”<>\u{{fffc}}]*)?"
    );
    let bare = format!(r"(?P<bare>(?:{label}\.)+{top})(?-u:\b)(?:/[\w\-./?=&%#]*[\w/])?");
    Regex::new(&format!(r"(?i)(?-u:\b){mailbox}|(?-u:\b){url}|(?-u:\b){bare}"))
        .expect("the pattern is well-formed")
});

/// Tells whether a text has a sign of an address: an `@`, or a full stop within a word that is no name of a Markdown file.
pub(crate) fn may_have_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'.', b'@', bytes).any(|at| {
        let is_within = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
        let after = &bytes[at + 1..];
        bytes[at] == b'@'
            || is_within && after.first().is_some_and(u8::is_ascii_alphabetic) && !after.starts_with(b"md")
    })
}

/// Returns the addresses of a text that are not examples.
pub(super) fn find(text: &str) -> impl Iterator<Item = Claim> {
    let found = may_have_address(text).then(|| ADDRESS.captures_iter(text)).into_iter().flatten();
    found.filter_map(|found| {
        let whole = found.get(0)?.range();
        let (kind, host) = match found.name("mailbox") {
            Some(mailbox) => (FactKind::Email, mailbox.as_str().rsplit('@').next()?),
            None => (FactKind::Host, found.name("url").or_else(|| found.name("bare"))?.as_str()),
        };
        let is_part = kind == FactKind::Host && text[..whole.start].ends_with(['@', '/', '-', '_', '.']);
        (!is_part && !is_below_any(host, EXAMPLES)).then_some(Claim { kind, range: whole })
    })
}

/// Returns the host of an address of a site, or of a mailbox.
pub(crate) fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    rest.split(['/', ':', '?', '#']).next().unwrap_or_default()
}

/// Tells whether a host is one of some hosts, or lies below one.
pub(crate) fn is_below_any<'h>(host: &str, hosts: impl IntoIterator<Item = &'h str>) -> bool {
    let host = host.to_ascii_lowercase();
    hosts
        .into_iter()
        .any(|known| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}
