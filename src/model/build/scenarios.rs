//! Scenarios. Their meaning is played elsewhere; here the names that they use are noted, so that none seems unused, and
//! those that no reading knows are reported.

use super::{Builder, Lines, Reads};
use crate::syntax::ast;

impl Builder<'_, '_> {
    /// Notes the names of a scenario. It may be about another reading, in which other things are declared: what only this
    /// reading lacks is not reported. Like an assumption it may name states that the text does not.
    pub(super) fn read_scenario(&mut self, scenario: &ast::Scenario) {
        let outer = std::mem::replace(&mut self.quiet, true);
        self.clause = "scenario";
        if self.reads == Reads::Own {
            self.lines = Lines::Scenario;
        }
        for given in &scenario.given {
            if let Some(who) = &given.who {
                self.actors(who);
            }
            if let Some(events) = &given.events {
                self.events(events, false);
            }
        }
        for expect in &scenario.expect {
            if let Some(who) = &expect.who {
                self.actors(who);
            }
            if let Some(provision) = &expect.provision {
                self.target(provision);
            }
            self.objects(&expect.objects, None);
        }
        (self.quiet, self.lines) = (outer, Lines::Text);
    }
    /// Reports a name of a scenario, unless brackets hold it that this reading leaves out.
    pub(super) fn missing_in_scenario<T>(&mut self, hidden: bool, absent: T, report: impl FnOnce(&mut Self) -> T) -> T {
        if hidden {
            return absent;
        }
        let quiet = std::mem::replace(&mut self.quiet, false);
        self.lines = Lines::Analyst;
        let told = report(self);
        (self.quiet, self.lines) = (quiet, Lines::Scenario);
        told
    }
}
