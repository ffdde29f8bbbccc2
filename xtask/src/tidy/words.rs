//! Words that the house does without, each with what to write instead.

use super::{Finding, Tree, rust_text::line_of, tree::is_generated};

/// Which form of a Rust file a word is looked for in.
#[derive(Clone, Copy)]
enum Within {
    /// What runs in the product.
    Production,
    /// That and the tests.
    Code,
    /// That and the comments.
    Prose,
}

struct Banned {
    words: &'static [&'static str],
    instead: &'static str,
    within: Within,
    /// Beginnings of paths where the word is at home.
    home: &'static [&'static str],
}

const BANNED: &[Banned] = &[
    Banned {
        words: &[
            "Utc::now",
            "Local::now",
            "SystemTime::now",
            "Timestamp::now",
            "ZonedDateTime::now",
            "Zoned::now",
        ],
        instead: "take the instant from kernel::Clock",
        within: Within::Code,
        home: &["crates/kernel/src/clock.rs"],
    },
    Banned {
        words: &["Uuid::now_v7", "Uuid::new_v4"],
        instead: "take ids from kernel::IdSource",
        within: Within::Code,
        home: &["crates/kernel/src/id.rs"],
    },
    Banned {
        words: &[
            "execute_unprepared",
            "Statement::from_string",
            "Statement::from_sql_and_values",
            "Expr::cust",
            "Expr::cust_with_expr",
            "Expr::cust_with_exprs",
            "Expr::cust_with_values",
        ],
        instead: "write it with the query builder, or add a helper to crates/db/src/dialect.rs with a parity test",
        within: Within::Code,
        // The second one passes on what it is given.
        home: &["crates/db/src/dialect.rs", "crates/db/src/conn.rs"],
    },
    Banned {
        words: &[".begin()", ".begin_with_config(", ".begin_with_options("],
        instead: "write through Db::write: it takes SQLite's lock at the start and seals the audit",
        within: Within::Code,
        home: &["crates/db/"],
    },
    Banned {
        words: &["DateTimeWithTimeZone", "TimestampWithTimeZone", "timestamp_with_time_zone"],
        instead: "store kernel::Instant; offsets exist only at the edges",
        within: Within::Code,
        home: &[],
    },
    Banned {
        words: &["FIXME", "TODO", "XXX", "HACK"],
        instead: "do it, or file an issue and say here what holds today",
        within: Within::Prose,
        home: &[],
    },
    Banned {
        words: &["todo!", "unimplemented!", "dbg!"],
        instead: "finish it: a half-written branch answers with an error that says so",
        within: Within::Code,
        home: &[],
    },
    Banned {
        words: &[".unwrap()"],
        instead: "return the error, or `.expect` with a sentence that says why it cannot happen",
        within: Within::Production,
        // Used by tests only.
        home: &["crates/testkit/"],
    },
    Banned {
        words: &["println!", "print!", "eprintln!", "eprint!"],
        instead: "tracing, with fields and without names of people; only commands print",
        within: Within::Production,
        // A build script speaks to cargo by printing.
        home: &["crates/cli/", "crates/bench/", "xtask/", "crates/server/build.rs"],
    },
    Banned {
        words: &["static mut", "lazy_static!", "OnceCell::new", "LazyLock<Mutex", "LazyLock<RwLock"],
        instead: "hand it in: no globals",
        within: Within::Production,
        home: &[],
    },
];

/// First folders that exist on one machine only.
const MACHINE_FOLDERS: [&str; 3] = ["work", "tmp", "root"];
const LOCK_FILES: [&str; 2] = ["Cargo.lock", "package-lock.json"];
/// Languages whose unfinished business is looked for in the raw text.
const OTHER_SOURCES: [&str; 9] = [".ts", ".tsx", ".css", ".html", ".toml", ".yaml", ".yml", ".sh", ".ci/run"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust() {
        for banned in
            BANNED.iter().filter(|banned| !banned.home.iter().any(|home| file.path.starts_with(home)))
        {
            let text = match banned.within {
                Within::Production => &file.production,
                Within::Code => &file.code,
                Within::Prose => &file.prose,
            };
            for word in banned.words {
                findings.extend(places(text, word).map(|at| {
                    Finding::new(file.path, line_of(text, at), format!("`{word}`: {}", banned.instead))
                }));
            }
        }
    }
    for (path, text) in tree.texts() {
        if !LOCK_FILES.iter().any(|lock| path.ends_with(lock)) {
            findings.extend(machine_paths(path, text));
        }
        if OTHER_SOURCES.iter().any(|end| path.ends_with(end)) && !is_generated(text) {
            findings.extend(unfinished(path, text));
        }
    }
    findings
}

/// Where a word stands by itself.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = text.get(..*at).and_then(|part| part.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|part| part.chars().next());
        let open_before = !joins(word.chars().next()) || !joins(before);
        let open_after = !joins(word.chars().next_back()) || !joins(after);
        open_before && open_after
    })
}

fn unfinished<'t>(path: &'t str, text: &'t str) -> impl Iterator<Item = Finding> + 't {
    const WORDS: [&str; 5] = ["FIXME", "TODO", "XXX", "@ts-ignore", "@ts-nocheck"];
    WORDS.into_iter().flat_map(move |word| {
        places(text, word).map(move |at| {
            Finding::new(path, line_of(text, at), format!("`{word}`: do it, or file an issue"))
        })
    })
}

/// A path that begins at the root of one machine, as a word: not a part of an address or of a longer path.
fn machine_paths<'t>(path: &'t str, text: &'t str) -> impl Iterator<Item = Finding> + 't {
    MACHINE_FOLDERS.into_iter().flat_map(move |folder| {
        let begin = format!("/{folder}/");
        let places: Vec<usize> = text.match_indices(&begin).map(|(at, _)| at).collect();
        places.into_iter().filter_map(move |at| {
            let before = text.get(..at).and_then(|part| part.chars().next_back()).unwrap_or(' ');
            let begins = before.is_whitespace() || "\"'`(=:[<>,".contains(before);
            let what =
                format!("`/{folder}/...` is a path of one machine: write it from the root of the repository");
            begins.then(|| Finding::new(path, line_of(text, at), what))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)])).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn each_banned_word_is_found_in_production_code_and_nowhere_at_home() {
        for banned in BANNED {
            for word in banned.words {
                // A comment holds words that are looked for in prose; code holds the others.
                let text = match banned.within {
                    Within::Prose => format!("//! head\n// {word} later\n"),
                    Within::Production | Within::Code => {
                        format!("//! head\nfn f() {{ x{word} ; {word} (1) }}\n")
                    }
                };
                let found = check_one("crates/hazard/src/verify.rs", &text);
                assert!(found.iter().any(|one| one.contains(&format!("`{word}`: "))), "{word}: {found:?}");
                assert!(
                    found.iter().all(|one| one.starts_with("crates/hazard/src/verify.rs:2: ")),
                    "{found:?}"
                );
                for home in banned.home {
                    let path =
                        if home.ends_with(".rs") { (*home).to_owned() } else { format!("{home}src/a.rs") };
                    let found = check_one(&path, &text);
                    assert!(!found.iter().any(|one| one.contains(&format!("`{word}`"))), "{path}: {found:?}");
                }
            }
        }
    }

    #[test]
    fn a_word_in_a_string_or_inside_another_word_is_no_finding() {
        let cases = [
            "fn f() { say(\"Utc::now\") }",
            "fn f() { my_println!(1) }",
            "fn f() { x.unwrap_or(1) }",
            "// AutoDOs and XXXL are words\n",
            "#[cfg(test)]\nmod tests { fn t() { x.unwrap(); println!() } }",
        ];
        for text in cases {
            assert_eq!(check_one("crates/hazard/src/verify.rs", text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_clock_is_banned_in_tests_too() {
        assert_eq!(check_one("crates/a/tests/story.rs", "fn t() { Utc::now(); x.unwrap() }").len(), 1);
    }

    #[test]
    fn paths_of_one_machine_are_found_in_every_text() {
        for folder in MACHINE_FOLDERS {
            let cases = [
                (format!("see `/{folder}/notes.md`"), 1),
                (format!("cd /{folder}/main"), 1),
                (format!("\"/{folder}/x\""), 1),
                (format!("https://example.org/{folder}/x"), 0),
                (format!("crates/{folder}/x, $HOME/{folder}/x"), 0),
            ];
            for (text, expected) in cases {
                assert_eq!(check_one("docs/a.md", &text).len(), expected, "{text}");
            }
        }
    }

    #[test]
    fn unfinished_business_is_found_in_the_console_and_in_scripts() {
        for (path, text) in [
            ("console/src/a.tsx", "// TODO: later"),
            ("console/src/a.ts", "// @ts-ignore"),
            ("Cargo.toml", "# FIXME"),
            (".ci/run", "# XXX"),
        ] {
            assert_eq!(check_one(path, text).len(), 1, "{path}");
        }
        assert_eq!(check_one("console/src/schema.ts", "// This file is auto-generated\n// TODO").len(), 0);
    }
}
