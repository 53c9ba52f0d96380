// The colours, the snippets and the settings, held against the language itself, so that none of them goes stale.
//
// With the variable VATTEL set to the program, the snippets are read by it as well.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const read = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");
const here = (path) => read(`../${path}`);
const project = (path) => read(`../../../${path}`);

const grammarText = here("syntaxes/treaty.tmLanguage.json");
const pest = project("grammar/treaty.pest");

await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) =>
    scope === "source.treaty" ? textmate.parseRawGrammar(grammarText, "treaty.tmLanguage.json") : null,
});
const grammar = await registry.loadGrammar("source.treaty");

/** The tokens of a text: `{ words, scopes }`, line by line. */
function tokens(text) {
  let state = textmate.INITIAL;
  return text.split("\n").flatMap((line, number) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.map((it) => ({
      line: number + 1,
      start: it.startIndex,
      words: line.slice(it.startIndex, it.endIndex),
      scopes: it.scopes,
    }));
  });
}

/** The scopes of the first place where `words` stand on a line that holds `within`. */
function scopesAt(text, within, words) {
  const lines = text.split("\n");
  const line = lines.findIndex((it) => it.includes(within));
  assert.notEqual(line, -1, `no line holds ${within}`);
  const from = lines[line].indexOf(within) + within.indexOf(words);
  const token = tokens(text).find(
    (it) => it.line === line + 1 && it.start <= from && from < it.start + it.words.length,
  );
  return token.scopes;
}

const has = (scopes, start) => scopes.some((it) => it === start || it.startsWith(`${start}.`));

/** The rule of the grammar of that name. */
function rule(name) {
  const found = new RegExp(`\\n${name} = ([\\s\\S]*?)\\n(?=///|\\n|// )`).exec(pest);
  assert.ok(found, `the grammar has no rule ${name}`);
  return found[1];
}

/** Words in quotes that a rule of the grammar names, itself or through silent rules. */
function wordsOf(name) {
  const quoted = (text) => [...text.matchAll(/"([a-z][a-z-]*)"/g)].map((it) => it[1]);
  const silent = (text) =>
    [...text.replaceAll(/"[^"]*"/g, "").matchAll(/[a-z_]{2,}/g)].map((it) => it[0]).filter((it) => pest.includes(`\n${it} = _{`));
  const [seen, words] = [new Set([name]), []];
  for (const it of seen) {
    words.push(...quoted(rule(it)));
    silent(rule(it)).forEach((part) => seen.add(part));
  }
  assert.ok(words.length > 1, `the rule ${name} names no words`);
  return words;
}

function patterns(node, found = []) {
  if (Array.isArray(node)) {
    node.forEach((it) => patterns(it, found));
  } else if (node && typeof node === "object") {
    for (const key of ["match", "begin", "end", "while"]) {
      if (typeof node[key] === "string") found.push(node[key]);
    }
    Object.values(node).forEach((it) => patterns(it, found));
  }
  return found;
}

test("every pattern can be read", () => {
  const all = patterns(JSON.parse(grammarText));
  assert.ok(all.length > 60);
  for (const pattern of all) {
    const scanner = new oniguruma.OnigScanner([pattern]);
    // A pattern that can't be read is found out where it is first used.
    scanner.findNextMatchSync("treaty", 0);
  }
});

test("a draft is coloured as it should be", () => {
  const draft = project("drafts/flawed/istanbul-2022-04.treaty");
  for (const [line, words, scope] of [
    ["# Istanbul, April 2022", "Istanbul", "comment.line.number-sign"],
    ['treaty "Treaty on Permanent', "treaty", "storage.type.treaty"],
    ['treaty "Treaty on Permanent', "Permanent", "string.quoted.double"],
    ["stage     rolling", "rolling", "constant.other.header"],
    ["party UKR", "party", "storage.type.declaration"],
    ["party UKR", "UKR", "entity.name.type.actor"],
    ["is beneficiary", "beneficiary", "support.constant.role"],
    ["#~^ parties/guarantor-is-aggressor", "parties", "entity.other.attribute-name.rule"],
    ["[ RUS: party BLR", "[", "punctuation.section.brackets.begin"],
    ["[ RUS: party BLR", "RUS", "entity.name.type.actor.attribution"],
    ["[ RUS: party BLR", "BLR", "meta.unagreed"],
    ["assume {", "assume", "storage.type.unit"],
    ["potential aggressor RUS", "potential", "keyword.other.clause"],
    ["Ukraine keeps its permanent", "keeps", "string.quoted.triple"],
    ['article 5 "Assistance', "5", "entity.name.section"],
    ["map annex 6", "6", "constant.numeric.reference"],
    ["trigger attack-on-ukraine {", "trigger", "storage.type.provision"],
    ["trigger attack-on-ukraine {", "attack-on-ukraine", "entity.name.function.provision"],
    ["on armed-attack against UKR in", "on", "keyword.other.clause"],
    ["on armed-attack against UKR in", "armed-attack", "variable.other.word"],
    ["territory of UKR except Crimea", "except", "keyword.operator.word"],
    ["within 3 days otherwise", "3", "constant.numeric"],
    ["within 3 days otherwise", "days", "keyword.other.unit"],
    ["within 3 days otherwise proceed", "proceed", "constant.language"],
    ["decided by unanimity of guarantors", "unanimity", "keyword.control.decision"],
    ["| UKR: decided by each of", "|", "keyword.operator.alternative"],
    ["UKR: decided by each of guarantors", "each", "keyword.other.quantifier"],
    ["each of guarantors shall assist UKR", "shall", "keyword.control.modal"],
    ["each of guarantors shall assist UKR", "assist", "support.function.verb"],
    ["each of guarantors shall assist UKR", "guarantors", "support.constant.role"],
    ["UKR reads: extent", "reads", "keyword.other.attribution"],
    ["entry-into-force { upon", "entry-into-force", "storage.type.provision"],
    ["on 2027-03-01", "2027-03-01", "constant.numeric.date"],
    ["given RUS votes no", "votes no", "keyword.other.clause"],
  ]) {
    assert.ok(has(scopesAt(draft, line, words), scope), `${words} in "${line}" is no ${scope}`);
  }
  const last = tokens(draft).filter((it) => it.words === "}").at(-1);
  assert.ok(has(last.scopes, "punctuation.section.block.end"), "something is left open at the end of the draft");
  assert.ok(!has(last.scopes, "meta.unagreed"));
});

test("comments, quotes and unknowns", () => {
  const text = [
    "# vattel: allow(veto/aggressor-veto, puffery) the delegation asked for it",
    'party TUR “Republic of Türkiye” is guarantor, depositary # "not a text"',
    "deployment force { ceiling TBD command TBD }",
    "supply money { amount USD 500 million, 55 % }",
    'obligation open { FRA shall assist "a text that is not closed',
    "within 3 days }",
  ].join("\n");
  for (const [line, words, scope] of [
    ["# vattel: allow", "allow", "keyword.other.directive"],
    ["# vattel: allow(veto", "veto", "entity.other.attribute-name.rule"],
    ["the delegation", "delegation", "comment.line.reason"],
    ["Republic of", "Republic", "string.quoted.other.curly"],
    ["guarantor, depositary", "depositary", "support.constant.role"],
    ['"not a text"', "not", "comment.line.number-sign"],
    ["ceiling TBD", "TBD", "constant.language.tbd"],
    ["command TBD", "command", "keyword.other.clause"],
    ["USD 500", "USD", "keyword.other.unit.currency"],
    ["500 million", "million", "keyword.other.unit"],
    ["within 3 days }", "within", "keyword.other.clause"],
  ]) {
    assert.ok(has(scopesAt(text, line, words), scope), `${words} in "${line}" is no ${scope}`);
  }
});

test("every head of a provision is known", () => {
  const source = project("src/syntax/kinds.rs");
  const kinds = [...source.matchAll(/\(Self::\w+, "([a-z-]+)"\)/g)].map((it) => it[1]);
  assert.ok(kinds.length >= 31);
  for (const word of new Set([...kinds, ...wordsOf("k_norm"), ...wordsOf("k_final")])) {
    const named = wordsOf("k_norm").includes(word) || ["ladder", "sequence"].includes(word);
    const line = named ? `    ${word} some-name {` : `    ${word} {`;
    assert.ok(has(scopesAt(line, word, word), "storage.type.provision"), `${word} is no head`);
    if (named) {
      assert.ok(has(scopesAt(line, "some-name", "some-name"), "entity.name.function.provision"), word);
    }
  }
});

test("every part of a treaty is known", () => {
  for (const word of [...wordsOf("k_unit"), ...wordsOf("k_annex")]) {
    const line = `${word} 5 bis "Title" {`;
    assert.ok(has(scopesAt(line, word, word), "storage.type.unit"), word);
    assert.ok(has(scopesAt(line, "5 bis", "bis"), "entity.name.section"), word);
    assert.ok(has(scopesAt(`upon breach of ${word} 5`, word, word), "keyword.other.reference"), word);
  }
  for (const [words, line] of [
    ...["party", "state", "organization", "body", "forces", "office", "instrument"].map((it) => [it, `${it} ABC "…"`]),
    ...["area", "zone", "line"].map((it) => [it, `${it} Some-Place`]),
    ...wordsOf("item_word").map((it) => [it, it]),
  ]) {
    const scopes = scopesAt(line, words, words);
    assert.ok(has(scopes, "storage.type") || has(scopes, "keyword.other"), words);
  }
});

test("every clause is known", () => {
  const table = project("src/syntax/clauses/table.rs");
  // `VerifiedBy [c_verified] ("verified by" "monitored by", …`
  const rows = [...table.matchAll(/^ {12}\w+ \[[^\]]*\] \(((?:"[^"]+"\s*)+),/gm)];
  const clauses = rows.flatMap((it) => [...it[1].matchAll(/"([^"]+)"/g)].map((words) => words[1]));
  assert.ok(clauses.length > 90);
  for (const clause of clauses.filter((it) => !it.startsWith("a "))) {
    const value = clause === "text" ? '"""' : clause === "weights" ? "shares {" : clause === "withdrawal" ? "within 3 days" : "TBD";
    for (const before of ["        ", "[ RUS: ", "FRA shall assist UKR  "]) {
      const line = `${before}${clause} ${value}`;
      const scopes = scopesAt(line, `${clause} ${value}`, clause);
      const known = ["keyword", "storage", "constant"].some((it) => has(scopes, it));
      assert.ok(known, `${clause} in "${line}" is ${scopes.join(" ")}`);
    }
  }
});

test("every first word of a clause is known", () => {
  const all = patterns(JSON.parse(grammarText)).join("\n");
  for (const word of wordsOf("clause_word")) {
    assert.match(all, new RegExp(`\\b${word}\\b`), word);
  }
});

test("operative words, votes and acts are known", () => {
  for (const modal of [
    "shall", "shall not", "may", "may not", "will", "should", "would", "need not", "undertakes to", "agrees not to",
    "reserves the right to", "stands ready to", "is expected to", "are bound not to", "declares that it would",
    "reaffirms the commitment to", "endeavours to", "intends to",
  ]) {
    const line = `FRA ${modal} assist UKR`;
    assert.ok(has(scopesAt(line, modal, modal), "keyword.control.modal"), modal);
    assert.ok(has(scopesAt(line, "assist", "assist"), "support.function.verb"), modal);
  }
  const joining = ["of", "at", "least", "minus", "about", "approximately"];
  const votes = [...wordsOf("threshold"), ...wordsOf("act")].filter((it) => !joining.includes(it));
  for (const vote of [...votes, "at least about 3", "approximately half", "60 %", "2/3", "at least 55.5 %"]) {
    assert.ok(has(scopesAt(`decided by ${vote} of parties`, vote, vote), "keyword.control.decision"), vote);
  }
});

const snippets = JSON.parse(here("snippets/treaty.json"));

/** What a snippet writes if nothing is changed in it. */
const written = (snippet) =>
  snippet.body
    .join("\n")
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replaceAll(/\$\{\d+:([^{}]*)\}/g, "$1")
    .replaceAll(/\$\d+/g, "");

test("snippets are whole", () => {
  const prefixes = new Set();
  for (const [name, snippet] of Object.entries(snippets)) {
    assert.ok(snippet.prefix && snippet.description && Array.isArray(snippet.body), name);
    assert.ok(!prefixes.has(snippet.prefix), `two snippets begin with ${snippet.prefix}`);
    prefixes.add(snippet.prefix);
    const text = written(snippet);
    assert.ok(!text.includes("$"), `${name}: ${text}`);
    for (const [open, close] of ["{}", "[]", "()"]) {
      assert.equal(text.split(open).length, text.split(close).length, `${name}: ${open} and ${close}`);
    }
  }
});

test("the program reads the snippets", { skip: process.env.VATTEL ? false : "VATTEL does not name the program" }, () => {
  for (const [name, snippet] of Object.entries(snippets)) {
    const text = written(snippet);
    const clause = /^(\[|deliberately)/.test(text);
    const draft = text.startsWith("text ") ? `article 1 {\n${text}\n}` : clause ? `trigger t {\n${text}\n}` : text;
    const run = spawnSync(process.env.VATTEL, ["check", "-", "--isolated", "--select", "syntax"], {
      input: `${draft}\n`,
      encoding: "utf8",
    });
    assert.equal(run.status, 0, `${name}: ${run.error ?? run.stdout + run.stderr}`);
  }
});

test("what the settings and commands promise is there", () => {
  const manifest = JSON.parse(here("package.json"));
  const source = ["extension", "analysis", "program"].map((it) => here(`src/${it}.ts`)).join("\n");
  for (const { command } of manifest.contributes.commands) {
    // The client library registers what the server offers.
    if (command !== "vattel.checkWorkspace") {
      assert.ok(source.includes(`"${command}"`), command);
    }
  }
  for (const [name, setting] of Object.entries(manifest.contributes.configuration.properties)) {
    assert.ok(name.startsWith("vattel."), name);
    assert.ok(setting.markdownDescription, name);
  }
  const profiles = project("docs/profiles.md");
  for (const profile of manifest.contributes.configuration.properties["vattel.profile"].enum.filter(Boolean)) {
    assert.ok(profiles.includes(profile), profile);
  }
});

test("words, and what follows them, in the editor", () => {
  const configuration = JSON.parse(here("language-configuration.json"));
  const word = new RegExp(configuration.wordPattern.pattern, `g${configuration.wordPattern.flags}`);
  assert.deepEqual("upon attack-on-ukraine, TÜR нейтралітет 42".match(word), [
    "upon", "attack-on-ukraine", "TÜR", "нейтралітет", "42",
  ]);
  const opens = new RegExp(configuration.indentationRules.increaseIndentPattern);
  for (const line of ['article 5 "Assistance" {', "    trigger attack {", "assume {  # who may attack", "    ["]) {
    assert.match(line, opens);
  }
  for (const line of ["trigger a { on armed-attack against UKR }", "[ RUS: decided by each of parties", "# a {"]) {
    assert.doesNotMatch(line, opens);
  }
  for (const enter of configuration.onEnterRules) {
    new RegExp(enter.beforeText.pattern);
    new RegExp(enter.afterText?.pattern ?? "");
  }
});

test("the other editors know the same words", () => {
  const sublime = read("../../sublime/Vattel.sublime-syntax");
  const matches = [];
  const collect = (node) => {
    if (typeof node?.match === "string") matches.push(node.match);
    // What stands within captures Sublime Text does not read.
    if (node && typeof node === "object") {
      Object.entries(node).forEach(([key, it]) => key === "captures" || collect(it));
    }
  };
  collect(JSON.parse(grammarText));
  for (const pattern of matches) {
    assert.ok(sublime.includes(`match: '${pattern.replaceAll("'", "''")}'`), `sublime: ${pattern}`);
  }
  const words = ["k_norm", "k_final", "k_unit", "k_annex"].flatMap(wordsOf);
  for (const file of ["neovim/syntax/treaty.vim", "emacs/vattel.el", "kakoune/vattel.kak"]) {
    const text = read(`../../${file}`);
    for (const word of words) {
      assert.match(text, new RegExp(`(?<![\\w-])${word}(?![\\w-])`), `${file}: ${word}`);
    }
  }
  JSON.parse(read("../../zed/tasks.json"));
});
