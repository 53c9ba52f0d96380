//! Makes Python of the same size, for ruff: classes, functions and tests as a service has them, with a few of the
//! faults that ruff's default rules find. Code, quoted text and comments have about the shares that they have in the
//! generated drafts.

use super::dice::Dice;
use std::fmt::Write as _;

const NOUNS: &[&str] =
    &["order", "invoice", "vessel", "permit", "ledger", "parcel", "sensor", "tenant", "berth", "route"];
const VERBS: &[&str] = &["load", "merge", "settle", "inspect", "forward", "revise", "allocate", "publish", "archive"];
const FIELDS: &[&str] = &["weight", "status", "owner", "due_on", "origin", "amount", "priority", "notes", "revision"];

/// A module of about so many bytes.
pub(crate) fn module(seed: u64, size: usize) -> String {
    let mut dice = Dice::new(seed ^ 0x7079);
    let mut text = String::with_capacity(size + 2048);
    let noun = dice.pick(NOUNS);
    let _ = write!(
        text,
        "\"\"\"Keeps {noun}s in step with the register of the harbour office.\"\"\"\n\nfrom __future__ import annotations\n\n\
         import json\nimport logging\nimport os\nfrom dataclasses import dataclass, field\nfrom datetime import date, timedelta\n\
         from pathlib import Path\n\nLOG = logging.getLogger(__name__)\nROOT = Path(__file__).parent\n"
    );
    let mut number = 0;
    while text.len() < size.saturating_sub(300) {
        number += 1;
        match dice.below(5) {
            0 => record(&mut text, &mut dice, number),
            1 | 2 => function(&mut text, &mut dice, number),
            3 => service(&mut text, &mut dice, number),
            _ => trial(&mut text, &mut dice, number),
        }
    }
    let _ = write!(
        text,
        "\n\nif __name__ == \"__main__\":\n    logging.basicConfig(level=logging.INFO)\n    print(json.dumps({{\"root\": str(ROOT)}}))\n"
    );
    text
}

/// A docstring of one line, or with a paragraph below it.
fn docstring(text: &mut String, dice: &mut Dice, indent: &str, first: &str) {
    let _ = write!(text, "{indent}\"\"\"{first}");
    if dice.percent(75) {
        text.push('\n');
        for _ in 0..dice.between(1, 3) {
            let line = match dice.below(6) {
                0 => "The office numbers its rows from one; a row that is missing counts as late.",
                1 => "Callers hold the lock of the ledger for as long as they read from the result.",
                2 => "A revision is never taken back: a wrong one is followed by one that mends it.",
                3 => "Amounts are in the smallest unit of the currency, and never negative.",
                4 => "Nothing is written here. What changed is returned, oldest first.",
                _ => "Times are those of the berth, not those of the office.",
            };
            let _ = write!(text, "\n{indent}{line}");
        }
        let _ = write!(text, "\n{indent}");
    }
    text.push_str("\"\"\"\n");
}

fn remark(text: &mut String, dice: &mut Dice, indent: &str) {
    if dice.percent(45) {
        let line = dice.pick(&[
            "Rows may come twice.",
            "The old register has no such field.",
            "See the note on late rows.",
            "Cheap enough not to be kept.",
        ]);
        let _ = writeln!(text, "{indent}# {line}");
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn record(text: &mut String, dice: &mut Dice, number: usize) {
    let noun = dice.pick(NOUNS);
    let _ = write!(text, "\n\n@dataclass(slots=True)\nclass {}Record{number}:\n", capital(noun));
    docstring(text, dice, "    ", &format!("One {noun} as the register holds it."));
    text.push('\n');
    let count = dice.between(3, 6);
    for field in dice.some(FIELDS, count) {
        let kind = dice.pick(&[
            "int = 0",
            "str = \"\"",
            "float = 0.0",
            "date | None = None",
            "list[str] = field(default_factory=list)",
        ]);
        let _ = writeln!(text, "    {field}: {kind}");
    }
    let grace = dice.between(1, 30);
    let _ = write!(text, "\n    def is_{noun}_late(self, today: date, grace: int = {grace}) -> bool:\n");
    docstring(text, dice, "        ", "Whether the time of grace is over.");
    text.push_str("        limit = today - timedelta(days=grace)\n        return self != limit and bool(grace)\n");
}

fn function(text: &mut String, dice: &mut Dice, number: usize) {
    let (verb, noun) = (dice.pick(VERBS), dice.pick(NOUNS));
    let (field, other) = (dice.pick(FIELDS), dice.pick(FIELDS));
    let limit = dice.between(10, 500);
    let _ = write!(
        text,
        "\n\ndef {verb}_{noun}s_{number}(rows: list[dict], *, limit: int = {limit}, strict: bool = False) -> dict[str, int]:\n"
    );
    docstring(text, dice, "    ", &format!("{} the {noun}s that are due, and count them by {field}.", capital(verb)));
    remark(text, dice, "    ");
    let _ = write!(
        text,
        "    counts: dict[str, int] = {{}}\n    for row in rows[:limit]:\n        key = str(row.get(\"{field}\", \"none\"))\n        \
         if strict and key not in row.values():\n            raise ValueError(f\"no {field} in {{row!r}}\")\n"
    );
    remark(text, dice, "        ");
    if dice.percent(50) {
        let _ = write!(
            text,
            "        try:\n            counts[key] = counts.get(key, 0) + int(row[\"{other}\"])\n        \
             except (KeyError, ValueError) as error:\n            LOG.warning(\"skipped %s: %s\", key, error)\n            continue\n"
        );
    } else {
        text.push_str("        counts[key] = counts.get(key, 0) + 1\n");
    }
    // A name that is bound and never read.
    if dice.percent(60) {
        let _ = writeln!(text, "    remainder_{number} = len(rows) - limit");
    }
    let least = dice.below(4);
    let _ = writeln!(text, "    return {{key: value for key, value in sorted(counts.items()) if value > {least}}}");
}

fn service(text: &mut String, dice: &mut Dice, number: usize) {
    let noun = dice.pick(NOUNS);
    let _ = write!(text, "\n\nclass {}Service{number}:\n", capital(noun));
    docstring(text, dice, "    ", &format!("Talks to the office about {noun}s."));
    let retries = dice.between(1, 9);
    let _ = write!(
        text,
        "\n    def __init__(self, path: Path, retries: int = {retries}) -> None:\n        self.path = path\n        \
         self.retries = retries\n        self._cache: dict[str, object] = {{}}\n"
    );
    for _ in 0..dice.between(2, 4) {
        let (verb, field) = (dice.pick(VERBS), dice.pick(FIELDS));
        let at = dice.below(1000);
        let _ = write!(text, "\n    def {verb}_{field}_{at}(self, key: str) -> object | None:\n");
        docstring(
            text,
            dice,
            "        ",
            &format!("{} the {field} of one row, from the cache if it is there.", capital(verb)),
        );
        remark(text, dice, "        ");
        let none = dice.pick(&["None", "\"\"", "0", "[]"]);
        let _ = write!(
            text,
            "        if key in self._cache:\n            return self._cache[key]\n        for attempt in range(self.retries):\n            \
             source = self.path / f\"{{key}}-{{attempt}}.json\"\n            if source.exists():\n                \
             self._cache[key] = json.loads(source.read_text(encoding=\"utf-8\"))\n                break\n        \
             return self._cache.get(key, {none})\n"
        );
    }
}

fn trial(text: &mut String, dice: &mut Dice, number: usize) {
    let (verb, noun, field) = (dice.pick(VERBS), dice.pick(NOUNS), dice.pick(FIELDS));
    let unused = if dice.percent(50) { "    import collections\n\n" } else { "" };
    let (value, at, count) = (dice.between(1, 99), dice.below(1000), dice.between(1, 9));
    let _ = write!(text, "\n\ndef test_{verb}_{noun}_{number}(tmp_path: Path) -> None:\n");
    docstring(text, dice, "    ", &format!("What was written is read again, {noun} by {noun}."));
    let _ = write!(
        text,
        "{unused}    sample = [{{\"{field}\": {value}, \"id\": \"{noun}-{at}\"}} for _ in range({count})]\n    \
         target = tmp_path / \"{noun}.json\"\n    target.write_text(json.dumps(sample))\n    again = json.loads(target.read_text())\n    \
         assert len(again) == {count} and all(row[\"{field}\"] for row in again), \"{noun} lost on the way\"\n"
    );
}
