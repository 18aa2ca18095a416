//! What is wrong with the organisation's own sign-in and with the meaning of groups.

use super::Complaints;
use crate::config::Config;
use tacita_model::Role;
use url::Url;

pub(super) fn check(config: &Config, found: &mut Complaints) {
    let oidc = &config.oidc;
    if oidc.is_set() {
        let url = Url::parse(&oidc.issuer).ok();
        found.stop(
            url.is_none_or(|url| {
                url.scheme() != "https" || url.query().is_some() || url.fragment().is_some()
            }),
            "oidc.issuer",
            "is not the https address of a provider",
            "write it exactly as the provider's discovery document says `issuer`",
        );
        found.stop(
            oidc.client_id.is_empty(),
            "oidc.client_id",
            "is empty",
            "register this installation at the provider and copy its client id",
        );
        found.stop(
            !config.groups.iter().any(|group| group.role.is_some()),
            "groups",
            "gives nobody of the organisation's sign-in a role, so nobody gets in by it",
            "name the provider's groups and their roles under `[[groups]]`",
        );
    }
    found.stop(
        !config.sign_in.passwords && !oidc.is_set(),
        "sign_in.passwords",
        "is switched off, and no sign-in of the organisation is set up",
        "set up `oidc`, or leave passwords on",
    );
    let known: Vec<&String> = config
        .queues
        .iter()
        .flat_map(|queue| &queue.teams)
        .collect();
    let bad = config.groups.iter().any(|group| {
        let role = group.role.as_ref().map(|role| role.parse::<Role>());
        group.name.is_empty()
            || matches!(role, Some(Err(_) | Ok(Role::Customer)))
            || (group.role.is_none() && group.teams.is_empty())
            || group.teams.iter().any(|team| !known.contains(&team))
    });
    found.stop(
        bad,
        "groups",
        "has a group without a name or effect, a role that nobody of the desk has, or a team that no queue names",
        "each group takes a name, and a role, teams of `queues`, or both",
    );
}
