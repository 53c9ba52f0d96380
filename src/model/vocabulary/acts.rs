//! What is done, and what happens.

use super::find;

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

/// What a verb implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbMeaning {
    /// The word.
    pub word: &'static str,
    /// What it asks for.
    pub class: VerbClass,
}

macro_rules! verbs {
    ($($word:literal $class:ident;)*) => {
        pub(super) const VERBS: &[VerbMeaning] = &[$(VerbMeaning { word: $word, class: VerbClass::$class },)*];
    };
}

verbs! {
    "abolish" Act;
    "abstain" Refrain;
    "accede" Act;
    "accept" Act;
    "account" Act;
    "acknowledge" Declare;
    "acquire" Act;
    "act" Act;
    "activate" Act;
    "adapt" Act;
    "address" Seek;
    "adhere" Act;
    "adjust" Act;
    "administer" Act;
    "admit" Act;
    "adopt" Act;
    "affirm" Declare;
    "afford" Aid;
    "agree" Act;
    "aid" Aid;
    "allocate" Act;
    "allow" Act;
    "amend" Act;
    "annex" Act;
    "announce" Act;
    "appeal" Seek;
    "apply" Act;
    "appoint" Act;
    "approve" Act;
    "arbitrate" Act;
    "arm" Aid;
    "arrange" Act;
    "arrest" Act;
    "assist" Aid;
    "attack" Act;
    "attend" Act;
    "attest" Act;
    "audit" Act;
    "authorise" Act;
    "avoid" Refrain;
    "back" Aid;
    "backstop" Aid;
    "ban" Act;
    "base" Act;
    "bear" Act;
    "begin" Act;
    "block" Act;
    "blockade" Act;
    "bolster" Aid;
    "bombard" Act;
    "brief" Consult;
    "bring" Seek;
    "build" Act;
    "buy" Act;
    "call" Seek;
    "cap" Act;
    "carry" Act;
    "cease" Act;
    "cede" Act;
    "certify" Act;
    "change" Act;
    "charge" Act;
    "choose" Act;
    "claim" Act;
    "close" Aid;
    "commend" Declare;
    "commit" Act;
    "compensate" Act;
    "complete" Act;
    "comply" Act;
    "conclude" Act;
    "condemn" Declare;
    "conduct" Act;
    "confer" Consult;
    "confirm" Declare;
    "consent" Act;
    "consider" Consult;
    "consult" Consult;
    "continue" Act;
    "contribute" Aid;
    "control" Act;
    "convene" Consult;
    "convert" Act;
    "convey" Act;
    "cooperate" Consult;
    "coordinate" Consult;
    "count" Act;
    "counter" Aid;
    "cover" Aid;
    "create" Act;
    "cross" Act;
    "debate" Consult;
    "decide" Act;
    "declare" Declare;
    "decrease" Act;
    "defend" Aid;
    "defer" Act;
    "delegate" Act;
    "deliberate" Consult;
    "deliver" Aid;
    "demand" Act;
    "demarcate" Act;
    "demilitarise" Act;
    "demine" Act;
    "demobilise" Act;
    "denounce" Act;
    "deploy" Aid;
    "deposit" Act;
    "designate" Act;
    "desist" Refrain;
    "destroy" Act;
    "detain" Act;
    "deter" Aid;
    "determine" Act;
    "develop" Act;
    "disarm" Act;
    "disband" Act;
    "disburse" Act;
    "disclose" Act;
    "discuss" Consult;
    "dismantle" Act;
    "divert" Act;
    "elect" Act;
    "emphasise" Declare;
    "employ" Act;
    "enact" Act;
    "encourage" Act;
    "end" Act;
    "endorse" Declare;
    "enforce" Act;
    "engage" Act;
    "enlarge" Act;
    "enlist" Act;
    "enrol" Act;
    "ensure" Act;
    "enter" Act;
    "equip" Act;
    "escort" Aid;
    "escrow" Act;
    "establish" Act;
    "evacuate" Act;
    "examine" Act;
    "exceed" Act;
    "exchange" Act;
    "exclude" Act;
    "execute" Act;
    "exercise" Act;
    "expand" Act;
    "expel" Act;
    "export" Act;
    "extend" Act;
    "extradite" Act;
    "facilitate" Act;
    "finance" Aid;
    "find" Act;
    "fire" Act;
    "fly" Act;
    "follow" Act;
    "forbear" Refrain;
    "forbid" Act;
    "forgo" Refrain;
    "form" Act;
    "freeze" Act;
    "fulfil" Act;
    "fund" Aid;
    "furnish" Aid;
    "garrison" Act;
    "give" Aid;
    "grant" Act;
    "guarantee" Aid;
    "guard" Aid;
    "hand" Act;
    "handle" Act;
    "harm" Act;
    "help" Aid;
    "hold" Act;
    "honour" Act;
    "host" Act;
    "identify" Act;
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
    "initiate" Seek;
    "inspect" Act;
    "install" Act;
    "institute" Act;
    "integrate" Act;
    "interfere" Act;
    "intervene" Act;
    "invade" Act;
    "invest" Act;
    "investigate" Act;
    "invite" Act;
    "issue" Act;
    "join" Act;
    "judge" Act;
    "keep" Act;
    "launch" Act;
    "lay" Act;
    "lease" Act;
    "leave" Act;
    "lend" Aid;
    "levy" Act;
    "lift" Act;
    "limit" Act;
    "locate" Act;
    "lower" Act;
    "maintain" Act;
    "manufacture" Act;
    "mark" Act;
    "mediate" Act;
    "meet" Consult;
    "mine" Act;
    "mobilise" Act;
    "monitor" Act;
    "move" Act;
    "name" Act;
    "nationalise" Act;
    "negotiate" Consult;
    "note" Declare;
    "notify" Consult;
    "observe" Refrain;
    "obstruct" Act;
    "obtain" Act;
    "occupy" Act;
    "offer" Aid;
    "open" Act;
    "operate" Act;
    "oppose" Aid;
    "order" Act;
    "organise" Act;
    "overfly" Act;
    "oversee" Act;
    "participate" Act;
    "pass" Act;
    "patrol" Act;
    "pay" Act;
    "perform" Act;
    "permit" Act;
    "petition" Seek;
    "place" Act;
    "plan" Act;
    "pledge" Declare;
    "police" Act;
    "position" Act;
    "possess" Act;
    "prepare" Act;
    "present" Act;
    "preserve" Act;
    "prevent" Act;
    "proclaim" Declare;
    "produce" Act;
    "prohibit" Act;
    "promote" Act;
    "propose" Seek;
    "prosecute" Act;
    "protect" Aid;
    "provide" Aid;
    "publish" Act;
    "punish" Act;
    "purchase" Act;
    "pursue" Act;
    "quarter" Act;
    "raise" Act;
    "ratify" Act;
    "reach" Act;
    "reaffirm" Declare;
    "reassure" Aid;
    "rebuild" Act;
    "recall" Declare;
    "receive" Act;
    "recognise" Declare;
    "recommend" Seek;
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
    "rehabilitate" Act;
    "reimburse" Act;
    "reimpose" Act;
    "reinforce" Aid;
    "reinstate" Act;
    "reject" Act;
    "release" Act;
    "relieve" Aid;
    "relinquish" Act;
    "relocate" Act;
    "rely" Act;
    "remain" Refrain;
    "remedy" Act;
    "remove" Act;
    "renew" Act;
    "renounce" Refrain;
    "rent" Act;
    "repair" Act;
    "repatriate" Act;
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
    "respond" Aid;
    "restitute" Act;
    "restore" Aid;
    "restrict" Act;
    "resume" Act;
    "retain" Act;
    "retaliate" Act;
    "return" Act;
    "review" Consult;
    "revoke" Act;
    "rotate" Act;
    "rule" Act;
    "safeguard" Aid;
    "sail" Act;
    "sanction" Act;
    "scrap" Act;
    "search" Act;
    "secure" Aid;
    "seek" Seek;
    "seize" Act;
    "sell" Act;
    "send" Aid;
    "separate" Act;
    "serve" Act;
    "settle" Act;
    "share" Aid;
    "shell" Act;
    "shield" Aid;
    "ship" Aid;
    "sign" Act;
    "staff" Aid;
    "start" Act;
    "station" Act;
    "stay" Act;
    "stop" Act;
    "store" Act;
    "strengthen" Aid;
    "stress" Declare;
    "submit" Seek;
    "supervise" Act;
    "supply" Aid;
    "support" Aid;
    "surrender" Act;
    "suspend" Act;
    "sustain" Aid;
    "take" Act;
    "tax" Act;
    "terminate" Act;
    "test" Act;
    "threaten" Act;
    "tolerate" Act;
    "trade" Act;
    "train" Aid;
    "transfer" Act;
    "transit" Act;
    "transmit" Act;
    "transport" Act;
    "treat" Act;
    "underline" Declare;
    "understand" Declare;
    "undertake" Act;
    "unfreeze" Act;
    "update" Act;
    "uphold" Aid;
    "urge" Seek;
    "use" Act;
    "vacate" Act;
    "verify" Act;
    "violate" Act;
    "visit" Act;
    "vote" Act;
    "waive" Refrain;
    "warn" Consult;
    "welcome" Declare;
    "withdraw" Act;
    "withhold" Act;
}

/// What a verb implies; a participle (`reinstated`) is looked up by its verb.
pub fn verb(word: &str) -> Option<&'static VerbMeaning> {
    let known = |word: &str| find(VERBS, word, |it| it.word);
    known(word).or_else(|| {
        let stem = word.strip_suffix("ed")?;
        known(stem).or_else(|| known(&word[..word.len() - 1])).or_else(|| {
            // `permitted`, `deterred`: the last letter is doubled.
            let (single, last) = stem.split_at_checked(stem.len().checked_sub(1)?)?;
            single.ends_with(last).then(|| known(single)).flatten()
        })
    })
}

/// Where an event happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
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
    pub element: Element,
}

macro_rules! events {
    ($($word:literal $attack:literal $kinetic:literal $general:literal $element:ident;)*) => {
        pub(super) const EVENTS: &[EventMeaning] = &[
            $(EventMeaning { word: $word, attack: $attack, kinetic: $kinetic, general: $general, element: Element::$element },)*
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

    #[test]
    fn participles_are_known_by_their_verbs() {
        assert_eq!(verb("reinstated").map(|it| it.word), Some("reinstate"));
        assert_eq!(verb("deployed").map(|it| it.word), Some("deploy"));
        assert_eq!(verb("permitted").map(|it| it.word), Some("permit"));
        assert_eq!(verb("lifted").map(|it| it.word), Some("lift"));
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
