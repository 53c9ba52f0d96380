//! How the server begins, keeps texts, goes on and ends.

use super::ISTANBUL;
use super::client::{Editor, able, address, place, pulling};
use crate::support::root;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A folder of its own for a test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        // Below the folder in which the server runs, as the folder of a user may be.
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("vattel-lsp-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(std::fs::canonicalize(&path).expect("it is there"))
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("written");
        format!("file://{}", path.display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const DRAFT: &str = "party UKR \"Ukraine\" is beneficiary\nparty RUS \"Russia\" is guarantor\nparty FRA \"France\" is guarantor\n\
    assume { potential aggressor RUS against UKR }\narticle 1 \"a\" {\n    trigger t {\n        on armed-attack against UKR\n        \
    decided by unanimity of guarantors\n        within 3 days\n    }\n    obligation o { upon t each of guarantors shall assist \
    UKR by weapons }\n}\n";

fn codes(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|it| it["code"].as_str()).collect()
}

#[test]
fn it_begins_and_ends_by_the_book() {
    let editor = Editor::begin(&able(), None);
    assert_eq!(editor.offered["positionEncoding"], "utf-16");
    assert_eq!(editor.offered["textDocumentSync"]["change"], 2, "changes are taken in parts");
    assert!(editor.offered["diagnosticProvider"].is_null(), "an editor that asks for nothing is told");
    assert!(editor.end());
    let editor = Editor::begin(&pulling(), None);
    assert_eq!(editor.offered["diagnosticProvider"]["interFileDependencies"], true);
    assert!(!editor.leave(), "an editor that leaves without a word ends with a failure");
}

#[test]
fn after_the_shutdown_nothing_is_answered() {
    let mut editor = Editor::begin(&able(), None);
    editor.ask("shutdown", Value::Null);
    let refused = editor.try_ask("textDocument/hover", json!({ "textDocument": { "uri": "file:///a.treaty" } }));
    assert_eq!(refused.expect_err("it is over").0, -32600);
    assert!(editor.leave());
}

#[test]
fn what_is_unknown_or_unreadable_is_refused_and_the_server_goes_on() {
    let mut editor = Editor::begin(&able(), None);
    let code = |answer: Result<Value, (i32, String)>| answer.expect_err("refused").0;
    assert_eq!(code(editor.try_ask("textDocument/moniker", json!({}))), -32601);
    let (uri, text) = editor.open_draft(ISTANBUL);
    let broken = json!({ "textDocument": { "uri": uri }, "position": "there" });
    assert_eq!(code(editor.try_ask("textDocument/hover", broken)), -32602);
    assert_eq!(code(editor.try_ask("textDocument/hover", json!({}))), -32602);
    let gone =
        json!({ "textDocument": { "uri": "file:///nowhere/a.treaty" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(code(editor.try_ask("textDocument/hover", gone)), -32803);
    // A change of a text that is not open is no reason to stop.
    editor.change("file:///nowhere/a.treaty", 2, None, "x");
    editor.tell("$/unknown", json!(3));
    assert!(!editor.at("textDocument/hover", &uri, &text, "RUS").is_null());
    assert!(editor.end());
}

#[test]
fn places_are_counted_as_was_agreed() {
    let text = "party UKR \"Україна 🕊 e\u{301}\" is benficiary\n";
    let units = [("utf-8", text.find("benf").expect("there")), ("utf-16", 29), ("utf-32", 28)];
    for (encoding, column) in units {
        let mut able = able();
        able["general"]["positionEncodings"] = json!([encoding, "utf-16"]);
        let mut editor = Editor::begin(&able, None);
        assert_eq!(editor.offered["positionEncoding"], encoding);
        editor.open("file:///a.treaty", text);
        let found = editor.findings("file:///a.treaty", Some(1));
        let slip = found.iter().find(|it| it["message"].as_str().is_some_and(|it| it.contains("benficiary")));
        let slip = slip.unwrap_or_else(|| panic!("the slip is found: {found:#?}"));
        assert_eq!(slip["range"]["start"], json!({ "line": 0, "character": column }), "{encoding}");
        // The word is mended in these units.
        let range = json!({ "start": slip["range"]["start"], "end": slip["range"]["end"] });
        editor.change("file:///a.treaty", 2, Some(range), "beneficiary");
        let found = editor.findings("file:///a.treaty", Some(2));
        assert!(found.iter().all(|it| !it.to_string().contains("benficiary")), "{found:#?}");
        assert!(editor.end());
    }
}

#[test]
fn findings_are_told_with_their_version_and_taken_back() {
    let mut editor = Editor::begin(&able(), None);
    let uri = "file:///a.treaty";
    editor.open(uri, DRAFT);
    let found = editor.findings(uri, Some(1));
    assert!(codes(&found).contains(&"veto/aggressor-veto"), "{found:#?}");
    let at = DRAFT.find("unanimity").expect("there");
    let range = json!({ "start": place(DRAFT, at), "end": place(DRAFT, at + "unanimity".len()) });
    editor.change(uri, 2, Some(range), "any");
    assert!(!codes(&editor.findings(uri, Some(2))).contains(&"veto/aggressor-veto"));
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    editor.told.clear();
    assert!(editor.findings(uri, None).is_empty(), "what is closed has no findings");
    assert!(editor.end());
}

#[test]
fn a_break_elsewhere_takes_no_finding_away() {
    let mut editor = Editor::begin(&able(), None);
    let uri = "file:///a.treaty";
    editor.open(uri, &format!("{DRAFT}article 2 \"b\" {{\n    trigger u {{ on armed-attck decided\n"));
    assert!(codes(&editor.findings(uri, Some(1))).contains(&"veto/aggressor-veto"));
    assert!(editor.end());
}

#[test]
fn findings_are_asked_for_and_known_again() {
    let mut editor = Editor::begin(&pulling(), None);
    let (uri, _) = editor.open_draft(ISTANBUL);
    let document = json!({ "uri": uri });
    let full = editor.ask("textDocument/diagnostic", json!({ "textDocument": document }));
    assert_eq!(full["kind"], "full");
    assert!(codes(full["items"].as_array().expect("findings")).contains(&"veto/aggressor-veto"));
    let again = editor
        .ask("textDocument/diagnostic", json!({ "textDocument": document, "previousResultId": full["resultId"] }));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": full["resultId"] }));
    editor.change(&uri, 2, None, DRAFT);
    let new = editor
        .ask("textDocument/diagnostic", json!({ "textDocument": document, "previousResultId": full["resultId"] }));
    assert_eq!(new["kind"], "full");
    assert!(editor.told.is_empty(), "who asks is not told: {:?}", editor.told);
    assert!(editor.end());
}

#[test]
fn a_request_can_be_taken_back() {
    let mut editor = Editor::begin(&pulling(), None);
    // The whole workspace waits for a change once it is known, and so it can be taken back for certain.
    let folder = Folder::new("cancel");
    let uri = folder.write("a.treaty", DRAFT);
    editor.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [{ "uri": format!("file://{}", folder.0.display()), "name": "a" }], "removed": [] } }),
    );
    let all = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let known: Vec<Value> = all["items"]
        .as_array()
        .expect("reports")
        .iter()
        .map(|it| json!({ "uri": it["uri"], "value": it["resultId"] }))
        .collect();
    assert_eq!(known.len(), 1);
    let waiting = editor.send("workspace/diagnostic", json!({ "previousResultIds": known }));
    editor.tell("$/cancelRequest", json!({ "id": 3 }));
    assert_eq!(editor.wait(&waiting).expect_err("taken back").0, -32800);
    // One that is left waits for a change, and then tells what is new.
    let waiting = editor.send("workspace/diagnostic", json!({ "previousResultIds": known }));
    editor.open(&uri, "party UKR \"Ukraine\" is benficiary\n");
    let new = editor.wait(&waiting).expect("an answer");
    assert!(new.to_string().contains("benficiary"), "{new:#?}");
    assert!(editor.end());
}

#[test]
fn the_workspace_is_checked_with_progress() {
    let mut editor = Editor::begin(&pulling(), Some(&root().join("drafts/flawed")));
    let all = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [], "workDoneToken": "run" }));
    let reports = all["items"].as_array().expect("reports");
    assert!(reports.len() > 3 && reports.iter().any(|it| it["uri"] == address(ISTANBUL)));
    let kinds: Vec<String> = editor
        .heard
        .iter()
        .filter(|it| it.0 == "$/progress" && it.1["token"] == "run")
        .map(|it| it.1["value"]["kind"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!((kinds.first().map(String::as_str), kinds.last().map(String::as_str)), (Some("begin"), Some("end")));
    let summed = editor.ask("workspace/executeCommand", json!({ "command": "vattel.checkWorkspace", "arguments": [] }));
    assert!(summed.as_str().is_some_and(|it| it.contains("errors") && it.contains("drafts")), "{summed}");
    assert!(editor.end());
}

#[test]
fn a_configuration_holds_as_it_is_written_and_tells_its_slips() {
    let folder = Folder::new("configuration");
    let draft = folder.write("a.treaty", DRAFT);
    let configuration = folder.write("vattel.toml", "[rules]\nveto = \"off\"\n");
    let mut editor = Editor::begin(&able(), Some(&folder.0));
    editor.open(&draft, DRAFT);
    assert!(!codes(&editor.findings(&draft, Some(1))).contains(&"veto/aggressor-veto"));
    // Unsaved, it stands before what the disk holds.
    editor.open(&configuration, "[rules]\nveto = \"warning\"\n");
    while !codes(&editor.findings(&draft, Some(1))).contains(&"veto/aggressor-veto") {
        editor.told.remove(&draft);
    }
    editor.change(&configuration, 2, None, "[rules]\nvetoo = \"off\"\n");
    let errors = editor.findings(&configuration, Some(2));
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert_eq!(errors[0]["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert!(errors[0]["message"].as_str().is_some_and(|it| it.contains("did you mean")), "{errors:#?}");
    // The last configuration that could be used holds meanwhile.
    editor.told.remove(&draft);
    editor.change(&draft, 2, None, DRAFT);
    assert!(codes(&editor.findings(&draft, Some(2))).contains(&"veto/aggressor-veto"));
    assert!(editor.end());
}

#[test]
fn files_that_change_on_the_disk_are_read_again() {
    let folder = Folder::new("watched");
    let draft = folder.write("a.treaty", DRAFT);
    let mut editor = Editor::begin(&able(), Some(&folder.0));
    let watched = editor.await_heard("client/registerCapability");
    assert!(watched.to_string().contains("**/*.suite.toml"), "{watched}");
    editor.open(&draft, DRAFT);
    assert!(codes(&editor.findings(&draft, Some(1))).contains(&"veto/aggressor-veto"));
    editor.told.clear();
    let configuration = folder.write("vattel.toml", "extends = [\"own.suite.toml\"]\n[rules]\nveto = \"off\"\n");
    let suite = folder.write(
        "own.suite.toml",
        "[suite]\nname = \"own\"\n[[rule]]\nid = \"no-trigger\"\non = \"trigger\"\nassert = \"false\"\n",
    );
    let changes = json!([{ "uri": configuration, "type": 1 }, { "uri": suite, "type": 1 }]);
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    let found = editor.findings(&draft, Some(1));
    assert!(codes(&found).contains(&"own/no-trigger") && !codes(&found).contains(&"veto/aggressor-veto"), "{found:#?}");
    // A suite tells its own faults as it is written.
    editor.open(&suite, "[suite]\nname = \"own\"\n[[rule]]\nid = \"no-trigger\"\non = \"trigger\"\nassert = \"nam\"\n");
    let faults = editor.findings(&suite, Some(1));
    assert_eq!(faults[0]["range"]["start"]["line"], 5, "{faults:#?}");
    assert!(editor.end());
}

#[test]
fn an_editor_that_watches_nothing_is_served_all_the_same() {
    let folder = Folder::new("unwatched");
    let draft = folder.write("a.treaty", DRAFT);
    let mut able = able();
    able["workspace"]["didChangeWatchedFiles"] = json!({});
    let mut editor = Editor::begin(&able, Some(&folder.0));
    editor.open(&draft, DRAFT);
    assert!(codes(&editor.findings(&draft, Some(1))).contains(&"veto/aggressor-veto"));
    folder.write("vattel.toml", "[rules]\nveto = \"off\"\n");
    while codes(&editor.findings(&draft, Some(1))).contains(&"veto/aggressor-veto") {
        editor.told.remove(&draft);
    }
    assert!(editor.end());
}

#[test]
fn a_draft_is_checked_again_when_one_that_it_reads_changes() {
    let folder = Folder::new("companion");
    let own = "party UKR \"Ukraine\" is beneficiary\ninstrument Other \"The other\" in \"other.treaty\"\narticle 1 \"a\" {\n    \
        relation { consistent with article 9 of Other }\n}\n";
    let draft = folder.write("a.treaty", own);
    let other = folder.write("other.treaty", "article 1 \"a\" { }\n");
    let mut editor = Editor::begin(&able(), Some(&folder.0));
    editor.open(&draft, own);
    assert!(codes(&editor.findings(&draft, Some(1))).contains(&"drafting/dangling-reference"));
    editor.told.clear();
    editor.open(&other, "article 9 \"a\" { }\n");
    assert!(!codes(&editor.findings(&draft, Some(1))).contains(&"drafting/dangling-reference"));
    assert!(editor.end());
}

#[test]
fn what_a_draft_reads_may_change_before_its_first_check_is_over() {
    let folder = Folder::new("early");
    let own = "party UKR \"Ukraine\" is beneficiary\ninstrument Other \"The other\" in \"other.treaty\"\narticle 1 \"a\" {\n    \
        relation { consistent with article 9 of Other }\n}\n";
    let (draft, other) = (folder.write("a.treaty", own), folder.write("other.treaty", "article 1 \"a\" { }\n"));
    let mut editor = Editor::begin(&able(), Some(&folder.0));
    editor.open(&draft, own);
    editor.open(&other, "article 9 \"a\" { }\n");
    while codes(&editor.findings(&draft, Some(1))).contains(&"drafting/dangling-reference") {
        editor.told.remove(&draft);
    }
    assert!(editor.end());
}

#[test]
fn each_folder_has_its_own_configuration() {
    let (one, two) = (Folder::new("one"), Folder::new("two"));
    one.write("vattel.toml", "[rules]\nveto = \"off\"\n");
    let (first, second) = (one.write("a.treaty", DRAFT), two.write("a.treaty", DRAFT));
    let mut editor = Editor::begin(&able(), Some(&one.0));
    let added = json!([{ "uri": format!("file://{}", two.0.display()), "name": "two" }]);
    editor.tell("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": added, "removed": [] } }));
    editor.open(&first, DRAFT);
    editor.open(&second, DRAFT);
    assert!(!codes(&editor.findings(&first, Some(1))).contains(&"veto/aggressor-veto"));
    assert!(codes(&editor.findings(&second, Some(1))).contains(&"veto/aggressor-veto"));
    let found = editor.ask("workspace/symbol", json!({ "query": "ukr" }));
    assert_eq!(found.as_array().map(Vec::len), Some(2), "one in each folder: {found}");
    assert!(editor.end());
}

#[test]
fn each_draft_has_the_closest_configuration_of_the_folder_that_is_open() {
    let all = Folder::new("projects");
    all.write("vattel.toml", "exclude = [\"old\"]\n");
    all.write("north/vattel.toml", "baseline = \"known.json\"\n[rules]\nveto = \"off\"\n");
    all.write("north/known.json", "{ \"version\": 2, \"findings\": [{ \"draft\": \"b.treaty\", \"rule\": \"drafting/puffery\", \"clause\": [], \"count\": 1 }] }");
    let wrong = all.write("south/vattel.toml", "profil = \"x\"\n");
    all.write("old/vattel.toml", "brocken");
    let texts =
        [("a.treaty", true), ("north/b.treaty", false), ("north/deep/c.treaty", false), ("south/d.treaty", true)];
    let mut editor = Editor::begin(&able(), Some(&all.0));
    for (name, vetoed) in texts {
        let uri = all.write(name, DRAFT);
        editor.open(&uri, DRAFT);
        assert_eq!(codes(&editor.findings(&uri, Some(1))).contains(&"veto/aggressor-veto"), vetoed, "{name}");
    }
    let told = editor.findings(&wrong, None);
    assert!(told.iter().any(|it| it.to_string().contains("did you mean `profile`?")), "{told:#?}");
    all.write("old/e.treaty", DRAFT);
    let found = editor.ask("workspace/symbol", json!({ "query": "ukr" }));
    assert_eq!(found.as_array().map(Vec::len), Some(4), "what is excluded is no part of it: {found}");
    // One that is written later holds from then on.
    let (uri, new) = (all.write("a.treaty", DRAFT), all.write("north/deep/vattel.toml", ""));
    editor.told.clear();
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": new, "type": 1 }] }));
    let deep = uri.replace("a.treaty", "north/deep/c.treaty");
    assert!(codes(&editor.findings(&deep, Some(1))).contains(&"veto/aggressor-veto"));
    assert!(editor.end());
}

#[test]
fn wishes_are_heard() {
    let client_settings = json!({ "config": ["rules.veto=\"off\""], "inlayHints": false, "codeLenses": false });
    let mut editor = Editor::begin_with(&able(), None, &client_settings);
    let (uri, text) = editor.open_draft(ISTANBUL);
    assert!(!codes(&editor.findings(&uri, Some(1))).contains(&"veto/aggressor-veto"));
    let all = json!({ "start": place(&text, 0), "end": place(&text, text.len()) });
    let document = json!({ "uri": uri });
    assert!(editor.ask("textDocument/inlayHint", json!({ "textDocument": document, "range": all })).is_null());
    assert!(editor.ask("textDocument/codeLens", json!({ "textDocument": document })).is_null());
    editor.told.clear();
    editor.tell(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "vattel": { "assume": ["USA against UKR"] } } }),
    );
    let found = editor.findings(&uri, Some(1));
    assert!(found.iter().any(|it| it.to_string().contains("`USA` guarantees")), "{found:#?}");
    assert!(!editor.ask("textDocument/codeLens", json!({ "textDocument": document })).is_null());
    assert!(editor.end());
}

#[test]
fn wrong_settings_are_reported() {
    let wrong = json!({ "config": "x", "assume": [3], "inlayHint": true, "codeLenses": 1, "profile": "nobody" });
    let mut editor = Editor::begin_with(&able(), None, &wrong);
    editor.open("untitled:Untitled-1", DRAFT);
    editor.findings("untitled:Untitled-1", Some(1));
    let told: Vec<&str> = editor.heard.iter().filter_map(|it| it.1["message"].as_str()).collect();
    let told = told.join("\n");
    for words in [
        "client setting `config`: expected a list of strings",
        "client setting `assume`: expected a list of strings",
        "client setting `codeLenses`: expected `true` or `false`",
        "unknown client setting `inlayHint`; did you mean `inlayHints`?",
        "unknown profile `nobody`; expected one of ",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(editor.end());
}

#[test]
fn a_draft_that_is_in_no_file_is_checked() {
    let mut editor = Editor::begin(&able(), None);
    editor.open("untitled:Untitled-1", DRAFT);
    assert!(codes(&editor.findings("untitled:Untitled-1", Some(1))).contains(&"veto/aggressor-veto"));
    assert!(editor.end());
}

#[test]
fn typing_a_draft_never_stops_the_server() {
    let text = std::fs::read_to_string(root().join("drafts/sound/rio-1947.treaty")).expect("a shipped draft");
    let mut editor = Editor::begin(&able(), None);
    let uri = "file:///rio.treaty";
    editor.open(uri, "");
    let mut version = 1;
    for (at, letter) in text.char_indices() {
        version += 1;
        let here = place(&text[..at], at);
        editor.change(uri, version, Some(json!({ "start": here, "end": here })), &letter.to_string());
        // Now and then the editor asks while it types.
        if version % 97 == 0 {
            let document = json!({ "textDocument": { "uri": uri }, "position": here });
            for method in ["textDocument/completion", "textDocument/hover", "textDocument/signatureHelp"] {
                editor.ask(method, document.clone());
            }
            for method in
                ["textDocument/documentSymbol", "textDocument/semanticTokens/full", "textDocument/foldingRange"]
            {
                editor.ask(method, json!({ "textDocument": { "uri": uri } }));
            }
        }
    }
    let typed = editor.findings(uri, Some(version));
    let whole = "file:///whole.treaty";
    editor.open(whole, &text);
    let typed = json!(typed).to_string().replace(uri, whole);
    assert_eq!(typed, json!(editor.findings(whole, Some(1))).to_string(), "what is typed is what is read at once");
    assert!(editor.end());
}

#[test]
fn what_is_asked_of_another_kind_of_text_is_nothing() {
    let mut editor = Editor::begin(&able(), None);
    editor.open("file:///notes.txt", "party UKR");
    let document = json!({ "uri": "file:///notes.txt" });
    assert!(editor.ask("textDocument/foldingRange", json!({ "textDocument": document })).is_null());
    assert!(editor.end());
}

#[test]
fn a_wish_that_nobody_knows_is_told() {
    let client_settings = json!({ "profile": "benefishiary", "assume": ["rus"] });
    let mut editor = Editor::begin_with(&able(), None, &client_settings);
    editor.open("untitled:a", DRAFT);
    let mut words = String::new();
    while !(words.contains("unknown profile `benefishiary`") && words.contains("`rus` is not an assumption")) {
        words += &editor.await_heard("window/showMessage").to_string();
    }
    assert!(editor.end());
}

#[test]
fn a_configuration_that_is_open_is_judged_wherever_it_lies() {
    let folder = Folder::new("nested");
    let text = "profile = \"benefishiary\"\n";
    let nested = folder.write("deeper/vattel.toml", text);
    let mut editor = Editor::begin(&able(), Some(&folder.0));
    editor.open(&nested, text);
    let errors = editor.findings(&nested, Some(1));
    assert!(errors[0]["message"].as_str().is_some_and(|it| it.contains("beneficiary")), "{errors:#?}");
    assert!(editor.end());
}

#[test]
fn who_asks_is_told_when_to_ask_again() {
    let folder = Folder::new("refresh");
    let draft = folder.write("a.treaty", DRAFT);
    let configuration = folder.write("vattel.toml", "");
    let mut editor = Editor::begin(&pulling(), Some(&folder.0));
    editor.open(&draft, DRAFT);
    let about = json!({ "textDocument": { "uri": draft } });
    let before = editor.ask("textDocument/diagnostic", about.clone());
    editor.heard.clear();
    editor.open(&configuration, "[rules]\nveto = \"off\"\n");
    editor.await_heard("workspace/diagnostic/refresh");
    let mut again = about.clone();
    again["previousResultId"] = before["resultId"].clone();
    let after = editor.ask("textDocument/diagnostic", again);
    assert_eq!(after["kind"], "full", "the text is the same, and what holds for it is not");
    assert!(!codes(after["items"].as_array().expect("findings")).contains(&"veto/aggressor-veto"));
    // A configuration that is open is asked for as well.
    let errors = editor.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": configuration } }));
    assert_eq!(errors["items"], json!([]));
    assert!(editor.end());
}
