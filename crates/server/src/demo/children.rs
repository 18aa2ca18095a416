//! The processes of the demonstration. Each ends when this one does, however that happens: it
//! watches its standard input, which closes with us.

use crate::commands::Failure;
use std::ffi::OsStr;
use std::process::Stdio;
use tokio::process::{Child, ChildStdin, Command};

/// A process of ours.
#[derive(Debug)]
pub struct Part {
    /// The process.
    pub child: Child,
    _stdin: Option<ChildStdin>,
}

impl Part {
    /// Starts this program with other arguments.
    ///
    /// # Errors
    /// The system's.
    pub fn start<S: AsRef<OsStr>>(arguments: &[S]) -> Result<Self, Failure> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            // Ctrl-C at the terminal is for this process alone; it ends the others in order.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let stdin = child.stdin.take();
        Ok(Self {
            child,
            _stdin: stdin,
        })
    }

    /// Asks it to end and waits.
    pub async fn stop(mut self) {
        self.end().await;
    }

    /// Asks it to end and waits; nothing happens when it has ended.
    pub async fn end(&mut self) {
        drop(self._stdin.take());
        let patience = std::time::Duration::from_secs(15);
        if tokio::time::timeout(patience, self.child.wait())
            .await
            .is_err()
        {
            drop(self.child.kill().await);
        }
    }
}

/// Waits until standard input closes: the parent has gone.
pub async fn parent_gone() {
    use tokio::io::AsyncReadExt;
    let mut buffer = [0; 64];
    let mut input = tokio::io::stdin();
    while input.read(&mut buffer).await.is_ok_and(|count| count > 0) {}
}
