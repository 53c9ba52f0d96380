//! A body needs more votes for the graver matter than for the lesser.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A body has a rule for each of several matters, and the rule for a graver matter asks for more votes, or lets
    /// fewer block, than the rule for a lesser one. Compared are matters on which protection hangs: recommendations,
    /// findings, minor and serious breaches, threats.
    ///
    /// ## Why it matters
    /// It sounds prudent that grave things need broad agreement. Here it means that the small breach is found and the
    /// large one is not, and an aggressor who breaks the text does well to break it thoroughly. The rule serves the
    /// beneficiary.
    ///
    /// ## Precedent
    /// The commission that the Geneva agreement of 1954 set up for Viet-Nam decided by majority as a rule, and by
    /// unanimity on violations that might lead to a resumption of hostilities: articles 41 and 42.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is signatory
    /// party CHE "Swiss Confederation"  is guarantor
    /// body Commission "joint commission" {
    ///     members UKR, RUS, CHE
    ///     decides on minor-breach by majority of members
    ///     decides on serious-breach by unanimity of members  #~ inverted-threshold: `Commission` requires 3 of 3
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is signatory
    /// party CHE "Swiss Confederation"  is guarantor
    /// body Commission "joint commission" {
    ///     members UKR, RUS, CHE
    ///     decides on minor-breach by majority of members
    ///     decides on serious-breach by majority of members
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement on the Cessation of Hostilities in Viet-Nam, Geneva (20 July 1954), articles 41 and 42
    "veto/inverted-threshold" {
        summary: "a body requires broader agreement for a graver matter than for a lesser one",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for it in cx.facts.inversions() {
        let body = cx.model.actor(it.body);
        let ((lesser, lesser_at), (graver, graver_at)) = (it.lesser, it.graver);
        let all = it.electors;
        let (few, many) = it.needed;
        let name =
            |matter: &str| if matter.is_empty() { "all other matters".to_owned() } else { format!("`{matter}`") };
        let (graver, lesser) = (name(graver), name(lesser));
        let message = if many > few {
            format!("`{}` requires {many} of {all} votes for {graver} but only {few} for {lesser}", body.name)
        } else {
            let (some, less) = it.blocking;
            format!("in `{}`, {less} of {all} can block {graver}, but it takes {some} to block {lesser}", body.name)
        };
        let finding = sink.report(graver_at, message);
        finding.here("stricter").label(lesser_at, "laxer");
        finding.counterexample(format!(
            "{few} of {all} agree that there was a breach: they can decide on {lesser} but not on {graver}"
        ));
        let rule = body.body.as_deref().and_then(|it| it.rules.iter().find(|rule| rule.span == lesser_at));
        let words = rule.and_then(|it| it.decision.as_ref()).map(|it| it.span);
        match words.filter(|_| body.file == cx.model.file).map(|it| cx.model.quoted(it)) {
            Some(words) if !words.contains('`') => {
                let on = if it.graver.0.is_empty() { String::new() } else { format!("on {} ", it.graver.0) };
                finding.help(format!("require no more for the graver matter: write `decides {on}by {words}`"));
            }
            _ => {
                finding.help(format!("apply to {graver} the rule for {lesser}"));
            }
        }
    }
}
