//! The server: connections, their limits, and how it ends.
//!
//! In: an address. Out: answers until the program is told to stop (Ctrl-C or SIGTERM); what was begun, “keep this article” above all, is
//! finished first. Slow clients are cut off: a head takes at most ten seconds, nothing may stand still for three quarters of a
//! minute, and no connection grows older than two, so that an answer is read by then; in a crowd all that is shorter. Known
//! limit: at most 512 connections; later ones wait.

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
/// What a connection may take.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// The head of a request must be there by then.
    head: Duration,
    /// Neither side may stand still longer.
    still: Duration,
    /// And all must be done by then, however slowly an answer is read.
    age: Duration,
}
const PATIENCE: Patience = Patience {
    head: Duration::from_secs(10),
    still: Duration::from_secs(45),
    age: Duration::from_mins(2),
};
/// Where most places are taken, who is slow gives way to who is not.
const PATIENCE_IN_A_CROWD: Patience = Patience {
    head: Duration::from_secs(2),
    still: Duration::from_secs(10),
    age: Duration::from_secs(20),
};
/// So few places left are a crowd.
const CROWD: usize = 128;
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
        let patience = if is_crowd { PATIENCE_IN_A_CROWD } else { PATIENCE };
        let serving = connection(stream, router.clone(), patience, &graceful);
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
    patience: Patience,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + 'static {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_read_timeout(Some(patience.still));
    stream.set_write_timeout(Some(patience.still));
    let io = TokioIo::new(Box::pin(stream));
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .max_buf_size(64 << 10)
        .serve_connection(io, TowerToHyperService::new(router));
    let served = graceful.watch(served);
    async move {
        let _ = timeout(patience.age, served).await;
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::io::{Read, Write};
    use std::thread;
    use std::time::Instant;
    use tokio::task::spawn_blocking;

    const QUESTION: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const LARGE: usize = 32 << 20;
    const STEP: Duration = Duration::from_millis(20);

    /// A server of one large answer.
    async fn server(patience: Patience) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(async || vec![b'a'; LARGE]));
        tokio::spawn(async move {
            let graceful = GracefulShutdown::new();
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connection(stream, router.clone(), patience, &graceful));
            }
        });
        address
    }

    /// How many bytes come until the server hangs up, where some are read at a time; what the machines had taken in between the two
    /// still comes then.
    fn read(address: SocketAddr, at_once: usize, every: Duration) -> usize {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.write_all(QUESTION).unwrap();
        let begun = Instant::now();
        let mut bytes = vec![0; at_once];
        let mut n = 0;
        while begun.elapsed() < 2 * PATIENCE_OF_TESTS.age {
            match stream.read(&mut bytes) {
                Ok(0) | Err(_) => return n,
                Ok(more) => n += more,
            }
            thread::sleep(every);
        }
        bytes.resize(1 << 20, 0);
        while let Ok(more @ 1..) = stream.read(&mut bytes) {
            n += more;
        }
        n
    }

    const PATIENCE_OF_TESTS: Patience = Patience {
        head: Duration::from_secs(5),
        still: Duration::from_secs(3),
        age: Duration::from_secs(5),
    };

    #[tokio::test(flavor = "multi_thread")]
    async fn who_reads_an_answer_a_byte_at_a_time_is_cut_off_and_others_have_all_of_it() {
        let address = server(PATIENCE_OF_TESTS).await;
        let slow = spawn_blocking(move || read(address, 1, STEP));
        let still = spawn_blocking(move || read(address, 1, 2 * PATIENCE_OF_TESTS.age));
        let whole = spawn_blocking(move || read(address, 1 << 20, Duration::ZERO));
        assert!(whole.await.unwrap() > LARGE);
        for n in [slow.await.unwrap(), still.await.unwrap()] {
            assert!(n < LARGE / 2, "{n} bytes reached one who is slow");
        }
    }
}
