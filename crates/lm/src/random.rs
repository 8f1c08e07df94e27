//! What stands for randomness in wasm: nothing.
//!
//! tract has operators that draw random numbers and `tokenizers` can drop merges at random. No model here does either, and what a model
//! says must be the same every time, so the symbol that `getrandom` looks for answers with a fixed sequence and nothing is imported from
//! the host. A module that links this crate must not use `getrandom` for secrets.

/// Fills memory with a fixed sequence.
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(start: *mut u8, length: usize) -> Result<(), getrandom::Error> {
    let mut state = 1u32;
    for offset in 0..length {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // SAFETY: the caller gives `length` bytes at `start`.
        unsafe { start.add(offset).write((state >> 24) as u8) };
    }
    Ok(())
}
