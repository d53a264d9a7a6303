//! `kb-site serve`: the live preview.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use tokio::task::spawn_blocking;

use super::{CLEAN, FINDINGS, Folders, Loaded, edition, today};
use crate::cli::Serve;
use crate::edition::SiteAddress;
use crate::live::Live;
use crate::serve::{Preview, listen};
use crate::site::Site;

/// Serves until Ctrl-C.
pub fn run(options: &Serve) -> Result<ExitCode> {
    let folders = Folders::find(&options.input)?;
    let loaded = folders.read()?.join();
    let edition = edition(&options.input, SiteAddress::Preview);
    let site = match Site::of(&loaded.catalog, &loaded.files, edition) {
        Ok(site) => site,
        Err(faults) => {
            loaded.report(&faults);
            anstream::eprintln!("there is nothing to show: the theme has faults; mend them, and begin again");
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    let Loaded { folders, catalog, files } = loaded;
    let (named, content) = (folders.named.display().to_string(), folders.content.display().to_string());
    let live = Live::new(catalog, files, site);
    let beginning = Arc::clone(live.catalog());
    let preview = Preview::new(live, named);
    let (follower, checker, today) = (Arc::clone(&preview), Arc::clone(&preview), today(&options.input));
    let given_day = options.input.today;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server")?;
    let result = runtime.block_on(async {
        let listener = listen(options.port).await.with_context(|| {
            format!("cannot listen on port {}; choose another with `--port`", options.port)
        })?;
        anstream::println!("http://{}/", listener.local_addr()?);
        anstream::eprintln!("following {content}; Ctrl-C ends the preview");
        let following = spawn_blocking(move || folders.watch(given_day).map(|watch| follower.follow(watch)));
        spawn_blocking(move || checker.check(beginning, today));
        tokio::select! {
            served = preview.serve(listener) => served.context("the server failed"),
            ended = following => ended.context("the preview cannot follow any more").flatten(),
        }
    });
    runtime.shutdown_background(); // streams of open pages would keep it for ever
    result.map(|()| ExitCode::from(CLEAN))
}
