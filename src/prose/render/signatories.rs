//! Who makes the instrument, and who signs it.

use super::document::{Block, BlockKind, Inline, WordsOf, plain_words};
use super::frame::{DocumentFrame, MOST_AT_HEAD};
use super::lexicon;
use super::phrase::{Phrase, join, phrase};
use crate::source::Span;

impl DocumentFrame<'_, '_> {
    /// Between whom the instrument is made.
    pub(super) fn parties(&self, many: bool) -> Block {
        let entries = &self.parts.parties;
        let spans = entries.iter().map(|it| it.2);
        let span = entries.first().map_or(Span::at(0), |it| it.2);
        if many {
            let words = format!(
                "The {} to {},",
                if self.speaker.form.binding { "States Parties" } else { "Participants" },
                self.speaker.this()
            );
            let mut block = Block::of_words(BlockKind::Parties, span, Phrase::from(words).0);
            block.sentences[0].clauses = spans.collect();
            return block;
        }
        // Neighbours with the same roles are called by them together.
        let mut groups: Vec<(Vec<Phrase>, &[String])> = Vec::new();
        for (words, roles, _) in entries {
            match groups.last_mut() {
                Some((names, of)) if *of == roles.as_slice() => names.push(words.clone()),
                _ => groups.push((vec![words.clone()], roles)),
            }
        }
        let several = |roles: &[String], count: usize| -> Phrase {
            let called: Vec<Phrase> =
                roles.iter().filter_map(|role| self.role(role, count)).map(Phrase::from).collect();
            if called.is_empty() { Phrase::default() } else { phrase![" (hereinafter ", join(called, "and"), ")"] }
        };
        let each = groups.into_iter().map(|(names, roles)| {
            let count = names.len();
            phrase![join(names, "and"), several(roles, count)]
        });
        let mut words = Phrase::default();
        let each: Vec<Phrase> = each.collect();
        let last = each.len() - 1;
        for (at, it) in each.into_iter().enumerate() {
            words.push(match at {
                0 => "",
                _ if at == last && last == 1 => " and ",
                _ if at == last => ", and ",
                _ => ", ",
            });
            words.push(it);
        }
        words.push(",");
        let mut block = Block::of_words(BlockKind::Parties, span, words.capital().0);
        block.sentences[0].clauses = spans.collect();
        block
    }

    /// What those are called who bear a role, in quotes; nothing if others bear it too, who stand elsewhere.
    fn role(&self, role: &str, count: usize) -> Option<String> {
        let group = crate::syntax::ast::RoleGroup::from_role(role)?;
        let member = crate::syntax::ast::Member::Role(group, Span::at(0));
        let words = plain_words(&self.speaker.member(&member).words.0);
        Some(format!("“{words}”")).filter(|_| self.speaker.bearers(group) == count)
    }

    /// Who bears a role that several groups of parties share, or others than parties.
    pub(super) fn shared_roles(&self) -> Vec<Block> {
        let speaker = self.speaker;
        let entries = &self.parts.parties;
        let mut roles: Vec<&str> = entries.iter().flat_map(|it| &it.1).map(String::as_str).collect();
        roles.sort_unstable();
        roles.dedup();
        let define = |role: &&str| {
            let group = crate::syntax::ast::RoleGroup::from_role(role)?;
            let bearers: Vec<&(Phrase, Vec<String>, Span)> =
                entries.iter().filter(|it| it.1.iter().any(|it| it == role)).collect();
            let first = bearers.first()?;
            let together = bearers.iter().all(|it| it.1 == first.1) && bearers.len() == speaker.bearers(group);
            let neighbours = entries.iter().skip_while(|it| it.1 != first.1).take_while(|it| it.1 == first.1).count()
                == bearers.len();
            if together && neighbours && entries.len() <= MOST_AT_HEAD || role.contains("part") {
                return None;
            }
            let member = crate::syntax::ast::Member::Role(group, Span::at(0));
            let words = plain_words(&speaker.member(&member).words.0);
            let all = bearers.len() == entries.len() && bearers.len() == speaker.bearers(group);
            let who = if all {
                format!("the {}", speaker.parties(false)).into()
            } else {
                join(bearers.iter().map(|it| it.0.clone()).collect(), "and")
            };
            let block =
                Block::of_words(BlockKind::Paragraph, first.2, phrase!["“", words, "” means ", who].sentence().0);
            Some(Block { words_of: WordsOf::Clauses, ..block })
        };
        roles.iter().filter_map(define).collect()
    }

    /// Whose names stand in front of rival texts.
    pub(super) fn legend(&self, blocks: &[Block]) -> Option<Phrase> {
        fn of_words(words: &[Inline], names: &mut std::collections::BTreeSet<String>, open: &mut bool) {
            for it in words {
                if let Inline::Bracket(bracket) = it {
                    *open = true;
                    for choice in &bracket.choices {
                        names.extend(choice.who.iter().cloned());
                        of_words(&choice.words, names, open);
                    }
                }
            }
        }
        let mut names = std::collections::BTreeSet::new();
        let mut open = false;
        for block in blocks {
            block.walk(&mut |it| {
                open |= it.kind == BlockKind::Bracket;
                names.extend(it.who.iter().cloned());
                it.sentences.iter().for_each(|it| of_words(&it.words, &mut names, &mut open));
            });
        }
        let listed: Vec<String> = names
            .iter()
            .map(|it| (it, self.speaker.called(it)))
            .filter(|(name, called)| *name != called)
            .map(|(name, called)| format!("{name}: {called}"))
            .collect();
        let lead = "Words in square brackets are not agreed.";
        open.then(|| if listed.is_empty() { lead.into() } else { format!("{lead} {}.", listed.join("; ")).into() })
    }

    /// What stands behind the articles: languages, testimonium, place and date, signatures.
    pub(super) fn conclusion(&self, signed: Option<Span>, resolution: bool) -> Vec<Block> {
        let this = self.speaker.this();
        let nowhere = Span::at(0);
        let mut blocks = Vec::new();
        let mut add = |words: Phrase, span: Span| blocks.push(Block::of_words(BlockKind::Conclusion, span, words.0));
        let binding = self.speaker.form.binding && !resolution;
        if binding && !self.parts.signatories.is_empty() {
            let words =
                format!("In witness whereof the undersigned, being duly authorised thereto, have signed {this}.");
            add(words.into(), nowhere);
        }
        let languages: Vec<Phrase> = self.head.languages.iter().map(|it| lexicon::language(it).into()).collect();
        let count = languages.len();
        let when = signed.map(|it| {
            let words = self.speaker.words(it);
            let plain = plain_words(&words.0);
            let (when, on) = lexicon::instant(&plain);
            phrase![" ", if plain == when { "" } else { on }, if plain == when { "" } else { " " }, when]
        });
        let done = if binding { "Done at " } else { "Signed at " };
        let tongue = match count {
            0 => Phrase::default(),
            1 => phrase![" in the ", join(languages, "and"), " language"],
            _ => {
                let all = match count {
                    2 => "both texts".to_owned(),
                    _ => format!("all {} texts", lexicon::count(&count.to_string())),
                };
                phrase![
                    ", in a single original in the ",
                    join(languages, "and"),
                    " languages, ",
                    all,
                    " being equally authentic"
                ]
            }
        };
        if !resolution && (signed.is_some() || count > 0) {
            let words = phrase![done, Inline::Hole, when, tongue].sentence();
            add(words, signed.or(self.head.span).unwrap_or(nowhere));
        }
        if let Some(prevailing) = &self.head.prevailing {
            let words = format!(
                "In case of divergence of interpretation, the {} text shall prevail.",
                lexicon::language(prevailing)
            );
            add(words.into(), self.head.span.unwrap_or(nowhere));
        }
        if resolution {
            return blocks;
        }
        let sign =
            |it: &(Phrase, bool, Span)| Block::of_words(BlockKind::Signature, it.2, phrase!["For ", &it.0, ":"].0);
        blocks.extend(self.parts.signatories.iter().filter(|it| it.1).map(sign));
        let witnesses: Vec<_> = self.parts.signatories.iter().filter(|it| !it.1).collect();
        if !witnesses.is_empty() {
            blocks.push(Block::of_words(BlockKind::Conclusion, nowhere, Phrase::from("In the presence of:").0));
            let present = |it: &(Phrase, bool, Span)| {
                Block::of_words(BlockKind::Signature, it.2, phrase![it.0.clone().capital(), ":"].0)
            };
            blocks.extend(witnesses.into_iter().map(present));
        }
        blocks
    }
}
