//! Enrolment plans, in the forms in which offices keep them, and their corrections.

use rust_xlsxwriter::{Format, Workbook};
use zhangban_api::plans::{Code, PlanField, SubjectRequirement};
use zhangban_server::department_folder::{Content, Corrected, FiledGroup};

use crate::{EXAM, Folder, place};

const HEADING: &str = "年份,批次,科类,院校代码,院校名称,省份,城市,院校专业组,招生类型,选科要求,专业组计划数,专业代码,专业名称,备注,计划数,学费,学制";

/// An exam with batches.
fn with_batches() -> Folder {
    let batches = "batches = [\n  { id = \"undergraduate\", name = { zh = \"本科批\" }, released_at = \"2025-07-19 10:00\" },\n  \
                   { id = \"vocational\", name = { zh = \"高职（专科）批\" }, released_at = \"2025-08-09 10:00\" },\n]\n\
                   [[next_steps]]";
    Folder::new().file("exams/gaokao-2025/exam.toml", EXAM.replacen("[[next_steps]]", batches, 1))
}

fn folder(rows: &str) -> Folder {
    with_batches().file("plans.csv", format!("{HEADING}\n{rows}"))
}

fn groups(folder: &Folder) -> Vec<FiledGroup> {
    let Content::Plans(groups) = folder.only() else { panic!("not plans") };
    groups
}

/// What stands in a list of groups, in short.
fn told(groups: &[FiledGroup]) -> Vec<String> {
    let told = |FiledGroup { group, .. }: &FiledGroup| {
        let majors: Vec<String> = group.majors.iter().map(|major| format!("{}{}", major.name, major.quota)).collect();
        let code = group.code.as_ref().map_or("", Code::as_str);
        let requirement = group.requirement.text().zh;
        let (track, college, quota) = (&group.track, &group.college.name, group.quota);
        format!("{track} {college} {code} {requirement} {quota}: {}", majors.join(" "))
    };
    groups.iter().map(told).collect()
}

const BOTH: [&str; 2] = [
    "physics 郑州大学 101 首选物理，再选化学 150: 临床医学120 口腔医学30",
    "physics 郑州大学 102 首选物理，再选不限 50: 经济学50",
];

#[test]
fn a_flat_plan_is_read_with_every_column_in_every_row() {
    let groups = groups(&folder(
        "2025,本科批,物理类,1465,郑州大学,河南,郑州,（101）,普通类,首选物理，再选化学,150,100201k,临床医学,（不招色盲考生）,120,6300,五年\n\
         2025,本科批,物理类,1465,郑州大学,河南,郑州,（101）,普通类,首选物理，再选化学,150,100301K,口腔医学,,30,6300 元/年,5\n\
         2025,本科批,物理类,1465,郑州大学,河南,郑州,（102）,普通类,不限,,020101,经济学,,50,待定,四年\n",
    ));
    assert_eq!(told(&groups), [BOTH[0], "physics 郑州大学 102 再选不限 50: 经济学50"]);
    let major = &groups[0].group.majors[0];
    assert_eq!((major.code.as_str(), major.remarks.as_str()), ("100201K", "（不招色盲考生）"));
    assert_eq!((major.tuition.yuan(), major.length.years()), (Some(6_300), 5));
    assert_eq!(groups[1].group.majors[0].tuition.yuan(), None);
    assert_eq!((groups[0].group.college.city.as_str(), groups[0].group.size), ("郑州", 2));
}

#[test]
fn in_a_two_level_plan_an_empty_cell_means_as_above() {
    let in_first_row = "2025,本科批,物理类,1465,郑州大学,河南,郑州,（101）,普通类,首选物理，再选化学,150,01,临床医学,,120,6300,五年\n\
         ,,,,,,,,,,,02,口腔医学,,30,6300,五年\n\
         ,,,,,,,（102）,中外合作,首选物理，再选不限,50,03,经济学,,50,18000,四年\n";
    let in_rows_of_their_own = "2025,本科批,物理类,1465,郑州大学,河南,郑州,,,,,,,,,,\n\
         ,,,,,,,（101）,普通类,首选物理，再选化学,,,,,150,,\n\
         ,,,,,,,,,,,01,临床医学,,120,6300,五年\n\
         ,,,,,,,,,,,02,口腔医学,,30,6300,五年\n\
         ,,,,,,,（102）,中外合作,首选物理，再选不限,50,,,,,,\n\
         ,,,,,,,,,,,03,经济学,,50,18000,四年\n";
    for rows in [in_first_row, in_rows_of_their_own] {
        let groups = groups(&folder(rows));
        assert_eq!(told(&groups), BOTH);
        assert_eq!(groups[1].group.kind, "中外合作");
        assert_eq!(groups[1].group.college.name, "郑州大学");
    }
}

#[test]
fn the_total_of_a_college_is_that_of_its_groups() {
    let plan = |total: &str| {
        folder(&format!(
            "2025,本科批,物理类,1465,郑州大学,河南,郑州,,,,,,,,{total},,\n\
             ,,,,,,,（101）,普通类,首选物理，再选化学,,01,临床医学,,120,6300,五年\n\
             ,,,,,,,（102）,中外合作,首选物理，再选不限,,,,,50,,\n\
             ,,,,,,,,,,,03,经济学,,50,18000,四年\n\
             2025,本科批,历史类,1465,郑州大学,河南,郑州,,,,,,,,60,,\n\
             ,,,,,,,（201）,普通类,首选历史，再选不限,,06,法学,,60,4400,四年\n"
        ))
    };
    assert_eq!(groups(&plan("170")).len(), 3);
    let fault = plan("230").fault();
    assert_eq!(place(&fault), (Some(2), Some("计划数"), "230"));
    assert!(fault.expected.zh.contains("170"), "{fault}");
    assert_eq!(place(&plan("许多").fault()), (Some(2), Some("计划数"), "许多"));
}

#[test]
fn merged_cells_of_a_workbook_are_read_as_they_are_seen() {
    let mut workbook = Workbook::new();
    let merged = Format::new();
    for (name, track, first) in [("物理类", "物理类", "首选物理，再选化学"), ("历史类", "历史类", "首选历史，再选不限")]
    {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (column, heading) in (0u16..).zip(HEADING.split(',')) {
            sheet.write(0, column, heading).unwrap();
        }
        for (column, value) in
            [(0, "2025"), (1, "本科批"), (2, track), (3, "1465"), (4, "郑州大学"), (5, "河南"), (6, "郑州")]
        {
            sheet.merge_range(1, column, 3, column, value, &merged).unwrap();
        }
        for (column, value) in [(7, "（101）"), (8, "普通类"), (9, first), (10, "150")] {
            sheet.merge_range(1, column, 2, column, value, &merged).unwrap();
        }
        for (column, value) in [(7, "（102）"), (9, "不限")] {
            sheet.write(3, column, value).unwrap();
        }
        for (row, code, name, quota) in [(1, "01", "临床医学", 120), (2, "02", "口腔医学", 30), (3, "03", "经济学", 50)]
        {
            for (column, value) in [(11, code), (12, name), (16, "四年")] {
                sheet.write(row, column, value).unwrap();
            }
            sheet.write(row, 14, quota).unwrap();
            sheet.write(row, 15, 6300).unwrap();
        }
    }
    let folder = with_batches().file("plans.xlsx", workbook.save_to_buffer().unwrap());
    let groups = groups(&folder);
    assert_eq!(groups.len(), 4);
    assert_eq!(told(&groups)[0], BOTH[0]);
    assert_eq!(told(&groups)[3], "history 郑州大学 102 再选不限 50: 经济学50");
}

#[test]
fn a_plan_without_groups_is_kept_by_requirement() {
    let groups = groups(&with_batches().file(
        "plans.csv",
        "exam,batch,track,college_code,college,requirement,major_code,major,quota,tuition,length\n\
         gaokao-2025,vocational,history,6201,洛阳职院,不限,11,护理,80,4200,3\n\
         gaokao-2025,vocational,history,6201,洛阳职院,政治,12,法律事务,20,3700,3\n\
         gaokao-2025,vocational,history,6201,洛阳职院,不限,13,学前教育,40,3700,3\n",
    ));
    assert_eq!(
        told(&groups),
        ["history 洛阳职院  再选不限 120: 护理80 学前教育40", "history 洛阳职院  再选政治 20: 法律事务20"]
    );
}

#[test]
fn every_wrong_cell_is_named_with_what_should_stand_there() {
    let faults = folder(
        "2025,本科批,物理类,1465,郑州大学,,,101,,首选物理，再选化学,,01,临床医学,,一百,六千,很久\n\
         2024,本科批,物理类,1465,郑州大学,,,101,,不限,,01,临床医学,,1,1,4\n\
         2025,提前批,理科,1465,郑州大学,,,101,,不限,,01,临床医学,,1,1,4\n\
         2025,本科批,物理类,14-65,郑州大学,,,101,,不限,,01,临床医学,,1,1,4\n\
         2025,本科批,物理类,1465,郑大,,,101,,不限,,01,临床医学,,1,1,4\n\
         2025,本科批,物理类,1465,郑州大学,,,101,,化学、生物,,,,,1,1,4\n",
    )
    .faults();
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(
        places,
        [
            (Some(2), Some("计划数"), "一百"),
            (Some(2), Some("学费"), "六千"),
            (Some(2), Some("学制"), "很久"),
            (Some(3), Some("年份"), "2024"),
            (Some(4), Some("科类"), "理科"),
            (Some(4), Some("批次"), "提前批"),
            (Some(5), Some("院校代码"), "14-65"),
            (Some(6), Some("院校名称"), "郑大"),
            (Some(7), Some("选科要求"), "化学、生物"),
        ]
    );
    assert!(faults[5].expected.zh.contains("高职（专科）批") && faults[7].expected.zh.contains("第 2 行"));
    assert!(faults[8].expected.zh.contains('或'));
}

#[test]
fn a_major_without_a_group_above_it_is_named_once() {
    let fault = folder(
        "2025,本科批,物理类,1465,郑州大学,,,,,,,01,临床医学,,1,1,4\n\
         ,,,,,,,,,,,02,口腔医学,,1,1,4\n\
         ,,,,,,,102,,不限,,03,经济学,,1,1,4\n",
    )
    .fault();
    assert_eq!(place(&fault), (Some(2), Some("院校专业组"), ""));
}

#[test]
fn a_new_group_says_its_requirement_anew() {
    let fault = folder(
        "2025,本科批,物理类,1465,郑州大学,,,101,,首选物理，再选化学,,01,临床医学,,1,1,4\n\
         ,,,,,,,102,,,,02,口腔医学,,1,1,4\n\
         ,,,,,,,,,,,03,药学,,1,1,4\n",
    )
    .fault();
    assert_eq!(place(&fault), (Some(3), Some("选科要求"), ""));
}

#[test]
fn a_sum_that_is_not_the_stated_total_is_refused_where_it_is_stated() {
    let fault = folder(
        "2025,本科批,物理类,1465,郑州大学,,,101,,不限,150,01,临床医学,,120,1,4\n\
         ,,,,,,,,,,,02,口腔医学,,40,1,4\n",
    )
    .fault();
    assert_eq!(place(&fault), (Some(2), Some("专业组计划数"), "150"));
    assert!(fault.expected.zh.contains("160"));
    let fault = folder(
        "2025,本科批,物理类,1465,郑州大学,,,101,,不限,,,,,150,,\n\
         ,,,,,,,,,,,02,口腔医学,,40,1,4\n",
    )
    .fault();
    assert_eq!(place(&fault), (Some(2), Some("计划数"), "150"));
}

#[test]
fn a_major_twice_and_a_group_of_none_are_refused() {
    let faults = folder(
        "2025,本科批,物理类,1465,郑州大学,,,101,,不限,,01,临床医学,,120,1,4\n\
         ,,,,,,,,,,,01,临床医学,（五年）,40,1,4\n\
         ,,,,,,,,,,,01,临床医学,,30,1,4\n",
    )
    .faults();
    assert_eq!(faults.iter().map(place).collect::<Vec<_>>(), [(Some(4), Some("专业代码"), "01")]);
    assert!(faults[0].expected.zh.contains("第 2 行"));
    let fault = folder("2025,本科批,物理类,1465,郑州大学,,,101,,不限,,,,,,,\n").fault();
    assert_eq!(fault.row, Some(2));
    assert!(fault.expected.zh.contains("没有专业"));
}

#[test]
fn an_exam_without_batches_is_told_to_name_them() {
    let rows = "2025,本科批,物理类,1465,郑州大学,,,101,,不限,,01,临床医学,,1,1,4\n";
    let fault = Folder::with_exam().file("plans.csv", format!("{HEADING}\n{rows}")).fault();
    assert_eq!(place(&fault), (Some(2), Some("批次"), "本科批"));
    assert!(fault.expected.zh.contains("batches"));
}

#[test]
fn two_files_cannot_say_the_same_college() {
    let rows = "2025,本科批,物理类,1465,郑州大学,,,101,,不限,,01,临床医学,,1,1,4\n";
    let fault = folder(rows).file("plans-2.csv", format!("{HEADING}\n{rows}")).fault();
    assert!(fault.expected.zh.contains("plans-2.csv") || fault.expected.zh.contains("plans.csv"), "{fault}");
}

const CORRECTIONS: &str = "年份,科类,批次,院校代码,院校专业组,专业代码,更正项,原值,新值,更正日期,说明";

#[test]
fn a_correction_is_read_in_the_form_of_its_field() {
    let folder = with_batches().file(
        "更正.csv",
        format!(
            "{CORRECTIONS}\n2025,物理类,本科批,1465,（101）,01,计划数,120,100,2025/6/20,调整\n\
             2025,历史类,高职专科批,6201,—,11,学费,待定,\"5,700 元\",2025-06-21,\n\
             2025,历史类,专科,6201,,11,备注,,不招色盲考生,2025-06-21,\n"
        ),
    );
    let fault = folder.fault();
    assert_eq!(place(&fault), (Some(4), Some("批次"), "专科"));
    let folder = folder.file(
        "更正.csv",
        format!(
            "{CORRECTIONS}\n2025,物理类,本科批,1465,（101）,01,计划数,120,100,2025/6/20,调整\n\
             2025,历史类,高职专科批,6201,—,11,学费,待定,\"5,700 元\",2025-06-21,\n\
             2025,历史类,高职（专科）批,6201,,11,备注,,不招色盲考生,2025-06-21,\n"
        ),
    );
    let Content::PlanCorrections(corrections) = folder.only() else { panic!("not corrections") };
    let majors = corrections.iter().map(|one| match &one.what {
        Corrected::Major { correction, .. } => correction,
        Corrected::Requirement(_) => panic!("of a group"),
    });
    let majors: Vec<_> = majors.collect();
    let said: Vec<_> = majors.iter().map(|one| (one.field, one.old.as_str(), one.new.as_str())).collect();
    assert_eq!(
        said,
        [(PlanField::Quota, "120", "100"), (PlanField::Tuition, "", "5700"), (PlanField::Remarks, "", "不招色盲考生")]
    );
    assert_eq!(corrections[0].group, Code::parse("101").ok());
    assert_eq!((corrections[1].group.as_ref(), majors[0].note.as_str()), (None, "调整"));
}

#[test]
fn the_subjects_of_a_group_are_corrected_without_a_major() {
    let headings = "年份,科类,批次,院校代码,院校专业组,更正项,原值,新值,更正日期,说明";
    let row = "2025,物理类,本科批,1465,101,选科要求,首选物理，再选不限,首选物理，再选化学,2025-06-20,";
    let folder = with_batches().file("更正.csv", format!("{headings}\n{row}\n"));
    let Content::PlanCorrections(corrections) = folder.only() else { panic!("not corrections") };
    let Corrected::Requirement(correction) = &corrections[0].what else { panic!("of a major") };
    let asked = |text| SubjectRequirement::parse(text).unwrap();
    assert_eq!((correction.old, correction.new), (asked("首选物理，再选不限"), asked("首选物理，再选化学")));

    let row = "2025,物理类,本科批,1465,101,01,选科要求,不限,化学、生物,2025-06-20,\n\
               2025,物理类,本科批,1465,101,,选科要求,化学,（化学）,2025-06-20,\n\
               2025,物理类,本科批,1465,101,,计划数,20,10,2025-06-20,\n";
    let faults = folder.file("更正.csv", format!("{CORRECTIONS}\n{row}\n")).faults();
    assert_eq!(
        faults.iter().map(place).collect::<Vec<_>>(),
        [
            (Some(2), Some("专业代码"), "01"),
            (Some(2), Some("新值"), "化学、生物"),
            (Some(3), Some("新值"), "（化学）"),
            (Some(4), Some("专业代码"), "")
        ]
    );
}

#[test]
fn a_correction_of_nothing_is_refused() {
    let faults = with_batches()
        .file(
            "c.csv",
            format!(
                "{CORRECTIONS}\n2025,物理类,本科批,1465,101,01,人数,120,100,2025-06-20,\n\
                 2025,物理类,本科批,1465,101,01,计划数,120,120,2025-06-20,\n\
                 2025,物理类,本科批,1465,101,01,学制,四年,长,6 月,\n"
            ),
        )
        .faults();
    assert_eq!(
        faults.iter().map(place).collect::<Vec<_>>(),
        [
            (Some(2), Some("更正项"), "人数"),
            (Some(3), Some("新值"), "120"),
            (Some(4), Some("新值"), "长"),
            (Some(4), Some("更正日期"), "6 月")
        ]
    );
}
