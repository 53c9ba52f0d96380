//! Expectations beside the fault: `#~ rule: start of the message` for a finding that starts on the mark's own line,
//! `#~^ rule` for one on the line above, `#~^^` two above. `#~ rule (only where TUR is retained): start of the message` says
//! also in which readings it holds. A line may hold several marks. `#@ rules: …` says which rules run.

use crate::diagnostic::mark::{SIGN, marks};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::engine::Report;
use crate::source::{LineIndex, Source, line_ending};
use crate::syntax;
use regex::Regex;
use std::sync::LazyLock;

/// Characters that change what a reader sees and are not seen themselves, and the ends of lines; the sign of a mark ends
/// words too.
static HIDDEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{C}\p{Zl}\p{Zp}]|#~").expect("the pattern is one"));

/// Words as far as they can stand in a comment as they are.
pub fn plain(words: &str) -> &str {
    HIDDEN.find(words).map_or(words, |it| &words[..it.start()]).trim_end()
}

/// What a draft promises that the linter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
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
pub struct Expectations {
    /// The marks, in the order of the text.
    pub marks: Vec<Expectation>,
    /// The rules that run, if the text says so.
    pub rules: Option<Vec<String>>,
}

/// Reads the marks of a draft.
///
/// # Errors
/// If a mark can't be read; with its line.
pub fn read(text: &str) -> Result<Expectations, String> {
    let mut found = Expectations::default();
    let lines = LineIndex::new(text);
    for comment in syntax::comments(text) {
        let number = lines.line(comment.start) + 1;
        let told = |fault: &str| format!("line {number}: {fault}");
        let words = comment.of(text).trim_end();
        if let Some(list) = words.strip_prefix("#@") {
            let list = list.trim().strip_prefix("rules:").ok_or_else(|| told("`#@` is followed by `rules:`"))?;
            found.rules = Some(list.split(',').map(|it| it.trim().to_owned()).collect());
        }
        let start = comment.start as usize;
        let signs: Vec<(usize, usize)> = marks(words).collect();
        for (at, (sign, up)) in signs.iter().enumerate() {
            let end = signs.get(at + 1).map_or(words.len(), |it| it.0);
            let span = start + sign..start + end;
            let words = words[sign + SIGN.len() + up..end].trim();
            let line = number.checked_sub(*up).filter(|it| *it > 0);
            let read = line.ok_or("the mark points above the first line").and_then(|line| mark(words, line, span));
            found.marks.push(read.map_err(told)?);
        }
    }
    Ok(found)
}

/// `rule (reading): start of the message`
fn mark(words: &str, line: usize, span: std::ops::Range<usize>) -> Result<Expectation, &'static str> {
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
    Ok(Expectation { line, rule: rule.to_owned(), reading, message: message.trim().to_owned(), span })
}

/// How findings and marks differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkDifference {
    /// Findings that no mark expects: line, the words of that line, the mark that would.
    pub unmarked: Vec<ExpectedFinding>,
    /// Marks that no finding meets, by their place among the marks.
    pub unmet: Vec<(usize, ExpectedFinding)>,
    /// Failures of the tool.
    pub errors: Vec<String>,
    /// The rules whose findings were expected, and found.
    pub exercised: Vec<RuleId>,
}

/// A finding as a mark writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedFinding {
    /// The line of the finding, from 1; 0 for one in another text.
    pub line: usize,
    /// The words of that line.
    pub words: String,
    /// `rule (reading): message`
    pub mark: String,
}

impl MarkDifference {
    /// Whether everything is as expected.
    pub fn is_none(&self) -> bool {
        self.unmarked.is_empty() && self.unmet.is_empty() && self.errors.is_empty()
    }
}

/// A mark as it stands behind its sign.
fn written(rule: &str, reading: Option<&str>, message: &str) -> String {
    let reading = reading.map_or_else(String::new, |it| format!(" ({it})"));
    let message = if message.is_empty() { String::new() } else { format!(": {message}") };
    format!("{rule}{reading}{message}")
}

/// The mark that expects a finding: it says as much of it as can be read back from a comment.
fn writable(finding: &Diagnostic) -> String {
    let (reading, message) = (finding.reading.as_ref().map(|it| &*it.words), plain(&finding.message));
    let forms = [(reading, message), (None, message), (reading, ""), (None, "")];
    let is_read_back = |(reading, message): &(Option<&str>, &str)| {
        let words = written(&finding.rule, *reading, message);
        let read = mark(&words, 1, 0..0);
        plain(&words) == words
            && read
                .is_ok_and(|it| it.rule == finding.rule && it.reading.as_deref() == *reading && it.message == *message)
    };
    let (reading, message) = forms.into_iter().find(is_read_back).unwrap_or((None, ""));
    written(&finding.rule, reading, message)
}

/// Compares findings with marks: every finding must be marked, every mark met.
pub fn compare(source: &Source, report: &Report, marks: &[Expectation]) -> MarkDifference {
    let lines = LineIndex::new(&source.text);
    let mut open: Vec<usize> = (0..marks.len()).collect();
    let mut difference = MarkDifference::default();
    difference
        .errors
        .extend(report.internal_errors.iter().map(|it| format!("internal error in {}: {}", it.part, it.words)));
    let words = |line: usize| line.checked_sub(1).map_or("", |it| lines.span(it).of(&source.text).trim()).to_owned();
    for finding in &report.findings {
        let line = if finding.primary.file == source.file { lines.line(finding.primary.span.start) + 1 } else { 0 };
        let name = finding.rule.split_once('/').map_or(&*finding.rule, |(_, name)| name);
        let meets = |at: &usize| {
            let mark = &marks[*at];
            mark.line == line
                && (mark.rule == finding.rule || mark.rule == name)
                && finding.message.starts_with(&mark.message)
                && mark.reading.as_ref().is_none_or(|it| finding.reading.as_ref().is_some_and(|own| own.words == *it))
        };
        if let Some(at) = open.iter().position(meets) {
            open.remove(at);
            difference.exercised.push(finding.rule.clone());
        } else {
            let mark = writable(finding);
            difference.unmarked.push(ExpectedFinding { line, words: words(line), mark });
        }
    }
    for at in open {
        let Expectation { line, rule, reading, message, .. } = &marks[at];
        let mark = written(rule, reading.as_deref(), message);
        difference.unmet.push((at, ExpectedFinding { line: *line, words: words(*line), mark }));
    }
    difference
}

/// The text with marks that are met: those that no finding meets are taken out, those that are missing stand below their
/// lines. `None` if a finding has no place to be marked: it stands in another text, or in prose without end.
pub fn updated(text: &str, marks: &[Expectation], difference: &MarkDifference) -> Option<String> {
    let gone: Vec<bool> = (0..marks.len()).map(|at| difference.unmet.iter().any(|it| it.0 == at)).collect();
    let index = LineIndex::new(text);
    let spans = (0..index.lines()).map(|it| index.span(it)).filter(|it| !it.is_empty());
    let mut lines: Vec<String> = Vec::new();
    // For each line of the old text, where it stands now; a line that held nothing but marks is gone with them.
    let mut now: Vec<Option<usize>> = Vec::new();
    let mut of_lines = marks.iter().zip(&gone).peekable();
    for span in spans {
        let mut left = String::new();
        let mut from = span.start as usize;
        let (mut has_marks, mut has_lost) = (false, false);
        while let Some((mark, gone)) = of_lines.next_if(|it| it.0.span.start < span.end as usize) {
            has_marks = true;
            if *gone {
                left.push_str(&text[from..mark.span.start]);
                has_lost = true;
            } else {
                // It points as far up as its line is now.
                left.push_str(&text[from..mark.span.start]);
                let target = now.get(mark.line - 1).copied().flatten().unwrap_or(lines.len());
                let words = text[mark.span.start + 2..mark.span.end].trim_start_matches('^');
                left.extend(["#~", &"^".repeat(lines.len() - target), words]);
            }
            from = mark.span.end;
        }
        left.push_str(&text[from..span.end as usize]);
        if has_lost {
            left = format!("{}{}", left.trim_end(), line_end(&left));
        }
        if has_marks && left.trim().is_empty() {
            now.push(None);
        } else {
            now.push(Some(lines.len()));
            lines.push(left);
        }
    }
    let mut takes = taking(&lines);
    let of_text = line_ending(text);
    let mut wanted: Vec<&ExpectedFinding> = difference.unmarked.iter().collect();
    wanted.sort_by_key(|it| std::cmp::Reverse(it.line));
    for expectation in wanted {
        // What stood in a mark that is gone is gone too.
        let Some(line) = *now.get(expectation.line.checked_sub(1)?)? else { continue };
        let indent: String = lines[line].chars().take_while(|it| matches!(it, ' ' | '\t')).collect();
        // Behind the line, behind the marks that stand there, behind prose that goes on.
        let is_mark = |at: usize| lines.get(at).is_some_and(|it| it.trim_start().starts_with("#~"));
        let after = (line + 1..=lines.len()).find(|at| takes[*at] && !is_mark(*at))?;
        let carets = "^".repeat(after - line);
        if line_end(&lines[after - 1]).is_empty() {
            lines[after - 1].push_str(of_text);
        }
        lines.insert(after, format!("{indent}#~{carets} {}{of_text}", expectation.mark));
        takes.insert(after, true);
    }
    Some(lines.concat())
}

/// What ends a line.
fn line_end(line: &str) -> &str {
    &line[line.trim_end_matches(['\n', '\r']).len()..]
}

/// For each line, and for the end, whether a comment that is put before it is one, and no part of a text in quotes.
fn taking(lines: &[String]) -> Vec<bool> {
    let (mut text, mut starts) = (String::new(), Vec::with_capacity(lines.len() + 1));
    for line in lines.iter().map(String::as_str).chain([""]) {
        starts.push(text.len() as u32);
        text.extend(["#~\n", line]);
    }
    let comments = syntax::comments(&text);
    starts.iter().map(|start| comments.binary_search_by_key(start, |it| it.start).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::diagnostic::{HoldsIn, Severity};
    use crate::engine;
    use crate::source::{FileId, Span};

    fn difference(text: &str) -> (Expectations, MarkDifference) {
        let source = Source::new(FileId(0), "draft.treaty", text);
        let report = engine::check(&source, &Settings::all(), &|_| None);
        let marks = read(text).expect("marks");
        let difference = compare(&source, &report, &marks.marks);
        (marks, difference)
    }

    #[test]
    fn a_mark_says_no_more_than_can_be_read_back() {
        let written = |message: &str, reading: Option<&str>| {
            let mut finding = Diagnostic::new("a/b", Severity::Error, FileId(0), Span::default(), message);
            finding.reading =
                reading.map(|words| HoldsIn { words: words.to_owned(), readings: 1, of: 2, turns_on: Vec::new() });
            writable(&finding)
        };
        assert_eq!(written("`x` (one) is: two", None), "a/b: `x` (one) is: two");
        assert_eq!(written("`x`\u{202E} turns", Some("where (it) holds")), "a/b (where (it) holds): `x`");
        assert_eq!(written("\u{1b}[31m", None), "a/b");
        assert_eq!(written("a #~ b", None), "a/b: a");
        assert_eq!(written("is (so): there", Some("where it holds")), "a/b: is (so): there");
        for hidden in
            ['\u{7f}', '\u{9b}', '\u{61c}', '\u{200b}', '\u{200f}', '\u{2028}', '\u{2066}', '\u{85}', '\r', '\u{feff}']
        {
            assert_eq!(plain(&format!("a {hidden}b")), "a", "{hidden:?}");
        }
    }

    #[test]
    fn marks_keep_the_ends_of_lines() {
        let text = "party UKR \"Ukraine\" is benficiary\r\nparty UKR \"Ukraine\" is guarantor";
        let (marks, found) = difference(text);
        let new = updated(text, &marks.marks, &found).expect("every finding has a place");
        assert_eq!(new.matches("\r\n").count(), new.matches('\n').count(), "{new:?}");
    }

    #[test]
    fn words_in_quotes_are_no_marks() {
        let text = "treaty \"x #~ puffery\" {\n  text \"\"\"\n  #@ rules: all\n  #~ wrong\n  \"\"\"\n}\n";
        let marks = read(text).expect("marks");
        assert!(marks.marks.is_empty() && marks.rules.is_none(), "{marks:?}");
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
