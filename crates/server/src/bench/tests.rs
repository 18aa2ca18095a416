//! What the figures mean, and when a run says that it is not valid.

use super::machine::Used;
use super::replay::Figures;
use super::report::{GENERATOR_SHARE, Report};

fn used(seconds: f64, generator: f64, steal: f64) -> Used {
    Used {
        seconds,
        server_cpu_seconds: 0.5,
        generator_cpu_seconds: generator,
        written_bytes: 100_000,
        steal_share: steal,
        others_share: 0.0,
    }
}

#[test]
fn figures_are_of_the_messages_that_both_sides_have() {
    let figures = Figures::of((1..=1000).rev().collect(), used(2.0, 0.1, 0.0));
    assert_eq!(figures.messages, 1000);
    assert!((figures.messages_per_second - 500.0).abs() < 1e-9);
    assert!((figures.p50_ms - 0.501).abs() < 1e-9, "{}", figures.p50_ms);
    assert!((figures.p99_ms - 0.991).abs() < 1e-9, "{}", figures.p99_ms);
    assert!((figures.server_cpu_seconds_per_1000 - 0.5).abs() < 1e-9);
    assert!((figures.written_bytes_per_message - 100.0).abs() < 1e-9);
}

#[test]
fn a_run_without_messages_divides_by_nothing() {
    let figures = Figures::of(Vec::new(), used(2.0, 0.1, 0.0));
    assert_eq!(figures.messages, 0);
    assert!(figures.p99_ms.abs() < 1e-9);
}

#[test]
fn a_busy_generator_and_a_stolen_core_are_said() {
    let mut report = Report::default();
    report.judge("run", &used(10.0, 7.9, 0.009), GENERATOR_SHARE);
    assert!(report.table().contains("the run is valid"));
    report.judge("run", &used(10.0, 8.1, 0.02), GENERATOR_SHARE);
    assert_eq!(report.not_valid.len(), 2, "{:?}", report.not_valid);
    assert!(report.table().contains("NOT VALID: run: steal"));
}
