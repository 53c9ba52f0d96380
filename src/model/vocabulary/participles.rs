//! From a participle to its verb: `reinstated`, `withdrawn`.

/// Participles that do not end as others do.
pub(super) const IRREGULAR: &[(&str, &str)] = &[
    ("begun", "begin"),
    ("bought", "buy"),
    ("brought", "bring"),
    ("built", "build"),
    ("chosen", "choose"),
    ("done", "do"),
    ("flown", "fly"),
    ("forbidden", "forbid"),
    ("forgone", "forgo"),
    ("found", "find"),
    ("frozen", "freeze"),
    ("given", "give"),
    ("heard", "hear"),
    ("held", "hold"),
    ("kept", "keep"),
    ("laid", "lay"),
    ("left", "leave"),
    ("lent", "lend"),
    ("made", "make"),
    ("met", "meet"),
    ("overseen", "oversee"),
    ("paid", "pay"),
    ("rebuilt", "rebuild"),
    ("repaid", "repay"),
    ("sent", "send"),
    ("shown", "show"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("taken", "take"),
    ("undertaken", "undertake"),
    ("unfrozen", "unfreeze"),
    ("upheld", "uphold"),
    ("withdrawn", "withdraw"),
    ("withheld", "withhold"),
];

/// The verbs of which a word may be the participle.
pub(super) fn verbs_of(word: &str) -> Vec<String> {
    let irregular = IRREGULAR.iter().filter(|it| it.0 == word).map(|it| it.1.to_owned());
    let mut found: Vec<String> = irregular.collect();
    let Some(stem) = word.strip_suffix("ed") else { return found };
    found.push(stem.to_owned());
    found.push(format!("{stem}e"));
    // `notified`, `supplied`.
    found.extend(stem.strip_suffix('i').map(|it| format!("{it}y")));
    // `permitted`, `deterred`: the last letter is doubled.
    let last = stem.chars().next_back();
    let single = stem.strip_suffix(|it| Some(it) == last).unwrap_or_default();
    found.extend(single.ends_with(|it| Some(it) == last).then(|| single.to_owned()));
    found
}
