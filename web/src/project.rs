//! Several files at once: which there are, which stand in tabs, and which one the reader is at. Pure, without a browser.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

/// More tabs than this make none of them easy to find, so the one that was opened first goes.
const MAX_TABS: usize = 12;

/// A file of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectFile {
    /// Where it lies in the project, with `/` between folders.
    pub path: String,
    /// Its text, whose lines end by `\n` alone.
    pub code: String,
}

impl ProjectFile {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The folder that it lies in, empty at the top.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// A project as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptProject {
    /// What it is called.
    pub name: String,
    /// The path of the file that the reader was at; `None` for the overview.
    #[serde(default)]
    pub at: Option<String>,
    /// Its files.
    pub files: Vec<ProjectFile>,
}

impl KeptProject {
    /// The project, at the file that the reader was at.
    pub fn open(&self) -> Option<Project> {
        let mut project = Project::new(&self.name, self.files.clone())?;
        if let Some(at) = project.files.iter().position(|it| Some(&it.path) == self.at.as_ref()) {
            project.open(at);
        }
        Some(project)
    }
}

/// Files that belong together, as the reader brought them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// What it is called: its folder, its archive, or its first file.
    pub name: Rc<str>,
    /// Its files, sorted by path.
    pub files: Rc<Vec<Rc<ProjectFile>>>,
    /// The files that stand in tabs, in the order in which they were opened.
    pub tabs: Vec<usize>,
    /// The file that the reader is at; `None` for the overview.
    pub at: Option<usize>,
}

impl Project {
    /// A project that opens with its overview; `None` where there is no file. Of several files with one path the last is taken.
    pub fn new(name: &str, files: Vec<ProjectFile>) -> Option<Self> {
        let mut files: Vec<ProjectFile> = files.into_iter().filter(|it| !it.path.is_empty()).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.reverse();
        files.dedup_by(|a, b| a.path == b.path);
        files.reverse();
        if files.is_empty() {
            return None;
        }
        let files = files.into_iter().map(Rc::new).collect();
        Some(Self { name: name.into(), files: Rc::new(files), tabs: Vec::new(), at: None })
    }

    /// What is kept of it.
    pub fn kept(&self) -> KeptProject {
        KeptProject {
            name: self.name.to_string(),
            at: self.current().map(|it| it.path.clone()),
            files: self.files.iter().map(|it| ProjectFile::clone(it)).collect(),
        }
    }

    /// The file that the reader is at.
    pub fn current(&self) -> Option<&ProjectFile> {
        self.files.get(self.at?).map(Rc::as_ref)
    }

    /// The path of a file from the folder that holds the project, as [`engine::File`] wants it.
    pub fn full_path(&self, file: &ProjectFile) -> String {
        format!("{}/{}", self.name, file.path)
    }

    /// Which file has this full path.
    pub fn position(&self, full_path: &str) -> Option<usize> {
        let path = full_path.strip_prefix(&*self.name)?.strip_prefix('/')?;
        self.files.binary_search_by(|it| it.path.as_str().cmp(path)).ok()
    }

    /// Goes to a file, which gets a tab.
    pub fn open(&mut self, file: usize) {
        if file >= self.files.len() {
            return;
        }
        if !self.tabs.contains(&file) {
            self.tabs.push(file);
            if self.tabs.len() > MAX_TABS {
                self.tabs.remove(0);
            }
        }
        self.at = Some(file);
    }

    /// Takes a file's tab away. Who was at it goes to the tab that takes its place, or to the overview.
    pub fn close(&mut self, file: usize) {
        let Some(tab) = self.tabs.iter().position(|it| *it == file) else { return };
        self.tabs.remove(tab);
        if self.at == Some(file) {
            self.at = self.tabs.get(tab).or_else(|| self.tabs.last()).copied();
        }
    }

    /// What the reader has made of the file that they are at.
    pub fn edit(&mut self, code: &str) {
        let Some(file) = self.at.and_then(|at| Rc::make_mut(&mut self.files).get_mut(at)) else { return };
        if file.code != code {
            *file = Rc::new(ProjectFile { path: file.path.clone(), code: code.to_owned() });
        }
    }

    /// How long all files together are.
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|it| it.code.len()).sum()
    }

    /// The files by folder, in order: for lists.
    pub fn folders(&self) -> Vec<(&str, Vec<(usize, &ProjectFile)>)> {
        let mut folders: Vec<(&str, Vec<(usize, &ProjectFile)>)> = Vec::new();
        for (idx, file) in self.files.iter().enumerate() {
            match folders.iter_mut().find(|(folder, _)| *folder == file.folder()) {
                Some((_, files)) => files.push((idx, file)),
                None => folders.push((file.folder(), vec![(idx, file)])),
            }
        }
        // What lies at the top stands first.
        folders.sort_by(|a, b| a.0.cmp(b.0));
        folders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, code: &str) -> ProjectFile {
        ProjectFile { path: path.to_owned(), code: code.to_owned() }
    }

    fn project() -> Project {
        let files = vec![file("src/b.py", "b"), file("a.py", "old"), file("src/c/d.py", "d"), file("a.py", "a")];
        Project::new("mine", files).expect("it has files")
    }

    #[test]
    fn files_are_sorted_and_the_last_of_a_path_counts() {
        let project = project();
        let found: Vec<_> = project.files.iter().map(|it| (it.path.as_str(), it.code.as_str())).collect();
        assert_eq!(found, [("a.py", "a"), ("src/b.py", "b"), ("src/c/d.py", "d")]);
        assert_eq!(project.folders().iter().map(|it| it.0).collect::<Vec<_>>(), ["", "src", "src/c"]);
        assert_eq!(Project::new("none", vec![]), None);
    }

    #[test]
    fn files_are_found_by_their_full_paths() {
        let project = project();
        for (at, file) in project.files.iter().enumerate() {
            assert_eq!(project.position(&project.full_path(file)), Some(at));
        }
        assert_eq!(
            (project.position("a.py"), project.position("mine"), project.position("mine/b.py")),
            (None, None, None)
        );
    }

    #[test]
    fn closing_a_tab_goes_to_its_neighbour() {
        let mut project = project();
        for file in [2, 0, 1, 0] {
            project.open(file);
        }
        assert_eq!((project.tabs.clone(), project.at), (vec![2, 0, 1], Some(0)));
        project.close(0);
        assert_eq!(project.at, Some(1));
        project.close(2);
        assert_eq!(project.at, Some(1), "another tab's end changes nothing");
        project.close(1);
        assert_eq!((project.tabs.len(), project.at), (0, None));
        project.open(7);
        assert_eq!(project.at, None, "there is no such file");
    }

    #[test]
    fn edits_stay_with_their_file() {
        let mut project = project();
        let before = project.clone();
        project.edit("nothing is open");
        assert_eq!(project, before);
        project.open(1);
        project.edit("changed");
        assert_eq!(project.current().map(|it| it.code.as_str()), Some("changed"));
        assert!(Rc::ptr_eq(&project.files[0], &before.files[0]) && before.files[1].code == "b");
    }

    #[test]
    fn what_is_kept_opens_where_the_reader_was() {
        let mut project = project();
        project.open(1);
        let again = project.kept().open().expect("it has files");
        assert_eq!((&again.files, again.at, &*again.name), (&project.files, Some(1), "mine"));
        project.close(1);
        assert_eq!(project.kept().open().and_then(|it| it.at), None);
    }

    #[test]
    fn the_oldest_of_many_tabs_goes() {
        let files = (0..40).map(|idx| file(&format!("{idx:02}.py"), "x")).collect();
        let mut project = Project::new("many", files).expect("it has files");
        for idx in 0..40 {
            project.open(idx);
        }
        assert_eq!((project.tabs.len(), project.tabs[0], project.at), (MAX_TABS, 28, Some(39)));
    }
}
