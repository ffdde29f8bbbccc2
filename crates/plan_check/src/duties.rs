//! Duties that say too much, too little, or something about days that do not exist.

use plan::{
    Document, Problem,
    document::{ClockTime, Duty, Opening, Rhythm, Window},
};

use crate::days::{due_days, outside_phases, window};

pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    for duty in &document.duties {
        hour(duty, problems);
        periods(document, duty, problems);
        outside(document, duty, problems);
        opening(duty, problems);
    }
}

/// People read the text, and the program keeps to `at`: of 15时 and 17:00 one is wrong.
fn hour(duty: &Duty, problems: &mut Vec<Problem>) {
    let Some(said) = hour_said(&duty.due.text) else { return };
    let at = duty.due.at.as_ref().map_or(ClockTime::MIDNIGHT, |at| at.value);
    let afternoon = ["下午", "晚"].iter().any(|word| duty.due.text.contains(word));
    let kept = at.minutes() / MINUTES_OF_AN_HOUR;
    if said != kept && !(afternoon && said + HALF_A_DAY == kept) {
        problems.push(Problem::warning(
            duty.due.text.place(),
            "hour-differs",
            format!("“{}”写的是 {said} 时，at 却是 {at}：人看到的和系统执行的期限不一致", duty.due.text),
            "请把文字和 at 改成同一时刻；文字里可以写 {time}，由 at 填入",
        ));
    }
}

const MINUTES_OF_AN_HOUR: u16 = 60;
const HALF_A_DAY: u16 = 12;

/// The hour that a text names in figures: 15 of “15时前”.
fn hour_said(text: &str) -> Option<u16> {
    let (before, _) = text.split_once('时')?;
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    before.get(before.len() - digits..)?.parse().ok()
}

fn periods(document: &Document, duty: &Duty, problems: &mut Vec<Problem>) {
    let Some((from, to)) = window(document, duty) else { return };
    if to < from {
        return;
    }
    match &duty.rhythm.value {
        Rhythm::Once { day } if day.value < from || day.value > to => problems.push(Problem::warning(
            day.place(),
            "period-outside",
            format!("任务“{}”的期限 {} 不在它的时段 {from} 至 {to} 之内", duty.title, day.value),
            "请核对日期；若确实如此（例如结束后再报总结），可以忽略",
        )),
        Rhythm::AfterEvent { .. } | Rhythm::AfterRecord { .. } => {}
        _ if due_days(document, duty).is_empty() => problems.push(Problem::error(
            duty.rhythm.place(),
            "period-none",
            format!("任务“{}”在 {from} 至 {to} 之间一次也不会发生", duty.title),
            "请改 rhythm 或 window，使两者至少有一天重合",
        )),
        _ => {}
    }
}

/// A window of days of its own that leaves the phases is most often a wrong year.
fn outside(document: &Document, duty: &Duty, problems: &mut Vec<Problem>) {
    let Window::Days { from, to } = &duty.window.value else { return };
    let days = outside_phases(document, from.value, to.value);
    if days == 0 {
        return;
    }
    let all = to.days_since(from.value) + 1;
    let how_many = if days == all { "全部不在".to_owned() } else { format!("有 {days} 天不在") };
    problems.push(Problem::warning(
        from.place(),
        "period-outside",
        format!("任务“{}”的时段 {from} 至 {to} {how_many}任何阶段之内", duty.title),
        "请核对年份和日期；若确实如此，可以忽略，或为这段时间写一个阶段",
    ));
}

fn opening(duty: &Duty, problems: &mut Vec<Problem>) {
    let Some(opens) = &duty.opens else { return };
    if let (Opening::On(day), Rhythm::Once { day: due }) = (&opens.value, &duty.rhythm.value)
        && day.value > due.value
    {
        problems.push(Problem::error(
            day.place(),
            "opens-after-due",
            format!("任务“{}”在 {} 才开放，晚于期限 {}", duty.title, day.value, due.value),
            "请把开放日期改到期限之前",
        ));
    }
}
