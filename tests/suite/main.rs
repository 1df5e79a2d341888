//! Tests of the whole program.

mod generated;
mod laws;
mod output;
mod panic;
mod seeds;
mod speed;
