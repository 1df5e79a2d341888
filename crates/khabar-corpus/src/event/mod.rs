//! Events: as documents tell them, and put together.

pub(crate) mod cluster;
pub(crate) mod part;
pub(crate) mod resolve;
pub(crate) mod rule;
pub(crate) mod same;
pub(crate) mod share;
pub(crate) mod source;
pub(crate) mod telling;
