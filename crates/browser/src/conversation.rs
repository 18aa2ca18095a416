//! One conversation's brain, for its worker.

use crate::{Tables, Wish, hex32, randomness, refused, time, whole};
use tacita_client::Brain;
#[cfg(feature = "desk")]
use tacita_client::io::passed;
use tacita_client::io::{Input, Setup};
use tacita_screen::Policy;
use wasm_bindgen::prelude::*;

/// A fresh key with its proof, to open a conversation with while the tables are still being read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Knock(tacita_client::Knock);

#[wasm_bindgen]
impl Knock {
    /// Draws the key.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(site: &str) -> Self {
        Self(tacita_client::Knock::new(site, randomness()))
    }

    /// Key (32) and signature (64), as the wish `open` has them.
    #[must_use]
    pub fn proof(&self) -> Vec<u8> {
        let mut bytes = self.0.leaf_key().to_vec();
        bytes.extend_from_slice(&self.0.signature());
        bytes
    }
}

/// One conversation.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Conversation {
    brain: Brain,
    entries: Vec<(Vec<u8>, Vec<u8>)>,
}

fn wishes(outputs: Vec<tacita_client::io::Output>) -> Vec<Wish> {
    outputs.into_iter().map(Wish::from).collect()
}

/// What only the desk's conversations have.
#[cfg(feature = "desk")]
#[wasm_bindgen]
impl Conversation {
    /// An agent's.
    ///
    /// # Errors
    /// The text is no conversation id.
    pub fn agent(tables: &Tables, conversation: &str) -> Result<Self, JsError> {
        let conversation = conversation
            .parse()
            .map_err(|_| refused("no conversation id"))?;
        Ok(Self::of(tables, Setup::Agent { conversation }))
    }

    /// The device's answer, as it wrote it.
    ///
    /// # Errors
    /// It is no answer.
    pub fn device(&mut self, now: f64, answer: &[u8]) -> Result<Vec<Wish>, JsError> {
        let answer = passed(answer).ok_or_else(|| refused("no such answer"))?;
        Ok(self.give(now, Input::Device(answer)))
    }
}

#[wasm_bindgen]
impl Conversation {
    /// A customer's; with `fresh`, one is begun if the storage holds none, with the `knock` if there was one.
    ///
    /// # Errors
    /// The fingerprint is not 32 bytes in hex.
    pub fn customer(
        tables: &Tables,
        site: String,
        root_fingerprint: &str,
        fresh: bool,
        knock: Option<Knock>,
    ) -> Result<Self, JsError> {
        let root = hex32(root_fingerprint).ok_or_else(|| refused("no fingerprint"))?;
        let mut it = Self::of(tables, Setup::Customer { site, root, fresh });
        if let Some(Knock(knock)) = knock {
            it.brain = it.brain.having_knocked(knock);
        }
        Ok(it)
    }

    fn of(tables: &Tables, setup: Setup) -> Self {
        Self {
            brain: Brain::new(setup, Box::new(randomness), tables.screen()),
            entries: Vec::new(),
        }
    }

    /// Screens by the server's policy from now on: its lines, and how they name this chat's queue.
    ///
    /// # Errors
    /// A line is no rule: nothing of it is taken.
    pub fn screening(&mut self, lines: &str, queue: Option<String>) -> Result<(), JsError> {
        let policy = Policy::from_lines(lines).map_err(|_| refused("no such policy"))?;
        self.brain.screen_by(policy, queue.as_deref());
        Ok(())
    }

    /// The first wishes.
    pub fn start(&mut self) -> Vec<Wish> {
        wishes(self.brain.start())
    }

    /// One entry of the storage, before [`Conversation::loaded`].
    pub fn entry(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.entries.push((key, value));
    }

    /// The storage was read.
    pub fn loaded(&mut self, now: f64) -> Vec<Wish> {
        let entries = core::mem::take(&mut self.entries);
        self.give(now, Input::Loaded(entries))
    }

    /// The server opened the conversation: its answer, in JSON.
    ///
    /// # Errors
    /// The answer is none of this protocol.
    pub fn opened(&mut self, now: f64, bootstrap: &str) -> Result<Vec<Wish>, JsError> {
        let bootstrap =
            serde_json::from_str(bootstrap).map_err(|_| refused("no such bootstrap"))?;
        Ok(self.give(now, Input::Opened(Box::new(bootstrap))))
    }

    /// The socket is open.
    pub fn connected(&mut self, now: f64) -> Vec<Wish> {
        self.give(now, Input::Connected)
    }

    /// The socket is gone.
    pub fn disconnected(&mut self, now: f64) -> Vec<Wish> {
        self.give(now, Input::Disconnected)
    }

    /// A binary frame.
    pub fn frame(&mut self, now: f64, bytes: Vec<u8>) -> Vec<Wish> {
        self.give(now, Input::Frame(bytes))
    }

    /// An act, in JSON.
    ///
    /// # Errors
    /// It is no act.
    pub fn act(&mut self, now: f64, act: &str) -> Result<Vec<Wish>, JsError> {
        let act = serde_json::from_str(act).map_err(|_| refused("no such act"))?;
        Ok(self.give(now, Input::Act(act)))
    }

    /// A batch was written, or not.
    pub fn stored(&mut self, now: f64, batch: f64, ok: bool) -> Vec<Wish> {
        self.give(
            now,
            Input::Stored {
                batch: whole(batch),
                ok,
            },
        )
    }

    /// The time that was asked for has come.
    pub fn tick(&mut self, now: f64) -> Vec<Wish> {
        self.give(now, Input::Tick)
    }

    /// Somebody began to look.
    pub fn replay(&mut self, now: f64) -> Vec<Wish> {
        self.give(now, Input::Replay)
    }

    fn give(&mut self, now: f64, input: Input) -> Vec<Wish> {
        wishes(self.brain.handle(time(now), input))
    }
}
