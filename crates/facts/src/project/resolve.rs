//! Which file a piece of code names. An edge is claimed only where exactly one file fits.

use std::collections::BTreeMap;

use code::{LinkForm, Sharing};
use rustc_hash::{FxHashMap, FxHashSet};

use super::digest::Reference;
use super::paths::{around, folder, join, last, stem};
use super::{Digest, Edge, EdgeKind, Extent};

/// A name that stands in this many files of a package says nothing about which one is meant.
type Declared<'f> = FxHashMap<(&'f str, &'f str), Vec<u32>>;

/// All files, by what imports may call them.
pub(crate) struct Index<'f> {
    files: &'f [Digest],
    common: &'f str,
    paths: FxHashMap<&'f str, u32>,
    /// Files by the last part of their path.
    names: FxHashMap<&'f str, Vec<u32>>,
    /// Every folder.
    folders: FxHashSet<&'f str>,
    /// Folders by the last part of their path, in order.
    folders_by_name: BTreeMap<&'f str, Vec<&'f str>>,
    /// Files of a folder.
    by_folder: FxHashMap<&'f str, Vec<u32>>,
    /// Files that declare a name, by package.
    by_package: Declared<'f>,
    /// The same by folder, and by language.
    by_place: Declared<'f>,
    by_language: Declared<'f>,
    /// Which files declare any name of a language, to ask first.
    declared: FxHashSet<&'f str>,
}

/// Which file names which.
pub(crate) fn edges(files: &[Digest], common: &str) -> Vec<Edge> {
    let index = Index::of(files, common);
    let mut found = Vec::new();
    for (from, file) in files.iter().enumerate() {
        let from = from as u32;
        let mut edges: BTreeMap<(u32, EdgeKind), Edge> = BTreeMap::new();
        let mut add = |to: u32, kind: EdgeKind, deferred: bool, extent: Extent, names: Vec<String>| {
            if to == from {
                return;
            }
            let edge = edges.entry((to, kind)).or_insert_with(|| Edge {
                from,
                to,
                kind,
                deferred: true,
                extents: Vec::new(),
                names: Vec::new(),
            });
            edge.deferred &= deferred;
            edge.extents.push(extent);
            for name in names {
                if !edge.names.contains(&name) {
                    edge.names.push(name);
                }
            }
        };
        for reference in &file.references {
            let kind = match reference {
                it if it.declares => EdgeKind::Declares,
                it if it.leads => EdgeKind::Leads,
                it if it.types_only => EdgeKind::TypesOnly,
                _ => EdgeKind::Uses,
            };
            for (to, names) in index.files_of(from, reference) {
                add(to, kind, reference.deferred, reference.extent, names);
            }
        }
        for (name, extent) in &file.free {
            if let Some(to) = index.sharing(from, name) {
                add(to, EdgeKind::Uses, true, *extent, vec![name.clone()]);
            }
        }
        found.extend(edges.into_values());
    }
    found
}

/// The one item of several; nothing where there are more.
fn only(found: &[u32]) -> Option<u32> {
    match found {
        [one] => Some(*one),
        _ => None,
    }
}

impl<'f> Index<'f> {
    pub(crate) fn of(files: &'f [Digest], common: &'f str) -> Self {
        let mut index = Self {
            files,
            common: common.trim_end_matches('/'),
            paths: FxHashMap::default(),
            names: FxHashMap::default(),
            folders: FxHashSet::default(),
            folders_by_name: BTreeMap::new(),
            by_folder: FxHashMap::default(),
            by_package: FxHashMap::default(),
            by_place: FxHashMap::default(),
            by_language: FxHashMap::default(),
            declared: FxHashSet::default(),
        };
        for (at, file) in files.iter().enumerate() {
            let at = at as u32;
            let path = file.path.as_str();
            index.paths.insert(path, at);
            index.names.entry(last(path)).or_default().push(at);
            index.by_folder.entry(folder(path)).or_default().push(at);
            for up in around(folder(path)) {
                if index.folders.insert(up) {
                    index.folders_by_name.entry(last(up)).or_default().push(up);
                }
            }
            for item in &file.items {
                let note = |map: &mut Declared<'f>, place: &'f str| {
                    let list = map.entry((place, item.name.as_str())).or_default();
                    if list.last() != Some(&at) {
                        list.push(at);
                    }
                };
                note(&mut index.by_package, &file.package);
                note(&mut index.by_place, folder(path));
                note(&mut index.by_language, file.language.unwrap_or(""));
                index.declared.insert(&item.name);
            }
        }
        index
    }

    fn file(&self, at: u32) -> &'f Digest {
        &self.files[at as usize]
    }

    /// The files that a reference names, each with what is taken from it.
    fn files_of(&self, from: u32, reference: &Reference) -> Vec<(u32, Vec<String>)> {
        let file = self.file(from);
        let is_marked = reference.module.starts_with('.');
        match file.links.form {
            LinkForm::Nothing => Vec::new(),
            LinkForm::MarkedPath if !is_marked => Vec::new(),
            LinkForm::MarkedPath => {
                self.relative(file, &reference.module).map(|it| (it, reference.names.clone())).into_iter().collect()
            }
            LinkForm::Path => self.path(file, reference).map(|it| (it, Vec::new())).into_iter().collect(),
            LinkForm::Module => self.module(file, reference),
            LinkForm::Tree => self.tree(from, reference),
            LinkForm::Declared => self.declared(from, reference),
            LinkForm::Folder => self.folder(from, reference),
        }
    }

    /// The file at a path that may lack its ending or name a folder.
    fn at(&self, file: &Digest, path: &str) -> Option<u32> {
        let links = &file.links;
        if let Some(&exact) = self.paths.get(path) {
            return Some(exact);
        }
        let mut fits: Vec<u32> = Vec::new();
        let add = |fits: &mut Vec<u32>, path: String| {
            if let Some(&it) = self.paths.get(path.as_str())
                && !fits.contains(&it)
            {
                fits.push(it);
            }
        };
        for (written, real) in links.stands_for {
            if let Some(bare) = path.strip_suffix(written) {
                add(&mut fits, format!("{bare}{real}"));
            }
        }
        for ending in links.endings {
            add(&mut fits, format!("{path}{ending}"));
        }
        // A file comes before a folder of the same name.
        if fits.is_empty() {
            let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
            for name in links.index {
                for ending in links.endings {
                    add(&mut fits, format!("{folder}{name}{ending}"));
                }
            }
        }
        only(&fits)
    }

    fn relative(&self, file: &Digest, piece: &str) -> Option<u32> {
        self.at(file, &join(folder(&file.path), piece)?)
    }

    /// A path from the file's own folder, or from where paths of such files may start.
    fn path(&self, file: &Digest, reference: &Reference) -> Option<u32> {
        let (links, module) = (&file.links, reference.module.as_str());
        if module.is_empty() || module.contains(':') || module.starts_with("//") {
            return None;
        }
        // What stands before it is known only when it runs.
        if reference.made {
            return self.anywhere(module).or_else(|| self.relative(file, module));
        }
        let from_roots = || {
            // Where a word says that a path starts at the file's own folder, all others start at a folder known for it.
            let top = if links.own_folder.is_empty() { self.common } else { "" };
            let tops = [top, ""].into_iter();
            let roots = links.roots.iter().filter_map(|root| self.folders_by_name.get(root)).flatten().copied();
            let mut fits: Vec<u32> = Vec::new();
            for root in tops.chain(roots) {
                fits.extend(join(root, module).and_then(|path| self.at(file, &path)).filter(|it| !fits.contains(it)));
            }
            only(&fits)
        };
        if module.starts_with('/') {
            return from_roots();
        }
        let starts_at_own = !reference.system && (links.own_folder.is_empty() || reference.own_folder);
        if starts_at_own && let Some(found) = self.relative(file, module) {
            return Some(found);
        }
        if reference.own_folder {
            return None;
        }
        // A header of the system has a bare name too.
        if reference.system && !module.contains('/') {
            return None;
        }
        let may_be_anywhere = !links.system.is_empty();
        // A page's parts stand where it says.
        let has_roots = !links.roots.is_empty();
        (has_roots && (may_be_anywhere || !links.own_folder.is_empty()))
            .then(from_roots)
            .flatten()
            .or_else(|| may_be_anywhere.then(|| self.anywhere(module)).flatten())
    }

    /// The only file whose path ends with a piece of one.
    fn anywhere(&self, piece: &str) -> Option<u32> {
        let piece = piece.trim_start_matches("./");
        let all = self.names.get(last(piece))?;
        let fits: Vec<u32> = all
            .iter()
            .copied()
            .filter(|&it| {
                let before = self.file(it).path.strip_suffix(piece);
                before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
            })
            .collect();
        only(&fits)
    }

    /// Whether a folder is a package of its own, by a file that stands for it.
    fn is_package(&self, links: &code::Links, path: &str) -> bool {
        links.index.iter().any(|name| {
            links.endings.iter().any(|ending| {
                let file = if path.is_empty() { format!("{name}{ending}") } else { format!("{path}/{name}{ending}") };
                self.paths.contains_key(file.as_str())
            })
        })
    }

    /// Folders and files joined by dots.
    fn module(&self, file: &Digest, reference: &Reference) -> Vec<(u32, Vec<String>)> {
        let own = folder(&file.path);
        let rest = reference.module.trim_start_matches('.');
        let climb = reference.module.len() - rest.len();
        let parts = rest.replace('.', "/");
        let bases: Vec<&str> = if climb > 0 {
            around(own).nth(climb - 1).into_iter().collect()
        } else {
            let is_package = |it: &str| self.is_package(&file.links, it);
            // The folder around the outermost package comes first, then those further out, then the usual ones.
            let mut bases: Vec<&str> = around(own).filter(|it| !is_package(it)).collect();
            let roots = file.links.roots.iter().filter_map(|root| self.folders_by_name.get(root)).flatten().copied();
            bases.extend(roots.filter(|it| !is_package(it)));
            bases
        };
        for base in bases {
            let Some(path) = join(base, &parts) else { continue };
            let mut found: Vec<(u32, Vec<String>)> = Vec::new();
            let mut add = |to: u32, name: Option<&String>| match found.iter_mut().find(|it| it.0 == to) {
                Some(same) => same.1.extend(name.cloned()),
                None => found.push((to, name.cloned().into_iter().collect())),
            };
            let module = self.at(file, &path);
            for name in &reference.names {
                // A name may be a module of the package.
                let within = join(&path, name).and_then(|it| self.at(file, &it));
                let declares = module.is_some_and(|it| self.file(it).items.iter().any(|item| item.name == *name));
                match within.filter(|_| !declares) {
                    Some(within) => add(within, None),
                    None => {
                        if let Some(module) = module {
                            add(module, Some(name));
                        }
                    }
                }
            }
            if reference.names.is_empty()
                && let Some(module) = module
            {
                add(module, None);
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The folder in which the modules of a file stand.
    fn module_folder(file: &Digest) -> String {
        let own = folder(&file.path);
        let stem = stem(&file.path);
        if file.links.index.contains(&stem) {
            return own.to_owned();
        }
        join(own, stem).unwrap_or_default()
    }

    /// A path through the tree of modules.
    fn tree(&self, from: u32, reference: &Reference) -> Vec<(u32, Vec<String>)> {
        let file = self.file(from);
        if reference.declares {
            if reference.depth > 0 {
                return Vec::new();
            }
            let name = reference.module.trim_start_matches("r#");
            let below = join(&Self::module_folder(file), name).and_then(|it| self.at(file, &it));
            // A file that is compiled by itself has its modules beside it.
            let beside = || join(folder(&file.path), name).and_then(|it| self.at(file, &it));
            return below.or_else(beside).filter(|&it| it != from).map(|it| (it, Vec::new())).into_iter().collect();
        }
        let mut found: Vec<(u32, Vec<String>)> = Vec::new();
        let module: Vec<&str> = reference.module.split('.').filter(|it| !it.is_empty()).collect();
        let mut add = |path: &[&str], name: Option<&str>| {
            let Some((to, taken)) = self.through(from, path, reference.depth) else { return };
            // What is taken is told where the file defines it.
            let name = name.filter(|_| taken + 1 >= path.len()).map(str::to_owned);
            match found.iter_mut().find(|it| it.0 == to) {
                Some(same) => same.1.extend(name),
                None => found.push((to, name.into_iter().collect())),
            }
        };
        for name in &reference.names {
            let path: Vec<&str> = module.iter().copied().chain(name.split('.')).collect();
            add(&path, path.last().copied());
        }
        if reference.names.is_empty() {
            add(&module, None);
        }
        found
    }

    /// The file that a path of modules leads to, and how many parts of the path lead there.
    fn through(&self, from: u32, path: &[&str], depth: usize) -> Option<(u32, usize)> {
        let file = self.file(from);
        let own = Self::module_folder(file);
        let mut rest = path;
        let (base, holder): (String, Option<u32>) = match *rest.first()? {
            "crate" => {
                rest = &rest[1..];
                self.root_of(file)?
            }
            "self" => {
                rest = &rest[1..];
                (own, Some(from))
            }
            "super" => {
                let n = rest.iter().take_while(|it| **it == "super").count();
                rest = &rest[n..];
                if n <= depth {
                    (own, Some(from))
                } else {
                    let base = around(&own).nth(n - depth)?.to_owned();
                    let holder = self.holder(file, &base);
                    (base, holder)
                }
            }
            first => {
                let child = join(&own, first).and_then(|it| self.at(file, &it)).filter(|&it| it != from);
                if child.is_some() && depth == 0 {
                    (own, None)
                } else {
                    rest = &rest[1..];
                    let spelled = first.replace('_', "-");
                    let folders = [first, spelled.as_str()];
                    let mut roots: Vec<&str> = folders
                        .iter()
                        .take(if spelled == first { 1 } else { 2 })
                        .filter_map(|it| self.folders_by_name.get(it))
                        .flatten()
                        .copied()
                        .collect();
                    // The package of the file's own folder goes by that folder's name.
                    roots.retain(|it| self.package_root(file, it).is_some());
                    let [root] = roots[..] else { return None };
                    let (base, holder) = self.package_root(file, root)?;
                    (base, Some(holder))
                }
            }
        };
        // The longest part of the path that is a file.
        let mut at = base;
        let mut best = holder.map(|it| (it, path.len() - rest.len()));
        for (n, part) in rest.iter().enumerate() {
            let Some(next) = join(&at, part.trim_start_matches("r#")) else { break };
            match self.at(file, &next) {
                Some(found) => best = Some((found, path.len() - rest.len() + n + 1)),
                None if self.folders.contains(next.as_str()) => {}
                None => break,
            }
            at = next;
        }
        best
    }

    /// The folder and the file in which the tree of a file begins.
    fn root_of(&self, file: &Digest) -> Option<(String, Option<u32>)> {
        let own = folder(&file.path);
        let tops = [&file.links.index[..2.min(file.links.index.len())]].concat();
        let in_folder = |up: &str| -> Vec<u32> {
            let paths = tops.iter().flat_map(|name| file.links.endings.iter().map(move |it| format!("{name}{it}")));
            paths.filter_map(|name| join(up, &name)).filter_map(|it| self.paths.get(it.as_str()).copied()).collect()
        };
        for up in around(own) {
            let found = in_folder(up);
            if found.is_empty() {
                continue;
            }
            let is_itself = found.iter().copied().find(|&it| self.file(it).path == file.path);
            return Some((up.to_owned(), is_itself.or_else(|| only(&found))));
        }
        None
    }

    /// Where the modules of a package begin, by the folder of the package.
    fn package_root(&self, file: &Digest, package: &str) -> Option<(String, u32)> {
        let first = file.links.index.first()?;
        for within in ["src", ""] {
            let base = join(package, within)?;
            for ending in file.links.endings {
                if let Some(&root) = self.paths.get(join(&base, &format!("{first}{ending}"))?.as_str()) {
                    return Some((base, root));
                }
            }
        }
        None
    }

    /// The file that holds the modules of a folder.
    fn holder(&self, file: &Digest, base: &str) -> Option<u32> {
        let mut fits: Vec<u32> = Vec::new();
        for ending in file.links.endings {
            fits.extend(self.paths.get(format!("{base}{ending}").as_str()));
            for name in file.links.index {
                fits.extend(join(base, &format!("{name}{ending}")).and_then(|it| self.paths.get(it.as_str()).copied()));
            }
        }
        only(&fits)
    }

    /// A package and a name that one of its files declares.
    fn declared(&self, from: u32, reference: &Reference) -> Vec<(u32, Vec<String>)> {
        let file = self.file(from);
        let module = reference.module.as_str();
        if reference.names.is_empty() {
            let is_path = file.links.endings.iter().any(|ending| module.ends_with(ending));
            let found = if is_path {
                self.relative(file, module).or_else(|| self.anywhere(module))
            } else {
                self.name_in(module)
            };
            return found.map(|it| (it, Vec::new())).into_iter().collect();
        }
        let mut found: Vec<(u32, Vec<String>)> = Vec::new();
        for name in &reference.names {
            let path = if module.is_empty() { name.clone() } else { format!("{module}.{name}") };
            // A member of a type, or a type inside one, is in the file of the type.
            let inside = || path.rsplit_once('.').and_then(|it| self.name_in(it.0));
            let Some(to) = self.name_in(&path).or_else(inside) else { continue };
            match found.iter_mut().find(|it| it.0 == to) {
                Some(same) => same.1.push(name.clone()),
                None => found.push((to, vec![name.clone()])),
            }
        }
        found
    }

    /// The only file that declares the last part of a path in the package that the rest of it names.
    fn name_in(&self, path: &str) -> Option<u32> {
        let (package, name) = path.rsplit_once('.')?;
        if package.is_empty() {
            return None;
        }
        only(self.by_package.get(&(package, name))?)
    }

    /// The files of a folder that declare what is used of it.
    fn folder(&self, from: u32, reference: &Reference) -> Vec<(u32, Vec<String>)> {
        let file = self.file(from);
        let Some(path) = self.project_folder(file, &reference.module) else { return Vec::new() };
        let Some(all) = self.by_folder.get(path.as_str()) else { return Vec::new() };
        let mut found: Vec<(u32, Vec<String>)> = Vec::new();
        for member in &reference.members {
            let Some(to) = self.by_place.get(&(path.as_str(), member.as_str())).and_then(|it| only(it)) else {
                continue;
            };
            match found.iter_mut().find(|it| it.0 == to) {
                Some(same) => same.1.push(member.clone()),
                None => found.push((to, vec![member.clone()])),
            }
        }
        if found.is_empty() {
            let code: Vec<u32> = all.iter().copied().filter(|&it| self.file(it).language == file.language).collect();
            found.extend(only(&code).map(|it| (it, Vec::new())));
        }
        found
    }

    /// The folder of an import that begins with the path by which the project is known.
    fn project_folder(&self, file: &Digest, module: &str) -> Option<String> {
        let (manifest, word) = file.links.manifest;
        for up in around(folder(&file.path)) {
            let Some(&at) = join(up, manifest).and_then(|it| self.paths.get(it.as_str()).copied()).as_ref() else {
                continue;
            };
            let lines = self.file(at).text.lines();
            let own = lines.filter_map(|line| line.trim().strip_prefix(word)).find(|it| it.starts_with([' ', '\t']))?;
            let own = own.split_whitespace().next()?;
            let rest = module.strip_prefix(own)?;
            return if rest.is_empty() || rest.starts_with('/') { join(up, rest) } else { None };
        }
        None
    }

    /// The file that gives a meaning to a name without an import.
    fn sharing(&self, from: u32, name: &str) -> Option<u32> {
        if !self.declared.contains(name) {
            return None;
        }
        let file = self.file(from);
        if file.items.iter().any(|it| it.name == name) {
            return None;
        }
        // Names of a package that is taken in as a whole.
        let taken = || {
            let mut fits: Vec<u32> = Vec::new();
            let whole = |it: &&Reference| it.wildcard || it.names.is_empty();
            for reference in file.references.iter().filter(whole) {
                for &it in self.in_package(&reference.module, name).unwrap_or_default() {
                    if !fits.contains(&it) {
                        fits.push(it);
                    }
                }
            }
            only(&fits)
        };
        match file.links.shares {
            Sharing::Nothing => None,
            Sharing::Folder => {
                let all = self.by_place.get(&(folder(&file.path), name))?;
                let alike: Vec<u32> =
                    all.iter().copied().filter(|&it| self.file(it).language == file.language).collect();
                only(&alike)
            }
            Sharing::Package => match self.in_package(&file.package, name) {
                Some(found) => only(found).filter(|&it| self.may_share(file, it)),
                None => taken(),
            },
            Sharing::Nested => {
                let mut package = file.package.as_str();
                loop {
                    if let Some(found) = self.in_package(package, name) {
                        return only(found).filter(|&it| self.may_share(file, it));
                    }
                    let Some((outer, _)) = package.rsplit_once('.') else { break };
                    package = outer;
                }
                taken()
            }
            Sharing::Project => only(self.by_language.get(&(file.language.unwrap_or(""), name))?),
        }
    }

    fn in_package<'s>(&'s self, package: &'s str, name: &'s str) -> Option<&'s [u32]> {
        self.by_package.get(&(package, name)).map(Vec::as_slice)
    }

    /// Files that say no package share names only where they stand together.
    fn may_share(&self, file: &Digest, other: u32) -> bool {
        let other = self.file(other);
        let same = file.language == other.language || !file.package.is_empty();
        same && (!file.package.is_empty() || folder(&file.path) == folder(&other.path))
    }
}
