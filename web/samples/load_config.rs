use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub enum LoadError {
    Io(PathBuf, io::Error),
    Syntax(toml::de::Error),
}

impl From<toml::de::Error> for LoadError {
    fn from(error: toml::de::Error) -> Self {
        Self::Syntax(error)
    }
}

/// Reads the configuration; a missing file means the defaults.
pub fn load(path: &Path) -> Result<Config, LoadError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Config::default()),
        Err(e) => return Err(LoadError::Io(path.to_owned(), e)),
    };
    let config: Config = toml::from_str(&text)?;
    Ok(config)
}
