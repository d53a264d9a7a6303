//! The command line: types only. The texts here are the help that users read.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Builds a multilingual help center from Markdown articles, and keeps it current while you write.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Previews the site on this machine; every page follows every save.
    Serve(Serve),
    /// Builds the static site into a folder that any static host serves.
    Build(Build),
    /// Lists every address of the site, and the file that it is made from.
    Routes(Routes),
    /// Answers a query as the site does, or runs the queries of `tasks.toml`.
    Search(Search),
    /// Makes a new knowledge base: settings, a home page and two articles, ready for `serve`.
    ///
    /// For example, with English as the source and Indonesian beside it: `kb-site init help --locale en --locale id`
    Init(Init),
    /// Adds a file with the fields that it must have, or a translation of one to work on.
    ///
    /// For example: `kb-site new article payments/refund-missing --title "Your refund has not arrived"`
    New(New),
    /// Shows what a name in a report means: what is found, why that matters, and what to do instead.
    ///
    /// For example: `kb-site explain lost-url`
    Explain(Explain),
}

/// What a site is made from.
#[derive(Debug, Args)]
pub struct Input {
    /// The folder with `kb.toml` and the articles.
    #[arg(default_value = "content")]
    pub content: PathBuf,
    /// A folder whose files take the place of the default theme's; `theme` beside the content, if it is there.
    #[arg(long, value_name = "DIR")]
    pub theme: Option<PathBuf>,
    /// Shows drafts as if they were published.
    #[arg(long)]
    pub drafts: bool,
    /// The day to make the site for, instead of today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// Adds two languages that nobody speaks, to see whether the layout holds before translations are there.
    ///
    /// They are made from the pages of the source locale: `/x-long/` has words that are half as long again, with accents,
    /// and `/x-rtl/` runs from right to left. Search engines are told to leave them alone.
    #[arg(long)]
    pub pseudo_locales: bool,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// What to show.
    #[command(flatten)]
    pub input: Input,
    /// The port on 127.0.0.1; 0 for any free one.
    #[arg(long, default_value_t = 4040)]
    pub port: u16,
}

/// Options of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// What to build.
    #[command(flatten)]
    pub input: Input,
    /// The folder to build into. It holds the whole old site until the whole new one takes its place.
    ///
    /// What is hidden beside it, `.dist.kb-…`, keeps two builds apart and makes the next one cheap: in links to files that
    /// both have, not in copies. It can be deleted when no build is running.
    #[arg(long, default_value = "dist", value_name = "DIR")]
    pub out: PathBuf,
    /// Where the site will stand, instead of the `base_url` of `kb.toml`; it may have a path.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Shows the heaviest pages, in compressed bytes.
    #[arg(long, conflicts_with = "watch")]
    pub report: bool,
    /// Keeps the folder current until Ctrl-C: a change replaces the files that it concerns, each of them whole.
    #[arg(long)]
    pub watch: bool,
    /// Builds even where content would make pages wrong: broken links lead nowhere, unreadable files are left out.
    #[arg(long)]
    pub allow_errors: bool,
}

/// Options of `routes`.
#[derive(Debug, Args)]
pub struct Routes {
    /// What to list.
    #[command(flatten)]
    pub input: Input,
    /// Adds every address to `urls.lock`, which keeps builds from losing one.
    #[arg(long, conflicts_with_all = ["drafts", "pseudo_locales"])]
    pub lock: bool,
    /// Fails where `urls.lock` lacks an address, or an address of it is lost.
    #[arg(long, conflicts_with_all = ["drafts", "pseudo_locales", "lock"])]
    pub locked: bool,
}

/// Options of `search`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["query", "tasks"]))]
pub struct Search {
    /// What a visitor types.
    pub query: Option<String>,
    /// Asks every query of `tasks.toml`, and fails if too few find their article.
    #[arg(long)]
    pub tasks: bool,
    /// The locale to search, as `kb.toml` names it; without it the source's, and with `--tasks` all.
    #[arg(long, value_name = "TAG")]
    pub locale: Option<String>,
    /// Shows what each word adds, and why; with `--tasks`, every query whose article is not the first.
    #[arg(long)]
    pub explain: bool,
    /// The folder with `kb.toml` and the articles.
    #[arg(long, default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// Finds drafts as if they were published.
    #[arg(long)]
    pub drafts: bool,
    /// The day to answer for, instead of today: sections that have ended are not found.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// A folder that is empty or not there yet.
    pub dir: PathBuf,
    /// A language by its BCP 47 tag, as in `en`, `pt-BR` or `zh-Hans`; the first is the one that you write in, and each
    /// further one is translated into.
    #[arg(long = "locale", value_name = "TAG", default_value = "en")]
    pub locales: Vec<String>,
    /// The day to date the articles from, instead of today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
}

/// Options of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// What to add.
    pub kind: NewKind,
    /// What it is called in every locale: `payments/refund-missing` for an article in the category `payments`, one word such
    /// as `payments` for most others, and a tag such as `ms` for a locale.
    pub id: String,
    /// Adds a draft of the translation into this locale, made from the source, instead of the source.
    #[arg(long, value_name = "TAG")]
    pub locale: Option<String>,
    /// The title; without it there is a place for one.
    #[arg(long, value_name = "TEXT", conflicts_with = "locale")]
    pub title: Option<String>,
    /// What sort of answer an article gives.
    #[arg(long = "type", value_name = "TYPE", default_value = "how-to")]
    pub article_type: ArticleType,
    /// The folder with `kb.toml` and the articles.
    #[arg(long, default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// The day to date it from, instead of today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
}

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
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
    /// The words of the interface in another language, and what `kb.toml` needs for it.
    Locale,
}

/// What sort of answer an article gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ArticleType {
    /// Steps to something that the reader wants.
    HowTo,
    /// Steps out of something that went wrong.
    Troubleshooting,
    /// How something works, and why.
    Explanation,
    /// Facts to look up.
    Reference,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The name that stands in brackets in a report.
    pub name: String,
}

impl Search {
    /// Returns what is searched, as the other commands name it.
    pub fn input(&self) -> Input {
        Input {
            content: self.content.clone(),
            theme: None,
            drafts: self.drafts,
            today: self.today,
            pseudo_locales: false,
        }
    }
}
