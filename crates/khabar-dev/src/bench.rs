//! Throughput.
use clap::Args;
/// Arguments.
#[derive(Args)]
pub(crate) struct BenchArgs {}
pub(crate) fn bench(_: &BenchArgs) -> anyhow::Result<()> {
    Ok(())
}
