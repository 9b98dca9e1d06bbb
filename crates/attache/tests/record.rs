//! The record's file: what goes in comes out, once, whole, whatever happens to the file.
//!
//! In: articles about made-up days. Out: the same tellings and happenings as in memory. Known limit: kills and full disks
//! are tried by the scripts of the lab.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attache::article::{Article, day};
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{
    Added, Filing, Filter, Happening, Record, Telling, Whom, group, tellings,
};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

const WHO: &[&str] = &["Norway", "Moscow", "Chad", "the Taliban", "Brazil"];
const WHAT: &[&str] = &["recognized", "condemned", "sent an ambassador to", "invaded"];
const WHOM: &[&str] = &["Kosovo", "Iran", "Afghanistan", "Russia"];

fn article(id: &str, published: &str, text: &str) -> Article {
    let mut article = Article::new(id, text);
    article.published = Some(day(published).unwrap());
    article.publisher = Some(format!("Paper {}", id.len()));
    article
}

fn told(article: &Article) -> Vec<Telling> {
    let reading = READER.read(article, &mut Workspace::default());
    tellings(article, &reading.events)
}

fn add(record: &mut Record, article: &Article) -> Added {
    let reading = READER.read(article, &mut Workspace::default());
    let mut adding = record.add(&READER.stamp()).unwrap();
    let added = adding.article(&Filing::of(article.clone(), &reading.events)).unwrap();
    adding.finish().unwrap();
    added
}

fn kept(record: &Record, filter: &Filter) -> Vec<Telling> {
    let mut kept = Vec::new();
    let keep = |found: attache::record::Found| {
        kept.push(found.telling);
        ControlFlow::Continue(())
    };
    record.each_telling(filter, keep).unwrap();
    kept
}

/// Ids of happenings with the ids of their tellings, in an order of their own.
fn shown(happenings: &[Happening]) -> Vec<(String, Vec<String>, usize)> {
    let shown = |h: &Happening| {
        let ids = h.tellings.iter().map(|t| t.line.id.clone()).collect();
        (h.id.clone(), ids, h.n_sources)
    };
    let mut all: Vec<_> = happenings.iter().map(shown).collect();
    all.sort();
    all
}

fn some_articles() -> impl Strategy<Value = Vec<Article>> {
    let sentence = (0..WHO.len(), 0..WHAT.len(), 0..WHOM.len())
        .prop_map(|(a, b, c)| format!("{} {} {}.", WHO[a], WHAT[b], WHOM[c]));
    let text = prop::collection::vec(sentence, 1..4).prop_map(|s| s.join(" "));
    let articles = prop::collection::vec((text, 1..20_u8), 1..12);
    articles.prop_map(|list| {
        let one = |(i, (text, d)): (usize, &(String, u8))| {
            article(&"a".repeat(i + 1), &format!("2024-03-{d:02}"), text)
        };
        list.iter().enumerate().map(one).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_goes_in_comes_out_and_adding_twice_changes_nothing(articles in some_articles()) {
        let mut record = Record::in_memory().unwrap();
        let mut all = Vec::new();
        for article in &articles {
            if add(&mut record, article) == Added::New {
                all.extend(told(article));
            }
        }
        let sorted = |mut tellings: Vec<Telling>| {
            tellings.sort_by(|a, b| (&a.line.article, a.line.start, &a.line.id)
                .cmp(&(&b.line.article, b.line.start, &b.line.id)));
            tellings
        };
        let before = kept(&record, &Filter::default());
        prop_assert_eq!(sorted(before.clone()), sorted(all.clone()));
        let happenings = record.happenings(&Filter::default()).unwrap();
        prop_assert_eq!(shown(&happenings), shown(&group(all)));
        for article in &articles {
            prop_assert_eq!(add(&mut record, article), Added::Unchanged);
        }
        prop_assert_eq!(kept(&record, &Filter::default()), before);
        prop_assert_eq!(record.happenings(&Filter::default()).unwrap(), happenings);
    }
}

#[test]
fn a_correction_replaces_events_and_keeps_both_versions() {
    let mut record = Record::in_memory().unwrap();
    let first = article("a", "2024-03-01", "Norway recognized Kosovo.");
    let other = article("bb", "2024-03-01", "Oslo has recognized Kosovo.");
    let corrected = article("a", "2024-03-02", "Norway condemned Iran.");
    for (article, wanted) in
        [(&first, Added::New), (&other, Added::New), (&corrected, Added::Replaced)]
    {
        assert_eq!(add(&mut record, article), wanted);
    }
    let happenings = record.happenings(&Filter::default()).unwrap();
    let id = &happenings[0].id;
    assert_eq!(
        record.happening(id).unwrap().as_ref(),
        happenings.first(),
        "its first telling is gone"
    );
    assert_eq!(*id, format!("h{}", told(&first)[0].line.id));
    let articles: Vec<&str> =
        happenings.iter().flat_map(|h| &h.tellings).map(|t| &*t.line.article).collect();
    assert_eq!(articles, ["bb", "a"]);
    let kept = record.article("a").unwrap().unwrap();
    let texts: Vec<&str> =
        kept.versions.iter().map(|v| v.article.text.as_str()).collect();
    assert_eq!(texts, [first.text.as_str(), corrected.text.as_str()]);
    assert_eq!(kept.versions[0].tellings, told(&first));
    assert_eq!(kept.versions[1].tellings, told(&corrected));
}

#[test]
fn what_goes_back_to_an_earlier_version_is_a_third_one() {
    let mut record = Record::in_memory().unwrap();
    let first = article("a", "2024-03-01", "Norway recognized Kosovo.");
    let other = article("bb", "2024-03-01", "Oslo has recognized Kosovo.");
    let corrected = article("a", "2024-03-02", "Norway condemned Iran.");
    for article in [&first, &other, &corrected] {
        add(&mut record, article);
    }
    assert_eq!(add(&mut record, &first), Added::Replaced);
    assert_eq!(record.article("a").unwrap().unwrap().versions.len(), 3);
    let happenings = record.happenings(&Filter::default()).unwrap();
    assert_eq!((happenings.len(), happenings[0].tellings.len()), (1, 2));
    check_ids(&record, &happenings);
}

/// Every happening and telling is found by its id.
fn check_ids(record: &Record, happenings: &[Happening]) {
    for happening in happenings {
        assert_eq!(record.happening(&happening.id).unwrap().as_ref(), Some(happening));
        for telling in &happening.tellings {
            let found = record.telling(&telling.line.id).unwrap().unwrap();
            assert_eq!((&found.telling, &found.happening), (telling, &happening.id));
        }
    }
}

#[test]
fn the_same_report_under_another_id_is_known() {
    let mut record = Record::in_memory().unwrap();
    let first = article("a", "2024-03-01", "Norway recognized Kosovo.");
    assert_eq!(add(&mut record, &first), Added::New);
    let again = Article { id: "b".to_owned(), ..first };
    assert!(record.has(&again).unwrap());
    assert_eq!(add(&mut record, &again), Added::Unchanged);
    assert_eq!(record.size().unwrap().n_articles, 1);
}

#[test]
fn filters_let_through_what_they_say() {
    let mut record = Record::in_memory().unwrap();
    add(&mut record, &article("a", "2024-03-01", "Norway recognized Kosovo."));
    add(&mut record, &article("bb", "2024-03-09", "Iran condemned Norway, Chad said."));
    add(&mut record, &article("ccc", "2024-03-20", "Brazil may recognize Kosovo."));
    let check = |filter: Filter, wanted: &[&str]| {
        let found = kept(&record, &filter);
        let found: Vec<&str> = found.iter().map(|t| &*t.line.article).collect();
        assert_eq!(found, wanted, "{filter:?}");
    };
    let none = Filter::default;
    let whom = |text: &str| Some(Whom::new(text));
    let on = |text: &str| Some(day(text).unwrap());
    check(none(), &["a", "bb", "ccc"]);
    check(Filter { actor: whom("NOR"), ..none() }, &["a"]);
    check(Filter { recipient: whom("norway"), ..none() }, &["bb"]);
    check(Filter { with: vec![Whom::new("NORGOV")], ..none() }, &["a", "bb"]);
    check(Filter { with: vec![Whom::new("NOR"), Whom::new("XKX")], ..none() }, &["a"]);
    check(Filter { said_by: whom("chad"), ..none() }, &["bb"]);
    check(Filter { acts: vec!["recognize".to_owned()], ..none() }, &["a", "ccc"]);
    check(Filter { has_act: true, actor: whom("Brazil"), ..none() }, &["ccc"]);
    check(Filter { since: on("2024-03-05"), until: on("2024-03-12"), ..none() }, &["bb"]);
    check(Filter { known: on("2024-03-10"), ..none() }, &["a", "bb"]);
    check(Filter { text: Some("condemning NORWAY".to_owned()), ..none() }, &["bb"]);
    check(Filter { text: Some("“recognized Norway”".to_owned()), ..none() }, &[]);
    check(Filter { text: Some("AND OR \" * (".to_owned()), ..none() }, &[]);
    check(Filter { text: Some("\" “”".to_owned()), ..none() }, &[]);
    check(Filter { text: Some(String::new()), ..none() }, &[]);
}

#[test]
fn a_rebuild_replaces_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut record = Record::to_add(&path).unwrap();
    let known = article("a", "2024-03-01", "Norway recognized Kosovo.");
    let stale = article("bb", "2024-03-02", "Oslo has recognized Kosovo.");
    add(&mut record, &known);
    // Coded by something that saw nothing in it.
    let mut adding = record.add(&READER.stamp()).unwrap();
    adding.article(&Filing::of(stale.clone(), &[])).unwrap();
    adding.finish().unwrap();
    let before = kept(&record, &Filter::default());
    let coded = || {
        let articles = Record::to_read(&path).unwrap().into_articles();
        articles.map(|a| {
            let article = a.unwrap();
            let events = READER.read(&article, &mut Workspace::default()).events;
            Filing::of(article, &events)
        })
    };
    for is_finished in [false, true] {
        let mut rebuilding = record.rebuild(&READER.stamp()).unwrap();
        let changes: Vec<(usize, usize, usize)> = coded()
            .map(|filing| rebuilding.article(&filing).unwrap())
            .map(|c| (c.n_same, c.lost.len(), c.gained.len()))
            .collect();
        assert_eq!(changes, [(1, 0, 0), (0, 0, 1)]);
        let other = Record::to_read(&path).unwrap();
        assert_eq!(kept(&other, &Filter::default()), before, "seen before it is whole");
        if is_finished {
            rebuilding.finish().unwrap();
        } else {
            drop(rebuilding);
            assert_eq!(kept(&record, &Filter::default()), before);
        }
    }
    let happenings = record.happenings(&Filter::default()).unwrap();
    let all = [told(&known), told(&stale)].concat();
    assert_eq!(shown(&happenings), shown(&group(all)));
    assert_eq!(
        kept(&record, &Filter { text: Some("Oslo".into()), ..Filter::default() }).len(),
        1
    );
    // Kept as it was where it cannot be coded.
    let mut rebuilding = record.rebuild(&READER.stamp()).unwrap();
    rebuilding.keep("a").unwrap();
    rebuilding.keep("bb").unwrap();
    rebuilding.finish().unwrap();
    assert_eq!(record.happenings(&Filter::default()).unwrap(), happenings);
}
