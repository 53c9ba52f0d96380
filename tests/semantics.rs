//! What the text means where it leaves something open: the table of `docs/semantics.md` is what the program answers.

use crate::support::{bless, root};
use serde_json::Value;
use std::fmt::Write as _;
use vattel::syntax::clauses::CLAUSES;
use vattel::{Checker, Draft, Job, PropertyVerdict};

/// A promise to `UKR` with one thing changed: the clause, how it is left open, and the words in each place.
struct Row {
    clause: &'static str,
    how: &'static str,
    /// Declarations before the article.
    before: &'static str,
    /// What the trigger says besides its event; nothing for `decided by automatic`.
    trigger: Option<&'static str>,
    /// The event.
    event: &'static str,
    /// The sentence of the promise.
    sentence: &'static str,
    /// Its clauses.
    clauses: &'static str,
    /// Provisions and final clauses behind it.
    behind: &'static str,
    /// What is asked about: `help`, or a power over it.
    asked: &'static str,
}

const PLAIN: Row = Row {
    clause: "",
    how: "",
    before: "",
    trigger: None,
    event: "armed-attack against UKR",
    sentence: "each of FRA, GBR shall assist UKR",
    clauses: "within 1 day by weapons",
    behind: "",
    asked: "help",
};

const fn trigger(clause: &'static str, how: &'static str, words: &'static str) -> Row {
    Row { clause, how, trigger: Some(words), ..PLAIN }
}

const fn promise(clause: &'static str, how: &'static str, words: &'static str) -> Row {
    Row { clause, how, clauses: words, ..PLAIN }
}

const fn sentence(clause: &'static str, how: &'static str, words: &'static str) -> Row {
    Row { clause, how, sentence: words, ..PLAIN }
}

const fn event(clause: &'static str, how: &'static str, words: &'static str) -> Row {
    Row { clause, how, event: words, ..PLAIN }
}

const fn body(how: &'static str, words: &'static str) -> Row {
    Row { clause: "decided", how, before: words, trigger: Some("decided by Panel"), ..PLAIN }
}

/// A power over a force, a mission or measures that stand by themselves.
const fn power(clause: &'static str, how: &'static str, asked: &'static str, whole: &'static str) -> Row {
    Row { clause, how, sentence: "", clauses: "", behind: whole, asked, ..PLAIN }
}

const ROWS: &[Row] = &[
    Row { how: "nothing is left open", ..PLAIN },
    trigger("decided", "absent", ""),
    trigger("decided", "`TBD`", "decided by TBD"),
    trigger("decided", "words", "decided by \"the competent authority\""),
    trigger("decided", "no clock", "decided by unanimity of FRA, GBR"),
    trigger("decided", "a soft clock", "decided by unanimity of FRA, GBR promptly"),
    trigger(
        "decided",
        "a soft clock, `otherwise proceed`",
        "decided by unanimity of FRA, RUS promptly otherwise proceed",
    ),
    trigger(
        "decided",
        "a clock, `otherwise proceed`",
        "decided by unanimity of FRA, RUS within 1 day otherwise proceed",
    ),
    trigger("decided", "a clock, `otherwise lapses`", "decided by unanimity of FRA, RUS within 1 day otherwise lapses"),
    trigger("decided", "an electorate that nobody is in", "decided by majority of RUS excluding RUS within 1 day"),
    trigger("decided", "more votes than voters", "decided by at least 5 of FRA, GBR within 1 day"),
    body("a body without a rule", "body Panel \"panel\" { members FRA, GBR }"),
    body("a body whose rule is `TBD`", "body Panel \"panel\" { members FRA, GBR  decides by TBD }"),
    body(
        "a body of members in words",
        "body Panel \"panel\" { members \"eminent persons\"  decides by majority of members within 1 day }",
    ),
    body(
        "a body that the aggressor convenes",
        "body Panel \"panel\" { members FRA, GBR  convened by RUS within 1 day  decides by majority of members within 1 day }",
    ),
    promise(
        "subject to",
        "the consent of words",
        "within 1 day by weapons subject to consent of \"the competent bodies\" within 1 day",
    ),
    promise(
        "subject to",
        "the approval of an organ of somebody who owes nothing",
        "within 1 day by weapons subject to approval of RUS by \"parliament\" within 1 day",
    ),
    promise(
        "subject to",
        "the approval of a bearer's own organ",
        "within 1 day by weapons subject to approval of FRA by \"parliament\" within 1 day",
    ),
    promise("requested by", "no clock", "within 1 day by weapons requested by UKR"),
    promise("consultation among", "no clock", "within 1 day by weapons consultation among FRA, GBR"),
    promise("if", "words that nobody judges", "within 1 day by weapons if \"the situation so warrants\""),
    promise("unless", "words that nobody judges", "within 1 day by weapons unless \"there was provocation\""),
    promise("unless", "a kind of attack", "within 1 day by weapons unless invasion against UKR"),
    Row { clause: "upon", how: "words", clauses: "upon \"final settlement\" within 1 day by weapons", ..PLAIN },
    Row { clause: "upon", how: "`TBD`", clauses: "upon TBD within 1 day by weapons", ..PLAIN },
    Row {
        clause: "upon",
        how: "a milestone",
        before: "milestone settled \"final settlement\"",
        clauses: "upon settled within 1 day by weapons",
        ..PLAIN
    },
    Row {
        clause: "upon",
        how: "an instrument that is not read",
        before: "instrument Pact \"another pact\"",
        clauses: "upon entry into force of Pact within 1 day by weapons",
        ..PLAIN
    },
    Row { clause: "upon", how: "a ratification", clauses: "upon ratification by GBR within 1 day by weapons", ..PLAIN },
    Row {
        clause: "upon",
        how: "a date, the day of the event not given",
        clauses: "upon 2030-01-01 within 1 day by weapons",
        ..PLAIN
    },
    promise("within", "absent", "by weapons"),
    promise("within", "`TBD`", "within TBD by weapons"),
    promise("promptly", "as it stands", "promptly by weapons"),
    promise("within", "softened", "within 1 day where possible by weapons"),
    promise("not later than", "words", "not later than \"the tenth working day\" by weapons"),
    promise("by", "absent", "within 1 day"),
    promise("by", "`TBD`", "within 1 day by TBD"),
    promise("by", "words", "within 1 day by \"such means as each chooses\""),
    promise("by", "a word that stands for no means in particular", "within 1 day by all-possible-support"),
    promise("by", "talks only", "within 1 day by diplomacy"),
    promise("discretion", "`as-necessary`", "within 1 day by weapons discretion as-necessary"),
    promise("discretion", "`TBD`", "within 1 day by weapons discretion TBD"),
    promise("discretion", "`constitutional-processes`", "within 1 day by weapons discretion constitutional-processes"),
    promise("in", "words", "within 1 day by weapons in \"the areas agreed\""),
    promise("in", "`TBD`", "within 1 day by weapons in TBD"),
    sentence("shall", "`should`", "each of FRA, GBR should assist UKR"),
    sentence("shall", "`may`", "each of FRA, GBR may assist UKR"),
    sentence("shall", "`endeavours to`", "each of FRA, GBR endeavours to assist UKR"),
    sentence("verb", "an unknown word", "each of FRA, GBR shall bolster UKR"),
    sentence("verb", "a light one with an empty noun", "each of FRA, GBR shall take \"appropriate measures\""),
    sentence("bearer", "words", "\"interested States\" shall assist UKR"),
    sentence("bearer", "`TBD`", "TBD shall assist UKR"),
    sentence("recipient", "another than the victim", "each of FRA, GBR shall assist FRA"),
    event("on", "an unknown word", "subversion against UKR"),
    event("on", "in words", "\"a grave threat\""),
    event("on", "an area in words", "armed-attack against UKR in \"the areas agreed\""),
    event("on", "domains left open", "armed-attack against UKR domains TBD"),
    Row {
        clause: "sequence",
        how: "behind another duty with a clock",
        behind: "obligation first { upon attack FRA shall assist UKR within 10 days by training }\nsequence order { help requires first }",
        ..PLAIN
    },
    Row {
        clause: "sequence",
        how: "behind another duty without a clock",
        behind: "obligation first { upon attack FRA shall assist UKR by training }\nsequence order { help requires first }",
        ..PLAIN
    },
    promise(
        "presumed unless",
        "words that nobody judges",
        "within 1 day by weapons presumed unless \"there was provocation\"",
    ),
    promise("authorised by", "words", "within 1 day by weapons authorised by \"the competent organ\""),
    power(
        "consent of",
        "`TBD`",
        "help",
        "deployment help { by FRA in UKR timing standing roles only training consent of TBD }",
    ),
    power(
        "access",
        "the consent of `TBD`",
        "access of help",
        "verification help { by OSCE covers \"the line\" access subject to consent of TBD }",
    ),
    power(
        "findings by",
        "`TBD`",
        "findings of help",
        "verification help { by OSCE covers \"the line\" access on-demand findings by TBD }",
    ),
    power(
        "mandate",
        "renewed by `TBD`",
        "mandate of help",
        "deployment help { by FRA in UKR timing standing roles only training consent of UKR irrevocable mandate 6 months renewed by TBD }",
    ),
    power(
        "change of",
        "by `TBD`",
        "change of help",
        "deployment help { by FRA in UKR timing standing roles only training consent of UKR irrevocable change of roles by TBD }",
    ),
    power(
        "snapback upon",
        "words",
        "snapback of help",
        "sanctions help { on RUS by FRA, GBR package \"oil\" relief upon \"compliance\" snapback upon \"a breach\" }",
    ),
    power(
        "funded by",
        "`TBD`",
        "funding of help",
        "verification help { by OSCE covers \"the line\" access on-demand funded by TBD }",
    ),
    power("by", "who amends is `TBD`", "amendment", "amendment { by TBD }"),
];

impl Row {
    fn clause_words(&self) -> String {
        if self.clause.is_empty() { "–".to_owned() } else { format!("`{}`", self.clause) }
    }

    fn draft(&self) -> String {
        let trigger = self.trigger.unwrap_or("decided by automatic");
        let upon = if self.clauses.starts_with("upon ") { "upon attack and" } else { "upon attack" };
        let clauses = self.clauses.strip_prefix("upon ").unwrap_or(self.clauses);
        let (sentence, clauses) = match (self.clauses.starts_with("upon "), clauses.find(" within ")) {
            (true, Some(at)) => (format!("{upon} {} {}", &clauses[..at], self.sentence), clauses[at..].to_owned()),
            _ => (format!("{upon} {}", self.sentence), clauses.to_owned()),
        };
        let help = if self.sentence.is_empty() {
            String::new()
        } else {
            format!("obligation help {{ {sentence} {clauses} }}")
        };
        format!(
            "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\nparty GBR \"Britain\" is guarantor\n\
             party RUS \"Russia\" is signatory\nassume {{ potential aggressor RUS against UKR }}\n{}\n\
             trigger attack {{ on {} {trigger} }}\n{help}\n{}\n",
            self.before, self.event, self.behind
        )
    }
}

fn words(verdict: PropertyVerdict, no: &'static str, yes: &'static str) -> &'static str {
    match verdict {
        PropertyVerdict::Holds => yes,
        PropertyVerdict::Fails => no,
        _ => "?",
    }
}

fn line(row: &Row) -> String {
    let draft = Draft::new("draft.treaty", row.draft());
    let checker = Checker::builder().select(["all"]).build().expect("a checker");
    let ask = |property: &str| {
        let found = checker.require(&draft, &Job::new(), property);
        found.unwrap_or_else(|error| panic!("{property} of\n{}{error:?}", draft.text()))
    };
    let analysis = checker.analyze(&draft, &Job::new()).expect("an analysis").json();
    let analysis: Value = serde_json::from_str(&analysis).expect("JSON");
    let named = |list: &Value| {
        let mut list = list.as_array().expect("a list").iter();
        list.find(|it| it["clause"]["name"] == "help").cloned()
    };
    let (block, force) =
        (format!("can_block(RUS, {})", row.asked), format!("can_force(UKR + FRA + GBR, {})", row.asked));
    let can = format!(
        "| {} | {} | {} | {} |",
        row.clause_words(),
        row.how,
        words(ask(&block), "no", "yes"),
        words(ask(&force), "no", "yes")
    );
    let Some(effect) = named(&analysis["timeline"]["effects"]) else { return format!("{can} – | – | – |\n") };
    let worst = effect["worst"]["words"].as_str().expect("words").replace("unbounded", "∞");
    let class = |sign: &str| {
        let mut all = (0..=6).filter(|it| ask(&format!("strength(help) {sign} S{it}")) == PropertyVerdict::Holds);
        if sign == ">=" { all.next_back() } else { all.next() }
    };
    let strength = match (class(">="), class("<=")) {
        (Some(low), Some(high)) if low == high => format!("S{low}"),
        (low, Some(high)) => format!("S{} to S{high}", low.unwrap_or(0)),
        _ => "none".to_owned(),
    };
    format!("{can} {worst} | {strength} | {} |\n", words(ask("answered(invasion)"), "no", "yes"))
}

#[test]
fn the_page_says_what_the_program_answers() {
    let path = root().join("docs/semantics.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let (begin, end) = ("<!-- table -->\n", "<!-- end of table -->\n");
    let (before, rest) = page.split_once(begin).expect("the table begins");
    let (_, behind) = rest.split_once(end).expect("the table ends");
    let mut table = String::from(
        "| clause | left open | can RUS block it | opens if all others act | worst case | strength | answers an invasion |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for row in ROWS {
        let _ = write!(table, "{}", line(row));
    }
    let wanted = format!("{before}{begin}{table}{end}{behind}");
    bless::file(&path, &wanted).unwrap_or_else(|it| panic!("{it}"));
}

/// Every clause of the table of clauses that is a gate says here what it means when it is left open.
#[test]
fn every_gate_has_a_row() {
    let gates = CLAUSES.iter().filter(|it| it.gate.provisions().next().is_some()).map(|it| it.texts[0]);
    let missing: Vec<&str> = gates.filter(|word| ROWS.iter().all(|row| row.clause != *word)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
