//! Who speaks: the draft with its names, in one reading or with its brackets.

use rustc_hash::FxHashMap;

use super::document::{Inline, InlineBracket, InlineChoice, InstrumentForm};
use super::lexicon;
use super::phrase::{Phrase, join};
use crate::model::states::state;
use crate::model::{Reading, prelude};
use crate::source::Span;
use crate::syntax::ast::{
    Arg, Bracket, Clause, ClauseWord, Declaration, DeclarationKind, Draft, Header, Item, Occasion, OccasionKind,
    OrBracket, Provision, ProvisionKind, RefKind, RoleGroup, Unit, UnitKind, Word,
};
use crate::syntax::lexer;

/// What a name of the draft stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedAs {
    /// Something declared.
    Declared(DeclarationKind),
    /// An area, zone or line.
    Place,
    /// A provision.
    Provision(ProvisionKind),
}

/// A draft that is put into words.
pub(super) struct Speaker<'t> {
    pub(super) text: &'t str,
    /// The reading; none: with brackets.
    pub(super) reading: Option<&'t Reading>,
    /// What kind of instrument it is.
    pub(super) form: InstrumentForm,
    names: FxHashMap<&'t str, (NamedAs, Option<&'t str>)>,
    /// Who bears a role.
    bearers: FxHashMap<&'t str, Vec<&'t str>>,
    /// Which provisions a trigger opens.
    opened: FxHashMap<&'t str, Vec<&'t str>>,
    /// How many deployments there are.
    pub(super) deployments: usize,
    /// Every numbered part of the text.
    pub(super) units: Vec<(UnitKind, &'t str)>,
}

impl<'t> Speaker<'t> {
    pub(super) fn new(text: &'t str, draft: &'t Draft, reading: Option<&'t Reading>) -> Self {
        let mut speaker = Self {
            text,
            reading,
            form: InstrumentForm { noun: "Treaty".to_owned(), binding: true },
            names: FxHashMap::default(),
            bearers: FxHashMap::default(),
            opened: FxHashMap::default(),
            deployments: 0,
            units: Vec::new(),
        };
        speaker.learn(&draft.items);
        speaker
    }

    fn learn(&mut self, items: &'t [OrBracket<Item>]) {
        for item in self.every(items) {
            match item {
                Item::Declaration(it) => self.declare(it),
                Item::Place(it) => {
                    self.name(it.name, NamedAs::Place, it.title);
                }
                Item::Unit(it) => self.learn_unit(it),
                Item::Provision(it) => self.provision_named(it),
                Item::Header(Header::Form { form, binding }) => {
                    let word = form.of(self.text).trim();
                    self.form.noun = crate::diagnostic::capital(&lexicon::printed(word));
                    self.form.binding = binding.unwrap_or(!matches!(word, "declaration" | "plan" | "memorandum"));
                }
                _ => {}
            }
        }
    }

    fn declare(&mut self, it: &'t Declaration) {
        let text: &'t str = self.text;
        self.name(it.name, NamedAs::Declared(it.kind), it.title);
        for role in self.every(&it.roles) {
            let bearer = it.name.of(text).trim();
            self.bearers.entry(role.span().of(text).trim()).or_default().push(bearer);
        }
        if it.kind == DeclarationKind::Party {
            // Of several parties at once it is not known how many they are.
            let several = if it.title.is_none() { 2 } else { 1 };
            let name = it.name.of(text).trim();
            self.bearers.entry("party").or_default().extend(std::iter::repeat_n(name, several));
        }
    }

    fn name(&mut self, name: Span, kind: NamedAs, title: Option<Span>) {
        let text: &'t str = self.text;
        let title = title.map(|it| lexer::unquoted(it.of(text).trim()).trim()).filter(|it| !it.is_empty());
        self.names.entry(name.of(text).trim()).or_insert((kind, title));
    }

    fn learn_unit(&mut self, it: &'t Unit) {
        if let Some(number) = it.number {
            self.units.push((it.kind, number.of(self.text).trim()));
        }
        self.learn(&it.items);
    }

    fn provision_named(&mut self, it: &'t Provision) {
        let text: &'t str = self.text;
        let key = self.key(it);
        self.names.entry(key).or_insert((NamedAs::Provision(it.kind), None));
        self.deployments += usize::from(it.kind == ProvisionKind::Deployment);
        for clause in self.every(&it.clauses) {
            if !matches!(clause.word, ClauseWord::Upon | ClauseWord::Timing | ClauseWord::SnapbackUpon) {
                continue;
            }
            for arg in &clause.args {
                let Arg::Occasions(occasions) = arg else { continue };
                let flat: Vec<&Occasion> = occasions.any.iter().flat_map(|it| self.every(it)).collect();
                for occasion in flat {
                    if let OccasionKind::Named(of) = &occasion.kind
                        && let RefKind::Named(name) = of.kind
                    {
                        let opened = self.opened.entry(name.of(text).trim()).or_default();
                        if !opened.contains(&key) {
                            opened.push(key);
                        }
                    }
                }
            }
        }
    }

    /// By what a provision is referred to: its name or its keyword.
    pub(super) fn key(&self, it: &Provision) -> &'t str {
        it.name.map_or(it.kind.as_str(), |name| name.of(self.text).trim())
    }

    /// Which provisions a trigger opens.
    pub(super) fn opened_by(&self, trigger: &str) -> &[&'t str] {
        self.opened.get(trigger).map_or(&[], Vec::as_slice)
    }

    /// What a name stands for.
    pub(super) fn named(&self, name: &str) -> Option<NamedAs> {
        self.names.get(name).map(|it| it.0)
    }

    /// The title of what a name stands for, as the draft declares it.
    pub(super) fn title(&self, name: &str) -> Option<&'t str> {
        self.names.get(name).and_then(|it| it.1)
    }

    /// How many bear a role, at most.
    pub(super) fn bearers(&self, role: RoleGroup) -> usize {
        match role {
            RoleGroup::Signatories => self.bearers.get("party").map_or(0, Vec::len),
            _ => self.bearers.get(role.role()).map_or(0, Vec::len),
        }
    }

    /// A name as a sentence has it: "the Russian Federation".
    pub(super) fn called(&self, name: &str) -> String {
        let name = name.trim();
        match self.names.get(name) {
            Some((NamedAs::Declared(DeclarationKind::Group), _)) => {
                let words = name.replace(['-', '_'], " ");
                lexicon::with_the(&format!("the {words}"))
            }
            Some((NamedAs::Declared(DeclarationKind::Body | DeclarationKind::Office), Some(title))) => {
                let the = lexicon::with_the(title);
                if the.starts_with("the ") { the } else { format!("the {title}") }
            }
            Some((NamedAs::Declared(DeclarationKind::Instrument), Some(title))) => {
                let the = lexicon::with_the(title);
                if the == *title && title.contains(' ') && !title.chars().any(|it| it.is_ascii_digit()) {
                    format!("the {title}")
                } else {
                    the
                }
            }
            Some((_, Some(title))) => lexicon::with_the(title),
            Some((_, None)) => name.replace(['-', '_'], " "),
            None => match name {
                "P5" => "the permanent members of the Security Council of the United Nations".to_owned(),
                "E10" => "the non-permanent members of the Security Council of the United Nations".to_owned(),
                "UNSC" => "the Security Council of the United Nations".to_owned(),
                "UNGA" => "the General Assembly of the United Nations".to_owned(),
                _ => match prelude::title(name).or(state(name).map(|it| it.1)) {
                    Some(title) => lexicon::with_the(title),
                    None => name.replace(['-', '_'], " "),
                },
            },
        }
    }

    /// The words of a place, without quotes, on one line.
    pub(super) fn words(&self, span: Span) -> Phrase {
        lexicon::quoted(lexer::unquoted(span.of(self.text).trim()))
    }

    /// The bare word that stands in a place.
    pub(super) fn word_at(&self, span: Span) -> &'t str {
        let text: &'t str = self.text;
        span.of(text).trim()
    }

    /// What stands in a list: in a reading, what it takes; with brackets, whatever stands there.
    pub(super) fn every<'x, T>(&self, entries: &'x [OrBracket<T>]) -> Vec<&'x T> {
        if let Some(reading) = self.reading {
            return reading.each(entries).collect();
        }
        let mut all = Vec::new();
        collect(entries, &mut all);
        all
    }

    /// Each entry of a list in words; a bracket is one entry.
    pub(super) fn each<T>(&self, entries: &[OrBracket<T>], say: &dyn Fn(&T) -> Phrase) -> Vec<Phrase> {
        match self.reading {
            Some(reading) => reading.each(entries).map(say).collect(),
            None => entries.iter().map(|it| self.entry(it, say)).collect(),
        }
    }

    fn entry<T>(&self, entry: &OrBracket<T>, say: &dyn Fn(&T) -> Phrase) -> Phrase {
        match entry {
            OrBracket::Plain(it) => say(it),
            OrBracket::Bracket(bracket) => self.bracket(bracket, &|content| join(self.each(content, say), "and")),
        }
    }

    /// A whole value; nothing if the reading leaves it out.
    pub(super) fn value<T>(&self, entry: &OrBracket<T>, say: &dyn Fn(&T) -> Phrase) -> Option<Phrase> {
        match self.reading {
            Some(reading) => reading.value(entry).map(say),
            None => Some(self.entry(entry, say)),
        }
    }

    /// The same for operative words, which have no empty reading.
    pub(super) fn value_or_first<T>(&self, entry: &OrBracket<T>, say: &dyn Fn(&T) -> Phrase) -> Option<Phrase> {
        match self.reading {
            Some(reading) => reading.value_or_first(entry).map(say),
            None => Some(self.entry(entry, say)),
        }
    }

    /// A bracket with its rival texts.
    pub(super) fn bracket<T>(&self, bracket: &Bracket<T>, say: &dyn Fn(&[OrBracket<T>]) -> Phrase) -> Phrase {
        let choice = |it: &crate::syntax::ast::Alternative<T>| InlineChoice {
            who: it.who.iter().map(|who| self.word_at(*who).to_owned()).collect(),
            reads: it.reads,
            words: say(&it.content).0,
            span: it.span,
        };
        let choices = bracket.alternatives.iter().map(choice).collect();
        Inline::Bracket(InlineBracket { number: bracket.id.0, choices }).into()
    }

    /// Words of a vocabulary, each through a function for bare words.
    pub(super) fn vocabulary(&self, list: &[OrBracket<Word>], bare: &dyn Fn(&str) -> String) -> Vec<Phrase> {
        self.each(list, &|word| self.word(*word, bare))
    }

    /// One word of a vocabulary.
    pub(super) fn word(&self, word: Word, bare: &dyn Fn(&str) -> String) -> Phrase {
        match word {
            Word::Tbd(_) => Inline::Hole.into(),
            Word::Text(span) => self.words(span),
            Word::Name(span) => {
                let name = self.word_at(span);
                match self.named(name) {
                    Some(NamedAs::Provision(_)) => self.provision_as_noun(name),
                    Some(_) => self.called(name).into(),
                    None => bare(name).into(),
                }
            }
        }
    }

    /// The clauses of a block that stand in no bracket, or that the reading takes.
    pub(super) fn clauses<'x>(&self, entries: &'x [OrBracket<Clause>]) -> Vec<&'x Clause> {
        match self.reading {
            Some(reading) => reading.each(entries).collect(),
            None => entries
                .iter()
                .filter_map(|it| match it {
                    OrBracket::Plain(clause) => Some(clause),
                    OrBracket::Bracket(_) => None,
                })
                .collect(),
        }
    }

    /// The brackets of a block that stay.
    pub(super) fn brackets<'x, T>(&self, entries: &'x [OrBracket<T>]) -> Vec<&'x Bracket<T>> {
        if self.reading.is_some() {
            return Vec::new();
        }
        let bracket = |it: &'x OrBracket<T>| match it {
            OrBracket::Plain(_) => None,
            OrBracket::Bracket(bracket) => Some(&**bracket),
        };
        entries.iter().filter_map(bracket).collect()
    }

    /// `this Treaty`
    pub(super) fn this(&self) -> String {
        format!("this {}", self.form.noun)
    }

    /// `Parties`, or what those are called who take part in a text that does not bind.
    pub(super) fn parties(&self, one: bool) -> &'static str {
        match (self.form.binding, one) {
            (true, true) => "Party",
            (true, false) => "Parties",
            (false, true) => "Participant",
            (false, false) => "Participants",
        }
    }
}

fn collect<'x, T>(entries: &'x [OrBracket<T>], all: &mut Vec<&'x T>) {
    for entry in entries {
        match entry {
            OrBracket::Plain(it) => all.push(it),
            OrBracket::Bracket(bracket) => bracket.alternatives.iter().for_each(|it| collect(&it.content, all)),
        }
    }
}
