//! The server: connections, their limits, and how it ends.
//!
//! In: an address. Out: answers until the program is told to stop (Ctrl-C or SIGTERM); what was begun, “keep this article” above all, is
//! finished first. Slow clients are cut off: a head takes at most ten seconds, in a crowd two, nothing may stand still for
//! three quarters of a minute, and no connection is older than five. Known limit: at most 512 connections; later ones wait.

use crate::desk::Desk;
use crate::guard::Guard;
use crate::origin::Origin;
use crate::records::Records;
use crate::route;
use attache::reader::Reader;
use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_io_timeout::TimeoutStream;

const MOST_CONNECTIONS: usize = 512;
/// The head of a request must be there by then.
const HEAD: Duration = Duration::from_secs(10);
/// And by then where most places are taken: who sends nothing gives way to who does.
const HEAD_IN_A_CROWD: Duration = Duration::from_secs(2);
/// So few places left are a crowd.
const CROWD: usize = 128;
/// Neither side may stand still longer.
const STILL: Duration = Duration::from_secs(45);
/// The age of a connection.
const AGE: Duration = Duration::from_mins(5);
/// What was begun has so long to end.
const FAREWELL: Duration = Duration::from_secs(20);

/// How to serve.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Whether everyone who reaches it may read.
    pub is_public: bool,
    /// Under which address others reach it, where another server stands before it.
    pub origin: Option<Origin>,
    /// The file of the record; need not be there yet.
    pub db: PathBuf,
}

/// What is told once the server listens.
#[derive(Debug, Clone)]
pub struct Served {
    /// Where it listens.
    pub address: SocketAddr,
    /// What must be shown to write, and without `is_public` to read, where others can reach it.
    pub token: Option<String>,
}

/// Serves until the program is told to stop.
///
/// # Errors
/// Where the address cannot be listened on.
pub fn serve(
    reader: Reader,
    settings: &Settings,
    tell: impl FnOnce(&Served),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // Articles are read on these threads, and deep trees take room.
        .thread_stack_size(16 << 20)
        .max_blocking_threads(64)
        .enable_all()
        .build()?;
    runtime.block_on(listen(reader, settings, tell))?;
    runtime.shutdown_timeout(FAREWELL);
    Ok(())
}

async fn listen(
    reader: Reader,
    settings: &Settings,
    tell: impl FnOnce(&Served),
) -> io::Result<()> {
    let listener = TcpListener::bind(settings.listen).await?;
    let address = listener.local_addr()?;
    let guard = Guard::new(address, settings.is_public, settings.origin.clone())?;
    tell(&Served { address, token: guard.token().map(str::to_owned) });
    let desk = Desk::new(reader, Records::new(settings.db.clone()), guard);
    let router = route::router(Arc::new(desk));
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(told_to_stop());
    loop {
        let place = Arc::clone(&places).acquire_owned();
        let next = async {
            let place = place.await.expect("the semaphore is never closed");
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            () = &mut stop => break,
            (place, stream) = next => (place, stream),
        };
        // Out of file handles for a moment: others will close.
        let Ok((stream, _)) = stream else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let is_crowd = places.available_permits() < CROWD;
        let head = if is_crowd { HEAD_IN_A_CROWD } else { HEAD };
        let serving = connection(stream, router.clone(), head, &graceful);
        tokio::spawn(async move {
            serving.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(FAREWELL, graceful.shutdown()).await;
    Ok(())
}

/// Serves one connection; how it ends is the client's business.
fn connection(
    stream: TcpStream,
    router: Router,
    head: Duration,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + 'static {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_read_timeout(Some(STILL));
    stream.set_write_timeout(Some(STILL));
    let io = TokioIo::new(Box::pin(stream));
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(64 << 10)
        .serve_connection(io, TowerToHyperService::new(router));
    let served = graceful.watch(served);
    async move {
        let _ = timeout(AGE, served).await;
    }
}

async fn told_to_stop() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            return interrupted.await;
        };
        tokio::select! {
            () = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}
