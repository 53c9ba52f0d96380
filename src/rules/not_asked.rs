//! What no rule asks of a text, by what it sets out to do. A report ends with it, so that silence is not taken for approval.

use crate::analysis::instrument::Purpose;

/// What no rule asks of a text with a purpose.
#[derive(Clone, Copy, Debug)]
pub struct NotAsked {
    /// Which.
    pub purpose: Purpose,
    /// Its word.
    pub word: &'static str,
    /// The questions that the literature asks and no rule does: the rule that would ask, and the question.
    pub questions: &'static [(&'static str, &'static str)],
}

/// The questions, by purpose.
pub const NOT_ASKED: &[NotAsked] = &[
    NotAsked {
        purpose: Purpose::Guarantee,
        word: "guarantee",
        questions: &[
            ("trigger/cumulative-attacks", "many small attacks"),
            ("scope/beneficiary-continuity", "a change of government"),
        ],
    },
    NotAsked {
        purpose: Purpose::Ceasefire,
        word: "ceasefire",
        questions: &[
            ("completeness/civilian", "civilians and prisoners"),
            ("completeness/dissemination", "orders to the forces"),
        ],
    },
    NotAsked {
        purpose: Purpose::Peace,
        word: "peace",
        questions: &[
            ("completeness/population", "refugees and property"),
            ("remedy/no-nonrecognition", "recognition of borders"),
        ],
    },
    NotAsked {
        purpose: Purpose::Presence,
        word: "stationing",
        questions: &[
            ("deployment/status-missing", "immunities and jurisdiction"),
            ("deployment/responsive-without-enablers", "transit and readiness"),
        ],
    },
    NotAsked {
        purpose: Purpose::Limits,
        word: "force limits",
        questions: &[("creep/loophole-channels", "exercises, replacement of equipment")],
    },
    NotAsked {
        purpose: Purpose::Monitoring,
        word: "inspection",
        questions: &[
            ("verification/slow-inspection", "how long inspectors wait"),
            ("verification/protection", "safety of inspectors"),
        ],
    },
    NotAsked {
        purpose: Purpose::Sanctions,
        word: "sanctions",
        questions: &[
            ("remedy/snapback-standing", "who may give notice"),
            ("remedy/ungraded", "answers in proportion to the breach"),
        ],
    },
    NotAsked {
        purpose: Purpose::Neutrality,
        word: "neutrality",
        questions: &[("neutrality/recognition", "recognition by others, transit")],
    },
    NotAsked {
        purpose: Purpose::Resolution,
        word: "resolution",
        questions: &[("resolution/competence", "competence of the organ")],
    },
    NotAsked {
        purpose: Purpose::Communique,
        word: "non-binding text",
        questions: &[("drafting/follow-up", "who turns it into a treaty, and when")],
    },
];

impl NotAsked {
    /// What is known of a purpose.
    pub fn of(purpose: Purpose) -> &'static Self {
        &NOT_ASKED[purpose as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rule_asks_what_is_said_to_be_asked_by_none() {
        let purposes: Vec<Purpose> = NOT_ASKED.iter().map(|it| it.purpose).collect();
        assert_eq!(purposes, Purpose::ALL);
        for (rule, question) in NOT_ASKED.iter().flat_map(|it| it.questions) {
            assert!(crate::rules::find(rule).is_none(), "`{rule}` asks about {question}");
        }
    }

    #[test]
    fn a_purpose_is_found_at_its_place() {
        for purpose in Purpose::ALL {
            assert_eq!(NotAsked::of(*purpose).purpose, *purpose);
        }
    }
}
