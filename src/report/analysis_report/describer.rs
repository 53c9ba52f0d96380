//! How a dossier names things: clauses, gates, acts, places.

use super::{Attack, Clause, Pattern, Sets};
use crate::analysis::control::{self, ActGroup};
use crate::analysis::{BlockingMode, Facts, Gate, GateKind, Graded, Holder, Power};
use crate::engine::Wording;
use crate::model::{ActorId, DetailKind, Provision, ProvisionId, Sentence, Treaty, prelude};
use crate::rules::wording::listed;
use crate::source::{LineIndex, Span};
use crate::syntax::ast::ProvisionKind;
use crate::syntax::passage::on_one_line;
use std::fmt::Write as _;

/// One reading of a draft, and how to speak of it.
pub(in crate::report) struct Describer<'f, 'm> {
    pub(in crate::report) facts: &'f Facts<'m>,
    pub(in crate::report) treaty: &'m Treaty<'m>,
    wording: &'f Wording<'f>,
    lines: LineIndex,
    /// Everybody who is assumed to attack or to act with an attacker, sorted.
    pub(in crate::report) adverse: Vec<ActorId>,
}

impl<'f, 'm> Describer<'f, 'm> {
    pub(in crate::report) fn new(facts: &'f Facts<'m>, wording: &'f Wording<'f>) -> Self {
        let treaty = facts.treaty();
        Self { facts, treaty, wording, lines: LineIndex::new(treaty.text), adverse: treaty.threat.adverse() }
    }

    pub(in crate::report) fn name(&self, id: ActorId) -> String {
        self.treaty.name(id).to_owned()
    }

    pub(in crate::report) fn names(&self, ids: &[ActorId]) -> Vec<String> {
        ids.iter().map(|id| self.name(*id)).collect()
    }

    pub(in crate::report) fn is_adverse(&self, id: ActorId) -> bool {
        self.adverse.binary_search(&id).is_ok()
    }

    /// The line of a place; 0 in another text.
    pub(in crate::report) fn line(&self, span: Span) -> u32 {
        if span.is_own() { self.lines.line(span.start) as u32 + 1 } else { 0 }
    }

    /// The words that stand in a place, as this reading has them; nothing for a text that is not at hand.
    pub(in crate::report) fn words(&self, span: Span) -> String {
        if span.is_own() {
            return self.wording.of(span);
        }
        if span.file(self.treaty.file) == prelude::FILE {
            return on_one_line(span.of(prelude::text()));
        }
        String::new()
    }

    /// The words of a gate, without its clock; what it is, where its text is not at hand.
    pub(in crate::report) fn words_of(&self, gate: &Gate, clock: Option<Span>) -> String {
        let mut span = gate.span;
        if let Some(clock) = clock.filter(|it| span.contains(*it) && it.start > span.start) {
            span.end = clock.start;
        }
        let words = self.words(span);
        match gate.kind {
            _ if words.is_empty() => gate.kind.noun().to_owned(),
            // Where the clause names the actors only, what they do is added.
            GateKind::Request | GateKind::Notice | GateKind::Ratification | GateKind::Signature
                if gate.span == gate.who =>
            {
                format!("{} by {words}", gate.kind.noun())
            }
            GateKind::Consent | GateKind::Performance | GateKind::Collective if gate.span == gate.who => {
                format!("{} of {words}", gate.kind.noun())
            }
            _ => words,
        }
    }

    /// Where a gate stands, in the treaty's own numbering.
    pub(in crate::report) fn place_of(&self, gate: &Gate, holder: Holder) -> String {
        match gate.body {
            Some(body) if self.treaty.actor(body).file == gate.file => self.treaty.name(body).to_owned(),
            _ => self.cite(holder),
        }
    }

    /// `S5: a duty with its content given`
    pub(in crate::report) fn strength(&self, it: Graded) -> String {
        match it.why {
            None => format!("{it}: {}", it.low.title()),
            Some(doubt) => {
                let words = self.words(doubt.span);
                let words = if words.is_empty() { "this".to_owned() } else { format!("`{words}`") };
                format!("{it}: cannot be determined: {} {words}", doubt.about)
            }
        }
    }

    pub(in crate::report) fn cite(&self, holder: Holder) -> String {
        match holder {
            Holder::Provision(id) => self.treaty.cite(id),
            Holder::Body(id) => self.treaty.name(id).to_owned(),
        }
    }

    pub(in crate::report) fn clause(&self, holder: Holder) -> Clause {
        match holder {
            Holder::Provision(id) => self.provision(id),
            Holder::Body(id) => {
                let actor = self.treaty.actor(id);
                let line = self.line(actor.span);
                Clause { cite: self.cite(holder), name: actor.name.to_owned(), kind: "body".to_owned(), line }
            }
        }
    }

    pub(in crate::report) fn provision(&self, id: ProvisionId) -> Clause {
        let provision = self.treaty.provision(id);
        let kind = provision.kind.as_str();
        let name = if provision.name.is_empty() { kind } else { provision.name };
        let line = self.line(provision.head);
        Clause { cite: self.treaty.cite(id), name: name.to_owned(), kind: kind.to_owned(), line }
    }

    /// What a sentence asks for, with its means.
    pub(in crate::report) fn asked(&self, provision: &Provision<'_>, sentence: &Sentence<'_>) -> String {
        let start = if sentence.verb.is_empty() { sentence.modal_span.end } else { sentence.verb_span.start };
        let mut words = self.words(Span::new(start.min(sentence.span.end), sentence.span.end));
        if sentence.passive {
            words = format!("be {words}");
        }
        for detail in &provision.details {
            if let DetailKind::Means(_) | DetailKind::In(_) | DetailKind::To(..) | DetailKind::Against(_) = detail.kind
            {
                words = format!("{words} {}", self.words(detail.span));
            }
        }
        words
    }

    /// An attack in words.
    pub(in crate::report) fn attack(&self, it: &control::Attack) -> Attack {
        let with: Vec<ActorId> = it.bloc.iter().copied().filter(|actor| *actor != it.attacker).collect();
        let attacker = self.name(it.attacker);
        let mut words = match &it.victims[..] {
            [] => format!("{attacker} attacks"),
            victims => format!("{attacker} attacks {}", listed(self.treaty, victims)),
        };
        if !with.is_empty() {
            let act = if with.len() == 1 { "acts" } else { "act" };
            let _ = write!(words, ", and {} {act} with it", listed(self.treaty, &with));
        }
        Attack { attacker, with: self.names(&with), victims: self.names(&it.victims), words }
    }

    /// Sets of acts: what is left undone, or done.
    pub(in crate::report) fn sets(&self, sets: Option<&control::Sets>, own: &[ActorId], done: bool) -> Sets {
        let Some(sets) = sets else {
            return Sets { count: None, smallest: None, complete: false, patterns: Vec::new() };
        };
        Sets {
            count: sets.count.map(|it| it.to_string()),
            smallest: sets.smallest,
            complete: sets.complete,
            patterns: sets.patterns.iter().map(|it| self.pattern(it, own, done)).collect(),
        }
    }

    /// A pattern; `own` are the bearers who are each looked at by itself.
    pub(in crate::report) fn pattern(&self, pattern: &control::Pattern, own: &[ActorId], done: bool) -> Pattern {
        let parts: Vec<String> = pattern.parts.iter().map(|it| self.part(it, own, done)).collect();
        let words = match &parts[..] {
            [] => "no act is required".to_owned(),
            [one] => one.clone(),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        };
        let parts = pattern.parts.iter().map(|it| super::ActGroup {
            actors: self.names(&it.actors),
            count: it.count,
            act: act(it, done, false).to_owned(),
            gate: self.words_of(&it.gate, None),
            line: self.line(it.gate.span),
        });
        Pattern { words, acts: pattern.acts(), sets: pattern.sets.map(|it| it.to_string()), parts: parts.collect() }
    }

    /// `any 2 of FRA, GBR, USA vote no`
    fn part(&self, part: &ActGroup, own: &[ActorId], done: bool) -> String {
        if part.actors.is_empty() {
            let words = self.words_of(&part.gate, None);
            return match part.gate.kind {
                GateKind::Words => format!("it is so that {words}"),
                _ => format!("this opens: {words}"),
            };
        }
        let act = act(part, done, part.count > 1);
        if is_own(part, own) {
            return format!("the bearer itself {act}");
        }
        let all = self.names(&part.actors);
        if part.count as usize == part.actors.len() {
            return match &all[..] {
                [one] => format!("{one} {act}"),
                [first @ .., last] => format!("{} and {last} {act}", first.join(", ")),
                [] => String::new(),
            };
        }
        match part.count {
            1 => format!("any one of {} {act}", all.join(", ")),
            count => format!("any {count} of {} {act}", all.join(", ")),
        }
    }
}

/// Whether an act is the bearer's own, where each is looked at by itself.
pub(in crate::report) fn is_own(part: &ActGroup, own: &[ActorId]) -> bool {
    own.len() > 1 && part.actors.len() == 1 && own.contains(&part.actors[0])
}

/// What some actors do at a gate, or leave undone.
pub(in crate::report) fn act(part: &ActGroup, done: bool, many: bool) -> &'static str {
    match (part.power, part.mode, done, many) {
        (Some(Power::Convening), BlockingMode::Withholds, false, false) => "does not convene it",
        (Some(Power::Convening), BlockingMode::Withholds, false, true) => "do not convene it",
        (Some(Power::Convening), BlockingMode::Withholds, true, false) => "convenes it",
        (Some(Power::Convening), BlockingMode::Withholds, true, true) => "convene it",
        (_, mode, true, many) => mode.opposite(part.gate.kind, many),
        (_, mode, false, many) => mode.words(part.gate.kind, many),
    }
}

/// What is decided where a power is used.
pub(in crate::report) fn what(power: Power, sought: bool) -> &'static str {
    match power {
        Power::Activation if sought => "the action that it asks for",
        Power::Activation => "it takes effect",
        Power::EntryIntoForce => "the treaty enters into force",
        Power::Access => "access is granted",
        Power::Findings => "a finding is made",
        Power::Mandate => "its mandate is renewed",
        Power::Renewal => "it continues beyond its term",
        Power::Convening => "it meets",
        Power::Deciding => "it decides",
        Power::Appointment => "its head is appointed",
        Power::Amendment => "the text is amended",
        Power::Snapback => "the sanctions are reinstated",
        Power::Funding => "it is funded",
        Power::Ending => "it ends",
        Power::Suspension => "the treaty is suspended",
        Power::Forfeiture => "the promise is forfeited",
        Power::Relief => "the sanctions are lifted",
        Power::Change => "it is changed",
        Power::Use => "the bases are used",
        Power::Accession => "a State accedes",
    }
}

/// Whether a provision promises something, and does not only open a promise or rule the treaty itself.
pub(in crate::report) fn is_promise(kind: ProvisionKind) -> bool {
    kind != ProvisionKind::Trigger && !kind.is_final()
}

/// What those do whom a regime binds.
pub(in crate::report) fn does(kind: ProvisionKind) -> &'static str {
    match kind {
        ProvisionKind::Deployment => "send",
        ProvisionKind::Supply => "give",
        ProvisionKind::Sanctions => "apply",
        ProvisionKind::Verification => "carry out",
        ProvisionKind::Consultation => "consult under",
        ProvisionKind::Rung => "respond under",
        _ => "observe",
    }
}
