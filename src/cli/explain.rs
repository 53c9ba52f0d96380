//! `vattel explain`

use super::args::{ExplainArgs, PageFormat};
use super::{Exit, Failure, outputs};
use crate::config::rule_named;
use crate::diagnostic::{capital, nearest};
use crate::model::prelude;
use crate::model::vocabulary::{Vocabulary, meanings};
use crate::report::foreign;
use crate::report::place::bold;
use crate::rules::{Rule, RuleRef, page};
use crate::syntax::ast::{ProvisionKind, RoleGroup};
use crate::syntax::clauses::{BODY, CLAUSES, ClauseInfo, PLACE};
use std::fmt::Write as _;

/// Shows the page of a rule, what a clause says, or how a body of the prelude decides.
pub(super) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let words = args.words.join(" ");
    let targets = args.outputs.targets()?;
    let settings = args.config.configs().of_run()?.for_path(None)?;
    let rules = settings.rules();
    let text = |color: bool| match rule_named(rules, &words) {
        Ok(at) => vec![rule(&rules[at], color)],
        // A word may be several things: a kind of provision is also a category of rules.
        Err(_) => [
            clause(&words, color),
            provision(&words, color),
            role_group(&words, color),
            vocabulary(&words, color),
            body(&words, color),
            category(rules, &words, color),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    if text(false).is_empty() {
        return Err(unknown(rules, &words));
    }
    outputs::write(&targets, args.color.color, |PageFormat::Full, color, _| text(color).join("\n"))?;
    Ok(Exit::Clean)
}

/// The failure for words that name nothing, with the nearest that do.
fn unknown(rules: &[RuleRef], words: &str) -> Failure {
    let rule = rule_named(rules, words).err().and_then(|it| it.suggestion);
    let words_of_vocabularies = Vocabulary::ALL.iter().flat_map(|it| it.words());
    let provisions = ProvisionKind::ALL.iter().map(|it| it.1);
    let others = CLAUSES.iter().flat_map(|it| it.texts).copied().chain(prelude::names().iter().copied());
    let others = others.chain(words_of_vocabularies).chain(provisions);
    let meant = rule.or_else(|| nearest(words, others).map(String::from));
    Failure::new(match meant {
        Some(meant) => format!("unknown rule or word `{words}`; did you mean `{meant}`?"),
        None => format!(
            "unknown rule or word `{words}`; `vattel rules` lists the rules, and the reference the words of the language"
        ),
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
    // A keyword has several words where its clause goes on in one way: `decided by`.
    let names = |it: &&ClauseInfo| {
        it.texts.contains(&words) || it.texts.iter().any(|text| words.strip_prefix(text).is_some_and(|it| it == " by"))
    };
    let found: Vec<String> = CLAUSES.iter().filter(names).map(|it| clause_text(it, color)).collect();
    (!found.is_empty()).then(|| found.join("\n"))
}

/// A kind of provision, and the clauses that it takes.
fn provision(words: &str, color: bool) -> Option<String> {
    let kind = ProvisionKind::from_word(words)?;
    let clauses = CLAUSES.iter().filter(|it| it.home.provisions().any(|it| it == kind)).flat_map(|it| it.texts);
    let clauses: Vec<String> = clauses.map(|it| format!("`{it}`")).collect();
    Some(format!(
        "{}\n\n{}\nClauses: {}. `vattel explain CLAUSE` explains each.\n",
        bold(kind.as_str(), color),
        kind.description(),
        clauses.join(", ")
    ))
}

/// The actors that bear a role.
fn role_group(words: &str, color: bool) -> Option<String> {
    let (_, plural, role) = RoleGroup::ALL.iter().find(|it| it.1 == words || it.2 == words)?;
    Some(format!(
        "{}\n\n`{plural}` are all actors that bear the role of {role}: `party UKR \"Ukraine\" is {role}`.\n",
        bold(words, color)
    ))
}

/// What the rules take a word of the vocabularies to imply.
fn vocabulary(words: &str, color: bool) -> Option<String> {
    let found = meanings(words);
    let lines: Vec<String> =
        found.iter().map(|(vocabulary, meaning)| format!("{}: {meaning}\n", capital(vocabulary.noun()))).collect();
    (!lines.is_empty()).then(|| format!("{}\n\n{}", bold(words, color), lines.concat()))
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
