//! Whole numbers of any size: the coalitions of two hundred voters are more than 128 bits can count.

use std::fmt::Write as _;

/// A whole number, in limbs of 64 bits, the lowest first, without zeros at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Natural(Vec<u64>);

impl Natural {
    /// One.
    pub fn one() -> Self {
        Self(vec![1])
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = 0;
        for (at, limb) in self.0.iter_mut().enumerate() {
            let sum = u128::from(*limb) + u128::from(other.0.get(at).copied().unwrap_or(0)) + carry;
            *limb = low(sum);
            carry = sum >> 64;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// So many times as much.
    #[must_use]
    pub fn times(&self, factor: u64) -> Self {
        self.product(&Self(if factor == 0 { Vec::new() } else { vec![factor] }))
    }

    /// The product of two.
    #[must_use]
    pub fn product(&self, other: &Self) -> Self {
        let mut limbs = vec![0; self.0.len() + other.0.len()];
        for (from, one) in self.0.iter().enumerate() {
            let mut carry = 0;
            for (at, other) in other.0.iter().enumerate() {
                let sum = u128::from(*one) * u128::from(*other) + u128::from(limbs[from + at]) + carry;
                limbs[from + at] = low(sum);
                carry = sum >> 64;
            }
            limbs[from + other.0.len()] = low(carry);
        }
        Self(limbs).trimmed()
    }

    /// A part of it, and what is left over.
    #[must_use]
    pub fn divided(&self, by: u64) -> (Self, u64) {
        let mut limbs = self.0.clone();
        let mut rest = 0;
        for limb in limbs.iter_mut().rev() {
            let whole = rest << 64 | u128::from(*limb);
            *limb = low(whole / u128::from(by));
            rest = whole % u128::from(by);
        }
        (Self(limbs).trimmed(), low(rest))
    }

    /// How much of another it is, about.
    #[expect(clippy::cast_precision_loss, reason = "a share is shown with a few digits")]
    pub fn share_of(&self, other: &Self) -> f64 {
        let parts = |it: &Self| {
            let top = it.0.iter().rev().take(2).fold(0u128, |all, limb| all << 64 | u128::from(*limb));
            (top as f64, it.0.len().saturating_sub(2))
        };
        let ((one, limbs), (whole, others)) = (parts(self), parts(other));
        if whole == 0.0 {
            return 0.0;
        }
        let scale = |limbs: usize| 2f64.powi(i32::try_from(limbs).unwrap_or(i32::MAX).saturating_mul(64));
        // Of two numbers of very many limbs the difference alone is within reach.
        if limbs >= others { one / whole * scale(limbs - others) } else { one / whole / scale(others - limbs) }
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
fn low(of: u128) -> u64 {
    of as u64
}

impl std::fmt::Display for Natural {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const DIGITS: u64 = 1_000_000_000_000_000_000;
        let mut parts = Vec::new();
        let mut left = self.clone();
        while !left.is_zero() {
            let (next, part) = left.divided(DIGITS);
            parts.push(part);
            left = next;
        }
        let mut words = parts.pop().unwrap_or(0).to_string();
        for part in parts.iter().rev() {
            write!(words, "{part:018}")?;
        }
        f.write_str(&words)
    }
}
