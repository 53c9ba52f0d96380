//! "Did you mean": the nearest known word.

/// The longest word that is worth a comparison, in bytes.
const LONGEST: usize = 64;

/// The candidate that `word` most likely stands for, if one is near enough: a third of its letters may be wrong, and
/// one always may. Of equally near candidates the first wins.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if word.len() > LONGEST {
        return None;
    }
    let length = word.chars().count();
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::osa_distance(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_another_word_finds_nothing() {
        let words = ["unanimity", "consensus", "majority"];
        assert_eq!(nearest("unamimity", words), Some("unanimity"));
        assert_eq!(nearest("Consensus", words), Some("consensus"));
        assert_eq!(nearest("quorum", words), None);
        assert_eq!(nearest("RU", ["RUS", "UKR"]), Some("RUS"));
    }
}
