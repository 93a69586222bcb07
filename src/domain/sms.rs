//! Owns how a text travels by SMS: its alphabet, its parts, and what fits. Must not know offers.

/// The 7-bit default alphabet of GSM 03.38 (3GPP TS 23.038): each of them takes one septet.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its extension table: each of them takes two septets, an escape and the character.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// Septets in a message of one part, and in each of several, where a header takes its share.
const GSM7_ROOM: (usize, usize) = (160, 153);
/// UTF-16 code units, likewise.
const UCS2_ROOM: (usize, usize) = (70, 67);

/// The alphabet that a message travels in; one character outside of GSM-7 changes it for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// GSM 03.38, 7 bits.
    Gsm7,
    /// UTF-16, 16 bits.
    Ucs2,
}

/// What a text takes up as an SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub alphabet: Alphabet,
    /// Septets (GSM-7) or UTF-16 code units (UCS-2), without the headers of a message in several parts.
    pub units: usize,
    /// How many messages are sent, and paid for; an empty text is one too.
    pub parts: usize,
}

/// A message made of entries and a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    pub text: String,
    /// How many entries were taken, from the first on.
    pub entries: usize,
    pub counted: Counted,
}

/// What a character takes in GSM-7; `None` where it is not in that alphabet.
fn septets(letter: char) -> Option<usize> {
    if BASIC.contains(letter) {
        Some(1)
    } else if EXTENDED.contains(letter) {
        Some(2)
    } else {
        None
    }
}

/// Units and parts of characters with these widths. None of them is split: what does not fit begins the next part.
fn packed(widths: &[usize], (alone, each): (usize, usize)) -> (usize, usize) {
    let units: usize = widths.iter().sum();
    if units <= alone {
        return (units, 1);
    }
    let (mut parts, mut filled) = (1, 0);
    for &width in widths {
        if filled + width > each {
            parts += 1;
            filled = 0;
        }
        filled += width;
    }
    (units, parts)
}

/// Which alphabet a text needs, and how many units and parts it takes.
pub fn count(text: &str) -> Counted {
    let narrow: Option<Vec<usize>> = text.chars().map(septets).collect();
    let (alphabet, (units, parts)) = match narrow {
        Some(widths) => (Alphabet::Gsm7, packed(&widths, GSM7_ROOM)),
        None => {
            let widths: Vec<usize> = text.chars().map(char::len_utf16).collect();
            (Alphabet::Ucs2, packed(&widths, UCS2_ROOM))
        }
    };
    Counted { alphabet, units, parts }
}

/// The text with typographic characters as GSM-7 has them; one dash would more than halve the room. Others stay as they are.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '–' | '—' => plain.push('-'),
            '“' | '”' | '«' | '»' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '…' => plain.push_str("..."),
            // The non-breaking space, and the narrow one.
            '\u{a0}' | '\u{202f}' => plain.push(' '),
            _ => plain.push(letter),
        }
    }
    plain
}

/// As many whole entries as fit into `most_parts`, from the first on, each on its line, and the link last. The first that does
/// not fit ends it, so that nothing is passed over. The link is always there: alone, in however many parts, if nothing fits.
pub fn compose(entries: &[String], link: &str, most_parts: usize) -> Composed {
    let mut composed = Composed { text: link.to_owned(), entries: 0, counted: count(link) };
    let mut lines = String::new();
    for entry in entries {
        lines.push_str(&plain(entry));
        lines.push('\n');
        // Without a link nothing follows the last line, not even its end.
        let whole = format!("{lines}{link}");
        let text = whole.strip_suffix('\n').filter(|_| link.is_empty()).map(str::to_owned).unwrap_or(whole);
        let counted = count(&text);
        if counted.parts > most_parts {
            break;
        }
        composed = Composed { text, entries: composed.entries + 1, counted };
    }
    composed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gsm7(units: usize, parts: usize) -> Counted {
        Counted { alphabet: Alphabet::Gsm7, units, parts }
    }

    fn ucs2(units: usize, parts: usize) -> Counted {
        Counted { alphabet: Alphabet::Ucs2, units, parts }
    }

    #[test]
    fn the_alphabet_is_whole() {
        // 128 places, of which one is the escape to the extension table.
        assert_eq!(BASIC.chars().count(), 127);
        assert_eq!(EXTENDED.chars().count(), 10);
        for letter in "abcæøåÆØÅäöüéèàòÄÖÜÉñß@£¥§ÇΔΩ".chars() {
            assert_eq!(count(&letter.to_string()), gsm7(1, 1), "{letter}");
        }
        for letter in "^{}\\[~]|€\u{c}".chars() {
            assert_eq!(count(&letter.to_string()), gsm7(2, 1), "{letter}");
        }
        for letter in "áčđŋšŧžÁČĐŊŠŦŽ–—“”«»‘’…çêôóâëï`\t\u{a0}".chars() {
            assert_eq!(count(&letter.to_string()), ucs2(1, 1), "{letter}");
        }
        assert_eq!(count(""), gsm7(0, 1));
        assert_eq!(count("Sámi giella"), ucs2(11, 1));
    }

    #[test]
    fn parts_of_septets_have_exact_borders() {
        for (units, parts) in [(160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4)] {
            assert_eq!(count(&"å".repeat(units)), gsm7(units, parts));
        }
        assert_eq!(count(&"€".repeat(80)), gsm7(160, 1));
        // 153 septets hold 76 whole pairs.
        assert_eq!(count(&"€".repeat(152)), gsm7(304, 2));
        assert_eq!(count(&"€".repeat(153)), gsm7(306, 3));
    }

    #[test]
    fn an_extension_pair_is_not_split_over_parts() {
        let around = |before: usize, after: usize| format!("{}€{}", "a".repeat(before), "a".repeat(after));
        assert_eq!(count(&around(151, 153)), gsm7(306, 2));
        assert_eq!(count(&around(152, 151)), gsm7(305, 2));
        assert_eq!(count(&around(152, 152)), gsm7(306, 3));
        assert_eq!(count(&around(153, 151)), gsm7(306, 2));
    }

    #[test]
    fn parts_of_code_units_have_exact_borders() {
        for (units, parts) in [(70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)] {
            assert_eq!(count(&"š".repeat(units)), ucs2(units, parts));
        }
        assert_eq!(count(&"😀".repeat(35)), ucs2(70, 1));
        let around = |before: usize, after: usize| format!("{}😀{}", "č".repeat(before), "č".repeat(after));
        assert_eq!(count(&around(65, 67)), ucs2(134, 2));
        assert_eq!(count(&around(66, 65)), ucs2(133, 2));
        assert_eq!(count(&around(66, 66)), ucs2(134, 3));
    }

    #[test]
    fn typography_becomes_plain() {
        assert_eq!(plain("«Kurs» – “natt” — ‘a’…\u{a0}6\u{202f}år, čáđ €"), "\"Kurs\" - \"natt\" - 'a'... 6 år, čáđ €");
    }

    #[test]
    fn whole_entries_are_taken_until_one_does_not_fit() {
        let entries = ["Én – 55 12 34 56".to_owned(), "b".repeat(150), "To: 116 123".to_owned()];
        let composed = compose(&entries, "https://x.no/1", 1);
        assert_eq!(composed.text, "Én - 55 12 34 56\nhttps://x.no/1");
        assert_eq!((composed.entries, composed.counted), (1, gsm7(31, 1)));
        assert_eq!(compose(&entries, "https://x.no/1", 2).entries, 3);
        // 145 + a line break + 14 fill a message to the last septet.
        assert_eq!(compose(&["c".repeat(145)], "https://x.no/1", 1).entries, 1);
        assert_eq!(compose(&["c".repeat(146)], "https://x.no/1", 1).text, "https://x.no/1");
        assert_eq!(compose(&entries, "https://x.no/1", 0).entries, 0);
    }

    fn wild() -> impl Strategy<Value = String> {
        let any_letters = proptest::collection::vec(any::<char>(), 0..200);
        prop_oneof!["[a-zæøå0-9€ ]{0,400}", any_letters.prop_map(|letters| letters.into_iter().collect::<String>())]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_more_character_never_makes_fewer_parts(text in wild(), more in any::<char>()) {
            let longer = format!("{text}{more}");
            prop_assert!(count(&text).parts <= count(&longer).parts);
        }

        #[test]
        fn a_message_is_what_it_says(entries in prop::collection::vec(wild(), 0..6), link in wild(), most_parts in 0_usize..6) {
            let composed = compose(&entries, &link, most_parts);
            prop_assert_eq!(composed.counted, count(&composed.text));
            prop_assert!(composed.counted.parts <= most_parts || composed.text == link);
            let message = |taken: usize| {
                let last = (taken == 0 || !link.is_empty()).then(|| link.clone());
                let lines: Vec<String> = entries.iter().take(taken).map(|entry| plain(entry)).chain(last).collect();
                lines.join("\n")
            };
            prop_assert_eq!(&composed.text, &message(composed.entries));
            if composed.entries < entries.len() {
                prop_assert!(count(&message(composed.entries + 1)).parts > most_parts);
            }
        }
    }
}
