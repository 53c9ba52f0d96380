//! The effective settings, each with who says it.

use super::{Layer, ResolvedConfig, origin};
use crate::config::{RuleLevel, Settings};
use crate::diagnostic::Severity;
use crate::report::foreign;
use crate::rules::options::{OPTIONS, OptionSetting};
use std::fmt::Write as _;
use std::ops::Range;

impl ResolvedConfig {
    /// Every setting with who says it.
    pub(crate) fn show(&self, settings: &Settings) -> String {
        let mut shown = String::new();
        for layer in &self.layers {
            let _ = writeln!(shown, "# {}", foreign::line(&layer.name));
        }
        let fail_on = self.fail_on.clone().unwrap_or((Severity::Error, "default".to_owned()));
        let mut rows: Vec<(String, String)> = vec![(format!("fail-on = \"{}\"", fail_on.0.as_str()), fail_on.1)];
        for layer in &self.layers {
            let written = &layer.written;
            let mut row = |value: String, span: &Range<usize>| rows.push((value, origin(layer, span)));
            for (key, value) in [
                ("line-width", &written.line_width),
                ("indent", &written.indent),
                ("max-warnings", &written.max_warnings),
            ] {
                if let Some((value, span)) = value {
                    row(format!("{key} = {value}"), span);
                }
            }
            for (key, value) in [
                ("output-format", &written.output_format),
                ("baseline", &written.baseline),
                ("documentation", &written.documentation),
            ] {
                if let Some((value, span)) = value {
                    row(format!("{key} = {value:?}"), span);
                }
            }
            if let Some((most, span)) = &written.max_readings {
                row(format!("max-readings = {most}"), span);
            }
            if let Some((_, span)) = &written.readings {
                let words = layer.text.get(span.clone()).unwrap_or_default();
                row(format!("readings = {words}"), span);
            }
            if let Some((version, span)) = &written.required_version {
                row(format!("required-version = {version:?}"), span);
            }
            if let Some((profile, span)) = &written.profile {
                row(format!("profile = {:?}", profile.as_str()), span);
            }
            let patterns =
                [("include", &written.include), ("exclude", &written.exclude), ("instruments", &written.instruments)];
            for (key, patterns) in patterns {
                for (pattern, span) in patterns {
                    row(format!("{key} = [{pattern:?}]"), span);
                }
            }
            if let Some(span) = &written.assumed_span {
                let assumed = &written.assumed;
                for it in &assumed.aggressors {
                    let against = if it.against.is_empty() {
                        String::new()
                    } else {
                        format!(" against {}", it.against.join(", "))
                    };
                    row(format!("assume.potential-aggressors = [\"{}{against}\"]", it.who), span);
                }
                for (key, pairs) in [("votes-with", &assumed.votes_with), ("controls", &assumed.controls)] {
                    for (one, other) in pairs {
                        row(format!("assume.{key} = {{ {one} = {other:?} }}"), span);
                    }
                }
            }
            for entry in &written.per_path {
                for (pattern, span) in &entry.files {
                    row(format!("per-path.files = [{pattern:?}]"), span);
                }
            }
            for allow in &written.allow {
                if let Some((rule, span)) = &allow.rule {
                    row(format!("allow.rule = {:?}", self.base.rules()[*rule].id), span);
                }
            }
        }
        for (at, rule) in self.base.rules().iter().enumerate() {
            let level = settings.level(at).map_or(RuleLevel::Off, RuleLevel::At);
            let base = self.base.level(at).map_or(RuleLevel::Off, RuleLevel::At);
            let who = if level == base { self.origins[at].clone() } else { "the command line".to_owned() };
            rows.push((format!("rules.\"{}\" = \"{}\"", rule.id, level.as_str()), who));
        }
        let mut options = settings.options.clone();
        for (at, option) in OPTIONS.iter().enumerate() {
            let value = match option.setting {
                OptionSetting::Number(of) => of(&mut options).to_string(),
                // Long lists are on the rule's page.
                OptionSetting::Words(of) if of(&mut options).len() > 9 => {
                    format!("[… {} words]", of(&mut options).len())
                }
                OptionSetting::Words(of) => format!("{:?}", of(&mut options)),
            };
            let description = |layer: &Layer| {
                let setting = layer.written.rules.iter().rev().find(|it| it.options.iter().any(|it| it.0 == at))?;
                Some(origin(layer, &setting.span))
            };
            let who = self.layers.iter().rev().find_map(description).unwrap_or_else(|| "default".to_owned());
            rows.push((format!("rules.\"{}\".{} = {value}", option.rule, option.key), who));
        }
        let width = rows.iter().map(|it| it.0.chars().count()).filter(|it| *it <= 80).max().unwrap_or_default();
        for (value, who) in rows {
            let _ = writeln!(shown, "{:<width$}  # {}", foreign::line(&value), foreign::line(&who));
        }
        shown
    }
}
