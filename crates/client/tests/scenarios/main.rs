//! Brains, disks, sockets and a server in memory: every flow, and everything that can go wrong.

#[cfg(test)]
mod contract;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod flows;
#[cfg(test)]
mod held;
#[cfg(test)]
mod schedules;
#[cfg(test)]
mod tampering;
#[cfg(test)]
mod world;
