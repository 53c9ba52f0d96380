//! The shortest formula for a set of points, by prime implicants and an exact cover: the method of Quine and
//! `McCluskey`, for values that are more than two.
//!
//! A point has a value for each bracket; a cube has for each bracket the values that it lets through, as bits. What is
//! neither on nor off does not matter: the draft has no such reading, or it was not visited.

use rustc_hash::FxHashSet;

/// For each bracket, the values that are let through.
pub(super) type Cube = Vec<u32>;

/// So many cubes are looked through for one formula. Twelve brackets of two texts have less than half as many; a formula
/// over so many is read by nobody.
const MOST_CUBES: usize = 1 << 20;

/// So much looking is done: cubes times points that they must not hold.
const MOST_STEPS: usize = 1 << 27;

/// The values of a bracket that has so many.
pub(super) fn full(size: usize) -> u32 {
    u32::MAX >> (32 - size)
}

/// How long a formula is: its terms, then what they say of brackets.
pub(super) fn cost(sizes: &[usize], formula: &[Cube]) -> (usize, usize) {
    (formula.len(), formula.iter().map(|it| asked(sizes, it)).sum())
}

/// Of how many brackets a cube asks something.
fn asked(sizes: &[usize], cube: &Cube) -> usize {
    cube.iter().zip(sizes).filter(|(mask, size)| **mask != full(**size)).count()
}

fn holds(cube: &Cube, point: &[u8]) -> bool {
    cube.iter().zip(point).all(|(mask, value)| mask >> value & 1 == 1)
}

/// The shortest formula that holds at every point of `on` and at none of `off`; `None` if there is too much to look through.
pub(super) fn formula(sizes: &[usize], on: &[Vec<u8>], off: &[Vec<u8>]) -> Option<Vec<Cube>> {
    if sizes.iter().any(|it| *it > 16) {
        return None;
    }
    let cubes = sizes.iter().try_fold(1_usize, |all, it| all.checked_mul((1 << it) - 1))?;
    if cubes > MOST_CUBES || cubes.checked_mul(off.len())? > MOST_STEPS {
        return None;
    }
    let primes = primes(sizes, on, off);
    let mut search = Search {
        sizes,
        covers: on.iter().map(|it| (0..primes.len()).filter(|at| holds(&primes[*at], it)).collect()).collect(),
        on,
        primes: &primes,
        best: None,
        patience: 200_000,
    };
    search.cover(&mut Vec::new(), (0, 0));
    let chosen = search.best?.1;
    Some(chosen.into_iter().map(|it| primes[it].clone()).collect())
}

/// The cubes that hold at no point of `off`, at one of `on` at least, and can't be widened.
fn primes(sizes: &[usize], on: &[Vec<u8>], off: &[Vec<u8>]) -> Vec<Cube> {
    let mut implicants = Vec::new();
    let mut cube: Cube = vec![1; sizes.len()];
    loop {
        if !off.iter().any(|it| holds(&cube, it)) && on.iter().any(|it| holds(&cube, it)) {
            implicants.push(cube.clone());
        }
        let Some(at) = (0..cube.len()).find(|at| cube[*at] != full(sizes[*at])) else { break };
        cube[at] += 1;
        cube[..at].fill(1);
    }
    let known: FxHashSet<&Cube> = implicants.iter().collect();
    let widest = |cube: &&Cube| {
        (0..cube.len()).all(|at| {
            (0..sizes[at]).all(|value| {
                let mut wider = (*cube).clone();
                wider[at] |= 1 << value;
                wider[at] == cube[at] || !known.contains(&wider)
            })
        })
    };
    implicants.iter().filter(widest).cloned().collect()
}

/// The search for the cheapest primes that together hold at every point.
struct Search<'s> {
    sizes: &'s [usize],
    on: &'s [Vec<u8>],
    primes: &'s [Cube],
    /// For each point, the primes that hold there.
    covers: Vec<Vec<usize>>,
    best: Option<((usize, usize), Vec<usize>)>,
    /// So many more steps may be taken once a formula is found.
    patience: usize,
}

impl Search<'_> {
    fn cover(&mut self, chosen: &mut Vec<usize>, cost: (usize, usize)) {
        let open = (0..self.on.len()).filter(|at| !chosen.iter().any(|it| holds(&self.primes[*it], &self.on[*at])));
        let Some(hardest) = open.min_by_key(|at| self.covers[*at].len()) else {
            self.best = Some((cost, chosen.clone()));
            return;
        };
        for at in 0..self.covers[hardest].len() {
            let prime = self.covers[hardest][at];
            let next = (cost.0 + 1, cost.1 + asked(self.sizes, &self.primes[prime]));
            if self.best.as_ref().is_some_and(|(best, _)| *best <= next || self.patience == 0) {
                continue;
            }
            self.patience = self.patience.saturating_sub(1);
            chosen.push(prime);
            self.cover(chosen, next);
            chosen.pop();
        }
    }
}
