//! The rules: one file each, listed here.
//!
//! How to add one is told in `docs/contributing.md`.

mod blockade;
mod brackets;
mod circles;
mod defects;
mod gate_fix;
pub(crate) mod lexical;
mod losses;
mod missing;
pub mod not_asked;
pub mod options;
pub mod page;
mod play;
mod quotation;
mod rule;
mod terms;
mod troops;
pub(crate) mod wording;

use crate::diagnostic::Safety;

pub use options::Options;
pub use rule::{
    Check, CheckContext, CheckFn, Conditional, CrossReadingContext, Profile, Rule, RuleRef, RuleSet, Sink, UserRule,
};

/// What a rule's file needs.
pub(crate) mod prelude {
    pub(crate) use super::rule::declare_rule;
    pub(crate) use super::{CheckContext, CrossReadingContext, Sink};
}

use rule::catalogue;

catalogue! {
    activation {
        consultation_no_clock,
        never_opens,
        no_interim_action,
        passive_determination,
        requester_undefined,
        single_track,
        undetermined,
    }
    consistency {
        automatic_vs_consensus,
        ban_vs_deployment,
        cap_vs_armament,
        concession_outlives_promise,
        hidden_part_decides,
        neutrality_vs_guarantee,
        permitted_and_prohibited,
        prohibited_contributor,
    }
    creep {
        no_growth_rule,
        no_role_change_rule,
        right_without_limits,
    }
    deployment {
        aggressor_contingent,
        attack_on_contingent_silent,
        cap_counting_rule,
        cap_missing,
        command_undefined,
        host_consent_missing,
        roe_missing,
        role_bundle_incompatible,
        role_open_list,
        role_undefined,
        role_zone_mismatch,
        timing_unspecified,
    }
    disputes {
        aggressor_interpretation,
    }
    drafting {
        agentless_passive,
        by_analogy_reference,
        dangling_alternative,
        dangling_reference,
        deeply_nested_bracket,
        exclusive_alternatives,
        identical_alternatives,
        may_not,
        prose_differs,
        puffery,
        unattributed_alternative,
        undefined_term,
        unpublished_annex,
        unresolved_bracket,
        unresolved_hole,
        unused_term,
        unworkable_alternative,
    }
    entry_into_force {
        aggressor_gate,
        deferred_annex,
        mutual_suspension,
        war_powers_silent,
    }
    exit {
        crisis_exit,
        short_notice,
        sunset_cliff,
        unmeasurable_benchmark,
    }
    gate {
        and_stack,
        conditional_on_other_guarantor,
        external_body_approval,
        uncontrolled,
    }
    model {
        idle_assumption,
        no_aggressor_assumed,
        not_worked_out,
        unread_alternatives,
    }
    names {
        circular,
        core_word,
        duplicate,
        undefined,
        unknown_code,
        unknown_word,
        unread_instrument,
        unused,
    }
    obligation {
        aid_unquantified,
        carve_out_swallows,
        consult_only,
        deemed_attack_without_duty,
        empty,
        form_vs_force,
        label_strength_mismatch,
        self_defence_swallows,
        self_judging,
        unallocated_measure,
    }
    parties {
        aggressor_is_member,
        backstop_undefined,
        bearer_not_party,
        belligerent_missing,
        beneficiary_not_party,
        body_undefined,
        bracketed_guarantor,
        guarantor_bound_to_aggressor,
        guarantor_is_aggressor,
        open_set_guarantors,
        real_belligerent_unbound,
        single_point_of_failure,
        witness_as_guarantor,
    }
    prose {
        broken_reference,
        duplicate_heading,
        impossible_date,
        misnumbered,
        party_variant,
        placeholder,
        redefined_term,
        unmeasured_duty,
        words_and_figures,
    }
    remedy {
        breach_without_consequence,
        front_loaded_relief,
        guarantee_conditional_on_payment,
        relief_without_snapback,
        snapback_veto,
        vague_consequence,
    }
    scope {
        adversary_specific_gap,
        domain_gap,
        excluded_territory_contested,
        line_unfixed,
        territory_undefined,
    }
    suites {
        failed,
        too_costly,
        unsettled,
    }
    suppression {
        needless,
        unexplained,
        unknown_rule,
        unread,
    }
    syntax {
        bidi_control,
        control_character,
        invisible_character,
        misplaced_clause,
        misplaced_provision,
        missing_brace,
        mixed_script,
        not_utf8,
        out_of_range,
        repeated_clause,
        reserved_word,
        stray_brace,
        too_complex,
        too_deep,
        too_large,
        unreadable_clause,
        unreadable_provision,
        unreadable_text,
    }
    timing {
        circular_precondition,
        clock_on_gate,
        clock_softened,
        critical_path_exceeds,
        deadline_no_consequence,
        guarantee_gap,
        interim_without_end,
        irreversible_first,
        ladder_gap,
        undated_withdrawal,
    }
    trigger {
        attribution_gap,
        breach_undefined,
        false_flag_forfeiture,
        narrowed_by_means,
        threshold_adjective,
        undeclared_ambiguity,
    }
    verification {
        monitor_unanimity,
        no_attribution,
        no_consequence_link,
        self_inspection,
        unverified_cap,
    }
    veto {
        access_veto,
        aggressor_can_force,
        aggressor_veto,
        aligned_bloc_veto,
        amendment_entrenchment,
        appointment_veto,
        beneficiary_bypassed,
        collective_guarantee_defeats_itself,
        convening_veto,
        external_organ_veto,
        fragile_threshold,
        funding_veto,
        inverted_threshold,
        mandate_renewal_veto,
        quorum_boycott,
        renewal_veto,
        unweighted_voter,
    }
}

/// The rules of the catalogue, to share.
pub fn shared() -> impl Iterator<Item = RuleRef> + Clone {
    CATALOGUE.iter().copied().map(RuleRef::BuiltIn)
}

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    position(id).map(|at| CATALOGUE[at])
}

/// The place of an id in the catalogue.
pub fn position(id: &str) -> Option<usize> {
    use rustc_hash::FxHashMap;
    use std::sync::LazyLock;
    static PLACES: LazyLock<FxHashMap<&'static str, usize>> =
        LazyLock::new(|| CATALOGUE.iter().enumerate().map(|(at, rule)| (&*rule.id, at)).collect());
    PLACES.get(id).copied()
}

/// The safest fix that findings of a rule may have; nothing, if they have none that a machine can apply. A test compares the
/// table with all shipped drafts.
pub fn fix_of(id: &str) -> Option<Safety> {
    let row = include_str!("fixes.txt").lines().find_map(|line| line.strip_prefix(id)?.strip_prefix(' '))?;
    [Safety::Safe, Safety::Unsafe].into_iter().find(|it| it.as_str() == row)
}

/// The categories, in the order of the catalogue.
pub fn categories() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    CATALOGUE
        .iter()
        .map(|rule| rule.category())
        .filter(move |category| std::mem::replace(&mut last, category) != *category)
}
