//! What may be written at a place: clauses with what they say, names, words of the vocabulary.

use super::error::RequestResult;
use super::snapshot::{DocumentKind, DocumentSnapshot};
use crate::engine::is_scenario_file;
use crate::engine::names::{NameKind, NamedThing};
use crate::model::vocabulary::Vocabulary;
use crate::model::{Doing, Form, ProvisionState, TreatyStatus, Withheld, prelude};
use crate::rules::CATALOGUE;
use crate::source::{Span, line_start};
use crate::syntax::ast::{ProvisionKind, RoleGroup};
use crate::syntax::clauses::{CLAUSES, ClauseInfo, ClauseWord};
use crate::syntax::expect::{ExpectedTokens, ListKind, expected};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionParams, CompletionResponse, InsertTextFormat,
    MarkupContent, MarkupKind, TextEdit,
};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Signs behind which something may be wanted at once.
pub(super) const TRIGGERS: &[&str] = &[" ", "[", "(", "|", "/"];

/// Blocks of a draft and of its articles: the word, a text with places to fill, what it is.
const BLOCKS: &[(&str, &str, &str)] = &[
    ("party", "party ${1:UKR} \"${2:Ukraine}\" is ${3:beneficiary}", "A signatory, with its legal roles."),
    ("state", "state ${1:POL} \"${2:Poland}\"", "A state that the text names and that does not sign."),
    (
        "organization",
        "organization ${1:NATO} \"${2:name}\" with members ${3:FRA, GBR}",
        "An organization, with its members.",
    ),
    (
        "body",
        "body ${1:Panel} \"${2:name}\" {\n\tmembers ${3:guarantors}\n\tdecides by ${4:majority of members}\n}",
        "An organ that decides.",
    ),
    ("forces", "forces ${1:Militia} \"${2:name}\" controlled by ${3:RUS}", "Armed groups, and who controls them."),
    ("group", "group ${1:Europeans} = ${2:FRA, GBR}", "A named set of actors."),
    ("instrument", "instrument ${1:UKFR} \"${2:title}\" in \"${3:companion.treaty}\"", "Another treaty."),
    ("term", "term \"${1:armed attack}\" means \"${2:meaning}\"", "A defined term."),
    ("milestone", "milestone ${1:m-day} \"${2:what it is}\"", "A named point in time."),
    ("area", "area ${1:Excluded} \"${2:what it is}\" within ${3:UKR}", "A territory, or a part of one."),
    ("zone", "zone ${1:Buffer} \"${2:what it is}\" {\n\tbars ${3:foreign-forces}\n}", "An area with rules on forces."),
    ("line", "line ${1:Contact-Line} \"${2:what it is}\"", "A line."),
    ("version", "version \"${1:date}\"", "Which text of the negotiation it is."),
    ("stage", "stage ${1:rolling}", "How far the text has come."),
    ("languages", "languages ${1:en}", "The authentic languages."),
    ("form", "form ${1:memorandum}", "What kind of instrument it is, and whether it binds."),
    (
        "assume",
        "assume {\n\tpotential aggressor ${1:RUS} against ${2:UKR}\n}",
        "The analyst's threat model; never part of the treaty.",
    ),
    ("article", "article ${1:1} \"${2:Title}\" {\n\t$0\n}", "A numbered article."),
    ("annex", "annex ${1:A} \"${2:Title}\" {\n\t$0\n}", "An annex."),
    ("preamble", "preamble {\n\ttext \"\"\"\n\t\t$0\n\t\t\"\"\"\n}", "The recitals."),
    ("text", "text \"\"\"\n\t$0\n\t\"\"\"", "Prose."),
    (
        "scenario",
        "scenario \"${1:what happens}\" {\n\tgiven ${2:armed-attack by RUS against UKR}\n\texpect ${3:nobody is obliged}\n}",
        "What the text should do in a case.",
    ),
];

/// Those of them that stand outside articles only.
const TOP: &[&str] = &["version", "stage", "languages", "form", "assume", "annex", "preamble", "scenario"];

/// What stands within a new provision, where more than its name is usual.
fn body(kind: ProvisionKind) -> (&'static str, &'static str) {
    match kind {
        ProvisionKind::Trigger => {
            ("attack-on-ukraine", "on ${2:armed-attack} against ${3:UKR}\n\tdecided by ${4:each of guarantors}")
        }
        ProvisionKind::Obligation | ProvisionKind::Guarantee | ProvisionKind::Assurance => (
            "assist",
            "upon ${2:trigger}\n\teach of ${3:guarantors} shall assist ${4:UKR}\n\tby ${5:weapons}\n\twithin ${6:3 days}",
        ),
        ProvisionKind::Prohibition => ("no-alliances", "${2:UKR} shall not join ${3:\"military alliances\"}"),
        ProvisionKind::Permission => ("self-defence", "${2:UKR} may ${3:defend} ${4:itself}"),
        ProvisionKind::Deployment => {
            ("force", "by ${2:guarantors}\n\tin ${3:UKR}\n\ttiming ${4:standing}\n\troles only ${5:training}")
        }
        ProvisionKind::Verification => ("monitoring", "by ${2:OSCE}\n\tcovers ${3:provision}\n\tevery ${4:30 days}"),
        ProvisionKind::Ceasefire => ("ceasefire", "between ${2:UKR, RUS}\n\tstarts ${3:2026-01-01T00:00Z}"),
        ProvisionKind::Limit => ("limit", "on ${2:UKR}\n\tat most ${3:800000 personnel}"),
        ProvisionKind::Sequence => ("steps", "${2:first} before ${3:second}"),
        _ => ("name", "$0"),
    }
}

/// Words of the language that are neither names nor vocabulary.
pub(super) fn is_keyword(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
        let clauses = CLAUSES.iter().flat_map(|it| it.texts).flat_map(|it| it.split(' '));
        let kinds = ProvisionKind::ALL.iter().map(|it| it.1);
        let blocks = BLOCKS.iter().map(|it| it.0);
        let roles = RoleGroup::ALL.iter().flat_map(|it| [it.1, it.2]);
        clauses.chain(kinds).chain(blocks).chain(roles).chain(OTHERS.split_whitespace()).collect()
    });
    WORDS.contains(word)
}

/// Words that belong to no table.
const OTHERS: &str = "treaty office section chapter point paragraph protocol letter minute notes weights rung is and or of \
    the not with within without means controlled members except excluding including each all any jointly severally \
    collectively shall should may will would need undertakes agrees intends expects endeavours reserves right stands ready \
    bound expected declares that it reaffirms commitment be unanimity consensus majority two-thirds three-quarters \
    three-fifths minus consent request approval determination recognition recommendation agreement performance finding \
    automatic least percent weighted present voting application counts as consent rejection absence abstention silence \
    quorum tie chair decides fails otherwise proceed lapses meanwhile wait object state attacker victim others requester \
    host party concerned dispute aligned those potential aggressor votes before after requires parallel irreversible given \
    expect nobody obliged triggered deploy on in reading hours hour days day weeks week months month years year minutes \
    minute indefinite renewable renewed ended unless irrevocable revocable only personnel km territory force breached \
    fulfilled holds ratified decided found breach start end completion deliberately ambiguous agreed until reads TBD \
    nothing none ratification signature notice later than promptly immediately forthwith standing draft \
    assuming pace once last moment somebody everybody else does nothing blocks block waiting dormant live discharged \
    suspended undetermined stays away objects consults pays convenes finds withdraws accedes signs";

pub(super) fn complete(
    snapshot: &DocumentSnapshot,
    params: &CompletionParams,
) -> RequestResult<Option<CompletionResponse>> {
    let offset = snapshot.offset(params.text_document_position_params.position);
    let text = snapshot.text();
    if let Some(span) = rule_name(text, offset) {
        let mut items = Items { snapshot, span, found: Vec::new(), known: FxHashSet::default() };
        for rule in CATALOGUE {
            items.add(&rule.id, CompletionItemKind::Constant, &rule.summary, None, 0);
        }
        return Ok(Some(items.found.into()));
    }
    if snapshot.sort != DocumentKind::Draft {
        return Ok(None);
    }
    let Some(expected) = expected(text, offset) else { return Ok(None) };
    let mut items = Items { snapshot, span: expected.typed, found: Vec::new(), known: FxHashSet::default() };
    if expected.begins {
        items.entries(&expected);
    }
    if !expected.words.is_empty() {
        items.values(&expected);
    }
    Ok(Some(items.found.into()))
}

/// The name of a rule that is being written in a comment or a configuration.
fn rule_name(text: &str, offset: u32) -> Option<Span> {
    let before = &text[line_start(text, offset) as usize..offset as usize];
    if !before.contains('#') {
        return None;
    }
    let of_name = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '/');
    let typed = before.chars().rev().take_while(|it| of_name(*it)).map(char::len_utf8).sum::<usize>();
    let led = before[..before.len() - typed].trim_end_matches(' ');
    let mark = led.rfind("#~").is_some_and(|at| led[at + 2..].chars().all(|it| it == '^'));
    let allow = led.rfind("allow(").is_some_and(|at| !led[at..].contains(')')) && led.ends_with(['(', ',']);
    (mark || allow).then(|| Span::new(offset - typed as u32, offset))
}

struct Items<'p> {
    snapshot: &'p DocumentSnapshot,
    /// What the chosen word takes the place of.
    span: Span,
    found: Vec<CompletionItem>,
    /// The labels of those.
    known: FxHashSet<String>,
}

impl Items<'_> {
    /// Adds something; `rank` says what comes first.
    fn add(&mut self, label: &str, kind: CompletionItemKind, description: &str, snippet: Option<&str>, rank: u32) {
        if !self.known.insert(label.to_owned()) {
            return;
        }
        let snippet = snippet.filter(|_| self.snapshot.client.snippets);
        let new_text = snippet.unwrap_or(label).to_owned();
        let edit = TextEdit { range: self.snapshot.range(self.span), new_text };
        self.found.push(CompletionItem {
            label: label.to_owned(),
            kind: Some(kind),
            documentation: (!description.is_empty())
                .then(|| MarkupContent { kind: MarkupKind::Markdown, value: description.to_owned() }.into()),
            sort_text: Some(format!("{rank}{label}")),
            insert_text_format: snippet.map(|_| InsertTextFormat::Snippet),
            text_edit: Some(CompletionItemTextEdit::from(edit)),
            ..CompletionItem::default()
        });
    }

    /// What may begin.
    fn entries(&mut self, expected: &ExpectedTokens) {
        match expected.list {
            ListKind::Items { .. } if is_scenario_file(&self.snapshot.source.name) => {
                let description = "The draft that the scenarios are about.";
                self.add("draft", CompletionItemKind::Keyword, description, Some("draft \"${1:treaty.treaty}\""), 0);
                for (word, snippet, description) in BLOCKS.iter().filter(|it| it.0 == "scenario") {
                    self.add(word, CompletionItemKind::Struct, description, Some(snippet), 0);
                }
            }
            ListKind::Items { in_unit } => {
                for (kind, word) in ProvisionKind::ALL.iter().filter(|it| it.0 != ProvisionKind::Rung) {
                    // The final clauses of a treaty stand outside its articles as well.
                    if !in_unit && !kind.is_final() {
                        continue;
                    }
                    let (name, inner) = body(*kind);
                    let named = if kind.is_final() { String::new() } else { format!(" ${{1:{name}}}") };
                    let inner = if kind.is_final() { "$0" } else { inner };
                    let snippet = format!("{word}{named} {{\n\t{inner}\n}}");
                    self.add(word, CompletionItemKind::Function, kind.description(), Some(&snippet), 1);
                }
                // What a draft says of itself and of its analyst stands at the top.
                let head = expected.head.map_or("", |it| it.of(self.snapshot.text()));
                let within_article = head.starts_with("article");
                let own = |it: &&(&str, &str, &str)| {
                    !in_unit || !(TOP.contains(&it.0) || within_article && it.0 == "article")
                };
                for (word, snippet, description) in BLOCKS.iter().filter(own) {
                    self.add(word, CompletionItemKind::Struct, description, Some(snippet), 2);
                }
            }
            ListKind::Assumptions => {
                let aggressor = "potential aggressor ${1:RUS} against ${2:UKR}";
                self.add("potential aggressor", CompletionItemKind::Keyword, "Who may attack.", Some(aggressor), 0);
                self.names(expected, 1);
            }
            ListKind::Facts => {
                self.add("given", CompletionItemKind::Keyword, "What happens.", None, 0);
                self.add("expect", CompletionItemKind::Keyword, "What must follow.", None, 0);
                let description = "Who attacks whom in this play, instead of the draft's threat model.";
                self.add("assuming", CompletionItemKind::Keyword, description, None, 0);
                for pace in ["pace at once", "pace last moment"] {
                    self.add(pace, CompletionItemKind::Keyword, "How soon those act who cooperate.", None, 0);
                }
            }
            ListKind::Rungs => {
                let rung = "rung \"${1:what it is}\" {\n\t$0\n}";
                self.add("rung", CompletionItemKind::Struct, "One grade of a ladder.", Some(rung), 0);
            }
            ListKind::Steps => {
                self.add("irreversible", CompletionItemKind::Keyword, "What can't be undone.", None, 0);
                self.names(expected, 1);
            }
            ListKind::Weights => self.names(expected, 1),
            ListKind::Clauses(_) | ListKind::Body | ListKind::Place => self.clauses(expected),
        }
    }

    fn clauses(&mut self, expected: &ExpectedTokens) {
        let Some(home) = expected.list.home() else { return };
        let there = super::outline::clauses_at(self.snapshot, expected.block);
        for it in CLAUSES.iter().filter(|it| it.home.admits(home)) {
            // What may stand once only and stands there is not wanted again.
            if it.once && there.contains(&it.word) {
                continue;
            }
            match it.word {
                ClauseWord::Sentence => self.names(expected, 3),
                ClauseWord::Clock => self.add("within", CompletionItemKind::Property, it.description, None, 1),
                ClauseWord::Term | ClauseWord::Forums => {}
                _ => {
                    for text in it.texts {
                        self.add(text, CompletionItemKind::Property, &clause_says(it), None, 1);
                    }
                }
            }
        }
        if home.admits(ClauseWord::Sentence.info().home) {
            for words in ["each of", "jointly", "jointly and severally"] {
                self.add(words, CompletionItemKind::Keyword, "How the bearers of a duty stand to each other.", None, 2);
            }
        }
    }

    /// What may go on.
    fn values(&mut self, expected: &ExpectedTokens) {
        let has = |word: &str| expected.words.iter().any(|it| it == word);
        let clause = clause_of(expected);
        let plain =
            |it: &&String| it.len() > 1 && it.bytes().all(|it| it.is_ascii_lowercase() || matches!(it, b'-' | b' '));
        for word in expected.words.iter().filter(plain) {
            self.add(word, CompletionItemKind::Keyword, "", None, 2);
        }
        if has("A..Z") || has("guarantors") {
            self.names(expected, 1);
        }
        if has("guarantors") || has("A..Z") && has("a..z") {
            for (_, plural, role) in RoleGroup::ALL {
                self.add(plural, CompletionItemKind::EnumMember, &format!("All who bear the role of {role}."), None, 1);
            }
        }
        if let ListKind::Items { .. } = expected.list {
            let words: Vec<&str> = expected.begun.split_whitespace().collect();
            match words.first() {
                Some(&"party") if words.contains(&"is") => {
                    for (_, _, role) in RoleGroup::ALL {
                        self.add(role, CompletionItemKind::EnumMember, "A legal role.", None, 0);
                    }
                }
                Some(&"stage") => {
                    for (_, word) in TreatyStatus::ALL {
                        self.add(word, CompletionItemKind::EnumMember, "", None, 0);
                    }
                }
                Some(&"form") => {
                    for (_, word) in Form::ALL {
                        self.add(word, CompletionItemKind::EnumMember, "", None, 0);
                    }
                }
                _ => {}
            }
        }
        if has("a..z") && expected.list == ListKind::Facts {
            self.words_of_scenario(&expected.begun);
        }
        if has("a..z") {
            for vocabulary in vocabularies(clause, &expected.begun, expected.list) {
                let noun = vocabulary.noun();
                for word in vocabulary.words() {
                    self.add(word, CompletionItemKind::EnumMember, &format!("A {noun}."), None, 1);
                }
            }
            if clause.is_none_or(|it| it.info().names_provisions()) {
                self.provisions();
            }
            self.add(
                "TBD",
                CompletionItemKind::Keyword,
                "Not yet known: it is counted, and the rest is analysed.",
                None,
                4,
            );
        }
    }

    /// Words of a line of a scenario: what somebody does, what can be withheld, how a provision stands.
    fn words_of_scenario(&mut self, begun: &str) {
        let words: Vec<&str> = begun.split_whitespace().collect();
        match words[..] {
            ["given", .., "withholds" | "withhold" | "gives" | "give"] => {
                for (_, word) in Withheld::ALL {
                    self.add(word, CompletionItemKind::EnumMember, "What an actor can withhold.", None, 0);
                }
            }
            ["given", _, ..] => {
                for (_, word, _) in Doing::WORDS {
                    self.add(word, CompletionItemKind::EnumMember, "What an actor does.", None, 0);
                }
            }
            ["expect", .., "is" | "are" | "not"] => {
                for (_, word) in ProvisionState::ALL {
                    self.add(word, CompletionItemKind::EnumMember, "How a provision stands.", None, 0);
                }
            }
            _ => {}
        }
    }

    /// The names with a capital that the draft declares, and the bodies that every draft knows.
    fn names(&mut self, expected: &ExpectedTokens, rank: u32) {
        let names = self.snapshot.names();
        for it in names.all.iter().filter(|it| it.name.starts_with(char::is_uppercase) && it.kind != NameKind::Unit) {
            self.add(&it.name, symbol(it), it.title.as_deref().unwrap_or_default(), None, rank);
        }
        for name in prelude::names() {
            self.add(name, CompletionItemKind::Interface, "A body that every draft knows.", None, rank + 1);
        }
        if matches!(expected.list, ListKind::Clauses(_)) {
            for (_, plural, role) in RoleGroup::ALL {
                self.add(
                    plural,
                    CompletionItemKind::EnumMember,
                    &format!("All who bear the role of {role}."),
                    None,
                    rank,
                );
            }
        }
    }

    fn provisions(&mut self) {
        let names = self.snapshot.names();
        for it in names.all.iter().filter(|it| matches!(it.kind, NameKind::Provision | NameKind::Milestone)) {
            self.add(&it.name, symbol(it), it.title.as_deref().unwrap_or_default(), None, 0);
        }
    }
}

fn symbol(it: &NamedThing) -> CompletionItemKind {
    match it.kind {
        NameKind::Actor => CompletionItemKind::Class,
        NameKind::Body => CompletionItemKind::Interface,
        NameKind::Group => CompletionItemKind::Enum,
        NameKind::Place(_) => CompletionItemKind::Module,
        NameKind::Instrument => CompletionItemKind::File,
        NameKind::Milestone => CompletionItemKind::Event,
        NameKind::Weights | NameKind::Provision | NameKind::Term | NameKind::Unit => CompletionItemKind::Function,
    }
}

/// What the table says of a clause.
pub(super) fn clause_says(it: &ClauseInfo) -> String {
    let once = if it.once { "Once in each." } else { "It may stand several times." };
    format!("{} {once}", it.description)
}

/// The clause that has begun.
pub(super) fn clause_of(expected: &ExpectedTokens) -> Option<ClauseWord> {
    let home = expected.list.home()?;
    let begins = |it: &&str| {
        let rest = expected.begun.trim_start().strip_prefix(*it);
        rest.is_some_and(|it| !it.starts_with(crate::syntax::lexer::is_of_word))
    };
    let here = CLAUSES.iter().filter(|it| it.home.admits(home));
    let begun = here.filter_map(|it| Some((it.texts.iter().copied().find(begins)?.len(), it.word)));
    Some(begun.max_by_key(|it| it.0).map_or(ClauseWord::Sentence, |it| it.1))
}

/// The vocabularies whose words a clause takes.
fn vocabularies(clause: Option<ClauseWord>, begun: &str, list: ListKind) -> Vec<Vocabulary> {
    use Vocabulary as V;
    let norm = matches!(list, ListKind::Clauses(kind) if kind.is_norm());
    match clause {
        // Only a norm is kept by means.
        Some(ClauseWord::By) if !norm => Vec::new(),
        Some(ClauseWord::Sentence) => {
            let before = begun.split_whitespace().next_back().unwrap_or_default();
            if matches!(before, "shall" | "may" | "should" | "will" | "would" | "not" | "to" | "be") {
                vec![V::Verbs]
            } else {
                vec![V::Objects, V::Means, V::Roles]
            }
        }
        Some(clause) => clause.info().vocabularies().collect(),
        None if matches!(list, ListKind::Facts) => vec![V::Events],
        None => Vec::new(),
    }
}
