//! Files that people wrote: read as text, and refused with the place where they are wrong.

use std::path::{Path, PathBuf};

use plan::Problem;
use serde::Serialize;

/// A file with what is wrong about it.
#[derive(Debug, thiserror::Error)]
#[error("{}{} 有误，未使用", human(file, problems), file.display())]
pub struct Refused {
    pub file: PathBuf,
    pub problems: Vec<Problem>,
}

impl Refused {
    pub fn new(file: &Path, problems: Vec<Problem>) -> Self {
        Self { file: file.to_owned(), problems }
    }

    /// For programs: a list of problems, each with its file.
    pub fn json(&self) -> String {
        json(&self.file, &self.problems)
    }
}

/// A problem for programs: two files may be read by one command, so each says which one it is about.
#[derive(Serialize)]
struct InFile<'a> {
    file: String,
    #[serde(flatten)]
    problem: &'a Problem,
}

/// A list of problems, empty when there are none.
pub fn json(file: &Path, problems: &[Problem]) -> String {
    let file = file.display().to_string();
    let listed: Vec<_> = problems.iter().map(|problem| InFile { file: file.clone(), problem }).collect();
    // Texts and small numbers always have a JSON form.
    serde_json::to_string_pretty(&listed).unwrap_or_default()
}

/// For people: one problem on two lines, and how many there are.
pub fn human(file: &Path, problems: &[Problem]) -> String {
    use std::fmt::Write as _;
    let mut shown = String::new();
    for problem in problems {
        let Problem { code, severity: _, line, column, message, advice } = problem;
        let grade = if problem.is_error() { "错误" } else { "提醒" };
        // Writing into a String cannot fail.
        let _ = writeln!(shown, "{}:{line}:{column}: {grade}[{code}] {message}", file.display());
        let _ = writeln!(shown, "    建议：{advice}");
    }
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let _ = writeln!(shown, "{errors} 处错误，{} 处提醒", problems.len() - errors);
    shown
}

/// # Errors
/// The file cannot be read, or is no text: with the place of the first byte that is not UTF-8.
pub fn text(file: &Path) -> Result<String, Refused> {
    let refused = |problem| Refused::new(file, vec![problem]);
    let bytes = std::fs::read(file).map_err(|error| {
        let advice = "请检查路径是否写对、文件是否可读";
        refused(Problem::error(
            (0, 0),
            "unreadable-file",
            format!("无法读取文件：{}", kernel::cause::of(&error)),
            advice,
        ))
    })?;
    plan::text_of(bytes).map_err(refused)
}

/// The file as what it says.
///
/// # Errors
/// As [`text`], and everything that `parse` finds.
pub fn parsed<T>(file: &Path, parse: impl FnOnce(&str) -> Result<T, Vec<Problem>>) -> Result<T, Refused> {
    parse(&text(file)?).map_err(|problems| Refused::new(file, problems))
}
