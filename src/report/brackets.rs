//! What is open in a draft, listed: for people, for machines, for documents.

use super::analysis_report::Difference;
use super::diff::{BracketEffect, BracketEffects};
use super::foreign;
use super::place::{self, TextPlaces, bold, wrap};
use super::readings_line;
use crate::diagnostic::{ClausePath, Diagnostic, Edit, Severity, capital};
use crate::engine::{BracketSummary, OpenText, Visit};
use crate::source::{Source, Span};
use crate::syntax::passage::{beginning_on_one_line, in_backticks};
use serde::Serialize;
use std::fmt::Write as _;

/// The version of the JSON shape, which is written down in `docs/schema/brackets.schema.json`.
const VERSION: u32 = 1;

/// So long may the words of a text be that are shown, in characters.
const SHOWN: usize = 72;

/// A draft and what is open in it.
#[derive(Clone, Copy, Debug)]
pub struct DraftBrackets<'a> {
    /// The draft.
    pub source: &'a Source,
    /// Which of its readings were read; none if it has no brackets.
    pub readings: Option<&'a Visit>,
    /// Its brackets.
    pub open: &'a [BracketSummary],
    /// For each bracket, of which clauses an analysis says something else where another of its texts is taken; nothing, if
    /// that was not asked.
    pub effects: &'a [Option<Vec<Difference>>],
    /// For each bracket, what its texts do otherwise, and for whom; nothing, if that was not worked out.
    pub turning: &'a [Option<BracketEffects>],
    /// Where something is still to be agreed: each `TBD`.
    pub holes: &'a [Span],
}

impl DraftBrackets<'_> {
    /// The words of a text on one line, without comments, cut where they are long.
    fn words(&self, text: Span) -> String {
        let words = beginning_on_one_line(text.of(&self.source.text), SHOWN);
        let words = foreign::line(&words);
        if words.is_empty() { "nothing".to_owned() } else { in_backticks(&words, SHOWN) }
    }

    /// Of which clauses an analysis says something else; nothing, if that was not asked.
    fn differences(&self, open: &BracketSummary) -> Option<&[Difference]> {
        self.effects.get(open.number as usize - 1)?.as_deref()
    }

    /// What a bracket's texts do otherwise, and for whom; nothing, if that was not worked out.
    fn turning(&self, open: &BracketSummary) -> Option<&BracketEffects> {
        self.turning.get(open.number as usize - 1)?.as_ref()
    }

    /// What a bracket's texts do otherwise, and for whom, a line each.
    fn effects(&self, open: &BracketSummary) -> Vec<String> {
        let told = |it: &Difference| match &it.clause {
            Some(clause) => format!("{clause} ({})", it.sections.join(", ")),
            None => format!("the draft as a whole ({})", it.sections.join(", ")),
        };
        let analysis = match self.differences(open) {
            Some([]) | None => None,
            Some(effects) => {
                Some(format!("the analysis differs: {}", effects.iter().map(told).collect::<Vec<_>>().join("; ")))
            }
        };
        let Some(turning) = self.turning(open) else {
            let unknown = "no finding depends on it; other effects were not examined".to_owned();
            return vec![analysis.unwrap_or(unknown)];
        };
        let effect = |it: &BracketEffect| {
            let instead = it.against.as_ref().map_or_else(String::new, |it| format!(" in place of {it}"));
            let only = it.only_with.as_ref().map_or_else(String::new, |it| format!(" (only with {it})"));
            format!("effect of {}{instead}{only}: {}: {}", it.text, it.verdicts, it.sentence)
        };
        let mut lines: Vec<String> = turning.effects.iter().map(effect).collect();
        if lines.is_empty() {
            lines.push(match (turning.all, turning.combinations) {
                (true, _) => "it has no effect on what anybody owes or decides, in any reading".to_owned(),
                (_, 1) => "no effect in the unbracketed reading; other combinations were not examined".to_owned(),
                (_, count) => format!("no effect in the {count} combinations with other brackets that were examined"),
            });
            lines.extend(analysis);
        }
        lines
    }

    /// `11 unresolved points, one word interpreted in two ways`
    fn count(&self) -> String {
        let interpretations = self.open.iter().filter(|it| it.interpretation).count();
        let points = match self.open.len() - interpretations + self.holes.len() {
            0 => "nothing is unresolved".to_owned(),
            1 => "one unresolved point".to_owned(),
            count => format!("{count} unresolved points"),
        };
        match interpretations {
            0 => points,
            1 => format!("{points}, one word interpreted in two ways"),
            count => format!("{points}, {count} words interpreted in several ways"),
        }
    }
}

/// What a bracket is about.
fn heading(open: &BracketSummary) -> &'static str {
    match (open.interpretation, open.insertion) {
        (true, _) => "interpretations of agreed words",
        (false, true) => "a proposal to insert",
        (false, false) => "alternatives",
    }
}

/// What turns on a text, as a list of what it does and what with. Of two rival texts each clears what the other adds, so that
/// only proposals say what they clear.
fn turns<'o>(open: &BracketSummary, text: &'o OpenText) -> Vec<(&'static str, &'o Diagnostic)> {
    let verb = if open.insertion { "adds" } else { "brings" };
    let adds = text.adds.iter().map(move |it| (verb, it));
    let clears = text.clears.iter().filter(|_| open.insertion || open.texts.len() > 2).map(|it| ("removes", it));
    adds.chain(clears).collect()
}

/// For people.
pub fn full(listed: DraftBrackets<'_>, color: bool, width: usize) -> String {
    let places = TextPlaces::new(listed.source);
    let mut out = format!("{}: {}\n", foreign::line(&listed.source.name), listed.count());
    if let Some(readings) = listed.readings {
        let _ = writeln!(out, "{}", foreign::line(&readings_line(readings)));
    }
    for open in listed.open {
        let line = places.of(open.span.start).line;
        let place = open.place.as_ref().map_or_else(String::new, |it| format!("{}, ", it.in_sentence()));
        let within = open.within.as_ref().map_or_else(String::new, |it| format!(", within {it}"));
        let _ = writeln!(
            out,
            "\n{}",
            bold(&foreign::line(&format!("{} {place}line {line}: {}{within}", open.number, heading(open))), color)
        );
        if open.texts.iter().all(|text| turns(open, text).is_empty()) {
            for text in &open.texts {
                proposal(&mut out, listed, text, width);
            }
            for it in listed.effects(open) {
                wrap(&mut out, "", 6, &it, width);
            }
            continue;
        }
        for text in &open.texts {
            proposal(&mut out, listed, text, width);
            for (verb, finding) in turns(open, text) {
                let clause = finding.clause.as_ref().map_or_else(String::new, |it| format!("{it}: "));
                let severity = paint(finding.severity, color);
                let head = format!("{verb} {severity}[{}]", finding.rule);
                wrap(&mut out, &head, 6, &format!("{clause}{}", finding.message), width);
                if let Some(reading) = &finding.reading {
                    wrap(&mut out, "", 8, &reading.words, width);
                }
            }
        }
        for it in listed.effects(open) {
            wrap(&mut out, "", 6, &it, width);
        }
    }
    if !listed.holes.is_empty() {
        let _ = writeln!(out, "\n{}", bold("still to be agreed", color));
    }
    for hole in listed.holes {
        let line = places.of(hole.start).line;
        let words = foreign::line(hole.of(&listed.source.text));
        let _ = writeln!(out, "  line {line}: `{words}`");
    }
    out
}

/// A text with its name, and by whom it is.
fn proposal(out: &mut String, listed: DraftBrackets<'_>, text: &OpenText, width: usize) {
    let who = if text.who.is_empty() { "unattributed".to_owned() } else { text.who.join(", ") };
    wrap(out, &foreign::line(&format!("{} {who}:", text.name)), 2, &listed.words(text.words), width);
}

fn paint(severity: Severity, color: bool) -> String {
    if color {
        format!("{}{}\u{1b}[0m", place::color(severity), severity.as_str())
    } else {
        severity.as_str().to_owned()
    }
}

/// For documents.
pub fn markdown(listed: DraftBrackets<'_>) -> String {
    let places = TextPlaces::new(listed.source);
    let mut out =
        format!("# Unresolved points in {}\n\n{}.\n", foreign::markdown(&listed.source.name), capital(&listed.count()));
    if let Some(readings) = listed.readings {
        let _ = writeln!(out, "{}.", foreign::markdown(&capital(&readings_line(readings))));
    }
    for open in listed.open {
        let place =
            open.place.as_ref().map_or_else(String::new, |it| format!(" in {}", foreign::markdown(&it.in_sentence())));
        let within = open.within.as_ref().map_or_else(String::new, |it| format!(", within {it}"));
        let line = places.of(open.span.start).line;
        let _ = writeln!(
            out,
            "\n## {}. {}{place}{within}\n\nLine {line}.\n\n| text | by | words | what depends on it |\n|---|---|---|---|",
            open.number,
            capital(heading(open))
        );
        for text in &open.texts {
            let turns: Vec<String> = turns(open, text)
                .into_iter()
                .map(|(verb, it)| {
                    let reading = it.reading.as_ref().map_or_else(String::new, |it| format!(" ({})", it.words));
                    let words = foreign::markdown(&format!("{}{reading}", it.message));
                    format!("{verb} {} {}: {words}", it.severity.as_str(), foreign::code(&it.rule))
                })
                .collect();
            let turns = if turns.is_empty() { "no finding".to_owned() } else { turns.join("<br>") };
            let who = if text.who.is_empty() { "nobody named".to_owned() } else { text.who.join(", ") };
            let (name, who) = (foreign::markdown(&text.name), foreign::markdown(&who));
            let words = listed.words(text.words);
            let words =
                words.strip_prefix('`').and_then(|it| it.strip_suffix('`')).map_or(words.clone(), foreign::code);
            let _ = writeln!(out, "| {name} | {who} | {words} | {turns} |");
        }
        out.push('\n');
        for it in listed.effects(open) {
            let _ = writeln!(out, "- {}", foreign::markdown(&capital(&it)));
        }
    }
    for hole in listed.holes {
        let line = places.of(hole.start).line;
        let _ = writeln!(out, "\nStill to be agreed, line {line}: {}.", foreign::code(hole.of(&listed.source.text)));
    }
    out
}

#[derive(Serialize)]
struct BracketsDocument<'a> {
    version: u32,
    draft: &'a str,
    readings: Option<ReadingCount>,
    brackets: Vec<BracketShape<'a>>,
    holes: Vec<HoleShape<'a>>,
}

/// A place where something is still to be agreed.
#[derive(Serialize)]
struct HoleShape<'a> {
    line: u32,
    column: u32,
    words: &'a str,
}

/// A clause of which an analysis says something else where another text is taken.
#[derive(Serialize)]
struct Changed<'a> {
    clause: Option<&'a str>,
    sections: &'a [&'static str],
}

/// How many readings were read, of how many; a number of more than 38 digits is left out.
#[derive(Serialize)]
struct ReadingCount {
    read: usize,
    of: Option<String>,
}

#[derive(Serialize)]
struct BracketShape<'a> {
    number: u32,
    place: Option<String>,
    line: u32,
    column: u32,
    depth: u32,
    within: Option<&'a str>,
    kind: &'static str,
    texts: Vec<AlternativeShape<'a>>,
    effects: Option<Vec<Changed<'a>>>,
    turns: Option<TurningShape<'a>>,
}

/// What the texts of a bracket do otherwise.
#[derive(Serialize)]
struct TurningShape<'a> {
    combinations: usize,
    all: bool,
    effects: Vec<EffectShape<'a>>,
}

/// An effect of a text, and for whom.
#[derive(Serialize)]
struct EffectShape<'a> {
    text: &'a str,
    against: Option<&'a str>,
    verdicts: &'a str,
    sentence: &'a str,
    only_with: Option<&'a str>,
}

#[derive(Serialize)]
struct AlternativeShape<'a> {
    name: &'a str,
    who: &'a [String],
    words: &'a str,
    adds: Vec<TurnShape<'a>>,
    clears: Vec<TurnShape<'a>>,
    edits: Vec<TextChange<'a>>,
}

/// New words in place of the bytes from `start` to `end`.
#[derive(Serialize)]
struct TextChange<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct TurnShape<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    clause: Option<String>,
    reading: Option<&'a str>,
}

/// For machines; with the edits that take each text of each bracket.
pub fn json(listed: DraftBrackets<'_>, edits: &[Vec<Vec<Edit>>]) -> String {
    let places = TextPlaces::new(listed.source);
    let brackets = listed.open.iter().zip(edits).map(|(open, edits)| {
        let at = places.of(open.span.start);
        BracketShape {
            number: open.number,
            place: open.place.as_ref().map(ClausePath::in_sentence),
            line: at.line,
            column: at.column,
            depth: open.depth,
            within: open.within.as_deref(),
            kind: match (open.interpretation, open.insertion) {
                (true, _) => "interpretation",
                (false, true) => "insertion",
                (false, false) => "rivals",
            },
            texts: open
                .texts
                .iter()
                .zip(edits)
                .map(|(text, edits)| AlternativeShape {
                    name: &text.name,
                    who: &text.who,
                    words: text.words.of(&listed.source.text),
                    adds: text.adds.iter().map(turn_of).collect(),
                    clears: text.clears.iter().map(turn_of).collect(),
                    edits: edits.iter().map(change).collect(),
                })
                .collect(),
            effects: listed.differences(open).map(|it| {
                it.iter().map(|it| Changed { clause: it.clause.as_deref(), sections: &it.sections }).collect()
            }),
            turns: listed.turning(open).map(turning_shape),
        }
    });
    let document = BracketsDocument {
        version: VERSION,
        draft: &listed.source.name,
        readings: listed.readings.map(|it| ReadingCount { read: it.visited, of: it.total.0.map(|it| it.to_string()) }),
        brackets: brackets.collect(),
        holes: listed
            .holes
            .iter()
            .map(|it| {
                let at = places.of(it.start);
                HoleShape { line: at.line, column: at.column, words: it.of(&listed.source.text) }
            })
            .collect(),
    };
    super::foreign::document(&document)
}

fn turning_shape(of: &BracketEffects) -> TurningShape<'_> {
    let effects = of.effects.iter().map(|it| EffectShape {
        text: &it.text,
        against: it.against.as_deref(),
        verdicts: &it.verdicts,
        sentence: &it.sentence,
        only_with: it.only_with.as_deref(),
    });
    TurningShape { combinations: of.combinations, all: of.all, effects: effects.collect() }
}

fn change(it: &Edit) -> TextChange<'_> {
    TextChange { start: it.span.start, end: it.span.end, text: &it.text }
}

fn turn_of(it: &Diagnostic) -> TurnShape<'_> {
    TurnShape {
        rule: &it.rule,
        severity: it.severity.as_str(),
        message: &it.message,
        clause: it.clause.as_ref().map(ToString::to_string),
        reading: it.reading.as_ref().map(|it| it.words.as_str()),
    }
}
