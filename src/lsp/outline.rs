//! The shape of a text: its outline, what folds, what a selection grows to, what links.

use super::address;
use super::error::RequestResult;
use super::snapshot::{DocumentKind, DocumentSnapshot};
use crate::model::Brackets;
use crate::source::{Span, plain_path};
use crate::syntax::ast::{
    Clause, ClauseWord, Declaration, DeclarationKind, Item, OrBracket, Place, Provision, ProvisionKind, Scenario, Step,
    Unit,
};
use crate::syntax::lexer::{Lexer, Token, is_of_word, unquoted};
use crate::syntax::passage::{PassageKind, on_one_line, passages};
use lsp_types::{
    BaseSymbolInformation, DocumentLink, DocumentLinkParams, DocumentSymbol, DocumentSymbolParams,
    DocumentSymbolResponse, FoldingRange, FoldingRangeKind, FoldingRangeParams, Location, SelectionRange,
    SelectionRangeParams, SymbolInformation, SymbolKind,
};
use std::path::Path;

/// Something of a draft that an outline names.
pub(super) struct Symbol {
    pub(super) name: String,
    pub(super) kind: SymbolKind,
    pub(super) span: Span,
    pub(super) name_span: Span,
    /// What it stands in.
    pub(super) within: Option<String>,
    detail: Option<String>,
    children: Vec<Symbol>,
}

/// Everything that a draft declares, in its order, without what stands in what.
pub(super) fn flat(snapshot: &DocumentSnapshot) -> Vec<Symbol> {
    fn spread(all: Vec<Symbol>, within: Option<&str>, found: &mut Vec<Symbol>) {
        for mut symbol in all {
            let children = std::mem::take(&mut symbol.children);
            symbol.within = within.map(str::to_owned);
            let name = symbol.name.clone();
            found.push(symbol);
            spread(children, Some(&name), found);
        }
    }
    let mut found = Vec::new();
    spread(outline(snapshot), None, &mut found);
    found
}

fn outline(snapshot: &DocumentSnapshot) -> Vec<Symbol> {
    if snapshot.sort != DocumentKind::Draft {
        return Vec::new();
    }
    let draft = &snapshot.parsed().draft;
    let mut symbols = Vec::new();
    items(&draft.items, snapshot.text(), &mut symbols);
    symbols
}

fn items(entries: &[OrBracket<Item>], text: &str, found: &mut Vec<Symbol>) {
    for entry in entries {
        match entry {
            OrBracket::Plain(item) => found.extend(item_symbol(item, text)),
            OrBracket::Bracket(bracket) => bracket.alternatives.iter().for_each(|it| items(&it.content, text, found)),
        }
    }
}

fn symbol(name: &str, kind: SymbolKind, span: Span, name_span: Span) -> Symbol {
    let name = if name.is_empty() { "—".to_owned() } else { name.to_owned() };
    Symbol { name, kind, span, name_span, within: None, detail: None, children: Vec::new() }
}

fn item_symbol(item: &Item, text: &str) -> Option<Symbol> {
    let title = |it: Span| unquoted(it.of(text)).to_owned();
    Some(match item {
        Item::Declaration(it) => declaration(it, text),
        Item::Place(it) => {
            let detail = it.title.map(title);
            Symbol { detail, ..symbol(it.name.of(text), SymbolKind::Namespace, it.span, it.name) }
        }
        Item::Assume(_, span) => symbol("assume", SymbolKind::Event, *span, Span::new(span.start, span.start + 6)),
        Item::Unit(it) => unit(it, text),
        Item::Provision(it) => provision(it, text),
        Item::Scenario(it) => {
            let name = title(it.title);
            symbol(&format!("scenario {name}"), SymbolKind::Event, it.span, it.title)
        }
        Item::Header(_) | Item::Broken(_) | Item::StrayClose(_) => return None,
    })
}

fn declaration(it: &Declaration, text: &str) -> Symbol {
    let kind = match it.kind {
        DeclarationKind::Party | DeclarationKind::State => SymbolKind::Class,
        DeclarationKind::Organization | DeclarationKind::Body => SymbolKind::Interface,
        DeclarationKind::Forces | DeclarationKind::Office => SymbolKind::Object,
        DeclarationKind::Instrument => SymbolKind::File,
        DeclarationKind::Group => SymbolKind::Enum,
        DeclarationKind::Term => SymbolKind::String,
        DeclarationKind::Milestone => SymbolKind::Event,
        DeclarationKind::Weights => SymbolKind::Array,
    };
    let detail = it.title.or(it.text).map(|it| unquoted(it.of(text)).to_owned());
    Symbol { detail, ..symbol(unquoted(it.name.of(text)), kind, it.span, it.name) }
}

fn unit(it: &Unit, text: &str) -> Symbol {
    let mut children = Vec::new();
    items(&it.items, text, &mut children);
    let name_span = Span::new(it.head.start, it.number.or(it.title).map_or(it.head.end, |it| it.end));
    let name = on_one_line(name_span.of(text));
    let detail = it.number.and(it.title).map(|it| unquoted(it.of(text)).to_owned());
    Symbol { detail, children, ..symbol(&name, SymbolKind::Module, it.span, name_span) }
}

fn provision(it: &Provision, text: &str) -> Symbol {
    let kind = match it.kind {
        ProvisionKind::Trigger => SymbolKind::Event,
        kind if kind.is_norm() => SymbolKind::Function,
        kind if kind.is_final() => SymbolKind::Property,
        _ => SymbolKind::Method,
    };
    let mut children = Vec::new();
    for rung in every(&it.rungs) {
        children.push(provision(rung, text));
    }
    let name_span = it.name.unwrap_or(it.head);
    let name = it.name.map_or(it.kind.as_str(), |name| unquoted(name.of(text)));
    let detail = it.name.map(|_| it.kind.as_str().to_owned());
    Symbol { detail, children, ..symbol(name, kind, it.span, name_span) }
}

/// Everything in a list, whatever its brackets.
pub(super) fn every<T>(entries: &[OrBracket<T>]) -> Vec<&T> {
    fn collect<'t, T>(entries: &'t [OrBracket<T>], found: &mut Vec<&'t T>) {
        for entry in entries {
            match entry {
                OrBracket::Plain(it) => found.push(it),
                OrBracket::Bracket(bracket) => bracket.alternatives.iter().for_each(|it| collect(&it.content, found)),
            }
        }
    }
    let mut found = Vec::new();
    collect(entries, &mut found);
    found
}

pub(super) fn symbols(
    snapshot: &DocumentSnapshot,
    _: &DocumentSymbolParams,
) -> RequestResult<Option<DocumentSymbolResponse>> {
    fn shown(snapshot: &DocumentSnapshot, it: Symbol) -> DocumentSymbol {
        let children: Vec<DocumentSymbol> = it.children.into_iter().map(|it| shown(snapshot, it)).collect();
        DocumentSymbol {
            name: it.name,
            detail: it.detail,
            kind: it.kind,
            tags: None,
            #[expect(deprecated, reason = "the shape has it")]
            deprecated: None,
            range: snapshot.range(it.span.to(it.name_span)),
            selection_range: snapshot.range(it.name_span),
            children: (!children.is_empty()).then_some(children),
        }
    }
    if snapshot.client.nested_symbols {
        let all: Vec<DocumentSymbol> = outline(snapshot).into_iter().map(|it| shown(snapshot, it)).collect();
        return Ok(Some(all.into()));
    }
    let all = flat(snapshot).into_iter().map(|it| SymbolInformation {
        location: Location { uri: snapshot.uri.clone(), range: snapshot.range(it.span) },
        base_symbol_information: BaseSymbolInformation {
            name: it.name,
            kind: it.kind,
            container_name: it.within,
            tags: None,
        },
        #[expect(deprecated, reason = "the shape has it")]
        deprecated: None,
    });
    Ok(Some(all.collect::<Vec<_>>().into()))
}

/// Every part of a draft that holds others, the outer before the inner.
#[derive(Default)]
struct OutlineParts {
    blocks: Vec<Span>,
    clauses: Vec<Span>,
    brackets: Vec<Span>,
}

fn parts(snapshot: &DocumentSnapshot) -> OutlineParts {
    fn clauses(entries: &[OrBracket<Clause>], parts: &mut OutlineParts) {
        parts.clauses.extend(every(entries).into_iter().map(|it| it.span));
    }
    fn steps(entries: &[OrBracket<Step>], parts: &mut OutlineParts) {
        parts.clauses.extend(every(entries).into_iter().map(|it| it.span));
    }
    fn of_provision(it: &Provision, parts: &mut OutlineParts) {
        parts.blocks.push(it.span);
        clauses(&it.clauses, parts);
        steps(&it.steps, parts);
        for rung in every(&it.rungs) {
            of_provision(rung, parts);
        }
    }
    fn of_place(it: &Place, parts: &mut OutlineParts) {
        parts.blocks.push(it.span);
        clauses(&it.clauses, parts);
    }
    fn of_scenario(it: &Scenario, parts: &mut OutlineParts) {
        parts.blocks.push(it.span);
        let assumed = it.assuming.iter().map(|it| it.span).chain(it.pace.iter().map(|it| it.span));
        let played = it.given.iter().map(|it| it.span).chain(it.expect.iter().map(|it| it.span));
        parts.clauses.extend(assumed.chain(played));
    }
    fn of_items(entries: &[OrBracket<Item>], parts: &mut OutlineParts) {
        for item in every(entries) {
            match item {
                Item::Declaration(it) => {
                    parts.blocks.push(it.span);
                    clauses(&it.clauses, parts);
                }
                Item::Place(it) => of_place(it, parts),
                Item::Assume(lines, span) => {
                    parts.blocks.push(*span);
                    steps(lines, parts);
                }
                Item::Unit(it) => {
                    parts.blocks.push(it.span);
                    of_items(&it.items, parts);
                }
                Item::Provision(it) => of_provision(it, parts),
                Item::Scenario(it) => of_scenario(it, parts),
                Item::Header(_) | Item::Broken(_) | Item::StrayClose(_) => {}
            }
        }
    }
    let draft = &snapshot.parsed().draft;
    let mut found = OutlineParts::default();
    of_items(&draft.items, &mut found);
    for bracket in &Brackets::of(snapshot.text(), draft).all {
        found.brackets.push(bracket.span);
        found.brackets.extend(bracket.alternatives.iter().map(|it| it.span));
    }
    found
}

pub(super) fn folds(snapshot: &DocumentSnapshot, _: &FoldingRangeParams) -> RequestResult<Option<Vec<FoldingRange>>> {
    if snapshot.sort != DocumentKind::Draft {
        return Ok(None);
    }
    let (text, lines) = (snapshot.text(), snapshot.lines());
    let mut folds: Vec<FoldingRange> = Vec::new();
    let mut add = |start: u32, end: u32, kind: Option<FoldingRangeKind>| {
        // Of parts that begin on one line the largest folds.
        if end > start && !folds.iter().rev().take(8).any(|it| it.start_line == start) {
            folds.push(FoldingRange { start_line: start, end_line: end, kind, ..FoldingRange::default() });
        }
    };
    let found = parts(snapshot);
    for span in found.blocks.iter().chain(&found.brackets) {
        // The line of the closing brace stays to be seen.
        let end = lines.line(span.end.saturating_sub(1).max(span.start));
        let closes = span.of(text).ends_with(['}', ']']);
        add(lines.line(span.start), end - u32::from(closes && end > 0), None);
    }
    let mut comments: Option<(u32, u32)> = None;
    for it in passages(text) {
        let (start, end) = (lines.line(it.span.start), lines.line(it.span.end));
        match it.kind {
            PassageKind::Prose => add(start, end.saturating_sub(1), None),
            PassageKind::Comment => match comments {
                Some((first, last)) if start <= last + 1 => comments = Some((first, start)),
                _ => {
                    if let Some((first, last)) = comments.replace((start, start)) {
                        add(first, last, Some(FoldingRangeKind::Comment));
                    }
                }
            },
            PassageKind::Quotation => {}
        }
    }
    if let Some((first, last)) = comments {
        add(first, last, Some(FoldingRangeKind::Comment));
    }
    Ok(Some(folds))
}

pub(super) fn selections(
    snapshot: &DocumentSnapshot,
    params: &SelectionRangeParams,
) -> RequestResult<Option<Vec<SelectionRange>>> {
    let text = snapshot.text();
    let found = parts(snapshot);
    let passages: Vec<Token> = Lexer::new(text).filter(|it| it.kind.is_passage()).collect();
    let grown = params.positions.iter().map(|at| {
        let offset = snapshot.offset(*at);
        let holds = |it: &&Span| it.start <= offset && offset <= it.end;
        let mut spans = vec![word_at(text, offset)];
        for it in passages.iter().map(|it| (it.inner(text), it.span)).filter(|it| holds(&&it.0)) {
            spans.extend([it.0, it.1]);
        }
        let all = found.blocks.iter().chain(&found.clauses).chain(&found.brackets);
        spans.extend(all.filter(holds).copied());
        spans.push(Span::new(0, text.len() as u32));
        spans.sort_by_key(|it| it.len());
        spans.dedup();
        // Each holds the one before it.
        let mut chain: Vec<Span> = Vec::new();
        for span in spans {
            if chain.last().is_none_or(|inner| span.contains(*inner)) {
                chain.push(span);
            }
        }
        let mut selection: Option<Box<SelectionRange>> = None;
        for span in chain.into_iter().rev() {
            selection = Some(Box::new(SelectionRange { range: snapshot.range(span), parent: selection }));
        }
        selection.map_or_else(SelectionRange::default, |it| *it)
    });
    Ok(Some(grown.collect()))
}

/// The word at a place, as far as one stands there: in quotations and comments as languages have it.
pub(super) fn word_at(text: &str, offset: u32) -> Span {
    let is_passage = passages(text).iter().any(|it| it.span.start <= offset && offset <= it.span.end);
    let is_of_word = |it: char| is_of_word(it) && (!is_passage || it.is_alphanumeric() || it.is_ascii());
    let before = text[..offset as usize].char_indices().rev().take_while(|it| is_of_word(it.1)).last();
    let after = text[offset as usize..].find(|it| !is_of_word(it)).map_or(text.len() as u32, |it| offset + it as u32);
    Span::new(before.map_or(offset, |it| it.0 as u32), after)
}

/// The instruments that a draft names by file, the files that a configuration extends, and the sources that any text names by
/// an address.
pub(super) fn links(snapshot: &DocumentSnapshot, _: &DocumentLinkParams) -> RequestResult<Option<Vec<DocumentLink>>> {
    let text = snapshot.text();
    let mut links = Vec::new();
    let mut add = |span: Span, target: lsp_types::Uri, tooltip: &str| {
        links.push(DocumentLink {
            range: snapshot.range(span),
            target: Some(target),
            tooltip: Some(tooltip.to_owned()),
            data: None,
        });
    };
    for start in text.match_indices("https://").chain(text.match_indices("http://")).map(|it| it.0) {
        let ends = |it: char| it.is_whitespace() || matches!(it, '"' | '\'' | '<' | '>' | '`' | '“' | '”' | ']' | '}');
        let length = text[start..].find(ends).unwrap_or(text.len() - start);
        let address = text[start..start + length].trim_end_matches(['.', ',', ';', ':', ')', '!']);
        add(Span::new(start as u32, (start + address.len()) as u32), address.into(), "open the source");
    }
    let folder = snapshot.path.as_deref().and_then(Path::parent);
    let mut file = |span: Span, name: &str, tooltip: &str| {
        if let Some(path) = folder.map(|it| plain_path(&it.join(name)))
            && snapshot.disk.text(&path).is_ok()
        {
            add(span, address::uri(&path), tooltip);
        }
    };
    match snapshot.sort {
        DocumentKind::Draft => {
            let draft = &snapshot.parsed().draft;
            let mut named = Vec::new();
            instruments(&draft.items, &mut named);
            for span in named {
                file(span, unquoted(span.of(text)), "open the instrument");
            }
        }
        DocumentKind::Configuration => {
            for it in passages(text).into_iter().filter(|it| it.kind == PassageKind::Quotation) {
                let name = it.span.of(text);
                if Path::new(name).extension().is_some_and(|it| it == "toml") {
                    file(it.span, name, "open what is extended");
                }
            }
        }
        DocumentKind::Suite | DocumentKind::Other => {}
    }
    Ok(Some(links))
}

fn instruments(entries: &[OrBracket<Item>], found: &mut Vec<Span>) {
    for item in every(entries) {
        match item {
            Item::Declaration(it) if it.kind == DeclarationKind::Instrument => found.extend(it.text),
            Item::Unit(it) => instruments(&it.items, found),
            _ => {}
        }
    }
}

/// The clauses that stand in the block that begins at a place.
pub(super) fn clauses_at(snapshot: &DocumentSnapshot, block: u32) -> Vec<ClauseWord> {
    fn find(entries: &[OrBracket<Item>], block: u32) -> Option<Vec<&Clause>> {
        every(entries).into_iter().find_map(|item| match item {
            Item::Unit(it) if it.span.start < block && block <= it.span.end => find(&it.items, block),
            Item::Provision(it) => of_provision(it, block),
            Item::Declaration(it) if it.span.start < block && block <= it.span.end => Some(every(&it.clauses)),
            Item::Place(it) if it.span.start < block && block <= it.span.end => Some(every(&it.clauses)),
            _ => None,
        })
    }
    fn of_provision(it: &Provision, block: u32) -> Option<Vec<&Clause>> {
        if it.span.start >= block || block > it.span.end {
            return None;
        }
        let rung = every(&it.rungs).into_iter().find_map(|it| of_provision(it, block));
        rung.or_else(|| Some(every(&it.clauses)))
    }
    let draft = &snapshot.parsed().draft;
    find(&draft.items, block).unwrap_or_default().into_iter().map(|it| it.word).collect()
}
