//! Documents and pages, from templates. Whatever comes from a draft is escaped.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

/// A document.
pub(super) fn markdown(template: &str, of: &impl Serialize) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.add_filter("cell", cell);
    render(&environment, template, of)
}

/// One page that needs nothing else: no script, no font, no picture from elsewhere.
pub(super) fn html(template: &str, of: &impl Serialize) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("share", share);
    render(&environment, template, of)
}

fn render(environment: &Environment<'_>, template: &str, of: &impl Serialize) -> String {
    let mut environment = environment.clone();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    let made = syntax.and_then(|syntax| {
        environment.set_syntax(syntax);
        environment.render_str(template, Serde(of))
    });
    // A fault in a template is a bug of ours: it is better shown than a page half made.
    made.unwrap_or_else(|error| format!("the page can't be made: {error:#}\n"))
}

/// Words that do not end their cell and begin no mark of their own.
#[expect(clippy::needless_pass_by_value, reason = "a filter owns what it is given")]
fn cell(words: String) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '|' | '*' | '_' | '`' | '<' | '[' | ']' | '\\' => {
                safe.push('\\');
                safe.push(c);
            }
            '\n' | '\r' => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// A length as a part of a scale, in percent.
fn share(length: f64, scale: f64) -> String {
    let part = if scale > 0.0 { (length / scale * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    format!("{part:.2}")
}
