//! The core vocabularies: words whose meaning the rules know. A word outside them is accepted; it has no meaning here.
//!
//! Every table is in the order of its words, so that a look-up is a binary search.

mod acts;
mod forces;
mod matters;
mod meaning;
mod nouns;
mod participles;

pub use acts::{EventDomain, EventMeaning, VerbClass, VerbMeaning, VerbSense, event, first_year, verb};
pub use forces::{MeansMeaning, ObjectClass, Post, RoleMeaning, means, measure, object, role};
pub use matters::{Basis, DiscretionKind, ForcePresence, basis, discretion, domain, gravity, presence};
pub use meaning::meanings;
#[cfg(test)]
pub use nouns::nouns;
pub use nouns::{NounContent, is_purpose, is_such_as, judgement, leaves_to_bearer, matter};

pub use crate::syntax::clauses::Vocabulary;

use crate::diagnostic::nearest;

impl Vocabulary {
    /// Every vocabulary.
    pub const ALL: &[Self] = &[
        Self::Roles,
        Self::Means,
        Self::Events,
        Self::Verbs,
        Self::Objects,
        Self::Domains,
        Self::Matters,
        Self::Discretion,
        Self::Bases,
        Self::Timings,
    ];

    /// What one of its words is called in a finding.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Roles => "role of forces",
            Self::Means => "means",
            Self::Events => "event",
            Self::Verbs => "verb",
            Self::Objects => "object",
            Self::Domains => "domain",
            Self::Matters => "matter",
            Self::Discretion => "form of discretion",
            Self::Bases => "legal basis",
            Self::Timings => "timing",
        }
    }

    /// Whether the word has a meaning where one of this vocabulary is asked for: help may be given by what forces do,
    /// and a duty may be about what it is done with, or about any noun of duties.
    pub fn admits(self, word: &str) -> bool {
        let means = || Self::Roles.knows(word) || Self::Means.knows(word);
        let noun = || matter(word) != NounContent::Unknown;
        self.knows(word) || matches!(self, Self::Means | Self::Objects) && (means() || noun())
    }

    /// Whether the core vocabulary has the word.
    pub fn knows(self, word: &str) -> bool {
        match self {
            Self::Roles => role(word).is_some(),
            Self::Means => means(word).is_some(),
            Self::Events => event(word).is_some(),
            Self::Verbs => verb(word).is_some(),
            Self::Objects => object(word).is_some(),
            Self::Domains => domain(word),
            Self::Matters => gravity(word).is_some(),
            Self::Discretion => discretion(word).is_some(),
            Self::Bases => basis(word).is_some(),
            Self::Timings => presence(word).is_some(),
        }
    }

    /// Its words, in order.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Roles => forces::ROLES.iter().map(|it| it.word).collect(),
            Self::Means => forces::MEANS.iter().map(|it| it.word).collect(),
            Self::Events => acts::EVENTS.iter().map(|it| it.word).collect(),
            Self::Verbs => acts::VERBS.iter().map(|it| it.word).collect(),
            Self::Objects => forces::OBJECTS.iter().map(|it| it.0).collect(),
            Self::Domains => matters::DOMAINS.to_vec(),
            Self::Matters => matters::MATTERS.to_vec(),
            Self::Discretion => matters::DISCRETION.iter().map(|it| it.0).collect(),
            Self::Bases => matters::BASES.iter().map(|it| it.0).collect(),
            Self::Timings => matters::TIMINGS.iter().map(|it| it.0).collect(),
        }
    }

    /// The known word that is nearest in spelling, if one is near.
    pub fn nearest(self, word: &str) -> Option<&'static str> {
        // Words of one field resemble each other: less of a difference is forgiven than among names.
        let errors = (word.len() / 4).max(1);
        // A slip changes at most two letters of those that a word is made of: that rules most words out at once.
        let made_of = letters(word);
        let near = |it: &&str| (letters(it) ^ made_of).count_ones() as usize <= 2 * errors;
        let found = nearest(word, self.words().into_iter().filter(near))?;
        (strsim::osa_distance(word, found) <= errors).then_some(found)
    }
}

/// The letters that a word is made of, as a set.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| set | 1 << (byte & 31))
}

/// Looks a word up in a table that is in order.
fn find<T>(table: &'static [T], word: &str, key: impl Fn(&T) -> &'static str) -> Option<&'static T> {
    table.binary_search_by(|row| key(row).cmp(word)).ok().map(|at| &table[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_vocabulary_is_found_in_it() {
        for &vocabulary in Vocabulary::ALL {
            for word in vocabulary.words() {
                assert!(vocabulary.knows(word), "{vocabulary:?} does not find {word}");
            }
            // Matters stand in rising gravity instead.
            if vocabulary != Vocabulary::Matters {
                assert!(vocabulary.words().is_sorted_by(|one, next| one < next), "{vocabulary:?} is out of order");
            }
        }
    }

    #[test]
    fn near_misses_are_found_and_far_ones_are_not() {
        assert_eq!(Vocabulary::Roles.nearest("trainning"), Some("training"));
        assert_eq!(Vocabulary::Events.nearest("armed-atack"), Some("armed-attack"));
        assert_eq!(Vocabulary::Means.nearest("wepons"), Some("weapons"));
        assert_eq!(Vocabulary::Roles.nearest("gardening"), None);
        assert_eq!(Vocabulary::Verbs.nearest("cooperant"), Some("cooperate"));
    }
}
