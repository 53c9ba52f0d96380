//! The clauses that are no field of a provision: one detail for each.

use super::super::vocabulary::Vocabulary;
use super::super::{
    Actors, Band, Decision, Detail, DetailKind, DurationClause, ForceLevel, Object, Occasion, OpenWord, Period,
    Provision, Quantity, Renewal, RenewalKind, SetTerm, ShareBase, Timing, Until, Vote, VoteKind,
};
use super::ModelBuilder;
use super::places::metres;
use super::slots::ReadSlot;
use crate::model::clause::Forums;
use crate::source::Span;
use crate::syntax::ast::{self, Arg, Clause, ClauseWord, Flag, List, OrBracket, ProvisionKind};
use crate::syntax::clauses::{Slot, ValueNeed, clause_table};
use thin_vec::thin_vec as list;

impl<'a> ModelBuilder<'a, '_> {
    /// Adds what a clause says to the details of its provision; nothing if the reading leaves its value out.
    pub(super) fn details(&mut self, clause: &Clause, kind: ProvisionKind, provision: &mut Provision<'a>) {
        let kind = match clause.word {
            ClauseWord::By => return self.by(clause, kind, provision),
            // A term of a final clause is its duration.
            ClauseWord::Term => self.slot(clause, 0).map(DetailKind::Duration),
            // In a final clause a renewal may follow: then it is a term.
            ClauseWord::Until => match self.duration(clause) {
                DurationClause { until, renewal: None, .. } => until.map(DetailKind::Until),
                DurationClause { until, renewal, .. } => {
                    Some(DetailKind::Duration(DurationClause { period: None, until, renewal }))
                }
            },
            _ => self.detail(clause),
        };
        provision.details.extend(kind.map(|kind| Detail { span: clause.span, kind }));
    }

    /// What a clause says by its row of the table; `None` if the reading leaves out what it needs.
    pub(super) fn detail(&mut self, clause: &Clause) -> Option<DetailKind<'a>> {
        macro_rules! by_row {
            ($(
                #[doc = $description:literal]
                $word:ident $rules:tt $about:tt
                $(holds {$($slot:ident: $need:ident $of:ident $(($($words:tt)*))? $(after $lead:literal)? $(= $field:literal)?),*})?
                $(into $into:tt)?;
            )*) => {
                match clause.word {
                    $($(ClauseWord::$word => {
                        let mut slots = clause.word.info().slots.iter();
                        $(let $slot = ReadSlot::read(self, clause, slots.next()?)?;)*
                        DetailKind::$word($($slot),*)
                    })?)*
                    _ => return None,
                }
            };
        }
        let kind = clause_table!(by_row);
        let rivals = || clause.word.info().slots.iter().enumerate().filter(|it| it.1.need == ValueNeed::Either);
        let stands = rivals().next().is_none() || rivals().any(|it| !kind.slot(it.0).is_absent());
        stands.then_some(kind)
    }

    /// The keyword that a clause begins with.
    pub(super) fn keyword(&self, clause: &Clause) -> &'static str {
        clause.word.info().written(self.words(clause.span))
    }

    /// `by` names who acts, by what means, or who decides; a mixed list says both of the first two.
    fn by(&mut self, clause: &Clause, kind: ProvisionKind, provision: &mut Provision<'a>) {
        let span = clause.span;
        if let Some(Arg::Decision(tree)) = clause.args.first() {
            let decision = self.decision(tree).map(|it| DetailKind::AuthorisedBy(Box::new(it)));
            provision.details.extend(decision.map(|kind| Detail { span, kind }));
            return;
        }
        if let Some(actors) = self.slot(clause, 0) {
            provision.details.push(Detail { span, kind: DetailKind::By(actors) });
            return;
        }
        let means = if matches!(kind, ProvisionKind::Deployment) { Vocabulary::Roles } else { Vocabulary::Means };
        let items = clause.args.iter().find_map(|arg| if let Arg::Items(items) = arg { Some(items) } else { None });
        let mut objects = items.map(|it| self.objects(it, Some(means))).unwrap_or_default();
        if objects.is_empty() {
            return;
        }
        let except = self.excepted(&clause.args);
        let mut actors: Option<Actors<'a>> = None;
        let mut add = |include: List<SetTerm<'a>>, at: Span| match &mut actors {
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
                self.acting.push(*id);
                add(list![SetTerm::Provision(*id)], *at);
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
    fn duration(&mut self, clause: &Clause) -> DurationClause<'a> {
        let (mut period, mut until, mut renewal) = (None, None, None);
        for arg in &clause.args {
            match arg {
                Arg::Duration(duration) => period = self.period(duration),
                Arg::Flag(Flag::Tbd, span) => {
                    self.hole(*span);
                    period = Some(Period::Unknown);
                }
                Arg::Ends(ends) => {
                    let mut ends: List<_> = ends.iter().filter_map(|it| self.end(it)).collect();
                    until = if ends.len() > 1 { Some(Until::Any(ends)) } else { ends.pop() };
                }
                Arg::Renewal(words) => renewal = self.reading.value(words).map(|it| self.renewal(it)),
                _ => {}
            }
        }
        DurationClause { period, until: until.map(Box::new), renewal: renewal.map(Box::new) }
    }

    /// What ends something; `None` if the reading leaves nothing of it.
    fn end(&mut self, end: &ast::End) -> Option<Until<'a>> {
        Some(match end {
            ast::End::Decision(tree) => Until::Decision(self.decision(tree)?),
            ast::End::Text(span, judge) => {
                let text = self.unquoted(*span);
                self.note_term(text, *span, true);
                Until::Words(text, judge.as_ref().and_then(|it| self.decision(it)))
            }
            ast::End::Occasion(occasion) => until_of(self.occasion_entry(occasion)?),
        })
    }

    fn renewal(&mut self, words: &ast::Renewal) -> Renewal<'a> {
        use ast::RenewalKind as Tree;
        let (kind, by) = match &words.kind {
            Tree::Renewable => (RenewalKind::Renewable, None),
            Tree::Automatically => (RenewalKind::Automatic, None),
            Tree::RenewableBy(tree) | Tree::RenewedBy(tree) => {
                (self.decision(tree).map_or(RenewalKind::Renewable, RenewalKind::By), Some(tree.span))
            }
            // Somebody whom the reading leaves out: nobody can end it.
            Tree::UnlessEndedBy(tree) => {
                (self.decision(tree).map_or(RenewalKind::Automatic, RenewalKind::UnlessEndedBy), Some(tree.span))
            }
        };
        let named = matches!(kind, RenewalKind::By(_) | RenewalKind::UnlessEndedBy(_));
        let span = match by {
            Some(_) if !named => words.lead,
            _ => words.span,
        };
        Renewal { span, kind }
    }

    /// Quoted words are nobody's decision, but they stand for one.
    pub(super) fn authority(&mut self, words: &[OrBracket<ast::Word>]) -> Option<Decision<'a>> {
        let words = self.word_list(words, None);
        let word = words.first()?;
        let kind = if word.hole { VoteKind::Unknown } else { VoteKind::Words(word.text) };
        let vote = Vote {
            span: word.span,
            kind,
            base: ShareBase::Members,
            including: None,
            excluding: None,
            weighted_by: None,
            on_application_of: None,
        };
        Some(Decision { span: word.span, any: list![list![vote]], ..Decision::default() })
    }

    /// Steps of a disputes clause: each forum with its clock.
    fn forums(&mut self, clause: &Clause) -> Option<Forums<'a>> {
        let mut forums = Forums::new();
        for arg in &clause.args {
            match arg {
                Arg::Name(span) => {
                    let text = self.words(*span);
                    if text.starts_with(|it: char| it.is_ascii_uppercase()) {
                        self.capital(*span);
                    }
                    forums.push((OpenWord { text, span: *span, quoted: false, hole: false }, None));
                }
                Arg::Text(span) => {
                    let text = self.unquoted(*span);
                    forums.push((OpenWord { text, span: *span, quoted: true, hole: false }, None));
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
        (!forums.is_empty()).then_some(forums)
    }
}

impl<'a> ReadSlot<'a> for DurationClause<'a> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, _: &Slot) -> Option<Self> {
        let it = builder.duration(clause);
        (it.period.is_some() || it.until.is_some() || it.renewal.is_some()).then_some(it)
    }
}

impl<'a> ReadSlot<'a> for Until<'a> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, _: &Slot) -> Option<Self> {
        builder.duration(clause).until.map(|it| *it)
    }
}

impl<'a> ReadSlot<'a> for Forums<'a> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, _: &Slot) -> Option<Self> {
        builder.forums(clause)
    }
}

impl<'a> ReadSlot<'a> for Timing<'a> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, _: &Slot) -> Option<Self> {
        clause.args.iter().find_map(|arg| match arg {
            Arg::Occasions(occasions) => builder.occasions(occasions).map(Timing::ResponsiveUpon),
            Arg::Words(words) => {
                let words = builder.word_list(words, Some(Vocabulary::Timings));
                (!words.is_empty()).then_some(Timing::Words(words))
            }
            _ => None,
        })
    }
}

impl<'a> ReadSlot<'a> for ForceLevel<'a> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, _: &Slot) -> Option<Self> {
        // The first list is how many; further ones are the distances of a band, which end with the line.
        let (mut amounts, mut distances, mut of): (Option<List<Quantity<'a>>>, List<u64>, _) =
            (None, List::new(), None);
        let mut each = false;
        for arg in &clause.args {
            match arg {
                Arg::Flag(Flag::Each, _) => each = true,
                Arg::Quantities(quantities) if amounts.is_none() => amounts = Some(builder.quantities(quantities)),
                Arg::Quantities(quantities) => {
                    distances.extend(builder.quantities(quantities).first().and_then(metres));
                }
                Arg::Refs(refs) => of = Some(refs),
                Arg::Flag(Flag::Tbd, span) => {
                    builder.hole(*span);
                    let hole = Quantity { span: *span, thousandths: None, approximate: false, unit: "" };
                    amounts.get_or_insert_default().push(hole);
                }
                _ => {}
            }
        }
        let amounts = amounts.filter(|it| !it.is_empty())?;
        let band = match distances[..] {
            [from_metres, to_metres] => {
                let of = of.and_then(|it| builder.targets(it).first().map(|it| it.0))?;
                Some(Band { from_metres, to_metres, of })
            }
            _ => None,
        };
        Some(Self { each, amounts, band })
    }
}

/// The end that an occasion makes.
fn until_of(occasion: Occasion<'_>) -> Until<'_> {
    match occasion.kind {
        super::super::OccasionKind::Words(words) => Until::Words(words, None),
        _ => Until::Occasion(occasion),
    }
}
