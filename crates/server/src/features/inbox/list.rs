//! The rows that one agent may see: their own chats and what waits in their queues.
//!
//! Practice: A2 (several chats at once, with a capacity and queues).

use super::pseudonym;
use crate::app::App;
use crate::context::SignedInAgent;
use std::collections::{BTreeMap, HashMap};
use tacita_model::{AgentId, ConversationId, ConversationState, Purpose, QueueId, Role, Timestamp};
use tacita_policy::{Circumstances, Object, Relations, acts};
use tacita_protocol::Wire;
use tacita_protocol::http::{Inbox, InboxCounts, InboxItem};
use tacita_store::StoreError;
use tacita_store::rows::Conversation;

/// How often a row is decided anew when it moves under the decision.
const TRIES: usize = 8;

/// What a look at a row found.
enum Look {
    /// It may be seen.
    Item(Box<InboxItem>),
    /// It is not there, or not for this person.
    Nothing,
    /// It changed between the decision and the reading.
    Moved,
}

/// What the rows of one person are made with, read once for many rows.
#[derive(Debug)]
pub struct Viewer {
    agent: SignedInAgent,
    serves: Vec<QueueId>,
    queue_names: HashMap<QueueId, String>,
    circumstances: Circumstances,
    /// Of the rules that rows are decided by.
    rules: u64,
}

impl Viewer {
    /// Reads which queues the person serves.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn of(app: &App, agent: SignedInAgent) -> Result<Self, StoreError> {
        let serves = app.store.queues_of(agent.agent).await?;
        let queues = app.store.queues().await?;
        let circumstances = agent.circumstances(app).await?;
        Ok(Self {
            circumstances,
            rules: app.policy.version(),
            agent,
            serves: serves.into_iter().map(|queue| queue.id).collect(),
            queue_names: queues
                .into_iter()
                .map(|queue| (queue.id, queue.name))
                .collect(),
        })
    }

    /// Whether decisions for the two would rest on the same role, queues, circumstances and rules.
    #[must_use]
    pub fn same_duties(&self, other: &Self) -> bool {
        self.agent.role == other.agent.role
            && self.serves == other.serves
            && self.circumstances == other.circumstances
            && self.rules == other.rules
    }

    /// One row, if this person may see it now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn row(
        &self,
        app: &App,
        id: ConversationId,
    ) -> Result<Option<InboxItem>, StoreError> {
        for _ in 0..TRIES {
            match self.look(app, id).await? {
                Look::Item(item) => return Ok(Some(*item)),
                Look::Nothing => return Ok(None),
                Look::Moved => {}
            }
        }
        // Each move wakes whoever shows it, so the next look is not far.
        Ok(None)
    }

    /// Decides about a row, and only then reads what the person sees of it. When the row moved
    /// between the two, the decision was about another row: nothing of the new one may be shown on
    /// its strength.
    async fn look(&self, app: &App, id: ConversationId) -> Result<Look, StoreError> {
        let loaded = match app.store.load(id).await {
            Err(StoreError::Missing(_)) => return Ok(Look::Nothing),
            loaded => loaded?,
        };
        let decided = &loaded.conversation;
        // Whoever hands over stays in the chat until their device is out of the group: only they
        // can write the note for the next person.
        let joining = app.store.guests(id).await?;
        let guest = joining.iter().find(|guest| guest.agent == self.agent.agent);
        let assigned = decided.agent == Some(self.agent.agent)
            || guest.is_some_and(|guest| guest.until.is_none_or(|until| app.now() < until))
            || loaded.members.iter().any(|member| {
                member.agent == Some(self.agent.agent) && member.removed_at.is_none()
            });
        let relations = Relations {
            assigned,
            serves_queue: self.serves.contains(&decided.queue),
            // A widget that was opened and has written nothing is no row for anybody.
            waiting: decided.agent.is_none() && decided.state != ConversationState::Opened,
            closed: decided.state == ConversationState::Closed || decided.closed_at.is_some(),
            ..Relations::default()
        };
        let purpose = match self.agent.role {
            _ if assigned => Purpose::AnswerChat,
            // Whoever leads a team sees that its chats run: who has which, never what is in them.
            Role::Supervisor if decided.agent.is_some() => Purpose::Supervise,
            _ => Purpose::TriageQueue,
        };
        let mut facts = self
            .agent
            .facts(Object::Conversation(id), purpose, relations);
        facts.now = app.now();
        facts.circumstances = self.circumstances.clone();
        let Ok(allowed) = app.policy.decide::<acts::SeeInboxRow>(&facts) else {
            return Ok(Look::Nothing);
        };
        let Some(row) = app.store.inbox_row(&allowed, id).await? else {
            return Ok(Look::Nothing);
        };
        if standing(&row) != standing(decided) {
            return Ok(Look::Moved);
        }
        let agent_name = match row.agent {
            Some(agent) => app
                .store
                .agent(agent)
                .await?
                .map(|agent| agent.display_name),
            None => None,
        };
        let acked = loaded
            .members
            .iter()
            .filter(|member| member.agent == Some(self.agent.agent))
            .map(|member| member.acked.max(member.joined_at).0)
            .max()
            .unwrap_or(0);
        let own_device = loaded
            .members
            .iter()
            .find(|member| member.agent == Some(self.agent.agent) && member.removed_at.is_none())
            .and_then(|member| member.device)
            .or(guest.map(|guest| guest.device))
            .or(row.device.filter(|_| assigned));
        let unread = loaded.head.sequence.0.saturating_sub(acked);
        Ok(Look::Item(Box::new(InboxItem {
            conversation: Wire(row.id),
            queue: Wire(row.queue),
            queue_name: self
                .queue_names
                .get(&row.queue)
                .cloned()
                .unwrap_or_default(),
            state: row.state.as_str().to_owned(),
            pseudonym: pseudonym::of(row.id),
            waiting_since: row.waiting_since.map(|since| since.0),
            last_entry_time: loaded.last_entry_at.0,
            agent: row.agent.map(Wire),
            agent_name,
            mine: assigned,
            joined: guest.is_some(),
            device: own_device.map(Wire),
            unread: u32::try_from(unread).unwrap_or(u32::MAX),
            customer_online: app.hub.customer_online(row.id),
            on_hold: row.on_hold_since.is_some(),
        })))
    }
}

/// What a decision about a row rests on.
fn standing(
    row: &Conversation,
) -> (
    QueueId,
    ConversationState,
    Option<AgentId>,
    Option<Timestamp>,
) {
    (row.queue, row.state, row.agent, row.closed_at)
}

/// Every row that the person may see.
///
/// # Errors
/// [`StoreError`].
pub async fn rows(
    app: &App,
    viewer: &Viewer,
) -> Result<BTreeMap<ConversationId, InboxItem>, StoreError> {
    let mut rows = BTreeMap::new();
    for Conversation { id, .. } in app.store.open_conversations().await? {
        if let Some(item) = viewer.row(app, id).await? {
            rows.insert(id, item);
        }
    }
    Ok(rows)
}

/// Counts over exactly these rows.
#[must_use]
pub fn counts(rows: &BTreeMap<ConversationId, InboxItem>) -> InboxCounts {
    let count = |keep: fn(&&InboxItem) -> bool| {
        u32::try_from(rows.values().filter(keep).count()).unwrap_or(u32::MAX)
    };
    InboxCounts {
        mine: count(|row| row.mine),
        waiting: count(|row| row.agent.is_none()),
        all: count(|_| true),
    }
}

/// The inbox as it is shown: who has waited longest first, then the latest word.
#[must_use]
pub fn inbox(rows: &BTreeMap<ConversationId, InboxItem>) -> Inbox {
    let mut items: Vec<InboxItem> = rows.values().cloned().collect();
    items.sort_by_key(|row| {
        (
            row.waiting_since.unwrap_or(i64::MAX),
            core::cmp::Reverse(row.last_entry_time),
        )
    });
    Inbox {
        items,
        counts: counts(rows),
    }
}
