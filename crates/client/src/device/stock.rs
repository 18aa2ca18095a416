//! What a device keeps ready for others: key packages to be added by, intake keys to be written to.
//!
//! Private parts are durable before anything is published. A package's private part leaves once,
//! for the one conversation that was welcomed with it. An intake key is made each day and kept
//! until no record can need it.

use super::{DeviceOutput, Open, SignedIn};
use crate::crypt::bytes32;
use crate::io::{Answer, Ask};
use crate::keep::{Damaged, decode, encode, key};
use serde::{Deserialize, Serialize};
use tacita_model::{CryptoProfile, Timestamp};
use tacita_protocol::{Blob, http, limits};
use tacita_seal::intake::{INTAKE_KEY_SECONDS, IntakeKeyPair};
use tacita_seal::record::SealedRecord;
use tacita_seal::{Content, KeyPackageRef, Validity, key_package};

/// First byte of a key in the device's storage.
pub(super) mod area {
    pub(crate) const SEAL: u8 = b's';
    pub(crate) const KEPT: u8 = b'd';
    pub(crate) const INTAKE: u8 = b'n';
}

/// How long a private intake key is kept: as long as a record may wait, and a day.
const KEEP_SECONDS: i64 = 31 * 24 * 60 * 60;
/// A published intake key with less than this left is replaced, in seconds.
const FRESH_SECONDS: i64 = INTAKE_KEY_SECONDS / 2;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptIntake {
    seed: Blob,
    profile: String,
    published: Blob,
    made: i64,
    ends: i64,
}

/// Intake keys, oldest first.
#[derive(Debug, Default)]
pub(super) struct Stock {
    intake: Vec<KeptIntake>,
}

impl Stock {
    pub(super) fn load_intake(&mut self, value: &[u8]) -> Result<(), Damaged> {
        self.intake.push(decode(value)?);
        self.intake.sort_by_key(|kept| kept.made);
        Ok(())
    }
}

impl Open {
    /// The server's word about this device.
    pub(super) fn told(
        &mut self,
        signed_in: &SignedIn,
        told: &http::Device,
        now: Timestamp,
        done: &mut Vec<DeviceOutput>,
    ) {
        let before = self.kept.clone();
        self.kept.device = Some(told.device.0.to_string());
        self.kept.status.clone_from(&told.status);
        if let Some(credential) = &told.credential
            && self.kept.credential.as_ref() != Some(credential)
        {
            match self.identify(credential, now) {
                Ok(identity) => {
                    self.identity = Some(identity);
                    self.kept.credential = Some(credential.clone());
                    if let Some(answer) = self.hand_over(signed_in) {
                        done.push(DeviceOutput::Renewed(answer));
                    }
                }
                Err(_) => done.push(DeviceOutput::NotProven),
            }
        }
        if self.kept != before {
            self.save();
        }
        done.push(self.state());
        self.refill(told.key_packages, false, now, done);
    }

    /// Makes what is missing, if this device has a credential to make it with.
    pub(super) fn refill(
        &mut self,
        key_packages: u32,
        intake_missing: bool,
        now: Timestamp,
        done: &mut Vec<DeviceOutput>,
    ) {
        let Some(device) = self.kept.device.clone() else {
            return;
        };
        let Some(identity) = &self.identity else {
            return;
        };
        let current = identity.credential().claims().validity.holds(now);
        if self.kept.status != "approved" || !current {
            return;
        }
        let Some(profile) = identity.credential().claims().profiles.first().copied() else {
            return;
        };
        let stock = u32::try_from(limits::AGENT_KEY_PACKAGES).unwrap_or(0);
        let mut packages = Vec::new();
        for _ in key_packages..stock {
            if let Ok(made) = key_package::make(&self.provider, identity, profile, now) {
                packages.push(Blob(made.bytes));
            }
        }
        // One upload stays under the limit of a request's body.
        for some in packages.chunks(25) {
            done.push(DeviceOutput::KeyPackages {
                device: device.clone(),
                packages: some.to_vec(),
            });
        }
        let fresh = self.stock.intake.last().filter(|kept| {
            kept.ends.saturating_sub(now.0) / 1_000_000 > FRESH_SECONDS
                && kept.profile == profile.as_str()
        });
        match fresh {
            Some(kept) if intake_missing => {
                let intake_key = kept.published.clone();
                done.push(DeviceOutput::IntakeKey { device, intake_key });
            }
            Some(_) => {}
            None => self.make_intake_key(device, profile, now, done),
        }
        self.forget_old(now);
    }

    fn make_intake_key(
        &mut self,
        device: String,
        profile: CryptoProfile,
        now: Timestamp,
        done: &mut Vec<DeviceOutput>,
    ) {
        let Some(identity) = &self.identity else {
            return;
        };
        let Ok(pair) = IntakeKeyPair::make(self.provider.crypto(), profile) else {
            return;
        };
        // A minute back for clocks that differ; the whole stays within the longest span.
        let validity = Validity::new(
            now.plus_seconds(-60),
            now.plus_seconds(INTAKE_KEY_SECONDS - 120),
        );
        let Ok(published) = pair.publish(identity, validity) else {
            return;
        };
        let kept = KeptIntake {
            seed: Blob(pair.seed().to_vec()),
            profile: profile.as_str().to_owned(),
            published: Blob(published.clone()),
            made: now.0,
            ends: validity.not_after().0,
        };
        self.changes
            .insert(key(area::INTAKE, &now.0.to_be_bytes()), Some(encode(&kept)));
        self.stock.intake.push(kept);
        done.push(DeviceOutput::IntakeKey {
            device,
            intake_key: Blob(published),
        });
    }

    fn forget_old(&mut self, now: Timestamp) {
        let limit = now.plus_seconds(-KEEP_SECONDS).0;
        let old = |kept: &&KeptIntake| kept.made < limit;
        for kept in self.stock.intake.iter().filter(old) {
            self.changes
                .insert(key(area::INTAKE, &kept.made.to_be_bytes()), None);
        }
        self.stock.intake.retain(|kept| kept.made >= limit);
    }

    /// A conversation asks.
    pub(super) fn asked(
        &mut self,
        signed_in: &SignedIn,
        from: u32,
        ask: &Ask,
        done: &mut Vec<DeviceOutput>,
    ) {
        let answer = match ask {
            // Without a credential there is nothing to hand over yet; it is said when it comes.
            Ask::HandOver => self.hand_over(signed_in),
            Ask::KeyPackage { reference } => Some(Answer::KeyPackage {
                reference: reference.clone(),
                private: self.private_part(reference),
            }),
            Ask::Intake {
                message,
                conversation,
                customer_key,
                record,
            } => {
                let text = self.open_intake(record, |facts| {
                    facts.message == message.0
                        && facts.conversation == conversation.0
                        && facts.sender.as_slice() == customer_key.as_ref()
                });
                Some(Answer::Intake {
                    message: *message,
                    text,
                })
            }
        };
        if let Some(answer) = answer {
            done.push(DeviceOutput::Answer { to: from, answer });
        }
    }

    fn private_part(&self, reference: &Blob) -> Option<Blob> {
        let reference = KeyPackageRef(bytes32(reference)?);
        let private = key_package::take_private(&self.provider, &reference).ok()?;
        Some(Blob(private.to_vec()))
    }

    fn open_intake(
        &self,
        record: &Blob,
        fits: impl Fn(&tacita_seal::record::RecordFacts) -> bool,
    ) -> Option<String> {
        let record = SealedRecord::decode(record.as_ref()).ok()?;
        if !fits(record.facts()) {
            return None;
        }
        let opened = self.stock.intake.iter().rev().find_map(|kept| {
            let pair = IntakeKeyPair::from_seed(kept.profile.parse().ok()?, &bytes32(&kept.seed)?);
            record.open(self.provider.crypto(), &pair.ok()?).ok()
        })?;
        match opened.content {
            Content::Text(text) | Content::HandoverNote(text) => Some(text),
            _ => None,
        }
    }
}
