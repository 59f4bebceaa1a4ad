use proptest::prelude::*;

use super::*;

fn rule(id: &str, when: Conditions) -> Rule {
    Rule {
        id: id.into(),
        title: Text::new(id, id),
        when,
        priority: 0,
        valid: Validity::default(),
        says: Content { text: Text::new("答", "answer"), ..Content::default() },
    }
}

fn number(number: u8) -> Rule {
    rule(&number.to_string(), Conditions { number: Some(number), ..Conditions::default() })
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn noon() -> Moment {
    Moment::parse("2026-06-25 12:00").unwrap()
}

fn answer(rules: Vec<Rule>, text: &str) -> Option<String> {
    let assistant = Assistant::new(Text::default(), rules).unwrap();
    assistant.answer(&Heard::new(text), noon()).map(|rule| rule.id.clone())
}

#[test]
fn a_number_is_a_number_however_it_is_sent() {
    for text in [
        "1",
        "１",
        "1.",
        "1。",
        " 1 ",
        "一",
        "①",
        "1️⃣",
        "发1",
        "发 1",
        "发送１",
        "回复1",
        "按1",
        "我选1",
        "（1）",
        "1、",
        "01",
        "第1项",
        "第一个",
        "1号",
        "1😀",
        "“1”",
        "send 1",
        "No. 1",
        "one",
        "\u{feff}1\u{200b}",
    ] {
        assert_eq!(answer(vec![number(2), number(1)], text).as_deref(), Some("1"), "{text}");
    }
    for text in ["", " ", "11", "1 2", "1年级", "110", "😀", "十一", "0", "999999999999"] {
        assert_eq!(answer(vec![number(1)], text), None, "{text}");
    }
    assert_eq!(answer(vec![number(21), number(10)], "二十一").as_deref(), Some("21"));
    assert_eq!(answer(vec![number(21), number(10)], "十").as_deref(), Some("10"));
}

#[test]
fn what_cannot_be_read_is_empty() {
    for text in ["", " \n", "。。。", "？", "😀😀", "\u{200b}"] {
        assert!(Heard::new(text).is_empty(), "{text}");
    }
}

#[test]
fn words_are_found_whatever_their_width_and_their_blanks() {
    let rules = || {
        vec![
            rule(
                "all",
                Conditions {
                    all: words(&["志愿", "填报"]), any: words(&["怎么", "如何"]), ..Conditions::default()
                },
            ),
            rule("any", Conditions { any: words(&["News", "新 闻"]), ..Conditions::default() }),
        ]
    };
    for (text, id) in [
        ("志愿怎么填报？", Some("all")),
        ("如 何 填报 志愿", Some("all")),
        ("填报志愿", None),
        ("ＮＥＷＳ please", Some("any")),
        ("今天有什么新闻", Some("any")),
        ("newspaper", None),
    ] {
        assert_eq!(answer(rules(), text).as_deref(), id, "{text}");
    }
}

#[test]
fn what_is_named_exactly_comes_before_what_is_found() {
    let found =
        Rule { priority: 100, ..rule("found", Conditions { any: words(&["成绩"]), ..Conditions::default() }) };
    let exact = rule("exact", Conditions { exact: words(&["成绩"]), ..Conditions::default() });
    assert_eq!(answer(vec![found.clone(), exact.clone()], "成绩？").as_deref(), Some("exact"));
    assert_eq!(answer(vec![exact, found], "查成绩").as_deref(), Some("found"));
}

#[test]
fn ties_are_broken_by_priority_and_then_by_order() {
    let of = |id: &str, priority| Rule {
        priority,
        ..rule(id, Conditions { any: words(&["假"]), ..Conditions::default() })
    };
    assert_eq!(answer(vec![of("a", 1), of("b", 2), of("c", 2)], "放假").as_deref(), Some("b"));
    assert_eq!(answer(vec![of("a", -1), of("b", -1)], "放假").as_deref(), Some("a"));
}

#[test]
fn a_pattern_is_found_in_what_was_heard() {
    let phone = Conditions { pattern: Some(r"电话.{0,4}(多少|号码)".into()), ..Conditions::default() };
    let rules = || vec![rule("phone", phone.clone())];
    assert_eq!(answer(rules(), "招办 电话 是多少").as_deref(), Some("phone"));
    assert_eq!(answer(rules(), "电话"), None);
}

#[test]
fn a_pattern_that_cannot_be_used_says_where_and_why() {
    for (pattern, at) in [("电话(多少", 3), ("a{9,2}", 2), (r"\d(?=x)", 3), ("[电", 1)] {
        let Err(PatternFault::Syntax { at: told, .. }) = check_pattern(pattern) else { panic!("{pattern} is taken") };
        assert_eq!(told, at, "{pattern}");
    }
    assert_eq!(check_pattern(r"(\w{100}){100}"), Err(PatternFault::TooLarge));
    for pattern in ["", "(电话)?", "a*"] {
        assert_eq!(check_pattern(pattern), Err(PatternFault::MatchesNothing), "{pattern}");
    }
}

#[test]
fn a_pattern_that_others_choke_on_comes_to_an_end() {
    let rules = vec![rule("slow", Conditions { pattern: Some("(a+)+$".into()), ..Conditions::default() })];
    assert_eq!(answer(rules, &format!("{}b", "a".repeat(10_000))).as_deref(), Some("slow"), "only 500 are read");
}

#[test]
fn the_numbers_of_the_moment_are_offered_in_their_order() {
    let over = Rule { valid: Validity { from: None, until: Some(noon()) }, ..number(1) };
    let to_come = Rule { valid: Validity { from: Some(noon().plus_seconds(1)), until: None }, ..number(2) };
    let now = Rule { valid: Validity { from: Some(noon()), until: Some(noon().plus_seconds(1)) }, ..number(4) };
    let assistant = Assistant::new(Text::default(), vec![over, now, to_come, number(3)]).unwrap();
    let offered = |moment| assistant.choices(moment).iter().map(|choice| choice.number).collect::<Vec<_>>();
    assert_eq!(offered(noon()), [3, 4]);
    assert_eq!(offered(noon().plus_seconds(-1)), [1, 3]);
    assert_eq!(offered(noon().plus_seconds(1)), [2, 3]);
}

fn seconds() -> impl Strategy<Value = Option<i64>> {
    proptest::option::of(0_i64..20)
}

proptest! {
    #[test]
    fn nothing_that_is_sent_breaks_the_rules(text in "\\PC{0,40}|[1-9１一发😀. ]{0,12}", repeated in 1_usize..400) {
        let rules = vec![
            number(1),
            rule("any", Conditions { any: words(&["一", "1", "发"]), ..Conditions::default() }),
            rule("pattern", Conditions { pattern: Some(r"^\w+$".into()), ..Conditions::default() }),
        ];
        let _ = answer(rules, &text.repeat(repeated));
    }

    #[test]
    fn what_was_heard_is_heard_the_same_again(text in "\\PC{0,60}") {
        let once = Heard::new(&text);
        let again = Heard::new(once.words());
        prop_assert_eq!(once.whole(), again.whole());
        prop_assert_eq!(once.number(), again.number());
    }

    #[test]
    fn a_number_survives_whatever_stands_around_it(
        wanted in 1_u8..=99, before in "(发|发送|回复|我要|按|第)?[ （“ ]{0,2}", behind in "[.。、）” ]{0,2}(吧)?[!！😀]{0,2}",
        wide in any::<bool>(),
    ) {
        let digits = wanted.to_string();
        let digits: String = digits.chars().map(|c| if wide { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c }).collect();
        prop_assert_eq!(Heard::new(&format!("{before}{digits}{behind}")).number(), Some(wanted));
    }

    #[test]
    fn a_rule_answers_in_its_time_and_never_outside(from in seconds(), until in seconds(), now in 0_i64..20) {
        let moment = Moment::from_unix;
        let valid = Validity { from: from.map(moment), until: until.map(moment) };
        let assistant = Assistant::new(Text::default(), vec![Rule { valid, ..number(1) }]).unwrap();
        let inside = from.is_none_or(|from| from <= now) && until.is_none_or(|until| now < until);
        prop_assert_eq!(assistant.answer(&Heard::new("1"), moment(now)).is_some(), inside);
        prop_assert_eq!(!assistant.choices(moment(now)).is_empty(), inside);
    }

    #[test]
    fn two_times_overlap_if_a_moment_lies_in_both(a in seconds(), b in seconds(), c in seconds(), d in seconds()) {
        let valid = |from: Option<i64>, until: Option<i64>| Validity {
            from: from.map(Moment::from_unix),
            until: until.map(Moment::from_unix),
        };
        let (one, other) = (valid(a, b), valid(c, d));
        // A time that ends before it begins is refused at import.
        prop_assume!([(a, b), (c, d)].iter().all(|(from, until)| from.zip(*until).is_none_or(|(from, until)| from < until)));
        let both = (-1..21).map(Moment::from_unix).any(|now| one.holds(now) && other.holds(now));
        prop_assert_eq!(one.overlaps(other), both);
    }
}
