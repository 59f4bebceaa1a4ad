//! Whatever stands in a file, reading ends with records or with faults.

use proptest::prelude::*;
use zhangban_server::department_folder::Content;

use crate::{EXAM, Folder};

/// Few cases each: every one writes and reads files.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() }
}

fn read_to_the_end(folder: &Folder) {
    for content in folder.read().into_iter().flatten() {
        match content {
            Content::Scores(sheet) => drop(sheet.finish()),
            Content::Admissions(sheet) => drop(sheet.finish()),
            Content::PastScores(sheet) => drop(sheet.read(|_| {})),
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_bytes_break_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.csv", "a.xls", "a.xlsx", "department.toml", "menu.toml", "replies.toml", "synonyms.toml", "exams/x/exam.toml"] {
            read_to_the_end(&Folder::new().file(name, &bytes));
        }
    }

    #[test]
    fn random_cells_below_sound_headings_break_nothing(rows in proptest::collection::vec("[0-9,\"\\-王休一PK\u{0}\r\n ]{0,60}", 0..8)) {
        for heading in [
            "exam,candidate_number,citizen_id,name,track,chinese,total,rank,state",
            "exam,candidate_number,citizen_id,name,track,batch,state,sent_at,decided_at,college,letter_number,carrier",
            "exam,track,score,count,cumulative", "exam,track,name,score", "date,name,kind", "name,phone,category,hours",
            "year,track,batch,college_code,college,group,requirement,major_code,major,quota,tuition,length",
            "year,track,batch,college_code,major_code,field,old,new,date",
            "name,code,province,level,tags", "college,year,track,lowest,average,lowest_rank,admitted",
            "platform,name,handle,operator,link", "domain,subdomains,what,operator",
        ] {
            read_to_the_end(&Folder::with_exam().file("a.csv", format!("{heading}\n{}", rows.join("\n"))));
        }
    }

    #[test]
    fn a_damaged_workbook_breaks_nothing(at in 0usize..5632, byte: u8, cut in 0usize..5632) {
        let mut bytes = include_bytes!("hotlines.xls").to_vec();
        let length = bytes.len();
        bytes[at % length] = byte;
        read_to_the_end(&Folder::new().file("a.xls", &bytes));
        bytes.truncate(cut);
        read_to_the_end(&Folder::new().file("b.xls", &bytes));
    }

    #[test]
    fn a_damaged_exam_breaks_nothing(at in 0usize..1200, byte in "[ -~]") {
        let mut text = EXAM.to_owned();
        let at = (0..=at % EXAM.len()).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        text.insert_str(at, &byte);
        read_to_the_end(&Folder::new().file("exams/gaokao-2025/exam.toml", text));
    }

    #[test]
    fn a_directory_that_was_written_reads_back(
        entries in proptest::collection::btree_map("[甲乙丙丁a-z\", \n]{0,12}[甲乙丙a-z]", 10_000u32..99_999, 1..20), quoted: bool,
    ) {
        let cell = |name: &String| {
            let needs_marks = quoted || name.contains(['"', ',', '\n']);
            if needs_marks { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.clone() }
        };
        let rows = entries.iter().map(|(name, number)| format!("x,{},1{number}", cell(name)));
        let csv = std::iter::once("类别,名称,电话".to_owned()).chain(rows).collect::<Vec<_>>().join("\r\n");
        let Content::Hotlines(hotlines) = Folder::new().file("a.csv", csv).only() else { panic!("not hotlines") };
        let read: std::collections::BTreeMap<String, u32> = hotlines
            .into_iter()
            .map(|hotline| (hotline.name.zh, hotline.phone.digits()[1..].parse().unwrap()))
            .collect();
        let written: std::collections::BTreeMap<String, u32> =
            entries.into_iter().map(|(name, number)| (name.trim().to_owned(), number)).collect();
        prop_assert_eq!(read, written);
    }
}
