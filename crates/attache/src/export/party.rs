//! One participant and one place as CAMEO's family of files writes them.
//!
//! In: “the Norwegian police”. Out: `NORCOP`, country NOR, type COP; the United Nations are `IGOUNO`. Known limit: one type
//! for each participant; ethnic and religious codes are not known.

use super::codes::Spot;
use super::json::{Line, Who};
use super::system::Books;

/// A participant in CAMEO's letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Party {
    /// All letters together.
    pub(super) code: String,
    pub(super) name: String,
    pub(super) country: String,
    /// The three letters of a known organisation or group.
    pub(super) group: String,
    /// CAMEO's type.
    pub(super) kind: String,
}

impl Party {
    /// Nobody is an empty party.
    pub(super) fn of(books: Books<'_>, who: Option<&Who<'_>>) -> Self {
        let Some(who) = who else { return Self::default() };
        let text = |x: Option<&str>| x.unwrap_or_default().to_owned();
        let sector = who.sector.as_deref().and_then(|s| books.codes.sector(s));
        let kind = text(sector.map(|s| s.cameo.as_str()));
        let iso = who.country.as_deref();
        let known = iso.and_then(|iso| books.codes.country(iso));
        let country = text(known.map(|c| c.cameo.as_str()).or(iso));
        let group = text(books.codes.group(&who.name));
        // What acts across borders is written type first: IGOUNO, MNCRUS.
        let is_across = matches!(kind.as_str(), "IGO" | "NGO" | "INT" | "IMG" | "MNC");
        let code = if is_across {
            [kind.as_str(), country.as_str(), group.as_str()].concat()
        } else {
            [country.as_str(), kind.as_str(), group.as_str()].concat()
        };
        let name = who.person.as_deref().unwrap_or(&who.name).to_owned();
        Self { code, name, country, group, kind }
    }
}

/// How exactly a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    City,
    Country,
}

/// Where it happened, as far as the tables know the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Site {
    pub(super) grain: Grain,
    /// The city; empty where only the country is known.
    pub(super) city: String,
    /// First-level division, as `GeoNames` numbers it.
    pub(super) admin: String,
    pub(super) iso: String,
    pub(super) country: String,
    pub(super) fips: String,
    pub(super) spot: Spot,
}

impl Site {
    /// A place that no table knows is no more than its country.
    pub(super) fn of(books: Books<'_>, line: &Line<'_>) -> Option<Self> {
        let place = line.place.as_ref()?;
        let iso = place.country.clone()?;
        let codes = books.codes.country(&iso)?;
        let country = Self {
            grain: Grain::Country,
            city: String::new(),
            admin: String::new(),
            country: codes.name.clone(),
            fips: codes.fips.clone(),
            spot: codes.spot.clone(),
            iso,
        };
        if *place.name == *codes.name {
            return Some(country);
        }
        Some(match books.codes.city(&place.name, &country.iso) {
            None => country,
            Some(city) => Self {
                grain: Grain::City,
                city: city.name.clone(),
                admin: city.admin.clone(),
                spot: city.spot.clone(),
                ..country
            },
        })
    }
}

/// CAMEO's code as all files write it, with at least three digits.
pub(super) fn cameo(line: &Line<'_>) -> String {
    if line.cameo.len() < 3 { format!("{}0", line.cameo) } else { line.cameo.to_string() }
}

/// A number without needless decimals, and never without one after it.
pub(super) fn decimal(value: f32) -> String {
    format!("{value:.1}")
}
