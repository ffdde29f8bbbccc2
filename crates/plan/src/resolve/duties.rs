//! Duties: one way of meeting them, a rhythm that fits, a deadline that says what it means.

use super::Names;
use crate::{
    At,
    document::{Coverage, Days, Deliver, Due, Duty, Filter, Grace, Lacks, Opening, Quota, Rhythm, Window},
};

/// The rhythms whose periods the calendar cuts.
fn has_calendar_periods(rhythm: &Rhythm) -> bool {
    match rhythm {
        Rhythm::Monthly | Rhythm::MonthlyOn { .. } | Rhythm::Quarterly | Rhythm::HalfYearly => true,
        Rhythm::Once { .. }
        | Rhythm::Window
        | Rhythm::Daily
        | Rhythm::Weekly { .. }
        | Rhythm::AfterEvent { .. }
        | Rhythm::AfterRecord { .. } => false,
    }
}

fn happens_once(rhythm: &Rhythm) -> bool {
    matches!(rhythm, Rhythm::Once { .. } | Rhythm::Window | Rhythm::AfterEvent { .. })
}

impl Names {
    pub(super) fn duty(&mut self, duty: &Duty) {
        self.title(&duty.title);
        self.text(&duty.quote);
        duty.note.iter().for_each(|note| self.text(note));
        self.wants("clause", &duty.clause);
        self.wants("audience", &duty.audience);
        match &duty.window.value {
            Window::Phase(phase) => self.wants("phase", phase),
            Window::Days { from, to } => self.days(from, to),
        }
        self.rhythm(duty);
        self.due(&duty.due);
        self.opening_and_grace(duty);
        self.kind(duty);
    }

    fn rhythm(&mut self, duty: &Duty) {
        let place = duty.rhythm.place();
        match &duty.rhythm.value {
            Rhythm::Once { .. }
            | Rhythm::Window
            | Rhythm::Daily
            | Rhythm::Monthly
            | Rhythm::Quarterly
            | Rhythm::HalfYearly => {}
            Rhythm::Weekly { days } => {
                self.not_empty(days, place, "days");
                for (index, day) in days.iter().enumerate() {
                    if days.iter().take(index).any(|earlier| earlier == day) {
                        self.error(
                            day.place(),
                            "duplicate-day",
                            format!("{}写了两次", day.title()),
                            "每个星期几只写一次",
                        );
                    }
                }
            }
            Rhythm::MonthlyOn { day } => {
                if !(1..=31).contains(&day.value) {
                    self.error(day.place(), "number-range", format!("没有 {day} 日"), "请写 1 到 31");
                }
            }
            Rhythm::AfterEvent { event, after } => {
                self.wants("event", event);
                self.span(after.count(), after.place());
            }
            Rhythm::AfterRecord { filter, scope: _, after } => {
                self.filter(filter);
                self.span(after.count(), after.place());
                if duty.deliver.is_none() {
                    self.error(
                        place,
                        "record-rhythm",
                        "after_record 只能用于报送（deliver）",
                        "数量和覆盖任务请改用固定的节奏",
                    );
                }
            }
        }
        if duty.whole_periods && !has_calendar_periods(&duty.rhythm) {
            self.error(
                place,
                "whole-periods",
                "whole_periods 只对按月、按季、按半年的节奏有意义",
                "请去掉 whole_periods，或改用 monthly、monthly_on、quarterly、half_yearly",
            );
        }
    }

    pub(super) fn span(&mut self, count: u16, place: (u32, u32)) {
        if count > Days::MAX {
            self.error(place, "number-range", format!("{count} 天太长"), format!("最多 {} 天", Days::MAX));
        }
    }

    fn due(&mut self, due: &Due) {
        self.title(&due.text);
        due.why.iter().for_each(|why| self.text(why));
        due.after.iter().for_each(|after| self.span(after.count(), after.place()));
        if due.text.contains('前') && due.inclusive.is_none() {
            self.error(
                due.text.place(),
                "before-without-rule",
                format!("“{}”没有写明当日（当时）算不算在内", due.text),
                "请在 due 里加 inclusive: true（算在内）或 inclusive: false（不算），并在 why 里写理由",
            );
        }
    }

    fn opening_and_grace(&mut self, duty: &Duty) {
        if let Some(opens) = &duty.opens {
            match &opens.value {
                Opening::Before(days) => self.span(days.count(), days.place()),
                Opening::On(_) if happens_once(&duty.rhythm) => {}
                Opening::On(day) => self.error(
                    day.place(),
                    "opening-day",
                    "重复的任务不能只在一个日期开放",
                    "请写 opens: {before: {days: …}}",
                ),
            }
        }
        if let Some(grace) = &duty.grace {
            let (count, max) = match grace.value {
                Grace::Hours(hours) => (hours, 8784),
                Grace::Days(days) | Grace::WorkDays(days) => (days, Days::MAX),
            };
            if count > max {
                self.error(
                    grace.place(),
                    "number-range",
                    format!("宽限 {count} 太长"),
                    format!("最多 {max}"),
                );
            }
        }
    }

    fn kind(&mut self, duty: &Duty) {
        let given = [duty.deliver.is_some(), duty.quota.is_some(), duty.coverage.is_some()];
        if given.iter().filter(|given| **given).count() != 1 {
            self.error(
                duty.key.place(),
                "duty-kind",
                format!("任务“{}”应恰好写 deliver、quota、coverage 中的一个", duty.key),
                "报送材料用 deliver，至少几个用 quota，逐个覆盖用 coverage",
            );
        }
        duty.deliver.iter().for_each(|deliver| self.deliver(deliver));
        duty.quota.iter().for_each(|quota| self.quota(quota));
        duty.coverage.iter().for_each(|coverage| self.coverage(coverage));
    }

    fn deliver(&mut self, deliver: &At<Deliver>) {
        self.fields(&deliver.fields);
        self.evidence(&deliver.evidence);
        self.wants("review_chain", &deliver.review);
        deliver.statistics_table.iter().for_each(|table| self.wants("table", table));
        if deliver.fields.is_empty() && deliver.evidence.is_empty() && deliver.statistics_table.is_none() {
            self.error(
                deliver.place(),
                "empty-form",
                "这项报送什么也不要求填写",
                "请至少写一个 fields、evidence 或 statistics_table",
            );
        }
    }

    fn quota(&mut self, quota: &At<Quota>) {
        if quota.at_least.value == 0 {
            self.error(
                quota.at_least.place(),
                "number-range",
                "至少 0 个等于没有要求",
                "请写 1 或更大的整数",
            );
        }
        self.filter(&quota.filter);
        self.lacks(&quota.lacks);
    }

    fn coverage(&mut self, coverage: &At<Coverage>) {
        self.not_empty(&coverage.of, coverage.place(), "of");
        coverage.only.iter().for_each(|only| self.predicate(only));
        self.filter(&coverage.filter);
        self.lacks(&coverage.lacks);
    }

    fn lacks(&mut self, lacks: &Lacks) {
        self.title(&lacks.text);
        for hint in &lacks.hints {
            self.filter(&hint.near);
            self.title(&hint.text);
        }
    }

    /// Only that the words are words; whether a register knows them is asked against its vocabulary.
    pub(super) fn filter(&mut self, filter: &Filter) {
        self.title(&filter.family);
        filter.kinds.iter().for_each(|kind| self.title(kind));
        for (facet, values) in &filter.facets {
            self.title(facet);
            self.not_empty(values, facet.place(), facet);
        }
    }
}
