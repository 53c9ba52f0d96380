//! What could not be read, in the drafter's words.
//!
//! The recogniser never fails on a whole file; it leaves broken parts behind. Each is read a second time, alone, with
//! the rule of the list it stands in, to learn how far it makes sense and what was expected there.

use std::sync::Mutex;

use pest::Parser;
use pest::error::InputLocation;

use super::ast::UnitKind;
use super::clauses::{AllowedIn, BODY, CLAUSES, PLACE, keywords};
use super::grammar::{Grammar, Rule};
use super::lexer::{Lexer, TokenKind, is_word_byte};
use super::lower::{FaultKind, ListRule, UnreadablePart, is_reserved};
use super::number::{self, NumberError};
use super::passage::{beginning_on_one_line, in_backticks, on_one_line};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::source::{FileId, Span};

/// How many broken parts of a file get the second look. Beyond that a file is no draft, and each look costs.
const SECOND_LOOKS: usize = 64;

/// How much of a broken part is read again.
const FRAGMENT: usize = 2_000;

/// So much of a head, or of a broken part, is shown.
const SHOWN: usize = 60;

/// Turns what could not be read into findings.
pub(super) fn explain(file: FileId, text: &str, faults: &[UnreadablePart]) -> Vec<Diagnostic> {
    let mut looks = 0;
    let mut findings = Vec::with_capacity(faults.len());
    let mut value_missing: Option<Span> = None;
    let mut stray: Option<Span> = None;
    for fault in faults {
        match fault.kind {
            FaultKind::Reserved => {
                value_missing = Some(fault.span);
                findings.push(missing_value(file, text, fault.span));
            }
            FaultKind::Broken(listed) => {
                // What follows a missing value on its line falls with it: one cause, one finding.
                let same_line = |word: Span| {
                    word.end <= fault.span.start && !Span::new(word.end, fault.span.start).of(text).contains('\n')
                };
                if value_missing.is_some_and(same_line) {
                    continue;
                }
                for part in misspelt_lines(text, fault.span, listed) {
                    looks += 1;
                    findings.push(broken(file, text, part, listed, looks <= SECOND_LOOKS));
                }
            }
            FaultKind::StrayBrace => {
                // A run of them is one slip.
                let runs_on =
                    stray.is_some_and(|last| Span::new(last.end, fault.span.start).of(text).trim().is_empty());
                stray = Some(fault.span);
                if !runs_on {
                    findings.push(structural(file, text, fault.span, fault.kind));
                }
            }
            FaultKind::Misplaced(outer) => findings.push(misplaced(file, text, fault.span, outer)),
            FaultKind::OutOfRange(range) => findings.push(out_of_range(file, text, fault.span, range)),
            kind => findings.push(structural(file, text, fault.span, kind)),
        }
    }
    findings
}

fn missing_value(file: FileId, text: &str, word: Span) -> Diagnostic {
    if word.of(text) == "TBD" {
        let message = "`TBD` cannot be a name";
        let mut finding = Diagnostic::new("syntax/reserved-word", Severity::Error, file, word, message);
        finding.help("give the thing a name; what is not yet known about it can be `TBD`");
        return finding;
    }
    let message = format!("a value is missing before `{}`", word.of(text));
    let mut finding = Diagnostic::new("syntax/reserved-word", Severity::Error, file, word, message);
    finding
        .help(format!("`{}` is never a name; give the value, or write `TBD` where it is not yet known", word.of(text)));
    finding
}

fn out_of_range(file: FileId, text: &str, span: Span, range: NumberError) -> Diagnostic {
    /// So much of a number is shown.
    const NUMBER: usize = 32;
    let words = on_one_line(span.of(text));
    let shown = in_backticks(&words, NUMBER);
    let message = if number::is_grouped(&words) {
        format!("{shown} is out of range: {}", range.words())
    } else {
        format!("{shown} can be read in two ways: commas separate groups of three digits, a full stop the decimals")
    };
    let mut finding = Diagnostic::new("syntax/out-of-range", Severity::Error, file, span, message);
    finding
        .here("treated as unknown")
        .help("write the number that is meant; until then what depends on it is not examined");
    finding
}

fn structural(file: FileId, text: &str, span: Span, kind: FaultKind) -> Diagnostic {
    let words = span.of(text);
    let (rule, message, help) = match kind {
        FaultKind::MissingBrace => (
            "syntax/missing-brace",
            format!("`{words}` is opened but never closed"),
            "close it with `}`; it was taken to end where the next head stands",
        ),
        FaultKind::MissingBracket => (
            "syntax/missing-brace",
            "a square bracket is opened here but never closed".to_owned(),
            "close it with `]`; it was taken to end with the provision",
        ),
        FaultKind::StrayBrace => (
            "syntax/stray-brace",
            "this `}` closes nothing".to_owned(),
            "remove it, or open the block that it should close",
        ),
        _ => (
            "syntax/stray-brace",
            format!("this `{}` belongs to no square bracket", words.trim()),
            "remove it, or open the bracket with `[`",
        ),
    };
    let mut finding = Diagnostic::new(rule, Severity::Error, file, span, message);
    finding.help(help);
    finding
}

fn misplaced(file: FileId, text: &str, head: Span, outer: UnitKind) -> Diagnostic {
    let outer = with_article(outer.as_str());
    let head_words = in_backticks(&beginning_on_one_line(head.of(text), SHOWN), SHOWN);
    let message = format!("{head_words} stands within {outer}");
    let mut finding = Diagnostic::new("syntax/misplaced-provision", Severity::Warning, file, head, message);
    finding.help(format!(
        "close {outer} with `}}` before it; what an article holds is divided into paragraphs and points"
    ));
    finding
}

/// What the second look found.
pub(super) struct Probe {
    /// Where the text stops making sense, in the whole text.
    pub(super) at: u32,
    /// The signs and words that could have stood there.
    pub(super) expected: Vec<String>,
}

fn broken(file: FileId, text: &str, span: Span, listed: ListRule, second_look: bool) -> Diagnostic {
    let rule = match listed {
        ListRule::Item => "syntax/unreadable-provision",
        _ => "syntax/unreadable-clause",
    };
    let first = word_at(text, span.start, span.end);
    if let Some(quote) = open_quote(text, span) {
        let (message, help) = if text[quote.start as usize..].starts_with("\"\"\"") {
            ("the prose that begins here is never closed", "close it with `\"\"\"`")
        } else {
            (
                "the quotation that begins here is not closed on its line",
                "close it with `\"` on the same line; longer texts stand in `\"\"\"` in a `text` clause",
            )
        };
        let mut finding = Diagnostic::new("syntax/unreadable-text", Severity::Error, file, quote, message);
        finding.help(help);
        return left_out(finding, span, listed);
    }
    if listed != ListRule::Item && begins_item(first.of(text)) && span.of(text).contains('{') {
        let head = span.of(text).split('{').next().unwrap_or_default();
        let place = list_of(listed).map_or_else(|| "a list of lines".to_owned(), |it| it.1);
        let message = format!("`{}` stands within {place}", first_line(head));
        let mut finding = Diagnostic::new(rule, Severity::Error, file, first, message);
        finding.help("close that with `}` before it");
        return left_out(finding, span, listed);
    }
    if let Some(finding) = unknown_first_word(file, text, first, span.end, listed, rule) {
        return left_out(finding, span, listed);
    }
    let look = if second_look { look(text, span, listed) } else { None };
    let Some(look) = look else {
        let what = first_line(span.of(text));
        let mut finding = Diagnostic::new(rule, Severity::Error, file, first, format!("`{what}` cannot be read here"));
        finding.help(format!("{} stands here; see `vattel explain {rule}`", plural(listed)));
        return left_out(finding, span, listed);
    };
    let found = word_at(text, look.at, span.end);
    let before = word_before(text, span.start, look.at);
    if let Some(joined) = before.filter(|it| matches!(it.of(text), "and" | "or"))
        && starts_with_capital(found.of(text))
        && matches!(
            first.of(text),
            "decided" | "decides" | "by" | "subject" | "convened" | "findings" | "authorised" | "head"
        )
    {
        let (joint, name) = (joined.of(text), found.of(text));
        let message = format!(
            "`{name}` cannot be joined by `{joint}`: a body or actor decides by its bare name only when it decides alone"
        );
        let mut finding = Diagnostic::new(rule, Severity::Error, file, joined.to(found), message);
        finding.help(format!(
            "write `determination of … {joint} determination of {name}`; actors that vote are joined by commas"
        ));
        return left_out(finding, span, listed);
    }
    let mut finding = if found.is_empty() {
        let last = before.unwrap_or(first);
        if last == first && keywords(None).any(|it| first_word(it) == first.of(text)) {
            let message = format!("`{}` begins a clause, but nothing follows it", first.of(text));
            let mut finding = Diagnostic::new(rule, Severity::Error, file, first, message);
            finding.help(format!(
                "give its value; as the object of a sentence write it in quotes: `\"{}\"`",
                first.of(text)
            ));
            return finding;
        }
        let message =
            format!("the text ends after `{}`, where {} was expected", last.of(text), listing(&look.expected));
        Diagnostic::new(rule, Severity::Error, file, last, message)
    } else {
        let message = format!("`{}` cannot stand here: expected {}", found.of(text), listing(&look.expected));
        Diagnostic::new(rule, Severity::Error, file, found, message)
    };
    if within_bracket(text, span, look.at) {
        finding.help(format!(
            "square brackets cannot stand here: put them round {}, with a text for each side",
            match listed {
                ListRule::Item => "the whole part",
                _ => "the whole clause",
            }
        ));
    } else if matches!(found.of(text), "and" | "or") && before.is_some_and(|it| starts_with_capital(it.of(text))) {
        finding.help("actors are joined by commas; `and` and `or` join votes, conditions and occasions");
    } else if let Some((wrong, right)) = near_miss(text, found, before, &look.expected) {
        finding.did_you_mean(wrong, wrong.of(text), &right);
    } else if look.expected.iter().any(|it| it == "{") && starts_with_capital(found.of(text)) {
        finding.help("the name of a provision begins with a small letter; capitals are for what the draft declares");
    } else if super::lower::is_reserved(found.of(text)) && before.is_some() {
        finding.help(format!("a value is missing before `{}`; write `TBD` where it is not yet known", found.of(text)));
    }
    left_out(finding, span, listed)
}

/// Whether what can't be read is a bracket, or the first of what stands in one that follows a word.
fn within_bracket(text: &str, span: Span, at: u32) -> bool {
    let before = Span::new(span.start, at).of(text);
    if text[at as usize..].starts_with('[') {
        return !before.trim_end().is_empty();
    }
    let Some(open) = before.rfind(['[', ']', '|']).filter(|it| before[*it..].starts_with('[')) else { return false };
    before[..open].split_whitespace().next_back() == Some("otherwise")
}

/// A clause or item whose first word is none of the language's.
fn unknown_first_word(
    file: FileId,
    text: &str,
    first: Span,
    end: u32,
    listed: ListRule,
    rule: &'static str,
) -> Option<Diagnostic> {
    let word = first.of(text);
    if matches!(word, "and" | "or") {
        let message = format!("`{word}` cannot stand here: nothing before it can be joined to what follows");
        let mut finding = Diagnostic::new(rule, Severity::Error, file, first, message);
        finding.help("actors are joined by commas; `and` and `or` join votes, conditions and occasions");
        return Some(finding);
    }
    if word.is_empty() || starts_with_capital(word) || !word.as_bytes()[0].is_ascii_alphabetic() {
        return None;
    }
    let (home, place) = list_of(listed)?;
    let candidates = first_words(listed);
    if candidates.contains(&word) || keywords(None).any(|it| first_word(it) == word) {
        return None;
    }
    // `of` is no slip of the pen for `if`.
    let near = if is_reserved(word) { None } else { nearest(word, candidates.iter().copied()) };
    let alone = Span::new(first.end, end).of(text).trim().is_empty();
    if near.is_none() && listed != ListRule::Item && !alone && !second_word_is_plain(text, first) {
        return None;
    }
    let what = if home.is_some() { "a clause of" } else { "a part of" };
    let mut finding =
        Diagnostic::new(rule, Severity::Error, file, first, format!("`{word}` does not begin {what} {place}"));
    if let Some(near) = near {
        finding.did_you_mean(first, word, near);
    } else if let Some(home) = home {
        // Those first that few other provisions take.
        let mut words: Vec<_> =
            CLAUSES.iter().filter(|it| it.home.admits(home) && !it.text().starts_with("a ")).collect();
        words.sort_by_key(|it| it.home.provisions().count());
        let words: Vec<String> = words.iter().take(8).map(|it| format!("`{}`", it.text())).collect();
        let take = if place == "sanctions" { "take" } else { "takes" };
        finding.help(format!("{place} {take} clauses such as {}", words.join(", ")));
    } else {
        finding.help("a draft holds parties, groups, areas, articles, provisions and final clauses");
    }
    Some(finding)
}

/// The first quote of a part that is not closed.
fn open_quote(text: &str, span: Span) -> Option<Span> {
    let lost = Lexer::new(span.of(text)).find(|it| it.kind == TokenKind::LostQuote)?.span;
    // Of prose without an end the first two quotes are a quotation of nothing.
    let prose = if span.of(text)[..lost.start as usize].ends_with("\"\"") { 2 } else { 0 };
    Some(Span::new(span.start + lost.start - prose, span.start + lost.end))
}

/// Where the entries of a list belong, and how a message calls the place.
fn list_of(listed: ListRule) -> Option<(Option<AllowedIn>, String)> {
    Some(match listed {
        ListRule::Clause(kind) => (Some(AllowedIn::provision(kind)), with_article(kind.as_str())),
        ListRule::Final(kind) => (Some(AllowedIn::provision(kind)), format!("{} clause", with_article(kind.as_str()))),
        ListRule::Seat => (Some(BODY), "a body".to_owned()),
        ListRule::Extent => (Some(PLACE), "an area, zone or line".to_owned()),
        ListRule::Item => (None, "a draft".to_owned()),
        ListRule::Rung | ListRule::Step | ListRule::Assumption | ListRule::Fact => return None,
    })
}

/// The words that entries of a list begin with.
fn first_words(listed: ListRule) -> Vec<&'static str> {
    let Some((home, _)) = list_of(listed) else { return Vec::new() };
    let Some(home) = home else { return ITEM_WORDS.to_vec() };
    let mut words: Vec<&str> = keywords(Some(home)).map(first_word).collect();
    words.extend(["within", "each", "jointly", "forthwith", "immediately"]);
    words
}

/// The parts of a skipped text: a line that begins with a slip of a clause's first word is a part of its own.
fn misspelt_lines(text: &str, span: Span, listed: ListRule) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    let words = span.of(text);
    if words.len() <= FRAGMENT && listed != ListRule::Item && words.contains('\n') {
        let candidates = first_words(listed);
        for (at, _) in words.match_indices('\n') {
            let word = word_at(text, span.start + at as u32, span.end);
            if nearest(word.of(text), candidates.iter().copied()).is_some() && !candidates.contains(&word.of(text)) {
                parts.push(Span::new(start, start + text[start as usize..word.start as usize].trim_end().len() as u32));
                start = word.start;
            }
        }
    }
    parts.push(Span::new(start, span.end));
    parts
}

fn second_word_is_plain(text: &str, first: Span) -> bool {
    let rest = text[first.end as usize..].trim_start();
    rest.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '"')
}

/// Whether an item of a draft begins with a word.
pub(super) fn begins_item(word: &str) -> bool {
    ITEM_WORDS.contains(&word)
}

const ITEM_WORDS: &[&str] = &[
    "party",
    "state",
    "organization",
    "body",
    "forces",
    "office",
    "instrument",
    "group",
    "term",
    "milestone",
    "assume",
    "preamble",
    "article",
    "point",
    "paragraph",
    "section",
    "chapter",
    "annex",
    "protocol",
    "letter",
    "minute",
    "notes",
    "area",
    "zone",
    "line",
    "trigger",
    "obligation",
    "prohibition",
    "permission",
    "guarantee",
    "assurance",
    "deployment",
    "limit",
    "ceasefire",
    "verification",
    "sanctions",
    "supply",
    "consultation",
    "ladder",
    "forfeiture",
    "sequence",
    "status",
    "entry-into-force",
    "provisional-application",
    "accession",
    "duration",
    "renewal",
    "withdrawal",
    "suspension",
    "amendment",
    "disputes",
    "interpretation",
    "reservations",
    "relation",
    "registration",
    "text",
    "scenario",
    "draft",
    "version",
    "signed",
    "stage",
    "form",
    "languages",
    "treaty",
    "weights",
];

fn plural(listed: ListRule) -> &'static str {
    match listed {
        ListRule::Clause(_) => "a clause of the provision",
        ListRule::Rung => "a rung of the ladder",
        ListRule::Step => "a step such as `A before B`",
        ListRule::Assumption => "an assumption such as `potential aggressor RUS against UKR`",
        ListRule::Seat => "a clause of the body",
        ListRule::Extent => "a clause of the area, zone or line",
        ListRule::Final(_) => "a clause of the final clause",
        ListRule::Fact => "`assuming …`, `pace …`, `given …` or `expect …`",
        ListRule::Item => "a declaration, article or provision",
    }
}

fn left_out(mut finding: Diagnostic, span: Span, listed: ListRule) -> Diagnostic {
    if finding.primary.span != span {
        let what = if listed == ListRule::Item { "this part is" } else { "this clause is" };
        finding.label(span, format!("{what} left out of the check"));
    }
    finding
}

/// Reads a broken part again and says how far it went. Pest's detail switch is global, so looks come one at a time;
/// a parse elsewhere that runs meanwhile is slower, and the same.
pub(super) fn look(text: &str, span: Span, listed: ListRule) -> Option<Probe> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let end = floor_char(text, (span.start as usize + FRAGMENT).min(span.end as usize));
    let fragment = &text[span.start as usize..end];
    let rule = match listed {
        ListRule::Clause(_) => Rule::only_clause,
        ListRule::Rung => Rule::only_rung,
        ListRule::Step | ListRule::Assumption => Rule::only_step,
        ListRule::Seat => Rule::only_seat,
        ListRule::Extent => Rule::only_extent,
        ListRule::Final(_) => Rule::only_final,
        ListRule::Fact => Rule::only_fact,
        ListRule::Item => Rule::only_item,
    };
    let guard = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    pest::set_error_detail(true);
    let result = Grammar::parse(rule, fragment);
    pest::set_error_detail(false);
    drop(guard);
    let error = result.err()?;
    let (at, expected) = match error.parse_attempts() {
        Some(attempts) => {
            (attempts.max_position, attempts.expected_tokens().iter().map(ToString::to_string).collect::<Vec<_>>())
        }
        None => match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => (at, Vec::new()),
        },
    };
    // A word half read is a word not understood.
    let mut at = at.min(fragment.len());
    while at > 0
        && at < fragment.len()
        && is_word_byte(fragment.as_bytes()[at])
        && is_word_byte(fragment.as_bytes()[at - 1])
    {
        at -= 1;
    }
    Some(Probe { at: span.start + at as u32, expected })
}

/// What was expected, as a drafter would say it.
fn listing(expected: &[String]) -> String {
    let mut said: Vec<String> = Vec::new();
    let has = |word: &str| expected.iter().any(|it| it == word);
    if has("unanimity") || has("majority") {
        said.push("a decision such as `unanimity of guarantors` or `consent of UKR`".to_owned());
    }
    if has("A..Z") {
        said.push("a name with a capital such as `UKR`".to_owned());
    }
    if has("guarantors") && !has("unanimity") {
        said.push("actors such as `guarantors`".to_owned());
    }
    if has("\"") && !has("unanimity") {
        said.push("quoted words".to_owned());
    }
    if has("0..9") && !has("unanimity") {
        said.push("a number".to_owned());
    }
    if has("shall") {
        said.push("operative words such as `shall`, `may` or `shall not`".to_owned());
    }
    let broad = ["unanimity", "guarantors", "shall"].iter().any(|it| has(it));
    let mut words: Vec<&String> = expected
        .iter()
        .filter(|it| it.len() > 1 && it.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
        .collect();
    words.sort();
    words.dedup();
    if !broad && words.len() <= 8 {
        said.extend(words.iter().map(|word| format!("`{word}`")));
    }
    for sign in ["{", "}", "]", ")", ":", "="] {
        if has(sign) && said.len() < 5 {
            said.push(format!("`{sign}`"));
        }
    }
    match said.len() {
        0 if words.is_empty() => "the next clause".to_owned(),
        0 => format!(
            "{} or the like",
            words.iter().take(4).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        ),
        1 => said.remove(0),
        _ => {
            let last = said.pop().unwrap_or_default();
            format!("{} or {last}", said.join(", "))
        }
    }
}

/// Words that begin a vote: what a misspelt one may have meant even where it was read as something else.
const VOTES: &[&str] = &[
    "unanimity",
    "consensus",
    "majority",
    "two-thirds",
    "three-quarters",
    "three-fifths",
    "consent",
    "request",
    "approval",
    "determination",
    "recommendation",
    "recognition",
    "agreement",
    "performance",
    "automatic",
];

fn near_miss(text: &str, found: Span, before: Option<Span>, expected: &[String]) -> Option<(Span, String)> {
    let letters = |it: &&str| it.len() > 2 && it.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let words = || expected.iter().map(String::as_str).filter(letters);
    if let Some(right) = nearest(found.of(text), words().chain(VOTES.iter().copied())) {
        return Some((found, right.to_owned()));
    }
    let before = before?;
    let word = before.of(text);
    (!VOTES.contains(&word)).then_some(())?;
    nearest(word, VOTES.iter().copied()).map(|right| (before, right.to_owned()))
}

fn nearest<'w>(word: &str, among: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    diagnostic::nearest(word, among.filter(|it| it.len() > 1 && *it != word))
}

/// A word with its indefinite article.
fn with_article(word: &str) -> String {
    if word == "sanctions" {
        return word.to_owned();
    }
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

fn first_line(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default().trim_end();
    &line[..floor_char(line, SHOWN)]
}

fn floor_char(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn starts_with_capital(word: &str) -> bool {
    word.starts_with(|it: char| it.is_ascii_uppercase())
}

/// The word or sign at a place; empty at the end of the part.
fn word_at(text: &str, at: u32, end: u32) -> Span {
    let part = &text[at as usize..end as usize];
    let skipped = part.len() - part.trim_start().len();
    let part = &part[skipped..];
    let length = match part.bytes().position(|byte| !is_word_byte(byte)) {
        Some(0) => part.chars().next().map_or(0, char::len_utf8),
        Some(length) => length,
        None => part.len(),
    };
    let start = at + skipped as u32;
    Span::new(start, start + length as u32)
}

fn word_before(text: &str, start: u32, at: u32) -> Option<Span> {
    let part = text[start as usize..at as usize].trim_end();
    let end = start + part.len() as u32;
    let from = part.bytes().rposition(|byte| !is_word_byte(byte)).map_or(0, |it| it + 1);
    let from = start + from as u32;
    (from < end && text.is_char_boundary(from as usize)).then(|| Span::new(from, end))
}
