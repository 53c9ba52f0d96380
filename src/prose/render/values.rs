//! Amounts, lengths of time, places, references, mixed lists.

use super::document::{Inline, Mention};
use super::lexicon;
use super::phrase::{Phrase, join, phrase, to_provision};
use super::speaker::{NamedAs, Speaker};
use crate::source::Span;
use crate::syntax::ast::{
    Area, AreaAtom, DeclarationKind, Duration, ListItem, OrBracket, PlaceKind, Quantity, Ref, RefKind, UnitKind,
    UnitRef, Word,
};

impl Speaker<'_> {
    /// An amount with its unit.
    pub(super) fn quantity(&self, it: &Quantity) -> Phrase {
        let about = if it.approximate { "approximately " } else { "" };
        let digits = |span: &Span| -> Phrase { lexicon::figures(self.word_at(*span)).into() };
        let number = match &it.number {
            Some(number) => self.value(number, &digits).unwrap_or_default(),
            None => Inline::Hole.into(),
        };
        let Some(unit) = it.unit else { return phrase![about, number] };
        let words = self.word_at(unit);
        let whole = it.span.of(self.text);
        // Money: the currency stands in front, the scale behind.
        if unit.start == it.span.start
            || whole.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == ' ').starts_with(words)
                && words.starts_with(|c: char| c.is_ascii_uppercase())
        {
            let scale =
                whole.split_whitespace().next_back().filter(|it| matches!(*it, "thousand" | "million" | "billion"));
            let scale = scale.map_or_else(String::new, |it| format!(" {it}"));
            // The unit of money runs from the currency to the scale.
            let currency = words.split_whitespace().next().unwrap_or(words);
            return phrase![about, currency, " ", number, scale];
        }
        match words {
            "%" => phrase![about, number, " per cent"],
            _ => phrase![about, number, " ", self.unit(words, it)],
        }
    }

    fn unit(&self, words: &str, it: &Quantity) -> Phrase {
        if words.starts_with(['"', '“']) {
            return lexicon::quoted(crate::syntax::lexer::unquoted(words));
        }
        let one = matches!(&it.number, Some(OrBracket::Plain(span)) if self.word_at(*span) == "1");
        match (words, one) {
            ("km", true) => "kilometre".into(),
            ("km", false) => "kilometres".into(),
            _ => lexicon::printed(words).into(),
        }
    }

    /// Amounts in a row.
    pub(super) fn quantities(&self, list: &[OrBracket<Quantity>]) -> Vec<Phrase> {
        self.each(list, &|it| self.quantity(it))
    }

    /// A length of time.
    pub(super) fn duration(&self, it: &Duration) -> Phrase {
        match it {
            Duration::Span { number, unit, approximate, .. } => {
                let about = if *approximate { "approximately " } else { "" };
                phrase![about, lexicon::time(self.word_at(*number), *unit)]
            }
            Duration::Indefinite(_) => "an indefinite period".into(),
            // A day that there is not is kept as it is written.
            Duration::Tbd(span) => match self.word_at(*span) {
                "TBD" | "" => Inline::Hole.into(),
                words => words.into(),
            },
        }
    }

    /// A length of time in front of a noun: "12 months'".
    pub(super) fn duration_of(&self, it: &Duration) -> Phrase {
        match it {
            Duration::Span { number, unit, approximate: false, .. } => {
                lexicon::time_of(self.word_at(*number), *unit).into()
            }
            _ => self.duration(it),
        }
    }

    /// Where something holds.
    pub(super) fn area(&self, it: &Area) -> Phrase {
        let mut words = join(self.each(&it.include, &|it| self.area_atom(it)), "and");
        if !it.except.is_empty() {
            words.push(", except ");
            words.push(join(self.each(&it.except, &|it| self.area_atom(it)), "and"));
        }
        words
    }

    fn area_atom(&self, it: &AreaAtom) -> Phrase {
        match it {
            AreaAtom::TerritoryOf(set, _) => phrase!["the territory of ", self.set_last(set)],
            AreaAtom::Name { name, part: None } => self.called(self.word_at(*name)).into(),
            AreaAtom::Name { name, part: Some(part) } => {
                phrase![self.called(self.word_at(*name)), " ", self.words(*part)]
            }
            AreaAtom::StandIn(who, _) => phrase!["the territory of ", self.stand_in(*who, false)],
            AreaAtom::Text(span) => self.words(*span),
            AreaAtom::Nested(area) => self.area(area),
            AreaAtom::Tbd(_) => Inline::Hole.into(),
        }
    }

    /// What a reference names, as a noun: "the Charter of the United Nations", "Article 5, paragraph 2".
    pub(super) fn reference(&self, it: &Ref) -> Phrase {
        match &it.kind {
            RefKind::Tbd => Inline::Hole.into(),
            RefKind::Declared(span) => self.called(self.word_at(*span)).into(),
            RefKind::Named(span) => {
                let name = self.word_at(*span);
                match self.named(name) {
                    Some(NamedAs::Provision(_)) => self.provision_as_noun(name),
                    Some(_) => self.called(name).into(),
                    None => lexicon::printed(name).into(),
                }
            }
            RefKind::Unit(unit) => self.unit_reference(unit),
        }
    }

    /// The place of what a reference names: "Article 5, paragraph 2", and not the obligation under it.
    pub(super) fn place_of(&self, it: &Ref) -> Phrase {
        match &it.kind {
            RefKind::Named(span) if matches!(self.named(self.word_at(*span)), Some(NamedAs::Provision(_))) => {
                to_provision(self.word_at(*span))
            }
            _ => self.reference(it),
        }
    }

    fn unit_reference(&self, it: &UnitRef) -> Phrase {
        let number = |span: Span| crate::syntax::lexer::unquoted(self.word_at(span)).to_owned();
        if let Some(of) = it.of {
            let mut words = match it.to {
                Some(to) => format!("{}s {} to {}", unit_word(it.kind), number(it.number), number(to)),
                None => format!("{} {}", unit_word(it.kind), number(it.number)),
            };
            for (kind, span) in &it.within {
                words = format!("{words} of {} {}", unit_word(*kind), number(*span));
            }
            return phrase![crate::diagnostic::capital(&words), " of ", self.called(self.word_at(of))];
        }
        if let Some(to) = it.to {
            let words = format!("{}s {} to {}", unit_word(it.kind), number(it.number), number(to));
            return words.into();
        }
        let parts = std::iter::once((it.kind.as_str(), number(it.number)))
            .chain(it.within.iter().map(|(kind, span)| (kind.as_str(), number(*span))));
        let to = Mention::Unit(parts.collect());
        Inline::Reference { to, words: String::new(), anchor: String::new() }.into()
    }

    /// One item of a mixed list, bare words through a function.
    pub(super) fn item(&self, it: &ListItem, bare: &dyn Fn(&str) -> String) -> Phrase {
        match it {
            ListItem::Quantity(it) => self.quantity(it),
            ListItem::Actor(it) => self.member(it).words,
            ListItem::Word(it) => self.word(*it, bare),
        }
    }

    /// The items of a mixed list, with what is taken from it.
    pub(super) fn items(
        &self,
        list: &[OrBracket<ListItem>],
        except: &[OrBracket<ListItem>],
        bare: &dyn Fn(&str) -> String,
        and: &str,
    ) -> Phrase {
        let mut words = join(self.each(list, &|it| self.item(it, bare)), and);
        if !except.is_empty() {
            words.push(", other than ");
            words.push(join(self.each(except, &|it| self.item(it, bare)), and));
        }
        words
    }

    /// Whether every item of a list is an actor.
    pub(super) fn are_actors(&self, list: &[OrBracket<ListItem>]) -> bool {
        let is_place = |name: &str| matches!(self.named(name), Some(NamedAs::Place));
        let items = self.every(list);
        !items.is_empty()
            && items.iter().all(|it| match it {
                ListItem::Actor(crate::syntax::ast::Member::Name(span)) => !is_place(self.word_at(*span)),
                ListItem::Actor(_) | ListItem::Word(Word::Tbd(_)) => true,
                ListItem::Word(Word::Name(span)) => matches!(
                    self.named(self.word_at(*span)),
                    Some(NamedAs::Declared(DeclarationKind::Body | DeclarationKind::Organization))
                ),
                _ => false,
            })
    }

    /// Words of one kind of place, in front of its name.
    pub(super) fn place_word(kind: PlaceKind) -> &'static str {
        match kind {
            PlaceKind::Area => "area",
            PlaceKind::Zone => "zone",
            PlaceKind::Line => "line",
        }
    }
}

/// A kind of unit as a reference has it.
pub(super) fn unit_word(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Preamble => "Preamble",
        UnitKind::Article => "Article",
        UnitKind::Point => "point",
        UnitKind::Paragraph => "paragraph",
        UnitKind::Section => "Section",
        UnitKind::Chapter => "Chapter",
        UnitKind::Annex => "Annex",
        UnitKind::Protocol => "Protocol",
        UnitKind::Letter => "Letter",
        UnitKind::Minute => "Minute",
        UnitKind::Notes => "Notes",
    }
}
