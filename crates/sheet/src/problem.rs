//! What can be wrong: with one cell, with a file as a whole, with what we were asked to write.

use std::fmt;

use kernel::{Failure, FieldProblem};
use serde::Serialize;

/// One thing that is wrong in a file that could be read. `code` is stable and for programs, `message` (Chinese) says
/// what is wrong and what to do.
///
/// Codes: `missing-column`, `duplicate-column`, `missing`, `not-an-integer`, `fractional`, `too-small`, `too-large`,
/// `not-a-day`, `day-out-of-range`, `not-an-instant`, `unknown-choice`, `text-too-long`, `digits-lost`,
/// `error-value`, `formula-without-value`; callers add their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The number at the left edge of the sheet, counted from 1.
    pub row: u32,
    /// The letters above the column; empty when the whole row is meant or the file has no such column.
    pub column: String,
    /// The column's heading in the layout.
    pub heading: String,
    pub code: String,
    pub message: String,
}

impl Problem {
    /// The problem for the list that the API returns; the pointer is `/rows/{row}/{letters}`.
    #[must_use]
    pub fn to_field_problem(&self) -> FieldProblem {
        let pointer = if self.column.is_empty() {
            format!("/rows/{}", self.row)
        } else {
            format!("/rows/{}/{}", self.row, self.column)
        };
        FieldProblem::new(pointer, &self.code, self.to_string())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行", self.row)?;
        if !self.column.is_empty() {
            write!(f, " {} 列", self.column)?;
        }
        if !self.heading.is_empty() {
            write!(f, "（{}）", self.heading)?;
        }
        write!(f, "：{}", self.message)
    }
}

/// Why a file could not be read as a table at all. Nothing of it may be used.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("文件过大（超过 {} MB），请拆分后再上传", max >> 20)]
    TooManyBytes { max: u64 },
    #[error("文件解压后过大（超过 {} MB），已拒绝读取；请只保留需要的工作表后再上传", max >> 20)]
    TooMuchUnzipped { max: u64 },
    #[error("第 {row} 行超出上限：最多 {max} 行；请拆分文件，或删除末尾的空白行后再上传")]
    TooManyRows { row: u32, max: u32 },
    #[error("{column} 列超出上限：最多 {max} 列；请删除多余的列后再上传")]
    TooManyColumns { column: String, max: u32 },
    #[error("单元格过多（超过 {max} 个）；请删除空白行列的格式，或拆分文件后再上传")]
    TooManyCells { max: u64 },
    #[error("文字总量过大（超过 {} MB），请拆分文件后再上传", max >> 20)]
    TooMuchText { max: u64 },
    #[error(
        "这是旧版 Excel 文件（.xls）或加密的文件；请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 后再上传"
    )]
    OldOrEncrypted,
    #[error("这是网页而不是表格；请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传")]
    WebPage,
    #[error("文件内容不是表格；请上传 .xlsx 或 UTF-8 编码的 .csv 文件")]
    NotATable,
    #[error(
        "文件不是 UTF-8 编码（第 {line} 行无法识别）；请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再上传"
    )]
    Encoding { line: u64 },
    #[error("第 {row} 行的双引号没有成对，其后的内容无法读取；请补上双引号，或另存为 .xlsx 后再上传")]
    UnclosedQuote { row: u32 },
    #[error("文件已损坏或不完整，无法读取；请用 Excel 或 WPS 打开后重新保存为 .xlsx 再上传")]
    Damaged { cause: String },
    #[error("工作簿中没有可见的工作表")]
    NoSheet,
    #[error("没有找到表头；表格中应有一行写着：{expected}")]
    NoHeader { expected: String },
    #[error("这是另一种表格（{found}），此处应上传“{expected}”")]
    OtherLayout { found: String, expected: String },
    #[error("这个文件由更新版本的系统导出（格式 {found}），当前系统无法读取；请升级系统，或重新导出")]
    NewerFormat { found: String },
    #[error("读取文件时出错，请重新上传")]
    Io(#[source] std::io::Error),
}

impl ReadError {
    /// Stable, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooManyBytes { .. } => "sheet-too-many-bytes",
            Self::TooMuchUnzipped { .. } => "sheet-too-much-unzipped",
            Self::TooManyRows { .. } => "sheet-too-many-rows",
            Self::TooManyColumns { .. } => "sheet-too-many-columns",
            Self::TooManyCells { .. } => "sheet-too-many-cells",
            Self::TooMuchText { .. } => "sheet-too-much-text",
            Self::OldOrEncrypted => "sheet-old-or-encrypted",
            Self::WebPage => "sheet-web-page",
            Self::NotATable => "sheet-not-a-table",
            Self::Encoding { .. } => "sheet-encoding",
            Self::UnclosedQuote { .. } => "sheet-unclosed-quote",
            Self::Damaged { .. } => "sheet-damaged",
            Self::NoSheet => "sheet-no-sheet",
            Self::NoHeader { .. } => "sheet-no-header",
            Self::OtherLayout { .. } => "sheet-other-layout",
            Self::NewerFormat { .. } => "sheet-newer-format",
            Self::Io(_) => "sheet-io",
        }
    }

    pub(crate) fn damaged(cause: impl fmt::Display) -> Self {
        Self::Damaged { cause: cause.to_string() }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Io(cause) => Self::internal(cause),
            other => Self::unacceptable(other.code(), other.to_string()),
        }
    }
}

/// Why a table could not be written. Apart from [`WriteError::Io`] these are mistakes of the caller; nothing that a
/// person typed leads here except a text longer than a cell can hold.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("row {row} has {found} values instead of {expected}")]
    Width { row: u32, found: usize, expected: usize },
    #[error("row {row}, column {column}: {found} in a column of {expected}")]
    Kind { row: u32, column: String, found: &'static str, expected: &'static str },
    #[error("row {row}, column {column}: {number} is not kept exactly by a spreadsheet")]
    Integer { row: u32, column: String, number: i64 },
    #[error("第 {row} 行 {column} 列的文字超过一个单元格能容纳的 32767 个字符，请缩短后再导出，或导出为 CSV")]
    TextTooLong { row: u32, column: String },
    #[error("一张工作表最多 1048576 行，请缩小导出范围，或导出为 CSV")]
    TooManyRows,
    #[error("cannot write the table")]
    Io(#[from] std::io::Error),
    #[error("cannot write the workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::TextTooLong { .. } => Self::refused("sheet-text-too-long", error.to_string()),
            WriteError::TooManyRows => Self::refused("sheet-too-many-rows", error.to_string()),
            WriteError::Width { .. }
            | WriteError::Kind { .. }
            | WriteError::Integer { .. }
            | WriteError::Io(_)
            | WriteError::Workbook(_) => Self::internal(error),
        }
    }
}
