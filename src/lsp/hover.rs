//! What stands at a place, explained: a rule, a name, a clause, a decision with who can stop what it decides.

use super::completion::clause_says;
use super::error::RequestResult;
use super::outline::{every, word_at};
use super::snapshot::{DocumentKind, DocumentSnapshot};
use crate::analysis::Holder;
use crate::diagnostic::{capital, join_list};
use crate::engine::names::{NameIndex, NameKind, NamedThing};
use crate::engine::{self, ask};
use crate::model::vocabulary::meanings;
use crate::model::{Brackets, ReadingName, Which, prelude, text_name};
use crate::prose::render::{self, TextMode, plain_words};
use crate::report::analysis_report::{self, Controlled, View};
use crate::report::foreign;
use crate::rules::{Rule, page as rule_page};
use crate::source::{Span, line_end, line_start};
use crate::syntax::Parsed;
use crate::syntax::ast::{Clause, ClauseWord, Item, OrBracket, Provision, ProvisionKind, RoleGroup, UnitKind};
use crate::syntax::clauses::AllowedIn;
use crate::syntax::passage::on_one_line;
use lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind};
use std::fmt::Write as _;

pub(super) fn hover(snapshot: &DocumentSnapshot, params: &HoverParams) -> RequestResult<Option<Hover>> {
    let offset = snapshot.offset(params.text_document_position_params.position);
    let found = rule(snapshot, offset)
        .or_else(|| if snapshot.sort == DocumentKind::Draft { in_draft(snapshot, offset) } else { None });
    Ok(found.map(|(span, value)| Hover {
        contents: MarkupContent { kind: MarkupKind::Markdown, value }.into(),
        range: Some(snapshot.range(span)),
    }))
}

/// The page of a rule that is named in a comment, a suite or a configuration.
fn rule(snapshot: &DocumentSnapshot, offset: u32) -> Option<(Span, String)> {
    let text = snapshot.text();
    let of_name = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '/');
    let before = &text[..offset as usize];
    let start = before.char_indices().rev().take_while(|it| of_name(it.1)).last().map_or(offset as usize, |it| it.0);
    let length = text[offset as usize..].find(|it| !of_name(it)).unwrap_or(text.len() - offset as usize);
    let span = Span::new(start as u32, offset + length as u32);
    if !span.of(text).contains('/') {
        return None;
    }
    let settings = snapshot.settings();
    let rule: &Rule = settings.rules().iter().find(|it| it.id == span.of(text))?;
    Some((span, format!("### {}\n\n{}", rule.id, foreign::lines(&rule_page::markdown(rule)))))
}

fn in_draft(snapshot: &DocumentSnapshot, offset: u32) -> Option<(Span, String)> {
    let text = snapshot.text();
    let parsed = snapshot.parsed();
    if parsed.comments.iter().any(|it| it.start <= offset && offset < it.end) {
        return None;
    }
    let names = snapshot.names();
    let place = HoverTarget::of(parsed, offset);
    let mut parts: Vec<String> = Vec::new();
    let mut span = word_at(text, offset);
    if let Some((own, number)) = names.at(offset) {
        span = own;
        parts.push(name(snapshot, names, &names.all[number]));
    } else if let Some(clause) = place.clause.filter(|it| it.word != ClauseWord::Sentence) {
        let info = clause.word.info();
        let keyword = info.written(clause.span.of(text));
        parts.push(format!("**{keyword}** — {}", clause_says(info)));
        let keyword = Span::new(clause.span.start, clause.span.start + keyword.len() as u32);
        span = if span.is_empty() { keyword } else { span };
    } else if let Some(kind) = ProvisionKind::from_word(span.of(text)) {
        parts.push(format!("**{}** — {}", kind.as_str(), kind.description()));
    } else if let Some(kind) = UnitKind::from_word(span.of(text)) {
        parts.push(format!("**{}** — a part of the text with its own number or title.", capital(kind.as_str())));
    }
    let word = span.of(text);
    if parts.is_empty() || place.clause.is_some_and(|it| it.span.start != span.start) {
        parts.extend(role_group(snapshot, word));
        parts.extend(meanings(word).iter().map(|(vocabulary, meaning)| {
            format!("**{}** — {}: {meaning}", foreign::markdown(word), capital(vocabulary.noun()))
        }));
    }
    // Whoever looks at a gate, a trigger or a promise wants to know in whose hands it lies.
    if let Some(provision) = place
        .provision
        .filter(|it| place.is_gate() || OPERATIVE.contains(&word) || Some(span) == it.name || it.head.contains(span))
    {
        parts.extend(in_whose_hands(snapshot, parsed, provision, offset));
    }
    if let Some(provision) = place.provision.filter(|it| it.head.contains(span) || place.is_sentence()) {
        parts.extend(in_prose(text, parsed, provision));
        span = if span.is_empty() { provision.head } else { span };
    }
    if parts.is_empty() { None } else { Some((span, parts.join("\n\n---\n\n"))) }
}

/// The words that say how strongly a promise binds.
const OPERATIVE: &[&str] = &["shall", "should", "may", "will", "must", "undertakes", "undertake", "intends", "intend"];

/// Who bears a role that is named by its plural, in the unbracketed reading.
fn role_group(snapshot: &DocumentSnapshot, word: &str) -> Option<String> {
    let (group, plural, role) = RoleGroup::ALL.iter().find(|it| it.1 == word)?;
    let mut settings = snapshot.settings();
    settings.readings = Which::Unbracketed;
    let answered = ask(&snapshot.source, &settings, &|path| snapshot.companion(path), |facts, _| {
        let treaty = facts.treaty();
        treaty.names(&treaty.bearers_of(*group))
    });
    let who = answered.answer.filter(|it| !it.is_empty()).unwrap_or_else(|| "nobody".to_owned());
    let which = if answered.readings.is(1) { "" } else { " _In the unbracketed reading._" };
    Some(format!("**{plural}** — all that bear the role of {role}: {}.{which}", foreign::markdown(&who)))
}

/// The provision and the clause in which a place stands.
struct HoverTarget<'t> {
    provision: Option<&'t Provision>,
    clause: Option<&'t Clause>,
}

impl<'t> HoverTarget<'t> {
    fn of(parsed: &'t Parsed, offset: u32) -> Self {
        fn find<'t>(entries: &'t [OrBracket<Item>], offset: u32, place: &mut HoverTarget<'t>) {
            for item in every(entries) {
                match item {
                    Item::Unit(it) if holds(it.span, offset) => find(&it.items, offset, place),
                    Item::Provision(it) if holds(it.span, offset) => provision(it, offset, place),
                    Item::Declaration(it) if holds(it.span, offset) => clause(&it.clauses, offset, place),
                    Item::Place(it) if holds(it.span, offset) => clause(&it.clauses, offset, place),
                    _ => {}
                }
            }
        }
        fn provision<'t>(it: &'t Provision, offset: u32, place: &mut HoverTarget<'t>) {
            place.provision = Some(it);
            clause(&it.clauses, offset, place);
            if let Some(rung) = every(&it.rungs).into_iter().find(|it| holds(it.span, offset)) {
                provision(rung, offset, place);
            }
        }
        fn clause<'t>(entries: &'t [OrBracket<Clause>], offset: u32, place: &mut HoverTarget<'t>) {
            place.clause = every(entries).into_iter().find(|it| holds(it.span, offset));
        }
        fn holds(span: Span, offset: u32) -> bool {
            span.start <= offset && offset <= span.end
        }
        let mut place = HoverTarget { provision: None, clause: None };
        find(&parsed.draft.items, offset, &mut place);
        place
    }

    /// Whether the clause is a sentence.
    fn is_sentence(&self) -> bool {
        self.clause.is_some_and(|it| it.word == ClauseWord::Sentence)
    }

    /// Whether the clause is a gate, or says who opens one.
    fn is_gate(&self) -> bool {
        let gates = |it: &Clause| it.word.info().gate;
        let home = self.provision.map(|it| AllowedIn::provision(it.kind));
        self.clause.zip(home).is_some_and(|(clause, home)| gates(clause).admits(home))
    }
}

/// What a name stands for.
fn name(snapshot: &DocumentSnapshot, names: &NameIndex, it: &NamedThing) -> String {
    let what = match it.kind {
        NameKind::Actor => "actor",
        NameKind::Body => "body",
        NameKind::Group => "group",
        NameKind::Place(_) => "place",
        NameKind::Instrument => "instrument",
        NameKind::Weights => "voting weights",
        NameKind::Provision => "provision",
        NameKind::Milestone => "milestone",
        NameKind::Term => "term",
        NameKind::Unit => "part of the text",
    };
    let title = it.title.as_ref().map_or_else(String::new, |it| format!(" “{}”", foreign::markdown(it)));
    let name = on_one_line(&it.name);
    let mut words = format!("**{}**{title} — {what}", foreign::markdown(&name));
    match it.declared {
        Some((file, span)) if file == snapshot.source.file => {
            if let Some(line) = declaring_line(snapshot.text(), span) {
                let _ = write!(words, "\n\n```treaty\n{}\n```", foreign::line(line));
            }
            let count = it.uses.len();
            let uses = if count == 1 { "once".to_owned() } else { format!("{count} times") };
            let line = snapshot.lines().line(span.start) + 1;
            let _ = write!(words, "\n\nDeclared on line {line}, used {uses}.");
        }
        Some((file, span)) if file == prelude::FILE => {
            if let Some(prelude::PreludeEntry { remarks, declared, .. }) = prelude::page(&it.name) {
                let _ = write!(words, "\n\n{}\n\n```treaty\n{declared}\n```", remarks.join("\n"));
            } else {
                let _ = write!(words, "\n\n```treaty\n{}\n```", span.of(prelude::text()));
            }
            words.push_str("\n\nEvery draft knows it; a draft that declares it itself means its own.");
        }
        Some((file, span)) => {
            if let Some(other) = names.included.iter().find(|it| it.file == file)
                && let Some(line) = declaring_line(&other.text, span)
            {
                let (line, name) = (foreign::line(line), foreign::markdown(&other.name));
                let _ = write!(words, "\n\n```treaty\n{line}\n```\n\nDeclared in {name}.");
            }
        }
        None => words.push_str("\n\nA state by its code; the draft does not declare it."),
    }
    words
}

/// The line in which a name is declared, with more of it where the declaration goes on in a block.
fn declaring_line(text: &str, span: Span) -> Option<&str> {
    text.get(line_start(text, span.start) as usize..line_end(text, span.end) as usize).map(str::trim)
}

/// What a provision says in the English of treaties, with its brackets and numbers.
fn in_prose(text: &str, parsed: &Parsed, provision: &Provision) -> Option<String> {
    let document = render::document(text, &parsed.draft, None, TextMode::Generated);
    let mut words = String::new();
    document.each(&mut |block| {
        if block.span != provision.span || block.sentences.is_empty() {
            return;
        }
        let said: Vec<String> = block.sentences.iter().map(|it| plain_words(&it.words)).collect();
        let number = match block.number.as_str() {
            "" => String::new(),
            letter if block.kind == render::BlockKind::Point => format!("({letter}) "),
            number => format!("{number}. "),
        };
        let _ = write!(words, "\n>\n> {}", foreign::markdown(&format!("{number}{}", said.join(" "))));
    });
    (!words.is_empty()).then(|| format!("**In prose**\n{}", words.trim_start_matches("\n>")))
}

/// Who can stop and who can force what a provision promises or decides, in the reading that holds the place.
fn in_whose_hands(snapshot: &DocumentSnapshot, parsed: &Parsed, provision: &Provision, offset: u32) -> Option<String> {
    let mut settings = snapshot.settings();
    let brackets = Brackets::of(snapshot.text(), &parsed.draft);
    let around = brackets.all.iter().filter(|it| it.span.start <= offset && offset <= it.span.end);
    let taken: Vec<String> = around
        .filter_map(|it| {
            let text = it.alternatives.iter().position(|it| it.span.start <= offset && offset <= it.span.end)?;
            Some(text_name(it.id.0 as usize, text))
        })
        .collect();
    if let Some(name) = (!taken.is_empty()).then(|| taken.join(", ")) {
        settings.readings = Which::Named(ReadingName::read(&name).ok()?);
    }
    let head = provision.head;
    let answered = ask(&snapshot.source, &settings, &|path| snapshot.companion(path), |facts, wording| {
        let treaty = facts.treaty();
        let is = |holder: Holder| match holder {
            Holder::Provision(id) => treaty.provision(id).head == head && treaty.is_own(treaty.provision(id)),
            Holder::Body(_) => false,
        };
        let found = analysis_report::held(facts, wording).into_iter().filter(|it| is(it.0)).map(|it| it.1);
        found.collect::<Vec<Controlled>>()
    });
    let engine::FactsOutcome { answer: Some(found), readings, .. } = answered else { return None };
    if found.is_empty() {
        return None;
    }
    let mut words = String::new();
    for it in &found {
        let _ = writeln!(words, "**Who can block it** — {}\n", of(it));
        it.views.iter().for_each(|view| stops(view, &mut words));
        if let Some(strength) = &it.strength {
            let _ = writeln!(words, "Strength {strength}.\n");
        }
    }
    if !readings.is(1) {
        let which = if taken.is_empty() { "the unbracketed reading" } else { "the reading that takes this text" };
        let _ = writeln!(words, "_In {which}._");
    }
    Some(words.trim_end().to_owned())
}

fn of(it: &Controlled) -> String {
    foreign::markdown(&format!("{}: {}", it.clause.cite, it.what))
}

/// Who alone stops it, and what it takes otherwise.
pub(super) fn stops(view: &View, words: &mut String) {
    if let Some(attack) = &view.attack {
        let _ = writeln!(words, "If {}:\n", foreign::markdown(attack));
    }
    for it in &view.alone {
        let marked = if it.adverse { " _(potential aggressor or aligned with one)_" } else { "" };
        let (actor, act) = (foreign::markdown(&it.actor), foreign::markdown(it.act.trim_start_matches("it ")));
        let _ = writeln!(words, "- **{actor}** alone, if it {act}{marked}");
    }
    if view.alone.is_empty() {
        match (&view.blocking.count, view.blocking.patterns.first()) {
            (_, Some(least)) if least.acts > 0 => {
                let _ = writeln!(
                    words,
                    "- nobody alone; it takes {}: {}",
                    if least.acts == 1 { "one act".to_owned() } else { format!("{} acts", least.acts) },
                    foreign::markdown(&least.words)
                );
            }
            (Some(_), _) => words.push_str("- nobody can block it\n"),
            _ => words.push_str("- too many actors take part to list\n"),
        }
    }
    if let Some(adverse) = &view.adverse {
        let plays = join_list(&adverse.plays, "and");
        if !plays.is_empty() {
            let _ = writeln!(words, "\n{}.", foreign::markdown(&capital(&plays)));
        }
    }
    words.push('\n');
}
