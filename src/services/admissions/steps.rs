//! The way of a file through a batch, as steps.

use zhangban_api::admissions::{Admission, AdmissionState};
use zhangban_api::{Message, Moment, Text};

use super::text;
use crate::parts::stepper::{Step, StepProgress};

/// The steps of a batch: those behind, the present one, those that may follow.
pub(super) fn steps(admission: &Admission) -> Vec<Step> {
    use AdmissionState::{Admitted, NotAdmitted, NotSent, Provisional, Reading, Returned};
    use StepProgress::{Ahead, Done, Present, Reached, Stopped};
    let Admission { state, times, reason, .. } = admission;
    let (waiting, reading, provisional, end) = match state {
        NotSent => (Present, Some(Ahead), Some(Ahead), (text::ADMITTED, Ahead)),
        Reading => (Done, Some(Present), Some(Ahead), (text::ADMITTED, Ahead)),
        Provisional => (Done, Some(Done), Some(Present), (text::ADMITTED, Ahead)),
        Admitted => (Done, Some(Done), Some(Done), (text::ADMITTED, Reached)),
        // A step that was never taken is not shown as if it had been.
        Returned => (Done, Some(Done), times.provisional_at.map(|_| Done), (text::RETURNED, Stopped)),
        NotAdmitted => (Done, None, None, (text::NOT_ADMITTED, Stopped)),
    };
    let note = |progress| match (progress, reason) {
        (Present | Reached, _) | (Stopped, None) => Some(text::meaning(*state).into()),
        (Stopped, Some(reason)) => Some(text::returned_for(reason)),
        (Done | Ahead, _) => None,
    };
    let step = |title: Message, at: Option<Moment>, progress: Option<StepProgress>| {
        let note: Option<Text> = progress.and_then(note);
        progress.map(|progress| Step { title: title.into(), at, note, progress })
    };
    [
        step(text::WAITING, None, Some(waiting)),
        step(text::READING, times.sent_at, reading),
        step(text::PROVISIONAL, times.provisional_at, provisional),
        step(end.0, times.decided_at, Some(end.1)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use zhangban_api::admissions::StepTimes;

    use super::*;

    fn words(state: AdmissionState, times: StepTimes, reason: Option<&str>) -> Vec<(&'static str, bool)> {
        let reason = reason.map(str::to_owned);
        let admission =
            Admission { batch: "b".into(), state, times, college: None, reason, letter: None, next_steps: Vec::new() };
        steps(&admission).into_iter().map(|step| (step.progress.word(), step.note.is_some())).collect()
    }

    #[test]
    fn every_state_stands_at_one_step_and_says_what_that_means() {
        for (state, _) in AdmissionState::ALL {
            let steps = words(state, StepTimes::default(), None);
            let now = |word: &str| ["present", "reached", "stopped"].contains(&word);
            assert_eq!(steps.iter().filter(|(word, _)| now(word)).count(), 1, "{state:?}");
            assert!(steps.iter().all(|(word, noted)| *noted == now(word)), "{state:?}");
        }
    }

    #[test]
    fn a_file_that_comes_back_says_why_and_shows_no_step_it_never_took() {
        let returned = words(AdmissionState::Returned, StepTimes::default(), Some("体检不合格"));
        assert_eq!(returned, [("done", false), ("done", false), ("stopped", true)]);
        let times = StepTimes { provisional_at: Some(Moment::from_unix(1)), ..StepTimes::default() };
        assert_eq!(words(AdmissionState::Returned, times, Some("x")).len(), 4);
    }
}
