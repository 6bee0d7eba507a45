//! The same reports give the same bytes, however they were added to the index.

use crate::desk::{Desk, many_records};

const QUERIES: &str = "\
words\thelicopters police
phrase\t\"Viv Ansanm\"
prefix\thous*
either\tkenscoff OR solino -convoy
stop\tthe of
facet\tarea:Kenscoff hospital
about\tabout:Kenscoff hospital
none\tzebra
all\t
";

#[test]
fn the_output_does_not_depend_on_threads_or_on_the_history_of_the_index() {
    let lines = many_records(120);
    let records: Vec<&str> = lines.lines().collect();
    let text = |i: usize| -> String {
        let record: serde_json::Value = serde_json::from_str(records[i]).unwrap();
        record["text"].as_str().unwrap().to_owned()
    };
    let fill = |desk: &Desk| {
        desk.write("many.jsonl", records[..80].join("\n") + "\n");
        desk.write("more.jsonl", records[80..110].join("\n") + "\n");
        for i in 110..120 {
            desk.write(&format!("files/{i}.txt"), text(i));
        }
    };
    let one = Desk::new();
    fill(&one);
    assert_eq!(
        one.run(&["index", "reports", "--threads", "1"]).status,
        Some(0)
    );
    let four = Desk::new();
    fill(&four);
    assert_eq!(
        four.run(&["index", "reports", "--threads", "4"]).status,
        Some(0)
    );

    // Added in parts, changed and changed back, deleted and put again.
    let updated = Desk::new();
    updated.write("more.jsonl", records[70..100].join("\n") + "\n");
    updated.write("files/112.txt", "Something else about helicopters.");
    updated.write(
        "gone.txt",
        "Helicopters over Solino, of which nothing stays.",
    );
    updated.index_reports();
    updated.delete("gone.txt");
    updated.write("files/111.txt", text(111));
    updated.write("more.jsonl", records[80..110].join("\n") + "\n");
    updated.index_reports();
    updated.delete("files/111.txt");
    updated.index_reports();
    fill(&updated);
    updated.index_reports();

    let ask = |desk: &Desk, format: &str| {
        desk.write("../queries.tsv", QUERIES);
        let arguments = "batch queries.tsv --facets --limit 30 --format";
        let mut arguments: Vec<&str> = arguments.split(' ').chain([format]).collect();
        let mut answers = String::new();
        for expand in [None, Some("--expand")] {
            arguments.extend(expand);
            let run = desk.run(&arguments);
            assert_eq!(run.status, Some(0), "{run:?}");
            answers += &(run.out + &run.err);
        }
        answers
    };
    let export = one.export();
    assert_eq!(export.lines().count(), 120);
    let answers = ["text", "jsonl", "trec"].map(|format| ask(&one, format));
    for (name, desk) in [("four threads", &four), ("updates", &updated)] {
        assert!(desk.export() == export, "{name}: another export");
        for (format, wanted) in ["text", "jsonl", "trec"].iter().zip(&answers) {
            let got = ask(desk, format);
            let differs = got
                .lines()
                .zip(wanted.lines())
                .find(|(got, wanted)| got != wanted);
            assert!(got == *wanted, "{name}, {format}: {differs:?}");
        }
    }
}
