//! What each state must, may and need not do.

use super::describer::{Describer, act, does};
use super::timeline::{is_set_off, length};
use super::{Sheet, SheetEntry};
use crate::analysis::bearers;
use crate::analysis::forces::is_negative;
use crate::analysis::strength::{self, Binding, Demand, Graded, OperativeForce, Strength};
use crate::analysis::timeline::{Bound, Coming, Timetable};
use crate::analysis::{Power, TimelineStart};
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{
    ActorId, Actors, Case, Condition, ConditionKind, Conditions, DetailKind, GateKind, Object, Provision, ProvisionId,
    Sentence, SetTerm, Vote, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{Act, Modal, ProvisionKind, RoleGroup};
use std::fmt::Write as _;

/// A sheet for everybody whom the draft binds, frees or names as guarantor.
pub(super) fn sheets(describer: &Describer<'_, '_>, calendar: TimelineStart) -> Vec<Sheet> {
    let treaty = describer.treaty;
    let worst = describer.facts.timetable(Bound::Worst, None, calendar);
    let actors = (0..treaty.actors.len() as u32).map(ActorId);
    let sheet = |actor: ActorId| {
        let case = treaty.threat.cases.iter().find(|it| it.bloc.contains(&actor));
        let mut at = Writer { describer, calendar, worst: &worst, actor, case, sheet: blank(describer, actor) };
        treaty.own_provisions().for_each(|it| at.provision(it));
        at.sheet
    };
    let description = |it: &Sheet| {
        [&it.must, &it.must_not, &it.may, &it.expected, &it.need_not].into_iter().any(|list| !list.is_empty())
    };
    let mut sheets: Vec<Sheet> = Vec::new();
    for mut sheet in actors.map(sheet).filter(|it| description(it) || !it.roles.is_empty()) {
        let own = std::mem::take(&mut sheet.actors);
        let same = |it: &&mut Sheet| Sheet { actors: Vec::new(), ..(**it).clone() } == sheet;
        match sheets.iter_mut().find(same) {
            Some(known) => known.actors.extend(own),
            None => sheets.push(Sheet { actors: own, ..sheet }),
        }
    }
    sheets
}

fn blank(describer: &Describer<'_, '_>, actor: ActorId) -> Sheet {
    let about = describer.treaty.actor(actor);
    // Signing is no role that binds; a state of the prelude is told if the text binds it.
    let unbinding = [RoleGroup::Parties, RoleGroup::Signatories];
    let roles = RoleGroup::ALL.iter().filter(|it| !unbinding.contains(&it.0) && about.roles.contains(it.0));
    Sheet {
        actors: vec![describer.name(actor)],
        roles: roles.map(|it| it.2.to_owned()).collect(),
        adverse: describer.is_adverse(actor),
        must: Vec::new(),
        must_not: Vec::new(),
        may: Vec::new(),
        expected: Vec::new(),
        need_not: Vec::new(),
    }
}

/// Fills the sheet of one actor.
struct Writer<'w, 'f, 'm> {
    describer: &'w Describer<'f, 'm>,
    calendar: TimelineStart,
    worst: &'w Timetable,
    actor: ActorId,
    /// The attack that it is a side of, if it is assumed to be.
    case: Option<&'w Case>,
    sheet: Sheet,
}

impl<'m> Writer<'_, '_, 'm> {
    fn provision(&mut self, provision: &'m Provision<'m>) {
        if provision.kind == ProvisionKind::Trigger {
            return;
        }
        let mut bound = false;
        for sentence in &provision.sentences {
            if sentence.bearer.as_ref().is_some_and(|it| self.is_of(it)) {
                bound = true;
                self.sentence(provision, sentence);
            }
        }
        if provision.sentences.is_empty() && !provision.kind.is_final() {
            bound = bearers(provision).any(|it| self.is_of(it));
            if bound {
                self.regime(provision);
            }
        }
        if !bound && self.is_free_of(provision) {
            let entry = SheetEntry {
                note: Some("it is not among those bound".to_owned()),
                ..self.plain(provision, self.words_of_first(provision))
            };
            self.sheet.need_not.push(entry);
        }
    }

    fn sentence(&mut self, provision: &'m Provision<'m>, sentence: &'m Sentence<'m>) {
        let Some(modal) = sentence.modal else { return };
        let words = self.describer.asked(provision, sentence);
        if modal == Modal::NeedNot {
            let entry =
                SheetEntry { upon: self.upon(provision), ..self.plain(provision, words + &self.unless(provision)) };
            self.sheet.need_not.push(entry);
            return;
        }
        let Some(weighed) = strength::weigh(self.describer.treaty, provision, sentence) else { return };
        let omission = weighed.omission();
        let exceptions = if omission { self.unless(provision) } else { String::new() };
        let mut entry = self.entry(provision, words + &exceptions, weighed.graded);
        if omission {
            // Whose consent lifts a ban is not asked before it binds.
            entry.permission.clear();
        }
        if weighed.asked == Demand::Words && weighed.force == OperativeForce::Duty {
            entry.strength = Some(format!("{}: words without an operative act", weighed.graded));
        }
        if let Some(author) = sentence.author.as_ref().filter(|_| !self.describer.treaty.is_settled(sentence)) {
            let may = if weighed.force == OperativeForce::Right { "authorise" } else { "bind" };
            let open = format!("whether {} can {may} it cannot be determined", self.text(author.span));
            entry.note = Some(entry.note.map_or(open.clone(), |it| format!("{it}; {open}")));
        }
        let binds = strength::binds_actor(self.describer.treaty, provision, self.actor) == Binding::Yes;
        match weighed.force {
            OperativeForce::Right => self.sheet.may.push(entry),
            OperativeForce::Duty | OperativeForce::Effort if binds => {
                // To refrain is put as the text puts it.
                let list = if omission && is_negative(modal) { &mut self.sheet.must_not } else { &mut self.sheet.must };
                list.push(entry);
            }
            _ => {
                let to = if omission && is_negative(modal) { "not to" } else { "to" };
                let words = format!("{to} {}", entry.words);
                self.sheet.expected.push(SheetEntry { words, ..entry });
            }
        }
    }

    /// Whether somebody belongs to a set. Of `any state` are told those whom the draft itself names.
    fn is_of(&self, actors: &Actors<'m>) -> bool {
        let treaty = self.describer.treaty;
        if !treaty.members(actors, self.case).contains(&self.actor) {
            return false;
        }
        let all = |it: &SetTerm<'_>| matches!(it, SetTerm::AnyState);
        if treaty.actor(self.actor).file == treaty.file || !actors.include.iter().any(all) {
            return true;
        }
        let mut named = actors.clone();
        named.include = actors.include.iter().filter(|it| !all(it)).cloned().collect();
        treaty.members(&named, self.case).contains(&self.actor)
    }

    /// What lifts a ban or ends an exemption, in words.
    fn unless(&self, provision: &Provision<'_>) -> String {
        let mut words = String::new();
        for gate in &provision.gates {
            let told = match &gate.kind {
                GateKind::Unless(conditions) => {
                    self.consents(conditions).map_or_else(|| self.text(gate.span), |it| format!("unless {it}"))
                }
                _ => self.text(gate.span),
            };
            if !told.is_empty() {
                let _ = write!(words, " {told}");
            }
        }
        words
    }

    /// Whose consent is the only condition: `LBN consents`.
    fn consents(&self, conditions: &Conditions<'_>) -> Option<String> {
        let [all] = &conditions.any[..] else { return None };
        let [Condition { negated: false, kind: ConditionKind::Decided(decision), found_by: None, .. }] = &all[..]
        else {
            return None;
        };
        let [votes] = &decision.any[..] else { return None };
        let [Vote { kind: VoteKind::Act { act, of, organ: None }, .. }] = &votes[..] else { return None };
        let does = match act {
            Act::Consent => "consent",
            Act::Approval => "approve",
            Act::Agreement => "agree",
            _ => return None,
        };
        let names = self.describer.names(&self.describer.treaty.members(of, self.case));
        match &names[..] {
            [] => None,
            [one] => Some(format!("{one} {does}s")),
            [first @ .., last] => Some(format!("{} and {last} {does}", first.join(", "))),
        }
    }

    fn upon(&self, provision: &Provision<'_>) -> Option<String> {
        let upon = provision.upon.iter().map(|it| format!("upon {}", self.text(it.span)));
        let on = provision.events.iter().map(|it| format!("on {}", self.text(it.span)));
        let all: Vec<String> = upon.chain(on).collect();
        (!all.is_empty()).then(|| all.join(", and "))
    }

    /// A regime without a sentence: a deployment, a supply, a limit.
    fn regime(&mut self, provision: &'m Provision<'m>) {
        let strength = match provision.kind {
            ProvisionKind::Rung => strength::response(self.describer.treaty, provision, |it| self.is_of(it)),
            _ => self.describer.facts.strength(provision.id).act,
        };
        let skip = |it: &DetailKind<'m>| {
            let of_others = matches!(it, DetailKind::Response(_, Some(by)) if !self.is_of(by));
            of_others
                || matches!(
                    it,
                    DetailKind::By(_)
                        | DetailKind::Among(_)
                        | DetailKind::Between(_)
                        | DetailKind::OnActors(_)
                        | DetailKind::Until(_)
                        | DetailKind::Duration(..)
                        | DetailKind::Mandate(..)
                        | DetailKind::Timing(_)
                )
        };
        let said = provision.details.iter().filter(|it| !skip(&it.kind)).map(|it| self.text(it.span));
        let said: Vec<String> = said.filter(|it| !it.is_empty()).collect();
        let named = match provision.name {
            "" => format!("{} this {}", does(provision.kind), provision.kind.as_str()),
            name => format!("{} {name}", does(provision.kind)),
        };
        let words = if said.is_empty() { named } else { format!("{named}: {}", said.join(", ")) };
        let entry = match strength {
            Some(strength) => self.entry(provision, words, strength),
            None => self.plain(provision, words),
        };
        // That forces may come is no more than that, whatever the form.
        if provision.kind == ProvisionKind::Deployment {
            self.sheet.may.push(entry);
        } else if strength::binds_actor(self.describer.treaty, provision, self.actor) == Binding::Yes {
            self.sheet.must.push(entry);
        } else {
            let words = format!("to {}", entry.words);
            self.sheet.expected.push(SheetEntry { words, ..entry });
        }
    }

    /// Whether a guarantor is free of a duty to help that others bear.
    fn is_free_of(&self, provision: &Provision<'_>) -> bool {
        let treaty = self.describer.treaty;
        let roles = treaty.actor(self.actor).roles;
        let helps =
            |it: &Sentence<'_>| verb(it.verb).is_some_and(|it| it.class == VerbClass::Aid && it.word != "guarantee");
        // Nobody is free of helping itself.
        let helped = |object: &Object<'_>| match object {
            Object::Actors(of) => treaty.members(of, self.case).contains(&self.actor),
            _ => false,
        };
        roles.contains(RoleGroup::Guarantors)
            && !provision.sentences.iter().flat_map(|it| &it.objects).any(helped)
            && provision.sentences.iter().any(|it| helps(it))
            && self.describer.facts.strength(provision.id).owed() >= Some(Strength::SelfJudged)
    }

    fn plain(&self, provision: &Provision<'_>, words: String) -> SheetEntry {
        SheetEntry {
            clause: self.describer.provision(provision.id),
            words,
            upon: None,
            by_when: None,
            until: None,
            strength: None,
            permission: Vec::new(),
            note: None,
        }
    }

    fn entry(&self, provision: &'m Provision<'m>, words: String, strength: Graded) -> SheetEntry {
        let ends = |it: &DetailKind<'_>| {
            matches!(it, DetailKind::Until(_) | DetailKind::Duration(..) | DetailKind::Mandate(..))
        };
        let until = provision.details.iter().filter(|it| ends(&it.kind)).map(|it| self.text(it.span));
        let until: Vec<String> = until.filter(|it| !it.is_empty()).collect();
        let (permission, own) = self.permission(provision.id);
        let mut notes: Vec<String> = own;
        if strength.low == Strength::SelfJudged {
            notes.push("at its own discretion".to_owned());
        }
        for detail in &provision.details {
            if let DetailKind::Excludes(_) = detail.kind {
                notes.push(self.text(detail.span));
            }
        }
        SheetEntry {
            upon: self.upon(provision),
            by_when: self.by_when(provision),
            until: (!until.is_empty()).then(|| until.join(", ")),
            strength: Some(self.describer.strength(strength)),
            permission,
            note: (!notes.is_empty()).then(|| notes.join("; ")),
            ..self.plain(provision, words)
        }
    }

    /// By when, counted from the event; the clock alone where no event sets it off.
    fn by_when(&self, provision: &Provision<'_>) -> Option<String> {
        if is_set_off(self.describer, provision.id) {
            let arrival = if self.describer.facts.differs_by_bearer(provision.id) {
                self.describer.facts.timetable(Bound::Worst, Some(self.actor), self.calendar).arrival(provision.id)
            } else {
                self.worst.arrival(provision.id)
            };
            let length = length(self.describer, arrival);
            return Some(match (length.open_gate, length.date) {
                _ if arrival.coming == Coming::Never => "at worst never".to_owned(),
                (Some(gate), _) => format!("without time-limit: {} has no clock", gate.words),
                (None, Some(date)) => format!("at worst {} after the event, {date}", length.words),
                (None, None) if arrival.coming == Coming::Unknown || length.words == "at once" => length.words,
                (None, None) => format!("at worst {} after the event", length.words),
            });
        }
        provision.clock.as_ref().map(|it| self.text(it.span)).filter(|it| !it.is_empty())
    }

    /// Who else alone keeps it from being live, and what the bearer itself does first.
    fn permission(&self, id: ProvisionId) -> (Vec<String>, Vec<String>) {
        let live =
            |it: &&crate::analysis::control::Control<'_>| it.activates() == Some(id) && it.power == Power::Activation;
        let Some(control) = self.describer.facts.controls().iter().find(live) else { return (Vec::new(), Vec::new()) };
        let view = control.views.iter().find(|it| !it.each || it.bearers.contains(&self.actor));
        let (mut others, mut own) = (Vec::new(), Vec::new());
        for pattern in view.iter().filter_map(|it| it.blocking.as_ref()).flat_map(|it| &it.patterns) {
            for part in pattern.parts.iter().filter(|_| pattern.acts() == 1) {
                for actor in &part.actors {
                    // Bearers in the same place share a view: another's own gate is not this one's.
                    let shared = view.is_some_and(|it| it.each && it.bearers.contains(actor));
                    if *actor == self.actor || shared {
                        own.push(format!("only once it {} itself", act(part, true, false)));
                    } else if !others.contains(&self.describer.name(*actor)) {
                        others.push(self.describer.name(*actor));
                    }
                }
            }
        }
        own.sort_unstable();
        own.dedup();
        (others, own)
    }

    fn words_of_first(&self, provision: &Provision<'_>) -> String {
        provision.sentences.first().map_or_else(String::new, |it| self.describer.asked(provision, it))
    }

    fn text(&self, span: Span) -> String {
        self.describer.words(span)
    }
}
