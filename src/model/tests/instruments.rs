//! Other instruments, read or only named.

use super::*;
use crate::model::{ConditionKind, GateKind, OccasionKind, RefTarget};
use crate::syntax::ast::ProvisionKind;

const DRAFT: &str = "
    party UKR \"Ukraine\" is beneficiary party GBR \"United Kingdom\" is guarantor party USA \"United States\" is guarantor
    instrument AngloFrench \"Treaty with France\" in \"french.treaty\"
    article 3 { obligation it { upon breach of article 2 of AngloFrench GBR shall assist UKR if AngloFrench in force } }
    entry-into-force { upon entry into force of AngloFrench }
";

const FRENCH: &str = "
    party GBR \"United Kingdom\" is beneficiary party FRA \"French Republic\" is guarantor
    instrument AngloAmerican \"Treaty with the United States\" in \"draft.treaty\"
    article 2 { obligation other { guarantors shall assist GBR } }
    entry-into-force { upon entry into force of AngloAmerican }
";

#[test]
fn an_instrument_that_is_read_brings_its_provisions_behind_the_draft_s_own() {
    with_all(DRAFT, &Reading::unbracketed(), &Assumed::default(), &[("french.treaty", FRENCH)], |built| {
        let treaty = &built.treaty;
        assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
        assert_eq!(treaty.own_provisions().count(), 2);
        assert_eq!(treaty.provisions.len(), 4);
        let read = treaty.instruments[0].read.as_ref().expect("it was read");
        assert_eq!((read.provisions.clone(), read.units.clone()), (2..4, 1..2));
        // It names the draft in turn.
        assert_eq!(treaty.instruments[1].read.as_ref().map(|it| it.provisions.clone()), Some(0..2));
        let other = &treaty.provisions[2];
        assert_eq!(treaty.cite(other.id), "AngloFrench, article 2, obligation other");
        assert!(!treaty.is_own(other));
        // Its guarantors are its own, and those whom both name are the same.
        assert_eq!(names(treaty, other.sentences[0].bearer.as_ref().expect("guarantors")), "FRA");
        assert_eq!(treaty.actors.iter().filter(|it| it.name == "GBR").count(), 1);
        assert_eq!(treaty.names(&treaty.bearers_of(crate::syntax::ast::RoleGroup::Parties)), "UKR, GBR, USA");
    });
}

#[test]
fn references_reach_into_the_instrument() {
    with_all(DRAFT, &Reading::unbracketed(), &Assumed::default(), &[("french.treaty", FRENCH)], |built| {
        let treaty = &built.treaty;
        let it = named(treaty, "it");
        let OccasionKind::Phase(_, RefTarget::Unit(unit)) = it.upon[0].any[0][0].kind else { panic!("{:?}", it.upon) };
        assert_eq!(treaty.unit_path(unit).to_string(), "AngloFrench, article 2");
        let GateKind::If(conditions) = &it.gates[0].kind else { panic!("{:?}", it.gates) };
        let ConditionKind::State(target, _, instrument) = &conditions.any[0][0].kind else { panic!() };
        assert_eq!(Some(*target), instrument.map(RefTarget::Instrument));
        // Each awaits the other: both ends of the circle are there to be found.
        let awaits = |at: usize| {
            let force = treaty
                .provisions
                .iter()
                .filter(|it| it.kind == ProvisionKind::EntryIntoForce)
                .nth(at)
                .expect("a final clause");
            let OccasionKind::EntryIntoForce(Some(RefTarget::Instrument(id))) = force.upon[0].any[0][0].kind else {
                panic!()
            };
            treaty.instruments[id.0 as usize].read.as_ref().map(|it| it.file)
        };
        assert_eq!((awaits(0), awaits(1)), (Some(FileId(1)), Some(FileId(0))));
    });
}

#[test]
fn an_article_that_the_instrument_lacks() {
    let draft = DRAFT.replace("article 2 of", "article 9 of");
    with_all(&draft, &Reading::unbracketed(), &Assumed::default(), &[("french.treaty", FRENCH)], |built| {
        let messages: Vec<_> = built.diagnostics.iter().map(|it| &it.finding).map(|it| it.message.as_str()).collect();
        assert_eq!(messages, ["`AngloFrench` has no article 9"]);
    });
}

#[test]
fn an_instrument_that_nobody_read_is_taken_at_its_word() {
    with(&DRAFT.replace(" in \"french.treaty\"", ""), |built| {
        let treaty = &built.treaty;
        assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
        assert!(treaty.instruments[0].read.is_none());
        let it = named(treaty, "it");
        assert!(matches!(it.upon[0].any[0][0].kind, OccasionKind::Phase(_, RefTarget::Instrument(_))), "{:?}", it.upon);
    });
}
