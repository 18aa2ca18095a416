//! Log lines in JSON that cannot hold anything confidential, by construction.
//!
//! A line is time, level, target and fields of an allow-list; the free text of a message is never
//! written (libraries put addresses and payloads there), and a text value is written only if it is
//! a word: letters, digits and `_-./:{}*`, at most 80, without a run of more than eight digits. So
//! a name, an e-mail address, a card number or a message cannot get in, whoever logs it.

use core::fmt;
use serde_json::{Map, Value};
use std::io::Write;
use tacita_model::Clock;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// Names of fields that may be written.
const ALLOWED: [&str; 23] = [
    "event",
    "request",
    "method",
    "route",
    "status",
    "micros",
    "count",
    "bytes",
    "conversation",
    "device",
    "agent",
    "queue",
    "sequence",
    "epoch",
    "generation",
    "kind",
    "why",
    "error",
    "field",
    "file",
    "line",
    "port",
    "what",
];

/// Writes the lines.
pub struct Lines<W> {
    clock: std::sync::Arc<dyn Clock>,
    out: std::sync::Mutex<W>,
}

impl<W> fmt::Debug for Lines<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lines")
    }
}

impl<W: Write> Lines<W> {
    /// Lines into a writer.
    pub fn new(clock: std::sync::Arc<dyn Clock>, out: W) -> Self {
        Self {
            clock,
            out: std::sync::Mutex::new(out),
        }
    }
}

#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: Value) {
        if ALLOWED.contains(&field.name()) {
            self.0.insert(field.name().to_owned(), value);
        }
    }

    fn put_text(&mut self, field: &Field, text: &str) {
        let shown = if is_word(text) { text } else { "(refused)" };
        self.put(field, Value::from(shown));
    }
}

/// Whether a text may stand in a log line.
fn is_word(text: &str) -> bool {
    let mut digits = 0_u8;
    text.len() <= 80
        && text.chars().all(|c| {
            digits = if c.is_ascii_digit() {
                digits.saturating_add(1)
            } else {
                0
            };
            digits <= 8 && (c.is_ascii_alphanumeric() || "_-./:{}*".contains(c))
        })
}

impl Visit for Fields {
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, Value::from(value));
    }
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, Value::from(value));
    }
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, Value::from(value));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put_text(field, value);
    }
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put_text(field, &format!("{value:?}"));
    }
}

impl<S: Subscriber, W: Write + 'static> Layer<S> for Lines<W> {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut line = Map::new();
        line.insert("time".to_owned(), Value::from(self.clock.now().0));
        line.insert(
            "level".to_owned(),
            Value::from(event.metadata().level().as_str()),
        );
        line.insert("target".to_owned(), Value::from(event.metadata().target()));
        // The place in our source stands for the text, which could hold anything.
        let own = event.metadata().target().starts_with("tacita");
        if let (true, Some(file), Some(at)) =
            (own, event.metadata().file(), event.metadata().line())
        {
            line.insert("at".to_owned(), Value::from(format!("{file}:{at}")));
        }
        line.append(&mut fields.0);
        if let (Ok(mut out), Ok(mut bytes)) = (self.out.lock(), serde_json::to_vec(&line)) {
            bytes.push(b'\n');
            // Nowhere is left to report that the log itself cannot be written.
            drop(out.write_all(&bytes));
        }
    }
}

/// Sets the process up: lines to standard error at this level, and panics as a line with their
/// place alone (their text may quote what was being worked on).
pub fn install(level: &str, clock: std::sync::Arc<dyn Clock>) {
    use tracing_subscriber::layer::SubscriberExt;
    let level: tracing::level_filters::LevelFilter = level
        .parse()
        .unwrap_or(tracing::level_filters::LevelFilter::INFO);
    let lines = Lines::new(clock, std::io::stderr()).with_filter(level);
    drop(tracing::subscriber::set_global_default(
        tracing_subscriber::registry().with(lines),
    ));
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) = panic
            .location()
            .map_or(("unknown", 0), |at| (at.file(), at.line()));
        tracing::error!(event = "panic", file, line);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::layer::SubscriberExt;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);
    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_log_line_holds_allowed_words_and_nothing_else() {
        let sink = Sink::default();
        let lines = Lines::new(Arc::new(crate::host::SystemClock), sink.clone());
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), || {
            tracing::info!(
                event = "request",
                status = 200,
                "my card is 4111111111111111"
            );
            tracing::warn!(event = "thandi@example.org", why = "4111111111111111");
            tracing::warn!(event = "failed", error = ?"it was a secret sentence", password = "hunter2");
        });
        let text = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 3);
        for secret in ["4111", "thandi", "secret", "hunter2", "password"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(text.contains(r#""event":"request""#) && text.contains(r#""status":200"#));
    }
}
