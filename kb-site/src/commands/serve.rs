//! `kb-site serve`: the live preview.

use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, Result};

use super::{CLEAN, FINDINGS, Folders, audience, today};
use crate::cli::Serve;
use crate::edition::{Address, Edition};
use crate::live::Live;
use crate::serve::{Preview, listen};
use crate::site::Site;

/// Serves until Ctrl-C.
pub fn run(options: &Serve) -> Result<ExitCode> {
    let folders = Folders::find(&options.input)?;
    let watch = folders.watch()?; // before loading, so that no change falls between the two
    let loaded = folders.read()?.join();
    let edition = Edition { audience: audience(&options.input), address: Address::Preview };
    let site = match Site::of(&loaded.catalog, &loaded.files, edition) {
        Ok(site) => site,
        Err(faults) => {
            loaded.report(&faults);
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    let Folders { named, content, .. } = loaded.folders;
    let live = Live::new(loaded.catalog, loaded.files, site);
    let beginning = Arc::clone(live.catalog());
    let preview = Preview::new(live, named.display().to_string());
    let follower = Arc::clone(&preview);
    thread::spawn(move || follower.follow(watch));
    let (checker, today) = (Arc::clone(&preview), today(&options.input));
    thread::spawn(move || checker.check(beginning, today));
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
