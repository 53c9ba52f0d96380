//! Who gives what: the measures of help that a draft names, and who must, may or is expected to give each.

use super::Facts;
use super::coverage::{AttackPlace, EventSurvey};
use super::strength::{self, Binding, Demand, Strength};
use crate::model::vocabulary::{VerbClass, means, measure, object, verb};
use crate::model::{ActorId, ActorSet, Actors, Case, DetailKind, Object, Provision, ProvisionId, Sentence, Treaty};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Mode, ProvisionKind, Quantifier, RoleGroup};
use rustc_hash::FxHashMap;

/// How somebody stands to a measure; the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// It leads those who give it.
    Leads,
    /// It must give it, whatever others do.
    Must,
    /// It is one of a group that must give it, and nobody in particular.
    Share,
    /// It must help, and judges itself whether by this.
    Judges,
    /// It stands behind those who give it.
    BacksUp,
    /// It may give it.
    May,
    /// It is only expected to.
    Expected,
}

impl How {
    /// In a cell of the matrix.
    pub fn words(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Must => "must",
            Self::Share => "a share",
            Self::Judges => "as it judges",
            Self::BacksUp => "backs up",
            Self::May => "may",
            Self::Expected => "expected",
        }
    }

    /// Whether it owes the measure, alone or with others.
    pub fn owes(self) -> bool {
        matches!(self, Self::Leads | Self::Must | Self::Share)
    }
}

/// A measure of help.
#[derive(Clone, Debug)]
pub struct Measure<'m> {
    /// Its name: `airspace-closure`.
    pub name: &'m str,
    /// Whether it names no one thing: `all-necessary-measures`.
    pub open: bool,
    /// Where it is promised.
    pub promised: Vec<Promised>,
}

impl Givers {
    fn add(&mut self, others: Self) {
        self.by.extend(others.by);
        self.open |= others.open;
    }
}

/// A clause that promises a measure.
#[derive(Clone, Debug)]
pub struct Promised {
    /// The provision.
    pub provision: ProvisionId,
    /// The text.
    pub file: FileId,
    /// The word, or the clause.
    pub span: Span,
    /// Who, and how.
    pub by: Vec<(ActorId, How)>,
    /// Whether the text leaves open who else: a name that nothing declares, words, any State.
    pub open: bool,
}

/// Who gives something.
#[derive(Clone, Debug, Default)]
struct Givers {
    by: Vec<(ActorId, How)>,
    open: bool,
}

impl Measure<'_> {
    /// How an actor stands to it, at its strongest.
    pub fn of(&self, actor: ActorId) -> Option<How> {
        self.promised.iter().flat_map(|it| &it.by).filter(|it| it.0 == actor).map(|it| it.1).min()
    }

    /// Whether the text leaves open who else gives it.
    pub fn is_open_ended(&self) -> bool {
        self.promised.iter().any(|it| it.open)
    }

    /// Everybody who owes it, but those who attack.
    pub fn providers(&self, adverse: &[ActorId]) -> ActorSet {
        let owing = self.promised.iter().flat_map(|it| &it.by).filter(|it| it.1.owes() && !adverse.contains(&it.0));
        let mut found: ActorSet = owing.map(|it| it.0).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a group owes it, and nobody of it leads or owes it whatever the others do.
    pub fn is_unallocated(&self) -> bool {
        let mut owing = self.promised.iter().flat_map(|it| &it.by).map(|it| it.1).filter(|it| it.owes()).peekable();
        owing.peek().is_some() && owing.all(|it| it == How::Share)
    }
}

/// Every measure of help that a draft names, in the order of the text.
pub(super) fn measures<'m>(treaty: &'m Treaty<'m>, case: Option<&Case>) -> Vec<Measure<'m>> {
    let mut found = ProviderSearch { treaty, case, measures: Vec::new(), known: FxHashMap::default() };
    for provision in treaty.own_provisions() {
        match provision.kind {
            ProvisionKind::Deployment => found.deployment(provision),
            ProvisionKind::Supply => found.supply(provision),
            ProvisionKind::Rung => found.rung(provision),
            _ => provision.sentences.iter().for_each(|it| found.sentence(provision, it)),
        }
    }
    found.measures
}

/// Who must provide a measure, by its name or another name of it, in the attack in which they are fewest. Nothing if no such
/// measure is promised.
pub(super) fn providers(facts: &Facts<'_>, name: &str) -> Option<ActorSet> {
    in_each_case(facts, name)?.into_iter().map(|it| it.1).min_by_key(Vec::len)
}

/// Who must provide a measure in each assumed attack: to the one who is attacked, and neither that one, nor the attacker and
/// those with it, nor whom the text frees then.
fn in_each_case<'f>(facts: &'f Facts<'_>, name: &str) -> Option<Vec<(Option<&'f Case>, ActorSet)>> {
    let is = |it: &&Measure<'_>| measure(it.name) == measure(name);
    let any = facts.measures().iter().find(is)?;
    let treaty = facts.treaty();
    if treaty.threat.cases.is_empty() {
        return Some(vec![(None, any.providers(&treaty.threat.adverse()))]);
    }
    let in_case = |case: &'f Case| {
        let all = measures(treaty, Some(case));
        let survey = EventSurvey::new(facts, Some(case), &["armed-attack"], AttackPlace::Territory);
        let promised = all.iter().filter(is).flat_map(|it| &it.promised);
        let mut found = ActorSet::new();
        for clause in promised {
            let provision = treaty.provision(clause.provision);
            let owing = clause.by.iter().filter(|it| it.1.owes()).map(|it| it.0);
            let counts = |it: &ActorId| case.is_third(*it) && survey.owes_to_victim(provision, *it);
            found.extend(owing.filter(counts));
        }
        found.sort_unstable();
        found.dedup();
        (Some(case), found)
    };
    Some(treaty.threat.cases.iter().map(in_case).collect())
}

/// Who alone owes measures in some attack, and which, where others could: those whose falling away leaves them to nobody.
pub fn single_points<'f, 'm>(facts: &'f Facts<'m>) -> Vec<(ActorId, Vec<&'f Measure<'m>>)> {
    let treaty = facts.treaty();
    let gives = |at: &ActorId| treaty.actor(*at).signs && treaty.actor(*at).roles.gives();
    let others = |case: Option<&Case>| {
        let third = |it: &ActorId| case.is_none_or(|case| case.is_third(*it));
        (0..treaty.actors.len() as u32).map(ActorId).filter(|it| gives(it) && third(it)).count()
    };
    let mut points: Vec<(ActorId, Vec<&Measure<'m>>)> = Vec::new();
    for measure in facts.measures().iter().filter(|it| !it.is_open_ended()) {
        let cases = in_each_case(facts, measure.name).unwrap_or_default();
        let alone = cases.iter().find_map(|(case, found)| match found[..] {
            [only] if others(*case) > 1 => Some(only),
            _ => None,
        });
        let Some(only) = alone else { continue };
        match points.iter_mut().find(|it| it.0 == only) {
            Some(known) => known.1.push(measure),
            None => points.push((only, vec![measure])),
        }
    }
    points
}

struct ProviderSearch<'c, 'm> {
    treaty: &'m Treaty<'m>,
    case: Option<&'c Case>,
    measures: Vec<Measure<'m>>,
    known: FxHashMap<&'m str, usize>,
}

impl<'m> ProviderSearch<'_, 'm> {
    fn add(&mut self, name: &'m str, provision: &Provision<'m>, span: Span, givers: &Givers) {
        if givers.by.is_empty() && !givers.open {
            return;
        }
        let Givers { by, open } = givers.clone();
        let promised = Promised { provision: provision.id, file: provision.file, span, by, open };
        let at = *self.known.entry(measure(name)).or_insert_with(|| {
            let open = means(name).is_some_and(|it| it.open);
            self.measures.push(Measure { name, open, promised: Vec::new() });
            self.measures.len() - 1
        });
        self.measures[at].promised.push(promised);
    }

    /// Who gives something, but those who are only protected: they help themselves.
    fn givers(&self, of: &Actors<'m>, how: How) -> Givers {
        let found = self.treaty.resolve(of, self.case);
        let open = found.leaves_open();
        Givers {
            by: found
                .actors
                .into_iter()
                .filter(|it| self.treaty.actor(*it).roles.gives())
                .map(|it| (it, how))
                .collect(),
            open,
        }
    }

    /// Who leads and who stands behind, besides those who give.
    fn with_leaders(&self, provision: &Provision<'m>, mut givers: Givers) -> Givers {
        for (actor, how) in &mut givers.by {
            if how.owes() && self.treaty.actor(*actor).roles.contains(RoleGroup::Leads) {
                *how = How::Leads;
            }
        }
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::Lead(of) => givers.add(self.givers(of, How::Leads)),
                DetailKind::Backstop(of) => givers.add(self.givers(of, How::BacksUp)),
                _ => {}
            }
        }
        givers
    }

    fn sentence(&mut self, provision: &'m Provision<'m>, sentence: &'m Sentence<'m>) {
        let class = verb(sentence.verb).map(|it| it.class);
        let Some(bearer) = &sentence.bearer else { return };
        let Some(weighed) = strength::weigh(self.treaty, provision, sentence) else { return };
        // What an unknown verb asks for is no help.
        if weighed.omission() || matches!(weighed.asked, Demand::Unknown(_)) {
            return;
        }
        let strength = weighed.graded.low;
        let mut named = Vec::new();
        for detail in &provision.details {
            if let DetailKind::Means(objects) = &detail.kind {
                named.extend(objects.iter().filter_map(name));
            }
        }
        if class == Some(VerbClass::Aid) {
            let gives = GIVING.binary_search(&sentence.verb).is_ok();
            named.extend(sentence.objects.iter().filter(|it| is_given(it, gives)).filter_map(name));
        } else if named.is_empty() || provision.upon.is_empty() || !matches!(class, Some(VerbClass::Act) | None) {
            // Another act is help where an event calls for it.
            return;
        }
        let how = match strength {
            Strength::Given | Strength::SelfExecuting => self.duty(sentence, bearer),
            Strength::SelfJudged => How::Judges,
            Strength::Right => How::May,
            Strength::Expectation => How::Expected,
            Strength::Consult | Strength::SeekAction => return,
        };
        let by = self.with_leaders(provision, self.givers(bearer, how));
        for (word, span) in named {
            self.add(word, provision, span, &by);
        }
    }

    /// How a duty binds each of its bearers: each for itself, or as one of a group.
    fn duty(&self, sentence: &Sentence<'m>, bearer: &Actors<'m>) -> How {
        let each = matches!(sentence.mode, Some(Mode::Each | Mode::CollectiveAndSeveral))
            || matches!(bearer.quantifier, Some(Quantifier::Each | Quantifier::All));
        if each || self.is_left_to_one(bearer) { How::Must } else { How::Share }
    }

    /// Whether there is one giver alone: a sole bearer, or two who help each other.
    fn is_left_to_one(&self, bearer: &Actors<'m>) -> bool {
        let found = self.treaty.resolve(bearer, self.case);
        let protected = |id: &ActorId| self.treaty.actor(*id).roles.contains(RoleGroup::Beneficiaries);
        let helped = found.actors.iter().filter(|it| protected(it)).count();
        !found.open && !found.unknown && (found.actors.len() == 1 || found.actors.len() == 2 && helped > 0)
    }

    fn deployment(&mut self, provision: &'m Provision<'m>) {
        let mut by = Givers::default();
        for detail in &provision.details {
            if let DetailKind::By(of) = &detail.kind {
                by.add(self.givers(of, How::May));
            }
        }
        for sentence in &provision.sentences {
            let owed = strength::sentence(self.treaty, provision, sentence).is_some_and(|it| it.0 >= Strength::Given);
            if let Some(bearer) = sentence.bearer.as_ref().filter(|_| owed) {
                by.add(self.givers(bearer, self.duty(sentence, bearer)));
            }
        }
        let by = self.with_leaders(provision, by);
        for detail in &provision.details {
            if let DetailKind::Roles(_, words) = &detail.kind {
                for word in words.iter().filter(|it| !it.hole) {
                    self.add(word.text, provision, word.span, &by);
                }
            }
        }
    }

    fn supply(&mut self, provision: &'m Provision<'m>) {
        let mut by = Givers::default();
        let mut named = Vec::new();
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::By(of) => {
                    let binds = strength::binds(self.treaty, provision) == Binding::Yes;
                    let mut givers = self.givers(of, if binds { How::Must } else { How::Expected });
                    let each = matches!(of.quantifier, Some(Quantifier::Each | Quantifier::All));
                    if binds && !each && !self.is_left_to_one(of) {
                        givers.by.iter_mut().for_each(|it| it.1 = How::Share);
                    }
                    by.add(givers);
                }
                DetailKind::Means(objects) => named.extend(objects.iter().filter_map(name)),
                DetailKind::Amount(objects) => named.extend(objects.iter().filter_map(name)),
                _ => {}
            }
        }
        if named.is_empty() {
            let word = if provision.name.is_empty() { provision.kind.as_str() } else { provision.name };
            named.push((word, provision.name_span));
        }
        let by = self.with_leaders(provision, by);
        for (word, span) in named {
            self.add(word, provision, span, &by);
        }
    }

    fn rung(&mut self, provision: &'m Provision<'m>) {
        for detail in &provision.details {
            let DetailKind::Response(words, Some(of)) = &detail.kind else { continue };
            let how = if of.quantifier.is_none() && !self.is_left_to_one(of) { How::Share } else { How::Must };
            let by = self.with_leaders(provision, self.givers(of, how));
            for word in words.iter().filter(|it| !it.hole) {
                self.add(word.text, provision, word.span, &by);
            }
        }
    }
}

/// What a measure is called, and where.
fn name<'m>(object: &Object<'m>) -> Option<(&'m str, Span)> {
    match object {
        Object::Word(word) if !word.hole => Some((word.text, word.span)),
        // A sum of money is a measure by what it is, not by its currency.
        Object::Quantity(amount) if is_money(amount.unit) => Some(("funding", amount.span)),
        Object::Quantity(amount) if !amount.unit.is_empty() => Some((amount.unit, amount.span)),
        _ => None,
    }
}

fn is_money(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|it| it.is_ascii_uppercase())
}

/// Verbs whose object is what is given; that of the others is whom or what they help.
const GIVING: &[&str] = &[
    "contribute",
    "deliver",
    "deploy",
    "finance",
    "fund",
    "furnish",
    "give",
    "lend",
    "offer",
    "provide",
    "send",
    "supply",
];

/// Whether an object of help is what is given: a word that the vocabulary does not know is so where the verb is one of
/// giving.
fn is_given(given: &Object<'_>, by_giving: bool) -> bool {
    let known = |it: &Object<'_>| !matches!(it, Object::Word(word) if object(word.text).is_none());
    strength::is_given(given) && (by_giving || known(given))
}
