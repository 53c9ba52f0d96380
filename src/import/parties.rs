//! Who the parties are: by the title, the beginning of the preamble, the signatures.

use super::document::DocumentParagraph;
use super::names::{self, Named};
use super::structure::Structure;

/// So many paragraphs of the preamble may name the parties.
const FIRST: usize = 4;

/// A party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedParty {
    /// Its short name.
    pub code: String,
    /// Its name as the text has it.
    pub title: String,
    /// Where in the original that stands.
    pub place: u32,
    /// Which part of the text names it.
    pub found: &'static str,
}

/// The parties of a text, in its order.
pub(super) fn parties(structure: &Structure) -> Vec<NamedParty> {
    let mut found: Vec<NamedParty> = Vec::new();
    let mut add = |paragraph: &DocumentParagraph, named: &[Named], place: &'static str| {
        for it in named {
            if found.iter().all(|known| known.code != it.code) {
                let title = names::in_titles(&paragraph.text[it.from..it.to]).replace(['"', '“', '”'], "");
                found.push(NamedParty { code: it.code.clone(), title, place: paragraph.place(it.from), found: place });
            }
        }
    };
    let lines = structure.title.iter().chain(&structure.front).map(|it| (it, "title"));
    let recitals = structure.preamble.iter().take(FIRST).map(|it| (it, "preamble"));
    for (paragraph, place) in lines.chain(recitals) {
        let text = &paragraph.text;
        if place == "preamble" {
            add(paragraph, &names::list(text, 0).0, place);
        }
        for joint in ["between ", "BETWEEN ", "Between "] {
            if let Some(at) = text.find(joint) {
                let (named, _) = names::list(text, at + joint.len());
                // "Relations between Ukraine and its neighbours" name no second party.
                add(paragraph, if named.len() > 1 { &named } else { &[] }, place);
            }
        }
    }
    let annexed = structure.end.iter();
    for paragraph in annexed {
        let text = &paragraph.text;
        for joint in ["For ", "FOR ", "for "] {
            for (at, _) in text.match_indices(joint) {
                let starts = at == 0 || text[..at].ends_with([' ', ':', ';', '\t', ')']);
                let (named, end) = names::list(text, at + joint.len());
                let alone = text[end..].trim_start();
                if starts && (at == 0 || alone.starts_with(':') || alone.is_empty()) {
                    add(paragraph, named.get(..1).unwrap_or_default(), "signatures");
                }
            }
        }
    }
    found
}
