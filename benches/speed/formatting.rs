//! What the one look costs beside reading a draft.

use super::draft;
use super::figures::Figures;
use super::measure::shortest;
use super::parts::Extent;
use std::hint::black_box;
use vattel::source::FileId;
use vattel::syntax::format::{FormatOptions, format};
use vattel::syntax::parse;

/// Formatting, which reads the text itself, against reading it; and how it grows.
pub(crate) fn formatting(figures: &mut Figures, extent: Extent) {
    Figures::part("The one look of a draft, against reading it");
    let sizes: &[(usize, &str, usize)] =
        &[(10_000, "10 KB", 200), (100_000, "100 KB", 50), (1_000_000, "1 MB", 10), (10_000_000, "10 MB", 3)];
    let look = FormatOptions::default();
    let mut each = Vec::new();
    for (size, name, rounds) in sizes.iter().take(if extent.quick { 3 } else { 4 }) {
        let text = draft::draft(7, *size);
        let formatted = format(&text, &look).unwrap_or_default();
        figures.holds(&format!("{name}: twice is once"), format(&formatted, &look).as_ref() == Ok(&formatted));
        let [read, kept, laid_out] = shortest(
            *rounds,
            [
                &mut || _ = black_box(parse(FileId(0), &text)),
                &mut || _ = black_box(format(&formatted, &look)),
                &mut || _ = black_box(format(&text, &look)),
            ],
        );
        Figures::note(&format!("{name}: formatting"), text.len() as f64 / laid_out.as_secs_f64() / 1e6, "MB/s");
        let ratio = laid_out.as_secs_f64() / read.as_secs_f64();
        // What is changed is read again, compared, and laid out again.
        figures.at_most(&format!("{name}: formatting ÷ parse"), ratio, 6.0, "×");
        let ratio = kept.as_secs_f64() / read.as_secs_f64();
        figures.at_most(&format!("{name}: formatting what has its look ÷ parse"), ratio, 2.0, "×");
        each.push(laid_out.as_secs_f64() / text.len() as f64);
    }
    if let [first, .., last] = each[..] {
        figures.at_most("time for each byte, the largest ÷ the smallest", last / first, 1.5, "×");
    }
    for (name, piece) in
        [("[a]", "[a]"), ("}", "}"), ("a | ", "a | "), ("party A \"x\" is b, ", "party A \"x\" is b, ")]
    {
        let [small, large] = [10_000, 100_000].map(|size| {
            let text = piece.repeat(size / piece.len());
            let [time] = shortest(3, [&mut || _ = black_box(format(&text, &look))]);
            time.as_secs_f64()
        });
        figures.at_most(&format!("ten times as much of `{name}` ÷ once"), large / small, 15.0, "×");
    }
}
