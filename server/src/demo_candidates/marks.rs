//! Marks by subject that add up to a total and look like somebody's.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::totals::PHYSICS;

/// The subjects in the order of the sheet.
pub(super) const SUBJECTS: [&str; 9] =
    ["chinese", "maths", "foreign_language", "physics", "history", "chemistry", "biology", "politics", "geography"];

/// Where the first choice stands in [`SUBJECTS`].
const FIRST_CHOICE: [usize; 2] = [3, 4];
/// Pairs of the four scaled subjects, from 5 to 8; the first three are what most in the physics track take.
const PAIRS: [[usize; 2]; 6] = [[5, 6], [5, 8], [5, 7], [6, 8], [6, 7], [7, 8]];
/// What a scaled mark cannot fall below (赋分 begins at 30).
const LEAST_SCALED: i32 = 30;

/// A subject in the making.
struct Mark {
    subject: usize,
    points: i32,
    least: i32,
    full: i32,
}

/// Marks for a total from 60 to 750.
pub(super) fn of(total: u16, track: &str, rng: &mut ChaCha8Rng) -> [Option<u16>; SUBJECTS.len()] {
    let physics = track == PHYSICS;
    let pairs = if physics { &PAIRS[..4] } else { &PAIRS[3..] };
    let [one, other] = pairs[rng.random_range(0..pairs.len())];
    let total = i32::from(total);
    // Weak candidates get most of their points in Chinese and from scaling, strong ones lose few anywhere.
    let by_level = |full: i32, base: i32, slope: i32| full * (base * 750 + slope * total) / (100 * 750);
    let chinese = by_level(150, 35, 57);
    let scaled = by_level(100, 30, 66);
    let rest = (total - chinese - 2 * scaled).max(0);
    let mark = |subject, points, full| Mark { subject, points, least: 0, full };
    let mut marks = [
        mark(0, chinese, 150),
        mark(1, rest * 150 / 400, 150),
        mark(2, rest * 150 / 400, 150),
        mark(FIRST_CHOICE[usize::from(!physics)], rest * 100 / 400, 100),
        Mark { least: LEAST_SCALED, ..mark(one, scaled, 100) },
        Mark { least: LEAST_SCALED, ..mark(other, scaled, 100) },
    ];
    for mark in &mut marks {
        // Everybody has better and worse subjects: up to an eighth of the full marks either way.
        let spread = mark.full / 8;
        mark.points = (mark.points + rng.random_range(-spread..=spread)).clamp(mark.least, mark.full);
    }
    add_up(&mut marks, total, rng);
    let mut by_subject = [None; SUBJECTS.len()];
    for mark in marks {
        by_subject[mark.subject] = u16::try_from(mark.points).ok();
    }
    by_subject
}

/// Moves marks up or down by a few points, one subject after the other, until they add up.
fn add_up(marks: &mut [Mark; 6], total: i32, rng: &mut ChaCha8Rng) {
    let mut missing = total - marks.iter().map(|mark| mark.points).sum::<i32>();
    let mut at = rng.random_range(0..marks.len());
    // Ends because some mark has room: totals lie between the least and the full marks of all six.
    while missing != 0 && marks.iter().any(|mark| mark.points != if missing > 0 { mark.full } else { mark.least }) {
        let mark = &mut marks[at];
        let step = rng.random_range(1..=4).min(missing.abs());
        let moved = (mark.points + step * missing.signum()).clamp(mark.least, mark.full);
        missing -= moved - mark.points;
        mark.points = moved;
        at = (at + 1) % marks.len();
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::demo_candidates::totals::HISTORY;

    #[test]
    fn marks_add_up_within_full_marks_for_every_total() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for total in 60..=750 {
            for track in [PHYSICS, HISTORY] {
                let marks = of(total, track, &mut rng);
                assert_eq!(marks.iter().flatten().sum::<u16>(), total, "{total} {track}");
                assert_eq!(marks.iter().flatten().count(), 6, "{total} {track}");
                assert!(marks[..3].iter().all(|mark| mark.is_some_and(|mark| mark <= 150)));
                assert!(marks[3..].iter().flatten().all(|&mark| mark <= 100));
                assert_eq!((marks[3].is_some(), marks[4].is_some()), (track == PHYSICS, track == HISTORY));
            }
        }
    }
}
