//! What waits to be written to one socket.
//!
//! The engine pushes frames here and goes on; the socket's own task writes them. The queue is
//! bounded in frames and bytes: a device that does not read is cut off instead of filling the
//! server's memory, and finds everything again when it reconnects, because the log is durable.
//! Refuses nothing that fits; never waits. Next: `edge/socket.rs`.

use bytes::Bytes;
use std::collections::VecDeque;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Frames that may wait for one socket.
pub const FRAMES: usize = 2_048;
/// Bytes that may wait for one socket.
pub const BYTES: usize = 4 * 1024 * 1024;

/// Why the server ends a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Everything was said; an ordinary close (WebSocket code 1000).
    Normal,
    /// The device does not read as fast as others write (1008).
    Slow,
    /// No sign of life for two rounds of the wheel; the connection is dropped without a word.
    Silent,
    /// The server stops; try again after this many milliseconds (1012).
    Drain {
        /// Jittered advice, so that not all come back at once.
        retry_milliseconds: u32,
    },
    /// A frame that no client of ours sends (1002 or 1009 are the host's, this is 1008).
    Refused,
}

#[derive(Debug, Default)]
struct Queue {
    frames: VecDeque<Bytes>,
    bytes: usize,
    end: Option<End>,
    ping: bool,
}

/// What came out of the queue besides frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// The socket is to end after the frames.
    pub end: Option<End>,
    /// A sign of life is wanted.
    pub ping: bool,
}

/// The queue of one socket, shared by the engine (which pushes) and the socket's task (which
/// writes).
#[derive(Debug, Default)]
pub struct Outbound {
    queue: Mutex<Queue>,
    wake: Notify,
    room: Notify,
    cut: Notify,
    /// Something was heard from the device since the wheel came by.
    pub heard: AtomicBool,
    /// The wheel has asked for a sign of life.
    pub asked: AtomicBool,
}

impl Outbound {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        // A panic while the lock is held cannot leave the queue half changed: every change below
        // is one push or one take.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds frames in order, with one wake-up for all. When they do not fit, the socket is ended
    /// as [`End::Slow`].
    pub fn push(&self, frames: impl IntoIterator<Item = Bytes>) {
        {
            let mut queue = self.lock();
            if queue.end.is_some() {
                return;
            }
            for frame in frames {
                queue.bytes = queue.bytes.saturating_add(frame.len());
                queue.frames.push_back(frame);
            }
            if queue.frames.len() > FRAMES || queue.bytes > BYTES {
                queue.frames = VecDeque::new();
                queue.bytes = 0;
                queue.end = Some(End::Slow);
                self.cut.notify_one();
            }
        }
        self.wake.notify_one();
    }

    /// Ends the socket after what already waits. The first reason stays.
    pub fn end(&self, end: End) {
        self.lock().end.get_or_insert(end);
        if end == End::Silent {
            self.cut.notify_one();
        }
        self.wake.notify_one();
    }

    /// Asks for a sign of life.
    pub fn ping(&self) {
        self.lock().ping = true;
        self.wake.notify_one();
    }

    /// Waits until the connection is to be dropped without waiting for what is being written.
    pub async fn cut(&self) {
        self.cut.notified().await;
    }

    /// Waits for something to do and moves it into `into`; the end comes after the last frame.
    pub async fn take(&self, into: &mut Vec<Bytes>) -> Taken {
        loop {
            {
                let mut queue = self.lock();
                if !queue.frames.is_empty() || queue.end.is_some() || queue.ping {
                    into.extend(queue.frames.drain(..));
                    queue.bytes = 0;
                    if queue.frames.capacity() > 64 {
                        // A burst must not leave its memory with an idle socket.
                        queue.frames = VecDeque::new();
                    }
                    let taken = Taken {
                        end: queue.end,
                        ping: queue.ping,
                    };
                    queue.ping = false;
                    drop(queue);
                    self.room.notify_one();
                    return taken;
                }
            }
            self.wake.notified().await;
        }
    }

    /// Waits until nothing waits: a long replay goes page by page at the device's own speed.
    pub async fn drained(&self) {
        loop {
            {
                let queue = self.lock();
                if queue.frames.is_empty() || queue.end.is_some() {
                    return;
                }
            }
            self.room.notified().await;
        }
    }

    /// The socket was told to end.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.lock().end.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn frames_come_out_in_order_and_the_end_comes_last() {
        let outbound = Outbound::default();
        outbound.push([Bytes::from_static(b"one"), Bytes::from_static(b"two")]);
        outbound.end(End::Normal);
        outbound.push([Bytes::from_static(b"late")]);
        let mut frames = Vec::new();
        assert_eq!(outbound.take(&mut frames).await.end, Some(End::Normal));
        assert_eq!(frames, [&b"one"[..], &b"two"[..]]);
    }

    #[tokio::test]
    async fn a_device_that_does_not_read_is_cut_off() {
        let outbound = Outbound::default();
        for _ in 0..=FRAMES {
            outbound.push([Bytes::from_static(b"x")]);
        }
        let mut frames = Vec::new();
        assert_eq!(outbound.take(&mut frames).await.end, Some(End::Slow));
        assert!(frames.is_empty(), "its memory is given back at once");
    }

    #[tokio::test]
    async fn a_replay_waits_until_the_device_has_read() {
        let outbound = std::sync::Arc::new(Outbound::default());
        outbound.push([Bytes::from_static(b"page")]);
        let waiting = tokio::spawn({
            let outbound = outbound.clone();
            async move { outbound.drained().await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        outbound.take(&mut Vec::new()).await;
        waiting.await.unwrap();
    }
}
