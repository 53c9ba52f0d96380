//! What the user wants: which rules run, how much each weighs, who is assumed to attack whom.

#[cfg(feature = "config")]
pub mod file;
#[cfg(feature = "config")]
pub mod keys;
pub mod profile;

use crate::diagnostic::{Diagnostic, RuleId, Severity, nearest};
use crate::model::{Assumed, AssumedAggressor, Which};
use crate::rules::{self, Options, Profile, Rule, RuleRef, RuleSet, Sink};
use crate::source::FileId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many readings are visited of a draft, if the user does not say otherwise.
const MOST_READINGS: u64 = 1 << 16;

/// So much text is read in all, where readings may be left out: some seconds of work.
const MOST_BYTES: u64 = 32 << 20;

/// Everything that a check depends on besides the text. Plain data: flags, a file or an editor may fill it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Every rule there is: those of the catalogue in its order, then those of suites.
    rules: Arc<[RuleRef]>,
    /// Which rules run, by their place among these.
    on: Vec<bool>,
    /// The level of each rule, likewise.
    levels: Vec<Severity>,
    /// Who may attack whom, besides what the draft assumes.
    pub assumed: Assumed,
    /// Which readings of a draft with brackets are visited.
    pub readings: Which,
    /// At most so many of them; if not given, as many as take no long time.
    pub max_readings: Option<u64>,
    /// On so many threads at most.
    pub threads: usize,
    /// Options of rules.
    pub options: Options,
}

/// What a user says of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// It runs, and weighs this much.
    At(Severity),
    /// It does not run.
    Off,
}

impl RuleLevel {
    /// Every level with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::At(Severity::Error), "error"),
        (Self::At(Severity::Warning), "warning"),
        (Self::At(Severity::Advice), "advice"),
        (Self::Off, "off"),
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|it| it.0 == self).map_or("off", |it| it.1)
    }
}

/// Which rules run, in the user's words: `all`, a set, a profile, a category, a rule.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// What runs; the recommended set if empty.
    pub select: Vec<String>,
    /// What runs besides.
    pub extend_select: Vec<String>,
    /// What does not run.
    pub ignore: Vec<String>,
    /// Rules and categories that other configurations of the run know. Here they name nothing, and are no error.
    pub elsewhere: BTreeSet<String>,
}

/// A word that names no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule, category or set is called `{name}`; {}", match suggestion {
    Some(meant) => format!("did you mean `{meant}`?"),
    None => "`vattel rules` lists them".to_owned(),
})]
pub struct UnknownRule {
    /// The word.
    pub name: String,
    /// What was meant, perhaps.
    pub suggestion: Option<String>,
}

/// A line of the threat model that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{words}` is not an assumption; write `RUS against UKR`, `BLR votes with RUS` or `RUS controls Militia`")]
pub struct UnreadableAssumption {
    /// The words.
    pub words: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self::of_set(rules::shared().collect(), RuleSet::Recommended)
    }
}

impl Settings {
    /// The recommended set, each rule at its own level.
    pub fn recommended() -> Self {
        Self::default()
    }

    /// Every rule, each at its own level.
    pub fn all() -> Self {
        Self::of_set(rules::shared().collect(), RuleSet::All)
    }

    /// Those of some rules that are in a set, each at its own level. The rules begin with those of the catalogue.
    pub fn of_set(rules: Arc<[RuleRef]>, set: RuleSet) -> Self {
        let on = rules.iter().map(|rule| rule.set <= set).collect();
        let levels = rules.iter().map(|rule| rule.level).collect();
        Self {
            rules,
            on,
            levels,
            assumed: Assumed::default(),
            readings: Which::default(),
            max_readings: None,
            threads: 1,
            options: Options::default(),
        }
    }

    /// The rules that a selection names, each at its own level. The closer word wins: a rule over its category, a
    /// category over a set; at the same distance `ignore` wins. What the reader can't read is reported whatever is
    /// selected, unless it is ignored by name.
    ///
    /// # Errors
    /// If a word names nothing.
    pub fn select(selection: &Selection) -> Result<Self, UnknownRule> {
        Self::select_of(rules::shared().collect(), selection)
    }

    /// The same of rules that begin with those of the catalogue.
    ///
    /// # Errors
    /// If a word names nothing.
    pub fn select_of(rules: Arc<[RuleRef]>, selection: &Selection) -> Result<Self, UnknownRule> {
        let mut settings = Self::of_set(rules, RuleSet::All);
        let read = |words| selectors(&settings.rules, words, &selection.elsewhere);
        let mut chosen = read(&selection.select)?;
        if selection.select.is_empty() {
            chosen.push(Selector::Set(RuleSet::Recommended));
        }
        chosen.extend(read(&selection.extend_select)?);
        let ignored = read(&selection.ignore)?;
        let runs = |(at, rule): (usize, &RuleRef)| {
            let nearness = |selectors: &[Selector<'_>]| {
                selectors.iter().filter(|it| it.names(at, rule)).map(|it| it.nearness()).max()
            };
            let always = (rule.category() == "syntax").then_some(Selector::Set(RuleSet::All).nearness());
            nearness(&chosen).max(always) > nearness(&ignored)
        };
        let on = settings.rules.iter().enumerate().map(runs).collect();
        settings.on = on;
        Ok(settings)
    }

    /// Every rule there is, by the place that [`Settings::level`] knows it by.
    pub fn rules(&self) -> &[RuleRef] {
        &self.rules
    }

    /// The same, to share.
    pub fn shared_rules(&self) -> Arc<[RuleRef]> {
        Arc::clone(&self.rules)
    }

    /// Adds rules, of which those of the recommended set run, each at its own level.
    pub fn add(&mut self, rules: impl IntoIterator<Item = RuleRef>) {
        let known = self.rules.len();
        self.rules = self.rules.iter().cloned().chain(rules).collect();
        self.on.extend(self.rules[known..].iter().map(|rule| rule.set <= RuleSet::Recommended));
        self.levels.extend(self.rules[known..].iter().map(|rule| rule.level));
    }

    /// Weighs the rules that run as a reader weighs them.
    pub fn read_as(&mut self, profile: Profile) {
        for (at, rule) in self.rules.iter().enumerate() {
            match profile::level(profile, rule) {
                RuleLevel::At(level) => self.levels[at] = level,
                RuleLevel::Off => self.on[at] = false,
            }
        }
    }

    /// Says something of the rules that a word names. A rule by its name runs then; of a category, those that run weigh
    /// so much.
    ///
    /// # Errors
    /// If the word names nothing.
    pub fn say(&mut self, word: &str, level: RuleLevel) -> Result<(), UnknownRule> {
        let selector = Selector::read(&self.rules, word)?;
        let by_name = matches!(selector, Selector::Rule(_));
        for (at, _) in self.rules.iter().enumerate().filter(|(at, rule)| selector.names(*at, rule)) {
            match level {
                RuleLevel::Off => self.on[at] = false,
                RuleLevel::At(level) => {
                    self.on[at] |= by_name;
                    self.levels[at] = level;
                }
            }
        }
        Ok(())
    }

    /// Lets the flags of the command line say which rules run, whatever was said before; the levels stay.
    ///
    /// # Errors
    /// If a word names nothing.
    pub fn narrow(&mut self, selection: &Selection) -> Result<(), UnknownRule> {
        let chosen = Self::select_of(self.shared_rules(), selection)?;
        if !selection.select.is_empty() {
            self.on = chosen.on;
            return Ok(());
        }
        let named = [&selection.extend_select[..], &selection.ignore].concat();
        let named = selectors(&chosen.rules, &named, &selection.elsewhere)?;
        for (at, rule) in self.rules.iter().enumerate() {
            if named.iter().any(|it| it.names(at, rule)) {
                self.on[at] = chosen.on[at];
            }
        }
        Ok(())
    }

    /// Sets the level of all rules that a word names. It selects none of them.
    ///
    /// # Errors
    /// If the word names nothing.
    pub fn set_level(&mut self, word: &str, level: Severity) -> Result<(), UnknownRule> {
        let selector = Selector::read(&self.rules, word)?;
        for ((at, rule), slot) in self.rules.iter().enumerate().zip(&mut self.levels) {
            if selector.names(at, rule) {
                *slot = level;
            }
        }
        Ok(())
    }

    /// Where a rule that runs leaves its findings.
    pub(crate) fn sink<'f>(
        &self,
        at: usize,
        rule: &'f RuleId,
        file: FileId,
        findings: &'f mut Vec<Diagnostic>,
    ) -> Sink<'f> {
        Sink::new(rule, self.levels[at], file, findings)
    }

    /// At most so many readings of a text of so many bytes are visited.
    pub fn most_readings(&self, length: usize) -> u64 {
        self.max_readings.unwrap_or(match self.readings {
            Which::Each | Which::AllUpTo(_) => MOST_READINGS.min(MOST_BYTES / length.max(1) as u64).max(1),
            _ => MOST_READINGS,
        })
    }

    /// The level of a rule by its place in the catalogue; `None` if it does not run.
    pub fn level(&self, at: usize) -> Option<Severity> {
        self.on[at].then_some(self.levels[at])
    }

    /// Gives a finding of the reader or the model the level that the user wants; whether its rule runs. A finding may
    /// weigh less than its rule, as long as the user does not set the level.
    pub(crate) fn weigh(&self, finding: &mut Diagnostic) -> bool {
        // A finding whose rule has no page would be a bug of ours; it is better shown than lost.
        if let Some(at) = rules::position(&finding.rule) {
            let Some(level) = self.level(at) else { return false };
            finding.severity = if level == rules::CATALOGUE[at].level { finding.severity.max(level) } else { level };
        }
        true
    }
}

/// What a word names.
#[derive(Clone, Copy, Debug)]
enum Selector<'r> {
    Set(RuleSet),
    Profile(Profile),
    Category(&'r str),
    Rule(usize),
}

fn selectors<'r>(
    rules: &'r [RuleRef],
    words: &[String],
    elsewhere: &BTreeSet<String>,
) -> Result<Vec<Selector<'r>>, UnknownRule> {
    let read = |word: &String| match Selector::read(rules, word) {
        Err(_) if elsewhere.contains(word) => None,
        read => Some(read),
    };
    words.iter().filter_map(read).collect()
}

impl<'r> Selector<'r> {
    fn read(rules: &'r [RuleRef], word: &str) -> Result<Self, UnknownRule> {
        if let Some((set, _)) = RuleSet::ALL.iter().find(|(_, it)| *it == word) {
            return Ok(Self::Set(*set));
        }
        if let Some((profile, _)) = Profile::ALL.iter().find(|(_, it)| *it == word) {
            return Ok(Self::Profile(*profile));
        }
        if let Some(rule) = rules.iter().find(|it| it.category() == word) {
            return Ok(Self::Category(rule.category()));
        }
        rule_named(rules, word).map(Self::Rule)
    }

    /// Whether the word names the rule at a place.
    fn names(self, at: usize, rule: &Rule) -> bool {
        match self {
            Self::Set(set) => rule.set <= set,
            Self::Profile(profile) => rule.serves.contains(&profile),
            Self::Category(category) => rule.category() == category,
            Self::Rule(place) => place == at,
        }
    }

    fn nearness(self) -> u8 {
        match self {
            Self::Set(RuleSet::All) => 0,
            Self::Set(_) | Self::Profile(_) => 1,
            Self::Category(_) => 2,
            Self::Rule(_) => 3,
        }
    }
}

/// The place among some rules of the one that a word names: by its id, or by its bare name, if it is the only one of it.
///
/// # Errors
/// If the word names no rule; with the nearest one.
pub fn rule_named(rules: &[RuleRef], word: &str) -> Result<usize, UnknownRule> {
    let built_in = rules::position(word).filter(|it| rules.get(*it).is_some_and(|rule| rule.id == word));
    if let Some(at) = built_in.or_else(|| rules.iter().position(|rule| rule.id == word)) {
        return Ok(at);
    }
    let mut bare = (0..rules.len()).filter(|at| rules[*at].name() == word);
    match (bare.next(), bare.next()) {
        (Some(at), None) => Ok(at),
        (Some(at), Some(_)) => Err(UnknownRule { name: word.to_owned(), suggestion: Some(rules[at].id.to_string()) }),
        _ => Err(UnknownRule { name: word.to_owned(), suggestion: near_miss(rules, word) }),
    }
}

fn near_miss(rules: &[RuleRef], word: &str) -> Option<String> {
    // What is private is not told.
    let rules: Vec<&Rule> = rules.iter().map(|it| &**it).filter(|it| !it.is_private()).collect();
    if word.contains('/') {
        return nearest(word, rules.iter().map(|rule| &*rule.id)).map(String::from);
    }
    let sets = RuleSet::ALL.iter().map(|(_, it)| *it).chain(Profile::ALL.iter().map(|(_, it)| *it));
    let names = rules.iter().flat_map(|rule| [rule.name(), rule.category()]);
    let found = nearest(word, names.chain(sets))?;
    Some(rules.iter().find(|rule| rule.name() == found).map_or(found, |rule| &rule.id).to_owned())
}

/// Reads `RUS`, `RUS against UKR`, `BLR votes with RUS`, `RUS controls Militia` into a threat model. Several actors are
/// joined by commas.
///
/// # Errors
/// If the words are none of these.
pub fn assume(words: &str, assumed: &mut Assumed) -> Result<(), UnreadableAssumption> {
    let unreadable = || UnreadableAssumption { words: words.to_owned() };
    let actors = |part: &str| {
        let names = part.split(',').map(|it| it.trim().to_owned()).collect::<Vec<_>>();
        let one_actor = |it: &String| it.starts_with(char::is_uppercase) && !it.contains(char::is_whitespace);
        if names.iter().all(one_actor) { Ok(names) } else { Err(unreadable()) }
    };
    let padded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((who, with)) = padded.split_once(" votes with ").or(padded.split_once(" vote with ")) {
        for leader in actors(with)? {
            assumed.votes_with.extend(actors(who)?.into_iter().map(|follower| (follower, leader.clone())));
        }
    } else if let Some((who, whom)) = padded.split_once(" controls ").or(padded.split_once(" control ")) {
        for controller in actors(who)? {
            assumed.controls.extend(actors(whom)?.into_iter().map(|controlled| (controller.clone(), controlled)));
        }
    } else {
        let (who, against) = padded.split_once(" against ").map_or((padded.as_str(), None), |(a, b)| (a, Some(b)));
        let against = against.map_or(Ok(Vec::new()), actors)?;
        let aggressors = actors(who)?.into_iter().map(|who| AssumedAggressor { who, against: against.clone() });
        assumed.aggressors.extend(aggressors);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::CATALOGUE;

    fn on(select: &[&str], extend_select: &[&str], ignore: &[&str]) -> Vec<&'static str> {
        let own = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
        let selection = Selection {
            select: own(select),
            extend_select: own(extend_select),
            ignore: own(ignore),
            ..Selection::default()
        };
        let settings = Settings::select(&selection).expect("known words");
        (0..CATALOGUE.len()).filter(|at| settings.level(*at).is_some()).map(|at| &*CATALOGUE[at].id).collect()
    }

    fn category(of: &str) -> Vec<&'static str> {
        CATALOGUE.iter().filter(|rule| rule.category() == of).map(|rule| &*rule.id).collect()
    }

    #[test]
    fn nothing_selected_is_the_recommended_set() {
        let recommended: Vec<_> =
            CATALOGUE.iter().filter(|rule| rule.set == RuleSet::Recommended).map(|rule| &*rule.id).collect();
        assert_eq!(on(&[], &[], &[]), recommended);
        assert_eq!(on(&["recommended"], &[], &[]), recommended);
        assert_eq!(on(&["all"], &[], &[]).len(), CATALOGUE.len());
    }

    #[test]
    fn what_cannot_be_read_is_reported_whatever_is_selected() {
        let mut expected = category("suppression");
        expected.extend(category("syntax"));
        assert_eq!(on(&["suppression"], &[], &[]), expected);
        assert!(!on(&["suppression"], &[], &["mixed-script"]).contains(&"syntax/mixed-script"));
        assert!(on(&["suppression"], &[], &["all"]).contains(&"suppression/needless"));
    }

    #[test]
    fn the_closer_word_wins() {
        let one = on(&["needless"], &[], &["suppression"]);
        assert!(one.contains(&"suppression/needless") && !one.contains(&"suppression/unexplained"));
        assert!(!on(&["suppression"], &[], &["suppression/needless"]).contains(&"suppression/needless"));
        assert!(
            !on(&["needless"], &[], &["needless"]).contains(&"suppression/needless"),
            "at the same distance `ignore` wins"
        );
        assert!(on(&["syntax"], &["needless"], &[]).contains(&"suppression/needless"));
        assert!(
            on(&["mediator"], &[], &[]).contains(&"suppression/needless"),
            "a profile selects the rules that serve it"
        );
    }

    #[test]
    fn a_level_selects_nothing() {
        let mut settings = Settings::select(&Selection { select: vec!["needless".into()], ..Selection::default() })
            .expect("a known word");
        settings.set_level("suppression", Severity::Advice).expect("a known word");
        let level = |id| settings.level(rules::position(id).expect("a rule"));
        assert_eq!(level("suppression/needless"), Some(Severity::Advice));
        assert_eq!(level("suppression/unexplained"), None);
    }

    #[test]
    fn an_unknown_word_names_its_near_miss() {
        let unknown = rule_named(Settings::all().rules(), "unreadible-clause").expect_err("no such rule");
        assert_eq!(unknown.suggestion.as_deref(), Some("syntax/unreadable-clause"));
        let unknown = rule_named(Settings::all().rules(), "syntax/unreadible-clause").expect_err("no such rule");
        assert_eq!(unknown.suggestion.as_deref(), Some("syntax/unreadable-clause"));
        let selection = Selection { select: vec!["recomended".into()], ..Selection::default() };
        let unknown = Settings::select(&selection).expect_err("no such set");
        assert_eq!(unknown.to_string(), "no rule, category or set is called `recomended`; did you mean `recommended`?");
    }

    #[test]
    fn assumptions_are_sentences() {
        let read = |words| {
            let mut assumed = Assumed::default();
            assume(words, &mut assumed).map(|()| assumed)
        };
        let own = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let aggressor = |who: &str, against: &[&str]| AssumedAggressor { who: who.into(), against: own(against) };
        assert_eq!(read("RUS against  UKR").expect("read").aggressors, [aggressor("RUS", &["UKR"])]);
        assert_eq!(read(" RUS ").expect("read").aggressors, [aggressor("RUS", &[])]);
        assert_eq!(
            read("RUS, BLR against UKR,MDA").expect("read").aggressors,
            [aggressor("RUS", &["UKR", "MDA"]), aggressor("BLR", &["UKR", "MDA"])]
        );
        assert_eq!(read("BLR votes with RUS").expect("read").votes_with, [("BLR".into(), "RUS".into())]);
        assert_eq!(read("RUS controls Militia").expect("read").controls, [("RUS".into(), "Militia".into())]);
        assert!(read("rus").is_err() && read("RUS attacks UKR").is_err() && read("").is_err());
    }
}
