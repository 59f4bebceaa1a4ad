//! Staff: signing in and out, what ends a session, and who may do what.

use axum::http::StatusCode;
use zhangban::page::{DESK_SIGN_OUT, Page};
use zhangban_api::staff::{Me, Role, StaffName, WRONG, WhoAmI, field};
use zhangban_api::{Endpoint, ErrorCode, Moment};
use zhangban_server::staff::password::Password;
use zhangban_server::staff::{self, COOKIE};
use zhangban_testing::desk::{Account, AtDesk, FROM_HERE, PASSWORD, form_request};
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

const NAME: &str = "zhang.wei";
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

async fn me(server: &TestServer, who: &AtDesk) -> Answer {
    server.get_at_desk(who, WhoAmI::PATH).await
}

async fn is_signed_in(server: &TestServer, who: &AtDesk) -> bool {
    let answer = me(server, who).await;
    if answer.status != StatusCode::OK {
        assert_eq!(answer.error().code, ErrorCode::NotSignedIn);
    }
    answer.status == StatusCode::OK
}

fn later(server: &TestServer, seconds: i64) {
    server.clock().set(server.clock().now().plus_seconds(seconds));
}

fn now(server: &TestServer) -> Moment {
    server.clock().now()
}

fn name() -> StaffName {
    StaffName::parse(NAME).unwrap()
}

on_both_engines!(whoever_has_name_password_and_code_is_signed_in, async |server: TestServer| {
    let account = server.hire(NAME, Role::Lead, Some("basic-education")).await;
    let answer = server.try_to_sign_in("  Zhang.Wei", PASSWORD, &account.code(now(&server))).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Page::Desk.path()));
    assert_eq!(answer.header("cache-control"), "no-store");
    let cookie = answer.header("set-cookie");
    let (value, attributes) = cookie.split_once(';').unwrap();
    assert_eq!(attributes, " Path=/; Secure; HttpOnly; SameSite=Strict");
    assert_eq!(value.len(), COOKIE.len() + 1 + 64, "256 bits");
    let answer = server.get_with(WhoAmI::PATH, &[("cookie", value)]).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let Me { name, shown_name, role, department, form_token } = answer.json();
    assert_eq!((name.as_str(), shown_name.as_str(), role), (NAME, "张伟", Role::Lead));
    assert_eq!((department.as_deref(), form_token.len()), (Some("basic-education"), 64));
    let stored = server.store().rows("SELECT token FROM staff_sessions", &[]).await.unwrap();
    let token = value.split_once('=').unwrap().1;
    let token: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&token[2 * at..][..2], 16).unwrap()).collect();
    assert!(stored.len() == 1 && stored[0].bytes(0).unwrap() != token, "the token itself is stored");
});

on_both_engines!(a_wrong_name_password_and_code_are_answered_alike, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    let closed = server.hire("former.one", Role::Answerer, None).await;
    staff::disable(server.store(), now(&server), &StaffName::parse("former.one").unwrap()).await.unwrap();
    let (good, old) = (account.code(now(&server)), account.code(now(&server).plus_seconds(-90)));
    let mut pages = Vec::new();
    for (name, password, code) in [
        ("wang.fang", PASSWORD, good.as_str()),
        ("不是 用户名", PASSWORD, &good),
        (NAME, "another password", &good),
        (NAME, PASSWORD, &old),
        ("former.one", PASSWORD, &closed.code(now(&server))),
    ] {
        let answer = server.try_to_sign_in(name, password, code).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::UNAUTHORIZED, ""), "{name}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.text().contains(WRONG.zh) && answer.text().contains(name), "{name}");
        assert!(!answer.text().contains(password) && !answer.text().contains(code), "a secret is given back: {name}");
        pages.push(answer.text().replace(name, "NAME"));
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "a page tells what was wrong");
    assert_eq!(server.store().rows("SELECT token FROM staff_sessions", &[]).await.unwrap().len(), 0);
});

on_both_engines!(what_is_not_filled_in_is_named, async |server: TestServer| {
    let answer = server.try_to_sign_in("", "", "12345").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["请改正 3 处", "请填写用户名", "请填写密码", "6 位数字"] {
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    }
});

on_both_engines!(a_code_is_good_once, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    let code = account.code(now(&server));
    let before = account.code(now(&server).plus_seconds(-30));
    assert_eq!(server.try_to_sign_in(NAME, PASSWORD, &code).await.status, StatusCode::SEE_OTHER);
    for used in [code, before] {
        let again = server.try_to_sign_in(NAME, PASSWORD, &used).await;
        assert!(again.status == StatusCode::UNAUTHORIZED && again.text().contains(WRONG.zh));
    }
    later(&server, 30);
    server.sign_in(&account).await;
});

on_both_engines!(a_code_sent_twice_at_once_is_good_once, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    let code = account.code(now(&server));
    let other = server.another(|_| {}).await;
    let (one, two) =
        tokio::join!(server.try_to_sign_in(NAME, PASSWORD, &code), other.try_to_sign_in(NAME, PASSWORD, &code));
    let mut statuses = [one.status, two.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNAUTHORIZED]);
});

on_both_engines!(wrong_tries_lock_nobody_out, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    for _ in 0..5 {
        server.try_to_sign_in(NAME, "a guessed password", "123456").await;
    }
    server.sign_in(&account).await;
});

on_both_engines!(a_form_of_another_site_signs_nobody_in, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    let code = account.code(now(&server));
    let form = [(field::NAME, NAME), (field::PASSWORD, PASSWORD), (field::CODE, code.as_str())];
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("host", "zb.example.gov.cn"), ("origin", "https://evil.example")],
        &[("host", "zb.example.gov.cn"), ("origin", "null")],
        &[],
    ] {
        let answer = server.send(form_request(Page::SignIn.path(), &form, headers)).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::FORBIDDEN, ""), "{headers:?}");
        assert!(answer.text().contains("不是从本系统的页面发出的"), "{}", answer.text());
    }
    let old_browser = [("host", "zb.example.gov.cn"), ("origin", "https://zb.example.gov.cn")];
    let answer = server.send(form_request(Page::SignIn.path(), &form, &old_browser)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
});

on_both_engines!(a_session_ends_after_half_an_hour_without_a_request, async |server: TestServer| {
    let who = server.at_desk(NAME, Role::Answerer).await;
    for _ in 0..3 {
        later(&server, 29 * MINUTE);
        assert!(is_signed_in(&server, &who).await);
    }
    later(&server, 30 * MINUTE);
    assert!(!is_signed_in(&server, &who).await);
});

on_both_engines!(a_session_ends_after_twelve_hours_in_any_case, async |server: TestServer| {
    let who = server.at_desk(NAME, Role::Answerer).await;
    for _ in 0..36 {
        assert!(is_signed_in(&server, &who).await);
        later(&server, 20 * MINUTE);
    }
    assert_eq!(now(&server), sample::now().plus_seconds(12 * HOUR));
    assert!(!is_signed_in(&server, &who).await);
});

on_both_engines!(signing_out_ends_the_session, async |server: TestServer| {
    let who = server.at_desk(NAME, Role::Answerer).await;
    let answer = server.post_at_desk(&who, DESK_SIGN_OUT, &[]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Page::SignIn.path()));
    assert!(answer.header("set-cookie").starts_with(&format!("{COOKIE}=;")), "{}", answer.header("set-cookie"));
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert!(!is_signed_in(&server, &who).await);
    assert_eq!(server.post_at_desk(&who, DESK_SIGN_OUT, &[]).await.status, StatusCode::SEE_OTHER);
});

on_both_engines!(signing_in_anew_ends_the_session_of_that_browser, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    let (first, elsewhere) = {
        let first = server.sign_in(&account).await;
        later(&server, 30);
        (first, server.sign_in(&account).await)
    };
    later(&server, 30);
    let code = account.code(now(&server));
    let form = [(field::NAME, NAME), (field::PASSWORD, PASSWORD), (field::CODE, code.as_str())];
    let request = form_request(Page::SignIn.path(), &form, &[FROM_HERE, ("cookie", &first.cookie)]);
    assert_eq!(server.send(request).await.status, StatusCode::SEE_OTHER);
    assert!(!is_signed_in(&server, &first).await);
    assert!(is_signed_in(&server, &elsewhere).await, "another browser of hers is another session");
});

on_both_engines!(a_closed_account_and_a_new_password_end_every_session, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    let who = server.sign_in(&account).await;
    staff::disable(server.store(), now(&server), &name()).await.unwrap();
    assert!(!is_signed_in(&server, &who).await);
    let password = || Password::parse(PASSWORD).unwrap();
    let key = server.context().key();
    let secret = staff::reset(server.store(), key, now(&server), &name(), password()).await.unwrap();
    let who = server.sign_in(&Account { secret, ..account.clone() }).await;
    staff::reset(server.store(), key, now(&server), &name(), password()).await.unwrap();
    assert!(!is_signed_in(&server, &who).await);
    later(&server, 30);
    let old = server.try_to_sign_in(NAME, PASSWORD, &account.code(now(&server))).await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED, "the old second factor is good for nothing");
});

on_both_engines!(a_made_up_session_is_none, async |server: TestServer| {
    server.at_desk(NAME, Role::Answerer).await;
    for cookie in [format!("{COOKIE}={}", "0".repeat(64)), format!("{COOKIE}="), format!("{COOKIE}=zz"), "a=b".into()] {
        let answer = server.get_with(WhoAmI::PATH, &[("cookie", &cookie)]).await;
        assert_eq!(answer.error().code, ErrorCode::NotSignedIn, "{cookie}");
    }
});

on_both_engines!(a_handler_asks_for_the_role_it_needs, async |server: TestServer| {
    let who = server.at_desk(NAME, Role::Answerer).await;
    let mut headers = axum::http::HeaderMap::new();
    headers.insert("cookie", who.cookie.parse().unwrap());
    let code = async |roles: &[Role]| match staff::signed_in(server.context(), &headers, roles).await {
        Ok(who) => Ok(who.name),
        Err(refusal) => Err(refusal.told().code),
    };
    assert_eq!(code(&[]).await, Ok(NAME.to_owned()));
    assert_eq!(code(&[Role::Lead, Role::Answerer]).await, Ok(NAME.to_owned()));
    assert_eq!(code(&[Role::Lead, Role::Operator]).await, Err(ErrorCode::NotAllowed));
    headers.clear();
    let nobody = staff::signed_in(server.context(), &headers, &[]).await.err().unwrap().told();
    assert_eq!(nobody.code, ErrorCode::NotSignedIn);
});

on_both_engines!(a_change_needs_a_page_of_ours_and_the_token_of_the_session, async |server: TestServer| {
    let who = server.at_desk(NAME, Role::Answerer).await;
    let other = server.at_desk("wang.fang", Role::Answerer).await;
    let cookie = ("cookie", who.cookie.as_str());
    for (token, headers) in [
        (who.form_token.as_str(), &[cookie, ("sec-fetch-site", "cross-site")][..]),
        (&who.form_token, &[cookie, ("sec-fetch-site", "same-site")]),
        (&who.form_token, &[cookie]),
        (&other.form_token, &[cookie, FROM_HERE]),
        ("", &[cookie, FROM_HERE]),
    ] {
        let request = form_request(DESK_SIGN_OUT, &[(field::TOKEN, token)], headers);
        assert_eq!(server.send(request).await.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert!(is_signed_in(&server, &who).await);
});

on_both_engines!(pages_of_the_desk_are_kept_and_found_by_nobody, async |server: TestServer| {
    let who = server.at_desk(NAME, Role::Editor).await;
    let (form, shown) = (server.get(Page::SignIn.path()).await, server.get_at_desk(&who, Page::SignIn.path()).await);
    for page in [&form, &shown] {
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
        assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
        assert_eq!(page.header("referrer-policy"), "same-origin");
    }
    assert!(form.seen().contains(r#"type="password""#) && form.seen().contains(r#"autocomplete="one-time-code""#));
    assert!(shown.seen().contains("您已登录") && shown.seen().contains("张伟") && shown.seen().contains("编辑"));
    assert!(shown.seen().contains(&who.form_token) && !shown.seen().contains(r#"type="password""#));
    let desk = server.get(Page::Desk.path()).await;
    assert_eq!((desk.status, desk.header("location")), (StatusCode::SEE_OTHER, Page::SignIn.path()));
});

on_both_engines!(a_full_server_gives_no_password_back, async |server: TestServer| {
    let full = server
        .another(|parts| parts.limits = zhangban_server::limits::Limits::new(0, std::time::Duration::from_secs(8)))
        .await;
    let answer = full.try_to_sign_in(NAME, PASSWORD, "123456").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!answer.text().contains(PASSWORD) && answer.text().contains("“返回”"), "{}", answer.text());
});

on_both_engines!(a_stolen_database_gives_no_second_factor, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    let rows = server.store().rows("SELECT password, totp FROM staff", &[]).await.unwrap();
    let (password, sealed) = (rows[0].text(0).unwrap(), rows[0].bytes(1).unwrap());
    assert!(password.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !password.contains(PASSWORD));
    assert!(!String::from_utf8_lossy(sealed).contains(&account.secret.base32()));
    let thief = server.another(|parts| {
        parts.key = zhangban_server::identity_key::IdentityKey::new([7; 32]).unwrap();
    });
    let answer = thief.await.try_to_sign_in(NAME, PASSWORD, &account.code(now(&server))).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::INTERNAL_SERVER_ERROR, ""));
});

/// Posts the form of changing her password.
async fn change(server: &TestServer, who: &AtDesk, old: &str, new: &str, again: &str) -> Answer {
    let form = [(field::PASSWORD, old), (field::NEW_PASSWORD, new), (field::NEW_PASSWORD_AGAIN, again)];
    server.post_at_desk(who, Page::DeskPassword.path(), &form).await
}

const ANOTHER: &str = "一匹好马配一个好电池 2025";

on_both_engines!(whoever_changes_her_password_stays_and_everybody_else_leaves, async |server: TestServer| {
    let account = server.hire(NAME, Role::Editor, None).await;
    let elsewhere = server.sign_in(&account).await;
    later(&server, 30);
    let here = server.sign_in(&account).await;
    let done = change(&server, &here, PASSWORD, ANOTHER, ANOTHER).await;
    assert_eq!((done.status, done.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(done.seen().contains("密码已修改"), "{}", done.seen());
    assert!(is_signed_in(&server, &here).await && !is_signed_in(&server, &elsewhere).await);
    later(&server, 30);
    let old = server.try_to_sign_in(NAME, PASSWORD, &account.code(now(&server))).await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED);
    let new = server.try_to_sign_in(NAME, ANOTHER, &account.code(now(&server))).await;
    assert_eq!(new.status, StatusCode::SEE_OTHER);
    let sql = "SELECT actor, detail FROM audit WHERE action = 'staff.password'";
    let audited = server.store().rows(sql, &[]).await.unwrap();
    assert_eq!(audited.len(), 1);
    assert_eq!([audited[0].text(0).unwrap(), audited[0].text(1).unwrap()], [NAME, "null"]);
});

on_both_engines!(a_password_is_not_changed_by_who_does_not_know_it, async |server: TestServer| {
    let who = server.at_desk(NAME, Role::Lead).await;
    for (old, new, again, said) in [
        ("another password", ANOTHER, ANOTHER, "现在的密码不正确"),
        (PASSWORD, ANOTHER, "something else", "两次填写的新密码不一致"),
        (PASSWORD, "short", "short", "新密码应为 12 至 128 个字"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码不能与现在的密码相同"),
        ("", ANOTHER, ANOTHER, "请填写现在的密码"),
    ] {
        let refused = change(&server, &who, old, new, again).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(refused.seen().contains(said), "{said}: {}", refused.seen());
        for typed in [old, new, again].into_iter().filter(|typed| typed.len() > 5) {
            assert!(!refused.text().contains(typed), "a password comes back");
        }
    }
    let forged = AtDesk { form_token: "another".into(), ..who.clone() };
    assert_eq!(change(&server, &forged, PASSWORD, ANOTHER, ANOTHER).await.status, StatusCode::FORBIDDEN);
    let nobody = server.send(form_request(Page::DeskPassword.path(), &[("a", "b")], &[FROM_HERE])).await;
    assert_eq!(nobody.header("location"), Page::SignIn.path());
    assert!(is_signed_in(&server, &who).await);
});
