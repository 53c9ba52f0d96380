//! The words bind, and the text says that it does not.

use crate::analysis::strength::{self, Binding, OperativeForce};
use crate::model::{Provision, Sentence};
use crate::rules::prelude::*;
use crate::rules::wording::{called, protected, s, subject};
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// Words that bind (`shall`, `undertakes to`, `agrees not to`) stand in a text that binds. A form that is declared `not
    /// binding` takes the force from every one of them. A memorandum, a declaration or a plan that says neither may be read
    /// either way: there the rule asks for the word.
    ///
    /// A part may say it for itself: `annex A is not-binding`. A letter, a minute or notes of one State bind that State alone;
    /// what they say of others is reported too.
    ///
    /// Rights and expectations are not reported, nor is anything in a text whose form says `binding`.
    ///
    /// ## Why it matters
    /// The protected State reads the sentence, its adversary reads the form. What "shall" be done under a text that binds
    /// nobody may be left undone without a breach; and while it is not settled whether a text binds, those who would have to
    /// act take the reading that asks for less.
    ///
    /// ## Precedent
    /// The Final Act of Helsinki of 1975 is full of undertakings, and says of itself that it is not eligible for registration
    /// under Article 102 of the Charter: it was not to bind in law. The memorandum of Budapest of 1994 does not say what it
    /// is; whether it binds has been argued both ways since 2014. The Court looked at the terms used and the circumstances
    /// when it held the communiqué of Brussels of 1975 to be no agreement, and the minutes of Doha of 1990 to be one.
    ///
    /// ## Example
    /// ```treaty,bad
    /// treaty "Understanding on Assistance" {
    ///     form memorandum not binding  #~ form-vs-force: the text declares itself non-binding, but `assist`
    ///     party UKR "Ukraine"          is beneficiary
    ///     party FRA "French Republic"  is guarantor
    ///     article 1 {
    ///         obligation assist {
    ///             FRA shall assist UKR
    ///             by weapons
    ///         }
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// treaty "Agreement on Assistance" {
    ///     form memorandum binding
    ///     party UKR "Ukraine"          is beneficiary
    ///     party FRA "French Republic"  is guarantor
    ///     article 1 {
    ///         obligation assist {
    ///             FRA shall assist UKR
    ///             by weapons
    ///         }
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Final Act of the Conference on Security and Co-operation in Europe, Helsinki (1975), last clauses
    /// - Memorandum on Security Assurances, Budapest (1994)
    /// - International Court of Justice, Aegean Sea Continental Shelf, judgment of 19 December 1978; Maritime Delimitation
    ///   between Qatar and Bahrain, judgment of 1 July 1994
    /// - Vienna Convention on the Law of Treaties (1969), article 2(1)(a)
    "obligation/form-vs-force" {
        summary: "the language binds, but the text declares that it does not",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

/// What takes the force from the words, and the sentences that it takes it from.
struct Loose<'c, 'a> {
    /// The text's form, or the part that says it.
    place: Span,
    /// Why they do not bind.
    why: FormDefect,
    sentences: Vec<(&'c Provision<'a>, &'c Sentence<'a>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FormDefect {
    /// The text, or the part, says that it does not bind.
    Said,
    /// It does not say.
    Unsaid,
    /// It is a letter of somebody else.
    Others,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    // A form is told once, with the sentences beneath it.
    let mut found: Vec<Loose<'_, '_>> = Vec::new();
    for provision in cx.model.own_provisions().filter(|it| it.ambiguity.is_none()) {
        for sentence in &provision.sentences {
            let force = sentence.modal.map(|it| strength::force(it).0);
            if !matches!(force, Some(OperativeForce::Duty | OperativeForce::Effort)) {
                continue;
            }
            let Some((place, why)) = loose(cx, provision, sentence) else { continue };
            match found.iter_mut().find(|it| it.place == place && it.why == why) {
                Some(known) => known.sentences.push((provision, sentence)),
                None => found.push(Loose { place, why, sentences: vec![(provision, sentence)] }),
            }
        }
    }
    for it in &found {
        report(cx, sink, it);
    }
}

/// What keeps a sentence from binding, if something does.
fn loose(cx: &CheckContext<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> Option<(Span, FormDefect)> {
    let model = cx.model;
    if let Some((letter, owner)) = strength::owner(model, provision)
        && let Some(bearer) = &sentence.bearer
        && model.members(bearer, None).iter().any(|it| *it != owner)
    {
        return Some((model.unit(letter).head, FormDefect::Others));
    }
    let why = match strength::binds(model, provision) {
        Binding::Yes => return None,
        Binding::No => FormDefect::Said,
        Binding::Unsaid => FormDefect::Unsaid,
    };
    Some((strength::says_binding(model, provision).map_or(model.head.form_span, |it| model.unit(it).head), why))
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, it: &Loose<'_, '_>) {
    let Some((first, sentence)) = it.sentences.first() else { return };
    let named = called(first);
    let text = if it.place == cx.model.head.form_span { "text" } else { "part" };
    let message = match it.why {
        FormDefect::Said => format!("the {text} declares itself non-binding, but {named} uses binding language"),
        FormDefect::Unsaid => format!("the {text} is silent on whether it binds, but {named} uses binding language"),
        FormDefect::Others => format!("a letter binds only its author, but {named} purports to bind others"),
    };
    let finding = sink.report(it.place, message);
    for (_, sentence) in it.sentences.iter().take(3) {
        finding.label(sentence.modal_span, "binding language");
    }
    let (who, several) = subject(cx.model, sentence);
    let protected = protected(cx.model);
    let does = if several { "do" } else { "does" };
    finding.counterexample(match it.why {
        FormDefect::Said => format!(
            "the event occurs and {who} {does} nothing: {protected} can invoke a breach of faith, but not of law"
        ),
        FormDefect::Unsaid => format!(
            "the event occurs and {who} invoke{s} the form: {protected} maintains that the text binds, and nothing in it \
             decides",
            s = s(several)
        ),
        FormDefect::Others => format!("the event occurs and {who} {does} nothing: the letter was another's"),
    });
    let form = cx.model.head.form.as_str();
    match it.why {
        FormDefect::Others => {
            finding.help("have each State bound write its own letter, or move the sentence to the treaty");
            finding.help("if only an expectation is meant, write `is expected to` for `shall`");
        }
        _ if text == "part" => {
            finding.help("if the part is to bind, omit `not-binding`, or move the sentence to the treaty");
            finding.help("if it is not, use non-binding language: `intends to` or `is expected to` for `shall`");
        }
        _ => {
            finding.help(format!("if it is to bind, write `form {form} binding`, and have it approved as a treaty"));
            let instead = if it.why == FormDefect::Said {
                String::new()
            } else {
                format!("write `form {form} not binding` and ")
            };
            finding.help(format!(
                "if it is not, {instead}use non-binding language: `intends to` or `is expected to` for `shall`"
            ));
        }
    }
}
