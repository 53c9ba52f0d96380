//! Who acts, and how: by a line of the scenario, by the threat model, or not at all.

use super::PlayState;
use super::answer::{Openness, Truth};
use super::{Others, PlayMinute};
use crate::model::{
    ActorId, ActorKind, ActorSet, Actors, Doing, Members, Pace, ProvisionId, RefTarget, SetTerm, Withheld,
};
use crate::source::Span;
use crate::syntax::ast::{Act, Quantifier};

/// How somebody acts of whom no line of the scenario speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stance {
    Cooperates,
    Obstructs,
    /// It does nothing, whatever it would serve.
    Idle,
}

/// What is asked of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActKind {
    Request,
    Notify,
    Consult,
    Consent,
    Approve,
    Recognise,
    Recommend,
    Determine,
    Find,
    Perform,
    Pay,
    Ratify,
    Sign,
    Convene,
}

impl ActKind {
    pub(super) fn of(act: Act) -> Self {
        match act {
            Act::Request => Self::Request,
            Act::Consent | Act::Agreement => Self::Consent,
            Act::Approval => Self::Approve,
            Act::Determination => Self::Determine,
            Act::Recognition => Self::Recognise,
            Act::Recommendation => Self::Recommend,
            Act::Performance => Self::Perform,
            Act::Finding => Self::Find,
        }
    }

    /// What is missing where it is not done.
    fn missing(self) -> &'static str {
        match self {
            Self::Request => "has made no request",
            Self::Notify => "has not given notice",
            Self::Consult => "has not consulted",
            Self::Consent => "has not consented",
            Self::Approve => "has not approved",
            Self::Recognise => "has not recognised it",
            Self::Recommend => "has not recommended it",
            Self::Determine => "has not determined it",
            Self::Find => "has not found it",
            Self::Perform => "has not performed",
            Self::Pay => "has not paid",
            Self::Ratify => "has not ratified",
            Self::Sign => "has not signed",
            Self::Convene => "has not called a meeting",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Request => "asks",
            Self::Notify => "gives notice",
            Self::Consult => "consults",
            Self::Consent => "consents",
            Self::Approve => "approves",
            Self::Recognise => "recognises it",
            Self::Recommend => "recommends it",
            Self::Determine => "determines it",
            Self::Find => "finds it",
            Self::Perform => "performs",
            Self::Pay => "pays",
            Self::Ratify => "ratifies",
            Self::Sign => "signs",
            Self::Convene => "calls a meeting",
        }
    }

    /// Whether a line of a scenario says that it is done, or that it is not.
    fn is_said(self, act: Doing) -> Option<bool> {
        use Withheld::{Access, Approval, Consent, Payment, Ratification, Recognition, Request};
        let held = match self {
            Self::Request => Some(Request),
            Self::Consent => Some(Consent),
            Self::Approve => Some(Approval),
            Self::Recognise => Some(Recognition),
            Self::Pay => Some(Payment),
            Self::Ratify => Some(Ratification),
            _ => None,
        };
        match (self, act) {
            (_, Doing::Gives(given, what)) if Some(what) == held => Some(given),
            // Whose consent lets somebody in, gives access.
            (Self::Consent, Doing::Gives(given, Access)) => Some(given),
            (Self::Request, Doing::Requests)
            | (Self::Notify, Doing::Notifies)
            | (Self::Consult, Doing::Consults)
            | (Self::Find | Self::Determine, Doing::Finds | Doing::VotesYes)
            | (Self::Perform, Doing::Performs)
            | (Self::Ratify, Doing::Ratifies)
            | (Self::Sign, Doing::Signs)
            | (Self::Convene, Doing::Convenes)
            | (Self::Approve | Self::Consent | Self::Recommend, Doing::VotesYes) => Some(true),
            (Self::Consult, Doing::StaysAway)
            | (
                Self::Find | Self::Determine | Self::Approve | Self::Consent | Self::Recommend,
                Doing::VotesNo | Doing::Abstains | Doing::StaysAway,
            ) => Some(false),
            _ => None,
        }
    }
}

/// How many of a set must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    All,
    Any,
    Some(u64),
    /// Each for itself.
    Each,
}

impl Need {
    pub(super) fn of(quantifier: Option<Quantifier>, silent: Self) -> Self {
        match quantifier {
            None | Some(Quantifier::Unread | Quantifier::Share(_)) => silent,
            Some(Quantifier::Each | Quantifier::All) => Self::All,
            Some(Quantifier::Any) => Self::Any,
            Some(Quantifier::Some(count)) => Self::Some(count),
        }
    }
}

/// What is decided or done where.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActMatter {
    pub(super) provision: Option<ProvisionId>,
    /// For whom it is asked.
    pub(super) bearer: Option<ActorId>,
    /// The clause, which tells one matter from another.
    pub(super) clause: Span,
    /// Since when it can be done; nothing: not yet.
    pub(super) put: Option<PlayMinute>,
    /// Until when it counts.
    pub(super) due: Option<PlayMinute>,
    /// How many clocks of the clause have run before.
    pub(super) round: u8,
    /// Whether it serves the protected; what frees or ends a promise does not.
    pub(super) wanted: bool,
    /// What the facts say of that which is to be found.
    pub(super) facts: Truth,
    /// What kind of matter it is, for a body with a rule for each.
    pub(super) kind: &'static str,
    /// The body whose rule it is.
    pub(super) body: Option<ActorId>,
    /// Whether it is asked if it is carried in the negative.
    pub(super) inverse: bool,
    /// What a say-so is, where it is none on the thing itself.
    pub(super) deed: Option<ActKind>,
    /// Whether each decides for itself, at once.
    pub(super) own: bool,
}

impl<'a> PlayState<'_, 'a> {
    /// How somebody acts of whom no line speaks.
    pub(super) fn stance(&self, who: ActorId) -> Stance {
        self.sides[who.0 as usize].0
    }

    /// The states whose acts somebody's are: of an office its state, of forces all who control them.
    pub(super) fn states_behind(&self, who: ActorId) -> &[ActorId] {
        &self.sides[who.0 as usize].1
    }

    pub(super) fn take_sides(&mut self) {
        let actors = || (0..self.treaty.actors.len() as u32).map(ActorId);
        self.sides = actors().map(|it| (self.side(it), self.behind(it))).collect();
    }

    fn side(&self, who: ActorId) -> Stance {
        match &self.setting.others {
            Others::Undone(these) if these.contains(&who) => return Stance::Obstructs,
            Others::Only(these) if these.contains(&who) => return Stance::Cooperates,
            _ => {}
        }
        let own = |it: ActorId| match &self.setting.others {
            Others::Nothing => Stance::Idle,
            Others::Threat if self.case().is_some_and(|case| case.bloc.contains(&it)) => Stance::Obstructs,
            Others::Undone(these) if these.contains(&it) => Stance::Obstructs,
            Others::Only(these) if !these.contains(&it) => Stance::Obstructs,
            _ => Stance::Cooperates,
        };
        // Those who are controlled do what their controllers do.
        let behind = self.behind(who);
        if behind.iter().any(|it| own(*it) == Stance::Obstructs) { Stance::Obstructs } else { own(behind[0]) }
    }

    fn behind(&self, who: ActorId) -> ActorSet {
        let actor = self.treaty.actor(who);
        if !matches!(actor.kind, ActorKind::Office | ActorKind::Forces) {
            return vec![who];
        }
        let mut found = actor.controlled_by.as_ref().map_or_else(Vec::new, |it| self.treaty.members(it, self.case()));
        found.extend(self.treaty.threat.controls.iter().filter(|it| it.1 == who).map(|it| it.0));
        found.sort_unstable();
        found.dedup();
        found.retain(|it| *it != who);
        if found.is_empty() { vec![who] } else { found }
    }

    /// The latest line of the scenario that speaks of an act, by whoever stands behind somebody.
    pub(super) fn line<T>(
        &self,
        who: ActorId,
        matter: &ActMatter,
        read: impl Fn(Doing) -> Option<T>,
    ) -> Option<(T, PlayMinute)> {
        let latest = matter.due.map_or(self.now, |it| it.min(self.now));
        let behind = self.states_behind(who);
        self.said
            .iter()
            .filter(|it| it.at <= latest && (it.who == who || behind.contains(&it.who)))
            .filter(|it| it.matter.is_none_or(|of| self.is_about(matter, of)))
            .filter_map(|it| Some((read(it.act)?, it.at)))
            .max_by_key(|it| it.1)
    }

    fn is_about(&self, matter: &ActMatter, of: RefTarget) -> bool {
        match of {
            RefTarget::Provision(id) => matter.provision == Some(id),
            RefTarget::Actor(id) => matter.body == Some(id),
            RefTarget::Unit(unit) => {
                let own = matter.provision.and_then(|it| self.treaty.provision(it).unit);
                self.treaty.outward(own).any(|it| it == unit)
            }
            _ => false,
        }
    }

    /// When somebody who cooperates acts; never, at the last moment of no clock.
    pub(super) fn acts_at(&self, who: ActorId, asks: bool, matter: &ActMatter) -> Option<PlayMinute> {
        let put = matter.put?;
        let victim = asks && self.case().is_some_and(|it| it.victim == Some(who));
        match self.setting.pace {
            Pace::AtOnce => Some(put),
            Pace::LastMoment if matter.own || victim => Some(put),
            Pace::LastMoment => matter.due,
        }
    }

    /// Whether somebody has done something.
    pub(super) fn does(&self, who: ActorId, deed: ActKind, matter: &ActMatter) -> Openness {
        let actor = self.treaty.actor(who);
        if actor.body.is_some()
            && !self.acts_itself(who)
            && !matches!(deed, ActKind::Ratify | ActKind::Sign | ActKind::Perform | ActKind::Pay)
        {
            return self.body(who, matter);
        }
        let missing = || {
            let told = self.words(|| format!("`{}` {}", actor.name, deed.missing()));
            Openness::held(self.states_behind(who).to_vec(), told)
        };
        if matter.put.is_none() {
            return missing();
        }
        if let Some((done, at)) = self.line(who, matter, |it| deed.is_said(it)) {
            if done {
                return self.doing(who, deed, matter);
            }
            // What was done before it was withheld, was done.
            let before = self.stance(who) == Stance::Cooperates
                && self.acts_at(who, deed == ActKind::Request, matter).is_some_and(|it| it < at)
                && !matches!(deed, ActKind::Pay | ActKind::Consent);
            return if before { Openness::yes() } else { missing() };
        }
        match self.stance(who) {
            Stance::Idle => missing(),
            // Who obstructs claims what serves it, and does nothing else.
            Stance::Obstructs if !matter.wanted && !matches!(deed, ActKind::Consult) => self.doing(who, deed, matter),
            Stance::Obstructs => missing(),
            Stance::Cooperates if !matter.wanted && matter.facts != Truth::Yes => missing(),
            Stance::Cooperates if matter.facts == Truth::No => missing(),
            Stance::Cooperates
                if matter.facts == Truth::Unknown && matches!(deed, ActKind::Determine | ActKind::Find) =>
            {
                self.in_doubt(matter)
            }
            Stance::Cooperates => match self.acts_at(who, deed == ActKind::Request, matter) {
                Some(at) if self.has_come(at) => self.doing(who, deed, matter),
                at => missing().until(at),
            },
        }
    }

    /// Who says what the facts are, can't say it where these are not known.
    fn in_doubt(&self, matter: &ActMatter) -> Openness {
        Openness::unknown(matter.clause, self.words(|| "whether what has happened is what it refers to".to_owned()))
    }

    fn doing(&self, who: ActorId, deed: ActKind, matter: &ActMatter) -> Openness {
        let told = || format!("`{}` {}", self.treaty.name(who), deed.done());
        let step = self.note(who, matter.clause, deed.done(), told);
        Openness::yes().because(step)
    }

    /// Whether so many of a set have done something.
    pub(super) fn they_do(&self, of: &Actors<'a>, need: Need, deed: ActKind, matter: &ActMatter) -> Openness {
        if is_open(of) {
            return self.nobodys(of.span, matter, || "who must act is open".to_owned());
        }
        let members = self.electorate(of);
        self.those_do(&members, need, deed, matter, of.span)
    }

    pub(super) fn those_do(
        &self,
        members: &Members,
        need: Need,
        deed: ActKind,
        matter: &ActMatter,
        span: Span,
    ) -> Openness {
        let each = || members.actors.iter().map(|it| self.does(*it, deed, matter));
        let others = || {
            let told = self.words(|| "who belongs to those who must act is not stated".to_owned());
            members.leaves_open().then(|| Openness::unknown(span, told))
        };
        let nobody = || Openness::no(self.words(|| "no actor is competent to act".to_owned()));
        match need {
            Need::Each => match matter.bearer.filter(|it| members.actors.contains(it)) {
                Some(own) => self.does(own, deed, &ActMatter { own: true, ..*matter }),
                None => {
                    let matter = ActMatter { own: true, ..*matter };
                    let each = members.actors.iter().map(|it| self.does(*it, deed, &matter));
                    Openness::any(each.chain(others())).unwrap_or_else(nobody)
                }
            },
            Need::Any => Openness::any(each().chain(others())).unwrap_or_else(nobody),
            Need::All if members.actors.is_empty() => others().unwrap_or_else(nobody),
            Need::All => Openness::all(each().chain(others())),
            Need::Some(count) => {
                let (mut yes, mut unknown, mut rest) = (0_u64, u64::from(members.leaves_open()) * count, Vec::new());
                for answer in each() {
                    match answer.truth {
                        Truth::Yes => yes += 1,
                        Truth::Unknown => {
                            unknown += 1;
                            rest.push(answer);
                        }
                        Truth::No => rest.push(answer),
                    }
                }
                let all = members.actors.len() as u64;
                if yes >= count && count > 0 {
                    return Openness::yes();
                }
                let told = self.words(|| format!("{yes} of {all} have acted, and {count} must"));
                let mut answer = if yes + unknown >= count {
                    Openness::unknown(span, told)
                } else {
                    Openness::held(rest.iter().flat_map(|it| it.holders.concat()).collect(), told)
                };
                answer.unknown.extend(rest.into_iter().flat_map(|it| it.unknown));
                answer.truth = if yes + unknown >= count { Truth::Unknown } else { Truth::No };
                answer
            }
        }
    }

    /// Who belongs to a set, with those of the bloc who may join it.
    pub(super) fn electorate(&self, of: &Actors<'a>) -> Members {
        let mut members = self.treaty.resolve(of, self.case());
        let Some(case) = self.case() else { return members };
        for term in &of.include {
            let open = match term {
                SetTerm::Group(id) => self.treaty.groups[id.0 as usize].open_to.as_ref(),
                SetTerm::MembersOf(id) => self.joinable(*id),
                _ => None,
            };
            if let Some(open) = open {
                self.let_in(open, case, &mut members);
            }
        }
        members
    }

    /// Who may join a body, where nobody must let it in.
    pub(super) fn joinable(&self, body: ActorId) -> Option<&Actors<'a>> {
        let body = self.treaty.actor(body).body.as_deref()?;
        body.open_to.as_ref().filter(|_| body.admitted_by.is_none())
    }

    pub(super) fn let_in(&self, open: &Actors<'a>, case: &crate::model::Case, members: &mut Members) {
        let may = self.treaty.resolve(open, Some(case));
        let joins = |it: &&ActorId| may.actors.contains(it) || may.open;
        members.actors.extend(case.bloc.iter().filter(joins));
        members.actors.sort_unstable();
        members.actors.dedup();
    }

    /// Whether a body without a rule acts by itself: an office, or an organization that has no members to ask.
    pub(super) fn acts_itself(&self, who: ActorId) -> bool {
        let actor = self.treaty.actor(who);
        actor.body.as_deref().is_none_or(|body| {
            actor.kind == ActorKind::Office
                || actor.kind == ActorKind::Organization && body.members.is_none() && body.rules.is_empty()
        })
    }
}

/// The one body or organization that a set is.
pub(super) fn sole(of: &Actors<'_>) -> Option<ActorId> {
    match (&of.include[..], &of.except[..], of.quantifier) {
        ([SetTerm::Actor(id)], [], _) => Some(*id),
        _ => None,
    }
}

/// Whether the text leaves open who is meant.
pub(super) fn is_open(of: &Actors<'_>) -> bool {
    !of.include.is_empty() && of.include.iter().all(|it| matches!(it, SetTerm::Unknown))
}
