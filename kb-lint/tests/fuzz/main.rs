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

/// A text eight times as long may take eight times as long, with room for noise; a quadratic rule would take 64 times. The
/// long text is timed again only if it took too long: some other program may have been at work.
#[test]
fn time_grows_with_the_text() {
    const ROOM: u32 = 4;
    for (name, unit) in mutation::FLOODS {
        let once = |count: usize| {
            let files = mutation::flood(unit, count);
            let begin = Instant::now();
            hold(&files);
            begin.elapsed()
        };
        let short = (0..3).map(|_| once(300)).min().unwrap_or_default();
        let most = (short + Duration::from_millis(10)) * 8 * ROOM;
        let long = (0..3).map(|_| once(2_400)).find(|long| *long < most);
        println!("{name:24} {short:>10.1?} {long:>10.1?}");
        assert!(long.is_some(), "{name}: {short:?} became more than {most:?}");
    }
}
