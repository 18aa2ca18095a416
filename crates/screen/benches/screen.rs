//! Speed by stage and in all: p50, p99, MB/s on chat messages, memory and start (`cargo bench -p
//! tacita-screen --all-features`). Where valgrind is installed, it also counts the instructions that
//! one 76-character message takes: it runs this program again under callgrind, once with and once
//! without reading a thousand messages, and takes the difference.

use std::hint::black_box;
use std::io::Write;
use std::time::Duration;
use tacita_screen::{Draft, Screen, Speaker};

/// The message that goals are stated for: 76 characters, a card number in it.
const MESSAGE: &str =
    "Hi, my card 4111 1111 1111 1111 was charged twice last week, can you help me";

/// Chat messages of an ordinary day: most hold nothing.
const DAY: [&str; 12] = [
    "hello, I would like to know where my parcel is, it should have come yesterday",
    "sure, could you give me the order number please? it begins with three letters",
    MESSAGE,
    "my name is Thandi Nkosi and I live at 12 Rose Street, Observatory, Cape Town",
    "thanks, that is all for today, you have been very helpful, have a good evening",
    "you can call me on +27 82 123 4567 or write to thandi.nkosi@example.com anytime",
    "the app says error 4031 when I try to pay, it worked on Monday with version 3.2",
    "I ordered two of the blue ones on 12 March and one red one, total 1,249.90 rand",
    "is it possible to change the delivery address after the parcel has been sent?",
    "ok, one moment, I am looking for the invoice, it must be somewhere in my mail..",
    "Guten Tag, ich habe eine Frage zu meiner Bestellung, sie ist nicht angekommen.",
    "the code I got by sms is 482913, but the page says that it has expired already",
];

fn measure(
    out: &mut impl Write,
    name: &str,
    mut read: impl FnMut(&str) -> usize,
) -> std::io::Result<()> {
    const ROUNDS: usize = 20_000;
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        let text = DAY.get(round % DAY.len()).copied().unwrap_or(MESSAGE);
        #[expect(clippy::disallowed_methods, reason = "measuring belongs to the bench")]
        let start = std::time::Instant::now();
        black_box(read(black_box(text)));
        times.push(start.elapsed());
    }
    let total: Duration = times.iter().sum();
    times.sort_unstable();
    let at = |part: usize| {
        times
            .get(ROUNDS * part / 1000)
            .copied()
            .unwrap_or_default()
            .as_nanos()
    };
    let bytes: usize = DAY.iter().map(|text| text.len()).sum::<usize>() * ROUNDS / DAY.len();
    let rate = bytes as f64 / total.as_secs_f64() / 1e6;
    writeln!(
        out,
        "{name:<32} p50 {:>6} ns  p99 {:>6} ns  {rate:>7.1} MB/s",
        at(500),
        at(990)
    )
}

/// Messages read under callgrind.
const COUNTED: u64 = 1000;

/// Instructions for one message, by valgrind; none when it is not installed.
fn instructions(which: &str) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let run = |once: bool| -> Option<u64> {
        let mut command = std::process::Command::new("valgrind");
        command
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(&program)
            .arg(which);
        if once {
            command.arg("--once");
        }
        let report = String::from_utf8(command.output().ok()?.stderr).ok()?;
        let line = report.lines().find(|line| line.contains("Collected"))?;
        line.rsplit(' ').next()?.parse().ok()
    };
    Some((run(false)? - run(true)?) / COUNTED)
}

fn main() -> std::io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "measuring belongs to the bench")]
    let began = std::time::Instant::now();
    let complete = Screen::complete();
    // The first message looks everything up for the first time.
    black_box(complete.conversation(MESSAGE, Speaker::Customer, &[], &[]));
    let start = began.elapsed();
    let structured = Screen::new();
    let read =
        |screen: &Screen, text: &str| screen.conversation(text, Speaker::Customer, &[], &[]).len();
    let counted = |which: &str| std::env::args().any(|arg| arg == which);
    if counted("--callgrind-structured") || counted("--callgrind-everything") {
        let screen = if counted("--callgrind-structured") {
            &structured
        } else {
            &complete
        };
        // One message in any case, so that tables that are built at first use are in both runs.
        let rounds = if counted("--once") { 1 } else { 1 + COUNTED };
        // By hand, to see where an ordinary day's work lies: `--day` under any profiler.
        let day = if counted("--day") {
            DAY.as_slice()
        } else {
            &[MESSAGE]
        };
        for text in day.iter().cycle().take(rounds as usize * day.len()) {
            black_box(read(screen, black_box(text)));
        }
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    for stage in tacita_screen::stages::ALL {
        measure(&mut out, stage.0, stage.1)?;
    }
    measure(&mut out, "structured, in all", |text| {
        read(&structured, text)
    })?;
    measure(&mut out, "everything, in all", |text| read(&complete, text))?;
    measure(&mut out, "draft to review, everything", |text| {
        let draft = Draft {
            text,
            speaker: Speaker::Customer,
            expected: &[],
            earlier: &[],
        };
        complete.draft(&draft).findings().len()
    })?;
    writeln!(
        out,
        "start, tables included             {:>6} us",
        start.as_micros()
    )?;
    // Linux tells a process how much memory it has ever had.
    if let Some(peak) = std::fs::read_to_string("/proc/self/status")
        .ok()
        .as_deref()
        .and_then(|status| status.lines().find(|line| line.starts_with("VmHWM")))
    {
        writeln!(
            out,
            "most memory, bench included  {}",
            peak.trim_start_matches("VmHWM:").trim()
        )?;
    }
    for (name, which) in [
        ("instructions, structured", "--callgrind-structured"),
        ("instructions, everything", "--callgrind-everything"),
    ] {
        match instructions(which) {
            Some(count) => writeln!(
                out,
                "{name:<32} {count:>8} a message of {} characters",
                MESSAGE.len()
            )?,
            None => writeln!(out, "{name:<32} not counted: valgrind is not installed")?,
        }
    }
    Ok(())
}
