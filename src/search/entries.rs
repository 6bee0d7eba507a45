//! Entries: lists of documents with counts, made and united.

use tantivy::DocId;

use super::clause::Entry;

/// Entries of documents that count without standing in words.
pub fn filed(docs: Vec<DocId>) -> Vec<Entry> {
    counted(docs.into_iter().map(|doc| (doc, 0)).collect(), false)
}

/// Entries of counts in the title or in the body.
pub fn counted(counts: Vec<(DocId, u32)>, is_title: bool) -> Vec<Entry> {
    let entry = |(doc, n)| Entry {
        doc,
        body: if is_title { 0 } else { n },
        title: if is_title { n } else { 0 },
    };
    counts.into_iter().map(entry).collect()
}

/// How many lists are merged one into the other; more are sorted as one.
const FEW: usize = 8;

/// Unites ordered lists, adding up what stands in several for one document.
pub fn united(mut lists: Vec<Vec<Entry>>) -> Vec<Entry> {
    lists.retain(|list| !list.is_empty());
    if lists.len() <= FEW {
        let mut lists = lists.into_iter();
        let first = lists.next().unwrap_or_default();
        return lists.fold(first, |all, list| merge(&all, &list));
    }
    let mut all = lists.concat();
    all.sort_unstable_by_key(|entry| entry.doc);
    all.dedup_by(|next, kept| {
        let same = next.doc == kept.doc;
        if same {
            kept.body += next.body;
            kept.title += next.title;
        }
        same
    });
    all
}

/// Merges two ordered lists, adding up what stands in both.
fn merge(a: &[Entry], b: &[Entry]) -> Vec<Entry> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.doc.cmp(&y.doc) {
            std::cmp::Ordering::Less => {
                out.push(*x);
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                out.push(*y);
                j += 1;
            }
            std::cmp::Ordering::Equal => {
                out.push(Entry {
                    doc: x.doc,
                    body: x.body + y.body,
                    title: x.title + y.title,
                });
                i += 1;
                j += 1;
            }
        }
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}
