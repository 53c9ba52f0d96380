//! Files that are made from the program: `BLESS=1 cargo test` writes them, a plain test compares.

use std::path::Path;

/// Compares a file with what it should hold, or writes it. The complaint shows where they part.
pub fn file(path: &Path, wanted: &str) -> Result<(), String> {
    let held = std::fs::read_to_string(path).unwrap_or_default();
    if held == wanted {
        return Ok(());
    }
    if std::env::var_os("BLESS").is_some() {
        let folder = path.parent().ok_or("a file stands in a folder")?;
        return std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(path, wanted))
            .map_err(|error| error.to_string());
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (held.lines().collect(), wanted.lines().collect());
    let at = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let part = |lines: &[&str], sign: &str| {
        let lines: Vec<String> = lines.iter().skip(at).take(6).map(|it| format!("{sign} {it}")).collect();
        lines.join("\n")
    };
    Err(format!(
        "{} is stale from line {}; `BLESS=1 cargo test` writes it anew\n{}\n{}",
        super::relative(path),
        at + 1,
        part(&old, "-"),
        part(&new, "+")
    ))
}
