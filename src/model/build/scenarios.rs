//! Scenarios, read in one reading. A name that no reading knows is reported, and so is a word that is no act, no state and
//! nothing that can be withheld; a name that only this reading lacks leaves the scenario incomplete.

use super::super::{
    ActorId, ActorKind, Assuming, Doing, EventKind, Expect, Given, Happening, MayWho, ObligedWho, Pace, ProvisionState,
    ReadingName, RefTarget, Scenario, ScenarioOutcome, SetTerm, When, Withheld,
};
use super::{ModelBuilder, Reads, ScenarioText, TextOrigin, UNBRACKETED};
use crate::diagnostic::{Severity, nearest};
use crate::model::vocabulary::Vocabulary;
use crate::source::Span;
use crate::syntax::ast::{self, Assumption, ExpectKind, GivenKind, GivenWhen, Item, List, OrBracket, RoleGroup};
use crate::syntax::passage::on_one_line;

impl<'a> ModelBuilder<'a, '_> {
    /// The scenarios of a file of their own. Its brackets are its own, and so are the places in it.
    pub(super) fn read_scenario_file(&mut self, text: ScenarioText<'a, '_>) {
        let outer = (self.text, self.reading);
        (self.text, self.reading) = (text.text, &UNBRACKETED);
        self.reported.clear();
        for entry in &text.draft.items {
            if let OrBracket::Plain(Item::Scenario(scenario)) = entry {
                self.read_scenario(scenario);
            }
        }
        (self.text, self.reading) = outer;
    }

    /// A scenario. It may be about another reading, in which other things are declared: what only this reading lacks is not
    /// reported. Like an assumption it may name states that the text does not.
    pub(super) fn read_scenario(&mut self, scenario: &ast::Scenario) {
        if self.reads != Reads::Own {
            return;
        }
        let outer = std::mem::replace(&mut self.quiet, true);
        self.clause = "scenario";
        self.lines = TextOrigin::Scenario;
        self.lacking = !scenario.broken.is_empty();
        let reading = scenario.reading_name.map_or("", |it| self.words(it));
        let is_about = self.is_about(reading, scenario);
        let mut read = Scenario {
            span: scenario.span,
            title: self.unquoted(scenario.title),
            title_span: scenario.title,
            reading,
            reading_span: scenario.reading_name.unwrap_or_default(),
            assuming: None,
            pace: Pace::default(),
            others_idle: false,
            given: List::new(),
            expect: List::new(),
            complete: true,
        };
        for line in &scenario.assuming {
            self.assuming(line, read.assuming.get_or_insert_default());
        }
        if scenario.pace.last().is_some_and(|it| it.last_moment) {
            read.pace = Pace::LastMoment;
        }
        for given in &scenario.given {
            match &given.kind {
                GivenKind::OthersIdle => read.others_idle = true,
                _ => match self.given(given) {
                    Some(given) => read.given.push(given),
                    None => self.lacking = true,
                },
            }
        }
        for expect in &scenario.expect {
            match self.expected(expect) {
                Some(expect) => read.expect.push(expect),
                None => self.lacking = true,
            }
        }
        read.complete = !self.lacking;
        if is_about {
            self.treaty.scenarios.push(read);
        }
        (self.quiet, self.lines) = (outer, TextOrigin::Text);
    }

    /// Whether a scenario is about the reading of this model, or names none. A reading that the draft does not have is
    /// reported.
    fn is_about(&mut self, words: &str, scenario: &ast::Scenario) -> bool {
        if words.is_empty() {
            return true;
        }
        let brackets = self.treaty.brackets;
        let Ok(name) = ReadingName::read(words) else { return false };
        let (chosen, unknown) = name.choices(brackets);
        // A text of which no bracket is left, such as one that was taken, is itself the reading that was meant.
        if brackets.is_empty() && scenario.span.is_own() {
            return true;
        }
        for it in &unknown {
            let who = it.name.split_whitespace().next().unwrap_or_default();
            let head = scenario.reading.iter().copied().find(|head| self.words(*head) == who);
            let span = head.or(scenario.reading_name).unwrap_or(scenario.title);
            // In the draft itself, who stands for nobody is reported with the heads of brackets.
            if span.is_own() && head.is_some() && !brackets.names.has_actor(who) {
                continue;
            }
            let message = format!("no bracket has a text of `{}`", it.name);
            let near = it.near.clone();
            self.wrong_word(span, message, who, near.as_deref());
        }
        let first = |it: ast::BracketId| brackets.all.get(it.0 as usize).and_then(|it| it.choices().first().copied());
        let taken =
            |id: ast::BracketId| self.treaty.reading.choices().get(id.0 as usize).copied().or_else(|| first(id));
        unknown.is_empty() && chosen.iter().all(|(id, choice)| taken(*id) == Some(*choice))
    }

    /// Who may attack whom in one play.
    fn assuming(&mut self, line: &ast::Step, to: &mut Assuming) {
        match &line.kind {
            Assumption::Aggressor { who, against } => {
                let attackers = self.actors(who).map(|it| self.treaty.members(&it, None)).unwrap_or_default();
                let victims = against.as_ref().and_then(|it| self.actors(it)).map(|it| self.treaty.members(&it, None));
                for attacker in attackers {
                    let mut victims = match &victims {
                        Some(victims) => victims.clone(),
                        None => self.treaty.bearers_of(RoleGroup::Beneficiaries),
                    };
                    victims.retain(|it| *it != attacker);
                    to.attacks.push((attacker, victims.into_iter().collect()));
                }
            }
            Assumption::VotesWith(who, leader) => {
                let pairs = self.assumed_pairs(who, *leader);
                to.votes_with.extend(pairs);
            }
            Assumption::Controls(who, controlled) => {
                for controlled in controlled {
                    let pairs = self.assumed_pairs(who, *controlled);
                    to.controls.extend(pairs);
                }
            }
            _ => {}
        }
    }

    fn assumed_pairs(&mut self, who: &ast::ActorExpr, other: Span) -> Vec<(ActorId, ActorId)> {
        let members = self.actors(who).map(|it| self.treaty.members(&it, None)).unwrap_or_default();
        let RefTarget::Actor(other) = self.capital(other) else {
            self.lacking = true;
            return Vec::new();
        };
        members.into_iter().map(|it| (it, other)).collect()
    }

    /// A line of what happens; nothing if it can't be read.
    fn given(&mut self, given: &ast::Given) -> Option<Given<'a>> {
        let what = match &given.kind {
            GivenKind::Events(events) => self.happening(events),
            GivenKind::Act { who, act, matter, words } => {
                let who = self.actors(who)?;
                let act = self.doing(*act);
                let matter = matter.as_ref().map(|it| (self.target(it), it.span));
                if let (Some((target, span)), Some(act)) = (matter, act) {
                    self.check_matter(act, target, span);
                }
                let words = words.map(|it| self.unquoted(it));
                Happening::Act { who, act: act?, matter: matter.map(|it| it.0), words }
            }
            GivenKind::OthersIdle | GivenKind::Unread => return None,
        };
        let when = match &given.when {
            None => When::WithTheFirst,
            Some(GivenWhen::On(span)) => When::On(self.words(*span), *span),
            Some(GivenWhen::After(duration)) => When::After(self.plain_period(*duration)),
        };
        Some(Given { span: given.span, what, when })
    }

    /// What happens: events, or a milestone that has come.
    fn happening(&mut self, list: &ast::EventList) -> Happening<'a> {
        if let ([event], true) = (&list.events[..], list.qualifiers.is_empty())
            && let ast::EventKind::Named(name, None) = &event.kind
            && let Some(RefTarget::Milestone(at)) = self.find_small(self.words(*name))
        {
            self.note_use(self.words(*name), *name, RefTarget::Milestone(at));
            return Happening::Milestone(at);
        }
        let events = self.events(list, false);
        for event in &events.events {
            if let EventKind::Named(word, _) = event.kind
                && self.find_small(word).is_none()
                && !self.scope.terms.contains_key(word)
                && let (false, Some(near)) = (Vocabulary::Events.admits(word), self.nearest_event(word))
            {
                self.wrong_word(event.span, format!("`{word}` is not a known event"), word, Some(&near));
            }
        }
        Happening::Events(Box::new(events))
    }

    /// The event or milestone that is nearest in spelling.
    fn nearest_event(&self, word: &str) -> Option<String> {
        let milestones = self.treaty.milestones.iter().map(|it| it.name);
        nearest(word, milestones).or_else(|| Vocabulary::Events.nearest(word)).map(str::to_owned)
    }

    /// What an actor does; nothing for words that are no act.
    fn doing(&mut self, span: Span) -> Option<Doing> {
        let words = &*on_one_line(self.words(span));
        let mut parts = words.split_whitespace();
        let (first, second) = (parts.next().unwrap_or_default(), parts.next());
        if let ("gives" | "give" | "withholds" | "withhold", Some(word)) = (first, second) {
            if let Some((what, _)) = Withheld::ALL.iter().find(|it| it.1 == word) {
                return Some(Doing::Gives(first.starts_with("give"), *what));
            }
            let at = Span::new(span.end - word.len() as u32, span.end);
            let all = Withheld::ALL.iter().map(|it| it.1);
            let near = nearest(word, all.clone());
            self.wrong_word(at, format!("`{word}` is not something that an actor gives or withholds"), word, near);
            if near.is_none() {
                self.help_words(all);
            }
            return None;
        }
        let plain = [first, second.unwrap_or_default()].join(" ");
        if let Some((doing, ..)) = Doing::WORDS.iter().find(|it| it.1 == plain.trim_end() || it.2 == plain.trim_end()) {
            return Some(*doing);
        }
        let all = Doing::WORDS.iter().map(|it| it.1);
        let near = nearest(words, all.clone()).or_else(|| nearest(words, Doing::WORDS.iter().map(|it| it.2)));
        self.wrong_word(span, format!("`{words}` is not a known act of a scenario"), words, near);
        if near.is_none() {
            self.help_words(all);
        }
        None
    }

    /// What is convened is a body.
    fn check_matter(&mut self, act: Doing, target: RefTarget, span: Span) {
        let words = self.words(span);
        match target {
            RefTarget::Missing | RefTarget::Hole => self.lacking = true,
            RefTarget::Actor(id) if act == Doing::Convenes => {
                let kind = self.treaty.actors[id.0 as usize].kind;
                if !matches!(kind, ActorKind::Body | ActorKind::Organization) {
                    self.wrong_word(span, format!("`{words}` is not a body that can be convened"), words, None);
                }
            }
            _ if act == Doing::Convenes => {
                self.wrong_word(span, format!("`{words}` is not a body that can be convened"), words, None);
            }
            _ => {}
        }
    }

    /// A line of what is expected; nothing if it can't be read.
    fn expected(&mut self, expect: &ast::Expect) -> Option<Expect<'a>> {
        let what = match &expect.kind {
            ExpectKind::State { of, bearer, state, waits_for } => {
                let target = self.what_stands(of);
                // A set of which this reading leaves nothing narrows nothing, and the line is none.
                let named = |this: &mut Self, set: &Option<ast::ActorExpr>| match set {
                    Some(set) => this.known_actors(set).map(Some).ok_or(()),
                    None => Ok(None),
                };
                let (bearer, waits_for) = (named(self, bearer), named(self, waits_for));
                let state = self.standing(*state)?;
                ScenarioOutcome::State { of: target?, bearer: bearer.ok()?, state, waits_for: waits_for.ok()? }
            }
            ExpectKind::May { who, provision, verb, objects } => {
                let who = match (who, provision) {
                    (Some(who), _) => MayWho::Actors(self.known_actors(who)?),
                    (None, Some(provision)) => MayWho::Provision(self.what_stands(provision)?),
                    (None, None) => return None,
                };
                ScenarioOutcome::May { who, verb: self.expected_verb(*verb)?, objects: self.objects(objects, None) }
            }
            ExpectKind::Obliged { who, somebody, verb, objects } => {
                let who = match who {
                    Some(who) => ObligedWho::Each(self.known_actors(who)?),
                    None if *somebody => ObligedWho::Somebody,
                    None => ObligedWho::Nobody,
                };
                let verb = match verb {
                    Some(verb) => Some(self.expected_verb(*verb)?),
                    None => None,
                };
                ScenarioOutcome::Obliged { who, verb, objects: self.objects(objects, None) }
            }
            ExpectKind::Blocks { who, of } => {
                let (who, of) = (self.known_actors(who), self.what_stands(of));
                ScenarioOutcome::Blocks { who: who?, of: of? }
            }
        };
        let clock = match &expect.clock {
            Some(clock) => Some(self.clock(clock)?),
            None => None,
        };
        Some(Expect { span: expect.span, negated: expect.negated, what, clock })
    }

    /// Actors of whom nobody is unknown.
    fn known_actors(&mut self, set: &ast::ActorExpr) -> Option<super::super::Actors<'a>> {
        let actors = self.actors(set)?;
        if actors.include.iter().chain(&actors.except).any(|it| matches!(it, SetTerm::Unknown)) {
            self.lacking = true;
        }
        Some(actors)
    }

    /// What can be live or waiting, breached or ended.
    fn what_stands(&mut self, reference: &ast::Ref) -> Option<RefTarget> {
        let target = self.target(reference);
        match target {
            RefTarget::Provision(_) | RefTarget::Unit(_) | RefTarget::Milestone(_) | RefTarget::Instrument(_) => {
                Some(target)
            }
            RefTarget::Missing | RefTarget::Hole => None,
            _ => {
                let words = self.words(reference.span);
                let message = format!("`{words}` is not a provision, but a state of one is expected here");
                self.wrong_word(reference.span, message, words, None);
                let of_actors = matches!(target, RefTarget::Actor(_) | RefTarget::Group(_));
                if let Some(found) = self.diagnostics.last_mut().filter(|_| of_actors) {
                    found.finding.help(format!("of actors: `{words} is obliged to …`, `{words} may …`"));
                }
                None
            }
        }
    }

    /// How a provision stands, by its word.
    fn standing(&mut self, span: Span) -> Option<ProvisionState> {
        let word = self.words(span);
        if let Some((standing, _)) = ProvisionState::ALL.iter().find(|it| it.1 == word) {
            return Some(*standing);
        }
        let all = ProvisionState::ALL.iter().map(|it| it.1);
        let near = nearest(word, all.clone());
        self.wrong_word(span, format!("`{word}` is not a state of a provision"), word, near);
        if near.is_none() {
            self.help_words(all);
        }
        None
    }

    /// A verb. One that neither the vocabulary nor a sentence of the text knows is a slip if another is near.
    fn expected_verb(&mut self, span: Span) -> Option<&'a str> {
        let word = self.words(span);
        let used = |it: &super::super::Provision<'a>| it.sentences.iter().any(|it| it.verb == word);
        if Vocabulary::Verbs.knows(word) || self.treaty.provisions.iter().any(used) {
            return Some(word);
        }
        let sentences = self.treaty.provisions.iter().flat_map(|it| &it.sentences).map(|it| it.verb);
        let near = nearest(word, sentences).or_else(|| Vocabulary::Verbs.nearest(word));
        let Some(near) = near else { return Some(word) };
        self.wrong_word(span, format!("no sentence of the text has the verb `{word}`"), word, Some(near));
        None
    }

    /// Reports a word of a scenario that means nothing there.
    fn wrong_word(&mut self, span: Span, message: String, word: &str, near: Option<&str>) {
        self.lacking = true;
        let quiet = std::mem::replace(&mut self.quiet, false);
        if let (Some(finding), Some(near)) = (self.report("names/undefined", Severity::Error, span, message), near) {
            finding.did_you_mean(span, word, near);
        }
        self.quiet = quiet;
    }

    /// Adds to what was reported last the words that could stand there.
    fn help_words(&mut self, words: impl Iterator<Item = &'static str>) {
        let words: Vec<String> = words.map(|it| format!("`{it}`")).collect();
        if let Some(found) = self.diagnostics.last_mut() {
            found.finding.help(format!("one of {}", words.join(", ")));
        }
    }

    /// Reports a name of a scenario, unless brackets hold it that this reading leaves out.
    pub(super) fn missing_in_scenario<T>(&mut self, hidden: bool, absent: T, report: impl FnOnce(&mut Self) -> T) -> T {
        if hidden {
            self.lacking = true;
            return absent;
        }
        let quiet = std::mem::replace(&mut self.quiet, false);
        self.lines = TextOrigin::Analyst;
        let told = report(self);
        (self.quiet, self.lines) = (quiet, TextOrigin::Scenario);
        told
    }
}
