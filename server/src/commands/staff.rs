//! `zhangban staff`: who may sign in at the desk.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use zhangban_api::staff::{PASSWORD_LEAST, PASSWORD_MOST, Role, StaffName};

use crate::clock::Clock;
use crate::settings::Settings;
use crate::staff::password::Password;
use crate::staff::totp::Secret;
use crate::staff::{self, Account, NewStaff};

/// Accounts of the desk.
#[derive(Subcommand)]
pub enum StaffCommand {
    /// Open an account; prints the secret of its second factor, once
    Add(Add),
    /// Show all accounts
    List,
    /// Close an account; whoever is signed in with it is signed out at once
    Disable {
        /// What she signs in with
        #[arg(value_parser = name)]
        name: StaffName,
    },
    /// Give an account a new password and a new second factor; one that was closed is open again
    Reset {
        /// What she signs in with
        #[arg(value_parser = name)]
        name: StaffName,
        /// Where the new password is
        #[command(flatten)]
        password: Typed,
    },
}

/// Somebody who gets an account.
#[derive(Args)]
pub struct Add {
    /// What she signs in with: 2 to 32 small letters, digits, dots, hyphens and underscores
    #[arg(value_parser = name)]
    name: StaffName,
    /// What the desk calls her, such as 张伟
    #[arg(long, value_name = "NAME", value_parser = shown_name)]
    shown_name: String,
    /// What she may do: answerer, lead, editor, operator
    #[arg(long, value_parser = role)]
    role: Role,
    /// The department whose cases she sees; all if it is not given
    #[arg(long, value_name = "ID", value_parser = department)]
    department: Option<String>,
    #[command(flatten)]
    password: Typed,
}

/// Where the password is: never among the arguments, which every user of the machine can read.
#[derive(Args)]
pub struct Typed {
    /// File whose first line is the password, `-` for the standard input; without it the password is asked for
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

fn name(text: &str) -> Result<StaffName, &'static str> {
    StaffName::parse(text)
        .ok_or("2 to 32 letters, digits, dots, hyphens and underscores, beginning with a letter, such as zhang.wei")
}

fn shown_name(text: &str) -> Result<String, &'static str> {
    staff::shown_name(text).ok_or("1 to 32 characters")
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| format!("one of {}", Role::ALL.map(Role::word).join(", ")))
}

/// The id of a department, as its folder writes it.
fn department(text: &str) -> Result<String, &'static str> {
    let fits = (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    if fits { Ok(text.to_owned()) } else { Err("an id of letters, digits, dots, hyphens and underscores") }
}

impl StaffCommand {
    /// Does it.
    pub async fn run(self, settings: &Settings) -> Result<(), Box<dyn std::error::Error>> {
        let now = Clock::system().now();
        match self {
            Self::Add(Add { name, shown_name, role, department, password }) => {
                let password = password.read()?;
                let staff = NewStaff { name, shown_name, role, department };
                let secret = staff::add(&settings.store().await?, &settings.key()?, now, &staff, password).await?;
                print_factor(&staff.name, &secret)?;
            }
            Self::List => {
                for account in staff::list(&settings.store().await?).await? {
                    print_account(&account);
                }
            }
            Self::Disable { name } => {
                staff::disable(&settings.store().await?, now, &name).await?;
                println!("{} is closed; whoever was signed in with it is signed out.", name.as_str());
            }
            Self::Reset { name, password } => {
                let password = password.read()?;
                let secret = staff::reset(&settings.store().await?, &settings.key()?, now, &name, password).await?;
                print_factor(&name, &secret)?;
            }
        }
        Ok(())
    }
}

impl Typed {
    fn read(self) -> Result<Password, Box<dyn std::error::Error>> {
        let typed = match self.password_file.as_deref() {
            Some(path) if path == Path::new("-") => first_line(std::io::stdin())?,
            Some(path) => {
                let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
                first_line(file)?
            }
            None if std::io::stdin().is_terminal() => {
                let typed = rpassword::prompt_password("Password: ")?;
                if rpassword::prompt_password("Once more: ")? != typed {
                    return Err("the two are not the same; nothing was changed".into());
                }
                typed
            }
            None => {
                return Err(
                    "nobody is there to be asked: give --password-file FILE, or - for the standard input".into()
                );
            }
        };
        Password::parse(&typed)
            .ok_or_else(|| format!("a password has {PASSWORD_LEAST} to {PASSWORD_MOST} characters on one line").into())
    }
}

/// The first line, without its end.
fn first_line(mut from: impl Read) -> std::io::Result<String> {
    let mut text = String::new();
    from.read_to_string(&mut text)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// The second factor, for the authenticator of its owner. It is not shown again.
fn print_factor(name: &StaffName, secret: &Secret) -> Result<(), Box<dyn std::error::Error>> {
    let uri = secret.uri(name.as_str());
    let code = QrCode::with_error_correction_level(&uri, EcLevel::L)?;
    println!("{}", code.render::<Dense1x2>().build());
    println!("{uri}");
    println!("secret: {}", secret.base32());
    println!("Have {} scan this now: it is not shown again.", name.as_str());
    Ok(())
}

fn print_account(account: &Account) {
    let Account { name, shown_name, role, department, disabled, created_at } = account;
    let department = department.as_deref().unwrap_or("all departments");
    let state = if *disabled { "closed" } else { "open" };
    println!("{name}\t{shown_name}\t{}\t{department}\t{state}\tsince {created_at}", role.word());
}
