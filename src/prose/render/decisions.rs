//! Decisions: who decides, by what majority, within what time, and what follows otherwise.

use super::actors::share;
use super::document::Inline;
use super::lexicon;
use super::phrase::{Noun, Phrase, join, join_any, phrase};
use super::speaker::Speaker;
use crate::syntax::ast::{
    Act, ActorExpr, Anchor, Clock, ClockKind, Counted, Decision, Expiry, ExpiryKind, Member, Quantifier, Quorum, Rider,
    StatedShare, Tail, Threshold, Tie, Vote, VoteKind,
};

impl Speaker<'_> {
    /// A decision as a clause: "the Guarantor States so decide by unanimity".
    pub(super) fn decision_clause(&self, it: &Decision) -> Phrase {
        let within = self.decision_clock(it);
        let any = it.any.iter().map(|all| all.iter().map(|vote| self.vote_clause(vote)).collect()).collect();
        let votes = join_any(any);
        if within.is_empty() { votes } else { phrase![votes, " ", within] }
    }

    /// A decision as a noun: "the unanimous decision of the Guarantor States".
    pub(super) fn decision_noun(&self, it: &Decision) -> Phrase {
        let within = self.decision_clock(it);
        let any = it.any.iter().map(|all| all.iter().map(|vote| self.vote_noun(vote)).collect()).collect();
        let votes = join_any(any);
        if within.is_empty() { votes } else { phrase![votes, ", given ", within] }
    }

    /// The time in which a decision is taken; what its end means follows in a sentence of its own.
    fn decision_clock(&self, it: &Decision) -> Phrase {
        let clocks = it.riders.iter().filter_map(|it| match it {
            Rider::Clock(clock) => Some(self.clock(clock)),
            _ => None,
        });
        join(clocks.filter(|it| !it.is_empty()).collect(), "and")
    }

    /// The words of a decision within another, with what rules it.
    fn in_parentheses(&self, decision: &Decision, words: Phrase) -> Phrase {
        let riders = self.rider_sentences(decision, &"that decision".into());
        let riders: Vec<Phrase> = riders.into_iter().map(lower_without_stop).collect();
        if riders.is_empty() { phrase!["(", words, ")"] } else { phrase!["(", words, "; ", join(riders, "and"), ")"] }
    }

    fn vote_clause(&self, vote: &Vote) -> Phrase {
        let words = match &vote.kind {
            VoteKind::Tbd => phrase!["it is so decided by ", Inline::Hole],
            VoteKind::Bracket(decision) => {
                return phrase![self.value(decision, &|it| self.decision_clause(it)), self.tails(vote)];
            }
            VoteKind::Nested(decision) => return self.in_parentheses(decision, self.decision_clause(decision)),
            VoteKind::Automatic => "no further decision is required".into(),
            VoteKind::Text(span) => phrase!["there has been ", self.words(*span)],
            VoteKind::Threshold { threshold, of } => {
                let subject = self.electorate(of);
                let by = self.value(threshold, &|it| self.by_share(it, vote)).unwrap_or_default();
                phrase![&subject, subject.verb(" so decides", " so decide"), by]
            }
            VoteKind::Act { act, of, organ } => {
                let subject = match act {
                    Act::Request => self.set(&self.any_of(of)),
                    _ => self.set(of),
                };
                let through = organ.map_or_else(Phrase::default, |it| phrase![", through ", self.organ(it), ","]);
                let verb = match act {
                    Act::Request => subject.verb(" so requests", " so request"),
                    Act::Consent => subject.verb(" consents", " consent"),
                    Act::Approval => subject.verb(" approves", " approve"),
                    Act::Determination => subject.verb(" so determines", " so determine"),
                    Act::Recognition => subject.verb(" so recognises", " so recognise"),
                    Act::Recommendation => subject.verb(" so recommends", " so recommend"),
                    Act::Agreement => subject.verb(" agrees", " agree"),
                    Act::Performance => {
                        subject.verb(" has performed its obligations", " have performed their obligations")
                    }
                    Act::Finding => subject.verb(" so finds", " so find"),
                };
                phrase![&subject, through, verb]
            }
            VoteKind::By(set) => match set.quantifier {
                Some(Quantifier::Each) => phrase![self.one_concerned(set), " so decides for itself"],
                _ => {
                    let subject = self.set(set);
                    phrase![&subject, subject.verb(" so decides", " so decide")]
                }
            },
        };
        phrase![words, self.tails(vote)]
    }

    fn vote_noun(&self, vote: &Vote) -> Phrase {
        let words = match &vote.kind {
            VoteKind::Tbd => Inline::Hole.into(),
            VoteKind::Bracket(decision) => {
                return phrase![self.value(decision, &|it| self.decision_noun(it)), self.tails(vote)];
            }
            VoteKind::Nested(decision) => return self.in_parentheses(decision, self.decision_noun(decision)),
            VoteKind::Automatic => "operation of law, without any further decision".into(),
            VoteKind::Text(span) => self.words(*span),
            VoteKind::Threshold { threshold, of } => {
                let of = self.electorate(of).words.ended();
                let lead = |it: &StatedShare| -> Phrase {
                    match it.of {
                        Some(Threshold::Unanimity) => "the unanimous decision of ".into(),
                        Some(Threshold::Consensus { minus: 0 }) => "a consensus of ".into(),
                        Some(Threshold::Consensus { minus }) => {
                            phrase!["a consensus, less ", lexicon::count(&minus.to_string()), ", of "]
                        }
                        Some(Threshold::Majority) => "a majority of ".into(),
                        Some(Threshold::Count(count)) => {
                            phrase!["the affirmative vote of at least ", lexicon::count(&count.to_string()), " of "]
                        }
                        Some(share @ Threshold::Share { .. }) => phrase!["a majority of ", self::share(share), " of "],
                        None => phrase![lexicon::printed(self.word_at(it.word)), " of "],
                    }
                };
                phrase![self.value(threshold, &lead), of]
            }
            VoteKind::Act { act, of, organ } => {
                let noun = match act {
                    Act::Request => "a request by ",
                    Act::Consent => "the consent of ",
                    Act::Approval => "the approval of ",
                    Act::Determination => "a determination by ",
                    Act::Recognition => "recognition by ",
                    Act::Recommendation => "a recommendation by ",
                    Act::Agreement => "the agreement of ",
                    Act::Performance => "performance by ",
                    Act::Finding => "a finding by ",
                };
                let through = organ.map_or_else(Phrase::default, |it| phrase![", given by ", self.organ(it)]);
                let of = match act {
                    Act::Request => self.set_last(&self.any_of(of)),
                    _ => self.set_last(of),
                };
                phrase![noun, of, through]
            }
            VoteKind::By(set) => match set.quantifier {
                Some(Quantifier::Each) => phrase!["the decision of ", self.set_last(set), " for itself"],
                _ => phrase!["decision of ", self.set_last(set)],
            },
        };
        phrase![words, self.tails(vote)]
    }

    /// The organ that acts, in the words of the draft.
    fn organ(&self, span: crate::source::Span) -> Phrase {
        let words = super::document::plain_words(&self.words(span).0);
        let bare = words.starts_with(|it: char| it.is_uppercase()) && !words.contains(' ');
        if bare { format!("its {words}").into() } else { lexicon::with_the(&words).into() }
    }

    /// Those who vote; of a body, its members.
    pub(super) fn electorate(&self, of: &ActorExpr) -> Noun {
        let noun = self.set(of);
        let body = match &self.every(&of.include)[..] {
            [Member::Name(span)] => self.is_body(self.word_at(*span)),
            _ => false,
        };
        if body && of.quantifier.is_none() { Noun::many(phrase!["the members of ", noun.words]) } else { noun }
    }

    fn is_body(&self, name: &str) -> bool {
        use super::speaker::NamedAs;
        use crate::syntax::ast::DeclarationKind as D;
        match self.named(name) {
            Some(NamedAs::Declared(kind)) => matches!(kind, D::Body | D::Organization),
            Some(_) => false,
            None => crate::model::prelude::title(name).is_some(),
        }
    }

    fn by_share(&self, it: &StatedShare, vote: &Vote) -> Phrase {
        let voting = vote.tails.iter().any(|it| matches!(it, Tail::PresentAndVoting(_) | Tail::Voting(_)));
        match it.of {
            Some(Threshold::Unanimity) => " by unanimity".into(),
            Some(Threshold::Consensus { minus: 0 }) => " by consensus".into(),
            Some(Threshold::Consensus { minus: 1 }) => {
                " by consensus, the objection of one member not preventing it".into()
            }
            Some(Threshold::Consensus { minus }) => phrase![
                " by consensus, the objection of ",
                lexicon::count(&minus.to_string()),
                " members not preventing it"
            ],
            Some(Threshold::Majority) => " by a majority".into(),
            Some(Threshold::Count(count)) => {
                let count = lexicon::count(&count.to_string());
                phrase![" by the affirmative vote of at least ", count, " of them"]
            }
            Some(share @ Threshold::Share { .. }) => {
                let words = self::share(share);
                if voting || !words.contains("per cent") && words != "half" {
                    phrase![" by a majority of ", words]
                } else {
                    phrase![" by at least ", words]
                }
            }
            None => phrase![" by ", lexicon::printed(self.word_at(it.word)).replace("about", "approximately")],
        }
    }

    /// What belongs to one vote.
    fn tails(&self, vote: &Vote) -> Phrase {
        let mut words = Phrase::default();
        for tail in &vote.tails {
            match tail {
                Tail::PresentAndVoting(_) => words.push(" of those present and voting"),
                Tail::Voting(_) => words.push(" of the votes cast"),
                Tail::WeightedBy(span) => {
                    words.push(phrase![", votes being weighted by ", lexicon::printed(self.word_at(*span))]);
                }
                Tail::Including(set) => words.push(phrase![", including ", self.set_last(set)]),
                Tail::Excluding(set) => words.push(phrase![", excluding ", self.set_last(set)]),
                Tail::OnApplicationOf(set) => words.push(phrase![", on the application of ", self.set_last(set)]),
            }
        }
        words
    }

    /// A clock: "within three days of signature".
    pub(super) fn clock(&self, it: &Clock) -> Phrase {
        let mut words = match &it.kind {
            ClockKind::Within(duration) => match self.value(duration, &|it| self.duration(it)) {
                Some(length) => phrase!["within ", length],
                None => return Phrase::default(),
            },
            ClockKind::NotLaterThan(anchor) => {
                let when = match anchor {
                    Anchor::Instant(span) => lexicon::instant(self.word_at(*span)).0.into(),
                    Anchor::Duration(duration) => self.duration(duration),
                    Anchor::Text(span) => self.words(*span),
                };
                phrase!["not later than ", when]
            }
            ClockKind::Prompt(span) => self.word_at(*span).into(),
        };
        if let Some(anchor) = &it.anchor
            && let Some(occasion) = self.value(anchor, &|it| self.occasion_noun(it))
        {
            words.push(if matches!(it.kind, ClockKind::NotLaterThan(Anchor::Duration(_))) {
                " after "
            } else {
                " of "
            });
            words.push(occasion);
        }
        if let Some(softened) = it.softened {
            words.push(" ");
            words.push(self.words(softened));
        }
        words
    }

    /// What follows when a clock has run, as a sentence; `done` is what should have happened: "the consultations are
    /// completed".
    pub(super) fn expiry(&self, it: &Expiry, matter: &Phrase) -> Phrase {
        match &it.kind {
            ExpiryKind::Proceed => phrase!["If that period expires, ", matter, " shall be deemed fulfilled."],
            ExpiryKind::Lapses => "If that period expires, the matter shall lapse.".into(),
            ExpiryKind::Decision(decision) => {
                phrase!["If that period expires, the matter shall be settled by ", self.decision_noun(decision), "."]
            }
            ExpiryKind::Provision(to) => phrase!["If that period expires, ", self.place_of(to), " applies."],
        }
    }

    /// The riders of a decision, each as a sentence.
    pub(super) fn rider_sentences(&self, it: &Decision, matter: &Phrase) -> Vec<Phrase> {
        let mut said = Vec::new();
        for rider in &it.riders {
            match rider {
                Rider::Counts { what, like, after, .. } => {
                    let counted = |it: &Counted| match it {
                        Counted::Abstention => "an abstention",
                        Counted::Absence => "absence",
                        Counted::Silence => "silence",
                        Counted::Consent => "consent",
                        Counted::Rejection => "rejection",
                    };
                    let after = after.as_ref().and_then(|it| self.value(it, &|it| self.duration(it)));
                    let after = after.map_or_else(Phrase::default, |it| phrase![" after ", it]);
                    said.push(phrase![counted(what), after, " shall count as ", counted(like)].sentence());
                }
                Rider::Quorum(quorum) => said.push(self.quorum(quorum)),
                Rider::Tie(tie, _) => said.push(tie_words(*tie).into()),
                Rider::Clock(clock) => {
                    if let Some(expiry) = &clock.expiry {
                        said.push(self.expiry(expiry, matter));
                    }
                }
                Rider::Meanwhile { proceed: true, .. } => {
                    said.push(phrase!["Pending the decision, ", matter, " shall be deemed fulfilled."]);
                }
                Rider::Meanwhile { proceed: false, .. } => {
                    said.push("Nothing shall be done pending the decision.".into());
                }
                Rider::Otherwise(expiry) => said.push(match &expiry.kind {
                    ExpiryKind::Proceed => {
                        phrase!["If no decision is taken, ", matter, " shall be deemed fulfilled."]
                    }
                    ExpiryKind::Lapses => "If no decision is taken, the matter shall lapse.".into(),
                    ExpiryKind::Decision(decision) => {
                        phrase![
                            "If no decision is taken, the matter shall be settled by ",
                            self.decision_noun(decision),
                            "."
                        ]
                    }
                    ExpiryKind::Provision(to) => {
                        phrase!["If no decision is taken, ", self.place_of(to), " applies."]
                    }
                }),
            }
        }
        for vote in it.any.iter().flatten() {
            if let VoteKind::Bracket(decision) = &vote.kind {
                for inner in self.every(std::slice::from_ref(decision)) {
                    said.extend(self.rider_sentences(inner, matter));
                }
            }
        }
        said
    }

    fn quorum(&self, it: &Quorum) -> Phrase {
        let of = self.value(&it.of, &|it| match it.of {
            Some(Threshold::Unanimity) => "all members".into(),
            Some(Threshold::Count(count)) => phrase![lexicon::count(&count.to_string()), " members"],
            Some(of) => phrase![share(of), " of the members"],
            None => {
                phrase![lexicon::printed(self.word_at(it.word)).replace("about", "approximately"), " of the members"]
            }
        });
        phrase![of, " shall constitute a quorum"].sentence()
    }
}

/// What an equal vote means.
fn tie_words(tie: Tie) -> &'static str {
    match tie {
        Tie::Chair => "In the event of an equality of votes, the chair shall decide.",
        Tie::Fails => "A proposal on which the votes are equal shall not be adopted.",
    }
}

/// A sentence as a part of another.
fn lower_without_stop(mut words: Phrase) -> Phrase {
    if let Some(Inline::Text(first)) = words.0.first_mut() {
        let mut letters = first.chars();
        *first = letters.next().map_or_else(String::new, |it| it.to_lowercase().chain(letters).collect());
    }
    if let Some(Inline::Text(last)) = words.0.last_mut() {
        last.truncate(last.trim_end_matches('.').len());
    }
    words
}
