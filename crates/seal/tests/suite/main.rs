//! The suite of crate `seal`, in one program so that it links once.

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod decoders;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod sizes;
#[cfg(test)]
mod stock;
#[cfg(test)]
mod straight_path;
#[cfg(test)]
mod support;
#[cfg(test)]
mod ts_mls;
#[cfg(test)]
mod vectors;
#[cfg(test)]
mod walk;
