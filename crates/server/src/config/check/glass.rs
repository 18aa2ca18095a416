//! The part of [`super::Complaint`]s about opening something outside one's need, and about accounts that
//! rest: times that would make the one usual instead of rare, and the other never.

use super::{Complaints, Config};

pub(super) fn check(config: &Config, found: &mut Complaints) {
    let glass = &config.break_glass;
    found.stop(
        !(1..=480).contains(&glass.most_minutes),
        "break_glass.most_minutes",
        "lies outside 1 to 480",
        "120 is usual",
    );
    found.stop(
        !(1..=glass.most_minutes).contains(&glass.default_minutes),
        "break_glass.default_minutes",
        "lies outside 1 to `most_minutes`",
        "30 is usual",
    );
    found.stop(
        !(1..=1440).contains(&glass.answer_minutes),
        "break_glass.answer_minutes",
        "lies outside 1 to 1440",
        "60 is usual",
    );
    found.stop(
        !matches!(config.access_reviews.dormant_days, 0 | 7..=180),
        "access_reviews.dormant_days",
        "lies outside 7 to 180",
        "45 is usual, 0 lets no account rest",
    );
    found.stop(
        !(1..=168).contains(&glass.review_hours),
        "break_glass.review_hours",
        "lies outside 1 to 168",
        "24 is usual",
    );
}
