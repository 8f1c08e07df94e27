//! How a language's texts name other files of the same project, as data.

/// What the imports of a language mean as files.
///
/// Paths are written with `/`; endings have their dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Links {
    /// What the module of an import is.
    pub form: LinkForm,
    /// Endings that may be left out, best first.
    pub endings: &'static [&'static str],
    /// Endings that are written where the file has another one: (`.js`, `.ts`).
    pub stands_for: &'static [(&'static str, &'static str)],
    /// Files that stand for the folder they are in, without their ending: `index`. They are also what a package shows to others.
    /// In a tree, those with which one begins come first, and the last one holds the modules of any folder.
    pub index: &'static [&'static str],
    /// Files that a run starts from by their name alone, without their ending: `__main__`.
    pub starts: &'static [&'static str],
    /// Folders that a path may start from, besides the top of all files.
    pub roots: &'static [&'static str],
    /// Which files know each other's names without an import.
    pub shares: Sharing,
    /// The word of an import that starts at the file's own folder, where others start at a root. Empty where the module says it.
    pub own_folder: &'static str,
    /// The mark of an import that never starts at the file's own folder. Empty where there is none.
    pub system: &'static str,
    /// Calls that read another file, which their first argument names.
    pub calls: &'static [&'static str],
    /// Such calls that load the file only when they run.
    pub later: &'static [&'static str],
    /// Attributes of elements that name a file that the page is made of: element and attribute.
    pub attributes: &'static [(&'static str, &'static str)],
    /// Attributes that name a page to go to.
    pub leads: &'static [(&'static str, &'static str)],
    /// Statements of a style sheet that take in another one.
    pub statements: &'static [&'static str],
    /// A condition around imports that matter only to a type checker. Empty where there is none.
    pub types_guard: &'static str,
    /// The file that says by which path others import the project, and the word before that path. Empty where there is none.
    pub manifest: (&'static str, &'static str),
}

impl Links {
    /// A language whose texts name no files of ours.
    pub const NONE: Self = Self {
        form: LinkForm::Nothing,
        endings: &[],
        stands_for: &[],
        index: &[],
        starts: &[],
        roots: &[],
        shares: Sharing::Nothing,
        own_folder: "",
        system: "",
        calls: &[],
        later: &[],
        attributes: &[],
        leads: &[],
        statements: &[],
        types_guard: "",
        manifest: ("", ""),
    };
}

/// What the module of an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// No file of ours.
    Nothing,
    /// A path from the file's own folder where it begins with a dot; anything else is somebody else's package.
    MarkedPath,
    /// A path from the file's own folder or from a root, whatever it begins with.
    Path,
    /// Folders and files joined by dots; dots at the start climb from the file's own folder.
    Module,
    /// Modules that a file declares below itself, and paths through that tree.
    Tree,
    /// A package that files say they belong to, and a name that one of them declares.
    Declared,
    /// A folder, all of whose files are one package.
    Folder,
}

/// Which files know each other's names without an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// None.
    Nothing,
    /// Those of one folder.
    Folder,
    /// Those that say that they belong to the same package.
    Package,
    /// Those of a package, and of the packages around it.
    Nested,
    /// All files of the language.
    Project,
}
