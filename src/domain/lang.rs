//! Owns the languages that people read here and which one stands in for another. Must not know where a text is stored.

use serde::Serialize;

/// A language of labels and answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Bokmål.
    #[default]
    Nb,
    /// Nynorsk.
    Nn,
    /// Northern Sámi.
    Se,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Lang; 4] = [Lang::Nb, Lang::Nn, Lang::Se, Lang::En];

    /// The ISO 639-1 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Nb => "nb",
            Lang::Nn => "nn",
            Lang::Se => "se",
            Lang::En => "en",
        }
    }

    /// Reads a tag; `no` is bokmål, regions (`nb-NO`) are passed over.
    pub fn parse(tag: &str) -> Option<Lang> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "nb" | "no" => Some(Lang::Nb),
            "nn" => Some(Lang::Nn),
            "se" | "sme" => Some(Lang::Se),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The best language of an `Accept-Language` header; bokmål where it names none of ours.
    pub fn negotiate(header: &str) -> Lang {
        let mut wishes: Vec<(f32, usize, Lang)> = header
            .split(',')
            .enumerate()
            .filter_map(|(at, wish)| {
                let mut parts = wish.trim().split(';');
                let lang = Lang::parse(parts.next()?.trim())?;
                let weight = parts.find_map(|p| p.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok())).unwrap_or(1.0);
                (weight > 0.0).then_some((weight, at, lang))
            })
            .collect();
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        wishes.first().map_or(Lang::Nb, |w| w.2)
    }

    /// The order in which texts are looked for when this language is asked for.
    pub fn fallbacks(self) -> [Lang; 4] {
        match self {
            Lang::Nb => [Lang::Nb, Lang::Nn, Lang::En, Lang::Se],
            Lang::Nn => [Lang::Nn, Lang::Nb, Lang::En, Lang::Se],
            Lang::Se => [Lang::Se, Lang::Nb, Lang::Nn, Lang::En],
            Lang::En => [Lang::En, Lang::Nb, Lang::Nn, Lang::Se],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_weights_are_kept() {
        assert_eq!(Lang::negotiate("de, en;q=0.4, nn-NO;q=0.9"), Lang::Nn);
        assert_eq!(Lang::negotiate("fr"), Lang::Nb);
        assert_eq!(Lang::negotiate("nb;q=0, en;q=0.1"), Lang::En);
    }
}
