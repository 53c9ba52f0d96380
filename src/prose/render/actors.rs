//! Actors, sets of them, and who bears a duty.

use super::document::Inline;
use super::lexicon;
use super::phrase::{Noun, Phrase, join, phrase, to_provision};
use super::speaker::{NamedAs, Speaker};
use crate::source::Span;
use crate::syntax::ast::{
    ActorExpr, DeclarationKind, Member, ProvisionKind, Quantifier, RoleGroup, StandIn, Subject, Threshold,
};

/// What those are called who bear a role: one of them, and all.
fn role_words(role: RoleGroup) -> (&'static str, &'static str) {
    match role {
        RoleGroup::Parties => ("Party", "Parties"),
        RoleGroup::Signatories => ("Signatory", "Signatories"),
        RoleGroup::Guarantors => ("Guarantor State", "Guarantor States"),
        RoleGroup::Beneficiaries => ("Beneficiary State", "Beneficiary States"),
        RoleGroup::Hosts => ("Host State", "Host States"),
        RoleGroup::Contributors => ("Contributing State", "Contributing States"),
        RoleGroup::Leads => ("Lead State", "Lead States"),
        RoleGroup::Backstops => ("Supporting State", "Supporting States"),
        RoleGroup::Neutrals => ("Neutral State", "Neutral States"),
        RoleGroup::Mediators => ("Mediator", "Mediators"),
        RoleGroup::Monitors => ("Monitor", "Monitors"),
        RoleGroup::Witnesses => ("Witness", "Witnesses"),
        RoleGroup::Depositaries => ("Depositary", "Depositaries"),
    }
}

/// How much of something a threshold is: "two thirds".
pub(super) fn share(of: Threshold) -> String {
    match of {
        Threshold::Unanimity => "all".to_owned(),
        Threshold::Consensus { minus: 0 } => "a consensus".to_owned(),
        Threshold::Consensus { minus } => format!("a consensus minus {}", lexicon::count(&minus.to_string())),
        Threshold::Majority => "a majority".to_owned(),
        Threshold::Count(count) => lexicon::count(&count.to_string()),
        Threshold::Share { numerator, denominator } => fraction(numerator, denominator),
    }
}

fn fraction(numerator: u64, denominator: u64) -> String {
    let parts = match denominator {
        2 => "half",
        3 => "third",
        4 => "quarter",
        5 => "fifth",
        6 => "sixth",
        10 => "tenth",
        _ => "",
    };
    match (numerator, denominator) {
        (1, 2) => "half".to_owned(),
        (_, 100) => format!("{numerator} per cent"),
        (_, it) if it > 100 && it.is_multiple_of(100) => {
            let whole = numerator * 100 / it;
            let rest = numerator * 100 % it;
            if rest == 0 {
                format!("{whole} per cent")
            } else {
                let digits = it.to_string().len().saturating_sub(3);
                let decimals = format!("{:0digits$}", rest * 10_u64.pow(digits as u32) / it);
                format!("{whole}.{decimals} per cent")
            }
        }
        _ if parts.is_empty() => format!("{numerator}/{denominator}"),
        (1, _) => format!("one {parts}"),
        _ => format!("{} {parts}s", lexicon::count(&numerator.to_string())),
    }
}

impl Speaker<'_> {
    /// A set of actors.
    pub(super) fn set(&self, set: &ActorExpr) -> Noun {
        let mut noun = self.quantified(set);
        if !set.except.is_empty() {
            let except = self.each(&set.except, &|it| self.member(it).words);
            noun.words.push(", other than ");
            noun.words.push(join(except, "and"));
            noun.words.push(",");
        }
        noun
    }

    /// The same where no comma may follow: at the end of a sentence or before one.
    pub(super) fn set_last(&self, set: &ActorExpr) -> Phrase {
        let mut noun = self.quantified(set).words;
        if !set.except.is_empty() {
            let except = self.each(&set.except, &|it| self.member(it).words);
            noun.push(" other than ");
            noun.push(join(except, "and"));
        }
        noun
    }

    /// A set under another quantifier than its own.
    pub(super) fn set_with(&self, set: &ActorExpr, quantifier: Option<Quantifier>) -> Noun {
        self.set(&ActorExpr { quantifier, ..set.clone() })
    }

    /// A set of which any one suffices, whose own quantifier goes before.
    pub(super) fn any_of(&self, set: &ActorExpr) -> ActorExpr {
        let members = self.every(&set.include);
        let is_one = matches!(&members[..], [only] if !self.member(only).plural);
        let quantifier = if is_one { set.quantifier } else { set.quantifier.or(Some(Quantifier::Any)) };
        ActorExpr { quantifier, ..set.clone() }
    }

    /// The one of a set that a decision is about, where each decides for itself: "the Guarantor State concerned".
    pub(super) fn one_concerned(&self, set: &ActorExpr) -> Noun {
        let members = self.every(&set.include);
        let any = ActorExpr { quantifier: Some(Quantifier::Any), ..set.clone() };
        Noun::one(match &members[..] {
            [only] => phrase!["the ", self.member_of(only), " concerned"],
            _ => phrase!["the one concerned, out of ", self.union(&any).words, ","],
        })
    }

    fn quantified(&self, set: &ActorExpr) -> Noun {
        let members = self.every(&set.include);
        let all = || self.union(set);
        let one = |member: &Member| self.member_of(member);
        match (set.quantifier, &members[..]) {
            (None, _) => all(),
            (Some(Quantifier::Each), [only]) => Noun::one(phrase!["each ", one(only)]),
            (Some(Quantifier::Any), [only]) => Noun::one(phrase!["any ", one(only)]),
            (Some(Quantifier::All), _) => Noun { words: phrase!["all of ", all().words], plural: true },
            (Some(Quantifier::Each), _) => Noun::one(phrase!["each of ", all().words]),
            (Some(Quantifier::Any), _) => Noun::one(phrase!["any of ", all().words]),
            (Some(Quantifier::Some(1)), _) => Noun::one(phrase!["one of ", all().words]),
            (Some(Quantifier::Some(count)), _) => {
                Noun::many(phrase![lexicon::count(&count.to_string()), " of ", all().words])
            }
            (Some(Quantifier::Share(of)), _) => Noun::many(phrase![share(of), " of ", all().words]),
            (Some(Quantifier::Unread), _) => {
                let words = set.span.of(self.text);
                let lead = words.split(" of").next().unwrap_or_default().replace("about", "approximately");
                Noun::many(phrase![lead, " of ", all().words])
            }
        }
    }

    /// All members in a row, without a quantifier.
    fn union(&self, set: &ActorExpr) -> Noun {
        let members = self.every(&set.include);
        let plural = match &members[..] {
            [only] => self.member(only).plural,
            _ => true,
        };
        let and = if matches!(set.quantifier, Some(Quantifier::Any | Quantifier::Some(1))) { "or" } else { "and" };
        let words = self.each(&set.include, &|it| self.member(it).words);
        Noun { words: join(words, and), plural }
    }

    /// One of those whom a member stands for, behind "each" or "any": "Guarantor State", "of the Willing".
    fn member_of(&self, member: &Member) -> Phrase {
        match member {
            Member::Role(RoleGroup::Parties, _) => self.parties(true).into(),
            Member::Role(role, _) => role_words(*role).0.into(),
            Member::OwnMembers(_) => "member".into(),
            Member::AnyState(_) => "State".into(),
            Member::MembersOf(it) => phrase!["member of ", self.called(self.word_at(it.of)), self.as_of(it.as_of)],
            Member::StandIn { who: StandIn::Others, .. } => phrase!["of the other ", self.parties(false)],
            Member::Name(span) => {
                let name = self.word_at(*span);
                match self.named(name) {
                    Some(NamedAs::Declared(DeclarationKind::Body | DeclarationKind::Organization)) => {
                        phrase!["member of ", self.called(name)]
                    }
                    None if crate::model::prelude::title(name).is_some() => {
                        phrase!["member of ", self.called(name)]
                    }
                    _ => phrase!["of ", self.called(name)],
                }
            }
            _ => phrase!["of ", self.member(member).words],
        }
    }

    fn as_of(&self, day: Option<Span>) -> String {
        day.map_or_else(String::new, |it| format!(" as of {}", lexicon::instant(self.word_at(it)).0))
    }

    /// A member of a set.
    pub(super) fn member(&self, member: &Member) -> Noun {
        match member {
            Member::Name(span) => {
                let name = self.word_at(*span);
                let plural = match self.named(name) {
                    Some(NamedAs::Declared(DeclarationKind::Group)) => true,
                    Some(NamedAs::Declared(DeclarationKind::Forces)) => {
                        self.title(name).is_some_and(|it| it.split(" of ").next().unwrap_or(it).ends_with('s'))
                    }
                    Some(_) => false,
                    None => matches!(name, "P5" | "E10"),
                };
                Noun { words: self.called(name).into(), plural }
            }
            Member::Role(role, _) => {
                let (one, many) = match role {
                    RoleGroup::Parties => (self.parties(true), self.parties(false)),
                    _ => role_words(*role),
                };
                let single = self.bearers(*role) == 1;
                Noun { words: format!("the {}", if single { one } else { many }).into(), plural: !single }
            }
            Member::MembersOf(it) => {
                Noun::many(phrase!["the members of ", self.called(self.word_at(it.of)), self.as_of(it.as_of)])
            }
            Member::OwnMembers(_) => Noun::many("the members"),
            Member::AnyState(span) => {
                if self.word_at(*span).starts_with("all") {
                    Noun::many("all States")
                } else {
                    Noun::one("any State")
                }
            }
            Member::StandIn { who, aligned, .. } => self.stand_in(*who, *aligned),
            Member::Nested(set) => Noun { words: self.set_last(set), plural: self.set(set).plural },
            Member::Word(span) => {
                let name = self.word_at(*span);
                match self.named(name) {
                    Some(NamedAs::Provision(_)) => Noun::one(self.provision_as_noun(name)),
                    _ => Noun::one(lexicon::printed(name)),
                }
            }
            Member::Tbd(_) => Noun::one(Inline::Hole),
        }
    }

    /// Whoever depends on the case.
    pub(super) fn stand_in(&self, who: StandIn, aligned: bool) -> Noun {
        let words = match who {
            StandIn::Attacker => "the attacking State".to_owned(),
            StandIn::Victim => "the State so attacked".to_owned(),
            StandIn::Others => format!("the other {}", self.parties(false)),
            StandIn::Requester => "the requesting State".to_owned(),
            StandIn::Host => "the Host State".to_owned(),
            StandIn::PartyConcerned => format!("the {} concerned", self.parties(true)),
            StandIn::DisputeParties => "the parties to the dispute".to_owned(),
        };
        let plural = aligned || matches!(who, StandIn::Others | StandIn::DisputeParties);
        let words = if aligned { format!("{words} and those aligned with it") } else { words };
        Noun { words: words.into(), plural }
    }

    /// Several sets, all of which act.
    pub(super) fn sets(&self, sets: &[ActorExpr]) -> Noun {
        let plural = match sets {
            [only] => self.set(only).plural,
            _ => true,
        };
        Noun { words: join(sets.iter().map(|it| self.set_last(it)).collect(), "and"), plural }
    }

    /// Who bears a duty.
    pub(super) fn subject(&self, subject: &Subject) -> Noun {
        match subject {
            Subject::Set(set) => self.set(set),
            Subject::Provision(span) => {
                let name = self.word_at(*span);
                match self.named(name) {
                    Some(NamedAs::Provision(_)) => Noun::one(self.provision_as_noun(name)),
                    Some(_) => Noun::one(self.called(name)),
                    None => Noun::one(lexicon::printed(name)),
                }
            }
            Subject::Text(span) => {
                let words = self.words(*span);
                let plain = super::document::plain_words(&words.0);
                let head = plain.split([',', '(']).next().unwrap_or_default();
                let head = head.split(" of ").next().unwrap_or_default();
                Noun { words, plural: head.ends_with('s') && !head.ends_with("ss") || head.contains(" and ") }
            }
        }
    }

    /// A provision as something that is named: "the obligation under Article 5, paragraph 2".
    pub(super) fn provision_as_noun(&self, name: &str) -> Phrase {
        match self.named(name) {
            Some(NamedAs::Provision(kind)) => self.provision_noun(kind, name, name).words,
            _ => lexicon::printed(name).into(),
        }
    }

    /// The same of a provision by its kind, its name and the key by which it is found.
    pub(super) fn provision_noun(&self, kind: ProvisionKind, name: &str, key: &str) -> Noun {
        use ProvisionKind as K;
        let under = |noun: &str| phrase![noun, " under ", to_provision(key)];
        let words = match kind {
            K::Trigger => phrase!["the event referred to in ", to_provision(key)],
            K::Obligation => under("the obligation"),
            K::Guarantee => under("the guarantee"),
            K::Assurance => under("the assurance"),
            K::Prohibition => under("the prohibition"),
            K::Permission => under("the right"),
            K::Deployment => self.force(name).into(),
            K::Limit => under("the limit"),
            K::Ceasefire => under("the ceasefire"),
            K::Verification => under("the verification"),
            K::Sanctions => return Noun::many(under("the measures")),
            K::Supply => under("the supply"),
            K::Consultation => return Noun::many(under("the consultations")),
            K::Forfeiture => under("the forfeiture"),
            K::Status => under("the status"),
            K::Ladder => return Noun::many(under("the responses")),
            K::Rung => under("the response"),
            K::Sequence => under("the order of steps"),
            K::EntryIntoForce => phrase!["the entry into force of ", self.this()],
            K::ProvisionalApplication => phrase!["the provisional application of ", self.this()],
            K::Accession => under("accession"),
            K::Duration => phrase!["the duration of ", self.this()],
            K::Renewal => phrase!["the renewal of ", self.this()],
            K::Withdrawal => under("withdrawal"),
            K::Suspension => under("suspension"),
            K::Amendment => under("amendment"),
            K::Disputes => under("the settlement of disputes"),
            K::Interpretation => phrase!["the interpretation of ", self.this()],
            K::Reservations => return Noun::many(under("reservations")),
            K::Relation => phrase!["the application of ", to_provision(key)],
            K::Registration => phrase!["the registration of ", self.this()],
        };
        Noun::one(words)
    }

    /// What the force of a deployment is called.
    pub(super) fn force(&self, name: &str) -> String {
        const NOUNS: [&str; 9] =
            ["force", "forces", "mission", "contingent", "contingents", "troops", "observers", "presence", "units"];
        let tail = name.rsplit('-').next().unwrap_or_default();
        let has_noun = name.contains('-') && NOUNS.contains(&tail);
        if name.is_empty() || !has_noun && self.deployments < 2 {
            return "the Force".to_owned();
        }
        let parts = name.split('-').map(|it| match it {
            // An acronym is a name that the draft declares, or has no vowel.
            it if it.len() <= 5 && self.named(&it.to_uppercase()).is_some() => it.to_uppercase(),
            it if it.len() <= 4 && !it.contains(['a', 'e', 'i', 'o', 'u', 'y']) => it.to_uppercase(),
            it => crate::diagnostic::capital(it),
        });
        let words = parts.collect::<Vec<_>>().join(" ");
        if has_noun { format!("the {words}") } else { format!("the {words} Force") }
    }
}
