//! Trainings that people have passed, as an administrator records them: what policies call certificates.
//!
//! Each counts until a day that is said when it is recorded. One that runs out or is taken back is
//! gone from every decision at once; chats that policies then no longer open let the person go. Refuses one's own record.
//!
//! Practice: D2 (decisions ask for trainings)

use super::{change, may};
use crate::app::{App, Shared};
use crate::bus::Wake;
use crate::config::is_skill;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::identity::revoke;
use crate::features::leaves::leaf;
use std::collections::BTreeSet;
use std::time::Duration;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, Purpose, Timestamp};
use tacita_policy::acts;
use tacita_store::rows::Training;
use tacita_store::{StoreError, Write};

/// Years that a training counts, at most.
const LONGEST_SECONDS: i64 = 10 * 366 * 24 * 60 * 60;
/// How often it is looked whether one has run out.
const LOOK: Duration = Duration::from_secs(15);

/// Records a training, or until when it counts.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but administrators, [`Problem::Malformed`] for a name that is
/// none or a moment that is past or too far.
pub async fn record(
    app: &App,
    by: &SignedInAgent,
    id: AgentId,
    name: String,
    until: Timestamp,
) -> Result<(), Problem> {
    may::<acts::RecordTraining>(app, by).await?;
    let person = change::another(app, by, id).await?;
    let now = app.now();
    if !is_skill(&name) || until <= now || until > now.plus_seconds(LONGEST_SECONDS) {
        return Err(Problem::Malformed);
    }
    let training = Training {
        agent: person.id,
        name,
        recorded_at: now,
        expires_at: until,
    };
    note(
        app,
        by,
        LeafKind::TrainingRecorded,
        id,
        Write::PutTraining(training),
    )
    .await
}

/// Takes one back.
///
/// # Errors
/// As [`record`]; [`Problem::Conflict`] when it is not there.
pub async fn end(app: &App, by: &SignedInAgent, id: AgentId, name: String) -> Result<(), Problem> {
    may::<acts::EndTraining>(app, by).await?;
    let agent = change::another(app, by, id).await?.id;
    let write = Write::DropTraining { agent, name };
    note(app, by, LeafKind::TrainingEnded, id, write).await
}

async fn note(
    app: &App,
    by: &SignedInAgent,
    kind: LeafKind,
    id: AgentId,
    write: Write,
) -> Result<(), Problem> {
    let begun = leaf(app, kind, Subject::of(by.agent)).await?;
    let changed = begun
        .in_request(by.request)
        .with_purpose(Purpose::Administer)
        .about(id);
    app.store.commit(vec![write], vec![changed]).await?;
    app.bus.wake(Wake::Duties(id));
    revoke::where_not_allowed(app, id).await
}

/// Lets people go whose trainings run out, until the service stops.
pub async fn run(app: Shared) {
    let mut after = app.now();
    loop {
        tokio::time::sleep(LOOK).await;
        let now = app.now();
        match ran_out(&app, after, now).await {
            Ok(()) => after = now,
            Err(error) => {
                tracing::warn!(event = "trainings", error = %error, "will be tried again");
            }
        }
    }
}

/// What ran out between two moments.
///
/// # Errors
/// [`StoreError`] when the rows cannot be read.
pub async fn ran_out(app: &App, after: Timestamp, until: Timestamp) -> Result<(), StoreError> {
    let ended = app.store.trainings_that_ended(after, until).await?;
    let people: BTreeSet<AgentId> = ended.into_iter().map(|training| training.agent).collect();
    for id in people {
        app.bus.wake(Wake::Duties(id));
        if revoke::where_not_allowed(app, id).await.is_err() {
            tracing::warn!(event = "trainings", why = "a chat could not be asked now");
        }
    }
    Ok(())
}
