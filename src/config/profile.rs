//! Levels by reader: the same defect worries different readers differently.

use super::RuleLevel;
use crate::diagnostic::Severity;
use crate::rules::{Profile, Rule};

/// A rule that weighs something else to a reader than the general rule gives it, and why.
#[derive(Clone, Copy, Debug)]
pub struct Exception {
    /// The reader.
    pub profile: Profile,
    /// The rule.
    pub rule: &'static str,
    /// Its level.
    pub level: Severity,
    /// Why.
    pub why: &'static str,
}

const fn exception(profile: Profile, rule: &'static str, level: Severity, why: &'static str) -> Exception {
    Exception { profile, rule, level, why }
}

use Profile::{Adversary, Beneficiary, HomeParliament};
use Severity::{Error, Warning};

/// The exceptions.
pub const EXCEPTIONS: &[Exception] = &[
    exception(Beneficiary, "activation/no-interim-action", Error, "it holds out alone until the others have voted"),
    exception(Beneficiary, "timing/critical-path-exceeds", Error, "the first days decide, and it bears them"),
    exception(Beneficiary, "parties/single-point-of-failure", Error, "it loses the measure if one government changes"),
    exception(Beneficiary, "obligation/unallocated-measure", Error, "what nobody owes in particular does not come"),
    exception(Adversary, "deployment/role-undefined", Error, "what troops may do there is what it must plan for"),
    exception(HomeParliament, "obligation/self-judging", Warning, "what is left to a government is left to it later"),
    exception(HomeParliament, "entry-into-force/war-powers-silent", Warning, "it asks first whether it votes on war"),
];

/// The level of a rule to a reader. Who is served by a rule sees it at its own level or at that of an exception; to
/// everybody else it weighs one step less, and what is an advice is left out. What can't be read and what is wrong with
/// names, models and suppressions weighs the same to all.
pub fn level(profile: Profile, rule: &Rule) -> RuleLevel {
    let excepted = EXCEPTIONS.iter().find(|it| it.profile == profile && it.rule == rule.id);
    excepted.map_or_else(|| general(profile, rule), |it| RuleLevel::At(it.level))
}

fn general(profile: Profile, rule: &Rule) -> RuleLevel {
    let for_all = matches!(rule.category(), "syntax" | "names" | "model" | "suites" | "suppression");
    if for_all || rule.serves.contains(&profile) {
        return RuleLevel::At(rule.level);
    }
    match rule.level {
        Severity::Error => RuleLevel::At(Severity::Warning),
        Severity::Warning => RuleLevel::At(Severity::Advice),
        Severity::Advice => RuleLevel::Off,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::CATALOGUE;

    #[test]
    fn an_exception_names_a_rule_and_changes_its_level() {
        for it in EXCEPTIONS {
            let rule = CATALOGUE.iter().find(|rule| rule.id == it.rule);
            let rule = rule.unwrap_or_else(|| panic!("no rule is called {}", it.rule));
            assert_ne!(general(it.profile, rule), RuleLevel::At(it.level), "{it:?} excepts nothing");
        }
    }

    #[test]
    fn the_same_rule_weighs_differently_to_different_readers() {
        let rule = |id: &str| *CATALOGUE.iter().find(|rule| rule.id == id).expect("a rule");
        let growth = rule("creep/no-growth-rule");
        let path = rule("timing/critical-path-exceeds");
        assert_eq!(level(Adversary, growth), RuleLevel::At(Error));
        assert_eq!(level(Beneficiary, path), RuleLevel::At(Error));
        assert_eq!(level(Adversary, path), RuleLevel::At(Severity::Advice));
        let misread = rule("syntax/unreadable-clause");
        assert!(Profile::ALL.iter().all(|it| level(it.0, misread) == RuleLevel::At(misread.level)));
    }
}
