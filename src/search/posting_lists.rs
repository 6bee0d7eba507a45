//! Creates and merges the posting lists of clauses.

use tantivy::DocId;

use super::clause::Posting;

/// Returns postings of documents that match without an occurrence of words: all frequencies are 0.
pub fn filed(docs: Vec<DocId>) -> Vec<Posting> {
    counted(docs.into_iter().map(|doc| (doc, 0)).collect(), false)
}

/// Returns postings with frequencies in the title or in the body.
pub fn counted(counts: Vec<(DocId, u32)>, is_title: bool) -> Vec<Posting> {
    let posting = |(doc, n)| Posting {
        doc,
        body: if is_title { 0 } else { n },
        title: if is_title { n } else { 0 },
    };
    counts.into_iter().map(posting).collect()
}

/// Up to this many lists are merged one by one; more are concatenated and sorted.
const FEW: usize = 8;

/// Merges ordered lists, adding up the frequencies of documents in several of them.
pub fn united(mut lists: Vec<Vec<Posting>>) -> Vec<Posting> {
    lists.retain(|list| !list.is_empty());
    if lists.len() <= FEW {
        let mut lists = lists.into_iter();
        let first = lists.next().unwrap_or_default();
        return lists.fold(first, |all, list| merge(&all, &list));
    }
    let mut all = lists.concat();
    all.sort_unstable_by_key(|posting| posting.doc);
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

/// Merges two ordered lists, adding up the frequencies of documents in both.
fn merge(a: &[Posting], b: &[Posting]) -> Vec<Posting> {
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
                out.push(Posting {
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
