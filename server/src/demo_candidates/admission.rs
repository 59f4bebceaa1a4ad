//! What became of a synthetic candidate: a plausible college by rank, in the batches of `demo/`. No college exists; each
//! says so by its name.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use zhangban_api::Moment;
use zhangban_api::admissions::{AdmissionState, StepTimes};

use super::Candidate;
use super::totals::PHYSICS;

/// A batch, and when its files are sent: the first is sent on this morning, the others within two days.
struct Batch {
    id: &'static str,
    begins: &'static str,
}

const EARLY: Batch = Batch { id: "early", begins: "2025-07-08T09:00:00+08:00" };
const UNDERGRADUATE: Batch = Batch { id: "undergraduate", begins: "2025-07-18T09:00:00+08:00" };
const VOCATIONAL: Batch = Batch { id: "vocational", begins: "2025-08-05T09:00:00+08:00" };

/// Of ten thousand in a track, in the order of ranks: to here undergraduates are admitted, to there vocational students.
/// Of Henan's candidates about that many find a place.
const UNDERGRADUATES_TO: u32 = 5_200;
const VOCATIONAL_TO: u32 = 9_600;
/// How many there are in each track, as the rank tables of `demo/` say.
const OF_PHYSICS: u64 = 555_040;
const OF_HISTORY: u64 = 352_175;

/// Colleges from the most to the least sought after: code, name.
const UNDERGRADUATE_COLLEGES: [(&str, &str); 12] = [
    ("9901", "样例大学"),
    ("9902", "中原样例大学"),
    ("9903", "嵩山样例理工大学"),
    ("9904", "黄河样例师范大学"),
    ("9905", "洛水样例医科大学"),
    ("9906", "南阳样例农业大学"),
    ("9907", "豫东样例工程学院"),
    ("9908", "豫西样例财经学院"),
    ("9909", "河阳样例学院"),
    ("9910", "淮滨样例学院"),
    ("9911", "太行样例科技学院"),
    ("9912", "桐柏样例学院"),
];
const VOCATIONAL_COLLEGES: [(&str, &str); 6] = [
    ("9951", "中原样例铁路职业学院"),
    ("9952", "黄河样例水利职业学院"),
    ("9953", "嵩山样例护理职业学院"),
    ("9954", "豫北样例机电职业学院"),
    ("9955", "豫南样例商贸职业学院"),
    ("9956", "河阳样例职业学院"),
];
const SCIENCES: [&str; 8] = [
    "计算机科学与技术",
    "电气工程及其自动化",
    "临床医学",
    "土木工程",
    "机械设计制造及其自动化",
    "数学与应用数学",
    "食品科学与工程",
    "园艺",
];
const HUMANITIES: [&str; 6] = ["汉语言文学", "法学", "会计学", "英语", "学前教育", "旅游管理"];
const TRADES: [&str; 6] = ["铁道供电技术", "护理", "机电一体化技术", "大数据与会计", "电子商务", "学前教育"];
const REASONS: [&str; 3] =
    ["不服从专业调剂，所填专业已满", "体检结论受限，不符合所填专业要求", "单科成绩未达到院校要求"];

/// What became of a candidate in one batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAdmission {
    /// The batch, by its short name.
    pub batch: &'static str,
    /// Where the file stands.
    pub state: AdmissionState,
    /// When it came there.
    pub times: StepTimes,
    /// Code and name of the college, where the file was sent.
    pub college: Option<(&'static str, &'static str)>,
    /// The major group.
    pub group: String,
    /// The major.
    pub major: &'static str,
    /// Why the file was returned.
    pub reason: &'static str,
    /// The tracking number of the letter.
    pub letter: Option<String>,
}

/// What became of a candidate, batch after batch; nothing of who has no result.
pub(super) fn of(candidate: &Candidate, rng: &mut ChaCha8Rng) -> Vec<DemoAdmission> {
    let Some(result) = candidate.result else { return Vec::new() };
    let physics = candidate.track == PHYSICS;
    let of = if physics { OF_PHYSICS } else { OF_HISTORY };
    let place = u32::try_from(u64::from(result.rank) * 10_000 / of).unwrap_or(u32::MAX);
    let majors: &[&str] = if physics { &SCIENCES } else { &HUMANITIES };
    let mut way = Vec::new();
    // One of twenty who can hope tries the early batch, and a third of these are taken.
    if place < UNDERGRADUATES_TO && rng.random_range(0..20) == 0 {
        if rng.random_range(0..3) == 0 {
            way.push(admitted(&EARLY, college(&UNDERGRADUATE_COLLEGES, place, UNDERGRADUATES_TO), majors, rng));
            return way;
        }
        way.push(ended(&EARLY));
    }
    if place < UNDERGRADUATES_TO {
        let sent_to = college(&UNDERGRADUATE_COLLEGES, place, UNDERGRADUATES_TO);
        // Of a hundred files one comes back, one is still with the college, and one is about to be confirmed.
        way.push(match rng.random_range(0..100) {
            0 => returned(&UNDERGRADUATE, sent_to, rng),
            1 => reading(&UNDERGRADUATE, sent_to, rng),
            2 => provisional(&UNDERGRADUATE, sent_to, majors, rng),
            _ => admitted(&UNDERGRADUATE, sent_to, majors, rng),
        });
        return way;
    }
    if place < UNDERGRADUATES_TO + 500 {
        way.push(ended(&UNDERGRADUATE));
    }
    way.push(if place < VOCATIONAL_TO {
        let share = (place - UNDERGRADUATES_TO, VOCATIONAL_TO - UNDERGRADUATES_TO);
        admitted(&VOCATIONAL, college(&VOCATIONAL_COLLEGES, share.0, share.1), &TRADES, rng)
    } else if rng.random_range(0..4) == 0 {
        DemoAdmission { state: AdmissionState::NotSent, times: StepTimes::default(), ..ended(&VOCATIONAL) }
    } else {
        ended(&VOCATIONAL)
    });
    way
}

type College = (&'static str, &'static str);

/// The college that takes who stands at `place` of `of`.
fn college(colleges: &[College], place: u32, of: u32) -> Option<College> {
    let at = u64::from(place) * colleges.len() as u64 / u64::from(of.max(1));
    colleges.get(usize::try_from(at).ok()?).or(colleges.last()).copied()
}

/// So many hours after the first files of a batch are sent.
fn hours_after(batch: &Batch, hours: i64) -> Option<Moment> {
    Moment::parse(batch.begins).map(|begins| begins.plus_seconds(hours * 3600))
}

/// The batch is over without a place.
fn ended(batch: &Batch) -> DemoAdmission {
    DemoAdmission {
        batch: batch.id,
        state: AdmissionState::NotAdmitted,
        times: StepTimes { decided_at: hours_after(batch, 72), ..StepTimes::default() },
        college: None,
        group: String::new(),
        major: "",
        reason: "",
        letter: None,
    }
}

fn reading(batch: &Batch, college: Option<College>, rng: &mut ChaCha8Rng) -> DemoAdmission {
    DemoAdmission {
        state: AdmissionState::Reading,
        times: StepTimes { sent_at: hours_after(batch, rng.random_range(0..8)), ..StepTimes::default() },
        college,
        group: format!("第 {} 组", rng.random_range(101..120)),
        ..ended(batch)
    }
}

fn returned(batch: &Batch, college: Option<College>, rng: &mut ChaCha8Rng) -> DemoAdmission {
    let sent = reading(batch, college, rng);
    let times = StepTimes { decided_at: hours_after(batch, rng.random_range(10..40)), ..sent.times };
    let reason = REASONS[rng.random_range(0..REASONS.len())];
    DemoAdmission { state: AdmissionState::Returned, times, reason, ..sent }
}

fn provisional(
    batch: &Batch,
    college: Option<College>,
    majors: &[&'static str],
    rng: &mut ChaCha8Rng,
) -> DemoAdmission {
    let sent = reading(batch, college, rng);
    let times = StepTimes { provisional_at: hours_after(batch, rng.random_range(10..30)), ..sent.times };
    let major = majors[rng.random_range(0..majors.len())];
    DemoAdmission { state: AdmissionState::Provisional, times, major, ..sent }
}

/// Admitted; two of three letters are on their way.
fn admitted(batch: &Batch, college: Option<College>, majors: &[&'static str], rng: &mut ChaCha8Rng) -> DemoAdmission {
    let wanted = provisional(batch, college, majors, rng);
    let times = StepTimes { decided_at: hours_after(batch, rng.random_range(30..60)), ..wanted.times };
    // No item of the post has a number that begins so.
    let letter = (rng.random_range(0..3) > 0).then(|| format!("YL{:09}CN", rng.random_range(0..1_000_000_000u32)));
    DemoAdmission { state: AdmissionState::Admitted, times, letter, ..wanted }
}
