//! What articles say about time, as a reader would mark it.

use super::*;
use crate::sentence::{TextData, split};
use proptest::prelude::*;

fn article(text: &str, published: &str) -> Article {
    Article {
        id: String::new(),
        title: None,
        text: text.to_owned(),
        published: published.parse().ok(),
        publisher: None,
        url: None,
        language: None,
    }
}

fn all(text: &str, published: &str) -> Vec<Expression> {
    let article = article(text, published);
    let sentences = split(&TextData::embedded(), &article);
    find(&Times::embedded(), &article, &sentences).concat()
}

/// Each expression as “words=value”.
fn check(published: &str, text: &str, expected: &[&str]) {
    let shown: Vec<_> = all(text, published)
        .iter()
        .map(|e| format!("{}={}", e.span.of(text), e.value))
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn dates_named_outright_need_no_anchor() {
    for (text, expected) in [
        ("They met on the 3rd of July 2025.", &["the 3rd of July 2025=2025-07-03"][..]),
        (
            "They met on Thursday, July 3, 2025, at noon.",
            &["Thursday, July 3, 2025=2025-07-03", "noon=2025-07-03T12:00"],
        ),
        ("It left in April 2025 and in 1979.", &["April 2025=2025-04", "1979=1979"]),
        ("The 1980s and the 19th century.", &["The 1980s=198", "the 19th century=18"]),
        (
            "In the third quarter of 2019 and late 2006.",
            &["the third quarter of 2019=2019-Q3", "late 2006=2006"],
        ),
        (
            "On 2025-07-03 and 28/10/2004.",
            &["2025-07-03=2025-07-03", "28/10/2004=2004-10-28"],
        ),
        ("In 2000 cases, 1500 soldiers may march in the fall of Kabul.", &[]),
        ("It came on New Year's Day 2020.", &["New Year's Day 2020=2020-01-01"]),
    ] {
        check("", text, expected);
    }
}

#[test]
fn days_count_from_publication() {
    // A Thursday.
    for (text, expected) in [
        ("They met on Tuesday.", &["Tuesday=2025-07-01"][..]),
        ("They will meet on Tuesday.", &["Tuesday=2025-07-08"]),
        (
            "He said on Monday that they will meet on Friday.",
            &["Monday=2025-06-30", "Friday=2025-07-04"],
        ),
        ("The border is closed until Sunday.", &["Sunday=2025-07-06"]),
        (
            "They met last Thursday and this weekend.",
            &["last Thursday=2025-06-26", "this weekend=2025-W27-WE"],
        ),
        (
            "It fell yesterday morning, not today.",
            &["yesterday morning=2025-07-02TMO", "today=2025-07-03"],
        ),
        (
            "It closed in December and will reopen in August.",
            &["December=2024-12", "August=2025-08"],
        ),
        (
            "It rose on 26 July last year, and in May of that year.",
            &["26 July last year=2024-07-26", "May of that year=2024-05"],
        ),
        ("He would stay, and on Monday he left.", &["Monday=2025-06-30"]),
        ("Closed on Mondays, shortly before the vote.", &["Mondays=XXXX-WXX-1"]),
        ("It was signed on Dec. 11.", &["Dec. 11=2024-12-11"]),
        (
            "Last year, last month and next week.",
            &["Last year=2024", "last month=2025-06", "next week=2025-W28"],
        ),
        ("It began last summer.", &["last summer=2024-SU"]),
        ("The attack last night was heard.", &["last night=2025-07-02TNI"]),
    ] {
        check("2025-07-03", text, expected);
    }
}

#[test]
fn durations_and_sets_have_their_own_values() {
    for (text, expected) in [
        ("Over nine years they fought.", &["Over nine years=P9Y"][..]),
        (
            "He came two years ago for several weeks.",
            &["two years ago=P2Y", "several weeks=PXW"],
        ),
        (
            "a four-year deal over the next ten days",
            &["a four-year=P4Y", "the next ten days=P10D"],
        ),
        ("almost two and a half years late", &["almost two and a half years=P2.5Y"]),
        (
            "They meet every Monday and twice a year.",
            &["every Monday=XXXX-WXX-1", "a year=P1Y"],
        ),
        (
            "A 63-year-old man was held now and recently.",
            &["now=PRESENT_REF", "recently=PAST_REF"],
        ),
        ("It has lasted for decades.", &["decades=PXY"]),
    ] {
        check("2025-07-03", text, expected);
    }
}

#[test]
fn later_dates_count_from_the_last_one() {
    for (text, expected) in [
        (
            "He left on May 5, 1999. The next day war began.",
            &["May 5, 1999=1999-05-05", "The next day=1999-05-06"][..],
        ),
        (
            "It began in 1998. Two years later it ended.",
            &["1998=1998", "Two years later=2000"],
        ),
        ("It fell in 1979. It rose in December.", &["1979=1979", "December=1979-12"]),
        (
            "He left on Monday. On the same day she came.",
            &["Monday=2025-06-30", "the same day=2025-06-30"],
        ),
    ] {
        check("2025-07-03", text, expected);
    }
}

#[test]
fn without_publication_only_the_text_speaks() {
    check("", "They met on Monday.", &["Monday=XXXX-WXX-1"]);
    check("", "They met yesterday.", &["yesterday=XXXX-XX-XX"]);
    check("", "Signed in 1902. They met on May 27.", &["1902=1902", "May 27=1902-05-27"]);
    let dated = "Mali leaves\nBAMAKO, January 5, 2016 (AFP) - Mali left on Monday.";
    check("", dated, &["January 5, 2016=2016-01-05", "Monday=2016-01-04"]);
    let expressions = all(dated, "");
    assert!(expressions[0].is_reference && expressions[1].is_inferred);
}

#[test]
fn prepositions_and_roles_are_kept() {
    let shown: Vec<_> =
        all("Since 2021 they ruled for years until the 3rd of July.", "2025-07-04")
            .iter()
            .map(|e| (e.preposition.clone().unwrap_or_default(), e.role))
            .collect();
    assert_eq!(shown[0], ("since".into(), Role::Point));
    assert_eq!(shown[1], ("for".into(), Role::Duration));
    assert_eq!(shown[2], ("until".into(), Role::Point));
}

fn check_spans(text: &str, published: &str) -> Result<(), TestCaseError> {
    let expressions = all(text, published);
    let mut at = 0;
    for expression in &expressions {
        prop_assert!(expression.span.start >= at && !expression.span.is_empty());
        prop_assert!(
            text.get(expression.span.start as usize..expression.span.end as usize)
                .is_some()
        );
        prop_assert!(expression.first <= expression.last);
        at = expression.span.end;
    }
    prop_assert_eq!(expressions, all(text, published));
    Ok(())
}

proptest! {
    #[test]
    fn spans_lie_in_any_text(text in "\\PC*") {
        check_spans(&text, "2025-07-03")?;
    }

    #[test]
    fn spans_lie_in_timelike_text(
        words in proptest::collection::vec(
            prop_oneof![
                "[0-9]{1,4}", "[a-z]{1,6}", "[.,:/-]", Just("Monday".to_owned()), Just("May".to_owned()),
                Just("the last".to_owned()), Just("years ago".to_owned()), Just("9999".to_owned()), Just("next".to_owned()),
                Just("century later".to_owned()), Just("the end of".to_owned()), Just("99999 centuries".to_owned()),
                Just("the same period last year".to_owned()), Just("12:00 UTC".to_owned()), Just("mid-".to_owned()),
            ],
            0..40,
        ),
        published in prop_oneof![Just("2025-07-03"), Just(""), Just("9999-12-31"), Just("0001-01-01")],
    ) {
        check_spans(&words.join(" "), published)?;
    }
}
