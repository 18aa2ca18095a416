//! One question, and how it is written down for Cedar: principal, act, resource, context.
//!
//! Policies speak of facts and never of one person or one row, so entities carry no real id. What
//! does not fit the schema (an act about another kind of thing) is not asked at all.

use crate::act::ActName;
use crate::facts::{Circumstances, Facts, Object, Relations, Subject};
use crate::heeded::{Heeds, Moment};
use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, ParseErrors, Request,
    RestrictedExpression, Schema,
};
use std::collections::{BTreeSet, HashMap, HashSet};
use tacita_model::{Purpose, Role};

/// Which kind of subject asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    Customer,
    Agent(Role),
    Issuer,
}

/// Which kind of thing an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// A conversation.
    Conversation,
    /// A device.
    Device,
    /// A queue.
    Queue,
    /// A request to open something outside one's need.
    Glass,
    /// A right of a person in an access review.
    ReviewItem,
    /// The installation as a whole.
    Tenant,
}

/// Every fact that a policy can ask about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Ask {
    pub(crate) act: ActName,
    who: Who,
    about: About,
    /// The customer's own conversation.
    own: bool,
    purpose: Purpose,
    relations: Relations,
    circumstances: Circumstances,
    sign_in_minutes: i64,
    moment: Moment,
}

impl Ask {
    pub(crate) fn of(act: ActName, facts: &Facts, heeds: Heeds) -> Self {
        let who = match facts.subject {
            Subject::Customer(_) => Who::Customer,
            Subject::Agent(_, role) => Who::Agent(role),
            Subject::Issuer => Who::Issuer,
        };
        let about = match facts.object {
            Object::Conversation(_) => About::Conversation,
            Object::Device(_) => About::Device,
            Object::Queue(_) => About::Queue,
            Object::Glass(_) => About::Glass,
            Object::ReviewItem(_) => About::ReviewItem,
            Object::Tenant => About::Tenant,
        };
        let own = match (facts.subject, facts.object) {
            (Subject::Customer(own), Object::Conversation(asked)) => own == asked,
            _ => false,
        };
        Self {
            act,
            who,
            about,
            own,
            purpose: facts.purpose,
            relations: facts.relations,
            circumstances: heeds.circumstances(facts),
            sign_in_minutes: heeds.sign_in_minutes(facts),
            moment: heeds.moment(facts),
        }
    }

    /// The question in Cedar's terms; `None` when it does not fit the schema.
    pub(crate) fn written(&self, words: &Words, schema: &Schema) -> Option<(Request, Entities)> {
        let principal = match self.who {
            Who::Customer => words.customer.clone(),
            Who::Agent(_) => words.agent.clone(),
            Who::Issuer => words.issuer.clone(),
        };
        let resource = match self.about {
            About::Conversation => words.conversation.clone(),
            About::Device => words.device.clone(),
            About::Queue => words.queue.clone(),
            About::Glass => words.glass.clone(),
            About::ReviewItem => words.review_item.clone(),
            About::Tenant => words.tenant.clone(),
        };
        let action = words.acts.get(&self.act)?.clone();
        let purpose = words.purposes.get(&self.purpose)?.clone();
        let moment = [
            ("purpose", RestrictedExpression::new_entity_uid(purpose)),
            (
                "weekday",
                RestrictedExpression::new_long(self.moment.weekday),
            ),
            ("minute", RestrictedExpression::new_long(self.moment.minute)),
        ];
        let context = Context::from_pairs(owned(moment)).ok()?;
        let request = Request::new(
            principal.clone(),
            action,
            resource.clone(),
            context,
            Some(schema),
        )
        .ok()?;
        let people = Entity::new(principal, self.principal(words)?, HashSet::new()).ok()?;
        let thing = Entity::new(resource, self.resource(), HashSet::new()).ok()?;
        let entities = words.hierarchy.clone();
        let entities = entities.add_entities([people, thing], Some(schema)).ok()?;
        Some((request, entities))
    }

    fn principal(&self, words: &Words) -> Option<HashMap<String, RestrictedExpression>> {
        let Who::Agent(role) = self.who else {
            return Some(HashMap::new());
        };
        let role = words.roles.get(&role)?.clone();
        let known = &self.circumstances;
        Some(owned([
            ("role", RestrictedExpression::new_entity_uid(role)),
            (
                "custom_role",
                RestrictedExpression::new_string(
                    known.custom_role.as_deref().unwrap_or_default().to_owned(),
                ),
            ),
            ("teams", set(&known.teams)),
            ("certificates", set(&known.certificates)),
            (
                "approved_device",
                RestrictedExpression::new_bool(known.approved_device),
            ),
            (
                "device_days",
                RestrictedExpression::new_long(i64::from(known.device_days)),
            ),
            (
                "sign_in_minutes",
                RestrictedExpression::new_long(self.sign_in_minutes),
            ),
        ]))
    }

    fn resource(&self) -> HashMap<String, RestrictedExpression> {
        let relations = self.relations;
        let truth = RestrictedExpression::new_bool;
        match self.about {
            About::Conversation => owned([
                ("own", truth(self.own)),
                ("assigned", truth(relations.assigned)),
                ("member", truth(relations.member)),
                ("serves_queue", truth(relations.serves_queue)),
                ("waiting", truth(relations.waiting)),
                ("closed", truth(relations.closed)),
                ("opened", truth(relations.opened)),
                (
                    "assurance",
                    RestrictedExpression::new_long(i64::from(self.circumstances.assurance as u8)),
                ),
            ]),
            About::Device => owned([("own", truth(relations.owns_device))]),
            About::Glass => owned([
                ("own", truth(relations.asked)),
                ("other_person", truth(relations.other_person)),
                ("other_device", truth(relations.other_device)),
                ("uninvolved", truth(relations.uninvolved)),
            ]),
            About::ReviewItem => owned([
                ("reviewer", truth(relations.reviewer)),
                ("other_person", truth(relations.other_person)),
            ]),
            About::Queue | About::Tenant => HashMap::new(),
        }
    }
}

fn owned<const N: usize>(
    pairs: [(&str, RestrictedExpression); N],
) -> HashMap<String, RestrictedExpression> {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn set(names: &BTreeSet<String>) -> RestrictedExpression {
    let texts = names.iter().cloned();
    RestrictedExpression::new_set(texts.map(RestrictedExpression::new_string))
}

impl About {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Device => "device",
            Self::Queue => "queue",
            Self::Glass => "glass",
            Self::ReviewItem => "review-item",
            Self::Tenant => "tenant",
        }
    }
}

/// What the schema says an act is about.
pub(crate) fn about(words: &Words, schema: &Schema, act: ActName) -> Option<About> {
    let named = schema.resources_for_action(words.acts.get(&act)?)?.next()?;
    match named.to_string().as_str() {
        "Conversation" => Some(About::Conversation),
        "Device" => Some(About::Device),
        "Queue" => Some(About::Queue),
        "Glass" => Some(About::Glass),
        "ReviewItem" => Some(About::ReviewItem),
        "Tenant" => Some(About::Tenant),
        _ => None,
    }
}

/// The entities that questions name, made once: parsing a name takes longer than a decision.
pub(crate) struct Words {
    customer: EntityUid,
    agent: EntityUid,
    issuer: EntityUid,
    conversation: EntityUid,
    device: EntityUid,
    queue: EntityUid,
    glass: EntityUid,
    review_item: EntityUid,
    tenant: EntityUid,
    acts: HashMap<ActName, EntityUid>,
    roles: HashMap<Role, EntityUid>,
    purposes: HashMap<Purpose, EntityUid>,
    /// Which act is in which group.
    hierarchy: Entities,
}

impl Words {
    pub(crate) fn of(schema: &Schema) -> Result<Self, String> {
        let one = |kind: &str, id: &str| -> Result<EntityUid, String> {
            let kind: EntityTypeName = kind
                .parse()
                .map_err(|error: ParseErrors| error.to_string())?;
            Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
        };
        let acts = ActName::ALL.iter();
        let acts = acts.map(|act| Ok((*act, one("Action", act.as_str())?)));
        // Customers are principals of a type of their own.
        let roles = Role::ALL.iter().filter(|role| **role != Role::Customer);
        let roles = roles.map(|role| Ok((*role, one("Role", role.as_str())?)));
        let purposes = Purpose::ALL.iter();
        let purposes = purposes.map(|purpose| Ok((*purpose, one("Purpose", purpose.as_str())?)));
        Ok(Self {
            customer: one("Customer", "asking")?,
            agent: one("Agent", "asking")?,
            issuer: one("Issuer", "asking")?,
            conversation: one("Conversation", "asked")?,
            device: one("Device", "asked")?,
            queue: one("Queue", "asked")?,
            glass: one("Glass", "asked")?,
            review_item: one("ReviewItem", "asked")?,
            tenant: one("Tenant", "asked")?,
            acts: acts.collect::<Result<_, String>>()?,
            roles: roles.collect::<Result<_, String>>()?,
            purposes: purposes.collect::<Result<_, String>>()?,
            hierarchy: schema
                .action_entities()
                .map_err(|error| error.to_string())?,
        })
    }
}
