//! How strong a promise is: the least of five caps, each an interval.
//!
//! What the operative words do, what is asked for, what is said of its content, who judges that, and who is bound: a promise
//! is as strong as the weakest of these, so that no strong word outweighs an empty one. Where a word is not known, its cap is
//! an interval, and so is the strength.

mod rung;
mod scale;

pub use scale::{Doubt, Graded, ProvisionStrength, Strength, VerbalStrength};

use super::circuit::bearers;
use crate::model::vocabulary::{
    self, DiscretionKind, NounContent, ObjectClass, VerbClass, VerbSense, discretion, leaves_to_bearer, verb,
};
use crate::model::{
    ActorId, Actors, Decided, Detail, DetailKind, Object, Occasion, OccasionKind, Occasions, OpenWord, Provision,
    RefTarget, Sentence, SetTerm, Treaty, Unit, UnitId, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{Modal, ProvisionKind, UnitKind};

/// What the operative words do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperativeForce {
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
pub fn force(modal: Modal) -> (OperativeForce, bool) {
    match modal {
        Modal::Shall
        | Modal::Will
        | Modal::Undertakes
        | Modal::Agrees
        | Modal::IsBound
        | Modal::Declares
        | Modal::Demanded
        | Modal::UndertakesWould
        | Modal::Reaffirms => (OperativeForce::Duty, false),
        Modal::ShallNot
        | Modal::WillNot
        | Modal::UndertakesNot
        | Modal::AgreesNot
        | Modal::IsBoundNot
        | Modal::DemandedNot
        | Modal::MayNot => (OperativeForce::Duty, true),
        Modal::Endeavours => (OperativeForce::Effort, false),
        Modal::EndeavoursNot => (OperativeForce::Effort, true),
        Modal::May | Modal::ReservesTheRight => (OperativeForce::Right, false),
        Modal::Should | Modal::Would | Modal::Intends | Modal::Expects | Modal::IsExpected | Modal::StandsReady => {
            (OperativeForce::Expectation, false)
        }
        Modal::ShouldNot | Modal::IntendsNot | Modal::ExpectsNot | Modal::IsExpectedNot => {
            (OperativeForce::Expectation, true)
        }
        Modal::NeedNot => (OperativeForce::Nothing, false),
    }
}

/// Whether a text binds those whom it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// It does.
    Yes,
    /// It says that it does not.
    No,
    /// Its form leaves it open, and it does not say.
    Unsaid,
}

/// Whether a provision stands in a text that binds. A memorandum, a declaration, a plan may or may not: where it does not
/// say, it is not known. A part that says `is not-binding`, or `is binding`, has it its own way.
pub fn binds(treaty: &Treaty<'_>, provision: &Provision<'_>) -> Binding {
    // Of another text it is not known how it calls itself; what a draft takes over from it is taken as it stands.
    if !treaty.is_own(provision) {
        return Binding::Yes;
    }
    let own = says_binding(treaty, provision).map(|it| !treaty.unit(it).marks.contains(&"not-binding"));
    match own.or_else(|| treaty.head.binds()) {
        Some(true) => Binding::Yes,
        Some(false) => Binding::No,
        None => Binding::Unsaid,
    }
}

/// The part that a provision stands in which says of itself whether it binds.
pub fn says_binding(treaty: &Treaty<'_>, provision: &Provision<'_>) -> Option<UnitId> {
    let description = |mark: &&str| matches!(*mark, "binding" | "not-binding");
    parts(treaty, provision).find(|it| it.1.marks.iter().any(description)).map(|it| it.0)
}

/// Whether a provision binds an actor: a letter, a minute or notes of somebody bind nobody else.
pub fn binds_actor(treaty: &Treaty<'_>, provision: &Provision<'_>, actor: ActorId) -> Binding {
    match owner(treaty, provision) {
        Some((_, owner)) if owner != actor => Binding::No,
        _ => binds(treaty, provision),
    }
}

/// The letter that a provision stands in, and whose it is.
pub fn owner(treaty: &Treaty<'_>, provision: &Provision<'_>) -> Option<(UnitId, ActorId)> {
    let letter = |unit: &Unit<'_>| matches!(unit.kind, UnitKind::Letter | UnitKind::Minute | UnitKind::Notes);
    parts(treaty, provision).find_map(|(id, it)| Some((id, it.owner.filter(|_| letter(it))?)))
}

/// The parts of the text that a provision stands in, from the inside out.
fn parts<'t, 'm>(treaty: &'t Treaty<'m>, provision: &Provision<'m>) -> impl Iterator<Item = (UnitId, &'t Unit<'m>)> {
    treaty.outward(provision.unit).map(|id| (id, treaty.unit(id)))
}

/// Whether a sentence binds those whom it names.
fn binds_bearers(treaty: &Treaty<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> Binding {
    let text = binds(treaty, provision);
    let (Some((_, owner)), Some(bearer)) = (owner(treaty, provision), &sentence.bearer) else { return text };
    let members = treaty.members(bearer, None);
    let bound = members.iter().filter(|it| **it == owner).count();
    match (bound, text) {
        (0, _) if !members.is_empty() => Binding::No,
        (_, Binding::Yes) if bound < members.len() => Binding::Unsaid,
        _ => text,
    }
}

/// The cap of a text that may not bind.
fn bound(treaty: &Treaty<'_>, provision: &Provision<'_>, binding: Binding) -> Graded {
    match binding {
        Binding::Yes => Graded::sure(Strength::Given),
        Binding::No => Graded::sure(Strength::Expectation),
        Binding::Unsaid => {
            let place = owner(treaty, provision).map_or(treaty.head.title_span, |it| treaty.unit(it.0).head);
            Graded::unsure(Strength::Given, place, "whether all whom it names are bound by")
        }
    }
}

/// What a thing comes to, and whether its words leave it to the bearer.
#[derive(Clone, Copy)]
struct ObjectStrength {
    matter: NounContent,
    left: bool,
}

impl ObjectStrength {
    const fn named() -> Self {
        Self { matter: NounContent::Thing, left: false }
    }
}

/// What a provision says of the content of its duties.
struct Content {
    /// Whether it leaves the content to somebody.
    discretion: bool,
    /// The means.
    means: Vec<ObjectStrength>,
    /// Whether an amount is named.
    amount: bool,
}

fn content(treaty: &Treaty<'_>, provision: &Provision<'_>) -> Content {
    let mut found = Content { discretion: false, means: Vec::new(), amount: false };
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::Discretion(words) => {
                found.discretion |= words.iter().any(|it| it.hole || discretion(it.text) != Some(DiscretionKind::None));
            }
            DetailKind::Means(objects) => found.means.extend(objects.iter().filter_map(|it| item(treaty, it))),
            DetailKind::Amount(objects) => {
                found.amount |= objects.iter().filter_map(|it| item(treaty, it)).any(|it| names_a_thing(it.matter));
            }
            _ => {}
        }
    }
    found
}

/// Whether something that is handed on is named: by a word that no vocabulary has too.
fn names_a_thing(matter: NounContent) -> bool {
    matches!(matter, NounContent::Unknown | NounContent::State | NounContent::Thing)
}

/// What an object comes to; nothing for those to whom something is done, and for what is still to be filled in.
fn item(treaty: &Treaty<'_>, object: &Object<'_>) -> Option<ObjectStrength> {
    match object {
        Object::Actors(_) => None,
        Object::Quantity(amount) => amount.thousandths.map(|_| ObjectStrength::named()),
        Object::Place(..) | Object::Provision(..) | Object::Instrument(..) => Some(ObjectStrength::named()),
        Object::Word(word) if word.hole => None,
        Object::Word(word) => Some(ObjectStrength { matter: matter(treaty, word), left: leaves_to_bearer(word.text) }),
    }
}

/// What a word comes to; a defined term comes to what it means.
fn matter(treaty: &Treaty<'_>, word: &OpenWord<'_>) -> NounContent {
    let plain = vocabulary::matter(word.text);
    let same = |term: &str| {
        let letters = |text: &str| text.to_lowercase().replace('-', " ");
        letters(term) == letters(word.text)
    };
    let Some(term) = treaty.terms.iter().find(|it| same(it.term)) else { return plain };
    match (plain, vocabulary::matter(term.meaning)) {
        (NounContent::Unknown, NounContent::Unknown) => NounContent::Thing,
        (plain, NounContent::Unknown) => plain,
        (_, meant) => meant,
    }
}

/// Whether an object, or a means, names something: not only that something is done, or what somebody sees fit.
pub fn names_something(treaty: &Treaty<'_>, object: &Object<'_>) -> bool {
    item(treaty, object).is_some_and(|it| names_a_thing(it.matter) && !it.left)
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

/// What a sentence asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// That something is said.
    Words,
    /// Talks, or that something is looked at.
    Talk,
    /// That somebody else is asked.
    Appeal,
    /// Help, or another act.
    Act,
    /// That something is left undone.
    Omission,
    /// Its verb is not known: at most so much.
    Unknown(Strength),
}

impl Demand {
    fn cap(self, sentence: &Sentence<'_>) -> Graded {
        match self {
            Self::Words | Self::Unknown(Strength::Expectation) => Graded::sure(Strength::Expectation),
            Self::Talk => Graded::sure(Strength::Consult),
            Self::Appeal => Graded::sure(Strength::SeekAction),
            Self::Act | Self::Omission => Graded::sure(Strength::Given),
            Self::Unknown(most) => {
                let span = Span::new(sentence.verb_span.start, sentence.span.end.max(sentence.verb_span.end));
                Graded::unsure(most, span, "what is asked for by")
            }
        }
    }

    /// What words ask for by what they come to.
    fn by(matter: NounContent) -> Option<Self> {
        match matter {
            NounContent::Sentiment => Some(Self::Words),
            NounContent::Study | NounContent::Situation | NounContent::Talk => Some(Self::Talk),
            NounContent::Appeal => Some(Self::Appeal),
            NounContent::Manner
            | NounContent::Unknown
            | NounContent::Open
            | NounContent::State
            | NounContent::Thing => None,
        }
    }
}

/// A sentence as it is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// How strong it is.
    pub graded: Graded,
    /// How strong its words are: whether the text binds is left aside.
    pub worded: Graded,
    /// What its operative words do.
    pub force: OperativeForce,
    /// What it asks for.
    pub asked: Demand,
}

impl Weighed {
    /// Whether something is to be left undone.
    pub fn omission(&self) -> bool {
        self.asked == Demand::Omission
    }
}

/// Weighs one sentence of a provision. `None` if it binds nobody to anything.
pub fn weigh(treaty: &Treaty<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> Option<Weighed> {
    weighed(treaty, provision, sentence, &content(treaty, provision))
}

/// How strong one sentence is at least; whether it asks for an omission. `None` if it binds nobody to anything.
pub fn sentence(treaty: &Treaty<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> Option<(Strength, bool)> {
    weigh(treaty, provision, sentence).map(|it| (it.graded.low, it.omission()))
}

fn weighed(
    treaty: &Treaty<'_>,
    provision: &Provision<'_>,
    sentence: &Sentence<'_>,
    content: &Content,
) -> Option<Weighed> {
    let (force, negative) = force(sentence.modal?);
    let words = Graded::sure(match force {
        OperativeForce::Nothing => return None,
        OperativeForce::Expectation => Strength::Expectation,
        OperativeForce::Right => Strength::Right,
        OperativeForce::Effort => Strength::SelfJudged,
        OperativeForce::Duty => Strength::Given,
    });
    let words = if treaty.is_settled(sentence) {
        words
    } else {
        Graded::unsure(words.high, sentence.modal_span, "whether whom it names is bound by")
    };
    let objects: Vec<ObjectStrength> = sentence.objects.iter().filter_map(|it| item(treaty, it)).collect();
    let refrains = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Refrain);
    let (asked, given) = match (negative, refrains) {
        (true, false) => (Demand::Omission, !is_open(&objects)),
        // Not to refrain is to do something, and nobody says what.
        (true, true) => (Demand::Act, false),
        (false, _) => positive(sentence, &objects, content),
    };
    let mut caps = words.and(asked.cap(sentence)).and(bearer(sentence));
    if !given {
        caps = caps.and(Graded::sure(Strength::SelfJudged));
    }
    if is_left(&objects, content) {
        caps = caps.and(Graded::sure(Strength::SelfJudged));
    }
    let graded = caps.and(bound(treaty, provision, binds_bearers(treaty, provision, sentence)));
    let live = |graded: Graded| match asked {
        Demand::Omission => graded,
        _ => by_itself(graded, || is_automatic(treaty, provision)),
    };
    Some(Weighed { graded: live(graded), worded: live(caps), force, asked })
}

/// A duty with its content given that comes live by itself.
fn by_itself(graded: Graded, automatic: impl Fn() -> bool) -> Graded {
    if graded.high < Strength::Given || !automatic() {
        return graded;
    }
    let raised = |it| if it == Strength::Given { Strength::SelfExecuting } else { it };
    Graded { low: raised(graded.low), high: raised(graded.high), ..graded }
}

/// Whether only words such as measures and steps are named, or nothing.
fn is_open(items: &[ObjectStrength]) -> bool {
    !items.is_empty() && items.iter().all(|it| matches!(it.matter, NounContent::Open | NounContent::Manner))
}

/// Whether the content is for the bearer to judge: by the clause on discretion, or because all that is named is what it sees
/// fit.
fn is_left(objects: &[ObjectStrength], content: &Content) -> bool {
    let named = || objects.iter().chain(&content.means);
    content.discretion
        || named().any(|it| it.left)
            && !content.amount
            && !named().any(|it| it.matter == NounContent::Thing && !it.left)
}

/// Who is bound: a bearer in words may be nobody.
fn bearer(sentence: &Sentence<'_>) -> Graded {
    let named = |of: &Actors<'_>| of.include.iter().any(|it| !matches!(it, SetTerm::Words(_) | SetTerm::Unknown));
    match &sentence.bearer {
        Some(of) if named(of) => Graded::sure(Strength::Given),
        _ => Graded::unsure(Strength::Given, sentence.bearer_span, "who is bound by"),
    }
}

/// What is asked for where something is to be done, and whether its content is given.
fn positive(sentence: &Sentence<'_>, objects: &[ObjectStrength], content: &Content) -> (Demand, bool) {
    let most = objects.iter().map(|it| it.matter).max();
    let means = content.means.iter().map(|it| it.matter).max();
    let thing = content.amount || means == Some(NounContent::Thing);
    let description = |wanted: NounContent| most == Some(wanted);
    // Help by talks alone is talks.
    let by_words = || if content.amount { None } else { means.and_then(Demand::by) };
    let Some(meaning) = verb(sentence.verb) else {
        let asked = most.and_then(Demand::by).or_else(|| by_words().filter(|_| !description(NounContent::Thing)));
        let high = match asked {
            Some(Demand::Words) => Strength::Expectation,
            Some(Demand::Talk) => Strength::Consult,
            Some(Demand::Appeal) => Strength::SeekAction,
            _ => Strength::Given,
        };
        return (Demand::Unknown(high), thing || description(NounContent::Thing));
    };
    let (class, sense) = (meaning.class, meaning.sense);
    let own = match class {
        VerbClass::Declare => return (Demand::Words, true),
        VerbClass::Consult => return (Demand::Talk, true),
        VerbClass::Seek => Demand::Appeal,
        VerbClass::Refrain => Demand::Omission,
        VerbClass::Aid | VerbClass::Act => Demand::Act,
    };
    if own == Demand::Appeal && sense != VerbSense::Light {
        return (own, true);
    }
    let watched = sense == VerbSense::Watch && most.is_some_and(|it| Demand::by(it) == Some(Demand::Talk));
    if own == Demand::Omission {
        let named = !objects.is_empty() || !sentence.objects.is_empty();
        return if watched { (Demand::Talk, true) } else { (own, named && !is_open(objects)) };
    }
    let turned = match most {
        // What nothing or no known word says, a light verb does not say either.
        None | Some(NounContent::Manner | NounContent::Unknown) if sense == VerbSense::Light && own == Demand::Act => {
            (!thing).then(|| match by_words() {
                Some(Demand::Words) => Demand::Unknown(Strength::Expectation),
                Some(Demand::Talk) => Demand::Unknown(Strength::Consult),
                _ => Demand::Unknown(Strength::Given),
            })
        }
        Some(NounContent::Sentiment) if !matches!(sense, VerbSense::Light | VerbSense::Transfer) => None,
        Some(NounContent::Situation) if !matches!(sense, VerbSense::Light | VerbSense::Watch) => None,
        Some(matter) => Demand::by(matter),
        None => None,
    };
    if let Some(asked) = turned {
        return (asked, thing || description(NounContent::Thing));
    }
    if own == Demand::Appeal && !description(NounContent::Thing) {
        return (own, true);
    }
    let placed = sentence.objects.iter().any(|it| !matches!(it, Object::Actors(_) | Object::Word(_)));
    if sense == VerbSense::Decide && !placed {
        return (Demand::Talk, true);
    }
    let helps = class == VerbClass::Aid || matches!(sense, VerbSense::Light | VerbSense::Result);
    if helps
        && !description(NounContent::Thing)
        && let Some(asked) = by_words()
    {
        return (asked, true);
    }
    let counted = || sentence.objects.iter().any(|it| matches!(it, Object::Quantity(it) if it.thousandths.is_some()));
    let given = match sense {
        _ if thing => true,
        VerbSense::Light => description(NounContent::Thing),
        VerbSense::Result => counted(),
        VerbSense::Transfer => objects.iter().any(|it| names_a_thing(it.matter)),
        // The object of help is whom or what it helps.
        VerbSense::Plain | VerbSense::Watch | VerbSense::Decide if class == VerbClass::Aid => {
            sentence.objects.iter().any(is_arms)
        }
        VerbSense::Concrete => !is_open(objects),
        VerbSense::Plain | VerbSense::Watch | VerbSense::Decide => {
            objects.is_empty() || objects.iter().any(|it| names_a_thing(it.matter) || it.matter == NounContent::Talk)
        }
    };
    (Demand::Act, given)
}

/// Whether an object of help can only be what is given.
fn is_arms(object: &Object<'_>) -> bool {
    match object {
        Object::Quantity(amount) => amount.thousandths.is_some(),
        Object::Word(word) => {
            let class = vocabulary::object(word.text);
            let gift = matches!(class, Some(ObjectClass::Weapons | ObjectClass::Economy | ObjectClass::Exercises));
            !word.hole && (gift || class.is_none() && vocabulary::means(word.text).is_some_and(|it| !it.open))
        }
        Object::Actors(_) | Object::Place(..) | Object::Provision(..) | Object::Instrument(..) => false,
    }
}

/// The strength of every provision.
pub(super) fn strengths(treaty: &Treaty<'_>) -> Vec<ProvisionStrength> {
    treaty.provisions.iter().map(|it| strength(treaty, it)).collect()
}

fn strength(treaty: &Treaty<'_>, provision: &Provision<'_>) -> ProvisionStrength {
    let mut found = ProvisionStrength { modal: provision.head, ..ProvisionStrength::default() };
    if provision.sentences.is_empty() {
        let worded = without_sentence(treaty, provision);
        found.act = worded.map(|it| it.and(bound(treaty, provision, binds(treaty, provision))));
        (found.written.act, found.written.duty) = (worded, worded.filter(|it| it.low != Strength::Right));
        return found;
    }
    let content = content(treaty, provision);
    let mut strongest = None;
    for sentence in &provision.sentences {
        let Some(it) = weighed(treaty, provision, sentence, &content) else { continue };
        if strongest.is_none_or(|max| it.worded.low > max) {
            (strongest, found.modal) = (Some(it.worded.low), sentence.modal_span);
        }
        let stronger = |side: &mut Option<Graded>, one: Graded| *side = Some(side.map_or(one, |it| it.or(one)));
        if it.omission() {
            stronger(&mut found.restraint, it.graded);
            stronger(&mut found.written.restraint, it.worded);
            continue;
        }
        stronger(&mut found.act, it.graded);
        stronger(&mut found.written.act, it.worded);
        if matches!(it.force, OperativeForce::Duty | OperativeForce::Effort) {
            stronger(&mut found.written.duty, it.worded);
        }
    }
    found
}

/// What regimes promise that have no sentence of their own.
fn without_sentence(treaty: &Treaty<'_>, provision: &Provision<'_>) -> Option<Graded> {
    let details = || provision.details.iter().map(|it: &Detail<'_>| &it.kind);
    let by_words = |words: &[OpenWord<'_>]| words.iter().filter(|it| !it.hole).map(|it| matter(treaty, it)).max();
    let graded = match provision.kind {
        // Forces may come; that they must, only a sentence says.
        ProvisionKind::Deployment => Strength::Right,
        ProvisionKind::Consultation => Strength::Consult,
        ProvisionKind::Supply => {
            let content = content(treaty, provision);
            let named = content.amount || content.means.iter().any(|it| names_a_thing(it.matter));
            let given = if named && !content.discretion { Strength::Given } else { Strength::SelfJudged };
            if bearers(provision).next().is_none() {
                return Some(Graded::unsure(given, provision.head, "who is bound by"));
            }
            given
        }
        ProvisionKind::Sanctions => {
            // A package is what its authors call it; but not what each sees fit, nor words.
            let given = details().any(|it| match it {
                DetailKind::Package(words) => {
                    by_words(words).is_some_and(|it| Demand::by(it).is_none())
                        && !words.iter().all(|it| leaves_to_bearer(it.text))
                }
                _ => false,
            });
            if given { Strength::Given } else { Strength::SelfJudged }
        }
        ProvisionKind::Rung => return rung::strength(treaty, provision),
        _ => return None,
    };
    Some(Graded::sure(graded))
}

/// How strong the responses of a rung are that some of its bearers owe.
pub fn response<'m>(
    treaty: &Treaty<'m>,
    provision: &Provision<'m>,
    bears: impl Fn(&Actors<'m>) -> bool,
) -> Option<Graded> {
    let worded = rung::strength_for(treaty, provision, bears)?;
    Some(worded.and(bound(treaty, provision, binds(treaty, provision))))
}

/// Whether a promise comes live by itself: it has no gate but triggers that are decided automatically.
fn is_automatic(treaty: &Treaty<'_>, provision: &Provision<'_>) -> bool {
    let by_itself = |decided: &Decided<'_>| {
        !decided.unless
            && decided.decision.any.iter().any(|votes| votes.iter().all(|it| matches!(it.kind, VoteKind::Automatic)))
    };
    let ungated = |it: &Provision<'_>| it.gates.is_empty() && it.decided.as_deref().is_none_or(|it| by_itself(it));
    let triggered = |occasion: &Occasion<'_>| match occasion.kind {
        OccasionKind::Named(RefTarget::Provision(id)) => {
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
