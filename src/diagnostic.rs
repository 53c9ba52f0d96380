//! What the tool says: one kind of finding for syntax, names and rules alike.

mod clause_path;
mod fingerprint;
mod fix;
pub mod mark;
mod nearest;
pub mod suppress;
pub mod unread;

pub use clause_path::{ClauseLevel, ClausePart, ClausePath};
pub use fingerprint::fingerprint;
pub use fix::{Edit, Fix, Safety, applied};
pub use nearest::nearest;

use crate::source::{FileId, Span};
use std::borrow::Cow;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The text does not do what it promises.
    Error,
    /// The text may fail in a way that a reader should know.
    Warning,
    /// Worth a look.
    Advice,
}

impl Severity {
    /// Every level, the gravest first.
    pub const ALL: &[Self] = &[Self::Error, Self::Warning, Self::Advice];

    /// The level that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|it| it.as_str() == word).copied()
    }

    /// The word as users write and read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A place with a word on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The text that holds the place.
    pub file: FileId,
    /// The place.
    pub span: Span,
    /// What to see there; may be empty on the primary place.
    pub text: String,
}

impl Label {
    /// A place of a check of `draft`; none, for what stands nowhere.
    fn at(draft: FileId, span: Span, text: String) -> Option<Self> {
        (span != Span::NOWHERE).then(|| Self { file: span.file(draft), span: span.local(), text: folded(text) })
    }

    /// Whether it is this place of a check of `draft`.
    pub fn is(&self, draft: FileId, span: Span) -> bool {
        self.file == span.file(draft) && self.span == span.local()
    }

    /// The start of a text.
    fn start(file: FileId) -> Self {
        Self { file, span: Span::default(), text: String::new() }
    }
}

/// Things in a row, as a sentence lists them: "a, b and c".
pub(crate) fn join_list(things: &[String], and: &str) -> String {
    match things.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// A number with its thousands apart: `85,000`.
pub(crate) fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Words as a sentence or heading begins with them.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Words in one line with one blank between: what they quote of a draft may be laid out otherwise.
fn folded(words: String) -> String {
    let breaks = |it: char| matches!(it, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !words.contains(breaks) && !words.contains("  ") {
        return words;
    }
    let parts = words.split(|it: char| breaks(it) || it <= ' ').filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// In which readings of a draft something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldsIn {
    /// The shortest condition, in drafters' words: "only where the text of RUS is taken in article 5".
    pub words: String,
    /// In how many of the visited readings it holds.
    pub readings: u32,
    /// How many were visited.
    pub of: u32,
    /// The brackets that it turns on, by number from 0; none if it holds in every visited reading.
    pub turns_on: Vec<u32>,
}

/// The words in which some readings tell a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The message.
    pub message: String,
    /// The readings.
    pub reading: HoldsIn,
}

/// The id of a rule, `category/name`: written down in the catalogue, or owned where it is that of a suite.
pub type RuleId = Cow<'static, str>;

/// One finding. It always has a rule and a primary place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The text that was checked, for which the other texts were read.
    draft: FileId,
    /// The rule, as `category/name`.
    pub rule: RuleId,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in a clause: lower case, no final stop, the draft's own words in backticks.
    pub message: String,
    /// Where it is wrong.
    pub primary: Label,
    /// What else takes part.
    pub related: Vec<Label>,
    /// The clause in the treaty's own numbering: `Article 5, trigger attack-on-ukraine`.
    pub clause: Option<ClausePath>,
    /// The readings it holds in, where the draft has brackets.
    pub reading: Option<HoldsIn>,
    /// Where the readings tell it in other words: the words of each, with the readings that use them, its own among them.
    pub variants: Vec<Variant>,
    /// A play that shows the defect: "RUS votes no: no duty arises for FRA, GBR".
    pub counterexample: Option<String>,
    /// The same as a scenario, which passes on the text as it is and fails once it is mended.
    pub scenario: Option<String>,
    /// What would cure it, in treaty language; the first is the best.
    pub help: Vec<String>,
    /// Cures that a machine can apply.
    pub fixes: Vec<Fix>,
    /// Whether it may be allowed to stand.
    pub ignorable: bool,
    /// What lets it stand, if something does.
    pub allowance: Option<Suppression>,
}

/// What lets a finding stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Whether a comment of the draft does, and not the configuration or a baseline.
    pub in_draft: bool,
    /// Why.
    pub reason: String,
}

impl Diagnostic {
    /// Whether a machine can apply a fix of it: safe, if one does not change the meaning of the draft.
    pub fn fixable(&self) -> Option<Safety> {
        self.fixes.iter().map(|it| it.safety).filter(|it| *it != Safety::DisplayOnly).min()
    }

    /// A finding of `rule` at a place, in a text or in another that was read for it. What stands nowhere is shown at the
    /// start.
    pub fn new(
        rule: impl Into<RuleId>,
        severity: Severity,
        draft: FileId,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            draft,
            rule: rule.into(),
            severity,
            message: folded(message.into()),
            primary: Label::at(draft, span, String::new()).unwrap_or(Label::start(draft)),
            related: Vec::new(),
            clause: None,
            reading: None,
            variants: Vec::new(),
            counterexample: None,
            scenario: None,
            help: Vec::new(),
            fixes: Vec::new(),
            ignorable: true,
            allowance: None,
        }
    }

    /// Lowers the weight by one step, for a milder case of the same defect.
    pub fn lighter(&mut self) -> &mut Self {
        self.severity = match self.severity {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Advice => Severity::Advice,
        };
        self
    }

    /// Says what to see at the primary place.
    pub fn here(&mut self, text: impl Into<String>) -> &mut Self {
        self.primary.text = folded(text.into());
        self
    }

    /// Adds a place, in whichever text it is; nothing, for what stands nowhere.
    pub fn label(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.related.extend(Label::at(self.draft, span, text.into()));
        self
    }

    /// Moves the primary place.
    pub fn move_to(&mut self, span: Span) -> &mut Self {
        let text = std::mem::take(&mut self.primary.text);
        self.primary = Label::at(self.draft, span, text).unwrap_or(Label::start(self.draft));
        self
    }

    /// Adds the place of another finding.
    pub fn relate(&mut self, place: &Label, text: impl Into<String>) -> &mut Self {
        self.related.push(Label { text: folded(text.into()), ..place.clone() });
        self
    }

    /// Gives the play that shows the defect.
    pub fn counterexample(&mut self, play: impl Into<String>) -> &mut Self {
        self.counterexample = Some(folded(play.into()));
        self
    }

    /// Adds a cure in treaty language.
    pub fn help(&mut self, cure: impl Into<String>) -> &mut Self {
        self.help.push(folded(cure.into()));
        self
    }

    /// Suggests the word that was probably meant, and offers to put it in.
    pub fn did_you_mean(&mut self, span: Span, wrong: &str, right: &str) -> &mut Self {
        self.help(format!("did you mean `{right}`?"));
        self.fix(Fix::replace(Safety::Safe, format!("replace `{wrong}` by `{right}`"), span, right))
    }

    /// Adds a cure that a machine can apply. One that would change another text than the finding's is none.
    pub fn fix(&mut self, mut fix: Fix) -> &mut Self {
        if fix.edits.iter().all(|it| it.span.file(self.draft) == self.primary.file) {
            fix.edits.iter_mut().for_each(|it| it.span = it.span.local());
            self.fixes.push(Fix { title: folded(fix.title), ..fix });
        }
        self
    }

    /// What finds it, and where: other readings may tell it there in other words.
    pub(crate) fn place(&self) -> (RuleId, FileId, Span) {
        (self.rule.clone(), self.primary.file, self.primary.span)
    }

    /// The one order in which findings are shown: by text, place, weight, rule, words.
    pub fn sort_key(&self) -> (FileId, u32, u32, Severity, &str, &str) {
        let Label { file, span, .. } = self.primary;
        (file, span.start, span.end, self.severity, &self.rule, &self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_finding_says_stands_in_one_line() {
        let words = "`a\r\n   b\u{2028}c`\u{85}\n";
        let mut finding = Diagnostic::new("a/b", Severity::Error, FileId(0), Span::at(0), words);
        finding.here(words).label(Span::at(1), words).counterexample(words).help(words);
        finding.fix(Fix::replace(Safety::Safe, words, Span::at(0), words));
        let Diagnostic { message, primary, related, counterexample, help, fixes, .. } = finding;
        let told = [message, primary.text, related[0].text.clone(), help[0].clone(), fixes[0].title.clone()];
        for words in told.into_iter().chain(counterexample) {
            assert_eq!(words, "`a b c`");
        }
        assert_eq!(fixes[0].edits[0].text, words, "a cure writes what it writes");
    }
}
