//! Prints the floor: rows a second and processor time per row, plain and through the store.
//! `cargo run --release -p tacita-store --example floor -- DIRECTORY [SECONDS] [BODY_BYTES]`.

#![expect(
    clippy::disallowed_macros,
    clippy::print_stdout,
    reason = "a program for the command line"
)]

use std::sync::Arc;
use std::time::Duration;
use tacita_model::{Clock, Timestamp};
use tacita_store::{Config, LocalKms, Location, Randomness, Store, floor};

struct Still;
impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp(1)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = std::path::PathBuf::from(arguments.next().ok_or("which directory?")?);
    let seconds = arguments.next().map_or(Ok(2), |text| text.parse())?;
    let body_bytes = arguments.next().map_or(Ok(300), |text| text.parse())?;
    let span = Duration::from_secs(seconds);
    println!(
        "{:8} {:>6} {:>12} {:>12}",
        "arm", "batch", "rows/s", "CPU µs/row"
    );
    for batch in floor::BATCHES {
        let place = directory.join(format!("plain-{batch}"));
        print(
            "plain",
            &floor::plain(&place, batch, body_bytes, span).await?,
        );
        let randomness: Randomness = Arc::new(|bytes: &mut [u8]| bytes.fill(7));
        let keys = directory.join(format!("keys-{batch}"));
        let kms = LocalKms::open(keys, Arc::clone(&randomness))?;
        let location = Location::Sqlite(directory.join(format!("store-{batch}")));
        let config = Config::new(location, Arc::new(Still), randomness, Arc::new(kms));
        let store = Store::open(config).await?;
        print(
            "store",
            &floor::through_store(&store, batch, body_bytes, span).await?,
        );
        store.close().await;
    }
    Ok(())
}

fn print(arm: &str, floor: &floor::Floor) {
    println!(
        "{arm:8} {:>6} {:>12.0} {:>12.2}",
        floor.batch, floor.rows_per_second, floor.cpu_microseconds_per_row
    );
}
