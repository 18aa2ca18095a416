//! The demonstration's people, with passwords drawn once for each folder.

use super::folder::{Folder, Person};
use crate::app::Shared;
use crate::commands::Failure;
use crate::features::accounts::desk::{NewPerson, put_person};
use crate::features::accounts::enrol::seed_app;
use crate::features::accounts::second::codes;
use crate::host::{Randomness, SystemRandomness};
use tacita_model::Timestamp;

const WORDS: [&str; 32] = [
    "anchor", "basil", "candle", "delta", "ember", "fable", "garden", "hazel", "island", "jasper",
    "kettle", "lantern", "meadow", "nectar", "orchid", "pebble", "quartz", "ribbon", "saddle",
    "timber", "umber", "velvet", "willow", "xylem", "yonder", "zephyr", "acorn", "bramble",
    "copper", "drift", "fennel", "glade",
];

/// Draws them.
#[must_use]
pub fn draw() -> Vec<Person> {
    [
        ("thandi", "Thandi Mokoena", "agent", &["Front desk"][..]),
        ("marek", "Marek Nowak", "agent", &["Front desk", "Billing"]),
        (
            "amina",
            "Amina Haddad",
            "supervisor",
            &["Front desk", "Billing"],
        ),
        ("lena", "Lena Vogt", "agent", &["Billing"]),
        ("ruth", "Ruth Adler", "administrator", &[]),
        ("olga", "Olga Lindqvist", "officer", &[]),
    ]
    .into_iter()
    .map(|(name, display_name, role, teams)| Person {
        name: name.to_owned(),
        display_name: display_name.to_owned(),
        password: password(&SystemRandomness),
        app_seed: String::new(),
        role: role.to_owned(),
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
    })
    .collect()
}

/// Gives an authenticator app to everybody who has none: a seed that stands in `demo.json`, since the
/// people of a demonstration have no telephones. The service checks their codes as anybody's.
#[must_use]
pub fn with_seeds(mut people: Vec<Person>) -> Vec<Person> {
    for person in &mut people {
        if seed_of(person).is_none() {
            let mut seed = [0; 32];
            SystemRandomness.generator().fill_bytes(&mut seed);
            person.app_seed = seed.iter().map(|byte| format!("{byte:02x}")).collect();
        }
    }
    people
}

/// The seed of a person's app.
#[must_use]
pub fn seed_of(person: &Person) -> Option<[u8; 32]> {
    crate::config::check::parse_fingerprint(&person.app_seed)
}

/// What their app shows now, and for how many seconds more.
#[must_use]
pub fn code_of(person: &Person, now: Timestamp) -> Option<(String, u64)> {
    let codes = codes(&seed_of(person)?, &person.name)?;
    let now = u64::try_from(now.as_seconds()).ok()?;
    let left = codes.step().saturating_sub(now % codes.step().max(1));
    Some((codes.generate(now).to_string(), left))
}

/// Five words: 25 bits, and the service lets nobody try more than a few a minute. For the
/// demonstration and for first sign-ins alone.
#[must_use]
pub fn password(randomness: &dyn Randomness) -> String {
    let mut drawn = [0; 5];
    randomness.generator().fill_bytes(&mut drawn);
    let words = drawn
        .iter()
        .filter_map(|byte| WORDS.get(usize::from(byte % 32)).copied());
    words.collect::<Vec<_>>().join("-")
}

/// Writes them into the store. Who is there already keeps id and devices.
///
/// # Errors
/// The store's or the hasher's.
pub async fn seed(app: &Shared, folder: &Folder) -> Result<(), Failure> {
    for person in &folder.facts.people {
        let known = app.store.agent_by_name(&person.name).await?;
        let keeps = match &known {
            Some(agent) => {
                let password = zeroize::Zeroizing::new(person.password.clone());
                app.passwords
                    .fits(password, Some(agent.password_hash.clone()))
                    .await?
            }
            None => false,
        };
        if keeps {
            give_app(app, person).await?;
            continue;
        }
        let password_hash = app
            .passwords
            .hash(&person.password, app.randomness.as_ref())?;
        let new = NewPerson {
            name: person.name.clone(),
            display_name: person.display_name.clone(),
            role: person.role.parse()?,
            password_hash,
            teams: person.teams.clone(),
            capacity: 5,
        };
        put_person(
            &app.store,
            app.organisation.tenant,
            app.draw_id(),
            app.now(),
            new,
        )
        .await?;
        give_app(app, person).await?;
    }
    Ok(())
}

async fn give_app(app: &Shared, person: &Person) -> Result<(), Failure> {
    let seed = seed_of(person).ok_or("a person of the demonstration has no seed")?;
    let agent = app.store.agent_by_name(&person.name).await?;
    if let Some(agent) = agent {
        seed_app(app, &agent, &seed).await?;
    }
    Ok(())
}
