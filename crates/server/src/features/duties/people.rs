//! Everybody and what they do, for officers and administrators. A leaf before it is shown.
//!
//! Refuses everybody else. Practice: G4 (who looked at the list of people is on record).

use super::{may, roles};
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::inbox::colleagues::shown_hours;
use crate::features::leaves::listed;
use std::collections::BTreeSet;
use tacita_ledger::LeafKind;
use tacita_model::Purpose;
use tacita_policy::acts;
use tacita_protocol::Wire;
use tacita_protocol::http::{Duties, People, PersonFacts, QueueDuties, TrainingFacts};

/// Lists them.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but officers and administrators.
pub async fn list(app: &App, by: &SignedInAgent) -> Result<People, Problem> {
    may::<acts::ListPeople>(app, by).await?;
    let purpose = Purpose::Administer;
    listed(app, LeafKind::PeopleListed, by, purpose, "people").await?;
    let mut people = Vec::new();
    for person in app.store.agents().await? {
        if person.tenant != by.tenant {
            continue;
        }
        let teams = app.store.teams_of(person.id).await?;
        let teams = teams.iter().filter_map(|team| app.teams.get(team).cloned());
        let custom = app.store.custom_role_of(person.id).await?;
        let trainings = app.store.trainings_of(person.id).await?.into_iter();
        people.push(PersonFacts {
            agent: Wire(person.id),
            display_name: person.display_name,
            closed: person.disabled_at.is_some(),
            rests: person.disabled_at.is_some() && app.store.rests(person.id).await?,
            own: person.id == by.agent,
            duties: Duties {
                role: custom.unwrap_or_else(|| person.role.as_str().to_owned()),
                teams: teams.collect(),
                skills: app.store.skills_of(person.id).await?,
                capacity: person.capacity,
            },
            trainings: trainings
                .map(|training| TrainingFacts {
                    name: training.name,
                    until: training.expires_at.0,
                })
                .collect(),
        });
    }
    let teams: BTreeSet<String> = app.teams.values().cloned().collect();
    let queues = app.config.queues.iter().map(|queue| QueueDuties {
        name: queue.name.clone(),
        teams: queue.teams.clone(),
        skills: queue.skills.clone(),
        hours: queue.hours.as_ref().map(shown_hours),
    });
    Ok(People {
        people,
        teams: teams.into_iter().collect(),
        queues: queues.collect(),
        skills: known_skills(app).into_iter().collect(),
        roles: roles::facts(app).await?,
    })
}

/// What queues and sites ask for.
fn known_skills(app: &App) -> BTreeSet<String> {
    let mut skills = BTreeSet::new();
    for queue in &app.config.queues {
        skills.extend(queue.skills.iter().cloned());
    }
    for site in &app.config.sites {
        skills.extend(site.skills.iter().cloned());
        let mut queues = app.config.queues.iter();
        if queues.any(|queue| queue.name == site.queue && queue.by_language) {
            let languages = site.languages.iter();
            skills.extend(languages.filter_map(|tag| crate::config::language_skill(tag)));
        }
    }
    skills
}
