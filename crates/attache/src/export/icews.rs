//! ICEWS: 20 columns with a header, one row for each pair of each telling.
//!
//! In: “Norwegian police arrested a Russian.” Out: `…  2025-07-04  Police (Norway)  Police  Norway  Arrest, detain …  173  -5.0
//! Citizen (Russia) …`. Known limit: no districts or provinces; Story ID is a number made from the article's id.

use super::json::Who;
use super::party::{Site, cameo, decimal};
use super::system::{Books, Dyad, number};

/// The columns.
pub(super) const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// The row of one telling.
pub(super) fn row(books: Books<'_>, dyad: &Dyad<'_>) -> Vec<String> {
    let line = dyad.told.line;
    let code = cameo(line);
    let known = books.data.ontology.cameo(&line.cameo);
    let mut row = vec![dyad.number().to_string(), dyad.day.to_string()];
    row.extend(participant(books, dyad.pair.0));
    row.extend([
        known.map(|c| c.label.clone()).unwrap_or_default(),
        code,
        known.and_then(|c| c.icews).map(decimal).unwrap_or_default(),
    ]);
    row.extend(participant(books, dyad.pair.1));
    row.extend([
        number(&[&line.article]).to_string(),
        (line.sentence + 1).to_string(),
        dyad.told.report.publisher.clone().unwrap_or_default(),
    ]);
    row.extend(match Site::of(books, line) {
        None => std::array::from_fn(|_| String::new()),
        Some(site) => {
            let country = name_of(books, &site.iso);
            let (none, spot) = (String::new, site.spot);
            [site.city, none(), none(), country, spot.latitude, spot.longitude]
        }
    });
    row
}

/// Name, sectors, country.
fn participant(books: Books<'_>, who: Option<&Who<'_>>) -> [String; 3] {
    let Some(who) = who else { return std::array::from_fn(|_| String::new()) };
    let sector = who.sector.as_deref().and_then(|s| books.codes.sector(s));
    let country = who.country.as_deref().map(|iso| name_of(books, iso));
    let is_state = who.country.as_deref().and_then(|iso| books.codes.country(iso));
    let is_state = is_state.is_some_and(|state| *state.name == *who.name);
    let agent = sector.map(|s| s.agent.as_str()).filter(|a| !a.is_empty());
    let name = match (&who.person, agent, &country) {
        (Some(person), _, _) => person.to_string(),
        // “Police (Norway)”: some of a state who have no name of their own.
        (None, Some(agent), Some(country)) if is_state => format!("{agent} ({country})"),
        _ => who.name.to_string(),
    };
    let sectors = sector.map(|s| s.icews.clone()).unwrap_or_default();
    [name, sectors, country.unwrap_or_default()]
}

fn name_of(books: Books<'_>, iso: &str) -> String {
    books.codes.country(iso).map_or_else(|| iso.to_owned(), |c| c.icews.clone())
}
