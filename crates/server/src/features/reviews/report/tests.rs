//! What people wrote stays text in the page, and every page of the document carries its number.

use super::*;
use tacita_model::{AgentId, CampaignId, ReviewItemId, TypedId};

fn item(number: u8, name: &str, kind: ReviewKind, decision: Decision) -> ReviewItem {
    ReviewItem {
        id: ReviewItemId::from_bytes([number; 16]),
        campaign: CampaignId::from_bytes([1; 16]),
        person: AgentId::from_bytes([number / 2; 16]),
        person_name: name.to_owned(),
        kind,
        value: if kind == ReviewKind::Role {
            "agent"
        } else {
            "Front desk"
        }
        .to_owned(),
        detail: "5".to_owned(),
        reviewer: AgentId::from_bytes([99; 16]),
        reviewer_name: "Łucja Żółć".to_owned(),
        decision: Some(decision),
        decided_at: Some(Timestamp(1_767_603_600_000_000)),
    }
}

fn made(language: &str, items: &[ReviewItem]) -> Made {
    let campaign = Campaign {
        id: CampaignId::from_bytes([1; 16]),
        tenant: tacita_model::TenantId::from_bytes([1; 16]),
        title: "Autumn <b>2026</b> & \"more\"".to_owned(),
        language: language.to_owned(),
        begun_by: AgentId::from_bytes([99; 16]),
        begun_at: Timestamp(1_767_603_600_000_000),
        due_at: Timestamp(1_767_603_600_000_000),
        ended_at: None,
    };
    let now = Timestamp(1_767_603_600_000_000);
    let report = report(
        "desk.example/ledger",
        &campaign,
        items,
        "Ruth".to_owned(),
        now,
    );
    let pdf = pdf::document(&report).unwrap();
    Made {
        html: html::page(&report),
        pdf,
    }
}

#[test]
fn what_people_wrote_is_text_in_the_page() {
    let items = [item(
        2,
        "<script>alert(1)</script>",
        ReviewKind::Role,
        Decision::Kept,
    )];
    let Made { html, .. } = made("de", &items);
    assert!(html.contains("&lt;script&gt;alert(1)") && !html.contains("<script"));
    assert!(html.contains("Autumn &lt;b&gt;2026&lt;/b&gt; &amp; &quot;more&quot;"));
    assert!(html.contains("lang=\"de\"") && html.contains("niemand sonst könnte verwalten"));
    assert!(html.contains("2026-01-05 09:00 UTC"));
}

#[test]
fn the_same_review_gives_the_same_files_and_a_long_one_more_pages() {
    let short = [item(2, "Ana", ReviewKind::Role, Decision::Confirmed)];
    assert_eq!(made("en", &short).pdf, made("en", &short).pdf);
    let long: Vec<_> = (2..60)
        .map(|number| {
            let kind = if number % 2 == 0 {
                ReviewKind::Role
            } else {
                ReviewKind::Team
            };
            item(number, "Όλγα Иванова 漢字", kind, Decision::Lapsed)
        })
        .collect();
    let pages = |pdf: &[u8]| {
        pdf.windows(11)
            .filter(|part| part == b"/Type/Page/")
            .count()
    };
    let (one, many) = (made("en", &short).pdf, made("en", &long).pdf);
    assert!(
        many.len() > one.len() && pages(&many) > pages(&one),
        "{} {}",
        pages(&one),
        pages(&many)
    );
}
