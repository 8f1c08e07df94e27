//! What the page does beside drawing: the workers, the storage, the theme, the light.

mod agent;
mod history;
mod keep;
mod link;
mod linked;
mod model;
mod print;
mod steady;

pub use agent::use_agent;
pub use history::{History, use_history};
pub use keep::{kept, use_keep};
pub use link::{page_address, use_link};
pub use linked::use_linked;
pub use model::use_model;
pub use print::use_print;
pub use steady::use_steady;
