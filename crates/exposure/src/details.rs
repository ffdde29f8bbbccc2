//! What is said about a case, what of it may be kept and what is still missing. Pure.

use kernel::{
    Day, FieldProblem, FileId, UnitId,
    text::{LINE_CHARS_MAX, LONG_CHARS_MAX, NAME_CHARS_MAX, TextProblem, folded, within},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::words::{ExposureKind, ExposureSource, MediaClass};

/// More captures than this prove nothing more.
const CAPTURES_MAX: usize = 20;

/// The text of a case. While it is written anything may be missing; [`ExposureDetails::missing`] says what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExposureDetails {
    pub kind: Option<ExposureKind>,
    pub title: String,
    pub summary: String,
    pub source: Option<ExposureSource>,
    /// The unit that the case is about, where it is one of the tree.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub subject_id: Option<UnitId>,
    /// Its name, where it is not.
    pub subject_name: String,
    pub media_class: Option<MediaClass>,
    pub media_name: String,
    /// The address of the page: `http://` or `https://`.
    pub address: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub published_on: Option<Day>,
    /// Files that show the publication, of the unit's own.
    #[schema(value_type = Vec<String>)]
    pub captures: Vec<FileId>,
}

/// The days on which a case may have been published, both included, and the day that it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    pub from: Day,
    pub to: Day,
    pub today: Day,
}

/// A question that has no answer: where, and how people call it.
type Missing = (&'static str, &'static str);

impl ExposureDetails {
    /// Without the spaces around the texts.
    #[must_use]
    pub(crate) fn trimmed(self) -> Self {
        let trim = |text: String| text.trim().to_owned();
        Self {
            title: trim(self.title),
            summary: trim(self.summary),
            subject_name: trim(self.subject_name),
            media_name: trim(self.media_name),
            address: trim(self.address),
            ..self
        }
    }

    /// What may not even be kept as a draft.
    pub(crate) fn unkeepable(&self) -> Vec<FieldProblem> {
        let texts = [
            ("title", &self.title, NAME_CHARS_MAX),
            ("summary", &self.summary, LONG_CHARS_MAX),
            ("subject_name", &self.subject_name, NAME_CHARS_MAX),
            ("media_name", &self.media_name, NAME_CHARS_MAX),
            ("address", &self.address, LINE_CHARS_MAX),
        ];
        let mut problems: Vec<FieldProblem> =
            texts.iter().filter_map(|(field, text, max)| text_problem(field, text, *max)).collect();
        if self.captures.len() > CAPTURES_MAX {
            let message = format!("取证截图最多 {CAPTURES_MAX} 个，请删去多余的文件");
            problems.push(problem("captures", "too-many", message));
        }
        problems
    }

    /// The questions that have to be answered before it can be sent.
    ///
    /// The address is asked only for a department's site: a printed paper and a broadcast have none, and the capture
    /// proves them.
    pub(crate) fn missing(&self) -> Vec<Missing> {
        let asked = [
            ("kind", "案例类型", self.kind.is_none()),
            ("title", "案例标题", self.title.is_empty()),
            ("summary", "案例内容", self.summary.is_empty()),
            ("source", "线索来源", self.source.is_none()),
            ("subject_name", "被曝光单位", self.subject_id.is_none() && self.subject_name.is_empty()),
            ("media_class", "媒体类别", self.media_class.is_none()),
            ("media_name", "媒体名称", self.media_name.is_empty()),
            (
                "address",
                "发布网址",
                self.media_class == Some(MediaClass::DepartmentSite) && self.address.is_empty(),
            ),
            ("published_on", "发布日期", self.published_on.is_none()),
            ("captures", "取证截图", self.captures.is_empty()),
        ];
        asked.into_iter().filter(|(_, _, open)| *open).map(|(field, title, _)| (field, title)).collect()
    }

    /// Everything that stands against sending it.
    pub(crate) fn unsendable(&self, calendar: Calendar) -> Vec<FieldProblem> {
        let mut problems = self.unkeepable();
        for (field, title) in self.missing() {
            problems.push(problem(field, "required", format!("请{}{title}", verb(field))));
        }
        if !self.address.is_empty() && !is_web_address(&self.address) {
            let message = "发布网址应以 http:// 或 https:// 开头，且不含空格，请复制浏览器地址栏中的完整网址";
            problems.push(problem("address", "address", message));
        }
        if let Some(day) = self.published_on {
            let Calendar { from, to, today } = calendar;
            if day > today {
                problems.push(problem(
                    "published_on",
                    "future",
                    "发布日期不能晚于今天，请填写实际发布的日期",
                ));
            } else if day < from || day > to {
                let message = format!("发布日期应在本次活动期间（{from} 至 {to}），期间以外的案例不计入");
                problems.push(problem("published_on", "outside-campaign", message));
            }
        }
        problems
    }

    /// In words for the quota that the case would count for.
    pub(crate) fn lacking(&self) -> Vec<String> {
        self.missing().into_iter().map(|(field, title)| format!("未{}{title}", verb(field))).collect()
    }

    /// What the search of the list looks into.
    pub(crate) fn searchable(&self) -> String {
        folded(&[self.title.as_str(), &self.media_name, &self.subject_name].join("\n"))
    }
}

fn problem(field: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem::new(format!("/details/{field}"), code, message)
}

fn text_problem(field: &str, text: &str, max: usize) -> Option<FieldProblem> {
    match within(text, max) {
        Ok(_) | Err(TextProblem::Empty) => None,
        Err(TextProblem::TooLong { chars, max }) => {
            Some(problem(field, "too-long", format!("有 {chars} 字，最多 {max} 字，请精简")))
        }
        Err(TextProblem::Control) => Some(problem(field, "control", "含有无法显示的字符，请删除后重新输入")),
    }
}

fn verb(field: &str) -> &'static str {
    match field {
        "captures" => "附",
        "kind" | "source" | "media_class" => "选择",
        _ => "填写",
    }
}

/// A host after the scheme and nothing that breaks a link. Whether the page exists is for the second person to see.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn whole() -> ExposureDetails {
        ExposureDetails {
            kind: Some(ExposureKind::TypicalCase),
            title: "某企业超量储存被查处".to_owned(),
            summary: "检查发现库房超量储存。".to_owned(),
            source: Some(ExposureSource::Inspection),
            subject_id: None,
            subject_name: "示例民爆公司".to_owned(),
            media_class: Some(MediaClass::DepartmentSite),
            media_name: "市工信局官网".to_owned(),
            address: "https://gxj.example.gov.cn/a/1.html".to_owned(),
            published_on: Some(day("2021-06-10")),
            captures: vec![FileId::from_uuid(uuid::Uuid::from_u128(1))],
        }
    }

    /// The problems of sending the text after `change`, as `field code`.
    fn check(change: impl FnOnce(&mut ExposureDetails), wanted: &[&str]) {
        let mut details = whole();
        change(&mut details);
        let calendar = Calendar { from: day("2021-06-01"), to: day("2021-12-31"), today: day("2021-06-16") };
        let found: Vec<String> = details
            .trimmed()
            .unsendable(calendar)
            .iter()
            .map(|problem| format!("{} {}", problem.pointer.trim_start_matches("/details/"), problem.code))
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        check(|_| {}, &[]);
        check(|d| d.title = "   ".to_owned(), &["title required"]);
        check(|d| d.title = "长".repeat(10_000), &["title too-long"]);
        check(|d| d.title = "𠮷野家😀火灾隐患".to_owned(), &[]);
        check(|d| d.summary = "a\u{7}b".to_owned(), &["summary control"]);
        check(|d| d.published_on = Some(day("2021-06-17")), &["published_on future"]);
        check(|d| d.published_on = Some(day("2021-05-31")), &["published_on outside-campaign"]);
        check(|d| d.published_on = Some(day("2021-06-16")), &[]);
        check(|d| d.captures.clear(), &["captures required"]);
        check(|d| d.captures = vec![d.captures[0]; 21], &["captures too-many"]);
        for address in ["gxj.example.gov.cn", "https://", "https:///a", "javascript:alert(1)", "https://a b"]
        {
            check(|d| d.address = address.to_owned(), &["address address"]);
        }
        check(
            |d| *d = ExposureDetails::default(),
            &[
                "kind required",
                "title required",
                "summary required",
                "source required",
                "subject_name required",
                "media_class required",
                "media_name required",
                "published_on required",
                "captures required",
            ],
        );
    }

    #[test]
    fn a_printed_paper_has_no_address_and_a_site_has() {
        check(|d| d.address.clear(), &["address required"]);
        check(
            |d| {
                d.address.clear();
                d.media_class = Some(MediaClass::CityMainstreamMedia);
            },
            &[],
        );
    }

    #[test]
    fn what_is_missing_is_said_in_words() {
        let details = ExposureDetails { captures: vec![], address: String::new(), ..whole() };
        assert_eq!(details.lacking(), ["未填写发布网址", "未附取证截图"]);
    }
}
