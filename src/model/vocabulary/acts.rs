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
    "acquire" Act;
    "act" Act;
    "activate" Act;
    "address" Seek;
    "adhere" Act;
    "admit" Act;
    "adopt" Act;
    "affirm" Declare;
    "afford" Aid;
    "aid" Aid;
    "allow" Act;
    "apply" Act;
    "appoint" Act;
    "arm" Aid;
    "assist" Aid;
    "attack" Act;
    "authorise" Act;
    "avoid" Refrain;
    "bring" Seek;
    "build" Act;
    "cease" Act;
    "cede" Act;
    "close" Aid;
    "comply" Act;
    "conclude" Act;
    "condemn" Declare;
    "confer" Consult;
    "confirm" Declare;
    "consider" Consult;
    "consult" Consult;
    "contribute" Aid;
    "convene" Consult;
    "cooperate" Consult;
    "coordinate" Consult;
    "counter" Aid;
    "cross" Act;
    "declare" Declare;
    "defend" Aid;
    "deliver" Aid;
    "demilitarise" Act;
    "demobilise" Act;
    "denounce" Act;
    "deploy" Aid;
    "destroy" Act;
    "deter" Aid;
    "determine" Act;
    "develop" Act;
    "disarm" Act;
    "disband" Act;
    "discuss" Consult;
    "dismantle" Act;
    "employ" Act;
    "enact" Act;
    "enforce" Act;
    "enlarge" Act;
    "ensure" Act;
    "enter" Act;
    "establish" Act;
    "evacuate" Act;
    "exchange" Act;
    "exercise" Act;
    "expand" Act;
    "facilitate" Act;
    "fund" Aid;
    "furnish" Aid;
    "give" Aid;
    "grant" Act;
    "guarantee" Aid;
    "guard" Aid;
    "help" Aid;
    "host" Act;
    "impose" Act;
    "include" Act;
    "increase" Act;
    "inform" Consult;
    "inspect" Act;
    "interfere" Act;
    "intervene" Act;
    "invade" Act;
    "investigate" Act;
    "invite" Act;
    "join" Act;
    "keep" Act;
    "leave" Act;
    "lend" Aid;
    "lift" Act;
    "limit" Act;
    "maintain" Act;
    "meet" Consult;
    "monitor" Act;
    "negotiate" Consult;
    "note" Declare;
    "notify" Consult;
    "observe" Refrain;
    "obtain" Act;
    "occupy" Act;
    "offer" Aid;
    "oppose" Aid;
    "participate" Act;
    "pay" Act;
    "permit" Act;
    "place" Act;
    "position" Act;
    "possess" Act;
    "preserve" Act;
    "prevent" Act;
    "prohibit" Act;
    "promote" Act;
    "protect" Aid;
    "provide" Aid;
    "ratify" Act;
    "reaffirm" Declare;
    "receive" Act;
    "recognise" Declare;
    "recommend" Seek;
    "reduce" Act;
    "refer" Seek;
    "refrain" Refrain;
    "reimpose" Act;
    "reinforce" Aid;
    "reinstate" Act;
    "release" Act;
    "relinquish" Act;
    "remain" Refrain;
    "remove" Act;
    "renounce" Refrain;
    "repel" Aid;
    "report" Consult;
    "request" Seek;
    "resist" Aid;
    "resort" Act;
    "respect" Refrain;
    "respond" Aid;
    "restore" Aid;
    "restrict" Act;
    "return" Act;
    "review" Consult;
    "secure" Aid;
    "seek" Seek;
    "send" Aid;
    "settle" Act;
    "share" Aid;
    "sign" Act;
    "station" Act;
    "strengthen" Aid;
    "submit" Seek;
    "supply" Aid;
    "support" Aid;
    "surrender" Act;
    "suspend" Act;
    "take" Act;
    "terminate" Act;
    "threaten" Act;
    "train" Aid;
    "transfer" Act;
    "transit" Act;
    "treat" Act;
    "undertake" Act;
    "urge" Seek;
    "use" Act;
    "verify" Act;
    "violate" Act;
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
