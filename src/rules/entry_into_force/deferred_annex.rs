//! A promise rests on a part of the text that is still to be written.

use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::verb;
use crate::model::{DetailKind, InstrumentId, Object, Provision, RefTarget, Sentence, UnitId};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::UnitKind;
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it checks
    /// An annex on which a clause rests (a map, a status of forces, a reference) stands in the draft, and is not only
    /// mentioned. And a duty to conclude another agreement, on which something in the text waits, has a day by which it
    /// is done. Parts that are secret or unpublished are the concern of `drafting/unpublished-annex`, parts that are
    /// nowhere of `drafting/dangling-reference`.
    ///
    /// ## Why it matters
    /// The treaty enters into force and what it is about is still being negotiated. Whoever gains by the delay
    /// negotiates slowly; the other side has given its signature already.
    ///
    /// ## Precedent
    /// The armistice in Korea of 1953 left the settlement to a political conference, which met and failed. The Minsk
    /// measures left elections to a law and to talks that never ended.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     status-of-forces annex B  #~ entry-into-force/deferred-annex: `trainers` refers to annex B, whose text the draft
    /// }
    /// annex B "Status of forces"
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     status-of-forces annex B
    /// }
    /// annex B "Status of forces" is integral {
    ///     text """
    ///         The troops are subject to the jurisdiction of the sending State for acts on duty.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement concerning a military armistice in Korea (1953), paragraph 60
    "entry-into-force/deferred-annex" {
        summary: "a promise rests on a part of the text that is still to be written",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let mut first_uses = FxHashMap::default();
    for it in model.uses.iter().filter(|it| it.span.is_own()) {
        if let RefTarget::Unit(id) = it.target
            && !model.unit(id).span.contains(it.span)
        {
            first_uses.entry(id).or_insert(it);
        }
    }
    for (at, unit) in model.units.iter().enumerate().filter(|it| it.1.file == model.file) {
        let hidden = unit.marks.iter().any(|it| matches!(*it, "secret" | "unpublished"));
        if unit.present || hidden || unit.kind < UnitKind::Annex {
            continue;
        }
        let Some(first) = first_uses.get(&UnitId(at as u32)) else { continue };
        let holder = model.own_provisions().find(|it| it.span.contains(first.span));
        let place = || model.places.iter().find(|it| it.file == model.file && it.span.contains(first.span));
        let named = holder.map(called).or_else(|| place().map(|it| format!("`{}`", it.name)));
        let named = named.unwrap_or_else(|| "the text".to_owned());
        let part = format!("{} {}", unit.kind.as_str(), unit.number);
        let part = part.trim_end();
        let finding =
            sink.report(first.span, format!("{named} refers to {part}, whose text the draft does not contain"));
        finding.label(unit.head, "mentioned only");
        finding.counterexample(format!(
            "the text enters into force without {part}: one side says that {named} waits for it, the other that it does not"
        ));
        finding.help(format!("write it into the draft: `{} {} … {{ … }}`", unit.kind.as_str(), unit.number));
        finding.help(format!("or say what applies until {part} is adopted, and by when that is done"));
    }
    for provision in model.own_provisions().filter(|it| it.clock.is_none()) {
        for sentence in &provision.sentences {
            let Some((instrument, span)) = concludes(sentence) else { continue };
            let Some(waiting) = model.own_provisions().find(|it| waits(it, instrument)) else { continue };
            let name = model.instruments[instrument.0 as usize].name;
            let (named, other) = (called(provision), called(waiting));
            let finding = sink.report(
                span,
                format!("{other} waits for `{name}`, and {named} sets no day by which that is concluded"),
            );
            finding.label(waiting.name_span, "waits for it");
            finding.counterexample(format!(
                "one side negotiates `{name}` for ten years: {named} is kept, and {other} never goes live"
            ));
            finding.help("set a day, and what holds if it passes: `within 90 days after entry into force`");
        }
    }
}

/// The instrument that a sentence has somebody conclude.
fn concludes(sentence: &Sentence<'_>) -> Option<(InstrumentId, Span)> {
    let (owed, negative) = force(sentence.modal?);
    let verb = verb(sentence.verb).map_or(sentence.verb, |it| it.word);
    let makes = matches!(verb, "conclude" | "negotiate" | "agree" | "sign" | "draft" | "prepare" | "adopt");
    if negative || !makes || !matches!(owed, OperativeForce::Duty | OperativeForce::Effort) {
        return None;
    }
    sentence.objects.iter().find_map(|it| match it {
        Object::Instrument(id, span) => Some((*id, *span)),
        _ => None,
    })
}

/// Whether a provision waits until an instrument is in force.
fn waits(provision: &Provision<'_>, instrument: InstrumentId) -> bool {
    use crate::model::{ConditionKind, OccasionKind, Timing};
    let target = RefTarget::Instrument(instrument);
    let responsive = provision.details.iter().filter_map(|it| match &it.kind {
        DetailKind::Timing(Timing::ResponsiveUpon(it)) => Some(it),
        _ => None,
    });
    let upon = provision.upon.iter().map(|it| &**it).chain(responsive).flat_map(|it| &it.any).flatten();
    let awaited = upon.into_iter().any(|it| match it.kind {
        OccasionKind::Named(it) | OccasionKind::State(it, _) => it == target,
        OccasionKind::EntryIntoForce(it) | OccasionKind::Signature(it, _) | OccasionKind::Ratification(it, _) => {
            it == Some(target)
        }
        _ => false,
    });
    let mut needed = false;
    for conditions in provision.gates.iter().filter_map(|it| it.conditions()) {
        conditions.each(&mut |it| {
            if let ConditionKind::State(it, _, of) = it.kind {
                needed |= it == target || of == Some(instrument);
            }
        });
    }
    awaited || needed
}
