//! Converts a tree of elements into paragraphs as a browser would show them.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

/// Elements whose content is not shown as text.
#[rustfmt::skip]
const UNSEEN: &[&str] = &[
    "annotation", "annotation-xml", "audio", "button", "canvas", "datalist", "dialog", "head", "iframe", "input", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

/// Block elements.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "ul",
];

/// Elements that start a new line inside a block.
const LINES: &[&str] = &["br", "li", "tr"];

/// Returns the visible, non-empty paragraphs, headings, lists and tables of a document, in order.
pub(super) fn of(html: &Html) -> Vec<String> {
    of_element(html.root_element(), |_| false)
}

/// The same for one element, skipping descendants selected by `is_left_out`.
pub(super) fn of_element(
    element: ElementRef<'_>,
    is_left_out: impl Fn(ElementRef<'_>) -> bool,
) -> Vec<String> {
    let enters = |element: ElementRef| is_shown(element.value()) && !is_left_out(element);
    let mut writer = Writer::default();
    let root = *element;
    let mut node = root;
    // Iterative, so that deep nesting does not use stack.
    loop {
        let mut enter = true;
        match node.value() {
            Node::Text(text) => writer.text(text),
            Node::Element(_) => {
                let element = ElementRef::wrap(node);
                enter = element.is_some_and(|e| {
                    if node == root {
                        is_shown(e.value())
                    } else {
                        enters(e)
                    }
                });
                if let Some(element) = element
                    && enter
                {
                    writer.open(element.value().name());
                }
            }
            _ => {}
        }
        if enter && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        let mut entered = enter;
        loop {
            if let Node::Element(element) = node.value()
                && entered
            {
                writer.close(element.name());
            }
            if node == root {
                return writer.finish();
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                return writer.finish();
            };
            node = parent;
            entered = true;
        }
    }
}

/// Returns the depth of a tree.
pub(super) fn depth(html: &Html) -> usize {
    let mut node = html.tree.root();
    let (mut depth, mut deepest) = (1usize, 1);
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            deepest = deepest.max(depth);
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return deepest,
            }
            depth -= 1;
        }
    }
}

/// Returns whether a browser shows an element, judging by its own attributes.
fn is_shown(element: &Element) -> bool {
    !UNSEEN.contains(&element.name()) && !is_hidden(element)
}

/// Returns whether the attributes of an element hide it.
pub(super) fn is_hidden(element: &Element) -> bool {
    if element.attr("hidden").is_some() {
        return true;
    }
    let style = element.attr("style").unwrap_or_default();
    let style: String = style.split_whitespace().collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

#[derive(Default)]
struct Writer {
    blocks: Vec<String>,
    current: String,
    /// Whether there was white space after the last character.
    space: bool,
    /// The number of open `pre` elements.
    kept_breaks: usize,
}

impl Writer {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.kept_breaks > 0 => self.line_break(),
                ' ' | '\t' | '\n' | '\r' | '\x0c' => self.space = true,
                _ => {
                    if self.space && !self.current.is_empty() && !self.current.ends_with('\n') {
                        self.current.push(' ');
                    }
                    self.space = false;
                    self.current.push(c);
                }
            }
        }
    }

    fn open(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.flush();
        } else if LINES.contains(&name) {
            self.line_break();
        }
        self.kept_breaks += usize::from(name == "pre");
    }

    fn close(&mut self, name: &str) {
        if name == "pre" {
            self.kept_breaks = self.kept_breaks.saturating_sub(1);
        }
        if BLOCKS.contains(&name) {
            self.flush();
        } else if matches!(name, "td" | "th") {
            self.space = true;
        } else if matches!(name, "li" | "tr") {
            self.line_break();
        }
    }

    fn line_break(&mut self) {
        self.space = false;
        if !self.current.is_empty() && !self.current.ends_with('\n') {
            self.current.push('\n');
        }
    }

    fn flush(&mut self) {
        let block = self.current.trim();
        if !block.is_empty() {
            self.blocks.push(block.to_owned());
        }
        self.current.clear();
        self.space = false;
    }

    fn finish(mut self) -> Vec<String> {
        self.flush();
        self.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_that_of_the_deepest_element() {
        let html = Html::parse_document("<div><p></p></div><p>");
        assert_eq!(depth(&html), "root html body div p".split(' ').count());
    }

    #[test]
    fn white_space_collapses_as_in_a_browser_and_blocks_are_separate() {
        let html = Html::parse_document(
            "<nav>Home</nav><h1>A  b</h1><div>one\n <b>two</b>three<p>four<br>five</p></div>\
             <ul><li>x</li><li>y</li></ul><table><tr><td>1</td><td>2</td></tr></table>\
             <script>no</script><p hidden>no</p><p style='display: none'>no</p>",
        );
        let wanted = ["Home", "A b", "one twothree", "four\nfive", "x\ny", "1 2"];
        assert_eq!(of(&html), wanted);
        let is_nav = |element: ElementRef| element.value().name() == "nav";
        assert_eq!(of_element(html.root_element(), is_nav), wanted[1..]);
    }
}
