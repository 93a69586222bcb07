//! Owns where a service is given and for whose inhabitants, as the specification tells it. Must not know who asks.

use super::{Words, joined, reach, say, text, times, uuid};
use crate::domain::offer::Location;
use crate::domain::slug::{Channel, Format, Scope};
use crate::domain::{Lang, Offer, Texts};
use serde_json::{Value, json};

const DISTRICTS: Words = ["Bare", "Berre", "Only"];
const OUTSIDERS: Words = ["Folk fra andre steder kan komme", "Folk frå andre stader kan kome", "People from elsewhere may come"];
const WITHHELD: Words =
    ["Adressen holdes tilbake med vilje", "Adressa blir halden tilbake med vilje", "The address is kept back on purpose"];

/// Whose inhabitants may use it. `text` is the specification's word for an extent that is no polygon.
pub fn areas(offer: &Offer, lang: Lang) -> Vec<Value> {
    let coverage = &offer.coverage;
    let area = |name: String, extent: &str, description: Option<String>| {
        let id = uuid("service_area", &format!("{}/{extent}", offer.id));
        json!({"id": id, "name": name, "description": description, "extent": extent, "extent_type": "text"})
    };
    if coverage.scope == Scope::National {
        return vec![area(say(lang, ["Norge", "Noreg", "Norway"]).to_owned(), "NO", None)];
    }
    let districts =
        (!coverage.districts.is_empty()).then(|| format!("{} {}", say(lang, DISTRICTS), coverage.districts.join(", ")));
    let outsiders = coverage.outsiders.then(|| say(lang, OUTSIDERS).to_owned());
    let description = joined([districts, outsiders], ". ");
    let named = |words: Words, number: &String| format!("{} {number}", say(lang, words));
    let counties = coverage.counties.iter();
    let counties = counties.map(|n| area(named(["Fylke", "Fylke", "County"], n), &format!("NO-{n}"), description.clone()));
    let municipalities = coverage.municipalities.iter();
    let municipalities = municipalities.map(|n| area(named(["Kommune", "Kommune", "Municipality"], n), n, description.clone()));
    counties.chain(municipalities).collect()
}

/// Every place where it is given, and where it is on the web. `document` is the offer's own: it has the directions.
pub fn places(offer: &Offer, document: &Value, lang: Lang) -> Vec<Value> {
    let given = document.get("locations");
    let physical = offer.locations.iter().enumerate().map(|(at, location)| {
        let directions = given.and_then(|all| all.get(at)).and_then(|one| one.get("directions"));
        let directions = directions.and_then(|texts| serde_json::from_value::<Texts>(texts.clone()).ok());
        place(&format!("{}/{at}", offer.id), location, directions.and_then(|texts| text(&texts, lang)), lang)
    });
    physical.chain(online(offer)).collect()
}

/// A place. Its ids are made of its number in the offer only: one made of a withheld address could be guessed back.
fn place(of: &str, location: &Location, directions: Option<String>, lang: Lang) -> Value {
    let id = uuid("service_at_location", of);
    if location.withheld {
        return json!({"id": id, "description": say(lang, WITHHELD)});
    }
    let address = address(of, location);
    let town = joined([location.postal_code.clone(), location.city.clone()], " ");
    // What is no whole address in the specification's sense is told in words.
    let whereabouts = joined([location.street.clone(), town], ", ").filter(|_| address.is_none());
    let point = location.lat.zip(location.lon);
    json!({
        "id": id,
        "schedules": times::schedules(location.opening_hours.as_deref(), &format!("place/{of}"), None, lang),
        "location": {
            "id": uuid("location", of),
            "location_type": "physical",
            "name": location.name,
            "description": whereabouts,
            "transportation": directions,
            "latitude": point.map(|(lat, _)| lat),
            "longitude": point.map(|(_, lon)| lon),
            "addresses": address.map(|address| [address]),
            "accessibility": accessibility(of, location, lang).map(|told| [told]),
        },
    })
}

/// The address, where all is known that the specification requires of one.
fn address(of: &str, location: &Location) -> Option<Value> {
    // Norwegian addresses have no province: its member, which is required, has the county's ISO 3166-2 code where that is known.
    let county = location.municipality.as_deref().and_then(|number| number.get(..2)).map(|county| format!("NO-{county}"));
    Some(json!({
        "id": uuid("address", of),
        "address_1": location.street.as_deref()?,
        "city": location.city.as_deref()?,
        "state_province": county.unwrap_or_default(),
        "postal_code": location.postal_code.as_deref()?,
        "country": "NO",
        "address_type": "physical",
    }))
}

fn accessibility(of: &str, location: &Location, lang: Lang) -> Option<Value> {
    let words = match location.wheelchair.as_deref()? {
        "yes" => ["Tilgjengelig med rullestol", "Tilgjengeleg med rullestol", "Accessible by wheelchair"],
        "limited" => {
            ["Delvis tilgjengelig med rullestol", "Delvis tilgjengeleg med rullestol", "Partly accessible by wheelchair"]
        }
        "no" => ["Ikke tilgjengelig med rullestol", "Ikkje tilgjengeleg med rullestol", "Not accessible by wheelchair"],
        _ => return None,
    };
    Some(json!({"id": uuid("accessibility", of), "description": say(lang, words)}))
}

/// Where it is on the web, for what is given there.
fn online(offer: &Offer) -> Option<Value> {
    let url = reach::value_of(offer, Channel::Chat).or_else(|| reach::value_of(offer, Channel::Web)).or(offer.url.as_deref())?;
    let of = format!("{}/online", offer.id);
    let there = offer.formats.iter().any(|format| matches!(format, Format::Web | Format::Chat | Format::Video));
    let location = json!({"id": uuid("location", &of), "location_type": "virtual", "url": url});
    there.then(|| json!({"id": uuid("service_at_location", &of), "location": location}))
}
