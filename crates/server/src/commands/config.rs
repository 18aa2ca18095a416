//! `tacita config`: what is in force, and what is wrong with it.

use super::{Common, Failure, print};
use crate::config::check::{Complaint, Weight};
use clap::Subcommand;

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Prints the values in force, secrets hidden
    Show,
    /// Says what is wrong with them; ends with 1 when the service would not start
    Check,
    /// Prints the reference page
    Reference,
    /// Prints the line that a shop puts into its pages
    Snippet {
        /// The site's word
        site: String,
    },
}

pub(super) fn run(common: &Common, what: &What) -> Result<(), Failure> {
    match what {
        What::Reference => {
            print(crate::config::reference::page().trim_end());
            Ok(())
        }
        What::Show => {
            print(&serde_json::to_string_pretty(&common.load()?)?);
            Ok(())
        }
        What::Snippet { site } => {
            let config = common.load()?;
            config
                .site(site)
                .ok_or("there is no such site in the configuration")?;
            // Pins the log too, so that nobody can show a browser a log of their own.
            let vkey = super::ledger::vkey_in(&config.key_folder(), &config.ledger_origin()).ok();
            let ledger = vkey.map(|key| format!(" data-ledger=\"{}\"", key.to_text()));
            let ledger = ledger.unwrap_or_default();
            let loader = crate::edge::assets::loader();
            let loader = loader.ok_or("this program was built without its pages")?;
            print(&format!(
                "<script async src=\"{}{}\" integrity=\"{}\" crossorigin=\"anonymous\" \
                 data-site=\"{site}\" data-root=\"{}\"{ledger}></script>",
                crate::config::Config::origin(&config.widget_host),
                loader.path,
                loader.integrity,
                config.organisation.root_fingerprint,
            ));
            Ok(())
        }
        What::Check => {
            let config = common.load()?;
            let mut found = config.check();
            found.extend(crate::screening::check(&config));
            found.extend(crate::policies::check(&config));
            judge(&found)
        }
    }
}

/// Prints complaints; an error when one of them stops the service.
pub(super) fn judge(complaints: &[Complaint]) -> Result<(), Failure> {
    for complaint in complaints {
        let weight = match complaint.weight {
            Weight::Stop => "must be mended",
            Weight::Advice => "advice",
        };
        print(&format!(
            "{}: {} ({weight})",
            complaint.field, complaint.what
        ));
        print(&format!("    {}", complaint.mend));
    }
    let stops = complaints
        .iter()
        .filter(|complaint| complaint.weight == Weight::Stop)
        .count();
    if stops == 0 {
        print("nothing stands in the way of a start");
        Ok(())
    } else {
        Err(format!("{stops} of {} must be mended", complaints.len()).into())
    }
}
