//! Recovery and bounds.

use super::*;

fn findings(text: &str) -> Vec<String> {
    let parsed = parse(FileId(0), text);
    parsed
        .diagnostics
        .iter()
        .map(|it| format!("{} {:?}: {}; {}", it.rule, it.primary.span.of(text), it.message, it.help.join("; ")))
        .collect()
}

#[test]
fn shows() {
    for text in [
        "trigger t {\n on armed-attack against UKR\n decided by unamimity of guarantors\n requested by UKR\n}",
        "trigger t {\n on armed-attack\n decded by unanimity of guarantors\n}",
        "obligation o {\n FRA shall assist UKR\n by in UKR\n within 3 days\n}",
        "trigger t {\n decided by majority of FRA, GBR and DEU\n}",
        "trigger t { on armed-attack",
        "article 1 \"x\" { obligation o { FRA shall assist UKR } \narticle 2 { obligation p { FRA shall assist UKR } }",
        "deployment d {\n by FRA\n roles only training |\n}",
        "partty UKR \"Ukraine\"\nparty FRA \"France\"",
        "obligation Assist {\n FRA shall assist UKR\n duration 3 days\n}\nparty FRA \"France\"",
        "treaty \"x {\n version \"1\"\n party FRA \"France\"\n}\n",
        "amendment { by consensus minus of parties }",
        "obligation o { FRA shal assist UKR }",
        "trigger t { on attack by \"a Power }\n requested by UKR }",
    ] {
        println!("--- {text}");
        for it in findings(text) {
            println!("   {it}");
        }
    }
}
