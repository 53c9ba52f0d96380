//! The rows of the table of clauses.

/// Gives the rows to a macro, which makes of them what its layer needs.
///
/// A row says, in this order:
/// - what the clause says, in one sentence, as its doc comment;
/// - its name, which is also that of its variant in the model, and the rules of the grammar that read it;
/// - its keywords, where it may stand, whether `once` or `many` times; the provisions that usually have it; the
///   provisions in which it is a `gate`;
/// - the analyses and rules that read it, or `"recorded only"`;
/// - `holds` for a detail of its provision or place, `into` for a value that has a field of its own there;
/// - its slots: a name, a need, a type; the vocabulary of its words and, behind `;`, those suggested besides; the words
///   before it (`after`); what suites are told of the field of that name (`=`).
macro_rules! clause_table {
    ($make:ident) => {
        $make! {
            /// Who owes, may or must not do what.
            Sentence [sentence] ("a sentence", NORMAL many
                    usual [Obligation Guarantee Assurance Prohibition Permission], read by ["circuit"])
                into { sentence: Noted Sentence };
            /// The prose of the provision.
            Text [c_text] ("text", ANYWHERE many, read by ["drafting/prose-differs", "prose", "prose/party-variant", "prose/redefined-term", "prose/unmeasured-duty"]) into { prose: One Prose };
            /// Declares that an ambiguity is meant, why, and who agreed.
            Ambiguous [c_ambiguous] ("deliberately ambiguous", ANYWHERE once, read by ["activation/undetermined"])
                into { reason: One Text, agreed_by: Maybe Actors after "agreed by", until: Maybe Text };
            /// The events that open a trigger; several lines mean any of them. In a limit or status: whom it binds.
            On [c_on] ("on", ON many usual [Trigger Limit Rung], read by ["circuit", "forces"])
                into { events: Noted Events(; Events) };
            /// The trigger or occasion that makes the provision live; several lines mean all of them.
            Upon [c_upon] ("upon", UPON many
                    usual [Obligation Guarantee Assurance Consultation EntryIntoForce], read by ["circuit"])
                into { upon: Noted Occasions(; Events) };
            /// Who must ask first; any one of them suffices.
            RequestedBy [c_requested] ("requested by", GATED once usual [Trigger] gate ALL, read by ["circuit"])
                into { by: Noted Actors, clock: Maybe Clock };
            /// Who must be consulted first, and for how long at most.
            ConsultationAmong [c_consultation] ("consultation among", GATED once
                    usual [Trigger] gate ALL, read by ["circuit"])
                into { among: Noted Actors, clock: Maybe Clock };
            /// A gate: a decision, consent, approval or performance that must come first.
            SubjectTo [c_subject] ("subject to", UPON many gate ALL, read by ["forces", "timeline"])
                into { decision: Noted Decision, consulting: Either Actors, clock: Maybe Clock };
            /// What is taken as given until somebody finds otherwise.
            PresumedUnless [c_presumed] ("presumed unless", GATED once gate ALL, read by ["timeline", "presence"])
                into { conditions: Noted Conditions };
            /// A condition that must hold.
            If [c_if] ("if", UPON many gate ALL, read by ["forces", "coverage", "deployment/timing-unspecified"])
                into { conditions: Noted Conditions(; Events) };
            /// A condition that closes the promise.
            Unless [c_unless] ("unless", UPON many gate ALL, read by ["timeline", "presence"])
                into { conditions: Noted Conditions(; Events) };
            /// Whom the attack counts as an attack on.
            DeemedAttackOn [c_deemed] ("deemed attack on",
                    TRIGGERS once, read by ["obligation/deemed-attack-without-duty"])
                holds { deemed_attack_on: One Actors = "`deemed attack on`" };
            /// How many lesser breaches add up, in what time.
            Aggregates [c_aggregates] ("aggregates", TRIGGERS once, read by ["recorded only"])
                holds {
                    aggregates: One Number = "`aggregates`: how many events count as one",
                    aggregates_what: One Name(; Events) = "`aggregates`: of what gravity they are",
                    aggregates_within: One Period = "`aggregates`: within how many hours"
                };
            /// Who decides that the promise is live, and how.
            Decided [c_decided] ("decided", GATED once usual [Trigger Rung] gate ALL, read by ["circuit", "strength"])
                into { decided: Noted Decided };
            /// Who provides; by what means; in a final clause, who decides.
            By [c_by f_by] ("by", ORDINARY many
                    usual [Obligation Guarantee Assurance Deployment Verification Sanctions Supply Amendment]
                    gate FINALS, read by ["circuit", "strength", "obligation/empty"])
                holds { provided_by: One Actors(; Means Roles) = "`by`: who provides, inspects, imposes" };
            /// Where it holds.
            In [c_in] ("in", NORMAL once usual [Deployment], read by ["forces", "veto"])
                holds { places: Noted Area = "`in`: places, and actors on whose territory" };
            /// From what place or whom.
            From [c_from] ("from", NORMAL once, read by ["circuit"])
                holds {
                    from: Either Objects = "`from`: things, donors",
                    from_places: Either Area = "`from`: places"
                };
            /// To what place or whom.
            To [c_to] ("to", NORMAL once usual [Supply], read by ["circuit", "veto"])
                holds { to: Either Objects = "`to`", to_places: Either Area = "`to`: places" };
            /// Against whom.
            Against [c_against] ("against", AGAINST once
                    usual [Sanctions], read by ["parties/guarantor-bound-to-aggressor", "remedy/relief-without-snapback"])
                holds { against: One Objects = "`against`" };
            /// Which provisions are verified.
            Covers [c_covers] ("covers", VERIFICATIONS once usual [Verification], read by ["circuit", "forces"])
                holds { targets: Either Targets, others: Either Words };
            /// Who takes part.
            Among [c_among] ("among", AMONG once usual [Consultation], read by ["circuit", "inventory"])
                holds { among: One Actors = "`among`" };
            /// Whom it binds.
            Between [c_between] ("between", CEASEFIRES once usual [Ceasefire], read by ["circuit", "forces"])
                holds { between: One Actors = "`between`" };
            /// Who judges the content of the duty.
            Discretion [c_discretion] ("discretion", NORMS once
                    usual [Obligation Guarantee Assurance], read by ["strength"])
                holds { discretion: Noted Words(Discretion) = "`discretion`: what is left to the bearer" };
            /// How much.
            Amount [c_amount] ("amount", AMOUNTS once usual [Supply], read by ["strength", "providers"])
                holds { amount: Noted Objects = "`amount`" };
            /// The time in which the amount is owed.
            Per [c_per] ("per", RATES once usual [Supply], read by ["recorded only"])
                holds { per: One Name = "`per month`" };
            /// What it goes no further than.
            LimitedTo [c_limited] ("limited to", LIMITED once, read by ["forces", "presence"])
                holds { limited_to: Noted Words = "`limited to`" };
            /// The one aim that it serves.
            SolelyTo [c_solely] ("solely to", LIMITED once, read by ["presence", "deployment/role-undefined"])
                holds { solely_to: Noted Words = "`solely to`" };
            /// It stays in proportion.
            Proportionate [c_proportionate] ("proportionate", LIMITED once,
                    read by ["creep/right-without-limits", "obligation/self-defence-swallows"])
                holds { proportionate: One Said = "`proportionate`" };
            /// Who is told.
            ReportsTo [c_reports] ("reports to", ORDINARY once usual [Verification], read by ["verification/no-consequence-link"])
                holds { reports_to: One Actors = "`reports to`" };
            /// The legal basis.
            Basis [c_basis] ("basis", NORMAL once, read by ["forces"])
                holds { basis: Noted Words(Bases) = "`basis`: the ground in law" };
            /// Land, sea, air, cyber, space.
            Domains [c_domains] ("domains", NORMAL once, read by ["consistency/permitted-and-prohibited"])
                holds { domains: Noted Words(Domains) = "`domains`" };
            /// What a breach sets off.
            BreachLeadsTo [c_breach_leads] ("breach leads to", NORMAL once, read by ["circuit", "timeline", "obligation/empty"])
                holds { breach_leads_to: One Target = "`breach leads to`" };
            /// What a finding sets off.
            FindingLeadsTo [c_finding_leads] ("finding leads to", VERIFICATIONS once, read by ["circuit", "timeline"])
                holds { finding_leads_to: One Target = "`finding leads to`" };
            /// Which trigger a breach counts as.
            BreachIs [c_breach_is] ("breach is", CEASEFIRES once usual [Ceasefire], read by ["consequence"])
                holds { breach_is: One Target = "`breach is`" };
            /// Whether forces stand there, wait near by, or come when something happens.
            Timing [c_timing] ("timing", DEPLOYMENTS once usual [Deployment], read by ["circuit", "forces"])
                holds { timing: One Timing(; Timings) };
            /// What forces may do; `only` makes the list exhaustive.
            Roles [c_roles] ("roles", DEPLOYMENTS once usual [Deployment], read by ["providers", "forces"])
                holds { only: Maybe Only, roles: Noted Words(Roles) = "`roles`: what the force does" };
            /// What they may not do.
            Excludes [c_excludes] ("excludes", LIMITED once, read by ["presence"])
                holds { excludes: Noted Words(; Roles) = "`excludes`: what it does not do" };
            /// How many at most.
            Ceiling [c_ceiling c_at_most] ("ceiling" "at most", FORCES many
                    usual [Deployment Limit], read by ["forces"])
                holds { level: Noted Level };
            /// How many at least.
            Floor [c_floor c_at_least] ("floor" "at least", FORCES many, read by ["consistency/cap-vs-armament"])
                holds { level: Noted Level };
            /// Who is counted.
            Counting [c_counting] ("counting", FORCES once usual [Limit], read by ["deployment/cap-counting-rule"])
                holds { counting: Noted Words = "`counting`: who is counted" };
            /// What they bring.
            Equipment [c_equipment] ("equipment", FORCES once, read by ["recorded only"])
                holds { equipment: Noted Objects(; Means Objects) = "`equipment`" };
            /// Who commands.
            Command [c_command] ("command", DEPLOYMENTS once usual [Deployment], read by ["circuit", "forces"])
                holds { command: Either Actors = "`command`: who commands", words: Either Text };
            /// Who leads.
            Lead [c_lead] ("lead", REGIMES once, read by ["providers", "forces"])
                holds { lead: One Actors = "`lead`" };
            /// Who stands behind it.
            Backstop [c_backstop] ("backstop", REGIMES once, read by ["providers"])
                holds { backstop: One Actors = "`backstop`: who stands behind it" };
            /// When forces may use force.
            RulesOfEngagement [c_rules] ("rules-of-engagement", DEPLOYMENTS once
                    usual [Deployment], read by ["deployment/roe-missing"])
                holds { rules_of_engagement: One Words = "`rules-of-engagement`" };
            /// Under what law forces stand.
            StatusOfForces [c_status_of_forces] ("status-of-forces", DEPLOYMENTS once
                    usual [Deployment], read by ["recorded only"])
                holds { status_of_forces: Either Target = "`status-of-forces`: the agreement", words: Either Quoted };
            /// Whose consent the presence rests on, and how it ends.
            ConsentOf [c_consent] ("consent of", DEPLOYMENTS once usual [Deployment] gate ALL, read by ["circuit"])
                holds {
                    consent_of: One Actors = "`consent of`: who lets the force in",
                    consent_revocable: Maybe Revocable
                        = "whether that consent can be taken back; absent where the text is silent",
                    consent_notice: Maybe Period after "with notice" = "after how many hours' notice"
                };
            /// Who may change, raise or lower what.
            ChangeOf [c_change c_increase c_decrease] ("change of" "increase of" "decrease of", FORCES many
                    usual [Deployment] gate ALL, read by ["circuit"])
                holds { change: One Change };
            /// Which trigger an attack on the force counts as.
            AttackOnItIs [c_attack_on_it] ("attack on it is", DEPLOYMENTS once
                    usual [Deployment], read by ["deployment/attack-on-contingent-silent"])
                holds {
                    attack_on_it_is: Either Target
                        = "`attack on it is`: the trigger that an attack on the force opens",
                    nothing: Either Nothing
                };
            /// What bases serve.
            BasesUsedFor [c_bases] ("bases used for", DEPLOYMENTS once, read by ["circuit", "presence"])
                holds {
                    bases_used_for: One Words = "`bases used for`",
                    bases_decision: Maybe Decision after "subject to" = "`bases used for … subject to`: who decides",
                    bases_consulting: Maybe Actors after "subject to consultation with"
                        = "`bases used for …`: who is consulted"
                };
            /// Who gives the mandate.
            AuthorisedBy [c_authorised] ("authorised by", NORMAL once gate ALL, read by ["circuit", "forces"])
                holds { authorised_by: One Authority = "`by`, in final clauses; `authorised by`" };
            /// Who pays.
            FundedBy [c_funded] ("funded by", FUNDED once, read by ["circuit", "locate", "timeline"])
                holds {
                    funded_by: Either Decision = "`funded by`: who decides on the money",
                    funded_words: Either Words = "`funded by`: in words"
                };
            /// Who verifies, or monitors.
            VerifiedBy [c_verified c_monitored] ("verified by" "monitored by", NORMAL many
                    usual [Prohibition Permission Deployment Limit Ceasefire], read by ["forces"])
                holds { verified_by: One Targets = "`verified by`, `monitored by`" };
            /// How often.
            Every [c_every] ("every", VERIFICATIONS once usual [Verification], read by ["recorded only"])
                holds { every: Noted Period = "`every`: how many hours lie between" };
            /// How inspectors get in.
            Access [c_access] ("access", VERIFICATIONS once usual [Verification] gate ALL, read by ["circuit"])
                holds {
                    access_decision: Either Decision = "`access subject to`",
                    access: Either Words = "`access`: its words"
                };
            /// How long before; or who may give notice.
            Notice [c_notice] ("notice", NOTICES many usual [Withdrawal], read by ["timeline"])
                holds {
                    notice: Either Period = "`notice`: how many hours before",
                    notice_by: Either Actors = "`notice by`: who may leave",
                    in_good_standing: Maybe InGoodStanding = "`notice by … in good standing`"
                };
            /// Whether the finding names who did it.
            AttributesResponsibility [c_attributes] ("attributes", VERIFICATIONS once
                    usual [Verification], read by ["verification/no-attribution"])
                holds { attributes_responsibility: One Said = "`attributes responsibility`" };
            /// How findings are made.
            FindingsBy [c_findings] ("findings by", VERIFICATIONS once
                    usual [Verification] gate ALL, read by ["circuit"])
                holds { findings_by: One Decision = "`findings by`" };
            /// Which acts are breaches.
            Prohibits [c_prohibits] ("prohibits", CEASEFIRES once usual [Ceasefire], read by ["coverage"])
                holds { prohibits: Noted Words(; Objects Means) = "`prohibits`" };
            /// Which acts are not.
            Permits [c_permits] ("permits", CEASEFIRES once, read by ["coverage"])
                holds { permits: One Objects(; Objects Means) = "`permits`" };
            /// The line it is measured from.
            Line [c_line] ("line", CEASEFIRES once usual [Ceasefire], read by ["recorded only"])
                holds { line: One Target = "`line`: the line of a cease-fire" };
            /// What kind.
            Kind [c_kind] ("kind", KINDS once usual [Ceasefire], read by
                    ["consistency/concession-outlives-promise", "consistency/neutrality-vs-guarantee", "remedy/vague-consequence"])
                holds { status_kind: Noted Words = "`kind`: of a status: `perpetual-neutrality`" };
            /// From when to when the rung answers.
            Window [c_window] ("window", RUNGS once usual [Rung], read by ["timeline", "timing/ladder-gap"])
                holds {
                    window_from: One Period = "`window`: the hour at which a rung opens",
                    window_to: One Period = "`window`: the hour at which it closes"
                };
            /// When it starts.
            Starting [c_starting] ("starting" "starts", ORDINARY once usual [Ceasefire], read by ["circuit"])
                holds { starting: One Occasion = "`starting`: upon what it starts" };
            /// When it ends.
            Until [c_until] ("until", ORDINARY once usual [Supply], read by ["circuit", "presence"])
                holds { until: One Until };
            /// How long it lasts.
            Duration [c_duration] ("duration", NORMAL once usual [Deployment], read by ["circuit", "inventory"])
                holds { duration: One Duration };
            /// How long it is allowed, and how that is renewed.
            Mandate [c_mandate] ("mandate", NORMAL once usual [Verification] gate ALL, read by ["circuit"])
                holds { mandate: One Duration };
            /// By when forces leave.
            Withdrawal [c_withdrawal] ("withdrawal", DEPLOYMENTS once, read by ["timing/clock-softened"])
                holds { withdrawal: One Clock = "`withdrawal within`" };
            /// Which measures.
            Package [c_package] ("package", SANCTIONED once usual [Sanctions], read by ["strength"])
                holds { package: Noted Words(; Means Objects) = "`package`: of sanctions, selected as `this.package`" };
            /// When measures are lifted.
            ReliefUpon [c_relief] ("relief upon", SANCTIONED once usual [Sanctions], read by ["circuit", "inventory"])
                holds {
                    relief_upon: One Occasions = "`relief upon`",
                    relief_clock: Maybe Clock = "`relief upon … within`"
                };
            /// When measures return, and who could stop that.
            SnapbackUpon [c_snapback] ("snapback upon", SANCTIONED once
                    usual [Sanctions] gate ALL, read by ["circuit"])
                holds {
                    snapback_upon: One Occasions = "`snapback upon`",
                    snapback: Maybe Decided = "who decides on the snapback"
                };
            /// What answers.
            Response [c_response] ("response", RUNGS many usual [Rung], read by ["circuit", "strength"])
                holds {
                    response: One Words(Means; Objects) = "`response`",
                    response_by: Maybe Actors after "by" = "who responds"
                };
            /// By when.
            Clock [c_clock] ("a clock", CLOCK many
                    usual [Obligation Guarantee Assurance Consultation], read by ["timeline"])
                into { clock: Noted Clock };
            /// Who belongs to it.
            Members [s_members] ("members", BODY once, read by ["circuit", "forces", "veto/convening-veto"])
                into { members: One Seat };
            /// Who presides.
            Chair [s_chair] ("chair", BODY once, read by ["circuit", "veto/convening-veto"])
                into { who: One Seat, rotating: Maybe RotatingAmong };
            /// Who can call it together.
            ConvenedBy [s_convened] ("convened by", BODY once, read by ["circuit", "dependency"])
                into { by: One Decision };
            /// How it decides, for which matters.
            Decides [s_decides] ("decides", BODY many, read by ["circuit", "dependency", "veto/convening-veto"])
                into { matters: Maybe Words(Matters) after "on", decision: One Decision };
            /// How many must be there.
            Quorum [r_quorum] ("quorum", BODY once, read by ["circuit", "veto/quorum-boycott"])
                into { quorum: One Riders };
            /// What an equal vote means.
            Tie [r_tie] ("tie", BODY once, read by ["circuit"]) into { tie: One Riders };
            /// Who appoints its head.
            HeadAppointedBy [s_head] ("head appointed by", BODY once, read by ["circuit", "locate"])
                into { by: One Decision };
            /// Who may join.
            OpenTo [s_open f_open] ("open to", OPEN once, read by ["circuit", "locate"])
                holds {
                    open_to: One Actors = "`open to`: who may join",
                    admitted_by: Maybe Decision after "by" = "who lets them in"
                };
            /// Voting weights.
            Weights [weights] ("weights", BODY many, read by ["circuit"]) into { weights: One Weights };
            /// How far it reaches.
            Extent [x_extent] ("extent", PLACE once, read by ["forces"]) holds { extent: One Extent };
            /// At what instant it is drawn.
            AsOf [x_as_of] ("as of", PLACE once, read by ["boundary"])
                holds { as_of: One Text = "the day whose line counts" };
            /// Which map shows it.
            Map [x_map] ("map", PLACE once, read by ["boundary"])
                holds { map: One Named = "the map that shows it" };
            /// Whose territory it is in law.
            DeJure [x_de_jure] ("de-jure", PLACE once, read by ["forces", "coverage"])
                holds { de_jure: One Actors = "whose it is in law" };
            /// Who holds it.
            DeFacto [x_de_facto] ("de-facto", PLACE once, read by ["forces"])
                holds { de_facto: One Actors = "who holds it" };
            /// Who claims it.
            ClaimedBy [x_claimed] ("claimed by", PLACE once, read by ["scope/excluded-territory-contested"])
                holds { claimed_by: One Actors = "who claims it" };
            /// Who administers it.
            AdministeredBy [x_administered] ("administered by", PLACE once, read by ["recorded only"])
                holds { administered_by: One Actors = "who administers it" };
            /// Who recognises it.
            RecognisedBy [x_recognised] ("recognised by", PLACE once, read by ["forces"])
                holds { recognised_by: One Actors = "who recognises it", hereafter: Maybe Hereafter };
            /// What it keeps out.
            Bars [x_bars] ("bars", PLACE once, read by ["forces", "presence", "verification/unverified-cap"])
                holds { bars: One Objects(; Objects Means) = "what may not be there" };
            /// What it lets in.
            PermitsThere [] ("permits", PLACE once, read by ["forces", "presence"])
                holds { permits: One Objects(; Objects Means) = "what may be there" };
            /// Who enforces it.
            EnforcedBy [x_enforced] ("enforced by", PLACE once, read by ["forces", "presence"])
                holds { enforced_by: One Targets = "who enforces what holds there" };
            /// When it is shut.
            NotDuring [f_not_during] ("not during", FINALS many usual [Withdrawal], read by ["timeline"])
                holds { not_during: One Target(; Events) = "`not during`" };
            /// After how long.
            After [f_after] ("after", FINALS once, read by ["timeline"])
                holds { after: One Period = "`after`: how many hours must have passed" };
            /// How long.
            Term [f_term] ("a term", FINALS once, read by ["circuit", "inventory"]) into { term: One Duration };
            /// Where disputes go, step by step.
            Forums [f_forums] ("a forum", DISPUTES once, read by ["consequence"]) holds { forums: One Forums };
            /// Who interprets.
            Interpreter [f_interpreter] ("interpreter", FINALS once, read by ["disputes/aggressor-interpretation"])
                holds { interpreter: One Actors = "`interpreter`" };
            /// What it prevails over, leaves as it is, is consistent with, replaces or implements.
            Relation [f_prevails f_without f_consistent f_replaces f_implements]
                    ("prevails over" "without prejudice to" "consistent with" "replaces" "implements",
                    FINALS many, read by ["presence"])
                holds {
                    relation: One Keyword = "relation: `prevails over`, `without prejudice to` …",
                    relation_to: Either Targets = "relation: to which instruments",
                    words: Either Words
                };
            /// Where it is registered.
            RegisterWith [f_register] ("register with", FINALS once, read by ["recorded only"])
                holds { registered_with: One Named = "`register with`" };
            /// Nothing of the kind.
            Nothing [f_none] ("none", FINALS once, read by ["exits"])
                holds { none: One Said = "`none`: that there is nothing of the kind is said" };
        }
    };
}

pub(crate) use clause_table;
