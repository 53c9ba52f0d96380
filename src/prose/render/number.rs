//! Numbers, anchors and references: given once the whole document is there.

use rustc_hash::FxHashMap;

use super::TextMode;
use super::document::{Block, BlockKind, Inline, Mention, ProseDocument, WordsOf};
use crate::prose::numerals;

/// A place in the document: labels and numbers from the outside in.
type Path = Vec<(String, String)>;

/// Gives every part its number and anchor, and every reference its words. A reference to a part that is not printed leads to
/// what it stands in.
pub(super) fn number(document: &mut ProseDocument, mode: TextMode) {
    articles(&mut document.blocks);
    document.blocks.iter_mut().for_each(paragraphs);
    let mut used = FxHashMap::default();
    anchors(&mut document.blocks, "", &mut used);
    let mut index = PlaceIndex::default();
    document.blocks.iter().for_each(|it| index.add(it, &Vec::new(), "", mode));
    document.blocks.iter_mut().for_each(|it| resolve(it, &Vec::new(), &index));
}

/// Articles without a number carry on the numbers of the others.
fn articles(blocks: &mut [Block]) {
    let mut last = 0;
    let mut is_roman = false;
    let mut label = "Article".to_owned();
    let mut known = |it: &Block| {
        if it.kind != BlockKind::Article || it.number.is_empty() {
            return;
        }
        let digits: String = it.number.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse::<usize>() {
            last = last.max(number);
        } else if let Some(number) = numerals::article_number(&it.number) {
            last = last.max(number);
            is_roman = true;
        }
        label.clone_from(&it.label);
    };
    for block in blocks.iter().filter(|it| it.kind != BlockKind::Annex) {
        block.walk(&mut known);
    }
    give_numbers(blocks, &mut last, is_roman, &label);
}

fn give_numbers(blocks: &mut [Block], last: &mut usize, is_roman: bool, label: &str) {
    for block in blocks.iter_mut().filter(|it| it.kind != BlockKind::Annex) {
        match block.kind {
            BlockKind::Article if block.number.is_empty() => {
                *last += 1;
                block.number = if is_roman { numerals::roman(*last) } else { last.to_string() };
                label.clone_into(&mut block.label);
            }
            BlockKind::Bracket => {
                // Rival texts share their numbers.
                let start = *last;
                let mut most = start;
                for choice in &mut block.children {
                    let mut own = start;
                    give_numbers(&mut choice.children, &mut own, is_roman, label);
                    most = most.max(own);
                }
                *last = most;
            }
            BlockKind::Chapter | BlockKind::Section => give_numbers(&mut block.children, last, is_roman, label),
            _ => {}
        }
    }
}

/// Whether a paragraph takes a number, if there are several.
fn is_counted(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.words_of == WordsOf::Clauses
}

fn count(blocks: &[Block]) -> usize {
    let one = |it: &Block| match it.kind {
        BlockKind::Bracket => it.children.iter().map(|it| count(&it.children)).max().unwrap_or(0),
        _ => usize::from(is_counted(it)),
    };
    blocks.iter().map(one).sum()
}

/// Paragraphs of an article take numbers, unless there is but one or the draft numbers them itself.
fn paragraphs(block: &mut Block) {
    let numbered = block.children.iter().any(|it| it.kind == BlockKind::Paragraph && !it.number.is_empty());
    if matches!(block.kind, BlockKind::Article | BlockKind::Annex) && !numbered && count(&block.children) > 1 {
        number_paragraphs(&mut block.children, 0);
    }
    if !matches!(block.kind, BlockKind::Signature | BlockKind::Bracket) {
        let unnumbered = block.children.iter_mut().filter(|it| it.kind == BlockKind::Point && it.number.is_empty());
        for (at, point) in unnumbered.enumerate() {
            point.number = numerals::letter(at);
        }
    }
    block.children.iter_mut().for_each(paragraphs);
}

fn number_paragraphs(blocks: &mut [Block], mut last: usize) -> usize {
    for block in blocks {
        if block.kind == BlockKind::Bracket {
            let ends = block.children.iter_mut().map(|it| number_paragraphs(&mut it.children, last));
            last = ends.max().unwrap_or(last);
        } else if is_counted(block) {
            last += 1;
            block.number = last.to_string();
        }
    }
    last
}

/// The abbreviation of a kind of part in an anchor.
const fn abbreviation(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Stage => "stage",
        BlockKind::Title => "title",
        BlockKind::Parties => "parties",
        BlockKind::Preamble => "preamble",
        BlockKind::Formula => "formula",
        BlockKind::Definitions => "defs",
        BlockKind::Chapter => "chp",
        BlockKind::Section => "sec",
        BlockKind::Article => "art",
        BlockKind::Paragraph => "para",
        BlockKind::Point => "point",
        BlockKind::Annex => "att",
        BlockKind::Bracket => "bracket",
        BlockKind::Choice => "alt",
        BlockKind::Conclusion => "conclusion",
        BlockKind::Signature => "signature",
        BlockKind::Note => "note",
    }
}

/// Anchors by the Akoma Ntoso naming convention: `art_5__para_1__list_1__point_a`.
fn anchors(blocks: &mut [Block], parent: &str, used: &mut FxHashMap<String, usize>) {
    let mut orders: FxHashMap<&'static str, usize> = FxHashMap::default();
    for block in blocks {
        let name = abbreviation(block.kind);
        let order = orders.entry(name).or_default();
        *order += 1;
        let number: String = block.number.chars().filter(|it| it.is_alphanumeric()).collect();
        let number = if number.is_empty() { order.to_string() } else { number.to_lowercase() };
        let single = matches!(
            block.kind,
            BlockKind::Title
                | BlockKind::Parties
                | BlockKind::Preamble
                | BlockKind::Formula
                | BlockKind::Stage
                | BlockKind::Definitions
        );
        let own = if single { name.to_owned() } else { format!("{name}_{number}") };
        let joint = if block.kind == BlockKind::Point && !parent.is_empty() { "__list_1__" } else { "__" };
        let whole = if parent.is_empty() { own } else { format!("{parent}{joint}{own}") };
        // The next number of each name is kept: many parts may have one.
        let mut id = whole.clone();
        while let Some(next) = used.get_mut(&id) {
            *next += 1;
            let next = *next;
            id = format!("{whole}_{next}");
            if !used.contains_key(&id) {
                break;
            }
            id.clone_from(&whole);
        }
        used.insert(id.clone(), 1);
        for (at, sentence) in block.sentences.iter_mut().enumerate() {
            sentence.id = format!("{id}-s{}", at + 1);
        }
        // Brackets are print: what stands in them is named as if they were gone, and told apart by its order.
        let inner =
            if matches!(block.kind, BlockKind::Bracket | BlockKind::Choice) { parent.to_owned() } else { id.clone() };
        block.id = id;
        anchors(&mut block.children, &inner, used);
    }
}

/// Where everything stands that can be referred to.
#[derive(Default)]
struct PlaceIndex {
    provisions: FxHashMap<String, (Path, String)>,
    /// By number, without signs.
    units: FxHashMap<String, Vec<(Path, String)>>,
}

/// The labels of the path of a part; none for what has no number.
fn step(block: &Block) -> Option<(String, String)> {
    let label = match block.kind {
        BlockKind::Annex if block.number.is_empty() => {
            return Some((block.label.clone(), format!("“{}”", block.heading)));
        }
        BlockKind::Article | BlockKind::Annex | BlockKind::Chapter | BlockKind::Section => block.label.as_str(),
        BlockKind::Paragraph => "paragraph",
        BlockKind::Point => "point",
        _ => return None,
    };
    (!block.number.is_empty()).then(|| (label.to_owned(), block.number.clone()))
}

impl PlaceIndex {
    fn add(&mut self, block: &Block, outer: &Path, around: &str, mode: TextMode) {
        let mut path = outer.clone();
        path.extend(step(block));
        let is_printed = block.words_of != WordsOf::Covered || mode == TextMode::Compare;
        let anchor = if is_printed { block.id.as_str() } else { around };
        if let Some(name) = &block.name {
            for key in [name.clone(), format!("@{}", block.span.start)] {
                self.provisions.entry(key).or_insert_with(|| (path.clone(), anchor.to_owned()));
            }
        }
        if path.len() > outer.len() {
            self.units.entry(bare(&block.number)).or_default().push((path.clone(), anchor.to_owned()));
        }
        block.children.iter().for_each(|it| self.add(it, &path, anchor, mode));
    }

    /// The words for a reference from a place, and the anchor.
    fn words(&self, to: &Mention, from: &Path) -> (String, String) {
        match to {
            Mention::Provision(name) => match self.provisions.get(name) {
                Some((path, anchor)) => (relative(path, from), anchor.clone()),
                None => ("[…]".to_owned(), String::new()),
            },
            Mention::Unit(parts) => {
                let named = |it: &&(Path, String)| {
                    let mut path = it.0.iter().rev();
                    parts.iter().all(|(kind, number)| {
                        path.any(|(label, own)| label.eq_ignore_ascii_case(kind) && same_number(own, number))
                    }) && it.0.last().is_some_and(|last| last.0.eq_ignore_ascii_case(parts[0].0))
                };
                let own = self.units.get(&bare(&parts[0].1)).into_iter().flatten();
                let found = own.filter(named).max_by_key(|it| common(&it.0, from));
                match found {
                    Some((path, anchor)) => (relative(path, from), anchor.clone()),
                    None => (written(parts), String::new()),
                }
            }
        }
    }
}

fn same_number(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

/// A number without signs and blanks.
fn bare(number: &str) -> String {
    number.chars().filter(|it| it.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn common(one: &Path, other: &Path) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// A reference as it is written: "Article 5, paragraph 2".
fn written(parts: &[(&'static str, String)]) -> String {
    let part = |(at, (kind, number)): (usize, &(&str, String))| {
        let kind = if at == 0 || !matches!(*kind, "paragraph" | "point") {
            crate::diagnostic::capital(kind)
        } else {
            (*kind).to_owned()
        };
        let kind = if matches!(&*kind, "Paragraph" | "Point") { kind.to_lowercase() } else { kind };
        format!("{kind} {number}")
    };
    parts.iter().rev().enumerate().map(part).collect::<Vec<_>>().join(", ")
}

/// A place as seen from another: "paragraph 2" within one article, "Article 5, paragraph 2" elsewhere.
fn relative(path: &Path, from: &Path) -> String {
    let is_outer = |it: &(String, String)| !matches!(it.0.as_str(), "paragraph" | "point");
    // Chapters and sections are left out: articles are numbered through.
    let short = |path: &Path| -> Path {
        let has_article = path.iter().any(|it| matches!(it.0.as_str(), "Article" | "Point"));
        path.iter().filter(|it| !(has_article && matches!(it.0.as_str(), "Chapter" | "Section"))).cloned().collect()
    };
    let (path, from) = (short(path), short(from));
    let outer = path.iter().take_while(|it| is_outer(it)).count();
    let same_outer = outer > 0
        && from.len() >= outer
        && path[..outer] == from[..outer]
        && from.get(outer).is_none_or(|it| !is_outer(it));
    if same_outer {
        let inner = &path[outer..];
        return match inner {
            [] => format!("this {}", path[outer - 1].0.split(' ').next().unwrap_or("Article")),
            _ => in_row(inner),
        };
    }
    // What is in another part is named with it, what is in the same one without.
    let shared = common(&path, &from).min(outer.saturating_sub(1));
    let (annexes, rest): (Vec<_>, Vec<_>) = path[shared..]
        .iter()
        .cloned()
        .partition(|it| is_outer(it) && !matches!(it.0.as_str(), "Article" | "Point" | "Chapter" | "Section"));
    if rest.is_empty() {
        return if annexes.is_empty() { "this text".to_owned() } else { in_row(&annexes) };
    }
    let words = in_row(&rest);
    if annexes.is_empty() { words } else { format!("{words} of {}", in_row(&annexes)) }
}

fn in_row(parts: &[(String, String)]) -> String {
    let part = |it: &(String, String)| match it.0.as_str() {
        "point" => format!("point ({})", it.1),
        label => format!("{label} {}", it.1),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn resolve(block: &mut Block, outer: &Path, index: &PlaceIndex) {
    let mut path = outer.clone();
    path.extend(step(block));
    for sentence in &mut block.sentences {
        resolve_words(&mut sentence.words, &path, index);
        capital_reference(&mut sentence.words);
    }
    block.children.iter_mut().for_each(|it| resolve(it, &path, index));
}

fn resolve_words(parts: &mut [Inline], path: &Path, index: &PlaceIndex) {
    for part in parts {
        match part {
            Inline::Reference { to, words, anchor } => (*words, *anchor) = index.words(to, path),
            Inline::Bracket(bracket) => {
                for choice in &mut bracket.choices {
                    resolve_words(&mut choice.words, path, index);
                    if choice.words.len() > 1
                        || matches!(choice.words.first(), Some(Inline::Text(it)) if it.ends_with('.'))
                    {
                        capital_reference(&mut choice.words);
                    }
                }
            }
            Inline::Text(_) | Inline::Emphasis(_) | Inline::Hole => {}
        }
    }
}

/// A sentence that begins with a reference begins with a capital.
fn capital_reference(words: &mut [Inline]) {
    if let Some(Inline::Reference { words, .. }) = words.first_mut() {
        *words = crate::diagnostic::capital(words);
    }
}
