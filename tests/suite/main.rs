//! Tests of the whole program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod corpus;
mod examples;
mod generated;
mod laws;
mod output;
mod panic;
mod seeds;
mod speed;
mod together;
mod words;
