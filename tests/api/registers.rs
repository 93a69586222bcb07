//! The public registers, played by a local server: all or nothing, further tries, only what differs, never a guessed address.

use super::common::{Service, config, project};
use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use veiviser::catalogue::Catalogue;
use veiviser::domain::change::Target;
use veiviser::registers::{Bases, Client, Least, Silent};

/// A status and a body.
type Answer = (u16, Vec<u8>);
/// An address, the status and body that it answers, and the words that must be told of it.
type Case<'a> = (&'a str, u16, &'a [u8], &'a [&'a str]);

/// What the server answers to an address, one answer after the other; the last one stays.
#[derive(Default)]
struct Played {
    answers: Mutex<HashMap<String, Vec<Answer>>>,
    /// Every address that was asked, with its query.
    asked: Mutex<Vec<String>>,
}

struct Registers {
    base: String,
    played: Arc<Played>,
}

/// A search for an address is told apart by its text.
async fn answer(request: HttpRequest, played: web::Data<Played>) -> HttpResponse {
    let mut address = request.path().to_owned();
    if address == "/adresser/sok" {
        let query = web::Query::<HashMap<String, String>>::from_query(request.query_string()).expect("a query");
        address = format!("{address} {}", query["sok"]);
    }
    played.asked.lock().expect("no panic").push(request.uri().to_string());
    let mut answers = played.answers.lock().expect("no panic");
    let Some(list) = answers.get_mut(&address) else { return HttpResponse::NotFound().finish() };
    let (status, body) = if list.len() > 1 { list.remove(0) } else { list[0].clone() };
    HttpResponse::build(StatusCode::from_u16(status).expect("a status")).body(body)
}

impl Registers {
    /// Two invented municipalities and three postal codes.
    async fn start() -> Registers {
        let played = Arc::new(Played::default());
        let data = web::Data::from(played.clone());
        let server = HttpServer::new(move || App::new().app_data(data.clone()).default_service(web::to(answer)))
            .workers(1)
            .disable_signals()
            .bind("127.0.0.1:0")
            .expect("a port");
        let base = format!("http://{}", server.addrs()[0]);
        tokio::spawn(server.run());
        let registers = Registers { base, played };
        let list = json!([
            {"kommunenavn": "Prøveby", "kommunenavnNorsk": "Prøveby", "kommunenummer": "0301"},
            {"kommunenavn": "Geahččanvuotna", "kommunenavnNorsk": "Testfjord", "kommunenummer": "5622"},
            {"kommunenavn": "Uoppgitt", "kommunenavnNorsk": "Uoppgitt", "kommunenummer": "9999"},
        ]);
        registers.says("/kommuneinfo/kommuner", list);
        registers.says("/kommuneinfo/kommuner/0301", municipality("0301", "Prøveby", &[("Prøveby", "Norwegian")]));
        let names = [("Geahččanvuotna", "Northern Sami"), ("Testfjord", "Norwegian"), ("Testivuono", "Kven")];
        registers.says("/kommuneinfo/kommuner/5622", municipality("5622", "Testfjord", &names));
        let changes = json!({"codeChanges": [
            {"oldCode": "2020", "oldName": "Testfjord", "newCode": "5438", "changeOccurred": "2020-01-01"},
            {"oldCode": "5438", "newCode": "5622", "changeOccurred": "2024-01-01"}, {"oldCode": "9998", "newCode": null},
        ]});
        registers.says("/klass/classifications/131/changes", changes);
        registers.answers("/posten.txt", &[(200, POSTAL_CODES)]);
        registers
    }

    fn answers(&self, address: &str, list: &[(u16, &[u8])]) {
        let list = list.iter().map(|(status, body)| (*status, body.to_vec())).collect();
        self.played.answers.lock().expect("no panic").insert(address.to_owned(), list);
    }

    fn says(&self, address: &str, body: Value) {
        self.answers(address, &[(200, body.to_string().as_bytes())]);
    }

    fn asked(&self, part: &str) -> usize {
        self.played.asked.lock().expect("no panic").iter().filter(|address| address.contains(part)).count()
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn client(&self) -> Client {
        let bases = Bases {
            kommuneinfo: self.address("/kommuneinfo"),
            klass: self.address("/klass/"),
            posten: self.address("/posten.txt"),
            addresses: self.address("/adresser"),
        };
        let least = Least { municipalities: 2, number_changes: 2, postal_codes: 2 };
        Client::new(bases).expect("a client").with_least(least).with_pause(Duration::from_millis(1))
    }
}

/// As Posten writes: Latin-1.
const POSTAL_CODES: &[u8] =
    b"0001\tPR\xd8VEBY\t0301\tPR\xd8VEBY\tP\r\n9170\tISBY\t2100\tSVALBARD\tG\r\n9700\tFJORD\t5622\tFJORD\tB\r\n";

fn municipality(number: &str, name: &str, names: &[(&str, &str)]) -> Value {
    let mut valid: Vec<Value> = names.iter().zip(1..).map(|((n, s), p)| json!({"navn": n, "prioritet": p, "sprak": s})).collect();
    valid.resize(3, json!({"navn": null, "prioritet": null, "sprak": null}));
    json!({"kommunenummer": number, "kommunenavn": names[0].0, "kommunenavnNorsk": name, "fylkesnummer": &number[..2],
        "fylkesnavn": "Prøvefylket", "samiskForvaltningsomrade": names.len() > 1, "gyldigeNavn": valid,
        "punktIOmrade": {"type": "Point", "coordinates": [25.1, 70.2], "crs": {"type": "name"}}})
}

fn hits(found: &[(&str, f64)]) -> Value {
    let point = |lat: f64| json!({"epsg": "EPSG:4258", "lat": lat, "lon": 10.4});
    let hits = found.iter().map(|(text, lat)| json!({"adressetekst": text, "representasjonspunkt": point(*lat)}));
    json!({"metadata": {"totaltAntallTreff": found.len()}, "adresser": hits.collect::<Vec<Value>>()})
}

/// A catalogue with nothing but these locations, one an offer: `adresse-0`, `adresse-1` and so on.
async fn catalogue(folder: &TempDir, locations: &[Value]) -> Catalogue {
    let owner = json!({"organization": {"id": "adresseproven", "name": {"nb": "Adresseprøven"}, "type": "voluntary"}});
    let mut lines = vec![owner.to_string()];
    for (at, location) in locations.iter().enumerate() {
        let offer = json!({"offer": {"id": format!("adresse-{at}"), "name": {"nb": "Gruppe"}, "organization": "adresseproven",
            "kind": "group", "topics": ["grief"], "coverage": {"scope": "local", "municipalities": ["5001"]}, "status": "active",
            "locations": [location]}});
        lines.push(offer.to_string());
    }
    let file = folder.path().join("small.jsonl");
    std::fs::write(&file, lines.join("\n")).expect("a file");
    let catalogue = veiviser::app::catalogue(&config(folder.path(), &file)).await.expect("a catalogue");
    catalogue.import_paths(&[file], false, "test").await.expect("imported");
    catalogue
}

async fn location(catalogue: &Catalogue, offer: &str) -> Value {
    let stored = catalogue.get(Target::Offer, offer).await.expect("an offer");
    stored.document.expect("a document")["locations"][0].clone()
}

#[tokio::test]
async fn an_update_is_stored_whole_and_the_next_one_tells_only_what_differs() {
    let (folder, registers) = (TempDir::new().expect("a folder"), Registers::start().await);
    let catalogue = catalogue(&folder, &[]).await;
    let told = catalogue.update_places(&registers.client(), &Silent).await.expect("updated");
    assert_eq!(told, ["2 municipalities, 2 number changes, 3 postal codes", "nothing was stored before"]);
    let stored = catalogue.store.registers().await.expect("a store").expect("registers");
    let sami = &stored.municipalities[1];
    assert_eq!((sami.number.as_str(), sami.name.as_str(), sami.county.as_str()), ("5622", "Testfjord", "56"));
    assert_eq!((sami.lat, sami.lon), (Some(70.2), Some(25.1)));
    let names: Vec<_> = sami.names.iter().map(|n| (n.language.as_str(), n.name.as_str())).collect();
    assert_eq!(names, [("se", "Geahččanvuotna"), ("nb", "Testfjord"), ("fkv", "Testivuono")]);
    assert_eq!(stored.municipalities[0].names.len(), 1, "nulls are no names");
    assert_eq!(stored.changes[0].on.as_deref(), Some("2020-01-01"));
    assert_eq!(stored.postal_codes[0].city, "PRØVEBY");
    assert_eq!(registers.asked("from=2006-01-01&to="), 1);

    registers.says("/kommuneinfo/kommuner/0301", municipality("0301", "Nyby", &[("Nyby", "Norwegian")]));
    let more = [POSTAL_CODES, b"9701\tFJORD\t5622\tFJORD\tB\r\n".as_slice()].concat();
    registers.answers("/posten.txt", &[(200, &more)]);
    let told = catalogue.update_places(&registers.client(), &Silent).await.expect("updated");
    let expected = ["municipality renamed: 0301 Nyby, was Prøveby", "new postal code: 9701 FJORD in 5622"];
    assert_eq!((told[0].as_str(), told.len()), ("2 municipalities, 2 number changes, 4 postal codes", 3));
    assert_eq!(told[1..], expected);
    let told = catalogue.update_places(&registers.client(), &Silent).await.expect("updated");
    assert_eq!(told[1..], ["nothing has changed"]);
}

#[tokio::test]
async fn a_half_answer_changes_nothing_and_its_register_is_named() {
    let (folder, registers) = (TempDir::new().expect("a folder"), Registers::start().await);
    let catalogue = catalogue(&folder, &[]).await;
    catalogue.update_places(&registers.client(), &Silent).await.expect("updated");
    let before = catalogue.store.registers().await.expect("a store");
    let one = "/kommuneinfo/kommuner/5622";
    let (list, changes, codes) = ("/kommuneinfo/kommuner", "/klass/classifications/131/changes", "/posten.txt");
    let cases: [Case; 9] = [
        (one, 500, b"", &["Kartverket's kommuneinfo", "in 3 tries", "500", one]),
        (one, 404, b"", &["Kartverket's kommuneinfo", "404", one]),
        (one, 200, br#"{"kommunenummer": "5622", "kommunen"#, &["Kartverket's kommuneinfo", "cannot be read at line 1"]),
        (one, 200, br#"{"kommunenummer": "5622", "kommunenavn": "Testfjord"}"#, &["Kartverket's kommuneinfo", "/gyldigeNavn"]),
        (list, 200, br#"[{"kommunenummer": "0301", "kommunenavn": "X"}]"#, &["Kartverket's kommuneinfo", "1 municipalities"]),
        (changes, 200, br#"{"codeChanges": []}"#, &["SSB's KLASS", "0 number changes", "at least 2"]),
        (codes, 200, b"0001\tA\t0301\tA\tP\n9700\tTESTFJ", &["Posten's postal codes", "line 2"]),
        (codes, 200, b"0001\tA\t0301\tA\tP\n", &["Posten's postal codes", "1 postal codes", "at least 2"]),
        (codes, 200, b"0001\tA\t0301\tA\tP\n0002\tB\t0302\tB\tP\n", &["Posten's postal codes", "0002 lies in 0302"]),
    ];
    for (address, status, body, words) in cases {
        let good = registers.played.answers.lock().expect("no panic").get(address).cloned().expect("an answer");
        registers.answers(address, &[(status, body)]);
        let told = catalogue.update_places(&registers.client(), &Silent).await.expect_err(address).to_string();
        for word in words {
            assert!(told.contains(word), "{word} is not in: {told}");
        }
        assert_eq!(catalogue.store.registers().await.expect("a store"), before, "{told}");
        registers.played.answers.lock().expect("no panic").insert(address.to_owned(), good);
    }
    catalogue.update_places(&registers.client(), &Silent).await.expect("whole again");
}

#[tokio::test]
async fn what_passes_is_tried_again_and_what_lasts_is_not() {
    let (folder, registers) = (TempDir::new().expect("a folder"), Registers::start().await);
    let catalogue = catalogue(&folder, &[]).await;
    registers.answers("/posten.txt", &[(503, b""), (429, b""), (200, POSTAL_CODES)]);
    catalogue.update_places(&registers.client(), &Silent).await.expect("updated");
    assert_eq!(registers.asked("/posten.txt"), 3);
    registers.answers("/posten.txt", &[(403, b"")]);
    catalogue.update_places(&registers.client(), &Silent).await.expect_err("forbidden");
    assert_eq!(registers.asked("/posten.txt"), 4);

    // A port that nobody listens on.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
    let client = Client::new(Bases { posten: format!("http://{closed}/p"), ..Bases::default() }).expect("a client");
    let client = client.with_pause(Duration::from_millis(1));
    let told = catalogue.update_places(&client, &Silent).await.expect_err("nobody there").to_string();
    assert!(told.contains("in 3 tries") && told.contains(&closed.to_string()), "{told}");
}

#[tokio::test]
async fn only_what_is_certain_gets_coordinates_and_a_withheld_address_is_never_asked_for() {
    let (folder, registers) = (TempDir::new().expect("a folder"), Registers::start().await);
    let locations = [
        json!({"name": "Huset", "street": "Prøvegata 1", "postal_code": "7011", "municipality": "5001"}),
        json!({"street": "Tvilveien 2", "municipality": "5001"}),
        json!({"withheld": true, "street": "Hemmelig vei 1", "postal_code": "7011"}),
        json!({"street": "Kjentveien 3", "postal_code": "7011", "lat": 63.1, "lon": 10.1}),
        json!({"street": "Ensomveien 4"}),
        json!({"street": "Byveien 5", "city": "Prøveby"}),
    ];
    let catalogue = catalogue(&folder, &locations).await;
    registers.says("/adresser/sok Prøvegata 1", hits(&[("Prøvegata 1", 63.5)]));
    registers.says("/adresser/sok Tvilveien 2", hits(&[("Tvilveien 2A", 63.5), ("Tvilveien 2B", 63.6)]));
    registers.says("/adresser/sok Byveien 5 Prøveby", hits(&[("BYVEIEN 5", 63.7), ("Byveien 55", 63.8)]));
    let report = catalogue.locate_offers(&registers.client(), &Silent, "test").await.expect("located");
    assert_eq!((report.located, report.unknown, report.unchanged), (2, 2, 2), "{report:?}");
    assert!(report.stopped.is_none());
    let mut found = locations[0].clone();
    found["lat"] = json!(63.5);
    found["lon"] = json!(10.4);
    assert_eq!(location(&catalogue, "adresse-0").await, found);
    assert_eq!(location(&catalogue, "adresse-5").await["lat"], 63.7);
    for left in ["adresse-1", "adresse-2", "adresse-3", "adresse-4"] {
        assert_eq!(catalogue.get(Target::Offer, left).await.expect("an offer").revision, 1, "{left}");
    }
    assert_eq!(registers.asked("/adresser/sok"), 3);
    assert_eq!((registers.asked("Hemmelig"), registers.asked("kommunenummer=5001&postnummer=7011&treffPerSide=2")), (0, 1));
    let again = catalogue.locate_offers(&registers.client(), &Silent, "test").await.expect("located");
    assert_eq!((again.located, again.unknown, again.unchanged), (0, 2, 4));
}

#[tokio::test]
async fn a_register_that_falls_silent_stops_the_search_and_what_was_found_stays() {
    let (folder, registers) = (TempDir::new().expect("a folder"), Registers::start().await);
    let at = |street: &str| json!({"street": street, "postal_code": "7011"});
    let catalogue = catalogue(&folder, &[at("Prøvegata 1"), at("Stilleveien 2"), at("Prøvegata 3")]).await;
    registers.says("/adresser/sok Prøvegata 1", hits(&[("Prøvegata 1", 63.5)]));
    registers.answers("/adresser/sok Stilleveien 2", &[(502, b"")]);
    let report = catalogue.locate_offers(&registers.client(), &Silent, "test").await.expect("a report");
    assert_eq!((report.located, report.unknown, report.unchanged), (1, 0, 0));
    let told = report.stopped.expect("stopped").to_string();
    assert!(told.contains("Kartverket's addresses") && told.contains("502"), "{told}");
    assert_eq!(location(&catalogue, "adresse-0").await["lat"], 63.5);
    assert_eq!(registers.asked("/adresser/sok"), 4, "nobody is asked after that");
}

#[tokio::test]
async fn a_postal_code_names_its_municipality_on_the_pages() {
    let (folder, registers) = (TempDir::new().expect("a folder"), Registers::start().await);
    // One like a number of today, one like a number of before.
    let alike = b"0301\tFJORD\t5622\tFJORD\tB\r\n2020\tPR\xd8VEBY\t0301\tPR\xd8VEBY\tB\r\n".as_slice();
    registers.answers("/posten.txt", &[(200, &[POSTAL_CODES, alike].concat())]);
    catalogue(&folder, &[]).await.update_places(&registers.client(), &Silent).await.expect("updated");
    let service = Service::within(folder, &project().join("data/catalogue")).await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let asked = async |path: &str, place: &str| {
        let form = client.post(format!("{}{path}", service.base)).header("Content-Type", "application/x-www-form-urlencoded");
        form.body(format!("q=&municipality={place}")).send().await.expect("an answer")
    };
    for (path, code, to) in
        [("/", "9700", "/porsanger"), ("/", "0301", "/oslo"), ("/fastlege", "9700", "/fastlege?municipality=5622")]
    {
        let answer = asked(path, code).await;
        assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().expect("text")), (303, to), "{code}");
    }
    let several = asked("/", "2020").await.text().await.expect("text");
    assert!(several.contains("municipality=5622") && several.contains("municipality=0301"), "which is meant is asked: {several}");
    let none = asked("/", "1234").await.text().await.expect("text");
    assert!(none.contains("Vi kjenner ikke det nummeret. Skriv navnet på kommunen"), "{none}");
    let address = client.get(format!("{}/2020", service.base)).send().await.expect("an answer");
    assert_eq!(address.headers()["location"].to_str().expect("text"), "/porsanger", "an address holds numbers alone");
}

/// The program itself, as an operator calls it.
async fn places(folder: &TempDir, registers: &Registers, command: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_veiviser"));
    program.args(["places", command]).arg("--data").arg(project().join("data"));
    program.arg("--store").arg(format!("sqlite:{}", folder.path().join("store.db").display()));
    program.arg("--kommuneinfo").arg(registers.address("/kommuneinfo")).arg("--klass").arg(registers.address("/klass"));
    program.arg("--posten").arg(registers.address("/posten.txt")).arg("--addresses").arg(registers.address("/adresser"));
    tokio::task::spawn_blocking(move || program.output()).await.expect("no panic").expect("the program")
}

#[tokio::test]
async fn the_commands_tell_what_they_did() {
    let (folder, registers) = (TempDir::new().expect("a folder"), Registers::start().await);
    let catalogue = catalogue(&folder, &[json!({"street": "Prøvegata 1", "postal_code": "7011"})]).await;
    registers.says("/adresser/sok Prøvegata 1", hits(&[("Prøvegata 1", 63.5)]));
    let located = places(&folder, &registers, "locate").await;
    let told = String::from_utf8_lossy(&located.stdout);
    assert!(located.status.success(), "{}", String::from_utf8_lossy(&located.stderr));
    assert_eq!(told.trim(), "located 1, not known for certain 0, left as they were 0");
    assert_eq!(location(&catalogue, "adresse-0").await["lon"], 10.4);

    let updated = places(&folder, &registers, "update").await;
    let told = String::from_utf8_lossy(&updated.stderr);
    assert_eq!(updated.status.code(), Some(1));
    assert!(told.contains("3 postal codes") && told.contains("at least 3000") && told.contains("nothing was changed"), "{told}");
    assert_eq!(catalogue.store.registers().await.expect("a store"), None);
}
