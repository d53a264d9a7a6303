//! Reading, every rule, every fix and every report, over texts that nobody would write.
//!
//! Texts are made from real ones by seeded mutation, for `FUZZ_SECONDS` (10 unless set; `make test` sets 60). `FUZZ_SEED`
//! sets the first seed; a failure names its own.

#![expect(clippy::print_stdout, reason = "a run says how far it came")]

mod law;
mod mutation;

use std::time::{Duration, Instant};

use law::hold;
use mutation::{Seeds, mutated};

fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn nothing_panics_and_no_fix_breaks_a_file() {
    let (seeds, first) = (Seeds::load(), variable("FUZZ_SEED", 1));
    let (begin, limit) = (Instant::now(), Duration::from_secs(variable("FUZZ_SECONDS", 10)));
    let mut count = 0;
    while begin.elapsed() < limit {
        let seed = first + count;
        let files = mutated(&seeds, seed);
        let outcome = std::panic::catch_unwind(|| hold(&files));
        assert!(outcome.is_ok(), "FUZZ_SEED={seed} FUZZ_SECONDS=1 shows it again");
        count += 1;
    }
    println!("{count} knowledge bases, seeds {first} to {}", first + count - 1);
}

/// A text eight times as long may take eight times as long, with room for noise; a quadratic rule would take 64 times.
#[test]
fn time_grows_with_the_text() {
    const ROOM: u32 = 4;
    for (name, unit) in mutation::FLOODS {
        let time = |count: usize| {
            let files = mutation::flood(unit, count);
            let once = || {
                let begin = Instant::now();
                hold(&files);
                begin.elapsed()
            };
            (0..3).map(|_| once()).min().unwrap_or_default()
        };
        let (short, long) = (time(500), time(4_000));
        println!("{name:24} {short:>10.1?} {long:>10.1?}");
        assert!(long < (short + Duration::from_millis(20)) * 8 * ROOM, "{name}: {short:?} became {long:?}");
    }
}
