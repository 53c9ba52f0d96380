//! A promise depends on many gates, all of which must open.

use crate::analysis::Needed;
use crate::model::{ActorId, ProvisionId};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{called, gives};
use crate::source::{FileId, Span};
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it checks
    /// No promise of help stands behind more than three gates that must all open: votes, findings, consents, approvals,
    /// consultations, conditions. The victim's own request is not counted, nor a gate that its clock opens, nor one that
    /// another way goes round.
    ///
    /// ## Why it matters
    /// Each gate is reasonable by itself. Together they multiply: four that each open nine times in ten let two promises
    /// in three through, and whoever holds any one of them holds the promise. The beneficiary loses; so does a guarantor
    /// that means its word and finds that others hold it.
    ///
    /// ## Precedent
    /// The annex of 2025 on a guarantee for Ukraine stands behind a threshold of three adjectives, a finding, a
    /// consultation with three partners, the determination of a President, and the constitutional procedures of each.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party FRA "French Republic"           is guarantor
    /// body Panel "panel of three" {
    ///     members UKR, USA, FRA
    ///     decides by majority of members
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     if "a qualifying breach" as found by Panel
    ///     consultation among USA, FRA
    ///     decided by unanimity of guarantors
    /// }
    /// obligation assist {  #~ and-stack: `assist` depends on 4 gates, all of which must open
    ///     upon attack
    ///     guarantors shall assist UKR
    ///     by weapons
    ///     subject to approval of FRA
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party FRA "French Republic"           is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     requested by UKR
    ///     consultation among USA, FRA within 24 hours otherwise proceed
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Options
    /// - `gates`: how many gates may stand one behind the other. Three by default: a request, a finding, a decision.
    ///
    /// ## References
    /// - North Atlantic Treaty, article 5: one gate, each party's own judgement
    "gate/and-stack" {
        summary: "a promise depends on many gates, all of which must open",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

/// A promise, its gates, and how many others wait for the same ones.
type Stack<'f> = (ProvisionId, Vec<&'f Needed>, usize);

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut stacks: Vec<Stack<'_>> = Vec::new();
    let mut known: FxHashMap<Vec<(FileId, Span)>, usize> = FxHashMap::default();
    for provision in cx.model.own_provisions() {
        let counted = cx.facts.needed_gates(provision.id).iter().filter(|it| counts(cx, &it.holders));
        let gates: Vec<&Needed> = counted.collect();
        if gates.len() <= cx.options.gates as usize {
            continue;
        }
        // What hangs on the same gates, its own aside, is told once, with the first promise.
        let elsewhere = |it: &&&Needed| it.gate.file != provision.file || !provision.span.contains(it.gate.span);
        let shared: Vec<(FileId, Span)> =
            gates.iter().filter(elsewhere).map(|it| (it.gate.file, it.gate.span)).collect();
        match known.get(&shared) {
            Some(at) if !shared.is_empty() => stacks[*at].2 += 1,
            _ => {
                known.insert(shared, stacks.len());
                stacks.push((provision.id, gates, 0));
            }
        }
    }
    for (id, gates, others) in stacks {
        let provision = cx.model.provision(id);
        let also = match others {
            0 => String::new(),
            1 => ", as does another promise".to_owned(),
            more => format!(", as do {more} others"),
        };
        let count = gates.len();
        let message = format!("{} depends on {count} gates, all of which must open{also}", called(provision));
        let finding = sink.report(provision.name_span, message);
        for Needed { gate, holders, .. } in &gates {
            let words = match &holders[..] {
                [] => "no actor is designated to open this".to_owned(),
                holders => format!("held by {}", quoted(cx, holders)),
            };
            finding.label(gate.span, words);
        }
        finding.help("let a clock open some of them: `within 72 hours otherwise proceed`");
        finding
            .help("or promise a first part of the help on fewer conditions: supplies at once, forces after the vote");
    }
}

/// Whether a gate is in anybody's hands but those of the ones who are to be helped.
fn counts(cx: &CheckContext<'_>, holders: &[ActorId]) -> bool {
    holders.is_empty() || holders.iter().any(|it| gives(cx.model, *it))
}
