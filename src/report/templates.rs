//! Documents and pages, from templates. Whatever comes from a draft is escaped.

use super::{foreign, when};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error};
use serde::Serialize;

/// A document.
pub(super) fn markdown(template: &str, of: &impl Serialize) -> String {
    render(template, of, "Markdown", foreign::markdown)
}

/// One page that needs nothing else: no script, no font, no picture from elsewhere. XML as well.
pub(super) fn html(template: &str, of: &impl Serialize) -> String {
    render(template, of, "HTML", foreign::html)
}

/// Whatever a template shows is written by `write`, but for numbers and what the template itself has made.
fn render(template: &str, of: &impl Serialize, medium: &'static str, write: fn(&str) -> String) -> String {
    let mut environment = Environment::new();
    // With a medium of its own, what macros give counts as made, and filters do not escape on their own.
    environment.set_auto_escape_callback(move |_| AutoEscape::Custom(medium.into()));
    environment.set_formatter(move |out, _, value| {
        if value.is_safe() || value.is_number() {
            write!(out, "{value}").map_err(Error::from)
        } else {
            out.write_str(&write(&value.to_string())).map_err(Error::from)
        }
    });
    environment.add_filter("share", share);
    environment.add_filter("day", |at: &str, whole_day: bool| when::day(at, whole_day));
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    let made = syntax.and_then(|syntax| {
        environment.set_syntax(syntax);
        environment.render_str(template, Serde(of))
    });
    // A fault in a template is a bug of ours: it is better shown than a page half made.
    made.unwrap_or_else(|error| format!("the page can't be made: {}\n", foreign::line(&error.to_string())))
}

/// A length as a part of a scale, in percent.
fn share(length: f64, scale: f64) -> String {
    let part = if scale > 0.0 { (length / scale * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    format!("{part:.2}")
}
