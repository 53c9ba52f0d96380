//! Makes Python of the same size, for ruff: classes, functions and tests as a service has them, with a few of the
//! faults that ruff's default rules find, about as many as a generated draft has.

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

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn record(text: &mut String, dice: &mut Dice, number: usize) {
    let noun = dice.pick(NOUNS);
    let _ = write!(
        text,
        "\n\n@dataclass(slots=True)\nclass {}Record{number}:\n    \"\"\"One {noun} as the register holds it.\"\"\"\n\n",
        capital(noun)
    );
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
    let _ = write!(
        text,
        "\n    def is_{}_late(self, today: date, grace: int = {}) -> bool:\n        limit = today - timedelta(days=grace)\n        \
         return self != limit and bool(grace)\n",
        noun,
        dice.between(1, 30)
    );
}

fn function(text: &mut String, dice: &mut Dice, number: usize) {
    let (verb, noun) = (dice.pick(VERBS), dice.pick(NOUNS));
    let (field, other) = (dice.pick(FIELDS), dice.pick(FIELDS));
    let _ = write!(
        text,
        "\n\ndef {verb}_{noun}s_{number}(rows: list[dict], *, limit: int = {}, strict: bool = False) -> dict[str, int]:\n    \
         \"\"\"{} the {noun}s that are due, and count them by {field}.\"\"\"\n    \
         counts: dict[str, int] = {{}}\n    for row in rows[:limit]:\n        key = str(row.get(\"{field}\", \"none\"))\n        \
         if strict and key not in row.values():\n            raise ValueError(f\"no {field} in {{row!r}}\")\n",
        dice.between(10, 500),
        capital(verb)
    );
    if dice.percent(50) {
        let _ = write!(
            text,
            "        try:\n            counts[key] = counts.get(key, 0) + int(row[\"{other}\"])\n        except (KeyError, ValueError) as error:\n            \
             LOG.warning(\"skipped %s: %s\", key, error)\n            continue\n"
        );
    } else {
        text.push_str("        counts[key] = counts.get(key, 0) + 1\n");
    }
    // A name that is bound and never read.
    if dice.percent(60) {
        let _ = writeln!(text, "    remainder_{number} = len(rows) - limit");
    }
    let _ = writeln!(
        text,
        "    return {{key: value for key, value in sorted(counts.items()) if value > {}}}",
        dice.below(4)
    );
}

fn service(text: &mut String, dice: &mut Dice, number: usize) {
    let noun = dice.pick(NOUNS);
    let _ = write!(
        text,
        "\n\nclass {}Service{number}:\n    \"\"\"Talks to the office about {noun}s.\"\"\"\n\n    def __init__(self, path: Path, retries: int = {}) -> None:\n        \
         self.path = path\n        self.retries = retries\n        self._cache: dict[str, object] = {{}}\n",
        capital(noun),
        dice.between(1, 9)
    );
    for _ in 0..dice.between(2, 4) {
        let (verb, field) = (dice.pick(VERBS), dice.pick(FIELDS));
        let at = dice.below(1000);
        let _ = write!(
            text,
            "\n    def {verb}_{field}_{at}(self, key: str) -> object | None:\n        # The office answers late on Mondays.\n        \
             if key in self._cache:\n            return self._cache[key]\n        for attempt in range(self.retries):\n            \
             source = self.path / f\"{{key}}-{{attempt}}.json\"\n            if source.exists():\n                \
             self._cache[key] = json.loads(source.read_text(encoding=\"utf-8\"))\n                break\n        \
             return self._cache.get(key, {})\n",
            dice.pick(&["None", "\"\"", "0", "[]"])
        );
    }
}

fn trial(text: &mut String, dice: &mut Dice, number: usize) {
    let (verb, noun, field) = (dice.pick(VERBS), dice.pick(NOUNS), dice.pick(FIELDS));
    let unused = if dice.percent(50) { "    import collections\n\n" } else { "" };
    let _ = write!(
        text,
        "\n\ndef test_{verb}_{noun}_{number}(tmp_path: Path) -> None:\n{unused}    sample = [{{\"{field}\": {}, \"id\": \"{noun}-{}\"}} for _ in range({})]\n    \
         target = tmp_path / \"{noun}.json\"\n    target.write_text(json.dumps(sample))\n    again = json.loads(target.read_text())\n    \
         assert len(again) == {} and all(row[\"{field}\"] for row in again), \"{noun} lost on the way\"\n",
        dice.between(1, 99),
        dice.below(1000),
        dice.between(1, 9),
        dice.between(1, 9)
    );
}
