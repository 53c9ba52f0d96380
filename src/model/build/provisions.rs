//! Provisions: where their clauses belong, and what all provisions have in common.

use super::super::vocabulary::{VerbClass, Vocabulary, verb};
use super::super::{Actors, Ambiguity, Detail, DetailKind, Gate, GateKind, Provision, ProvisionId, Sentence, SetTerm};
use super::slots::ReadSlot;
use super::{ModelBuilder, Reads};
use crate::diagnostic::{Fix, Safety, Severity, join_list};
use crate::model::attention::{Noted, Slots};
use crate::source::Span;
use crate::syntax::ast::{self, Arg, Clause, ClauseWord, List, Modal, OrBracket, ProvisionKind, Subject};
use crate::syntax::clauses::{AllowedIn, BODY, PLACE, SlotType};
use crate::syntax::passage::on_one_line;

/// Which clauses stood in a block already.
#[derive(Debug, Default)]
pub(super) struct SeenClauses(u128);

impl<'a> ModelBuilder<'a, '_> {
    pub(super) fn read_provision(&mut self, id: ProvisionId, tree: &ast::Provision) {
        let at = id.0 as usize;
        self.provision = Some(id);
        self.unit = self.treaty.provisions[at].unit;
        self.check_article(tree);
        let home = AllowedIn::provision(tree.kind);
        let reading = self.reading;
        // The provision is taken out of the arena while its clauses are read, since they look names up in it.
        let blank = Provision { clauses: Noted::default(), ..self.treaty.provisions[at] };
        let mut provision = std::mem::replace(&mut self.treaty.provisions[at], blank);
        provision.details.reserve_exact(tree.clauses.len().saturating_sub(2));
        let mut seen = SeenClauses::default();
        let (mut clocks, mut last_gate_clock, mut after_objection) = (0, None, false);
        for clause in reading.each(&tree.clauses) {
            self.clause = self.keyword(clause);
            self.noting = self.slots_of_clause(clause.span);
            if self.placed(clause, home, tree.kind.as_str(), &mut seen, reading, &tree.clauses) {
                let gates = provision.gates.len();
                self.clause(clause, tree.kind, after_objection, &mut provision);
                after_objection = clause.word == ClauseWord::Decided;
                if let Some(gate) = provision.gates[gates..].last() {
                    last_gate_clock = gate_clock(gate);
                    clocks += u32::from(last_gate_clock.is_some());
                }
            }
        }
        provision.unread = tree.broken.iter().map(|it| it.span).collect();
        for step in reading.each(&tree.steps) {
            self.step(step);
        }
        if let Some(span) = last_gate_clock
            && clocks == 1
            && provision.clock.is_none()
            && tree.kind.is_norm()
        {
            self.clock_on_gate(&provision, span);
        }
        self.treaty.provisions[at] = provision;
        self.provision = None;
        self.unit = None;
    }

    /// Where a look at what a clause says is noted, besides the look into its provision.
    fn slots_of_clause(&self, clause: Span) -> Slots {
        if self.reads == Reads::Own { self.treaty.brackets.slots_of(clause) } else { Slots::NONE }
    }

    /// Something that the clause says that is being read.
    pub(super) fn noted<T>(&self, it: T) -> Noted<T> {
        Noted::new(self.noting, it)
    }

    /// All provisions stand in an article, but for final clauses and sequences.
    fn check_article(&mut self, tree: &ast::Provision) {
        if !self.formal || self.unit.is_some() || tree.kind.is_final() || self.reads != Reads::Own {
            return;
        }
        if matches!(tree.kind, ProvisionKind::Sequence | ProvisionKind::Rung) {
            return;
        }
        let message = format!("this {} belongs to no article", tree.kind.as_str());
        if let Some(finding) = self.report("syntax/misplaced-provision", Severity::Advice, tree.head, message) {
            finding.help("place it in an article, of the treaty or of an annex, so that it can be cited");
        }
    }

    /// Whether a clause may stand in its block; if not, or if it stands there twice, that is a finding.
    pub(super) fn placed(
        &mut self,
        clause: &Clause,
        home: AllowedIn,
        block: &str,
        seen: &mut SeenClauses,
        reading: &super::Reading,
        clauses: &[OrBracket<Clause>],
    ) -> bool {
        let info = clause.word.info();
        let text = self.keyword(clause);
        // Prose stands everywhere.
        if clause.word == ClauseWord::Text {
            return true;
        }
        if !info.home.admits(home) {
            if self.reads == Reads::Own {
                let places = homes(info.home);
                let message = match block {
                    "" => format!("{} does not belong here", named(text)),
                    _ => format!("{} does not belong to {}", named(text), article(block)),
                };
                if let Some(finding) = self.report("syntax/misplaced-clause", Severity::Error, clause.span, message) {
                    finding.help(format!("{} belongs to {places}", named(text)));
                }
            }
            return false;
        }
        let bit = 1_u128 << clause.word as u32;
        if info.once && seen.0 & bit != 0 && self.reads == Reads::Own {
            let first = reading.each(clauses).find(|it| it.word == clause.word).map_or(clause.span, |it| it.span);
            let message = format!("{} appears twice here, and only one can apply", named(text));
            if let Some(finding) = self.report("syntax/repeated-clause", Severity::Error, clause.span, message) {
                finding.label(first, "the first one");
                finding.help("merge the two, or put the alternatives in square brackets");
            }
        }
        seen.0 |= bit;
        true
    }

    /// One clause of a provision.
    fn clause(&mut self, clause: &Clause, kind: ProvisionKind, after_objection: bool, provision: &mut Provision<'a>) {
        let args = &clause.args;
        let span = clause.span;
        match clause.word {
            ClauseWord::Sentence => {
                for arg in args {
                    if let Arg::Sentence(sentence) = arg
                        && let Some(sentence) = self.sentence(sentence)
                    {
                        provision.sentences.push(self.noted(sentence));
                    }
                }
            }
            ClauseWord::Text => self.prose_of(args),
            ClauseWord::Ambiguous => provision.ambiguity = self.ambiguity(clause).map(Box::new),
            ClauseWord::On => {
                for arg in args {
                    match arg {
                        Arg::Events(events)
                            if matches!(kind, ProvisionKind::Trigger | ProvisionKind::Rung)
                                && let Some(narrowing) = self.struck(events) =>
                        {
                            self.no_event(narrowing, events.span, span);
                        }
                        Arg::Events(events) => {
                            if let Some(forces) = self.bound_forces(events, kind) {
                                let kind = DetailKind::OnActors(self.noted(forces));
                                provision.details.push(Detail { span, kind });
                            } else {
                                let events = self.events(events, true);
                                provision.events.push(self.noted(events));
                            }
                        }
                        Arg::Set(set) if matches!(kind, ProvisionKind::Trigger | ProvisionKind::Rung) => {
                            self.no_event(self.narrowing(set), set.span, span);
                        }
                        Arg::Set(set) => {
                            if let Some(actors) = self.actors(set) {
                                let kind = DetailKind::OnActors(self.noted(actors));
                                provision.details.push(Detail { span, kind });
                            }
                        }
                        _ => {}
                    }
                }
            }
            ClauseWord::Upon => {
                let occasions: Option<Noted<_>> = self.slot(clause, 0);
                provision.upon.extend(occasions);
            }
            ClauseWord::RequestedBy
            | ClauseWord::ConsultationAmong
            | ClauseWord::SubjectTo
            | ClauseWord::PresumedUnless
            | ClauseWord::If
            | ClauseWord::Unless => {
                let gate = self.gate(clause);
                provision.gates.extend(gate.map(|it| self.noted(it)));
            }
            ClauseWord::Decided => {
                let decided = self.decided(clause);
                let decided = decided.map(|it| Box::new(self.noted(it)));
                provision.decided = decided.or_else(|| provision.decided.take());
            }
            ClauseWord::Clock => {
                for arg in args {
                    if let Arg::Clock(clock) = arg {
                        let clock = self.clock(clock);
                        // `decided unless two-thirds of G object within 12 hours`: the clock is for the objection.
                        if let Some(decided) = &mut provision.decided
                            && decided.unless
                            && decided.decision.clock.is_none()
                            && after_objection
                        {
                            decided.decision.own_expiry = None;
                            decided.decision.clock = clock;
                            decided.also(self.noting);
                            continue;
                        }
                        // A second clock is an expiry of its own or an error of the drafter; the first one counts.
                        let clock = clock.map(|it| Box::new(self.noted(*it)));
                        provision.clock = provision.clock.take().or(clock);
                    }
                }
            }
            _ => self.details(clause, kind, provision),
        }
    }

    /// `on armed-attack on UKR`: the second says whom or where, and not what happens.
    fn no_event(&mut self, narrowing: Narrowing<'a>, value: Span, span: Span) {
        if self.reads != Reads::Own {
            return;
        }
        let words = on_one_line(self.words(value));
        let message = format!("`on {words}` names no event: any event before it counts, whomever it strikes");
        let Some(finding) = self.report("syntax/misplaced-clause", Severity::Error, span, message) else { return };
        let Some(right) = narrowing.keyword else {
            finding.help("an event is narrowed by `against` with actors, and by `in` with places: write both");
            return;
        };
        let (place, new) = match narrowing.name {
            Some(name) => (span, format!("{right} {name}")),
            None => (Span::new(span.start, span.start + 2), right.to_owned()),
        };
        let value = narrowing.name.map_or(&*words, |it| it);
        finding.help(format!("an event is narrowed by `against`, `in`, `by`: `on armed-attack {right} {value}`"));
        let title = if narrowing.name.is_some() {
            format!("replace `on {words}` by `{new}`")
        } else {
            format!("replace `on` by `{right}`")
        };
        finding.fix(Fix::replace(Safety::Unsafe, title, place, new));
    }

    /// How a set narrows an event: `in` takes places, and actors for their territory; `against` takes no places.
    fn narrowing(&self, set: &ast::ActorExpr) -> Narrowing<'a> {
        let is_place = |it: &OrBracket<ast::Member>| match it {
            OrBracket::Plain(ast::Member::Name(name)) => {
                matches!(self.scope.capital.get(self.words(*name)), Some(super::super::RefTarget::Place(_)))
            }
            _ => false,
        };
        let is_name = |it: &OrBracket<ast::Member>| matches!(it, OrBracket::Plain(ast::Member::Name(_)));
        let mut all = set.include.iter().chain(&set.except);
        let keyword = if all.clone().any(is_place) {
            (set.quantifier.is_none() && all.all(is_name)).then_some("in")
        } else {
            Some("against")
        };
        Narrowing { keyword, name: None }
    }

    /// How what is written as an event narrows one: a territory, or the title of an actor or a place.
    fn struck(&self, events: &ast::EventList) -> Option<Narrowing<'a>> {
        let [event] = &events.events[..] else { return None };
        match &event.kind {
            ast::EventKind::Named(word, Some(_)) if self.words(*word) == "territory" => {
                Some(Narrowing { keyword: Some("in"), name: None })
            }
            ast::EventKind::Text(words) if events.qualifiers.is_empty() => {
                let title = Some(self.unquoted(*words));
                let own = |file| file == self.treaty.file;
                let actor = self.treaty.actors.iter().find(|it| own(it.file) && it.title == title);
                let place = || self.treaty.places.iter().find(|it| own(it.file) && it.title == title);
                actor
                    .map(|it| Narrowing { keyword: Some("against"), name: Some(it.name) })
                    .or_else(|| place().map(|it| Narrowing { keyword: Some("in"), name: Some(it.name) }))
            }
            _ => None,
        }
    }

    /// A gate; `None` if the reading leaves its value out.
    fn gate(&mut self, clause: &Clause) -> Option<Gate<'a>> {
        let kind = match clause.word {
            ClauseWord::RequestedBy => GateKind::Request(self.slot(clause, 0)?),
            ClauseWord::ConsultationAmong => GateKind::Consultation(self.slot(clause, 0)?),
            ClauseWord::If => GateKind::If(self.slot(clause, 0)?),
            ClauseWord::Unless => GateKind::Unless(self.slot(clause, 0)?),
            ClauseWord::PresumedUnless => GateKind::PresumedUnless(self.slot(clause, 0)?),
            _ => match self.slot(clause, 0) {
                Some(decision) => GateKind::Decision(decision),
                None => GateKind::Consultation(self.slot(clause, 1)?),
            },
        };
        let clock = clause.word.info().slots.iter().find(|it| it.of == SlotType::Clock);
        let clock = clock.and_then(|it| ReadSlot::read(self, clause, it));
        Some(Gate { span: clause.span, kind, clock })
    }

    fn ambiguity(&mut self, clause: &Clause) -> Option<Ambiguity<'a>> {
        let (reason, agreed_by, until) = (self.slot(clause, 0)?, self.slot(clause, 1), self.slot(clause, 2));
        Some(Ambiguity { span: clause.span, reason, agreed_by, until })
    }

    /// A sentence; `None` if the reading leaves nobody who owes.
    fn sentence(&mut self, tree: &ast::Sentence) -> Option<Sentence<'a>> {
        let (mut bearer, mut bearer_words) = (None, None);
        match &tree.bearer {
            Subject::Text(span) => {
                let words = self.unquoted(*span);
                self.note_term(words, *span, true);
                bearer_words = Some(words);
            }
            subject => bearer = Some(self.subject(subject)?),
        }
        let author = match tree.author.as_deref() {
            Some(Subject::Text(span)) => {
                let words = List::from([SetTerm::Words(self.unquoted(*span))]);
                Some(Actors { span: *span, include: words, ..Actors::default() })
            }
            Some(subject) => Some(self.subject(subject)?),
            None => None,
        };
        let modal = tree.modal.as_ref().and_then(|it| self.reading.value_or_first(it)).copied();
        let verb_text = tree.verb.map_or("", |it| self.words(it));
        if let Some(span) = tree.verb {
            // Verbs and provisions have names of their own: the word is looked for among verbs alone.
            self.check_word(verb_text, span, Vocabulary::Verbs);
        }
        let objects = self.objects(&tree.objects, Some(Vocabulary::Objects));
        let except = self.objects(&tree.except, Some(Vocabulary::Objects));
        let forfeits = tree.forfeits.as_ref().map(|it| self.target(it));
        Some(Sentence {
            span: tree.span,
            mode: tree.mode.map(|it| it.0),
            author,
            bearer,
            bearer_words,
            bearer_span: tree.bearer.span(),
            modal: modal.map(|it| it.0),
            modal_span: modal.map_or(tree.span, |it| it.1),
            passive: tree.passive,
            verb: verb_text,
            verb_span: tree.verb.unwrap_or(tree.span),
            objects,
            except,
            forfeits,
        })
    }

    /// Advice: the only clock of a duty stands on its last gate, and may be meant for the duty.
    fn clock_on_gate(&mut self, provision: &Provision<'a>, span: crate::source::Span) {
        let duty = provision.sentences.iter().find(|it| {
            let asks = verb(it.verb).is_none_or(|it| it.class != VerbClass::Refrain);
            asks && it.modal.is_some_and(is_duty)
        });
        let (Some(duty), Some(gate)) = (duty, provision.gates.last()) else { return };
        let gate_noun = match &gate.kind {
            GateKind::Request(_) => "the request",
            GateKind::Consultation(_) => "the consultation",
            GateKind::Decision(decision) => match decision.any.first().and_then(|all| all.first()).map(|it| &it.kind) {
                Some(super::super::VoteKind::Act { act, .. }) => match act {
                    ast::Act::Consent => "the consent",
                    ast::Act::Approval => "the approval",
                    _ => "the act of others",
                },
                _ => "the decision",
            },
            _ => "the condition",
        };
        let clock = on_one_line(self.words(span));
        let verb = duty.verb;
        let message = format!("`{clock}` applies to {gate_noun}, not to the duty to {verb}");
        let duty_span = duty.span;
        if let Some(finding) = self.report("timing/clock-on-gate", Severity::Advice, span, message) {
            finding.label(duty_span, "this duty has no clock of its own");
            finding.help("if the clock is meant for the duty, place it directly after the sentence, before any gate");
        }
    }
}

fn is_duty(modal: Modal) -> bool {
    matches!(
        modal,
        Modal::Shall
            | Modal::Will
            | Modal::Undertakes
            | Modal::UndertakesWould
            | Modal::Agrees
            | Modal::IsBound
            | Modal::Demanded
            | Modal::Should
    )
}

/// The clock of a gate, its own or that of its decision.
fn gate_clock(gate: &Gate<'_>) -> Option<crate::source::Span> {
    let own = gate.clock.as_deref().map(|it| it.span);
    own.or_else(|| match &gate.kind {
        GateKind::Decision(decision) => decision.clock.as_deref().map(|it| it.span),
        _ => None,
    })
}

/// A clause as a sentence names it: "`ceiling`", or "a sentence".
fn named(text: &str) -> String {
    if text.starts_with("a ") { text.to_owned() } else { format!("`{text}`") }
}

/// A kind of block with its article.
fn article(block: &str) -> String {
    if block.contains(' ') || matches!(block, "sanctions" | "reservations" | "disputes") {
        return block.to_owned();
    }
    let vowel = block.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {block}", if vowel { "an" } else { "a" })
}

/// Where a clause belongs, in words: "a deployment or a limit".
fn homes(home: AllowedIn) -> String {
    let mut places: List<String> = home.provisions().map(|it| article(it.as_str())).collect();
    if home.admits(BODY) {
        places.push("a body or organization".to_owned());
    }
    if home.admits(PLACE) {
        places.push("an area, zone or line".to_owned());
    }
    if places.len() > 6 {
        let finals = home.provisions().all(ProvisionKind::is_final);
        let regimes = home.provisions().any(|it| it == ProvisionKind::Deployment);
        return match (finals, regimes) {
            (true, _) => "the final clauses".to_owned(),
            (_, true) => "provisions that say what is owed, deployed, limited or verified".to_owned(),
            _ => "provisions that say what is owed".to_owned(),
        };
    }
    if places.is_empty() { "no provision".to_owned() } else { join_list(&places, "or") }
}

/// How what stands behind `on` narrows the event before it.
#[derive(Clone, Copy)]
struct Narrowing<'a> {
    /// The keyword; nothing if none takes all of it.
    keyword: Option<&'static str>,
    /// The name of what is named by its title.
    name: Option<&'a str>,
}
