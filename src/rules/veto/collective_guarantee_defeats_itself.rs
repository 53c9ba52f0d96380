//! A guarantee binds all or nobody, and a potential aggressor is one of those bound.

use crate::analysis::{BlockingMode, GateKind, Holder, Power};
use crate::diagnostic::{Fix, Safety};
use crate::model::Sentence;
use crate::rules::play::{attackers, play, players, quoted, report, subject};
use crate::rules::prelude::*;
use crate::source::Span;
use crate::syntax::ast::Mode as Bound;
use crate::syntax::lexer;

declare_rule! {
    /// ## What it checks
    /// Bearers who are bound `jointly` or `collectively` owe together or not at all: who does not act frees everybody.
    /// The rule fires where a potential aggressor, or one of its bloc, is among them.
    ///
    /// ## Why it matters
    /// The attack itself ends the duty of all the others: one guarantor is missing from the collective act, and it is
    /// the attacker. The beneficiary loses its protection at the moment for which it was given; a guarantor that would
    /// rather stay out is handed the excuse. The rule serves the beneficiary, and guarantors who want to be believed.
    ///
    /// ## Precedent
    /// Luxembourg was placed in 1867 under the collective guarantee of the Powers. The British government told its
    /// parliament in the same summer that such a guarantee binds nobody when one of the guarantors breaks it. In 1914
    /// one of them did.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party LUX "Grand Duchy of Luxembourg"  is beneficiary
    /// party PRU "Kingdom of Prussia"         is guarantor
    /// party FRA "French Empire"              is guarantor
    /// party GBR "United Kingdom"             is guarantor
    /// assume { potential aggressor PRU against LUX }
    /// guarantee neutrality-of-luxembourg {
    ///     collectively guarantors shall defend LUX  #~ collective-guarantee-defeats-itself: `PRU`, a potential aggressor
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party LUX "Grand Duchy of Luxembourg"  is beneficiary
    /// party PRU "Kingdom of Prussia"         is guarantor
    /// party FRA "French Empire"              is guarantor
    /// party GBR "United Kingdom"             is guarantor
    /// assume { potential aggressor PRU against LUX }
    /// guarantee neutrality-of-luxembourg { collectively and severally guarantors shall defend LUX }
    /// ```
    ///
    /// ## References
    /// - Treaty of London concerning Luxembourg (11 May 1867), article II: a collective guarantee
    /// - Treaty of Mutual Guarantee, Locarno (1925), article 1: a guarantee that is collective and several
    "veto/collective-guarantee-defeats-itself" {
        summary: "a collective guarantee lapses when a potential aggressor among the guarantors does not act",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let vetoes = cx.facts.vetoes_of(Power::Activation);
    for veto in vetoes.filter(|it| it.gate.kind == GateKind::Collective && it.mode != BlockingMode::StaysAway) {
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let kind = match (who.len(), veto.alone) {
            (1, true) => "a potential aggressor, is".to_owned(),
            (_, true) => "potential aggressors, are".to_owned(),
            (count, false) => {
                let attacker = veto.blockers.first().map_or("", |it| cx.model.name(it.attacker));
                format!("aligned with `{attacker}`, {}", if count == 1 { "is" } else { "are" })
            }
        };
        let gate = subject(cx, veto.holder);
        let message = format!("{}, {kind} among those whom {gate} binds only jointly", quoted(cx, &who));
        let finding = report(cx, sink, veto, message);
        finding.here("all of them or none").counterexample(play(cx, veto));
        let sentence = match veto.holder {
            Holder::Provision(id) => {
                let sentences = &cx.model.provision(id).sentences;
                sentences.iter().find(|it| it.mode == Some(Bound::Collective) && it.span == veto.gate.clause)
            }
            Holder::Body(_) => None,
        };
        let Some(sentence) = sentence else { continue };
        let bearer = cx.model.quoted(sentence.bearer_span);
        let word = word(cx.model.text, sentence).filter(|_| veto.gate.file == cx.model.file);
        let instead = word.map_or_else(String::new, |it| format!(" in place of `{}`", cx.model.quoted(it)));
        finding.help(format!("bind each of them even if others fail: write `collectively and severally`{instead}"));
        if veto.gate.file == cx.model.file && !bearer.contains(['`', '[']) {
            finding.help(format!("bind each individually: begin with `each of {bearer}`"));
            if let Some(word) = word {
                let text = "collectively and severally";
                finding.fix(Fix::replace(Safety::Unsafe, format!("bind them {text}"), word, text));
            }
        }
    }
}

/// Where `collectively` or `jointly` stands: a sentence begins with its mode.
fn word(text: &str, sentence: &Sentence<'_>) -> Option<Span> {
    let start = sentence.span.start;
    let before = (start < sentence.bearer_span.start).then(|| Span::new(start, sentence.bearer_span.start))?;
    let word = lexer::words(before.of(text)).next()?;
    Some(Span::new(start, start + word.len() as u32))
}
