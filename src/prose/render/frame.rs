//! The document as a whole: title, parties, preamble, articles, final clauses, signatures, annexes.

use super::TextMode;
use super::document::{Block, BlockKind, Inline, ProseDocument, ProseSentence, WordsOf, plain_words};
use super::finals;
use super::lexicon;
use super::number;
use super::phrase::{Phrase, join};
use super::provisions::Paragraph;
use super::speaker::Speaker;
use super::values::unit_word;
use crate::model::Reading;
use crate::source::Span;
use crate::syntax::ast::{
    Alternative, ClauseWord, Declaration, DeclarationKind, Draft, Header, Item, OrBracket, Provision, Unit, UnitKind,
};
use crate::syntax::lexer;

/// More parties than these are listed with the signatures, not at the head.
pub(super) const MOST_AT_HEAD: usize = 8;

/// Puts a draft into a document.
pub(super) fn document(text: &str, draft: &Draft, reading: Option<&Reading>, mode: TextMode) -> ProseDocument {
    let speaker = Speaker::new(text, draft, reading);
    let mut frame = DocumentFrame { speaker: &speaker, mode, head: Head::default(), parts: Parts::default() };
    frame.sort(&draft.items);
    let title = draft.title.map(|it| plain_words(&speaker.words(it).0)).unwrap_or_default();
    frame.assemble(draft, title)
}

/// What the head of the draft says.
#[derive(Default)]
pub(super) struct Head {
    stage: Option<String>,
    version: Option<Span>,
    signed: Option<Span>,
    pub(super) languages: Vec<String>,
    pub(super) prevailing: Option<String>,
    pub(super) span: Option<Span>,
}

/// The parts of the document, each in the order of the draft.
#[derive(Default)]
pub(super) struct Parts {
    /// The parties: the words, the roles, the place.
    pub(super) parties: Vec<(Phrase, Vec<String>, Span)>,
    /// Who signs: name, title, words, whether as a party.
    pub(super) signatories: Vec<(Phrase, bool, Span)>,
    /// Name and title of each party.
    names: Vec<(String, String)>,
    preamble: Vec<Block>,
    definitions: Vec<Block>,
    body: Vec<Block>,
    finals: Vec<(u8, Block)>,
    annexes: Vec<Block>,
}

pub(super) struct DocumentFrame<'s, 't> {
    pub(super) speaker: &'s Speaker<'t>,
    mode: TextMode,
    pub(super) head: Head,
    pub(super) parts: Parts,
}

impl DocumentFrame<'_, '_> {
    /// Sorts what stands outside articles into the parts of the document.
    fn sort(&mut self, entries: &[OrBracket<Item>]) {
        let speaker = self.speaker;
        for entry in entries {
            match entry {
                OrBracket::Plain(item) => self.sort_item(item),
                OrBracket::Bracket(bracket) => {
                    if let Some(reading) = speaker.reading {
                        if let Some(at) = reading.taken(bracket) {
                            self.sort(&bracket.alternatives[at].content);
                        }
                        continue;
                    }
                    let items = speaker.every(std::slice::from_ref(entry));
                    let parties = items.iter().filter_map(|it| party(it)).collect::<Vec<_>>();
                    if !items.is_empty() && parties.len() == items.len() {
                        let words = speaker.bracket(bracket, &|content| {
                            let each = speaker
                                .each(content, &|item| party(item).map_or_else(Phrase::default, |it| self.party(it)));
                            join(each, "and")
                        });
                        let roles = parties.first().map(|it| self.roles(it)).unwrap_or_default();
                        self.parts.parties.push((words.clone(), roles, bracket.span));
                        self.parts.signatories.push((words, true, bracket.span));
                        let names: Vec<_> = parties.iter().map(|it| self.name_and_title(it)).collect();
                        self.parts.names.extend(names);
                        continue;
                    }
                    let block = self.bracket_block(bracket, false);
                    match items.first() {
                        Some(Item::Provision(it)) if it.kind.is_final() => {
                            self.parts.finals.push((finals::rank(it.kind), block));
                        }
                        Some(Item::Unit(it)) if is_annex(it.kind) => self.parts.annexes.push(block),
                        Some(Item::Unit(it)) if it.kind == UnitKind::Preamble => self.parts.preamble.push(block),
                        Some(Item::Declaration(_) | Item::Place(_)) => self.parts.definitions.push(block),
                        _ => self.parts.body.push(block),
                    }
                }
            }
        }
    }

    fn sort_item(&mut self, item: &Item) {
        let speaker = self.speaker;
        match item {
            Item::Header(header) => self.header(header),
            Item::Declaration(it) => {
                let signs = |role: &str| self.roles(it).iter().any(|it| it == role);
                match it.kind {
                    DeclarationKind::Party => {
                        let words = self.party(it);
                        self.parts.parties.push((words.clone(), self.roles(it), it.span));
                        self.parts.signatories.push((words, true, it.span));
                        let name = self.name_and_title(it);
                        self.parts.names.push(name);
                    }
                    DeclarationKind::State | DeclarationKind::Organization
                        if signs("witness") || signs("signatory") =>
                    {
                        let party = signs("signatory");
                        self.parts.signatories.push((self.party(it), party, it.span));
                    }
                    _ => {}
                }
                let blocks = self.paragraphs(speaker.declaration(it), it.span, None, WordsOf::Clauses);
                self.parts.definitions.extend(blocks);
                self.parts.definitions.extend(self.prose_of(&it.clauses, it.span));
            }
            Item::Place(it) => {
                let blocks = self.paragraphs(speaker.place(it), it.span, None, WordsOf::Clauses);
                self.parts.definitions.extend(blocks);
                self.parts.definitions.extend(self.prose_of(&it.clauses, it.span));
            }
            Item::Unit(it) if it.kind == UnitKind::Preamble => {
                let mut blocks = Vec::new();
                self.contents(&it.items, false, &mut blocks);
                self.parts.preamble.extend(blocks);
            }
            Item::Unit(it) if is_annex(it.kind) => {
                let block = self.unit(it, true);
                self.parts.annexes.push(block);
            }
            Item::Unit(it) => {
                let block = self.unit(it, true);
                self.parts.body.push(block);
            }
            Item::Provision(it) if it.kind.is_final() => {
                let block = self.own_article(it);
                self.parts.finals.push((finals::rank(it.kind), block));
            }
            Item::Provision(it) => {
                let block = self.own_article(it);
                self.parts.body.push(block);
            }
            Item::Assume(..) | Item::Scenario(_) | Item::Broken(_) | Item::StrayClose(_) => {}
        }
    }

    fn header(&mut self, it: &Header) {
        let speaker = self.speaker;
        match it {
            Header::Version(span) => self.head.version = Some(*span),
            Header::Signed(span) => self.head.signed = Some(*span),
            Header::Stage(span) => self.head.stage = Some(speaker.word_at(*span).to_owned()),
            Header::Languages { list, prevailing } => {
                self.head.languages =
                    speaker.every(list).iter().map(|it| speaker.word_at(it.span()).to_owned()).collect();
                self.head.prevailing = prevailing.map(|it| speaker.word_at(it).to_owned());
                self.head.span = speaker.every(list).first().map(|it| it.span());
            }
            Header::Text(span) if self.mode != TextMode::Generated => {
                let blocks = self.prose(*span);
                self.parts.body.extend(blocks);
            }
            Header::Text(_) | Header::Form { .. } | Header::DraftFile(_) => {}
        }
    }

    fn roles(&self, it: &Declaration) -> Vec<String> {
        self.speaker.every(&it.roles).iter().map(|it| self.speaker.word_at(it.span()).to_owned()).collect()
    }

    fn party(&self, it: &Declaration) -> Phrase {
        match (&it.set, it.title) {
            (Some(set), None) => self.speaker.set_last(set),
            _ => self.speaker.called(self.speaker.word_at(it.name)).into(),
        }
    }

    fn name_and_title(&self, it: &Declaration) -> (String, String) {
        let title = it.title.map(|it| plain_words(&self.speaker.words(it).0));
        (self.speaker.word_at(it.name).to_owned(), title.unwrap_or_default())
    }

    /// A provision outside articles, which gets one of its own.
    fn own_article(&self, it: &Provision) -> Block {
        let mut block = Block { heading: finals::title(it.kind).to_owned(), ..Block::new(BlockKind::Article, it.span) };
        self.provision(it, false, &mut block.children);
        block
    }

    /// Square brackets around whole parts.
    fn bracket_block(&self, bracket: &crate::syntax::ast::Bracket<Item>, covered: bool) -> Block {
        let mut block = Block::new(BlockKind::Bracket, bracket.span);
        block.number = (bracket.id.0 + 1).to_string();
        let choice = |it: &Alternative<Item>| {
            let who = it.who.iter().map(|who| self.speaker.word_at(*who).to_owned()).collect();
            let mut choice = Block { who, ..Block::new(BlockKind::Choice, it.span) };
            if it.reads {
                "understands".clone_into(&mut choice.heading);
            }
            self.contents(&it.content, covered, &mut choice.children);
            choice
        };
        block.children = bracket.alternatives.iter().map(choice).collect();
        block
    }

    /// A numbered part.
    fn unit(&self, it: &Unit, top: bool) -> Block {
        let kind = match it.kind {
            UnitKind::Preamble => BlockKind::Preamble,
            UnitKind::Chapter => BlockKind::Chapter,
            UnitKind::Section => BlockKind::Section,
            UnitKind::Article => BlockKind::Article,
            UnitKind::Point | UnitKind::Paragraph if top => BlockKind::Article,
            UnitKind::Point => BlockKind::Point,
            UnitKind::Paragraph => BlockKind::Paragraph,
            _ => BlockKind::Annex,
        };
        let mut block = Block::new(kind, it.span);
        if !matches!(kind, BlockKind::Point | BlockKind::Paragraph) {
            block.label = crate::diagnostic::capital(unit_word(it.kind));
        }
        block.number = it.number.map_or_else(String::new, |it| lexer::unquoted(self.speaker.word_at(it)).to_owned());
        block.heading = it.title.map(|it| plain_words(&self.speaker.words(it).0)).unwrap_or_default();
        if let Some(owner) = it.owner {
            let of = self.speaker.called(self.speaker.word_at(owner));
            block.label = format!("{} of {of}", block.label);
        }
        for mark in self.speaker.every(&it.marks) {
            let word = self.speaker.word_at(mark.span());
            let words = match word {
                "integral" => format!("This {} is an integral part of {}.", unit_word(it.kind), self.speaker.this()),
                _ => format!("This {} is {}.", unit_word(it.kind), lexicon::printed(word)),
            };
            let block_of = Block::of_words(BlockKind::Paragraph, mark.span(), Phrase::from(words).0);
            block.children.push(Block { words_of: WordsOf::Clauses, ..block_of });
        }
        self.contents(&it.items, false, &mut block.children);
        // One paragraph without points is the text of the numbered part that holds it.
        let first = block.children.first().filter(|it| it.kind == BlockKind::Paragraph && it.number.is_empty());
        let alone = block.children.len() == 1;
        if matches!(kind, BlockKind::Point | BlockKind::Paragraph)
            && first.is_some_and(|it| alone || it.children.is_empty())
        {
            let first = block.children.remove(0);
            block.children.splice(0..0, first.children);
            (block.sentences, block.words_of, block.name, block.span) =
                (first.sentences, first.words_of, first.name, first.span);
        }
        block
    }

    /// What stands in a part, in its order.
    fn contents(&self, entries: &[OrBracket<Item>], covered: bool, blocks: &mut Vec<Block>) {
        let has_text = |entry: &OrBracket<Item>| matches!(entry, OrBracket::Plain(Item::Header(Header::Text(_))));
        let covered = covered || self.mode != TextMode::Generated && entries.iter().any(has_text);
        for entry in entries {
            match entry {
                OrBracket::Plain(item) => self.content(item, covered, blocks),
                OrBracket::Bracket(bracket) => match self.speaker.reading {
                    Some(reading) => {
                        if let Some(at) = reading.taken(bracket) {
                            self.contents(&bracket.alternatives[at].content, covered, blocks);
                        }
                    }
                    None => blocks.push(self.bracket_block(bracket, false)),
                },
            }
        }
    }

    fn content(&self, item: &Item, covered: bool, blocks: &mut Vec<Block>) {
        let words_of = if covered { WordsOf::Covered } else { WordsOf::Clauses };
        match item {
            Item::Header(Header::Text(span)) => {
                if self.mode != TextMode::Generated {
                    blocks.extend(self.prose(*span));
                }
            }
            Item::Header(_) | Item::Assume(..) | Item::Scenario(_) | Item::Broken(_) | Item::StrayClose(_) => {}
            Item::Declaration(it) => {
                blocks.extend(self.paragraphs(self.speaker.declaration(it), it.span, None, words_of));
                blocks.extend(self.prose_of(&it.clauses, it.span));
            }
            Item::Place(it) => {
                blocks.extend(self.paragraphs(self.speaker.place(it), it.span, None, words_of));
                blocks.extend(self.prose_of(&it.clauses, it.span));
            }
            Item::Unit(it) => blocks.push(self.unit(it, false)),
            Item::Provision(it) => self.provision(it, covered, blocks),
        }
    }

    fn provision(&self, it: &Provision, covered: bool, blocks: &mut Vec<Block>) {
        let prose = self.prose_of(&it.clauses, it.span);
        let covered = covered || !prose.is_empty();
        blocks.extend(prose);
        let words_of = if covered { WordsOf::Covered } else { WordsOf::Clauses };
        let name = self.speaker.key(it).to_owned();
        blocks.extend(self.paragraphs(self.speaker.provision(it), it.span, Some(name), words_of));
    }

    /// The prose of a block.
    fn prose_of(&self, clauses: &[OrBracket<crate::syntax::ast::Clause>], _: Span) -> Vec<Block> {
        if self.mode == TextMode::Generated {
            return Vec::new();
        }
        let texts = self.speaker.clauses(clauses).into_iter().filter(|it| it.word == ClauseWord::Text);
        let spans = texts.flat_map(|it| &it.args).filter_map(|it| match it {
            crate::syntax::ast::Arg::Text(span) => Some(*span),
            _ => None,
        });
        spans.flat_map(|it| self.prose(it)).collect()
    }

    /// Prose in its paragraphs, which blank lines part.
    fn prose(&self, span: Span) -> Vec<Block> {
        let text = lexer::unquoted(span.of(self.speaker.text).trim());
        let mut blocks = Vec::new();
        let mut words = String::new();
        let mut flush = |words: &mut String| {
            if !words.is_empty() {
                let words = Phrase::from(std::mem::take(words));
                blocks.push(Block::of_words(BlockKind::Paragraph, span, words.0));
            }
        };
        for line in text.lines().map(str::trim) {
            if line.is_empty() {
                flush(&mut words);
                continue;
            }
            if begins_item(line) {
                flush(&mut words);
            }
            words.push_str(if words.is_empty() { "" } else { " " });
            words.push_str(line);
        }
        flush(&mut words);
        blocks
    }

    /// Paragraphs as blocks.
    fn paragraphs(
        &self,
        paragraphs: Vec<Paragraph>,
        span: Span,
        name: Option<String>,
        words_of: WordsOf,
    ) -> Vec<Block> {
        let mut first = name;
        let block = |it: Paragraph| {
            let kind = if it.note { BlockKind::Note } else { BlockKind::Paragraph };
            let sentence =
                |(words, clauses): (Phrase, Vec<Span>)| ProseSentence { id: String::new(), words: words.0, clauses };
            // What is not agreed must not vanish behind words that do not show it.
            let words_of = if words_of == WordsOf::Covered && has_bracket(&it) { WordsOf::Open } else { words_of };
            let point = |(words, clauses): (Phrase, Vec<Span>)| Block {
                sentences: vec![ProseSentence { id: String::new(), words: words.0, clauses }],
                words_of,
                ..Block::new(BlockKind::Point, span)
            };
            let name = if it.note { None } else { first.take() };
            Block {
                name,
                sentences: it.sentences.into_iter().map(sentence).collect(),
                children: it.points.into_iter().map(point).collect(),
                words_of,
                ..Block::new(kind, span)
            }
        };
        paragraphs.into_iter().map(block).collect()
    }

    fn assemble(mut self, draft: &Draft, title: String) -> ProseDocument {
        let speaker = self.speaker;
        let form = speaker.form.clone();
        let nowhere = Span::at(0);
        let mut blocks = Vec::new();
        let words = |span: Option<Span>| span.map(|it| plain_words(&speaker.words(it).0));
        let (version, signed) = (words(self.head.version), self.head.signed);
        let stage = self.head.stage.as_deref().map(|it| match it {
            "rolling" => "Rolling text".to_owned(),
            other => crate::diagnostic::capital(&lexicon::printed(other)),
        });
        let printed_version = version.as_deref().map(|it| lexicon::instant(it).0);
        let mark: Vec<String> = stage.into_iter().chain(printed_version).collect();
        if !mark.is_empty() {
            blocks.push(Block::of_words(BlockKind::Stage, nowhere, Phrase::from(mark.join(", ")).sentence().0));
        }
        if !title.is_empty() {
            let span = draft.title.unwrap_or(nowhere);
            blocks.push(Block::of_words(BlockKind::Title, span, Phrase::from(title.clone()).0));
        }
        let resolution = form.noun == "Resolution";
        let many = self.parts.parties.len() > MOST_AT_HEAD;
        if !self.parts.parties.is_empty() && !resolution {
            blocks.push(self.parties(many));
        }
        let preamble = std::mem::take(&mut self.parts.preamble);
        let mut agreed = false;
        if !preamble.is_empty() {
            let mut block = Block::new(BlockKind::Preamble, preamble[0].span);
            block.children = preamble;
            block.walk(&mut |it| {
                agreed |= it.sentences.iter().any(|it| plain_words(&it.words).to_lowercase().contains("as follows"));
            });
            blocks.push(block);
        }
        if !agreed && !self.parts.parties.is_empty() && !matches!(&*form.noun, "Resolution" | "Plan") {
            let words = if form.noun == "Declaration" { "Declare as follows:" } else { "Have agreed as follows:" };
            blocks.push(Block::of_words(BlockKind::Formula, nowhere, Phrase::from(words).0));
        }
        let mut definitions = if resolution { Vec::new() } else { self.shared_roles() };
        definitions.append(&mut self.parts.definitions);
        if !definitions.is_empty() {
            let mut block = Block::new(BlockKind::Definitions, definitions[0].span);
            block.children = definitions;
            blocks.push(block);
        }
        blocks.append(&mut self.parts.body);
        let mut ends = std::mem::take(&mut self.parts.finals);
        ends.sort_by_key(|it| it.0);
        blocks.extend(ends.into_iter().map(|it| it.1));
        blocks.extend(self.conclusion(signed, resolution));
        blocks.append(&mut self.parts.annexes);
        if let Some(legend) = self.legend(&blocks) {
            let legend = ProseSentence { id: String::new(), words: legend.0, clauses: vec![nowhere] };
            match blocks.first_mut().filter(|it| it.kind == BlockKind::Stage) {
                Some(stage) => stage.sentences.push(legend),
                None => blocks.insert(0, Block { sentences: vec![legend], ..Block::new(BlockKind::Stage, nowhere) }),
            }
        }
        let day = signed.and_then(|it| lexicon::iso_day(speaker.word_at(it)));
        let day = day
            .or_else(|| version.as_deref().and_then(|it| lexicon::iso_day(it).or_else(|| lexicon::day_in_words(it))));
        let mut document = ProseDocument {
            title,
            form,
            stage: self.head.stage.clone(),
            version,
            day,
            languages: self.head.languages.clone(),
            parties: self.parts.names.clone(),
            blocks,
        };
        number::number(&mut document, self.mode);
        document
    }
}

fn party(item: &Item) -> Option<&Declaration> {
    match item {
        Item::Declaration(it) if it.kind == DeclarationKind::Party => Some(it),
        _ => None,
    }
}

fn is_annex(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Annex | UnitKind::Protocol | UnitKind::Letter | UnitKind::Minute | UnitKind::Notes)
}

/// Whether a line begins a numbered item: `1. …`, `(a) …`.
fn begins_item(line: &str) -> bool {
    let digits = line.len() - line.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    let numbered =
        (1..=2).contains(&digits) && line[digits..].starts_with([')', '.']) && line[digits + 1..].starts_with(' ');
    let lettered = line
        .strip_prefix('(')
        .and_then(|it| it.split_once(") "))
        .is_some_and(|(mark, _)| (1..=4).contains(&mark.len()) && mark.chars().all(|it| it.is_ascii_alphanumeric()));
    numbered || lettered
}

fn has_bracket(it: &Paragraph) -> bool {
    let open = |words: &Phrase| words.0.iter().any(|it| matches!(it, Inline::Bracket(_)));
    it.sentences.iter().chain(&it.points).any(|it| open(&it.0))
}
