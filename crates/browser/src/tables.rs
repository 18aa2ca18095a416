//! The tables of screening, which come as a file of their own. Refuses those of another version.

use crate::refused;
use std::sync::Arc;
use tacita_screen::Screen;
use wasm_bindgen::prelude::*;

/// What screening knows by heart. Without it there is no [`crate::Conversation`].
#[wasm_bindgen]
#[derive(Debug)]
pub struct Tables(Arc<tacita_screen::Tables>);

#[wasm_bindgen]
impl Tables {
    /// Reads the file; the host has compared its hash.
    ///
    /// # Errors
    /// It belongs to another version of this module.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsError> {
        let read = tacita_screen::Tables::read(bytes).map_err(|_| refused("no such tables"))?;
        Ok(Self(Arc::new(read)))
    }
}

impl Tables {
    pub(crate) fn screen(&self) -> Screen {
        Screen::with_tables(Arc::clone(&self.0))
    }
}
