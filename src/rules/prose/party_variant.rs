//! Prose calls a party by another name than the one that is declared.

use crate::analysis::prose::{SpokenProse, spoken};
use crate::model::states;
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Where prose calls a party by its declared title, it does not call it by the short name of the State as well,
    /// "the French Republic" and "France". A short name behind "in", "of", "from", "to", "within" or "across" means the
    /// country and is left alone.
    ///
    /// ## Why it matters
    /// Two names for one party invite the question whether the second means the State, its government or its territory.
    /// The rule serves whoever has to say who is bound.
    ///
    /// ## Precedent
    /// The Agreement on Ending the War in Viet-Nam of 1973 was signed in two versions, since two of the four sides did
    /// not accept the names of each other: one version names the parties, the other does not.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party FRA "French Republic" is guarantor
    /// article 1 "Assistance" {
    ///     text """
    ///         The French Republic gives help. France decides when.
    ///         """  #~^ prose/party-variant: `France` and `French Republic` are the same party
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party FRA "French Republic" is guarantor
    /// article 1 "Assistance" {
    ///     text """
    ///         The French Republic gives help to those who ask for it in France. The French Republic decides when.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement on Ending the War and Restoring Peace in Viet-Nam (1973), preambles of both versions
    "prose/party-variant" {
        summary: "prose calls a party by two names",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let signing = || model.actors.iter().filter(|it| it.file == model.file && it.signs);
    if model.prose.is_empty() || signing().next().is_none() {
        return;
    }
    let blocks: Vec<SpokenProse<'_>> = spoken(model).collect();
    for actor in signing() {
        let Some((title, (_, short))) = actor.title.zip(states::state(actor.name)) else { continue };
        // "Republic of Belarus" has the short name in it.
        if title.split(|it: char| !it.is_alphanumeric()).any(|it| short.split(' ').next() == Some(it)) {
            continue;
        }
        let of = |name: &str| {
            blocks.iter().find_map(|block| {
                let at = places(&block.text, name).next()?;
                Some(block.place(at, at + name.len()))
            })
        };
        if let (Some(long), Some(other)) = (of(title), of(short)) {
            let message = format!("`{short}` and `{title}` are the same party");
            let finding = sink.report(other, message);
            finding.label(long, "the declared name");
            finding.help(format!("write `{title}` wherever the party is meant"));
        }
    }
}

/// Where a name stands as a name of its own, and not for the country.
fn places<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let country = ["in", "of", "from", "to", "within", "across", "against", "into"];
    text.match_indices(name).map(|it| it.0).filter(move |at| {
        let before = text[..*at].trim_end();
        let last = before.rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
        let edge = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric() && it != '-');
        let whole = edge(text[..*at].chars().next_back()) && edge(text[at + name.len()..].chars().next());
        whole && !country.contains(&last) && !(last == "the" && before.ends_with("of the"))
    })
}
