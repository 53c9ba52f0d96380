//! A comparison for the terminal: who gained and who lost by what on one screen, then the details.

use super::shape::{ClauseShape, DiffReport, DiffReports, DifferenceShape, PartyShape, VerdictShape};
use crate::diagnostic::join_list;
use crate::report::foreign::line;
use crate::report::place::{bold, wrap};
use std::fmt::Write as _;

/// So many reasons of a party stand on the first screen.
const REASONS: usize = 4;

/// For people. `brief` leaves the details out.
pub fn full(reports: &DiffReports, color: bool, width: usize, brief: bool) -> String {
    let mut out = String::new();
    for report in &reports.comparisons {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, report, color, width, brief);
    }
    for (words, drafts) in [("new draft, nothing to compare with", &reports.added), ("draft removed", &reports.removed)]
    {
        for draft in drafts {
            let _ = writeln!(out, "{}: {words}", line(draft));
        }
    }
    out
}

fn one(out: &mut String, report: &DiffReport, color: bool, width: usize, brief: bool) {
    let _ = writeln!(out, "{}", bold(&line(&report.title()), color));
    if !report.assumed.is_empty() {
        wrap(out, "assumed:", 0, &report.assumed.join("; "), width);
    }
    if !report.assumed_apart.is_empty() {
        wrap(out, "assumed in one text alone:", 0, &report.assumed_apart.join("; "), width);
    }
    for it in &report.not_compared {
        wrap(out, "Not compared:", 0, it, width);
    }
    out.push('\n');
    for (parties, verdict, reasons, more) in report.first_screen() {
        let head = format!("{} {}", bold(&line(&join_list(&parties, "and")), color), words(verdict));
        let _ = writeln!(out, "{head}");
        for it in reasons {
            wrap(out, "-", 2, &it, width);
        }
        if more > 0 {
            let _ = writeln!(out, "  + {more} more below");
        }
    }
    wrap(out, "", 0, &report.conclusion(), width);
    if brief {
        return;
    }
    for it in &report.differences {
        difference(out, it, color, width);
    }
    let shown: Vec<_> = report.matches.iter().filter(|it| it.how != "changed" || it.doubtful).collect();
    if !shown.is_empty() {
        let _ = writeln!(out, "\n{}", bold("parts of the text", color));
    }
    for it in shown {
        wrap(out, "", 2, &it.words(), width);
    }
}

fn difference(out: &mut String, of: &DifferenceShape, color: bool, width: usize) {
    out.push('\n');
    let certain = if of.certain { "" } else { " (not certain)" };
    let head = format!("{}. {}{certain}", of.id, of.verdict_words());
    let _ = writeln!(out, "{}", bold(&line(&head), color));
    clauses(out, "-", "earlier", &of.old, width);
    clauses(out, "+", "later", &of.new, width);
    wrap(out, "", 2, &of.sentence, width);
    for it in &of.details {
        wrap(out, "", 2, it, width);
    }
    for it in &of.plays {
        wrap(out, "play:", 2, &format!("{}: earlier text: {}; later text: {}", it.acts, it.old, it.new), width);
    }
}

fn clauses(out: &mut String, sign: &str, which: &str, of: &[ClauseShape], width: usize) {
    for it in of.iter().take(6) {
        let place = if it.line == 0 { String::new() } else { format!(", line {}", it.line) };
        wrap(out, sign, 2, &line(&format!("{} ({}{place})", it.words, it.clause)), width);
    }
    if of.len() > 6 {
        let _ = writeln!(out, "  {sign} {} more clauses of the {which} text", of.len() - 6);
    }
}

/// A verdict in words.
pub(super) fn words(of: VerdictShape) -> String {
    match (of.verdict, of.certain) {
        ("different", false) => "cannot be determined".to_owned(),
        ("different", true) => "different, not comparable".to_owned(),
        (verdict, true) => verdict.to_owned(),
        (verdict, false) => format!("{verdict} (perhaps)"),
    }
}

/// Parties that stand alike, how they stand, why, and how many further reasons there are.
type Standing = (Vec<String>, VerdictShape, Vec<String>, usize);

impl DiffReport {
    /// `old.treaty, text of RUS → new.treaty`
    pub(super) fn title(&self) -> String {
        let (old, new) = (&self.old, &self.new);
        let reading = |it: &Option<String>| it.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
        if old.draft == new.draft {
            let of = |it: &Option<String>| it.clone().unwrap_or_else(|| "the text".to_owned());
            return format!("{}: {} → {}", old.draft, of(&old.reading), of(&new.reading));
        }
        format!("{}{} → {}{}", old.draft, reading(&old.reading), new.draft, reading(&new.reading))
    }

    /// Whom the change touches, gravest reasons first; parties of whom the same is said stand together.
    pub(super) fn first_screen(&self) -> Vec<Standing> {
        let mut found: Vec<(Vec<String>, VerdictShape, &Vec<usize>)> = Vec::new();
        for party in self.parties.iter().filter(|it| it.verdict.verdict != "same") {
            let same =
                |it: &&mut (Vec<String>, VerdictShape, &Vec<usize>)| it.1 == party.verdict && it.2 == &party.because;
            match found.iter_mut().find(same) {
                Some(known) => known.0.push(party.name.clone()),
                None => found.push((vec![party.name.clone()], party.verdict, &party.because)),
            }
        }
        let told = found.into_iter().map(|(parties, verdict, because)| {
            let differences: Vec<&DifferenceShape> = because.iter().map(|id| &self.differences[id - 1]).collect();
            // What makes the verdict comes before what has no order.
            let makes = |it: &&DifferenceShape| {
                let own = it.verdicts.iter().filter(|it| it.party == parties[0]);
                !own.map(|it| it.verdict).any(|it| it != "different")
            };
            let mut sorted = differences.clone();
            sorted.sort_by_key(makes);
            let reason = |it: &DifferenceShape| {
                let mut own: Vec<VerdictShape> = Vec::new();
                for it in it.verdicts.iter().filter(|it| it.party == parties[0]) {
                    own.push(VerdictShape { verdict: it.verdict, certain: it.certain });
                }
                own.dedup();
                let own: Vec<String> = own.into_iter().map(words).collect();
                format!("[{}] {}", own.join(", "), it.sentence)
            };
            // Of each verdict the first is told, so that no list of gains hides a loss.
            let class =
                |it: &DifferenceShape| it.verdicts.iter().find(|it| it.party == parties[0]).map(|it| it.verdict);
            let first = |at: usize| sorted[..at].iter().all(|it| class(it) != class(sorted[at]));
            let mut told: Vec<usize> = (0..sorted.len()).filter(|at| first(*at)).take(REASONS).collect();
            let rest: Vec<usize> = (0..sorted.len()).filter(|at| !told.contains(at)).collect();
            told.extend(rest.into_iter().take(REASONS - told.len()));
            told.sort_unstable();
            let reasons: Vec<String> = told.into_iter().map(|at| reason(sorted[at])).collect();
            let more = sorted.len() - reasons.len();
            (parties.clone(), verdict, reasons, more)
        });
        told.collect()
    }

    /// What can be said of the two texts as such.
    pub(super) fn conclusion(&self) -> String {
        let other_words = match self.words_only {
            0 => String::new(),
            1 => " One part differs in words alone.".to_owned(),
            count => format!(" {count} parts differ in words alone."),
        };
        let verdict = match self.better_for_all {
            _ if !self.not_compared.is_empty() => {
                "The texts were not compared wholly: nothing is said of the rest.".to_owned()
            }
            _ if self.differences.is_empty() => "No effect for anybody.".to_owned(),
            Some(which) => format!("The {which} text is better for somebody and worse for nobody."),
            None => "Neither text is better for all; nothing is netted.".to_owned(),
        };
        format!("{verdict}{other_words}")
    }
}

impl DifferenceShape {
    /// `stronger for RUS; weaker for UKR`
    pub(super) fn verdict_words(&self) -> String {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        let mut parties: Vec<&str> = self.verdicts.iter().map(|it| it.party.as_str()).collect();
        parties.dedup();
        for party in parties {
            let own: Vec<_> = self.verdicts.iter().filter(|it| it.party == party).collect();
            let (mut up, mut down, mut perhaps) = (false, false, false);
            for it in &own {
                up |= matches!(it.verdict, "stronger" | "mixed");
                down |= matches!(it.verdict, "weaker" | "mixed");
                perhaps |= !it.certain;
            }
            let verdict = match (up, down) {
                (true, true) => "mixed",
                (true, false) => "stronger",
                (false, true) => "weaker",
                _ => "different",
            };
            let verdict = words(VerdictShape { verdict, certain: !perhaps });
            match groups.iter_mut().find(|it| it.0 == verdict) {
                Some(known) => known.1.push(party.to_owned()),
                None => groups.push((verdict, vec![party.to_owned()])),
            }
        }
        let told: Vec<String> = groups.iter().map(|it| format!("{} for {}", it.0, join_list(&it.1, "and"))).collect();
        if told.is_empty() { "no party is touched".to_owned() } else { told.join("; ") }
    }
}

impl super::shape::MatchShape {
    /// `obligation help is now obligation assistance`
    pub(super) fn words(&self) -> String {
        let part = |it: &Option<super::shape::PartShape>| {
            it.as_ref().map_or_else(String::new, |it| format!("{} (line {})", it.cite, it.line))
        };
        let (old, new) = (part(&self.old), part(&self.new));
        let probably = if self.doubtful { format!(", probably ({})", self.reasons.join(", ")) } else { String::new() };
        match self.how {
            "added" => format!("added: {new}"),
            "removed" => format!("removed: {old}"),
            how => format!("{how}: {old} → {new}{probably}"),
        }
    }
}

impl PartyShape {
    /// How it stands, in words.
    pub(super) fn verdict_words(&self) -> String {
        words(self.verdict)
    }
}
