//! The preview: a server on this machine alone, with pages that follow every save.

mod http;
mod restyle;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use kb_lint::Checked;
use kb_model::Catalog;
use tokio::net::TcpListener;
use tokio::sync::watch::{Receiver, Sender, channel};

use crate::live::Live;
use crate::live::watch::Watch;
use crate::publish::Memory;

/// A live site that several threads share, and the news that it changed.
#[derive(Debug)]
pub struct Preview {
    memory: Mutex<Memory>,
    /// The number of changes so far: every announcement carries it.
    news: Sender<u64>,
    root: String,
}

impl Preview {
    /// Shares a live site, made from the folder that the author calls `root`.
    pub fn new(live: Live, root: String) -> Arc<Self> {
        Arc::new(Self { memory: Mutex::new(Memory::new(live)), news: channel(0).0, root })
    }

    /// Checks a knowledge base as it was in the beginning; from then on each change is checked with it.
    pub fn check(&self, beginning: Arc<Catalog>, today: Date) {
        let checked = Checked::of(&beginning, today);
        drop(beginning); // the changes to come need not copy it
        self.memory().live_mut().follow(checked);
        self.announce();
    }

    /// Follows every change until the watch ends.
    pub fn follow(&self, mut watch: Watch) {
        while let Some(seen) = watch.wait() {
            let update = || {
                let catalog = self.memory().live().catalog().clone();
                let changes = watch.read(&seen, &catalog);
                drop(catalog); // so that the change need not copy it
                self.memory().update(changes);
                self.announce();
            };
            if catch_unwind(AssertUnwindSafe(update)).is_err() {
                anstream::eprintln!(
                    "a bug in kb-site: the change above could not be taken in; the preview goes on"
                );
            }
        }
    }

    /// Serves until Ctrl-C.
    pub async fn serve(self: Arc<Self>, listener: TcpListener) -> io::Result<()> {
        let service = http::router(self);
        tokio::select! {
            result = axum::serve(listener, service) => result,
            result = tokio::signal::ctrl_c() => result,
        }
    }

    fn announce(&self) {
        self.news.send_modify(|version| *version += 1);
    }

    fn news(&self) -> Receiver<u64> {
        self.news.subscribe()
    }

    /// A panic while the site was held is a bug, and is reported as one; the site itself is whole between two steps.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a port on the loopback interface; a port of 0 is any free one.
pub async fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
}
