//! The server on a real socket of this machine.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::*;
use crate::server::{Shutdown, run};

/// How long a client in these tests waits for an answer before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

struct Running {
    address: SocketAddr,
    shutdown: Shutdown,
    server: JoinHandle<()>,
}

impl Running {
    fn start(desk: &Desk, limits: Limits) -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let options = Options {
            address,
            limits,
            ..desk.options()
        };
        let shutdown = Shutdown::default();
        let of_server = shutdown.clone();
        let server = thread::spawn(move || run(listener, options, &of_server).unwrap());
        Running {
            address,
            shutdown,
            server,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends a request, and returns all that comes until the server closes the connection.
    fn answer(&self, path: &str) -> String {
        let mut stream = self.connect();
        let host = self.address;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn stop(self) {
        self.shutdown.stop();
        self.server.join().unwrap();
    }
}

#[test]
fn a_client_that_is_slow_with_its_request_is_cut_off_and_others_are_answered() {
    let desk = Desk::of(3);
    let limits = Limits {
        head: Duration::from_millis(300),
        ..Limits::default()
    };
    let running = Running::start(&desk, limits);
    let mut slow: Vec<TcpStream> = (0..50).map(|_| running.connect()).collect();
    for stream in &mut slow {
        stream
            .write_all(b"GET /api/v1/stats HTTP/1.1\r\nHost: loc")
            .unwrap();
    }
    let answer = running.answer("/api/v1/search?q=police");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    for mut stream in slow {
        let mut rest = Vec::new();
        // Closed, in one way or another, before the client gives up.
        let started = Instant::now();
        let _ = stream.read_to_end(&mut rest);
        assert!(started.elapsed() < PATIENCE);
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
    running.stop();
}

#[test]
fn connections_beyond_the_limit_wait_for_their_turn() {
    let desk = Desk::of(3);
    let limits = Limits {
        connections: 2,
        head: Duration::from_millis(300),
        ..Limits::default()
    };
    let running = Running::start(&desk, limits);
    let idle: Vec<TcpStream> = (0..4).map(|_| running.connect()).collect();
    let answer = running.answer("/api/v1/stats");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    drop(idle);
    running.stop();
}

#[test]
fn a_client_that_does_not_read_its_answers_is_cut_off() {
    let long = "Police came to Kenscoff and left.\n".repeat(6_000);
    let desk = Desk::with(&[("a.txt", &long)]);
    let limits = Limits {
        connections: 1,
        stalled: Duration::from_millis(300),
        ..Limits::default()
    };
    let running = Running::start(&desk, limits);
    let mut deaf = running.connect();
    let host = running.address;
    // More than the system keeps for a client: some 40 MB.
    for _ in 0..200 {
        write!(
            deaf,
            "GET /api/v1/original/a.txt HTTP/1.1\r\nHost: {host}\r\n\r\n"
        )
        .unwrap();
    }
    let answer = running.answer("/api/v1/stats");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    drop(deaf);
    running.stop();
}

#[test]
fn a_head_that_is_too_long_or_not_http_is_refused() {
    let desk = Desk::of(1);
    let running = Running::start(&desk, Limits::default());
    let long = running.answer(&format!("/api/v1/search?q={}", "a".repeat(100 << 10)));
    assert!(long.starts_with("HTTP/1.1 4"), "{long}");
    let mut stream = running.connect();
    stream
        .write_all(b"\x16\x03\x01\x02\x00\x01\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
    running.stop();
}

#[test]
fn a_server_that_is_stopped_ends_with_connections_open() {
    let desk = Desk::of(1);
    let running = Running::start(&desk, Limits::default());
    let address = running.address;
    assert!(running.answer("/api/v1/stats").contains("\"reports\":1"));
    let mut idle = running.connect();
    write!(
        idle,
        "GET /api/v1/stats HTTP/1.1\r\nHost: {address}\r\n\r\n"
    )
    .unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).unwrap();
    let started = Instant::now();
    running.stop();
    assert!(started.elapsed() < Duration::from_secs(10));
    assert!(TcpStream::connect(address).is_err());
}
