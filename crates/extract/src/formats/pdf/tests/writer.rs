//! Writes small PDF files.

use std::fmt::Write as _;

/// One line of a page: its distance from the left and the bottom, its font size, and its text.
pub type Drawn<'a> = (f64, f64, f64, &'a str);

/// Writes PDF files: a sequence of objects, and a table of their offsets.
#[derive(Default)]
pub struct Writer {
    pub objects: Vec<String>,
    pub pages: Vec<usize>,
    pub info: Option<usize>,
}

impl Writer {
    /// Appends an object and returns its number.
    pub fn object(&mut self, text: &str) -> usize {
        self.objects.push(text.to_owned());
        FIRST + self.objects.len() - 1
    }

    pub fn stream(&mut self, dictionary: &str, content: &str) -> usize {
        let length = content.len();
        let head = format!("<< {dictionary} /Length {length} >>");
        self.object(&format!("{head}\nstream\n{content}\nendstream"))
    }

    pub fn content(&mut self, content: &str, objects: &str) {
        let content = self.stream("", content);
        let resources = format!("<< /Font << /F 3 0 R >> /XObject << {objects} >> >>");
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /Contents {content} 0 R /Resources {resources} >>"
        );
        let page = self.object(&page);
        self.pages.push(page);
    }

    pub fn page(&mut self, lines: &[Drawn]) {
        let mut content = String::new();
        for (left, up, size, text) in lines {
            writeln!(content, "BT /F {size} Tf {left} {up} Td ({text}) Tj ET").unwrap();
        }
        self.content(&content, "");
    }

    /// Adds a page that contains only an image.
    pub fn picture(&mut self) {
        let size = "/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
        let picture = self.stream(&format!("/Type /XObject /Subtype /Image {size}"), "x");
        self.content("q 600 0 0 800 0 0 cm /P Do Q", &format!("/P {picture} 0 R"));
    }

    pub fn title(&mut self, title: &str) {
        self.info = Some(self.object(&format!("<< /Title ({title}) >>")));
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut kids = String::new();
        for page in &self.pages {
            write!(kids, "{page} 0 R ").unwrap();
        }
        let count = self.pages.len();
        let first = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 600 800] >>"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
                .to_owned(),
        ];
        let mut file = "%PDF-1.4\n".to_owned();
        let mut table = String::new();
        for (i, object) in first.iter().chain(&self.objects).enumerate() {
            writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
            write!(file, "{} 0 obj\n{object}\nendobj\n", i + 1).unwrap();
        }
        let size = FIRST + self.objects.len();
        let start = file.len();
        let info = self
            .info
            .map_or(String::new(), |info| format!("/Info {info} 0 R"));
        write!(
            file,
            "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n\
             << /Size {size} /Root 1 0 R {info} /ID [<00112233> <00112233>] >>\n\
             startxref\n{start}\n%%EOF\n"
        )
        .unwrap();
        file.into_bytes()
    }
}

/// The number of the first object after catalog, page tree and font.
pub const FIRST: usize = 4;
