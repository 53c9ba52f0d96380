//! The words that a draft quotes or tells in prose, as far as the reading holds them: for rules that read words.

use crate::model::{Treaty, UnitId};
use crate::rules::CheckContext;
use crate::source::Span;
use crate::syntax::ast::UnitKind;
use crate::syntax::passage::{PassageKind, passages};

/// Words of the draft that are no names of things: prose, and quotations within provisions, places and bodies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted<'m> {
    /// Where they stand, without quotes.
    pub(crate) span: Span,
    /// The words.
    pub(crate) text: &'m str,
}

/// What the draft says in words, in its order. The preamble is left out: it promises nothing.
pub(crate) fn quoted<'m>(cx: &CheckContext<'m>) -> Vec<Quoted<'m>> {
    let model = cx.model;
    let left_out = left_out(cx);
    let mut found = Vec::new();
    for passage in passages(model.text) {
        let at = passage.span.start;
        let kept = match passage.kind {
            PassageKind::Comment => false,
            PassageKind::Prose => true,
            PassageKind::Quotation => is_operative(model, at),
        };
        let out =
            || left_out.partition_point(|it| it.start <= at).checked_sub(1).is_some_and(|it| at < left_out[it].end);
        if kept && !out() && !model.unit_at(at).is_some_and(|it| in_preamble(model, it)) {
            found.push(Quoted { span: passage.span, text: passage.span.of(model.text) });
        }
    }
    found
}

/// Whether a quotation stands in a provision or in the block of a place: not in a title.
fn is_operative(model: &Treaty<'_>, at: u32) -> bool {
    let own = model.provisions.partition_point(|it| it.file == model.file);
    let after = model.provisions[..own].partition_point(|it| it.span.start <= at);
    let mut nearest = after.checked_sub(1).map(|it| &model.provisions[it]);
    while let Some(provision) = nearest {
        if at < provision.span.end {
            return at >= provision.head.end;
        }
        nearest = provision.ladder.map(|it| model.provision(it));
    }
    let own = model.places.partition_point(|it| it.file == model.file);
    let after = model.places[..own].partition_point(|it| it.span.start <= at);
    let place = after.checked_sub(1).map(|it| &model.places[it]).filter(|it| at < it.span.end);
    // The title stands before the block.
    place.is_some_and(|it| model.text[it.span.start as usize..at as usize].contains('{'))
}

fn in_preamble(model: &Treaty<'_>, unit: UnitId) -> bool {
    model.unit(unit).kind == UnitKind::Preamble
}

/// The quoting texts of brackets that the reading leaves out, in order; those within others are part of them.
pub(crate) fn left_out(cx: &CheckContext<'_>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    // Where nothing is quoted, nothing can be found that the reading leaves out.
    let quotes = |span: Span| span.of(cx.model.text).contains(['"', '“']);
    for bracket in cx.model.brackets.all.iter().filter(|it| quotes(it.span)) {
        let taken = cx.model.taken(bracket);
        let texts = bracket.alternatives.iter().enumerate();
        out.extend(texts.filter(|(at, _)| taken != Some(*at)).map(|(_, it)| it.span));
    }
    out.sort_unstable_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    let mut end = 0;
    out.retain(|it| {
        let outermost = it.end > end;
        end = end.max(it.end);
        outermost
    });
    out
}
