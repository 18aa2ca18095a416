//! What a body and a frame say alike: a device's brain knows the frames' words alone.

use super::{Reserved, WebIntakeDevice};
use crate::control::{IntakeDevice, Invite};

impl From<&WebIntakeDevice> for IntakeDevice {
    fn from(web: &WebIntakeDevice) -> Self {
        Self {
            device: web.device,
            agent: web.agent,
            credential: web.credential.clone(),
            leaf_key: web.leaf_key.clone(),
            intake_key: web.intake_key.clone(),
        }
    }
}

impl From<&Reserved> for Invite {
    fn from(web: &Reserved) -> Self {
        Self {
            package: web.package,
            key_package: web.key_package.clone(),
            ticket: web.ticket.clone(),
        }
    }
}
