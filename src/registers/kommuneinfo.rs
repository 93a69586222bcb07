//! Owns the municipalities as Kartverket's kommuneinfo tells them. Must not know the other registers.

use super::{Answer, Client, Progress, Register, RegistersError, is_number};
use crate::domain::register::{RegisteredMunicipality, RegisteredName};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::Value;

/// Municipalities that are asked for at the same time.
const AT_A_TIME: usize = 4;

impl Client {
    /// Every municipality with its names, its county and a point in it, in the order of their numbers.
    pub(super) async fn municipalities(&self, progress: &dyn Progress) -> Result<Vec<RegisteredMunicipality>, RegistersError> {
        let numbers = self.numbers().await?;
        progress.begin("municipalities", u64::try_from(numbers.len()).ok());
        let found = stream::iter(numbers)
            .map(move |number| async move {
                let municipality = self.municipality(&number).await?;
                progress.step();
                Ok::<RegisteredMunicipality, RegistersError>(municipality)
            })
            .buffered(AT_A_TIME)
            .try_collect::<Vec<RegisteredMunicipality>>()
            .await?;
        progress.done();
        Ok(found)
    }

    async fn numbers(&self) -> Result<Vec<String>, RegistersError> {
        let answer = self.get(Register::Kommuneinfo, &format!("{}/kommuner", self.bases.kommuneinfo), &[]).await?;
        let body = answer.json()?;
        let mut numbers = Vec::new();
        for (at, row) in answer.rows(&body, "")?.iter().enumerate() {
            let number = answer.text(row, &format!("/{at}"), "kommunenummer")?;
            if !is_number(number) {
                return Err(answer.unreadable(format!("/{at}/kommunenummer"), format!("want four digits, not {number}")));
            }
            if number != "9999" && row.get("kommunenavn").and_then(Value::as_str) != Some("Uoppgitt") {
                numbers.push(number.to_owned());
            }
        }
        numbers.sort();
        numbers.dedup();
        answer.enough("municipalities", numbers.len(), self.least.municipalities)?;
        Ok(numbers)
    }

    async fn municipality(&self, number: &str) -> Result<RegisteredMunicipality, RegistersError> {
        let answer = self.get(Register::Kommuneinfo, &format!("{}/kommuner/{number}", self.bases.kommuneinfo), &[]).await?;
        let body = answer.json()?;
        let told = answer.text(&body, "", "kommunenummer")?;
        if told != number {
            return Err(answer.unreadable("/kommunenummer", format!("want {number}, not {told}")));
        }
        let name = answer.text(&body, "", "kommunenavnNorsk").or_else(|_| answer.text(&body, "", "kommunenavn"))?;
        let point = point(&answer, &body)?;
        Ok(RegisteredMunicipality {
            number: number.to_owned(),
            name: name.to_owned(),
            names: names(&answer, &body)?,
            county: answer.text(&body, "", "fylkesnummer")?.to_owned(),
            lat: point.map(|(lat, _)| lat),
            lon: point.map(|(_, lon)| lon),
        })
    }
}

fn names(answer: &Answer, body: &Value) -> Result<Vec<RegisteredName>, RegistersError> {
    let mut names = Vec::new();
    for (at, entry) in answer.rows(body, "/gyldigeNavn")?.iter().enumerate() {
        // The list is filled up with nulls to three, either for the entry or for what is in it.
        if entry.get("navn").is_none_or(Value::is_null) {
            continue;
        }
        let name = answer.text(entry, &format!("/gyldigeNavn/{at}"), "navn")?.to_owned();
        let language = entry.get("sprak").and_then(Value::as_str).map_or("und", language).to_owned();
        names.push(RegisteredName { language, name });
    }
    Ok(names)
}

/// ISO 639 of the register's word for a language.
fn language(told: &str) -> &'static str {
    match told {
        "Norwegian" => "nb",
        "Northern Sami" => "se",
        "Southern Sami" => "sma",
        "Lule Sami" => "smj",
        "Kven" => "fkv",
        _ => "und",
    }
}

/// Latitude and longitude in degrees. GeoJSON, so the longitude comes first there.
fn point(answer: &Answer, body: &Value) -> Result<Option<(f64, f64)>, RegistersError> {
    if body.get("punktIOmrade").is_none_or(Value::is_null) {
        return Ok(None);
    }
    let pair = answer.rows(body, "/punktIOmrade/coordinates")?;
    let degrees = |at: usize| pair.get(at).and_then(Value::as_f64);
    match (degrees(1), degrees(0)) {
        // Two that were exchanged, or metres, are no place in Norway.
        (Some(lat), Some(lon)) if (57.0..=81.0).contains(&lat) && (4.0..=32.0).contains(&lon) => Ok(Some((lat, lon))),
        _ => Err(answer.unreadable("/punktIOmrade/coordinates", "want longitude and latitude of a place in Norway, in degrees")),
    }
}
