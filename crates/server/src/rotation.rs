//! Rotation of the server's keys: the set in the key folder becomes a former one, a fresh one takes its
//! place.
//!
//! Nothing stops meanwhile. Until the issuer has certified the fresh set the service goes on under the
//! former one; afterwards what begins is under the fresh one, and chats go on under the keys that they
//! were begun with. A power cut at any point leaves keys that are read again. Refuses to throw away a
//! former set whose certificate may still count. Next: `docs/key-rotation.md`, the drill.
//!
//! Practice: B14

use crate::host::Randomness;
use crate::keys::{
    FILES, FORMER, KeySet, Keys, KeysError, create_private_folder, disk, former_folders,
    load_or_write, read,
};
use std::path::{Path, PathBuf};
use tacita_model::Timestamp;
use tacita_seal::certificate::CERTIFICATE_DAYS;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What a rotation did.
#[derive(Debug)]
pub struct Rotated {
    /// The fresh set, with the former ones.
    pub keys: Keys,
    /// Where the set lies that was in use.
    pub former: PathBuf,
    /// Former sets whose certificates have all ended and that were deleted.
    pub deleted: usize,
}

/// Rotates the keys of a folder. The service takes them up when it is started again.
///
/// # Errors
/// [`KeysError`].
pub fn rotate(
    folder: &Path,
    randomness: &dyn Randomness,
    now: Timestamp,
) -> Result<Rotated, KeysError> {
    Keys::load(folder, randomness)?;
    let deleted = delete_ended(folder, now)?;
    let former = folder
        .join(FORMER)
        .join(format!("{:012}", now.as_seconds()));
    let unfinished = former.with_extension("unfinished");
    create_private_folder(&unfinished)?;
    for name in FILES {
        load_or_write(&unfinished.join(name), &*read(&folder.join(name))?)?;
    }
    sync(&unfinished)?;
    std::fs::rename(&unfinished, &former).map_err(|e| disk(&former, e))?;
    sync(&folder.join(FORMER))?;
    let fresh = KeySet::draw(randomness);
    let secrets = [
        &fresh.conversation_issuing,
        &fresh.router,
        &fresh.external_sender,
    ];
    for (name, secret) in FILES.into_iter().zip(secrets) {
        let path = folder.join(name);
        let beside = path.with_extension("fresh");
        if beside.exists() {
            std::fs::remove_file(&beside).map_err(|e| disk(&beside, e))?;
        }
        load_or_write(&beside, secret)?;
        std::fs::rename(&beside, &path).map_err(|e| disk(&path, e))?;
    }
    sync(folder)?;
    Ok(Rotated {
        keys: Keys::load(folder, randomness)?,
        former,
        deleted,
    })
}

/// Deletes former sets that were put away before the longest certificate could have begun.
fn delete_ended(folder: &Path, now: Timestamp) -> Result<usize, KeysError> {
    let mut deleted = 0;
    for former in former_folders(folder)? {
        let put_away = former
            .file_name()
            .and_then(|name| name.to_str()?.parse::<i64>().ok());
        let ended = put_away.is_some_and(|second| {
            second.saturating_add(CERTIFICATE_DAYS.saturating_mul(DAY_SECONDS)) < now.as_seconds()
        });
        if ended {
            std::fs::remove_dir_all(&former).map_err(|e| disk(&former, e))?;
            deleted += 1;
        }
    }
    Ok(deleted)
}

/// Makes names durable, as `sync_all` makes contents.
fn sync(folder: &Path) -> Result<(), KeysError> {
    std::fs::File::open(folder)
        .and_then(|opened| opened.sync_all())
        .map_err(|e| disk(folder, e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::SystemRandomness;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(0).plus_seconds(seconds)
    }

    // Practice: B14
    #[test]
    fn a_former_set_is_kept_until_no_certificate_can_name_it_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let first = Keys::load(folder.path(), &SystemRandomness).unwrap();
        let rotated = rotate(folder.path(), &SystemRandomness, at(1_000_000)).unwrap();
        assert_ne!(rotated.keys.newest.public(), first.newest.public());
        assert_eq!(rotated.keys.former[0].public(), first.newest.public());
        let days = 1_000_000 + CERTIFICATE_DAYS * DAY_SECONDS;
        let again = rotate(folder.path(), &SystemRandomness, at(days)).unwrap();
        assert_eq!((again.deleted, again.keys.former.len()), (0, 2));
        let late = rotate(folder.path(), &SystemRandomness, at(days + 1)).unwrap();
        assert_eq!((late.deleted, late.keys.former.len()), (1, 2));
        assert_eq!(
            late.keys.former[0].public(),
            again.keys.newest.public(),
            "the latest comes first"
        );
    }

    #[test]
    fn a_rotation_that_a_power_cut_stopped_loses_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let first = Keys::load(folder.path(), &SystemRandomness).unwrap();
        // Stopped while the former set was written: it is not one yet, and the keys are in place.
        let unfinished = folder.path().join(FORMER).join("000001000000.unfinished");
        create_private_folder(&unfinished).unwrap();
        std::fs::write(unfinished.join(FILES[0]), [1; 5]).unwrap();
        let loaded = Keys::load(folder.path(), &SystemRandomness).unwrap();
        assert_eq!(loaded.newest.public(), first.newest.public());
        assert!(loaded.former.is_empty());
        // Stopped between the first fresh key and the second: the set in use is the former one.
        rotate(folder.path(), &SystemRandomness, at(2_000_000)).unwrap();
        let former = folder.path().join(FORMER).join("000002000000");
        std::fs::copy(former.join(FILES[1]), folder.path().join(FILES[1])).unwrap();
        let mixed = Keys::load(folder.path(), &SystemRandomness).unwrap();
        assert_eq!(mixed.former[0].public(), first.newest.public());
        rotate(folder.path(), &SystemRandomness, at(2_000_001)).unwrap();
    }
}
