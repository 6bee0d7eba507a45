//! The program that reportage is compared with: tantivy with nothing around it. It indexes the stemmed words of English
//! texts with their positions, on two threads, and answers with ids, or with ids and snippets.

use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use serde::Deserialize;
use serde_json::json;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhrasePrefixQuery, PhraseQuery, TermQuery};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

use crate::queries::Query;

const THREADS: usize = 2;
/// As the default of `reportage index --memory`, in bytes.
const MEMORY: usize = 256 << 20;
const HITS: usize = 10;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

/// What is returned for each hit.
#[derive(Clone, Copy)]
enum Detail {
    /// Its id and score.
    Ids,
    /// These and a snippet.
    Snippets,
}

/// The first argument of this program when it is the compared one; then a command and its two paths.
pub const ARGUMENT: &str = "bare";
/// Indexes the reports of the first folder in the second.
pub const INDEX: &str = "index";
/// Answers the queries of the second file from the index in the first folder, with [`Detail::Snippets`].
pub const SNIPPETS: &str = "snippets";
/// The same with [`Detail::Ids`].
pub const IDS: &str = "ids";

/// Runs a command.
pub fn run(arguments: &[OsString]) -> Result<(), Box<dyn Error>> {
    let [command, first, second] = arguments else {
        return Err("a command and two paths are needed".into());
    };
    let (first, second) = (Path::new(first), Path::new(second));
    match command.to_str() {
        Some(INDEX) => index(first, second),
        Some(SNIPPETS) => search(first, second, Detail::Snippets),
        Some(IDS) => search(first, second, Detail::Ids),
        _ => Err(format!("no command {command:?}").into()),
    }
}

/// Indexes the files of a folder.
fn index(reports: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED | FAST);
    let stemmed = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(stemmed);
    let text = schema.add_text_field("text", text.set_stored());
    fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema.build())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, MEMORY)?;
    let mut files = fs::read_dir(reports)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    files.sort();
    for file in files {
        for line in BufReader::new(File::open(file)?).lines() {
            let line: Line = serde_json::from_str(&line?)?;
            let mut document = TantivyDocument::default();
            document.add_text(id, line.id);
            document.add_text(text, line.text);
            writer.add_document(document)?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// Writes the best hits of each query of a file, one JSON value per line.
fn search(folder: &Path, queries: &Path, detail: Detail) -> Result<(), Box<dyn Error>> {
    let mut engine = Engine::open(folder)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in BufReader::new(File::open(queries)?).lines() {
        let query: Query = serde_json::from_str(&line?)?;
        engine.answer(&query, detail, &mut out)?;
    }
    out.flush()?;
    Ok(())
}

/// Returns how many texts have a word.
pub fn count(folder: &Path, word: &str) -> Result<usize, Box<dyn Error>> {
    let mut engine = Engine::open(folder)?;
    let query = engine.query(&Query::Words(vec![word.to_owned()]));
    Ok(engine.searcher.search(&query, &Count)?)
}

struct Engine {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    text: Field,
}

impl Engine {
    fn open(folder: &Path) -> tantivy::Result<Engine> {
        let index = Index::open_in_dir(folder)?;
        let text = index.schema().get_field("text")?;
        Ok(Engine {
            searcher: index.reader()?.searcher(),
            analyzer: index.tokenizer_for_field(text)?,
            text,
        })
    }

    fn query(&mut self, query: &Query) -> Box<dyn tantivy::query::Query> {
        match query {
            Query::Words(words) if words.len() == 1 => {
                let stem = self.stem(&words[0]);
                Box::new(TermQuery::new(stem, IndexRecordOption::WithFreqs))
            }
            Query::Words(words) => {
                let terms = words.iter().map(|word| {
                    let term = TermQuery::new(self.stem(word), IndexRecordOption::WithFreqs);
                    let term: Box<dyn tantivy::query::Query> = Box::new(term);
                    (Occur::Must, term)
                });
                let terms: Vec<_> = terms.collect();
                Box::new(BooleanQuery::new(terms))
            }
            Query::Phrase(words) => {
                let terms = words.iter().map(|word| self.stem(word)).collect();
                Box::new(PhraseQuery::new(terms))
            }
            Query::Prefix(prefix) => {
                let prefix = Term::from_field_text(self.text, prefix);
                Box::new(PhrasePrefixQuery::new(vec![prefix]))
            }
        }
    }

    fn stem(&mut self, word: &str) -> Term {
        let mut stem = Term::from_field_text(self.text, word);
        let mut tokens = self.analyzer.token_stream(word);
        tokens.process(&mut |token| stem = Term::from_field_text(self.text, &token.text));
        stem
    }

    fn answer(
        &mut self,
        query: &Query,
        detail: Detail,
        out: &mut impl Write,
    ) -> Result<(), Box<dyn Error>> {
        let query = self.query(query);
        let best = TopDocs::with_limit(HITS).order_by_score();
        let best = self.searcher.search(&query, &best)?;
        let snippets = match detail {
            Detail::Ids => None,
            Detail::Snippets => Some(SnippetGenerator::create(&self.searcher, &query, self.text)?),
        };
        let mut hits = Vec::with_capacity(best.len());
        for (score, address) in best {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let mut id = String::new();
            if let Some(ids) = segment.fast_fields().str("id")? {
                for ord in ids.term_ords(address.doc_id) {
                    ids.ord_to_str(ord, &mut id)?;
                }
            }
            let snippet = match &snippets {
                None => None,
                Some(snippets) => {
                    let document: TantivyDocument = self.searcher.doc(address)?;
                    Some(snippets.snippet_from_doc(&document).to_html())
                }
            };
            hits.push(json!({"id": id, "score": score, "snippet": snippet}));
        }
        writeln!(out, "{}", json!(hits))?;
        Ok(())
    }
}
