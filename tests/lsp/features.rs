//! What the server does for who writes a draft.

use super::ISTANBUL;
use super::client::{Editor, able, address, edited, offset, place};
use crate::support::root;
use serde_json::{Value, json};

const DRAFT: &str = "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\nparty GBR \"United Kingdom\" is guarantor\n\
    article 5 \"Help\" {\n    trigger attack {\n        on armed-attack against UKR\n        decided by unanimity of guarantors\n    }\n    \
    obligation assist {\n        upon attack\n        each of guarantors shall assist UKR\n        by weapons\n        within 3 days\n    }\n}\n";

/// The text of Russia in article 5.
const GATE: &str = "decided by unanimity of guarantors\n                #~^ veto";

/// An editor with a draft open.
fn with(text: &str) -> (Editor, &'static str) {
    let editor = Editor::begin(&able(), None);
    let uri = "file:///drafts/a.treaty";
    editor.open(uri, text);
    (editor, uri)
}

fn range(text: &str, words: &str) -> Value {
    let at = text.find(words).expect("the words are there");
    json!({ "start": place(text, at), "end": place(text, at + words.len()) })
}

/// The words that stand in the ranges of locations.
fn words_of<'t>(text: &'t str, list: &Value) -> Vec<&'t str> {
    let of = |it: &Value| &text[offset(text, &it["range"]["start"])..offset(text, &it["range"]["end"])];
    list.as_array().expect("a list").iter().map(of).collect()
}

fn labels(completion: &Value) -> Vec<&str> {
    completion.as_array().expect("a list").iter().filter_map(|it| it["label"].as_str()).collect()
}

/// What may be written at `|`.
fn completed(text: &str) -> Value {
    let at = text.find('|').expect("the place is marked");
    let text = text.replacen('|', "", 1);
    let (mut editor, uri) = with(&text);
    let position = place(&text, at);
    let found = editor.ask("textDocument/completion", json!({ "textDocument": { "uri": uri }, "position": position }));
    assert!(editor.end());
    found
}

#[test]
fn a_finding_comes_with_all_that_is_known_of_it() {
    let mut able = able();
    able["textDocument"]["publishDiagnostics"]["codeDescriptionSupport"] = json!(true);
    let mut editor = Editor::begin(&able, None);
    let (uri, text) = editor.open_draft(ISTANBUL);
    let found = editor.findings(&uri, Some(1));
    let veto = found.iter().find(|it| it["code"] == "veto/aggressor-veto").expect("it is found");
    assert_eq!((&veto["severity"], &veto["source"]), (&json!(1), &json!("vattel")));
    let message = veto["message"].as_str().expect("words");
    assert!(message.contains("(only where the text of RUS is adopted in article 5)"), "{message}");
    assert!(message.contains("RUS votes no: no obligation arises for") && message.contains("\nhelp: "), "{message}");
    let related = veto["relatedInformation"].as_array().expect("places");
    assert!(related.iter().any(|it| it["location"]["uri"] == json!(uri)), "{related:#?}");
    assert!(words_of(&text, &json!([veto]))[0].contains("unanimity"));
    if let Some(link) = veto["codeDescription"]["href"].as_str() {
        let page = std::fs::read_to_string(link.trim_start_matches("file://")).expect("the page is a file");
        assert!(page.starts_with("# veto/aggressor-veto") && page.contains("## Why it matters"));
    }
    editor.open("file:///b.treaty", "party UKR \"Ukraine\" is beneficiary\nterm \"robust\" means \"strong\"\n");
    let found = editor.findings("file:///b.treaty", Some(1));
    assert!(found.iter().any(|it| it["tags"] == json!([1])), "a term that nothing uses fades: {found:#?}");
    assert!(editor.end());
}

#[test]
fn cures_are_offered_the_safe_one_first() {
    let text = DRAFT.replace("unanimity", "unamimity");
    let (mut editor, uri) = with(&text);
    let at = range(&text, "unamimity");
    let asked = json!({ "textDocument": { "uri": uri }, "range": at, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", asked);
    let first = &actions[0];
    assert_eq!((&first["kind"], &first["isPreferred"]), (&json!("quickfix"), &json!(true)), "{actions:#?}");
    assert!(first["diagnostics"][0]["code"].as_str().is_some_and(|it| it.starts_with("syntax/")));
    let change = &first["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": uri, "version": 1 }));
    assert_eq!(edited(&text, &change["edits"]), DRAFT);
    assert!(editor.end());
}

/// What an editor offers keeps its word, in drafts that are being typed too.
#[test]
fn a_fix_that_would_not_clear_its_finding_is_not_offered() {
    for (typed, offered) in [("", true), (" roles only", false)] {
        let draft = format!(
            "party UKR \"Ukraine\" is beneficiary, host\nparty FRA \"France\" is guarantor\n\
             deployment trainers {{ by FRA in UKR timing standing{typed} }}\n"
        );
        let (mut editor, uri) = with(&draft);
        let found = editor.findings(uri, Some(1));
        assert!(found.iter().any(|it| it["code"] == "deployment/host-consent-missing"), "{found:#?}");
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let asked = json!({ "textDocument": { "uri": uri }, "range": whole, "context": { "diagnostics": [] } });
        let actions = editor.ask("textDocument/codeAction", asked).to_string();
        assert_eq!(actions.contains("Add `consent of UKR`"), offered, "{actions}");
        assert!(editor.end());
    }
}

#[test]
fn a_finding_can_be_allowed_with_a_reason() {
    let (mut editor, uri) = with(DRAFT);
    let found = editor.findings(uri, Some(1));
    let finding = found.iter().find(|it| it["code"] == "model/no-aggressor-assumed").unwrap_or(&found[0]);
    let asked = json!({
        "textDocument": { "uri": uri },
        "range": finding["range"],
        "context": { "diagnostics": [finding], "only": ["quickfix"] },
    });
    let actions = editor.ask("textDocument/codeAction", asked);
    let title = format!("Allow {} here, with a reason", finding["code"].as_str().expect("a rule"));
    let allow = actions.as_array().expect("actions").iter().find(|it| it["title"] == json!(title));
    let allow = allow.unwrap_or_else(|| panic!("{actions:#?}"));
    let text = edited(DRAFT, &allow["edit"]["documentChanges"][0]["edits"]);
    assert!(text.contains("# vattel: allow(") && text.contains(") TBD\n"), "{text}");
    editor.change(uri, 2, None, &text);
    // Until the reason is written nothing is allowed, and that is told.
    let left = editor.findings(uri, Some(2));
    assert_eq!(left.iter().filter(|it| it["code"] == "suppression/unexplained").count(), 1, "{left:#?}");
    assert_eq!(left.len(), found.len() + 1, "{left:#?}");
    editor.change(uri, 3, None, &text.replace(") TBD\n", ") as signed\n"));
    let left = editor.findings(uri, Some(3));
    assert_eq!(left.len(), found.len() - found.iter().filter(|it| it["code"] == finding["code"]).count(), "{left:#?}");
    assert!(editor.end());
}

#[test]
fn every_safe_cure_is_applied_at_once() {
    let text = DRAFT.replace("unanimity", "unamimity").replace("beneficiary", "benficiary");
    let (mut editor, uri) = with(&text);
    let asked = json!({
        "textDocument": { "uri": uri },
        "range": range(&text, "party UKR"),
        "context": { "diagnostics": [], "only": ["source.fixAll"] },
    });
    let actions = editor.ask("textDocument/codeAction", asked);
    assert_eq!(actions.as_array().map(Vec::len), Some(1), "{actions:#?}");
    assert_eq!((&actions[0]["kind"], &actions[0]["edit"]), (&json!("source.fixAll.vattel"), &Value::Null));
    let resolved = editor.ask("codeAction/resolve", actions[0].clone());
    assert_eq!(edited(&text, &resolved["edit"]["documentChanges"][0]["edits"]), DRAFT);
    editor.change(uri, 2, None, DRAFT);
    let stale = editor.try_ask("codeAction/resolve", actions[0].clone()).expect_err("the text is another now");
    assert_eq!(stale.0, -32801);
    assert!(editor.end());
}

#[test]
fn a_text_of_a_bracket_is_taken() {
    let mut editor = Editor::begin(&able(), None);
    let (uri, text) = editor.open_draft(ISTANBUL);
    let asked = json!({
        "textDocument": { "uri": uri },
        "range": range(&text, GATE),
        "context": { "diagnostics": [], "only": ["refactor"] },
    });
    let actions = editor.ask("textDocument/codeAction", asked);
    let titled = |start: &str| {
        let found = actions
            .as_array()
            .expect("actions")
            .iter()
            .find(|it| it["title"].as_str().is_some_and(|it| it.starts_with(start)));
        found.unwrap_or_else(|| panic!("no `{start}` in {actions:#?}")).clone()
    };
    let taken = edited(&text, &titled("Take the text of UKR")["edit"]["documentChanges"][0]["edits"]);
    assert!(!taken.contains("[ RUS: decided by unanimity") && taken.contains("decided by each of guarantors"));
    let everywhere = titled("Take the text of RUS wherever it has one");
    let taken = edited(&text, &everywhere["edit"]["documentChanges"][0]["edits"]);
    assert!(!taken.contains("decided by each of guarantors"), "{taken}");
    assert!(!taken.contains("RUS:"), "every text of RUS is taken: {taken}");
    assert!(editor.end());
}

#[test]
fn a_decision_is_explained_with_who_can_block() {
    let mut editor = Editor::begin(&able(), None);
    let (uri, text) = editor.open_draft(ISTANBUL);
    let hover = editor.at("textDocument/hover", &uri, &text, GATE);
    let words = hover["contents"]["value"].as_str().expect("words");
    for it in [
        "Who decides that the promise is live",
        "**RUS** alone, if it votes no",
        "**CHN** alone",
        "potential aggressor",
    ] {
        assert!(words.contains(it), "`{it}` in {words}");
    }
    let hover = editor.at("textDocument/hover", &uri, &text, "each of guarantors ]");
    let words = hover["contents"]["value"].as_str().expect("words");
    assert!(!words.contains("**RUS** alone"), "in the other text Russia can't: {words}");
    assert!(editor.end());
}

#[test]
fn names_clauses_and_rules_are_explained() {
    let text = format!("{DRAFT}# vattel: allow(veto/aggressor-veto) a reason\nobligation more {{ upon UNSC }}\n");
    let (mut editor, uri) = with(&text);
    let mut hover = |words: &str| {
        let found = editor.at("textDocument/hover", uri, &text, words);
        found["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    assert!(hover("FRA \"").contains("party FRA \"France\" is guarantor"));
    assert!(hover("within 3").contains("By when"));
    assert!(hover("trigger attack").contains("What opens a promise"));
    assert!(hover("attack\n").contains("**attack** — provision"));
    assert!(hover("UNSC }").contains("Every draft knows it"));
    assert!(hover("veto/aggressor-veto").contains("## Why it matters"));
    assert_eq!(hover("a reason"), "");
    assert!(editor.end());
}

#[test]
fn a_name_leads_to_its_declaration_and_back() {
    let mut editor = Editor::begin(&able(), None);
    let (uri, text) = editor.open_draft(ISTANBUL);
    let used = format!("upon {}", "attack-on-ukraine");
    let at = text.find(&used).expect("it is used") + "upon ".len();
    let about = json!({ "textDocument": { "uri": uri }, "position": place(&text, at) });
    for method in ["textDocument/definition", "textDocument/declaration"] {
        let found = editor.ask(method, about.clone());
        assert_eq!(words_of(&text, &found), ["attack-on-ukraine"]);
        assert_eq!(
            offset(&text, &found[0]["range"]["start"]),
            text.find("trigger attack-on-ukraine").expect("there") + 8
        );
    }
    let count = code(&text).matches("attack-on-ukraine").count();
    let mut about = about;
    about["context"] = json!({ "includeDeclaration": true });
    let all = editor.ask("textDocument/references", about.clone());
    assert_eq!(words_of(&text, &all), vec!["attack-on-ukraine"; count]);
    about["context"] = json!({ "includeDeclaration": false });
    assert_eq!(editor.ask("textDocument/references", about.clone()).as_array().map(Vec::len), Some(count - 1));
    let shown = editor.ask("textDocument/documentHighlight", about);
    assert_eq!(shown.as_array().map(Vec::len), Some(count));
    assert!(editor.end());
}

#[test]
fn a_name_of_another_draft_leads_there() {
    let mut editor = Editor::begin(&able(), None);
    let path = "drafts/rules/entry-into-force/aggressor-gate.treaty";
    let (uri, text) = editor.open_draft(path);
    let links = editor.ask("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }));
    let own = address("drafts/rules/entry-into-force/companion.txt");
    assert!(links.as_array().expect("links").iter().any(|it| it["target"] == json!(own)), "{links:#?} in {text}");
    assert!(editor.end());
}

/// A draft without its comments. It holds no `#` elsewhere.
pub(super) fn code(text: &str) -> String {
    text.lines().map(|it| it.split('#').next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_rename_changes_every_place_and_nothing_else() {
    let mut editor = Editor::begin(&able(), None);
    let (uri, text) = editor.open_draft(ISTANBUL);
    let at = text.find("trigger attack-on-ukraine").expect("it is declared") + "trigger ".len();
    let at = json!({ "textDocument": { "uri": uri }, "position": place(&text, at) });
    assert_eq!(editor.ask("textDocument/prepareRename", at.clone())["placeholder"], "attack-on-ukraine");
    let mut rename = |position: &Value, name: &str| {
        let asked = json!({ "textDocument": { "uri": uri }, "position": position, "newName": name });
        editor.try_ask("textDocument/rename", asked)
    };
    let made = rename(&at["position"], "aggression").expect("a free name");
    let renamed = edited(&text, &made["documentChanges"][0]["edits"]);
    assert_eq!(code(&renamed), code(&text).replace("attack-on-ukraine", "aggression"));
    let refused = |answer: Result<Value, (i32, String)>| answer.expect_err("refused").1;
    assert!(refused(rename(&at["position"], "assist")).contains("is declared already"));
    assert!(refused(rename(&at["position"], "Aggression")).contains("small letters"));
    assert!(refused(rename(&at["position"], "two words")).contains("unreadable"));
    assert!(refused(rename(&at["position"], "shall")).contains("`shall`"));
    let party = range(&text, "RUS ")["start"].clone();
    assert!(refused(rename(&party, "NATO")).contains("NATO"));
    let made = rename(&party, "RU").expect("a free name");
    let renamed = edited(&text, &made["documentChanges"][0]["edits"]);
    let left = renamed.lines().filter(|it| it.split('#').next().is_some_and(|it| it.contains("RUS"))).count();
    assert_eq!(left, 0, "{renamed}");
    assert!(editor.end());
}

#[test]
fn what_has_no_name_of_its_own_keeps_it() {
    let (mut editor, uri) = with(DRAFT);
    let mut refused = |words: &str| {
        let at = json!({ "textDocument": { "uri": uri }, "position": range(DRAFT, words)["start"] });
        editor.try_ask("textDocument/prepareRename", at).expect_err("refused").1
    };
    assert_eq!(refused("weapons"), "no name at this position");
    assert!(refused("article 5").contains("number"));
    assert!(editor.end());
}

#[test]
fn completion_knows_the_place() {
    let inside = |clause: &str| DRAFT.replace("        within 3 days\n", &format!("        {clause}|\n"));
    let clauses = completed(&inside(""));
    assert!(labels(&clauses).contains(&"discretion") && !labels(&clauses).contains(&"roles"), "{:?}", labels(&clauses));
    assert!(
        !labels(&completed(&DRAFT.replace("by weapons\n", "by weapons\n        deci|\n"))).contains(&"upon attack")
    );
    let upon = DRAFT.replace("upon attack", "upon |");
    assert!(labels(&completed(&upon)).contains(&"attack"));
    let decided = DRAFT.replace("decided by unanimity of guarantors", "decided by |");
    let decided = completed(&decided);
    for it in ["unanimity", "automatic", "each of", "UNSC", "FRA"] {
        assert!(
            labels(&decided).iter().any(|other| *other == it || *other == it.split(' ').next().unwrap_or(it)),
            "{it}: {:?}",
            labels(&decided)
        );
    }
    let of = completed(&DRAFT.replace("unanimity of guarantors", "unanimity of |"));
    assert!(labels(&of).contains(&"guarantors") && labels(&of).contains(&"FRA") && !labels(&of).contains(&"weapons"));
    let means = completed(&DRAFT.replace("by weapons", "by |"));
    assert!(labels(&means).contains(&"airspace-closure"), "{:?}", labels(&means));
    let roles = completed(&DRAFT.replace("is beneficiary", "is |"));
    assert!(labels(&roles).contains(&"guarantor"));
    let verbs = completed(&DRAFT.replace("shall assist", "shall |"));
    assert!(labels(&verbs).contains(&"assist"));
    let heads = completed("article 1 \"a\" {\n    |\n}\n");
    let trigger = heads
        .as_array()
        .expect("a list")
        .iter()
        .find(|it| it["label"] == "trigger")
        .expect("a trigger may stand there");
    assert_eq!(trigger["insertTextFormat"], 2);
    assert!(trigger["documentation"]["value"].as_str().is_some_and(|it| it.contains("opens a promise")));
    assert!(labels(&completed("|")).contains(&"party"));
    let allowed = completed("# vattel: allow(veto/|");
    assert!(labels(&allowed).contains(&"veto/aggressor-veto"));
    assert!(completed("party UKR \"Ukr|aine\" is guarantor\n").is_null(), "titles are free");
}

#[test]
fn every_snippet_is_right_in_the_language() {
    for (text, list) in [("|", "top"), ("article 1 \"a\" {\n    |\n}\n", "article")] {
        for item in completed(text).as_array().expect("a list") {
            let snippet = item["textEdit"]["newText"].as_str().expect("a text");
            if item["insertTextFormat"] != 2 {
                continue;
            }
            // The places to fill are filled with what they suggest.
            let mut words = snippet.replace("$0", "");
            while let Some(at) = words.find("${") {
                let end = at + words[at..].find('}').expect("it is closed");
                let inner = words[at + 2..end].split_once(':').expect("a suggestion").1.to_owned();
                words.replace_range(at..=end, &inner);
            }
            let whole = text.replace('|', &words);
            let parsed = vattel::syntax::parse(vattel::source::FileId(0), &whole);
            assert!(parsed.diagnostics.is_empty(), "{list}: {whole}\n{:#?}", parsed.diagnostics);
        }
    }
}

#[test]
fn what_a_provision_lacks_is_told() {
    let text = DRAFT.replace("decided by unanimity of guarantors", "decided by ");
    let (mut editor, uri) = with(&text);
    let at = text.find("decided by ").expect("there") + "decided by ".len();
    let asked = json!({ "textDocument": { "uri": uri }, "position": place(&text, at) });
    let help = editor.ask("textDocument/signatureHelp", asked);
    let signature = &help["signatures"][0];
    assert_eq!(
        signature["label"], "trigger attack { on · requested by? · consultation among? · decided? }",
        "{help:#?}"
    );
    assert_eq!(help["activeParameter"], 3);
    let description = signature["documentation"]["value"].as_str().expect("words");
    assert!(description.contains("`requested by`") && !description.contains("`on`"), "{description}");
    assert!(editor.end());
}

#[test]
fn the_outline_follows_the_text() {
    let (mut editor, uri) = with(DRAFT);
    let symbols = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    let names = |it: &Value| -> Vec<String> {
        it.as_array().into_iter().flatten().filter_map(|it| it["name"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(names(&symbols), ["UKR", "FRA", "GBR", "article 5"]);
    assert_eq!(names(&symbols[3]["children"]), ["attack", "assist"]);
    assert_eq!(symbols[3]["detail"], "Help");
    assert!(editor.end());
    let mut plain = able();
    plain["textDocument"]["documentSymbol"] = json!({});
    let mut editor = Editor::begin(&plain, None);
    editor.open(uri, DRAFT);
    let symbols = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(symbols[4]["containerName"], "article 5", "{symbols:#?}");
    assert!(editor.end());
}

#[test]
fn blocks_fold_and_selections_grow() {
    let (mut editor, uri) = with(DRAFT);
    let folds = editor.ask("textDocument/foldingRange", json!({ "textDocument": { "uri": uri } }));
    let lines: Vec<(u64, u64)> = folds
        .as_array()
        .expect("folds")
        .iter()
        .map(|it| (it["startLine"].as_u64().unwrap_or(99), it["endLine"].as_u64().unwrap_or(99)))
        .collect();
    assert_eq!(lines, [(3, 13), (4, 6), (8, 12)], "{DRAFT}");
    let positions = json!([range(DRAFT, "weapons")["start"]]);
    let grown =
        editor.ask("textDocument/selectionRange", json!({ "textDocument": { "uri": uri }, "positions": positions }));
    let mut steps = Vec::new();
    let mut now = &grown[0];
    while !now.is_null() {
        steps.push(words_of(DRAFT, &json!([now]))[0]);
        now = &now["parent"];
    }
    assert_eq!(&steps[..2], ["weapons", "by weapons"]);
    assert!(steps[2].starts_with("obligation assist") && steps[3].starts_with("article 5") && steps[4] == DRAFT);
    assert!(editor.end());
}

#[test]
fn words_are_told_apart() {
    let (mut editor, uri) = with(DRAFT);
    let legend = editor.offered["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
    let tokens = editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
    let numbers: Vec<u64> = tokens["data"].as_array().expect("numbers").iter().filter_map(Value::as_u64).collect();
    let (mut line, mut column) = (0, 0);
    let mut found = Vec::new();
    for it in numbers.chunks_exact(5) {
        (line, column) = (line + it[0], if it[0] == 0 { column + it[1] } else { it[1] });
        let start = offset(DRAFT, &json!({ "line": line, "character": column }));
        let kind = legend[it[3] as usize].as_str().expect("a kind").to_owned();
        found.push((&DRAFT[start..start + it[2] as usize], kind, it[4]));
    }
    let has = |words: &str, kind: &str, bits: u64| found.iter().any(|it| it.0 == words && it.1 == kind && it.2 == bits);
    for (words, kind, bits) in [
        ("party", "keyword", 0),
        ("FRA", "class", 1),
        ("\"France\"", "string", 0),
        ("UKR", "class", 0),
        ("attack", "function", 1),
        ("attack", "function", 0),
        ("armed-attack", "enumMember", 0),
        ("3", "number", 0),
        ("days", "keyword", 0),
        ("guarantors", "keyword", 0),
    ] {
        assert!(has(words, kind, bits), "{words} as {kind}: {found:?}");
    }
    let asked = json!({ "textDocument": { "uri": uri }, "range": range(DRAFT, "party UKR") });
    let some = editor.ask("textDocument/semanticTokens/range", asked);
    assert_eq!(some["data"].as_array().map(Vec::len), Some(10));
    assert!(editor.end());
}

#[test]
fn hints_and_lenses_say_what_follows() {
    let (mut editor, uri) = with(DRAFT);
    let all = json!({ "start": place(DRAFT, 0), "end": place(DRAFT, DRAFT.len()) });
    let hints = editor.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": all }));
    let labels: Vec<&str> = hints.as_array().expect("hints").iter().filter_map(|it| it["label"].as_str()).collect();
    assert!(labels.iter().any(|it| it.contains("S5 a duty of determinate content")), "{labels:?}");
    assert!(labels.iter().any(|it| it.contains("FRA, GBR") && it.contains("can each alone block")), "{labels:?}");
    let lenses = editor.ask("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(lenses[0]["command"]["title"], "2 can block", "{lenses:#?}");
    let run = json!({ "command": lenses[0]["command"]["command"], "arguments": lenses[0]["command"]["arguments"] });
    let analysis = editor.ask("workspace/executeCommand", run);
    let words = analysis.as_str().expect("a document");
    assert!(words.contains("Article 5, obligation assist") && words.contains("**FRA** alone"), "{words}");
    let whole = json!({ "command": "vattel.analyze", "arguments": [uri, null] });
    assert!(
        editor
            .ask("workspace/executeCommand", whole)
            .as_str()
            .is_some_and(|it| it.contains("Timeline") || it.len() > 500)
    );
    assert!(editor.end());
}

#[test]
fn a_lens_runs_a_scenario() {
    let line = "scenario \"one\" { given armed-attack by FRA against UKR  expect nobody is obliged }\n";
    let text = format!("{DRAFT}{line}");
    let (mut editor, uri) = with(&text);
    let lenses = editor.ask("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
    let is_run = |it: &&Value| it["command"]["command"] == "vattel.runScenario";
    let lens = lenses.as_array().expect("lenses").iter().find(is_run).expect("a lens of the scenario");
    let title = lens["command"]["title"].as_str().expect("a title");
    assert!(title == "run scenario: passes" || title == "run scenario: fails", "{title}");
    let run = json!({ "command": "vattel.runScenario", "arguments": lens["command"]["arguments"] });
    let play = editor.ask("workspace/executeCommand", run);
    assert!(play.as_str().is_some_and(|it| it.contains("### Expectations")), "{play}");
    assert!(editor.end());
}

#[test]
fn links_lead_to_what_is_cited() {
    let text = "# see https://example.org/treaty, and more\nparty UKR \"Ukraine\" is beneficiary\n";
    let (mut editor, uri) = with(text);
    let links = editor.ask("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(links[0]["target"], "https://example.org/treaty");
    assert_eq!(words_of(text, &links), ["https://example.org/treaty"]);
    assert!(editor.end());
}

#[test]
fn everything_works_on_every_shipped_draft_and_on_half_of_it() {
    let mut editor = Editor::begin(&able(), None);
    let drafts: Vec<_> = crate::support::files(&root().join("drafts"), "treaty");
    assert!(drafts.len() > 20);
    // Of the many that show one rule each, some will do.
    let shows_a_rule = |path: &std::path::Path| path.starts_with(root().join("drafts/rules"));
    let chosen = drafts.into_iter().enumerate().filter(|(at, it)| !shows_a_rule(it) || at % 8 == 0);
    for (_, path) in chosen {
        // An editor shows texts only.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let mut half = text.len() / 2;
        while !text.is_char_boundary(half) {
            half -= 1;
        }
        for (name, text) in [("whole", &text[..]), ("half", &text[..half])] {
            let uri = format!("file:///{name}/{}", path.file_name().expect("a name").to_string_lossy());
            editor.open(&uri, text);
            let document = json!({ "uri": uri });
            let all = json!({ "start": place(text, 0), "end": place(text, text.len()) });
            for method in ["documentSymbol", "foldingRange", "semanticTokens/full", "codeLens", "documentLink"] {
                editor.ask(&format!("textDocument/{method}"), json!({ "textDocument": document }));
            }
            editor.ask("textDocument/inlayHint", json!({ "textDocument": document, "range": all }));
            // Whole drafts at more places than those that show one rule.
            let parts = if text.len() > 4_000 { 6 } else { 2 };
            for part in 1..=parts {
                let mut at = text.len() * part / (parts + 1);
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                let here = place(text, at);
                let about = json!({ "textDocument": document, "position": here });
                for method in ["hover", "definition", "documentHighlight", "completion", "signatureHelp"] {
                    editor.ask(&format!("textDocument/{method}"), about.clone());
                }
                let range = json!({ "start": here, "end": here });
                let asked = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
                editor.ask("textDocument/codeAction", asked);
                editor.ask("textDocument/selectionRange", json!({ "textDocument": document, "positions": [here] }));
            }
        }
    }
    assert!(editor.end());
}

#[test]
fn drafts_are_given_their_look_whole_in_part_and_while_typing() {
    let text = "party UKR   \"Ukraine\" is beneficiary\n\narticle 5   \"Help\" {\n  trigger t {\n  on armed-attack\n      decided by automatic }\n}\n";
    let (mut editor, uri) = with(text);
    let document = json!({ "uri": uri });
    let options = json!({ "tabSize": 8, "insertSpaces": false });
    let whole = editor.ask("textDocument/formatting", json!({ "textDocument": document, "options": options }));
    let expected = "party UKR \"Ukraine\" is beneficiary\n\narticle 5 \"Help\" {\n    trigger t {\n        on armed-attack\n        decided by \
                    automatic\n    }\n}\n";
    assert_eq!(edited(text, &whole), expected);
    let asked = json!({ "textDocument": document, "range": range(text, "party UKR"), "options": options });
    let part = editor.ask("textDocument/rangeFormatting", asked);
    assert_eq!(edited(text, &part), text.replace("UKR   ", "UKR "));
    let close = text.find("automatic }").expect("there") + "automatic }".len();
    let asked = json!({ "textDocument": document, "position": place(text, close), "ch": "}", "options": options });
    let typed = editor.ask("textDocument/onTypeFormatting", asked);
    let after = edited(text, &typed);
    assert!(
        after.contains("\n    trigger t {\n        on armed-attack\n") && after.starts_with("party UKR   \""),
        "{after}"
    );
    assert!(editor.end());
}

#[test]
fn a_menu_of_the_whole_draft_is_one_that_can_be_read() {
    let text: String = std::iter::once("party UKR \"Ukraine\" is beneficiary\n".to_owned())
        .chain((1..60).map(|it| format!("party P{it} \"P\" is benficiary\n")))
        .collect();
    let mut editor = Editor::begin(&able(), None);
    editor.open("file:///a.treaty", &text);
    let range = json!({ "start": place(&text, 0), "end": place(&text, text.len()) });
    let offered = editor.ask(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": "file:///a.treaty" }, "range": range, "context": { "diagnostics": [], "only": ["quickfix"] } }),
    );
    let count = offered.as_array().map_or(0, Vec::len);
    assert!((1..=24).contains(&count), "{count} actions");
    assert!(editor.end());
}

#[test]
fn a_text_of_a_help_is_put_in_its_place_with_its_numbers_to_fill_in() {
    let text = "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\n\
                deployment trainers {\n    by FRA in UKR\n    timing standing\n    roles only training\n}\n";
    let mut able = able();
    able["workspace"]["workspaceEdit"] = json!({ "documentChanges": true, "snippetEditSupport": true });
    for (able, snippets) in [(able, true), (super::client::able(), false)] {
        let mut editor = Editor::begin(&able, None);
        editor.open("file:///a.treaty", text);
        let found = editor.findings("file:///a.treaty", Some(1));
        let finding = found.iter().find(|it| it["code"] == "deployment/cap-missing").expect("it has no ceiling");
        let actions = editor.ask(
            "textDocument/codeAction",
            json!({
                "textDocument": { "uri": "file:///a.treaty" },
                "range": finding["range"],
                "context": { "diagnostics": [finding], "only": ["quickfix"] },
            }),
        );
        let actions = actions.as_array().expect("actions");
        let titles: Vec<&str> = actions.iter().filter_map(|it| it["title"].as_str()).collect();
        let first_allow = titles.iter().position(|it| it.starts_with("Allow")).expect("it can be allowed");
        assert!(titles[first_allow..].iter().all(|it| it.starts_with("Allow")), "{titles:?}");
        let at =
            titles.iter().position(|it| it.starts_with("Insert `ceiling ")).unwrap_or_else(|| panic!("{titles:?}"));
        let edit = actions[at]["edit"].to_string();
        let allow = actions[first_allow]["edit"].to_string();
        if snippets {
            assert!(edit.contains("    ceiling ${1:") && edit.contains("\"kind\":\"snippet\""), "{edit}");
            assert!(allow.contains("${1:TBD}"), "{allow}");
        } else {
            assert!(edit.contains("    ceiling ") && !edit.contains("${"), "{edit}");
            assert!(allow.contains(") TBD") && !allow.contains("${"), "{allow}");
        }
        assert!(editor.end());
    }
}

#[test]
fn a_hover_says_who_bears_a_role_and_what_a_word_implies() {
    let (mut editor, uri) = with(DRAFT);
    editor.findings(uri, Some(1));
    let said = |editor: &mut Editor, words: &str| editor.at("textDocument/hover", uri, DRAFT, words).to_string();
    let found = said(&mut editor, "guarantors");
    assert!(found.contains("**guarantors** — all that bear the role of guarantor: "), "{found}");
    let found = said(&mut editor, "armed-attack");
    assert!(found.contains("It is an attack."), "{found}");
    let found = said(&mut editor, "shall");
    assert!(found.contains("Strength "), "{found}");
    assert!(editor.end());
}
