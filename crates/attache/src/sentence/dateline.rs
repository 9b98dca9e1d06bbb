//! Datelines: the place, day and agency that open a report.
//!
//! In: a paragraph. Out: how many of its bytes are the dateline: all before “Sudan” in “RIYADH, January 5, 2016 (AFP) -
//! Sudan cut all ties”. Known limit: a dateline with neither capitals, nor a day, nor an agency is not told from text.

use super::text_data::TextData;

/// The length in bytes of the dateline at the start of a paragraph, with its separator; 0 where there is none.
pub(super) fn len(data: &TextData, paragraph: &str) -> usize {
    let longest = floor(paragraph, data.longest_dateline);
    let head = &paragraph[..longest];
    if let Some(found) = clock(data, paragraph, head) {
        return found;
    }
    if !head.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '/')) {
        return 0;
    }
    let found = separated(data, paragraph, head)
        .or_else(|| colon(data, paragraph, head))
        .or_else(|| dated_stop(data, paragraph, head))
        .unwrap_or(0);
    let rest = &paragraph[found..];
    found + rest.len() - rest.trim_start().len()
}

/// “15:40 GMT – ”, “2.30pm: ”: the hour of an entry in a running report.
fn clock(data: &TextData, paragraph: &str, head: &str) -> Option<usize> {
    if !head.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let signs = data.separators.iter().map(String::as_str).chain([": "]);
    let ends = signs.filter_map(|sign| head.find(sign).map(|at| (at, sign.len())));
    let (at, width) = ends.min_by_key(|(at, width)| (*at, usize::MAX - width))?;
    let mut words = head[..at].split_whitespace();
    let hour = words.next()?;
    let (hours, rest) = hour.split_at(hour.find([':', '.'])?);
    let minutes: String = rest[1..].chars().take_while(char::is_ascii_digit).collect();
    let is_hour = hours.parse::<u8>().is_ok_and(|h| h < 25) && minutes.len() == 2;
    let zone_fits = words.clone().count() <= 2 && words.all(|w| w.len() <= 5);
    let after = paragraph[at + width..].trim_start();
    let skipped = paragraph.len() - after.len();
    (is_hour && zone_fits && starts_text(after)).then_some(skipped)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// “SEOUL, March 8 -- ”, “CARTAGENA, Colombia (Reuters) - ”.
fn separated(data: &TextData, paragraph: &str, head: &str) -> Option<usize> {
    let places = data
        .separators
        .iter()
        .filter_map(|sign| head.find(sign.as_str()).map(|at| (at, sign.len())));
    let (at, width) = places.min_by_key(|(at, width)| (*at, usize::MAX - width))?;
    let (before, after) = (head[..at].trim_end(), paragraph[at + width..].trim_start());
    (starts_text(after) && is_dateline(data, before)).then_some(at + width)
}

/// “ISLAMABAD: Pakistan …”.
fn colon(data: &TextData, paragraph: &str, head: &str) -> Option<usize> {
    let at = head.find(": ")?;
    let before = &head[..at];
    let is_place = is_capitals(before) && before.split_whitespace().count() <= 3;
    let is_agency = before.ends_with(')') && is_dateline(data, before);
    (starts_text(&paragraph[at + 2..]) && (is_place || is_agency)).then_some(at + 2)
}

/// “Bishkek, March 20. The …”, “Moscow. 5 May. INTERFAX - …”: a place and a day with a full stop behind.
fn dated_stop(data: &TextData, paragraph: &str, head: &str) -> Option<usize> {
    let stops = head.match_indices(". ").map(|(at, _)| at);
    let at = stops.take(3).find(|at| {
        let before = &head[..*at];
        has_day(data, before)
            && before.split_whitespace().count() <= 7
            && all_capitalised(data, before)
            && !is_cut_short(data, before)
    })?;
    starts_text(paragraph[at + 2..].trim_start()).then_some(at + 2)
}

/// “On June 16, 1945, the U.S.”, “On 5 May Clarence E.”: the stop is an abbreviation's, or the words begin a sentence.
fn is_cut_short(data: &TextData, before: &str) -> bool {
    let is_initial = words(before).last().is_some_and(|word| {
        word.chars().count() == 1 && word.starts_with(char::is_alphabetic)
    });
    let is_start = words(before)
        .next()
        .is_some_and(|word| data.starters.contains(word.to_lowercase().as_str()));
    is_initial || is_start
}

fn starts_text(text: &str) -> bool {
    text.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || "\"“'‘".contains(c)
    })
}

fn is_dateline(data: &TextData, before: &str) -> bool {
    let n_words = before.split_whitespace().count();
    if n_words == 0 || n_words > 12 {
        return false;
    }
    let place = before.split([',', '(']).next().unwrap_or_default().trim();
    let is_signed = before.ends_with([')', '/']) && before.len() > place.len();
    let is_loud = is_capitals(place) && all_capitalised(data, before);
    is_loud
        || (is_signed && n_words <= 10)
        || (has_day(data, before) && all_capitalised(data, before))
}

/// All letters are capitals, and there are at least three: “MANAGUA/TBILISI”.
fn is_capitals(place: &str) -> bool {
    let letters = || place.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 3 && letters().all(|c| !c.is_lowercase())
}

fn all_capitalised(data: &TextData, before: &str) -> bool {
    words(before).all(|word| {
        !word.starts_with(char::is_lowercase)
            || data.byline_links.contains(word)
            || data.months.contains(word)
            || matches!(word, "and" | "st" | "nd" | "rd" | "th")
    })
}

fn has_day(data: &TextData, before: &str) -> bool {
    let is_month = |word: &str| data.months.contains(word.to_lowercase().as_str());
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    words(before).any(is_month) && words(before).any(is_day)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_before_the_sentence() {
        let data = TextData::embedded();
        for (text, expected) in [
            (
                "LUSAKA/HARARE, Sept 4 (Reuters) - Zambia has",
                "LUSAKA/HARARE, Sept 4 (Reuters) - ",
            ),
            (
                "WADI GATE, Oman-Yemen border (AP) _ Oman said",
                "WADI GATE, Oman-Yemen border (AP) _ ",
            ),
            (
                "TUNIS, January 5, 2016 (AFP) - Libya cut",
                "TUNIS, January 5, 2016 (AFP) - ",
            ),
            ("Addis Abeba, July 17/2018 – Kenyan", "Addis Abeba, July 17/2018 – "),
            ("Minsk. 5 May. INTERFAX - Belarus has", "Minsk. 5 May. INTERFAX - "),
            ("Osh, March 20. The council met", "Osh, March 20. "),
            ("PARIS — France on Monday", "PARIS — "),
            ("LAHORE: Pakistan said", "LAHORE: "),
            ("OSLO—Norway said", "OSLO—"),
            ("ASTANA, June 5 /TASS/. Kazakhstan said", "ASTANA, June 5 /TASS/. "),
            ("15:40 GMT – Police said", "15:40 GMT – "),
            ("2.30pm: Crowds gathered", "2.30pm: "),
            ("20.5 million – Kenya", ""),
            ("NATO - the alliance - said", ""),
            ("Kenya and Mali - two states - met", ""),
            ("The envoy left on March 20. He was ill.", ""),
            ("“We stay,” he said.", ""),
        ] {
            assert_eq!(&text[..len(&data, text)], expected, "{text}");
        }
    }
}
