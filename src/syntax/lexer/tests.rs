//! Tokens lose nothing, and are those that the grammar reads.

use super::*;
use crate::source::FileId;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::passage::{on_one_line, tokens};
use crate::syntax::pieces::tests::{damaged, shipped};
use crate::syntax::{self, format};
use pest::Parser;
use proptest::prelude::*;
use rustc_hash::FxHashMap;

fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
    Lexer::new(text).map(|it| (it.kind, it.span.of(text))).collect()
}

/// Shipped drafts, and such drafts with signs lost, doubled and put where they do not belong.
fn drafts() -> Vec<String> {
    let shipped = shipped();
    let damaged: Vec<String> =
        shipped.iter().enumerate().step_by(3).flat_map(|(number, text)| damaged(number, text)).collect();
    shipped.into_iter().chain(damaged).collect()
}

/// What a token is decided by: quotes of all kinds, signs, line ends, words in and beyond ASCII, characters that are not seen.
const PIECES: &[&str] = &[
    "\"", "\"\"\"", "“", "”", "#", "# a", "{", "}", "[", "]", "(", ")", ",", "|", ":", "=", "/", "%", ".", " ", "\t",
    "\n", "\r", "\r\n", "\u{b}", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}", "\u{202e}", "\u{feff}", "\0", "a", "UKR",
    "II", "A–B", "ü", "й", "🕊", "15", "7", "-", "_", "’", "text", "party",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_lose_nothing_of_any_text(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        check(&pieces.concat());
    }
}

/// The tokens of a text are the text, those with which it is scanned are among them, and the reader finds the same comments.
#[track_caller]
fn check(text: &str) {
    let all: Vec<Token> = Lexer::new(text).collect();
    assert_eq!(all.iter().map(|it| it.span.of(text)).collect::<String>(), text);
    let mut lexer = Lexer::new(text);
    let notable = std::iter::from_fn(|| lexer.next_notable());
    let bears = |it: &Token| {
        matches!(
            it.kind,
            TokenKind::Comment
                | TokenKind::Quotation
                | TokenKind::Prose
                | TokenKind::LostQuote
                | TokenKind::Control
                | TokenKind::Open
                | TokenKind::Close
        )
    };
    let (coarse, fine): (Vec<Token>, Vec<Token>) =
        (notable.filter(bears).collect(), all.iter().copied().filter(bears).collect());
    assert_eq!(coarse, fine, "{text:?}");
    let passages: Vec<Span> = all.iter().filter(|it| it.kind.is_passage()).map(|it| it.inner(text)).collect();
    assert_eq!(syntax::passage::passages(text).iter().map(|it| it.span).collect::<Vec<_>>(), passages, "{text:?}");
    let comments: Vec<Span> = all.iter().filter(|it| it.kind == TokenKind::Comment).map(|it| it.span).collect();
    assert_eq!(syntax::parse(FileId(0), text).comments, comments, "{text:?}");
}

#[test]
fn tokens_lose_nothing_of_any_draft() {
    for it in drafts() {
        check(&it);
    }
}

#[test]
fn a_token_is_what_a_reader_takes_it_for() {
    use TokenKind::{
        Blank, Comment, Control, LineEnd, LostQuote, Number, Paren, ParenEnd, Prose, Quotation, Sign, Word,
    };
    for (text, expected) in [
        (
            "a\"b # c\"# d \"e\"\r\n",
            vec![(Word, "a"), (Quotation, "\"b # c\""), (Comment, "# d \"e\""), (LineEnd, "\r\n")],
        ),
        ("\"\"\"a\n\"b\" \"\"\"\r", vec![(Prose, "\"\"\"a\n\"b\" \"\"\""), (LineEnd, "\r")]),
        ("“a \"b”“c\n", vec![(Quotation, "“a \"b”"), (Word, "“c"), (LineEnd, "\n")]),
        ("\"a\n", vec![(LostQuote, "\""), (Word, "a"), (LineEnd, "\n")]),
        ("42(7)(b) 15,000.5%", vec![(Number, "42(7)(b)"), (Blank, " "), (Number, "15,000.5"), (Sign, "%")]),
        ("II(a) of(", vec![(Number, "II(a)"), (Blank, " "), (Word, "of"), (Paren, "(")]),
        ("42(7 b)", vec![(Number, "42"), (Paren, "("), (Number, "7"), (Blank, " "), (Word, "b"), (ParenEnd, ")")]),
        // The number of a quantity ends where its words begin; within a name a curly quote begins nothing.
        ("800“x  y” a“x”", vec![(Number, "800"), (Quotation, "“x  y”"), (Blank, " "), (Word, "a“x”")]),
        (
            "# a\u{2028}b\u{85}c",
            vec![(Comment, "# a"), (Control, "\u{2028}"), (Word, "b"), (Control, "\u{85}"), (Word, "c")],
        ),
        ("\u{feff}a\u{feff}", vec![(Blank, "\u{feff}"), (Word, "a\u{feff}")]),
    ] {
        assert_eq!(kinds(text), expected);
    }
}

/// A dash is a part of a name for whoever reads a clause, and parts the words of prose.
#[test]
fn a_dash_is_of_a_word_in_clauses_and_of_none_in_prose() {
    assert_eq!(kinds("A–B"), [(TokenKind::Word, "A–B")]);
    assert!("A–B".chars().all(is_of_word) && "A–B".bytes().all(is_word_byte));
    assert_eq!(tokens("A–B", 0).map(|it| it.text).collect::<Vec<_>>(), ["A", "B"]);
    let parsed = syntax::parse(FileId(0), "group A–B = FRA");
    let found: Vec<&str> = parsed.diagnostics.iter().map(|it| it.primary.span.of("group A–B = FRA")).collect();
    assert_eq!(found, ["A–B"]);
}

/// Every quotation, piece of prose, name and instant that the grammar reads is a token; of a number it takes a part.
#[test]
fn the_grammar_reads_tokens() {
    let mut read: FxHashMap<Rule, usize> = FxHashMap::default();
    for text in drafts() {
        let blanked = syntax::blanked(&text);
        let tokens: FxHashMap<u32, Token> = Lexer::new(&text).map(|it| (it.span.start, it)).collect();
        let within_number = |at: u32| {
            Lexer::new(&text)
                .take_while(|it| it.span.start < at)
                .last()
                .is_some_and(|it| it.kind == TokenKind::Number && at < it.span.end)
        };
        for pair in Grammar::parse(Rule::file, &blanked).expect("a draft is short").flatten() {
            let kind = match pair.as_rule() {
                Rule::string => TokenKind::Quotation,
                Rule::prose => TokenKind::Prose,
                Rule::id | Rule::name => TokenKind::Word,
                Rule::number => TokenKind::Number,
                _ => continue,
            };
            let (rule, start, end) = (
                pair.as_rule(),
                pair.as_span().start() as u32,
                pair.as_span().start() + pair.as_str().trim_end_matches(is_blank).len(),
            );
            *read.entry(rule).or_default() += 1;
            let is_token = tokens.get(&start).is_some_and(|it| {
                it.kind == kind
                    && (it.span.end as usize == end || kind == TokenKind::Number && end < it.span.end as usize)
            });
            assert!(
                is_token || kind == TokenKind::Word && within_number(start),
                "{rule:?} `{}` in\n{text}",
                pair.as_str()
            );
        }
    }
    assert!(
        [Rule::string, Rule::prose, Rule::id, Rule::name, Rule::number].iter().all(|it| read[it] > 100),
        "{read:?}"
    );
}

/// However a text is laid out, readable or not, it is quoted alike.
#[test]
fn a_quotation_of_a_text_does_not_follow_its_layout() {
    for (text, expected) in [
        ("[ RUS: BL1/0 | x ]", "[ RUS: BL1/0 | x ]"),
        ("[RUS:BL1 / 0|x]", "[ RUS: BL1/0 | x ]"),
        ("in (A)on x", "in (A) on x"),
        ("15,000 (\nx )y", "15,000 (x) y"),
        ("42(7) a=b 55 %of c", "42(7) a = b 55% of c"),
    ] {
        assert_eq!(on_one_line(text), expected);
    }
    let look = format::FormatOptions::default();
    let mut formatted = 0;
    for text in drafts() {
        if let Ok(laid) = format::format(&text, &look) {
            formatted += u32::from(laid != text);
            assert_eq!(on_one_line(&laid), on_one_line(&text));
        }
    }
    assert!(formatted > 50, "{formatted}");
}
