//! Code to try Gloss on: short, real, and each with something worth explaining.

/// A sample.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// What the menu calls it.
    pub title: &'static str,
    /// The code.
    pub code: &'static str,
}

/// All samples, in the order of the menu; the first one is what a new reader sees.
pub const SAMPLES: &[Sample] =
    &[Sample { title: "Python: moving average", code: include_str!("../samples/moving_average.py") }];
