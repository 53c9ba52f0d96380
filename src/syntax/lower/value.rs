//! Values: sets, vocabulary, areas, quantities, durations, events, references.

use super::{Lower, Pair, parts};
use crate::source::Span;
use crate::syntax::ast::{
    ActorExpr, Area, AreaAtom, Duration, Event, EventKind, EventList, List, ListItem, Member, MembersOf, OrBracket,
    Phase, Qualifier, Quantifier, Quantity, Ref, RefKind, RoleGroup, StandIn, Subject, TimeUnit, UnitKind, UnitRef,
    Word,
};
use crate::syntax::grammar::Rule;
use crate::syntax::number::{self, NumberError, whole};

impl Lower<'_> {
    pub(super) fn set(&mut self, pair: Pair<'_>) -> ActorExpr {
        let span = self.span(&pair);
        let inner = parts(pair);
        let mut set =
            ActorExpr { span, quantifier: None, include: List::with_capacity(inner.len()), except: List::new() };
        for part in inner {
            match part.as_rule() {
                Rule::quantifier => set.quantifier = Some(self.quantifier(&part)),
                Rule::except => {
                    for member in parts(part) {
                        let member = self.member(member);
                        set.except.push(member);
                    }
                }
                _ => {
                    let member = self.member(part);
                    set.include.push(member);
                }
            }
        }
        set
    }

    fn quantifier(&mut self, pair: &Pair<'_>) -> Quantifier {
        match self.first_word(pair) {
            "each" => Quantifier::Each,
            "all" => Quantifier::All,
            "any" => Quantifier::Any,
            "about" | "approximately" => Quantifier::Unread,
            number => {
                let (start, length, count) = (self.span(pair).start, number.len() as u32, whole(number));
                let count = self.reckoned(Span::new(start, start + length), NumberError::Count, count);
                count.map_or(Quantifier::Unread, Quantifier::Some)
            }
        }
    }

    fn member(&mut self, pair: Pair<'_>) -> OrBracket<Member> {
        if pair.as_rule() == Rule::bracket_members {
            return self.bracket(pair, |this, set, content| {
                let set = this.set(set);
                if set.except.is_empty() && set.quantifier.is_none() {
                    content.extend(set.include);
                } else {
                    content.push(OrBracket::Plain(Member::Nested(Box::new(set))));
                }
            });
        }
        OrBracket::Plain(self.plain_member(pair))
    }

    fn plain_member(&mut self, pair: Pair<'_>) -> Member {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::id if self.words(span) == "TBD" => Member::Tbd(span),
            Rule::id => Member::Name(span),
            Rule::role => {
                let word = self.words(span).rsplit(|it: char| it.is_ascii_whitespace()).next().unwrap_or_default();
                Member::Role(RoleGroup::from_plural(word).unwrap_or(RoleGroup::Parties), span)
            }
            Rule::stand_in => {
                let (who, aligned) = self.stand_in(span);
                Member::StandIn { who, aligned, span }
            }
            Rule::members_of => {
                let mut names = parts(pair);
                let of = names.next().map_or(span, |name| self.span(&name));
                let as_of = names.next().and_then(|date| {
                    let at = self.span(&date);
                    match date.as_rule() {
                        Rule::instant => self.instant(at),
                        _ => self.reckoned(at, NumberError::Year, number::year(self.words(at)).map(|_| at)),
                    }
                });
                Member::MembersOf(Box::new(MembersOf { of, as_of, span }))
            }
            Rule::own_members => Member::OwnMembers(span),
            Rule::any_state => Member::AnyState(span),
            Rule::nested_set => {
                let set = parts(pair).next().map(|set| self.set(set));
                set.map_or(Member::Tbd(span), |set| Member::Nested(Box::new(set)))
            }
            _ => Member::Word(span),
        }
    }

    fn stand_in(&self, span: Span) -> (StandIn, bool) {
        let words = self.words(span);
        let mut each = words.split_ascii_whitespace();
        let who = match (each.next(), each.next()) {
            (Some("the"), Some("attacker")) => StandIn::Attacker,
            (Some("the"), Some("victim")) => StandIn::Victim,
            (Some("the"), Some("others")) => StandIn::Others,
            (Some("the"), Some("requester")) => StandIn::Requester,
            (Some("the"), Some("host")) => StandIn::Host,
            (Some("the"), _) => StandIn::PartyConcerned,
            _ => StandIn::DisputeParties,
        };
        (who, words.contains("aligned"))
    }

    pub(super) fn word_list(&mut self, pair: Pair<'_>) -> List<OrBracket<Word>> {
        parts(pair).map(|part| self.word(part)).collect()
    }

    fn word(&mut self, pair: Pair<'_>) -> OrBracket<Word> {
        if pair.as_rule() == Rule::bracket_words {
            return self.bracket(pair, |this, words, content| content.extend(this.word_list(words)));
        }
        let span = self.span(&pair);
        OrBracket::Plain(match pair.as_rule() {
            Rule::string => Word::Text(span),
            Rule::tbd => Word::Tbd(span),
            _ => Word::Name(self.name(&pair)),
        })
    }

    /// The items of a mixed list, and what `except` takes from it.
    pub(super) fn items(&mut self, pair: Pair<'_>) -> (List<OrBracket<ListItem>>, List<OrBracket<ListItem>>) {
        let inner = parts(pair);
        let (mut items, mut except) = (List::with_capacity(inner.len()), List::new());
        for part in inner {
            if part.as_rule() == Rule::except_items {
                for item in parts(part) {
                    let item = self.item_value(item);
                    except.push(item);
                }
            } else {
                let item = self.item_value(part);
                items.push(item);
            }
        }
        (items, except)
    }

    /// The items of a mixed list that has no `except`. What the tree does not keep has no brackets to number.
    pub(super) fn included_items(&mut self, pair: Pair<'_>) -> List<OrBracket<ListItem>> {
        let included = parts(pair).filter(|it| it.as_rule() != Rule::except_items);
        included.map(|it| self.item_value(it)).collect()
    }

    fn item_value(&mut self, pair: Pair<'_>) -> OrBracket<ListItem> {
        let span = self.span(&pair);
        OrBracket::Plain(match pair.as_rule() {
            Rule::bracket_items => {
                return self.bracket(pair, |this, items, content| content.extend(this.included_items(items)));
            }
            Rule::quantity => ListItem::Quantity(Box::new(self.quantity(pair))),
            Rule::string => ListItem::Word(Word::Text(span)),
            Rule::name => ListItem::Word(Word::Name(self.name(&pair))),
            Rule::id if self.words(span) == "TBD" => ListItem::Word(Word::Tbd(span)),
            _ => ListItem::Actor(self.plain_member(pair)),
        })
    }

    pub(super) fn quantities(&mut self, pair: Pair<'_>) -> List<OrBracket<Quantity>> {
        parts(pair)
            .map(|part| match part.as_rule() {
                Rule::bracket_quantities => {
                    self.bracket(part, |this, list, content| content.extend(this.quantities(list)))
                }
                _ => OrBracket::Plain(self.quantity(part)),
            })
            .collect()
    }

    pub(super) fn quantity(&mut self, pair: Pair<'_>) -> Quantity {
        let mut quantity = Quantity { span: self.span(&pair), approximate: false, number: None, unit: None };
        for part in parts(pair) {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::approx => quantity.approximate = true,
                Rule::number => {
                    self.reckoned(span, NumberError::Amount, number::thousandths(self.words(span)));
                    quantity.number = Some(OrBracket::Plain(span));
                }
                Rule::bracket_number => quantity.number = Some(self.bracket_number(part)),
                Rule::money => {
                    // The unit of money runs from the currency to its scale; the number between is cut out by the model.
                    let (mut digits, mut scale) = (span, "");
                    for part in parts(part) {
                        let at = self.span(&part);
                        match part.as_rule() {
                            Rule::number => digits = at,
                            Rule::id => quantity.unit = Some(at),
                            _ => {
                                scale = self.words(at);
                                quantity.unit = quantity.unit.map(|unit| unit.to(at));
                            }
                        }
                    }
                    quantity.number = Some(OrBracket::Plain(digits));
                    let amount = number::money(self.words(digits), scale);
                    self.reckoned(digits, NumberError::Money, amount);
                }
                Rule::tbd => {}
                _ => quantity.unit = Some(span),
            }
        }
        quantity
    }

    fn bracket_number(&mut self, pair: Pair<'_>) -> OrBracket<Span> {
        self.bracket(pair, |this, digits, content| {
            let span = this.span(&digits);
            this.reckoned(span, NumberError::Amount, number::thousandths(this.words(span)));
            content.push(OrBracket::Plain(span));
        })
    }

    pub(super) fn duration(&mut self, pair: Pair<'_>) -> OrBracket<Duration> {
        let span = self.span(&pair);
        OrBracket::Plain(match pair.as_rule() {
            Rule::bracket_duration => {
                return self.bracket(pair, |this, duration, content| {
                    let duration = this.duration(duration);
                    content.push(duration);
                });
            }
            Rule::duration => self.counted_duration(span),
            Rule::open_duration => return self.open_duration(pair),
            Rule::indefinite => Duration::Indefinite(span),
            _ => Duration::Tbd(span),
        })
    }

    /// `[ 24 | 72 ] hours`
    fn open_duration(&mut self, pair: Pair<'_>) -> OrBracket<Duration> {
        let span = self.span(&pair);
        let (mut approximate, mut numbers, mut unit) = (false, None, TimeUnit::Month);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::approx => approximate = true,
                Rule::bracket_number => numbers = Some(part),
                _ => unit = time_unit(self.first_word(&part)),
            }
        }
        let Some(numbers) = numbers else { return OrBracket::Plain(Duration::Tbd(span)) };
        self.bracket(numbers, |this, digits, content| {
            let number = this.span(&digits);
            let time = number::time(this.words(number), unit);
            content.push(OrBracket::Plain(match this.reckoned(number, NumberError::Time, time) {
                Some(_) => Duration::Span { span: number, number, unit, approximate },
                None => Duration::Tbd(number),
            }));
        })
    }

    pub(super) fn counted_duration(&mut self, span: Span) -> Duration {
        let words = self.words(span);
        let digits = words.find(|it: char| it.is_ascii_digit()).unwrap_or_default();
        let length = words[digits..].find(|it: char| !matches!(it, '0'..='9' | ',' | '.')).unwrap_or_default();
        let amount = Span::new(span.start + digits as u32, span.start + (digits + length) as u32);
        let unit = time_unit(words[digits + length..].trim_start());
        let time = number::time(self.words(amount), unit);
        match self.reckoned(amount, NumberError::Time, time) {
            Some(_) => Duration::Span { span, number: amount, unit, approximate: digits > 0 },
            None => Duration::Tbd(span),
        }
    }

    pub(super) fn area(&mut self, pair: Pair<'_>) -> Area {
        let span = self.span(&pair);
        let inner = parts(pair);
        let mut area = Area { span, include: List::with_capacity(inner.len()), except: List::new() };
        for part in inner {
            if part.as_rule() == Rule::except_area {
                for atom in parts(part) {
                    let atom = self.area_atom(atom);
                    area.except.push(atom);
                }
            } else {
                let atom = self.area_atom(part);
                area.include.push(atom);
            }
        }
        area
    }

    fn area_atom(&mut self, pair: Pair<'_>) -> OrBracket<AreaAtom> {
        let span = self.span(&pair);
        OrBracket::Plain(match pair.as_rule() {
            Rule::bracket_area => {
                return self.bracket(pair, |this, area, content| {
                    let area = this.area(area);
                    if area.except.is_empty() {
                        content.extend(area.include);
                    } else {
                        content.push(OrBracket::Plain(AreaAtom::Nested(Box::new(area))));
                    }
                });
            }
            Rule::territory => match parts(pair).next() {
                Some(set) => AreaAtom::TerritoryOf(Box::new(self.set(set)), span),
                None => AreaAtom::Tbd(span),
            },
            Rule::place_name => {
                let mut names = parts(pair);
                let name = names.next().map_or(span, |name| self.span(&name));
                match names.next() {
                    None if self.words(name) == "TBD" => AreaAtom::Tbd(name),
                    part => AreaAtom::Name { name, part: part.map(|part| self.span(&part)) },
                }
            }
            Rule::stand_in => AreaAtom::StandIn(self.stand_in(span).0, span),
            Rule::nested_area => match parts(pair).next() {
                Some(area) => AreaAtom::Nested(Box::new(self.area(area))),
                None => AreaAtom::Tbd(span),
            },
            _ => AreaAtom::Text(span),
        })
    }

    pub(super) fn events(&mut self, pair: Pair<'_>) -> EventList {
        let span = self.span(&pair);
        let mut list = EventList { span, events: List::with_capacity(1), qualifiers: List::with_capacity(1) };
        for part in parts(pair) {
            match part.as_rule() {
                Rule::event => {
                    let event = self.event(part);
                    list.events.push(event);
                }
                Rule::or => {}
                _ => {
                    if let Some(qualifier) = self.qualifier(part) {
                        list.qualifiers.push(qualifier);
                    }
                }
            }
        }
        list
    }

    fn event(&mut self, pair: Pair<'_>) -> Event {
        let span = self.span(&pair);
        let mut inner = parts(pair);
        let kind = match inner.next() {
            Some(first) if first.as_rule() == Rule::string => EventKind::Text(self.span(&first)),
            Some(first) if first.as_rule() == Rule::phase_of => {
                let phase = self.phase(&first);
                match inner.next() {
                    Some(of) => EventKind::Phase(phase, Box::new(self.reference(of))),
                    None => EventKind::Text(span),
                }
            }
            Some(first) => EventKind::Named(self.name(&first), inner.next().map(|of| Box::new(self.reference(of)))),
            None => EventKind::Text(span),
        };
        Event { span, kind }
    }

    pub(super) fn phase(&self, pair: &Pair<'_>) -> Phase {
        match self.first_word(pair) {
            "start" => Phase::Start,
            "end" => Phase::End,
            "completion" => Phase::Completion,
            _ => Phase::Breach,
        }
    }

    fn qualifier(&mut self, pair: Pair<'_>) -> Option<Qualifier> {
        let rule = pair.as_rule();
        let value = parts(pair).next()?;
        Some(match rule {
            Rule::q_by => Qualifier::By(self.subject(value)),
            Rule::q_against => Qualifier::Against(self.subject(value)),
            Rule::q_in => Qualifier::In(self.area(value)),
            Rule::q_from => Qualifier::From(self.area(value)),
            Rule::q_through => Qualifier::Through(self.area(value)),
            _ => Qualifier::Domains(self.word_list(value)),
        })
    }

    pub(super) fn subject(&mut self, pair: Pair<'_>) -> Subject {
        match pair.as_rule() {
            Rule::set => Subject::Set(Box::new(self.set(pair))),
            Rule::string => Subject::Text(self.span(&pair)),
            _ => Subject::Provision(self.name(&pair)),
        }
    }

    pub(super) fn refs(&mut self, pair: Pair<'_>) -> List<OrBracket<Ref>> {
        parts(pair).map(|part| self.ref_entry(part)).collect()
    }

    pub(super) fn ref_entry(&mut self, pair: Pair<'_>) -> OrBracket<Ref> {
        match pair.as_rule() {
            Rule::bracket_refs => self.bracket(pair, |this, refs, content| content.extend(this.refs(refs))),
            _ => OrBracket::Plain(self.reference(pair)),
        }
    }

    /// A reference that can't stand in brackets; a bracketed one is read as its first alternative's first name.
    pub(super) fn reference(&mut self, pair: Pair<'_>) -> Ref {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::tbd => RefKind::Tbd,
            Rule::id if self.words(span) == "TBD" => RefKind::Tbd,
            Rule::id => RefKind::Declared(span),
            Rule::unit_ref => {
                let inner = parts(pair);
                RefKind::Unit(Box::new(self.unit_ref(inner, span)))
            }
            _ => RefKind::Named(self.name(&pair)),
        };
        Ref { span, kind }
    }

    /// A unit by its number, with the parts behind its comma and those that it is a part of.
    fn unit_ref(&mut self, parts_of: pest::iterators::Pairs<'_, Rule>, span: Span) -> UnitRef {
        let mut read = UnitRef {
            kind: UnitKind::Article,
            number: span,
            to: None,
            more: List::new(),
            within: List::new(),
            of: None,
        };
        let (mut kind, mut several, mut units) = (None, false, List::<(UnitKind, Span)>::new());
        for part in parts_of {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::outer_unit => {
                    let mut inner = parts(part);
                    let kind = inner.next().and_then(|it| UnitKind::from_word(self.first_word(&it)));
                    let number = inner.next().map_or(at, |it| self.span(&it));
                    units.push((kind.unwrap_or(UnitKind::Article), number));
                }
                Rule::more_units => {
                    several = false;
                    read.more = parts(part).map(|it| self.span(&it)).collect();
                }
                Rule::k_units => {
                    several = true;
                    kind = UnitKind::from_word(self.words(at).trim_end_matches('s'));
                }
                Rule::unit_no | Rule::id | Rule::string => match kind.take() {
                    // Behind a comma stands a part of what stands before it.
                    Some(kind) => units.insert(0, (kind, at)),
                    None if several && read.to.is_none() => read.to = Some(at),
                    None => read.of = Some(at),
                },
                _ => kind = UnitKind::from_word(self.first_word(&part)),
            }
        }
        if !units.is_empty() {
            (read.kind, read.number) = units.remove(0);
        }
        read.within = units;
        read
    }
}

fn time_unit(word: &str) -> TimeUnit {
    match word.as_bytes() {
        [b'h', ..] => TimeUnit::Hour,
        [b'd', ..] => TimeUnit::Day,
        [b'w', ..] => TimeUnit::Week,
        [b'y', ..] => TimeUnit::Year,
        [b'm', b'i', ..] => TimeUnit::Minute,
        _ => TimeUnit::Month,
    }
}
