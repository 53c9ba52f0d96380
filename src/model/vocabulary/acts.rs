//! What is done, and what happens.

use super::find;
use super::participles::verbs_of;

/// What a verb asks of its bearer: the third column of the table of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbClass {
    /// It says something and asks for no act: declare, welcome, recognise.
    Declare,
    /// It asks for talks: consult, meet.
    Consult,
    /// It asks that somebody else be asked: seek, request.
    Seek,
    /// It asks that something be left alone: refrain, respect.
    Refrain,
    /// It asks for help to somebody: assist, defend, provide.
    Aid,
    /// It asks for some other act: station, withdraw, cede.
    Act,
}

/// How much a verb says of the content of what it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbSense {
    /// Nothing: its object says what is asked for: hold talks, take measures, provide weapons.
    Light,
    /// An end, and no act: ensure, guarantee, respond.
    Result,
    /// That something is settled, and not that anything is done: decide, determine.
    Decide,
    /// That something is looked at, where its object is what is looked at: monitor the situation, keep under review.
    Watch,
    /// An act, where its object or the verb itself names one.
    Plain,
    /// An act, where a thing is named that is handed on: deliver, send, deploy.
    Transfer,
    /// The act, whatever its object: train, withdraw, destroy.
    Concrete,
}

/// What a verb implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbMeaning {
    /// The word.
    pub word: &'static str,
    /// What it asks for.
    pub class: VerbClass,
    /// How much it says of the content.
    pub sense: VerbSense,
}

macro_rules! verbs {
    ($($word:literal $class:ident $($sense:ident)?;)*) => {
        pub(super) const VERBS: &[VerbMeaning] =
            &[$(VerbMeaning { word: $word, class: VerbClass::$class, sense: verbs!(@sense $($sense)?) },)*];
    };
    (@sense) => { VerbSense::Plain };
    (@sense $sense:ident) => { VerbSense::$sense };
}

verbs! {
    "abolish" Act;
    "abstain" Refrain;
    "accede" Act;
    "accept" Act;
    "account" Act;
    "acknowledge" Declare;
    "acquire" Act;
    "act" Act Result;
    "activate" Act;
    "adapt" Act;
    "address" Seek Light;
    "adhere" Act;
    "adjust" Act;
    "administer" Act;
    "admit" Act;
    "adopt" Act;
    "advise" Consult;
    "affirm" Declare;
    "afford" Aid Light;
    "agree" Consult;
    "aid" Aid;
    "allocate" Act;
    "allow" Act;
    "amend" Act;
    "analyse" Consult;
    "annex" Act;
    "announce" Act;
    "appeal" Seek;
    "apply" Act;
    "appoint" Act;
    "appraise" Consult;
    "appreciate" Declare;
    "approve" Act;
    "arbitrate" Act;
    "arm" Aid Concrete;
    "arrange" Act Light;
    "arrest" Act;
    "assert" Declare;
    "assess" Consult;
    "assist" Aid;
    "attack" Act;
    "attend" Act;
    "attest" Act;
    "audit" Act;
    "authorise" Act;
    "avoid" Refrain;
    "await" Act Watch;
    "back" Aid;
    "backstop" Aid;
    "ban" Act;
    "base" Act;
    "bear" Act Watch;
    "begin" Act Light;
    "block" Act;
    "blockade" Act Concrete;
    "bolster" Aid Result;
    "bombard" Act;
    "brief" Consult;
    "bring" Seek Light;
    "build" Act;
    "buy" Act;
    "call" Seek;
    "cap" Act;
    "carry" Act Light;
    "cease" Act;
    "cede" Act;
    "certify" Act;
    "change" Act;
    "charge" Act;
    "choose" Act Decide;
    "claim" Act;
    "close" Aid Concrete;
    "come" Aid Light;
    "commend" Declare;
    "commit" Act;
    "communicate" Consult;
    "compensate" Act;
    "complete" Act;
    "comply" Act;
    "conclude" Act;
    "condemn" Declare;
    "conduct" Act Light;
    "confer" Consult;
    "confirm" Declare;
    "consent" Act;
    "consider" Consult;
    "consult" Consult;
    "contemplate" Consult;
    "continue" Act;
    "contribute" Aid Light;
    "control" Act;
    "convene" Consult;
    "convert" Act;
    "convey" Declare;
    "cooperate" Consult;
    "coordinate" Consult;
    "count" Act;
    "counter" Aid;
    "cover" Aid;
    "create" Act;
    "cross" Act;
    "debate" Consult;
    "decide" Act Decide;
    "declare" Declare;
    "decrease" Act;
    "deem" Declare;
    "defend" Aid;
    "defer" Act;
    "define" Act Decide;
    "delegate" Act;
    "deliberate" Consult;
    "deliver" Aid Transfer;
    "demand" Act;
    "demarcate" Act;
    "demilitarise" Act;
    "demine" Act Concrete;
    "demobilise" Act Concrete;
    "demonstrate" Declare;
    "denounce" Act;
    "deplore" Declare;
    "deploy" Aid Transfer;
    "deposit" Act;
    "designate" Act Decide;
    "desist" Refrain;
    "destroy" Act Concrete;
    "detain" Act;
    "deter" Aid;
    "determine" Act Decide;
    "develop" Act;
    "disarm" Act Concrete;
    "disband" Act Concrete;
    "disburse" Act Transfer;
    "disclose" Act;
    "discuss" Consult;
    "dismantle" Act Concrete;
    "divert" Act;
    "do" Act Light;
    "elect" Act;
    "emphasise" Declare;
    "employ" Act Light;
    "enact" Act;
    "encourage" Seek;
    "end" Act;
    "endorse" Declare;
    "enforce" Act;
    "engage" Act Light;
    "enlarge" Act;
    "enlist" Act;
    "enrol" Act;
    "ensure" Act Result;
    "enter" Act Light;
    "equip" Act Transfer;
    "escort" Aid Concrete;
    "escrow" Act;
    "establish" Act;
    "evacuate" Act Concrete;
    "evaluate" Consult;
    "examine" Consult;
    "exceed" Act;
    "exchange" Act;
    "exclude" Act;
    "execute" Act;
    "exercise" Act;
    "exert" Act Light;
    "expand" Act;
    "expel" Act;
    "explore" Consult;
    "export" Act;
    "express" Declare;
    "extend" Act Light;
    "extradite" Act;
    "facilitate" Act;
    "finance" Aid Transfer;
    "find" Act Decide;
    "fire" Act;
    "fly" Act;
    "follow" Act Watch;
    "forbear" Refrain;
    "forbid" Act;
    "forgo" Refrain;
    "form" Act;
    "freeze" Act Concrete;
    "fulfil" Act;
    "fund" Aid Transfer;
    "furnish" Aid Light;
    "garrison" Act;
    "give" Aid Light;
    "grant" Act;
    "guarantee" Aid Result;
    "guard" Aid;
    "hand" Act;
    "handle" Act Watch;
    "harm" Act;
    "have" Act Light;
    "hear" Consult;
    "help" Aid;
    "hold" Act Light;
    "honour" Act;
    "hope" Declare;
    "host" Act;
    "identify" Act Decide;
    "impede" Act;
    "implement" Act;
    "import" Act;
    "impose" Act;
    "incite" Act;
    "include" Act;
    "incorporate" Act;
    "increase" Act;
    "indemnify" Act;
    "inform" Consult;
    "initiate" Seek Light;
    "inspect" Act;
    "install" Act;
    "institute" Act;
    "integrate" Act;
    "interfere" Act;
    "intervene" Act Result;
    "introduce" Act Transfer;
    "invade" Act;
    "invest" Act;
    "investigate" Act;
    "invite" Seek;
    "issue" Act Transfer;
    "join" Act;
    "judge" Act Decide;
    "keep" Act Watch;
    "launch" Act;
    "lay" Act;
    "lease" Act;
    "leave" Act;
    "lend" Aid Light;
    "levy" Act;
    "liaise" Consult;
    "lift" Act;
    "limit" Act;
    "listen" Consult;
    "locate" Act;
    "lower" Act;
    "maintain" Act Result;
    "make" Act Light;
    "manifest" Declare;
    "manufacture" Act;
    "mark" Act;
    "mediate" Consult;
    "meet" Consult;
    "mine" Act;
    "mobilise" Act;
    "monitor" Act Watch;
    "move" Act;
    "name" Act;
    "nationalise" Act;
    "negotiate" Consult;
    "note" Declare;
    "notify" Consult;
    "observe" Refrain Watch;
    "obstruct" Act;
    "obtain" Act;
    "occupy" Act;
    "offer" Aid Light;
    "open" Act Light;
    "operate" Act;
    "oppose" Aid;
    "order" Act;
    "organise" Act Light;
    "overfly" Act;
    "oversee" Act;
    "participate" Act;
    "pass" Act;
    "patrol" Act Concrete;
    "pay" Act Transfer;
    "perform" Act Light;
    "permit" Act;
    "petition" Seek;
    "place" Act Transfer;
    "plan" Act Decide;
    "pledge" Declare;
    "police" Act;
    "ponder" Consult;
    "pose" Act;
    "position" Act Transfer;
    "possess" Act;
    "prepare" Act;
    "present" Act;
    "preserve" Act Result;
    "prevent" Act Result;
    "proclaim" Declare;
    "produce" Act;
    "prohibit" Act;
    "promise" Declare;
    "promote" Act Result;
    "propose" Seek;
    "prosecute" Act;
    "protect" Aid Result;
    "protest" Declare;
    "provide" Aid Light;
    "publish" Act;
    "punish" Act;
    "purchase" Act;
    "pursue" Act Light;
    "put" Act Light;
    "quarter" Act;
    "raise" Act;
    "rally" Aid Light;
    "ratify" Act;
    "reach" Act;
    "react" Act Result;
    "reaffirm" Declare;
    "reassure" Declare;
    "rebuild" Act Concrete;
    "recall" Declare;
    "receive" Act;
    "recognise" Declare;
    "recommend" Seek;
    "reconsider" Consult;
    "reconstruct" Act;
    "record" Act;
    "recruit" Act;
    "redeploy" Act;
    "reduce" Act;
    "refer" Seek;
    "refrain" Refrain;
    "refuse" Act;
    "regard" Declare;
    "register" Act;
    "regret" Declare;
    "rehabilitate" Act;
    "reimburse" Act;
    "reimpose" Act;
    "reinforce" Aid;
    "reinstate" Act;
    "reiterate" Declare;
    "reject" Act;
    "release" Act Concrete;
    "relieve" Aid;
    "relinquish" Act;
    "relocate" Act;
    "rely" Act;
    "remain" Refrain Watch;
    "remedy" Act;
    "remove" Act;
    "render" Aid Light;
    "renew" Act;
    "renounce" Refrain;
    "rent" Act;
    "repair" Act;
    "repatriate" Act Concrete;
    "repay" Act;
    "repel" Aid;
    "replace" Act;
    "report" Consult;
    "request" Seek;
    "rescue" Aid;
    "reside" Act;
    "resist" Aid;
    "resolve" Act;
    "resort" Act;
    "respect" Refrain;
    "respond" Aid Result;
    "restitute" Act;
    "restore" Aid Result;
    "restrict" Act;
    "resume" Act;
    "retain" Act;
    "retaliate" Act;
    "return" Act;
    "review" Consult;
    "revoke" Act;
    "rotate" Act;
    "rule" Act;
    "safeguard" Aid Result;
    "sail" Act;
    "salute" Declare;
    "sanction" Act;
    "scrap" Act Concrete;
    "scrutinise" Consult;
    "search" Act;
    "secure" Aid Result;
    "seek" Seek;
    "seize" Act;
    "sell" Act;
    "send" Aid Transfer;
    "separate" Act;
    "serve" Act;
    "set" Act Light;
    "settle" Act;
    "share" Aid Light;
    "shell" Act;
    "shield" Aid Result;
    "ship" Aid Transfer;
    "show" Declare;
    "sign" Act;
    "signal" Declare;
    "staff" Aid Transfer;
    "stand" Declare;
    "start" Act Light;
    "station" Act Concrete;
    "stay" Act Watch;
    "stop" Act;
    "store" Act;
    "strengthen" Aid Result;
    "stress" Declare;
    "study" Consult;
    "submit" Seek;
    "succour" Aid;
    "suggest" Seek;
    "supervise" Act;
    "supply" Aid Transfer;
    "support" Aid;
    "surrender" Act;
    "suspend" Act;
    "sustain" Aid Result;
    "sympathise" Declare;
    "take" Act Light;
    "talk" Consult;
    "tax" Act;
    "terminate" Act;
    "test" Act;
    "threaten" Act;
    "tolerate" Act;
    "trade" Act;
    "train" Aid Concrete;
    "transfer" Act Transfer;
    "transit" Act;
    "transmit" Act Transfer;
    "transport" Act Transfer;
    "treat" Act;
    "underline" Declare;
    "underscore" Declare;
    "understand" Declare;
    "undertake" Act Light;
    "unfreeze" Act;
    "update" Act;
    "uphold" Aid Result;
    "urge" Seek;
    "use" Act Light;
    "vacate" Act Concrete;
    "verify" Act;
    "violate" Act;
    "visit" Act;
    "voice" Declare;
    "vote" Act;
    "waive" Refrain;
    "warn" Consult;
    "watch" Act Watch;
    "weigh" Consult;
    "welcome" Declare;
    "withdraw" Act Concrete;
    "withhold" Act;
}

/// What a verb implies; a participle (`reinstated`) is looked up by its verb.
pub fn verb(word: &str) -> Option<&'static VerbMeaning> {
    let known = |word: &str| find(VERBS, word, |it| it.word);
    known(word).or_else(|| verbs_of(word).find_map(|it| known(&it)))
}

/// Where an event happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventDomain {
    /// Nowhere in particular.
    Any,
    /// On land.
    Land,
    /// At sea.
    Sea,
    /// In the air.
    Air,
    /// In networks.
    Cyber,
    /// In space.
    Space,
}

/// What an event implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventMeaning {
    /// The word.
    pub word: &'static str,
    /// It is an attack, not only a threat or a breach of a text.
    pub attack: bool,
    /// It is done by arms.
    pub kinetic: bool,
    /// It covers attacks of every kind.
    pub general: bool,
    /// Where it happens.
    pub element: EventDomain,
}

macro_rules! events {
    ($($word:literal $attack:literal $kinetic:literal $general:literal $element:ident;)*) => {
        pub(super) const EVENTS: &[EventMeaning] = &[
            $(EventMeaning { word: $word, attack: $attack, kinetic: $kinetic, general: $general, element: EventDomain::$element },)*
        ];
    };
}

events! {
    // word                   attack kinetic general element
    "aggression"              true  true  true  Any;
    "air-attack"              true  true  false Air;
    "annexation"              true  false false Land;
    "armed-aggression"        true  true  true  Any;
    "armed-attack"            true  true  true  Any;
    "armed-incursion"         true  true  false Land;
    "artillery-attack"        true  true  false Land;
    "attack"                  true  true  true  Any;
    "blockade"                true  true  false Sea;
    "bombardment"             true  true  false Any;
    "border-incident"         false true  false Land;
    "breach"                  false false false Any;
    "ceasefire-breach"        false true  false Any;
    "chemical-attack"         true  true  false Any;
    "coercion"                false false false Any;
    "coup"                    false false false Land;
    "crisis"                  false false false Any;
    "cyber-attack"            true  false false Cyber;
    "drone-attack"            true  true  false Air;
    "energy-cutoff"           false false false Any;
    "hostilities"             true  true  true  Any;
    "hybrid-attack"           true  false false Any;
    "imminent-attack"         false false false Any;
    "incursion"               true  true  false Land;
    "invasion"                true  true  false Land;
    "military-build-up"       false false false Any;
    "missile-attack"          true  true  false Air;
    "mobilisation"            false false false Any;
    "naval-attack"            true  true  false Sea;
    "nuclear-attack"          true  true  false Any;
    "nuclear-threat"          false false false Any;
    "occupation"              true  false false Land;
    "proxy-attack"            true  true  false Any;
    "sabotage"                true  false false Any;
    "space-attack"            true  false false Space;
    "terrorist-attack"        true  true  false Any;
    "threat"                  false false false Any;
    "threat-of-force"         false false false Any;
    "unprovoked"              false false false Any;
    "unprovoked-attack"       true  true  true  Any;
    "use-of-force"            true  true  true  Any;
    "violation"               false false false Any;
    "war"                     true  true  true  Any;
}

/// From when on a kind of attack could be made at all; those that are not listed are older than any text.
const FIRST_YEARS: &[(&str, u32)] = &[
    // Artillery was dropped from balloons on Venice in 1849; aeroplanes bombed in Libya in 1911.
    ("air-attack", 1911),
    // The Morris worm stopped a tenth of the network in November 1988: that networks can be struck was known from then on.
    ("cyber-attack", 1988),
    // Unmanned aircraft were first used in numbers over Lebanon in 1982.
    ("drone-attack", 1982),
    // Pipelines and grids across borders, on which a country lives: the first embargo as a weapon was that of 1973.
    ("energy-cutoff", 1973),
    // V-1 and V-2, June and September 1944.
    ("missile-attack", 1944),
    // Hiroshima, August 1945.
    ("nuclear-attack", 1945),
    ("nuclear-threat", 1945),
    // The first satellites flew in 1957.
    ("space-attack", 1957),
    // Gas at Ypres, April 1915.
    ("chemical-attack", 1915),
];

/// The year from which on an attack of some kind could be made.
pub fn first_year(word: &str) -> u32 {
    FIRST_YEARS.iter().find(|it| it.0 == word).map_or(0, |it| it.1)
}

/// What an event implies.
pub fn event(word: &str) -> Option<&'static EventMeaning> {
    find(EVENTS, word, |it| it.word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::participles::IRREGULAR;

    #[test]
    fn participles_are_known_by_their_verbs() {
        assert_eq!(verb("reinstated").map(|it| it.word), Some("reinstate"));
        assert_eq!(verb("deployed").map(|it| it.word), Some("deploy"));
        assert_eq!(verb("permitted").map(|it| it.word), Some("permit"));
        assert_eq!(verb("lifted").map(|it| it.word), Some("lift"));
        assert_eq!(verb("supplied").map(|it| it.word), Some("supply"));
        for (participle, of) in IRREGULAR {
            assert_eq!(verb(participle).map(|it| it.word), Some(*of));
        }
        assert_eq!(verb("éd").map(|it| it.word), None);
        assert_eq!(verb("ed").map(|it| it.word), None);
    }

    #[test]
    fn verbs_fall_in_the_classes_of_strength() {
        let class = |word| verb(word).map(|it| it.class);
        assert_eq!(class("consult"), Some(VerbClass::Consult));
        assert_eq!(class("seek"), Some(VerbClass::Seek));
        assert_eq!(class("assist"), Some(VerbClass::Aid));
        assert_eq!(class("refrain"), Some(VerbClass::Refrain));
        assert_eq!(class("host"), Some(VerbClass::Act));
    }
}
