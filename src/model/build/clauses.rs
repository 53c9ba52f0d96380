//! The clauses that are no field of a provision: one detail for each.

use super::super::vocabulary::Vocabulary;
use super::super::{
    Actors, Band, Change, ChangeKind, Clock, Decision, Detail, DetailKind, Level, Object, Occasion, Occasions, Period,
    Provision, Quantity, Renewal, RenewalKind, Target, Term, Timing, Until, Word,
};
use super::Builder;
use super::places::metres;
use crate::model::attention::{Noted, Slots};
use crate::source::Span;
use crate::syntax::ast::{Arg, Clause, ClauseWord, Flag, List, ProvisionKind};
use thin_vec::thin_vec as list;

impl<'a> Builder<'a, '_> {
    /// Adds what a clause says to the details of its provision; nothing if the reading leaves its value out.
    pub(super) fn details(&mut self, clause: &Clause, kind: ProvisionKind, provision: &mut Provision<'a>) {
        let span = clause.span;
        match clause.word {
            ClauseWord::By => self.by(clause, kind, provision),
            // A term of a final clause is its duration.
            ClauseWord::Term | ClauseWord::Duration => {
                let (period, until, renewal) = self.term(&clause.args);
                if period.is_some() || until.is_some() || renewal.is_some() {
                    provision.details.push(Detail { span, kind: DetailKind::Duration(period, until, renewal) });
                }
            }
            ClauseWord::Mandate => {
                let (period, until, renewal) = self.term(&clause.args);
                if period.is_some() || until.is_some() || renewal.is_some() {
                    provision.details.push(Detail { span, kind: DetailKind::Mandate(period, until, renewal) });
                }
            }
            ClauseWord::Until => {
                // In a final clause a renewal may follow: then it is a term.
                let (_, until, renewal) = self.term(&clause.args);
                let kind = match (until, renewal) {
                    (Some(until), None) => DetailKind::Until(until),
                    (until, Some(renewal)) => DetailKind::Duration(None, until, Some(renewal)),
                    (None, None) => return,
                };
                provision.details.push(Detail { span, kind });
            }
            _ => {
                let kind = self.detail(clause);
                if let Some(kind) = kind {
                    provision.details.push(Detail { span, kind });
                }
            }
        }
    }

    fn detail(&mut self, clause: &Clause) -> Option<DetailKind<'a>> {
        use ClauseWord as W;
        use DetailKind as D;
        let args = &clause.args;
        let at = self.noting;
        Some(match clause.word {
            W::In => D::In(noted(at, self.first_area(args))?),
            W::From => {
                let (objects, area) = self.place_or_things(args)?;
                D::From(objects, area)
            }
            W::To => {
                let (objects, area) = self.place_or_things(args)?;
                D::To(objects, area)
            }
            W::Against => D::Against(self.first_objects(args, None)?),
            W::Covers => {
                let targets = self.first_targets(args).unwrap_or_default();
                let words = self.first_words(args, None).unwrap_or_default();
                if targets.is_empty() && words.is_empty() {
                    return None;
                }
                D::Covers(targets, words)
            }
            W::Among => D::Among(self.first_actors(args)?),
            W::Between => D::Between(self.first_actors(args)?),
            W::DeemedAttack => D::DeemedAttackOn(self.first_actors(args)?),
            W::Aggregates => self.aggregates(args)?,
            W::Discretion => D::Discretion(noted(at, self.first_words(args, Some(Vocabulary::Discretion)))?),
            W::Amount => D::Amount(noted(at, self.first_objects(args, None))?),
            W::Per => D::Per(args.iter().find_map(|arg| match arg {
                Arg::Name(span) => Some(self.words(*span)),
                _ => None,
            })?),
            W::LimitedTo => D::LimitedTo(noted(at, self.first_words(args, None))?),
            W::SolelyTo => D::SolelyTo(noted(at, self.first_words(args, None))?),
            W::Proportionate => D::Proportionate,
            W::ReportsTo => D::ReportsTo(self.first_actors(args)?),
            W::Basis => D::Basis(noted(at, self.first_words(args, Some(Vocabulary::Bases)))?),
            W::Domains => D::Domains(noted(at, self.first_words(args, Some(Vocabulary::Domains)))?),
            W::BreachLeadsTo => D::BreachLeadsTo(self.first_target(args)?),
            W::FindingLeadsTo => D::FindingLeadsTo(self.first_target(args)?),
            W::BreachIs => D::BreachIs(self.first_target(args)?),
            W::Timing => D::Timing(self.timing(args)?),
            W::Roles => {
                let only = args.iter().any(|it| matches!(it, Arg::Flag(Flag::Only, _)));
                D::Roles(only, noted(at, self.first_words(args, Some(Vocabulary::Roles)))?)
            }
            W::Excludes => D::Excludes(noted(at, self.first_words(args, None))?),
            W::Ceiling | W::Floor | W::AtMost | W::AtLeast => self.level(clause)?,
            W::Counting => D::Counting(noted(at, self.first_words(args, None))?),
            W::Equipment => D::Equipment(noted(at, self.first_objects(args, None))?),
            W::Command => self.command(args)?,
            W::Lead => D::Lead(self.first_actors(args)?),
            W::Backstop => D::Backstop(self.first_actors(args)?),
            W::RulesOfEngagement => D::RulesOfEngagement(self.first_words(args, None)?),
            W::StatusOfForces => D::StatusOfForces(self.first_target(args)),
            W::ConsentOf => self.consent(args)?,
            W::ChangeOf => D::Change(self.change(args, ChangeKind::Change)?),
            W::IncreaseOf => D::Change(self.change(args, ChangeKind::Increase)?),
            W::DecreaseOf => D::Change(self.change(args, ChangeKind::Decrease)?),
            W::AttackOnIt => {
                let nothing = args.iter().any(|it| matches!(it, Arg::Flag(Flag::Nothing, _)));
                D::AttackOnItIs(if nothing { None } else { Some(self.first_target(args)?) })
            }
            W::BasesUsedFor => {
                let words = self.first_words(args, None)?;
                D::BasesUsedFor(words, self.boxed_decision(args), self.first_actors(args))
            }
            W::AuthorisedBy => D::Authority(Box::new(self.authority(args)?)),
            W::FundedBy => {
                let decision = self.boxed_decision(args);
                let words = self.first_words(args, None).unwrap_or_default();
                if decision.is_none() && words.is_empty() {
                    return None;
                }
                D::FundedBy(decision, words)
            }
            W::VerifiedBy | W::MonitoredBy => D::VerifiedBy(self.first_targets(args)?),
            W::Every => D::Every(noted(at, self.first_period(args))?),
            W::Access => {
                let decision = self.boxed_decision(args);
                let words = self.first_words(args, None).unwrap_or_default();
                if decision.is_none() && words.is_empty() {
                    return None;
                }
                D::Access(decision, words)
            }
            W::Notice => {
                let standing = args.iter().any(|it| matches!(it, Arg::Flag(Flag::InGoodStanding, _)));
                let period = self.first_period(args).map(D::Notice);
                period.or_else(|| Some(D::NoticeBy(self.first_actors(args)?, standing)))?
            }
            W::Attributes => D::AttributesResponsibility,
            W::FindingsBy => D::FindingsBy(self.boxed_decision(args)?),
            W::Prohibits => D::Prohibits(noted(at, self.first_words(args, None))?),
            W::Permits => D::Permits(self.first_objects(args, None)?),
            W::Line => D::Line(self.first_target(args)?),
            W::Kind => D::Kind(noted(at, self.first_words(args, None))?),
            W::Window => {
                let mut periods = List::new();
                for arg in args {
                    if let Arg::Duration(duration) = arg {
                        periods.extend(self.period(duration));
                    }
                }
                let &[from, to] = &periods[..] else { return None };
                D::Window(from, to)
            }
            W::Starting | W::Starts => D::Starting(Box::new(self.first_occasion(args)?)),
            W::Withdrawal => D::Withdrawal(self.first_clock(args)?),
            W::Package => D::Package(noted(at, self.first_words(args, None))?),
            W::ReliefUpon => D::ReliefUpon(self.first_occasions(args)?, self.first_clock(args)),
            W::SnapbackUpon => D::SnapbackUpon(self.first_occasions(args)?, self.decided(clause).map(Box::new)),
            W::Response => D::Response(self.first_words(args, Some(Vocabulary::Means))?, self.first_actors(args)),
            W::NotDuring => D::NotDuring(self.first_target(args)?),
            W::After => D::After(self.first_period(args)?),
            W::OpenTo => D::OpenTo(self.first_actors(args)?, self.boxed_decision(args)),
            W::Forums => self.forums(args)?,
            W::Interpreter => D::Interpreter(self.first_actors(args)?),
            W::PrevailsOver | W::WithoutPrejudice | W::ConsistentWith | W::Replaces | W::Implements => {
                let targets = self.first_targets(args).unwrap_or_default();
                let words = self.first_words(args, None).unwrap_or_default();
                if targets.is_empty() && words.is_empty() {
                    return None;
                }
                D::Relation(clause.word.text(), targets, words)
            }
            W::RegisterWith => match self.first_actors(args) {
                Some(actors) => D::RegisterWith(self.words(actors.span)),
                None => D::RegisterWith(self.text_of(args)?),
            },
            W::Nothing => D::None,
            _ => return None,
        })
    }

    /// `by` names who acts, by what means, or who decides; a mixed list says both of the first two.
    fn by(&mut self, clause: &Clause, kind: ProvisionKind, provision: &mut Provision<'a>) {
        let span = clause.span;
        if let Some(decision) = self.boxed_decision(&clause.args) {
            provision.details.push(Detail { span, kind: DetailKind::Authority(decision) });
            return;
        }
        if let Some(actors) = self.first_actors(&clause.args) {
            provision.details.push(Detail { span, kind: DetailKind::By(actors) });
            return;
        }
        let means = if matches!(kind, ProvisionKind::Deployment) { Vocabulary::Roles } else { Vocabulary::Means };
        let Some(mut objects) = self.first_objects(&clause.args, Some(means)) else { return };
        let except = self.excepted(&clause.args);
        let mut actors: Option<Actors<'a>> = None;
        let mut add = |include: List<Term<'a>>, at: Span| match &mut actors {
            Some(actors) => {
                actors.span = actors.span.to(at);
                actors.include.extend(include);
            }
            None => actors = Some(Actors { span: at, include, ..Actors::default() }),
        };
        objects.retain_mut(|object| match object {
            Object::Actors(set) => {
                add(std::mem::take(&mut set.include), set.span);
                false
            }
            // A force that acts: `by responsive-force`.
            Object::Provision(id, at) if !kind.is_norm() => {
                add(list![Term::Provision(*id)], *at);
                false
            }
            _ => true,
        });
        if let Some(mut actors) = actors {
            for object in except {
                if let Object::Actors(set) = object {
                    actors.except.extend(set.include);
                }
            }
            provision.details.push(Detail { span, kind: DetailKind::By(actors) });
        }
        if !objects.is_empty() {
            provision.details.push(Detail { span, kind: DetailKind::Means(objects) });
        }
    }

    fn excepted(&mut self, args: &[Arg]) -> List<Object<'a>> {
        let except = args.iter().find_map(|arg| match arg {
            Arg::Except(values) => Some(values),
            _ => None,
        });
        except.map(|values| self.objects(values, None)).unwrap_or_default()
    }

    /// How long, until what, how renewed.
    fn term(&mut self, args: &[Arg]) -> (Option<Period>, Option<Box<Until<'a>>>, Option<Box<Renewal<'a>>>) {
        let (mut period, mut until, mut renewal) = (None, None, None);
        let (mut words, mut found_by, mut since) = (None, false, false);
        for arg in args {
            match arg {
                Arg::Duration(duration) => period = self.period(duration),
                Arg::Flag(Flag::Since, _) => since = true,
                Arg::Flag(Flag::FoundBy, _) => found_by = true,
                Arg::Flag(Flag::Renewable | Flag::RenewedBy, span) => {
                    renewal = Some(Renewal { span: *span, kind: RenewalKind::Renewable });
                }
                Arg::Flag(Flag::Automatically, span) => {
                    let start = renewal.as_ref().map_or(*span, |it| it.span);
                    renewal = Some(Renewal { span: start.to(*span), kind: RenewalKind::Automatic });
                }
                Arg::Flag(Flag::UnlessEndedBy, span) => {
                    renewal = Some(Renewal { span: *span, kind: RenewalKind::UnlessEndedBy(Decision::default()) });
                }
                Arg::Flag(Flag::Tbd, span) => {
                    self.hole(*span);
                    period = Some(Period::Unknown);
                }
                Arg::Text(span) => {
                    let text = self.unquoted(*span);
                    self.note_term(text, *span, true);
                    words = Some(text);
                    until = Some(Until::Words(text, None));
                }
                Arg::Decision(tree) => {
                    let Some(decision) = self.decision(tree) else { continue };
                    if let Some(renewal) = &mut renewal {
                        renewal.span = renewal.span.to(tree.span);
                        renewal.kind = match renewal.kind {
                            RenewalKind::UnlessEndedBy(_) => RenewalKind::UnlessEndedBy(decision),
                            _ => RenewalKind::By(decision),
                        };
                    } else if let (Some(words), true) = (words, found_by) {
                        until = Some(Until::Words(words, Some(decision)));
                    } else {
                        until = Some(Until::Decision(decision));
                    }
                }
                Arg::Occasion(occasion) => {
                    let occasion = self.occasion_entry(occasion);
                    // What a term counts from is no end of it.
                    if !since {
                        until = occasion.map(until_of).or(until);
                    }
                }
                Arg::Conditions(conditions) => until = self.conditions(conditions).map(Until::Conditions),
                _ => {}
            }
        }
        // `unless ended by` somebody whom the reading leaves out: nobody can end it.
        if let Some(Renewal { kind: RenewalKind::UnlessEndedBy(decision), span }) = &renewal
            && decision.any.is_empty()
        {
            renewal = Some(Renewal { span: *span, kind: RenewalKind::Automatic });
        }
        (period, until.map(Box::new), renewal.map(Box::new))
    }

    fn aggregates(&mut self, args: &[Arg]) -> Option<DetailKind<'a>> {
        let (mut count, mut of, mut period) = (None, "", None);
        for arg in args {
            match arg {
                Arg::Number(span) => count = crate::syntax::number::whole(self.words(*span)),
                Arg::Name(span) => of = self.words(*span),
                Arg::Duration(duration) => period = self.period(duration),
                _ => {}
            }
        }
        Some(DetailKind::Aggregates(count?, of, period?))
    }

    fn timing(&mut self, args: &[Arg]) -> Option<Timing<'a>> {
        if let Some(occasions) = self.first_occasions(args) {
            return Some(Timing::ResponsiveUpon(occasions));
        }
        Some(Timing::Words(self.first_words(args, Some(Vocabulary::Timings))?))
    }

    fn level(&mut self, clause: &Clause) -> Option<DetailKind<'a>> {
        let each = clause.args.iter().any(|it| matches!(it, Arg::Flag(Flag::Each, _)));
        let level = match clause.word {
            ClauseWord::Ceiling if each => Level::CeilingEach,
            ClauseWord::Ceiling | ClauseWord::AtMost => Level::Ceiling,
            _ => Level::Floor,
        };
        // The first list is how many; further ones are the distances of a band.
        let (mut amounts, mut band): (Option<List<Quantity<'a>>>, List<u64>) = (None, List::new());
        for arg in &clause.args {
            match arg {
                Arg::Quantities(quantities) if amounts.is_none() => amounts = Some(self.quantities(quantities)),
                Arg::Quantities(quantities) => band.extend(self.quantities(quantities).first().and_then(metres)),
                Arg::Flag(Flag::Tbd, span) => {
                    self.hole(*span);
                    let hole = Quantity { span: *span, thousandths: None, approximate: false, unit: "" };
                    amounts.get_or_insert_default().push(hole);
                }
                _ => {}
            }
        }
        let amounts = amounts.filter(|it| !it.is_empty())?;
        Some(match band[..] {
            [from_metres, to_metres] => {
                let of = self.first_target(&clause.args)?;
                let band = self.noted(Band { from_metres, to_metres, of });
                DetailKind::BandLevel(level, self.noted(amounts), band)
            }
            _ => DetailKind::Level(level, self.noted(amounts)),
        })
    }

    fn command(&mut self, args: &[Arg]) -> Option<DetailKind<'a>> {
        for arg in args {
            match arg {
                Arg::Set(set) => return Some(DetailKind::Command(Some(self.actors(set)?), None)),
                Arg::Text(span) => return Some(DetailKind::Command(None, Some(self.unquoted(*span)))),
                Arg::Flag(Flag::Tbd, span) => {
                    self.hole(*span);
                    return Some(DetailKind::Command(None, None));
                }
                _ => {}
            }
        }
        None
    }

    fn consent(&mut self, args: &[Arg]) -> Option<DetailKind<'a>> {
        let of = self.first_actors(args)?;
        let flag = |flag: Flag| args.iter().any(|it| matches!(it, Arg::Flag(found, _) if *found == flag));
        let revocable = match (flag(Flag::Irrevocable), flag(Flag::Revocable)) {
            (true, _) => Some(false),
            (_, true) => Some(true),
            _ => None,
        };
        Some(DetailKind::ConsentOf { of, revocable, notice: self.first_period(args) })
    }

    fn change(&mut self, args: &[Arg], kind: ChangeKind) -> Option<Box<Change<'a>>> {
        let of = self.first_words(args, None)?;
        let by = self.first_decision(args);
        let consulting = self.first_actors(args);
        (by.is_some() || consulting.is_some()).then(|| Box::new(Change { kind, of, by, consulting }))
    }

    /// `authorised by` a decision; quoted words are nobody's decision.
    fn authority(&mut self, args: &[Arg]) -> Option<Decision<'a>> {
        if let Some(decision) = self.first_decision(args) {
            return Some(decision);
        }
        let words = self.first_words(args, None)?;
        let word = words.first()?;
        let kind = if word.hole { super::super::VoteKind::Unknown } else { super::super::VoteKind::Words(word.text) };
        let vote = super::super::Vote {
            span: word.span,
            kind,
            base: super::super::Base::Members,
            including: None,
            excluding: None,
            weighted_by: None,
            on_application_of: None,
        };
        Some(Decision { span: word.span, any: list![list![vote]], ..Decision::default() })
    }

    /// Steps of a disputes clause: each forum with its clock.
    fn forums(&mut self, args: &[Arg]) -> Option<DetailKind<'a>> {
        let mut forums: List<(Word<'a>, Option<Clock<'a>>)> = List::new();
        for arg in args {
            match arg {
                Arg::Name(span) => {
                    let text = self.words(*span);
                    if text.starts_with(|it: char| it.is_ascii_uppercase()) {
                        self.capital(*span);
                    }
                    forums.push((Word { text, span: *span, quoted: false, hole: false }, None));
                }
                Arg::Text(span) => {
                    let text = self.unquoted(*span);
                    forums.push((Word { text, span: *span, quoted: true, hole: false }, None));
                }
                Arg::Clock(tree) => {
                    let clock = self.clock(tree);
                    if let Some(forum) = forums.last_mut() {
                        forum.1 = clock.map(|it| *it);
                    }
                }
                _ => {}
            }
        }
        (!forums.is_empty()).then_some(DetailKind::Forums(forums))
    }

    fn place_or_things(&mut self, args: &[Arg]) -> Option<(List<Object<'a>>, Option<super::super::Area<'a>>)> {
        if let Some(area) = self.first_area(args) {
            return Some((List::new(), Some(area)));
        }
        Some((self.first_objects(args, None)?, None))
    }

    pub(super) fn first_actors(&mut self, args: &[Arg]) -> Option<Actors<'a>> {
        args.iter().find_map(|arg| match arg {
            Arg::Set(set) => self.actors(set),
            _ => None,
        })
    }

    fn boxed_decision(&mut self, args: &[Arg]) -> Option<Box<Decision<'a>>> {
        self.first_decision(args).map(Box::new)
    }

    fn first_area(&mut self, args: &[Arg]) -> Option<super::super::Area<'a>> {
        args.iter().find_map(|arg| match arg {
            Arg::Area(area) => self.area(area),
            _ => None,
        })
    }

    pub(super) fn first_objects(&mut self, args: &[Arg], of: Option<Vocabulary>) -> Option<List<Object<'a>>> {
        let objects = args.iter().find_map(|arg| match arg {
            Arg::Items(values) => Some(self.objects(values, of)),
            _ => None,
        });
        objects.filter(|it| !it.is_empty())
    }

    fn first_words(&mut self, args: &[Arg], of: Option<Vocabulary>) -> Option<List<Word<'a>>> {
        let words = args.iter().find_map(|arg| match arg {
            Arg::Words(words) => Some(self.word_list(words, of)),
            _ => None,
        });
        words.filter(|it| !it.is_empty())
    }

    pub(super) fn first_targets(&mut self, args: &[Arg]) -> Option<List<(Target, Span)>> {
        let targets = args.iter().find_map(|arg| match arg {
            Arg::Refs(refs) => Some(self.targets(refs)),
            _ => None,
        });
        targets.filter(|it| !it.is_empty())
    }

    fn first_target(&mut self, args: &[Arg]) -> Option<Target> {
        let mut hole = None;
        for arg in args {
            if let Arg::Flag(Flag::Tbd, span) = arg {
                hole = Some(*span);
            }
        }
        if let Some(span) = hole {
            self.hole(span);
            return Some(Target::Hole);
        }
        self.first_targets(args).and_then(|it| it.first().map(|it| it.0))
    }

    fn first_period(&mut self, args: &[Arg]) -> Option<Period> {
        args.iter().find_map(|arg| match arg {
            Arg::Duration(duration) => self.period(duration),
            _ => None,
        })
    }

    fn first_clock(&mut self, args: &[Arg]) -> Option<Box<Clock<'a>>> {
        args.iter().find_map(|arg| match arg {
            Arg::Clock(clock) => self.clock(clock),
            _ => None,
        })
    }

    fn first_occasion(&mut self, args: &[Arg]) -> Option<Occasion<'a>> {
        args.iter().find_map(|arg| match arg {
            Arg::Occasion(occasion) => self.occasion_entry(occasion),
            _ => None,
        })
    }

    fn first_occasions(&mut self, args: &[Arg]) -> Option<Occasions<'a>> {
        args.iter().find_map(|arg| match arg {
            Arg::Occasions(occasions) => self.occasions(occasions),
            _ => None,
        })
    }
}

/// A value that a look at is noted.
fn noted<T>(at: Slots, it: Option<T>) -> Option<Noted<T>> {
    it.map(|it| Noted::new(at, it))
}

/// The end that an occasion makes.
fn until_of(occasion: Occasion<'_>) -> Until<'_> {
    match occasion.kind {
        super::super::OccasionKind::Words(words) => Until::Words(words, None),
        _ => Until::Occasion(occasion),
    }
}
