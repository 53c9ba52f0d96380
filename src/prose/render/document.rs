//! A treaty as a document: headings, articles, paragraphs, points, and the words in them. Every format is written from it.

use crate::source::Span;

/// A part of a line of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words set off from the rest.
    Emphasis(String),
    /// Square brackets: words that are not agreed.
    Bracket(InlineBracket),
    /// A reference to another part of the text.
    Reference {
        /// What is referred to, as the draft names it.
        to: Mention,
        /// The words, once every number is known.
        words: String,
        /// The anchor of the part, if there is one.
        anchor: String,
    },
    /// A value that is still to be agreed.
    Hole,
}

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// A provision, by its name or keyword.
    Provision(String),
    /// A part of the text: its kind and number, then what it is a part of, from the inside out.
    Unit(Vec<(&'static str, String)>),
}

/// Rival words in square brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineBracket {
    /// Its number in the draft, from 0.
    pub number: u32,
    /// The rival texts.
    pub choices: Vec<InlineChoice>,
}

/// One of rival texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineChoice {
    /// Who proposes it.
    pub who: Vec<String>,
    /// Whether it is an interpretation, and no proposal.
    pub reads: bool,
    /// The words; none for the proposal to delete.
    pub words: Vec<Inline>,
    /// The text of the draft.
    pub span: Span,
}

/// A sentence of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseSentence {
    /// Its stable identifier.
    pub id: String,
    /// Its words.
    pub words: Vec<Inline>,
    /// The places of the draft that it states.
    pub clauses: Vec<Span>,
}

/// Where the words of a part come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordsOf {
    /// The draft has them as they stand: headings, `text`.
    #[default]
    Draft,
    /// They are generated from clauses, and no `text` of the draft stands for them.
    Clauses,
    /// They are generated from clauses for which a `text` of the draft stands.
    Covered,
    /// The same, but they hold square brackets that the `text` does not show.
    Open,
}

/// Kinds of parts of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// How far the text has come.
    Stage,
    /// The title.
    Title,
    /// Between whom it is made.
    Parties,
    /// The recitals.
    Preamble,
    /// `Have agreed as follows:`
    Formula,
    /// Definitions outside articles.
    Definitions,
    /// A chapter.
    Chapter,
    /// A section.
    Section,
    /// An article, or a point of a plan.
    Article,
    /// A paragraph with or without a number.
    Paragraph,
    /// An item of a list.
    Point,
    /// An annex, a protocol, a letter.
    Annex,
    /// Square brackets around whole parts; its children are the alternatives.
    Bracket,
    /// One of them.
    Choice,
    /// `In witness whereof …`, and what stands between the articles and the signatures.
    Conclusion,
    /// Who signs.
    Signature,
    /// Words about the document that are not part of the text.
    Note,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its anchor, unique in the document.
    pub id: String,
    /// The name of its provision in the draft.
    pub name: Option<String>,
    /// What stands before the number: `Article`, `Annex`; empty for paragraphs and points.
    pub label: String,
    /// Its number as it is printed, without stops and parentheses.
    pub number: String,
    /// Its title.
    pub heading: String,
    /// Its sentences.
    pub sentences: Vec<ProseSentence>,
    /// Where its words come from.
    pub words_of: WordsOf,
    /// The parts within.
    pub children: Vec<Block>,
    /// Who proposes it, in a choice.
    pub who: Vec<String>,
    /// The place of the draft.
    pub span: Span,
}

impl Block {
    /// A part without words.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self {
            kind,
            id: String::new(),
            name: None,
            label: String::new(),
            number: String::new(),
            heading: String::new(),
            sentences: Vec::new(),
            words_of: WordsOf::default(),
            children: Vec::new(),
            who: Vec::new(),
            span,
        }
    }

    /// A part with one sentence.
    pub fn of_words(kind: BlockKind, span: Span, words: impl Into<Vec<Inline>>) -> Self {
        let sentence = ProseSentence { id: String::new(), words: words.into(), clauses: vec![span] };
        Self { sentences: vec![sentence], ..Self::new(kind, span) }
    }

    /// Itself and every part within, from the outside in.
    pub fn walk<'b>(&'b self, visit: &mut dyn FnMut(&'b Block)) {
        visit(self);
        self.children.iter().for_each(|it| it.walk(visit));
    }
}

/// What kind of instrument a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstrumentForm {
    /// `Treaty`, `Memorandum` …
    pub noun: String,
    /// Whether it binds.
    pub binding: bool,
}

/// A treaty as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseDocument {
    /// Its title.
    pub title: String,
    /// What it is.
    pub form: InstrumentForm,
    /// How far it has come: the word of the draft.
    pub stage: Option<String>,
    /// Its version, or the day on which it was signed, as the draft has it.
    pub version: Option<String>,
    /// The day of signature or version, as `YYYY-MM-DD`, if one is stated.
    pub day: Option<String>,
    /// The codes of its authentic languages.
    pub languages: Vec<String>,
    /// The parties: name and title.
    pub parties: Vec<(String, String)>,
    /// Its parts.
    pub blocks: Vec<Block>,
}

impl ProseDocument {
    /// Every part, from the outside in, in the order of the text.
    pub fn each<'d>(&'d self, visit: &mut dyn FnMut(&'d Block)) {
        self.blocks.iter().for_each(|it| it.walk(visit));
    }
}

/// Words without marks, brackets with their attribution.
pub fn plain_words(words: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(words, &mut text);
    text
}

fn push_plain(words: &[Inline], text: &mut String) {
    for it in words {
        match it {
            Inline::Text(words) | Inline::Emphasis(words) | Inline::Reference { words, .. } => text.push_str(words),
            Inline::Hole => text.push_str("[…]"),
            Inline::Bracket(bracket) => {
                text.push('[');
                for (at, choice) in bracket.choices.iter().enumerate() {
                    text.push_str(if at > 0 { " | " } else { "" });
                    text.push_str(&attribution(&choice.who, choice.reads));
                    push_plain(&choice.words, text);
                    text.push_str(if choice.words.is_empty() { "delete" } else { "" });
                }
                text.push(']');
            }
        }
    }
}

/// Whose words follow: `RUS, UKR: `; nothing if the draft does not say.
pub fn attribution(who: &[String], reads: bool) -> String {
    match (who, reads) {
        ([], _) => String::new(),
        (who, true) => format!("{} understands: ", who.join(", ")),
        (who, false) => format!("{}: ", who.join(", ")),
    }
}
