//! A patch (RFC 7644 section 3.5.2) as plain changes: which attribute becomes what.
//!
//! Providers differ in how they write the same thing: with a path or with an object, truth values as
//! texts, members by a filter or by a list. All of these come out alike. Attributes that are not kept
//! here (addresses, phone numbers) are read over: what is not stored cannot leak.

use super::answer::Refused;
use scim_v2::filter::{AttrExp, CompValue, CompareOp, PatchPath, ValFilter};
use scim_v2::models::others::{OperationTarget, PatchOp, PatchOperation};
use serde_json::Value;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// An attribute has this value now; `null` when it was removed.
    Set(String, Value),
    /// These are added to a list.
    Add(String, Vec<Value>),
    /// These are taken from a list; all of them without any.
    Remove(String, Option<Vec<Value>>),
}

/// Attributes that are lists here.
const LISTS: [&str; 1] = ["members"];

/// Reads a patch.
///
/// # Errors
/// [`Refused::Syntax`], [`Refused::Path`].
pub fn read(body: &[u8]) -> Result<Vec<Change>, Refused> {
    let patch: PatchOp = serde_json::from_slice(body).map_err(|_| Refused::Syntax)?;
    let mut changes = Vec::new();
    for operation in patch.operations {
        match operation {
            PatchOperation::Add(target) => spread(target, true, &mut changes)?,
            PatchOperation::Replace(target) => spread(target, false, &mut changes)?,
            PatchOperation::Remove { path, value } => changes.push(removed(path, value)?),
        }
    }
    Ok(changes)
}

fn spread(target: OperationTarget, adds: bool, out: &mut Vec<Change>) -> Result<(), Refused> {
    match target {
        OperationTarget::WithPath { path, value } => {
            let name = name(&path)?;
            out.push(one(name, value.unwrap_or(Value::Null), adds));
        }
        OperationTarget::WithoutPath { value } => {
            out.extend(
                value
                    .into_iter()
                    .map(|(name, value)| one(name, value, adds)),
            );
        }
    }
    Ok(())
}

fn one(name: String, value: Value, adds: bool) -> Change {
    let list = LISTS.iter().any(|list| name.eq_ignore_ascii_case(list));
    match value {
        Value::Array(all) if list && adds => Change::Add(name, all),
        value if list && adds => Change::Add(name, vec![value]),
        value => Change::Set(name, value),
    }
}

fn removed(path: PatchPath, value: Option<Value>) -> Result<Change, Refused> {
    match path {
        PatchPath::Value(path) => {
            let ValFilter::Attr(AttrExp::Comparison(attribute, CompareOp::Eq, wanted)) =
                path.filter
            else {
                return Err(Refused::Path);
            };
            let CompValue::Str(wanted) = wanted else {
                return Err(Refused::Path);
            };
            if !attribute.name.eq_ignore_ascii_case("value") {
                return Err(Refused::Path);
            }
            let which = serde_json::json!({ "value": wanted });
            Ok(Change::Remove(path.attr.name, Some(vec![which])))
        }
        PatchPath::Attr(_) => {
            let name = name(&path)?;
            if !LISTS.iter().any(|list| name.eq_ignore_ascii_case(list)) {
                return Ok(Change::Set(name, Value::Null));
            }
            let which = value.map(|value| match value {
                Value::Array(all) => all,
                one => vec![one],
            });
            Ok(Change::Remove(name, which))
        }
    }
}

/// `name.formatted` for a path with a part; the address of a schema before it says nothing new.
fn name(path: &PatchPath) -> Result<String, Refused> {
    let PatchPath::Attr(path) = path else {
        return Err(Refused::Path);
    };
    Ok(match &path.sub_attr {
        Some(part) => format!("{}.{part}", path.name),
        None => path.name.clone(),
    })
}

/// A truth value, also as the texts that some providers send.
#[must_use]
pub fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn changes(operations: &Value) -> Result<Vec<Change>, Refused> {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        read(body.to_string().as_bytes())
    }

    #[test]
    fn the_ways_in_which_providers_write_a_patch_come_out_alike() {
        let off = vec![Change::Set("active".to_owned(), json!(false))];
        let written = json!([{ "op": "replace", "path": "active", "value": false }]);
        assert_eq!(changes(&written).unwrap(), off);
        let written = json!([{ "op": "Replace", "value": { "active": false } }]);
        assert_eq!(changes(&written).unwrap(), off);
        let gone = |which| vec![Change::Remove("members".to_owned(), which)];
        let one = Some(vec![json!({ "value": "a" })]);
        let written = json!([{ "op": "remove", "path": "members[value eq \"a\"]" }]);
        assert_eq!(changes(&written).unwrap(), gone(one.clone()));
        let written = json!([{ "op": "Remove", "path": "members", "value": [{ "value": "a" }] }]);
        assert_eq!(changes(&written).unwrap(), gone(one));
        let written = json!([{ "op": "remove", "path": "members" }]);
        assert_eq!(changes(&written).unwrap(), gone(None));
        let written = json!([{ "op": "remove", "path": "members[type eq \"User\"]" }]);
        assert_eq!(changes(&written), Err(Refused::Path));
        assert_eq!(truth(&json!("False")), Some(false));
        assert_eq!(truth(&json!("perhaps")), None);
    }
}
