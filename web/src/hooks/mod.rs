//! What the page does beside drawing: the workers, the storage, the theme, the light.

mod agent;
mod keep;
mod link;
mod linked;
mod model;
mod steady;

pub use agent::use_agent;
pub use keep::{kept, use_keep};
pub use link::{page_address, use_link};
pub use linked::use_linked;
pub use model::use_model;
pub use steady::use_steady;
