//! The first administrator's link, as a start leaves it where no terminal is.

use crate::fresh::Fresh;
use crate::program::{stderr, stdout};
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_start_without_an_administrator_leaves_a_link_in_a_file_and_none_in_its_output() {
    let fresh = Fresh::new();
    let config = fresh.path("tacita.toml");
    let file = fresh.file("first-administrator.link");
    let mut links = Vec::new();
    for _ in 0..2 {
        // Standard input is closed, so it stops as soon as it runs.
        let ran = fresh.run(&["--config", &config, "serve", "--with-parent"]);
        assert!(ran.status.success(), "{}", stderr(&ran));
        let link = std::fs::read_to_string(&file).unwrap();
        assert!(link.starts_with("https://localhost:8443/console/#link="));
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(stdout(&ran).contains(file.to_str().unwrap()));
        let token = link.split_once('=').unwrap().1;
        assert!(!stdout(&ran).contains(token) && !stderr(&ran).contains(token));
        links.push(link);
    }
    assert_ne!(links.first(), links.last(), "each start draws its own");
}
