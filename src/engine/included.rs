//! The instruments that a draft names by file, read: `instrument UKFR "…" in "companion.treaty"`.

use super::named_draft::{draft_of, is_scenario_file, named_draft, reader_of};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::IncludedInstrument;
use crate::source::{FileId, Source, Span};
use crate::syntax::ast::{DeclarationKind, Draft, Item, OrBracket};
use crate::syntax::lexer::unquoted;
use crate::syntax::{self, Parsed};

/// So many texts are read for one draft.
const MOST: usize = 64;
/// So many bytes they have together.
const MOST_BYTES: usize = 64 << 20;

/// Other texts, each read once, and who names which.
#[derive(Default)]
pub(super) struct IncludedInstruments {
    /// The texts; their numbers count on from the draft's.
    pub(super) texts: Vec<(Source, Parsed)>,
    /// What is named and can't be read.
    pub(super) findings: Vec<Diagnostic>,
    links: Vec<Link>,
    /// Why no more texts are read, once there are too many.
    full: Option<&'static str>,
}

/// Reads what a draft includes, or a file of scenarios with its draft, directly or through others: `read` is asked for each file once.
pub fn visit_instruments(source: &Source, read: &dyn Fn(&str) -> Option<Source>) {
    if is_scenario_file(&source.name) {
        if let Some((draft, named)) = draft_of(source, read) {
            visit_instruments(&draft, &reader_of(&named, read));
        }
        return;
    }
    IncludedInstruments::read(source, &syntax::parse(source.file, &source.text).draft, read);
}

/// The files of instruments that a draft names, as it names them; the draft that a file of scenarios names.
pub fn named_instruments(source: &Source) -> Vec<String> {
    let draft = syntax::parse(source.file, &source.text).draft;
    if is_scenario_file(&source.name) {
        return named_draft(&source.text, &draft).into_iter().map(|it| it.0).collect();
    }
    instruments(&source.text, &draft).into_iter().map(|it| it.0).collect()
}

/// A text that names another by its file.
struct Link {
    from: FileId,
    path: String,
    file: FileId,
}

impl IncludedInstruments {
    /// Reads what the draft names, and what that names in turn. `read` takes paths that count from the draft's folder.
    pub(super) fn read(own: &Source, draft: &Draft, read: &dyn Fn(&str) -> Option<Source>) -> Self {
        let mut all = Self::default();
        all.follow(own, own, "", instruments(&own.text, draft), read);
        let mut at = 0;
        while let Some((text, parsed)) = all.texts.get(at) {
            let (text, named) = (text.clone(), instruments(&text.text, &parsed.draft));
            let folder =
                all.links.iter().find(|it| it.file == text.file).map_or("", |it| folder_of(&it.path)).to_owned();
            all.follow(own, &text, &folder, named, read);
            at += 1;
        }
        all
    }

    /// Reads what one text names. `folder` is where that text stands, seen from the draft.
    fn follow(
        &mut self,
        own: &Source,
        from: &Source,
        folder: &str,
        named: Vec<(String, Span)>,
        read: &dyn Fn(&str) -> Option<Source>,
    ) {
        for (path, span) in named {
            let known = self.links.iter().any(|it| it.from == from.file && it.path == path);
            if known {
                continue;
            }
            let is_absolute = std::path::Path::new(&path).is_absolute();
            let found = match self.full {
                Some(reason) => Some(Source::unread("", reason)),
                None => read(&if is_absolute { path.clone() } else { format!("{folder}{path}") }),
            };
            let Some(mut text) = found else {
                if from.file == own.file {
                    self.findings.push(unread(own.file, span, &path, None));
                }
                continue;
            };
            let same = std::iter::once(own).chain(self.texts.iter().map(|(it, _)| it)).find(|it| it.name == text.name);
            let length: usize = self.texts.iter().map(|it| it.0.text.len()).sum();
            if same.is_none() && text.unread.is_none() {
                if self.texts.len() >= MOST {
                    self.full = Some("at most 64 instruments are read for one draft");
                } else if length + text.text.len() > MOST_BYTES {
                    self.full = Some("at most 64 MiB of instruments are read for one draft");
                }
            }
            if let Some(reason) = self.full.or(text.unread.as_deref()) {
                self.findings.push(unread(from.file, span, &path, Some(reason)));
                continue;
            }
            let file = same.map_or(FileId(own.file.0 + 1 + self.texts.len() as u32), |it| it.file);
            if same.is_none() {
                text.file = file;
                let parsed = syntax::parse_for(own.file, file, &text.text);
                self.texts.push((text, parsed));
            }
            self.links.push(Link { from: from.file, path, file });
        }
    }

    /// The texts as the model takes them.
    pub(super) fn for_model<'a, 't>(&'a self, own: &'a Source, draft: &'t Draft) -> Vec<IncludedInstrument<'a, 't>>
    where
        'a: 't,
    {
        let named = self.links.iter().map(|link| {
            let text = self.texts.iter().find(|(it, _)| it.file == link.file);
            let (text, draft) = text.map_or((own, draft), |(text, parsed)| (text, &parsed.draft));
            IncludedInstrument { from: link.from, path: &link.path, file: link.file, text: &text.text, draft }
        });
        named.collect()
    }
}

/// The files that a text names, with their places.
fn instruments(text: &str, draft: &Draft) -> Vec<(String, Span)> {
    fn collect(text: &str, items: &[OrBracket<Item>], found: &mut Vec<(String, Span)>) {
        for item in items {
            match item {
                OrBracket::Plain(Item::Declaration(it)) if it.kind == DeclarationKind::Instrument => {
                    let path = it.text.map(|span| (unquoted(span.of(text)).to_owned(), span));
                    found.extend(path);
                }
                OrBracket::Plain(Item::Unit(unit)) => collect(text, &unit.items, found),
                OrBracket::Plain(_) => {}
                OrBracket::Bracket(bracket) => {
                    bracket.alternatives.iter().for_each(|it| collect(text, &it.content, found));
                }
            }
        }
    }
    let mut found = Vec::new();
    collect(text, &draft.items, &mut found);
    found
}

fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

fn unread(file: FileId, span: Span, path: &str, reason: Option<&str>) -> Diagnostic {
    let reason = reason.map_or_else(String::new, |it| format!(": {it}"));
    let message = format!("`{path}` cannot be read{reason}");
    let mut finding = Diagnostic::new("names/unread-instrument", Severity::Warning, file, span, message);
    finding.here("its content is unknown");
    finding.help("supply the instrument at that path, or omit the file: nobody here then determines its state");
    finding
}
