//! Rule suites: that what is wrong with one is told in its place, that none can hold up a check, that its rules are rules
//! like all others; and what is generated for those who write one.

use crate::support::vattel::{Folder, Ran, vattel};
use crate::support::{bless, files, root};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use vattel::suite::fields;
use vattel::suite::file;
use vattel::suite::functions::FUNCTIONS;
use vattel::suite::red_line::{Firmness, On};
use vattel::suite::value::{ElementKind, Type};

pub(crate) const DRAFT: &str = "party UKR \"Ukraine\" is beneficiary\nparty RUS \"Russian Federation\" is guarantor\n\
                     party FRA \"French Republic\" is guarantor\nassume { potential aggressor RUS against UKR }\n\
                     trigger attack { on armed-attack against UKR decided by unanimity of guarantors }\n";

fn suite(rules: &str) -> String {
    format!("[suite]\nname = \"own\"\n{rules}")
}

pub(crate) fn rule(on: &str, assert: &str) -> String {
    suite(&format!("[[rule]]\nid = \"one\"\non = {on:?}\nassert = '''{assert}'''\n"))
}

/// Runs a command where `own.suite.toml` and `one.treaty` stand.
pub(crate) fn run(text: &str, arguments: &[&str]) -> Ran {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let folder = Folder::new(&format!("suite-{}", RUNS.fetch_add(1, Ordering::Relaxed)));
    folder.file("own.suite.toml", text).file("one.treaty", DRAFT);
    vattel(arguments.iter().copied()).within(folder.path()).run()
}

pub(crate) const CHECK: &[&str] =
    &["check", "--isolated", "--config", "own.suite.toml", "--select", "own", "one.treaty"];

#[test]
fn every_slip_is_told_in_its_place() {
    let check = |text: &str, place: &str, words: &str| {
        let faults = file::read(0, "own.suite.toml", text).map(|_| ()).expect_err(text);
        let found: Vec<(&str, &str)> = faults.iter().map(|it| (&text[it.span.clone()], it.words.as_str())).collect();
        assert!(found.len() == 1 && found[0].0 == place && found[0].1.contains(words), "{text}: {found:?}");
    };
    let expression = |on: &str, assert: &str, place: &str, words: &str| check(&rule(on, assert), place, words);
    expression("trigger", "worst_case(decision) > 1", "decision", "this is a decision, and `worst_case` is asked of");
    expression("trigger", "decison.rule == 'unanimity'", "decison", "did you mean `decision`?");
    expression("trigger", "decision.rul == 'unanimity'", "rul", "did you mean `rule`?");
    expression("trigger", "decision.rule == 'unanimty'", "'unanimty'", "did you mean `unanimity`?");
    expression("trigger", "decision.rule in ['majorty']", "'majorty'", "did you mean `majority`?");
    expression("deployment", "hosts == 'UKR'", "hosts == 'UKR'", "`==` does not take a list of string and a string");
    expression("deployment", "'UKR' in host", "'UKR' in host", "`in` looks into a list, and this is a string");
    expression("deployment", "ceiling in contributors", "ceiling in contributors", "a double is never in");
    expression("deployment", "name", "name", "expected a condition, found a string");
    expression("deployment", "name && true", "name", "expected a condition");
    expression("deployment", "roles.exist(r, r == 'combat')", "exist", "did you mean `exists`?");
    expression("deployment", "roles.exists(r)", "roles.exists(r)", "takes a name and what is asked");
    expression("deployment", "can_block('RUS')", "can_block('RUS')", "is asked of the name of an actor");
    expression("deployment", "can_block(3, this)", "3", "this is an int");
    expression("deployment", "has(name)", "has(name)", "asks for a part");
    expression("deployment", "name.matches('(')", "'('", "invalid pattern");
    expression("deployment", "name = 'x'", "=", "`=` is not an operator; write `==`");
    expression("deployment", "name == 'x", "'", "the string is not closed");
    expression("deployment", "(name == 'x'", "", "unexpected end of the expression");
    expression("deployment", "clock == clock", "clock == clock", "can't be compared");
    expression("deployment", "size(name) + 0.5 > 1", "size(name) + 0.5", "does not take an int and a double");
    expression("deployment", "roles.exists(this, true)", "this", "already stands for something");
    let text = suite("[[rule]]\nid = \"one\"\non = \"triger\"\nassert = \"true\"\n");
    check(&text, "\"triger\"", "did you mean `trigger`?");
    check(&suite("[[rule]]\nid = \"one\"\non = \"trigger\"\n"), "[[rule]]", "missing key `assert`");
    check(&suite("[[rule]]\nid = \"One\"\non = \"trigger\"\nassert = \"true\"\n"), "\"One\"", "lower-case letters");
    check(&suite("[[rule]]\nid = \"one\"\non = \"trigger\"\nassert = \"true\"\nlevl = \"error\"\n"), "levl", "`level`");
    check("[suite]\nname = \"veto\"\n", "\"veto\"", "is already in use");
    let message = "[[rule]]\nid = \"one\"\non = \"trigger\"\nassert = \"true\"\nmessage = \"{{ nam }}\"\n";
    check(&suite(message), "nam", "did you mean `name`?");
    let twice = "[[rule]]\nid = \"one\"\non = \"trigger\"\nassert = \"true\"\n";
    check(
        &suite(&format!("{twice}{}", twice.replace("[[rule]]", "[[rule]]\nlevel = \"error\""))),
        "\"one\"",
        "duplicate rule",
    );
}

#[test]
fn a_field_by_a_word_that_cel_keeps_can_be_selected() {
    let reads = |assert: &str| file::read(0, "own.suite.toml", &rule("sanctions", assert)).is_ok();
    assert!(reads("size(this.package) > 0"));
    assert!(!reads("size(package) > 0") && !reads("this.in > 0"));
}

#[test]
fn several_lines_of_means_are_joined() {
    let draft = "party UKR \"Ukraine\" is beneficiary\nparty FRA \"French Republic\" is guarantor\n\
                 obligation help {\n    FRA shall assist UKR\n    by weapons\n    by intelligence\n}\n";
    let rules = "[[rule]]\nid = \"one\"\non = \"obligation\"\nassert = \"size(means) == 2\"\n";
    let ran = run(&suite(&format!("{rules}[[rule.passes]]\ndraft = '''\n{draft}'''\n")), &["test", "own.suite.toml"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn a_place_in_a_text_with_escapes_is_the_whole_text() {
    let text = suite("[[rule]]\nid = \"one\"\non = \"trigger\"\nassert = \"nam == \\\"x\\\"\"\n");
    let faults = file::read(0, "own.suite.toml", &text).map(|_| ()).expect_err("a slip");
    assert_eq!(&text[faults[0].span.clone()], "\"nam == \\\"x\\\"\"");
}

#[test]
fn no_text_brings_the_reader_down() {
    let nested = |open: &str, close: &str, count: usize| format!("{}true{}", open.repeat(count), close.repeat(count));
    for hostile in [
        nested("(", ")", 2000),
        nested("[", "]", 1500),
        "!".repeat(4000) + "true",
        "true ? ".repeat(580) + "true",
        "a".repeat(5000),
        "1 + ".repeat(1000) + "1 > 0",
        "name.".repeat(800) + "name",
        "'".to_owned(),
        "\\".repeat(100),
        "\u{1F600} == name".to_owned(),
    ] {
        let text = suite(&format!("[[rule]]\nid = \"one\"\non = \"trigger\"\nassert = {}\n", json!(hostile)));
        let faults = file::read(0, "own.suite.toml", &text).map(|_| ()).expect_err(&hostile);
        assert_eq!(faults.len(), 1, "{hostile}: {faults:?}");
    }
    let long = "true && ".repeat(500) + "true";
    assert!(file::read(0, "own.suite.toml", &rule("trigger", &long)).is_ok(), "a long condition is read");
    let large = format!("{}# {}", rule("trigger", "true"), "x".repeat(1 << 20));
    assert!(file::read(0, "own.suite.toml", &large).is_err_and(|it| it[0].words.contains("bytes")));
}

#[test]
fn a_rule_that_costs_too_much_is_stopped_and_told() {
    let many = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    let mut endless = "x0 > 0".to_owned();
    let mut exploding = format!("'{}' + '{}'", "x".repeat(200), "y".repeat(200));
    for depth in (0..9).rev() {
        endless = format!("{many}.all(x{depth}, {endless})");
        exploding = format!("{many}.map(x{depth}, {exploding})");
    }
    for assert in [endless, format!("size({exploding}) > 3")] {
        let ran = run(
            &rule("trigger", &assert),
            &[CHECK, &["--extend-select", "suites", "--output-format", "json"]].concat(),
        );
        assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
        let found: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let findings = found["findings"].as_array().expect("findings");
        assert!(findings.len() == 1 && findings[0]["rule"] == "suites/too-costly", "{}", ran.stdout);
        assert!(ran.stdout.contains("own.suite.toml") && ran.stdout.contains("takes too many steps"), "{}", ran.stdout);
    }
    // The bound of all rules together holds as well.
    let mut text = suite("");
    for number in 0..60 {
        let _ = write!(
            text,
            "[[rule]]\nid = \"r{number}\"\non = \"trigger\"\nassert = '''{many}.all(a, {many}.all(b, {many}.all(c, {many}.all(d, {many}.all(e, {many}.all(f, a + b + c + d + e + f > 0))))))'''\n"
        );
    }
    let ran = run(&text, &[CHECK, &["--extend-select", "suites", "--output-format", "concise"]].concat());
    assert!(ran.stdout.contains("took the steps that suites may take"), "{}", ran.stdout);
}

#[test]
fn what_only_a_draft_can_show_is_told_of_the_suite() {
    for (assert, words) in [
        ("gates[3].kind == 'if'", "index out of range"),
        ("1 / size(gates) > 0", "division by zero"),
        ("9223372036854775807 + size(name) > 0", "the number is too large"),
    ] {
        let ran = run(&rule("trigger", assert), &[CHECK, &["--extend-select", "suites"]].concat());
        assert!(ran.code == 1 && ran.stdout.contains(words) && ran.stdout.contains("own.suite.toml"), "{}", ran.stdout);
        let other = format!("size(name) > 0 || {assert}");
        let ran = run(&rule("trigger", &other), &[CHECK, &["--extend-select", "suites"]].concat());
        assert!(ran.code == 0, "the other side decides: {}", ran.stdout);
    }
}

#[test]
fn a_rule_of_a_suite_is_a_rule_like_all_others() {
    let text = suite(
        "[[rule]]\nid = \"no-veto\"\ntitle = \"nobody blocks\"\non = \"trigger\"\nassert = \"!can_block('RUS', this)\"\n\
         message = \"{{ name }}: {{ blockers(this) }}\"\nlevel = \"error\"\n",
    );
    let ran = run(&text, CHECK);
    assert!(ran.code == 1 && ran.stdout.contains("error[own/no-veto]"), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("attack: RUS and FRA"), "{}", ran.stdout);
    for quiet in ["rules.no-veto=\"off\"", "rules.own=\"off\"", "rules.\"own/no-veto\"=\"off\""] {
        let ran = run(&text, &["check", "--isolated", "--config", "own.suite.toml", "--config", quiet, "one.treaty"]);
        assert!(ran.code != 2 && !ran.stdout.contains("own/no-veto"), "{quiet}: {}{}", ran.stdout, ran.stderr);
    }
    let lighter =
        ["check", "--isolated", "--config", "own.suite.toml", "--config", "rules.no-veto=\"advice\"", "one.treaty"];
    assert!(run(&text, &lighter).stdout.contains("advice[own/no-veto]"));
    let slip =
        ["check", "--isolated", "--config", "own.suite.toml", "--config", "rules.no-vetto=\"off\"", "one.treaty"];
    let ran = run(&text, &slip);
    assert!(ran.code == 2 && ran.stderr.contains("did you mean `own/no-veto`?"), "{}", ran.stderr);
    let ran = run(&text, &["rules", "--isolated", "--config", "own.suite.toml"]);
    assert!(ran.stdout.contains("own/no-veto") && ran.stdout.contains("nobody blocks"), "{}", ran.stdout);
    let ran = run(&text, &["explain", "--isolated", "--config", "own.suite.toml", "no-veto"]);
    assert!(ran.stdout.contains("!can_block('RUS', this)"), "{}", ran.stdout);
    let draft = DRAFT.replace("trigger attack", "# vattel: allow(own/no-veto) agreed in the room\ntrigger attack");
    for (text, code) in [(text.clone(), 0), (text.replace("level", "ignorable = false\nlevel"), 1)] {
        let folder = Folder::new("suite-allow");
        folder.file("own.suite.toml", &text).file("one.treaty", &draft);
        let ran = vattel(CHECK.iter().copied()).within(folder.path()).run();
        assert_eq!(ran.code, code, "{}", ran.stdout);
    }
}

#[test]
fn a_configuration_extends_suites() {
    let folder = Folder::new("suite-extends");
    let text = rule("trigger", "!can_block('RUS', this)");
    folder.file("suites/own.suite.toml", text).file("one.treaty", DRAFT);
    folder.file("vattel.toml", "extends = [\"suites/own.suite.toml\"]\n[rules]\n\"own/one\" = \"error\"\n");
    let ran = vattel(["check", "one.treaty"]).within(folder.path()).run();
    assert!(ran.code == 1 && ran.stdout.contains("error[own/one]"), "{}{}", ran.stdout, ran.stderr);
    folder.file("vattel.toml", "extends = [\"suites/none.suite.toml\"]\n");
    let ran = vattel(["check", "one.treaty"]).within(folder.path()).run();
    assert!(ran.code == 2 && ran.stderr.contains("vattel.toml:1:12: can't read"), "{}", ran.stderr);
}

#[test]
fn of_a_private_rule_only_a_name_and_whether_it_is_kept_are_shown() {
    let draft = DRAFT.replace(
        "decided by unanimity of guarantors",
        "[ RUS: decided by unanimity of guarantors | UKR: decided by each of guarantors ]",
    );
    let text = rule("trigger", "!can_block('RUS', this)")
        .replace("name = \"own\"", "name = \"own\"\nprivate = true\nparty = \"UKR\"");
    let folder = Folder::new("suite-private");
    folder.file("own.suite.toml", &text).file("one.treaty", &draft);
    for format in ["full", "json"] {
        let arguments = [
            "check",
            "--isolated",
            "--config",
            "own.suite.toml",
            "--select",
            "private",
            "--output-format",
            format,
            "one.treaty",
        ];
        let ran = vattel(arguments).within(folder.path()).run();
        // Written down, so that no release gives the rule another number.
        assert!(ran.stdout.contains("private/b64af97869e1"), "{}{}", ran.stdout, ran.stderr);
        for secret in ["can_block", "own/", "text of RUS", "\"own\""] {
            assert!(!ran.stdout.contains(secret), "{secret}: {}", ran.stdout);
        }
    }
    for format in ["full", "json", "markdown", "html"] {
        let arguments = ["redlines", "one.treaty", "own.suite.toml", "--output-format", format];
        let ran = vattel(arguments).within(folder.path()).run();
        assert!(ran.stdout.contains("private") && ran.stdout.contains("violated"), "{}{}", ran.stdout, ran.stderr);
        for secret in ["can_block", "own/", "attack", "turns on"] {
            assert!(!ran.stdout.contains(secret), "{format}, {secret}: {}", ran.stdout);
        }
    }
}

#[test]
fn a_message_tells_elements_of_any_text() {
    let text = suite(
        "[[rule]]\nid = \"one\"\non = \"treaty\"\nassert = \"false\"\n\
         message = \"{{ actor('UNSC').matters }} {{ actor('UNSC') }} {{ provisions }} {{ actors }} {{ this }} {{ clock_of }}\"\n",
    );
    let text = text.replace(" {{ clock_of }}", " {{ triggers.map(t, t.decision) }} {{ articles }} {{ prose }}");
    let draft = DRAFT.replace("decided by unanimity of guarantors", "decided by UNSC within 3 days");
    let folder = Folder::new("suite-told");
    folder.file("own.suite.toml", &text).file("one.treaty", &draft);
    let ran = vattel(CHECK.iter().copied()).within(folder.path()).run();
    assert!(
        ran.code == 0 && ran.stdout.contains("matter, matter and matter UNSC trigger attack"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
}

#[test]
fn what_can_be_required_can_be_asked_by_a_suite() {
    let (force, guarantee) = ("drafts/flawed/un-charter-force-2026.treaty", "drafts/flawed/istanbul-2022-04.treaty");
    let own = |draft: &str, assert: &str| {
        let which = if draft == guarantee { "UKR" } else { "unbracketed" };
        let folder = Folder::new("suite-questions");
        let draft = std::fs::read_to_string(root().join(draft)).expect("a draft");
        folder.file("own.suite.toml", rule("treaty", assert)).file("one.treaty", draft);
        let reading = ["--readings", which, "--select", "suites", "--output-format", "concise"];
        vattel(CHECK.iter().copied().chain(reading)).within(folder.path()).run()
    };
    for (draft, assert) in [
        (force, "can_block('RUS', 'mandate of separation-force') && can_block('aggressor', 'findings of observers')"),
        (
            force,
            "can_block('RUS', 'decisions of Joint-Commission') && !can_force('RUS', 'mandate of separation-force')",
        ),
        (force, "survives('serious-breach') == -1"),
        (
            guarantee,
            "can_block('anyone', 'assist') && !can_block('RUS', 'assist for FRA') && can_block('UKR', 'assist')",
        ),
        (guarantee, "survives('assist for FRA') == 0 && survives(provision('assist')) >= 0"),
        (guarantee, "earliest('assist') == 0 && worst_case('assist for FRA') <= 144 && worst_case('assist') > 72"),
        (
            guarantee,
            "size(providers('weapons')) == 5 && 'FRA' in providers('weapons') && !('RUS' in providers('weapons'))",
        ),
        (guarantee, "answered('missile-attack', 'Annex-Areas') && !answered('missile-attack')"),
        (guarantee, "!answered('cyber-attack', 'UKR') && size(providers('reconstruction')) == 0"),
    ] {
        let ran = own(draft, assert);
        assert_eq!(ran.code, 0, "{assert}: {}{}", ran.stdout, ran.stderr);
    }
    for (draft, assert, said) in [
        (force, "can_block('RUS', 'mandat of separation-force')", "did you mean `mandate`?"),
        (force, "can_block('RUS', 'snapback of separation-force')", "gives nobody a say in its snapback"),
        (guarantee, "worst_case('assist for FRB') > 1", "knows no provision `assist for FRB`"),
        (guarantee, "answered('cyber-atack')", "did you mean `cyber-attack`?"),
        (guarantee, "answered('cyber-attack', 'Crimeea')", "did you mean `Crimea`?"),
        (guarantee, "size(providers('weapon')) > 1", "did you mean `weapons`?"),
    ] {
        let ran = own(draft, assert);
        assert!(ran.stdout.contains("suites/failed") && ran.stdout.contains(said), "{assert}: {}", ran.stdout);
    }
    // Where nobody is assumed to attack, nobody can say what survives that.
    let peaceful = DRAFT.replace("assume { potential aggressor RUS against UKR }", "");
    let folder = Folder::new("suite-survives");
    folder.file("own.suite.toml", rule("trigger", "survives(this) >= 0")).file("one.treaty", peaceful);
    let ran = vattel(CHECK.iter().copied().chain(["--select", "suites"])).within(folder.path()).run();
    assert!(ran.stdout.contains("no aggressor is assumed"), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn the_examples_of_the_shipped_suites_are_what_they_say() {
    let ran = vattel(["test", "drafts/suites", "--coverage", "--fail-under", "95"]).run();
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("kyiv/no-aggressor-veto fails ok"), "{}", ran.stdout);
}

#[test]
fn an_example_that_is_broken_is_told_with_what_is_found() {
    let text = std::fs::read_to_string(root().join("drafts/suites/kyiv.suite.toml")).expect("a suite");
    let folder = Folder::new("suite-broken");
    folder.file(
        "kyiv.suite.toml",
        text.replacen("decided by unanimity of guarantors", "decided by each of guarantors", 1),
    );
    let ran = vattel(["test", "."]).within(folder.path()).run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("kyiv/no-aggressor-veto fails FAILED\n    - kyiv/no-aggressor-veto: `attack` never opens"),
        "{}",
        ran.stdout
    );
    folder.file("kyiv.suite.toml", text.replacen("message = \"`attack` never", "message = \"`attack` always", 1));
    let ran = vattel(["test", "."]).within(folder.path()).run();
    let wanted = "    - kyiv/no-aggressor-veto: `attack` always opens if RUS will not have it\n    + line 5: kyiv/no-aggressor-veto: `attack` never opens";
    assert!(ran.code == 1 && ran.stdout.contains(wanted), "{}", ran.stdout);
}

#[test]
fn quotes_of_the_shipped_suites_have_their_source() {
    for path in files(&root().join("drafts/suites"), "toml") {
        let text = std::fs::read_to_string(&path).expect("a suite");
        let quotes = text.lines().filter(|it| it.starts_with("quote ")).count();
        assert_eq!(quotes, text.lines().filter(|it| it.starts_with("source ")).count(), "{}", path.display());
        let house = path.ends_with("house-style.suite.toml");
        assert!(house || quotes == text.matches("[[rule]]").count(), "{}", path.display());
    }
}

#[test]
fn red_lines_of_istanbul() {
    let all = ["kyiv", "moscow", "washington", "european-publics"].map(|it| format!("drafts/suites/{it}.suite.toml"));
    let arguments = ["redlines", "drafts/flawed/istanbul-2022-04.treaty", "--output-format", "json"];
    let ran = vattel(arguments.into_iter().chain(all.iter().map(String::as_str))).run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let sheet: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(sheet["parties"], json!(["RUS", "UKR"]));
    let line = |id: &str| {
        let lines = sheet["lines"].as_array().expect("lines");
        lines.iter().find(|it| it["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
    };
    let veto = line("kyiv/no-aggressor-veto");
    assert_eq!((&veto["overall"], &veto["cells"]), (&json!("turns on a bracket"), &json!(["violated", "accepted"])));
    assert_eq!(veto["violated_where"], "only where the text of RUS is adopted in article 5");
    assert_eq!(line("moscow/a-say-in-the-trigger")["cells"], json!(["accepted", "violated"]));
    assert_eq!(line("moscow/no-nato-contingent")["overall"], "not addressed");
    assert_eq!(sheet["kept_where"], "only where the text of UKR is adopted in article 5");
    let clashes = sheet["contradictions"].as_array().expect("contradictions");
    assert!(
        clashes.iter().any(|it| it["lines"] == json!(["kyiv/no-aggressor-veto", "moscow/a-say-in-the-trigger"])),
        "{clashes:?}"
    );
    let schema: Value = serde_json::from_str(
        &std::fs::read_to_string(root().join("docs/schema/redlines.schema.json")).expect("a schema"),
    )
    .expect("JSON");
    assert_eq!(crate::support::schema::faults(&schema, &sheet), Vec::<String>::new());
}

#[test]
fn where_no_reading_keeps_all_the_smallest_sets_are_told() {
    let draft = DRAFT.replace(
        "decided by unanimity of guarantors",
        "[ RUS: decided by unanimity of guarantors | UKR: decided by each of guarantors ]",
    );
    let text = suite(
        "party = \"RUS\"\n[[rule]]\nid = \"say\"\non = \"trigger\"\nassert = \"can_block('RUS', this)\"\n\
         [[rule]]\nid = \"no-say\"\non = \"trigger\"\nassert = \"!can_block('RUS', this)\"\n\
         [[rule]]\nid = \"named\"\non = \"trigger\"\nassert = \"has(this.name)\"\n",
    );
    let folder = Folder::new("suite-sets");
    folder.file("own.suite.toml", &text).file("one.treaty", &draft);
    let ran = vattel(["redlines", "one.treaty", "own.suite.toml"]).within(folder.path()).run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for words in [
        "No reading respects every red line that must be respected.",
        "No reading keeps these together: `own/say` and `own/no-say`.",
        "In any draft, `own/say` and `own/no-say` exclude each other",
    ] {
        assert!(ran.stdout.contains(words), "{words}\n{}", ran.stdout);
    }
}

#[test]
fn red_lines_that_exclude_each_other_are_known_before_any_draft() {
    let clash = |one: [&str; 3], other: [&str; 3]| {
        let rule = |id: &str, [on, when, assert]: [&str; 3]| {
            format!("[[rule]]\nid = {id:?}\non = {on:?}\nwhen = '''{when}'''\nassert = '''{assert}'''\n")
        };
        let text = suite(&format!("{}{}", rule("a", one), rule("b", other)));
        let suite = file::read(0, "own.suite.toml", &text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        !vattel::suite::contradiction::contradictions(&suite.lines.iter().map(|it| &**it).collect::<Vec<_>>())
            .is_empty()
    };
    let d = "deployment";
    let t = "treaty";
    assert!(clash([d, "true", "host == 'UKR'"], [d, "true", "host == 'POL'"]));
    assert!(!clash([d, "name == 'a'", "host == 'UKR'"], [d, "name == 'b'", "host == 'POL'"]), "they meet nowhere");
    assert!(clash([d, "true", "ceiling <= 1000"], [d, "true", "2000 < ceiling"]));
    assert!(!clash([d, "true", "ceiling <= 1000"], [d, "true", "ceiling >= 1000"]));
    assert!(clash([d, "true", "roles.all(r, r == 'training')"], [d, "true", "roles.exists(x, !(x == 'training'))"]));
    assert!(!clash([d, "true", "'a' in roles"], [d, "true", "'b' in roles"]));
    assert!(clash([d, "true", "host in ['UKR', 'POL']"], [d, "true", "host == 'FRA'"]));
    assert!(clash(
        [t, "true", "deployments.exists(x, x.host == 'UKR' && 'combat' in x.roles)"],
        [d, "host == 'UKR'", "!('combat' in roles)"]
    ));
    assert!(!clash(
        [t, "true", "deployments.exists(x, x.host == 'UKR' && 'combat' in x.roles)"],
        [d, "host == 'POL'", "!('combat' in roles)"]
    ));
    assert!(clash([t, "true", "deployments.exists(x, true)"], [t, "true", "!treaty.deployments.exists(y, true)"]));
    assert!(!clash([t, "true", "triggers.exists(x, true)"], [d, "true", "false"]), "another kind");
    assert!(!clash(["trigger", "true", "can_block('RUS', this)"], ["trigger", "true", "!can_block('BLR', this)"]));
    assert!(clash(
        ["trigger", "true", "can_block('RUS', this)"],
        ["trigger", "size(gates) > 2", "!can_block('RUS', this)"]
    ));
}

/// The model reference, from the tables that the expressions are read by.
fn reference() -> String {
    let mut text = "# What expressions can read\n\nMade from the code by `BLESS=1 cargo test`. [How to write a suite](suites.md).\n\n\
                    A field that the draft does not state is empty: `\"\"`, `0`, `false`, a list without items, an element \
                    whose fields are all empty. `has(x.part)` tests whether it is stated. Actors, provisions and places that \
                    others refer to are names; `actor(name)` and `provision(name)` give the element.\n\n\
                    ## What a rule looks at\n\n`on` is one of the sorts below, a kind of provision (`trigger`, `deployment` …), \
                    or `norm`: an obligation, prohibition, permission, guarantee or assurance.\n"
        .to_owned();
    let told = |of: &Type| match of {
        Type::Word(words) => {
            format!("string: {}", (words.all)().iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", "))
        }
        Type::Element(sort) => format!("[{0}](#{0})", sort.as_str()),
        Type::List(Type::Element(sort), _) => format!("list of [{0}](#{0})", sort.as_str()),
        other => other.to_string(),
    };
    for (sort, word, description) in ElementKind::ALL {
        let _ =
            write!(text, "\n### {word}\n\n{}.\n\n| part | type | what it is |\n|---|---|---|\n", capital(description));
        for field in fields::all(*sort) {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} |",
                field.name,
                told(&field.of),
                field.description.replace('|', "\\|")
            );
        }
    }
    text.push_str("\n## Questions to the analyses\n\n| function | gives | what it says |\n|---|---|---|\n");
    for function in FUNCTIONS {
        let takes: Vec<&str> = function.takes.iter().map(|it| it.description()).collect();
        let _ = writeln!(
            text,
            "| `{}`({}) | {} | {} |",
            function.name,
            takes.join("; "),
            told(&function.gives),
            function.description
        );
    }
    text
}

fn capital(words: &str) -> String {
    words[..1].to_uppercase() + &words[1..]
}

#[test]
fn the_reference_of_the_model_is_up_to_date() {
    assert_eq!(bless::file(&root().join("docs/model.md"), &reference()), Ok(()));
    for (sort, word, _) in ElementKind::ALL {
        let mut names: Vec<&str> = fields::all(*sort).map(|it| it.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|it| it[0] != it[1]), "{word} has a part twice: {names:?}");
        assert!(!names.is_empty() && !names.contains(&"this") && !names.contains(&"treaty"), "{word}");
    }
}

#[test]
fn the_schema_of_suites_is_up_to_date() {
    let text = json!({ "type": "string" });
    let expression =
        json!({ "type": "string", "maxLength": 4096, "description": "An expression in CEL; see docs/suites.md." });
    let example = json!({ "type": "array", "items": {
        "type": "object", "required": ["draft"], "additionalProperties": false,
        "properties": { "draft": text, "message": text, "count": { "type": "integer", "minimum": 0 } },
    } });
    let name = json!({ "type": "string", "pattern": "^[a-z][a-z0-9-]*$" });
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A suite of rules for Vattel",
        "description": "What stands in a file `*.suite.toml`.",
        "type": "object",
        "required": ["suite"],
        "additionalProperties": false,
        "properties": {
            "suite": {
                "type": "object", "required": ["name"], "additionalProperties": false,
                "properties": { "name": name, "party": text, "title": text, "private": { "type": "boolean" } },
            },
            "rule": { "type": "array", "maxItems": 500, "items": {
                "type": "object", "required": ["id", "on", "assert"], "additionalProperties": false,
                "properties": {
                    "id": name, "title": text, "on": { "enum": On::words().collect::<std::collections::BTreeSet<_>>() },
                    "when": expression, "assert": expression, "message": text, "help": text, "why": text, "quote": text,
                    "source": text, "level": { "enum": ["error", "warning", "advice"] },
                    "firmness": { "enum": Firmness::ALL.iter().map(|it| it.1).collect::<Vec<_>>() },
                    "private": { "type": "boolean" }, "ignorable": { "type": "boolean" },
                    "references": { "oneOf": [text, { "type": "array", "items": text }] },
                    "fails": example, "passes": example,
                },
            } },
        },
    });
    let wanted = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
    assert_eq!(bless::file(&root().join("docs/schema/suite.schema.json"), &wanted), Ok(()));
    for path in files(&root().join("drafts/suites"), "toml") {
        let suite: Value = toml::from_str(&std::fs::read_to_string(&path).expect("a suite")).expect("TOML");
        assert_eq!(crate::support::schema::faults(&schema, &suite), Vec::<String>::new(), "{}", path.display());
    }
}

mod oracle {
    //! What an expression means is what the kept interpreter of the standard language says.

    use super::{Folder, suite};
    use crate::support::vattel::vattel;
    use cel::{Context, Program, Value};
    use proptest::prelude::*;
    use std::fmt::Write as _;

    const TEXT: &str = "treaty \"A Treaty\" {\n    languages uk, en\n    party UKR \"Ukraine\" is beneficiary\n    \
                        party FRA \"French Republic\" is guarantor\n    party USA \"United States\" is guarantor\n}\n";

    fn number() -> BoxedStrategy<String> {
        let leaf = prop_oneof![
            (-3_i64..4).prop_map(|it| it.to_string()),
            Just("9223372036854775807".to_owned()),
            texts().prop_map(|it| format!("size({it})")),
            list(1).prop_map(|it| format!("{it}.size()")),
        ];
        leaf.prop_recursive(2, 8, 2, |inner| {
            (inner.clone(), prop_oneof![Just("+"), Just("-"), Just("*"), Just("/"), Just("%")], inner)
                .prop_map(|(a, sign, b)| format!("({a} {sign} {b})"))
        })
        .boxed()
    }

    fn texts() -> BoxedStrategy<String> {
        prop_oneof![
            prop_oneof![Just("'UKR'"), Just("'FRA'"), Just("\"\""), Just("'Тр'"), Just("title"), Just("(form + '')")]
                .prop_map(ToOwned::to_owned),
            Just("(title + ' of ' + form + '')".to_owned()),
        ]
        .boxed()
    }

    fn list(depth: u32) -> BoxedStrategy<String> {
        let leaf = prop_oneof![
            Just("guarantors"),
            Just("parties"),
            Just("languages"),
            Just("['FRA', 'UKR', 'FRA']"),
            Just("witnesses")
        ]
        .prop_map(ToOwned::to_owned);
        if depth == 0 {
            return leaf.boxed();
        }
        prop_oneof![
            3 => leaf,
            1 => (list(depth - 1), truth(0)).prop_map(|(of, it)| format!("{of}.filter(a, {it})")),
            1 => (list(depth - 1), texts()).prop_map(|(of, it)| format!("{of}.map(b, b + {it})")),
            1 => (list(depth - 1), list(0)).prop_map(|(one, other)| format!("({one} + {other})")),
        ]
        .boxed()
    }

    fn truth(depth: u32) -> BoxedStrategy<String> {
        let leaf = prop_oneof![
            Just("true".to_owned()),
            Just("binding".to_owned()),
            (texts(), prop_oneof![Just("=="), Just("!="), Just("<"), Just(">=")], texts())
                .prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
            (texts(), prop_oneof![Just("contains"), Just("startsWith"), Just("endsWith")], texts())
                .prop_map(|(a, name, b)| format!("{a}.{name}({b})")),
            texts().prop_map(|it| format!("{it}.matches('^[A-Z]+$')")),
        ];
        if depth == 0 {
            return leaf.boxed();
        }
        let inner = || truth(depth - 1);
        prop_oneof![
            2 => leaf,
            2 => (inner(), prop_oneof![Just("&&"), Just("||")], inner()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            1 => inner().prop_map(|it| format!("!({it})")),
            1 => (inner(), inner(), inner()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            1 => (texts(), list(1)).prop_map(|(a, of)| format!("{a} in {of}")),
            1 => (list(1), list(1)).prop_map(|(a, b)| format!("{a} == {b}")),
            2 => (list(1), prop_oneof![Just("all"), Just("exists"), Just("exists_one")], texts(), inner())
                .prop_map(|(of, name, word, it)| format!("{of}.{name}(c, c != {word} || {it})")),
            2 => (number(), prop_oneof![Just("<"), Just("=="), Just(">=")], number())
                .prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
            1 => (list(1), -1_i64..3).prop_map(|(of, at)| format!("{of}[{at}] == 'FRA'")),
        ]
        .boxed()
    }

    /// What the oracle says; `None` where it can't be done.
    fn meant(expression: &str) -> Option<bool> {
        let program = Program::compile(expression).unwrap_or_else(|error| panic!("{expression}: {error}"));
        let mut context = Context::default();
        let list = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
        context.add_variable("guarantors", list(&["FRA", "USA"])).expect("a list");
        context.add_variable("parties", list(&["UKR", "FRA", "USA"])).expect("a list");
        context.add_variable("languages", list(&["uk", "en"])).expect("a list");
        context.add_variable("witnesses", list(&[])).expect("a list");
        context.add_variable("title", "A Treaty").expect("words");
        context.add_variable("form", "treaty").expect("words");
        context.add_variable("binding", true).expect("a truth");
        match program.execute(&context) {
            Ok(Value::Bool(it)) => Some(it),
            Ok(other) => panic!("{expression}: {other:?}"),
            Err(_) => None,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
        #[test]
        fn an_expression_means_what_the_standard_says(expressions in prop::collection::vec(truth(3), 40)) {
            let mut text = suite("");
            for (number, it) in expressions.iter().enumerate() {
                let _ = write!(text, "[[rule]]\nid = \"r{number}\"\non = \"treaty\"\nassert = '''{it}'''\n");
            }
            let folder = Folder::new("suite-oracle");
            folder.file("own.suite.toml", &text).file("one.treaty", TEXT);
            let arguments = [
                "check", "--isolated", "--config", "own.suite.toml", "--select", "own", "--extend-select", "suites",
                "--output-format", "json", "one.treaty",
            ];
            let ran = vattel(arguments).within(folder.path()).run();
            prop_assert!(ran.code != 2, "{}", ran.stderr);
            for (number, it) in expressions.iter().enumerate() {
                let violated = ran.stdout.contains(&format!("\"own/r{number}\""));
                let failed = ran.stdout.contains(&format!("`own/r{number}` can't be asked"));
                let ours = (!failed).then_some(!violated);
                prop_assert_eq!(ours, meant(it), "{}", it);
            }
        }
    }
}
