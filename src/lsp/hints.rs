//! What an analysis of the draft says, in the draft: how strong a promise is, how long it takes, who can stop it.

use super::client::ANALYZE;
use super::error::{RequestError, RequestResult};
use super::hover::stops;
use super::scenarios;
use super::snapshot::{DocumentKind, DocumentSnapshot};
use crate::analysis::{Holder, TimelineStart, question};
use crate::engine::{ask, is_scenario_file};
use crate::model::{Provision, Which};
use crate::report::analysis;
use crate::report::analysis_report::{self, Controlled, ReportRequest, Section};
use crate::report::foreign;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;
use lsp_types::{
    CodeLens, CodeLensParams, Command, ExecuteCommandParams, InlayHint, InlayHintKind, InlayHintParams, MarkupContent,
    MarkupKind,
};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What an analysis says of a provision.
struct ProvisionHint {
    name: String,
    kind: ProvisionKind,
    head: Span,
    strength: Option<String>,
    /// The longest time from the event to the effect.
    worst: Option<String>,
    held: Vec<Controlled>,
    /// Of a trigger: whether nobody is designated to find its event, or something else stands before it that is in nobody's
    /// hands.
    undecided: bool,
}

/// What an analysis says of each provision of the draft, in the unbracketed reading, and whether there are others.
fn said(snapshot: &DocumentSnapshot) -> Option<(Vec<ProvisionHint>, bool)> {
    if snapshot.sort != DocumentKind::Draft || is_scenario_file(&snapshot.source.name) {
        return None;
    }
    let mut settings = snapshot.settings();
    settings.readings = Which::Unbracketed;
    let answered = ask(&snapshot.source, &settings, &|path| snapshot.companion(path), |facts, wording| {
        let treaty = facts.treaty();
        let mut held: FxHashMap<Span, Vec<Controlled>> = FxHashMap::default();
        for (holder, controlled) in analysis_report::held(facts, wording) {
            if let Holder::Provision(id) = holder {
                held.entry(treaty.provision(id).head).or_default().push(controlled);
            }
        }
        let mut worst = analysis_report::worst(facts, wording);
        // Only lenses tell it, and these stand at triggers.
        let undecided = |it: &Provision<'_>| {
            it.kind == ProvisionKind::Trigger
                && (!it.events.is_empty() && it.decided.is_none()
                    || !question::doubts(facts, &[], it.id, false).is_empty())
        };
        let said = treaty.own_provisions().map(|it| ProvisionHint {
            undecided: undecided(it),
            name: it.name.to_owned(),
            kind: it.kind,
            head: it.head,
            strength: facts.strength(it.id).graded().map(|it| format!("{it} {}", it.low.title())),
            worst: worst.remove(&it.id),
            held: held.remove(&it.head).unwrap_or_default(),
        });
        said.collect::<Vec<_>>()
    });
    let several = !answered.readings.is(1);
    answered.answer.map(|it| (it, several))
}

/// Everybody who alone can stop something.
fn blockers(held: &[Controlled]) -> Vec<String> {
    let alone = held.iter().flat_map(|it| &it.views).flat_map(|it| &it.alone);
    let names: BTreeSet<&str> = alone.map(|it| it.actor.as_str()).collect();
    names.into_iter().map(str::to_owned).collect()
}

pub(super) fn hints(snapshot: &DocumentSnapshot, params: &InlayHintParams) -> RequestResult<Option<Vec<InlayHint>>> {
    let Some((said, several)) = said(snapshot) else { return Ok(None) };
    let within = snapshot.span(params.range);
    let mut hints = Vec::new();
    for it in said.iter().filter(|it| within.start <= it.head.end && it.head.end <= within.end) {
        let mut parts: Vec<String> = Vec::new();
        if it.kind.is_norm() {
            parts.extend(it.strength.clone());
        }
        if let Some(worst) = &it.worst {
            parts.push(match worst.as_str() {
                "unbounded" => "no bound on the time to effect".to_owned(),
                "never" => "in the worst case never".to_owned(),
                "cannot be determined" => "the worst case cannot be determined".to_owned(),
                words => format!("at the latest {words}"),
            });
        }
        let blockers = blockers(&it.held);
        if !blockers.is_empty() {
            let shown = if blockers.len() > 4 { format!("{} actors", blockers.len()) } else { blockers.join(", ") };
            parts.push(match blockers.len() {
                1 => format!("{shown} alone can block"),
                _ => format!("{shown} can each alone block"),
            });
        }
        if parts.is_empty() {
            continue;
        }
        let mut tooltip = String::new();
        for view in it.held.iter().flat_map(|it| &it.views) {
            stops(view, &mut tooltip);
        }
        if several {
            tooltip.push_str("_In the unbracketed reading._");
        }
        hints.push(InlayHint {
            position: snapshot.lines().position(snapshot.text(), it.head.end),
            label: parts.join(" · ").into(),
            kind: Some(InlayHintKind::Type),
            tooltip: (!tooltip.is_empty()).then(|| MarkupContent { kind: MarkupKind::Markdown, value: tooltip }.into()),
            padding_left: Some(true),
            padding_right: Some(true),
            text_edits: None,
            data: None,
        });
    }
    Ok(Some(hints))
}

pub(super) fn lenses(snapshot: &DocumentSnapshot, _: &CodeLensParams) -> RequestResult<Option<Vec<CodeLens>>> {
    let scenarios = scenarios::lenses(snapshot);
    let Some((said, several)) = said(snapshot) else { return Ok((!scenarios.is_empty()).then_some(scenarios)) };
    let triggers = said.into_iter().filter(|it| it.kind == ProvisionKind::Trigger);
    let lenses = triggers.map(|it| {
        let mut title = match blockers(&it.held).len() {
            _ if it.undecided => "nobody is designated to decide".to_owned(),
            0 => "nobody alone can block".to_owned(),
            count => format!("{count} can block"),
        };
        if several {
            title.push_str(" in the unbracketed reading");
        }
        CodeLens {
            range: snapshot.range(it.head),
            command: Some(Command {
                title,
                tooltip: Some("Who can block or force it, and how long it takes".to_owned()),
                command: ANALYZE.to_owned(),
                arguments: Some(vec![json!(snapshot.uri.0), json!(it.name)]),
            }),
            data: None,
        }
    });
    Ok(Some(lenses.chain(scenarios).collect()))
}

/// The analysis of a draft as a document; of one of its provisions, who can stop it and what hangs on it.
pub(super) fn analyze(snapshot: &DocumentSnapshot, params: &ExecuteCommandParams) -> RequestResult<Option<Value>> {
    let arguments = params.arguments.as_deref().unwrap_or_default();
    let provision = arguments.get(1).and_then(Value::as_str);
    let mut settings = snapshot.settings();
    settings.readings = Which::Unbracketed;
    let name = snapshot
        .path
        .as_deref()
        .and_then(std::path::Path::file_name)
        .map_or_else(|| snapshot.uri.0.clone(), |it| it.to_string_lossy().into_owned());
    let answered = ask(&snapshot.source, &settings, &|path| snapshot.companion(path), |facts, wording| {
        let Some(provision) = provision else {
            let calendar = TimelineStart::default();
            let wanted = ReportRequest { draft: &name, reading: None, sections: Section::ALL, calendar };
            return Some(analysis::markdown(&analysis_report::analysis_report(facts, wording, &wanted)));
        };
        let treaty = facts.treaty();
        let own = treaty.provision_named(provision)?;
        // What hangs on it is as much in the hands of those who hold it.
        let mut concerned = vec![own];
        concerned.extend(facts.answers().to(own));
        let mut words = format!("# {}\n\n", foreign::markdown(&treaty.cite(own)));
        for (holder, it) in analysis_report::held(facts, wording) {
            if !matches!(holder, Holder::Provision(id) if concerned.contains(&id)) {
                continue;
            }
            let _ = writeln!(words, "## {}\n", foreign::markdown(&format!("{}: {}", it.clause.cite, it.what)));
            it.views.iter().for_each(|view| stops(view, &mut words));
        }
        Some(words)
    });
    let several = !answered.readings.is(1);
    match answered.answer.flatten() {
        Some(mut words) => {
            if several {
                words.push_str("\n_In the unbracketed reading._\n");
            }
            Ok(Some(words.into()))
        }
        None => Err(RequestError::new(match provision {
            Some(name) => format!("the draft has no provision `{name}` in its unbracketed reading"),
            None => "the draft can't be analysed".to_owned(),
        })),
    }
}
