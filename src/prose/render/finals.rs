//! Final clauses.

use super::clauses::{Home, conditions_of, decision_of, duration_of, has_flag, occasion_of, occasions_of, set_of};
use super::phrase::{Phrase, join, phrase};
use super::provisions::{Paragraph, Pool};
use super::speaker::Speaker;
use crate::syntax::ast::{ClauseWord, Flag, Provision, ProvisionKind};

impl Speaker<'_> {
    /// The main sentence of a final clause.
    pub(super) fn final_clause(&self, it: &Provision, pool: &mut Pool<'_>, home: &Home) -> Vec<Paragraph> {
        use ProvisionKind as K;
        if pool.has(ClauseWord::Nothing) {
            return Vec::new();
        }
        let this = self.this();
        match it.kind {
            K::EntryIntoForce => {
                let verb = if self.form.binding { " shall enter into force" } else { " shall come into effect" };
                self.upon(pool, &phrase![this, verb])
            }
            K::ProvisionalApplication => {
                let until = self.until_of(pool);
                let starting = pool.take(ClauseWord::Starting).and_then(occasion_of);
                let starting = starting.and_then(|it| self.value(it, &|it| self.starting(it)));
                let starting = starting.map_or_else(Phrase::default, |it| phrase![" ", it]);
                let spans = pool.spans();
                let mut all = self.upon(pool, &phrase![this, " shall be applied provisionally", starting]);
                if all.is_empty() && !spans.is_empty() {
                    let words = phrase![self.this(), " shall be applied provisionally"];
                    all.push(Paragraph::of(words, Vec::new()));
                }
                if let Some((words, own)) = all.first_mut().and_then(|it| it.sentences.first_mut()) {
                    let whole = std::mem::take(words);
                    *words = phrase![without_stop(whole), until].sentence();
                    own.extend(spans);
                }
                all
            }
            K::Accession => {
                let Some(open) = pool.take(ClauseWord::OpenTo) else { return Vec::new() };
                let who = set_of(open).map(|it| self.set_last(it)).unwrap_or_default();
                let by = match decision_of(open) {
                    Some(decision) => phrase![", by ", self.decision_noun(decision)],
                    None => Phrase::default(),
                };
                let words = phrase![this, " shall be open for accession by ", who, by];
                let mut paragraph = Paragraph::of(words.sentence(), pool.spans());
                if let Some(decision) = decision_of(open) {
                    let riders = self.rider_sentences(decision, &"the accession".into());
                    paragraph.sentences.extend(riders.into_iter().map(|it| (it, vec![open.span])));
                }
                vec![paragraph]
            }
            K::Duration => {
                let Some(term) = pool.take(ClauseWord::Term) else { return Vec::new() };
                let lead =
                    phrase![this, if self.form.binding { " shall remain in force" } else { " shall remain in effect" }];
                self.one(self.term(term, &lead), pool)
            }
            K::Renewal => {
                let Some(term) = pool.take(ClauseWord::Term) else { return Vec::new() };
                let lead = if duration_of(term).is_some() {
                    phrase![this, " shall be renewed"]
                } else {
                    phrase![this, " shall remain in force"]
                };
                self.one(self.term(term, &lead), pool)
            }
            K::Withdrawal => self.withdrawal(pool),
            K::Suspension => {
                let upon = pool.take(ClauseWord::Upon).and_then(occasions_of);
                let lead = upon.map_or_else(Phrase::default, |it| phrase![self.occasions_lead(it), ", "]);
                let by = pool.take(ClauseWord::By).and_then(decision_of);
                if lead.is_empty() && by.is_none() {
                    return Vec::new();
                }
                let by =
                    by.map(|it| (phrase![" by ", self.decision_noun(it)], self.rider_sentences(it, &home.own.words)));
                let (by, riders) = by.unwrap_or_default();
                let verb = if self.form.binding { "suspended" } else { "discontinued" };
                let words = phrase![lead, "the operation of ", this, " may be ", verb, by];
                let mut said = vec![words.sentence()];
                said.extend(riders);
                self.one(said, pool)
            }
            K::Amendment => {
                let by = pool.take(ClauseWord::By).and_then(decision_of);
                let notice = pool.left.iter().position(|it| it.word == ClauseWord::Notice && set_of(it).is_some());
                let notice = notice.map(|at| pool.left.remove(at));
                let proposal = notice.map_or_else(Phrase::default, |it| {
                    pool.said.push(it.span);
                    let standing = if has_flag(it, Flag::InGoodStanding) { " in good standing" } else { "" };
                    phrase![" on the proposal of ", set_of(it).map(|it| self.set_last(it)), standing]
                });
                if by.is_none() && proposal.is_empty() {
                    return Vec::new();
                }
                let (by, riders) = by
                    .map(|it| {
                        (phrase![" by ", self.decision_noun(it)], self.rider_sentences(it, &"the amendment".into()))
                    })
                    .unwrap_or_default();
                let unless = pool.take(ClauseWord::Unless).and_then(conditions_of);
                let unless = unless.map_or_else(Phrase::default, |it| phrase![", unless ", self.conditions(it)]);
                let mut said = vec![phrase![this, " may be amended", proposal, by, unless].sentence()];
                said.extend(riders);
                self.one(said, pool)
            }
            K::Disputes => {
                let Some(forums) = pool.take(ClauseWord::Forums) else { return Vec::new() };
                let lead = format!("Disputes concerning the interpretation or application of {this} shall be settled ");
                self.one(vec![phrase![lead, self.forums(forums)].sentence()], pool)
            }
            _ => Vec::new(),
        }
    }

    fn one(&self, said: Vec<Phrase>, pool: &mut Pool<'_>) -> Vec<Paragraph> {
        let spans = pool.spans();
        let sentences: Vec<_> = said.into_iter().map(|it| (it, spans.clone())).collect();
        if sentences.is_empty() { Vec::new() } else { vec![Paragraph { sentences, ..Paragraph::default() }] }
    }

    fn until_of(&self, pool: &mut Pool<'_>) -> Phrase {
        pool.take(ClauseWord::Until).map_or_else(Phrase::default, |it| phrase![" ", self.until(it)])
    }

    /// `upon … after 30 days`
    fn upon(&self, pool: &mut Pool<'_>, lead: &Phrase) -> Vec<Paragraph> {
        let upon = pool.take_all(ClauseWord::Upon);
        let upon: Vec<_> = upon.into_iter().filter_map(occasions_of).collect();
        let after = pool.take(ClauseWord::After).map(|it| self.period(it));
        if upon.is_empty() && after.is_none() {
            return Vec::new();
        }
        let nouns = join(upon.iter().map(|it| self.occasions_noun(it)).collect(), "and");
        let words = match after {
            Some(after) if nouns.is_empty() => phrase![lead, " after ", after],
            Some(after) => phrase![lead, " ", after, " after ", nouns],
            None => {
                let leads = join(upon.iter().map(|it| self.occasions_lead(it)).collect(), "and");
                phrase![lead, " ", leads]
            }
        };
        let words = its(words, &self.this());
        vec![Paragraph::of(words.sentence(), pool.spans())]
    }

    fn withdrawal(&self, pool: &mut Pool<'_>) -> Vec<Paragraph> {
        let this = self.this();
        let after = pool.take(ClauseWord::After).map(|it| self.period(it));
        let after = after.map_or_else(Phrase::default, |it| {
            phrase![
                "after ",
                this.as_str(),
                if self.form.binding { " has been in force for " } else { " has been in effect for " },
                it,
                ", "
            ]
        });
        let mut who: Phrase = phrase!["any ", self.parties(true)];
        let mut notice = Phrase::default();
        for it in pool.take_all(ClauseWord::Notice) {
            if let Some(set) = set_of(it) {
                let standing = if has_flag(it, Flag::InGoodStanding) { " in good standing" } else { "" };
                who = phrase![self.set_last(set), standing];
            }
            if let Some(length) = duration_of(it).and_then(|it| self.value(it, &|it| self.duration_of_notice(it))) {
                notice = phrase![" on ", length, " notice"];
            }
        }
        let during = pool.take_all(ClauseWord::NotDuring);
        let during: Vec<Phrase> = during.iter().map(|it| self.references(it)).collect();
        let during =
            if during.is_empty() { Phrase::default() } else { phrase![", but not during ", join(during, "or")] };
        if pool.said.is_empty() {
            return Vec::new();
        }
        let verb = if self.form.binding { " may withdraw from " } else { " may discontinue its participation in " };
        vec![Paragraph::of(phrase![after, who, verb, this, notice, during].sentence(), pool.spans())]
    }
}

/// "the ratification of this Treaty" within a sentence on this treaty: "its ratification".
fn its(mut words: Phrase, this: &str) -> Phrase {
    for part in &mut words.0 {
        if let super::document::Inline::Text(text) = part {
            for what in ["ratification", "signature"] {
                *text = text.replace(&format!(" the {what} of {this}"), &format!(" its {what}"));
            }
        }
    }
    words
}

fn without_stop(mut words: Phrase) -> Phrase {
    if let Some(super::document::Inline::Text(last)) = words.0.last_mut() {
        last.truncate(last.trim_end_matches('.').len());
    }
    words
}

/// The usual title of a final clause.
pub(super) const fn title(kind: ProvisionKind) -> &'static str {
    use ProvisionKind as K;
    match kind {
        K::EntryIntoForce => "Entry into force",
        K::ProvisionalApplication => "Provisional application",
        K::Accession => "Accession",
        K::Duration => "Duration",
        K::Renewal => "Renewal",
        K::Withdrawal => "Withdrawal",
        K::Suspension => "Suspension",
        K::Amendment => "Amendments",
        K::Disputes => "Settlement of disputes",
        K::Interpretation => "Interpretation",
        K::Reservations => "Reservations",
        K::Relation => "Relation to other agreements",
        K::Registration => "Registration",
        _ => "",
    }
}

/// Where a final clause outside articles stands among the others.
pub(super) const fn rank(kind: ProvisionKind) -> u8 {
    use ProvisionKind as K;
    match kind {
        K::Reservations => 1,
        K::Relation => 2,
        K::Interpretation => 3,
        K::Disputes => 4,
        K::Amendment => 5,
        K::Suspension => 6,
        K::EntryIntoForce => 7,
        K::ProvisionalApplication => 8,
        K::Accession => 9,
        K::Duration => 10,
        K::Renewal => 11,
        K::Withdrawal => 12,
        K::Registration => 13,
        _ => 0,
    }
}
