//! Owns the fields of the index. Must not know how they are filled or asked.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

/// Changes whenever the fields or what is written into them do: another version means rebuild.
pub const VERSION: u32 = 4;

/// One text in the three forms in which it is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Forms {
    /// Lower case, as written.
    pub exact: Field,
    /// Stems that bokmål and nynorsk share, compounds and their parts.
    pub stem: Field,
    /// Stems without Norwegian letters.
    pub fold: Field,
}

/// Every field.
#[derive(Debug)]
pub struct Fields {
    pub schema: Schema,
    pub id: Field,
    /// The offer's document, as JSON text.
    pub offer: Field,
    /// The document of the organization that runs it.
    pub owner: Field,
    pub name: Forms,
    /// Summary, keywords, methods, the organization's name, districts.
    pub lead: Forms,
    /// Description, access, places.
    pub body: Forms,
    /// Topics with every wider one.
    pub topic: Field,
    /// Just the topics that the offer names.
    pub topic_own: Field,
    /// The first of them.
    pub topic_main: Field,
    pub kind: Field,
    pub audience: Field,
    pub format: Field,
    pub language: Field,
    pub organization: Field,
    /// Municipality numbers, `c46` for a county, `n` for the whole country.
    pub covers: Field,
    /// The municipalities alone, for the facet.
    pub municipality: Field,
    pub status: Field,
    pub referral: Field,
    /// `drop_in`, `anonymous`, `companion`, `accompanied`, `free`, `interpreter`, `wheelchair`.
    pub flag: Field,
    pub age_min: Field,
    pub age_max: Field,
    /// 0 local, 1 shared, 2 county, 3 national.
    pub reach: Field,
    /// Bits of `ranking`.
    pub traits: Field,
    /// Opening hours of channels and places, as written: one evaluation for each wording serves every offer.
    pub hours: Field,
    /// Closed days, `FROM/TO`.
    pub closed: Field,
    /// Places, in degrees; the two fields go together entry by entry.
    pub lat: Field,
    pub lon: Field,
    /// Starts of sessions that are neither full nor cancelled, in seconds since 1970, with the second in which signing up ends.
    pub starts: Field,
    pub deadlines: Field,
    /// When in a week it can be used: `domain::when::Use`.
    pub usable: Field,
    /// `emergency` or `support`: a line to call in danger.
    pub line: Field,
    /// Municipalities of an offer that takes people from elsewhere.
    pub outsiders: Field,
    /// Places where several offers may be found: `domain::site`.
    pub site: Field,
    /// `TYPE:ID` of the offers that it stands in relation to.
    pub relation: Field,
    /// The day of the last verification, in days since 1970; 0 for never.
    pub verified: Field,
    /// Settles equal scores the same way at every start.
    pub tie: Field,
    pub name_sort: Field,
    /// The whole name, as stems: whoever types it means this offer.
    pub name_whole: Field,
}

fn words() -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::WithFreqs).set_fieldnorms(true),
    )
}

impl Fields {
    /// The name of the field of the topics that an offer names.
    pub const TOPIC_OWN: &str = "topic_own";

    /// Makes the schema.
    pub fn new() -> Fields {
        let mut b = Schema::builder();
        let mut forms = |name: &str| Forms {
            exact: b.add_text_field(&format!("{name}_exact"), words()),
            stem: b.add_text_field(&format!("{name}_stem"), words()),
            fold: b.add_text_field(&format!("{name}_fold"), words()),
        };
        let (name, lead, body) = (forms("name"), forms("lead"), forms("body"));
        let facet = STRING | FAST;
        let number = INDEXED | FAST;
        let mut field = |name: &str| b.add_text_field(name, facet.clone());
        let (topic, kind, audience, format) = (field("topic"), field("kind"), field("audience"), field("format"));
        let (language, organization, municipality) = (field("language"), field("organization"), field("municipality"));
        let name_sort = field("name_sort");
        Fields {
            name,
            lead,
            body,
            topic,
            kind,
            audience,
            format,
            language,
            organization,
            municipality,
            name_sort,
            id: b.add_text_field("id", STRING | STORED),
            offer: b.add_text_field("offer", STORED),
            owner: b.add_text_field("owner", STORED),
            topic_own: b.add_text_field(Fields::TOPIC_OWN, STRING | FAST),
            topic_main: b.add_text_field("topic_main", STRING),
            covers: b.add_text_field("covers", STRING),
            name_whole: b.add_text_field("name_whole", STRING),
            status: b.add_text_field("status", STRING),
            referral: b.add_text_field("referral", STRING),
            flag: b.add_text_field("flag", STRING),
            age_min: b.add_u64_field("age_min", number.clone()),
            age_max: b.add_u64_field("age_max", number.clone()),
            reach: b.add_u64_field("reach", FAST),
            traits: b.add_u64_field("traits", FAST),
            hours: b.add_text_field("hours", STRING | FAST),
            closed: b.add_text_field("closed", STRING | FAST),
            lat: b.add_f64_field("lat", FAST),
            lon: b.add_f64_field("lon", FAST),
            starts: b.add_i64_field("starts", FAST),
            deadlines: b.add_i64_field("deadlines", FAST),
            usable: b.add_u64_field("usable", FAST),
            line: b.add_text_field("line", STRING),
            outsiders: b.add_text_field("outsiders", STRING),
            site: b.add_text_field("site", STRING),
            relation: b.add_text_field("relation", STRING),
            verified: b.add_u64_field("verified", FAST),
            tie: b.add_u64_field("tie", FAST),
            schema: b.build(),
        }
    }
}
