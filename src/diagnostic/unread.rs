//! Comments that seem to be meant for the program and are not read as such: a slip in one of them, and a finding that its author
//! believes answered stands, or lines that should stay are laid out anew.

use super::suppress;
use crate::source::Span;

/// What a comment seems to be meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// `# vattel: allow(rule) reason`
    Allow,
    /// `# vattel: fmt off`
    Format,
}

/// The comments that seem to be meant for the program and are not read. `is_rule` says whether a rule has a name.
pub fn unread(text: &str, comments: &[Span], is_rule: &dyn Fn(&str) -> bool) -> Vec<(Span, Meant)> {
    let mut found = Vec::new();
    for comment in comments {
        // Marks of a test speak of findings.
        let words = comment.of(text);
        let words = words.split_once(super::mark::SIGN).map_or(words, |it| it.0).trim_end();
        if words.len() > "#allow()".len()
            && let Some(meant) = meant(words, is_rule)
            && !suppress::is_read(words)
        {
            found.push((Span::new(comment.start, comment.start + words.len() as u32), meant));
        }
    }
    found
}

fn meant(comment: &str, is_rule: &dyn Fn(&str) -> bool) -> Option<Meant> {
    let of = |word: &str| if word.eq_ignore_ascii_case("fmt") { Meant::Format } else { Meant::Allow };
    // No comment but ours begins so.
    if let Some(rest) = comment.trim_start_matches('#').trim_start().strip_prefix("vattel:") {
        return Some(of(first_word(rest).0));
    }
    let mut rest = comment;
    // What stands in backticks or quotes is spoken of. Which of them are open.
    let mut quoted = [false; 3];
    let mut first = true;
    loop {
        let (word, behind) = first_word(rest);
        if word.is_empty() {
            return None;
        }
        let before = &rest[..rest.len() - behind.len() - word.len()];
        for sign in before.chars() {
            match sign {
                '`' => quoted[0] ^= true,
                '"' => quoted[1] ^= true,
                '“' | '«' | '”' | '»' => quoted[2] = matches!(sign, '“' | '«'),
                _ => {}
            }
        }
        if quoted == [false; 3]
            && let Some(meant) = begins(word, behind, first, is_rule)
        {
            return Some(meant);
        }
        (rest, first) = (behind, false);
    }
}

/// Whether a word and what stands behind it are a slip of `vattel: allow(rule)`, or of `allow(rule)` without its name.
fn begins(word: &str, behind: &str, first: bool, is_rule: &dyn Fn(&str) -> bool) -> Option<Meant> {
    let names_rule = |list: &str| is_rule(list.split([',', ')', ']', '}']).next().unwrap_or_default().trim());
    let listed = |behind: &str| behind.strip_prefix(['(', '[', '{', '<', '（']).map(str::to_owned);
    if is_near(word, "allow", 1) {
        let list = listed(if first { behind.trim_start() } else { behind })?;
        return names_rule(&list).then_some(Meant::Allow);
    }
    if !is_near(word, "vattel", 2) {
        return None;
    }
    let certain = is_near(word, "vattel", 1);
    let (next, after) = first_word(behind);
    let sign = behind[..behind.len() - after.len() - next.len()].trim();
    let addressed = sign.starts_with(':');
    if addressed && next.eq_ignore_ascii_case("fmt") {
        return Some(Meant::Format);
    }
    let allows = is_near(next, "allow", 1);
    let list = listed(after.trim_start());
    let slip = match &list {
        Some(list) => names_rule(list) || certain && (allows || addressed && listed(after).is_some()),
        None if !(allows && certain) => false,
        // A sentence may speak of what a scholar holds.
        None if addressed && (first || word == "vattel" || after.trim().is_empty()) => true,
        None => !next.ends_with('s') && is_rule(name(after.trim_start())),
    };
    slip.then_some(Meant::Allow)
}

/// The name of a rule with which words begin.
fn name(words: &str) -> &str {
    words.split(|it: char| !(it.is_alphanumeric() || matches!(it, '-' | '/'))).next().unwrap_or_default()
}

/// The first word of some, and what stands behind it.
fn first_word(words: &str) -> (&str, &str) {
    let start = words.find(char::is_alphanumeric).unwrap_or(words.len());
    let end = words[start..].find(|it: char| !it.is_alphanumeric()).map_or(words.len(), |it| start + it);
    (&words[start..end], &words[end..])
}

/// Whether a word is another but for so many slips; capitals play no part.
fn is_near(word: &str, other: &str, errors: usize) -> bool {
    // The comparison costs more than most words are worth.
    word.len().abs_diff(other.len()) <= errors + 1
        && other.bytes().filter(|it| word.bytes().any(|own| own.eq_ignore_ascii_case(it))).count() + errors
            >= other.len()
        && strsim::osa_distance(&word.to_lowercase(), other) <= errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(comment: &str) -> Option<Meant> {
        let comments = [Span::new(0, comment.len() as u32)];
        let is_rule = |it: &str| matches!(it, "puffery" | "drafting/puffery" | "names/unused" | "unused");
        unread(comment, &comments, &is_rule).first().map(|it| it.1)
    }

    #[test]
    fn slips_are_found() {
        for comment in [
            "# vatel: allow(puffery) the communiqué used the word",
            "# Vattel: allow(puffery) so",
            "# VATTEL: ALLOW(puffery) so",
            "# vattel: Allow(puffery) so",
            "# vattel: alow(puffery) so",
            "# vattel: allows(puffery) so",
            "# vattel: allow puffery since it is agreed",
            "# vattel: allow",
            "# vattel: allow: puffery",
            "# vattel: allow[puffery] so",
            "# vattel: allow (puffery so",
            "# vattel: ignore(puffery) so",
            "# vattel allow(puffery) so",
            "# vattel allow puffery",
            "# vattel, allow(puffery)",
            "# vattel-allow(puffery) so",
            "# vattel : allow(puffery) so",
            "# agreed in the room; vattel: allow(puffery) so",
            "# TODO vattel:allow(puffery)",
            "# # vattel: allow(puffery) so",
            "# allow(puffery) so",
            "# Allow (drafting/puffery) so",
            "# agreed, allow(names/unused)",
            "# vаttel: allow(puffery) with a Cyrillic letter",
            "# vattle: alow(puffery) two slips",
            "# as agreed, Vattel: allow puffery",
            "# see below. vattel: allow the word",
        ] {
            assert_eq!(of(comment), Some(Meant::Allow), "{comment}");
        }
        for comment in ["# vattel: fmt of", "# Vattel: fmt off", "# vattel: fmt  off", "# vattel: fmt off from here on"]
        {
            assert_eq!(of(comment), Some(Meant::Format), "{comment}");
        }
    }

    #[test]
    fn prose_and_what_is_read_is_left_alone() {
        for comment in [
            "# vattel: allow(puffery) the communiqué used the word",
            "## vattel:allow ( puffery ) so",
            "# vattel: fmt off",
            "# vattel: fmt on",
            "# vattel is a linter",
            "# Vattel: Le droit des gens, book II, chapter XII",
            "# Vattel, The Law of Nations (1758), allows a guarantor to refuse",
            "# Vattel allows puffery in preambles",
            "# see Vattel (1758)",
            "# the text may allow (within reason) such help",
            "# allow(some)",
            "# to allow aid, allow the passage of troops",
            "# write `# vattel: allow(puffery) reason` above the line",
            "# the words \"vattel: allow(puffery)\" stand below",
            "# a battle (1812) was allowed for",
            "# allow, allowed, allowing",
            "# the battle: allow(s) retreat",
            "# a note on Vattel: allow the reader (it is long) to judge",
            "# note  #~ suppression/unread: vattel: alow(puffery)",
            "#",
        ] {
            assert_eq!(of(comment), None, "{comment}");
        }
    }
}
