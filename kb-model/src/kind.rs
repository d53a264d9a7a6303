//! The kinds of files, and the fields that each may have.
//!
//! A file's kind is its folder. The tables here are the schema of the front matter: reading, linting and translating
//! all go by them.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An answer to one question.
    Article,
    /// A group of articles.
    Category,
    /// A way to reach somebody who can help.
    Channel,
    /// What to have ready, or to do, item by item.
    Checklist,
    /// Questions whose answers lead to what to do.
    Troubleshooter,
    /// A page with a fixed place, such as the home page.
    Page,
}

/// Which of a thing's files hold a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The source alone: the value does not depend on language.
    Source,
    /// Every locale: words that are translated from the source.
    Wording,
    /// Every locale for itself: not translated word by word, such as a slug or what visitors type.
    Own,
    /// Translations alone.
    Translation,
}

/// What a field's value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// A date without a time.
    Date,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// One of some strings.
    Choice(&'static [&'static str]),
    /// A table with these fields.
    Table(&'static [FieldSpec]),
    /// A list of tables with these fields.
    Tables(&'static [FieldSpec]),
    /// A table of named tables, each with these fields.
    Named(&'static [FieldSpec]),
    /// A table of texts under names of their own, in tables or not: `yes = "…"` below `[answers.paid]` is named `paid.yes`.
    Words,
}

/// One field that a kind of file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Which files hold it.
    pub half: Half,
}

impl Kind {
    /// Every kind, in the order in which reports name them.
    pub const ALL: [Kind; 6] =
        [Kind::Article, Kind::Category, Kind::Channel, Kind::Checklist, Kind::Troubleshooter, Kind::Page];

    /// Returns the folder that holds files of this kind.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Article => "articles",
            Kind::Category => "categories",
            Kind::Channel => "channels",
            Kind::Checklist => "checklists",
            Kind::Troubleshooter => "troubleshooters",
            Kind::Page => "pages",
        }
    }

    /// Returns the kind that a folder holds.
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// Returns the kind's name in the singular.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Category => "category",
            Kind::Channel => "channel",
            Kind::Checklist => "checklist",
            Kind::Troubleshooter => "troubleshooter",
            Kind::Page => "page",
        }
    }

    /// Returns the fields that files of this kind may have.
    pub fn fields(self) -> &'static [FieldSpec] {
        match self {
            Kind::Article => ARTICLE,
            Kind::Category => CATEGORY,
            Kind::Channel => CHANNEL,
            Kind::Checklist => CHECKLIST,
            Kind::Troubleshooter => TROUBLESHOOTER,
            Kind::Page => PAGE,
        }
    }

    /// Returns one field of this kind.
    pub fn field(self, name: &str) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|field| field.name == name)
    }
}

/// How urgent a matter is, most urgent first: `now` means that money or an account is at risk.
pub const URGENCIES: &[&str] = &["now", "soon", "later"];

const fn source(name: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { name, shape, half: Half::Source }
}

const fn wording(name: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { name, shape, half: Half::Wording }
}

const fn own(name: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { name, shape, half: Half::Own }
}

const TITLE: FieldSpec = wording("title", Shape::Text);
const SUMMARY: FieldSpec = wording("summary", Shape::Text);
const SLUG: FieldSpec = own("slug", Shape::Text);
const ALIASES: FieldSpec = own("aliases", Shape::Texts);
const ALLOW: FieldSpec = own(
    "allow",
    Shape::Tables(&[
        own("rule", Shape::Text),
        own("reason", Shape::Text),
        own("words", Shape::Text),
        own("until", Shape::Date),
    ]),
);
const AUDIENCE: FieldSpec = source("audience", Shape::Texts);
const TRANSLATION: FieldSpec = FieldSpec {
    name: "translation",
    shape: Shape::Table(&[
        own("method", Shape::Choice(&["human", "machine-reviewed", "machine", "draft"])),
        own("reviewed_by", Shape::Text),
        own("from", Shape::Text),
    ]),
    half: Half::Translation,
};

const ARTICLE: &[FieldSpec] = &[
    TITLE,
    SUMMARY,
    source("type", Shape::Choice(&["how-to", "troubleshooting", "explanation", "reference"])),
    AUDIENCE,
    source("owner", Shape::Text),
    source("updated", Shape::Date),
    source("checked", Shape::Date),
    source("review_by", Shape::Date),
    source("status", Shape::Choice(&["draft", "published", "archived"])),
    source("replaced_by", Shape::Text),
    source("archived_reason", Shape::Text),
    source("urgency", Shape::Choice(URGENCIES)),
    source("party", Shape::Texts),
    source("order", Shape::Integer),
    source("related", Shape::Texts),
    source("channels", Shape::Texts),
    source("checklists", Shape::Texts),
    source("troubleshooters", Shape::Texts),
    source("needs", Shape::Texts),
    source("matter", Shape::Text),
    source("critical", Shape::Texts),
    source("translate", Shape::Boolean),
    wording("symptoms", Shape::Texts),
    own("search_terms", Shape::Texts),
    SLUG,
    ALIASES,
    ALLOW,
    TRANSLATION,
];

const CATEGORY: &[FieldSpec] = &[
    TITLE,
    SUMMARY,
    source("icon", Shape::Text),
    source("order", Shape::Integer),
    AUDIENCE,
    source("lead", Shape::Texts),
    SLUG,
    ALIASES,
    ALLOW,
    TRANSLATION,
];

const CHANNEL: &[FieldSpec] = &[
    TITLE,
    SUMMARY,
    source("party", Shape::Text),
    AUDIENCE,
    source("topics", Shape::Texts),
    source("urgency", Shape::Texts),
    source("realtime", Shape::Boolean),
    source(
        "medium",
        Shape::Choice(&["self-service", "chat", "form", "email", "phone", "in-person", "ticket"]),
    ),
    source(
        "languages",
        Shape::Tables(&[source("tag", Shape::Text), source("level", Shape::Choice(crate::channel::LEVELS))]),
    ),
    source("needs", Shape::Texts),
    source("never_ask", Shape::Texts),
    wording("best_for", Shape::Text),
    wording("not_for", Shape::Text),
    wording("how", Shape::Text),
    wording("say_first", Shape::Text),
    wording("hours", Shape::Text),
    SLUG,
    ALIASES,
    ALLOW,
    TRANSLATION,
];

const CHECKLIST: &[FieldSpec] = &[
    TITLE,
    SUMMARY,
    AUDIENCE,
    source("items", Shape::Texts),
    source("composer", Shape::Boolean),
    source(
        "item",
        Shape::Named(&[
            source("where", Shape::Text),
            source("input", Shape::Choice(crate::checklist::INPUTS)),
            source("mask", Shape::Choice(crate::checklist::MASKS)),
        ]),
    ),
    wording(
        "labels",
        Shape::Named(&[
            wording("label", Shape::Text),
            wording("hint", Shape::Text),
            wording("why", Shape::Text),
        ]),
    ),
    SLUG,
    ALIASES,
    ALLOW,
    TRANSLATION,
];

const TROUBLESHOOTER: &[FieldSpec] = &[
    TITLE,
    SUMMARY,
    source("category", Shape::Text),
    AUDIENCE,
    source("owner", Shape::Text),
    source("updated", Shape::Date),
    source("review_by", Shape::Date),
    source("order", Shape::Integer),
    source("start", Shape::Text),
    source("minutes", Shape::Integer),
    source("needs", Shape::Texts),
    source(
        "nodes",
        Shape::Named(&[
            source("answers", Shape::Tables(&[source("id", Shape::Text), source("to", Shape::Text)])),
            source("certain", Shape::Boolean),
            source("merge", Shape::Boolean),
            source("outcome", Shape::Boolean),
            source("urgency", Shape::Choice(URGENCIES)),
            source("party", Shape::Text),
            source("article", Shape::Text),
            source("channels", Shape::Texts),
            source("checklists", Shape::Texts),
        ]),
    ),
    source(
        "scenarios",
        Shape::Tables(&[
            source("name", Shape::Text),
            source("answers", Shape::Texts),
            source("expect", Shape::Text),
        ]),
    ),
    wording("answers", Shape::Words),
    wording("symptoms", Shape::Texts),
    own("search_terms", Shape::Texts),
    SLUG,
    ALIASES,
    ALLOW,
    TRANSLATION,
];

const PAGE: &[FieldSpec] =
    &[TITLE, SUMMARY, wording("phrases", Shape::Words), own("secrets", Shape::Texts), ALLOW, TRANSLATION];
