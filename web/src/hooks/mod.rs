//! What the page does beside drawing: the worker, the storage, the theme, the light.

mod agent;
mod keep;
mod linked;

pub use agent::use_agent;
pub use keep::{kept, use_keep};
pub use linked::use_linked;
