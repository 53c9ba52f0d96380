//! `vattel config`

use super::args::{SettingsArgs, TableFormat};
use super::{Exit, Failure, outputs};
use crate::config::keys::CONFIG_KEYS;
use crate::config::{Settings, rule_named};
use crate::diagnostic::nearest;
use crate::report::settings::{self, SettingRow};

/// Lists the settings of a configuration.
pub(super) fn run(args: &SettingsArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let all = settings::rows();
    let found = match &args.key {
        None => all,
        Some(key) => chosen(all, key)?,
    };
    outputs::write(&targets, args.color.color, |format, color, _| match format {
        TableFormat::Text => settings::text(&found, color),
        TableFormat::Json => settings::json(&found),
        TableFormat::Markdown => settings::markdown(&found),
    })?;
    Ok(Exit::Clean)
}

/// The settings that a key names: itself, or what its table holds.
fn chosen(all: Vec<SettingRow>, key: &str) -> Result<Vec<SettingRow>, Failure> {
    let plain = key.replace(['"', '\''], "");
    let plain = match plain.split_once('.') {
        // A rule may be named without its category.
        Some(("rules", rest)) => {
            let (word, option) = rest.split_once('.').unwrap_or((rest, ""));
            let known = Settings::all();
            match rule_named(known.rules(), word) {
                Ok(at) => format!("rules.{}{}{option}", known.rules()[at].id, if option.is_empty() { "" } else { "." }),
                Err(unknown) if word != "RULE" && known.rules().iter().all(|it| it.category() != word) => {
                    return Err(unknown.into());
                }
                Err(_) => "rules.RULE".to_owned(),
            }
        }
        _ => plain,
    };
    let mut found: Vec<SettingRow> = all.into_iter().filter(|it| it.is_of(&plain)).collect();
    if found.is_empty() && plain.starts_with("rules.") {
        // A rule without options has a level all the same.
        found = settings::rows().into_iter().filter(|it| it.key == "rules.RULE").collect();
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let meant = nearest(&plain, CONFIG_KEYS.iter().map(|it| it.key));
    Err(Failure::new(match meant {
        Some(meant) => format!("unknown setting `{key}`; did you mean `{meant}`?"),
        None => format!("unknown setting `{key}`; `vattel config` lists them"),
    }))
}
