//! Laws that no analysis may break: no weakening makes a promise better or silences the check (*monotony*), no change of
//! form changes a finding (*invariance*), and nothing that can be blocked or never opens goes without one
//! (*completeness*).
//!
//! The drafts are made from a seed. `VATTEL_DRAFTS` is how many, `VATTEL_SEED` which; `VATTEL_DRAFT` tries one of them and
//! shows it.

pub(crate) mod design;
pub(crate) mod weakenings;

use crate::support::{files, relative, root};
use design::{Design, Dice};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use vattel::source::FileId;
use vattel::syntax::ast::{Item, OrBracket, ProvisionKind};
use vattel::{Checker, Draft, Job, Readings, Severity};
use weakenings::{Value, WEAKENINGS, Weakening};

/// How many drafts each law is tried on where nothing else is said.
const DRAFTS: u64 = 24;
const SEED: u64 = 18;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |it| it.parse().expect("a number"))
}

/// Tries a law on every draft, on all processors; what breaks it is told, the first few in full.
fn every_draft(law: impl Fn(&Bench, &mut Dice) -> Vec<String> + Sync) {
    let (count, seed) = (number("VATTEL_DRAFTS", DRAFTS), number("VATTEL_SEED", SEED));
    let only = number("VATTEL_DRAFT", u64::MAX);
    let (first, count) = if only == u64::MAX { (0, count) } else { (only, only + 1) };
    let next = AtomicU64::new(first);
    let broken = Mutex::new(BTreeMap::<String, Vec<u64>>::new());
    let threads = std::thread::available_parallelism().map_or(1, |it| it.get().min(8));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let bench = Bench::new();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        break;
                    }
                    for words in law(&bench, &mut Dice::new(seed, at)) {
                        broken.lock().expect("no panic").entry(words).or_default().push(at);
                    }
                }
            });
        }
    });
    let broken = broken.into_inner().expect("no panic");
    let mut told = String::new();
    for (words, drafts) in broken.iter().take(60) {
        let _ = writeln!(
            told,
            "{words}\n    in {} drafts of seed {seed}: {:?}",
            drafts.len(),
            &drafts[..drafts.len().min(8)]
        );
    }
    assert!(broken.is_empty(), "{} laws are broken\n{told}", broken.len());
}

/// What the analyses say of one promise.
#[derive(Clone, Copy, Debug)]
struct Measured {
    /// 0: the aggressor can't block it; 1: nobody can say; 2: with its bloc; 3: alone.
    blocked: u8,
    /// Whether no play opens it.
    shut: bool,
    /// Hours in the worst case.
    worst: Option<f64>,
    /// The least and the most strength.
    strength: Option<(u8, u8)>,
    /// How many may fall away.
    survives: Option<u64>,
}

#[derive(Clone, Debug)]
struct Answers {
    attackers: Vec<String>,
    promises: BTreeMap<String, Measured>,
    answered: BTreeSet<String>,
    providers: BTreeMap<String, u64>,
}

/// A finding as the laws compare it: rule, severity, message, and everything it names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    rule: String,
    severity: u8,
    message: String,
    clause: String,
    names: String,
}

struct Bench {
    all: Checker,
    /// The ids of the recommended rules.
    recommended: BTreeSet<String>,
}

/// What is said of a draft.
struct Seen {
    text: String,
    answers: Answers,
    told: Vec<Told>,
}

fn list(of: &Json) -> &[Json] {
    of.as_array().map_or(&[], Vec::as_slice)
}

fn text(of: &Json) -> &str {
    of.as_str().unwrap_or_default()
}

/// The classes between which a strength in words lies.
fn classes(words: &str) -> Option<(u8, u8)> {
    let bytes = words.as_bytes();
    let pairs = bytes.windows(2).filter(|it| it[0] == b'S' && it[1].is_ascii_digit()).map(|it| it[1] - b'0');
    let found: Vec<u8> = pairs.collect();
    Some((*found.iter().min()?, *found.iter().max()?))
}

impl Bench {
    fn new() -> Self {
        let all = Checker::builder().select(["all"]).readings(Readings::Unbracketed).build().expect("a checker");
        Self { all, recommended: Checker::recommended().rules().map(ToOwned::to_owned).collect() }
    }

    fn see(&self, text: String) -> Seen {
        Seen { answers: self.answers(&text), told: self.told(&text), text }
    }

    fn answers(&self, draft: &str) -> Answers {
        let draft = Draft::new("one.treaty", draft);
        let analysis = self.all.analyze(&draft, &Job::new()).expect("an analysis");
        let json: Json = serde_json::from_str(&analysis.json()).expect("JSON");
        let attackers = list(&json["attacks"]).iter().map(|it| text(&it["attacker"]).to_owned()).collect();
        let mut promises = BTreeMap::new();
        for clause in list(&json["vetoes"]["ungated"]) {
            let free = Measured { blocked: 0, shut: false, worst: Some(0.0), strength: None, survives: Some(u64::MAX) };
            promises.insert(text(&clause["name"]).to_owned(), free);
        }
        for controlled in list(&json["vetoes"]["promises"]) {
            if controlled["clause"]["kind"] == "trigger" {
                continue;
            }
            let views = list(&controlled["views"]);
            let blocked = |it: &Json| match text(&it["adverse"]["verdict"]) {
                "blocks-alone" => 3,
                "blocks-with-bloc" => 2,
                "undetermined" | "not-worked-out" => 1,
                _ => 0,
            };
            let survives = |it: &Json| match (blocked(it), it["adverse"]["defections"].as_u64()) {
                (0, None) => u64::MAX,
                (0, Some(count)) => count,
                _ => 0,
            };
            let measured = Measured {
                blocked: views.iter().map(blocked).max().unwrap_or_default(),
                shut: views.iter().any(|it| it["enabling"]["count"] == "0"),
                worst: None,
                strength: classes(text(&controlled["strength"])),
                survives: views.iter().map(survives).min(),
            };
            promises.insert(text(&controlled["property"]).to_owned(), measured);
        }
        for effect in list(&json["timeline"]["effects"]) {
            let hours = |it: &Json| it["worst"]["hours"].as_f64().unwrap_or(f64::INFINITY);
            let slowest = list(&effect["apart"]).iter().map(hours).fold(hours(effect), f64::max);
            if let Some(it) = promises.get_mut(text(&effect["clause"]["name"])) {
                it.worst = Some(slowest);
            }
        }
        let answered = list(&json["summary"]["answered"]).iter().map(|it| text(it).to_owned()).collect();
        let providers = list(&json["providers"]["measures"])
            .iter()
            .map(|it| (text(&it["name"]).to_owned(), it["providers"].as_u64().unwrap_or_default()))
            .collect();
        Answers { attackers, promises, answered, providers }
    }

    fn told(&self, draft: &str) -> Vec<Told> {
        let draft = Draft::new("one.treaty", draft);
        let report = self.all.check(&draft, &Job::new()).expect("a report");
        let mut told: Vec<Told> = report
            .findings()
            .map(|it| {
                let labels: Vec<&str> = std::iter::once(it.primary())
                    .chain(it.related())
                    .flat_map(|it| {
                        [it.text(), draft.text().get(it.bytes()).filter(|_| it.name() == draft.name()).unwrap_or("")]
                    })
                    .collect();
                Told {
                    rule: it.rule().to_owned(),
                    severity: match it.severity() {
                        Severity::Error => 3,
                        Severity::Warning => 2,
                        Severity::Advice => 1,
                    },
                    message: it.message().to_owned(),
                    clause: it.clause().unwrap_or_default(),
                    names: labels.join(" "),
                }
            })
            .collect();
        told.sort();
        told
    }
}

/// What got better, though it may not have.
fn better(value: Value, before: &Answers, after: &Answers, names: &[&str]) -> Option<String> {
    match value {
        Value::Answered => {
            let more: Vec<&String> = after.answered.difference(&before.answered).collect();
            return (!more.is_empty()).then(|| format!("answers {more:?}"));
        }
        Value::Providers => {
            let more = before.providers.iter().find(|it| after.providers.get(it.0) > Some(it.1))?;
            return Some(format!("more provide {}", more.0));
        }
        _ => {}
    }
    names.iter().find_map(|name| {
        let (was, is) = (before.promises.get(*name)?, after.promises.get(*name)?);
        let better = match value {
            Value::Blocking => is.blocked < was.blocked,
            Value::Harmless => is.blocked < was.blocked.min(1),
            Value::Worst => was.worst? > is.worst?,
            Value::Survives => was.survives? < is.survives?,
            Value::Strength => was.strength?.0 < is.strength?.0 || was.strength?.1 < is.strength?.1,
            Value::Answered | Value::Providers => false,
        };
        better.then(|| format!("{value:?} of {name}: {was:?} becomes {is:?}"))
    })
}

/// Rules whose silence is no law: some speak of how a draft is laid out or called, the others of what is left of a promise
/// that has become less, and say nothing of one that is less than they ask about.
const APART: &[&str] = &[
    // Which clock binds what, in a certain order of clauses.
    "timing/clock-on-gate",
    // A label that is too strong for its words, or too weak.
    "obligation/label-strength-mismatch",
    // Who gives a measure that is owed; one that each bearer judges nobody owes.
    "obligation/unallocated-measure",
    "parties/single-point-of-failure",
    // Several gates before help; talks are none. One of several who help; an aggressor is none of them.
    "gate/and-stack",
    "gate/conditional-on-other-guarantor",
    // How firm a vote is whose voters are known.
    "veto/fragile-threshold",
    // When help comes, where every gate has a clock; of one that has none nothing is told here.
    "timing/critical-path-exceeds",
    // What comes before a decision, where there is one.
    "activation/no-interim-action",
];

/// What a weakening says in so many words, so that a rule takes it for a choice and leaves it alone.
const CHOSEN: &[(&str, &str)] = &[("in some domains only", "scope/domain-gap")];

/// Findings that are gone, where nothing new says why.
fn silenced(weakening: &str, before: &[Told], after: &[Told]) -> Option<String> {
    let rules = |all: &[Told]| -> BTreeSet<String> { all.iter().map(|it| it.rule.clone()).collect() };
    let count =
        |all: &[Told], one: &Told| all.iter().filter(|it| (&it.rule, &it.message) == (&one.rule, &one.message)).count();
    let new = after.iter().any(|it| count(after, it) > count(before, it));
    let mut gone: Vec<String> = rules(before).difference(&rules(after)).cloned().collect();
    gone.retain(|it| !APART.contains(&&**it) && !CHOSEN.contains(&(weakening, it)));
    (!gone.is_empty() && !new).then(|| gone.join(", "))
}

/// A draft of the tables that can't be read tries nothing.
fn unread(draft: &str, told: &[Told]) -> Option<String> {
    let slip = told.iter().find(|it| it.rule.starts_with("syntax/") || it.rule.starts_with("names/und"))?;
    Some(complaint(&format!("unread: {} {}", slip.rule, slip.message), "", draft, ""))
}

fn weakened(bench: &Bench, design: &Design, was: &Seen, dice: &mut Dice, weakening: &Weakening) -> Option<Vec<String>> {
    let mut after = design.clone();
    if !(weakening.change)(&mut after, dice) {
        return None;
    }
    let is = bench.see(after.text());
    Some(broken(bench, weakening.name, weakening.may_not, &design.names(), was, &is))
}

/// The laws that a weakening breaks.
fn broken(bench: &Bench, name: &str, may_not: &[Value], names: &[&str], was: &Seen, is: &Seen) -> Vec<String> {
    let say = |law: String, words: &str| complaint(&format!("{name}: {law}"), words, &was.text, &is.text);
    let mut found: Vec<String> = Vec::new();
    // What never opens answers nothing; what nobody can say of may.
    let shut = names.iter().filter_map(|it| was.answers.promises.get(*it)).any(|it| it.shut);
    let unknown = may_not.contains(&Value::Harmless) && shut;
    for value in may_not.iter().filter(|it| !(unknown && **it == Value::Answered)) {
        if let Some(words) = better(*value, &was.answers, &is.answers, names) {
            found.push(say(format!("{value:?} is better"), &words));
        }
    }
    found.extend(unread(&is.text, &is.told));
    let recommended =
        |told: &[Told]| told.iter().filter(|it| bench.recommended.contains(&it.rule)).cloned().collect::<Vec<_>>();
    if let Some(gone) = silenced(name, &was.told, &is.told) {
        found.push(say(format!("silences {gone}"), ""));
    } else if let Some(gone) = silenced(name, &recommended(&was.told), &recommended(&is.told)) {
        found.push(say(format!("silences, of the recommended rules, {gone}"), ""));
    }
    found
}

/// What is said of a broken law. `VATTEL_DRAFT` shows the drafts as well.
fn complaint(law: &str, words: &str, first: &str, second: &str) -> String {
    match std::env::var_os("VATTEL_DRAFT") {
        Some(_) => format!("{law}\n{words}\n{first}-----\n{second}"),
        None => law.to_owned(),
    }
}

#[test]
fn no_weakening_makes_a_promise_better() {
    assert!(WEAKENINGS.len() >= 25);
    every_draft(|bench, dice| {
        let design = Design::new(dice);
        let was = bench.see(design.text());
        let mut found: Vec<String> = unread(&was.text, &was.told).into_iter().collect();
        let mut tried = 0;
        while tried < 3 {
            let weakening = &WEAKENINGS[dice.below(WEAKENINGS.len())];
            if let Some(broken) = weakened(bench, &design, &was, dice, weakening) {
                tried += 1;
                found.extend(broken);
            }
        }
        found
    });
}

/// A clause that makes any promise weaker, and what may not get better by it.
const MORE: &[(&str, &str, &[Value])] = &[
    ("the aggressor must consent", "subject to consent of AGGRESSOR", GATED),
    ("the aggressor pays", "funded by AGGRESSOR", GATED),
    ("the aggressor decides", "unless decided by determination of AGGRESSOR", GATED),
    ("a condition in words", "if \"the situation allows it\"", GATED),
    ("an occasion in words", "upon \"the proper notice\"", GATED),
    ("the aggressor must ask", "requested by AGGRESSOR", GATED),
];

const GATED: &[Value] = &[Value::Blocking, Value::Worst, Value::Survives, Value::Strength];

/// The promises that stand in a text outside square brackets: the name, and where the block ends.
fn promises_of(items: &[OrBracket<Item>], text: &str, found: &mut Vec<(String, usize)>) {
    for item in items {
        match item {
            OrBracket::Plain(Item::Unit(unit)) => promises_of(&unit.items, text, found),
            OrBracket::Plain(Item::Provision(it)) => {
                let promises =
                    matches!(it.kind, ProvisionKind::Obligation | ProvisionKind::Guarantee | ProvisionKind::Assurance);
                let end = it.span.end as usize;
                if let Some(name) = it.name.filter(|_| promises && text[..end].ends_with('}')) {
                    found.push((name.of(text).to_owned(), end - 1));
                }
            }
            _ => {}
        }
    }
}

#[test]
fn no_clause_more_makes_a_shipped_promise_better() {
    let bench = Bench::new();
    let every = std::env::var_os("VATTEL_DRAFTS").is_some();
    let folders = ["drafts/sound", "drafts/flawed", "tests/cases"];
    let mut found = Vec::new();
    let mut tried = 0;
    let drafts = folders.iter().flat_map(|it| files(&root().join(it), "treaty"));
    let step = if every { 1 } else { 3 };
    for path in drafts.step_by(step) {
        let text = std::fs::read_to_string(&path).expect("a draft");
        let mut promises = Vec::new();
        promises_of(&vattel::syntax::parse(FileId::default(), &text).draft.items, &text, &mut promises);
        let was = bench.see(text);
        if was.told.iter().any(|it| it.rule.starts_with("syntax/")) {
            continue;
        }
        let Some(aggressor) = was.answers.attackers.first().cloned() else { continue };
        for (name, end) in promises {
            tried += 1;
            for (_, (law, words, may_not)) in MORE.iter().enumerate().filter(|it| every || it.0 == tried % MORE.len()) {
                let (before, after) = was.text.split_at(end);
                let words = words.replace("AGGRESSOR", &aggressor);
                let is = bench.see(format!("{before}\n{words}\n{after}"));
                // It stands there already.
                if is.told.iter().any(|it| it.rule == "syntax/repeated-clause") {
                    continue;
                }
                for words in broken(&bench, law, may_not, &[&name], &was, &is) {
                    found.push(format!("{}: {name}: {words}", relative(&path)));
                }
            }
        }
    }
    assert!(tried * step > 100 && found.is_empty(), "{tried} promises\n{}", found.join("\n"));
}

/// The same words in one order, so that the order in which a message names actors does not count.
fn in_order(words: &str) -> String {
    let mut words: Vec<&str> = words.split(|it: char| !it.is_alphanumeric() && it != '-').collect();
    words.sort_unstable();
    words.join(" ")
}

/// What is compared where only places and names may change.
fn plain(told: &[Told], names: &[(&str, &str)]) -> Vec<(String, u8, String)> {
    let mut plain: Vec<(String, u8, String)> =
        told.iter().map(|it| (it.rule.clone(), it.severity, in_order(&renamed(&it.message, names)))).collect();
    plain.sort();
    plain
}

/// Every whole word that is a name, by its new one.
fn renamed(text: &str, names: &[(&str, &str)]) -> String {
    let mut found = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|it: char| !it.is_alphanumeric() && it != '-').unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let new = names.iter().find(|it| it.0 == word).map_or(word, |it| it.1);
        found.push_str(new);
        let between = after.find(char::is_alphanumeric).unwrap_or(after.len());
        found.push_str(&after[..between]);
        rest = &after[between..];
    }
    found
}

const RENAMED: &[(&str, &str)] = &[
    ("attack", "onslaught"),
    ("help", "succour"),
    ("relief", "second-aid"),
    ("prepare", "stocks"),
    ("ready", "filled-up"),
    ("Council", "Assembly-X"),
    ("Board", "Panel-Y"),
    ("Commander", "Marshal"),
    ("Willing", "Volunteers"),
    ("Militia", "Irregulars"),
    ("Compact", "Pact-Z"),
    ("shares", "quotas"),
];

/// A treaty that has nothing to do with it.
const UNRELATED: &str = "article 9 \"Statistics\" {\n    text \"\"\"\n        Figures are exchanged.\n        \"\"\"\n    \
                         obligation exchange { TUR shall publish \"figures of trade\" within 30 days after signature }\n}\n";

#[test]
fn form_changes_no_finding() {
    let back: Vec<(&str, &str)> = RENAMED.iter().map(|it| (it.1, it.0)).collect();
    every_draft(|bench, dice| {
        let design = Design::new(dice);
        let first = design.text();
        let told = bench.told(&first);
        let was = plain(&told, &[]);
        let mut items = design.items();
        dice.shuffle(&mut items);
        let forms = [
            ("renaming", renamed(&first, RENAMED)),
            ("reordering", items.join("\n")),
            ("formatting", vattel::format(&first).expect("a format")),
        ];
        let mut found = Vec::new();
        found.extend(unread(&first, &told));
        for (name, second) in forms {
            let is = plain(&bench.told(&second), if name == "renaming" { &back } else { &[] });
            found.extend(difference(&was, &is).map(|it| complaint(&format!("{name}: {it}"), "", &first, &second)));
        }
        let second = first.clone() + UNRELATED;
        let more = bench.told(&second);
        let is: Vec<Told> = more.into_iter().filter(|it| !it.clause.starts_with("Article 9")).collect();
        found.extend(
            difference(&was, &plain(&is, &[])).map(|it| complaint(&format!("an article: {it}"), "", &first, &second)),
        );
        if let Some(split) = split(&design) {
            let rules = |all: &[Told]| -> BTreeSet<String> { all.iter().map(|it| it.rule.clone()).collect() };
            let second = split.text();
            let is = rules(&bench.told(&second));
            for rule in rules(&told).symmetric_difference(&is) {
                found.push(complaint(&format!("splitting: {rule}"), "", &first, &second));
            }
        }
        found
    });
}

/// The first rule of which there are more or fewer findings, or other ones.
fn difference(was: &[(String, u8, String)], is: &[(String, u8, String)]) -> Option<String> {
    let only =
        |of: &[(String, u8, String)], not: &[(String, u8, String)]| of.iter().find(|it| !not.contains(it)).cloned();
    let (gone, new) = (only(was, is), only(is, was));
    match (&gone, &new) {
        (None, None) if was.len() == is.len() => None,
        _ => {
            Some(format!("{} / {}", gone.map_or_else(String::new, |it| it.0), new.map_or_else(String::new, |it| it.0)))
        }
    }
}

/// The same duty of several, each in a provision of its own.
fn split(design: &Design) -> Option<Design> {
    let mut split = design.clone();
    let [promise] = &mut split.promises[..] else { return None };
    if promise.mode != "each of" || promise.bearers.len() != 2 {
        return None;
    }
    let mut other = promise.clone();
    other.name = "relief";
    other.bearers = vec![promise.bearers.pop()?];
    split.promises.push(other);
    Some(split)
}

/// What speaks of a gate, and not of what is promised behind it.
const OF_GATES: &[&str] = &[
    "veto/",
    "activation/",
    "gate/",
    "trigger/",
    "entry-into-force/",
    "names/",
    "timing/circular-precondition",
    "drafting/unresolved-hole",
];

/// The trigger and the bodies that decide: what is told of them is told of the gates of a promise.
const GATES: &[&str] = &["attack", "Council", "Board", "Commander"];

#[test]
fn what_can_be_blocked_has_a_finding() {
    every_draft(|bench, dice| {
        let design = Design::new(dice);
        let text = design.text();
        let answers = bench.answers(&text);
        let mut told = bench.told(&text);
        told.retain(|it| bench.recommended.contains(&it.rule));
        let mut found = Vec::new();
        for name in design.names() {
            let Some(measured) = answers.promises.get(name) else { continue };
            if measured.blocked == 0 && !measured.shut {
                continue;
            }
            let speaks = |it: &&Told| {
                // A body without a rule is told of at the rule.
                if it.message.starts_with("`decides`") {
                    return true;
                }
                let all = [&*it.message, &it.clause, &it.names].join(" ");
                OF_GATES.iter().any(|of| it.rule.starts_with(of))
                    && all
                        .split(|it: char| !it.is_alphanumeric() && it != '-')
                        .any(|it| it == name || GATES.contains(&it))
            };
            if !told.iter().any(|it| speaks(&it)) {
                let kind = match measured.blocked {
                    0 => "never opens",
                    1 => "cannot be determined",
                    2 => "is blocked by the bloc",
                    _ => "is blocked",
                };
                let rules: BTreeSet<&str> = told.iter().map(|it| &*it.rule).collect();
                found.push(complaint(&format!("{kind}, without a finding"), &format!("{rules:?}"), &text, ""));
            }
        }
        found
    });
}
