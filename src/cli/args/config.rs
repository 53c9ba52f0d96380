//! The flags on configurations, rules and files.

use super::AssumeArgs;
use crate::config::Selection;
use crate::rules::Profile;
use crate::workspace::config_set::ConfigSet;
use crate::workspace::configure::CliOverrides;
use crate::workspace::files;
use clap::Args as Flags;
use std::path::Path;

#[derive(Debug, Flags)]
pub(in crate::cli) struct RuleArgs {
    /// Rules to run instead of the configured ones: rules, categories, profiles, sets, `all`
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,

    /// Rules to add
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    extend_select: Vec<String>,

    /// Rules to skip
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) config: ConfigArgs,

    #[command(flatten)]
    pub(in crate::cli) assume: AssumeArgs,
}

impl RuleArgs {
    /// The configurations of a run, with what the flags say.
    pub(in crate::cli) fn configs(&self) -> ConfigSet<'static> {
        let Self { select, extend_select, ignore, .. } = self;
        let (select, extend_select, ignore) = (select.clone(), extend_select.clone(), ignore.clone());
        let selection = Selection { select, extend_select, ignore, ..Selection::default() };
        self.config.configs_with(selection)
    }
}

/// The flags that say which files are read.
#[derive(Debug, Flags)]
pub(in crate::cli) struct FileArgs {
    /// Pattern of files and folders to leave out, besides those that the configuration excludes. May be repeated
    #[arg(long, value_name = "PATTERN", help_heading = "Files")]
    pub(in crate::cli) exclude: Vec<String>,

    /// Leave out excluded files even if they are named on the command line, as hooks do
    #[arg(long, help_heading = "Files")]
    pub(in crate::cli) force_exclude: bool,

    /// Find files in folders even if Git ignores them
    #[arg(long, help_heading = "Files")]
    pub(in crate::cli) no_respect_gitignore: bool,

    /// Print the configuration of each draft, and why drafts are left out
    #[arg(short, long, help_heading = "Output")]
    pub(in crate::cli) verbose: bool,
}

#[derive(Debug, Flags)]
pub(in crate::cli) struct ConfigArgs {
    /// Configuration file to use instead of the closest `vattel.toml` of each draft, a suite to add, or a setting to add,
    /// such as `rules.puffery="off"`. May be repeated
    #[arg(long, value_name = "FILE|KEY=VALUE", env = "VATTEL_CONFIG", help_heading = "Configuration")]
    pub(in crate::cli) config: Vec<String>,

    /// Ignore configuration files, except those given with `--config`
    #[arg(long, help_heading = "Configuration")]
    pub(in crate::cli) isolated: bool,

    /// Profile that sets severities
    #[arg(long, value_name = "PROFILE", env = "VATTEL_PROFILE", help_heading = "Configuration")]
    pub(in crate::cli) profile: Option<Profile>,
}

impl ConfigArgs {
    /// The configurations of a run in the working folder.
    pub(in crate::cli) fn configs(&self) -> ConfigSet<'static> {
        self.configs_with(Selection::default())
    }

    fn configs_with(&self, selection: Selection) -> ConfigSet<'static> {
        let Self { config, isolated, profile } = self;
        let (config, isolated, profile) = (config.clone(), *isolated, *profile);
        let wanted = CliOverrides { config, isolated, profile, selection, ..CliOverrides::default() };
        ConfigSet::new(Path::new("."), wanted, &files::text)
    }
}
