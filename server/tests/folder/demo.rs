//! The department folder that comes with the program.

use std::path::Path;

use zhangban_api::PhoneNumber;
use zhangban_api::accounts::Account;
use zhangban_api::articles::{Article, Channel};
use zhangban_api::cases::Deadline;
use zhangban_server::department_folder::Content;

use crate::read;

#[test]
fn the_demo_is_read_without_a_fault_and_says_what_is_a_sample() {
    let contents = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo")).map_err(|faults| faults[0].to_string());
    let (mut candidates, mut plans, mut articles, mut past_scores) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut named: Vec<String> = Vec::new();
    for content in contents.unwrap() {
        match content {
            Content::Department(department) => assert!(department.sample && department.mark == "豫教"),
            Content::Menu(groups) => assert_eq!(groups.iter().map(|group| group.items.len()).sum::<usize>(), 19),
            Content::Holidays(calendar) => assert_eq!(calendar.announced, [2024, 2025, 2026]),
            Content::Exam(exam) => {
                let former = exam.year == 2024;
                assert!(exam.sample && exam.closed == former);
                assert_eq!(exam.released_at.to_string(), format!("{}-06-25 00:00", exam.year));
                assert!(exam.track_of("science").is_some() && exam.track_of("arts").is_some());
            }
            Content::Lines(lines) => {
                assert!(
                    !lines.is_empty()
                        && lines.iter().all(|line| line.line.sample && line.line.name.zh.contains("样例"))
                );
            }
            Content::Ranks(tables) => {
                for table in &tables {
                    // The tables of 2024 are made up, those of 2025 are not.
                    assert_eq!(table.sample, table.exam == "gaokao-2024");
                    assert!(!table.sample || table.source.contains("不是真实数据"), "{}", table.source);
                }
                let real = tables.iter().filter(|table| !table.sample);
                candidates.extend(real.map(|table| (table.track.clone(), table.candidates())));
            }
            Content::Replies(replies) => {
                named.extend(replies.rules.iter().flat_map(|rule| rule.says.articles.clone()));
                let numbers: Vec<_> = replies.rules.iter().filter_map(|rule| rule.when.number).collect();
                assert_eq!(numbers, [1, 2, 3, 4, 5]);
                // What nobody can call says so beside its name.
                for phone in replies.rules.iter().flat_map(|rule| &rule.says.phones) {
                    assert_eq!(phone.name.zh.contains("样例"), !phone.number.can_be_dialled(), "{phone:?}");
                }
            }
            Content::Cases(cases) => {
                assert!(cases.all().count() >= 12 && cases.category("other").is_some());
                let urgent = cases.all().filter(|category| category.deadline == Deadline::OneDay);
                assert!(urgent.count() >= 3, "what is urgent is answered within a day");
                // The offices are made up: nobody may be called there.
                assert!(cases.offices.iter().flat_map(|office| &office.phone).all(|phone| !phone.can_be_dialled()));
            }
            Content::Synonyms(synonyms) => assert_eq!(synonyms.len(), 19),
            Content::Article(page) => articles.push(*page),
            Content::Scores(_) | Content::Admissions(_) => panic!("no candidates are committed"),
            Content::Colleges(colleges) => {
                assert_eq!(colleges.len(), 3_145);
                assert!(colleges.iter().all(|college| college.sample));
                let emergency = colleges.iter().filter(|college| college.name == "应急管理大学");
                assert_eq!(emergency.map(|college| college.code.as_str()).collect::<Vec<_>>(), ["11104"]);
            }
            Content::PastScores(sheet) => {
                past_scores += sheet
                    .read(|row| {
                        assert!(row.sample && !row.source.is_empty());
                        assert!(row.lowest.is_some());
                    })
                    .unwrap();
            }
            Content::Accounts(accounts) => {
                let made_up = |account: &Account| account.sample && account.link.contains(".example/");
                assert!(accounts.len() >= 5 && accounts.iter().all(made_up));
            }
            Content::Domains(domains) => {
                assert!(domains.iter().all(|domain| domain.sample == domain.domain.ends_with(".example")));
            }
            Content::Hotlines(hotlines) => {
                assert!(hotlines.len() >= 40);
                for hotline in &hotlines {
                    let phone: &PhoneNumber = &hotline.phone;
                    assert_eq!(hotline.sample, !phone.can_be_dialled(), "{phone}");
                }
            }
            Content::Plans(groups) => {
                assert!(groups.iter().all(|filed| filed.group.sample && !filed.source.is_empty()));
                plans.push((groups.len(), groups.iter().map(|filed| filed.group.quota).sum::<u32>()));
            }
            Content::PlanCorrections(corrections) => assert_eq!(corrections.len(), 4),
        }
    }
    for id in named {
        assert!(articles.iter().any(|page| page.article.id == id), "a reply leads to {id}, which is not there");
    }
    assert!((14..=20).contains(&articles.len()), "{}", articles.len());
    for page in &articles {
        let Article { title, sample, .. } = &page.article;
        assert!(*sample && title.zh.contains("样例"), "{}", title.zh);
        assert!(page.files.iter().all(|file| file.bytes.len() < 60 << 10), "{}", title.zh);
    }
    for channel in Channel::ALL {
        assert!(articles.iter().any(|page| page.article.channel == channel), "nothing in {channel:?}");
    }
    // 11,013 lines that others collected, and a made-up college with every figure there is.
    assert_eq!(past_scores, 11_013 + 30);
    assert_eq!(candidates, [("history".to_owned(), 352_175), ("physics".to_owned(), 555_040)]);
    assert_eq!(plans, [(19, 5_653), (8, 415)], "a real plan, and a made-up one");
}
