//! As much of HTTP as it takes to look at a page: GET over one connection that stays open (RFC 9112).

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

/// A connection to a preview.
pub(crate) struct Client {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Client {
    pub(crate) fn connect(host: &str) -> Self {
        let stream = TcpStream::connect(host).expect("it listens");
        stream.set_nodelay(true).expect("sockets can do that");
        Self { host: host.to_owned(), stream: BufReader::new(stream) }
    }

    /// Returns the page at an address.
    pub(crate) fn get(&mut self, address: &str) -> String {
        let request = format!("GET {address} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes()).expect("it listens");
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).expect("it answers");
            let (name, value) = line.split_once(':').unwrap_or((line.trim_end(), ""));
            if name.is_empty() {
                break;
            }
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().expect("a number");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("it answers whole");
        String::from_utf8(body).expect("pages are UTF-8")
    }

    /// Looks at a page until a text is on it.
    pub(crate) fn wait_for(&mut self, address: &str, text: &str) {
        while !self.get(address).contains(text) {}
    }

    /// Looks at a page until it is another than before.
    pub(crate) fn wait_for_other(&mut self, address: &str, before: &str) {
        while self.get(address) == before {}
    }
}
