//! What could stand at a place of a text that is being written: for completion, and for words on what is still missing.

use super::ast::{Clause, DeclarationKind, Item, OrBracket, Provision, ProvisionKind, Step, UnitKind};
use super::clauses::{AllowedIn, BODY, PLACE, riders};
use super::error::{Probe, look};
use super::lexer::{Lexer, TokenKind, is_uncurled};
use super::lower::ListRule;
use super::scan;
use crate::source::{FileId, Span};

/// So much of a text before a place is read to learn what stands there.
const REACH: usize = 20_000;

/// What list a place stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Declarations, articles, provisions: at the top, or in a part of the text.
    Items {
        /// Whether it is within an article or the like.
        in_unit: bool,
    },
    /// The clauses of a provision.
    Clauses(ProvisionKind),
    /// The clauses of a body or organization.
    Body,
    /// The clauses of an area, zone or line.
    Place,
    /// The lines of `assume`.
    Assumptions,
    /// The steps of a sequence.
    Steps,
    /// The rungs of a ladder.
    Rungs,
    /// The lines of a scenario.
    Facts,
    /// `weights population { … }`
    Weights,
}

impl ListKind {
    /// The home of the clauses that may stand in it.
    pub fn home(self) -> Option<AllowedIn> {
        match self {
            Self::Clauses(kind) => Some(AllowedIn::provision(kind)),
            Self::Body => Some(BODY),
            Self::Place => Some(PLACE),
            _ => None,
        }
    }
}

/// What could stand at a place.
#[derive(Clone, Debug)]
pub struct ExpectedTokens {
    /// The list that it stands in.
    pub list: ListKind,
    /// Whether an entry of the list may begin there.
    pub begins: bool,
    /// The words of the entry that has begun before it; empty if none has.
    pub begun: String,
    /// The signs and words that could go on with that entry, as the grammar has them: `A..Z` for a name with a capital.
    pub words: Vec<String>,
    /// The word that stands there already, as far as it is written.
    pub typed: Span,
    /// The head of the block: keyword and name.
    pub head: Option<Span>,
    /// Where the block begins.
    pub block: u32,
}

/// What could stand at a place of a draft; nothing within quotations, prose and comments.
pub fn expected(text: &str, offset: u32) -> Option<ExpectedTokens> {
    let before = text.get(..offset as usize)?;
    let (here, typed) = place(before)?;
    let body = &before[here.block as usize..typed];
    let body = if body.len() > REACH { "" } else { body };
    let body = scan::blanked(body, &scan::scan(body, usize::MAX)).into_owned();
    let start = match here.list {
        ListKind::Items { .. } => item_start(&body),
        ListKind::Weights => None,
        list => entry_start(list, &body),
    };
    let begun = start.map_or("", |it| &body[it..]);
    let (listed, typed) = (listed(here.list), Span::new(typed as u32, offset));
    let mut found = ExpectedTokens {
        list: here.list,
        begins: begun.trim().is_empty(),
        begun: begun.to_owned(),
        words: Vec::new(),
        typed,
        head: here.head,
        block: here.block,
    };
    if !found.begins
        && let Some(listed) = listed
    {
        // Nothing goes on with this sign, so that everything that could is told.
        let probe = format!("{begun}^");
        if let Some(Probe { at, expected }) = look(&probe, Span::new(0, probe.len() as u32), listed) {
            let reached = probe[at as usize..].trim_start() == "^";
            if reached {
                found.words.clone_from(&expected);
                // Lists of many choices are entered by their first letter, which tells no word.
                if !found.words.iter().any(|it| it == "a..z") {
                    let others = riders().filter(|it| !expected.iter().any(|known| known == it));
                    found.words.extend(others.filter(|it| goes_on(begun, it, listed)).map(str::to_owned));
                }
            }
            found.begins = !reached || look(begun, Span::new(0, begun.len() as u32), listed).is_none();
        }
    }
    Some(found)
}

/// Whether a word goes on with an entry.
fn goes_on(begun: &str, word: &str, listed: ListRule) -> bool {
    let probe = format!("{begun}{word} ^");
    let look = look(&probe, Span::new(0, probe.len() as u32), listed);
    look.is_some_and(|it| probe[it.at as usize..].trim_start() == "^")
}

/// A block of the text, open at a place.
struct Here {
    list: ListKind,
    head: Option<Span>,
    block: u32,
}

/// The innermost block that is open at the end of a text, and where the word begins that is being written there; nothing if a
/// quotation, prose or comment is open.
fn place(text: &str) -> Option<(Here, usize)> {
    let outermost = Here { list: ListKind::Items { in_unit: false }, head: None, block: 0 };
    let mut open: Vec<Here> = vec![outermost];
    // The words that may be the head of the next block.
    let mut words: Vec<Span> = Vec::new();
    // Whether a quotation has begun that does not end on its line: it is lost with it.
    let mut quote_lost = false;
    for token in Lexer::new(text) {
        let (kind, span) = (token.kind, token.span);
        let ends = span.end as usize == text.len();
        match kind {
            TokenKind::LineEnd => quote_lost = false,
            _ if quote_lost => {}
            TokenKind::Comment if ends => return None,
            // Prose without its end.
            TokenKind::Quotation if text[span.start as usize..].starts_with("\"\"\"") => return None,
            TokenKind::LostQuote => quote_lost = true,
            TokenKind::Word if is_uncurled(text, token) => quote_lost = true,
            TokenKind::Open => {
                let head = head(text, &words);
                let in_unit = matches!(open.last()?.list, ListKind::Items { in_unit: true });
                let list = head.map_or(ListKind::Items { in_unit }, |it| it.1);
                open.push(Here { list, head: head.map(|it| it.0), block: span.end });
                words.clear();
            }
            TokenKind::Close => {
                if open.len() > 1 {
                    open.pop();
                }
                if let Some(Here { list: ListKind::Items { .. }, block, .. }) = open.last_mut() {
                    *block = span.end;
                }
                words.clear();
            }
            TokenKind::Bracket | TokenKind::BracketEnd | TokenKind::Bar | TokenKind::Colon => words.clear(),
            TokenKind::Word | TokenKind::Number if ends => return Some((open.pop()?, span.start as usize)),
            TokenKind::Word | TokenKind::Number => words.push(span),
            _ => {}
        }
    }
    if quote_lost { None } else { Some((open.pop()?, text.len())) }
}

/// The head of a block among the words before it: the last keyword that opens one, with the name behind it.
fn head(text: &str, words: &[Span]) -> Option<(Span, ListKind)> {
    let end = words.last()?;
    words.iter().rev().find_map(|it| {
        let word = it.of(text);
        let list = match word {
            "treaty" => ListKind::Items { in_unit: false },
            "assume" => ListKind::Assumptions,
            "sequence" => ListKind::Steps,
            "ladder" => ListKind::Rungs,
            "scenario" => ListKind::Facts,
            "weights" => ListKind::Weights,
            "body" | "organization" | "office" | "forces" => ListKind::Body,
            "area" | "zone" | "line" => ListKind::Place,
            _ if UnitKind::from_word(word).is_some() => ListKind::Items { in_unit: true },
            _ => ListKind::Clauses(ProvisionKind::from_word(word)?),
        };
        Some((it.to(*end), list))
    })
}

/// Where the last item begins: at the last word that begins one and stands first on its line or behind a sign.
fn item_start(body: &str) -> Option<usize> {
    let (mut start, mut first) = (None, true);
    for token in Lexer::new(body) {
        match token.kind {
            TokenKind::LineEnd | TokenKind::Bracket | TokenKind::Bar | TokenKind::Colon | TokenKind::Close => {
                first = true;
            }
            TokenKind::Blank => {}
            _ => {
                if first && super::error::begins_item(token.span.of(body)) {
                    start = Some(token.span.start as usize);
                }
                first = false;
            }
        }
    }
    start
}

/// Where the last entry of a block begins.
fn entry_start(list: ListKind, body: &str) -> Option<usize> {
    let head = match list {
        ListKind::Clauses(kind) => format!("{} x {{", kind.as_str()),
        ListKind::Body => "body X \"x\" {".to_owned(),
        ListKind::Place => "area X {".to_owned(),
        ListKind::Assumptions => "assume {".to_owned(),
        ListKind::Steps => "sequence x {".to_owned(),
        ListKind::Rungs => "ladder x {".to_owned(),
        ListKind::Facts => "scenario \"x\" {".to_owned(),
        ListKind::Items { .. } | ListKind::Weights => return None,
    };
    let text = format!("{head}{body}");
    let draft = super::parse(FileId::default(), &text).draft;
    let mut starts = Vec::new();
    for item in &draft.items {
        if let OrBracket::Plain(item) = item {
            item_starts(item, &mut starts);
        }
    }
    let start = starts.into_iter().filter(|it| *it as usize >= head.len()).max()?;
    Some(start as usize - head.len())
}

fn item_starts(item: &Item, starts: &mut Vec<u32>) {
    match item {
        Item::Declaration(it) if it.kind != DeclarationKind::Term => {
            clause_starts(&it.clauses, starts);
            starts.extend(it.broken.iter().map(|it| it.span.start));
        }
        Item::Place(it) => {
            clause_starts(&it.clauses, starts);
            starts.extend(it.broken.iter().map(|it| it.span.start));
        }
        Item::Assume(steps, _) => step_starts(steps, starts),
        Item::Provision(it) => provision_starts(it, starts),
        Item::Scenario(it) => {
            starts.extend(it.assuming.iter().map(|it| it.span.start));
            starts.extend(it.pace.iter().map(|it| it.span.start));
            starts.extend(it.given.iter().map(|it| it.span.start));
            starts.extend(it.expect.iter().map(|it| it.span.start));
            starts.extend(it.broken.iter().map(|it| it.span.start));
        }
        Item::Broken(it) => starts.push(it.span.start),
        _ => {}
    }
}

fn provision_starts(it: &Provision, starts: &mut Vec<u32>) {
    clause_starts(&it.clauses, starts);
    step_starts(&it.steps, starts);
    starts.extend(it.broken.iter().map(|it| it.span.start));
    each(&it.rungs, &mut |rung| starts.push(rung.span.start));
}

fn clause_starts(clauses: &[OrBracket<Clause>], starts: &mut Vec<u32>) {
    each(clauses, &mut |it: &Clause| starts.push(it.span.start));
}

fn step_starts(steps: &[OrBracket<Step>], starts: &mut Vec<u32>) {
    each(steps, &mut |it: &Step| starts.push(it.span.start));
}

fn each<T>(entries: &[OrBracket<T>], act: &mut impl FnMut(&T)) {
    for entry in entries {
        match entry {
            OrBracket::Plain(it) => act(it),
            OrBracket::Bracket(bracket) => bracket.alternatives.iter().for_each(|it| each(&it.content, act)),
        }
    }
}

fn listed(list: ListKind) -> Option<ListRule> {
    Some(match list {
        ListKind::Items { .. } => ListRule::Item,
        ListKind::Clauses(kind) if kind.is_final() => ListRule::Final(kind),
        ListKind::Clauses(kind) => ListRule::Clause(kind),
        ListKind::Body => ListRule::Seat,
        ListKind::Place => ListRule::Extent,
        ListKind::Assumptions => ListRule::Assumption,
        ListKind::Steps => ListRule::Step,
        ListKind::Rungs => ListRule::Rung,
        ListKind::Facts => ListRule::Fact,
        ListKind::Weights => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is expected at `|` of a text.
    fn at(text: &str) -> ExpectedTokens {
        let offset = text.find('|').expect("the place is marked");
        expected(&text.replacen('|', "", 1), offset as u32).expect("something may stand there")
    }

    fn goes_on(text: &str, word: &str) -> bool {
        at(text).words.iter().any(|it| it == word)
    }

    #[test]
    fn an_empty_block_takes_clauses() {
        let found = at("article 1 \"a\" {\n  trigger t {\n    |\n  }\n}\n");
        assert!(found.begins && found.words.is_empty());
        assert_eq!(found.list, ListKind::Clauses(ProvisionKind::Trigger));
        assert_eq!(at("article 1 \"a\" { tr|").list, ListKind::Items { in_unit: true });
        assert_eq!(at("body B \"b\" {\n members A\n ch|").list, ListKind::Body);
        assert_eq!(at("|").list, ListKind::Items { in_unit: false });
    }

    #[test]
    fn a_clause_goes_on_as_the_grammar_has_it() {
        assert!(goes_on("trigger t { decided by |", "unanimity"));
        assert!(goes_on("trigger t { decided by una|nimity", "unanimity"));
        assert!(goes_on("trigger t {\n on armed-attack\n decided by unanimity |", "of"));
        assert!(goes_on("trigger t { [ RUS: decided by unanimity of |", "A..Z"));
        assert!(goes_on("party UKR \"Ukraine\" |", "is"));
        assert!(goes_on("obligation o { each of guarantors |", "shall"));
        assert!(goes_on("assume { potential |", "aggressor"));
    }

    #[test]
    fn behind_a_whole_clause_another_may_begin() {
        let found = at("trigger t { decided by unanimity of guarantors\n |");
        assert!(found.begins, "{found:?}");
        assert!(found.words.iter().any(|it| it == "within" || it == "excluding"), "{found:?}");
    }

    #[test]
    fn nothing_is_expected_in_words_that_are_free() {
        for text in ["text \"\"\"\n free |", "# a remark |", "party UKR \"Ukr|aine\" is guarantor"] {
            let offset = text.find('|').expect("the place is marked");
            assert!(expected(&text.replacen('|', "", 1), offset as u32).is_none(), "{text}");
        }
    }
}
