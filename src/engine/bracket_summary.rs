//! What is open in a draft: its brackets, and what turns on each.

use crate::analysis::condition::Visited;
use crate::diagnostic::{ClausePath, Diagnostic, Edit};
use crate::model::{self, BracketText, Brackets, Choice, text_name};
use crate::rules::Conditional;
use crate::source::{Source, Span};
use crate::syntax::{self, Parsed};

/// A bracket of a draft.
#[derive(Clone, Debug)]
pub struct BracketSummary {
    /// Its number in the order of the text, from 1.
    pub number: u32,
    /// From `[` to `]`.
    pub span: Span,
    /// The article or provision that it stands in.
    pub place: Option<ClausePath>,
    /// The text of another bracket that it stands in: `3b`.
    pub within: Option<String>,
    /// How many brackets it stands in, itself included.
    pub depth: u32,
    /// Whether it is a proposal to insert.
    pub insertion: bool,
    /// Whether its texts are interpretations of agreed words.
    pub interpretation: bool,
    /// Its texts.
    pub texts: Vec<OpenText>,
}

/// A text of a bracket.
#[derive(Clone, Debug)]
pub struct OpenText {
    /// Its name: `3b` for the second text of the third bracket.
    pub name: String,
    /// Who proposes it.
    pub who: Vec<String>,
    /// Where its words stand.
    pub words: Span,
    /// What is found where it is taken and not where it is not, all else being equal, in some of the readings.
    pub adds: Vec<Diagnostic>,
    /// What is found where it is not taken and not where it is.
    pub clears: Vec<Diagnostic>,
}

/// For each bracket of a draft, and each text of it, the edits that put the text in the place of its bracket.
pub fn edits(source: &Source) -> Vec<Vec<Vec<Edit>>> {
    let parsed = syntax::parse(source.file, &source.text);
    let brackets = Brackets::of(&source.text, &parsed.draft);
    let texts = |it: &BracketText<'_>| {
        (0..it.alternatives.len()).map(|at| edits_of(source, &parsed, &brackets, it, at)).collect()
    };
    brackets.all.iter().map(texts).collect()
}

/// The edits that put a text of a bracket in the place of that.
pub fn edits_of(
    source: &Source,
    parsed: &Parsed,
    brackets: &Brackets<'_>,
    bracket: &BracketText<'_>,
    at: usize,
) -> Vec<Edit> {
    let chosen = |it: &BracketText<'_>| (it.id == bracket.id).then(|| Choice::take(at));
    model::take(&source.text, &parsed.draft, &parsed.comments, brackets, &chosen)
}

/// The brackets of a draft, with the findings that turn on each.
pub(super) fn list(visited: &Visited<'_>, conditional: &[Conditional]) -> Vec<BracketSummary> {
    let open = visited.brackets.all.iter().map(|bracket| {
        let at = bracket.id.0 as usize;
        let texts = bracket.alternatives.iter().enumerate().map(|(text, alternative)| {
            let (mut adds, mut clears) = (Vec::new(), Vec::new());
            for it in conditional {
                let turn = visited.turn(&it.readings, at, Choice::take(text));
                if turn.adds {
                    adds.push(it.finding.clone());
                }
                if turn.clears {
                    clears.push(it.finding.clone());
                }
            }
            let who = alternative.who.iter().map(|it| (*it).to_owned()).collect();
            OpenText { name: text_name(at, text), who, words: alternative.words, adds, clears }
        });
        BracketSummary {
            number: at as u32 + 1,
            span: bracket.span,
            place: bracket.place.clone(),
            within: bracket.within.map(|(outer, text)| text_name(outer.0 as usize, text)),
            depth: bracket.depth,
            insertion: bracket.is_insertion(),
            interpretation: bracket.interpretation,
            texts: texts.collect(),
        }
    });
    open.collect()
}
