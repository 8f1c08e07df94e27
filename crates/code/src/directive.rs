//! What a line for the step before compilation is there for.

/// Which kind of line that makes no item of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DirectiveForm {
    /// What it rules over is compiled only under its condition.
    Only,
    /// What it rules over is compiled only where the conditions before it failed.
    Else,
    /// Sets the names that follow apart from those of a relative of the language, or ends that.
    Foreign,
    /// What it rules over is never compiled.
    Never,
    /// Lets a file count once, however often it is included.
    Guard,
    /// Takes a definition back.
    Undefine,
    /// Stops the compilation with a message.
    Refuse,
    /// Speaks to one compiler.
    Hint,
    /// Says that a type is defined elsewhere.
    Announce,
    /// What it rules over goes by the name of a scope; without a name it is seen in this file only.
    Scope,
    /// Lets the compiler write a function.
    Generate,
    /// Has the compiler make a function or a type of a template for certain types.
    Instantiate,
    /// Forbids that a function is called.
    Forbid,
}
