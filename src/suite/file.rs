//! A suite as it is written, `*.suite.toml`: what it says, where, and what is wrong with it.
//!
//! Its rules are rules like all others, and are dropped with the last that holds one.

use super::compile::check;
use super::red_line::{Addressed, EscapedText, Firmness, LineCondition, On, RedLine, RulePlaces};
use super::syntax::{self, parse};
use super::table::{Faults, SpannedValue, TomlError};
use super::template::Template;
use super::value::{Type, an};
use crate::diagnostic::{Severity, fingerprint};
use crate::rules::{self, Check, CheckFn, Profile, Rule, RuleSet, UserRule};
use crate::source::{FileId, Source, Span};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeTable;

/// So long a suite may be, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// So many rules a suite may have.
const MOST_RULES: usize = 500;

/// A suite.
#[derive(Debug)]
pub struct Suite {
    /// Its name, the category of its rules.
    pub name: String,
    /// Whose red lines they are.
    pub party: Option<String>,
    /// What it is, in words.
    pub title: Option<String>,
    /// Its text.
    pub source: Source,
    /// Its rules, as those of the catalogue.
    pub rules: Vec<Arc<Rule>>,
    /// The same, with what only a suite says of a rule.
    pub lines: Vec<Arc<RedLine>>,
    /// For each, a rule that finds whether a draft has anything of which it speaks.
    pub notes: Vec<Arc<Rule>>,
    /// Drafts that show what its rules find.
    pub examples: Vec<SuiteExample>,
}

/// A draft that shows what a rule finds.
#[derive(Clone, Debug)]
pub struct SuiteExample {
    /// The rule, by its place in the suite.
    pub rule: usize,
    /// Whether the rule finds something.
    pub fails: bool,
    /// The draft.
    pub draft: String,
    /// How the first message starts.
    pub message: Option<String>,
    /// How many findings there are.
    pub count: Option<usize>,
    /// Where it stands in the suite.
    pub span: Range<usize>,
}

const KEYS: &[&str] = &["suite", "rule"];
const SUITE_KEYS: &[&str] = &["name", "party", "private", "title"];
const RULE_KEYS: &[&str] = &[
    "assert",
    "fails",
    "firmness",
    "help",
    "id",
    "ignorable",
    "level",
    "message",
    "on",
    "passes",
    "private",
    "quote",
    "references",
    "source",
    "title",
    "when",
    "why",
];
/// What every rule has, each with an example.
const NEEDED: &[(&str, &str)] =
    &[("id", "\"no-veto\""), ("on", "\"trigger\""), ("assert", "\"!aggressor_can_block(this)\"")];

const EXAMPLE_KEYS: &[&str] = &["count", "draft", "message"];

/// Reads a suite, whose name findings show. It has a number among the suites of a run.
///
/// # Errors
/// If anything in it is wrong; everything that is.
pub fn read(number: usize, name: &str, text: &str) -> Result<Suite, Vec<TomlError>> {
    // Drafts count from 0; the prelude has the last number, suites those before it.
    SuiteReader::read(Source::new(FileId(u32::MAX - 1 - number as u32), name, text))
}

/// What is wrong with a suite.
pub fn faults(name: &str, text: &str) -> Vec<TomlError> {
    SuiteReader::look(&Source::new(FileId::default(), name, text)).1
}

/// What a rule says, as it is written.
#[derive(Default)]
struct RuleText {
    id: Option<(String, Range<usize>)>,
    on: Option<On>,
    when: Option<(String, EscapedText)>,
    assert: Option<(String, EscapedText)>,
    message: Option<(String, EscapedText)>,
    help: Option<(String, EscapedText)>,
    title: Option<String>,
    why: Option<String>,
    quote: Option<String>,
    source: Option<String>,
    references: Vec<String>,
    level: Option<Severity>,
    firmness: Option<Firmness>,
    private: bool,
    ignorable: Option<bool>,
    examples: Vec<SuiteExample>,
}

struct SuiteReader<'t> {
    text: &'t str,
    faults: Faults,
    name: Option<String>,
    party: Option<String>,
    title: Option<String>,
    private: bool,
    drafts: Vec<(RuleText, Range<usize>)>,
}

impl SuiteReader<'_> {
    fn read(source: Source) -> Result<Suite, Vec<TomlError>> {
        let (SuiteHead { name, party, title }, faults, ready) = SuiteReader::look(&source);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut suite = Suite {
            name,
            party,
            title,
            source,
            rules: Vec::new(),
            lines: Vec::new(),
            notes: Vec::new(),
            examples: Vec::new(),
        };
        for it in ready {
            let SuiteRule { line, rule, note, examples } = it.made(&suite);
            suite.lines.push(line);
            suite.rules.push(rule);
            suite.notes.push(note);
            suite.examples.extend(examples);
        }
        Ok(suite)
    }

    /// Reads a suite: its head, what is wrong, and its rules, of which those with faults are left out.
    fn look(source: &Source) -> (SuiteHead, Vec<TomlError>, Vec<Ready>) {
        let text = source.text.clone();
        if text.len() > MOST_BYTES {
            let words = format!("the suite has {} bytes, and at most {MOST_BYTES} are read", text.len());
            return (SuiteHead::default(), vec![TomlError { span: 0..0, words }], Vec::new());
        }
        let mut reader = SuiteReader {
            text: &text,
            faults: Faults::default(),
            name: None,
            party: None,
            title: None,
            private: false,
            drafts: Vec::new(),
        };
        let table = reader.faults.table(&text);
        reader.top(table.get_ref());
        let name = reader.name.take().unwrap_or_default();
        if name.is_empty() && reader.faults.0.is_empty() {
            reader.faults.add(0..0, "a suite has a name: `[suite]`, `name = \"kyiv\"`");
        }
        let drafts = std::mem::take(&mut reader.drafts);
        if drafts.len() > MOST_RULES {
            reader.faults.add(drafts[MOST_RULES].1.clone(), format!("a suite has at most {MOST_RULES} rules"));
        }
        let mut ready = Vec::new();
        let mut ids = BTreeSet::new();
        for (draft, _) in drafts {
            if let Some((id, place)) = &draft.id
                && !ids.insert(id.clone())
            {
                reader.faults.add(place.clone(), format!("there are two rules `{id}`"));
            }
            ready.extend(reader.rule(draft));
        }
        let head = SuiteHead { name, party: reader.party.take(), title: reader.title.take() };
        (head, std::mem::take(&mut reader.faults).in_order(), ready)
    }

    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match &**key.get_ref() {
                "suite" => match value.get_ref().as_table() {
                    Some(table) => self.suite(table),
                    None => self.faults.add(value.span(), "a table `[suite]` is wanted here"),
                },
                "rule" => {
                    for (table, span) in self.faults.tables("rule", value) {
                        for (key, example) in NEEDED {
                            if table.get(*key).is_none() {
                                self.faults.add(span.clone(), format!("a rule has `{key}`: `{key} = {example}`"));
                            }
                        }
                        let draft = self.draft(table);
                        self.drafts.push((draft, span));
                    }
                }
                unknown => self.faults.unknown_key(unknown, key.span(), KEYS),
            }
        }
    }

    fn suite(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match &**key.get_ref() {
                "name" => self.name = self.faults.text(value).filter(|it| self.is_name(it, value)),
                "party" => self.party = self.faults.text(value),
                "title" => self.title = self.faults.text(value),
                "private" => self.private = self.faults.truth(value).unwrap_or(false),
                unknown => self.faults.unknown_key(unknown, key.span(), SUITE_KEYS),
            }
        }
    }

    /// Whether a word may name a suite.
    fn is_name(&mut self, word: &str, value: SpannedValue<'_, '_>) -> bool {
        let taken = rules::categories().any(|it| it == word)
            || RuleSet::ALL.iter().any(|it| it.1 == word)
            || Profile::ALL.iter().any(|it| it.1 == word)
            || word == PRIVATE;
        if taken {
            self.faults.add(value.span(), format!("`{word}` already names rules; choose another name"));
        } else if !is_hyphened(word) {
            self.faults.add(value.span(), "a name is of small letters, digits and hyphens: `moscow-red-lines`");
        } else {
            return true;
        }
        false
    }

    fn draft(&mut self, table: &DeTable<'_>) -> RuleText {
        let mut draft = RuleText::default();
        for (key, value) in table {
            let key_name = &**key.get_ref();
            match key_name {
                "id" => {
                    draft.id = self.faults.text(value).map(|it| (it, value.span()));
                    if draft.id.as_ref().is_some_and(|it| !is_hyphened(&it.0)) {
                        self.faults.add(value.span(), "an id is of small letters, digits and hyphens");
                    }
                }
                "on" => draft.on = self.faults.word(value, "something that a rule looks at", On::read, On::words()),
                "when" => draft.when = self.placed(value),
                "assert" => draft.assert = self.placed(value),
                "message" => draft.message = self.placed(value),
                "help" => draft.help = self.placed(value),
                "title" => draft.title = self.faults.text(value),
                "why" => draft.why = self.faults.text(value),
                "quote" => draft.quote = self.faults.text(value),
                "source" => draft.source = self.faults.text(value),
                "references" => draft.references = self.faults.texts(value).into_iter().map(|it| it.0).collect(),
                "level" => {
                    let known = Severity::ALL.iter().map(|it| it.as_str());
                    draft.level = self.faults.word(value, "a level", Severity::from_word, known);
                }
                "firmness" => {
                    let read = |word: &str| Firmness::ALL.iter().find(|it| it.1 == word).map(|it| it.0);
                    let known = Firmness::ALL.iter().map(|it| it.1);
                    draft.firmness = self.faults.word(value, "a firmness", read, known);
                }
                "private" => draft.private = self.faults.truth(value).unwrap_or(false),
                "ignorable" => draft.ignorable = self.faults.truth(value),
                "fails" | "passes" => {
                    for (table, span) in self.faults.tables(&format!("rule.{key_name}"), value) {
                        draft.examples.extend(self.example(table, span, key_name == "fails"));
                    }
                }
                unknown => self.faults.unknown_key(unknown, key.span(), RULE_KEYS),
            }
        }
        draft
    }

    fn example(&mut self, table: &DeTable<'_>, span: Range<usize>, fails: bool) -> Option<SuiteExample> {
        let (mut draft, mut message, mut count) = (None, None, None);
        for (key, value) in table {
            match &**key.get_ref() {
                "draft" => draft = self.faults.text(value),
                "message" => message = self.faults.text(value),
                "count" => {
                    let number = value.get_ref().as_integer().and_then(|it| it.as_str().parse().ok());
                    if number.is_none() {
                        self.faults.add(value.span(), "a whole number is wanted here: how many findings there are");
                    }
                    count = number;
                }
                unknown => self.faults.unknown_key(unknown, key.span(), EXAMPLE_KEYS),
            }
        }
        if draft.is_none() {
            self.faults.add(span.clone(), "an example has a `draft`");
        }
        // If a rule before is left out, so is the suite.
        Some(SuiteExample { rule: self.drafts.len(), fails, draft: draft?, message, count, span })
    }

    /// Words with the place of their first letter.
    fn placed(&mut self, value: SpannedValue<'_, '_>) -> Option<(String, EscapedText)> {
        let words = self.faults.text(value)?;
        let span = value.span();
        let whole = Span::new(span.start as u32, span.end as u32);
        let raw = &self.text[span.clone()];
        let quote = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
        let inner = raw.get(quote..raw.len().saturating_sub(quote)).unwrap_or_default();
        // A newline behind three quotes is none of the text.
        let lead = if quote == 3 {
            inner.len() - inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).unwrap_or(inner).len()
        } else {
            0
        };
        let start = (inner[lead..] == words).then_some(whole.start + (quote + lead) as u32);
        Some((words, EscapedText { whole, start }))
    }

    /// Compiles a rule, if everything that it needs is there.
    fn rule(&mut self, draft: RuleText) -> Option<Ready> {
        let (id, _) = draft.id.clone()?;
        let on = draft.on?;
        let when = draft.when.as_ref().map(|it| self.condition(it, on));
        let assert = self.condition(draft.assert.as_ref()?, on);
        let title = draft.title.clone().unwrap_or_else(|| id.replace('-', " "));
        let message = match &draft.message {
            Some(message) => self.template(message, on),
            None => Template::read(&format!("`{}` is not kept: {}", id, title.replace("{{", "{ {")), on.sort()).ok(),
        };
        let help = draft.help.as_ref().map(|it| self.template(it, on));
        let (when, assert, message) = (when.map_or(Some(None), |it| it.map(Some))?, assert?, message?);
        let help = help.map_or(Some(None), |it| it.map(Some))?;
        // What no party holds is a wish.
        let firmness = draft.firmness.unwrap_or(if self.party.is_some() { Firmness::Must } else { Firmness::Should });
        let private = self.private || draft.private;
        Some(Ready { draft, id, on, title, firmness, private, when, assert, message, help })
    }

    fn condition(&mut self, (words, text): &(String, EscapedText), on: On) -> Option<LineCondition> {
        let made = parse(words).and_then(|tree| {
            let asked = check(&tree, on.sort())?;
            match asked.of {
                Type::Bool => Ok(LineCondition { tree, asked }),
                of => Err(syntax::ExpressionError {
                    span: asked.span,
                    words: format!("this is {}, and a condition is expected", an(of)),
                }),
            }
        });
        self.told(made, *text)
    }

    fn template(&mut self, (words, text): &(String, EscapedText), on: On) -> Option<Template> {
        self.told(Template::read(words, on.sort()), *text)
    }

    fn told<T>(&mut self, made: Result<T, syntax::ExpressionError>, text: EscapedText) -> Option<T> {
        made.map_err(|syntax::ExpressionError { span, words }| {
            let place = text.place(span);
            self.faults.add(place.start as usize..place.end as usize, words);
        })
        .ok()
    }
}

/// What a suite says of itself.
#[derive(Default)]
struct SuiteHead {
    name: String,
    party: Option<String>,
    title: Option<String>,
}

/// A rule without faults.
struct Ready {
    draft: RuleText,
    id: String,
    on: On,
    title: String,
    firmness: Firmness,
    private: bool,
    when: Option<LineCondition>,
    assert: LineCondition,
    message: Template,
    help: Option<Template>,
}

impl Ready {
    /// Makes it a rule like all others.
    fn made(self, suite: &Suite) -> SuiteRule {
        let Self { draft, id, on, title, firmness, private, when, assert, message, help } = self;
        let shown = if private { opaque(&suite.name, &id, &draft) } else { format!("{}/{id}", suite.name) };
        let place = |it: &Option<(String, EscapedText)>| it.as_ref().map_or(EscapedText::default(), |it| it.1);
        let line = RedLine {
            id: shown.clone(),
            party: suite.party.clone(),
            title: title.clone(),
            firmness,
            on,
            when,
            assert,
            message,
            help,
            private,
            file: suite.source.file,
            places: RulePlaces {
                when: place(&draft.when),
                assert: place(&draft.assert),
                message: place(&draft.message),
                help: place(&draft.help),
            },
        };
        let line = Arc::new(line);
        let page =
            if private { "The suite keeps this rule private.\n".to_owned() } else { page(&draft, &title, firmness) };
        let ignorable = draft.ignorable.unwrap_or(true);
        let summary = if private { "a rule that is kept private".to_owned() } else { title };
        let rule = |id: String, look: Arc<dyn CheckFn>, page: String| Rule {
            id: id.into(),
            summary: summary.clone().into(),
            level: draft.level.unwrap_or(Severity::Warning),
            since: env!("CARGO_PKG_VERSION"),
            set: RuleSet::Recommended,
            serves: &EVERYBODY,
            docs: &[],
            file: "",
            line: 0,
            check: Check::Written(look),
            written: Some(UserRule { suite: suite.source.clone(), ignorable, private, page }),
        };
        let addressed = Arc::new(Addressed(Arc::clone(&line)));
        SuiteRule {
            rule: rule(shown.clone(), line.clone(), page).into(),
            note: rule(format!("{shown}:addressed"), addressed, String::new()).into(),
            line,
            examples: draft.examples,
        }
    }
}

/// A rule, with what a suite keeps of it.
struct SuiteRule {
    line: Arc<RedLine>,
    rule: Arc<Rule>,
    note: Arc<Rule>,
    examples: Vec<SuiteExample>,
}

static EVERYBODY: [Profile; 5] =
    [Profile::Beneficiary, Profile::Guarantor, Profile::Adversary, Profile::Mediator, Profile::HomeParliament];

/// The category of private rules.
const PRIVATE: &str = "private";

/// A name that tells nothing of a rule, and is the same as long as the rule is.
fn opaque(suite: &str, id: &str, draft: &RuleText) -> String {
    let [assert, when] = [&draft.assert, &draft.when].map(|it| it.as_ref().map_or("", |it| &it.0));
    format!("{PRIVATE}/{:012x}", fingerprint([suite, id, assert, when]) & 0xffff_ffff_ffff)
}

fn is_hyphened(word: &str) -> bool {
    word.starts_with(|it: char| it.is_ascii_lowercase())
        && word.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
}

/// The page of a rule, under the headings that all pages have.
fn page(draft: &RuleText, title: &str, firmness: Firmness) -> String {
    let expression = |it: &Option<(String, EscapedText)>| it.as_ref().map(|it| it.0.trim().to_owned());
    let on = draft.on.map_or("", On::as_str);
    let mut text = format!("## What it checks\n{}.\n\nIt looks at every `{on}`", crate::diagnostic::capital(title));
    match expression(&draft.when) {
        Some(when) => {
            let _ = write!(text, " of which this holds:\n\n```cel\n{when}\n```\n\nand asks that this holds:\n");
        }
        None => text.push_str(", and asks that this holds:\n"),
    }
    let _ = write!(text, "\n```cel\n{}\n```\n\n## Why it matters\n", expression(&draft.assert).unwrap_or_default());
    if let Some(why) = &draft.why {
        let _ = write!(text, "{}\n\n", why.trim());
    }
    if let Some(quote) = &draft.quote {
        let source = draft.source.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
        let _ = write!(text, "\u{201c}{}\u{201d}{source}\n\n", quote.trim());
    }
    let _ = writeln!(text, "It is held as a `{}`.", firmness.as_str());
    for (fails, heading, info) in [(true, "Example", "bad"), (false, "Use instead", "good")] {
        let _ = write!(text, "\n## {heading}\n");
        match draft.examples.iter().find(|it| it.fails == fails) {
            Some(it) => {
                let _ = write!(text, "```treaty,{info}\n{}\n```\n", it.draft.trim_matches('\n'));
            }
            None => text.push_str("The suite gives none.\n"),
        }
    }
    if !draft.references.is_empty() {
        text.push_str("\n## References\n");
        for it in &draft.references {
            let _ = writeln!(text, "- {it}");
        }
    }
    text
}
