//! Reading TOML whose every fault is told in its place, with what was probably meant.

use crate::diagnostic::nearest;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlError {
    /// The key or value.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub words: String,
}

/// A value with its place.
pub(crate) type SpannedValue<'v, 'i> = &'v Spanned<DeValue<'i>>;

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Faults(pub(crate) Vec<TomlError>);

impl Faults {
    /// The table of a text; what is no TOML in it is a fault.
    pub(crate) fn table<'i>(&mut self, text: &'i str) -> Spanned<DeTable<'i>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            self.add(error.span().unwrap_or(0..0), format!("this is no TOML: {}", error.message()));
        }
        table
    }

    /// The faults, in the order of the text.
    pub(crate) fn in_order(mut self) -> Vec<TomlError> {
        self.0.sort_by_key(|it| it.span.start);
        self.0
    }

    pub(crate) fn add(&mut self, span: Range<usize>, words: impl Into<String>) {
        self.0.push(TomlError { span, words: words.into() });
    }

    pub(crate) fn unknown_key(&mut self, key: &str, span: Range<usize>, known: &[&'static str]) {
        let words = match nearest(key, known.iter().copied()) {
            Some(meant) => format!("there is no key `{key}`; did you mean `{meant}`?"),
            None => format!("there is no key `{key}` here; known are {}", known.join(", ")),
        };
        self.add(span, words);
    }

    pub(crate) fn text(&mut self, value: SpannedValue<'_, '_>) -> Option<String> {
        let text = value.get_ref().as_str().map(ToOwned::to_owned);
        if text.is_none() {
            self.add(value.span(), format!("words in quotes are wanted here, not {}", kind(value.get_ref())));
        }
        text
    }

    pub(crate) fn truth(&mut self, value: SpannedValue<'_, '_>) -> Option<bool> {
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.add(value.span(), format!("`true` or `false` is wanted here, not {}", kind(value.get_ref())));
        }
        truth
    }

    /// Words in a list; one alone may stand without it.
    pub(crate) fn texts(&mut self, value: SpannedValue<'_, '_>) -> Vec<(String, Range<usize>)> {
        match value.get_ref().as_array() {
            Some(list) => list.iter().filter_map(|it| Some((self.text(it)?, it.span()))).collect(),
            None => self.text(value).map(|it| (it, value.span())).into_iter().collect(),
        }
    }

    /// The tables of a list `[[key]]`.
    pub(crate) fn tables<'v, 'i>(
        &mut self,
        key: &str,
        value: SpannedValue<'v, 'i>,
    ) -> Vec<(&'v DeTable<'i>, Range<usize>)> {
        let words = || format!("`[[{key}]]` is wanted here: a list of tables");
        let Some(list) = value.get_ref().as_array() else {
            self.add(value.span(), words());
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in list {
            match entry.get_ref().as_table() {
                Some(table) => tables.push((table, entry.span())),
                None => self.add(entry.span(), words()),
            }
        }
        tables
    }

    pub(crate) fn word<'k, T>(
        &mut self,
        value: SpannedValue<'_, '_>,
        what: &str,
        read: impl Fn(&str) -> Option<T>,
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> Option<T> {
        let text = self.text(value)?;
        let found = read(&text);
        if found.is_none() {
            let listed = known.clone().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
            let words = match nearest(&text, known) {
                Some(meant) => format!("`{text}` is not {what}; did you mean `{meant}`?"),
                None => format!("`{text}` is not {what}; known are {listed}"),
            };
            self.add(value.span(), words);
        }
        found
    }
}

/// What stands there instead.
pub(crate) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "words",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
