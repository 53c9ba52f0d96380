//! Phrases with capitals, told apart from names, titles and the beginnings of sentences.

use crate::model::states;
use crate::source::Span;
use crate::syntax::passage::PassageWord;

/// A phrase that is written like a defined term.
pub(super) struct Capitalised {
    pub(super) span: Span,
    /// Whether the passage explains it just there.
    pub(super) explains: bool,
}

/// What a treaty defines, as the last word of its name.
const HEADS: &str = "\
    activities activity area areas arrangement arrangements assets assistance attack attacks base bases belt \
    breach breaches capabilities capability contingent contingents corridor corridors date entities entity \
    equipment event events facilities facility force forces incident incidents information installation \
    installations line lines measure measures mechanism mechanisms obligations operation operations perimeter \
    period periods personnel phase phases procedure procedures regime register sector sectors site sites strip \
    territories threat threats threshold thresholds violation violations weapon weapons zone zones";

/// Words with which a sentence begins, and that are no part of a term.
const FUNCTION: &str = "\
    a all an and any as at both but by during each every for from if in it its no nor not nothing of on or other \
    outside over such that the their these they this those to under until upon what when where which within \
    without";

/// What a phrase is part of if this stands before it: the name of a text.
const TEXTS: &str = "\
    accord accords act agreement agreements annex arrangement article charter convention declaration document \
    law memorandum minute pact protocol resolution statement statute treaty understanding";

/// Words that make a phrase the name of somebody or something in the world.
const NAMES: &str = "\
    african air allied arab arctic armed atlantic baltic black caspian coalition czech danish dutch eu european \
    finnish french gaza german greek international interpol iraqi israeli joint kurdish league mediterranean \
    multinational nations nato naval navy nordic north osce pacific pakistani polish red royal secretary \
    security slovak soviet special-operations swedish swiss syrian taliban thai turkish un united warsaw west \
    western east eastern south southern northern";

/// The phrases of a passage, given its words.
pub(super) fn capitalised(text: &str, start: u32, words: &[PassageWord<'_>]) -> Vec<Capitalised> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_capital(words[at].text) {
            at += 1;
            continue;
        }
        // A run of capitals with nothing but blanks between.
        let mut end = at + 1;
        while end < words.len() && is_capital(words[end].text) && joined(text, start, words[end - 1], words[end]) {
            end += 1;
        }
        let mut from = at;
        while from < end && is_one_of(FUNCTION, words[from].text) {
            from += 1;
        }
        let run = &words[from..end];
        if run.len() >= 2 && is_term(run) && !names_text(text, start, words, from) {
            let span = Span::new(run[0].span.start, run[run.len() - 1].span.end);
            found.push(Capitalised { span, explains: explains(text, start, span) });
        }
        at = end;
    }
    found
}

/// Whether two words have nothing but blanks between them.
fn joined(text: &str, start: u32, one: PassageWord<'_>, next: PassageWord<'_>) -> bool {
    text[(one.span.end - start) as usize..(next.span.start - start) as usize].trim().is_empty()
}

/// `Zone`, but not `ZONE`, `NATO` or `A`.
fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// Whether a run of capitals names something that texts define, and nobody in the world.
fn is_term(run: &[PassageWord<'_>]) -> bool {
    let Some((head, rest)) = run.split_last() else { return false };
    is_one_of(HEADS, head.text) && !rest.iter().any(|it| is_name(it.text))
}

fn is_name(word: &str) -> bool {
    let small = word.to_lowercase();
    let nation = ["ian", "ean", "ese", "ish"].iter().any(|it| small.ends_with(it) && small.len() > it.len() + 2);
    nation || is_one_of(NAMES, &small) || states::state_in_title(word).is_some()
}

/// Whether the phrase goes on with the name of a text: `the Treaty on Conventional Armed Forces`.
fn names_text(text: &str, start: u32, words: &[PassageWord<'_>], from: usize) -> bool {
    let mut before = words[..from].iter().rev();
    let mut next = words.get(from);
    for _ in 0..4 {
        let (Some(word), Some(after)) = (before.next(), next) else { return false };
        if !joined(text, start, *word, *after) {
            return false;
        }
        if is_capital(word.text) && is_one_of(TEXTS, word.text) {
            return true;
        }
        if !is_one_of("on of for concerning regarding respecting to the and", word.text) {
            return false;
        }
        next = Some(word);
    }
    false
}

/// Whether the words around a phrase explain it: it stands in quotes, after "hereinafter", before "means".
fn explains(text: &str, start: u32, span: Span) -> bool {
    let (before, after) = (&text[..(span.start - start) as usize], &text[(span.end - start) as usize..]);
    let quoted = before.ends_with(['"', '“', '‘', '«']) || after.starts_with(['"', '”', '’', '»']);
    let tail = before.char_indices().rev().nth(40).map_or(before, |it| &before[it.0..]);
    let tail = tail.to_lowercase();
    let called = ["hereinafter", "hereafter", "referred to as", "called"].iter().any(|it| tail.contains(it));
    let after = after.trim_start();
    let meant = ["means", "mean ", "is defined", "are defined", "shall mean"].iter().any(|it| after.starts_with(it));
    quoted || called || meant
}

/// A phrase in its one form: small letters, no plural, blanks for hyphens.
pub(super) fn key(words: &str) -> String {
    let parts = words.split(|it: char| it.is_whitespace() || it == '-').filter(|it| !it.is_empty());
    let mut key = String::with_capacity(words.len());
    for part in parts {
        if !key.is_empty() {
            key.push(' ');
        }
        let small = part.to_lowercase();
        key.push_str(small.strip_suffix('s').filter(|it| !it.ends_with('s')).unwrap_or(&small));
    }
    key
}

/// Whether a phrase names a place.
pub(super) fn is_place(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
    matches!(last.trim_end_matches('s'), "zone" | "area" | "belt" | "corridor" | "perimeter" | "sector" | "strip")
}

/// Whether a list of words holds one.
fn is_one_of(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case(word))
}
