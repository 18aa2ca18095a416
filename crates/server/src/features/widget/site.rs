//! What the widget says before anything else is loaded.

use crate::app::App;
use crate::config::{Routing, Site};
use crate::features::accounts::desk::queue_id;
use crate::features::inbox::routing;
use crate::hours::Attendance;
use tacita_ledger::note::VerifierKey;
use tacita_protocol::http::{self, PreChatField};
use tacita_store::StoreError;

/// The facts of a site.
///
/// # Errors
/// [`StoreError`].
pub async fn facts(app: &App, site: &Site) -> Result<http::Site, StoreError> {
    let queue = queue_id(app.organisation.tenant, &site.queue);
    let people = app.store.agents_of_queue(queue).await?;
    let settings = routing::configured(app, queue);
    let hours = settings.map(|queue| routing::attendance(app, queue));
    let opens_at = match hours {
        Some(Attendance::Shut(when)) => when,
        Some(Attendance::Open) | None => None,
    };
    let shut = matches!(hours, Some(Attendance::Shut(_)));
    Ok(http::Site {
        shop_name: site.shop_name.clone(),
        // The archive mode `none` is the only one that exists.
        kept_hours: 0,
        unclaimed_days: site.unclaimed_days,
        attended: !shut && people.iter().any(|person| app.consoles.has(person.id)),
        opens_at: opens_at.map(|when| when.0),
        to_last_agent: settings.is_some_and(|queue| queue.routing == Routing::LastAgent),
        usual_answer_seconds: site.usual_answer_seconds,
        pre_chat: site
            .pre_chat
            .iter()
            .map(|field| PreChatField {
                name: field.name.clone(),
                purpose: field.purpose.clone(),
                required: field.required,
            })
            .collect(),
        other_channels: site.other_channels.clone(),
        ledger_key: app.ledger.vkey().map(VerifierKey::to_text),
    })
}
