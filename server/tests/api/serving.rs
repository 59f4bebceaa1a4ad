//! The program itself: it says where it is, and it ends without cutting anybody off.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

use zhangban_api::Endpoint;
use zhangban_api::scores::QueryScore;

/// A running program, which is not left behind if the test fails.
struct Program {
    child: Child,
    log: BufReader<ChildStderr>,
    _data: tempfile::TempDir,
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    fn serve() -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_zhangban"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        Self { child, log, _data: data }
    }

    /// Reads the log up to a line that says this, and answers the line.
    fn logged(&mut self, word: &str) -> String {
        let mut said = String::new();
        for line in self.log.by_ref().lines() {
            let line = line.unwrap();
            if line.contains(word) {
                return line;
            }
            said.push_str(&line);
            said.push('\n');
        }
        panic!("the program ended and never said {word}:\n{said}");
    }

    fn tell(&self, signal: &str) {
        let told = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
    }
}

/// Reads a head: everything up to the empty line.
fn head(connection: &mut impl BufRead) -> String {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(connection.read_line(&mut head).unwrap(), 0, "cut off after {head:?}");
    }
    head
}

#[test]
fn an_answer_in_work_is_finished_before_the_program_ends() {
    let mut program = Program::serve();
    let line = program.logged("http://");
    let address = line.split("http://").nth(1).unwrap().split_whitespace().next().unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    let body = r#"{"exam":"none","candidate_number":"","citizen_id":""}"#;
    write!(
        connection,
        "POST {} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         expect: 100-continue\r\n\r\n",
        QueryScore::PATH,
        body.len()
    )
    .unwrap();
    // The server asks for the body when a handler waits for it: from here on the request is in work.
    let mut answers = BufReader::new(connection.try_clone().unwrap());
    assert!(head(&mut answers).starts_with("HTTP/1.1 100 "));
    program.tell("-TERM");
    program.logged("ending");
    connection.write_all(body.as_bytes()).unwrap();
    assert!(head(&mut answers).starts_with("HTTP/1.1 422 "));
    let mut rest = String::new();
    answers.read_to_string(&mut rest).unwrap();
    assert!(rest.contains(r#""code":"invalid_input""#), "{rest}");
    assert!(program.child.wait().unwrap().success());
}

#[test]
fn a_wrong_setting_is_refused_by_its_name() {
    let refused = Command::new(env!("CARGO_BIN_EXE_zhangban")).args(["serve", "--listen", "8080"]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && said.contains("ZHANGBAN_LISTEN"), "{said}");
}
