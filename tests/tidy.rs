//! Rules of the house that no compiler knows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// A text file of ours.
struct File {
    /// From the root, with `/`.
    name: String,
    text: String,
}

/// Folders that hold what others made or what is made anew.
const NOT_OURS: [&str; 4] = ["target", "node_modules", "data", ".git"];

/// All files of ours with one of these endings, below a folder.
fn files(folder: &str, endings: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join(folder), &mut paths);
    paths.sort();
    let ours = paths.into_iter().filter(|path| {
        path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending.eq_ignore_ascii_case(wanted)))
    });
    let files: Vec<File> = ours
        .map(|path| File {
            name: path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect();
    assert!(!files.is_empty(), "there is nothing in {folder}: a rule would hold of nothing");
    files
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if entry.file_type().unwrap().is_dir() {
            if !NOT_OURS.iter().any(|other| name == *other) {
                walk(&entry.path(), found);
            }
        } else {
            found.push(entry.path());
        }
    }
}

impl File {
    /// Where it stands, in the form that editors open.
    fn at(&self, offset: usize) -> String {
        format!("{}:{}", self.name, self.text[..offset].matches('\n').count() + 1)
    }

    /// Everything up to its tests.
    fn without_tests(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap()
    }

    /// Its code: comments are blanked out, so that offsets stay.
    fn code(&self) -> String {
        let comment = Regex::new(r"(?m)//[^\n]*$").unwrap();
        // An address in a string has two slashes as well: what stands before them tells.
        let is_address = |at: usize| self.text[..at].ends_with(':');
        let blank = |found: &regex::Captures<'_>| {
            let found = found.get(0).unwrap();
            if is_address(found.start()) { found.as_str().to_owned() } else { " ".repeat(found.len()) }
        };
        comment.replace_all(self.without_tests(), blank).into_owned()
    }
}

/// Fails with all places at once.
fn none(rule: &str, places: Vec<String>) {
    let told = places.iter().fold(String::new(), |mut told, place| {
        let _ = writeln!(told, "  {place}");
        told
    });
    assert!(places.is_empty(), "{rule}:\n{told}");
}

/// Every place where a pattern is found in the code of files.
fn found(files: &[File], pattern: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    let in_file = |file: &File| {
        let code = file.code();
        let places: Vec<String> =
            pattern.find_iter(&code).map(|m| format!("{} {}", file.at(m.start()), m.as_str())).collect();
        places
    };
    files.iter().flat_map(in_file).collect()
}

#[test]
fn no_file_holds_two_ideas() {
    let long = files("", &["rs"]).into_iter().filter_map(|file| {
        let lines = file.text.lines().count();
        (lines > 400).then(|| format!("{}: {lines} lines", file.name))
    });
    none("a file is at most 400 lines long; split it", long.collect());
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that the rule does not find itself.
    let words =
        ["to".to_owned() + "do!", "unimplemen".to_owned() + "ted!", "FIX".to_owned() + "ME", "TO".to_owned() + "DO"];
    let ignored = "#[".to_owned() + "ignore";
    let mut places = Vec::new();
    for file in files("", &["rs", "css", "js", "html", "toml", "md", "sql", "sh"]) {
        for word in words.iter().chain([&ignored]) {
            // A constant may have the letters in its name: only whole words count.
            let at = file.text.match_indices(word.as_str()).map(|(at, _)| at);
            let whole = at.filter(|&at| !file.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            places.extend(whole.map(|at| format!("{} {word}", file.at(at))));
        }
    }
    none("what is not done is not there; a test that does not run is none", places);
}

#[test]
fn no_style_and_no_script_stands_inline() {
    let mut app = files("src", &["rs"]);
    app.extend(files("server/src", &["rs", "html"]));
    none(
        "the policy allows no inline style; use a class or a custom property in a style sheet",
        found(&app, r"\bstyle="),
    );
}

#[test]
fn only_the_client_talks_to_the_network() {
    let others: Vec<File> =
        files("src", &["rs"]).into_iter().filter(|file| !file.name.starts_with("src/client")).collect();
    none(
        "only src/client.rs and its rooms talk to the network",
        found(&others, r"gloo_net|fetch_with|\.fetch\(|XmlHttpRequest|WebSocket|EventSource"),
    );
}

#[test]
fn an_address_is_written_once() {
    let others: Vec<File> = files("src", &["rs"]).into_iter().filter(|file| file.name != "src/page.rs").collect();
    none("an address of a page stands in src/page.rs only", found(&others, r#""/[a-z][a-z/.-]*[?#"]"#));
    let mut both = others;
    both.extend(files("server/src", &["rs"]));
    none(
        "a path of the API stands in its endpoint only",
        found(&both, r#""/api/[a-z]+/?[a-z]*""#).into_iter().filter(|place| !place.contains("openapi")).collect(),
    );
}

#[test]
fn every_colour_is_a_token() {
    let sheets: Vec<File> =
        files("style", &["css"]).into_iter().filter(|file| file.name != "style/tokens.css").collect();
    let comment = Regex::new(r"(?s)/\*.*?\*/").unwrap();
    // Modes and the printer give tokens other values; only the value of a token is written as a colour.
    let token = Regex::new(r"(?m)^\s*--[a-z-]+:[^;]*;").unwrap();
    let colour = Regex::new(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(").unwrap();
    let mut places = Vec::new();
    for sheet in &sheets {
        let blank = |found: &regex::Captures<'_>| {
            found[0].split('\n').map(|line| " ".repeat(line.len())).collect::<Vec<_>>().join("\n")
        };
        let rules = comment.replace_all(&sheet.text, blank).into_owned();
        let rules = token.replace_all(&rules, blank);
        places.extend(colour.find_iter(&rules).map(|m| format!("{} {}", sheet.at(m.start()), m.as_str())));
    }
    none("a colour is the value of a token; a rule names the token", places);
}

#[test]
fn a_block_of_class_names_belongs_to_one_service() {
    let block = Regex::new(r"\.([a-z][a-z-]*)").unwrap();
    let mut owners = std::collections::BTreeMap::<String, String>::new();
    let mut places = Vec::new();
    for sheet in files("style/services", &["css"]) {
        // What a rule is about is the first class of its selector.
        for line in sheet.text.lines().filter(|line| line.starts_with('.')) {
            let Some(name) = block.captures(line).map(|found| found[1].to_owned()) else { continue };
            let owner = owners.entry(name.clone()).or_insert_with(|| sheet.name.clone());
            if *owner != sheet.name {
                places.push(format!("{} .{name} is of {owner}", sheet.name));
            }
        }
    }
    none("the sheets of all services are one: a block of one service would dress another's", places);
}

#[test]
fn the_language_of_both_sides_does_no_io() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("api/Cargo.toml")).unwrap();
    let dependency =
        Regex::new(r"(?m)^(tokio|axum|hyper|web-sys|js-sys|wasm-bindgen|gloo[a-z-]*|leptos[a-z_]*|rusqlite)\b")
            .unwrap();
    none(
        "`api` knows neither a browser nor a server",
        dependency.find_iter(&manifest).map(|m| m.as_str().to_owned()).collect(),
    );
    none(
        "`api` reads no file, no clock and no network",
        found(&files("api/src", &["rs"]), r"std::(fs|net|process|env|time)\b"),
    );
}

#[test]
fn parts_know_no_service() {
    none(
        "a part has no business words",
        found(
            &files("src/parts", &["rs"]),
            r"crate::services|zhangban_api::(scores|ranks|exams|hotlines|feedback|department)",
        ),
    );
}

/// Both texts of a message, and where it stands.
fn messages() -> Vec<(String, String, String)> {
    let literal = r#""((?:[^"\\]|\\.)*)""#;
    let message = Regex::new(&format!(r"(?s)\b(?:Message|Text)::new\(\s*{literal},\s*{literal},?\s*\)")).unwrap();
    let mut found = Vec::new();
    for folder in ["src", "api/src", "server/src"] {
        for file in files(folder, &["rs"]) {
            let told = |text: &str| text.replace("\\\"", "\"").replace("\\n", "\n");
            for captures in message.captures_iter(file.without_tests()) {
                let at = file.at(captures.get(0).unwrap().start());
                found.push((at, told(&captures[1]), told(&captures[2])));
            }
        }
    }
    assert!(found.len() > 150, "only {} messages are seen", found.len());
    found
}

#[test]
fn every_message_speaks_both_languages() {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut places = Vec::new();
    for (at, zh, en) in messages() {
        // Of a result that is published nothing has to be said, and what stands around a value ends at a blank.
        let is_fragment = [&zh, &en].iter().any(|text| text.starts_with(' ') || text.ends_with(' '));
        if zh.is_empty() && en.is_empty() || is_fragment {
            continue;
        }
        if !zh.contains(is_han) {
            places.push(format!("{at} no Chinese: {zh:?}"));
        }
        if en.is_empty() || en.contains(is_han) {
            places.push(format!("{at} no English: {en:?}"));
        }
    }
    none("a message has both languages", places);
}

#[test]
fn chinese_is_set_as_chinese() {
    let half_width = Regex::new(r"\p{Han}[,;:?!]|[,;:?!]\p{Han}|\p{Han}\.(?:\s|$)|\p{Han}\(|\)\p{Han}").unwrap();
    let unspaced = Regex::new(r"\p{Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Han}").unwrap();
    let mut places = Vec::new();
    for (at, zh, _) in messages() {
        places.extend(half_width.find(&zh).map(|m| format!("{at} half-width punctuation {:?} in {zh}", m.as_str())));
        places.extend(unspaced.find(&zh).map(|m| format!("{at} no space in {:?} of {zh}", m.as_str())));
    }
    none("full-width punctuation, and a space between Han and Latin letters or digits", places);
}
