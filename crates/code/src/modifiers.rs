//! What a definition is marked with.

/// A set of modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Modifiers(u32);

impl Modifiers {
    /// `async`.
    pub const ASYNC: Self = Self(1);
    /// Contains `yield`, or is marked as a generator.
    pub const GENERATOR: Self = Self(1 << 1);
    /// Belongs to the type, not to an object.
    pub const STATIC: Self = Self(1 << 2);
    /// Visible to all (also `export`).
    pub const PUBLIC: Self = Self(1 << 3);
    /// Visible inside only, by a keyword or by a hard rule of the language.
    pub const PRIVATE: Self = Self(1 << 4);
    /// Visible to heirs.
    pub const PROTECTED: Self = Self(1 << 5);
    /// Has no body here.
    pub const ABSTRACT: Self = Self(1 << 6);
    /// Computed by the compiler: `const fn`, `constexpr`.
    pub const CONSTANT: Self = Self(1 << 7);
    /// `unsafe`.
    pub const UNSAFE: Self = Self(1 << 8);
    /// Replaces an inherited one.
    pub const OVERRIDE: Self = Self(1 << 9);
    /// Cannot be set again.
    pub const READONLY: Self = Self(1 << 10);
    /// The module's default export.
    pub const DEFAULT: Self = Self(1 << 11);
    /// May be absent.
    pub const OPTIONAL: Self = Self(1 << 12);
    /// Declared here, defined elsewhere.
    pub const EXTERNAL: Self = Self(1 << 13);
    /// Can be changed in place: `let mut`.
    pub const MUTABLE: Self = Self(1 << 14);
    /// Called by the test runner.
    pub const TEST: Self = Self(1 << 15);
    /// Gets the class as its first argument.
    pub const CLASS_METHOD: Self = Self(1 << 16);
    /// Written as an arrow function, so `this` is the surrounding one.
    pub const ARROW: Self = Self(1 << 17);

    /// Takes what it captures along: `move`.
    pub const MOVE: Self = Self(1 << 18);
    /// Put in place as text before the compiler runs: a macro that takes arguments, or one that names a value.
    pub const MACRO: Self = Self(1 << 19);
    /// May pause, and gives its result without an `await` at the call: `suspend`.
    pub const SUSPENDS: Self = Self(1 << 20);
    /// All its heirs are known to the compiler: `sealed`.
    pub const SEALED: Self = Self(1 << 21);

    /// Asynchronous, and gives nothing that anybody could wait for.
    pub const DETACHED: Self = Self(1 << 22);

    /// Adds modifiers.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Takes modifiers away.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `other` are there.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}
