//! Words, mixed lists, amounts, areas.

use super::super::vocabulary::Vocabulary;
use super::super::{Actors, Area, AreaTerm, Object, OpenWord, Quantity, RefTarget, SetTerm};
use super::ModelBuilder;
use crate::diagnostic::{Severity, nearest};
use crate::source::Span;
use crate::syntax::ast::{self, AreaAtom, List, ListItem, OrBracket};
use crate::syntax::{lexer, number};
use thin_vec::thin_vec as list;

impl<'a> ModelBuilder<'a, '_> {
    /// A list of words; empty if the reading leaves nothing of it.
    pub(super) fn word_list(&mut self, words: &[OrBracket<ast::Word>], of: Option<Vocabulary>) -> List<OpenWord<'a>> {
        let reading = self.reading;
        let mut list = List::with_capacity(words.len());
        for word in reading.each(words) {
            list.push(self.word(*word, of));
        }
        list
    }

    /// One word. A bare one that neither the core vocabulary nor the draft explains gets an advice.
    fn word(&mut self, word: ast::Word, of: Option<Vocabulary>) -> OpenWord<'a> {
        let (span, quoted) = match word {
            ast::Word::Name(span) => (span, false),
            ast::Word::Text(span) => (span, true),
            ast::Word::Tbd(span) => {
                self.hole(span);
                return OpenWord { text: "TBD", span, quoted: false, hole: true };
            }
        };
        let text = if quoted { self.unquoted(span) } else { self.words(span) };
        if !self.note_term(text, span, quoted)
            && !quoted
            && let Some(vocabulary) = of
        {
            self.check_word(text, span, vocabulary);
        }
        OpenWord { text, span, quoted, hole: false }
    }

    /// Notes the use of a defined term; says whether it is one. Quoted words are compared as the draft writes them.
    pub(super) fn note_term(&mut self, text: &'a str, span: Span, quoted: bool) -> bool {
        if self.scope.terms.is_empty() {
            return false;
        }
        let at = if quoted {
            let word = text.split_whitespace().collect::<List<_>>().join("-").to_lowercase();
            self.scope.terms.get(&word).copied()
        } else {
            self.scope.terms.get(text).copied()
        };
        if let Some(at) = at {
            self.note_use(text, span, RefTarget::Term(at));
        }
        at.is_some()
    }

    /// Advice on a word outside the core vocabulary, with the nearest known one.
    pub(super) fn check_word(&mut self, word: &'a str, span: Span, vocabulary: Vocabulary) {
        if vocabulary.admits(word) || self.reads != super::Reads::Own || self.quiet || !self.is_unjudged(word) {
            return;
        }
        // Some hundred words are looked at for each.
        let patience = self.patience.checked_sub(400);
        self.patience = patience.unwrap_or(self.patience);
        let near = patience.and_then(|_| vocabulary.nearest(word));
        // Objects are anything under the sun: only a slip of the pen is worth a word.
        if near.is_none() && vocabulary == Vocabulary::Objects {
            return;
        }
        let noun = vocabulary.noun();
        let message = format!("`{word}` is not a known {noun}");
        if let Some(finding) = self.report("names/unknown-word", Severity::Advice, span, message) {
            if let Some(near) = near {
                finding.did_you_mean(span, word, near);
            } else {
                let plain = word.replace('-', " ");
                finding.help(format!("define it: `term \"{plain}\" means \"…\"`, or quote the text: `\"{plain}\"`"));
            }
        }
    }

    /// Advice on a word of a closed list: a stage, a form, a legal role.
    pub(super) fn unknown_of(
        &mut self,
        word: &'a str,
        span: Span,
        noun: &str,
        known: impl Iterator<Item = &'static str> + Clone,
    ) {
        let near = nearest(word, known.clone());
        let all = known.map(|it| format!("`{it}`")).collect::<List<_>>().join(", ");
        let message = format!("`{word}` is not a known {noun}");
        if let Some(finding) = self.report("names/unknown-word", Severity::Advice, span, message) {
            match near {
                Some(near) => {
                    finding.did_you_mean(span, word, near);
                }
                None => {
                    finding.help(format!("one of {all}"));
                }
            }
        }
    }

    /// A mixed list; empty if the reading leaves nothing of it. Actors that stand side by side are one set.
    pub(super) fn objects(&mut self, values: &[OrBracket<ListItem>], of: Option<Vocabulary>) -> List<Object<'a>> {
        let reading = self.reading;
        let mut list: List<Object<'a>> = List::with_capacity(values.len());
        for value in reading.each(values) {
            match value {
                ListItem::Quantity(quantity) => {
                    if let Some(quantity) = self.quantity(quantity) {
                        list.push(Object::Quantity(quantity));
                    }
                }
                ListItem::Actor(ast::Member::Name(span)) => match self.capital(*span) {
                    RefTarget::Actor(id) => add_actor(&mut list, SetTerm::Actor(id), *span),
                    RefTarget::Group(id) => add_actor(&mut list, SetTerm::Group(id), *span),
                    RefTarget::Place(id) => list.push(Object::Place(id, *span)),
                    RefTarget::Instrument(id) => list.push(Object::Instrument(id, *span)),
                    _ => add_actor(&mut list, SetTerm::Unknown, *span),
                },
                ListItem::Actor(member) => {
                    let span = member.span();
                    if let Some(term) = self.member(member) {
                        add_actor(&mut list, term, span);
                    }
                }
                ListItem::Word(ast::Word::Name(span)) => {
                    let object = self.named_object(*span, of);
                    list.push(object);
                }
                ListItem::Word(word) => {
                    let word = self.word(*word, of);
                    list.push(Object::Word(word));
                }
            }
        }
        list
    }

    /// A small word in a mixed list: a provision, or else vocabulary.
    fn named_object(&mut self, span: Span, of: Option<Vocabulary>) -> Object<'a> {
        let name = self.words(span);
        if let Some(id) = self.provision_named(name) {
            self.note_use(name, span, RefTarget::Provision(id));
            // What a duty is about may well be a provision: `respect neutrality`. A means is something else.
            if of == Some(Vocabulary::Means) && Vocabulary::Means.knows(name) {
                self.shadowed(name, span, id);
            }
            return Object::Provision(id, span);
        }
        Object::Word(self.word(ast::Word::Name(span), of))
    }

    /// A provision that bears the name of a core word takes its place: say so once, where the word is used.
    fn shadowed(&mut self, name: &'a str, span: Span, id: super::ProvisionId) {
        if self.reads != super::Reads::Own || self.quiet || !self.is_unjudged(name) {
            return;
        }
        let declared = self.treaty.provision(id).name_span;
        let message = format!("`{name}` names a provision here, but elsewhere a means");
        if let Some(finding) = self.report("names/core-word", Severity::Error, declared, message) {
            finding.here("takes the place of the means");
            finding.label(span, "read as the provision");
            finding.help("give the provision a name of its own");
        }
    }

    /// Amounts; empty if the reading leaves nothing of them.
    pub(super) fn quantities(&mut self, quantities: &[OrBracket<ast::Quantity>]) -> List<Quantity<'a>> {
        let reading = self.reading;
        reading.each(quantities).filter_map(|it| self.quantity(it)).collect()
    }

    /// An amount; `None` if the reading leaves no number. One that is out of range is not known.
    pub(super) fn quantity(&mut self, quantity: &ast::Quantity) -> Option<Quantity<'a>> {
        let number = match &quantity.number {
            None => {
                self.hole(quantity.span);
                None
            }
            Some(number) => Some(*self.reading.value(number)?),
        };
        let digits = number.map(|it| self.words(it));
        let mut unit = quantity.unit.map_or("", |it| self.unquoted(it));
        // A currency stands before its number, its scale after: `USD 500 million`.
        let money = matches!((quantity.unit, number), (Some(unit), Some(number)) if unit.start < number.start);
        let thousandths = if money {
            let mut words = lexer::words(unit);
            unit = words.next().unwrap_or_default();
            digits.and_then(|it| number::money(it, words.last().unwrap_or_default()))
        } else {
            digits.and_then(number::thousandths)
        };
        Some(Quantity { span: quantity.span, thousandths, approximate: quantity.approximate, unit })
    }

    /// An area; `None` if the reading leaves nothing of it.
    pub(super) fn area(&mut self, area: &ast::Area) -> Option<Area<'a>> {
        let mut except = List::new();
        let include = self.area_terms(&area.include, &mut except);
        if include.is_empty() {
            return None;
        }
        let mut kept = List::new();
        except.extend(self.area_terms(&area.except, &mut kept));
        Some(Area { span: area.span, include, except })
    }

    /// The parts of an area; those that are taken away within one of them go to `except`.
    fn area_terms(&mut self, atoms: &[OrBracket<AreaAtom>], except: &mut List<AreaTerm<'a>>) -> List<AreaTerm<'a>> {
        let reading = self.reading;
        let mut terms = List::with_capacity(atoms.len());
        for atom in reading.each(atoms) {
            let term = match atom {
                AreaAtom::TerritoryOf(set, _) => {
                    let include = self.territory(&set.include, &mut terms);
                    let less = self.territory(&set.except, except);
                    let actors = Actors { span: set.span, quantifier: set.quantifier, include, except: less };
                    (!actors.include.is_empty()).then_some(AreaTerm::TerritoryOf(actors, None))
                }
                AreaAtom::Name { name, part } => Some(self.named_area(*name, *part)),
                AreaAtom::StandIn(who, span) => {
                    let include = list![SetTerm::StandIn(*who, false)];
                    Some(AreaTerm::TerritoryOf(Actors { span: *span, include, ..Actors::default() }, None))
                }
                AreaAtom::Text(span) => {
                    let text = self.unquoted(*span);
                    self.note_term(text, *span, true);
                    Some(AreaTerm::Words(text))
                }
                AreaAtom::Nested(area) => self.area(area).map(|it| AreaTerm::Nested(Box::new(it))),
                AreaAtom::Tbd(span) => {
                    self.hole(*span);
                    Some(AreaTerm::Unknown)
                }
            };
            terms.extend(term);
        }
        terms
    }

    /// The actors of `territory of UKR except Excluded`. A place that stands among them is a place by itself.
    fn territory(&mut self, members: &[OrBracket<ast::Member>], places: &mut List<AreaTerm<'a>>) -> List<SetTerm<'a>> {
        let reading = self.reading;
        let mut actors = List::with_capacity(members.len());
        for member in reading.each(members) {
            if let ast::Member::Name(span) = member
                && let Some(RefTarget::Place(id)) = self.find_capital(self.words(*span))
            {
                self.note_use(self.words(*span), *span, RefTarget::Place(id));
                places.push(AreaTerm::Place(id, None));
                continue;
            }
            actors.extend(self.member(member));
        }
        actors
    }

    fn named_area(&mut self, name: Span, part: Option<Span>) -> AreaTerm<'a> {
        let part = part.map(|it| self.unquoted(it));
        let territory = |term| {
            let actors = Actors { span: name, include: list![term], ..Actors::default() };
            AreaTerm::TerritoryOf(actors, part)
        };
        match self.capital(name) {
            RefTarget::Place(id) => AreaTerm::Place(id, part),
            RefTarget::Actor(id) => territory(SetTerm::Actor(id)),
            RefTarget::Group(id) => territory(SetTerm::Group(id)),
            _ => AreaTerm::Unknown,
        }
    }
}

/// Adds an actor to the set that ends a list, or begins one.
fn add_actor<'a>(list: &mut List<Object<'a>>, term: SetTerm<'a>, span: Span) {
    if let Some(Object::Actors(actors)) = list.last_mut() {
        actors.span = actors.span.to(span);
        actors.include.push(term);
    } else {
        list.push(Object::Actors(Actors { span, include: list![term], ..Actors::default() }));
    }
}
