//! Owns the stemming of bokmål and nynorsk as one language, by rule alone. Must not know any word list.

/// Endings that make a noun of a quality or an act; what is before them is the word it was made of.
const DERIVED: &[&str] = &[
    "hetene", "heitene", "heitane", "heten", "heiten", "heter", "heita", "heit", "het", "ningene", "ningane", "ningar", "ninger",
    "ningen", "ninga", "ning", "ingene", "ingane", "ingar", "inger", "ingen", "inga", "ing",
];

/// The same after shorter words: lidelse, følelse.
const DERIVED_SHORT: &[&str] = &["elsene", "elsane", "elsen", "elser", "elsar", "else"];

/// Endings of number, gender, definiteness, degree, tense; the longest is tried first.
const INFLECTED: &[&str] = &[
    "endes", "andes", "ende", "ande", "erne", "este", "aste", "ene", "ane", "ere", "are", "est", "ast", "ede", "ade", "en", "et",
    "er", "ar", "a", "e",
];

const VOWELS: &str = "aeiouyæøåéèêóòôäöü";

fn has_vowel(word: &str) -> bool {
    word.chars().any(|c| VOWELS.contains(c))
}

fn length(word: &str) -> usize {
    word.chars().count()
}

fn strip<'a>(word: &'a str, endings: &[&str], least: usize) -> Option<&'a str> {
    endings.iter().find_map(|ending| {
        let rest = word.strip_suffix(ending)?;
        (length(rest) >= least && has_vowel(rest)).then_some(rest)
    })
}

/// The stem of a lower-case word. Stems are for comparing, not for reading.
pub fn stem(word: &str) -> String {
    if word.chars().any(|c| c.is_ascii_digit()) || length(word) < 4 {
        return undouble(word).to_owned();
    }
    let mut rest = genitive(word);
    if let Some(shorter) = strip(rest, DERIVED, 4).or_else(|| strip(rest, DERIVED_SHORT, 3)) {
        rest = shorter;
    } else if !keeps_its_end(rest)
        && let Some(shorter) = strip(rest, INFLECTED, 3)
    {
        rest = shorter;
        // A noun of quality may stand in the plural's shadow: ensomheter, vanskeligheter.
        if let Some(derived) = strip(rest, DERIVED, 4) {
            rest = derived;
        }
    }
    rest = past(rest);
    rest = neuter(rest);
    let rest = undouble(rest);
    match rest.strip_suffix("leg") {
        // vanskeleg and vanskelig are one word.
        Some(front) if length(front) >= 3 => format!("{front}lig"),
        _ => rest.to_owned(),
    }
}

/// kommunens → kommunen, but not stress, kurs, angst, nor demens, lisens.
fn genitive(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(rest) if length(rest) >= 6 && (rest.ends_with("en") || rest.ends_with("et") || rest.ends_with("ene")) => rest,
        _ => word,
    }
}

/// aktivitet, universitet: the ending belongs to the word.
fn keeps_its_end(word: &str) -> bool {
    word.ends_with("itet") || word.ends_with("ment") || (word.ends_with("ere") && length(word) < 5)
}

/// drømte → drøm, levde → lev, bygde → byg: the past of verbs whose stem ends so.
fn past(word: &str) -> &str {
    for (ending, before) in [("t", "mkgp"), ("d", "vg")] {
        if let Some(rest) = word.strip_suffix(ending)
            && length(rest) >= 3
            && rest.ends_with(|c| before.contains(c))
            && has_vowel(rest)
        {
            return rest;
        }
    }
    word
}

/// ensomt → ensom, tungt → tung, vondt → vond, sykmeldt → sykmeld.
fn neuter(word: &str) -> &str {
    match word.strip_suffix('t') {
        Some(rest) if length(rest) >= 3 && rest.ends_with(|c| "mgdv".contains(c)) && has_vowel(rest) => rest,
        _ => word,
    }
}

/// ensomm(e) and ensom, grupp(e) and grup: a doubled last consonant counts once.
fn undouble(word: &str) -> &str {
    let mut back = word.char_indices().rev();
    match (back.next(), back.next()) {
        (Some((at, last)), Some((_, before))) if last == before && !VOWELS.contains(last) && length(word) > 3 => {
            word.get(..at).unwrap_or(word)
        }
        _ => word,
    }
}

/// The same without Norwegian letters, on both sides of a comparison: å ä æ aa ae → a, ø ö oe → o, accents gone.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let (plain, swallow) = match letter {
            'å' | 'ä' | 'æ' | 'á' | 'à' | 'â' => ('a', ""),
            'ø' | 'ö' | 'ó' | 'ò' | 'ô' => ('o', ""),
            'é' | 'è' | 'ê' | 'ë' => ('e', ""),
            'ü' | 'ú' => ('u', ""),
            'č' => ('c', ""),
            'đ' => ('d', ""),
            'ŋ' => ('n', ""),
            'š' => ('s', ""),
            'ŧ' => ('t', ""),
            'ž' => ('z', ""),
            'a' => ('a', "ae"),
            'o' => ('o', "e"),
            other => (other, ""),
        };
        out.push(plain);
        if letters.peek().is_some_and(|next| swallow.contains(*next)) {
            letters.next();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(words: &[&str]) {
        let first = stem(words[0]);
        for word in words {
            assert_eq!(stem(word), first, "{word} and {}", words[0]);
        }
    }

    #[test]
    fn inflected_forms_of_one_word_meet() {
        for words in [
            &["gruppe", "gruppa", "gruppen", "grupper", "gruppene", "gruppane"][..],
            &["ungdom", "ungdommen", "ungdommer", "ungdommene", "ungdomar", "ungdomane"],
            &["ensom", "ensomt", "ensomme", "ensomhet", "ensomheten"],
            &["problem", "problemet", "problemer", "problemene", "problema"],
            &["drømme", "drømmer", "drømte"],
            &["trening", "treningen", "treninga", "trene", "trener"],
            &["pårørende", "pårørande"],
            &["vanskelig", "vanskelige", "vanskeleg", "vanskelege"],
            &["aktivitet", "aktiviteten", "aktiviteter", "aktivitetane"],
            &["sykmeldt", "sykmeldte", "sykmeldte"],
            &["følelse", "følelser", "føle", "føler"],
            &["kommune", "kommunen", "kommunens", "kommuner"],
        ] {
            meet(words);
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in
            [("mann", "mange"), ("sorg", "sorge for"), ("angst", "anger"), ("mat", "mot"), ("rus", "reise"), ("syk", "sykkel")]
        {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn spellings_without_norwegian_letters_fold_together() {
        assert_eq!(fold("pårørende"), fold("paaroerende"));
        assert_eq!(fold("søvn"), fold("sovn"));
        assert_eq!(fold("Bodø".to_lowercase().as_str()), "bodo");
    }
}
