//! The codes of other systems: countries, sectors, known groups, places, and CAMEO numbers that Phoenix writes otherwise.
//!
//! In: the tables of `data/exports/`, and cities and states. Out: Russia is `RS` among places and `RUS` among actors, its
//! police are `COP`, the United Nations `UNO`, Kabul lies at 34.5, 69.2. Known limit: first-level divisions have codes
//! but no names.

use crate::data::source::Source;
use crate::data::table::{Row, Table};
use crate::error::{Error, Fault};
use deunicode::deunicode;
use rustc_hash::FxHashMap;

/// What other systems write for a country.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountryCodes {
    /// FIPS 10-4; empty where there is none.
    pub fips: String,
    /// CAMEO alpha-3.
    pub cameo: String,
    /// Number of the Correlates of War; empty where there is none.
    pub cow: String,
    /// Its name.
    pub name: String,
    /// Its name in ICEWS.
    pub icews: String,
    /// Its middle.
    pub spot: Spot,
}

/// A point on the map, as text so that it is written as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// Degrees north.
    pub latitude: String,
    /// Degrees east.
    pub longitude: String,
    /// `GeoNames` id.
    pub geonames: String,
}

/// A city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// Its usual name.
    pub name: String,
    /// First-level division, as `GeoNames` numbers it.
    pub admin: String,
    /// Where it lies.
    pub spot: Spot,
}

/// What other systems write for a sector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectorCodes {
    /// CAMEO’s type; empty where there is none.
    pub cameo: String,
    /// ICEWS’s sector.
    pub icews: String,
    /// ICEWS’s name for unnamed members.
    pub agent: String,
}

/// All codes.
#[derive(Debug, Default)]
pub struct Codes {
    countries: FxHashMap<String, CountryCodes>,
    sectors: FxHashMap<String, SectorCodes>,
    groups: FxHashMap<String, String>,
    phoenix: FxHashMap<String, (String, String)>,
    cities: FxHashMap<(String, String), City>,
}

type Cell<'c> = &'c dyn Fn(&str) -> String;

impl Codes {
    /// Reads the tables among `sources`.
    ///
    /// # Errors
    /// All faults of the tables at once.
    pub fn load(sources: &[Source]) -> Result<Self, Error> {
        let mut codes = Self::default();
        let mut faults = Vec::new();
        codes.read_codes(sources, &mut faults);
        codes.read_states(sources, &mut faults);
        codes.read_cities(sources, &mut faults);
        if faults.is_empty() { Ok(codes) } else { Err(Error::Data(faults)) }
    }

    /// What other systems write for the country of this ISO code.
    pub fn country(&self, iso: &str) -> Option<&CountryCodes> {
        self.countries.get(iso)
    }

    /// What other systems write for a PLOVER sector.
    pub fn sector(&self, sector: &str) -> Option<&SectorCodes> {
        self.sectors.get(sector)
    }

    /// CAMEO's three letters for an organisation or group of this name.
    pub fn group(&self, name: &str) -> Option<&str> {
        self.groups.get(name).map(String::as_str)
    }

    /// Phoenix's code and value, where its numbers differ from today's.
    pub fn phoenix(&self, cameo: &str) -> Option<(&str, &str)> {
        self.phoenix.get(cameo).map(|(code, value)| (code.as_str(), value.as_str()))
    }

    /// The city of this name in a country; of several the largest.
    pub fn city(&self, name: &str, iso: &str) -> Option<&City> {
        self.cities.get(&(folded(name), iso.to_owned()))
    }

    fn read_codes(&mut self, sources: &[Source], faults: &mut Vec<Fault>) {
        each(sources, "exports/countries.tsv", COUNTRIES, faults, |cell| {
            let (code, cameo) = (cell("code"), cell("cameo"));
            let country = CountryCodes {
                fips: cell("fips"),
                cameo: if cameo.is_empty() { code.clone() } else { cameo },
                icews: cell("name"),
                spot: spot(cell),
                ..CountryCodes::default()
            };
            self.countries.insert(code, country);
        });
        each(sources, "exports/sectors.tsv", SECTORS, faults, |cell| {
            let sector = SectorCodes {
                cameo: cell("cameo"),
                icews: cell("sector"),
                agent: cell("agent"),
            };
            self.sectors.insert(cell("code"), sector);
        });
        each(sources, "exports/groups.tsv", &["name", "cameo"], faults, |cell| {
            self.groups.insert(cell("name"), cell("cameo"));
        });
        each(sources, "exports/phoenix.tsv", PHOENIX, faults, |cell| {
            self.phoenix.insert(cell("cameo"), (cell("phoenix"), cell("goldstein")));
        });
    }

    /// Names and numbers of states; one that has no codes elsewhere keeps its own.
    fn read_states(&mut self, sources: &[Source], faults: &mut Vec<Fault>) {
        each(
            sources,
            "actors/states.tsv",
            crate::data::gazetteer::STATES,
            faults,
            |cell| {
                let (code, name, cow) = (cell("code"), cell("name"), cell("cow"));
                let country = self.countries.entry(code.clone()).or_default();
                if country.cameo.is_empty() {
                    country.cameo = code;
                }
                if country.icews.is_empty() {
                    country.icews.clone_from(&name);
                }
                country.name = name;
                let number = cow.rsplit('/').next().unwrap_or_default();
                country.cow = number.chars().take_while(char::is_ascii_digit).collect();
            },
        );
    }

    fn read_cities(&mut self, sources: &[Source], faults: &mut Vec<Fault>) {
        let mut people: FxHashMap<(String, String), u32> = FxHashMap::default();
        each(
            sources,
            "actors/cities.tsv",
            crate::data::gazetteer::CITIES,
            faults,
            |cell| {
                let (name, country) = (cell("name"), cell("country"));
                let n: u32 = cell("population").parse().unwrap_or(0);
                let aliases = cell("aliases");
                for called in aliases.split(';').chain([name.as_str()]) {
                    let key = (folded(called), country.clone());
                    let most = people.entry(key.clone()).or_default();
                    if !key.0.is_empty() && (n > *most || !self.cities.contains_key(&key))
                    {
                        *most = n;
                        let (name, admin) = (name.clone(), cell("admin"));
                        self.cities.insert(key, City { name, admin, spot: spot(cell) });
                    }
                }
            },
        );
    }
}

const COUNTRIES: &[&str] =
    &["code", "fips", "cameo", "latitude", "longitude", "geonames", "name"];
const SECTORS: &[&str] = &["code", "cameo", "sector", "agent"];
const PHOENIX: &[&str] = &["cameo", "phoenix", "goldstein"];

/// Hands the cells of each row of one table to `take`.
fn each(
    sources: &[Source],
    path: &str,
    columns: &[&str],
    faults: &mut Vec<Fault>,
    mut take: impl FnMut(Cell<'_>),
) {
    let is = |s: &&Source| s.path == path || s.path.ends_with(&format!("/{path}"));
    let Some(source) = sources.iter().find(is) else { return };
    let table = Table::read(source, columns, faults);
    for row in &table.rows {
        take(&|column| cell(&table, row, column));
    }
}

fn cell(table: &Table<'_>, row: &Row<'_>, column: &str) -> String {
    table.cell(row, column).to_owned()
}

fn spot(cell: Cell<'_>) -> Spot {
    Spot {
        latitude: cell("latitude"),
        longitude: cell("longitude"),
        geonames: cell("geonames"),
    }
}

/// Accents and capitals do not tell places apart.
fn folded(name: &str) -> String {
    deunicode(name.trim()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_codes_are_sound_and_known() {
        let codes = Codes::load(&Source::embedded()).unwrap();
        let russia = codes.country("RUS").unwrap();
        let russia = [&russia.fips, &russia.cameo, &russia.cow, &russia.icews];
        assert_eq!(russia, ["RS", "RUS", "365", "Russian Federation"]);
        assert_eq!(codes.country("ROU").unwrap().cameo, "ROM");
        assert_eq!(codes.sector("MED").unwrap().cameo, "HLH");
        assert_eq!(codes.sector("JRN").unwrap().cameo, "MED");
        assert_eq!(codes.group("United Nations"), Some("UNO"));
        assert_eq!(codes.phoenix("163"), Some(("166", "-8")));
        let kabul = codes.city("Kabul", "AFG").unwrap();
        assert!(kabul.spot.latitude.starts_with("34.5"), "{kabul:?}");
        assert_eq!(codes.city("Kabul", "RUS"), None);
        assert_eq!(codes.city("Bogotá", "COL").unwrap().name, "Bogota");
    }

    #[test]
    fn countries_groups_and_sectors_are_those_of_the_other_tables() {
        let codes = Codes::load(&Source::embedded()).unwrap();
        assert!(codes.countries.values().all(|c| !c.name.is_empty()));
        assert!(codes.countries.values().all(|c| matches!(c.fips.len(), 0 | 2)));
        let data = crate::data::Data::embedded().unwrap();
        let entities = &data.gazetteer.entities;
        let is_known = |name: &String| entities.iter().any(|e| e.name == name.as_str());
        assert!(codes.groups.keys().all(is_known));
        let has = |s: &crate::data::ontology::Term| codes.sectors.contains_key(&s.code);
        assert!(data.ontology.sector.iter().all(has));
    }
}
