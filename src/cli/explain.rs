//! `vattel explain`

use super::args::{ExplainArgs, PageFormat};
use super::{Exit, Failure, outputs};
use crate::config::{Selection, rule_named};
use crate::diagnostic::{capital, nearest};
use crate::model::prelude;
use crate::report::foreign;
use crate::report::place::bold;
use crate::rules::{Rule, RuleRef, page};
use crate::syntax::ast::ProvisionKind;
use crate::syntax::clauses::{BODY, CLAUSES, ClauseInfo, PLACE};
use std::fmt::Write as _;

/// Shows the page of a rule, what a clause says, or how a body of the prelude decides.
pub(super) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let words = args.words.join(" ");
    let targets = args.outputs.targets()?;
    let settings = args.config.configured(Selection::default())?.for_path(None)?;
    let rules = settings.rules();
    let text = |color: bool| match rule_named(rules, &words) {
        Ok(at) => Some(rule(&rules[at], color)),
        Err(_) => clause(&words, color).or_else(|| body(&words, color)).or_else(|| category(rules, &words, color)),
    };
    if text(false).is_none() {
        return Err(unknown(rules, &words));
    }
    outputs::write(&targets, args.color.color, |PageFormat::Full, color, _| text(color).unwrap_or_default())?;
    Ok(Exit::Clean)
}

/// The failure for words that name nothing, with the nearest that do.
fn unknown(rules: &[RuleRef], words: &str) -> Failure {
    let rule = rule_named(rules, words).err().and_then(|it| it.suggestion);
    let others = CLAUSES.iter().flat_map(|it| it.texts).copied().chain(prelude::names().iter().copied());
    let meant = rule.or_else(|| nearest(words, others).map(String::from));
    Failure::new(match meant {
        Some(meant) => format!("unknown rule, clause or body `{words}`; did you mean `{meant}`?"),
        None => format!("unknown rule, clause or body `{words}`; `vattel rules` lists the rules"),
    })
}

fn rule(rule: &Rule, color: bool) -> String {
    let serves: Vec<&str> = rule.serves.iter().map(|it| it.as_str()).collect();
    let mut text = format!("{}\n\n", bold(&rule.id, color));
    let _ = writeln!(text, "{}.", capital(&foreign::line(&rule.summary)));
    let _ = writeln!(
        text,
        "{} by default, in the {} set, since {}. It serves: {}.\n",
        capital(rule.level.as_str()),
        rule.set.as_str(),
        rule.since,
        serves.join(", ")
    );
    text.push_str(&for_terminal(&page::markdown(rule), color));
    text
}

/// The rules of a category.
fn category(rules: &[RuleRef], words: &str, color: bool) -> Option<String> {
    let mut text = format!("{}\n\n", bold(words, color));
    let of_it: Vec<_> = rules.iter().filter(|it| it.category() == words && !it.is_private()).collect();
    for rule in &of_it {
        let _ = writeln!(text, "- {}: {}", rule.id, foreign::line(&rule.summary));
    }
    (!of_it.is_empty()).then_some(text)
}

/// What the table of clauses says of a keyword. Several clauses may share one.
fn clause(words: &str, color: bool) -> Option<String> {
    let mut found = CLAUSES.iter().filter(|it| it.texts.contains(&words)).peekable();
    found.peek()?;
    Some(found.map(|it| clause_text(it, color)).collect::<Vec<_>>().join("\n"))
}

fn clause_text(it: &ClauseInfo, color: bool) -> String {
    let mut homes: Vec<&str> = it.home.provisions().map(ProvisionKind::as_str).collect();
    if it.home.admits(BODY) {
        homes.push("body or organization");
    }
    if it.home.admits(PLACE) {
        homes.push("area, zone or line");
    }
    let once = if it.once { "Once in each." } else { "It may stand several times." };
    format!("{}\n\n{}\nStands in: {}. {once}\n", bold(&it.texts.join(", "), color), it.description, homes.join(", "))
}

/// What the prelude says of a body, with the remarks that stand above it.
fn body(name: &str, color: bool) -> Option<String> {
    let page = prelude::page(name)?;
    let mut out = format!("{}\n\n", bold(name, color));
    let show = |out: &mut String, lines: &str| lines.lines().for_each(|line| _ = writeln!(out, "    {line}"));
    for remark in page.remarks {
        let _ = writeln!(out, "{remark}");
    }
    let _ = writeln!(out, "\nEvery draft that names it reads, unless it declares {name} itself:\n");
    show(&mut out, page.declared);
    let _ = writeln!(out, "\nSo it is as of {}, and for drafts that do not say when they were signed.", page.newest);
    for (until, remarks, declared) in page.earlier {
        let _ = writeln!(out, "\nFor a draft signed before {until}: {}\n", remarks.join(" "));
        show(&mut out, declared);
    }
    if !page.history.is_empty() {
        let _ = writeln!(out, "\nA draft that was signed has the members of its day. Members since:\n");
        show(&mut out, &page.history.join("\n"));
    }
    Some(out)
}

/// Markdown as a terminal shows it best: headings bold, drafts indented, everything else as it is.
fn for_terminal(markdown: &str, color: bool) -> String {
    let mut text = String::new();
    let mut draft = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            draft = !draft;
        } else if let Some(heading) = line.strip_prefix("## ") {
            let _ = writeln!(text, "{}", bold(&foreign::line(heading), color));
        } else if draft && !line.is_empty() {
            let _ = writeln!(text, "    {}", foreign::line(line));
        } else {
            let _ = writeln!(text, "{}", foreign::line(line));
        }
    }
    text
}
