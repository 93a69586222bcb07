//! Owns the text that tells what is new among a municipality's offers, for a mail or a notice board. Must not know how changes are kept.

use super::handover::{Item, reached};
use super::words::{Words, date_in_words, one_line, say};
use crate::domain::Lang;

/// What happened to an offer since a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    New,
    Changed,
    Withdrawn,
    /// Nothing changed; somebody checked that it is all right.
    Verified,
}

/// One piece of news.
pub struct News<'a> {
    pub what: What,
    /// The calendar date of its latest change.
    pub on: String,
    pub name: String,
    /// Members of the offer that changed.
    pub members: Vec<String>,
    /// The offer as it is now; `None` where it is gone.
    pub item: Option<Item<'a>>,
}

const HEADS: [(What, Words); 4] = [
    (What::New, ["Nye tilbud", "Nye tilbod", "New offers"]),
    (What::Changed, ["Endret", "Endra", "Changed"]),
    (What::Withdrawn, ["Finnes ikke lenger", "Finst ikkje lenger", "No longer there"]),
    (What::Verified, ["Kontrollert, alt stemmer", "Kontrollert, alt stemmer", "Checked, all is right"]),
];
/// What members are called by people who read no schema; others are "details".
const MEMBERS: [(&str, Words); 9] = [
    ("contacts", ["telefon, nett og åpningstid", "telefon, nett og opningstid", "telephone, web and opening hours"]),
    ("locations", ["sted", "stad", "place"]),
    ("sessions", ["datoer", "datoar", "dates"]),
    ("rhythm", ["hvor ofte", "kor ofte", "how often"]),
    ("closures", ["stengte dager", "stengde dagar", "closed days"]),
    ("access", ["hvordan man kommer i gang", "korleis ein kjem i gang", "how to get in"]),
    ("age", ["alder", "alder", "age"]),
    ("status", ["status", "status", "status"]),
    ("summary", ["tekst", "tekst", "text"]),
];

/// The text, group by group; it says so where nothing has changed.
pub fn text(place: &str, since: &str, news: &[News<'_>], lang: Lang) -> String {
    let title = say(lang, ["Hjelpetilbud i", "Hjelpetilbod i", "Help in"]);
    let since_when = say(lang, ["Nytt siden", "Nytt sidan", "New since"]);
    let mut told = vec![format!("{title} {place}"), format!("{since_when} {}", date_in_words(since, lang))];
    if news.is_empty() {
        told.push(String::new());
        told.push(say(lang, ["Ingenting er endret.", "Ingenting er endra.", "Nothing has changed."]).to_owned());
    }
    for (what, head) in HEADS {
        let group: Vec<&News<'_>> = news.iter().filter(|n| n.what == what).collect();
        if group.is_empty() {
            continue;
        }
        told.push(String::new());
        told.push(say(lang, head).to_uppercase());
        told.extend(group.iter().flat_map(|one| lines(one, lang)));
    }
    told.join("\n")
}

fn lines(news: &News<'_>, lang: Lang) -> Vec<String> {
    let head = format!("– {} ({})", news.name, date_in_words(&news.on, lang));
    let Some(item) = &news.item else { return vec![head] };
    match news.what {
        What::New => {
            let summary = one_line(item.offer.summary.best(lang));
            [head]
                .into_iter()
                .chain([summary, reached(item, lang)].into_iter().filter(|l| !l.is_empty()).map(|l| format!("  {l}")))
                .collect()
        }
        What::Changed => {
            let known = MEMBERS.iter().filter(|(member, _)| news.members.iter().any(|m| m == member));
            let mut parts: Vec<&str> = known.map(|(_, words)| say(lang, *words)).collect();
            if parts.is_empty() {
                parts.push(say(lang, ["opplysninger", "opplysningar", "details"]));
            }
            vec![format!("{head}: {}", parts.join(", ")), format!("  {}", reached(item, lang))]
        }
        What::Withdrawn | What::Verified => vec![head],
    }
}
