//! Where prose and the clauses beside it contradict each other. Values are compared, never wording: silence on either side is
//! no contradiction, and one value in common is none.

use super::number::{self, PeriodLength};
use super::{SpokenProse, clauses_alone, date, reference, regex, spoken};
use crate::analysis::strength::{OperativeForce, force};
use crate::model::{Provision, Sentence, Treaty, states};
use crate::source::Span;
use crate::syntax::ast::{Modal, UnitKind};
use regex::Regex;
use std::sync::LazyLock;

/// A value of prose that differs from that of the clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseDifference {
    /// Where prose has it.
    pub prose: Span,
    /// Where the clauses have theirs.
    pub clause: Span,
    /// What kind of value: `period`, `number`, `date`, `vote`, `article`, `operative words`, `party`.
    pub what: &'static str,
}

/// A value with where it stands.
type Placed<T> = (T, Span);

/// The differences of a draft, in its order.
pub fn differences(model: &Treaty<'_>) -> Vec<ProseDifference> {
    let mut found = Vec::new();
    let mut clauses: Option<String> = None;
    for block in spoken(model) {
        let provisions: Vec<&Provision<'_>> = match (block.prose.provision, block.prose.unit) {
            (Some(id), _) => vec![model.provision(id)],
            (None, Some(unit)) => model.own_provisions().filter(|it| it.unit == Some(unit)).collect(),
            (None, None) => Vec::new(),
        };
        if provisions.is_empty() {
            continue;
        }
        let clauses = clauses.get_or_insert_with(|| clauses_alone(model));
        let parts: Vec<(u32, &str)> = provisions.iter().map(|it| (it.span.start, it.span.of(clauses))).collect();
        values(&block, &parts, &mut found);
        let sentences: Vec<&Sentence<'_>> =
            provisions.iter().flat_map(|it| it.sentences.iter()).map(|it| &**it).collect();
        operative(&block, &sentences, &mut found);
        bearers(model, &block, &sentences, &mut found);
    }
    found
}

/// Adds the difference of two lists of values, if neither is empty and they have none in common.
fn compare<T: PartialEq>(
    what: &'static str,
    prose: &[Placed<T>],
    clauses: &[Placed<T>],
    found: &mut Vec<ProseDifference>,
) {
    if let (Some(own), Some(other)) = (prose.first(), clauses.first())
        && !prose.iter().any(|it| clauses.iter().any(|other| other.0 == it.0))
    {
        found.push(ProseDifference { prose: own.1, clause: other.1, what });
    }
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?P<number>[0-9][0-9,]*)\s+(?P<noun>[a-z]{3,})\b"));
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| regex(r"\barticles?\s+(?P<number>[0-9]+)\b(?P<behind>[^\n]{0,12})"));

fn values(block: &SpokenProse<'_>, parts: &[(u32, &str)], found: &mut Vec<ProseDifference>) {
    let in_prose = |from: usize, to: usize| block.place(from, to);
    let in_clauses = |start: u32, from: usize, to: usize| Span::new(start + from as u32, start + to as u32);
    // Lengths of time: days are compared with hours, and months with years.
    let is_short = |it: &Placed<PeriodLength>| matches!(it.0, PeriodLength::Minutes(_));
    let of_prose: Vec<Placed<PeriodLength>> =
        number::periods(&block.text).iter().map(|it| (it.length, in_prose(it.number.from, it.number.to))).collect();
    let of_clauses: Vec<Placed<PeriodLength>> = parts
        .iter()
        .flat_map(|(start, text)| {
            let periods = number::periods(text);
            periods.into_iter().map(|it| (it.length, in_clauses(*start, it.number.from, it.number.to)))
        })
        .collect();
    for short in [true, false] {
        let side = |all: &[Placed<PeriodLength>]| -> Vec<Placed<PeriodLength>> {
            all.iter().filter(|it| is_short(it) == short).copied().collect()
        };
        compare("period", &side(&of_prose), &side(&of_clauses), found);
    }
    // Amounts, noun by noun.
    let mut nouns: Vec<(&str, Vec<Placed<u64>>)> = Vec::new();
    for (start, text) in parts {
        for it in AMOUNT.captures_iter(text) {
            let (Some(whole), Some(number), Some(noun)) = (it.get(0), it.name("number"), it.name("noun")) else {
                continue;
            };
            let noun = noun.as_str();
            let Some(value) = number::digits(number.as_str()).filter(|_| PeriodLength::of(1, noun).is_none()) else {
                continue;
            };
            let place = in_clauses(*start, whole.start(), whole.end());
            match nouns.iter_mut().find(|it| it.0 == noun) {
                Some(known) => known.1.push((value, place)),
                None => nouns.push((noun, vec![(value, place)])),
            }
        }
    }
    for (noun, clauses) in &nouns {
        let counted = number::counted(&block.text, noun);
        let prose: Vec<Placed<u64>> = counted.iter().map(|it| (it.value, in_prose(it.from, it.to))).collect();
        compare("number", &prose, clauses, found);
    }
    // Dates.
    let prose: Vec<_> =
        date::dates(&block.text).iter().filter_map(|it| Some((it.date?, in_prose(it.from, it.to)))).collect();
    let clauses: Vec<_> = parts
        .iter()
        .flat_map(|(start, text)| {
            let dates = date::dates(text);
            dates.into_iter().filter_map(|it| Some((it.date?, in_clauses(*start, it.from, it.to))))
        })
        .collect();
    compare("date", &prose, &clauses, found);
    // Votes.
    let prose: Vec<_> = votes(&block.text).into_iter().map(|it| (it.0, in_prose(it.1, it.2))).collect();
    let clauses: Vec<_> = parts
        .iter()
        .flat_map(|(start, text)| votes(text).into_iter().map(|it| (it.0, in_clauses(*start, it.1, it.2))))
        .collect();
    compare("vote", &prose, &clauses, found);
    // Articles.
    let articles = reference::references(&block.text).into_iter().filter(|it| it.kind == UnitKind::Article);
    let prose: Vec<Placed<String>> = articles.map(|it| (it.number, in_prose(it.from, it.to))).collect();
    let clauses: Vec<Placed<String>> = parts
        .iter()
        .flat_map(|(start, text)| {
            ARTICLE.captures_iter(text).filter_map(|it| {
                let (whole, number, behind) = (it.name("number")?, it.name("number")?, it.name("behind")?);
                let elsewhere = behind.as_str().trim_start().starts_with("of ");
                (!elsewhere).then(|| (number.as_str().to_owned(), in_clauses(*start, whole.start(), whole.end())))
            })
        })
        .collect();
    compare("article", &prose, &clauses, found);
}

static VOTE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:(?P<all>unanim\w+)|(?P<consensus>consensus)|(?P<third>two[- ]thirds)|(?P<quarter>three[- ]quarters)|(?P<half>(?:simple\s+)?majority))\b",
    )
});

/// The thresholds that a text names, each with where it stands. A majority of two thirds is one of two thirds.
fn votes(text: &str) -> Vec<(u8, usize, usize)> {
    let mut found = Vec::new();
    for it in VOTE.captures_iter(text) {
        let Some(whole) = it.get(0) else { continue };
        let names = ["all", "consensus", "third", "quarter", "half"];
        let Some(which) = names.iter().position(|name| it.name(name).is_some()) else { continue };
        found.push((which as u8, whole.start(), whole.end()));
    }
    let special = found.iter().any(|it| it.0 == 2 || it.0 == 3);
    found.retain(|it| it.0 != 4 || !special);
    found
}

static OPERATIVE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?P<modal>shall|will|must|may|should)(?P<not>\s+not)?\s+(?:[a-z]+ly\s+|also\s+|then\s+)?(?P<verb>[a-z]{3,})\b",
    )
});

/// The operative words of prose, with their verb.
fn operative_words(text: &str) -> Vec<(Modal, String, usize, usize)> {
    let each = OPERATIVE.captures_iter(text).filter_map(|it| {
        let modal = match (it.name("modal")?.as_str(), it.name("not").is_some()) {
            ("shall" | "must", false) => Modal::Shall,
            ("shall" | "must", true) => Modal::ShallNot,
            ("will", false) => Modal::Will,
            ("will", true) => Modal::WillNot,
            ("may", false) => Modal::May,
            ("may", true) => Modal::MayNot,
            ("should", false) => Modal::Should,
            _ => Modal::ShouldNot,
        };
        let verb = it.name("verb")?;
        Some((modal, verb.as_str().to_owned(), it.get(0)?.start(), verb.end()))
    });
    each.collect()
}

/// Compares the operative words before the verbs that both have.
fn operative(block: &SpokenProse<'_>, sentences: &[&Sentence<'_>], found: &mut Vec<ProseDifference>) {
    let prose = operative_words(&block.text);
    let mut seen: Vec<&str> = Vec::new();
    for sentence in sentences {
        if seen.contains(&sentence.verb) || sentence.passive {
            continue;
        }
        seen.push(sentence.verb);
        let of_prose: Vec<Placed<(OperativeForce, bool)>> =
            prose.iter().filter(|it| it.1 == sentence.verb).map(|it| (force(it.0), block.place(it.2, it.3))).collect();
        let same = sentences.iter().filter(|it| it.verb == sentence.verb && !it.passive);
        let of_clauses: Vec<Placed<(OperativeForce, bool)>> =
            same.filter_map(|it| Some((force(it.modal?), it.modal_span))).collect();
        compare("operative words", &of_prose, &of_clauses, found);
    }
}

/// Compares who does what both say somebody does.
fn bearers(model: &Treaty<'_>, block: &SpokenProse<'_>, sentences: &[&Sentence<'_>], found: &mut Vec<ProseDifference>) {
    for (_, verb, from, to) in operative_words(&block.text) {
        let same: Vec<&&Sentence<'_>> = sentences.iter().filter(|it| it.verb == verb).collect();
        let Some(first) = same.first() else { continue };
        let before = block.text[..from].trim_end();
        let named = (0_u32..).zip(&model.actors).find(|(_, actor)| {
            let short = states::state(actor.name).map(|it| it.1);
            let names = actor.title.into_iter().chain(short);
            let is_subject = |name: &str| {
                before.strip_suffix(name).is_some_and(|head| {
                    // "France and Ukraine shall": the verb has several subjects, and any may bear it.
                    let head = head.trim_end();
                    let head = head.strip_suffix("the").or_else(|| head.strip_suffix("The")).unwrap_or(head).trim_end();
                    head.is_empty() || head.ends_with(['.', ';', ':'])
                })
            };
            actor.file == model.file && actor.signs && names.into_iter().any(is_subject)
        });
        let Some((id, _)) = named else { continue };
        let id = crate::model::ActorId(id);
        let bears = |it: &&&Sentence<'_>| match &it.bearer {
            Some(bearer) => {
                let members = model.resolve(bearer, None);
                members.leaves_open() || members.actors.contains(&id)
            }
            None => true,
        };
        if !same.iter().any(bears) {
            found.push(ProseDifference { prose: block.place(from, to), clause: first.bearer_span, what: "party" });
        }
    }
}
