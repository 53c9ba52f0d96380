//! x
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let parsed = vattel::syntax::parse(vattel::source::FileId(0), &text);
        println!("{path}: {} items {} brackets", parsed.draft.items.len(), parsed.draft.brackets);
        for d in &parsed.diagnostics {
            println!("  {} {:?}", d.message, d.primary.span.of(&text));
        }
        if std::env::var("TREE").is_ok() {
            println!("{:#?}", parsed.draft);
        }
    }
}
