//! The members of the bodies of the prelude, for expressions about drafts that do not name them.

use crate::model::{Assumed, Brackets, Visits, Which, build, prelude};
use crate::source::FileId;
use crate::syntax;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The members of a body, organization or group of the prelude, for a draft that does not name it; nobody for any other
/// name.
pub(super) fn members(name: &str) -> &'static [String] {
    static MEMBERS: LazyLock<FxHashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
        let text = format!("obligation {{ {} shall act }}", prelude::names().join(", "));
        let draft = syntax::parse(FileId::default(), &text).draft;
        let brackets = Brackets::of(&text, &draft);
        let Ok(visits) = Visits::plan(&brackets, &Which::Unbracketed, 1) else { return FxHashMap::default() };
        let assumed = Assumed::default();
        let treaty = build(FileId::default(), &text, &draft, &brackets, &visits.readings[0], &assumed, &[]).treaty;
        let members = |name: &str| match treaty.groups.iter().find(|it| it.name == name) {
            Some(group) => treaty.members(&group.members, None),
            None => treaty.actor_named(name).map(|it| treaty.members_of(it, None).actors).unwrap_or_default(),
        };
        let named = |name: &str| {
            let mut named: Vec<String> = members(name).into_iter().map(|it| treaty.name(it).to_owned()).collect();
            named.sort_unstable();
            named
        };
        prelude::names().iter().map(|name| (*name, named(name))).collect()
    });
    MEMBERS.get(name).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_those_of_the_text() {
        assert_eq!(members("P5"), ["CHN", "FRA", "GBR", "RUS", "USA"]);
        assert_eq!(members("NATO").len(), 32);
        assert_eq!(members("UNSC").len(), 15);
        assert!(members("Nobody").is_empty());
    }
}
