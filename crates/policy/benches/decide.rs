//! What a decision costs: kept (what the service pays all day), evaluated (the first of its kind), and
//! reading all policies (once, at a start). `cargo bench -p tacita-policy`.

use divan::{Bencher, black_box};
use tacita_model::{AgentId, ConversationId, Purpose, Role, TenantId, Timestamp, TypedId};
use tacita_policy::{ActName, Circumstances, Facts, Object, Policy, Relations, Subject};

fn main() {
    divan::main();
}

fn facts(minute: i64) -> Facts {
    let now = Timestamp(minute * 60_000_000);
    Facts {
        tenant: TenantId::from_bytes([1; 16]),
        subject: Subject::Agent(AgentId::from_bytes([1; 16]), Role::Agent),
        object: Object::Conversation(ConversationId::from_bytes([1; 16])),
        purpose: Purpose::AnswerChat,
        relations: Relations {
            authenticated: true,
            assigned: true,
            ..Relations::default()
        },
        circumstances: Circumstances::default(),
        now,
        valid_until: now.plus_seconds(60),
    }
}

#[divan::bench]
fn kept(bencher: Bencher) {
    let (policy, facts) = (Policy::built_in(), facts(0));
    bencher.bench(|| policy.decide_name(black_box(ActName::OpenIntake), black_box(&facts)));
}

#[divan::bench]
fn evaluated(bencher: Bencher) {
    let (policy, facts) = (Policy::built_in(), facts(0));
    bencher.bench(|| policy.explain(black_box(ActName::OpenIntake), black_box(&facts)));
}

#[divan::bench]
fn read(bencher: Bencher) {
    bencher.bench(|| Policy::with_own(black_box(&[])));
}
