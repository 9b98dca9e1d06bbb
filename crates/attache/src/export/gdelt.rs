//! GDELT 2.0 events: 61 columns, no header, one row for all tellings of one thing on one day.
//!
//! In: “Norway expelled two Russian diplomats.” of 4 July 2025. Out: `…  20250704  202507  2025  2025.5863  NORGOV  NORWAY  NOR …
//! 161  161  16  4  -4.0 …`. Known limit: no tone, no ethnic or religious codes, no places of actors, no GNS feature of a
//! city; counts are over the whole record, not over fifteen minutes.

use super::json::Who;
use super::party::{Grain, Party, Site, cameo, decimal};
use super::system::{Books, Dyad, Tellings, number};

/// The columns, as GDELT's own description names them.
pub(super) const COLUMNS: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// Headline and lead are the first sentences.
const LEAD: usize = 2;

/// The row of one telling; [`complete`] fills in what all tellings together make known.
pub(super) fn row(books: Books<'_>, dyad: &Dyad<'_>) -> Vec<String> {
    let line = dyad.told.line;
    let (code, day) = (cameo(line), dyad.day);
    let days = f64::from(i32::from(day.month) * 30 + i32::from(day.day));
    let fraction = f64::from(day.year) + days / 365.0;
    let compact = day.compact();
    let mut row = vec![
        String::new(),
        compact.clone(),
        compact[..6].to_owned(),
        format!("{:04}", day.year),
        format!("{fraction:.4}"),
    ];
    row.extend(actor(books, dyad.pair.0));
    row.extend(actor(books, dyad.pair.1));
    let value = books.data.ontology.cameo(&line.cameo).and_then(|c| c.gdelt);
    row.extend([
        String::new(),
        code.clone(),
        code[..3].to_owned(),
        code[..2].to_owned(),
        quad(&code).to_string(),
        value.map(decimal).unwrap_or_default(),
    ]);
    // Mentions, sources, articles, tone.
    row.extend(std::iter::repeat_n(String::new(), 4));
    row.extend(geo(None));
    row.extend(geo(None));
    row.extend(geo(Site::of(books, line)));
    let published = line.published.as_deref().and_then(super::dyad::Day::read);
    row.push(published.unwrap_or(day).compact() + "000000");
    let source = dyad.told.report.url.as_deref();
    row.push(source.unwrap_or(&line.article).to_owned());
    row
}

/// What makes two rows of one day one row: both actors, the code, the place.
pub(super) fn key(row: &[String]) -> [String; 5] {
    [&row[1], &row[5], &row[15], &row[26], &row[52]].map(Clone::clone)
}

/// Number and counts of a row.
pub(super) fn complete(row: &mut [String], key: &[String; 5], tellings: &Tellings) {
    row[0] = number(&key.each_ref().map(String::as_str)).to_string();
    row[25] = u8::from(tellings.first <= LEAD).to_string();
    row[31] = tellings.n.to_string();
    row[32] = tellings.publishers.len().max(1).to_string();
    row[33] = tellings.articles.len().to_string();
}

/// Cooperation and conflict in word and deed, by root; other than PLOVER's quadrants for some codes.
fn quad(code: &str) -> u8 {
    match &code[..2] {
        "01" | "02" | "03" | "04" | "05" => 1,
        "06" | "07" | "08" => 2,
        "09" | "10" | "11" | "12" | "13" => 3,
        _ => 4,
    }
}

fn actor(books: Books<'_>, who: Option<&Who<'_>>) -> [String; 10] {
    let party = Party::of(books, who);
    let none = String::new;
    let name = party.name.to_uppercase();
    let (ethnic, religion) = (none(), [none(), none()]);
    let [first, second] = religion;
    [
        party.code,
        name,
        party.country,
        party.group,
        ethnic,
        first,
        second,
        party.kind,
        none(),
        none(),
    ]
}

/// Type 1 is a country, 3 a city of the United States, 4 another city, 0 nothing.
fn geo(site: Option<Site>) -> [String; 8] {
    let none = String::new;
    let Some(site) = site else {
        return ["0".to_owned(), none(), none(), none(), none(), none(), none(), none()];
    };
    let is_known = site.admin.len() == 2 && !site.fips.is_empty();
    let division = if is_known { &site.admin } else { "" };
    let full = match site.grain {
        Grain::Country => site.country.clone(),
        Grain::City if site.iso == "USA" => {
            [&site.city, &site.admin, &site.country].map(String::as_str).join(", ")
        }
        Grain::City => [&site.city, &site.country].map(String::as_str).join(", "),
    };
    let (kind, feature) = match site.grain {
        Grain::Country => ("1", site.fips.clone()),
        Grain::City if site.iso == "USA" => ("3", none()),
        Grain::City => ("4", none()),
    };
    let (latitude, longitude) = (site.spot.latitude, site.spot.longitude);
    let division = [&site.fips, division].concat();
    [kind.into(), full, site.fips, division, none(), latitude, longitude, feature]
}
