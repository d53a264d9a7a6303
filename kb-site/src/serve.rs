//! The preview: a server on this machine alone, with pages that follow every save.

mod http;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use tokio::net::TcpListener;
use tokio::sync::watch::{Receiver, Sender, channel};

use crate::live::Live;
use crate::live::watch::Watch;

/// A live site that several threads share, and the news that it changed.
#[derive(Debug)]
pub struct Preview {
    live: Mutex<Live>,
    news: Sender<u64>,
    today: Date,
    root: String,
}

impl Preview {
    /// Shares a live site, made from the folder that the author calls `root`.
    pub fn new(live: Live, today: Date, root: String) -> Arc<Self> {
        let preview = Arc::new(Self { live: Mutex::new(live), news: channel(0).0, today, root });
        preview.check();
        preview
    }

    /// Follows every change until the watch ends.
    pub fn follow(&self, mut watch: Watch) {
        while let Some(seen) = watch.wait() {
            let update = || {
                let changes = watch.read(&seen, &self.live().catalog());
                self.live().update(changes);
                self.announce();
                self.check();
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

    /// Looks for what would make pages wrong, and tells the pages if that changed.
    fn check(&self) {
        let catalog = self.live().catalog();
        let findings = kb_lint::check(&catalog, self.today).stopping();
        self.live().note(&catalog, findings);
        drop(catalog); // the next change need not copy the knowledge base
        self.announce();
    }

    fn announce(&self) {
        self.news.send_modify(|version| *version += 1);
    }

    fn news(&self) -> Receiver<u64> {
        self.news.subscribe()
    }

    /// A panic while the site was held is a bug, and is reported as one; the site itself is whole between two steps.
    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a port on the loopback interface; a port of 0 is any free one.
pub async fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
}
