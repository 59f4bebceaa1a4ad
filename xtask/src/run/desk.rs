//! Somebody at the demo's desk, so that a newcomer can answer the case she has filed.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Who it is, in the data folder, for its owner's eyes: the demo has no other secrets.
const FILE: &str = "demo-desk";

/// What she signs in with.
const NAME: &str = "lead";

/// How long a code is good, in seconds (RFC 6238).
const STEP: u64 = 30;

/// What it takes to sign in.
pub(super) struct Desk {
    password: String,
    secret: String,
}

impl Desk {
    /// Opens an account for all departments; `server` is the program without a subcommand.
    pub(super) fn open(mut server: Command, data: &Path) -> Result<()> {
        let mut bytes = [0; 8];
        File::open("/dev/urandom")?.read_exact(&mut bytes)?;
        let password = HEXLOWER.encode(&bytes);
        server.args(["staff", "add", NAME, "--shown-name", "演示负责人", "--role", "lead", "--password-file", "-"]);
        let mut child = server.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        child.stdin.take().context("no way to tell the password")?.write_all(password.as_bytes())?;
        let output = child.wait_with_output()?;
        ensure!(output.status.success(), "no account at the desk could be opened");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let secret = told.lines().find_map(|line| line.strip_prefix("secret: ")).context("no second factor")?;
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(data.join(FILE))?;
        Ok(writeln!(file, "{password}\n{secret}")?)
    }

    /// Who was let in when the demo was prepared.
    pub(super) fn read(data: &Path) -> Option<Self> {
        let text = fs::read_to_string(data.join(FILE)).ok()?;
        let (password, secret) = text.trim_end().split_once('\n')?;
        Some(Self { password: password.to_owned(), secret: secret.to_owned() })
    }

    /// Says how to sign in.
    pub(super) fn introduce(&self, listen: &str) {
        println!("  the desk at       http://{listen}/desk");
        println!("  sign in as        {NAME}, password {}", self.password);
        if let Some(code) = self.code(now()) {
            println!("  with the code     {code:06}  (good for half a minute; an authenticator app with the secret");
            println!("                    {} tells the next)", self.secret);
        }
    }

    /// The code of a moment, in seconds since 1970.
    fn code(&self, at: u64) -> Option<u32> {
        let secret = BASE32_NOPAD.decode(self.secret.as_bytes()).ok()?;
        let mut mac = Hmac::<Sha1>::new_from_slice(&secret).ok()?;
        mac.update(&(at / STEP).to_be_bytes());
        let hash = mac.finalize().into_bytes();
        // RFC 4226, 5.3: the last four bits say where the 31 bits begin.
        let begins = usize::from(hash.last()? & 15);
        let bits = hash.get(begins..begins + 4)?.try_into().ok()?;
        Some((u32::from_be_bytes(bits) & 0x7fff_ffff) % 1_000_000)
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn the_code_is_that_of_the_standard() {
        let secret = BASE32_NOPAD.encode(b"12345678901234567890");
        let desk = Desk { password: String::new(), secret };
        assert_eq!((desk.code(59), desk.code(1_111_111_109)), (Some(287_082), Some(81_804)));
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let data = tempfile::tempdir().unwrap();
        assert!(Desk::read(data.path()).is_none());
        fs::write(data.path().join(FILE), "0123456789abcdef\nGEZDGNBVGY3TQOJQ\n").unwrap();
        let desk = Desk::read(data.path()).unwrap();
        assert_eq!((desk.password.as_str(), desk.secret.as_str()), ("0123456789abcdef", "GEZDGNBVGY3TQOJQ"));
    }
}
