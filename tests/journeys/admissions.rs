//! The admission look-up, as a candidate walks it.

use zhangban::language::Language;
use zhangban::mode::Mode;
use zhangban::page::Page;
use zhangban_api::citizen_id::Fault;
use zhangban_api::error::ErrorCode;
use zhangban_testing::sample::{self, Candidate, LI_MING, OUYANG, WANG_FANG};

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::layout;
use crate::network::Delivery;

const NUMBER: &str = "考生号";
const ID: &str = "身份证号";
const QUERY: &str = "查询录取";

async fn ask(browser: &Browser, candidate: &Candidate) {
    browser.field(NUMBER).await.send_keys(candidate.number).await.unwrap();
    browser.field(ID).await.send_keys(candidate.id).await.unwrap();
    browser.button(QUERY).await.click().await.unwrap();
}

/// The step where it stands now, as readers of the screen hear it.
async fn present_step(browser: &Browser) -> String {
    browser.run("return document.querySelector('[aria-current=step] .stepper__title').textContent.trim()").await
}

async fn sees_her_admission(browser: &Browser) {
    browser.heading("本科提前批").await;
    browser.says("祝贺您！").await;
    assert_eq!(present_step(browser).await, "目前：录取");
    let page = browser.text().await;
    for words in [
        "王*",
        "25••••••••0003",
        "2025-06-24 09:00",
        "2025-06-25 16:00",
        "黄河样例师范大学（9903）",
        "小学教育（公费师范）",
        "EX990000003CN",
        "2025-08-31 18:00 前：到校报到",
    ] {
        assert!(page.contains(words), "the answer does not say {words}:\n{page}");
    }
    let carrier = browser.link("打开“邮政 EMS”的查询页面").await;
    assert_eq!(carrier.attr("href").await.unwrap().unwrap(), "https://www.ems.com.cn/");
}

#[test]
fn a_candidate_follows_her_file_to_the_college() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        browser.link("录取查询").await.click().await.unwrap();
        browser.heading("录取查询").await;
        browser.says("已公布：本科提前批。本科批将于 2025-07-19 10:00 公布。").await;
        ask(browser, &WANG_FANG).await;
        sees_her_admission(browser).await;
        axe::finds_nothing(browser, "an admission").await;
    });
}

#[test]
fn a_candidate_follows_her_file_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Home).await;
        browser.link("录取查询").await.click().await.unwrap();
        ask(browser, &WANG_FANG).await;
        sees_her_admission(browser).await;
    });
}

#[test]
fn an_answer_that_was_posted_before_the_app_came_is_taken_over_too() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Admissions).await;
        ask(browser, &WANG_FANG).await;
        sees_her_admission(browser).await;
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        sees_her_admission(browser).await;
        browser.link("查询其他考生").await.click().await.unwrap();
        let number = browser.field(NUMBER).await.prop("value").await.unwrap();
        assert_eq!(number.as_deref(), Some(""));
    });
}

#[test]
fn a_file_that_came_back_says_why_and_what_to_do() {
    journey(async |browser| {
        browser.open_taken_over(Page::Admissions).await;
        ask(browser, &OUYANG).await;
        browser.says("原因：体检结论不符合专业要求").await;
        assert_eq!(present_step(browser).await, "目前：退档");
        let page = browser.text().await;
        assert!(page.contains("2025-07-12 18:00 前：参加征集志愿") && !page.contains("祝贺"), "{page}");
        assert!(!page.contains("院校在阅") && !page.contains("中原样例大学"), "a batch that is not out: {page}");
    });
}

#[test]
fn the_second_batch_is_there_at_its_second_and_stands_first() {
    journey(async |browser| {
        browser.open_taken_over(Page::Admissions).await;
        browser.site.server.clock().set(sample::undergraduates_released_at());
        ask(browser, &LI_MING).await;
        browser.heading("本科批").await;
        browser.says("中原样例大学（9901）").await;
        let batches: Vec<String> = browser
            .run("return [...document.querySelectorAll('.card:has(.stepper) .card__title')].map(title => title.textContent)")
            .await;
        assert_eq!(batches, ["本科批", "本科提前批"]);
        // Back, and it is the form again, without the ID.
        browser.back().await;
        browser.button(QUERY).await;
        assert_eq!(browser.field(ID).await.prop("value").await.unwrap().as_deref(), Some(""));
    });
}

async fn is_told_to_come_back(browser: &Browser) {
    let strangers = Candidate { id: OUYANG.id, ..LI_MING };
    ask(browser, &strangers).await;
    browser.says("最近一个批次将于 2025-07-19 10:00 公布").await;
    let id = browser.field(ID).await.prop("value").await.unwrap().unwrap();
    assert_eq!(id.replace(' ', ""), strangers.id);
}

#[test]
fn whoever_is_not_found_while_a_batch_is_awaited_is_told_when_it_comes() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Admissions).await;
        is_told_to_come_back(browser).await;
    });
}

#[test]
fn whoever_is_not_found_without_scripting_is_told_when_the_next_batch_comes() {
    journey_without_scripting(async |browser| {
        browser.expects_refusals();
        browser.open(Page::Admissions).await;
        is_told_to_come_back(browser).await;
    });
}

#[test]
fn a_mistyped_id_is_told_beside_its_field() {
    journey(async |browser| {
        browser.open_taken_over(Page::Admissions).await;
        ask(browser, &Candidate { id: "990101200703150012", ..LI_MING }).await;
        browser.heading("请改正 1 处").await;
        assert_eq!(browser.text().await.matches(Fault::CheckCharacter.message().zh).count(), 2);
    });
}

#[test]
fn without_a_network_nothing_typed_is_lost() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Admissions).await;
        browser.site.deliver_api(Delivery::Cut);
        ask(browser, &WANG_FANG).await;
        browser.says(ErrorCode::Offline.message().zh).await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.button(QUERY).await.click().await.unwrap();
        sees_her_admission(browser).await;
    });
}

#[test]
fn nothing_of_the_identity_and_of_the_letter_is_kept_by_the_browser() {
    journey(async |browser| {
        browser.open_taken_over(Page::Admissions).await;
        ask(browser, &WANG_FANG).await;
        sees_her_admission(browser).await;
        let page: String = browser.run("return document.documentElement.outerHTML").await;
        let kept: String = browser
            .run(
                "return JSON.stringify([location.href, history.state, {...localStorage}, {...sessionStorage},
                 document.cookie, document.title, performance.getEntries().map(entry => entry.name)])",
            )
            .await;
        for secret in [WANG_FANG.id, WANG_FANG.number] {
            assert!(!page.replace(' ', "").contains(secret), "the page holds {secret}");
        }
        for secret in [WANG_FANG.id, WANG_FANG.number, "EX990000003CN"] {
            assert!(!kept.contains(secret), "the browser keeps {secret}: {kept}");
        }
    });
}

#[test]
fn an_admission_fits_a_phone_in_large_type_and_in_english() {
    journey(async |browser| {
        browser.open(Page::Home).await;
        browser.remember(Mode::COOKIE, Mode::Elder.word()).await;
        for (language, number, id, query, says) in [
            (Language::Zh, NUMBER, ID, QUERY, "祝贺您"),
            (Language::En, "Candidate number", "ID number", "Show my admission", "Congratulations"),
        ] {
            browser.remember(Language::COOKIE, language.word()).await;
            browser.open_taken_over(Page::Admissions).await;
            browser.field(number).await.send_keys(WANG_FANG.number).await.unwrap();
            browser.field(id).await.send_keys(WANG_FANG.id).await.unwrap();
            browser.button(query).await.click().await.unwrap();
            browser.says(says).await;
            assert_eq!(layout::misfits(browser).await, Vec::<String>::new(), "an admission in {}", language.word());
            axe::finds_nothing(browser, &format!("an admission in {}", language.word())).await;
        }
    });
}
