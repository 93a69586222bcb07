//! The 45 systems that the service carries: every row of docs/systems.md is asked of the real service, and its answer held against it.

use super::common::{Service, project};
use reqwest::Method;
use serde_json::Value;

/// One row: its number, the request, and what stands in the answer.
struct Row {
    number: usize,
    method: Method,
    path: String,
    body: Option<Value>,
    holds: Vec<(String, String)>,
}

/// What stands in backticks in a cell.
fn ticked(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(project().join("docs/systems.md")).expect("docs/systems.md");
    let lines = text.lines().filter(|l| l.trim_start_matches(['|', ' ']).starts_with(|c: char| c.is_ascii_digit()));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.trim().trim_matches('|').split(" | ").map(str::trim).collect();
            assert_eq!(cells.len(), 5, "number, system, how, request, answer: {line}");
            let number = cells[0].parse().expect("a number");
            let request = ticked(cells[3]);
            let (method, path) =
                request.first().and_then(|r| r.split_once(' ')).unwrap_or_else(|| panic!("a request in row {number}"));
            let holds: Vec<(String, String)> = ticked(cells[4])
                .iter()
                .map(|h| h.split_once(" = ").unwrap_or_else(|| panic!("POINTER = VALUE in row {number}, not {h}")))
                .map(|(pointer, value)| (pointer.to_owned(), value.to_owned()))
                .collect();
            assert!(!holds.is_empty(), "row {number} says nothing of the answer");
            Row {
                number,
                method: method.parse().expect("a method"),
                path: path.to_owned(),
                body: request.get(1).map(|b| serde_json::from_str(b).expect("a JSON body")),
                holds,
            }
        })
        .collect()
}

#[tokio::test]
async fn every_system_is_carried_and_shown() {
    let rows = rows();
    assert_eq!(rows.iter().map(|r| r.number).collect::<Vec<_>>(), (1..=45).collect::<Vec<_>>());
    let service = Service::start().await;
    let mut wrong = Vec::new();
    for row in rows {
        let mut request = service.request(row.method, &row.path);
        if let Some(body) = &row.body {
            request = request.json(body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("text");
        if !status.is_success() {
            wrong.push(format!("{}: {status} {text}", row.number));
            continue;
        }
        let value: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        for (pointer, wanted) in row.holds {
            let told = value.pointer(&pointer).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
            if !told.as_ref().is_some_and(|told| told.contains(&wanted)) {
                wrong.push(format!("{}: {pointer} holds {told:?}, not {wanted}", row.number));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
