//! Owns the frame of a page: language, title, addresses, what its templates may ask for. Must not know what a page is about.

use super::words::{self, Words};
use crate::domain::Lang;
use crate::navigation::handover::spoken_number;
use crate::vocabulary::places::{Municipality, Places};
use askama::filters::Safe;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Addresses of scripts, styles and fonts by name.
pub type Assets = BTreeMap<String, String>;

/// A municipality as pages name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub number: String,
    /// With the county where the name is not its alone: "Våler (Innlandet)".
    pub name: String,
    /// Its name in an address; its number where the name is not its alone.
    pub slug: String,
}

impl Place {
    fn json(&self) -> Value {
        json!({"number": self.number, "name": self.name, "slug": self.slug})
    }
}

/// A language to switch to.
#[derive(Clone, Debug)]
pub struct Language {
    pub tag: &'static str,
    pub name: &'static str,
    pub href: String,
    pub current: bool,
}

/// An emergency number, as the data names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    pub number: String,
    pub shown: String,
    pub name: String,
}

impl Emergency {
    /// A line by its number; the number that its name begins with is not said twice.
    pub fn new(number: &str, name: &str) -> Emergency {
        let shown = spoken_number(number);
        let name = name.strip_prefix(number).map_or(name, |rest| rest.trim_start_matches([' ', '–', '-']));
        Emergency { number: number.to_owned(), shown, name: name.to_owned() }
    }
}

/// What a request gives to every page.
#[derive(Clone, Debug)]
pub struct Around {
    pub lang: Lang,
    /// The language was chosen in the address, and goes on with every link.
    pub chosen: bool,
    /// `https://host`.
    pub origin: String,
    pub assets: &'static Assets,
    pub emergency: Vec<Emergency>,
    pub municipalities: Arc<Vec<Place>>,
}

/// The frame of one page.
#[derive(Clone, Debug)]
pub struct Shell {
    pub lang: &'static str,
    /// The language in which sentences are made.
    pub voice: &'static str,
    pub name: &'static str,
    pub title: String,
    /// The path under which a search engine may know it; `None` keeps it out.
    pub canonical: Option<String>,
    pub languages: Vec<Language>,
    /// `?lang=nn` where the language was chosen in the address, else empty.
    pub lang_query: String,
    pub origin: String,
    pub exit: bool,
    /// The form `#sok` holds what was asked, which goes along when the language is switched.
    pub carries: bool,
    pub emergency: Vec<Emergency>,
    pub municipalities: Arc<Vec<Place>>,
    pub municipality: Option<Place>,
    pub data: String,
    words: Words,
    assets: &'static Assets,
}

const NAMES: [(Lang, &str); 4] =
    [(Lang::Nb, "Bokmål"), (Lang::Nn, "Nynorsk"), (Lang::Se, "Davvisámegiella"), (Lang::En, "English")];

impl Shell {
    /// A page called `name`, at `path`, with what its address may keep when the language is switched.
    pub fn new(around: &Around, name: &'static str, path: &str, kept: &[(&str, &str)]) -> Shell {
        let address = |lang: Lang| {
            let pairs = kept.iter().copied().chain([("lang", lang.tag())]);
            let query: Vec<String> = pairs.map(|(key, value)| format!("{key}={}", encoded(value))).collect();
            format!("{path}?{}", query.join("&"))
        };
        let lang = around.lang;
        let languages = NAMES.map(|(to, name)| Language { tag: to.tag(), name, href: address(to), current: to == lang });
        Shell {
            lang: lang.tag(),
            voice: words::voice(lang).tag(),
            name,
            title: "Veiviser".to_owned(),
            canonical: None,
            languages: languages.into(),
            lang_query: if around.chosen { format!("?lang={}", lang.tag()) } else { String::new() },
            origin: around.origin.clone(),
            exit: false,
            carries: false,
            emergency: around.emergency.clone(),
            municipalities: around.municipalities.clone(),
            municipality: None,
            data: String::new(),
            words: words::COMMON.speak(lang),
            assets: around.assets,
        }
    }

    /// About a municipality: it stands in the title.
    #[must_use]
    pub fn about(mut self, place: Option<&Place>) -> Shell {
        if let Some(place) = place {
            self.title = format!("Veiviser – {}", place.name);
        }
        self.municipality = place.cloned();
        self
    }

    /// With another neutral title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Shell {
        self.title = title.into();
        self
    }

    /// Known to search engines under a path.
    #[must_use]
    pub fn canonical(mut self, path: impl Into<String>) -> Shell {
        self.canonical = Some(path.into());
        self
    }

    /// With the quick exit in its header.
    #[must_use]
    pub fn with_exit(mut self) -> Shell {
        self.exit = true;
        self
    }

    /// With a question in its form, or without one.
    #[must_use]
    pub fn carrying(mut self, asked: bool) -> Shell {
        self.carries = asked;
        self
    }

    /// With the data block that the console and the builder read.
    #[must_use]
    pub fn with_data(mut self) -> Shell {
        let data = json!({
            "lang": self.lang,
            "municipality": self.municipality.as_ref().map(Place::json),
            "municipalities": self.municipalities.iter().map(Place::json).collect::<Vec<_>>(),
        });
        self.data = words::block(&data);
        self
    }

    /// What a script needs to let the page follow its answer: where it stands now, under which title, where its form is sent.
    pub fn head(&self, address: &str, action: &str) -> Value {
        json!({"title": self.title, "address": address, "action": action, "home": self.home()})
    }

    /// A common label as plain text.
    pub fn say<'a>(&self, key: &'a str) -> &'a str {
        self.words.say(key)
    }

    /// A common label as HTML.
    pub fn t(&self, key: &str) -> Safe<String> {
        self.words.t(key)
    }

    /// The address of an asset. One that was not built has none, which a test finds.
    pub fn asset(&self, name: &str) -> &'static str {
        self.asset_if(name).unwrap_or("/favicon.svg")
    }

    /// The address of an asset, if it was built.
    pub fn asset_if(&self, name: &str) -> Option<&'static str> {
        self.assets.get(name).map(String::as_str)
    }

    /// Where the name in the header leads: the chosen municipality's page, else the first one.
    pub fn home(&self) -> String {
        let slug = self.municipality.as_ref().map_or("", |m| m.slug.as_str());
        format!("/{slug}{}", self.lang_query)
    }

    /// The language as Open Graph writes it.
    pub fn locale(&self) -> &'static str {
        match self.lang {
            "nn" => "nn_NO",
            "se" => "se_NO",
            "en" => "en_GB",
            _ => "nb_NO",
        }
    }
}

/// A value for the query of an address.
pub fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// A name as an address has it: `Nordre Follo` is `nordre-follo`, `Ørland` is `orland`.
pub fn slug(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.to_lowercase().nfd() {
        match letter {
            'æ' => plain.push_str("ae"),
            'ø' => plain.push('o'),
            'đ' => plain.push('d'),
            'ŋ' => plain.push('n'),
            'ŧ' => plain.push('t'),
            // What the decomposition took off å, á or č.
            mark if unicode_normalization::char::is_combining_mark(mark) => {}
            other => plain.push(other),
        }
    }
    let parts: Vec<&str> = plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// A municipality's name as it can be told from others: with the county where another bears it or bore it.
pub fn told_apart(municipality: &Municipality, places: &Places) -> String {
    let bearers = places.named(&municipality.name).map_or(1, |named| named.as_municipality.len());
    match places.county(&municipality.county) {
        Some(county) if bearers > 1 => format!("{} ({})", municipality.name, county.name),
        _ => municipality.name.clone(),
    }
}

/// Every municipality with its name in addresses; a name that several bear gives way to the number.
pub fn places(places: &Places) -> Vec<Place> {
    let slugs: Vec<String> = places.municipalities.iter().map(|m| slug(&m.name)).collect();
    let mut found: Vec<Place> = places
        .municipalities
        .iter()
        .zip(&slugs)
        .map(|(m, slug)| {
            let alone = slugs.iter().filter(|other| *other == slug).count() == 1 && !slug.is_empty();
            let slug = if alone { slug.clone() } else { m.number.clone() };
            Place { number: m.number.clone(), name: told_apart(m, places), slug }
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}
