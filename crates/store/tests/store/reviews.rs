//! Access reviews on both databases: an answer counts once, somebody is left who can administer, and what was
//! taken away stays away until it is given back.

use crate::support::{Place, agent, id};
use tacita_model::*;
use tacita_store::rows::*;
use tacita_store::{StoreError, Write};

// Practice: D9
pub(crate) async fn a_right_is_answered_once_and_the_last_who_administers_stays(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    let put = async |write: Write| match store.commit(vec![write], vec![]).await {
        Ok(_) => true,
        Err(StoreError::Conflict(_)) => false,
        Err(error) => panic!("{error}"),
    };
    let administers = |number: u8| Agent {
        role: Role::Administrator,
        disabled_at: None,
        ..agent(number.into())
    };
    for number in [1, 2, 3] {
        assert!(put(Write::PutAgent(administers(number))).await);
    }
    assert!(put(Write::PutAgent(agent(4))).await);
    let rest = |number: u8| Write::RestAgent {
        agent: id(number.into()),
        at,
    };
    // Whoever's role was composed may lack the act that would mend it: they do not count.
    let composed = CustomRole {
        name: "reader".into(),
        base: Role::Administrator,
        acts: "read-ledger".into(),
        changed_at: at,
    };
    assert!(put(Write::PutRole(composed)).await);
    let held = RoleHolder {
        agent: id(3),
        role: "reader".into(),
    };
    assert!(put(Write::HoldRole(held)).await);
    // Both at the same moment: one of them is left.
    let (one, other) = tokio::join!(put(rest(1)), put(rest(2)));
    assert!(one != other);
    assert!(put(rest(3)).await && put(rest(4)).await);
    assert!(!put(rest(4)).await, "it rests already");
    let open = store.agents().await.unwrap().into_iter();
    assert_eq!(open.filter(|row| row.disabled_at.is_none()).count(), 1);

    let campaign = Campaign {
        id: id(7),
        tenant: id(1),
        title: "Autumn".into(),
        language: "en".into(),
        begun_by: id(1),
        begun_at: at,
        due_at: at.plus_seconds(60),
        ended_at: None,
    };
    let item = ReviewItem {
        id: id(8),
        campaign: id(7),
        person: id(4),
        person_name: "Four".into(),
        kind: ReviewKind::Team,
        value: "Orders".into(),
        detail: String::new(),
        reviewer: id(1),
        reviewer_name: "One".into(),
        decision: None,
        decided_at: None,
    };
    assert!(put(Write::AddCampaign(campaign.clone())).await);
    assert!(put(Write::AddReviewItem(item.clone())).await);
    let hand = Write::HandReviewItem {
        item: id(8),
        reviewer: id(2),
        reviewer_name: "Two".into(),
    };
    assert!(put(hand).await);
    assert_eq!(store.items_to_review(id(1)).await.unwrap(), []);
    let decide = |decision| Write::DecideReviewItem {
        item: id(8),
        decision,
        at,
    };
    let answers = tokio::join!(
        put(decide(Decision::Confirmed)),
        put(decide(Decision::Revoked))
    );
    assert!(answers.0 != answers.1, "one answer counts");
    let taken = store.last_taken(id(4)).await.unwrap();
    assert_eq!(taken.is_some(), answers.1);
    let read = store.review_items(id(7)).await.unwrap();
    assert_eq!(read[0].reviewer_name, "Two");
    let end = || Write::EndCampaign { id: id(7), at };
    assert!(put(end()).await && !put(end()).await);
    let report = ReviewReport {
        campaign: id(7),
        html: "<p>".into(),
        pdf: vec![0, 255],
        note: "note".into(),
    };
    assert!(put(Write::AddReviewReport(report.clone())).await);
    assert_eq!(store.review_report(id(7)).await.unwrap(), Some(report));

    let (team, person) = (id::<TeamId>(5), id::<AgentId>(4));
    let withheld = Withheld {
        team,
        agent: person,
        since: at,
    };
    assert!(put(Write::Withhold(withheld.clone())).await);
    assert_eq!(store.withheld().await.unwrap(), [withheld]);
    let joins = TeamMember {
        team,
        agent: person,
    };
    assert!(put(Write::JoinTeam(joins)).await);
    assert_eq!(store.withheld().await.unwrap(), [], "it was given back");
    let rests = Suspension {
        agent: person,
        why: SuspendedWhy::Review,
        suspended_at: at,
        revived_at: None,
    };
    assert!(put(Write::PutSuspension(rests)).await);
    assert!(store.rests(person).await.unwrap());
    // Duties that were read before it rested, saved after: they do not open it.
    let closed = store.agent(person).await.unwrap().unwrap();
    let open = Agent {
        disabled_at: None,
        ..closed.clone()
    };
    assert!(!put(Write::PutAgent(open.clone())).await);
    assert!(put(Write::PutAgent(closed)).await);
    let ends = Suspension {
        agent: person,
        why: SuspendedWhy::Review,
        suspended_at: at,
        revived_at: Some(at),
    };
    let both = vec![Write::PutSuspension(ends.clone()), Write::PutAgent(open)];
    store.commit(both, vec![]).await.unwrap();
    let again = Suspension {
        revived_at: None,
        ..ends
    };
    assert!(put(Write::PutSuspension(again)).await && put(rest(4)).await);

    // The review is kept for its days, whoever has gone.
    place.clock.advance(100 * 86_400);
    store.forget_expired().await.unwrap();
    assert!(store.agent(person).await.unwrap().is_none() && !store.rests(person).await.unwrap());
    assert_eq!(store.review_items(id(7)).await.unwrap().len(), 1);
    place.clock.advance(1000 * 86_400);
    store.forget_expired().await.unwrap();
    assert_eq!(store.campaigns().await.unwrap(), []);
    assert_eq!(store.review_items(id(7)).await.unwrap(), []);
    assert_eq!(store.review_report(id(7)).await.unwrap(), None);
    store.close().await;
}
