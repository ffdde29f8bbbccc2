//! Cases and a slow oracle for the derived states.

use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Instant {
    format!("2021-06-{text}+08:00").parse().unwrap()
}

fn progress(way: Way) -> Progress {
    let due = at("02T15:00:00");
    Progress {
        opens_at: at("27T00:00:00").minus(Duration::from_secs(31 * 86_400)),
        due_at: due,
        late_after: due,
        waived: false,
        way,
    }
}

fn deliver(delivery: Delivery) -> Progress {
    progress(Way::Deliver(delivery))
}

fn count(counted: i64, at_least: i64, met_at: Option<&str>) -> Progress {
    progress(Way::Count { counted, at_least, met_at: met_at.map(at) })
}

#[test]
fn states_follow_from_facts_and_the_clock() {
    let waiting = |text, taken_up| deliver(Delivery::Waiting { counts_from: at(text), taken_up });
    let returned = |text, until| deliver(Delivery::Returned { counts_from: at(text), until: at(until) });
    let accepted = |text| deliver(Delivery::Accepted { counts_from: at(text) });
    let nothing = deliver(Delivery::Nothing);
    let grace = Progress { late_after: at("03T15:00:00"), ..nothing };
    let waived = Progress { waived: true, ..nothing };
    let check = |progress: Progress, now: &str, expected: State| {
        assert_eq!(state(&progress, at(now)), expected, "{progress:?} at {now}");
    };
    for (progress, now, expected) in [
        (Progress { opens_at: at("01T00:00:00"), ..nothing }, "01T00:00:00", State::DueSoon),
        (Progress { opens_at: at("01T00:00:00.000001"), ..nothing }, "01T00:00:00", State::NotYetOpen),
        (
            Progress { due_at: at("09T15:00:00"), late_after: at("09T15:00:00"), ..nothing },
            "02T15:00:00",
            State::Open,
        ),
        (nothing, "02T15:00:00", State::DueSoon),
        (nothing, "02T15:00:00.001", State::Overdue),
        (grace, "02T15:00:00.001", State::DueSoon),
        (grace, "03T15:00:00", State::DueSoon),
        (grace, "03T15:00:00.001", State::Overdue),
        (waived, "09T00:00:00", State::Waived),
        (waiting("02T15:00:00", false), "09T00:00:00", State::Submitted),
        (waiting("02T16:00:00", true), "09T00:00:00", State::UnderReview),
        (accepted("02T15:00:00"), "09T00:00:00", State::AcceptedOnTime),
        (accepted("02T15:00:00.001"), "09T00:00:00", State::AcceptedLate),
        (returned("02T10:00:00", "04T12:00:00"), "04T12:00:00", State::Returned),
        (returned("02T10:00:00", "04T12:00:00"), "04T12:00:00.001", State::Overdue),
        // A return whose own deadline lies before the deadline of the duty takes nothing away.
        (returned("01T10:00:00", "01T12:00:00"), "02T15:00:00", State::Returned),
        (count(0, 1, None), "02T15:00:00", State::DueSoon),
        (count(0, 1, None), "02T15:00:00.001", State::Overdue),
        (count(1, 1, Some("02T15:00:00")), "09T00:00:00", State::AcceptedOnTime),
        (count(2, 1, Some("02T15:00:00.001")), "09T00:00:00", State::AcceptedLate),
        (count(1, 2, None), "09T00:00:00", State::Overdue),
        // A city without a single line or warehouse has nothing to cover.
        (count(0, 0, None), "09T00:00:00", State::AcceptedOnTime),
    ] {
        check(progress, now, expected);
    }
}

#[test]
fn what_can_be_handed_in_and_when() {
    let check = |progress: Progress, now: &str, expected: Result<(), &str>| {
        let answer = match may_submit(&progress, at(now)) {
            Ok(_) => Ok(()),
            Err(Failure::Refused { code, .. }) => Err(code),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(answer, expected, "{progress:?} at {now}");
    };
    let later = Progress { opens_at: at("01T00:00:00"), ..deliver(Delivery::Nothing) };
    let counts_from = at("01T00:00:00");
    for (progress, now, expected) in [
        (later, "01T00:00:00", Ok(())),
        (Progress { opens_at: at("01T00:00:00.001"), ..later }, "01T00:00:00", Err("not-open-yet")),
        (later, "30T00:00:00", Ok(())),
        (Progress { waived: true, ..later }, "01T00:00:00", Err("waived")),
        (
            deliver(Delivery::Waiting { counts_from, taken_up: false }),
            "02T00:00:00",
            Err("already-submitted"),
        ),
        (deliver(Delivery::Accepted { counts_from }), "02T00:00:00", Err("already-accepted")),
        (deliver(Delivery::Returned { counts_from, until: counts_from }), "02T00:00:00", Ok(())),
        (count(0, 1, None), "02T00:00:00", Err("not-a-report")),
    ] {
        check(progress, now, expected);
    }
}

#[test]
fn paper_is_asked_for_once_there_is_reason() {
    let waiting = Delivery::Waiting { counts_from: at("01T00:00:00"), taken_up: false };
    for (wanted, received, delivery, now, expected) in [
        (false, None, Delivery::Nothing, "09T00:00:00", Paper::NotWanted),
        (true, None, Delivery::Nothing, "02T15:00:00", Paper::Expected),
        (true, None, Delivery::Nothing, "02T15:00:01", Paper::Missing),
        (true, None, waiting, "01T00:00:00", Paper::Missing),
        (true, Some(true), waiting, "01T00:00:00", Paper::Received),
        (true, Some(false), Delivery::Nothing, "01T00:00:00", Paper::Mismatch),
    ] {
        assert_eq!(
            paper(wanted, received, &deliver(delivery), at(now)),
            expected,
            "{wanted} {received:?} {now}"
        );
    }
    let waived = Progress { waived: true, ..deliver(Delivery::Nothing) };
    assert_eq!(paper(true, None, &waived, at("09T00:00:00")), Paper::NotWanted);
}

/// The rule of the module's head, word for word, over the whole history: `versions[i]` is when version i was handed
/// in and the deadline of the return that it answers.
fn on_time_by_the_words(versions: &[(i64, Option<i64>)], late_after: i64) -> bool {
    let Some(((handed_in, answers), earlier)) = versions.split_last() else { return false };
    *handed_in <= late_after
        || answers.is_some_and(|until| *handed_in <= until && on_time_by_the_words(earlier, late_after))
}

proptest! {
    #[test]
    fn a_chain_of_answers_in_time_counts_from_its_first_version(
        steps in proptest::collection::vec((0_i64..50, 0_i64..80), 1..8),
        late_after in 0_i64..200,
    ) {
        let instant = Instant::from_micros;
        let (mut clock, mut history, mut delivery) = (0, Vec::new(), Delivery::Nothing);
        for (wait, allowed) in steps {
            clock += wait;
            let answers = match delivery {
                Delivery::Returned { until, .. } => Some(until.micros()),
                _ => None,
            };
            let from = counts_from(delivery, instant(clock));
            history.push((clock, answers));
            let progress = Progress {
                opens_at: instant(0), due_at: instant(late_after), late_after: instant(late_after), waived: false,
                way: Way::Deliver(Delivery::Accepted { counts_from: from }),
            };
            let expected =
                if on_time_by_the_words(&history, late_after) { State::AcceptedOnTime } else { State::AcceptedLate };
            prop_assert_eq!(state(&progress, instant(clock)), expected, "{:?}", history);
            delivery = Delivery::Returned { counts_from: from, until: instant(clock + allowed) };
        }
    }
}

fn any_progress() -> impl Strategy<Value = Progress> {
    // Few instants close together, so that every comparison is met on both sides and exactly.
    let at = || (0_i64..6).prop_map(Instant::from_micros);
    let delivery = prop_oneof![
        Just(Delivery::Nothing),
        (at(), any::<bool>()).prop_map(|(counts_from, taken_up)| Delivery::Waiting { counts_from, taken_up }),
        (at(), at()).prop_map(|(counts_from, until)| Delivery::Returned { counts_from, until }),
        at().prop_map(|counts_from| Delivery::Accepted { counts_from }),
    ];
    let count = (0_i64..3, 0_i64..3, at()).prop_map(|(counted, at_least, met)| Way::Count {
        counted,
        at_least,
        met_at: (counted >= at_least && at_least > 0).then_some(met),
    });
    let way = prop_oneof![delivery.prop_map(Way::Deliver), count];
    (at(), at(), 0_u64..3, 0_u8..5, way).prop_map(|(opens_at, due_at, grace, waived, way)| {
        let late_after = due_at.plus(Duration::from_micros(grace));
        Progress { opens_at, due_at, late_after, waived: waived == 0, way }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// Whatever is asked about an obligation, at whatever instant: its representative answers the same.
    #[test]
    fn a_representative_looks_the_same_at_every_instant(progress in any_progress()) {
        let representative = progress.representative();
        let soon = i64::try_from(DUE_SOON.as_micros()).unwrap();
        for now in (-soon - 2..-soon + 8).chain(-2..12).map(Instant::from_micros) {
            prop_assert_eq!(state(&representative, now), state(&progress, now), "{:?}", now);
            if !progress.waived {
                prop_assert_eq!(timing(&representative, now), timing(&progress, now), "{:?}", now);
            }
            for received in [None, Some(true), Some(false)] {
                let seen = |progress| paper(true, received, progress, now);
                prop_assert_eq!(seen(&representative), seen(&progress), "{:?}", now);
            }
        }
        prop_assert_eq!(representative.representative(), representative);
    }
}
