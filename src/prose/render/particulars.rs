//! The parts of clauses that several sentences share.

use super::clauses::{
    Home, area_of, clock_of, conditions_of, decision_of, duration_of, ends_of, except_of, has_flag, items_of,
    occasion_of, occasions_of, refs_of, renewal_of, set_of, words_of,
};
use super::document::{Inline, plain_words};
use super::lexicon;
use super::phrase::{Phrase, join, phrase};
use super::speaker::Speaker;
use crate::source::Span;
use crate::syntax::ast::{
    Arg, Clause, ClauseWord, Duration, End, Flag, Occasion, OccasionKind, OrBracket, ProvisionKind, Quantity,
    RenewalKind,
};

impl Speaker<'_> {
    /// What is left of a clause whose value has no form of its own: quoted words, an instant, `TBD`, a name.
    pub(super) fn loose(&self, clause: &Clause) -> Phrase {
        let found = clause.args.iter().find_map(|it| match it {
            Arg::Text(span) => Some(self.words(*span)),
            Arg::Instant(span) => Some(lexicon::instant(self.word_at(*span)).0.into()),
            Arg::Name(span) => Some(self.called(self.word_at(*span)).into()),
            Arg::Flag(Flag::Tbd, _) => Some(Inline::Hole.into()),
            Arg::Refs(_) => Some(self.references(clause)),
            Arg::Words(list) => Some(join(self.vocabulary(list, &lexicon::printed), "and")),
            _ => None,
        });
        found.unwrap_or_default()
    }

    /// What references name, as nouns; a hole where the value is not known.
    pub(super) fn references(&self, clause: &Clause) -> Phrase {
        match refs_of(clause) {
            Some(list) => join(self.each(list, &|it| self.reference(it)), "and"),
            None => self.loose_but_refs(clause),
        }
    }

    fn loose_but_refs(&self, clause: &Clause) -> Phrase {
        let found = clause.args.iter().find_map(|it| match it {
            Arg::Text(span) => Some(self.words(*span)),
            Arg::Flag(Flag::Tbd, _) => Some(Inline::Hole.into()),
            _ => None,
        });
        found.unwrap_or_default()
    }

    /// The places of what references name: "Article 5, paragraph 2".
    pub(super) fn places(&self, clause: &Clause) -> Phrase {
        match refs_of(clause) {
            Some(list) => join(self.each(list, &|it| self.place_of(it)), "and"),
            None => self.loose_but_refs(clause),
        }
    }

    /// The places, and that they apply.
    pub(super) fn applying(&self, clause: &Clause) -> (Phrase, &'static str) {
        let several = refs_of(clause).is_some_and(|it| self.every(it).len() > 1);
        (self.places(clause), if several { " apply" } else { " applies" })
    }

    /// Who verifies: of a verification, those who carry it out.
    pub(super) fn verifiers(&self, clause: &Clause) -> Phrase {
        let Some(list) = refs_of(clause) else { return self.loose_but_refs(clause) };
        let say = |it: &crate::syntax::ast::Ref| {
            let words = self.reference(it);
            match plain_words(&words.0).strip_prefix("the verification under ") {
                Some(_) => phrase!["the body responsible under ", self.place_of(it)],
                None => words,
            }
        };
        join(self.each(list, &say), "and")
    }

    /// Who pays.
    pub(super) fn payer(&self, clause: &Clause) -> Phrase {
        let Some(decision) = decision_of(clause) else { return self.loose(clause) };
        let words = self.decision_noun(decision);
        let plain = plain_words(&words.0);
        let votes: Vec<_> = decision.any.iter().flatten().collect();
        if let [vote] = &votes[..]
            && matches!(vote.kind, crate::syntax::ast::VoteKind::Text(_) | crate::syntax::ast::VoteKind::Tbd)
        {
            return words;
        }
        match plain.strip_prefix("decision of ") {
            Some(_) => self.without_lead(words, "decision of "),
            None => phrase!["contributions subject to ", words],
        }
    }

    fn without_lead(&self, mut words: Phrase, lead: &str) -> Phrase {
        if let Some(Inline::Text(first)) = words.0.first_mut()
            && let Some(rest) = first.strip_prefix(lead)
        {
            *first = rest.to_owned();
        }
        words
    }

    /// Who commands, presides or registers: actors, or quoted words for them.
    pub(super) fn officer(&self, it: &Clause) -> Phrase {
        match set_of(it) {
            Some(set) => self.set_last(set),
            None if it.args.iter().any(|it| matches!(it, Arg::Text(_))) => {
                lexicon::with_the(&plain_words(&self.loose(it).0)).into()
            }
            None => self.loose(it),
        }
    }

    /// At whose request a body meets.
    pub(super) fn convened(&self, decision: &crate::syntax::ast::Decision) -> Phrase {
        let words = self.decision_noun(decision);
        let plain = plain_words(&words.0);
        if plain.starts_with("decision of ") {
            phrase!["at the request of ", self.without_lead(words, "decision of ")]
        } else if plain.starts_with("a request by ") {
            phrase!["upon ", words]
        } else {
            phrase!["by ", words]
        }
    }

    /// Events or actors behind `on`.
    pub(super) fn on(&self, clause: &Clause) -> Phrase {
        let events = clause
            .args
            .iter()
            .find_map(|it| if let Arg::Events(events) = it { Some(self.events(events)) } else { None });
        events.unwrap_or_else(|| set_of(clause).map_or_else(|| self.loose(clause), |it| self.set_last(it)))
    }

    /// That it occurs, of events.
    pub(super) fn occurs(&self, clause: &Clause) -> &'static str {
        if clause.args.iter().any(|it| matches!(it, Arg::Events(_))) { " occurs" } else { "" }
    }

    /// A gate as a clause, for a list of what must have come: "Ukraine has so requested". What it has to add follows in
    /// sentences of its own. Nothing for what turns the rest round.
    pub(super) fn gate_clause(&self, it: &Clause) -> Option<(Phrase, Vec<Phrase>)> {
        let clock = || clock_of(it).map(|it| self.clock(it)).filter(|it| !it.is_empty());
        let within = || clock().map_or_else(Phrase::default, |it| phrase![", ", it]);
        let words = match it.word {
            ClauseWord::RequestedBy => {
                let who = set_of(it).map(|it| self.set(&self.any_of(it)))?;
                phrase![&who, who.verb(" has so requested", " have so requested"), within()]
            }
            ClauseWord::ConsultationAmong => {
                let who = set_of(it).map(|it| self.set(it))?;
                phrase![&who, who.verb(" has held consultations", " have consulted one another"), within()]
            }
            ClauseWord::SubjectTo => match (decision_of(it), set_of(it)) {
                (Some(decision), _) => self.decision_clause(decision),
                (_, Some(set)) => phrase!["consultations have been held with ", self.set_last(set), within()],
                _ => return None,
            },
            ClauseWord::If => self.conditions(conditions_of(it)?),
            ClauseWord::Decided if !has_flag(it, Flag::Unless) => self.decision_clause(decision_of(it)?),
            _ => return None,
        };
        let matter: Phrase = match it.word {
            ClauseWord::ConsultationAmong => "the requirement of consultation".into(),
            _ => "that condition".into(),
        };
        let mut riders = self.clock_expiry(it, &matter);
        if let Some(decision) = decision_of(it) {
            riders.extend(self.rider_sentences(decision, &matter));
        }
        Some((words, riders))
    }

    /// What follows when the clock of a clause has run.
    pub(super) fn clock_expiry(&self, it: &Clause, matter: &Phrase) -> Vec<Phrase> {
        let expiry = clock_of(it).and_then(|it| it.expiry.as_ref());
        expiry.map(|it| self.expiry(it, matter)).into_iter().collect()
    }

    /// A gate as a sentence of its own.
    pub(super) fn gate(&self, it: &Clause, home: &Home) -> Vec<Phrase> {
        if let Some((words, riders)) = self.gate_clause(it) {
            let mut all = vec![phrase![&home.applies, " only if ", words].sentence()];
            all.extend(riders);
            return all;
        }
        match it.word {
            ClauseWord::Unless => conditions_of(it)
                .map(|it| phrase![&home.applies, " unless ", self.conditions(it)].sentence())
                .into_iter()
                .collect(),
            ClauseWord::PresumedUnless => conditions_of(it)
                .map(|it| {
                    phrase!["it shall be presumed that ", &home.applies, " unless ", self.conditions(it)].sentence()
                })
                .into_iter()
                .collect(),
            ClauseWord::Decided => {
                let Some(decision) = decision_of(it) else { return Vec::new() };
                let mut all = vec![
                    phrase![&home.applies, " unless ", self.decision_clause(decision), " to the contrary"].sentence(),
                ];
                all.extend(self.rider_sentences(decision, &"that condition".into()));
                all
            }
            _ => Vec::new(),
        }
    }

    /// The length of time in a clause.
    pub(super) fn period(&self, it: &Clause) -> Phrase {
        duration_of(it).and_then(|it| self.value(it, &|it| self.duration(it))).unwrap_or_default()
    }

    /// A length of time before "notice".
    pub(super) fn duration_of_notice(&self, it: &Duration) -> Phrase {
        match it {
            Duration::Tbd(_) => phrase![self.duration(it), " of"],
            _ => self.duration_of(it),
        }
    }

    /// The place behind `in`.
    pub(super) fn area_in(&self, it: &Clause) -> Phrase {
        area_of(it).map_or_else(|| self.loose(it), |it| self.area(it))
    }

    /// What stands behind `from` or `to`.
    pub(super) fn direction(&self, it: &Clause) -> Phrase {
        match (area_of(it), items_of(it)) {
            (Some(area), _) => self.area(area),
            (_, Some(list)) => self.items(list, except_of(it).unwrap_or_default(), &lexicon::printed, "and"),
            _ => self.loose(it),
        }
    }

    /// `per year`
    pub(super) fn per(&self, it: &Clause) -> Phrase {
        let name = it.args.iter().find_map(|it| if let Arg::Name(span) = it { Some(*span) } else { None });
        name.map_or_else(Phrase::default, |it| phrase!["per ", lexicon::printed(self.word_at(it))])
    }

    /// Bases that are quoted stand behind "on the basis of".
    pub(super) fn on_basis(&self, it: &Clause, basis: Phrase) -> Phrase {
        let first = words_of(it).and_then(|it| self.every(it).first().copied());
        match first {
            Some(crate::syntax::ast::Word::Name(_)) | None => basis,
            _ => phrase!["on the basis of ", basis],
        }
    }

    /// Of what a breach is spoken.
    pub(super) fn breached(&self, home: &Home) -> Phrase {
        home.own.words.clone()
    }

    /// When forces are present.
    pub(super) fn timing(&self, it: &Clause) -> Phrase {
        match (occasions_of(it), words_of(it)) {
            (Some(occasions), _) => {
                let phased = it.args.iter().any(|it| matches!(it, Arg::Name(span) if self.word_at(*span) == "phased"));
                let lead = self.occasions_lead(occasions);
                if phased { phrase!["in stages, ", lead] } else { lead }
            }
            (_, Some(words)) => join(self.vocabulary(words, &lexicon::timing), "and"),
            _ => self.loose(it),
        }
    }

    /// A ceiling or floor as a sentence.
    pub(super) fn level(&self, it: &Clause, home: &Home, verb: &str) -> Phrase {
        let amounts = self.amounts(it);
        let each = if has_flag(it, Flag::Each) { " for each contributing State" } else { "" };
        let what = match home.kind {
            Some(ProvisionKind::Deployment) => phrase!["the strength of ", &home.own],
            _ => home.own.words.clone(),
        };
        phrase![what, " ", verb, amounts, each, self.band(it)]
    }

    /// The amounts of a level.
    pub(super) fn amounts(&self, it: &Clause) -> Phrase {
        let lists = it.args.iter().find_map(|it| if let Arg::Quantities(list) = it { Some(list) } else { None });
        lists.map(|it| join(self.quantities(it), "and")).unwrap_or_default()
    }

    /// Between which distances a level holds.
    pub(super) fn band(&self, it: &Clause) -> Phrase {
        let lists: Vec<_> =
            it.args.iter().filter_map(|it| if let Arg::Quantities(list) = it { Some(list) } else { None }).collect();
        match lists[..] {
            [_, from, to, ..] => {
                let one = |list: &[OrBracket<Quantity>]| join(self.quantities(list), "and");
                phrase![" between ", one(from), " and ", one(to), " from ", self.references(it)]
            }
            _ => Phrase::default(),
        }
    }

    /// Who may change what.
    pub(super) fn change(&self, it: &Clause, home: &Home) -> Vec<Phrase> {
        let what =
            words_of(it).map(|it| join(self.vocabulary(it, &|it| format!("the {}", lexicon::printed(it))), "and"));
        let verb = match self.word_at(it.span).split_whitespace().next() {
            Some("increase") => "increased",
            Some("decrease") => "decreased",
            _ => "changed",
        };
        let by = match (decision_of(it), set_of(it)) {
            (Some(decision), _) => phrase!["only by ", self.decision_noun(decision)],
            (_, Some(set)) => phrase!["only after consultation with ", self.set_last(set)],
            _ => Phrase::default(),
        };
        let mut all = vec![phrase![what, " of ", &home.own, " may be ", verb, " ", by].sentence()];
        if let Some(decision) = decision_of(it) {
            all.extend(self.rider_sentences(decision, &"that condition".into()));
        }
        all
    }

    /// How inspectors get in.
    pub(super) fn access(&self, it: &Clause) -> Phrase {
        match words_of(it) {
            Some(words) => {
                let quoted = self.every(words).iter().any(|it| matches!(it, crate::syntax::ast::Word::Text(_)));
                let list = join(self.vocabulary(words, &lexicon::printed), "and");
                if quoted { phrase!["as follows: ", list] } else { list }
            }
            None => self.loose(it),
        }
    }

    /// From when to when a rung answers.
    pub(super) fn window(&self, it: &Clause) -> Phrase {
        let lengths: Vec<Phrase> = it
            .args
            .iter()
            .filter_map(
                |it| if let Arg::Duration(length) = it { self.value(length, &|it| self.duration(it)) } else { None },
            )
            .collect();
        let zero = |it: &Phrase| plain_words(&it.0).starts_with("0 ");
        match &lengths[..] {
            [from, to] if zero(from) => phrase!["within the first ", to],
            [from, to] => phrase!["from ", from, " to ", to, " after the event"],
            [only] => phrase!["within ", only],
            _ => Phrase::default(),
        }
    }

    /// From when: "from 1 January 2026", "upon signature".
    pub(super) fn starting(&self, it: &Occasion) -> Phrase {
        match &it.kind {
            OccasionKind::Instant(span) => phrase!["from ", lexicon::instant(self.word_at(*span)).0],
            _ => phrase!["from ", self.occasion_noun(it)],
        }
    }

    /// Until when: the first end that comes.
    pub(super) fn until(&self, it: &Clause) -> Phrase {
        let ends = ends_of(it).map(|it| it.iter().filter_map(|end| self.end(end)).collect::<Vec<_>>());
        let ends = ends.unwrap_or_default();
        let several = ends.len() > 1;
        if ends.is_empty() {
            return Phrase::default();
        }
        phrase![join(ends, "or"), if several { ", whichever is the earlier" } else { "" }]
    }

    fn end(&self, it: &End) -> Option<Phrase> {
        Some(match it {
            End::Decision(decision) => phrase!["until ", self.decision_clause(decision)],
            End::Text(span, judge) => {
                let judge = judge
                    .as_ref()
                    .map_or_else(Phrase::default, |it| phrase![", as established by ", self.decision_noun(it)]);
                phrase!["until ", self.words(*span), judge]
            }
            End::Occasion(occasion) => phrase!["until ", self.value(occasion, &|it| self.occasion_noun(it))?],
        })
    }

    /// What the decisions that end something have to add.
    pub(super) fn end_riders(&self, it: &Clause) -> Vec<Phrase> {
        let decisions = ends_of(it).into_iter().flatten().filter_map(|it| match it {
            End::Decision(decision) => Some(decision),
            End::Text(_, judge) => judge.as_ref(),
            End::Occasion(_) => None,
        });
        decisions.flat_map(|it| self.rider_sentences(it, &"that condition".into())).collect()
    }

    /// How long something lasts, until what, and how it is renewed.
    pub(super) fn term(&self, it: &Clause, lead: &Phrase) -> Vec<Phrase> {
        let length = duration_of(it).and_then(|it| self.value(it, &|it| self.duration(it)));
        let since = occasion_of(it).and_then(|it| self.value(it, &|it| self.occasion_noun(it)));
        let since = since.map_or_else(Phrase::default, |it| phrase![" from ", it]);
        let until = self.until(it);
        let renewal = renewal_of(it).and_then(|it| self.renewal(it));
        let mut words = lead.clone();
        let bare = length.is_none() && until.is_empty();
        if let Some(length) = length {
            words.push(phrase![" for ", length, since]);
        }
        if !until.is_empty() {
            let or = if duration_of(it).is_some() { " or " } else { " " };
            words.push(phrase![or, until]);
        }
        let Some(renewal) = renewal else {
            let mut all = if bare { Vec::new() } else { vec![words.sentence()] };
            all.extend(self.end_riders(it));
            return all;
        };
        let mut all = if bare {
            // Only how it is renewed is said.
            let plain = plain_words(&renewal.0);
            let subject: Phrase = match lead.0.first() {
                Some(Inline::Text(first)) => first.split(" shall").next().unwrap_or_default().to_owned().into(),
                _ => "it".into(),
            };
            let rest =
                if plain.starts_with(" and ") { self.without_lead(renewal, " and") } else { phrase![" ", renewal] };
            vec![phrase![subject, rest].sentence()]
        } else {
            vec![phrase![words, renewal].sentence()]
        };
        all.extend(self.end_riders(it));
        if let Some(renewal) = renewal_of(it) {
            for it in self.every(std::slice::from_ref(renewal)) {
                if let RenewalKind::RenewableBy(by) | RenewalKind::RenewedBy(by) | RenewalKind::UnlessEndedBy(by) =
                    &it.kind
                {
                    all.extend(self.rider_sentences(by, &"that condition".into()));
                }
            }
        }
        all
    }

    /// How far a place reaches.
    pub(super) fn extent(&self, it: &Clause) -> Phrase {
        let lists: Vec<Phrase> = it
            .args
            .iter()
            .filter_map(
                |it| if let Arg::Quantities(list) = it { Some(join(self.quantities(list), "and")) } else { None },
            )
            .collect();
        if lists.is_empty() {
            let words = self.loose(it);
            let plain = plain_words(&words.0);
            let placed = ["between", "from", "within", "along", "over", "up", "as", "to", "beyond", "inside"];
            let over = if placed.contains(&plain.split(' ').next().unwrap_or_default()) { "" } else { "over " };
            return phrase![over, words];
        }
        let distance = match &lists[..] {
            [from, to, ..] => phrase!["from ", from, " to ", to],
            _ => lists[0].clone(),
        };
        let side = if has_flag(it, Flag::EachSideOf) { " on each side of " } else { " from " };
        let into = area_of(it).map_or_else(Phrase::default, |it| phrase![" into ", self.area(it)]);
        phrase![distance, side, self.references(it), into]
    }

    /// On what map something is shown.
    pub(super) fn map(&self, it: &Clause) -> Phrase {
        match refs_of(it) {
            Some(_) => phrase!["the map in ", self.references(it)],
            None => lexicon::with_the(&plain_words(&self.loose(it).0)).into(),
        }
    }

    /// Where disputes go, step by step.
    pub(super) fn forums(&self, it: &Clause) -> Phrase {
        let mut words = Phrase::default();
        let mut last_clock = None;
        for arg in &it.args {
            let step = match arg {
                Arg::Name(span) => {
                    let name = self.word_at(*span);
                    if name.starts_with(|it: char| it.is_ascii_uppercase()) {
                        self.called(name).into()
                    } else {
                        lexicon::printed(name).into()
                    }
                }
                Arg::Text(span) => self.words(*span),
                Arg::Flag(Flag::Tbd, _) => Inline::Hole.into(),
                Arg::Clock(clock) => {
                    last_clock = Some(self.clock(clock));
                    continue;
                }
                _ => continue,
            };
            if words.is_empty() {
                words.push(phrase!["by ", step]);
            } else {
                let within = last_clock.take().map_or_else(Phrase::default, |it| phrase![" ", it]);
                words.push(phrase!["; failing settlement", within, ", by ", step]);
            }
        }
        match last_clock {
            Some(clock) if !words.is_empty() => phrase![words, ", ", clock],
            _ => words,
        }
    }

    /// How the text stands to others.
    pub(super) fn relation(&self, it: &Clause) -> Vec<Phrase> {
        let to = match (refs_of(it), words_of(it)) {
            (Some(_), _) => self.references(it),
            (_, Some(words)) => join(self.vocabulary(words, &lexicon::printed), "and"),
            _ => self.loose(it),
        };
        let is = match self.word_at(it.span).split_whitespace().next() {
            Some("prevails") => " shall prevail over ",
            Some("without") => " is without prejudice to ",
            Some("consistent") => " is consistent with ",
            Some("replaces") => " replaces ",
            _ => " implements ",
        };
        vec![phrase![self.this(), is, to].sentence()]
    }

    /// That there is nothing of the kind.
    pub(super) fn none(&self, home: &Home) -> Phrase {
        use ProvisionKind as K;
        let this = self.this();
        match home.kind {
            Some(K::Withdrawal) => phrase!["no ", self.parties(true), " may withdraw from ", this],
            Some(K::Reservations) => phrase!["no reservations may be made to ", this],
            Some(K::Amendment) => phrase!["no amendments may be made to ", this],
            Some(K::Accession) => phrase![this, " is not open for accession"],
            Some(K::Suspension) => phrase!["the operation of ", this, " may not be suspended"],
            Some(K::Renewal) => phrase![this, " shall not be renewed"],
            Some(K::Disputes) => phrase![this, " provides for no procedure for the settlement of disputes"],
            Some(K::Registration) => phrase![this, " shall not be registered"],
            Some(K::ProvisionalApplication) => phrase![this, " shall not be applied provisionally"],
            Some(K::Interpretation) => phrase![this, " designates nobody to interpret it"],
            Some(K::Relation) => phrase![this, " makes no provision on its relation to other agreements"],
            Some(kind) => phrase![this, " makes no provision on ", lexicon::printed(kind.as_str())],
            None => phrase!["there is none"],
        }
    }

    /// Voting weights.
    pub(super) fn weights(&self, it: &Clause) -> Vec<Phrase> {
        let weights = it.args.iter().find_map(|it| if let Arg::Weights(weights) = it { Some(weights) } else { None });
        weights.map(|it| self.weights_words(it)).into_iter().collect()
    }

    /// Voting weights in a sentence.
    pub(super) fn weights_words(&self, it: &crate::syntax::ast::Weights) -> Phrase {
        let one = |(who, number): &(Span, Span)| -> Phrase {
            phrase![self.called(self.word_at(*who)), ", ", lexicon::figures(self.word_at(*number))]
        };
        let mut list = Phrase::default();
        for (at, it) in it.of.iter().enumerate() {
            list.push(if at == 0 { "" } else { "; " });
            list.push(one(it));
        }
        let name = lexicon::printed(self.word_at(it.name));
        phrase!["votes weighted by ", name, " are weighted as follows: ", list].sentence()
    }
}
