//! Owns the search for an address in Kartverket's register. Must not know the other registers.

use super::{Answer, Client, Register, RegistersError};
use serde_json::Value;

impl Client {
    /// Where an address lies: latitude and longitude in degrees. `None` where the register does not know it or knows several:
    /// never a guess, so a street without a postal code, city or municipality is not even asked for. `municipality` is a number.
    ///
    /// # Errors
    /// Whatever keeps the register from answering.
    pub async fn locate(
        &self,
        street: &str,
        postal_code: Option<&str>,
        city: Option<&str>,
        municipality: Option<&str>,
    ) -> Result<Option<(f64, f64)>, RegistersError> {
        let (street, postal_code, city, municipality) = (street.trim(), said(postal_code), said(city), said(municipality));
        if street.is_empty() || (postal_code.is_none() && city.is_none() && municipality.is_none()) {
            return Ok(None);
        }
        // The search reads free text, a city's name too; the postal code says the same and says it better.
        let text = match (postal_code, city) {
            (None, Some(city)) => format!("{street} {city}"),
            _ => street.to_owned(),
        };
        let mut params = vec![("sok", text.as_str())];
        params.extend(municipality.map(|number| ("kommunenummer", number)));
        params.extend(postal_code.map(|code| ("postnummer", code)));
        params.push(("treffPerSide", "2"));
        let answer = match self.get(Register::Addresses, &format!("{}/sok", self.bases.addresses), &params).await {
            // It cannot make anything of this text; the next address may be better.
            Err(RegistersError::Status { status: 400 | 422, .. }) => return Ok(None),
            other => other?,
        };
        let body = answer.json()?;
        chosen(&answer, answer.rows(&body, "/adresser")?, street)
    }
}

fn said(part: Option<&str>) -> Option<&str> {
    part.map(str::trim).filter(|text| !text.is_empty())
}

/// The only hit, or the first one where it is written as the street and the second is not, or lies in the same place.
fn chosen(answer: &Answer, hits: &[Value], street: &str) -> Result<Option<(f64, f64)>, RegistersError> {
    match hits {
        [only] => point(answer, only, 0).map(Some),
        [exact, other, ..] if is_street(exact, street) => {
            let here = point(answer, exact, 0)?;
            let one = !is_street(other, street) || point(answer, other, 1)? == here;
            Ok(one.then_some(here))
        }
        _ => Ok(None),
    }
}

fn is_street(hit: &Value, street: &str) -> bool {
    let text = hit.get("adressetekst").and_then(Value::as_str);
    text.is_some_and(|text| text.trim().to_lowercase() == street.to_lowercase())
}

fn point(answer: &Answer, hit: &Value, at: usize) -> Result<(f64, f64), RegistersError> {
    let degrees = |member: &str| hit.get("representasjonspunkt").and_then(|p| p.get(member)).and_then(Value::as_f64);
    match (degrees("lat"), degrees("lon")) {
        (Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Ok((lat, lon)),
        _ => Err(answer.unreadable(format!("/adresser/{at}/representasjonspunkt"), "want lat and lon in degrees")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hit(text: &str, lat: f64) -> Value {
        json!({"adressetekst": text, "representasjonspunkt": {"epsg": "EPSG:4258", "lat": lat, "lon": 10.4}})
    }

    fn chosen_of(hits: &[Value]) -> Option<(f64, f64)> {
        let answer = Answer { register: Register::Addresses, address: String::new(), body: Vec::new() };
        chosen(&answer, hits, "Prøvegata 1").expect("readable")
    }

    #[test]
    fn the_only_hit_or_the_only_exact_one() {
        assert_eq!(chosen_of(&[]), None);
        assert_eq!(chosen_of(&[hit("Prøvegata 1A", 63.0)]), Some((63.0, 10.4)));
        assert_eq!(chosen_of(&[hit("PRØVEGATA 1", 63.0), hit("Prøvegata 1A", 64.0)]), Some((63.0, 10.4)));
        assert_eq!(chosen_of(&[hit("Prøvegata 1A", 63.0), hit("Prøvegata 1B", 64.0)]), None);
    }

    #[test]
    fn two_places_of_one_address_are_a_guess() {
        assert_eq!(chosen_of(&[hit("Prøvegata 1", 63.0), hit("Prøvegata 1", 64.0)]), None);
        assert_eq!(chosen_of(&[hit("Prøvegata 1", 63.0), hit("Prøvegata 1", 63.0)]), Some((63.0, 10.4)));
    }
}
