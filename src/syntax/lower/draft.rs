//! The draft: items, declarations, units, provisions, scenarios.

use super::{FaultKind, ListRule, Lower, Pair, parts};
use crate::source::Span;
use crate::syntax::ast::{
    Assumption, Broken, Close, Declaration, DeclarationKind, Draft, Header, Item, List, OrBracket, Place, PlaceKind,
    Provision, ProvisionKind, Step, Unit, UnitKind,
};
use crate::syntax::grammar::Rule;
use thin_vec::thin_vec as list;

impl Lower<'_> {
    pub(super) fn file(&mut self, pair: Pair<'_>, draft: &mut Draft) {
        for part in parts(pair) {
            match part.as_rule() {
                Rule::treaty => self.treaty(part, draft),
                // A piece has the head of the treaty, or its end, without the rest.
                Rule::string => draft.title = Some(self.span(&part)),
                Rule::close => {}
                _ => self.item(part, &mut draft.items),
            }
        }
    }

    fn treaty(&mut self, pair: Pair<'_>, draft: &mut Draft) {
        let span = self.span(&pair);
        let head = Span::new(span.start, span.start + "treaty".len() as u32);
        let mut close = Close::Missing;
        let inner = parts(pair);
        draft.items.reserve_exact(inner.len());
        for part in inner {
            match part.as_rule() {
                Rule::string if draft.title.is_none() => draft.title = Some(self.span(&part)),
                Rule::string => {}
                Rule::close => close = Close::Brace,
                _ => self.item(part, &mut draft.items),
            }
        }
        self.closed(close, head);
    }

    pub(super) fn closed(&mut self, close: Close, head: Span) {
        if close == Close::Missing {
            self.fault(head, FaultKind::MissingBrace);
        }
    }

    fn item(&mut self, pair: Pair<'_>, items: &mut List<OrBracket<Item>>) {
        let span = self.span(&pair);
        let item = match pair.as_rule() {
            Rule::bracket_things => {
                let entry = self.bracket(pair, Self::item);
                items.push(entry);
                return;
            }
            Rule::norm | Rule::final_ | Rule::ladder | Rule::rung | Rule::sequence => Item::Provision(self.norm(pair)),
            Rule::article
            | Rule::paragraph
            | Rule::point
            | Rule::section
            | Rule::chapter
            | Rule::annex
            | Rule::preamble => Item::Unit(self.unit(pair)),
            Rule::place => Item::Place(Box::new(self.place(pair))),
            Rule::assume => self.assume(pair, span),
            Rule::scenario => Item::Scenario(Box::new(self.scenario(pair))),
            Rule::version
            | Rule::signed
            | Rule::stage
            | Rule::form
            | Rule::languages
            | Rule::text
            | Rule::draft_file => match self.header(pair) {
                Some(header) => Item::Header(header),
                None => return,
            },
            Rule::broken_item | Rule::broken_bracketed => Item::Broken(self.broken(&pair, ListRule::Item)),
            Rule::stray_close => {
                self.fault(span, FaultKind::StrayBrace);
                Item::StrayClose(span)
            }
            Rule::EOI => return,
            _ => Item::Declaration(Box::new(self.declaration(pair))),
        };
        items.push(OrBracket::Plain(item));
    }

    fn header(&mut self, pair: Pair<'_>) -> Option<Header> {
        let rule = pair.as_rule();
        let mut inner = parts(pair);
        let first = inner.next()?;
        let at = self.span(&first);
        if first.as_rule() == Rule::instant {
            self.instant(at);
        }
        Some(match rule {
            Rule::version => Header::Version(at),
            Rule::signed => Header::Signed(at),
            Rule::stage => Header::Stage(at),
            Rule::form => Header::Form { form: at, binding: inner.next().map(|it| it.as_rule() == Rule::k_binding) },
            Rule::languages => Header::Languages {
                list: self.word_list(first),
                prevailing: inner.next().map(|prevailing| self.span(&prevailing)),
            },
            Rule::draft_file => Header::DraftFile(at),
            _ => Header::Text(at),
        })
    }

    fn declaration(&mut self, pair: Pair<'_>) -> Declaration {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::party => DeclarationKind::Party,
            Rule::state_decl => DeclarationKind::State,
            Rule::forces => DeclarationKind::Forces,
            Rule::office => DeclarationKind::Office,
            Rule::instrument => DeclarationKind::Instrument,
            Rule::group => DeclarationKind::Group,
            Rule::term_decl => DeclarationKind::Term,
            Rule::milestone => DeclarationKind::Milestone,
            Rule::weights => DeclarationKind::Weights,
            _ => DeclarationKind::Body,
        };
        let mut declared = Declaration {
            span,
            kind,
            name: Span::at(span.start),
            title: None,
            roles: List::new(),
            set: None,
            open_to: None,
            text: None,
            clauses: List::new(),
            broken: List::new(),
            weights: None,
            close: None,
        };
        if kind == DeclarationKind::Weights {
            let weights = self.weights(pair);
            declared.name = weights.name;
            declared.weights = Some(weights);
            return declared;
        }
        let (mut named, mut titled) = (false, false);
        for part in parts(pair) {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::k_body if self.words(at) == "organization" => declared.kind = DeclarationKind::Organization,
                Rule::id if self.words(at) == "TBD" => (declared.name, named) = (self.unnamed(at), true),
                Rule::id if named => declared.set = Some(office_of(at)),
                Rule::id | Rule::name => (declared.name, named) = (at, true),
                Rule::string if kind == DeclarationKind::Term && !named => (declared.name, named) = (at, true),
                Rule::string if kind == DeclarationKind::Term || titled => declared.text = Some(at),
                Rule::string => (declared.title, titled) = (Some(at), true),
                Rule::roles => declared.roles = self.roles(part),
                Rule::set => {
                    let set = self.set(part);
                    if !named {
                        declared.name = set.span;
                    }
                    declared.set = Some(set);
                }
                Rule::with_members => declared.set = parts(part).next().map(|set| self.set(set)),
                Rule::open_to => declared.open_to = parts(part).next().map(|set| self.set(set)),
                Rule::body_block => {
                    let head = Span::new(span.start, declared.title.unwrap_or(declared.name).end);
                    let (clauses, broken, close) = self.block(part, ListRule::Seat, head);
                    (declared.clauses, declared.broken, declared.close) = (clauses, broken, Some(close));
                }
                _ => {}
            }
        }
        declared
    }

    fn roles(&mut self, pair: Pair<'_>) -> List<OrBracket<crate::syntax::ast::Word>> {
        parts(pair).next().map(|words| self.word_list(words)).unwrap_or_default()
    }

    fn block(
        &mut self,
        pair: Pair<'_>,
        listed: ListRule,
        head: Span,
    ) -> (List<OrBracket<crate::syntax::ast::Clause>>, List<Broken>, Close) {
        let (mut clauses, mut broken, mut close) = (List::new(), List::new(), Close::Missing);
        for part in parts(pair) {
            if part.as_rule() == Rule::close {
                close = Close::Brace;
            } else {
                self.clause_entry(part, listed, &mut clauses, &mut broken);
            }
        }
        self.closed(close, head);
        (clauses, broken, close)
    }

    fn place(&mut self, pair: Pair<'_>) -> Place {
        let span = self.span(&pair);
        let mut place = Place {
            span,
            kind: PlaceKind::Area,
            name: span,
            title: None,
            within: None,
            clauses: List::new(),
            broken: List::new(),
            close: None,
        };
        let mut head = span;
        for part in parts(pair) {
            match part.as_rule() {
                Rule::place_head => {
                    head = self.span(&part);
                    for name in parts(part) {
                        let at = self.span(&name);
                        match name.as_rule() {
                            Rule::k_place_kind => {
                                place.kind = match self.words(at) {
                                    "zone" => PlaceKind::Zone,
                                    "line" => PlaceKind::Line,
                                    _ => PlaceKind::Area,
                                }
                            }
                            Rule::string => place.title = Some(at),
                            _ => place.name = at,
                        }
                    }
                }
                Rule::area => place.within = Some(self.area(part)),
                _ => {
                    let (clauses, broken, close) = self.block(part, ListRule::Extent, head);
                    (place.clauses, place.broken, place.close) = (clauses, broken, Some(close));
                }
            }
        }
        place
    }

    fn unit(&mut self, pair: Pair<'_>) -> Unit {
        let span = self.span(&pair);
        let kind = UnitKind::from_word(self.first_word(&pair)).unwrap_or(UnitKind::Article);
        let head = Span::new(span.start, span.start + self.first_word(&pair).len() as u32);
        let mut unit = Unit {
            span,
            head,
            kind,
            number: None,
            title: None,
            owner: None,
            marks: List::new(),
            items: List::new(),
            close: Some(Close::Missing),
        };
        if kind as u8 >= UnitKind::Annex as u8 {
            unit.close = None;
        }
        let inner = parts(pair);
        unit.items.reserve_exact(inner.len().saturating_sub(2));
        for part in inner {
            match part.as_rule() {
                Rule::article_head
                | Rule::paragraph_head
                | Rule::point_head
                | Rule::section_head
                | Rule::chapter_head
                | Rule::annex_head => {
                    unit.head = self.span(&part);
                    for name in parts(part) {
                        let at = self.span(&name);
                        match name.as_rule() {
                            Rule::unit_no => unit.number = Some(at),
                            Rule::string => unit.title = Some(at),
                            Rule::id => unit.owner = Some(at),
                            Rule::roles => unit.marks = self.roles(name),
                            _ => {}
                        }
                    }
                }
                Rule::k_preamble => {}
                Rule::close => unit.close = Some(Close::Brace),
                _ => {
                    unit.close = unit.close.or(Some(Close::Missing));
                    self.item(part, &mut unit.items);
                    if let Some(OrBracket::Plain(item)) = unit.items.last()
                        && let Some(head) = misplaced(kind, item)
                        && !is_told(&unit.items)
                    {
                        self.fault(head, FaultKind::Misplaced(kind));
                    }
                }
            }
        }
        if unit.close == Some(Close::Missing) {
            self.fault(unit.head, FaultKind::MissingBrace);
        }
        unit
    }

    fn norm(&mut self, pair: Pair<'_>) -> Provision {
        let span = self.span(&pair);
        let word = self.first_word(&pair);
        let kind = ProvisionKind::from_word(word).unwrap_or(ProvisionKind::Obligation);
        let head = Span::new(span.start, span.start + word.len() as u32);
        let listed = match pair.as_rule() {
            Rule::final_ => ListRule::Final(kind),
            Rule::ladder => ListRule::Rung,
            Rule::sequence => ListRule::Step,
            _ => ListRule::Clause(kind),
        };
        let mut norm = Provision {
            span,
            head,
            kind,
            name: None,
            clauses: List::new(),
            rungs: List::new(),
            steps: List::new(),
            broken: List::new(),
            close: Close::Missing,
        };
        let inner = parts(pair);
        if matches!(listed, ListRule::Clause(_) | ListRule::Final(_)) {
            norm.clauses.reserve_exact(inner.len().saturating_sub(2));
        }
        for part in inner {
            match part.as_rule() {
                Rule::k_norm | Rule::k_final => {}
                Rule::name | Rule::string => {
                    let at = self.name(&part);
                    (norm.name, norm.head) = (Some(at), norm.head.to(at));
                }
                Rule::close => norm.close = Close::Brace,
                Rule::rung | Rule::bracket_rungs => self.rung(part, &mut norm.rungs),
                Rule::step | Rule::bracket_steps => self.step_entry(part, listed, &mut norm.steps),
                _ => self.clause_entry(part, listed, &mut norm.clauses, &mut norm.broken),
            }
        }
        self.closed(norm.close, norm.head);
        norm
    }

    fn rung(&mut self, pair: Pair<'_>, rungs: &mut List<OrBracket<Provision>>) {
        match pair.as_rule() {
            Rule::bracket_rungs => {
                let entry = self.bracket(pair, Self::rung);
                rungs.push(entry);
            }
            Rule::rung => {
                let rung = self.norm(pair);
                rungs.push(OrBracket::Plain(rung));
            }
            Rule::broken_clause => {
                self.broken(&pair, ListRule::Rung);
            }
            Rule::stray_sign => {
                let span = self.span(&pair);
                self.fault(span, FaultKind::StraySign);
            }
            _ => {}
        }
    }

    fn assume(&mut self, pair: Pair<'_>, span: Span) -> Item {
        let (mut steps, mut close) = (List::new(), Close::Missing);
        for part in parts(pair) {
            if part.as_rule() == Rule::close {
                close = Close::Brace;
            } else {
                self.step_entry(part, ListRule::Assumption, &mut steps);
            }
        }
        self.closed(close, Span::new(span.start, span.start + "assume".len() as u32));
        Item::Assume(steps, span)
    }

    fn step_entry(&mut self, pair: Pair<'_>, listed: ListRule, steps: &mut List<OrBracket<Step>>) {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::bracket_steps => {
                let entry = self.bracket(pair, |this, part, content| this.step_entry(part, listed, content));
                steps.push(entry);
                return;
            }
            Rule::broken_clause => {
                self.broken(&pair, listed);
                Some(Assumption::Broken)
            }
            Rule::stray_sign => {
                self.fault(span, FaultKind::StraySign);
                None
            }
            Rule::c_text | Rule::c_ambiguous => None,
            rule => self.step(rule, pair),
        };
        steps.extend(kind.map(|kind| OrBracket::Plain(Step { span, kind })));
    }

    pub(super) fn step(&mut self, rule: Rule, pair: Pair<'_>) -> Option<Assumption> {
        let mut inner = parts(pair);
        let first = inner.next()?;
        Some(match rule {
            Rule::a_aggressor => {
                Assumption::Aggressor { who: self.set(first), against: inner.next().map(|set| self.set(set)) }
            }
            Rule::a_votes => Assumption::VotesWith(self.set(first), self.span(&inner.next()?)),
            Rule::a_controls => Assumption::Controls(self.set(first), inner.map(|name| self.span(&name)).collect()),
            _ if first.as_rule() == Rule::k_irreversible => Assumption::Irreversible(self.reference(inner.next()?)),
            _ => {
                let first = self.reference(first);
                let order = self.first_word(&inner.next()?).to_owned();
                let second = self.reference(inner.next()?);
                match order.as_str() {
                    "before" => Assumption::Before(first, second),
                    "after" => Assumption::Before(second, first),
                    "requires" => Assumption::Requires(first, second),
                    _ => Assumption::Parallel(first, second),
                }
            }
        })
    }
}

/// Whether the last of some items is a scenario behind another: several in the wrong place are told once.
fn is_told(items: &[OrBracket<Item>]) -> bool {
    let mut scenarios = items.iter().rev().map(|it| matches!(it, OrBracket::Plain(Item::Scenario(_))));
    scenarios.next() == Some(true) && scenarios.next() == Some(true)
}

/// The head of an item that a unit of a kind can't hold. In a file that lost a brace such an item ends the unit.
fn misplaced(outer: UnitKind, item: &Item) -> Option<Span> {
    let is_annex = |kind: UnitKind| kind as u8 >= UnitKind::Annex as u8;
    let word = |span: Span, word: &str| Span::new(span.start, span.start + word.len() as u32);
    match item {
        Item::Unit(unit) => {
            let fits = match outer {
                UnitKind::Preamble | UnitKind::Article => {
                    !matches!(unit.kind, UnitKind::Article | UnitKind::Chapter | UnitKind::Annex)
                }
                UnitKind::Paragraph | UnitKind::Point => {
                    !matches!(unit.kind, UnitKind::Article | UnitKind::Section | UnitKind::Chapter | UnitKind::Annex)
                }
                UnitKind::Section => !matches!(unit.kind, UnitKind::Section | UnitKind::Chapter | UnitKind::Annex),
                UnitKind::Chapter => !matches!(unit.kind, UnitKind::Chapter | UnitKind::Annex),
                _ => !is_annex(unit.kind) || unit.close.is_none(),
            };
            (!fits).then_some(unit.head)
        }
        Item::Assume(_, span) => (outer as u8 <= UnitKind::Paragraph as u8).then(|| word(*span, "assume")),
        Item::Scenario(it) => {
            (outer as u8 <= UnitKind::Paragraph as u8 || is_annex(outer)).then(|| word(it.span, "scenario"))
        }
        _ => None,
    }
}

/// The organization of an office, as a set of one.
fn office_of(name: Span) -> crate::syntax::ast::ActorExpr {
    crate::syntax::ast::ActorExpr {
        span: name,
        quantifier: None,
        include: list![OrBracket::Plain(crate::syntax::ast::Member::Name(name))],
        except: List::new(),
    }
}
