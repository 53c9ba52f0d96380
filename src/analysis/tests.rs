//! What follows from whole drafts.

mod answers;
mod controls;
mod coverage;
mod gates;
mod others;
mod procedures;
mod strength;
mod time;
mod vetoes;

use std::fmt::Write as _;

use super::*;
use crate::model::{Assumed, Brackets, Reading, build};
use crate::source::{FileId, Span};
use crate::syntax;

/// Reads a draft in its unbracketed reading and asks something of its facts.
#[track_caller]
fn with<T>(text: &str, ask: impl FnOnce(&Facts<'_>) -> T) -> T {
    let parsed = syntax::parse(FileId(0), text);
    let broken: Vec<_> = parsed.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let (brackets, reading) = (Brackets::of(text, &parsed.draft), Reading::unbracketed());
    let built = build(FileId(0), text, &parsed.draft, &brackets, &reading, &Assumed::default(), &[]);
    ask(&Facts::new(&built.treaty))
}

/// Six guarantors, of whom one may attack the beneficiary.
const PARTIES: &str = r#"
    party UKR "Ukraine" is beneficiary
    party RUS "Russia" is guarantor
    party CHN "China" is guarantor
    party BLR "Belarus" is guarantor
    party FRA "France" is guarantor
    party GBR "United Kingdom" is guarantor
    party USA "United States" is guarantor
    assume { potential aggressor RUS against UKR BLR votes with RUS }
"#;

/// A draft with the usual parties.
fn draft(body: &str) -> String {
    format!("treaty \"Guarantees\" {{\n{PARTIES}\n{body}\n}}")
}

/// The usual draft with one trigger and one promise upon it.
fn triggered(gates: &str) -> String {
    draft(&format!(
        "article 1 {{
            trigger attack {{ on armed-attack against UKR {gates} }}
            obligation assist {{ each of guarantors except RUS, BLR shall assist UKR upon attack by weapons }}
        }}"
    ))
}

fn text<'m>(facts: &Facts<'m>, span: Span) -> &'m str {
    span.of(facts.treaty().text)
}

fn names(facts: &Facts<'_>, actors: &[ActorId]) -> String {
    let names: Vec<_> = actors.iter().map(|it| facts.treaty().actors[it.0 as usize].name).collect();
    names.join(" ")
}

fn provisions(facts: &Facts<'_>, ids: &[ProvisionId]) -> String {
    let names: Vec<_> = ids.iter().map(|it| facts.treaty().provisions[it.0 as usize].name).collect();
    names.join(" ")
}

fn gate_text(facts: &Facts<'_>, gate: &Gate) -> String {
    let own = gate.file == facts.treaty().file;
    let body = gate.body.map_or("", |it| facts.treaty().actors[it.0 as usize].name);
    let reversed = if gate.reversed { "not " } else { "" };
    let span = if own { text(facts, gate.span) } else { "…" };
    format!("{reversed}{:?} {body} `{span}`", gate.kind).replace("  ", " ")
}

/// One line for each veto.
fn vetoes(facts: &Facts<'_>) -> String {
    let mut lines = String::new();
    for veto in facts.vetoes() {
        let gate = gate_text(facts, &veto.gate);
        let _ = write!(lines, "{:?}: {gate}", veto.power);
        for other in &veto.also {
            let _ = write!(lines, " or {}", gate_text(facts, other));
        }
        let _ = write!(lines, " {:?}", veto.mode);
        for blocker in &veto.blockers {
            let who = if veto.alone { "alone" } else { "bloc" };
            let _ = write!(lines, " by {who} {}", names(facts, &blocker.actors));
            if blocker.aligned_suffice {
                lines.push_str(" (aligned suffice)");
            }
        }
        let dead = provisions(facts, &veto.blocked);
        if !dead.is_empty() {
            let _ = write!(lines, "; dead {dead} for {}", names(facts, &veto.never_bound));
        }
        let shut = provisions(facts, &veto.triggers);
        if !shut.is_empty() {
            let _ = write!(lines, "; shut {shut}");
        }
        lines.push('\n');
    }
    lines.replace(" \n", "\n")
}

#[track_caller]
fn check_vetoes(text: &str, expected: &str) {
    let found = with(text, vetoes);
    let trim = |it: &str| it.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(trim(&found), trim(expected));
}
