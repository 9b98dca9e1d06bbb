//! What questions have in common: whom they are about, fields left empty, pages.
//!
//! In: `?who=Russia&with=Taliban&page=2`, as forms, feeds and programs ask. Out: both as the record knows them, and the second part of the
//! answers. Known limit: who is meant is found by name or code only.

use attache::data::Data;
use attache::record::{Part, Whom, whom};
use serde::{Deserialize, Deserializer};
use std::str::FromStr;
use utoipa::IntoParams;

/// Whom a question is about. WHO is a code, a state, a capital, an organisation, a group or a person.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct About {
    /// Who took part, on either side.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) who: Option<String>,
    /// Who took part too.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) with: Option<String>,
}

impl About {
    /// All who must take part.
    pub(crate) fn all(&self, data: &Data) -> Vec<Whom> {
        self.who.iter().chain(&self.with).map(|who| whom(data, who)).collect()
    }
}

/// A page is a number wherever it is given; an empty one is a mistake.
pub(crate) fn numbered<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<u32>, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map(Some).map_err(|_| {
        serde::de::Error::custom(format!(
            "“{text}” is no page, which is a number from 1 on"
        ))
    })
}

/// A field of a form that is empty was not filled in.
pub(crate) fn blank<'de, D: Deserializer<'de>, T: FromStr>(
    from: D,
) -> Result<Option<T>, D::Error> {
    let text = Option::<String>::deserialize(from)?.unwrap_or_default();
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| {
            serde::de::Error::custom(format!("“{text}” is not what is wanted here"))
        }),
    }
}

/// Which part of a list a page is.
pub(crate) fn part(page: Option<u32>, most: usize) -> Part {
    Part { skip: (page.unwrap_or(1).max(1) as usize - 1) * most, most }
}
