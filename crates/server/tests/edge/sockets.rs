//! How many sockets the whole service holds.

use crate::house::House;
use std::time::Duration;
use tacita_server::bench::wire::{Address, Socket};
use tokio_tungstenite::tungstenite;

/// Opens a socket, or says with which status it was refused.
async fn open(address: &Address, path: &str, cookie: Option<&str>) -> Result<Socket, u16> {
    address.open(path, cookie).await.map_err(|error| {
        match error.downcast_ref::<tungstenite::Error>() {
            Some(tungstenite::Error::Http(answer)) => answer.status().as_u16(),
            _ => panic!("{error}"),
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn conversations_and_consoles_share_one_cap_and_whoever_is_over_it_gets_503() {
    let house = House::open_with(|config| config.limits.open_sockets = 2).await;
    let authority = house.folder.path().join("authority.pem");
    let address = Address::new(house.address.port(), &authority).unwrap();
    let cookie = house.cookie("thandi").await;
    let first = open(&address, "/v1/socket", None).await.unwrap();
    let _console = open(&address, "/v1/console", Some(&cookie)).await.unwrap();
    assert_eq!(open(&address, "/v1/socket", None).await.err(), Some(503));
    let console = open(&address, "/v1/console", Some(&cookie)).await;
    assert_eq!(console.err(), Some(503));

    drop(first);
    for _ in 0..600 {
        if open(&address, "/v1/socket", None).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("a place that became free was given to nobody");
}
