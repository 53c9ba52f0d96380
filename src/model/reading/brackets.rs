//! Every bracket of a draft, in the order of the text, those within texts that a reading leaves out included.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Choice;
use super::names::DeclaredNames;
use super::walk::{BracketContent, Bracketed, ReadingVisitor, SeparablePart};
use crate::diagnostic::{ClauseLevel, ClausePath};
use crate::model::attention::Slots;
use crate::source::Span;
use crate::syntax::ast::{Bracket, BracketId, Clause, Draft, OrBracket, Provision, Unit};
use crate::syntax::lexer::{self, Lexer, TokenKind};
use crate::syntax::passage::on_one_line;

/// The brackets of a draft. They are the same in every reading.
#[derive(Clone, Debug, Default)]
pub struct Brackets<'a> {
    /// In the order of the text, so that each stands before those within it; the number of a bracket is its place here.
    pub all: Vec<BracketText<'a>>,
    /// The places of provisions and clauses with brackets within, by where the head of the one and the other begin.
    places: FxHashMap<u32, Slots>,
    /// The articles that hold such provisions, with the places of all in them; none for those outside articles.
    pub articles: Vec<(Option<Span>, Slots)>,
    /// The places of all of them.
    pub every: Slots,
    /// Of those whose brackets hold prose.
    pub prose: Slots,
    /// Of those whose brackets hold a `TBD`.
    pub holes: Slots,
    /// Of those whose brackets hold steps of a sequence.
    pub steps: Slots,
    /// The capitalised words within such brackets, each once.
    pub capitals: Vec<&'a str>,
    /// What the draft declares, in whatever reading.
    pub names: DeclaredNames<'a>,
}

/// One bracket of a draft.
#[derive(Clone, Debug)]
pub struct BracketText<'a> {
    /// Its number.
    pub id: BracketId,
    /// From `[` to `]`.
    pub span: Span,
    /// Its texts.
    pub alternatives: Vec<AlternativeText<'a>>,
    /// Interpretations of agreed words (`reads:`), not proposals.
    pub interpretation: bool,
    /// What stands in it.
    pub held: BracketContent,
    /// The bracket that it stands in, and the text of that bracket.
    pub within: Option<(BracketId, usize)>,
    /// How many brackets it stands in, itself included.
    pub depth: u32,
    /// The provision or clause that it changes and nothing else; none if it changes who and what there is.
    pub slots: Slots,
    /// The articles and annexes that it stands in; the provision, where there are none.
    pub place: Option<ClausePath>,
}

/// One text of a bracket.
#[derive(Clone, Debug)]
pub struct AlternativeText<'a> {
    /// Who proposes it.
    pub who: Vec<&'a str>,
    /// From its head to its last word.
    pub span: Span,
    /// Its words, without the head; empty for `nothing`.
    pub words: Span,
    /// What it declares, if all of it are declarations, articles and provisions: `TUR`, `article 7`, `assist`.
    pub names: Vec<String>,
    /// Whom it brings in, if it does nothing else: the actors that it declares or lists, the one whose role it states.
    pub actors: Vec<&'a str>,
}

impl<'a> Brackets<'a> {
    /// Finds every bracket of a draft.
    pub fn of(text: &'a str, draft: &Draft) -> Self {
        let mut survey = BracketSurvey {
            text,
            found: Self {
                all: Vec::with_capacity(draft.brackets as usize),
                names: DeclaredNames::of(text, draft),
                ..Self::default()
            },
            units: Vec::new(),
            provision: None,
            clause: None,
            stays: false,
            bearer: None,
            within: None,
            depth: 0,
        };
        if draft.brackets > 0 {
            draft.items.walk(&mut survey);
            // Scenarios and sequences are walked one kind of line after the other.
            survey.found.all.sort_unstable_by_key(|it| it.id);
            survey.capitals();
        }
        survey.found
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A bracket by its number.
    ///
    /// # Panics
    /// If the number is another draft's.
    pub fn get(&self, id: BracketId) -> &BracketText<'a> {
        &self.all[id.0 as usize]
    }

    /// A bracket by its place in the list, and those that it stands in, one after the other.
    pub fn outwards(&self, bracket: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(bracket), |it| self.all[*it].within.map(|(outer, _)| outer.0 as usize))
    }

    /// The place of a provision, by its head, or of a clause; none if it holds no brackets.
    pub(in crate::model) fn slots_of(&self, part: Span) -> Slots {
        self.places.get(&part.start).copied().unwrap_or(Slots::NONE)
    }
}

impl BracketText<'_> {
    /// What a reading may choose here, the choice of the unbracketed reading first.
    pub fn choices(&self) -> Vec<Choice> {
        let texts = (0..self.alternatives.len()).map(Choice::take);
        if self.is_insertion() && self.held != BracketContent::Modal {
            std::iter::once(Choice::Out).chain(texts).collect()
        } else {
            texts.collect()
        }
    }

    /// Whether it is a proposal to insert, which the unbracketed reading leaves out.
    pub fn is_insertion(&self) -> bool {
        self.alternatives.len() == 1 && !self.interpretation
    }
}

struct BracketSurvey<'a, 't> {
    text: &'a str,
    found: Brackets<'a>,
    /// The articles and annexes around.
    units: Vec<&'t Unit>,
    /// The provision around.
    provision: Option<&'t Provision>,
    /// The clause around.
    clause: Option<&'t Clause>,
    /// Whether the clause stays, whatever is left of what is visited.
    stays: bool,
    /// Whose roles are being read.
    bearer: Option<Span>,
    /// The bracket around and the text of it.
    within: Option<(BracketId, usize)>,
    depth: u32,
}

impl<'t> ReadingVisitor<'t> for BracketSurvey<'_, 't> {
    fn code(&self) -> &str {
        self.text
    }

    fn bracket<T: Bracketed>(&mut self, bracket: &'t Bracket<T>) -> bool {
        let alternatives = bracket.alternatives.iter().map(|it| AlternativeText {
            who: it.who.iter().map(|who| who.of(self.text)).collect(),
            span: it.span,
            words: self.behind_head(it.who.last().or(it.option.as_ref()).map_or(it.span.start, |it| it.end), it.span),
            names: self.names(&it.content),
            actors: self.actors(&it.content),
        });
        let alternatives = alternatives.collect();
        let slots = match self.provision {
            Some(provision) if T::HELD != BracketContent::Rungs => {
                let rivals = bracket.alternatives.len() > 1 || bracket.is_interpretation();
                let full = rivals && bracket.alternatives.iter().all(|it| !it.content.is_empty());
                let stays = self.stays || full || T::HELD == BracketContent::Modal;
                let clause = self.clause.filter(|it| stays && it.word.info().says_one_thing());
                self.slots(clause.map_or(provision.head, |it| it.span), bracket.span, T::HELD)
            }
            _ => Slots::NONE,
        };
        self.found.all.push(BracketText {
            id: bracket.id,
            span: bracket.span,
            alternatives,
            interpretation: bracket.is_interpretation(),
            held: T::HELD,
            within: self.within,
            depth: self.depth + 1,
            slots,
            place: self.place(),
        });
        let outer = self.within;
        self.depth += 1;
        for (at, alternative) in bracket.alternatives.iter().enumerate() {
            self.within = Some((bracket.id, at));
            alternative.content.walk(self);
        }
        self.depth -= 1;
        self.within = outer;
        true
    }

    fn series<T: Bracketed>(&mut self, things: &'t [T]) -> bool {
        let (brackets, agreed): (Vec<&T>, Vec<&T>) = things.iter().partition(|it| it.is_bracket());
        // What is agreed and holds no brackets keeps the list from being empty.
        let mut kept = false;
        for thing in agreed {
            let before = self.found.all.len();
            thing.walk(self);
            kept |= self.found.all.len() == before;
        }
        let outer = self.stays;
        self.stays |= kept;
        for bracket in brackets {
            bracket.walk(self);
        }
        self.stays = outer;
        true
    }

    fn optional(&mut self, _: SeparablePart, walk: impl FnOnce(&mut Self) -> bool) -> bool {
        let outer = std::mem::replace(&mut self.stays, true);
        walk(self);
        self.stays = outer;
        true
    }

    fn clause(&mut self, clause: &'t Clause, walk: impl FnOnce(&mut Self) -> bool) -> bool {
        let outer = self.clause.replace(clause);
        let stays = std::mem::replace(&mut self.stays, false);
        walk(self);
        (self.clause, self.stays) = (outer, stays);
        true
    }

    fn bearer(&mut self, bearer: Span, walk: impl FnOnce(&mut Self)) {
        self.bearer = Some(bearer);
        walk(self);
        self.bearer = None;
    }

    fn unit(&mut self, unit: &'t Unit, walk: impl FnOnce(&mut Self)) {
        self.units.push(unit);
        walk(self);
        self.units.pop();
    }

    fn provision(&mut self, provision: &'t Provision, walk: impl FnOnce(&mut Self)) {
        let outer = self.provision.replace(provision);
        walk(self);
        self.provision = outer;
    }
}

impl<'a> BracketSurvey<'a, '_> {
    /// The place of a provision or clause that holds a bracket.
    fn slots(&mut self, part: Span, bracket: Span, held: BracketContent) -> Slots {
        let found = &mut self.found;
        let next = Slots::of(found.places.len() as u32);
        let slots = *found.places.entry(part.start).or_insert(next);
        found.every = found.every | slots;
        let article = self.units.last().map(|it| it.span);
        // The article is the last that was found, or a new one, but for those around a nested one.
        match found.articles.iter_mut().rev().find(|it| it.0 == article) {
            Some(known) => known.1 = known.1 | slots,
            None => found.articles.push((article, slots)),
        }
        let words = bracket.of(self.text);
        if words.contains("\"\"\"") {
            found.prose = found.prose | slots;
        }
        if words.contains("TBD") {
            found.holes = found.holes | slots;
        }
        if held == BracketContent::Steps {
            found.steps = found.steps | slots;
        }
        slots
    }

    /// Collects the capitalised words that stand in brackets within provisions.
    fn capitals(&mut self) {
        let mut known = FxHashSet::default();
        for bracket in self.found.all.iter().filter(|it| it.slots != Slots::NONE) {
            let words = lexer::words(bracket.span.of(self.text));
            let capitals = words.filter(|it| it.starts_with(|first: char| first.is_ascii_uppercase()));
            self.found.capitals.extend(capitals.filter(|it| known.insert(*it)));
        }
    }

    /// What follows the head of a text: `RUS, UKR:` or `RUS reads:`, of which `from` is the end of the last name. Nothing,
    /// if that is what stands there.
    fn behind_head(&self, from: u32, whole: Span) -> Span {
        let words = if from == whole.start { whole } else { self.behind_colon(from, whole) };
        if words.of(self.text) == "nothing" { Span::at(words.end) } else { words }
    }

    fn behind_colon(&self, from: u32, whole: Span) -> Span {
        let tokens = Lexer::new(Span::new(from, whole.end).of(self.text)).filter(|it| !it.kind.is_trivia());
        let behind = tokens.skip_while(|it| it.kind != TokenKind::Colon).nth(1);
        Span::new(behind.map_or(whole.end, |it| from + it.span.start), whole.end)
    }

    /// The names of all that a text declares; none if it holds anything else.
    fn names<T: Bracketed>(&self, content: &[OrBracket<T>]) -> Vec<String> {
        let name = |entry: &OrBracket<T>| match entry {
            OrBracket::Plain(item) => item.name().map(|it| on_one_line(it.of(self.text))),
            OrBracket::Bracket(_) => None,
        };
        content.iter().map(name).collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// Whom a text brings in; nobody if it holds anything else. What stands in brackets within is their matter.
    fn actors<T: Bracketed>(&self, content: &[OrBracket<T>]) -> Vec<&'a str> {
        let plain = content.iter().filter_map(|entry| match entry {
            OrBracket::Plain(item) => Some(item),
            OrBracket::Bracket(_) => None,
        });
        let actor = |item: &T| item.actor().or(self.bearer).map(|it| it.of(self.text));
        plain.map(actor).collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// The articles around; the provision, where there is no article.
    fn place(&self) -> Option<ClausePath> {
        let text =
            |span: Option<Span>| span.map_or_else(String::new, |it| on_one_line(lexer::unquoted(it.of(self.text))));
        let mut path = ClausePath::default();
        for unit in &self.units {
            // What has no number is told by its title.
            let titled = unit.number.is_none() && unit.title.is_some();
            let level = if titled { ClauseLevel::Titled } else { unit.kind.level() };
            path.push(level, unit.kind.as_str(), text(unit.number.or(unit.title)));
        }
        if let (Some(provision), []) = (self.provision, &*path.parts) {
            path.push(ClauseLevel::Provision, provision.kind.as_str(), text(provision.name));
        }
        (!path.parts.is_empty()).then_some(path)
    }
}
