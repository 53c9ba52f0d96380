//! The shipped drafts and the examples of the rule pages, each checked once for all tests.

use super::{files, marks, relative, root};
use std::path::Path;
use std::sync::LazyLock;
use vattel::config::Settings;
use vattel::engine::Report;
use vattel::rules::{CATALOGUE, page};
use vattel::source::Source;

/// A draft and what all rules find in it.
pub struct Checked {
    pub name: String,
    pub source: Source,
    pub report: Report,
}

/// Every draft and every example of a page, with its name.
pub fn texts() -> Vec<(String, Vec<u8>)> {
    let drafts = files(&root().join("drafts"), "treaty");
    let drafts = drafts.iter().map(|path| (relative(path), std::fs::read(path).expect("a draft")));
    let examples = CATALOGUE.iter().flat_map(|rule| {
        page::examples(rule).into_iter().map(|it| (format!("page {}", rule.id), it.text.into_bytes()))
    });
    drafts.chain(examples).collect()
}

/// All of them, checked by every rule.
pub fn checked() -> &'static [Checked] {
    static CHECKED: LazyLock<Vec<Checked>> = LazyLock::new(|| {
        let settings = Settings::all();
        let check = |(name, bytes): (String, Vec<u8>)| {
            let (source, report) = marks::check(Path::new(&name), &bytes, &settings);
            Checked { name, source, report }
        };
        texts().into_iter().map(check).collect()
    });
    &CHECKED
}
