//! Reading the file, and a sample of it with every setting.

use std::path::{Path, PathBuf};

use crate::{Settings, check::check};

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("无法读取配置文件 {file}：{}。请检查权限", kernel::cause::of(.cause))]
    Unreadable { file: PathBuf, cause: std::io::Error },
    #[error("配置文件第 {line} 行有误：{cause}")]
    Syntax { line: usize, cause: String },
    #[error("配置项 {name} = {value} 超出范围，应在 {low} 至 {high} 之间")]
    Range { name: &'static str, value: u32, low: u32, high: u32 },
    #[error(
        "配置项 http.client_address_header = {0:?} 不是请求头的名称，应类似 x-forwarded-for，没有代理时留空"
    )]
    Header(String),
}

/// Reads the settings; a file that is not there means the defaults.
pub fn load(file: &Path) -> Result<Settings, ConfigError> {
    match std::fs::read_to_string(file) {
        Ok(text) => parse(&text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
        Err(cause) => Err(ConfigError::Unreadable { file: file.to_owned(), cause }),
    }
}

/// Reads the text of a settings file. Unknown names are refused with their line.
pub fn parse(text: &str) -> Result<Settings, ConfigError> {
    let settings: Settings = toml::from_str(text).map_err(|error| syntax(text, &error))?;
    check(&settings)?;
    Ok(settings)
}

fn syntax(text: &str, error: &toml::de::Error) -> ConfigError {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let cause = match error.message() {
        unknown if unknown.starts_with("unknown field") => {
            format!("没有这个配置项，可用的名称见运维手册第 6 节（{unknown}）")
        }
        other => format!("请写成“名称 = 值”，文字加英文双引号（{other}）"),
    };
    ConfigError::Syntax { line: before.matches('\n').count() + 1, cause }
}

/// The defaults as a file to start from.
#[must_use]
pub fn sample() -> String {
    // A struct of numbers, booleans and tables always has a TOML form.
    toml::to_string_pretty(&Settings::default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_the_default_and_an_empty_file_too() {
        assert_eq!(parse(&sample()).unwrap(), Settings::default());
        assert_eq!(parse("").unwrap(), Settings::default());
        assert_eq!(load(Path::new("no/such/anxing.toml")).unwrap(), Settings::default());
    }

    #[test]
    fn one_setting_leaves_the_others_alone() {
        let settings = parse("[login]\nidle_minutes = 60\n").unwrap();
        assert_eq!(settings.login.idle_minutes, 60);
        assert_eq!(settings.login.failures_max, 5);
    }

    #[test]
    fn typing_errors_are_told_not_ignored() {
        for (text, told) in [
            ("[login]\nidle_minute = 60", "idle_minute"),
            ("[logins]", "logins"),
            ("[login]\nidle_minutes = 0", "login.idle_minutes = 0"),
            ("[passwords]\nchars_min = 4", "8 至 64"),
            ("[login\n", "第 1 行"),
            ("[login]\n\nidle_minute = 60", "第 3 行"),
            ("[login]\nsecond_factor = \"nobody\"", "administrators"),
            ("[limits]\nheader_kib = 0", "limits.header_kib = 0"),
            ("[http]\nclient_address_header = \"x forwarded\"", "x-forwarded-for"),
        ] {
            let problem = parse(text).unwrap_err().to_string();
            assert!(problem.contains(told), "{text}: {problem}");
        }
    }
}
