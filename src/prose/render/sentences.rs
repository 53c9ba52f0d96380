//! Sentences: who, with what force, does what.

use super::document::plain_words;
use super::lexicon;
use super::phrase::{Noun, Phrase, phrase, to_provision};
use super::speaker::Speaker;
use crate::source::Span;
use crate::syntax::ast::{Arg, Clause, Modal, Mode, OrBracket, Quantifier, RefKind, Sentence, Subject};
use crate::syntax::passage::on_one_line;

impl Speaker<'_> {
    /// A sentence that stands alone.
    pub(super) fn sentence_clause(&self, it: &Clause) -> Vec<Phrase> {
        match it.args.first() {
            Some(Arg::Sentence(sentence)) => vec![self.deed(sentence, &Phrase::default()).sentence()],
            _ => Vec::new(),
        }
    }

    /// A sentence, with a clock behind its operative words.
    pub(super) fn deed(&self, it: &Sentence, clock: &Phrase) -> Phrase {
        if let Some(forfeited) = &it.forfeits {
            let bearer = self.bearer(it);
            let what = match forfeited.kind {
                RefKind::Named(span) => phrase!["the benefit of ", to_provision(self.word_at(span))],
                _ => phrase!["the benefit of ", self.reference(forfeited)],
            };
            return phrase![&bearer, bearer.verb(" forfeits ", " forfeit "), what];
        }
        let modals = it.modal.as_ref().map(|it| self.every(std::slice::from_ref(it))).unwrap_or_default();
        let negated = modals.first().is_some_and(|it| is_negated(it.0));
        let and = if negated { "or" } else { "and" };
        let objects = self.items(&it.objects, &it.except, &lexicon::printed, and);
        let objects = if objects.is_empty() { objects } else { phrase![" ", objects] };
        let verb = it.verb.map_or_else(Phrase::default, |verb| {
            let words = self.word_at(verb);
            if words.starts_with(['"', '“']) { self.words(verb) } else { lexicon::printed(words).into() }
        });
        let verb = if it.passive { phrase!["be ", verb] } else { verb };
        let within = |before: &str, behind: &str| -> Phrase {
            if clock.is_empty() { Phrase::default() } else { phrase![before, clock, behind] }
        };
        if let Some(author) = &it.author {
            return self.authored(it, author, &modals, phrase![verb, objects, within(" ", "")]);
        }
        let bearer = self.bearer(it);
        if let ([(Modal::NeedNot, _)], Subject::Set(set), true) = (&modals[..], &it.bearer, is_each(it)) {
            let one = self.set_with(set, Some(Quantifier::Each)).words;
            let one = plain_words(&one.0);
            let none = one.strip_prefix("each of ").map(|it| format!("none of {it}"));
            let none = none.unwrap_or_else(|| one.replacen("each ", "no ", 1));
            return phrase![none, " shall be required to ", verb, objects, within(" ", "")];
        }
        let adverb = match it.mode {
            Some((Mode::Each, _)) | None => String::new(),
            Some((_, span)) => on_one_line(span.of(self.text)),
        };
        let modal = it.modal.as_ref().and_then(|it| self.value_or_first(it, &|it| self.modal_words(it.1)));
        let modal = modal.unwrap_or_default();
        let plain = plain_words(&modal.0);
        let simple =
            ["shall", "will", "should", "may", "would"].iter().any(|it| plain == *it || plain == format!("{it} not"));
        let bracketed = matches!(it.modal, Some(OrBracket::Bracket(_))) && self.reading.is_none();
        if simple || bracketed {
            let adverb = if adverb.is_empty() { adverb } else { format!(" {adverb}") };
            let prompt = matches!(plain_words(&clock.0).as_str(), "immediately" | "forthwith" | "promptly");
            let clock = if prompt { within(" ", "") } else { within(", ", ",") };
            phrase![&bearer, " ", modal, adverb, clock, " ", verb, objects]
        } else {
            let adverb = if adverb.is_empty() { adverb } else { format!(" {adverb}") };
            phrase![&bearer, adverb, " ", modal, " ", verb, objects, within(" ", "")]
        }
    }

    /// Whether several bear a duty together, without "each".
    pub(super) fn bears_in_the_plural(&self, it: &Sentence) -> bool {
        self.bearer(it).plural
    }

    fn modal_words(&self, span: Span) -> Phrase {
        on_one_line(span.of(self.text)).into()
    }

    fn bearer(&self, it: &Sentence) -> Noun {
        match (&it.bearer, it.mode) {
            (Subject::Set(set), Some((Mode::Each, span))) => {
                let all = self.word_at(span).starts_with("all");
                self.set_with(set, Some(if all { Quantifier::All } else { Quantifier::Each }))
            }
            (subject, _) => self.subject(subject),
        }
    }

    /// `UNSC decides that each of parties shall …`, `calls upon …`
    fn authored(&self, it: &Sentence, author: &Subject, modals: &[&(Modal, Span)], deed: Phrase) -> Phrase {
        let author_words = self.subject(author);
        let bearer = self.bearer(it);
        let start = it.mode.map_or(it.bearer.span().start, |it| it.1.start);
        let says = on_one_line(Span::new(author.span().end, start.max(author.span().end)).of(self.text));
        let (kind, at) = match modals {
            [(kind, at), ..] => (*kind, *at),
            [] => (Modal::Shall, Span::at(0)),
        };
        let is_authors = at.start < start;
        let not = if is_negated(kind) { "not " } else { "" };
        let middle: Phrase = match (is_authors, kind) {
            (true, Modal::Demanded | Modal::DemandedNot) => phrase![" ", not],
            (true, _) => phrase![" ", not, "to "],
            (false, _) => phrase![
                " ",
                it.modal.as_ref().and_then(|it| self.value_or_first(it, &|it| self.modal_words(it.1))),
                " "
            ],
        };
        phrase![author_words, " ", says, " ", bearer, middle, deed]
    }
}

fn is_each(it: &Sentence) -> bool {
    let quantified = matches!(&it.bearer, Subject::Set(set) if set.quantifier == Some(Quantifier::Each));
    quantified || matches!(it.mode, Some((Mode::Each, _)))
}

/// Whether the operative words deny.
const fn is_negated(modal: Modal) -> bool {
    matches!(
        modal,
        Modal::ShallNot
            | Modal::WillNot
            | Modal::ShouldNot
            | Modal::MayNot
            | Modal::NeedNot
            | Modal::DemandedNot
            | Modal::UndertakesNot
            | Modal::AgreesNot
            | Modal::IntendsNot
            | Modal::ExpectsNot
            | Modal::EndeavoursNot
            | Modal::IsBoundNot
            | Modal::IsExpectedNot
    )
}
