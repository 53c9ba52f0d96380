//! What a draft declares: terms, groups, bodies, places.

use super::clauses::Home;
use super::document::plain_words;
use super::lexicon;
use super::phrase::{Noun, Phrase, phrase};
use super::provisions::Paragraph;
use super::speaker::Speaker;
use crate::syntax::ast::{Clause, ClauseWord, Declaration, DeclarationKind, OrBracket, Place};

impl Speaker<'_> {
    /// A declaration in paragraphs; none for what is only a name: a party, a state, another treaty.
    pub(super) fn declaration(&self, it: &Declaration) -> Vec<Paragraph> {
        let name = self.word_at(it.name);
        let title = it.title.map_or_else(|| name.replace('-', " ").into(), |it| self.words(it));
        let open =
            it.open_to.as_ref().map_or_else(Phrase::default, |it| phrase!["; it is open to ", self.set_last(it)]);
        match it.kind {
            DeclarationKind::Term => {
                let term = self.words(it.name);
                let meaning = it.text.map(|it| self.words(it)).unwrap_or_default();
                let words = phrase!["for the purposes of ", self.this(), ", “", term, "” means ", meaning];
                vec![Paragraph::of(words.sentence(), vec![it.span])]
            }
            DeclarationKind::Group => {
                let set = it.set.as_ref().map(|it| self.set_last(it)).unwrap_or_default();
                let name = plain_words(&Phrase::from(self.called(name)).0);
                vec![Paragraph::of(phrase!["“", name, "” means ", set, open].sentence(), vec![it.span])]
            }
            DeclarationKind::Weights => {
                let words = it.weights.as_ref().map(|it| self.weights_words(it));
                words.into_iter().map(|words| Paragraph::of(words, vec![it.span])).collect()
            }
            DeclarationKind::Forces => {
                let Some(set) = &it.set else { return Vec::new() };
                let own = self.called(name);
                let are = if own.split(" of ").next().is_some_and(|it| it.ends_with('s')) { " are" } else { " is" };
                let words = phrase![own, are, " under the control of ", self.set_last(set)];
                vec![Paragraph::of(words.sentence(), vec![it.span])]
            }
            DeclarationKind::Body | DeclarationKind::Organization => self.body(it, &title),
            DeclarationKind::Party
            | DeclarationKind::State
            | DeclarationKind::Office
            | DeclarationKind::Instrument
            | DeclarationKind::Milestone => Vec::new(),
        }
    }

    fn body(&self, it: &Declaration, title: &Phrase) -> Vec<Paragraph> {
        if it.clauses.is_empty() && it.set.is_none() {
            return Vec::new();
        }
        let name = self.called(self.word_at(it.name));
        let mut all = Vec::new();
        let clauses = self.clauses(&it.clauses);
        let members = clauses.iter().find(|it| it.word == ClauseWord::Members);
        let of = match (members, &it.set) {
            (Some(clause), _) => {
                super::clauses::set_of(clause).map_or_else(|| self.loose(clause), |it| self.set_last(it))
            }
            (None, Some(set)) => self.set_last(set),
            (None, None) => Phrase::default(),
        };
        let composed = if of.is_empty() { of } else { phrase![", composed of ", of] };
        let plain = plain_words(&title.0);
        let words = if it.kind == DeclarationKind::Body {
            phrase![lexicon::with_a(&plain), " is hereby established", composed]
        } else {
            let comma = if composed.is_empty() { " " } else { ", " };
            phrase![&*name, composed, comma, "exercises the functions set out below"]
        };
        let mut spans = vec![it.span];
        spans.extend(members.map(|it| it.span));
        all.push(Paragraph::of(words.sentence(), spans));
        all.extend(self.block(&it.clauses, Noun::one(&*name), &[ClauseWord::Members]));
        all
    }

    /// An area, zone or line in paragraphs; none if nothing is said of it.
    pub(super) fn place(&self, it: &Place) -> Vec<Paragraph> {
        let name = self.called(self.word_at(it.name));
        let within = it.within.as_ref().map(|it| self.area(it));
        let mut all = Vec::new();
        if let Some(within) = within {
            let words = match Self::place_word(it.kind) {
                "line" => phrase![&*name, " runs within ", within],
                "zone" => phrase![&*name, " is a zone within ", within],
                _ => phrase![&*name, " lies within ", within],
            };
            let plural = plural_name(&name);
            let words = if plural {
                phrase![plain_words(&words.0).replacen(" lies within ", " lie within ", 1)]
            } else {
                words
            };
            all.push(Paragraph::of(words.sentence(), vec![it.span]));
        }
        let mut rest = self.block(&it.clauses, Noun { words: (&*name).into(), plural: plural_name(&name) }, &[]);
        match (all.first_mut(), rest.is_empty()) {
            (Some(first), false) if !rest[0].note => first.sentences.extend(rest.remove(0).sentences),
            (None, false) => rest[0].sentences.iter_mut().take(1).for_each(|first| first.1.push(it.span)),
            _ => {}
        }
        all.extend(rest);
        all
    }

    /// The clauses of the block of a body or place.
    fn block(&self, clauses: &[OrBracket<Clause>], own: Noun, said: &[ClauseWord]) -> Vec<Paragraph> {
        let home = Home { kind: None, applies: phrase![&own, " may act"], own };
        let mut paragraph = Paragraph::default();
        let mut notes = Paragraph { note: true, ..Paragraph::default() };
        for clause in self.clauses(clauses) {
            if clause.word != ClauseWord::Text && !said.contains(&clause.word) {
                let to = if clause.word == ClauseWord::Ambiguous { &mut notes } else { &mut paragraph };
                to.sentences.extend(self.clause(clause, &home).into_iter().map(|it| (it, vec![clause.span])));
            }
        }
        let mut all = vec![paragraph, notes];
        for bracket in self.brackets(clauses) {
            all.push(self.bracketed_clauses(bracket, &home));
        }
        all.retain(|it| !it.sentences.is_empty());
        all
    }
}

/// Whether a name stands in the plural: "certain areas of …", "territories, forces and ships".
fn plural_name(name: &str) -> bool {
    const BEHIND: [&str; 8] = [" of ", " between ", " from ", " to ", " in ", " along ", " under ", " for "];
    let head = BEHIND.iter().fold(name, |head, it| head.split(it).next().unwrap_or(head));
    let small = name.trim_start_matches("the ").starts_with(char::is_lowercase);
    small && head.ends_with('s') && !head.ends_with("ss") || head.contains(" and ")
}
