//! Owns times and hours in words, in the languages that people read here. Must not know offers.

use crate::domain::Lang;
use crate::domain::hours::Hours;
use crate::domain::meetings::{date_of, oslo};
use crate::domain::slug::Weekday;
use crate::domain::when::{Open, weekday};
use jiff::Timestamp;

/// The same words in bokmål, nynorsk and English.
pub type Words = [&'static str; 3];
const ALL_DAY: Words = ["hele døgnet", "heile døgnet", "around the clock"];
pub const ASK: Words = ["spør kommunen", "spør kommunen", "ask the municipality"];
pub const AND: Words = [" og ", " og ", " and "];
pub const TO: Words = [" til ", " til ", " to "];
const HOLIDAYS: Words = ["(andre tider på helligdager)", "(andre tider på heilagdagar)", "(other hours on public holidays)"];
const NO_HOLIDAYS: Words = ["(stengt på helligdager)", "(stengt på heilagdagar)", "(closed on public holidays)"];
const MAYBE_HOLIDAYS: Words = ["(helligdager: ring og spør)", "(heilagdagar: ring og spør)", "(public holidays: call and ask)"];
const ASK_HOURS: Words = ["spør om åpningstiden", "spør om opningstida", "ask about the opening hours"];
const DAYS: Words = [
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "måndag tysdag onsdag torsdag fredag laurdag søndag",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
];
const NORSK: &str = "januar februar mars april mai juni juli august september oktober november desember";
const MONTHS: Words = [NORSK, NORSK, "January February March April May June July August September October November December"];

/// The words in a language; Northern Sámi falls back to bokmål until a speaker has written it.
pub fn say(lang: Lang, [nb, nn, en]: Words) -> &'static str {
    match lang {
        Lang::Nn => nn,
        Lang::En => en,
        Lang::Nb | Lang::Se => nb,
    }
}

/// Whether somebody is there at a moment, until or from when; `None` where that is not known.
pub fn opening(open: &Open, now: Timestamp, lang: Lang) -> Option<String> {
    let (state, time) = match (open.now?, open.until, open.next) {
        (true, Some(until), _) => (["åpent nå til ", "ope no til ", "open now until "], moment(until.0, now, lang, true)),
        (true, None, _) => (["åpent ", "ope ", "open "], say(lang, ALL_DAY).to_owned()),
        (false, _, Some(next)) => (["åpner ", "opnar ", "opens "], moment(next.0, now, lang, false)),
        (false, _, None) => (["stengt nå", "stengt no", "closed now"], String::new()),
    };
    Some(format!("{}{time}", say(lang, state)))
}

/// A moment in words, seen from now: "i dag klokka 15.30"; as an end, today goes without saying.
pub fn moment(at: Timestamp, now: Timestamp, lang: Lang, end: bool) -> String {
    let local = at.to_zoned(oslo());
    let minutes = u32::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0);
    let day = match local.date().duration_since(date_of(now)).as_hours() / 24 {
        0 if end => return format!("{}{}", say(lang, ["klokka ", "klokka ", ""]), clock(minutes, lang)),
        1 if end && minutes == 0 => return say(lang, ["midnatt", "midnatt", "midnight"]).to_owned(),
        0 => say(lang, ["i dag", "i dag", "today"]).to_owned(),
        1 => say(lang, ["i morgen", "i morgon", "tomorrow"]).to_owned(),
        2..=6 => day_name(weekday(local.date()), lang).to_owned(),
        _ => date_in_words(&local.date().to_string(), lang),
    };
    format!("{day} {} {}", say(lang, ["klokka", "klokka", "at"]), clock(minutes, lang))
}

/// `2018-09` is "september 2018"; years and days likewise. What is no date stays as it is.
pub fn date_in_words(date: &str, lang: Lang) -> String {
    let mut parts = date.split('-');
    let year = parts.next().unwrap_or(date);
    let at = parts.next().and_then(|month| month.parse::<usize>().ok()?.checked_sub(1));
    let month = at.and_then(|at| say(lang, MONTHS).split(' ').nth(at));
    match (month, parts.next().map(str::parse::<u8>)) {
        (Some(month), Some(Ok(day))) => format!("{day}{} {month} {year}", say(lang, [".", ".", ""])),
        (Some(month), None) => format!("{month} {year}"),
        _ => date.to_owned(),
    }
}

/// A time of day, from minutes since midnight.
pub fn clock(minutes: u32, lang: Lang) -> String {
    match (minutes / 60, minutes % 60, lang) {
        (hour, minute, Lang::En) => format!("{hour}:{minute:02}"),
        (hour, 0, _) => hour.to_string(),
        (hour, minute, _) => format!("{hour}.{minute:02}"),
    }
}

fn day_name(day: Weekday, lang: Lang) -> &'static str {
    say(lang, DAYS).split(' ').nth(day as usize).unwrap_or_default()
}

/// Hours that are known, as a letter tells them.
pub fn letter_hours(hours: Option<&str>, lang: Lang) -> Option<String> {
    hours.map(|hours| week(hours, lang, false).unwrap_or_else(|| say(lang, ASK_HOURS).to_owned()))
}

/// The week in words: "mandag til fredag klokka 8.30 til 15", short "man-fre 8.30-15". `None` where the hours depend on more than
/// the day of the week, or cannot be read.
pub fn week(hours: &str, lang: Lang, short: bool) -> Option<String> {
    if hours.trim() == "24/7" {
        return Some(say(lang, ALL_DAY).to_owned());
    }
    let plain = |word: &str| {
        Weekday::WORDS.contains(&word)
            || matches!(word, "PH" | "off" | "closed" | "unknown")
            || (word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if hours.contains(['[', '+', '/']) || !hours.split(|letter: char| !letter.is_alphanumeric()).all(plain) {
        return None;
    }
    // Any week without a public holiday tells the same.
    let spans = Hours::known(hours)?.week(chrono::NaiveDate::from_ymd_opt(2026, 11, 2)?);
    /// Days with the same times, from the first to the last.
    type Stretch = (Weekday, Weekday, Vec<(u32, u32)>);
    let mut stretches: Vec<Stretch> = Vec::new();
    for day in Weekday::ALL {
        let times: Vec<(u32, u32)> = spans.iter().filter(|(of, ..)| of == day).map(|(_, from, to)| (*from, *to)).collect();
        match stretches.last_mut() {
            Some((_, last, same)) if *same == times => *last = *day,
            _ => stretches.push((*day, *day, times)),
        }
    }
    let open = stretches.iter().filter(|(.., times)| !times.is_empty());
    let told = open.map(|(first, last, times)| format!("{} {}", days(*first, *last, lang, short), spell(times, lang, short)));
    let told = Some(told.collect::<Vec<_>>().join(", ")).filter(|told| !told.is_empty())?;
    let holidays = hours.rsplit(';').find_map(|rule| rule.trim().strip_prefix("PH")).map(str::trim);
    let holidays = holidays.filter(|_| !short).map(|rest| match rest {
        "off" | "closed" => NO_HOLIDAYS,
        "unknown" => MAYBE_HOLIDAYS,
        _ => HOLIDAYS,
    });
    Some(holidays.map_or_else(|| told.clone(), |words| format!("{told} {}", say(lang, words))))
}

fn days(first: Weekday, last: Weekday, lang: Lang, short: bool) -> String {
    let name = |day: Weekday| day_name(day, lang).chars().take(if short { 3 } else { usize::MAX }).collect::<String>();
    match (first, last) {
        (Weekday::Monday, Weekday::Sunday) => say(lang, ["alle dager", "alle dagar", "every day"]).to_owned(),
        _ if first == last => name(first),
        _ if short => format!("{}-{}", name(first), name(last)),
        _ => format!("{}{}{}", name(first), say(lang, if first as u8 + 1 == last as u8 { AND } else { TO }), name(last)),
    }
}

fn spell(times: &[(u32, u32)], lang: Lang, short: bool) -> String {
    if matches!(times, [(0, 1440)]) {
        return say(lang, ALL_DAY).to_owned();
    }
    let to = if short { "-" } else { say(lang, TO) };
    let told: Vec<String> = times.iter().map(|(from, end)| format!("{}{to}{}", clock(*from, lang), clock(*end, lang))).collect();
    let told = told.join(say(lang, AND));
    if short || lang == Lang::En { told } else { format!("klokka {told}") }
}

/// With a capital letter and a full stop.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let sentence: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if sentence.ends_with(['.', '!', '?']) { sentence } else { sentence + "." }
}

/// Without line breaks and double blanks.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
