//! Addresses of what belongs to an account.

use zhangban_api::accounts::Account;

use crate::page::ACCOUNT_QR;

/// Where the QR code of an account is.
pub fn qr_address(account: &Account) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("platform", &account.platform.zh)
        .append_pair("id", &account.handle)
        .finish();
    format!("{ACCOUNT_QR}?{query}")
}
