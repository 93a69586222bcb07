//! What happens to the house when something breaks: the index in every way, the process in the middle of writing.

use super::common::{Service, project};
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn damage(index: &Path, how: &str) {
    let own = index.join("offers");
    let files: Vec<_> = std::fs::read_dir(&own).expect("an index").flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    match how {
        "missing" => std::fs::remove_dir_all(&own).expect("removed"),
        "foreign" => std::fs::write(own.join("veiviser-index"), "of another service").expect("written"),
        "truncated" => {
            for file in &files {
                let half = std::fs::metadata(file).expect("a file").len() / 2;
                std::fs::OpenOptions::new().write(true).open(file).expect("a file").set_len(half).expect("cut");
            }
        }
        "garbled" => {
            for file in files.iter().filter(|f| !f.ends_with("veiviser-index")) {
                let noise: Vec<u8> = (0..4_096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
                std::fs::write(file, noise).expect("written");
            }
        }
        "one byte" => {
            let file = files.iter().find(|f| f.extension().is_some_and(|e| e == "store")).expect("a segment");
            let mut bytes = std::fs::read(file).expect("read");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0xff;
            std::fs::write(file, bytes).expect("written");
        }
        other => panic!("no such damage: {other}"),
    }
}

#[tokio::test]
async fn a_broken_index_is_made_anew() {
    let catalogue = project().join("data/catalogue");
    let mut folder = Service::start().await.stop().await;
    for how in ["missing", "foreign", "truncated", "garbled", "one byte"] {
        damage(&folder.path().join("index"), how);
        let own = folder.path().join("index/offers");
        if own.is_dir() {
            std::fs::write(own.join("somebody-elses.txt"), "keep me").expect("written");
        }
        let service = Service::within(folder, &catalogue).await;
        assert!(!service.ids(&[("q", "angst")]).await.is_empty(), "{how}");
        folder = service.stop().await;
        let foreign = folder.path().join("index/offers/somebody-elses.txt");
        assert!(how == "missing" || foreign.exists(), "only its own files are deleted ({how})");
    }
}

struct Process {
    child: Child,
    base: String,
}

/// The program itself, as an operator starts it.
fn spawn(folder: &Path) -> Process {
    let mut child = Command::new(env!("CARGO_BIN_EXE_veiviser"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .arg("--data")
        .arg(project().join("data"))
        .arg("--store")
        .arg(format!("sqlite:{}", folder.join("store.db").display()))
        .arg("--index")
        .arg(folder.join("index"))
        .env("VEIVISER_ADMIN_KEY", super::common::KEY)
        .env("VEIVISER_LOG", "error")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let lines = BufReader::new(child.stdout.take().expect("output")).lines();
    let base = lines
        .map_while(Result::ok)
        .find_map(|l| l.find("http://").map(|at| l[at..].trim().to_owned()))
        .expect("it says where it serves");
    Process { child, base }
}

/// Twenty times: killed in the middle of PUTs; every one that was answered is there and can be found.
#[tokio::test(flavor = "multi_thread")]
async fn no_answered_write_is_lost_by_a_kill() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let client = reqwest::Client::new();
    let mut answered: Vec<String> = Vec::new();
    for round in 0..20 {
        let mut process = spawn(folder.path());
        let (base, pid) = (process.base.clone(), process.child.id());
        let killer = tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_millis(200 + 100 * round)).await;
            let killed = Command::new("kill").args(["-9", &pid.to_string()]).status();
            assert!(killed.is_ok_and(|s| s.success()));
        });
        for n in 0..1000 {
            let id = format!("drept-{round}-{n}");
            let word = format!("kvikk{}", id.replace('-', "x"));
            let document = json!({"id": id, "name": {"nb": word}, "organization": "trondheim-kommune", "kind": "group",
                "topics": ["grief"], "coverage": {"scope": "local", "municipalities": ["5001"]}, "status": "active"});
            let put = client
                .put(format!("{base}/v1/offers/{id}"))
                .bearer_auth(super::common::KEY)
                .header("If-None-Match", "*")
                .json(&document);
            match put.send().await {
                Ok(answer) if answer.status() == 201 => answered.push(id),
                _ => break,
            }
        }
        killer.await.expect("killed");
        process.child.wait().expect("ended");
    }
    assert!(answered.len() > 100, "only {} writes were answered", answered.len());
    let mut process = spawn(folder.path());
    for id in &answered {
        let word = format!("kvikk{}", id.replace('-', "x"));
        let url = format!("{}/v1/offers?q={word}&understand=false&final=true", process.base);
        let body: serde_json::Value = client.get(url).send().await.expect("an answer").json().await.expect("JSON");
        assert_eq!(super::common::ids(&body).first(), Some(id));
    }
    process.child.kill().expect("ended");
    process.child.wait().expect("ended");
}
