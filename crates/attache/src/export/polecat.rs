//! POLECAT: 40 columns with a header, one row for each pair of each telling, `None` where nothing is known.
//!
//! In: “Norway expelled two Russian diplomats.” Out: `…  2025-07-04  SANCTION  expel  -6.0  4  diplomatic  Norway  NOR  385  GOV …`.
//! Known limit: no titles, no Wikipedia ids, no people, bodies and places of the whole story.

use super::json::Who;
use super::party::{Grain, Site};
use super::system::{Books, Dyad};

/// The columns.
pub(super) const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// The row of one telling.
pub(super) fn row(books: Books<'_>, dyad: &Dyad<'_>) -> Vec<String> {
    let (line, report) = (dyad.told.line, dyad.told.report);
    let quads = &books.data.ontology.quad;
    let quad = quads.iter().find(|q| q.code == line.quad).map(|q| q.number.to_string());
    let none = String::new;
    let mut row = vec![
        format!("{}-{}", line.id, dyad.number()),
        dyad.day.to_string(),
        line.event.name().to_owned(),
        line.mode.as_deref().unwrap_or_default().to_owned(),
        format!("{:.1}", line.score),
        quad.unwrap_or_default(),
        line.context.join(";"),
    ];
    row.extend(participant(books, dyad.pair.0));
    row.extend(participant(books, dyad.pair.1));
    row.extend(place(books, dyad));
    row.extend([
        report.publisher.clone().unwrap_or_default(),
        line.published.clone().unwrap_or_default(),
        none(),
        none(),
        none(),
        report.language.clone().unwrap_or_default(),
        concat!("attache-", env!("CARGO_PKG_VERSION")).to_owned(),
    ]);
    for cell in &mut row {
        if cell.is_empty() {
            cell.push_str("None");
        }
    }
    row
}

/// Name, country, COW number, sectors, title, words, Wikipedia.
fn participant(books: Books<'_>, who: Option<&Who<'_>>) -> [String; 8] {
    let Some(who) = who else { return std::array::from_fn(|_| String::new()) };
    let none = String::new;
    let iso = who.country.clone().unwrap_or_default();
    let cow = books.codes.country(&iso).map(|c| c.cow.clone()).unwrap_or_default();
    let sector = who.sector.clone().unwrap_or_default();
    let raw = who.text.as_deref().unwrap_or_default().to_owned();
    let name = who.person.as_deref().unwrap_or(&who.name).to_owned();
    [name, iso, cow, sector.clone(), sector, none(), raw, none()]
}

/// From the place's name to its feature type.
fn place(books: Books<'_>, dyad: &Dyad<'_>) -> [String; 10] {
    let none = String::new;
    let raw = dyad.told.line.place.as_ref().map(|p| p.name.to_string());
    let raw = raw.unwrap_or_default();
    let Some(site) = Site::of(books, dyad.told.line) else {
        let mut cells = std::array::from_fn(|_| none());
        cells[8] = raw;
        return cells;
    };
    let (name, feature) = match site.grain {
        Grain::City => (site.city.clone(), "PPL"),
        Grain::Country => (site.country.clone(), "PCLI"),
    };
    [
        name,
        site.city,
        none(),
        none(),
        site.iso,
        site.spot.latitude,
        site.spot.longitude,
        site.spot.geonames,
        raw,
        feature.to_owned(),
    ]
}
