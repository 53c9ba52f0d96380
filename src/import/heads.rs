//! Recognises heads and marks: the lines that begin an article, a chapter, an annex; the numbers of paragraphs and points.

use crate::analysis::prose::regex;
use regex::Regex;
use std::sync::LazyLock;

/// What a head begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PartKind {
    /// A chapter or part.
    Chapter,
    /// A section.
    Section,
    /// An article.
    Article,
    /// A point.
    Point,
    /// A numbered paragraph.
    Paragraph,
    /// An annex, appendix or schedule.
    Annex,
    /// A protocol.
    Protocol,
    /// Minutes.
    Minute,
    /// A letter.
    Letter,
}

impl PartKind {
    /// The keyword of the language.
    pub(super) fn keyword(self) -> &'static str {
        match self {
            Self::Chapter => "chapter",
            Self::Section => "section",
            Self::Article => "article",
            Self::Point => "point",
            Self::Paragraph => "paragraph",
            Self::Annex => "annex",
            Self::Protocol => "protocol",
            Self::Minute => "minute",
            Self::Letter => "letter",
        }
    }

    /// Whether it is a text that is annexed to the treaty.
    pub(super) fn is_annexed(self) -> bool {
        self >= Self::Annex
    }
}

/// A head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntryHead {
    /// What it begins.
    pub kind: PartKind,
    /// The word as the text has it.
    pub word: String,
    /// The language of the word.
    pub language: &'static str,
    /// The number as the draft writes it; empty if it has none.
    pub number: String,
    /// Where the words behind the number begin, if there are any.
    pub rest: Option<usize>,
    /// Whether these words are the title, and not the text of the part.
    pub is_title: bool,
}

/// Words that begin heads: of which language, and what they begin.
const WORDS: &[(&str, &str, PartKind)] = &[
    ("article", "en", PartKind::Article),
    ("art.", "en", PartKind::Article),
    ("§", "en", PartKind::Article),
    ("section", "en", PartKind::Section),
    ("chapter", "en", PartKind::Chapter),
    ("part", "en", PartKind::Chapter),
    ("title", "en", PartKind::Chapter),
    ("point", "en", PartKind::Point),
    ("annex", "en", PartKind::Annex),
    ("appendix", "en", PartKind::Annex),
    ("schedule", "en", PartKind::Annex),
    ("protocol", "en", PartKind::Protocol),
    ("artikel", "nl", PartKind::Article),
    ("artículo", "es", PartKind::Article),
    ("artigo", "pt", PartKind::Article),
    ("articolo", "it", PartKind::Article),
    ("статья", "ru", PartKind::Article),
    ("стаття", "uk", PartKind::Article),
];

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)^(?<word>(?i:article|art\.|section|chapter|part|title|point|annex|appendix|schedule|protocol|artikel
          |artículo|artigo|articolo|статья|стаття)|§)\s*
        (?i:no\.?\s+)?
        (?<number>[0-9]+(?:\.[0-9]+)*(?:\([0-9a-z]+\))*(?:-?[A-Z]\b)?|[IVXLC]+\b|[A-Z]\b|l\b|(?i:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b)
        (?:\s*-?(?<latin>bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|decies)\b)?
        (?<end>\s*[.:–—-]+\s*|\s*$|\s+)(?<rest>.*)$",
    )
});

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?<mark>\(?(?<number>[0-9]{1,3}|[a-z]{1,2}|[ivxlc]{1,5}|[A-Z]|[IVXLC]{1,5})(?:\)\.|\)|\.)|[-–—•·]|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?)\s+\S",
    )
});

static BARE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?<annex>(?i)(?:annex|appendix|declaration|final act|agreed minutes?|exchange of (?:letters|notes)|protocol|letter))\s*[.:]?$",
    )
});

/// The most words of a title.
const TITLE: usize = 14;

/// The head that a line is, if it is one. `marked`: whether the document marks the line as a heading.
pub(super) fn head(line: &str, marked: bool) -> Option<EntryHead> {
    let found = HEAD.captures(line)?;
    let word = found.name("word")?.as_str();
    let small = word.to_lowercase();
    let (_, language, kind) = *WORDS.iter().find(|it| it.0 == small)?;
    // A sentence may begin with "article"; a head has a capital.
    if !marked && word.starts_with(char::is_lowercase) {
        return None;
    }
    let number = found.name("number")?.as_str();
    let number = if number == "l" { "1" } else { number };
    let latin = found.name("latin").map_or(String::new(), |it| format!(" {}", it.as_str()));
    let (end, rest) = (found.name("end")?.as_str(), found.name("rest")?);
    let parted = end.contains(['.', ':', '–', '—', '-']);
    let words = rest.as_str();
    let (is_title, is_head) = title(words, parted, marked);
    // What no chapter or annex goes on with is a sentence about one.
    let run_in = is_head && !is_title && !words.is_empty();
    if !is_head || run_in && kind != PartKind::Article {
        return None;
    }
    Some(EntryHead {
        kind,
        word: word.to_owned(),
        language,
        number: format!("{number}{latin}"),
        rest: (!words.is_empty()).then_some(rest.start()),
        is_title,
    })
}

/// Whether the words behind the number of a head are its title, and whether the line is a head at all.
fn title(words: &str, parted: bool, marked: bool) -> (bool, bool) {
    if words.is_empty() {
        return (false, true);
    }
    let count = words.split_whitespace().count();
    let closed = words.ends_with(['.', ';', ',']) && !words.ends_with("etc.");
    let capital = words.starts_with(|it: char| it.is_uppercase() || matches!(it, '(' | '"' | '“' | '[' | '«'));
    let verbal = ["shall", "will", "may", "must", "should", "is", "are", "has", "have", "applies", "apply"];
    let speaks = words.split_whitespace().any(|it| verbal.contains(&it));
    let fits = count <= TITLE && capital && !closed;
    if fits && (marked || !speaks) {
        return (true, true);
    }
    // "Article 1. The Parties shall …": the text follows on the line.
    (false, parted && capital && !words.ends_with(','))
}

/// The head of an annexed part that has no number: `PROTOCOL`, `Declaration`.
pub(super) fn bare(line: &str, marked: bool) -> Option<EntryHead> {
    let loud = line.chars().all(|it| !it.is_lowercase());
    let found = BARE.captures(line).filter(|_| marked || loud)?;
    let word = found.name("annex")?.as_str();
    let small = word.to_lowercase();
    let kind = match () {
        () if small.starts_with("protocol") => PartKind::Protocol,
        () if small.starts_with("agreed minute") => PartKind::Minute,
        () if small == "letter" => PartKind::Letter,
        () => PartKind::Annex,
    };
    Some(EntryHead { kind, word: word.to_owned(), language: "en", number: String::new(), rest: None, is_title: false })
}

/// The mark of a paragraph, point or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntryMark {
    /// Its number, without signs; empty for a dash.
    pub number: String,
    /// Whether it is of digits alone.
    pub digits: bool,
    /// Its signs, with `1` for the number: `1.`, `(1)`.
    pub style: String,
    /// Where the words behind it begin.
    pub rest: usize,
}

/// The mark that a line begins with.
pub(super) fn mark(line: &str) -> Option<EntryMark> {
    let found = MARK.captures(line)?;
    let mark = found.name("mark")?;
    let number = found.name("number").map_or("", |it| it.as_str());
    let digits = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
    let class = match () {
        () if digits => "1",
        () if number.starts_with(char::is_uppercase) => "A",
        () => "a",
    };
    let style = if number.is_empty() { mark.as_str().to_owned() } else { mark.as_str().replacen(number, class, 1) };
    let rest = mark.end() + line[mark.end()..].len() - line[mark.end()..].trim_start().len();
    Some(EntryMark { number: number.to_owned(), digits, style, rest })
}

/// Whether a line begins something of its own.
pub(super) fn begins_entry(line: &str) -> bool {
    head(line, false).is_some() || bare(line, false).is_some() || mark(line).is_some() || ends(line)
}

static END: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:IN WITNESS WHEREOF|IN FAITH WHEREOF|In witness whereof|In faith whereof|In Witness Whereof|IN WITNESS|(?:DONE|Done|SIGNED|Signed) (?:at|in|this))\b",
    )
});

/// Whether a line begins the end of a text: the testimonium or the place and date.
pub(super) fn ends(line: &str) -> bool {
    END.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_told_from_sentences_about_articles() {
        let told = |line| head(line, false).map(|it| (it.kind.keyword(), it.number, it.is_title, it.rest.is_some()));
        assert_eq!(told("Article 5"), Some(("article", "5".into(), false, false)));
        assert_eq!(told("ARTICLE IV – Assistance"), Some(("article", "IV".into(), true, true)));
        assert_eq!(told("Article 5 bis: Help in need"), Some(("article", "5 bis".into(), true, true)));
        assert_eq!(told("Article 1. The Parties shall consult."), Some(("article", "1".into(), false, true)));
        assert_eq!(told("Annex A Maps"), Some(("annex", "A".into(), true, true)));
        for line in [
            "Article 5 of the Charter is recalled.",
            "Article 3 and Article 4 apply.",
            "Article 12 shall apply.",
            "article 5",
            "Annex A. The maps are attached.",
            "Parties agree",
            "Particular care",
            "Section by section",
        ] {
            assert_eq!(told(line), None, "{line}");
        }
    }

    #[test]
    fn marks_have_a_style() {
        let told = |line| mark(line).map(|it| (it.number, it.style));
        assert_eq!(told("1. The Parties"), Some(("1".into(), "1.".into())));
        assert_eq!(told("(a) by means"), Some(("a".into(), "(a)".into())));
        assert_eq!(told("(iv). by means"), Some(("iv".into(), "(a).".into())));
        assert_eq!(told("A. Israel and Syria"), Some(("A".into(), "A.".into())));
        assert_eq!(told("I. Part"), Some(("I".into(), "A.".into())));
        for line in ["1994 was", "U.S. forces", "1.", "(sic) it", "a thing"] {
            assert_eq!(told(line), None, "{line}");
        }
        assert!(ends("DONE at Washington") && !ends("Done"));
        assert!(bare("PROTOCOL", false).is_some() && bare("Protocol", false).is_none());
    }
}
