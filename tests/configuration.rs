//! The configuration: where it is found, what wins, what a slip looks like; the pages and the schema made from it.

use crate::support::vattel::{Folder, Ran, vattel};
use crate::support::{bless, root};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use vattel::config::RuleLevel;
use vattel::config::keys::{CONFIG_KEYS, keys_in};
use vattel::config::profile::{EXCEPTIONS, level};
use vattel::diagnostic::Severity;
use vattel::report::Format;
use vattel::rules::options::{OPTIONS, OptionSetting};
use vattel::rules::{CATALOGUE, Profile, RuleSet};

/// A draft with findings of several rules.
pub(crate) const DRAFT: &str = r#"treaty "Guarantees" {
    stage rolling
    party UKR "Ukraine" is beneficiary
    party RUS "Russia" is guarantor
    party FRA "France" is guarantor
    article 1 "Assistance" {
        trigger attack {
            on armed-attack against UKR domains land, air, sea
            decided by unanimity of guarantors within 24 hours
        }
        obligation assist { upon attack each of guarantors shall assist UKR within 1 day by weapons }
        obligation promise { each of guarantors shall support "the ironclad and robust security" }
    }
}
"#;

/// A folder with a configuration and a draft in a folder of its own.
fn folder(name: &str, configuration: &str) -> Folder {
    let folder = Folder::new(&format!("configuration-{name}"));
    folder.file("vattel.toml", configuration).file("drafts/one.treaty", DRAFT);
    folder
}

fn run(folder: &Folder, below: &str, arguments: &[&str]) -> Ran {
    let all = ["check", "--output-format", "concise"].into_iter().chain(arguments.iter().copied());
    vattel(all).within(&folder.path().join(below)).run()
}

#[test]
fn the_closest_configuration_upward_holds() {
    let folder = folder(
        "closest",
        "[assume]\npotential-aggressors = [\"RUS\"]\n[rules]\n\"veto/aggressor-veto\" = \"advice\"\n",
    );
    for below in ["", "drafts"] {
        let ran = run(&folder, below, &[]);
        assert!(ran.stdout.contains("advice[veto/aggressor-veto]"), "{below}: {}{}", ran.stdout, ran.stderr);
    }
    let ran = run(&folder, "", &["--isolated"]);
    assert!(!ran.stdout.contains("veto/") && ran.stderr.is_empty(), "{}{}", ran.stdout, ran.stderr);
    // A closer one is used from there on, wherever Vattel runs, and nothing is merged.
    folder.file("drafts/vattel.toml", "[rules]\nmodel = \"error\"\n");
    for below in ["", "drafts"] {
        let ran = run(&folder, below, &[]);
        assert!(ran.stdout.contains("error[model/no-aggressor-assumed]"), "{}", ran.stdout);
        assert!(!ran.stdout.contains("veto/") && ran.stderr.is_empty(), "{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn the_closer_word_wins_and_flags_win_over_all() {
    let configuration = "
        profile = \"beneficiary\"
        fail-on = \"warning\"
        [assume]
        potential-aggressors = [\"RUS against UKR\"]
        [rules]
        aggressor-veto = \"warning\"
        veto = \"advice\"
        drafting = \"off\"
        [[per-path]]
        files = [\"drafts/old/**\"]
        rules = { veto = \"off\", aggressor-veto = \"off\" }
    ";
    let folder = folder("wins", configuration);
    folder.file("drafts/old/two.treaty", DRAFT);
    let ran = run(&folder, "", &["drafts/one.treaty"]);
    assert!(ran.stdout.contains("warning[veto/aggressor-veto]"), "{}", ran.stdout);
    assert_eq!(ran.code, 1, "a warning fails the run");
    let ran = run(&folder, "", &["drafts/one.treaty", "--fail-on", "error", "--ignore", "no-interim-action"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let ran = run(&folder, "", &["drafts/old/two.treaty"]);
    assert!(!ran.stdout.contains("veto/"), "{}", ran.stdout);
    // Both at once: each file has its own.
    let ran = run(&folder, "", &["drafts"]);
    assert_eq!(ran.stdout.matches("veto/aggressor-veto").count(), 1, "{}", ran.stdout);
    let ran = run(&folder, "", &["drafts/old/two.treaty", "--select", "veto"]);
    assert!(ran.stdout.contains("veto/aggressor-veto"), "flags win: {}", ran.stdout);
    let ran =
        run(&folder, "", &["drafts/one.treaty", "--profile", "adversary", "--config", "rules.aggressor-veto=\"off\""]);
    assert!(!ran.stdout.contains("veto/aggressor-veto"), "{}", ran.stdout);
}

#[test]
fn options_files_and_versions() {
    let folder = folder(
        "options",
        "include = [\"drafts/**\"]\nexclude = [\"drafts/old/**\"]\nrequired-version = \">=0.1\"\n[rules]\npuffery = { words = [\"ironclad\"] }\n",
    );
    folder.file("drafts/old/two.treaty", DRAFT).file("elsewhere/three.treaty", DRAFT);
    let ran = run(&folder, "", &["--show-files"]);
    assert_eq!(ran.stdout.trim().trim_start_matches("./"), "drafts/one.treaty", "{}", ran.stdout);
    let ran = run(&folder, "", &["drafts/old/two.treaty", "--show-files"]);
    assert_eq!(ran.stdout.trim(), "drafts/old/two.treaty", "what is named outright is checked");
    let puffery = |ran: &Ran| ran.stdout.matches("drafting/puffery").count();
    let one = run(&folder, "", &["drafts/one.treaty"]);
    let all = run(&folder, "", &["drafts/one.treaty", "--isolated"]);
    assert!(
        puffery(&one) > 0 && !one.stdout.contains("robust") && all.stdout.contains("robust"),
        "{}{}",
        one.stdout,
        all.stdout
    );
    let ran = run(&folder, "", &["--config", "required-version=\">=9\""]);
    assert!(ran.code == 2 && ran.stderr.contains("requires Vattel >=9"), "{}", ran.stderr);
}

#[test]
fn a_configuration_builds_on_others_and_not_on_itself() {
    let folder = folder("extends", "extends = [\"strict\", \"house.toml\"]\n");
    folder.file("house.toml", "profile = \"mediator\"\n[rules]\nveto = \"advice\"\n");
    let ran = run(&folder, "", &["--show-settings"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let line = |id: &str| ran.stdout.lines().find(|it| it.contains(id)).unwrap_or_default().to_owned();
    assert!(
        line("\"veto/aggressor-veto\"").contains("\"advice\"")
            && line("\"veto/aggressor-veto\"").contains("house.toml:3")
    );
    assert!(line("\"deployment/cap-missing\"").contains("mediator (house.toml:1)"), "{}", ran.stdout);
    assert!(line("gate/and-stack\".gates = 3").contains("# default") && line("profile =").contains("house.toml:1"));
    let ran = run(&folder, "", &["--show-settings", "--config", "rules.and-stack.gates=5", "--ignore", "veto"]);
    let line = |id: &str| ran.stdout.lines().find(|it| it.contains(id)).unwrap_or_default().to_owned();
    assert!(line("gate/and-stack\".gates = 5").contains("# --config:1"), "{}", ran.stdout);
    assert!(line("\"veto/aggressor-veto\" = \"off\"").contains("# the command line"), "{}", ran.stdout);
    folder.file("house.toml", "extends = [\"vattel.toml\"]\n");
    let ran = run(&folder, "", &[]);
    assert!(
        ran.code == 2 && ran.stderr.contains("circular `extends`: vattel.toml → house.toml → vattel.toml"),
        "{}",
        ran.stderr
    );
    folder.file("vattel.toml", "extends = [\"absent.toml\"]\n");
    let ran = run(&folder, "", &[]);
    assert!(ran.code == 2 && ran.stderr.contains("vattel.toml:1:12: can't read `absent.toml`"), "{}", ran.stderr);
}

/// Twenty-five files of which each extends the next twice, and others by another way.
#[test]
fn each_extended_file_is_read_once() {
    let folder = folder("extends-often", "extends = [\"a0.toml\", \"b0.toml\"]\n");
    for at in 0..25 {
        let next = at + 1;
        for name in ["a", "b"] {
            folder.file(&format!("{name}{at}.toml"), format!("extends = [\"a{next}.toml\", \"./b{next}.toml\"]\n"));
        }
    }
    folder.file("a25.toml", "extends = [\"strict\"]\n");
    folder.file("b25.toml", "[rules]\npuffery = \"error\"\n");
    let ran = run(&folder, "", &["--show-settings"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("# a25.toml\n").count(), 1, "{}", ran.stdout);
    folder.file("vattel.toml", "extends = [\"c0.toml\"]\n");
    for at in 0..200 {
        folder.file(&format!("c{at}.toml"), format!("extends = [\"c{}.toml\"]\n", at + 1));
    }
    let ran = run(&folder, "", &[]);
    assert!(ran.code == 2 && ran.stderr.contains("configurations in one chain of `extends`"), "{}", ran.stderr);
}

#[test]
fn a_slip_is_shown_where_it_stands() {
    let folder = folder("slip", "# Конфігурація\n[rules]\n\"veto/agressor-veto\" = \"error\"\nveto = \"eror\"\n");
    let ran = run(&folder, "", &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    for words in [
        "vattel.toml:3:1: no rule, category or set is called `veto/agressor-veto`; did you mean `veto/aggressor-veto`?",
        "3 | \"veto/agressor-veto\" = \"error\"",
        "  | ^^^^^^^^^^^^^^^^^^^^\n",
        "vattel.toml:4:8: `eror` is not a level; did you mean `error`?",
    ] {
        assert!(ran.stderr.contains(words), "{words}\n{}", ran.stderr);
    }
    let ran = run(&folder, "", &["--isolated", "--config", "rules.\"veto/agressor-veto\"=\"off\""]);
    assert!(
        ran.code == 2 && ran.stderr.contains("--config:1:7: ") && ran.stderr.contains("did you mean"),
        "{}",
        ran.stderr
    );
}

#[test]
fn every_option_stands_on_the_page_of_its_rule() {
    for option in OPTIONS {
        let rule = CATALOGUE.iter().find(|it| it.id == option.rule).expect("a rule");
        let page = rule.docs.join("\n");
        let options = page.split("## Options").nth(1).unwrap_or_default();
        assert!(
            options.contains(&format!("`{}`", option.key)),
            "{} has no option `{}` on its page",
            option.rule,
            option.key
        );
    }
}

/// What each rule weighs to each reader.
fn profiles() -> String {
    let mut page = String::from(
        "<!-- Generated from the rules by `BLESS=1 cargo test`; edit those. -->\n# Profiles\n\n\
         A profile sets severities from one party's point of view. Select it with `profile = \"beneficiary\"` in \
         `vattel.toml`, or with `--profile`.\n\n\
         A rule has its default level in the profiles that it serves (see the page of the rule). In the others it is one \
         level lower, and advice is off. Rules on syntax, names, models, suites and suppressions have the same level in \
         all profiles. Exceptions:\n\n\
         | profile | rule | level | why |\n|---|---|---|---|\n",
    );
    for it in EXCEPTIONS {
        let (reader, level) = (it.profile.as_str(), it.level.as_str());
        let _ = writeln!(page, "| {reader} | [`{0}`](rules/{0}.md) | {level} | {1} |", it.rule, it.why);
    }
    page.push_str("\n| rule |");
    for (_, word) in Profile::ALL {
        let _ = write!(page, " {word} |");
    }
    page.push_str("\n|---|");
    page.push_str(&"---|".repeat(Profile::ALL.len()));
    page.push('\n');
    for rule in CATALOGUE {
        let _ = write!(page, "| `{}` |", rule.id);
        for (profile, _) in Profile::ALL {
            let _ = write!(page, " {} |", level(*profile, rule).as_str());
        }
        page.push('\n');
    }
    page
}

#[test]
fn the_page_of_profiles_is_up_to_date() {
    assert_eq!(bless::file(&root().join("docs/profiles.md"), &profiles()), Ok(()));
}

/// The schema of `vattel.toml`, for editors.
fn schema() -> Value {
    let levels: Vec<&str> = RuleLevel::ALL.iter().map(|it| it.1).collect();
    let words = json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let mut rules = Map::new();
    let mut categories: Vec<&str> = CATALOGUE.iter().map(|it| it.category()).collect();
    categories.dedup();
    for category in categories {
        rules.insert(category.to_owned(), json!({ "$ref": "#/$defs/level" }));
    }
    for rule in CATALOGUE {
        let mut properties = Map::from_iter([("level".to_owned(), json!({ "$ref": "#/$defs/level" }))]);
        for option in OPTIONS.iter().filter(|it| it.rule == rule.id) {
            let value = match option.setting {
                OptionSetting::Number(_) => json!({ "type": "integer", "minimum": 0 }),
                OptionSetting::Words(_) => words.clone(),
            };
            properties.insert(option.key.to_owned(), value);
        }
        let table = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        let setting = json!({ "description": rule.summary, "oneOf": [{ "$ref": "#/$defs/level" }, table] });
        rules.insert(rule.id.to_string(), setting.clone());
        rules.insert(rule.name().to_owned(), setting);
    }
    // What suites bring, only a run can know.
    let of_suites = json!({ "oneOf": [
        { "$ref": "#/$defs/level" },
        { "type": "object", "properties": { "level": { "$ref": "#/$defs/level" } }, "additionalProperties": false },
    ] });
    let rules = json!({ "type": "object", "properties": rules, "additionalProperties": of_suites });
    let pairs = json!({ "type": "object", "additionalProperties": words });
    let named = |all: Vec<&str>| json!({ "enum": all });
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The configuration of Vattel",
        "description": "What stands in `vattel.toml`.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "extends": { "description": format!("Sets of rules ({}), suites (`*.suite.toml`) or other configurations by their paths.", RuleSet::ALL.iter().map(|it| it.1).collect::<Vec<_>>().join(", ")), "oneOf": words["oneOf"].clone() },
            "profile": named(Profile::ALL.iter().map(|it| it.1).collect()),
            "fail-on": named(Severity::ALL.iter().map(|it| it.as_str()).collect()),
            "required-version": { "type": "string" },
            "max-warnings": { "type": "integer", "minimum": 0 },
            "output-format": named(Format::ALL.iter().map(|it| it.1).collect()),
            "baseline": { "type": "string" },
            "documentation": { "type": "string", "pattern": "^https?://" },
            "readings": { "type": "string" },
            "max-readings": { "type": "integer", "minimum": 1 },
            "line-width": { "type": "integer", "minimum": 40, "maximum": 400 },
            "indent": { "type": "integer", "minimum": 1, "maximum": 16 },
            "include": words,
            "exclude": words,
            "instruments": words,
            "assume": {
                "type": "object",
                "additionalProperties": false,
                "properties": { "potential-aggressors": words, "votes-with": pairs, "controls": pairs },
            },
            "rules": { "$ref": "#/$defs/rules" },
            "allow": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["rule", "reason"],
                    "additionalProperties": false,
                    "properties": {
                        "rule": { "type": "string" },
                        "element": { "type": "string" },
                        "files": words,
                        "reason": { "type": "string" },
                        "until": { "description": "A date." },
                    },
                },
            },
            "per-path": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["files"],
                    "additionalProperties": false,
                    "properties": { "files": words, "rules": { "$ref": "#/$defs/rules" } },
                },
            },
        },
        "$defs": { "level": { "enum": levels }, "rules": rules },
    });
    // The table of keys says what each means.
    let mut undescribed = Vec::new();
    for it in CONFIG_KEYS.iter().filter(|it| !it.key.contains("RULE")) {
        let path = it.key.split('.').collect::<Vec<_>>();
        let place = match path[..] {
            [key] => schema["properties"].get_mut(key),
            ["assume", key] => schema["properties"]["assume"]["properties"].get_mut(key),
            [table, key] => schema["properties"][table]["items"]["properties"].get_mut(key),
            _ => None,
        };
        match place {
            Some(place) => place["description"] = format!("{}. Default: {}.", it.description, it.default).into(),
            None => undescribed.push(it.key),
        }
    }
    assert_eq!(undescribed, [] as [&str; 0], "the schema has every key");
    for (key, _) in schema["properties"].as_object().expect("keys") {
        assert!(keys_in("").contains(&key.as_str()), "the table has `{key}`");
    }
    schema
}

#[test]
fn the_schema_of_the_configuration_is_up_to_date() {
    let wanted = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    assert_eq!(bless::file(&root().join("docs/schema/vattel.schema.json"), &wanted), Ok(()));
    let fits = |value: Value| crate::support::schema::faults(&schema(), &value);
    let right = json!({
        "extends": ["strict"],
        "profile": "guarantor",
        "assume": { "potential-aggressors": ["RUS"], "votes-with": { "BLR": "RUS" } },
        "rules": { "veto": "off", "and-stack": { "gates": 4 }, "drafting/puffery": { "level": "error", "words": ["robust"] } },
        "per-path": [{ "files": "old/**", "rules": { "drafting": "off" } }],
    });
    assert_eq!(fits(right), Vec::<String>::new());
    assert_eq!(fits(json!({ "profil": "guarantor", "rules": { "veto": "of" } })).len(), 2);
}

#[test]
fn a_baseline_leaves_what_is_new() {
    let folder = folder("baseline", "[assume]\npotential-aggressors = [\"RUS\"]\n");
    let file = folder.path().join("drafts/one.treaty");
    let ran = run(&folder, "", &["drafts", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = run(&folder, "", &["./drafts/one.treaty", "--baseline", "known.json"]);
    assert!(
        ran.code == 0 && ran.stdout.contains("suppressed") && ran.stderr.is_empty(),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    // Lines that move make nothing new; another clause of the same kind does.
    let moved = DRAFT.replace("article 1", "# A comment.\n\n    article 1").replace(
        "obligation promise",
        "trigger second { on armed-attack against UKR domains land decided by unanimity of guarantors within 1 day }\n        \
         obligation more { upon second each of guarantors shall assist UKR by ammunition }\n        obligation promise",
    );
    std::fs::write(&file, moved).expect("the draft is written");
    let ran = run(&folder, "", &["drafts", "--baseline", "known.json"]);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("veto/aggressor-veto").count(), 1, "{}", ran.stdout);
    std::fs::write(&file, DRAFT.replace("unanimity of guarantors", "each of guarantors"))
        .expect("the draft is written");
    let ran = run(&folder, "", &["drafts", "--baseline", "known.json"]);
    assert!(ran.code == 0 && ran.stderr.contains("of the baseline no longer occur"), "{}{}", ran.stdout, ran.stderr);
    folder.file("known.json", "{ \"version\": 1, \"finding\": [] }");
    let ran = run(&folder, "", &["drafts", "--baseline", "known.json"]);
    assert!(
        ran.code == 2 && ran.stderr.contains("can't read the baseline `known.json`: unknown field"),
        "{}",
        ran.stderr
    );
}

#[test]
fn old_baselines_are_read_or_say_what_renews_them() {
    let folder = folder("old-baseline", "[assume]\npotential-aggressors = [\"RUS\"]\n");
    let entry = |rule: &str| {
        json!({
            "version": 1,
            "findings": [{ "draft": "drafts/one.treaty", "rule": rule, "clause": "Article 1, trigger attack", "count": 1 }],
        })
    };
    let ask = |known: &Value| {
        folder.file("known.json", known.to_string());
        run(&folder, "", &["drafts", "--baseline", "known.json", "--select", "veto"])
    };
    let ran = ask(&entry("veto/aggressor-veto"));
    assert!(ran.stdout.contains("1 suppressed") && ran.stderr.is_empty(), "{}{}", ran.stdout, ran.stderr);
    let mut newer = entry("veto/aggressor-veto");
    newer["version"] = json!(3);
    for known in [entry("private/0123456789ab"), newer] {
        let ran = ask(&known);
        assert!(ran.code == 2 && ran.stderr.contains("--write-baseline"), "{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn an_element_is_named_whatever_signs_its_name_has() {
    let draft = "party FRA \"France\"\narticle 1 \"Ladder\" { ladder answers { rung \"first, talks\" {\n    \
                 on ceasefire-breach decided by FRB response diplomacy by FRA\n} } }\n";
    let folder = Folder::new("allow-element");
    folder.file("one.treaty", draft);
    for (element, allowed) in [
        ("first, talks", true),
        ("rung first, talks", true),
        ("answers", true),
        ("Article 1", true),
        ("first", false),
        ("talks", false),
    ] {
        let entry = format!("[[allow]]\nrule = \"names/undefined\"\nelement = \"{element}\"\nreason = \"x\"\n");
        folder.file("vattel.toml", &entry);
        let ran = run(&folder, "", &[]);
        assert_eq!(ran.stdout.contains("1 suppressed"), allowed, "{element}: {}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn what_may_stand_is_allowed_with_a_reason_and_for_a_time() {
    let entry = |more: &str| {
        format!(
            "[assume]\npotential-aggressors = [\"RUS\"]\n[[allow]]\nrule = \"aggressor-veto\"\nelement = \"attack\"\n{more}\n"
        )
    };
    let folder = folder("allow", &entry("reason = \"the Council decides in March\"\nuntil = 2999-01-31"));
    let ran = run(&folder, "", &[]);
    assert!(
        !ran.stdout.contains("veto/aggressor-veto") && ran.stdout.contains("1 suppressed"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    for (more, said) in [
        ("until = 2999-01-31", "warning[suppression/unexplained] the entry for `veto/aggressor-veto` gives no reason"),
        (
            "reason = \"x\"\nuntil = 2001-01-31",
            "warning[suppression/needless] the entry for `veto/aggressor-veto` expired after 2001-01-31",
        ),
    ] {
        folder.file("vattel.toml", entry(more));
        let ran = run(&folder, "", &[]);
        assert!(
            ran.stdout.contains("error[veto/aggressor-veto]") && ran.stdout.contains(said),
            "{}{}",
            ran.stdout,
            ran.stderr
        );
        assert!(
            ran.stdout.lines().any(|it| it.starts_with("vattel.toml:")),
            "it stands in the configuration: {}",
            ran.stdout
        );
    }
    let other = entry("reason = \"x\"").replace("\"attack\"", "\"another\"");
    folder.file("vattel.toml", &other);
    let ran = run(&folder, "", &[]);
    assert!(
        ran.stdout.contains(
            "vattel.toml:4:8: warning[suppression/needless] the entry for `veto/aggressor-veto` suppresses nothing"
        ),
        "{}",
        ran.stdout
    );
    // Of one draft alone nobody knows what the others hold.
    let ran = run(&folder, "", &["drafts/one.treaty"]);
    assert!(!ran.stdout.contains("needless"), "{}", ran.stdout);
    folder.file("vattel.toml", entry("reason = \"x\"\nfiles = [\"drafts/old/**\"]"));
    let ran = run(&folder, "", &[]);
    assert!(ran.stdout.contains("error[veto/aggressor-veto]") && ran.stdout.contains("needless"), "{}", ran.stdout);
}

#[test]
fn what_is_found_may_be_answered_in_the_draft() {
    let folder = folder("add-allow", "[assume]\npotential-aggressors = [\"RUS\"]\n");
    let ran = run(&folder, "", &["drafts", "--add-allow", "agreed in the room"]);
    assert!(
        ran.code == 0 && ran.stderr.contains("comments now suppress 4 findings; 0 can't be suppressed by a comment"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    let text = std::fs::read_to_string(folder.path().join("drafts/one.treaty")).expect("the draft");
    assert!(text.contains("            # vattel: allow(veto/aggressor-veto) agreed in the room\n"), "{text}");
    let ran = run(&folder, "", &["drafts"]);
    assert!(ran.code == 0 && ran.stdout.contains("4 suppressed"), "{}", ran.stdout);
    let ran = run(&folder, "", &["drafts", "--add-allow", " "]);
    assert!(ran.code == 2 && ran.stderr.contains("takes a reason"), "{}", ran.stderr);
}
