//! A service that checks drafts of others: a configuration and a suite from memory, instruments by their paths, a deadline,
//! and one checker for all threads. `cargo run --example service`.

#![expect(clippy::print_stdout, reason = "an example shows what it gets")]

use std::collections::BTreeMap;
use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};
use vattel::{CheckError, Checker, Config, Draft, Format, Job, Suite};

const CONFIGURATION: &str = "[rules]\nunused = \"off\"\n";

const SUITE: &str = r#"
[suite]
name = "house"

[[rule]]
id      = "arms"
title   = "an obligation names weapons"
on      = "obligation"
assert  = "means.exists(m, m.text == 'weapons')"
message = "`{{ name }}` names no weapons"

[[rule.fails]]
draft = 'obligation o { FRA shall assist UKR by money }'

[[rule.passes]]
draft = 'obligation o { FRA shall assist UKR by weapons }'
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::parse("vattel.toml", CONFIGURATION, &|_| None)?;
    let suite = Suite::parse("house.suite.toml", SUITE)?;
    let checker = Checker::builder().config(config).suite(suite).assume("RUS against UKR").build()?;

    let texts = BTreeMap::from([("framework.treaty", "party FRA \"France\" is guarantor\n")]);
    let read = |path: &str| texts.get(path).map(ToString::to_string);
    let drafts = [
        "instrument Framework \"F\" in \"framework.treaty\"\nobligation help { FRA shall assist UKR by money }\n",
        "obligation arm { FRA shall assist UKR by weapons }\n",
    ];
    let check = |number: usize, text: &str| -> Result<String, CheckError> {
        let draft = Draft::new(format!("{number}.treaty"), text);
        let job = Job::new().instruments(&read).deadline(Instant::now() + Duration::from_secs(5));
        Ok(checker.check(&draft, &job)?.render(Format::Concise))
    };
    thread::scope(|scope| {
        let work = drafts.iter().enumerate().map(|(number, text)| scope.spawn(move || check(number, text)));
        for done in work.collect::<Vec<_>>() {
            match done.join().expect("a check catches its panics") {
                Ok(report) => print!("{report}"),
                // A failure is no clean draft.
                Err(error) => println!("not checked: {error}"),
            }
        }
    });
    Ok(())
}
