//! Steps that run one after the other; each is printed with its seconds, the first that fails stops the rest.

use std::{fmt::Write as _, time::Instant};

use crate::Outcome;

pub struct Steps {
    done: Vec<Done>,
}

struct Done {
    name: String,
    seconds: f64,
    passed: bool,
}

impl Steps {
    pub fn new() -> Self {
        Self { done: Vec::new() }
    }

    /// Runs one step.
    ///
    /// # Errors
    /// What the step answered, with its name in front.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        println!("\n== {name}");
        let begun = Instant::now();
        let outcome = work();
        let seconds = begun.elapsed().as_secs_f64();
        println!("== {name}: {} in {seconds:.1} s", if outcome.is_ok() { "passed" } else { "FAILED" });
        self.done.push(Done { name: name.to_owned(), seconds, passed: outcome.is_ok() });
        outcome.map_err(|trouble| format!("{name}: {trouble}"))
    }

    /// Every step with its seconds, then one line that machines read as well.
    pub fn summary(&self) -> String {
        let width = self.done.iter().map(|done| done.name.len()).max().unwrap_or(0).max("total".len());
        let mut table = String::new();
        let mut row = |name: &str, seconds: f64, word: &str| {
            // Writing into a String cannot fail.
            let _ = writeln!(table, "{name:width$}  {seconds:>8.1} s  {word}");
        };
        for done in &self.done {
            row(&done.name, done.seconds, if done.passed { "passed" } else { "FAILED" });
        }
        row("total", self.done.iter().map(|done| done.seconds).sum(), "");
        let passed = self.done.iter().filter(|done| done.passed).count();
        let _ = writeln!(table, "steps: {passed} passed, {} failed", self.done.len() - passed);
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_and_counted() {
        let mut steps = Steps::new();
        assert_eq!(steps.step("first", || Ok(())), Ok(()));
        assert_eq!(
            steps.step("second", || Err("it is broken".to_owned())),
            Err("second: it is broken".to_owned())
        );
        let summary = steps.summary();
        assert!(summary.contains("second"), "{summary}");
        assert!(summary.ends_with("steps: 1 passed, 1 failed\n"), "{summary}");
    }
}
