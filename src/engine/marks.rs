//! Expectations beside the fault: `#~ rule: start of the message` for a finding that starts on the mark's own line,
//! `#~^ rule` for one on the line above, `#~^^` two above. `#~ rule (only where TUR is kept): start of the message` says
//! also in which readings it holds. A line may hold several marks. `#@ rules: …` says which rules run.

use crate::diagnostic::mark::{SIGN, marks};
use crate::engine::Report;
use crate::source::{self, LineIndex, Source};
use crate::syntax;
use std::fmt::Write as _;

/// What a draft promises that the linter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The line of the finding, from 1.
    pub line: usize,
    /// The rule, or its bare name.
    pub rule: String,
    /// In which readings it holds; in any if the mark does not say.
    pub reading: Option<String>,
    /// How the message starts; anything if empty.
    pub message: String,
    /// Where it stands in the text, from its sign to the next mark or the end of the line.
    pub span: std::ops::Range<usize>,
}

/// The marks of a text, and its `#@ rules:` line.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// The marks, in the order of the text.
    pub marks: Vec<Mark>,
    /// The rules that run, if the text says so.
    pub rules: Option<Vec<String>>,
}

/// Reads the marks of a draft.
///
/// # Errors
/// If a mark can't be read; with its line.
pub fn read(text: &str) -> Result<Marks, String> {
    let mut found = Marks::default();
    let mut start = 0;
    for (line, number) in source::lines(text).zip(1_usize..) {
        let words = line.trim_end_matches(['\n', '\r']);
        if let Some(list) = words.trim().strip_prefix("#@") {
            let list =
                list.trim().strip_prefix("rules:").ok_or(format!("line {number}: `#@` is followed by `rules:`"))?;
            found.rules = Some(list.split(',').map(|it| it.trim().to_owned()).collect());
        }
        let signs: Vec<(usize, usize)> = marks(words).collect();
        for (at, (sign, up)) in signs.iter().enumerate() {
            let end = signs.get(at + 1).map_or(words.len(), |it| it.0);
            let span = start + sign..start + end;
            let words = words[sign + SIGN.len() + up..end].trim();
            let line = number.checked_sub(*up).filter(|it| *it > 0);
            let read = line.ok_or("the mark points above the first line").and_then(|line| mark(words, line, span));
            found.marks.push(read.map_err(|it| format!("line {number}: {it}"))?);
        }
        start += line.len();
    }
    Ok(found)
}

/// `rule (reading): start of the message`
fn mark(words: &str, line: usize, span: std::ops::Range<usize>) -> Result<Mark, &'static str> {
    let (rule, reading, message) = match words.split_once(" (") {
        Some((rule, rest)) if !rule.contains([':', ' ']) => {
            let end = rest.rfind("):").or(rest.strip_suffix(')').map(str::len)).ok_or("a reading ends with `)`")?;
            (rule, Some(rest[..end].to_owned()), rest[end + 1..].trim_start_matches(':'))
        }
        _ => match words.split_once(": ") {
            Some((rule, message)) => (rule, None, message),
            None => (words.trim_end_matches(':'), None, ""),
        },
    };
    if rule.is_empty() || rule.contains(' ') {
        return Err("a mark names a rule: `#~ rule: start of the message`");
    }
    Ok(Mark { line, rule: rule.to_owned(), reading, message: message.trim().to_owned(), span })
}

/// How findings and marks differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Findings that no mark expects: line, the words of that line, the mark that would.
    pub unmarked: Vec<Expectation>,
    /// Marks that no finding meets, by their place among the marks.
    pub unmet: Vec<(usize, Expectation)>,
    /// Failures of the tool.
    pub errors: Vec<String>,
    /// The rules whose findings were expected, and found.
    pub exercised: Vec<&'static str>,
}

/// A finding as a mark writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The line of the finding, from 1; 0 for one in another text.
    pub line: usize,
    /// The words of that line.
    pub words: String,
    /// `rule (reading): message`
    pub mark: String,
}

impl Difference {
    /// Whether everything is as expected.
    pub fn is_none(&self) -> bool {
        self.unmarked.is_empty() && self.unmet.is_empty() && self.errors.is_empty()
    }
}

/// Compares findings with marks: every finding must be marked, every mark met.
pub fn compare(source: &Source, report: &Report, marks: &[Mark]) -> Difference {
    let lines = LineIndex::new(&source.text);
    let mut open: Vec<usize> = (0..marks.len()).collect();
    let mut difference = Difference::default();
    difference
        .errors
        .extend(report.internal_errors.iter().map(|it| format!("internal error in {}: {}", it.part, it.words)));
    let words = |line: usize| line.checked_sub(1).map_or("", |it| lines.span(it).of(&source.text).trim()).to_owned();
    let written = |rule: &str, reading: Option<&str>, message: &str| {
        let reading = reading.map_or_else(String::new, |it| format!(" ({it})"));
        let message = if message.is_empty() { String::new() } else { format!(": {message}") };
        format!("{rule}{reading}{message}")
    };
    for finding in &report.findings {
        let line = if finding.primary.file == source.file { lines.line(finding.primary.span.start) + 1 } else { 0 };
        let name = finding.rule.split_once('/').map_or(finding.rule, |(_, name)| name);
        let meets = |at: &usize| {
            let mark = &marks[*at];
            mark.line == line
                && (mark.rule == finding.rule || mark.rule == name)
                && finding.message.starts_with(&mark.message)
                && mark.reading.as_ref().is_none_or(|it| finding.reading.as_ref().is_some_and(|own| own.words == *it))
        };
        if let Some(at) = open.iter().position(meets) {
            open.remove(at);
            difference.exercised.push(finding.rule);
        } else {
            let mark = written(finding.rule, finding.reading.as_ref().map(|it| &*it.words), &finding.message);
            difference.unmarked.push(Expectation { line, words: words(line), mark });
        }
    }
    for at in open {
        let Mark { line, rule, reading, message, .. } = &marks[at];
        let mark = written(rule, reading.as_deref(), message);
        difference.unmet.push((at, Expectation { line: *line, words: words(*line), mark }));
    }
    difference
}

/// The text with marks that are met: those that no finding meets are taken out, those that are missing stand below their
/// lines. `None` if a finding has no place to be marked: it stands in another text, or in prose without end.
pub fn updated(text: &str, marks: &[Mark], difference: &Difference) -> Option<String> {
    let gone = |at: usize| difference.unmet.iter().any(|it| it.0 == at);
    let mut lines: Vec<String> = Vec::new();
    let mut start = 0;
    // For each line of the old text, where it stands now; a line that held nothing but marks is gone with them.
    let mut now: Vec<Option<usize>> = Vec::new();
    for line in source::lines(text) {
        let range = start..start + line.len();
        let here: Vec<usize> = (0..marks.len()).filter(|at| range.contains(&marks[*at].span.start)).collect();
        let mut left = line.to_owned();
        for at in here.iter().rev().filter(|at| gone(**at)) {
            left.replace_range(marks[*at].span.start - start..marks[*at].span.end - start, "");
        }
        if here.iter().any(|at| gone(*at)) {
            left = format!("{}{}", left.trim_end(), &line[line.trim_end_matches(['\n', '\r']).len()..]);
        }
        let empty = left.trim().is_empty() && !here.is_empty();
        // Marks that stay point as far up as their lines are now.
        let kept =
            here.iter().filter(|at| !gone(**at)).filter_map(|at| now.get(marks[*at].line - 1).copied().flatten());
        let ups: Vec<usize> = kept.map(|target| lines.len() - target).collect();
        if !ups.is_empty() && ups.len() == left.matches("#~").count() {
            let mut parts = left.split("#~");
            let mut pointed = parts.next().unwrap_or_default().to_owned();
            for (part, up) in parts.zip(ups) {
                let _ = write!(pointed, "#~{}{}", "^".repeat(up), part.trim_start_matches('^'));
            }
            left = pointed;
        }
        start = range.end;
        if empty {
            now.push(None);
        } else {
            now.push(Some(lines.len()));
            lines.push(left);
        }
    }
    let mut wanted: Vec<&Expectation> = difference.unmarked.iter().collect();
    wanted.sort_by_key(|it| std::cmp::Reverse(it.line));
    for expectation in wanted {
        let line = now.get(expectation.line.checked_sub(1)?).copied().flatten()?;
        let indent: String = lines[line].chars().take_while(|it| it.is_whitespace() && *it != '\n').collect();
        // Behind the line, behind the marks that stand there, behind prose that goes on.
        let after = (line + 1..=lines.len()).find(|at| {
            let stands = lines.get(*at).is_some_and(|it| it.trim_start().starts_with("#~"));
            !stands && is_comment_there(&lines, *at)
        })?;
        let carets = "^".repeat(after - line);
        if !lines[after - 1].ends_with('\n') {
            lines[after - 1].push('\n');
        }
        lines.insert(after, format!("{indent}#~{carets} {}\n", expectation.mark));
    }
    Some(lines.concat())
}

/// Whether a comment that is put before a line is one, and no part of a text in quotes.
fn is_comment_there(lines: &[String], at: usize) -> bool {
    let before = lines[..at].concat();
    let text = format!("{before}#~\n{}", lines[at..].concat());
    let start = before.len() as u32;
    syntax::parse(crate::source::FileId(0), &text).comments.iter().any(|it| it.start == start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::engine;
    use crate::source::FileId;

    fn difference(text: &str) -> (Marks, Difference) {
        let source = Source::new(FileId(0), "draft.treaty", text);
        let report = engine::check(&source, &Settings::all(), &|_| None);
        let marks = read(text).expect("marks");
        let difference = compare(&source, &report, &marks.marks);
        (marks, difference)
    }

    /// Whatever marks stand there, what is written anew is met, and says the same but for marks.
    #[track_caller]
    fn check(text: &str) {
        let (marks, found) = difference(text);
        let new = updated(text, &marks.marks, &found).expect("every finding has a place");
        let (_, left) = difference(&new);
        assert!(left.is_none(), "{left:#?}\n{new}");
        let bare = |text: &str| -> Vec<String> {
            let lines = text.lines().map(|it| it.split("#~").next().unwrap_or_default().trim_end().to_owned());
            lines.filter(|it| !it.is_empty()).collect()
        };
        assert_eq!(bare(text), bare(&new));
    }

    #[test]
    fn marks_are_written_anew() {
        let draft = |one: &str, two: &str| {
            format!(
                "party UKR \"Ukraine\" is beneficiary\nparty RUS \"Russia\" is guarantor{one}\nassume {{ potential aggressor \
                 RUS against UKR }}\narticle 1 \"a\" {{\n    trigger t {{\n        on armed-attack against UKR\n        decided \
                 by unanimity of guarantors{two}\n    }}\n    obligation o {{ upon t RUS shall assist UKR by weapons \
                 }}\n}}\n"
            )
        };
        check(&draft("", ""));
        check(&draft("  #~ guarantor-is-aggressor", "\n        #~^ aggressor-veto: no such words"));
        check(&draft(
            "\n#~^ wrong-one: x\n#~^^ guarantor-is-aggressor\n#~^^^ wrong-two",
            "  #~ wrong  #~ aggressor-veto",
        ));
        check(&draft("\n#~^ wrong-one  #~^ guarantor-is-aggressor", "\n\n        #~^^ aggressor-veto"));
        check(&draft("", "\n    }\n    obligation x {\n text \"\"\"\n robust prose\n goes on\n \"\"\""));
    }

    #[test]
    fn what_is_no_mark_is_told() {
        assert!(read("#~^^ x").is_err() && read("x #~ two words").is_err() && read("#@ levels: x").is_err());
        let marks = read("a\n b  #~ one: words  #~^ two (in every reading): more").expect("marks").marks;
        assert_eq!((marks[0].line, &*marks[0].rule, &*marks[0].message), (2, "one", "words"));
        assert_eq!((marks[1].line, marks[1].reading.as_deref()), (1, Some("in every reading")));
    }
}
