//! Scenarios. Their meaning is played elsewhere; here the names that they use are noted, so that none seems unused.

use super::Builder;
use crate::syntax::ast;

impl Builder<'_, '_> {
    /// Notes the names of a scenario. It may be about another reading, in which other things are declared: what is
    /// missing here is not reported.
    pub(super) fn read_scenario(&mut self, scenario: &ast::Scenario) {
        let outer = std::mem::replace(&mut self.quiet, true);
        self.clause = "scenario";
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
        self.quiet = outer;
    }
}
