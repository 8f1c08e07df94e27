//! How tables that were packed into bytes become tables that live as long as the program.

use serde::{Deserialize, Deserializer};

/// A list that is never freed. A language's tables are read once, when its grammar is first used.
pub(crate) fn leaked<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<&'static [T], D::Error> {
    Ok(Vec::leak(Vec::deserialize(from)?))
}
