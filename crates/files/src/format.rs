//! The formats that are taken, and which kind of evidence each of them is.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a form asks for. The words are those of the plan file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Document,
    Pictures,
    Video,
}

impl FileKind {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Pictures => "pictures",
            Self::Video => "video",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Document => "文件",
            Self::Pictures => "图片",
            Self::Video => "视频",
        }
    }

    /// Every name ending that is taken for this kind, for the text of a refusal.
    pub(crate) fn extensions(self) -> String {
        let formats = Format::ALL.iter().filter(|format| format.kind() == self);
        formats.flat_map(|format| format.extensions()).copied().collect::<Vec<_>>().join("、")
    }
}

impl FromStr for FileKind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Document, Self::Pictures, Self::Video].into_iter().find(|kind| kind.key() == text).ok_or(())
    }
}

/// A format that is taken. Everything else is refused; there is no list of what is dangerous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Ofd,
    Doc,
    Xls,
    Ppt,
    /// The three of WPS Office keep their content in the containers of the formats above.
    Wps,
    Et,
    Dps,
    Txt,
    Csv,
    Jpeg,
    Png,
    Webp,
    Heic,
    Gif,
    Mp4,
    Mov,
    Webm,
}

impl Format {
    pub(crate) const ALL: [Self; 21] = [
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Ofd,
        Self::Doc,
        Self::Xls,
        Self::Ppt,
        Self::Wps,
        Self::Et,
        Self::Dps,
        Self::Txt,
        Self::Csv,
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Heic,
        Self::Gif,
        Self::Mp4,
        Self::Mov,
        Self::Webm,
    ];

    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Ofd => &["ofd"],
            Self::Doc => &["doc"],
            Self::Xls => &["xls"],
            Self::Ppt => &["ppt"],
            Self::Wps => &["wps"],
            Self::Et => &["et"],
            Self::Dps => &["dps"],
            Self::Txt => &["txt"],
            Self::Csv => &["csv"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Heic => &["heic", "heif"],
            Self::Gif => &["gif"],
            Self::Mp4 => &["mp4", "m4v"],
            Self::Mov => &["mov"],
            Self::Webm => &["webm"],
        }
    }

    pub(crate) fn kind(self) -> FileKind {
        match self {
            Self::Pdf
            | Self::Docx
            | Self::Xlsx
            | Self::Pptx
            | Self::Ofd
            | Self::Doc
            | Self::Xls
            | Self::Ppt
            | Self::Wps
            | Self::Et
            | Self::Dps
            | Self::Txt
            | Self::Csv => FileKind::Document,
            Self::Jpeg | Self::Png | Self::Webp | Self::Heic | Self::Gif => FileKind::Pictures,
            Self::Mp4 | Self::Mov | Self::Webm => FileKind::Video,
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Ofd => "application/ofd",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Wps => "application/vnd.ms-works",
            Self::Et => "application/x-wps-et",
            Self::Dps => "application/x-wps-dps",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Gif => "image/gif",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::Webm => "video/webm",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Pdf => "PDF 文件",
            Self::Docx => "Word 文档（docx）",
            Self::Xlsx => "Excel 表格（xlsx）",
            Self::Pptx => "演示文稿（pptx）",
            Self::Ofd => "OFD 版式文件",
            Self::Doc => "Word 文档（doc）",
            Self::Xls => "Excel 表格（xls）",
            Self::Ppt => "演示文稿（ppt）",
            Self::Wps => "WPS 文字",
            Self::Et => "WPS 表格",
            Self::Dps => "WPS 演示",
            Self::Txt => "纯文本",
            Self::Csv => "CSV 表格",
            Self::Jpeg => "JPEG 图片",
            Self::Png => "PNG 图片",
            Self::Webp => "WebP 图片",
            Self::Heic => "HEIC 图片",
            Self::Gif => "GIF 图片",
            Self::Mp4 => "MP4 视频",
            Self::Mov => "MOV 视频",
            Self::Webm => "WebM 视频",
        }
    }

    pub(crate) fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_own_endings_and_every_kind_some() {
        let mut endings: Vec<_> = Format::ALL.iter().flat_map(|format| format.extensions()).collect();
        let count = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), count);
        for kind in [FileKind::Document, FileKind::Pictures, FileKind::Video] {
            assert!(!kind.extensions().is_empty());
            assert_eq!(kind.key().parse(), Ok(kind));
        }
        for refused in ["exe", "html", "htm", "svg", "js", "docm", "bat", "apk", "zip", ""] {
            assert_eq!(Format::of_extension(refused), None, "{refused}");
        }
    }
}
