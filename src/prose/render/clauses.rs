//! Every clause as a sentence of its own: what is left when the main sentence of its provision is said.

use super::document::Inline;
use super::lexicon;
use super::phrase::{Noun, Phrase, join, phrase};
use super::speaker::Speaker;
use crate::syntax::ast::{
    ActorExpr, Area, Arg, Clause, ClauseWord, Clock, Conditions, Decision, Duration, End, Flag, ListItem, Occasion,
    Occasions, OrBracket, ProvisionKind, Ref, Renewal, RenewalKind, Word,
};

/// Of what a clause speaks.
pub(super) struct Home {
    /// Its provision; none in the block of a body or place.
    pub(super) kind: Option<ProvisionKind>,
    /// What the clause is about: "the obligation under paragraph 1".
    pub(super) own: Noun,
    /// That it applies: "the obligation under paragraph 1 applies".
    pub(super) applies: Phrase,
}

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident: $variant:ident($of:ty);)*) => {
        $(
            $(#[$doc])*
            pub(super) fn $name(clause: &Clause) -> Option<&$of> {
                clause.args.iter().find_map(|it| if let Arg::$variant(value) = it { Some(&**value) } else { None })
            }
        )*
    };
}

/// A list in a clause.
type Entries<T> = [OrBracket<T>];

values! {
    /// Its actors.
    set_of: Set(ActorExpr);
    /// Its place.
    area_of: Area(Area);
    /// Its decision.
    decision_of: Decision(Decision);
    /// Its conditions.
    conditions_of: Conditions(Conditions);
    /// Its occasions.
    occasions_of: Occasions(Occasions);
    /// Its one occasion.
    occasion_of: Occasion(OrBracket<Occasion>);
    /// Its clock.
    clock_of: Clock(Clock);
    /// Its length of time.
    duration_of: Duration(OrBracket<Duration>);
    /// Its words.
    words_of: Words(Entries<Word>);
    /// Its mixed list.
    items_of: Items(Entries<ListItem>);
    /// What is taken from it.
    except_of: Except(Entries<ListItem>);
    /// Its references.
    refs_of: Refs(Entries<Ref>);
    /// Its ends.
    ends_of: Ends([End]);
    /// How it is renewed.
    renewal_of: Renewal(OrBracket<Renewal>);
}

/// Whether a word changes it.
pub(super) fn has_flag(clause: &Clause, flag: Flag) -> bool {
    clause.args.iter().any(|it| matches!(it, Arg::Flag(own, _) if *own == flag))
}

impl Speaker<'_> {
    /// A clause in sentences; none if the reading leaves nothing of it. Prose is printed elsewhere.
    pub(super) fn clause(&self, it: &Clause, home: &Home) -> Vec<Phrase> {
        let own = &home.own;
        let said =
            |words: Phrase| -> Vec<Phrase> { if words.is_empty() { Vec::new() } else { vec![words.sentence()] } };
        let is = own.verb(" is ", " are ");
        let all_of =
            |list: Option<&Entries<Word>>| join(self.vocabulary(list.unwrap_or_default(), &lexicon::printed), "and");
        let words = || all_of(words_of(it));
        let set = || set_of(it).map(|it| self.set(it)).unwrap_or_default();
        let set_last = || set_of(it).map_or_else(|| self.loose(it), |it| self.set_last(it));
        let items = |bare: &dyn Fn(&str) -> String| {
            self.items(items_of(it).unwrap_or_default(), except_of(it).unwrap_or_default(), bare, "and")
        };
        let refs = || self.references(it);
        let decision = || decision_of(it).map_or_else(|| self.loose(it), |it| self.decision_noun(it));
        match it.word {
            ClauseWord::Sentence => self.sentence_clause(it),
            ClauseWord::Text => Vec::new(),
            ClauseWord::Ambiguous => {
                let reason = self.loose(it);
                let agreed =
                    set_of(it).map_or_else(Phrase::default, |it| phrase![", as agreed by ", self.set_last(it)]);
                let until = it.args.iter().find_map(|it| if let Arg::Instant(span) = it { Some(*span) } else { None });
                let until =
                    until.map_or_else(String::new, |it| format!(", until {}", lexicon::instant(self.word_at(it)).0));
                said(phrase!["this point is deliberately left open", agreed, until, ": ", reason])
            }
            ClauseWord::On => said(match home.kind {
                Some(ProvisionKind::Limit | ProvisionKind::Status) => phrase![own, is, "binding upon ", self.on(it)],
                _ => phrase![&home.applies, " where ", self.on(it), self.occurs(it)],
            }),
            ClauseWord::Upon => {
                let lead = occasions_of(it).map(|it| self.occasions_lead(it)).unwrap_or_default();
                said(phrase![&home.applies, " ", lead])
            }
            ClauseWord::RequestedBy
            | ClauseWord::ConsultationAmong
            | ClauseWord::SubjectTo
            | ClauseWord::If
            | ClauseWord::Unless
            | ClauseWord::PresumedUnless
            | ClauseWord::Decided => self.gate(it, home),
            ClauseWord::DeemedAttackOn => {
                said(phrase!["such an event shall be considered an attack against ", set_last()])
            }
            ClauseWord::Aggregates => {
                let number = it.args.iter().find_map(|it| if let Arg::Number(span) = it { Some(*span) } else { None });
                let kind = it.args.iter().find_map(|it| if let Arg::Name(span) = it { Some(*span) } else { None });
                let number = number.map_or_else(String::new, |it| lexicon::count(self.word_at(it)));
                let kind = kind.map_or_else(String::new, |it| lexicon::printed(self.word_at(it)));
                said(phrase![
                    number,
                    " ",
                    kind,
                    " events within ",
                    self.period(it),
                    " shall together be treated as one such event"
                ])
            }
            ClauseWord::By => match (decision_of(it), items_of(it), set_of(it)) {
                (Some(decision), ..) => {
                    let mut all = said(phrase![own, is, "subject to ", self.decision_noun(decision)]);
                    all.extend(self.rider_sentences(decision, &own.words));
                    all
                }
                (_, _, Some(set)) => said(phrase![own, is, "to be carried out by ", self.set_last(set)]),
                (_, Some(list), _) if self.are_actors(list) => {
                    said(phrase![own, is, "to be carried out by ", items(&lexicon::printed)])
                }
                _ => said(phrase!["the means for this purpose shall be ", items(&lexicon::means)]),
            },
            ClauseWord::In => said(phrase![own, own.verb(" applies in ", " apply in "), self.area_in(it)]),
            ClauseWord::From => said(phrase![own, own.verb(" extends from ", " extend from "), self.direction(it)]),
            ClauseWord::To => said(phrase![own, own.verb(" extends to ", " extend to "), self.direction(it)]),
            ClauseWord::Against => said(phrase![own, is, "directed against ", items(&lexicon::printed)]),
            ClauseWord::Covers => {
                let what = if refs_of(it).is_some() { refs() } else { words() };
                said(phrase![own, own.verb(" covers ", " cover "), what])
            }
            ClauseWord::Among => said(phrase![set_last(), set().verb(" takes part", " take part"), " in ", own]),
            ClauseWord::Between => said(phrase![own, is, "binding upon ", set_last()]),
            ClauseWord::Discretion => said(phrase![
                own,
                is,
                "to be performed ",
                join(self.vocabulary(words_of(it).unwrap_or_default(), &lexicon::discretion), "and")
            ]),
            ClauseWord::Amount => said(phrase!["the amount shall be ", items(&lexicon::printed)]),
            ClauseWord::Per => said(phrase!["that amount applies ", self.per(it)]),
            ClauseWord::LimitedTo => said(phrase![own, is, "limited to ", words()]),
            ClauseWord::SolelyTo => said(phrase![own, own.verb(" serves", " serve"), " solely to ", words()]),
            ClauseWord::Proportionate => said(phrase![own, is, "to be exercised in due proportion"]),
            ClauseWord::ReportsTo => {
                let what = match home.kind {
                    Some(ProvisionKind::Verification) => Noun::many("the findings"),
                    Some(kind) if kind.is_norm() => Noun::many("measures so taken"),
                    _ => own.clone(),
                };
                said(phrase![what, " shall be reported to ", set_last()])
            }
            ClauseWord::Basis => {
                let basis = join(self.vocabulary(words_of(it).unwrap_or_default(), &lexicon::basis), "and");
                said(phrase![own, is, "to be carried out ", self.on_basis(it, basis)])
            }
            ClauseWord::Domains => said(phrase![
                own,
                own.verb(" applies ", " apply "),
                join(self.vocabulary(words_of(it).unwrap_or_default(), &lexicon::domain), "and")
            ]),
            ClauseWord::BreachLeadsTo => {
                let (places, applies) = self.applying(it);
                said(phrase!["in the event of a breach of ", self.breached(home), ", ", places, applies])
            }
            ClauseWord::FindingLeadsTo => {
                let (places, applies) = self.applying(it);
                said(phrase!["upon such a finding, ", places, applies])
            }
            ClauseWord::BreachIs => said(phrase![
                "a breach of ",
                self.breached(home),
                " shall be treated as an event referred to in ",
                self.places(it)
            ]),
            ClauseWord::Timing => said(phrase![own, " shall be present ", self.timing(it)]),
            ClauseWord::Roles => {
                let only = has_flag(it, Flag::Only);
                said(phrase![
                    "the functions of ",
                    own,
                    if only { " shall be limited to " } else { " shall include " },
                    words()
                ])
            }
            ClauseWord::Excludes => {
                let what =
                    words_of(it).map(|it| join(self.vocabulary(it, &lexicon::printed), "or")).unwrap_or_default();
                said(match home.kind {
                    Some(ProvisionKind::Deployment) => phrase![own, " shall not engage in ", what],
                    _ => phrase![own, own.verb(" does not extend to ", " do not extend to "), what],
                })
            }
            ClauseWord::Ceiling => said(self.level(it, home, "shall not exceed ")),
            ClauseWord::Floor => said(self.level(it, home, "shall be no fewer than ")),
            ClauseWord::Counting => said(phrase![words(), " shall be counted for this purpose"]),
            ClauseWord::Equipment => {
                said(phrase!["the equipment permitted for this purpose is ", items(&lexicon::printed)])
            }
            ClauseWord::Command => said(phrase![own, " shall be under the command of ", self.officer(it)]),
            ClauseWord::Lead => said(phrase![own, " shall be led by ", set_last()]),
            ClauseWord::Backstop => said(phrase![own, " shall be supported by ", set_last()]),
            ClauseWord::RulesOfEngagement => {
                said(phrase![own, " may use force only in accordance with the following: ", words()])
            }
            ClauseWord::StatusOfForces => {
                let by = if refs_of(it).is_some() { refs() } else { self.loose(it) };
                said(phrase!["the legal status of ", own, " shall be governed by ", by])
            }
            ClauseWord::ConsentOf => {
                let consent = phrase!["the presence of ", own, " rests on the consent of ", set_last()];
                let revocable = if has_flag(it, Flag::Irrevocable) {
                    ", which is irrevocable".into()
                } else if has_flag(it, Flag::Revocable) {
                    let notice = duration_of(it).and_then(|it| self.value(it, &|it| self.duration_of_notice(it)));
                    let notice = notice.map_or_else(Phrase::default, |it| phrase![" on ", it, " notice"]);
                    phrase![", which may be revoked", notice]
                } else {
                    Phrase::default()
                };
                said(phrase![consent, revocable])
            }
            ClauseWord::ChangeOf => self.change(it, home),
            ClauseWord::AttackOnItIs => said(if has_flag(it, Flag::Nothing) {
                phrase!["an attack on ", own, " shall not in itself give rise to any obligation under ", self.this()]
            } else {
                phrase!["an attack on ", own, " shall be treated as an event referred to in ", self.places(it)]
            }),
            ClauseWord::BasesUsedFor => {
                let subject = match (decision_of(it), set_of(it)) {
                    (Some(decision), _) => phrase![", subject to ", self.decision_noun(decision)],
                    (_, Some(set)) => phrase![", subject to consultation with ", self.set_last(set)],
                    _ => Phrase::default(),
                };
                let mut all = said(phrase!["bases may be used for ", words(), subject]);
                if let Some(decision) = decision_of(it) {
                    all.extend(self.rider_sentences(decision, &"that use".into()));
                }
                all
            }
            ClauseWord::AuthorisedBy => {
                let by = if words_of(it).is_some() { words() } else { decision() };
                let mut all = said(phrase![own, is, "authorised by ", by]);
                if let Some(decision) = decision_of(it) {
                    all.extend(self.rider_sentences(decision, &"the authorisation".into()));
                }
                all
            }
            ClauseWord::FundedBy => {
                let by = if words_of(it).is_some() { words() } else { self.payer(it) };
                let mut all = said(phrase!["the costs of ", own, " shall be met by ", by]);
                if let Some(decision) = decision_of(it) {
                    all.extend(self.rider_sentences(decision, &"that condition".into()));
                }
                all
            }
            ClauseWord::VerifiedBy => {
                let monitored = self.word_at(it.span).starts_with("monitored");
                let what = match home.kind {
                    Some(ProvisionKind::Ceasefire) => own.words.clone(),
                    Some(ProvisionKind::Deployment) => phrase!["the activities of ", own],
                    _ => phrase!["compliance with ", own],
                };
                said(phrase![
                    what,
                    if monitored { " shall be monitored by " } else { " shall be verified by " },
                    self.verifiers(it)
                ])
            }
            ClauseWord::Every => said(phrase![own, " shall be carried out every ", self.period(it)]),
            ClauseWord::Access => match decision_of(it) {
                Some(decision) => {
                    let mut all = said(phrase!["access shall be granted subject to ", self.decision_noun(decision)]);
                    all.extend(self.rider_sentences(decision, &"that condition".into()));
                    all
                }
                None => said(phrase!["access shall be granted ", self.access(it)]),
            },
            ClauseWord::Notice => said(match set_of(it) {
                Some(set) => {
                    let standing = if has_flag(it, Flag::InGoodStanding) { " in good standing" } else { "" };
                    phrase!["notice for this purpose may be given by ", self.set_last(set), standing]
                }
                None => {
                    let notice = duration_of(it).and_then(|it| self.value(it, &|it| self.duration_of_notice(it)));
                    phrase![notice, " notice shall be given"]
                }
            }),
            ClauseWord::AttributesResponsibility => said("the findings shall state who is responsible".into()),
            ClauseWord::FindingsBy => {
                let mut all = said(phrase!["findings shall be adopted by ", decision()]);
                if let Some(decision) = decision_of(it) {
                    all.extend(self.rider_sentences(decision, &"the finding".into()));
                }
                all
            }
            ClauseWord::Prohibits => said(phrase!["the following acts, in particular, are prohibited: ", words()]),
            ClauseWord::Permits | ClauseWord::PermitsThere => {
                said(phrase!["the following shall be permitted: ", items(&lexicon::printed)])
            }
            ClauseWord::Line => said(phrase![own, " shall be observed along ", refs()]),
            ClauseWord::Kind => said(phrase![own, is, "of the following kind: ", words()]),
            ClauseWord::Window => said(phrase!["the response shall be given ", self.window(it)]),
            ClauseWord::Starting => {
                let when = occasion_of(it).and_then(|it| self.value(it, &|it| self.starting(it)));
                said(when.map_or_else(Phrase::default, |it| phrase![own, own.verb(" applies ", " apply "), it]))
            }
            ClauseWord::Until => {
                let mut all = said(phrase![own, own.verb(" applies ", " apply "), self.until(it)]);
                all.extend(self.end_riders(it));
                all
            }
            ClauseWord::Duration => {
                let last =
                    if home.kind == Some(ProvisionKind::Deployment) { " shall remain present" } else { " shall last" };
                self.term(it, &phrase![own, last])
            }
            ClauseWord::Mandate => self.term(it, &phrase!["the mandate of ", own, " shall run"]),
            ClauseWord::Term => self.term(it, &phrase![self.this(), " shall remain in force"]),
            ClauseWord::Withdrawal => {
                let clock = clock_of(it).map(|it| self.clock(it)).unwrap_or_default();
                let mut all = said(phrase![own, " shall be withdrawn ", clock]);
                all.extend(self.clock_expiry(it, &"the withdrawal".into()));
                all
            }
            ClauseWord::Package => said(phrase![own, own.verb(" concerns ", " concern "), words()]),
            ClauseWord::ReliefUpon => {
                let upon = occasions_of(it).map(|it| self.occasions_lead(it)).unwrap_or_default();
                let clock = clock_of(it).map(|it| phrase![" ", self.clock(it)]).unwrap_or_default();
                let mut all = said(phrase![upon, ", ", own, " shall be lifted", clock]);
                all.extend(self.clock_expiry(it, &"the lifting".into()));
                all
            }
            ClauseWord::SnapbackUpon => {
                let upon = occasions_of(it).map(|it| self.occasions_lead(it)).unwrap_or_default();
                let unless = has_flag(it, Flag::Unless);
                let mut all = Vec::new();
                let when = decision_of(it).map_or_else(Phrase::default, |it| {
                    all = self.rider_sentences(it, &"that condition".into());
                    phrase![
                        if unless { " unless " } else { " if " },
                        self.decision_clause(it),
                        if unless { " to the contrary" } else { "" }
                    ]
                });
                let mut first = said(phrase![upon, ", ", own, " shall be reimposed", when]);
                first.extend(all);
                first
            }
            ClauseWord::Response => {
                let by = set_of(it).map_or_else(Phrase::default, |it| phrase![" by ", self.set_last(it)]);
                let what = words_of(it).map(|it| join(self.vocabulary(it, &lexicon::means), "and")).unwrap_or_default();
                said(phrase!["the response shall be given", by, " by ", what])
            }
            ClauseWord::Clock => {
                let clock = clock_of(it).map(|it| self.clock(it)).unwrap_or_default();
                let mut all = said(phrase![own, own.verb(" is", " are"), " to be performed ", clock]);
                all.extend(self.clock_expiry(it, &own.words));
                all
            }
            ClauseWord::Members => said(phrase![own, " shall be composed of ", set_last()]),
            ClauseWord::Chair => said(if has_flag(it, Flag::RotatingAmong) {
                phrase![own, " shall be presided over in rotation by ", set_last()]
            } else {
                phrase![own, " shall be presided over by ", self.officer(it)]
            }),
            ClauseWord::ConvenedBy => {
                let by = match decision_of(it) {
                    Some(decision) => self.convened(decision),
                    None => self.loose(it),
                };
                let mut all = said(phrase![own, " shall be convened ", by]);
                all.extend(
                    decision_of(it).map(|it| self.rider_sentences(it, &"the request".into())).unwrap_or_default(),
                );
                all
            }
            ClauseWord::Decides => {
                let matters = words_of(it).map(|it| join(self.vocabulary(it, &lexicon::matter), "and"));
                let on = matters.map_or_else(Phrase::default, |it| phrase![", on ", it, ","]);
                let by = match decision_of(it) {
                    Some(decision) => self.decision_noun(decision),
                    None => Inline::Hole.into(),
                };
                let mut all = said(phrase![own, on, " shall decide by ", by]);
                all.extend(
                    decision_of(it).map(|it| self.rider_sentences(it, &"the decision".into())).unwrap_or_default(),
                );
                all
            }
            ClauseWord::Quorum | ClauseWord::Tie => {
                decision_of(it).map(|it| self.rider_sentences(it, &"the decision".into())).unwrap_or_default()
            }
            ClauseWord::HeadAppointedBy => {
                let mut all = said(phrase!["the head of ", own, " shall be appointed by ", decision()]);
                all.extend(
                    decision_of(it).map(|it| self.rider_sentences(it, &"the appointment".into())).unwrap_or_default(),
                );
                all
            }
            ClauseWord::OpenTo => {
                let by = decision_of(it).map_or_else(Phrase::default, |it| phrase![", by ", self.decision_noun(it)]);
                let what = if home.kind.is_some() { self.this().into() } else { own.words.clone() };
                let mut all = said(phrase![what, " shall be open to ", set_last(), by]);
                all.extend(
                    decision_of(it).map(|it| self.rider_sentences(it, &"the admission".into())).unwrap_or_default(),
                );
                all
            }
            ClauseWord::Weights => self.weights(it),
            ClauseWord::Extent => said(phrase![own, " shall extend ", self.extent(it)]),
            ClauseWord::AsOf => said(phrase![own, own.verb(" is", " are"), " to be drawn as of ", self.loose(it)]),
            ClauseWord::Map => said(phrase![own, own.verb(" is", " are"), " shown on ", self.map(it)]),
            ClauseWord::DeJure => said(phrase![own, own.verb(" belongs", " belong"), " in law to ", set_last()]),
            ClauseWord::DeFacto => said(phrase![own, own.verb(" is", " are"), " in fact held by ", set_last()]),
            ClauseWord::ClaimedBy => said(phrase![own, is, "claimed by ", set_last()]),
            ClauseWord::AdministeredBy => said(phrase![own, is, "administered by ", set_last()]),
            ClauseWord::RecognisedBy => {
                let hereafter = if has_flag(it, Flag::Hereafter) { "hereafter " } else { "" };
                said(phrase![own, is, hereafter, "recognised by ", set_last()])
            }
            ClauseWord::Bars => said(phrase![
                "there shall be no ",
                self.items(
                    items_of(it).unwrap_or_default(),
                    except_of(it).unwrap_or_default(),
                    &lexicon::printed,
                    "or"
                ),
                " in ",
                own
            ]),
            ClauseWord::EnforcedBy => said(phrase!["this is enforced by ", self.verifiers(it)]),
            ClauseWord::NotDuring => said(phrase![own, own.verb(" does", " do"), " not apply during ", refs()]),
            ClauseWord::After => said(phrase![own, own.verb(" applies", " apply"), " only after ", self.period(it)]),
            ClauseWord::Forums => said(phrase!["disputes shall be settled ", self.forums(it)]),
            ClauseWord::Interpreter => said(phrase![self.this(), " shall be interpreted by ", set_last()]),
            ClauseWord::Relation => self.relation(it),
            ClauseWord::RegisterWith => said(phrase![self.this(), " shall be registered with ", self.officer(it)]),
            ClauseWord::Nothing => said(self.none(home)),
        }
    }

    /// How something is renewed, as the rest of a sentence, and what its decision has to add.
    pub(super) fn renewal(&self, it: &OrBracket<Renewal>) -> Option<Phrase> {
        self.value(it, &|it| match &it.kind {
            RenewalKind::Renewable => " and may be renewed".into(),
            RenewalKind::Automatically => " and shall thereafter be renewed automatically".into(),
            RenewalKind::RenewableBy(by) => phrase![" and may be renewed by ", self.decision_noun(by)],
            RenewalKind::RenewedBy(by) => phrase![" and shall end unless renewed by ", self.decision_noun(by)],
            RenewalKind::UnlessEndedBy(by) => {
                phrase![" and shall continue thereafter unless ended by ", self.decision_noun(by)]
            }
        })
    }
}
