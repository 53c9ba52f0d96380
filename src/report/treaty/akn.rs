//! Akoma Ntoso 3.0: the structure of the text for machines, with stable identifiers.

use super::markup::Markup;
use super::{PrintOptions, heading};
use crate::prose::render::{Block, BlockKind, Inline, ProseDocument, ProseSentence, WordsOf, attribution};

const AKN: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/// Our own attributes, which the standard lets stand beside its own.
const OWN: &str = "urn:vattel:akn:1";
/// The date of what has none: the standard needs one.
const NO_DAY: &str = "0001-01-01";

pub(super) fn akn(document: &ProseDocument, options: PrintOptions) -> String {
    let (kind, name, body) = kind(document);
    let mut page = AknPage { markup: Markup::xml(), options, alternative: None };
    page.markup.open("akomaNtoso", &[("xmlns", AKN), ("xmlns:v", OWN)]);
    page.markup.open(kind, &[("name", name)]);
    page.meta(document, kind, "main");
    page.markup.line();
    let is_annex = |it: &&Block| it.kind == BlockKind::Annex;
    let at_end = |it: &&Block| matches!(it.kind, BlockKind::Conclusion | BlockKind::Signature);
    page.preface(document);
    page.preamble(document);
    page.markup.line();
    page.markup.open(body, &[]);
    let inner: Vec<&Block> =
        document.blocks.iter().filter(|it| is_body(it.kind) && !is_annex(it) && !holds_annexes(it)).collect();
    page.hierarchy(&inner);
    page.markup.close(body);
    let ends: Vec<&Block> = document.blocks.iter().filter(at_end).collect();
    if !ends.is_empty() {
        page.conclusions(&ends);
    }
    let annexes: Vec<&Block> = document.blocks.iter().filter(|it| is_annex(it) || holds_annexes(it)).collect();
    if !annexes.is_empty() {
        page.markup.line();
        page.markup.open("attachments", &[]);
        for it in &annexes {
            page.attachments(it, document, "");
        }
        page.markup.close("attachments");
    }
    page.markup.close(kind);
    page.markup.close("akomaNtoso");
    page.markup.finish()
}

/// The element of the document, its name, and the element of its body.
fn kind(document: &ProseDocument) -> (&'static str, &'static str, &'static str) {
    let stage = document.stage.as_deref();
    let final_text = matches!(stage, Some("signed" | "in-force" | "ratified" | "adopted"));
    match document.form.noun.as_str() {
        "Resolution" => ("statement", "resolution", "mainBody"),
        "Declaration" | "Plan" => ("statement", "declaration", "mainBody"),
        _ if !document.form.binding => ("statement", "declaration", "mainBody"),
        _ if final_text => ("act", "treaty", "body"),
        _ => ("bill", "treaty", "body"),
    }
}

const fn is_body(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Chapter
            | BlockKind::Section
            | BlockKind::Article
            | BlockKind::Paragraph
            | BlockKind::Point
            | BlockKind::Bracket
            | BlockKind::Note
    )
}

fn holds_annexes(block: &Block) -> bool {
    let annexed = |it: &Block| it.children.first().is_some_and(|it| it.kind == BlockKind::Annex);
    block.kind == BlockKind::Bracket && block.children.iter().any(annexed)
}

/// The attributes of an element: name and value.
type Owned = Vec<(&'static str, String)>;

struct AknPage {
    markup: Markup,
    options: PrintOptions,
    /// Whose text follows, the number of its bracket and the anchor of the first of its rivals.
    alternative: Option<Owned>,
}

impl AknPage {
    fn open(&mut self, name: &str, attributes: &Owned) {
        let attributes: Vec<(&str, &str)> = attributes.iter().map(|it| (it.0, it.1.as_str())).collect();
        self.markup.open(name, &attributes);
    }

    fn meta(&mut self, document: &ProseDocument, kind: &str, component: &str) {
        let day = document.day.as_deref().unwrap_or(NO_DAY);
        let slug: String = document
            .title
            .chars()
            .map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '-' })
            .collect();
        let slug = slug.split('-').filter(|it| !it.is_empty()).collect::<Vec<_>>().join("-");
        let slug = if slug.is_empty() { "treaty".to_owned() } else { slug };
        let work = format!("/akn/un/{kind}/treaty/{day}/{slug}");
        let expression = format!("{work}/eng@{day}");
        let it = &mut self.markup;
        it.open("meta", &[]);
        it.open("identification", &[("source", "#vattel")]);
        for (level, uri) in [
            ("FRBRWork", work.as_str()),
            ("FRBRExpression", &expression),
            ("FRBRManifestation", &format!("{expression}.xml")),
        ] {
            it.open(level, &[]);
            let this = match (level, uri.strip_suffix(".xml")) {
                ("FRBRManifestation", Some(base)) => format!("{base}/!{component}.xml"),
                _ => format!("{uri}/!{component}"),
            };
            it.empty("FRBRthis", &[("value", &this)]);
            it.empty("FRBRuri", &[("value", uri)]);
            it.empty(
                "FRBRdate",
                &[("date", day), ("name", if document.day.is_some() { "Version" } else { "Unknown" })],
            );
            it.empty("FRBRauthor", &[("href", if level == "FRBRWork" { "#the_parties" } else { "#vattel" })]);
            match level {
                "FRBRWork" => {
                    it.empty("FRBRcountry", &[("value", "un")]);
                    it.empty("FRBRsubtype", &[("value", "treaty")]);
                    it.empty("FRBRname", &[("value", &slug)]);
                    it.empty("FRBRauthoritative", &[("value", "false")]);
                }
                "FRBRExpression" => it.empty("FRBRlanguage", &[("language", "eng")]),
                _ => it.empty("FRBRformat", &[("value", "application/akn+xml")]),
            }
            it.close(level);
        }
        it.close("identification");
        it.open("references", &[("source", "#vattel")]);
        it.empty(
            "TLCOrganization",
            &[
                ("eId", &own(component, "vattel")),
                ("href", "/akn/ontology/organization/un/vattel"),
                ("showAs", "Vattel"),
            ],
        );
        it.empty(
            "TLCOrganization",
            &[
                ("eId", &own(component, "the_parties")),
                ("href", "/akn/ontology/organization/un/parties"),
                ("showAs", "The Parties"),
            ],
        );
        if component == "main" {
            let mut known = std::collections::BTreeSet::new();
            for (name, title) in &document.parties {
                let id = party_id(name);
                if known.insert(id.clone()) {
                    let href = format!("/akn/ontology/organization/un/{id}");
                    let shown = if title.is_empty() { name } else { title };
                    it.empty("TLCOrganization", &[("eId", &id), ("href", &href), ("showAs", shown)]);
                }
            }
        }
        it.close("references");
        it.close("meta");
    }

    fn preface(&mut self, document: &ProseDocument) {
        let of = |kind: BlockKind| document.blocks.iter().find(move |it| it.kind == kind);
        let (stage, title, parties) = (of(BlockKind::Stage), of(BlockKind::Title), of(BlockKind::Parties));
        if stage.is_none() && title.is_none() && parties.is_none() {
            return;
        }
        self.markup.line();
        self.markup.open("preface", &[]);
        if let Some(block) = stage {
            self.open("p", &vec![("eId", block.id.clone())]);
            self.markup.open("docStage", &[]);
            self.sentences(&block.sentences);
            self.markup.close("docStage");
            self.markup.close("p");
        }
        if let Some(block) = title {
            self.open("longTitle", &vec![("eId", block.id.clone())]);
            self.markup.open("p", &[]);
            self.markup.open("docTitle", &[]);
            self.sentences(&block.sentences);
            self.markup.close("docTitle");
            self.markup.close("p");
            self.markup.close("longTitle");
        }
        if let Some(block) = parties {
            self.open("container", &vec![("eId", block.id.clone()), ("name", "parties".to_owned())]);
            self.paragraph(&block.sentences);
            self.markup.close("container");
        }
        self.markup.close("preface");
    }

    fn preamble(&mut self, document: &ProseDocument) {
        let of = |kind: BlockKind| document.blocks.iter().find(move |it| it.kind == kind);
        let (recitals, formula, terms) = (of(BlockKind::Preamble), of(BlockKind::Formula), of(BlockKind::Definitions));
        if recitals.is_none() && formula.is_none() && terms.is_none() {
            return;
        }
        self.markup.line();
        self.markup.open("preamble", &[]);
        if let Some(block) = recitals {
            let mut leaves = Vec::new();
            self.leaves(&block.children, &mut leaves);
            if !leaves.is_empty() {
                self.open("recitals", &vec![("eId", format!("{}__recs_1", block.id))]);
                for leaf in leaves {
                    self.open("recital", &vec![("eId", leaf.id.clone())]);
                    self.paragraph(&leaf.sentences);
                    self.markup.close("recital");
                }
                self.markup.close("recitals");
            }
        }
        if let Some(block) = formula {
            self.open("formula", &vec![("eId", block.id.clone()), ("name", "enacting".to_owned())]);
            self.paragraph(&block.sentences);
            self.markup.close("formula");
        }
        if let Some(block) = terms {
            self.open("container", &vec![("eId", block.id.clone()), ("name", "definitions".to_owned())]);
            let mut leaves = Vec::new();
            self.leaves(&block.children, &mut leaves);
            for it in &leaves {
                self.paragraph_of(it);
            }
            self.markup.close("container");
        }
        self.markup.close("preamble");
    }

    /// The parts with words, brackets dissolved.
    fn leaves<'d>(&self, blocks: &'d [Block], leaves: &mut Vec<&'d Block>) {
        for (block, _) in self.options.each(blocks) {
            if !block.sentences.is_empty() {
                leaves.push(block);
            }
            self.leaves(&block.children, leaves);
        }
    }

    /// Parts of the body.
    fn hierarchy(&mut self, blocks: &[&Block]) {
        let mut any = false;
        let options = self.options;
        for block in blocks.iter().filter(|it| options.shows(it)) {
            any = true;
            self.part(block);
        }
        if !any {
            self.markup.open("paragraph", &[]);
            self.markup.open("content", &[]);
            self.markup.empty("p", &[]);
            self.markup.close("content");
            self.markup.close("paragraph");
        }
    }

    fn attributes(&self, block: &Block) -> Owned {
        let mut attributes: Owned = vec![("eId", block.id.clone())];
        if let Some(name) = &block.name {
            attributes.push(("wId", format!("{}.{}", block.id, name)));
        }
        if block.kind == BlockKind::Note {
            attributes.push(("class", "note".to_owned()));
        } else if matches!(block.words_of, WordsOf::Covered | WordsOf::Open) {
            attributes.push(("class", "generated".to_owned()));
        }
        attributes.extend(self.alternative.clone().unwrap_or_default());
        attributes
    }

    fn part(&mut self, block: &Block) {
        if block.kind == BlockKind::Bracket {
            return self.bracket(block);
        }
        let name = match block.kind {
            BlockKind::Chapter => "chapter",
            BlockKind::Section => "section",
            BlockKind::Article => "article",
            BlockKind::Point => "point",
            _ => "paragraph",
        };
        let attributes = self.attributes(block);
        self.alternative = None;
        self.markup.line();
        self.open(name, &attributes);
        let label = match block.kind {
            BlockKind::Point => format!("({})", block.number),
            _ if block.number.is_empty() => String::new(),
            BlockKind::Paragraph => format!("{}.", block.number),
            _ => heading(block),
        };
        if !label.is_empty() {
            self.markup.leaf("num", &[], &label);
        }
        if !block.heading.is_empty() {
            self.markup.leaf("heading", &[], &block.heading);
        }
        let children: Vec<&Block> = self.options.each(&block.children).map(|it| it.0).collect();
        let points = !children.is_empty() && children.iter().all(|it| it.kind == BlockKind::Point);
        if children.is_empty() {
            self.markup.open("content", &[]);
            self.paragraph(&block.sentences);
            self.markup.close("content");
        } else if points && name == "paragraph" {
            self.open("list", &vec![("eId", format!("{}__list_1", block.id))]);
            if !block.sentences.is_empty() {
                self.markup.open("intro", &[]);
                self.paragraph(&block.sentences);
                self.markup.close("intro");
            }
            for it in &children {
                self.part(it);
            }
            self.markup.close("list");
        } else {
            if !block.sentences.is_empty() {
                self.markup.open("intro", &[]);
                self.paragraph(&block.sentences);
                self.markup.close("intro");
            }
            self.hierarchy(&children);
        }
        self.markup.close(name);
    }

    /// Rival parts are siblings: each later one names the first one of which it is an alternative.
    fn bracket(&mut self, block: &Block) {
        let options = self.options;
        let first: Vec<String> =
            block.children.first().map(|it| it.children.iter().map(|it| it.id.clone()).collect()).unwrap_or_default();
        let deleted: Vec<String> =
            block.children.iter().filter(|it| it.children.is_empty()).flat_map(|it| it.who.clone()).collect();
        for (at, choice) in block.children.iter().enumerate() {
            for (number, child) in choice.children.iter().enumerate().filter(|it| options.shows(it.1)) {
                let mut own: Owned = Vec::new();
                if at > 0
                    && let Some(rival) = first.get(number)
                {
                    own.push(("alternativeTo", rival.clone()));
                }
                own.push(("v:bracket", block.number.clone()));
                if !choice.who.is_empty() {
                    own.push(("v:by", choice.who.join(" ")));
                }
                if !deleted.is_empty() {
                    own.push(("v:deletedBy", deleted.join(" ")));
                }
                self.alternative = Some(own);
                self.part(child);
            }
        }
        self.alternative = None;
    }

    fn conclusions(&mut self, blocks: &[&Block]) {
        self.markup.line();
        self.markup.open("conclusions", &[]);
        for block in blocks.iter().filter(|it| it.kind == BlockKind::Conclusion) {
            self.open("formula", &vec![("eId", block.id.clone()), ("name", "testimonium".to_owned())]);
            self.paragraph(&block.sentences);
            self.markup.close("formula");
        }
        let signatures: Vec<&&Block> = blocks.iter().filter(|it| it.kind == BlockKind::Signature).collect();
        if !signatures.is_empty() {
            self.markup.open("container", &[("eId", "signatures"), ("name", "signatures")]);
            for block in signatures {
                self.markup.open("p", &[]);
                self.open("signature", &vec![("eId", block.id.clone())]);
                self.sentences(&block.sentences);
                self.markup.close("signature");
                self.markup.close("p");
            }
            self.markup.close("container");
        }
        self.markup.close("conclusions");
    }

    fn attachments(&mut self, block: &Block, document: &ProseDocument, by: &str) {
        if block.kind == BlockKind::Bracket {
            for choice in &block.children {
                let by = choice.who.join(" ");
                for it in &choice.children {
                    self.attachments(it, document, &by);
                }
            }
            return;
        }
        let mut attributes: Owned = vec![("eId", block.id.clone())];
        if !by.is_empty() {
            attributes.push(("v:by", by.to_owned()));
        }
        self.open("attachment", &attributes);
        let label = heading(block);
        if !label.is_empty() {
            self.markup.leaf("num", &[], &label);
        }
        if !block.heading.is_empty() {
            self.markup.leaf("heading", &[], &block.heading);
        }
        self.markup.open("doc", &[("name", "annex")]);
        self.meta(document, "doc", &block.id);
        self.markup.open("mainBody", &[]);
        let children: Vec<&Block> = block.children.iter().filter(|it| it.kind != BlockKind::Annex).collect();
        self.hierarchy(&children);
        self.markup.close("mainBody");
        self.markup.close("doc");
        self.markup.close("attachment");
        block
            .children
            .iter()
            .filter(|it| it.kind == BlockKind::Annex)
            .for_each(|it| self.attachments(it, document, by));
    }

    fn paragraph_of(&mut self, block: &Block) {
        let mut attributes: Owned = vec![("eId", block.id.clone())];
        if matches!(block.words_of, WordsOf::Covered | WordsOf::Open) {
            attributes.push(("class", "generated".to_owned()));
        }
        self.open("p", &attributes);
        let number = if block.kind == BlockKind::Point { format!("({}) ", block.number) } else { String::new() };
        self.markup.text(&number);
        self.sentences(&block.sentences);
        self.markup.close("p");
    }

    fn paragraph(&mut self, sentences: &[ProseSentence]) {
        self.markup.open("p", &[]);
        self.sentences(sentences);
        self.markup.close("p");
    }

    fn sentences(&mut self, sentences: &[ProseSentence]) {
        for (at, sentence) in sentences.iter().enumerate() {
            self.markup.text(if at > 0 { " " } else { "" });
            self.inline(&sentence.words);
        }
    }

    fn inline(&mut self, words: &[Inline]) {
        for it in words {
            match it {
                Inline::Text(words) => self.markup.text(words),
                Inline::Emphasis(words) => self.markup.leaf("i", &[], words),
                Inline::Hole => self.markup.leaf("fillIn", &[("width", "3")], "[…]"),
                Inline::Reference { words, anchor, .. } if anchor.is_empty() => self.markup.text(words),
                Inline::Reference { words, anchor, .. } => {
                    self.markup.leaf("ref", &[("href", &format!("#{anchor}"))], words);
                }
                Inline::Bracket(bracket) => {
                    let number = (bracket.number + 1).to_string();
                    self.markup.open("inline", &[("name", "bracket"), ("v:bracket", &number)]);
                    self.markup.text("[");
                    for (at, choice) in bracket.choices.iter().enumerate() {
                        self.markup.text(if at > 0 { " | " } else { "" });
                        let by = choice.who.join(" ");
                        let mut attributes = vec![("name", "alternative")];
                        if !by.is_empty() {
                            attributes.push(("v:by", by.as_str()));
                        }
                        self.markup.open("inline", &attributes);
                        self.markup.text(&attribution(&choice.who, choice.reads));
                        if choice.words.is_empty() {
                            self.markup.leaf("i", &[], "delete");
                        }
                        self.inline(&choice.words);
                        self.markup.close("inline");
                    }
                    self.markup.text("]");
                    self.markup.close("inline");
                }
            }
        }
    }
}

/// An identifier within one component of the document.
fn own(component: &str, name: &str) -> String {
    if component == "main" { name.to_owned() } else { format!("{component}__{name}") }
}

/// The identifier of a party.
fn party_id(name: &str) -> String {
    let letters = name.chars().map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '_' });
    format!("party_{}", letters.collect::<String>())
}
