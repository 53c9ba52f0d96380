//! A letter, minute or exchange of notes binds whose it is, and nobody else.

use super::super::{ActorId, Actors, Term};
use super::Builder;
use crate::syntax::ast::Modal;
use thin_vec::thin_vec as list;

impl Builder<'_, '_> {
    /// Takes others than its owner out of the sentences of a letter. Who owes nothing by it is at most expected to act.
    pub(super) fn bind_letters(&mut self) {
        for at in 0..self.treaty.provisions.len() {
            let provision = &self.treaty.provisions[at];
            let Some(owner) = self.treaty.owner_of(provision.unit) else { continue };
            for nth in 0..self.treaty.provisions[at].sentences.len() {
                self.bind_sentence(at, nth, owner);
            }
        }
    }

    fn bind_sentence(&mut self, at: usize, nth: usize, owner: ActorId) {
        let provision = &self.treaty.provisions[at];
        let id = provision.id;
        let sentence = &provision.sentences[nth];
        let (span, frees) = (sentence.span, sentence.modal == Some(Modal::NeedNot));
        let Some(bearer) = &sentence.bearer else { return };
        let members = self.treaty.resolve(bearer, None);
        let bound = members.actors.binary_search(&owner).is_ok();
        if bound && members.actors.len() == 1 && !members.open && !members.unknown {
            return;
        }
        let place = bearer.span;
        if bound {
            let only =
                Actors { span: place, quantifier: None, include: list![Term::Actor(owner)], ..Actors::default() };
            self.treaty.provisions[at].sentences[nth].bearer = Some(only);
        } else if !members.unknown && !frees {
            self.treaty.provisions[at].sentences[nth].modal = Some(Modal::IsExpected);
            self.treaty.unbound.push((id, span));
        }
    }
}
