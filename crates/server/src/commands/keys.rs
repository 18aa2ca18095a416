//! `tacita keys`: shows which keys the server has, or rotates them.
//!
//! Refuses to print a secret. What a rotation does and what follows it: [`crate::rotation`].

use super::{Common, Failure, print};
use crate::host::{SystemClock, SystemRandomness};
use crate::keys::{KeySet, Keys};
use crate::rotation::rotate;
use clap::Subcommand;
use tacita_model::Clock;
use tacita_seal::key_id;

#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Prints the ids of the server's keys, those from before rotations too
    Show,
    /// Makes fresh keys; the ones in use become former ones. Start the service again afterwards
    Rotate,
}

pub(super) fn run(common: &Common, what: &What) -> Result<(), Failure> {
    let config = common.load()?;
    let folder = config.key_folder();
    match what {
        What::Show => show(&Keys::load(&folder, &SystemRandomness)?),
        What::Rotate => {
            let done = rotate(&folder, &SystemRandomness, SystemClock.now())?;
            show(&done.keys);
            print(&format!(
                "the keys that were in use are in {}",
                done.former.display()
            ));
            if done.deleted > 0 {
                print(&format!(
                    "deleted {} former sets whose certificates have ended",
                    done.deleted
                ));
            }
            print("next: start the service again, and let the issuer certify the fresh keys");
        }
    }
    Ok(())
}

fn show(keys: &Keys) {
    for (place, set) in keys.sets().enumerate() {
        print(if place == 0 { "newest" } else { "former" });
        for (name, key) in names(set) {
            print(&format!("  {name:22}{key}"));
        }
    }
}

/// Ids as certificates, credentials and group facts have them.
fn names(set: &KeySet) -> [(&'static str, String); 3] {
    let [issuing, router, external] = set.public().map(|key| {
        let id = key_id(&key);
        id.iter().map(|byte| format!("{byte:02x}")).collect()
    });
    [
        ("conversation issuing", issuing),
        ("router", router),
        ("external sender", external),
    ]
}
