//! No draft stops the check of others: circles are found, depth is bounded, and what a kilobyte can ask for is counted.

use std::fmt::Write as _;
use std::thread;

use vattel::analysis::{TimelineStart, budget};
use vattel::config::Settings;
use vattel::engine;
use vattel::report::analysis_report::{ReportRequest, RequiredVerdict, Section, analysis_report, require};
use vattel::source::{FileId, Source};
use vattel::suite::property::Property;

const PARTIES: &str = r#"
party UKR "Ukraine" is beneficiary
party RUS "Russian Federation" is guarantor
party FRA "French Republic" is guarantor
party GBR "United Kingdom" is guarantor
assume { potential aggressor RUS against UKR }
"#;

/// The stack of the threads that check drafts.
const STACK: usize = 2 << 20;

/// What a check and an analysis of a draft found, and the steps that they took.
struct Done {
    findings: Vec<String>,
    unfinished: bool,
    steps: u64,
}

impl Done {
    #[track_caller]
    fn description(&self, words: &str) {
        assert!(self.findings.iter().any(|it| it.contains(words)), "{words}: {:#?}", self.findings);
    }
}

/// Checks and analyses a draft as threads do.
fn done(body: &str) -> Done {
    let text = format!("{PARTIES}{body}");
    thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || on_this_thread(text))
        .expect("a thread")
        .join()
        .expect("no panic")
}

/// Checks a draft alone.
fn checked(body: &str) {
    let source = Source::new(FileId(0), "hostile.treaty", format!("{PARTIES}{body}"));
    let check = move || engine::check(&source, &Settings::all(), &|_| None).internal_errors.is_empty();
    let thread = thread::Builder::new().stack_size(STACK).spawn(check);
    assert!(thread.expect("a thread").join().expect("no panic"));
}

fn on_this_thread(text: String) -> Done {
    let source = Source::new(FileId(0), "hostile.treaty", text);
    let before = budget::total();
    let settings = Settings::all();
    let report = engine::check(&source, &settings, &|_| None);
    assert!(report.internal_errors.is_empty(), "{:?}", report.internal_errors);
    let wanted = ReportRequest { draft: "", reading: None, sections: Section::ALL, calendar: TimelineStart::default() };
    let told = engine::ask(&source, &settings, &|_| None, |facts, wording| {
        analysis_report(facts, wording, &wanted).unfinished
    });
    assert!(told.internal_errors.is_empty(), "{:?}", told.internal_errors);
    let findings = report.findings.iter().map(|it| format!("{}: {}", it.rule, it.message)).collect();
    Done { findings, unfinished: told.answer.unwrap_or_default(), steps: budget::total() - before }
}

/// So many lines made of a number each.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn a_circle_of_deployments_is_named() {
    done("deployment force { by force in UKR timing standing }")
        .description("names/circular: `force` is defined through itself");
    done("deployment a { by b in UKR } deployment b { by a in UKR }")
        .description("names/circular: `a` is defined through `b`, which is defined through `a`");
    done("deployment a { by b in UKR } deployment b { by c in UKR } deployment c { by a in UKR } obligation o { a shall assist UKR }")
        .description("names/circular: `a` is defined through `b`, which is defined through `c`, which is defined through `a`");
}

#[test]
fn a_circle_of_deployments_in_one_reading_is_named_there_alone() {
    let text = format!("{PARTIES}deployment a {{ by [ UKR: FRA | RUS: b ] in UKR }} deployment b {{ by a in UKR }}");
    let source = Source::new(FileId(0), "hostile.treaty", text);
    let mut settings = Settings::all();
    settings.readings = vattel::model::Which::All;
    let report = engine::check(&source, &settings, &|_| None);
    let circles: Vec<_> = report.findings.iter().filter(|it| it.rule == "names/circular").collect();
    assert_eq!(circles.len(), 1, "{circles:?}");
    assert!(format!("{:?}", circles[0].reading).contains("RUS"), "{:?}", circles[0].reading);
}

#[test]
fn circles_of_every_kind_come_to_an_end() {
    for body in [
        "group A = B group B = A obligation o { each of A shall assist UKR }",
        r#"body A "a" { members UKR, B decides by consent of B } body B "b" { members FRA, A decides by consent of A }
           trigger t { on armed-attack against UKR decided by A } obligation o { upon t FRA shall assist UKR }"#,
        r#"body A "a" { members UKR, FRA convened by B decides by majority of members }
           body B "b" { members FRA, GBR convened by A decides by majority of members }
           trigger t { on armed-attack against UKR decided by majority of A } obligation o { upon t FRA shall assist UKR }"#,
        "trigger a { upon b } trigger b { upon a } obligation o { upon a FRA shall assist UKR }",
        r#"area A "a" within B area B "b" within A zone Z "z" within A { extent 5 km from Z bars troops }
           trigger t { on armed-attack against UKR in B decided by any of guarantors }
           obligation o { upon t FRA shall assist UKR } deployment d { by FRA in Z change of zones by FRA }"#,
        r#"term "x" means "y" term "y" means "x" obligation o { FRA shall "x" UKR }"#,
        "obligation o { FRA shall assist UKR unless p triggered } obligation p { FRA shall assist UKR unless o triggered }",
        r#"office A "a" of B office B "b" of A trigger t { on armed-attack against UKR decided by A }"#,
        "trigger a { on armed-attack against UKR decided by majority of guarantors within 3 days otherwise b }
         trigger b { on armed-attack against UKR decided by majority of guarantors within 3 days otherwise a }
         obligation o { upon a FRA shall assist UKR }",
        "verification a { by OSCE covers b findings by consent of FRA } verification b { by OSCE covers a }",
        r#"forces F "f" controlled by G forces G "g" controlled by F obligation o { F shall assist UKR }"#,
        "obligation a { FRA shall assist UKR breach leads to b } obligation b { FRA shall assist UKR breach leads to a }",
        "party A is guarantor group A = B group B = A",
    ] {
        assert!(!done(body).unfinished, "{body}");
    }
}

/// Each thing hangs on the next.
#[test]
fn a_chain_of_any_length_needs_no_stack() {
    const LENGTH: usize = 600;
    let attack = "on armed-attack against UKR decided by unanimity of guarantors";
    let end =
        format!("trigger t{LENGTH} {{ {attack} }} obligation o {{ upon t0 each of guarantors shall assist UKR }}");
    let use_body =
        "trigger t { on armed-attack against UKR decided by B0 } obligation o { upon t FRA shall assist UKR }";
    let last = format!("body B{LENGTH} \"b\" {{ members FRA decides by unanimity of members }} {use_body}");
    let bodies = |description: &str| {
        lines(LENGTH, |at| format!("body B{at} \"b\" {{ {} }}\n", description.replace('@', &(at + 1).to_string())))
            + &last
    };
    let provisions = |description: &str| {
        lines(LENGTH, |at| {
            format!("{}\n", description.replace("@+", &(at + 1).to_string()).replace('@', &at.to_string()))
        }) + &end
    };
    for body in [
        lines(LENGTH, |at| format!("group G{at} = G{}\n", at + 1))
            + &format!("group G{LENGTH} = FRA obligation o {{ each of G0 shall assist UKR }}"),
        String::from("party G0 is guarantor\n")
            + &lines(LENGTH, |at| format!("group G{at} = (G{})\n", at + 1))
            + &format!("group G{LENGTH} = FRA"),
        lines(LENGTH, |at| format!("deployment d{at} {{ by d{} in UKR }}\n", at + 1))
            + &format!("deployment d{LENGTH} {{ by FRA in UKR }}"),
        bodies("members FRA, B@ decides by unanimity of members"),
        bodies("members FRA decides by consent of B@"),
        bodies("members FRA convened by consent of B@ decides by unanimity of members"),
        provisions("trigger t@ { upon t@+ }"),
        provisions("obligation t@ { unless t@+ triggered FRA shall assist UKR }"),
        provisions("trigger t@ { upon t@+ }") + "obligation p { FRA shall assist UKR unless t0 triggered }",
        provisions(
            "trigger t@ { on armed-attack against UKR decided by unanimity of guarantors within 1 day otherwise t@+ }",
        ),
        lines(LENGTH, |at| format!("area A{at} \"a\" within A{}\n", at + 1))
            + &format!(
                "area A{LENGTH} \"a\" within UKR trigger t {{ on armed-attack against UKR in A0 decided by any of guarantors }} deployment d {{ by FRA in A0 change of zones by FRA }}"
            ),
    ] {
        checked(&body);
    }
}

#[test]
fn decisions_that_follow_one_another_are_bounded() {
    for clause in ["decided by unanimity of guarantors", "consultation among guarantors", "on armed-attack against UKR"]
    {
        let chain = "within 3 days otherwise majority of guarantors ".repeat(20_000);
        done(&format!("trigger t {{ on armed-attack against UKR {clause} {chain} }}"))
            .description("syntax/too-deep: decisions follow one another by `otherwise`, more than 64 deep");
    }
    // As deep as may be, on as small a stack.
    let chain = "within 3 days otherwise majority of guarantors ".repeat(60);
    let deep = done(&format!(
        "trigger t {{ on armed-attack against UKR decided by unanimity of guarantors {chain} }} obligation o {{ upon t FRA shall assist UKR }}"
    ));
    assert!(deep.findings.iter().all(|it| !it.starts_with("syntax/")), "{:?}", deep.findings);
    let nested =
        format!("{}consent of UKR{}", "(majority of guarantors within 3 days otherwise ".repeat(31), ")".repeat(31));
    let deep = done(&format!(
        "trigger t {{ on armed-attack against UKR decided by {nested} }} obligation o {{ upon t FRA shall assist UKR }}"
    ));
    assert!(deep.findings.iter().all(|it| !it.starts_with("syntax/")), "{:?}", deep.findings);
    // What is quoted, and what stands in clauses of other blocks, is not counted; nor is an end that leads to no decision.
    let many = lines(80, |at| {
        format!("obligation o{at} {{ FRA shall assist UKR within 3 days otherwise majority of guarantors }}\n")
    });
    let quoted = format!("article 1 {{ text \"\"\"{}\"\"\" }}", "otherwise this ".repeat(200));
    for body in [many, quoted, "obligation o { FRA shall assist UKR within 3 days otherwise lapses }".repeat(70)] {
        assert!(done(&body).findings.iter().all(|it| !it.starts_with("syntax/too-deep")), "{body}");
    }
}

/// A draft of some layers, each of whose things names all of the layer below.
fn layers(
    depth: usize,
    width: usize,
    form: &dyn Fn(&str, &[String]) -> String,
    last: &dyn Fn(&str) -> String,
) -> String {
    let mut text = String::new();
    for layer in 0..depth {
        let below: Vec<String> = (0..width).map(|at| format!("n{}-{at}", layer + 1)).collect();
        for at in 0..width {
            let name = format!("n{layer}-{at}");
            let line = if layer + 1 < depth { form(&name, &below) } else { last(&name) };
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

/// Drafts of at most four kilobytes, in which each way to name something fans out.
fn fans() -> Vec<(String, String)> {
    const ATTACK: &str = "on armed-attack against UKR decided by majority of guarantors";
    let each = |below: &[String], by: &str, form: &str| {
        below.iter().map(|it| form.replace('@', it)).collect::<Vec<_>>().join(by)
    };
    let mut found = Vec::new();
    // `@` is the name, `+` all of the layer below, by what joins them, each in its form.
    for (line, by, form) in [
        ("trigger @ { upon + }", " or ", "@"),
        ("trigger @ { upon + }", " and ", "@"),
        ("trigger @ { upon + requested by UKR }", " or ", "@"),
        ("trigger @ { upon + decided by majority of guarantors }", " and ", "@"),
        ("trigger @ { if + }", " or ", "@ triggered"),
        ("trigger @ { unless + }", " and ", "@ triggered"),
        ("obligation @ { upon + each of guarantors shall assist UKR }", " or ", "@"),
        ("obligation @ { if + FRA shall assist UKR }", " and ", "@ fulfilled"),
        ("deployment @ { by + in UKR }", ", ", "@"),
        ("verification @ { by OSCE covers + }", ", ", "@"),
        ("deployment @ { by FRA in UKR timing responsive upon + }", " or ", "@"),
    ] {
        for (depth, width) in [(16, 2), (7, 4), (4, 6)] {
            let last = |name: &str| match line.split(' ').next() {
                Some("deployment") => format!("deployment {name} {{ by FRA in UKR }}"),
                Some("verification") => format!("verification {name} {{ by OSCE }}"),
                _ => format!("trigger {name} {{ {ATTACK} }}"),
            };
            let text = layers(
                depth,
                width,
                &|name, below| line.replace('@', name).replace('+', &each(below, by, form)),
                &last,
            );
            found.push((
                format!("{line} {depth} {width}"),
                text + "obligation o { upon n0-0 each of guarantors shall assist UKR }",
            ));
        }
    }
    let body = r#"body @ "b" { members FRA, UKR decides by majority of members }"#;
    for (line, by, form, last) in [
        ("group @ = +", ", ", "@", "group @ = FRA, UKR"),
        ("group @ = +", ", ", "(@ except RUS)", "group @ = the attacker, UKR"),
        ("group @ = UKR except +", ", ", "@", "group @ = FRA"),
        (r#"body @ "b" { members FRA, UKR decides by + }"#, " or ", "consent of @", body),
        (r#"body @ "b" { members FRA, UKR decides by + }"#, " and ", "consent of @", body),
        (r#"body @ "b" { members + decides by majority of members }"#, ", ", "@", body),
        (r#"body @ "b" { members + decides by majority of members }"#, ", ", "members of @", body),
        (r#"body @ "b" { members FRA convened by + decides by majority of members }"#, " or ", "consent of @", body),
        (r#"area @ "a" within +"#, ", ", "@", r#"area @ "a" within UKR"#),
        (r#"forces @ "f" controlled by +"#, ", ", "@", r#"forces @ "f" controlled by RUS"#),
    ] {
        for (depth, width) in [(16, 2), (7, 4), (4, 6)] {
            let text = layers(
                depth,
                width,
                &|name, below| line.replace('@', name).replace('+', &each(below, by, form)),
                &|name| last.replace('@', name),
            );
            // Names of such things begin with a capital.
            let text =
                (0..=depth).rev().fold(text, |text, layer| text.replace(&format!("n{layer}-"), &format!("N{layer}-")));
            let used = match line.split(' ').next() {
                Some("area") => {
                    "trigger t { on armed-attack against UKR in N0-0 decided by any of guarantors } deployment d { by FRA in N0-0 change of zones by FRA }"
                }
                Some("body") => {
                    "trigger t { on armed-attack against UKR decided by N0-0 } obligation o { upon t each of guarantors shall assist UKR }"
                }
                _ => {
                    "party N0-0 is guarantor trigger t { on armed-attack against UKR decided by majority of N0-0 } obligation o { upon t each of N0-0 shall assist UKR }"
                }
            };
            found.push((format!("{line} {depth} {width}"), text + used));
        }
    }
    for count in [20, 40] {
        let chain = |first: &str| {
            format!(
                "trigger t {{ on armed-attack against UKR {first} {} }} obligation o {{ upon t each of guarantors shall assist UKR }}",
                "within 3 days otherwise majority of guarantors ".repeat(count)
            )
        };
        for first in [
            "decided by unanimity of guarantors",
            "consultation among guarantors",
            "decided unless majority of guarantors",
        ] {
            found.push((format!("{first} {count}"), chain(first)));
        }
        let both = vec!["(consent of FRA or consent of GBR or consent of UKR)"; count].join(" and ");
        found.push((format!("both {count}"), format!("trigger t {{ on armed-attack against UKR decided by {both} }} obligation o {{ upon t FRA shall assist UKR }}")));
    }
    found
}

#[test]
fn four_kilobytes_are_worked_out_in_few_steps() {
    let fans = fans();
    let all = thread::Builder::new().stack_size(STACK).spawn(move || {
        for (name, text) in fans {
            assert!(text.len() <= 4096, "{name}: {} bytes", text.len());
            let done = on_this_thread(format!("{PARTIES}{text}"));
            assert!(done.findings.iter().all(|it| !it.starts_with("syntax/")), "{name}: {:?}", done.findings);
            assert!(done.steps < MOST_STEPS, "{name}: {} steps", done.steps);
        }
    });
    all.expect("a thread").join().expect("no panic");
}

/// So many steps for a check by every rule and a whole analysis.
const MOST_STEPS: u64 = 20_000_000;

/// Bodies each of which asks the one before it twice.
fn doubling() -> String {
    std::fs::read_to_string(crate::support::root().join("drafts/rules/model/not-worked-out.treaty")).expect("a draft")
}

#[test]
fn what_is_not_worked_out_is_an_error() {
    let source = Source::new(FileId(0), "hostile.treaty", doubling());
    let report = engine::check(&source, &Settings::recommended(), &|_| None);
    let found: Vec<_> = report.findings.iter().filter(|it| it.rule == "model/not-worked-out").collect();
    assert!(!found.is_empty() && found.iter().all(|it| it.severity == vattel::diagnostic::Severity::Error));
}

/// Many voters, no two of whom weigh alike in either of two counts.
fn lopsided() -> String {
    let mut text = lines(34, |at| format!("party P{at} \"p\" is guarantor\n"));
    for (name, factor, modulus) in [("one", 7919, 10_007), ("other", 104_729, 10_009)] {
        let _ = writeln!(
            text,
            "weights {name} {{ {} }}",
            lines(34, |at| format!("P{at} {} ", (at * at * factor + 13) % modulus + 1))
        );
    }
    text + "trigger t { on armed-attack against UKR decided by 51 % of guarantors weighted by one and 51 % of guarantors weighted by other }
        obligation o { upon t each of guarantors shall assist UKR }"
}

#[test]
fn nothing_holds_of_what_was_not_worked_out() {
    let source = Source::new(FileId(0), "hostile.treaty", format!("{PARTIES}{}", lopsided()));
    for property in ["not can_block(RUS, o)", "survives(o) >= 1 or not can_block(FRA, o)"] {
        let wanted = Property::read(property).expect("a property");
        let asked = engine::ask(&source, &Settings::recommended(), &|_| None, |facts, wording| {
            require(facts, wording, &[wanted], TimelineStart::default()).expect("an answer")
        });
        let required = asked.answer.expect("an answer");
        assert_eq!(required[0].verdict, RequiredVerdict::Undetermined, "{property}");
        assert!(required[0].grounds[0].contains("more steps than are allowed"), "{:?}", required[0].grounds);
    }
}

/// So many parties, a group of them, and what is assumed of it.
fn crowd(count: usize, assumed: &str) -> String {
    let list: Vec<String> = (0..count).map(|at| format!("P{at}")).collect();
    let parties = lines(count, |at| format!("party P{at} \"p\" is guarantor, beneficiary\n"));
    format!("{parties}group All = {}\nassume {{ {assumed} }}
        trigger t {{ on armed-attack against P1 decided by unanimity of guarantors }} obligation o {{ upon t P2 shall assist P1 }}", list.join(", "))
}

#[test]
fn all_against_all_is_counted_and_told() {
    let cut = |text: String, names: &str| {
        let source = Source::new(FileId(0), "hostile.treaty", text);
        let report = engine::check(&source, &Settings::recommended(), &|_| None);
        assert!(report.internal_errors.is_empty(), "{:?}", report.internal_errors);
        let found = report.findings.iter().find(|it| {
            it.rule == "model/not-worked-out"
                && it.message.contains("not every")
                && it.primary.span.of(&source.text).contains(names)
        });
        assert!(
            found.is_some_and(|it| it.severity == vattel::diagnostic::Severity::Error),
            "{names}: {:#?}",
            report.findings.len()
        );
        let wanted = Property::read("not can_block(P7, o)").expect("a property");
        let asked = engine::ask(&source, &Settings::recommended(), &|_| None, |facts, wording| {
            let cases = facts.treaty().threat.cases.len();
            (cases, require(facts, wording, &[wanted], TimelineStart::default()).expect("an answer")[0].holds)
        });
        let (cases, holds) = asked.answer.expect("an answer");
        assert!(cases <= 4096 && !holds, "{names}: {cases} cases, {holds}");
    };
    cut(crowd(70, "potential aggressor All against All"), "aggressor All");
    // Each line of ties is a product as well.
    let ties = lines(300, |at| format!("All votes with P{at}\n"));
    cut(crowd(300, &format!("potential aggressor P0 against P1\n{ties}")), "votes with");
    let ties = lines(300, |at| format!("All controls P{at}\n"));
    cut(crowd(300, &format!("potential aggressor P0 against P1\n{ties}")), "controls");
}

#[test]
fn a_crowd_of_attackers_takes_no_more_room_than_its_text() {
    for assumed in [
        "potential aggressor All against All".to_owned(),
        format!("potential aggressor All\n{}", lines(3000, |at| format!("P{} votes with P{at}\n", at + 1))),
    ] {
        let source = Source::new(FileId(0), "hostile.treaty", crowd(4000, &assumed));
        let parsed = vattel::syntax::parse(source.file, &source.text);
        let brackets = vattel::model::Brackets::of(&source.text, &parsed.draft);
        let reading = vattel::model::Reading::unbracketed();
        let assumed = vattel::model::Assumed::default();
        let built = vattel::model::build(source.file, &source.text, &parsed.draft, &brackets, &reading, &assumed, &[]);
        let threat = &built.treaty.threat;
        let held: usize = threat.cases.iter().map(|it| 1 + it.bloc.len()).sum();
        assert!(threat.cut && threat.cases.len() <= 4096 && held < 5_000_000, "{} cases, {held}", threat.cases.len());
        assert_eq!(threat.aggressors.len(), 4000, "each is known as an attacker");
    }
}
