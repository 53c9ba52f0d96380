//! How strong a promise is, from its operative words.

use crate::model::vocabulary::{self, DiscretionKind, ObjectClass, VerbClass, discretion, verb};
use crate::model::{
    Decided, DetailKind, Object, Occasion, OccasionKind, Occasions, Provision, Sentence, Target, Treaty, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{Modal, ProvisionKind};

/// The strength of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// S0: an expectation.
    Expectation,
    /// S1: a duty to consult.
    Consult,
    /// S2: a duty to seek action of another body.
    SeekAction,
    /// S3: a right.
    Right,
    /// S4: a duty whose content its bearer judges.
    SelfJudged,
    /// S5: a duty with its content given.
    Given,
    /// S6: a duty that comes live by itself.
    SelfExecuting,
}

impl Strength {
    /// `S0` to `S6`.
    pub fn code(self) -> &'static str {
        ["S0", "S1", "S2", "S3", "S4", "S5", "S6"][self as usize]
    }

    /// The class in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Expectation => "an expectation",
            Self::Consult => "a duty to consult",
            Self::SeekAction => "a duty to seek action of another body",
            Self::Right => "a right",
            Self::SelfJudged => "a duty whose content its bearer judges",
            Self::Given => "a duty with its content given",
            Self::SelfExecuting => "a duty that comes live by itself",
        }
    }
}

/// The strength of a provision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProvisionStrength {
    /// The strongest sentence that asks for something to be done; `None` if there is none.
    pub act: Option<Strength>,
    /// The strongest sentence that asks for something not to be done.
    pub restraint: Option<Strength>,
    /// Where its content is left to its bearer: the `discretion` clause.
    pub discretion: Option<Span>,
    /// Whether the means or the content are named.
    pub content: bool,
    /// Where the strongest sentence has its operative words.
    pub modal: Span,
}

impl ProvisionStrength {
    /// The strongest of all.
    pub fn max(&self) -> Option<Strength> {
        self.act.max(self.restraint)
    }
}

/// What the operative words do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Force {
    /// They bind.
    Duty,
    /// They bind to an effort.
    Effort,
    /// They allow.
    Right,
    /// They raise hopes.
    Expectation,
    /// They free: `need not`.
    Nothing,
}

/// What operative words do, and whether they do it to an omission.
fn force(modal: Modal) -> (Force, bool) {
    match modal {
        Modal::Shall
        | Modal::Will
        | Modal::Undertakes
        | Modal::Agrees
        | Modal::IsBound
        | Modal::Declares
        | Modal::Reaffirms => (Force::Duty, false),
        Modal::ShallNot
        | Modal::WillNot
        | Modal::UndertakesNot
        | Modal::AgreesNot
        | Modal::IsBoundNot
        | Modal::MayNot => (Force::Duty, true),
        Modal::Endeavours => (Force::Effort, false),
        Modal::EndeavoursNot => (Force::Effort, true),
        Modal::May | Modal::ReservesTheRight => (Force::Right, false),
        Modal::Should | Modal::Would | Modal::Intends | Modal::Expects | Modal::IsExpected | Modal::StandsReady => {
            (Force::Expectation, false)
        }
        Modal::ShouldNot | Modal::IntendsNot | Modal::ExpectsNot | Modal::IsExpectedNot => (Force::Expectation, true),
        Modal::NeedNot => (Force::Nothing, false),
    }
}

/// What a provision says of the content of its duties.
struct Content {
    /// Where the content is left to the bearer.
    discretion: Option<Span>,
    /// Whether that is the bearer itself, and not its constitution.
    self_judged: bool,
    /// Whether means, an amount or a reference to something said elsewhere give it.
    named: bool,
}

fn content(provision: &Provision<'_>) -> Content {
    let mut found = Content { discretion: None, self_judged: false, named: false };
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::Discretion(words) => {
                // Words that are not of the vocabulary leave it to whoever reads them.
                for word in words.iter().filter(|it| !it.hole) {
                    let kind = discretion(word.text).unwrap_or(DiscretionKind::SelfJudged);
                    if kind != DiscretionKind::None {
                        found.discretion = Some(detail.span);
                    }
                    found.self_judged |= kind == DiscretionKind::SelfJudged;
                }
            }
            DetailKind::Means(objects) => found.named |= objects.iter().any(is_named),
            DetailKind::Amount(_) => found.named = true,
            _ => {}
        }
    }
    found
}

/// Whether an object says what is to be done or given, and not only to whom.
fn is_named(object: &Object<'_>) -> bool {
    match object {
        Object::Actors(_) => false,
        Object::Word(word) => !word.hole,
        _ => true,
    }
}

/// Whether an object of help says what is given: not whom or what it helps.
pub(super) fn is_given(object: &Object<'_>) -> bool {
    match object {
        Object::Quantity(_) => true,
        Object::Word(word) => {
            let about = vocabulary::object(word.text);
            !word.hole
                && about.is_none_or(|it| {
                    matches!(
                        it,
                        ObjectClass::Weapons | ObjectClass::Forces | ObjectClass::Economy | ObjectClass::Exercises
                    )
                })
        }
        Object::Actors(_) | Object::Place(..) | Object::Provision(..) | Object::Instrument(..) => false,
    }
}

/// How strong one sentence of a provision is; whether it asks for an omission. `None` if it binds nobody to anything.
pub fn sentence(treaty: &Treaty<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> Option<(Strength, bool)> {
    weigh(sentence, &content(provision), || is_automatic(treaty, provision))
}

fn weigh(sentence: &Sentence<'_>, content: &Content, automatic: impl Fn() -> bool) -> Option<(Strength, bool)> {
    let (force, mut omission) = force(sentence.modal?);
    let class = verb(sentence.verb).map(|it| it.class);
    omission ^= class == Some(VerbClass::Refrain);
    let strength = match force {
        Force::Nothing => return None,
        Force::Expectation => Strength::Expectation,
        _ if class == Some(VerbClass::Consult) => Strength::Consult,
        _ if class == Some(VerbClass::Seek) => Strength::SeekAction,
        // Who only says something owes nothing by it.
        _ if class == Some(VerbClass::Declare) => Strength::Expectation,
        Force::Right => Strength::Right,
        Force::Effort => Strength::SelfJudged,
        // Not to do a thing leaves nothing open.
        Force::Duty if omission => Strength::Given,
        // Named means are a floor then, but what is done is still the bearer's to say.
        Force::Duty if content.self_judged => Strength::SelfJudged,
        Force::Duty => {
            // Help without means is what its giver makes of it; any other act says by itself what is to be done.
            let open = match class {
                Some(VerbClass::Aid) => !content.named && !sentence.objects.iter().any(is_given),
                Some(_) => content.discretion.is_some() && !content.named,
                None => !content.named && sentence.objects.is_empty(),
            };
            match open {
                true => Strength::SelfJudged,
                false if automatic() => Strength::SelfExecuting,
                false => Strength::Given,
            }
        }
    };
    Some((strength, omission))
}

/// The strength of every provision.
pub(super) fn strengths(treaty: &Treaty<'_>) -> Vec<ProvisionStrength> {
    treaty.provisions.iter().map(|it| strength(treaty, it)).collect()
}

fn strength(treaty: &Treaty<'_>, provision: &Provision<'_>) -> ProvisionStrength {
    let mut found = ProvisionStrength { modal: provision.head, ..ProvisionStrength::default() };
    if provision.sentences.is_empty() {
        found.act = without_sentence(provision);
        found.content = found.act == Some(Strength::Given);
        return found;
    }
    let content = content(provision);
    found.discretion = content.discretion;
    found.content = content.named;
    for sentence in &provision.sentences {
        let Some((strength, omission)) = weigh(sentence, &content, || is_automatic(treaty, provision)) else {
            continue;
        };
        let aids = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Aid);
        found.content |= sentence.objects.iter().any(if aids { is_given } else { is_named });
        if found.max().is_none_or(|max| strength > max) {
            found.modal = sentence.modal_span;
        }
        let side = if omission { &mut found.restraint } else { &mut found.act };
        *side = (*side).max(Some(strength));
    }
    found
}

/// What regimes promise that have no sentence of their own.
fn without_sentence(provision: &Provision<'_>) -> Option<Strength> {
    match provision.kind {
        // Forces may come; that they must, only a sentence says.
        ProvisionKind::Deployment => Some(Strength::Right),
        ProvisionKind::Supply | ProvisionKind::Sanctions => Some(Strength::Given),
        ProvisionKind::Consultation => Some(Strength::Consult),
        ProvisionKind::Rung => {
            let answers = |it: &crate::model::Detail<'_>| matches!(&it.kind, DetailKind::Response(words, _) if words.iter().any(|it| !it.hole));
            provision.details.iter().any(answers).then_some(Strength::Given)
        }
        _ => None,
    }
}

/// Whether a promise comes live by itself: it has no gate but triggers that are decided automatically.
fn is_automatic(treaty: &Treaty<'_>, provision: &Provision<'_>) -> bool {
    let by_itself = |decided: &Decided<'_>| {
        !decided.unless
            && decided.decision.any.iter().any(|votes| votes.iter().all(|it| matches!(it.kind, VoteKind::Automatic)))
    };
    let ungated = |it: &Provision<'_>| it.gates.is_empty() && it.decided.as_deref().is_none_or(|it| by_itself(it));
    let triggered = |occasion: &Occasion<'_>| match occasion.kind {
        OccasionKind::Named(Target::Provision(id)) => {
            let trigger = &treaty.provisions[id.0 as usize];
            trigger.kind == ProvisionKind::Trigger
                && trigger.upon.is_empty()
                && trigger.gates.is_empty()
                && trigger.decided.as_deref().is_some_and(|it| by_itself(it))
        }
        _ => false,
    };
    let opens = |it: &Occasions<'_>| it.any.iter().any(|all| !all.is_empty() && all.iter().all(triggered));
    ungated(provision)
        && (provision.decided.is_some() || !provision.upon.is_empty())
        && provision.upon.iter().all(|it| opens(it))
}
