//! From a participle to its verb: `reinstated`, `withdrawn`.

use super::find;
use std::borrow::Cow;

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

/// The verbs of which a word may be the participle, in the order in which they are looked up.
pub(super) fn verbs_of(word: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let irregular = find(IRREGULAR, word, |it| it.0).map(|it| Cow::Borrowed(it.1));
    let regular = word.strip_suffix("ed").into_iter().flat_map(move |stem| {
        let whole = [stem, &word[..word.len() - 1]].map(Cow::Borrowed);
        // `notified`, `supplied`.
        let in_y = stem.strip_suffix('i').map(|it| Cow::Owned(format!("{it}y")));
        // `permitted`, `deterred`: the last letter is doubled.
        let last = stem.chars().next_back();
        let single = stem.strip_suffix(|it| Some(it) == last).filter(|it| it.ends_with(|it| Some(it) == last));
        whole.into_iter().chain(in_y).chain(single.map(Cow::Borrowed))
    });
    irregular.into_iter().chain(regular)
}
