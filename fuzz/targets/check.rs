#![no_main]

#[expect(dead_code, unreachable_pub, reason = "each target tries one law")]
#[path = "../../tests/support/laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|input: &[u8]| laws::check(input));
