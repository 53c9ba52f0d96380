//! An analysis for the terminal.

use crate::diagnostic::join_list;
use crate::report::analysis_report::{
    AnalysisReport, Blocked, CellState, Controlled, Coverage, Effect, Power, Providers, Reached, Required,
    RequiredVerdict, Section, Sets, Sheet, SheetEntry, Summary, Verdict, Vetoes, View, Way,
};
use crate::report::foreign::line;
use crate::report::place::{bold, table};
use std::fmt::Write as _;

/// So many patterns of sets are shown.
const PATTERNS: usize = 5;

/// What is shown, and how.
struct Screen {
    out: String,
    color: bool,
    width: usize,
    /// Who is assumed to attack or to act with an attacker.
    adverse: Vec<String>,
}

/// Said where the analyses ran out of steps.
const UNFINISHED: &str =
    "Not fully examined: the draft requires more steps than are allowed. What is missing here is unknown.";

/// These sections for the terminal, in lines of at most so many columns.
pub fn full(analysis_report: &AnalysisReport, told: &[Section], color: bool, width: usize) -> String {
    let mut screen = Screen { out: String::new(), color, width, adverse: analysis_report.adverse.clone() };
    required(&mut screen, &analysis_report.required);
    if told.is_empty() {
        return screen.out;
    }
    let tells = |section: Section| told.contains(&section);
    head(&mut screen, analysis_report);
    if analysis_report.unfinished {
        screen.line(0, UNFINISHED);
    }
    if let Some(it) = analysis_report.summary.as_ref().filter(|_| tells(Section::Summary)) {
        summary(&mut screen, it);
    }
    if let Some(it) = analysis_report.vetoes.as_ref().filter(|_| tells(Section::Vetoes)) {
        vetoes(&mut screen, it);
    }
    if let Some(it) = analysis_report.gates.as_ref().filter(|_| tells(Section::Gates)) {
        gates(&mut screen, it);
    }
    if let Some(it) = analysis_report.timeline.as_ref().filter(|_| tells(Section::Timeline)) {
        screen.heading("Timeline");
        if it.effects.is_empty() {
            screen.line(0, "no promise depends on an event");
        }
        for effect in &it.effects {
            timeline(&mut screen, effect);
        }
    }
    if let Some(it) = analysis_report.coverage.as_ref().filter(|_| tells(Section::Coverage)) {
        coverage(&mut screen, it);
    }
    if let Some(it) = analysis_report.duties.as_ref().filter(|_| tells(Section::Duties)) {
        screen.heading("Who owes what");
        for sheet in it {
            duties(&mut screen, sheet);
        }
    }
    if let Some(it) = analysis_report.providers.as_ref().filter(|_| tells(Section::Providers)) {
        providers(&mut screen, it);
    }
    if let Some(it) = analysis_report.power.as_ref().filter(|_| tells(Section::Power)) {
        power(&mut screen, it);
    }
    screen.out
}

impl Screen {
    fn heading(&mut self, words: &str) {
        let words = bold(words, self.color);
        let _ = write!(self.out, "\n{words}\n");
    }

    fn title(&mut self, words: &str) {
        self.out.push('\n');
        self.line(0, words);
    }

    /// Words, wrapped under their indentation and two more.
    fn line(&mut self, indent: usize, words: &str) {
        let words = line(words);
        let room = self.width.saturating_sub(indent).max(20);
        let mut column = 0;
        let _ = write!(self.out, "{:indent$}", "");
        for word in words.split_whitespace() {
            let mut word = word.to_owned();
            loop {
                let length = columns(&word);
                let blank = usize::from(column > 0);
                if column + blank + length <= room {
                    if blank == 1 {
                        self.out.push(' ');
                    }
                    self.out.push_str(&word);
                    column += blank + length;
                    break;
                }
                if column > 2 {
                    let under = indent + 2;
                    let _ = write!(self.out, "\n{:under$}", "");
                    column = 2;
                    // The two columns are blank already.
                    if columns(&word) <= room - 2 {
                        self.out.push_str(&word);
                        column += columns(&word);
                        break;
                    }
                }
                // A word that is longer than a line is cut.
                let cut = word.char_indices().map(|it| it.0).find(|at| columns(&word[..*at]) + 2 >= room);
                let cut = cut.filter(|at| *at > 0).unwrap_or(word.len());
                let rest = word.split_off(cut);
                self.out.push_str(&word);
                column = room;
                if rest.is_empty() {
                    break;
                }
                word = rest;
            }
        }
        self.out.push('\n');
    }

    /// A line of a summary: what it is about, and what is said of it.
    fn item(&mut self, about: &str, words: &str) {
        self.line(2, &format!("{about}: {words}"));
    }

    fn names(&self, names: &[String]) -> String {
        let marked = |it: &String| if self.adverse.contains(it) { format!("{it} (!)") } else { it.clone() };
        names.iter().map(marked).collect::<Vec<_>>().join(", ")
    }

    fn table(&mut self, head: Vec<String>, rows: Vec<Vec<String>>) {
        self.out.push_str(&table(head, rows, self.width));
    }
}

/// How many columns words take.
fn columns(words: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(words)
}

fn required(screen: &mut Screen, required: &[Required]) {
    for it in required {
        let (verdict, kind) = match it.verdict {
            RequiredVerdict::Holds => ("holds", ""),
            RequiredVerdict::Fails => ("does not hold", "counterexample: "),
            RequiredVerdict::Undetermined => ("cannot be determined", "open: "),
        };
        screen.line(0, &format!("{verdict}: {}", it.property));
        for ground in &it.grounds {
            screen.line(2, &format!("{kind}{ground}"));
        }
    }
}

fn head(screen: &mut Screen, analysis_report: &AnalysisReport) {
    if !screen.out.is_empty() {
        screen.out.push('\n');
    }
    let title = analysis_report
        .title
        .as_ref()
        .map_or_else(|| analysis_report.draft.clone(), |it| format!("{it} ({})", analysis_report.draft));
    screen.line(0, &title);
    if let Some(reading) = &analysis_report.reading {
        let of = analysis_report.readings.as_ref().map_or_else(String::new, |it| format!(" (one of {it})"));
        screen.line(0, &format!("reading: {reading}{of}"));
    }
    for same in
        analysis_report.attacks.chunk_by(|one, other| (&one.attacker, &one.with) == (&other.attacker, &other.with))
    {
        let victims: Vec<String> = same.iter().flat_map(|it| it.victims.clone()).collect();
        match same {
            [one] => screen.line(0, &format!("assumed: {}", one.words)),
            [first, ..] => {
                let with = match &first.with[..] {
                    [] => String::new(),
                    [one] => format!(", and {one} acts with it"),
                    many => format!(", and {} act with it", join_list(many, "and")),
                };
                screen.line(0, &format!("assumed: {} attacks {}{with}", first.attacker, join_list(&victims, "or")));
            }
            [] => {}
        }
    }
    if analysis_report.attacks.is_empty() {
        screen.line(0, "no potential aggressor is assumed: assume one with --assume");
    } else {
        screen.line(0, "(!) marks a potential aggressor, or an actor aligned with one");
    }
}

fn summary(screen: &mut Screen, summary: &Summary) {
    for it in &summary.promises {
        let strength = it.strength.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
        screen.title(&format!("{}{strength}", it.clause.cite));
        if !it.bearers.is_empty() {
            let bearers = screen.names(&it.bearers);
            screen.item("owed by", &bearers);
        }
        let by: Vec<String> = it.blocked.iter().map(|it| blocked(screen, it)).collect();
        match &by[..] {
            [] if it.open.is_empty() => screen.item("can block it", "nobody alone"),
            [] => screen.item("can block it", "cannot be determined, since a point is open"),
            by => screen.item("can block it", &by.join("; ")),
        }
        let date = it.worst.date.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
        let worst = match &it.worst.open_gate {
            Some(gate) => format!("no time-limit, since none is set for: {} ({})", gate.words, gate.cite),
            None => format!("{}{date}", it.worst.words),
        };
        screen.item("at worst", &worst);
        for reached in &it.reached {
            answers(screen, reached);
        }
        for open in &it.open {
            screen.item("cannot be determined", open);
        }
    }
    if summary.promises.is_empty() {
        screen.title("no promise depends on an event, a decision or anything else");
    }
    if !summary.unanswered.is_empty() {
        let events = kinds(&summary.unanswered, &summary.answered);
        screen.title(&format!("no duty to act is certain to cover, in any area: {events}"));
    }
    if !summary.standing.is_empty() {
        let names: Vec<&str> = summary.standing.iter().map(|it| it.name.as_str()).collect();
        screen.title(&format!("in force with the treaty, and nobody alone can block it: {}", names.join(", ")));
    }
}

/// `RUS (!) alone: votes no (unanimity of guarantors, line 12)`
fn blocked(screen: &Screen, it: &Blocked) -> String {
    let who = screen.names(&it.who);
    match &it.who[..] {
        _ if it.together => format!("{who} together: {}", it.how),
        [_] => format!("{who} alone: {}", it.how),
        _ => format!("each of {who} alone: {}", it.how),
    }
}

/// `every kind of attack: its territory and Crimea`
fn answers(screen: &mut Screen, it: &Reached) {
    let areas = join_list(&it.areas, "and");
    let attack = it.attack.as_ref().map_or_else(String::new, |it| format!(", if {it}"));
    if !it.events.is_empty() {
        let others: Vec<String> = it.unsaid.iter().chain(&it.not).cloned().collect();
        let events = kinds(&it.events, &others);
        screen.item("covers", &format!("{events} ({areas}{attack})"));
    }
    if !it.unsaid.is_empty() {
        let others: Vec<String> = it.events.iter().chain(&it.not).cloned().collect();
        let events = kinds(&it.unsaid, &others);
        screen.item("cannot be determined", &format!("whether it covers {events} ({areas}{attack})"));
    }
}

/// Kinds of attack, as briefly as they can be told.
fn kinds(these: &[String], others: &[String]) -> String {
    match others {
        [] => "every kind of attack".to_owned(),
        others if others.len() < these.len() => format!("every kind of attack except {}", join_list(others, "and")),
        _ => join_list(these, "and"),
    }
}

fn vetoes(screen: &mut Screen, vetoes: &Vetoes) {
    screen.heading("Who can block, and who can force");
    for it in vetoes.promises.iter().chain(&vetoes.powers) {
        controlled(screen, it);
    }
    if !vetoes.ungated.is_empty() {
        let names: Vec<&str> = vetoes.ungated.iter().map(|it| it.name.as_str()).collect();
        screen.out.push('\n');
        screen.line(0, &format!("without any gate, in effect with the treaty: {}", names.join(", ")));
    }
}

fn controlled(screen: &mut Screen, it: &Controlled) {
    let strength = it.strength.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
    screen.title(&format!("{}: {}{strength}", it.clause.cite, it.what));
    for view in &it.views {
        seen(screen, view);
    }
}

fn seen(screen: &mut Screen, view: &View) {
    if let Some(attack) = &view.attack {
        screen.line(2, &format!("if {attack}:"));
    }
    if view.each {
        let bearers = screen.names(&view.bearers);
        screen.line(2, &format!("for each of {bearers}, by itself:"));
    }
    if let Some(adverse) = view.adverse.as_ref().filter(|it| it.concerns) {
        let verdict = match adverse.verdict {
            Verdict::BlocksAlone => "the potential aggressor alone blocks it",
            Verdict::BlocksWithBloc => "the potential aggressor blocks it together with those aligned with it",
            Verdict::Forces => "the potential aggressor forces it",
            Verdict::CannotBlock => "the potential aggressor cannot block it",
            Verdict::Undetermined => "whether the potential aggressor can block it cannot be determined",
            Verdict::NotWorkedOut => "whether the potential aggressor can block it was not fully examined",
        };
        match &adverse.open[..] {
            _ if !adverse.plays.is_empty() => {}
            [] => screen.line(2, &format!("{verdict}; {}", adverse.support)),
            open => screen.line(2, &format!("{verdict}: {}", open.join("; "))),
        }
        for play in &adverse.plays {
            screen.line(2, &format!("{verdict}: {play}"));
        }
        if !adverse.critical.is_empty() {
            let critical = screen.names(&adverse.critical);
            screen.line(4, &format!("critical alone: {critical}"));
        }
        if !adverse.critical_pairs.is_empty() {
            let pairs: Vec<String> =
                adverse.critical_pairs.iter().map(|it| format!("{} and {}", it[0], it[1])).collect();
            screen.line(4, &format!("critical pairs: {}", pairs.join("; ")));
        }
    }
    if view.alone.is_empty() {
        screen.line(2, "nobody blocks it alone");
    }
    // Those who do the same at the same gate stand together.
    for same in view.alone.chunk_by(|a, b| (a.line, &a.gate, &a.act, a.adverse) == (b.line, &b.gate, &b.act, b.adverse))
    {
        let names: Vec<String> = same.iter().map(|it| it.actor.clone()).collect();
        let names = screen.names(&names);
        let each = if same.len() > 1 { "each alone blocks it" } else { "alone blocks it" };
        let place = if same[0].line > 0 { format!(", line {}", same[0].line) } else { String::new() };
        screen.line(2, &format!("{names}: {each}, if it {} ({}{place})", same[0].act, same[0].gate));
    }
    sets(screen, "these block it", &view.blocking, "nothing blocks it");
    sets(screen, "these bring it about whatever others do", &view.enabling, "nothing brings it about");
}

fn sets(screen: &mut Screen, what: &str, sets: &Sets, none: &str) {
    if sets.patterns.is_empty() {
        screen.line(2, if sets.count.is_some() { none } else { "too many take part for the sets to be listed" });
        return;
    }
    let count = sets.count.as_deref().unwrap_or("more than 10^38");
    screen.line(2, &format!("{what} ({count} in all):"));
    for pattern in sets.patterns.iter().take(PATTERNS) {
        let stands =
            pattern.sets.as_ref().filter(|it| *it != "1").map_or_else(String::new, |it| format!(" ({it} sets)"));
        screen.line(4, &format!("- {}{stands}", pattern.words));
    }
    if sets.patterns.len() > PATTERNS || !sets.complete {
        screen.line(4, "- and larger ones");
    }
}

fn gates(screen: &mut Screen, ways: &[Way]) {
    screen.heading("Gates");
    for way in ways {
        let gates = match (way.needed, way.gates.len()) {
            (_, 1) => "one gate must open".to_owned(),
            (needed, all) if needed == all => format!("all {all} gates must open"),
            (needed, all) => format!("{needed} of {all} gates must open"),
        };
        screen.title(&format!("{}: {gates}", way.clause.cite));
        if let Some(event) = &way.event {
            screen.line(2, &format!("upon {event}"));
        }
        for (number, gate) in (1..).zip(&way.gates) {
            let mut marks = Vec::new();
            for (holds, mark) in [
                (gate.delay, "a delay"),
                (gate.own, "each for its own state"),
                (gate.reversed, "it proceeds unless this is adopted"),
                (gate.alternative, "another route bypasses it"),
            ] {
                if holds {
                    marks.push(mark);
                }
            }
            let marks = if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join("; ")) };
            let place = if gate.line > 0 { format!(", line {}", gate.line) } else { String::new() };
            screen.line(2, &format!("{number}. {}: {} ({}{place}){marks}", gate.stage, gate.words, gate.kind));
            let holders = match &gate.holders[..] {
                [] => "held by nobody".to_owned(),
                holders => format!("held by {}", screen.names(holders)),
            };
            let alone = match &gate.alone[..] {
                [] => String::new(),
                [one] if gate.holders.len() == 1 => {
                    format!("; {} alone can keep it shut", screen.names(std::slice::from_ref(one)))
                }
                alone if alone == gate.holders => "; each of them alone can keep it shut".to_owned(),
                alone => format!("; of these, each alone can keep it shut: {}", screen.names(alone)),
            };
            screen.line(5, &format!("{holders}{alone}"));
            match &gate.clock {
                Some(clock) => screen.line(5, &format!("{clock}; then {}", gate.expiry)),
                None => screen.line(5, &gate.expiry),
            }
        }
    }
}

fn timeline(screen: &mut Screen, effect: &Effect) {
    screen.title(&effect.clause.cite);
    let date = |it: &Option<String>| it.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
    screen.line(2, &format!("earliest: {}{}", effect.earliest.words, date(&effect.earliest.date)));
    screen.line(2, &format!("worst case: {}{}", effect.worst.words, date(&effect.worst.date)));
    if let Some(gate) = &effect.worst.open_gate {
        let place = if gate.line > 0 { format!(", line {}", gate.line) } else { String::new() };
        screen.line(4, &format!("no clock: {} ({}{place})", gate.words, gate.cite));
    }
    for leg in &effect.worst_path {
        let place = if leg.line > 0 { format!(", line {}", leg.line) } else { String::new() };
        screen.line(4, &format!("{}: {} ({}{place})", leg.length, leg.words, leg.cite));
    }
    for apart in &effect.apart {
        screen.line(4, &format!("for {}: {}", apart.bearer, apart.worst.words));
    }
}

fn coverage(screen: &mut Screen, coverage: &Coverage) {
    screen.heading("Which attacks are covered");
    screen.line(
        0,
        "D: covered by a duty to act; L: by a lesser commitment, such as consultation or a right; ?: the text is silent; -: not covered",
    );
    for grid in &coverage.grids {
        let (attack, unanswered, unsaid) = (&grid.attack, grid.unanswered, grid.unsaid);
        let cases = grid.cells.iter().map(Vec::len).sum::<usize>();
        let silent = if unsaid == 0 { String::new() } else { format!(", and on {unsaid} of these the text is silent") };
        screen.title(&format!("{attack}: {unanswered} of {cases} cases (an attack in an area) not covered{silent}"));
        let sign = |state: CellState| match state {
            CellState::Duty => "D",
            CellState::Lesser => "L",
            CellState::Unsaid => "?",
            CellState::Unanswered => "-",
        };
        if 20 + grid.areas.iter().map(|it| it.len().min(16) + 3).sum::<usize>() <= screen.width {
            let head = std::iter::once("what".to_owned()).chain(grid.areas.iter().cloned()).collect();
            let rows = coverage.events.iter().zip(&grid.cells).map(|(event, cells)| {
                let cells = cells.iter().map(|it| sign(it.state).to_owned());
                std::iter::once(event.clone()).chain(cells).collect()
            });
            screen.table(head, rows.collect());
        } else {
            for (event, cells) in coverage.events.iter().zip(&grid.cells) {
                let cells: Vec<String> =
                    grid.areas.iter().zip(cells).map(|(area, it)| format!("{area} {}", sign(it.state))).collect();
                screen.line(2, &format!("{event}: {}", cells.join("; ")));
            }
        }
        let mut by: Vec<&str> = grid.cells.iter().flatten().flat_map(|it| &it.by).map(String::as_str).collect();
        by.sort_unstable();
        by.dedup();
        if !by.is_empty() {
            screen.line(2, &format!("covered by: {}", by.join(", ")));
        }
    }
}

fn duties(screen: &mut Screen, sheet: &Sheet) {
    let roles = if sheet.roles.is_empty() { String::new() } else { format!(" ({})", sheet.roles.join(", ")) };
    let name = screen.names(&sheet.actors);
    screen.title(&format!("{name}{roles}"));
    let parts: [(&str, &[SheetEntry]); 5] = [
        ("must", &sheet.must),
        ("must not", &sheet.must_not),
        ("may", &sheet.may),
        ("is expected", &sheet.expected),
        ("need not", &sheet.need_not),
    ];
    for (word, entries) in parts {
        for it in entries {
            let mut words = format!("{word} {}", it.words);
            let mut add = |part: &Option<String>| {
                if let Some(part) = part {
                    let _ = write!(words, ", {part}");
                }
            };
            add(&it.upon);
            add(&it.by_when);
            add(&it.until);
            add(&it.note);
            if !it.permission.is_empty() {
                let _ = write!(words, ", with the leave of {}", screen.names(&it.permission));
            }
            let _ = write!(words, " ({})", it.clause.cite);
            screen.line(2, &words);
        }
    }
    if parts.iter().all(|it| it.1.is_empty()) {
        screen.line(2, "nothing");
    }
}

fn providers(screen: &mut Screen, providers: &Providers) {
    screen.heading("Who provides what");
    if providers.measures.is_empty() {
        screen.line(0, "the text names no measure of help");
        return;
    }
    if 24 + providers.guarantors.len() * 10 <= screen.width {
        let head = std::iter::once("measure".to_owned()).chain(providers.guarantors.iter().cloned());
        let rows = providers.measures.iter().map(|it| {
            let cells = it.cells.iter().map(|it| it.clone().unwrap_or_default());
            std::iter::once(it.name.clone()).chain(cells).collect()
        });
        screen.table(head.collect(), rows.collect());
    } else {
        for it in &providers.measures {
            screen.line(2, &format!("{}: {}", it.name, givers(providers, &it.cells)));
        }
    }
    for it in &providers.measures {
        if it.unallocated {
            screen.line(0, &format!("{} is promised by a group, but by no actor in particular", it.name));
        }
    }
    for it in &providers.single_points {
        screen.line(0, &format!("without {}, nobody must provide {}", it.actor, join_list(&it.measures, "or")));
    }
}

/// Who gives a measure, where there is no room for a table: `must: FRA, GBR; may: USA`.
fn givers(providers: &Providers, cells: &[Option<String>]) -> String {
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for (who, how) in providers.guarantors.iter().zip(cells) {
        let Some(how) = how else { continue };
        match kinds.iter_mut().find(|it| it.0 == how) {
            Some(known) => known.1.push(who),
            None => kinds.push((how, vec![who])),
        }
    }
    let kinds = kinds.into_iter().map(|(how, who)| match who.len() {
        all if all > 1 && all == cells.len() => format!("{how}: every one of the {all}"),
        _ => format!("{how}: {}", who.join(", ")),
    });
    kinds.collect::<Vec<_>>().join("; ")
}

fn power(screen: &mut Screen, power: &Power) {
    screen.heading("Voting power");
    screen.line(0, &power.warning);
    for vote in &power.votes {
        let attack = vote.attack.as_ref().map_or_else(String::new, |it| format!(", if {it}"));
        if !vote.undetermined.is_empty() {
            screen.title(&format!("{}: {}", vote.cite, vote.words));
            for why in &vote.undetermined {
                screen.line(2, &format!("cannot be determined: {why}"));
            }
            continue;
        }
        screen.title(&format!("{}: {} ({} voters{attack})", vote.cite, vote.words, vote.voters));
        let veto = screen.names(&vote.veto);
        screen.line(
            2,
            &if veto.is_empty() {
                "nobody blocks alone".to_owned()
            } else {
                format!("{} alone: {veto}", if vote.veto.len() == 1 { "blocks" } else { "each blocks" })
            },
        );
        if !vote.veto_by_abstention.is_empty() {
            let names = screen.names(&vote.veto_by_abstention);
            screen.line(2, &format!("even by abstaining: {names}"));
        }
        if let Some(feasible) = &vote.feasible {
            screen.line(2, feasible);
        }
        sets(screen, "these block it", &vote.blocking, "nobody blocks it");
        sets(screen, "these carry it", &vote.winning, "nobody carries it");
        if let (Some(count), Some(act)) = (&vote.winning_coalitions, vote.power_to_act) {
            let nakamura = vote.nakamura.as_ref().map_or_else(String::new, |it| format!("; Nakamura number: {it}"));
            screen.line(2, &format!("coalitions that can carry it: {count}; power to act {act:.5}{nakamura}"));
        }
        if vote.shares.is_empty() {
            continue;
        }
        if screen.width < 70 {
            for it in &vote.shares {
                let names = screen.names(&it.voters);
                let (prevents, shapley) = (it.prevents, it.shapley);
                screen.line(2, &format!("{names}: prevents {prevents:.4}, Shapley-Shubik {shapley:.5}"));
            }
            continue;
        }
        let head = ["voters", "prevents", "initiates", "Banzhaf", "share", "Shapley-Shubik"].map(ToOwned::to_owned);
        let rows = vote.shares.iter().map(|it| {
            let exact = if it.shapley_exact.len() < 12 { format!(" = {}", it.shapley_exact) } else { String::new() };
            vec![
                screen.names(&it.voters),
                format!("{:.4}", it.prevents),
                format!("{:.4}", it.initiates),
                format!("{:.5}", it.banzhaf),
                format!("{:.5}", it.banzhaf_share),
                format!("{:.5}{exact}", it.shapley),
            ]
        });
        let rows = rows.collect();
        screen.table(head.to_vec(), rows);
    }
}
