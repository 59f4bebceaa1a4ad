//! Staff of the desk: accounts that a test knows the password and the second factor of, and requests of those who are
//! signed in.

use axum::body::Body;
use axum::http::{HeaderName, Request, StatusCode, header};
use serde::Serialize;
use zhangban::page::Page;
use zhangban_api::staff::{Me, Role, StaffName, TOKEN_HEADER, WhoAmI, field};
use zhangban_api::{Endpoint, Method, Moment};
use zhangban_server::staff::password::Password;
use zhangban_server::staff::totp::Secret;
use zhangban_server::staff::{self, COOKIE, NewStaff};

use crate::answer::Answer;
use crate::server::TestServer;

/// The password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery";

/// What a browser says of a form on a page of ours.
pub const FROM_HERE: (&str, &str) = ("sec-fetch-site", "same-origin");

/// Somebody with an account, whose password is [`PASSWORD`].
#[derive(Clone)]
pub struct Account {
    /// What she signs in with.
    pub name: String,
    /// Her second factor.
    pub secret: Secret,
}

impl Account {
    /// The six digits that her authenticator shows.
    pub fn code(&self, at: Moment) -> String {
        format!("{:06}", self.secret.code(at))
    }
}

/// Somebody who is signed in.
#[derive(Clone)]
pub struct AtDesk {
    /// What her browser sends with every request: `name=value`.
    pub cookie: String,
    /// What every form of hers carries.
    pub form_token: String,
}

impl TestServer {
    /// Opens an account with the password [`PASSWORD`], for one department or for all.
    pub async fn hire(&self, name: &str, role: Role, department: Option<&str>) -> Account {
        let staff = NewStaff {
            name: StaffName::parse(name).expect("a name"),
            shown_name: "张伟".to_owned(),
            role,
            department: department.map(str::to_owned),
        };
        let password = Password::parse(PASSWORD).expect("a password");
        let (store, key) = (self.store(), self.context().key());
        let secret = staff::add(store, key, self.clock().now(), &staff, password).await.expect("an account");
        Account { name: name.to_owned(), secret }
    }

    /// Opens an account for all departments and signs in with it.
    pub async fn at_desk(&self, name: &str, role: Role) -> AtDesk {
        let account = self.hire(name, role, None).await;
        self.sign_in(&account).await
    }

    /// Signs somebody in. A code is good once: the same account again only 30 seconds later on the server's clock.
    pub async fn sign_in(&self, account: &Account) -> AtDesk {
        let code = account.code(self.clock().now());
        let answer = self.try_to_sign_in(&account.name, PASSWORD, &code).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        assert!(cookie.starts_with(COOKIE), "{cookie}");
        let me = self.get_with(WhoAmI::PATH, &[("cookie", &cookie)]).await;
        AtDesk { form_token: me.json::<Me>().form_token, cookie }
    }

    /// Posts the form of signing in, as a browser does.
    pub async fn try_to_sign_in(&self, name: &str, password: &str, code: &str) -> Answer {
        let form = [(field::NAME, name), (field::PASSWORD, password), (field::CODE, code)];
        self.send(form_request(Page::SignIn.path(), &form, &[FROM_HERE])).await
    }

    /// Opens an address as somebody who is signed in.
    pub async fn get_at_desk(&self, who: &AtDesk, address: &str) -> Answer {
        self.get_with(address, &[("cookie", &who.cookie)]).await
    }

    /// Posts a form as somebody who is signed in, from a page of the desk; the form token is added.
    pub async fn post_at_desk(&self, who: &AtDesk, path: &str, form: &[(&str, &str)]) -> Answer {
        let form = [form, &[(field::TOKEN, who.form_token.as_str())]].concat();
        self.send(form_request(path, &form, &[FROM_HERE, ("cookie", &who.cookie)])).await
    }

    /// Asks an endpoint of the desk, as the app of somebody who is signed in does.
    pub async fn call_at_desk<E: Endpoint>(&self, who: &AtDesk, request: &E::Request) -> Answer {
        let asked = match E::METHOD {
            Method::Get => {
                let query = serde_urlencoded::to_string(request).expect("a flat request");
                Request::get(format!("{}?{query}", E::PATH)).body(Body::empty())
            }
            Method::Post => Request::post(E::PATH)
                .header(header::CONTENT_TYPE, "application/json")
                .body(serde_json::to_string(request).expect("JSON").into()),
        };
        let mut asked = asked.expect("a request");
        let said = [FROM_HERE, (header::COOKIE.as_str(), &who.cookie), (TOKEN_HEADER, &who.form_token)];
        for (name, value) in said {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            asked.headers_mut().insert(name, value.parse().expect("a value"));
        }
        self.send(asked).await
    }
}

/// A request that posts a form with headers.
pub fn form_request(path: &str, form: &impl Serialize, headers: &[(&str, &str)]) -> Request<Body> {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(serde_urlencoded::to_string(form).expect("a form").into()).expect("a request")
}
