//! Builds a multilingual help center from a knowledge base, and keeps it current while authors write.
//!
//! A catalog and a theme go in. The [`plan`] says which pages there are and where; each page is seen through a reader
//! as a [`view`], rendered by the theme's templates to an [`output`], and published to a folder or served from memory.

pub mod budget;
pub mod cli;
pub mod commands;
pub mod dates;
pub mod edition;
pub mod feed;
pub mod live;
pub mod llms;
pub mod lock;
pub mod markup;
pub mod offline;
pub mod output;
pub mod plan;
pub mod pseudo;
pub mod publish;
pub mod report;
pub mod route;
pub mod search;
pub mod serve;
pub mod site;
pub mod sitemap;
pub mod start;
mod status;
pub mod theme;
pub mod twin;
pub mod view;
