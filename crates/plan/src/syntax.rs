//! What the YAML reader says, in words for somebody who has never heard of YAML. Its own words are English and speak of
//! scalars and flow mappings; they stand behind ours, for whoever helps.

use crate::Problem;

/// What to look at, and what it is called. The first entry of which one of the words occurs is the one that is told.
const KNOWN: [(&[&str], &str, &str); 8] = [
    (
        &["',' or ']'", "flow sequence", "bracket '['", "illegal placement of ':'"],
        "方括号没有成对，或项与项之间缺少逗号",
        "请检查本行和上面几行的 [ ]，各项之间用英文逗号隔开",
    ),
    (
        &["',' or '}'", "flow mapping", "bracket '{'"],
        "花括号没有成对，或项与项之间缺少逗号",
        "请检查本行和上面几行的 { }，各项之间用英文逗号隔开",
    ),
    (
        &["quote", "multiline quoted"],
        "引号没有成对，或引号后面还有多余的文字",
        "请检查本行和上面几行的英文引号；引号里还要写双引号时，外面改用单引号",
    ),
    (
        &["simple key expected", "did not find expected key", "block mapping"],
        "这里缺少冒号，或缩进与同级的键没有对齐",
        "请写成“键: 值”，冒号后空一格；同级的键左边对齐",
    ),
    (
        &["mapping values are not allowed", "mapping keys are not allowed"],
        "这里多出一个冒号：上一行没有写完，或文字里含有“: ”",
        "含“: ”或“#”的文字要加英文双引号；属于上一行的内容要比它多缩进两格",
    ),
    (
        &["indentation", "'-' indicator", "sequence entries"],
        "缩进不对：这一行与同级的内容没有对齐",
        "同级的键或“-”左边对齐，下一级多缩进两格，只用空格",
    ),
    (&["tab"], "这里用了制表符", "缩进只用空格，请把制表符换成空格"),
    (
        &["unexpected character", "anchor", "directive", "tag", "document"],
        "这里有 YAML 的特殊符号",
        "以 @、`、%、&、*、! 开头的文字要加英文双引号；一个文件只写一份方案，不用“---”分隔",
    ),
];

/// What is wrong where the reader stopped.
pub(crate) fn problem(place: (u32, u32), detail: &str) -> Problem {
    let lower = detail.to_lowercase();
    let known = KNOWN.iter().find(|(words, ..)| words.iter().any(|word| lower.contains(word)));
    let (message, advice) = known.map_or(
        (
            "这里不是正确的 YAML",
            "请检查本行和上一行：冒号后要有空格，同级的键要左对齐，引号和括号要成对；含“: ”或“#”的文字要加英文双引号",
        ),
        |(_, message, advice)| (*message, *advice),
    );
    Problem::error(place, "yaml-syntax", format!("{message}（{detail}）"), advice)
}

#[cfg(test)]
mod tests {
    use crate::node;

    /// Files that somebody may well write, through the real reader.
    #[test]
    fn each_usual_slip_is_told_in_its_own_words() {
        for (text, wanted) in [
            ("a: [x, y\nb: 1\n", "方括号"),
            ("a: {x: 1\nb: 1\n", "花括号"),
            ("a: \"text\nb: 1\n", "引号"),
            ("a: \"text\" more\nb: 1\n", "引号"),
            ("a: 1\nb\nc: 2\n", "缺少冒号"),
            ("a: one: two\n", "多出一个冒号"),
            ("a: 1\n  b: 2\n", "多出一个冒号"),
            ("a:\n  - x\n - y\n", "缩进"),
            ("a: [x}\n", "方括号"),
            ("a: 'it's'\n", "引号"),
            ("a: @office\n", "特殊符号"),
        ] {
            let problems = node::read(text).unwrap_err();
            let told: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
            assert!(told.iter().any(|message| message.contains(wanted)), "{text:?}: {told:?}");
        }
    }
}
