//! The routes of SCIM, whose contract is RFC 7644, and those of its tokens, whose contract is ours.
//! What is shown of people or groups has a leaf first (practice G4), for the directory as for anybody.

use super::answer::{Asked, Refused, resource, shown};
use super::groups::{self, Wanted as WantedGroup};
use super::patch;
use super::people::{self, Kept, Wanted as WantedPerson, address};
use super::tokens::{self, Directory};
use crate::app::{App, Shared};
use crate::config::Config;
use crate::context::FreshAgent;
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use crate::features::leaves::{shown as shown_to, words};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};
use tacita_ledger::{Leaf, LeafKind};
use tacita_model::{AgentId, Purpose};
use tacita_protocol::http::directory::{
    DirectoryTokenFacts, DirectoryTokenMade, DirectoryTokens, NewDirectoryToken,
};

/// Every route of SCIM.
pub fn routes() -> Router<Shared> {
    let people = get(list_people).post(make_person);
    let person = get(read_person)
        .put(replace_person)
        .patch(patch_person)
        .delete(give_up_person);
    let groups = get(list_groups).post(make_group);
    let group = get(read_group)
        .put(replace_group)
        .patch(patch_group)
        .delete(remove_group);
    Router::new()
        .route("/scim/v2/Users", people)
        .route("/scim/v2/Users/{id}", person)
        .route("/scim/v2/Groups", groups)
        .route("/scim/v2/Groups/{id}", group)
        .route("/scim/v2/ServiceProviderConfig", get(abilities))
        .route("/scim/v2/ResourceTypes", get(kinds))
        .route("/scim/v2/Schemas", get(schemas))
}

fn if_match(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::IF_MATCH)?.to_str().ok()
}

fn agent(id: &str) -> Result<AgentId, Refused> {
    id.parse().map_err(|_| Refused::NotFound)
}

/// What is kept, to be shown to the directory: a leaf first, whatever it asked for and whether it is there.
async fn kept(app: &App, by: Directory, what: [u8; 32]) -> Result<Kept, Refused> {
    let kind = LeafKind::PeopleListed;
    shown_to(app, kind, by.author, Purpose::Administer, what).await?;
    Ok(Kept::read(app).await?)
}

async fn show(
    app: &App,
    by: Directory,
    status: StatusCode,
    id: AgentId,
) -> Result<Response, Refused> {
    let kept = kept(app, by, Leaf::what_id(id)).await?;
    let body = kept.show(app, id).ok_or(Refused::NotFound)?;
    Ok(resource(status, &body))
}

async fn show_group(
    app: &App,
    by: Directory,
    status: StatusCode,
    id: &str,
) -> Result<Response, Refused> {
    let kept = kept(app, by, words(id)).await?;
    let group = kept.group(id).ok_or(Refused::NotFound)?;
    Ok(resource(status, &kept.show_group(app, group)))
}

async fn list_people(
    app: State<Shared>,
    by: Directory,
    asked: Query<Asked>,
) -> Result<Response, Refused> {
    let all = kept(&app, by, words("people of the directory"))
        .await?
        .all(&app);
    let page = asked.page(all, &["userName", "externalId", "id", "displayName"])?;
    Ok(shown(StatusCode::OK, &page))
}

async fn make_person(app: State<Shared>, by: Directory, body: Bytes) -> Result<Response, Refused> {
    let wanted = WantedPerson::read(&body)?;
    let id = people::make(&app, by.author, wanted).await?;
    show(&app, by, StatusCode::CREATED, id).await
}

async fn read_person(
    app: State<Shared>,
    by: Directory,
    id: Path<String>,
) -> Result<Response, Refused> {
    show(&app, by, StatusCode::OK, agent(&id)?).await
}

async fn replace_person(
    app: State<Shared>,
    by: Directory,
    id: Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let (id, wanted) = (agent(&id)?, WantedPerson::read(&body)?);
    people::change(&app, by.author, id, if_match(&headers), wanted).await?;
    show(&app, by, StatusCode::OK, id).await
}

async fn patch_person(
    app: State<Shared>,
    by: Directory,
    id: Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let (id, wanted) = (agent(&id)?, WantedPerson::patched(patch::read(&body)?)?);
    people::change(&app, by.author, id, if_match(&headers), wanted).await?;
    show(&app, by, StatusCode::OK, id).await
}

async fn give_up_person(
    app: State<Shared>,
    by: Directory,
    id: Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refused> {
    people::give_up(&app, by.author, agent(&id)?, if_match(&headers)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_groups(
    app: State<Shared>,
    by: Directory,
    asked: Query<Asked>,
) -> Result<Response, Refused> {
    let kept = kept(&app, by, words("groups of the directory")).await?;
    let all = kept.groups.iter().map(|group| kept.show_group(&app, group));
    let page = asked.page(all.collect(), &["displayName", "externalId", "id"])?;
    Ok(shown(StatusCode::OK, &page))
}

async fn make_group(app: State<Shared>, by: Directory, body: Bytes) -> Result<Response, Refused> {
    let id = groups::make(&app, by.author, WantedGroup::read(&body)?).await?;
    show_group(&app, by, StatusCode::CREATED, &id).await
}

async fn read_group(
    app: State<Shared>,
    by: Directory,
    id: Path<String>,
) -> Result<Response, Refused> {
    show_group(&app, by, StatusCode::OK, &id).await
}

async fn replace_group(
    app: State<Shared>,
    by: Directory,
    id: Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let wanted = WantedGroup::read(&body)?;
    groups::change(&app, by.author, &id, if_match(&headers), |_| Ok(wanted)).await?;
    show_group(&app, by, StatusCode::OK, &id).await
}

async fn patch_group(
    app: State<Shared>,
    by: Directory,
    id: Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let changes = patch::read(&body)?;
    let read = |before| WantedGroup::patched(changes, before);
    groups::change(&app, by.author, &id, if_match(&headers), read).await?;
    show_group(&app, by, StatusCode::OK, &id).await
}

async fn remove_group(
    app: State<Shared>,
    by: Directory,
    id: Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refused> {
    groups::remove(&app, by.author, &id, if_match(&headers)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn abilities(app: State<Shared>, _by: Directory) -> Response {
    let body = json!({
        "schemas": [scim_v2::schema_urns::SERVICE_PROVIDER_CONFIG],
        "patch": { "supported": true },
        "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
        "filter": { "supported": true, "maxResults": 200 },
        "changePassword": { "supported": false },
        "sort": { "supported": false },
        "etag": { "supported": true },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "A token that an administrator makes in the console.",
            "primary": true,
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": at(&app, "ServiceProviderConfig") },
    });
    shown(StatusCode::OK, &body)
}

fn at(app: &App, what: &str) -> String {
    format!(
        "{}/scim/v2/{what}",
        Config::origin(&app.config.console_host)
    )
}

fn list(all: Vec<Value>) -> Response {
    let body = json!({
        "schemas": [scim_v2::schema_urns::LIST_RESPONSE],
        "totalResults": all.len(),
        "startIndex": 1,
        "itemsPerPage": all.len(),
        "Resources": all,
    });
    shown(StatusCode::OK, &body)
}

async fn kinds(app: State<Shared>, _by: Directory) -> Response {
    let kind = |name: &str, endpoint: &str, schema: &str| {
        json!({
            "schemas": [scim_v2::schema_urns::RESOURCE_TYPE],
            "id": name, "name": name, "endpoint": endpoint, "schema": schema,
            "meta": { "resourceType": "ResourceType", "location": address(&app, "ResourceTypes", name) },
        })
    };
    list(vec![
        kind("User", "/Users", scim_v2::schema_urns::USER),
        kind("Group", "/Groups", scim_v2::schema_urns::GROUP),
    ])
}

/// What is kept, and nothing that would be read over.
async fn schemas(app: State<Shared>, _by: Directory) -> Response {
    let attribute = |name: &str, kind: &str, required: bool, uniqueness: &str| {
        json!({
            "name": name, "type": kind, "multiValued": false, "required": required,
            "caseExact": name == "externalId", "mutability": "readWrite", "returned": "default",
            "uniqueness": uniqueness,
        })
    };
    let list_of = |name: &str, mutability: &str| {
        json!({
            "name": name, "type": "complex", "multiValued": true, "required": false,
            "mutability": mutability, "returned": "default", "uniqueness": "none",
            "subAttributes": [
                { "name": "value", "type": "string", "multiValued": false, "mutability": "immutable" },
                { "name": "display", "type": "string", "multiValued": false, "mutability": "readOnly" },
                { "name": "$ref", "type": "reference", "multiValued": false, "mutability": "readOnly" },
            ],
        })
    };
    let schema = |id: &str, name: &str, attributes: Vec<Value>| {
        json!({
            "schemas": [scim_v2::schema_urns::SCHEMA],
            "id": id, "name": name, "attributes": attributes,
            "meta": { "resourceType": "Schema", "location": address(&app, "Schemas", id) },
        })
    };
    let external = || attribute("externalId", "string", false, "none");
    list(vec![
        schema(
            scim_v2::schema_urns::USER,
            "User",
            vec![
                attribute("userName", "string", true, "server"),
                attribute("displayName", "string", false, "none"),
                attribute("active", "boolean", false, "none"),
                external(),
                list_of("groups", "readOnly"),
            ],
        ),
        schema(
            scim_v2::schema_urns::GROUP,
            "Group",
            vec![
                attribute("displayName", "string", true, "server"),
                external(),
                list_of("members", "readWrite"),
            ],
        ),
    ])
}

/// Tokens by which the organisation's directory keeps accounts here.
#[utoipa::path(get, path = "/v1/directory/tokens", tag = "console",
    responses((status = 200, body = DirectoryTokens), (status = 401), (status = 403), (status = 404)))]
pub async fn read_tokens(
    app: State<Shared>,
    by: FreshAgent,
) -> Result<Json<DirectoryTokens>, Problem> {
    let rows = tokens::list(&app, &by.0).await?.into_iter();
    let tokens = rows.map(|row| DirectoryTokenFacts {
        token: Base64UrlUnpadded::encode_string(&row.hash),
        label: row.label,
        made_at: row.made_at.0,
        used_at: row.used_at.map(|at| at.0),
    });
    Ok(Json(DirectoryTokens {
        address: format!("{}/scim/v2", Config::origin(&app.config.console_host)),
        tokens: tokens.collect(),
    }))
}

/// Makes a token; it is shown this once.
#[utoipa::path(post, path = "/v1/directory/tokens", tag = "console", request_body = NewDirectoryToken,
    responses((status = 201, body = DirectoryTokenMade), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn make_token(
    app: State<Shared>,
    by: FreshAgent,
    asked: Body<NewDirectoryToken>,
) -> Result<impl IntoResponse, Problem> {
    let token = tokens::make(&app, &by.0, &asked.0.label).await?;
    let token = token.0.as_str().to_owned();
    Ok((StatusCode::CREATED, Json(DirectoryTokenMade { token })))
}

/// Ends a token.
#[utoipa::path(delete, path = "/v1/directory/tokens/{token}", tag = "console",
    params(("token" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub async fn end_token(
    app: State<Shared>,
    by: FreshAgent,
    which: Path<String>,
) -> Result<StatusCode, Problem> {
    let mut hash = [0; 32];
    let read = Base64UrlUnpadded::decode(which.as_str(), &mut hash).map(<[u8]>::len);
    if read != Ok(32) {
        hash = [0; 32];
    }
    tokens::end(&app, &by.0, hash).await?;
    Ok(StatusCode::NO_CONTENT)
}
