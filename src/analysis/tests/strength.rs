//! The table of strength, and that no weakening of the words makes a promise stronger.

use super::*;
use crate::analysis::strength::Graded;
use crate::model::vocabulary::{VerbSense, verb};
use crate::syntax::clauses::Vocabulary;
use Strength::{Consult, Expectation, Given, Right, SeekAction, SelfExecuting, SelfJudged};

/// How strong each of some provisions is, in order; they stand in one text of a form.
fn graded(form: &str, norms: &[String]) -> Vec<Option<Graded>> {
    let mut body = String::from("article 1 { trigger attack { on armed-attack against UKR decided by automatic }\n");
    body.push_str(&norms.join("\n"));
    let text = format!("treaty \"Guarantees\" {{ {form}\n{PARTIES}\n{body} }} }}");
    with(&text, |facts| (1..=norms.len()).map(|at| facts.strength(ProvisionId(at as u32)).graded()).collect())
}

#[track_caller]
fn check(norm: &str, low: Strength, high: Strength) {
    let found = graded("", &[format!("obligation it {{ {norm} }}")])[0].map(|it| (it.low, it.high));
    assert_eq!(found, Some((low, high)), "{norm}");
}

#[test]
fn a_promise_is_as_strong_as_its_weakest_cap() {
    for (norm, strength) in [
        ("FRA shall assist UKR by weapons", Given),
        ("FRA shall assist UKR by weapons upon attack", SelfExecuting),
        ("FRA shall assist UKR by weapons discretion constitutional-processes upon attack", SelfJudged),
        ("FRA shall assist UKR", SelfJudged),
        ("FRA shall assist UKR by diplomacy", Consult),
        ("FRA shall assist UKR by \"such means as each chooses\"", SelfJudged),
        ("FRA shall assist UKR by weapons, \"such means as each chooses\"", Given),
        ("FRA shall assist UKR by all-necessary-means", SelfJudged),
        ("FRA shall assist UKR by TBD", SelfJudged),
        ("FRA shall assist UKR by \"all the military and other aid and assistance in their power\"", Given),
        ("FRA shall assist UKR by all-possible-support", SelfJudged),
        ("FRA shall take \"appropriate measures\"", SelfJudged),
        ("FRA shall take \"all necessary measures\"", SelfJudged),
        ("FRA shall take \"the measures of article 8\"", Given),
        ("FRA shall provide weapons to UKR", Given),
        ("FRA shall provide \"assistance\" to UKR", SelfJudged),
        ("FRA shall hold consultations", Consult),
        ("FRA shall enter \"into negotiations\"", Consult),
        ("FRA shall extend \"its good offices\"", Consult),
        ("FRA shall keep \"the situation under review\"", Consult),
        ("FRA shall remain \"actively seized of the matter\"", Consult),
        ("FRA shall bear \"in mind the interests of Ukraine\"", Consult),
        ("FRA shall take \"into consideration the request\"", Consult),
        ("FRA shall use \"its best endeavours\"", SelfJudged),
        ("FRA shall lend \"support\"", SelfJudged),
        ("FRA shall lend \"political support\"", Consult),
        ("FRA shall examine \"the situation\"", Consult),
        ("FRA shall express \"concern\"", Expectation),
        ("FRA shall decide \"on further measures\"", Consult),
        ("FRA shall make \"an appeal to the Security Council\"", SeekAction),
        ("FRA shall ensure \"the security of Ukraine\"", SelfJudged),
        ("FRA shall guarantee neutrality", SelfJudged),
        ("FRA shall respond \"swiftly\"", SelfJudged),
        ("FRA shall train \"the armed forces of Ukraine\"", Given),
        ("FRA shall advise \"upon the means\"", Consult),
        ("FRA will not recognise \"the annexation\"", Given),
        ("FRA shall not use armed-force", Given),
        ("FRA shall not take \"measures\"", SelfJudged),
        ("FRA shall not refrain \"from measures\"", SelfJudged),
        ("FRA shall seek \"immediate action\" from UNSC", SeekAction),
        ("FRA may deploy ground-forces", Right),
        ("FRA endeavours to assist UKR by weapons", SelfJudged),
        ("FRA stands ready to support UKR by intelligence", Expectation),
        ("FRA reaffirms the commitment to respect \"the borders of Ukraine\"", Given),
    ] {
        check(norm, strength, strength);
    }
}

#[test]
fn what_is_unknown_is_an_interval() {
    check("FRA shall succumb UKR by weapons", Expectation, Given);
    check("FRA shall succumb \"consultations\"", Expectation, Consult);
    check("FRA shall hold \"palavers\"", Expectation, SelfJudged);
    check("\"the Allies\" shall assist UKR by weapons", Expectation, Given);
    let one = |form: &str| graded(form, &["obligation it { FRA shall assist UKR by weapons }".to_owned()])[0];
    assert_eq!(one("form memorandum binding").map(|it| (it.low, it.high)), Some((Given, Given)));
    assert_eq!(one("form memorandum").map(|it| (it.low, it.high)), Some((Expectation, Given)));
    assert_eq!(one("form memorandum not binding").map(|it| (it.low, it.high)), Some((Expectation, Expectation)));
    assert_eq!(one("form memorandum").map(|it| it.to_string()).as_deref(), Some("S0 to S5"));
}

#[test]
fn regimes_have_the_strength_of_what_they_name() {
    for (norm, strength) in [
        ("supply it { by FRA to UKR }", SelfJudged),
        ("supply it { by FRA to UKR amount 100 tanks }", Given),
        ("sanctions it { against RUS by FRA }", SelfJudged),
        ("sanctions it { against RUS by FRA package oil }", Given),
        ("consultation it { among FRA, UKR }", Consult),
        ("deployment it { by FRA in UKR }", Right),
    ] {
        let found = graded("", &[norm.to_owned()])[0];
        assert_eq!(found.map(|it| (it.low, it.high)), Some((strength, strength)), "{norm}");
    }
}

/// A sentence that is made of parts.
#[derive(Clone)]
struct SentenceParts {
    label: &'static str,
    bearer: &'static str,
    modal: &'static str,
    verb: String,
    object: String,
    clauses: Vec<String>,
}

impl SentenceParts {
    fn norm(&self) -> String {
        let Self { label, bearer, modal, verb, object, clauses } = self;
        format!("{label} {{ {bearer} {modal} {verb} {object} {} }}", clauses.join(" "))
    }
}

/// Numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &all[(self.0 >> 33) as usize % all.len()]
    }
}

const SEED: u64 = 20_260_301;

const OBJECTS: &[&str] = &[
    "",
    "UKR",
    "consultations",
    "\"urgent talks\"",
    "\"concern\"",
    "\"the situation\"",
    "\"an appeal\"",
    "\"measures\"",
    "\"such action as it deems necessary\"",
    "\"the security of Ukraine\"",
    "\"palavers\"",
    "\"swiftly\"",
    "weapons",
    "UKR, \"air defence\"",
    "12 \"patrol boats\"",
    "TBD",
];

const MEANS: &[&str] = &[
    "",
    "by weapons",
    "by weapons, diplomacy",
    "by \"such means as each chooses\"",
    "by all-necessary-means",
    "by \"something of use\"",
    "by diplomacy",
    "by TBD",
];

const AMOUNTS: &[&str] = &["", "amount 100 tanks", "amount TBD"];

const DISCRETIONS: &[&str] =
    &["", "discretion none", "discretion as-deemed-necessary", "discretion \"as it sees fit\""];

/// Modals, each with those that are weaker than it.
const MODALS: &[(&str, &[&str])] = &[
    ("shall", &["endeavours to", "may", "should", "would", "stands ready to", "intends to"]),
    ("undertakes to", &["endeavours to", "reserves the right to", "is expected to"]),
    ("endeavours to", &["should", "expects to"]),
    ("may", &["should", "would"]),
    ("shall not", &["endeavours not to", "should not"]),
    ("will not", &["intends not to", "is expected not to"]),
];

/// What may weaken a sentence, with the sentence that it becomes; whether it leaves something unknown, so that only what
/// the promise is at least may not rise.
fn weakenings(from: &SentenceParts, dice: &mut Dice) -> Vec<(&'static str, SentenceParts, bool)> {
    let mut found = Vec::new();
    let with_clauses = |clauses: Vec<String>| SentenceParts { clauses, ..from.clone() };
    let swap = |keyword: &str, other: &str| {
        let kept = from.clauses.iter().filter(|it| !it.starts_with(keyword)).cloned();
        kept.chain((!other.is_empty()).then(|| other.to_owned())).collect::<Vec<_>>()
    };
    let weaker = MODALS.iter().find(|it| it.0 == from.modal).map_or(&[][..], |it| it.1);
    if !weaker.is_empty() {
        found.push(("operative words", SentenceParts { modal: dice.of::<&str>(weaker), ..from.clone() }, false));
    }
    let positive = !from.modal.ends_with("not") && !from.modal.contains("not to");
    let meaning = verb(&from.verb);
    if positive && meaning.is_some_and(|it| it.class != crate::model::vocabulary::VerbClass::Refrain) {
        found.push(("an unknown verb", SentenceParts { verb: "frobnicate".to_owned(), ..from.clone() }, true));
    }
    let concrete = meaning.is_some_and(|it| matches!(it.sense, VerbSense::Concrete | VerbSense::Transfer));
    if positive && concrete && matches!(from.object.as_str(), "weapons" | "12 \"patrol boats\"") {
        let light = SentenceParts { verb: "take".to_owned(), object: "\"measures\"".to_owned(), ..from.clone() };
        found.push(("a light verb and an empty noun", light, false));
    }
    if from.clauses.iter().any(|it| it.starts_with("by weapons")) {
        for means in ["", "by TBD", "by \"something of use\"", "by diplomacy"] {
            found.push(("means", with_clauses(swap("by", means)), false));
        }
    }
    if from.clauses.iter().any(|it| it == "amount 100 tanks") {
        for amount in ["", "amount \"about a hundred tanks\"", "amount TBD"] {
            found.push(("the amount", with_clauses(swap("amount", amount)), false));
        }
    }
    for discretion in ["as-necessary", "constitutional-processes", "TBD", "\"in its own way\""] {
        let clauses = swap("discretion", &format!("discretion {discretion}"));
        found.push(("discretion", with_clauses(clauses), false));
    }
    for bearer in ["any of FRA, GBR", "collectively FRA, GBR"] {
        found.push(("fewer bearers", SentenceParts { bearer, ..from.clone() }, false));
    }
    found.push(("a bearer in words", SentenceParts { bearer: "\"the Allies\"", ..from.clone() }, true));
    found.push(("the label", SentenceParts { label: "assurance", ..from.clone() }, false));
    found
}

#[test]
fn no_weakening_makes_a_promise_stronger() {
    let mut dice = Dice(SEED);
    let mut pairs: Vec<(&str, SentenceParts, SentenceParts, bool)> = Vec::new();
    let nouns: Vec<String> = [Vocabulary::Objects, Vocabulary::Means, Vocabulary::Roles]
        .into_iter()
        .flat_map(Vocabulary::words)
        .chain(crate::model::vocabulary::nouns())
        .map(|it| format!("\"{}\"", it.replace('-', " ")))
        .collect();
    let verbs = Vocabulary::Verbs.words();
    let clauses = |dice: &mut Dice| {
        let all = [dice.of(MEANS), dice.of(AMOUNTS), dice.of(DISCRETIONS)];
        all.into_iter().filter(|it| !it.is_empty()).map(|it| (*it).to_owned()).collect()
    };
    let mut sentences = Vec::new();
    for verb in &verbs {
        for _ in 0..3 {
            sentences.push(((*verb).to_owned(), (*dice.of(OBJECTS)).to_owned()));
        }
        sentences.push(((*verb).to_owned(), dice.of(&nouns).clone()));
    }
    for noun in &nouns {
        sentences.push(((*dice.of(&verbs)).to_owned(), noun.clone()));
        sentences.push(((*dice.of(&["take", "provide", "hold", "assist"])).to_owned(), noun.clone()));
    }
    let count = sentences.len();
    for (verb, object) in sentences {
        let (label, bearer) = ("guarantee", "each of FRA, GBR");
        let modal = dice.of(MODALS).0;
        let words = SentenceParts { label, bearer, modal, verb, object, clauses: clauses(&mut dice) };
        let weaker = weakenings(&words, &mut dice);
        let some = weaker.into_iter().filter(|_| *dice.of(&[true, false, false])).collect::<Vec<_>>();
        pairs.extend(some.into_iter().map(|(what, it, unknown)| (what, words.clone(), it, unknown)));
    }
    let forms = ["form memorandum binding", "form memorandum", "form memorandum not binding"];
    for some in pairs.chunks(400) {
        let strong: Vec<String> = some.iter().map(|it| it.1.norm()).collect();
        let weak: Vec<String> = some.iter().map(|it| it.2.norm()).collect();
        let (strong, weak) = (graded(forms[0], &strong), graded(forms[0], &weak));
        for (at, (what, from, to, unknown)) in some.iter().enumerate() {
            let (one, other) = (strong[at], weak[at]);
            let told = || format!("{what}: {} {one:?} became {} {other:?}", from.norm(), to.norm());
            let Some(other) = other else { continue };
            let one = one.unwrap_or_else(|| panic!("{}", told()));
            assert!(other.low <= one.low && (*unknown || other.high <= one.high), "{}", told());
        }
    }
    // The form, and a part that stands apart.
    for some in pairs.chunks(400).step_by(4) {
        let norms: Vec<String> = some.iter().map(|it| it.1.norm()).collect();
        let [binding, silent, free] = forms.map(|form| graded(form, &norms));
        for at in 0..norms.len() {
            let (Some(one), Some(silent), Some(free)) = (binding[at], silent[at], free[at]) else { continue };
            assert!(silent.low <= one.low && silent.high <= one.high, "{}", norms[at]);
            assert!(free.low <= silent.low && free.high <= silent.high, "{}", norms[at]);
        }
    }
    assert!(count > 2_500 && pairs.len() > 9_000, "{count} sentences, {} weakenings", pairs.len());
}
