//! Which module of the library uses which, in whatever spelling.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// A path of the library, from its root.
type ModulePath = Vec<String>;

/// The modules of the library without their tests.
#[derive(Default)]
pub struct Modules {
    all: BTreeMap<ModulePath, Module>,
}

#[derive(Default)]
struct Module {
    file: String,
    /// What it defines.
    items: BTreeSet<String>,
    /// The names that `use` brings in, `*` for all of a module, and what they stand for, as written.
    imports: Vec<(String, ModulePath)>,
    /// The other paths in it, as written, with their lines.
    paths: Vec<(ModulePath, usize)>,
}

/// One use of another module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The module that uses the other.
    pub user: ModulePath,
    /// The module in which what is used is defined.
    pub used: ModulePath,
    /// `src/cli/check.rs:12`
    pub place: String,
}

impl Modules {
    /// Reads the modules from their files, each with its text.
    pub fn of(files: &[(String, String)]) -> Self {
        let mut modules = Self::default();
        let mut tests = BTreeSet::new();
        for (file, text) in files {
            let Some(path) = module_path(file) else { continue };
            let tokens = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
            modules.all.entry(path.clone()).or_default().file.clone_from(file);
            modules.read(&path, tokens, true, &mut tests);
        }
        modules.all.retain(|path, _| !tests.iter().any(|it: &ModulePath| path.starts_with(it)));
        modules
    }

    /// Reads tokens of a module; those of tests are left out.
    fn read(&mut self, path: &ModulePath, tokens: TokenStream, top: bool, tests: &mut BTreeSet<ModulePath>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let (mut at, mut for_tests) = (0, false);
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    let attribute = tokens.get(at + 1).map(ToString::to_string).unwrap_or_default();
                    for_tests |= attribute.replace(' ', "") == "[cfg(test)]";
                    at += 2;
                }
                TokenTree::Group(group) => {
                    if !std::mem::take(&mut for_tests) || group.delimiter() != Delimiter::Brace {
                        self.read(path, group.stream(), false, tests);
                    }
                    at += 1;
                }
                TokenTree::Punct(sign) => {
                    for_tests &= sign.as_char() != ';';
                    at += 1;
                }
                TokenTree::Ident(word) if word == "mod" => {
                    let child = [path.as_slice(), &[tokens[at + 1].to_string()]].concat();
                    match (&tokens[at + 2], std::mem::take(&mut for_tests)) {
                        (_, true) => _ = tests.insert(child),
                        (TokenTree::Group(block), false) => {
                            let file = self.all[path].file.clone();
                            self.all.entry(child.clone()).or_default().file = file;
                            self.read(&child, block.stream(), true, tests);
                        }
                        _ => {}
                    }
                    at += 3;
                }
                TokenTree::Ident(word) if word == "use" => {
                    let mut found = Vec::new();
                    let line = word.span().start().line;
                    at = use_tree(&tokens, at + 1, &[], &mut found);
                    let module = self.all.entry(path.clone()).or_default();
                    if !std::mem::take(&mut for_tests) {
                        module.paths.extend(found.iter().map(|it| (it.1.clone(), line)));
                        module.imports.extend(found);
                    }
                }
                TokenTree::Ident(word) => {
                    let line = word.span().start().line;
                    let written = path_at(&tokens, at);
                    let next = at + 3 * written.len() - 2;
                    let module = self.all.entry(path.clone()).or_default();
                    if top && (is_definition(&word.to_string()) || word == "macro_rules") {
                        let name = tokens[at + 1..].iter().find(|it| matches!(it, TokenTree::Ident(_)));
                        module.items.extend(name.map(ToString::to_string));
                    } else if written.len() > 1 && !for_tests {
                        module.paths.push((written, line));
                    }
                    at = next;
                }
                TokenTree::Literal(_) => at += 1,
            }
        }
    }

    /// A path from the root of the library; `None` for those of other crates, and of what a block brings in.
    fn absolute(&self, module: &ModulePath, written: &[String], depth: usize) -> Option<ModulePath> {
        let (first, rest) = written.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let parent = module[..module.len().checked_sub(1)?].to_vec();
                match rest.first().map(String::as_str) {
                    Some("super") => self.absolute(&parent, rest, depth),
                    _ => Some([parent.as_slice(), rest].concat()),
                }
            }
            _ => {
                let child = [module.as_slice(), std::slice::from_ref(first)].concat();
                if self.all.contains_key(&child) {
                    return Some([module, written].concat());
                }
                let imports = &self.all.get(module)?.imports;
                let (_, from) = imports.iter().find(|(name, from)| name == first && from.first() != Some(first))?;
                let from = (depth < 8).then(|| self.absolute(module, from, depth + 1))??;
                Some([from.as_slice(), rest].concat())
            }
        }
    }

    /// The module that defines what a path from the root leads to, whoever exports it again.
    fn definition(&self, path: &[String], depth: usize) -> ModulePath {
        let length = (0..=path.len()).rev().find(|it| self.all.contains_key(&path[..*it])).unwrap_or(0);
        let module = path[..length].to_vec();
        let Some((own, name)) = self.all.get(&module).zip(path.get(length)) else { return module };
        if own.items.contains(name) || depth > 8 {
            return module;
        }
        let follow = |from: &ModulePath| self.absolute(&module, from, 0);
        if let Some(from) = own.imports.iter().find(|it| it.0 == *name).and_then(|it| follow(&it.1)) {
            return self.definition(&[&from, &path[length + 1..]].concat(), depth + 1);
        }
        let all = own.imports.iter().filter(|it| it.0 == "*").filter_map(|it| follow(&it.1));
        let found = all.map(|from| self.definition(&[&from, &path[length..]].concat(), depth + 1));
        let mut defining = found.filter(|it| self.all.get(it).is_some_and(|it| it.items.contains(name)));
        defining.next().unwrap_or(module)
    }

    /// Every use of one module by another.
    pub fn uses(&self) -> BTreeSet<Use> {
        let mut found = BTreeSet::new();
        for (user, module) in &self.all {
            for (written, line) in &module.paths {
                let Some(path) = self.absolute(user, written, 0) else { continue };
                let used = self.definition(&path, 0);
                if used != *user {
                    found.insert(Use { user: user.clone(), used, place: format!("{}:{line}", module.file) });
                }
            }
        }
        found
    }

    /// Modules that use each other in a circle, though they stand side by side: each circle with the uses that close it.
    /// What a module shares with those below it, it may define.
    pub fn circles(&self) -> Vec<String> {
        let mut edges: BTreeMap<ModulePath, BTreeMap<ModulePath, String>> = BTreeMap::new();
        for Use { user, used, place } in self.uses() {
            let shared = user.iter().zip(&used).take_while(|it| it.0 == it.1).count();
            // The layers have an order of their own.
            if shared > 0 && shared < user.len().min(used.len()) {
                let (from, to) = (user[..=shared].to_vec(), used[..=shared].to_vec());
                edges.entry(from).or_default().entry(to).or_insert(place);
            }
        }
        let reach = |from: &ModulePath| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
            while let Some(next) = open.pop() {
                let new = edges.get(&next).into_iter().flat_map(BTreeMap::keys).filter(|it| seen.insert((*it).clone()));
                open.extend(new.cloned());
            }
            seen
        };
        let reached: BTreeMap<_, _> = edges.keys().map(|it| (it, reach(it))).collect();
        let closes = |(user, used): (&ModulePath, &ModulePath)| reached.get(used).is_some_and(|it| it.contains(user));
        let all = edges.iter().flat_map(|(user, used)| used.iter().map(move |(used, place)| (user, used, place)));
        all.filter(|it| closes((it.0, it.1)))
            .map(|(user, used, place)| {
                format!("{place}: `{}` uses `{}`, which uses it", user.join("::"), used.join("::"))
            })
            .collect()
    }
}

/// The module of a file; `None` for the program's.
fn module_path(file: &str) -> Option<ModulePath> {
    let name = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    let name = name.strip_suffix("/mod").unwrap_or(name);
    match name {
        "main" => None,
        "lib" => Some(Vec::new()),
        _ => Some(name.split('/').map(str::to_owned).collect()),
    }
}

fn is_definition(word: &str) -> bool {
    matches!(word, "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union")
}

/// Whether `::` stands at a place.
fn is_joint(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(sign)) if sign.as_char() == ':');
    colon(at) && colon(at + 1)
}

/// The names of the path at a place, which begins with a name.
fn path_at(tokens: &[TokenTree], mut at: usize) -> ModulePath {
    let mut path = vec![tokens[at].to_string()];
    while is_joint(tokens, at + 1)
        && let Some(TokenTree::Ident(name)) = tokens.get(at + 3)
    {
        path.push(name.to_string());
        at += 3;
    }
    path
}

/// Reads the tree of a `use` up to its `;` or `,`: each name that it brings in, with its path. Returns where it ends.
fn use_tree(tokens: &[TokenTree], mut at: usize, prefix: &[String], found: &mut Vec<(String, ModulePath)>) -> usize {
    let mut path = prefix.to_vec();
    // `use ::crate_name`
    at += if is_joint(tokens, at) { 2 } else { 0 };
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(word)) if word == "as" => {
                let name = tokens[at + 1].to_string();
                path.pop_if(|it| it == "self" && !prefix.is_empty());
                found.push((name, path));
                return at + 2;
            }
            Some(TokenTree::Ident(name)) => {
                path.push(name.to_string());
                at += 1;
                if is_joint(tokens, at) {
                    at += 2;
                } else if !matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == "as") {
                    path.pop_if(|it| it == "self" && !prefix.is_empty());
                    found.push((path.last().cloned().unwrap_or_default(), path));
                    return at;
                }
            }
            Some(TokenTree::Group(group)) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let mut next = 0;
                while next < inner.len() {
                    next = use_tree(&inner, next, &path, found) + 1;
                }
                return at + 1;
            }
            Some(TokenTree::Punct(sign)) if sign.as_char() == '*' => {
                found.push(("*".to_owned(), path));
                return at + 1;
            }
            _ => return at,
        }
    }
}
