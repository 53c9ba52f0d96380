//! Suppressions: which findings a comment of the draft allows, and which comments are no good.

use super::allowing::OF_COMMENTS;
use super::{Report, Visit, lines};
use crate::config::{Settings, rule_named};
use crate::diagnostic::suppress::{self, AllowComment, AllowScope};
use crate::diagnostic::unread::{Meant, unread};
use crate::diagnostic::{Diagnostic, Severity, Suppression};
use crate::rules;
use crate::source::{Source, Span};
use rustc_hash::FxHashMap;

/// Moves what the draft allows from the findings to the suppressed, and reports comments that are no good.
pub(super) fn suppress(source: &Source, comments: &[Span], settings: &Settings, report: &mut Report) {
    let unread = unread(&source.text, comments, &|word| rule_named(settings.rules(), word).is_ok());
    if unread.is_empty() && !source.text.contains("vattel:") {
        return;
    }
    let lines = lines(source);
    let allows = suppress::read(&source.text, comments, &lines);
    let mut complaints = Vec::new();
    let mut print_error = |rule, span, message: String, help: String| {
        let mut finding = Diagnostic::new(rule, Severity::Warning, source.file, span, message);
        finding.help(help);
        complaints.extend(settings.weigh(&mut finding).then_some(finding));
    };
    for (span, meant) in unread {
        let (message, help) = match meant {
            Meant::Allow => (
                "the comment resembles a suppression but is not read as one",
                "write `# vattel: allow(rule) reason` in small letters, with nothing before it",
            ),
            Meant::Format => (
                "the comment resembles a directive for `vattel fmt` but is not read as one",
                "write `# vattel: fmt off` or `# vattel: fmt on`, and nothing else",
            ),
        };
        print_error("suppression/unread", span, message.to_owned(), help.to_owned());
    }
    // Each word of each comment that counts: the rule, its place, the comment, and whether it was of use.
    let mut live: Vec<(usize, Span, &AllowComment<'_>, bool)> = Vec::new();
    for allow in &allows {
        for (word, span) in &allow.rules {
            match rule_named(settings.rules(), word) {
                Ok(_) if allow.reason.is_empty() => {}
                Ok(at) if settings.rules()[at].id.starts_with(OF_COMMENTS) => print_error(
                    "suppression/needless",
                    *span,
                    format!("`{word}` concerns suppressions, and cannot itself be suppressed"),
                    "correct the comment concerned".to_owned(),
                ),
                Ok(at) if !settings.rules()[at].is_ignorable() => print_error(
                    "suppression/needless",
                    *span,
                    format!("the suite of `{word}` does not permit its findings to be suppressed"),
                    "fix the draft, or change the suite".to_owned(),
                ),
                Ok(at) => live.push((at, *span, allow, false)),
                Err(unknown) if rules::categories().any(|it| it == *word) => print_error(
                    "suppression/unknown-rule",
                    *span,
                    format!("`{}` is a category, but a comment suppresses individual rules", unknown.name),
                    "name the rule given in the finding".to_owned(),
                ),
                Err(unknown) => print_error(
                    "suppression/unknown-rule",
                    *span,
                    format!("no rule is called `{word}`"),
                    unknown
                        .suggestion
                        .map_or("`vattel rules` lists the rules".to_owned(), |it| format!("did you mean `{it}`?")),
                ),
            }
        }
        if allow.reason.is_empty() {
            print_error(
                "suppression/unexplained",
                allow.span,
                "the comment gives no reason, and so suppresses nothing".to_owned(),
                "state the reason after the parenthesis".to_owned(),
            );
        }
    }
    // By rule and line, since there may be as many comments as findings.
    let mut places: FxHashMap<(&str, Option<usize>), Vec<usize>> = FxHashMap::default();
    for (number, (at, _, allow, _)) in live.iter().enumerate() {
        let row = match allow.scope {
            AllowScope::File => None,
            AllowScope::Line(row) => Some(row),
        };
        places.entry((&settings.rules()[*at].id, row)).or_default().push(number);
    }
    let findings = std::mem::take(&mut report.findings);
    for mut finding in findings {
        let row = Some(lines.line(finding.primary.span.start));
        let allowed = finding.ignorable && finding.primary.file == source.file;
        let here = [None, row].into_iter().filter(|_| allowed).filter_map(|it| places.get(&(&*finding.rule, it)));
        for number in here.flatten() {
            let (_, _, allow, used) = &mut live[*number];
            *used = true;
            finding.allowance = Some(Suppression { in_draft: true, reason: allow.reason.to_owned() });
        }
        if finding.allowance.is_some() { &mut report.suppressed } else { &mut report.findings }.push(finding);
    }
    // A finding is gone where every reading was read, and by every rule.
    let whole = report.readings.as_ref().is_none_or(Visit::is_exhaustive);
    let certain = whole && report.refused.is_none() && report.internal_errors.is_empty();
    for (at, span, _, _) in live.iter().filter(|(at, _, _, used)| certain && !used && settings.level(*at).is_some()) {
        print_error(
            "suppression/needless",
            *span,
            format!("`{}` reports nothing here to suppress", settings.rules()[*at].id),
            "remove it: no finding matches it".to_owned(),
        );
    }
    report.findings.append(&mut complaints);
}
