//! What a capability hands to the server: one line in the composition root takes all of it.

use policy::Rule;
use utoipa_axum::router::OpenApiRouter;

pub struct Slice {
    pub name: &'static str,
    /// With its own state already applied.
    pub routes: OpenApiRouter,
    pub rules: Vec<Rule>,
}
