//! `kb-site serve`: the live preview.

use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, Result};

use super::{CLEAN, FINDINGS, Loaded, audience, today};
use crate::cli::Serve;
use crate::edition::{Address, Edition};
use crate::live::Live;
use crate::live::watch::Watch;
use crate::serve::{Preview, listen};

/// Serves until Ctrl-C.
pub fn run(options: &Serve) -> Result<ExitCode> {
    let loaded = Loaded::load(&options.input)?;
    let (content, theme) = (loaded.content.clone(), loaded.theme.clone());
    let watch = Watch::begin(&content, theme.as_deref()).context("cannot watch the content folder")?;
    let edition = Edition { audience: audience(&options.input), address: Address::Preview };
    let live = match Live::new(loaded.catalog.clone(), loaded.files.clone(), edition) {
        Ok(live) => live,
        Err(faults) => {
            loaded.report(&faults);
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    drop(loaded);
    let preview = Preview::new(live, today(&options.input), options.input.content.display().to_string());
    let follower = Arc::clone(&preview);
    thread::spawn(move || follower.follow(watch));
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server")?;
    runtime.block_on(async {
        let listener = listen(options.port).await.with_context(|| {
            format!("cannot listen on port {}; choose another with `--port`", options.port)
        })?;
        anstream::println!("http://{}/", listener.local_addr()?);
        anstream::eprintln!("following {}; Ctrl-C ends the preview", content.display());
        preview.serve(listener).await.context("the server failed")
    })?;
    runtime.shutdown_background(); // streams of open pages would keep it for ever
    Ok(ExitCode::from(CLEAN))
}
