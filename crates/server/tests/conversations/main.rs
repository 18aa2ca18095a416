//! The flows of docs/concepts/protocol.md with real brains, real MLS and the whole service, over
//! TLS sockets of this machine.

#[cfg(test)]
mod cut_off;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod duties;
#[cfg(test)]
mod flows;
#[cfg(test)]
mod giving_out;
#[cfg(test)]
mod glass;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod leaves;
#[cfg(test)]
mod no_reveal;
#[cfg(test)]
mod places;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod renewal;
#[cfg(test)]
mod rotation;
#[cfg(test)]
mod stranger;
#[cfg(test)]
mod timers;
