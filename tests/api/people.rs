//! Who a text is about: ages as people write them, whose trouble it is, who is afraid of whom; and sayings of which a word alone means something else.

use crate::common::Service;
use serde_json::Value;

#[tokio::test]
async fn ages_are_read_as_people_write_them() {
    let service = Service::start().await;
    for (text, age) in [
        ("bestefar 88 er mye alene", Some(88)),
        ("ho mor e 84", Some(84)),
        ("guttungen på 9 gruer seg til skolen", Some(9)),
        ("sønnen, 22, bor hjemme og spiller hele natta", Some(22)),
        ("kastet ut hjemmefra, 18", Some(18)),
        ("er 15 og vil ikke at foreldrene skal vite det", Some(15)),
        ("gutten min i 6. klasse gruer seg", Some(11)),
        ("48 år gammel mann, skilt", Some(48)),
        ("sover 3 timer", None),
        ("har vært gift i 20 år", None),
        ("mann 2 barn og ingen jobb", None),
    ] {
        let told = service.search(&[("q", text)]).await;
        assert_eq!(told["understood"]["age"].as_u64(), age, "{text}");
    }
}

#[tokio::test]
async fn whose_trouble_it_is() {
    let service = Service::start().await;
    for (text, kin) in [
        ("mannen min drikker for mye", true),
        ("kona vet ikke at jeg drikker for mye", false),
        ("mannen min vil at jeg skal slutte å drikke", false),
        ("i want to stop drinking my wife doesnt know", false),
        ("livredd for samboeren", false),
        ("mamma gikk bort i fjor", false),
    ] {
        let understood = service.search(&[("q", text)]).await["understood"].clone();
        let told = understood["audiences"].to_string().contains("next_of_kin")
            || understood["topics"][0].as_str().is_some_and(|topic| topic.starts_with("next_of_kin"));
        assert_eq!(told, kin, "{text}: {understood}");
    }
}

#[tokio::test]
async fn whoever_is_afraid_is_not_sent_to_a_course_for_those_who_hit() {
    let service = Service::start().await;
    for text in ["redd han skal slå meg", "livredd for samboeren", "mannen min slår meg"] {
        let found = service.search(&[("q", text), ("municipality", "5001")]).await;
        let first = found["hits"].as_array().into_iter().flatten().take(3);
        let theirs: Vec<&Value> =
            first.filter(|hit| hit["offer"]["audiences"].to_string().contains("violence_perpetrators")).collect();
        assert!(theirs.is_empty(), "{text}");
    }
    let own = service.search(&[("q", "blir rasende og slår"), ("municipality", "5001")]).await;
    assert!(own["hits"][0]["offer"]["audiences"].to_string().contains("violence_perpetrators"), "who hits finds it");
}

#[tokio::test]
async fn a_saying_is_no_word_of_it_alone() {
    let service = Service::start().await;
    for (text, topic, never) in [
        ("trenger noe å drepe tida med", "volunteering", "violence"),
        ("har slått meg ned i en ny by", "loneliness", "violence"),
        ("kjæresten har slått opp", "breakup", "violence"),
        ("jeg vil kutte ut sukker", "diet", "self_harm"),
        ("vil ta livet med ro", "healthy_living", "suicide"),
        ("går på veggen", "exhaustion", "housing"),
    ] {
        let found = service.search(&[("q", text)]).await;
        let topics = found["understood"]["topics"].to_string();
        assert!(topics.contains(topic) && !topics.contains(never), "{text}: {topics}");
        assert_eq!(found["safety"], Value::Null, "{text}");
    }
    let meant = service.search(&[("q", "han vil drepe meg")]).await;
    assert!(meant["understood"]["topics"].to_string().contains("violence") && meant["safety"]["level"] == "emergency");
}
