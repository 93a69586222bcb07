//! Owns the texts in which a choice of offers is handed over: SMS, read aloud, referral letter. Must not know how the offers were chosen.

use super::action::FrontDoor;
use super::confirmed::{as_of, none_confirmed, not_confirmed};
use super::words::{AND, ASK, TO, Words, letter_hours, one_line, opening, say, sentence, week};
use crate::domain::offer::{Access, Age, Contact, Location};
use crate::domain::slug::{Channel, Referral, Registration};
use crate::domain::when::OpenNow;
use crate::domain::{Lang, Offer, sms};
use jiff::Timestamp;

/// A line of an SMS tells the hours if it then takes no more than half a message; in septets.
const LINE: usize = 80;

const ASK_HOW: Words = ["spør hvordan du kommer i gang", "spør korleis du kjem i gang", "ask how to get in"];
const NO_HOURS: Words = ["åpningstiden vet vi ikke", "opningstida veit vi ikkje", "we do not know the opening hours"];
const NO_NUMBER: Words = ["vi vet ikke nummeret,", "vi veit ikkje nummeret,", "we do not know the number,"];
const TALK: Words = ["først er det en kort samtale", "først er det ein kort samtale", "there is a short talk first"];
const WITHHELD: Words = ["Adressen er skjermet.", "Adressa er skjerma.", "The address is protected."];

/// One offer to hand over, with what is known around it.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    pub offer: &'a Offer,
    /// The name of who runs it.
    pub organization: &'a str,
    /// When it is open, channel by channel, as `when::open` told it of the same offer.
    pub open: &'a OpenNow,
    /// Nobody has confirmed the facts for over two years.
    pub stale: bool,
    /// Where to ask when nobody knows how it is reached.
    pub door: Option<&'a FrontDoor>,
}

/// What a text sends somebody to: a channel with its value, a place with its address (each with its index), a page.
enum Way<'a> {
    Contact(usize, &'a Contact, &'a str),
    Place(usize, String),
    Page(&'a str),
    Unknown,
}

/// The line of an SMS: the name, the best way to reach it (or whom to ask), and the week's hours if there is room.
pub fn sms_entry(item: &Item<'_>, lang: Lang) -> String {
    let (reached, hours) = reached_with_hours(item, lang);
    let entry = one_line(&format!("{}: {reached}", item.offer.name.best(lang)));
    let longer = hours.and_then(|text| week(text, lang, true)).map(|week| format!("{entry}, {week}"));
    longer.filter(|line| sms::count(&sms::plain(line)).units <= LINE).unwrap_or(entry)
}

/// Where one turns: a number, an address, a page, or whom to ask.
pub fn reached(item: &Item<'_>, lang: Lang) -> String {
    reached_with_hours(item, lang).0
}

fn reached_with_hours<'a>(item: &Item<'a>, lang: Lang) -> (String, Option<&'a str>) {
    match way(item) {
        Way::Contact(_, contact, value) => {
            let prefix = if contact.channel == Channel::Sms { "SMS " } else { "" };
            (format!("{prefix}{}", written(contact, value, lang)), contact.opening_hours.as_deref())
        }
        Way::Place(at, address) => (address, item.offer.locations.get(at).and_then(|place| place.opening_hours.as_deref())),
        Way::Page(url) => (url.to_owned(), None),
        Way::Unknown => (ask(item, lang), None),
    }
}

/// Whom to ask where nobody knows how an offer is reached: the municipality's way in where there is one.
fn ask(item: &Item<'_>, lang: Lang) -> String {
    match item.door {
        Some(FrontDoor { name, number: Some(number), .. }) => {
            format!("{} {name}, {}", say(lang, ["ring", "ring", "call"]), spoken_number(number))
        }
        Some(FrontDoor { name, page: Some(page), .. }) => format!("{} {name}, {page}", say(lang, ["spør", "spør", "ask"])),
        Some(FrontDoor { name, .. }) => {
            let [ask, at] = match lang {
                Lang::Nn => ["be om", "på sentralbordet i kommunen"],
                Lang::En => ["ask for", "at the municipality's switchboard"],
                Lang::Nb | Lang::Se => ["be om", "på kommunens sentralbord"],
            };
            format!("{ask} {name} {at}")
        }
        None => say(lang, ASK).to_owned(),
    }
}

/// What an operator reads aloud at a moment, a line for each offer: where to turn, whether somebody is there, how one gets in. What holds
/// of several alike is said once, at the end.
pub fn aloud(items: &[Item<'_>], now: Timestamp, lang: Lang) -> String {
    // What holds of all of them is said once, at the end.
    let all_stale = items.len() > 1 && items.iter().all(|item| item.stale);
    let mut lines: Vec<String> =
        items.iter().map(|item| spoken(&Item { stale: item.stale && !all_stale, ..*item }, now, lang)).collect();
    lines.extend(all_stale.then(|| none_confirmed(&items.iter().map(|item| item.offer).collect::<Vec<_>>(), lang)));
    lines.join("\n")
}

/// Plain text for a referral letter, a paragraph for each offer. It is read on other days, so it tells the week's hours.
pub fn letter(items: &[Item<'_>], lang: Lang) -> String {
    items.iter().map(|item| sheet(item, lang)).collect::<Vec<_>>().join("\n\n")
}

/// A telephone number as it is said: without Norway's `+47`, in pairs of digits, six of them as three and three; an odd first one
/// stands alone. Three digits, and the numbers of other countries, stay as they are.
pub fn spoken_number(value: &str) -> String {
    let national = value.strip_prefix("+47").filter(|rest| rest.len() == 8).unwrap_or(value);
    if national.len() <= 3 || !national.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.to_owned();
    }
    let size = if national.len() == 6 { 3 } else { 2 };
    let blank = |at: usize| (at > 0 && at % size == national.len() % size).then_some(' ');
    national.chars().enumerate().flat_map(|(at, digit)| blank(at).into_iter().chain([digit])).collect()
}

fn way<'a>(item: &Item<'a>) -> Way<'a> {
    let place = || place(item.offer).map(|(at, address)| Way::Place(at, address));
    known(item, &[Channel::Phone, Channel::Sms])
        .or_else(|| place().filter(|_| item.offer.access.drop_in == Some(true)))
        .or_else(|| known(item, &[Channel::Chat, Channel::Web, Channel::Form, Channel::Email]))
        .or_else(|| item.offer.url.as_deref().map(Way::Page))
        .or_else(place)
        .unwrap_or(Way::Unknown)
}

/// The first wanted channel whose value is known; of several alike the one that answers now, else the document's first.
fn known<'a>(item: &Item<'a>, wanted: &[Channel]) -> Option<Way<'a>> {
    let shut = |at: usize| item.open.contacts.get(at).and_then(|open| open.now) != Some(true);
    wanted.iter().find_map(|channel| {
        let alike = item.offer.contacts.iter().enumerate().filter(|(_, contact)| contact.channel == *channel);
        let valued = alike.filter_map(|(at, contact)| Some((at, contact, contact.value.as_deref()?)));
        valued.min_by_key(|(at, ..)| shut(*at)).map(|(at, contact, value)| Way::Contact(at, contact, value))
    })
}

/// The first place that may be told, with its index and address.
fn place(offer: &Offer) -> Option<(usize, String)> {
    offer.locations.iter().enumerate().find_map(|(at, location)| Some((at, address(location)?)))
}

/// Name, street and town; nothing at all of a place that is withheld.
fn address(location: &Location) -> Option<String> {
    let town = [&location.postal_code, &location.city].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let parts = [location.name.as_deref(), location.street.as_deref(), Some(town.as_str())];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !location.withheld && !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn spoken(item: &Item<'_>, now: Timestamp, lang: Lang) -> String {
    let way = way(item);
    let open = match &way {
        Way::Contact(at, ..) => item.open.contacts.get(*at),
        Way::Place(at, _) => item.open.locations.get(*at),
        Way::Page(_) | Way::Unknown => Some(&item.open.best),
    };
    let hours = open.and_then(|open| opening(open, now, lang));
    // Who can turn up is told where, and that place's own hours, which are not the telephone's.
    let visit = place(item.offer).filter(|_| item.offer.access.drop_in == Some(true) && !matches!(way, Way::Place(..)));
    let there = visit.as_ref().and_then(|(at, _)| item.open.locations.get(*at)).and_then(|open| opening(open, now, lang));
    let hours = hours.or_else(|| there.is_none().then(|| say(lang, NO_HOURS).to_owned()));
    let first = format!("{}: {}", one_line(item.offer.name.best(lang)), directions(item, &way, lang));
    let mut told = vec![hours.map_or_else(|| format!("{first}."), |hours| format!("{first} – {hours}."))];
    told.extend(open.and_then(|open| open.fallback.as_deref()).map(sentence));
    let mut entry = way_in(&item.offer.access, lang).unwrap_or_else(|| say(lang, ASK_HOW).to_owned());
    if let Some((_, address)) = visit {
        entry = [format!("{entry}: {address}")].into_iter().chain(there).collect::<Vec<_>>().join(", ");
    }
    told.push(sentence(&entry));
    told.extend(item.stale.then(|| not_confirmed(item.offer, lang)));
    told.join(" ")
}

fn directions(item: &Item<'_>, way: &Way<'_>, lang: Lang) -> String {
    let page = say(lang, ["gå til nettsiden", "gå til nettsida", "go to"]);
    let bare = |url: &str| url.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/').to_owned();
    let (verb, what) = match way {
        Way::Contact(_, contact, value) => match contact.channel {
            Channel::Phone => ("ring", written(contact, value, lang)),
            Channel::Sms => (say(lang, ["send SMS til", "send SMS til", "text"]), written(contact, value, lang)),
            Channel::Email => (say(lang, ["send e-post til", "send e-post til", "e-mail"]), written(contact, value, lang)),
            Channel::Chat | Channel::Web | Channel::Form => (page, bare(value)),
        },
        Way::Place(_, address) => (say(lang, ["adressen er", "adressa er", "the address is"]), address.clone()),
        Way::Page(url) => (page, bare(url)),
        Way::Unknown => (say(lang, NO_NUMBER), ask(item, lang)),
    };
    format!("{verb} {what}")
}

/// What it takes to come, in clauses without a full stop; `None` where nothing of it is known.
fn way_in(access: &Access, lang: Lang) -> Option<String> {
    let referral = access.referral.map(|referral| match referral {
        Referral::None => ["du trenger ingen henvisning", "du treng inga tilvising", "you need no referral"],
        Referral::Optional => ["du kan komme uten henvisning", "du kan kome utan tilvising", "you can come without a referral"],
        Referral::Required => ["du må ha henvisning", "du må ha tilvising", "you need a referral"],
    });
    let registration = access.registration.map(|registration| match registration {
        Registration::None => ["du trenger ikke melde deg på", "du treng ikkje melde deg på", "you need not sign up"],
        Registration::Contact => ["du tar selv kontakt", "du tek sjølv kontakt", "you get in touch yourself"],
        Registration::Required => ["du må melde deg på", "du må melde deg på", "you have to sign up"],
    });
    let talk = (access.first_talk == Some(true)).then_some(TALK);
    let visit = ["du kan møte opp uten avtale", "du kan møte opp utan avtale", "you can turn up without an appointment"];
    // Turning up comes last, because the place follows it.
    let clauses = if access.drop_in == Some(true) { [referral, talk, Some(visit)] } else { [referral, registration, talk] };
    let clauses: Vec<&str> = clauses.into_iter().flatten().map(|words| say(lang, words)).collect();
    let (last, before) = clauses.split_last()?;
    Some(if before.is_empty() { (*last).to_owned() } else { format!("{},{}{last}", before.join(", "), say(lang, AND)) })
}

fn sheet(item: &Item<'_>, lang: Lang) -> String {
    let offer = item.offer;
    let labelled = |label: Words, text: String| format!("{}: {text}", say(lang, label));
    let mut lines = vec![one_line(offer.name.best(lang)), one_line(offer.summary.best(lang))];
    lines.push(labelled(["Drives av", "Blir drive av", "Run by"], one_line(item.organization)));
    lines.extend(offer.age.and_then(|age| ages(age, lang)).map(|ages| labelled(["For", "For", "For"], ages)));
    let note = offer.access.note.pick(lang).map(|(_, note)| one_line(note));
    let entry: Vec<String> = way_in(&offer.access, lang).map(|clauses| sentence(&clauses)).into_iter().chain(note).collect();
    lines.push(labelled(["Slik kommer du i gang", "Slik kjem du i gang", "How to get in"], entry.join(" ")));
    lines.extend(offer.contacts.iter().map(|contact| contact_line(contact, lang)));
    let page = offer.url.as_deref().filter(|url| !offer.contacts.iter().any(|contact| contact.value.as_deref() == Some(*url)));
    lines.extend(page.map(|url| labelled(["Nett", "Nett", "Web"], url.to_owned())));
    if offer.contacts.is_empty() && offer.url.is_none() {
        lines.push(labelled(["Kontakt", "Kontakt", "Contact"], ask(item, lang)));
    }
    for (location, address) in offer.locations.iter().filter_map(|location| Some((location, address(location)?))) {
        let hours = letter_hours(location.opening_hours.as_deref(), lang);
        lines.push(labelled(["Sted", "Stad", "Place"], [address].into_iter().chain(hours).collect::<Vec<_>>().join(", ")));
    }
    lines.extend(offer.locations.iter().any(|location| location.withheld).then(|| say(lang, WITHHELD).to_owned()));
    lines.push(as_of(offer, lang));
    lines.extend(item.stale.then(|| not_confirmed(offer, lang)));
    // What is not known has no line.
    lines.retain(|line| !line.is_empty() && !line.ends_with(": "));
    lines.join("\n")
}

/// Ages in words; `None` where every age may come.
pub fn ages(age: Age, lang: Lang) -> Option<String> {
    let years = say(lang, ["år", "år", "years of age"]);
    match (age.min, age.max) {
        (Some(min), Some(max)) => Some(format!("{min}{}{max} {years}", say(lang, TO))),
        (Some(min), None) => Some(format!("{} {min} {years}", say(lang, ["fra", "frå", "from"]))),
        (None, Some(max)) => Some(format!("{} {max} {years}", say(lang, ["til og med", "til og med", "up to and including"]))),
        (None, None) => None,
    }
}

fn contact_line(contact: &Contact, lang: Lang) -> String {
    let label = match contact.channel {
        Channel::Phone => ["Telefon", "Telefon", "Phone"],
        Channel::Sms => ["SMS"; 3],
        Channel::Chat => ["Chat"; 3],
        Channel::Email => ["E-post", "E-post", "E-mail"],
        Channel::Web => ["Nett", "Nett", "Web"],
        Channel::Form => ["Skjema", "Skjema", "Form"],
    };
    let value = contact.value.as_deref().map_or_else(|| say(lang, ASK).to_owned(), |value| written(contact, value, lang));
    let name = Some(one_line(contact.name.best(lang))).filter(|name| !name.is_empty());
    // Where hours are said in its name, or nobody has to be there, they are not called unknown.
    let manned = matches!(contact.channel, Channel::Phone | Channel::Sms | Channel::Chat);
    let unknown = (manned && name.is_none()).then(|| say(lang, NO_HOURS).to_owned());
    let hours = letter_hours(contact.opening_hours.as_deref(), lang).or(unknown);
    let mut line = format!("{}: {value}", say(lang, label));
    line.extend(name.map(|name| format!(" ({name})")).into_iter().chain(hours.map(|hours| format!(", {hours}"))));
    line
}

/// A channel's value as it is written: numbers in groups, with what to press.
fn written(contact: &Contact, value: &str, lang: Lang) -> String {
    if !matches!(contact.channel, Channel::Phone | Channel::Sms) {
        return value.to_owned();
    }
    let key = contact.keypress.as_ref().map(|key| format!(" ({} {key})", say(lang, ["tast", "tast", "press"])));
    spoken_number(value) + &key.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const TUESDAY: &str = "2026-11-03T12:00:00+01:00";
    const FRIDAY_EVENING: &str = "2026-11-06T18:00:00+01:00";

    fn offer(members: Value) -> Offer {
        let mut document = json!({"id": "abc", "name": {"nb": "Hjelpen", "nn": "Hjelpa", "en": "The help"}, "organization": "by",
            "kind": "conversation", "topics": ["grief"], "coverage": {"scope": "national"}, "status": "active"});
        for (member, value) in members.as_object().into_iter().flatten() {
            document[member] = value.clone();
        }
        serde_json::from_value(document).expect("an offer")
    }

    /// What is handed over at a moment: the SMS line, what is read aloud, the letter.
    fn told(members: Value, now: &str, stale: bool, lang: Lang) -> [String; 3] {
        let now: Timestamp = now.parse().expect("a moment");
        let offer = offer(members);
        let open = crate::domain::when::open(&offer, now, lang);
        let item = Item { offer: &offer, organization: "Byen", open: &open, stale, door: None };
        [sms_entry(&item, lang), aloud(&[item], now, lang), letter(&[item], lang)]
    }

    fn telephone() -> Value {
        let phone = json!({"channel": "phone", "value": "+4755123456", "opening_hours": "Mo-Fr 08:00-15:30; PH off"});
        json!({"contacts": [phone], "access": {"referral": "none", "drop_in": true, "first_talk": true}, "age": {"min": 16},
            "source": {"name": "x", "as_of": "2018-09"}})
    }

    #[test]
    fn what_nobody_confirmed_of_any_is_said_once() {
        let now: Timestamp = TUESDAY.parse().expect("a moment");
        let offer = offer(telephone());
        let open = crate::domain::when::open(&offer, now, Lang::Nb);
        let item = Item { offer: &offer, organization: "Byen", open: &open, stale: true, door: None };
        let told = aloud(&[item, item], now, Lang::Nb);
        assert_eq!(told.matches("ngen har bekreftet").count(), 1, "{told}");
        assert!(told.ends_with("sjekk før du møter opp."), "{told}");
    }

    #[test]
    fn every_language_says_when_and_how() {
        let [sms, aloud, letter] = told(telephone(), TUESDAY, false, Lang::Nb);
        assert_eq!(sms, "Hjelpen: 55 12 34 56, man-fre 8-15.30");
        let entry = "Du trenger ingen henvisning, først er det en kort samtale, og du kan møte opp uten avtale.";
        assert_eq!(aloud, format!("Hjelpen: ring 55 12 34 56 – åpent nå til klokka 15.30. {entry}"));
        let hours = "mandag til fredag klokka 8 til 15.30 (stengt på helligdager)";
        let lines = format!("Drives av: Byen\nFor: fra 16 år\nSlik kommer du i gang: {entry}\nTelefon: 55 12 34 56, {hours}");
        assert_eq!(letter, format!("Hjelpen\n{lines}\nOpplysningene er fra september 2018."));
        assert_eq!(told(telephone(), TUESDAY, false, Lang::Se), [sms, aloud, letter]);
        let [_, aloud, letter] = told(telephone(), "2026-11-03T18:00:00+01:00", false, Lang::Nn);
        assert!(aloud.starts_with("Hjelpa: ring 55 12 34 56 – opnar i morgon klokka 8. Du treng inga tilvising,"), "{aloud}");
        assert!(letter.contains("\nTelefon: 55 12 34 56, måndag til fredag klokka 8 til 15.30 ("), "{letter}");
        let [sms, aloud, _] = told(telephone(), FRIDAY_EVENING, true, Lang::En);
        assert_eq!(sms, "The help: 55 12 34 56, Mon-Fri 8:00-15:30");
        assert!(aloud.contains("– opens Monday at 8:00. You need no referral,"), "{aloud}");
        assert!(aloud.ends_with("Nobody has confirmed the details yet: ring before you turn up."), "{aloud}");
    }

    #[test]
    fn what_is_not_known_or_withheld_is_not_told() {
        let place = json!({"withheld": true, "name": "Huset", "street": "Storgata 1", "city": "Lillevik"});
        let members = json!({"contacts": [{"channel": "phone"}], "locations": [place], "access": {"drop_in": true}});
        let [sms, aloud, letter] = told(members, TUESDAY, true, Lang::Nb);
        assert_eq!(sms, "Hjelpen: spør kommunen");
        assert!(aloud.starts_with("Hjelpen: vi vet ikke nummeret, spør kommunen – åpningstiden vet vi ikke. Du"), "{aloud}");
        assert!(letter.contains("\nTelefon: spør kommunen, åpningstiden vet vi ikke\nAdressen er skjermet.\n"), "{letter}");
        let all = [sms, aloud, letter].concat();
        assert!(["Huset", "Storgata", "Lillevik"].iter().all(|secret| !all.contains(secret)), "{all}");
    }

    #[test]
    fn hours_belong_to_what_they_are_told_of() {
        let chat = json!({"channel": "chat", "value": "https://www.x.no/chat/", "opening_hours": "Mo-Su 00:00-24:00"});
        let place = json!({"name": "Huset", "opening_hours": "Sa,Su 12:00-24:00"});
        let phone = json!({"channel": "phone", "value": "116123", "keypress": "1"});
        let members = json!({"contacts": [chat, phone], "locations": [place], "access": {"drop_in": true}});
        let [sms, aloud, letter] = told(members, FRIDAY_EVENING, false, Lang::Nb);
        assert_eq!(sms, "Hjelpen: 116 123 (tast 1)");
        assert_eq!(aloud, "Hjelpen: ring 116 123 (tast 1). Du kan møte opp uten avtale: Huset, åpner i morgen klokka 12.");
        assert!(letter.contains("Chat: https://www.x.no/chat/, alle dager hele døgnet\n"), "{letter}");
        assert!(letter.contains("Sted: Huset, lørdag og søndag klokka 12 til 24\n"), "{letter}");
    }

    #[test]
    fn numbers_are_said_in_groups() {
        let said = ["+4755123456", "116123", "113", "02800", "+46812345678"].map(spoken_number);
        assert_eq!(said, ["55 12 34 56", "116 123", "113", "0 28 00", "+46812345678"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_digit_of_a_number_changes(value in prop_oneof!["\\+?[0-9]{3,15}", "\\+47[0-9]{8}", "\\PC*"]) {
            let spoken = spoken_number(&value);
            let written = spoken.replace(' ', "");
            prop_assert!(spoken == value || written == value || "+47".to_owned() + &written == value);
        }
    }
}
