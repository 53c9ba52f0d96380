//! What the rules of suites cost beside those that are built in.

use super::draft;
use super::figures::Figures;
use super::measure::shortest;
use super::parts::Extent;
use super::subject::{Subject, Work};
use std::hint::black_box;
use std::sync::Arc;
use vattel::config::Settings;
use vattel::rules::{self, CATALOGUE, Rule, RuleRef, RuleSet};
use vattel::suite::compile::compile;
use vattel::suite::file;
use vattel::suite::value::ElementKind;

const SHIPPED: &[(&str, &str)] = &[
    ("kyiv", include_str!("../../drafts/suites/kyiv.suite.toml")),
    ("moscow", include_str!("../../drafts/suites/moscow.suite.toml")),
    ("washington", include_str!("../../drafts/suites/washington.suite.toml")),
    ("european-publics", include_str!("../../drafts/suites/european-publics.suite.toml")),
    ("house-style", include_str!("../../drafts/suites/house-style.suite.toml")),
];

/// The rules of the shipped suites, again and again under other names, until there are so many.
fn written_rules(count: usize) -> Vec<Arc<Rule>> {
    let mut rules = Vec::new();
    for round in 0.. {
        for (name, text) in SHIPPED {
            let text = text.replace(&format!("\"{name}\""), &format!("\"{name}-{round}\""));
            match file::read(rules.len(), &format!("{name}-{round}.suite.toml"), &text) {
                Ok(suite) => rules.extend(suite.rules),
                Err(faults) => Figures::remark(format_args!("{name}: {faults:?}")),
            }
            if rules.len() >= count {
                rules.truncate(count);
                return rules;
            }
        }
    }
    rules
}

/// A hundred rules over a thousand drafts, against the built-in check.
pub(crate) fn suites(figures: &mut Figures, extent: Extent) {
    let drafts = if extent.quick { 100 } else { 1_000 };
    Figures::part(&format!("A hundred rules of suites over {drafts} drafts of 10 KB, one thread, in process"));
    let subjects: Vec<_> = (0..drafts).map(|seed| Subject::new(&draft::draft(seed, 10_000))).collect();
    let with: Arc<[RuleRef]> = rules::shared().chain(written_rules(100).into_iter().map(RuleRef::Written)).collect();
    figures.holds("there are a hundred", with.len() == CATALOGUE.len() + 100);
    let with = Settings::of_set(with, RuleSet::Recommended);
    let without = Settings::recommended();
    let all = |settings: &Settings| subjects.iter().map(|it| Work::Check.run(it, settings)).sum::<usize>();
    let more = all(&with) - all(&without);
    Figures::note("findings of the suites, for each draft", more as f64 / subjects.len() as f64, "");
    let rounds = if extent.quick { 5 } else { 3 };
    let [built_in, together] = shortest(rounds, [&mut || _ = black_box(all(&without)), &mut || _ = all(&with)]);
    let cost = together.as_secs_f64() / built_in.as_secs_f64() - 1.0;
    Figures::note("built-in check of a draft", built_in.as_secs_f64() * 1e6 / subjects.len() as f64, "µs");
    figures.at_most("a hundred rules of suites ÷ the built-in check, time", cost, 2.0, "×");
    let text = "decision.rule == 'unanimity' && decision.electors.exists(v, v in treaty.aggressors)";
    let [time] = shortest(5, [&mut || _ = (0..100).filter(|_| compile(text, ElementKind::Provision).is_ok()).count()]);
    Figures::note("an expression made ready, once", time.as_secs_f64() * 1e4, "µs");
}
