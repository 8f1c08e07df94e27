//! What the next token may be, and how likely each is.

use std::collections::BTreeSet;

use crate::exact;
use crate::vocabulary::Class;

/// What a decoder says about the next token of one hypothesis.
pub(crate) struct Prediction<'p> {
    /// A score for each token of the vocabulary.
    pub(crate) logits: &'p [f32],
    /// How the attention is spread over the source.
    pub(crate) copy: &'p [f32],
    /// The share of generating, the rest of copying.
    pub(crate) gate: f32,
}

impl Prediction<'_> {
    /// The probabilities of all tokens: `gate · softmax(logits)`, and the rest to where the copying attends.
    pub(crate) fn probabilities(&self, source: &[u32], out: &mut Vec<f32>) {
        out.clear();
        out.extend_from_slice(self.logits);
        exact::softmax(out);
        for p in out.iter_mut() {
            *p *= self.gate;
        }
        for (&token, share) in source.iter().zip(self.copy) {
            if let Some(p) = out.get_mut(token as usize) {
                *p += (1.0 - self.gate) * share;
            }
        }
    }

    /// The share of a token's probability that was copied from the source.
    pub(crate) fn copied_share(&self, source: &[u32], token: u32, probability: f32) -> f32 {
        let copied =
            source.iter().zip(self.copy).filter(|(it, _)| **it == token).fold(0.0, |sum, (_, share)| sum + share);
        if probability > 0.0 { ((1.0 - self.gate) * copied / probability).min(1.0) } else { 0.0 }
    }
}

/// Which tokens may be written, for one source.
pub(crate) struct Mask {
    is_allowed: Vec<bool>,
}

impl Mask {
    /// Pieces, the end, and those slots that the source has.
    pub(crate) fn new(classes: &[Class], source: &[u32]) -> Self {
        let present: BTreeSet<u32> = source.iter().copied().collect();
        let is_allowed = (0..).zip(classes).map(|(id, class)| match class {
            Class::Piece | Class::End => true,
            Class::Slot => present.contains(&id),
            Class::Mark => false,
        });
        Self { is_allowed: is_allowed.collect() }
    }

    /// Takes away what may not follow: masked tokens, and those that would repeat three tokens in a row.
    pub(crate) fn apply(&self, probabilities: &mut [f32], tokens: &[u32]) {
        for (p, is_allowed) in probabilities.iter_mut().zip(&self.is_allowed) {
            if !is_allowed {
                *p = 0.0;
            }
        }
        if let [.., a, b] = *tokens {
            for window in tokens.windows(3) {
                if (window[0], window[1]) == (a, b)
                    && let Some(p) = probabilities.get_mut(window[2] as usize)
                {
                    *p = 0.0;
                }
            }
        }
    }
}

/// The `n` likeliest tokens that may be, the likeliest first; of equals the one with the lower id.
pub(crate) fn likeliest(probabilities: &[f32], n: usize) -> Vec<(u32, f32)> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(n + 1);
    for (id, &p) in (0u32..).zip(probabilities) {
        if p > 0.0 && (best.len() < n || best.last().is_some_and(|(_, least)| p > *least)) {
            let place = best.partition_point(|(_, it)| *it >= p);
            best.insert(place, (id, p));
            best.truncate(n);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copying_adds_to_what_is_generated() {
        let prediction = Prediction { logits: &[0.0, 0.0, -1e9, 0.0], copy: &[0.5, 0.25, 0.25], gate: 0.75 };
        let mut p = Vec::new();
        let source = [2, 3, 2];
        prediction.probabilities(&source, &mut p);
        assert_eq!(p, [0.25, 0.25, 0.1875, 0.3125]);
        assert_eq!([2, 3, 0].map(|it| prediction.copied_share(&source, it, p[it as usize])), [1.0, 0.2, 0.0]);
    }

    #[test]
    fn what_is_masked_has_no_probability() {
        let classes = [Class::Mark, Class::End, Class::Slot, Class::Slot, Class::Piece, Class::Piece];
        let mask = Mask::new(&classes, &[0, 3]);
        let mut p = [1.0; 6];
        mask.apply(&mut p, &[]);
        assert_eq!(p, [0.0, 1.0, 0.0, 1.0, 1.0, 1.0]);
        mask.apply(&mut p, &[4, 5, 3, 4, 5]);
        assert_eq!(p, [0.0, 1.0, 0.0, 0.0, 1.0, 1.0]);
        // Three of one kind are a repetition of themselves.
        mask.apply(&mut p, &[4, 4, 4]);
        assert_eq!(p[4], 0.0);
    }

    #[test]
    fn the_likeliest_come_first() {
        let p = [0.1, 0.0, 0.3, 0.3, 0.2, f32::NAN];
        assert_eq!(likeliest(&p, 3), [(2, 0.3), (3, 0.3), (4, 0.2)]);
        assert_eq!(likeliest(&p, 9).len(), 4);
        assert_eq!(likeliest(&[0.0], 1), []);
    }
}
