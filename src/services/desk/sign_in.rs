//! Signing in at the desk: name, password and a code; afterwards who is signed in, and the way out.

mod form;
mod page;
mod text;

pub use form::SignIn;
pub use page::SignInPage;
