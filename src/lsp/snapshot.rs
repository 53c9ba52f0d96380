//! A text as it was when something was asked of it, with all that an answer needs.

use super::address;
use super::client::Client;
use super::position::PositionMap;
use super::workspace_config::{FileOverlay, WorkspaceConfig};
use crate::config::Settings;
use crate::diagnostic::Edit;
use crate::engine::names::{NameIndex, names};
use crate::engine::{Report, is_scenario_file};
use crate::source::{FileId, Source, Span};
use crate::syntax::format::differences;
use crate::syntax::{self, Parsed};
use lsp_types::{Diagnostic, Location, Position, Range, TextEdit, Uri};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocumentKind {
    /// A draft.
    Draft,
    /// A rule suite.
    Suite,
    /// A configuration.
    Configuration,
    /// Something else.
    Other,
}

impl DocumentKind {
    /// By the name of its file, and by what the editor takes it for.
    pub(super) fn of(uri: &Uri, language: &str) -> Self {
        let name = uri.0.rsplit('/').next().unwrap_or_default();
        match () {
            () if name.ends_with(crate::config::file::SUITE) => Self::Suite,
            () if name == "vattel.toml" => Self::Configuration,
            () if name.ends_with(".treaty") || is_scenario_file(name) || language == "treaty" => Self::Draft,
            () => Self::Other,
        }
    }
}

/// A text, the settings that hold for it, and whether anybody still waits.
#[derive(Clone)]
pub(super) struct DocumentSnapshot {
    pub(super) uri: Uri,
    /// The file, if it is one.
    pub(super) path: Option<PathBuf>,
    /// The number of its last change; nothing for a text that is not open.
    pub(super) version: Option<i32>,
    pub(super) sort: DocumentKind,
    pub(super) source: Source,
    /// What is known of the text, until it or what it reads changes.
    pub(super) known: Arc<Known>,
    /// What was found in it, if it was checked since it changed.
    pub(super) checked: Option<Arc<CheckedText>>,
    pub(super) config: Arc<WorkspaceConfig>,
    pub(super) disk: FileOverlay,
    pub(super) client: Arc<Client>,
    /// Set once nobody waits any more.
    pub(super) stop: Arc<AtomicBool>,
}

/// What is worked out of a text once, when somebody asks.
#[derive(Default)]
pub(super) struct Known {
    lines: OnceLock<PositionMap>,
    parsed: OnceLock<Parsed>,
    names: OnceLock<NameIndex>,
}

/// What was found in a text.
#[derive(Debug)]
pub(super) struct CheckedText {
    pub(super) report: Report,
    pub(super) items: Vec<Diagnostic>,
    /// The other files that it read, or looked for.
    pub(super) reads: Vec<PathBuf>,
}

impl DocumentSnapshot {
    pub(super) fn text(&self) -> &str {
        &self.source.text
    }

    pub(super) fn lines(&self) -> &PositionMap {
        self.known.lines.get_or_init(|| PositionMap::new(&self.source.text, self.client.encoding))
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.lines().range(self.text(), span)
    }

    pub(super) fn offset(&self, at: Position) -> u32 {
        self.lines().offset(self.text(), at)
    }

    pub(super) fn span(&self, range: Range) -> Span {
        self.lines().span(self.text(), range)
    }

    pub(super) fn is_stale(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(super) fn settings(&self) -> Settings {
        self.config.settings(self.path.as_deref())
    }

    /// Another instrument that the draft names.
    pub(super) fn companion(&self, path: &str) -> Option<Source> {
        self.config.instrument(self.path.as_deref()?, path, &|path: &Path| self.disk.text(path))
    }

    pub(super) fn parsed(&self) -> &Parsed {
        self.known.parsed.get_or_init(|| syntax::parse(self.source.file, self.text()))
    }

    pub(super) fn names(&self) -> &NameIndex {
        let read = |path: &str| self.companion(path);
        self.known.names.get_or_init(|| names(&self.source, self.parsed(), &self.settings(), &read))
    }

    /// Takes out of a report what the configuration allows.
    pub(super) fn allow(&self, report: &mut Report) {
        if let Some(path) = &self.path {
            self.config.allow(path, report);
        }
    }

    /// A place in this text or in one of others, as editors go there. What is in no file can't be gone to.
    pub(super) fn location(&self, file: FileId, span: Span, others: &[Source]) -> Option<Location> {
        if file == self.source.file {
            return Some(Location { uri: self.uri.clone(), range: self.range(span) });
        }
        let other = others.iter().find(|it| it.file == file)?;
        let path = Path::new(&*other.name);
        if !path.is_absolute() {
            return None;
        }
        let lines = PositionMap::new(&other.text, self.client.encoding);
        Some(Location { uri: address::uri(path), range: lines.range(&other.text, span) })
    }

    pub(super) fn edit(&self, edit: &Edit) -> TextEdit {
        TextEdit { range: self.range(edit.span), new_text: edit.text.clone() }
    }

    /// What makes another text of this one: the lines that differ.
    pub(super) fn edits_to(&self, text: &str) -> Vec<TextEdit> {
        differences(self.text(), text).iter().map(|it| self.edit(it)).collect()
    }
}
