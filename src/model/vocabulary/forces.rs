//! What forces do, by what a duty is done, what it is about.

use super::find;

/// Where a role is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Post {
    /// Anywhere.
    Anywhere,
    /// It is nothing away from the line of contact.
    Line,
    /// Behind the lines; at the line of contact it would be something else.
    Rear,
}

/// What a role of forces implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleMeaning {
    /// The word.
    pub word: &'static str,
    /// It may ask for force beyond self-defence: a direct military function.
    pub combat: bool,
    /// It is trusted by both sides: no side's ally can do it.
    pub impartial: bool,
    /// It helps one side.
    pub partisan: bool,
    /// Where it is done.
    pub post: Post,
}

macro_rules! roles {
    ($($word:literal $combat:literal $impartial:literal $partisan:literal $post:ident;)*) => {
        pub(super) const ROLES: &[RoleMeaning] = &[
            $(RoleMeaning { word: $word, combat: $combat, impartial: $impartial, partisan: $partisan, post: Post::$post },)*
        ];
    };
}

roles! {
    // word                   combat impartial partisan post
    "advisory"                false false true  Rear;
    "air-defence"             true  false true  Anywhere;
    "air-policing"            true  false true  Anywhere;
    "air-support"             true  false true  Anywhere;
    "airspace-control"        true  false true  Anywhere;
    "border-security"         true  false true  Anywhere;
    "ceasefire-enforcement"   true  true  false Line;
    "ceasefire-monitoring"    false true  false Line;
    "combat"                  true  false true  Anywhere;
    "command"                 false false true  Rear;
    "demining"                false false false Anywhere;
    "deterrence"              true  false true  Anywhere;
    "engineering"             false false false Anywhere;
    "force-protection"        true  false false Anywhere;
    "headquarters"            false false false Rear;
    "humanitarian-assistance" false true  false Anywhere;
    "inspection"              false true  false Anywhere;
    "intelligence"            false false true  Anywhere;
    "liaison"                 false true  false Anywhere;
    "line-of-contact"         true  false false Line;
    "logistics"               false false true  Rear;
    "maintenance"             false false true  Rear;
    "maritime-security"       true  false true  Anywhere;
    "medical"                 false false false Rear;
    "missile-defence"         true  false true  Anywhere;
    "monitoring"              false true  false Anywhere;
    "naval-presence"          true  false true  Anywhere;
    "no-fly-enforcement"      true  false true  Anywhere;
    "observation"             false true  false Anywhere;
    "peacekeeping"            false true  false Anywhere;
    "policing"                false true  false Anywhere;
    "rear-area-security"      false false true  Rear;
    "reassurance"             true  false true  Anywhere;
    "reconnaissance"          false false true  Anywhere;
    "reconstruction"          false false false Anywhere;
    "reserve"                 true  false true  Rear;
    "separation"              true  true  false Line;
    "stabilisation"           true  false false Anywhere;
    "support"                 false false true  Rear;
    "surveillance"            false false false Anywhere;
    "training"                false false true  Rear;
    "transport"               false false true  Rear;
    "verification"            false true  false Anywhere;
}

/// What a role of forces implies.
pub fn role(word: &str) -> Option<&'static RoleMeaning> {
    find(ROLES, word, |it| it.word)
}

/// What a means implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts, read as columns of a table")]
pub struct MeansMeaning {
    /// The word.
    pub word: &'static str,
    /// Its giver fights.
    pub armed: bool,
    /// Its giver's people stand on the soil of the one who is helped.
    pub presence: bool,
    /// Arms, money, goods: what has an amount.
    pub material: bool,
    /// It names no one thing: anything may be meant.
    pub open: bool,
}

macro_rules! means {
    ($($word:literal $armed:literal $presence:literal $material:literal $open:literal;)*) => {
        pub(super) const MEANS: &[MeansMeaning] = &[
            $(MeansMeaning { word: $word, armed: $armed, presence: $presence, material: $material, open: $open },)*
        ];
    };
}

means! {
    // word                    armed presence material open
    "air-defence"              true  false false false;
    "air-support"              true  false false false;
    "aircraft"                 false false true  false;
    "airspace-closure"         true  false false false;
    "all-necessary-means"      true  true  true  true;
    "all-necessary-measures"   true  true  true  true;
    "all-possible-support"     false false true  true;
    "ammunition"               false false true  false;
    "armed-force"              true  true  false false;
    "armed-forces"             true  true  false false;
    "arms"                     false false true  false;
    "cyber-defence"            false false false false;
    "demining"                 false true  false false;
    "diplomacy"                false false false false;
    "economic-assistance"      false false true  false;
    "economic-measures"        false false false false;
    "energy-support"           false false true  false;
    "equipment"                false false true  false;
    "financial-assistance"     false false true  false;
    "funding"                  false false true  false;
    "good-offices"             false false false false;
    "ground-forces"            true  true  false false;
    "humanitarian-aid"         false false true  false;
    "intelligence"             false false false false;
    "intelligence-sharing"     false false false false;
    "logistics"                false false false false;
    "maritime-security"        true  false false false;
    "medical-aid"              false false true  false;
    "military-aid"             false false true  false;
    "military-assistance"      false false true  false;
    "military-equipment"       false false true  false;
    "missile-defence"          true  false false false;
    "naval-support"            true  false false false;
    "no-fly-zone"              true  false false false;
    "rapid-reaction-force"     true  true  false false;
    "reconnaissance"           false false false false;
    "reconstruction"           false false true  false;
    "sanctions"                false false false false;
    "satellite-imagery"        false false false false;
    "supplies"                 false false true  false;
    "training"                 false true  false false;
    "weapons"                  false false true  false;
}

/// What a means implies.
pub fn means(word: &str) -> Option<&'static MeansMeaning> {
    find(MEANS, word, |it| it.word)
}

/// Measures that have a second name: the one that stands for both.
const SAME_MEASURE: &[(&str, &str)] = &[
    ("armed-forces", "armed-force"),
    ("arms", "weapons"),
    ("intelligence-sharing", "intelligence"),
    ("military-aid", "military-assistance"),
];

/// The name by which a measure is counted, whatever the text calls it.
pub fn measure(word: &str) -> &str {
    SAME_MEASURE.iter().find(|it| it.0 == word).map_or(word, |it| it.1)
}

/// What an object of a duty stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectClass {
    /// Forces or bases of others on one's soil.
    ForeignPresence,
    /// Alliances and their bases of duty.
    Alliance,
    /// Weapons of mass destruction.
    MassDestruction,
    /// Weapons.
    Weapons,
    /// One's own forces.
    Forces,
    /// Manoeuvres.
    Exercises,
    /// Independence, borders, territory: what is respected or guaranteed.
    Integrity,
    /// Neutrality.
    Neutrality,
    /// The use or threat of force.
    Force,
    /// Talks.
    Talks,
    /// Money and trade.
    Economy,
}

pub(super) const OBJECTS: &[(&str, ObjectClass)] = &[
    ("aggression", ObjectClass::Force),
    ("alliance-membership", ObjectClass::Alliance),
    ("alliances", ObjectClass::Alliance),
    ("armed-attack", ObjectClass::Force),
    ("armed-force", ObjectClass::Force),
    ("armed-forces", ObjectClass::Forces),
    ("assets", ObjectClass::Economy),
    ("biological-weapons", ObjectClass::MassDestruction),
    ("borders", ObjectClass::Integrity),
    ("chemical-weapons", ObjectClass::MassDestruction),
    ("compensation", ObjectClass::Economy),
    ("consultations", ObjectClass::Talks),
    ("exercises", ObjectClass::Exercises),
    ("force", ObjectClass::Force),
    ("forces", ObjectClass::Forces),
    ("foreign-advisers", ObjectClass::ForeignPresence),
    ("foreign-bases", ObjectClass::ForeignPresence),
    ("foreign-contingents", ObjectClass::ForeignPresence),
    ("foreign-exercises", ObjectClass::Exercises),
    ("foreign-forces", ObjectClass::ForeignPresence),
    ("foreign-personnel", ObjectClass::ForeignPresence),
    ("foreign-troops", ObjectClass::ForeignPresence),
    ("foreign-weapons", ObjectClass::ForeignPresence),
    ("heavy-weapons", ObjectClass::Weapons),
    ("hostilities", ObjectClass::Force),
    ("independence", ObjectClass::Integrity),
    ("integrity", ObjectClass::Integrity),
    ("military-alliances", ObjectClass::Alliance),
    ("military-blocs", ObjectClass::Alliance),
    ("military-exercises", ObjectClass::Exercises),
    ("military-pressure", ObjectClass::Force),
    ("missiles", ObjectClass::Weapons),
    ("negotiations", ObjectClass::Talks),
    ("neutrality", ObjectClass::Neutrality),
    ("nuclear-weapons", ObjectClass::MassDestruction),
    ("permanent-neutrality", ObjectClass::Neutrality),
    ("reparations", ObjectClass::Economy),
    ("sanctions", ObjectClass::Economy),
    ("security", ObjectClass::Integrity),
    ("sovereignty", ObjectClass::Integrity),
    ("territorial-integrity", ObjectClass::Integrity),
    ("territory", ObjectClass::Integrity),
    ("threat-of-force", ObjectClass::Force),
    ("troops", ObjectClass::Forces),
    ("use-of-force", ObjectClass::Force),
    ("weapons", ObjectClass::Weapons),
];

/// What an object of a duty stands for.
pub fn object(word: &str) -> Option<ObjectClass> {
    find(OBJECTS, word, |it| it.0).map(|it| it.1)
}
