//! Groups, bodies and their rules, voting weights, the prelude.

use super::super::{
    ActorId, ActorKind, Body, Chair, Decision, DetailKind, Group, GroupId, MatterRule, OpenWord, RefTarget, SetTerm,
    accession, prelude,
};
use super::{ModelBuilder, Reads};
use crate::diagnostic::Severity;
use crate::source::Span;
use crate::syntax::ast::{self, Arg, ClauseWord, DeclarationKind, Flag, List};
use crate::syntax::clauses::BODY;
use crate::syntax::number;
use rustc_hash::FxHashMap;

impl<'a> ModelBuilder<'a, '_> {
    pub(super) fn read_group(&mut self, id: GroupId, declared: &ast::Declaration) {
        let Some(set) = &declared.set else { return };
        self.clause = "group";
        // A group of which the reading leaves nothing is empty, not unknown.
        let members = self.actors(set).unwrap_or_default();
        let open_to = declared.open_to.as_ref().and_then(|it| self.actors(it));
        let group: &mut Group<'a> = &mut self.treaty.groups[id.0 as usize];
        (group.members, group.open_to) = (members, open_to);
    }

    /// What a declaration says of an actor beyond its name.
    pub(super) fn read_actor(&mut self, id: ActorId, declared: &ast::Declaration) {
        self.body = Some(id);
        match declared.kind {
            DeclarationKind::Forces => {
                self.clause = "controlled by";
                let controlled = declared.set.as_ref().and_then(|it| self.actors(it));
                self.treaty.actors[id.0 as usize].controlled_by = controlled;
            }
            DeclarationKind::Organization | DeclarationKind::Body | DeclarationKind::Office => {
                self.read_body(id, declared);
            }
            // A party that the prelude knows as an organization decides as one.
            _ => {
                self.adopt_prelude(id);
            }
        }
        self.body = None;
    }

    fn read_body(&mut self, id: ActorId, declared: &ast::Declaration) {
        let reading = self.reading;
        let bare = declared.set.is_none() && reading.each(&declared.clauses).next().is_none();
        if bare && declared.kind != DeclarationKind::Office && self.reads != Reads::Prelude && self.adopt_prelude(id) {
            return;
        }
        let known = self.treaty.actors[id.0 as usize].body.is_some();
        if known && self.reads == Reads::IncludedInstrument {
            // The draft, or the text that was read first, has said how it decides.
            return;
        }
        let mut body = Box::<Body<'a>>::default();
        self.clause = "members";
        if let Some(set) = &declared.set
            && declared.kind != DeclarationKind::Office
        {
            body.members = self.actors(set);
        }
        if let Some(set) = &declared.set
            && declared.kind == DeclarationKind::Office
        {
            // An office of a state acts for that state.
            let of = self.actors(set).filter(|of| {
                let state = |it: &SetTerm<'_>| matches!(it, SetTerm::Actor(id) if self.is_state(*id));
                of.include.iter().all(state)
            });
            self.treaty.actors[id.0 as usize].controlled_by = of;
        }
        let mut whole = Decision::default();
        let mut seen = super::provisions::SeenClauses::default();
        for clause in reading.each(&declared.clauses) {
            self.clause = self.keyword(clause);
            if self.placed(clause, BODY, "a body", &mut seen, reading, &declared.clauses) {
                self.seat(clause, &mut body, &mut whole);
            }
        }
        // Behind an act that counts nobody, a quorum or tie rule is the body's.
        let rules = body.rules.iter_mut().filter_map(|it| it.decision.as_mut());
        let others = [&mut body.convened_by, &mut body.head_appointed_by, &mut body.admitted_by, &mut body.funded_by];
        for decision in rules.chain(others.into_iter().flatten()).filter(|it| !it.counts()) {
            whole.quorum = whole.quorum.or(decision.quorum.take());
            whole.tie = whole.tie.or(decision.tie.take());
        }
        // A quorum or tie rule of the body holds for every matter that has none of its own.
        for rule in &mut body.rules {
            if let Some(decision) = &mut rule.decision {
                decision.quorum = decision.quorum.or(whole.quorum);
                decision.tie = decision.tie.or(whole.tie);
                if !whole.any.is_empty() {
                    decision.any.clone_from(&whole.any);
                }
            }
        }
        self.as_of_signature(id, &mut body);
        self.treaty.actors[id.0 as usize].body = Some(body);
    }

    /// An organization of the prelude has the members of the day on which the draft was signed.
    fn as_of_signature(&mut self, id: ActorId, body: &mut Body<'a>) {
        let (Reads::Prelude, Some(day)) = (self.reads, self.treaty.head.signed) else { return };
        let name = self.treaty.actors[id.0 as usize].name;
        let Some(codes) = accession::members_on(name, day) else { return };
        let Some(written) = &mut body.members else { return };
        // What follows from another organization stands as it is written.
        if written.include.iter().any(|it| !matches!(it, SetTerm::Actor(_))) {
            return;
        }
        let seated: List<SetTerm<'a>> = codes.filter_map(|code| self.seated(code)).map(SetTerm::Actor).collect();
        written.include = if seated.is_empty() { List::from([SetTerm::Unknown]) } else { seated };
    }

    fn seat(&mut self, clause: &ast::Clause, body: &mut Body<'a>, whole: &mut Decision<'a>) {
        match clause.word {
            ClauseWord::Members => body.members = self.slot(clause, 0).or_else(|| body.members.take()),
            ClauseWord::Chair => {
                if let Some(who) = self.slot(clause, 0) {
                    let rotating = self.slot(clause, 1).unwrap_or_default();
                    body.chair = Some(Chair { span: clause.span, who, rotating });
                }
            }
            ClauseWord::ConvenedBy => body.convened_by = self.slot(clause, 0),
            ClauseWord::HeadAppointedBy => body.head_appointed_by = self.slot(clause, 0),
            ClauseWord::Decides => {
                let words: Option<List<OpenWord<'a>>> = self.slot(clause, 0);
                let matters = words.unwrap_or_default().iter().map(|it| it.text).collect();
                let hole = clause.args.iter().find_map(|arg| match arg {
                    Arg::Flag(Flag::Tbd, span) => Some(*span),
                    _ => None,
                });
                if let Some(hole) = hole {
                    self.hole(hole);
                }
                let decision = self.slot(clause, 1);
                if hole.is_some() || decision.is_some() {
                    body.rules.push(MatterRule { span: clause.span, matters, decision });
                }
            }
            ClauseWord::Quorum | ClauseWord::Tie => {
                for arg in &clause.args {
                    if let Arg::Decision(tree) = arg {
                        self.riders(&tree.riders, whole);
                    }
                }
            }
            ClauseWord::OpenTo => {
                body.open_to = self.slot(clause, 0);
                body.admitted_by = self.slot(clause, 1);
            }
            ClauseWord::Text => self.prose_of(&clause.args),
            _ => {
                if let Some(DetailKind::FundedBy(decision, _)) = self.detail(clause) {
                    // Words on who pays are no gate.
                    body.funded_by = decision.map(|it| *it).filter(|it| !it.is_in_words());
                }
            }
        }
    }

    fn is_state(&self, id: ActorId) -> bool {
        self.treaty.actors[id.0 as usize].kind == ActorKind::State
    }

    pub(super) fn prose_of(&mut self, args: &[Arg]) {
        for arg in args {
            if let Arg::Text(span) = arg {
                self.prose(*span);
            }
        }
    }

    pub(super) fn read_weights(&mut self, at: u32, weights: &ast::Weights) {
        let numbers = number::weights(weights.of.iter().map(|it| self.words(it.1)));
        let mut known = numbers.is_some();
        let mut listed: FxHashMap<ActorId, Span> = FxHashMap::default();
        let numbers = numbers.unwrap_or_else(|| vec![0; weights.of.len()]);
        let mut of: Vec<(ActorId, u64)> = Vec::with_capacity(weights.of.len());
        for ((name, _), number) in weights.of.iter().zip(numbers) {
            if let RefTarget::Actor(id) = self.capital(*name) {
                if let Some(first) = listed.insert(id, *name) {
                    // Which of the two holds nobody knows.
                    known = false;
                    let message = format!("`{}` appears twice among these weights", self.words(*name));
                    if let Some(finding) = self.report("names/duplicate", Severity::Error, *name, message) {
                        finding.label(first, "the first one");
                    }
                    continue;
                }
                of.push((id, number));
            }
        }
        let weighting = &mut self.treaty.weights[at as usize];
        (weighting.of, weighting.known) = (of, known);
    }

    /// An organization that the draft names without saying more is as the prelude has it. Says whether it is one.
    fn adopt_prelude(&mut self, id: ActorId) -> bool {
        let actor = &self.treaty.actors[id.0 as usize];
        if actor.body.is_some() {
            return false;
        }
        let signed = self.treaty.head.signed;
        let Some((name, declared)) = prelude::declaration(actor.name, signed) else { return false };
        if declared.kind == DeclarationKind::Group || self.prelude.contains_key(name) {
            return false;
        }
        let actor = &mut self.treaty.actors[id.0 as usize];
        if actor.kind == ActorKind::State {
            actor.kind = ActorKind::Organization;
        }
        self.prelude.insert(name, RefTarget::Actor(id));
        self.awaiting.push((RefTarget::Actor(id), declared));
        true
    }

    /// Voting weights of the prelude, which enter the arena when they are first named.
    pub(super) fn prelude_weights(&mut self, name: &'a str) -> Option<u32> {
        if let Some(RefTarget::Weights(at)) = self.prelude.get(name) {
            return Some(*at);
        }
        let (name, weights, known) = prelude::weights(name, self.treaty.head.signed)?;
        let at = self.treaty.weights.len() as u32;
        self.prelude.insert(name, RefTarget::Weights(at));
        let file = prelude::FILE;
        self.treaty.weights.push(super::super::Weighting {
            name,
            span: weights.name,
            file,
            of: Vec::new(),
            known: true,
        });
        if !known {
            self.treaty.weights[at as usize].known = false;
            return Some(at);
        }
        let outer = self.enter(Reads::Prelude, file, prelude::text());
        self.read_weights(at, weights);
        self.leave(outer);
        Some(at)
    }

    /// Reads what of the prelude has entered the arenas, and what that names in turn.
    pub(super) fn read_prelude(&mut self) {
        if self.awaiting.is_empty() {
            return;
        }
        let outer = self.enter(Reads::Prelude, prelude::FILE, prelude::text());
        while let Some((target, declared)) = self.awaiting.pop() {
            match target {
                RefTarget::Group(id) => self.read_group(id, declared),
                RefTarget::Actor(id) => {
                    self.body = Some(id);
                    self.read_body(id, declared);
                    self.body = None;
                }
                _ => {}
            }
        }
        self.leave(outer);
    }
}
