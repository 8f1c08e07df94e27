/// The largest of some numbers, if there are any.
pub fn largest(numbers: &[i64]) -> Option<i64> {
    numbers.iter().copied().max()
}
