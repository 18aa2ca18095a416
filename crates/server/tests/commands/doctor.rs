//! What an operator sees in a fresh folder, and when something in it is broken.

use crate::fresh::Fresh;
use crate::program::{stderr, stdout};
use std::process::Output;

impl Fresh {
    fn doctor(&self, more: &[&str]) -> Output {
        let file = self.path("tacita.toml");
        let mut all = vec!["--config", &file];
        all.extend_from_slice(more);
        all.push("doctor");
        self.run(&all)
    }

    /// The doctor refuses and says each of the words.
    fn complains(&self, more: &[&str], words: &[&str]) {
        let output = self.doctor(more);
        let said = format!("{}{}", stdout(&output), stderr(&output));
        assert_eq!(output.status.code(), Some(1), "{said}");
        for word in words {
            assert!(said.contains(word), "no `{word}` in: {said}");
        }
    }
}

#[test]
fn a_fresh_folder_with_a_local_certificate_is_ready_to_start() {
    let fresh = Fresh::new();
    let output = fresh.doctor(&[]);
    let said = stdout(&output);
    assert!(output.status.success(), "{said}{}", stderr(&output));
    assert!(said.contains("looking at"), "{said}");
    assert!(
        said.contains("nothing stands in the way of a start"),
        "{said}"
    );
}

// Practice: B1
#[test]
fn each_broken_file_and_weak_value_is_named_with_what_to_do() {
    let fresh = Fresh::new();
    let other = Fresh::new();
    let (key, good) = (
        fresh.file("tls/key.pem"),
        std::fs::read(fresh.file("tls/key.pem")).unwrap(),
    );
    std::fs::copy(other.file("tls/key.pem"), &key).unwrap();
    fresh.complains(&[], &["tls.certificate", "KeyMismatch", "must be mended"]);
    std::fs::write(&key, "nonsense").unwrap();
    fresh.complains(&[], &["tls.key", "key.pem"]);
    std::fs::remove_file(&key).unwrap();
    fresh.complains(&[], &["tls.key", "No such file"]);
    std::fs::write(&key, good).unwrap();
    set_mode(&key, 0o644);
    fresh.complains(&[], &["tls.key", "readable to others", "chmod 600"]);
    set_mode(&key, 0o600);

    let router = fresh.file("keys/router.key");
    let good = std::fs::read(&router).unwrap();
    std::fs::write(&router, "short").unwrap();
    fresh.complains(&[], &["router.key", "is not a key file"]);
    std::fs::write(&router, good).unwrap();
    let issuing = fresh.file("keys/issuing.key");
    std::fs::write(&issuing, [7; 32]).unwrap();
    fresh.complains(&[], &["belongs to the issuer"]);
    std::fs::remove_file(&issuing).unwrap();

    fresh.complains(&["--set", "sign_in.argon2_passes=1"], &["argon2", "cheap"]);
    fresh.complains(
        &["--set", "widget_host=chat.example"],
        &["does not name chat.example"],
    );
    set_mode(&fresh.folder.path().join("data"), 0o755);
    fresh.complains(&[], &["is open to others", "chmod 700"]);
    set_mode(&fresh.folder.path().join("data"), 0o700);
    assert!(fresh.doctor(&[]).status.success(), "everything was mended");
}

// Practice: B1
#[test]
fn a_port_that_somebody_else_has_is_no_service_of_ours() {
    let fresh = Fresh::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("listen={}", taken.local_addr().unwrap());
    // Whoever listens there says nothing and hangs up.
    std::thread::spawn(move || while taken.accept().is_ok() {});
    fresh.complains(&["--set", &address], &["somebody else listens on"]);
}

#[test]
fn a_value_that_does_not_fit_is_named_without_the_programs_own_source() {
    let fresh = Fresh::new();
    for (value, words) in [
        ("nonsense=1", "there is no field `nonsense`"),
        ("listen=here", "`listen`"),
        ("limits.open_sockets=many", "`limits.open_sockets`"),
    ] {
        let output = fresh.doctor(&["--set", value]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(said.contains(words), "{said}");
        assert!(!said.contains(".rs") && !said.contains("figment"), "{said}");
    }
}

fn set_mode(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}
