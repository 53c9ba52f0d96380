//! The speed and memory of Vattel as ratios, each measured against its own limit in the same run.
//!
//! `cargo bench` prints every figure with its limit. `cargo bench -- --quick` takes a minute and leaves out the largest
//! texts; `cargo bench -- --part hostile` prints one part. See `docs/benchmarks.md`.

#![expect(clippy::cast_precision_loss, reason = "counts of bytes and instructions become ratios")]

mod corpus;
mod dice;
mod draft;
#[cfg(feature = "lsp")]
mod editors;
mod figures;
mod formatting;
mod games;
mod hostile;
#[path = "../../tests/support/laws.rs"]
#[expect(unreachable_pub, reason = "the tests share it")]
mod laws;
mod measure;
mod mutations;
mod parts;
mod python;
mod subject;
mod suites;
mod worker;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use figures::Figures;
use parts::Extent;
use std::process::ExitCode;

type Part = fn(&mut Figures, Extent);

const PARTS: &[(&str, Part)] = &[
    ("costs", parts::costs),
    ("growth", parts::growth),
    ("files", parts::files),
    ("memory", parts::memory),
    ("readings", parts::readings),
    ("rendering", parts::rendering),
    ("games", games::games),
    ("suites", suites::suites),
    ("formatting", formatting::formatting),
    #[cfg(feature = "lsp")]
    ("editors", editors::editors),
    ("hostile", parts::hostile),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("worker") => worker::main(&arguments[1..]),
        Some("draft") => print_draft(&arguments[1..]),
        Some("mutations") => return mutations::main(&arguments[1..]),
        _ => return report(&arguments),
    }
    ExitCode::SUCCESS
}

/// Prints the figures, all or those of the parts that are named.
fn report(arguments: &[String]) -> ExitCode {
    let mut wanted = Vec::new();
    let mut extent = Extent { quick: false };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            // Cargo itself says this to every bench.
            "--bench" => {}
            "--quick" => extent.quick = true,
            "--part" => wanted.extend(rest.next()),
            other => {
                let parts: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
                Figures::remark(format_args!(
                    "unknown argument `{other}`; known are --quick and --part {}",
                    parts.join("|")
                ));
                return ExitCode::from(2);
            }
        }
    }
    let mut figures = Figures::default();
    for (name, part) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|it| it == name) {
            part(&mut figures, extent);
        }
    }
    parts::clean();
    figures.sum_up();
    ExitCode::SUCCESS
}

/// Writes one generated draft to the output, for whoever wants to look at it.
fn print_draft(arguments: &[String]) {
    let number = |at: usize| arguments.get(at).and_then(|it| it.parse().ok());
    Figures::remark(draft::draft(number(0).unwrap_or(0) as u64, number(1).unwrap_or(10_000)));
}
