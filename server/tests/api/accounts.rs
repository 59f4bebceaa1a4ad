//! The official accounts, and whether something is one of them.

use axum::http::StatusCode;
use zhangban::page::Page;
use zhangban::services::accounts::lookup::qr_address;
use zhangban_api::ErrorCode;
use zhangban_api::accounts::{
    CheckAccount, CheckQuery, CheckReport, Finding, FindingKind, ListAccounts, PASTED, PASTED_LIMIT, Register, Sign,
};
use zhangban_api::endpoint::Nothing;
use zhangban_testing::{TestServer, on_both_engines};

async fn check(server: &TestServer, pasted: &str) -> Vec<Finding> {
    let query = CheckQuery { pasted: pasted.into() };
    let answer = server.call::<CheckAccount>(&query).await;
    assert_eq!(answer.status, StatusCode::OK, "{pasted}: {}", answer.text());
    answer.json::<CheckReport>().findings
}

/// The only finding.
async fn one(server: &TestServer, pasted: &str) -> Finding {
    let mut findings = check(server, pasted).await;
    assert_eq!(findings.len(), 1, "{pasted}: {findings:?}");
    findings.remove(0)
}

on_both_engines!(the_register_says_who_runs_each_account_and_since_when, async |server: TestServer| {
    let register: Register = server.call::<ListAccounts>(&Nothing {}).await.json();
    let account = &register.accounts[0];
    assert_eq!((account.platform.zh.as_str(), account.name.zh.as_str()), ("微信公众号", "豫教发布"));
    assert_eq!((account.handle.as_str(), account.operator.zh.as_str()), ("yujiao-fabu", "办公室"));
    assert_eq!(account.since.unwrap().to_string(), "2024-03-01");
    assert_eq!(account.verified_on.unwrap().to_string(), "2025-05-20");
    let domains: Vec<_> = register.domains.iter().map(|domain| (domain.domain.as_str(), domain.subdomains)).collect();
    assert_eq!(domains, [("haedu.gov.cn", true), ("www.heao.example", false)]);
});

on_both_engines!(what_is_ours_is_named_with_who_runs_it, async |server: TestServer| {
    for (pasted, kind, title) in [
        ("https://haedu.gov.cn/", FindingKind::Link, "haedu.gov.cn"),
        ("jyt.haedu.gov.cn/2025/x.html", FindingKind::Link, "haedu.gov.cn"),
        ("https://HAEDU.GOV.CN:443/a?b=c", FindingKind::Link, "haedu.gov.cn"),
        ("ｈａｅｄｕ．ｇｏｖ．ｃｎ", FindingKind::Link, "haedu.gov.cn"),
        ("www.heao.example", FindingKind::Link, "www.heao.example"),
        ("heao.example", FindingKind::Link, "www.heao.example"),
        ("https://weibo.example/u/1234567", FindingKind::Link, "新浪微博“豫教微博”"),
        ("豫教发布", FindingKind::Name, "微信公众号“豫教发布”"),
        (" 豫教 发布 ", FindingKind::Name, "微信公众号“豫教发布”"),
        ("YUJIAO-FABU", FindingKind::Name, "微信公众号“豫教发布”"),
        ("12345", FindingKind::Phone, "12345"),
        ("0371-000 00 01", FindingKind::Phone, "0371-000 00 01"),
        ("（0371）0000001", FindingKind::Phone, "0371-000 00 01"),
        ("+86 371 000 0001", FindingKind::Phone, "0371-000 00 01"),
    ] {
        let finding = one(&server, pasted).await;
        assert_eq!(finding.kind, kind, "{pasted}");
        let titles: Vec<_> = finding.registered.iter().map(|entry| entry.title.zh.as_str()).collect();
        assert!(titles.contains(&title), "{pasted}: {finding:?}");
        assert!(finding.resembles.is_empty(), "{pasted}: {finding:?}");
        assert!(!finding.registered[0].operator.zh.is_empty(), "{pasted}");
    }
});

on_both_engines!(what_only_looks_like_ours_is_caught_and_called_so, async |server: TestServer| {
    for (pasted, sign) in [
        ("https://haedu.gov.cn@evil.example/", Sign::BeforeAt),
        ("https://haedu.gov.cn:pass@evil.example/", Sign::BeforeAt),
        ("https://haedu.gov.cn＠evil.example/", Sign::BeforeAt),
        ("https://haedu.gov.cn.example.com/login", Sign::InTheMiddle),
        // The first `a` is Cyrillic.
        ("https://hаedu.gov.cn/", Sign::LookAlikeLetters),
        ("https://xn--hedu-53d.gov.cn/", Sign::LookAlikeLetters),
        ("haedu-gov-cn.com", Sign::PutTogether),
        ("haedu.com", Sign::PutTogether),
        ("haedu.gov.co", Sign::OneOff),
        ("豫教发布官方", Sign::AddedWords),
        ("豫教发布客服中心", Sign::AddedWords),
        ("豫教发佈", Sign::OneOff),
        ("yujiao-fabu1", Sign::AddedWords),
        ("0012345", Sign::MoreDigits),
        ("95012345", Sign::MoreDigits),
        ("+86 12345", Sign::CountryCode),
        ("0000001", Sign::NoAreaCode),
        ("0371-000 00 0１1", Sign::OneOff),
    ] {
        let finding = one(&server, pasted).await;
        assert!(finding.registered.is_empty(), "{pasted}: {finding:?}");
        assert!(finding.signs.contains(&sign), "{pasted}: {finding:?}");
        assert!(!finding.resembles.is_empty(), "{pasted}: {finding:?}");
    }
});

on_both_engines!(what_we_do_not_know_is_never_called_ours, async |server: TestServer| {
    for (pasted, signs) in [
        ("https://example.com/", &[][..]),
        ("https://gov.cn.example.com/", &[Sign::InTheMiddle]),
        ("https://www.moe.gov.cn/", &[Sign::OtherGovernment]),
        ("https://192.168.1.1/haedu.gov.cn", &[Sign::Digits]),
        ("https://evil.example/?to=https://haedu.gov.cn/", &[]),
        ("https://evil.example/#haedu.gov.cn", &[]),
        ("https://weibo.example/u/7654321", &[]),
        ("https://user@www.moe.gov.cn@evil.example/", &[Sign::BeforeAt]),
        ("javascript://haedu.gov.cn/%0aalert(1)", &[]),
        ("别的账号", &[]),
        ("13800000000", &[]),
    ] {
        let finding = one(&server, pasted).await;
        assert!(finding.registered.is_empty(), "{pasted}: {finding:?}");
        for sign in signs {
            assert!(finding.signs.contains(sign), "{pasted}: {finding:?}");
        }
    }
});

on_both_engines!(a_whole_message_is_looked_up_piece_by_piece, async |server: TestServer| {
    let message = "【教育厅】录取通知书待领取，请登录 http://haedu.gov.cn.evil.example/a 或致电 12345 办理";
    let findings = check(&server, message).await;
    let kinds: Vec<_> = findings.iter().map(|finding| (finding.kind, finding.registered.len())).collect();
    assert_eq!(kinds, [(FindingKind::Link, 0), (FindingKind::Phone, 1)]);
});

on_both_engines!(nothing_and_too_much_are_told_beside_the_field, async |server: TestServer| {
    for pasted in ["", "  \n", &"长".repeat(PASTED_LIMIT + 1), &"没有可以核对的内容，".repeat(10)] {
        let error = server.call::<CheckAccount>(&CheckQuery { pasted: pasted.into() }).await.error();
        assert_eq!((error.code, error.fields[0].name.as_str()), (ErrorCode::InvalidInput, PASTED));
    }
});

on_both_engines!(the_form_works_without_scripting_and_keeps_what_was_pasted, async |server: TestServer| {
    let pasted = "https://haedu.gov.cn@evil.example/";
    let answer = server.post_form(Page::Accounts.path(), &[(PASTED, pasted)]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = answer.seen();
    for words in [pasted, "evil.example", "可能是冒充的", "不要付款", Sign::BeforeAt.message().zh] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(answer.header("cache-control"), "no-store");
    let ours = server.post_form(Page::Accounts.path(), &[(PASTED, "豫教发布")]).await;
    let page = ours.seen();
    assert!(page.contains("在我们的登记册中") && !page.contains("不要付款"), "{page}");
    assert!(!page.contains("安全"), "nothing is ever called safe: {page}");
    let empty = server.post_form(Page::Accounts.path(), &[("other", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
});

on_both_engines!(an_account_has_a_code_that_leads_to_it_and_to_nothing_else, async |server: TestServer| {
    let register: Register = server.call::<ListAccounts>(&Nothing {}).await.json();
    let code = server.get(&qr_address(&register.accounts[0])).await;
    assert_eq!((code.status, code.header("content-type")), (StatusCode::OK, "image/svg+xml"));
    assert!(code.text().contains("<svg") && !code.header("etag").is_empty());
    let again = server.get_with(&qr_address(&register.accounts[0]), &[("if-none-match", code.header("etag"))]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    for strange in
        ["/accounts/qr.svg", "/accounts/qr.svg?platform=x&id=y", "/accounts/qr.svg?link=https://evil.example"]
    {
        assert_eq!(server.get(strange).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
});
