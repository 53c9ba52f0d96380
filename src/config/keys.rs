//! The keys of `vattel.toml`: what each means, and what holds where it is not there.

/// A key of a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfigKeyInfo {
    /// Its path: `fail-on`, `assume.votes-with`.
    pub key: &'static str,
    /// What it means.
    pub description: &'static str,
    /// What holds without it, in words or as a value.
    pub default: &'static str,
    /// A value, as the file has it.
    pub example: &'static str,
    /// The flag that replaces or adds to it; empty, if there is none.
    pub flag: &'static str,
    /// The variable that does, likewise.
    pub variable: &'static str,
}

const fn key(
    key: &'static str,
    description: &'static str,
    default: &'static str,
    example: &'static str,
) -> ConfigKeyInfo {
    ConfigKeyInfo { key, description, default, example, flag: "", variable: "" }
}

impl ConfigKeyInfo {
    const fn flag(self, flag: &'static str) -> Self {
        Self { flag, ..self }
    }

    const fn variable(self, variable: &'static str) -> Self {
        Self { variable, ..self }
    }
}

/// Every key, in the order in which they are listed. `RULE` stands for the id, the name or the category of a rule.
pub const CONFIG_KEYS: &[ConfigKeyInfo] = &[
    key(
        "extends",
        "Sets of rules, suites and configurations to build on",
        "[\"recommended\"]",
        "[\"strict\", \"../house.toml\"]",
    ),
    key("profile", "Profile that sets severities", "none", "\"beneficiary\"")
        .flag("--profile")
        .variable("VATTEL_PROFILE"),
    key("fail-on", "Minimum severity for exit code 1", "\"error\"", "\"warning\"")
        .flag("--fail-on")
        .variable("VATTEL_FAIL_ON"),
    key(
        "max-warnings",
        "Exit with 1 if there are more warnings than this in the drafts of the configuration",
        "no limit",
        "10",
    )
    .flag("--max-warnings")
    .variable("VATTEL_MAX_WARNINGS"),
    key(
        "output-format",
        "Format of standard output of `check`, for runs in the folder of the configuration and below",
        "\"full\"",
        "\"concise\"",
    )
    .flag("--output-format")
    .variable("VATTEL_OUTPUT_FORMAT"),
    key("baseline", "Baseline of known findings; findings in it are suppressed", "none", "\"known.json\"")
        .flag("--baseline")
        .variable("VATTEL_BASELINE"),
    key(
        "readings",
        "Readings of brackets to check: `each`, `pairwise`, `all`, `unbracketed`, or one by name",
        "`all` if they are few, otherwise `each`",
        "\"pairwise\"",
    )
    .flag("--readings"),
    key("max-readings", "Maximum number of readings of a draft", "65536, less for long drafts", "1000")
        .flag("--max-readings"),
    key("include", "Patterns of the files to check in a folder", "every draft", "[\"drafts/**/*.treaty\"]"),
    key("exclude", "Patterns of files and folders not to check", "none", "[\"drafts/attic\"]").flag("--exclude"),
    key("instruments", "Patterns of files outside the project that drafts may include", "none", "[\"../shared/**\"]"),
    key(
        "documentation",
        "Base address of the documentation of Vattel, for links in SARIF: rules are at `rules/CATEGORY/NAME.md` below it",
        "none",
        "\"https://example.org/vattel/docs\"",
    ),
    key("required-version", "Versions of Vattel that can use the configuration", "any", "\">=0.1\""),
    key("line-width", "Maximum length of a line for `vattel fmt`", "120", "100"),
    key("indent", "Number of spaces before the contents of a block for `vattel fmt`", "4", "2"),
    key(
        "assume.potential-aggressors",
        "Who may attack whom, besides what the draft assumes",
        "none",
        "[\"RUS against UKR\"]",
    )
    .flag("--assume"),
    key("assume.votes-with", "Who votes with whom", "none", "{ BLR = \"RUS\" }").flag("--assume"),
    key("assume.controls", "Who controls whom", "none", "{ RUS = [\"Militia\"] }").flag("--assume"),
    key(
        "rules.RULE",
        "Level of a rule or of a category: `error`, `warning`, `advice` or `off`",
        "the level of the set",
        "\"warning\"",
    )
    .flag("--select, --extend-select, --ignore"),
    key("rules.RULE.level", "The same beside options of the rule", "the level of the set", "\"advice\""),
    key("per-path.files", "Patterns of the files to which the entry applies", "required", "[\"drafts/historical/**\"]"),
    key("per-path.rules", "Levels and options of rules in these files", "none", "{ drafting = \"off\" }"),
    key("allow.rule", "Rule of the findings to suppress", "required", "\"veto/aggressor-veto\""),
    key("allow.element", "Name of the clause with the findings, or `Article 5`", "any", "\"attack-on-ukraine\""),
    key("allow.files", "Patterns of the drafts with the findings", "any", "[\"drafts/istanbul.treaty\"]"),
    key(
        "allow.reason",
        "Reason for the suppression; without it the entry has no effect",
        "required",
        "\"the heads of state decide in March\"",
    ),
    key("allow.until", "Last day of the suppression", "no end", "2027-03-31"),
];

/// The names of the keys in a table; of those at the top, if none is named. Each once, in alphabetical order.
pub fn keys_in(table: &str) -> Vec<&'static str> {
    let prefix = if table.is_empty() { String::new() } else { format!("{table}.") };
    let below = CONFIG_KEYS.iter().filter_map(|it| it.key.strip_prefix(prefix.as_str()));
    let mut keys: Vec<&str> = below.filter_map(|it| it.split('.').next()).filter(|it| *it != "RULE").collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
