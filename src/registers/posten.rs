//! Owns the postal codes as Posten tells them: columns parted by tabs, in Windows-1252. Must not know how others tell theirs.

use super::{Client, Register, RegistersError, is_number};
use crate::domain::register::{PostalCode, RegisteredMunicipality};

/// Where postal codes lie that lie in no municipality: Svalbard, Jan Mayen, and nowhere in particular.
const NO_MUNICIPALITY: [&str; 3] = ["2100", "2211", "9999"];

impl Client {
    /// Every postal code, in order.
    pub(super) async fn postal_codes(&self) -> Result<Vec<PostalCode>, RegistersError> {
        let answer = self.get(Register::Posten, &self.bases.posten, &[]).await?;
        let read = read(&decoded(&answer.body));
        let mut codes = read.map_err(|(line, reason)| answer.unreadable(format!("line {line}"), reason))?;
        codes.sort();
        codes.dedup();
        answer.enough("postal codes", codes.len(), self.least.postal_codes)?;
        Ok(codes)
    }
}

/// Whether every postal code lies in a municipality that there is.
pub(super) fn lie_somewhere(codes: &[PostalCode], municipalities: &[RegisteredMunicipality]) -> Result<(), RegistersError> {
    let there = |number: &str| NO_MUNICIPALITY.contains(&number) || municipalities.iter().any(|m| m.number == number);
    match codes.iter().find(|c| !there(&c.municipality)) {
        None => Ok(()),
        Some(PostalCode { code, municipality, .. }) => {
            Err(RegistersError::NoSuchMunicipality { code: code.clone(), municipality: municipality.clone() })
        }
    }
}

/// Latin-1, in which every byte is its character, and the four letters of Sami names that Windows has besides.
fn decoded(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte {
        0x8a => 'Š',
        0x8e => 'Ž',
        0x9a => 'š',
        0x9e => 'ž',
        other => char::from(*other),
    };
    bytes.iter().map(letter).collect()
}

/// Code, city, municipality number, municipality name, kind. A line that cannot be read is told by its number, from 1.
fn read(text: &str) -> Result<Vec<PostalCode>, (usize, String)> {
    let mut codes = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [code, city, municipality, _, ..] = columns.as_slice() else {
            return Err((at + 1, format!("want at least four columns parted by tabs, not {}", columns.len())));
        };
        if let Some(wrong) = [*code, *municipality].into_iter().find(|number| !is_number(number)) {
            return Err((at + 1, format!("want four digits, not {wrong}")));
        }
        let (code, city, municipality) = ((*code).to_owned(), (*city).to_owned(), (*municipality).to_owned());
        codes.push(PostalCode { code, city, municipality });
    }
    Ok(codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_its_letter() {
        let text = decoded(b"9716\tB\xd8RSELV\t5622\tPORS\xc1\xd1GU K\xc1R\x8a\tG\r\n\r\n");
        let codes = read(&text).expect("readable");
        assert_eq!(text, "9716\tBØRSELV\t5622\tPORSÁÑGU KÁRŠ\tG\r\n\r\n");
        let [only] = codes.as_slice() else { panic!("one line, not {codes:?}") };
        assert_eq!((only.code.as_str(), only.city.as_str(), only.municipality.as_str()), ("9716", "BØRSELV", "5622"));
    }

    #[test]
    fn a_broken_line_is_told_by_its_number() {
        let told = read("0001\tOSLO\t0301\tOSLO\tP\n00O2\tOSLO\t0301\tOSLO\tP\n").expect_err("a letter");
        assert_eq!(told, (2, "want four digits, not 00O2".to_owned()));
        let told = read("0001\tOSLO\t0301\tOSLO\tP\n\n0010\tOS").expect_err("cut off");
        assert_eq!(told, (3, "want at least four columns parted by tabs, not 2".to_owned()));
        assert!(read("<!DOCTYPE html>").is_err());
    }
}
