//! What a person's groups in the organisation's directory mean here: one role, and teams.
//!
//! The configuration says it, and nothing else: a group that it does not name gives nothing, so a
//! stranger of the directory is nobody here. Next: [`super::oidc`], [`crate::features::directory`].

use crate::config::Group;
use crate::features::accounts::desk::team_id;
use std::collections::BTreeSet;
use tacita_model::{Role, TeamId, TenantId};

/// What somebody does here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// Their role.
    pub role: Role,
    /// Their teams.
    pub teams: BTreeSet<TeamId>,
}

/// The meaning of a person's groups; none where none of them gives a role.
pub fn meaning<'a>(
    groups: &[Group],
    tenant: TenantId,
    of: impl Iterator<Item = &'a str>,
) -> Option<Meaning> {
    let of: BTreeSet<&str> = of.collect();
    let theirs = || {
        groups
            .iter()
            .filter(|group| of.contains(group.name.as_str()))
    };
    let role = theirs().find_map(|group| group.role.as_ref()?.parse().ok())?;
    let teams = theirs().flat_map(|group| group.teams.iter());
    Some(Meaning {
        role,
        teams: teams.map(|team| team_id(tenant, team)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacita_model::TypedId;

    #[test]
    fn the_first_group_with_a_role_decides_and_an_unknown_one_gives_nothing() {
        let group = |name: &str, role: Option<&str>, team: &str| Group {
            name: name.to_owned(),
            role: role.map(str::to_owned),
            teams: vec![team.to_owned()],
        };
        let groups = [
            group("all", None, "Front desk"),
            group("privacy", Some("officer"), "Privacy"),
            group("agents", Some("agent"), "Orders"),
        ];
        let tenant = TenantId::from_bytes([1; 16]);
        let of = |names: &[&str]| meaning(&groups, tenant, names.iter().copied());
        assert_eq!(of(&["strangers"]), None);
        assert_eq!(of(&["all"]), None, "a team is no role");
        assert_eq!(of(&["Agents"]), None, "names are compared as they are");
        let agent = of(&["agents", "all", "strangers"]).unwrap();
        let teams = ["Front desk", "Orders"].map(|name| team_id(tenant, name));
        assert_eq!(
            (agent.role, agent.teams),
            (Role::Agent, BTreeSet::from(teams))
        );
        assert_eq!(of(&["agents", "privacy"]).unwrap().role, Role::Officer);
    }
}
