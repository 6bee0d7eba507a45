//! Interprets the content of a page and passes on the glyphs of its text with their positions.

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use super::content::{Item, Operation, Operations, items};
use super::fonts::{FontId, Fonts};
use super::glyphs::{Full, Glyphs};
use super::matrix::Matrix;
use super::{filters, load, pictures, tokens, tree};
use crate::error::PageFault;

/// The nesting limit of forms.
const DEEPEST: usize = 32;
/// The limit of forms drawn on a page.
const MOST_DRAWN: usize = 20_000;
/// The limit of saved graphics states.
const MOST_SAVED: usize = 1 << 12;

/// What a page drew besides text.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Each once, in order.
    pub pictures: Vec<ObjectId>,
    /// The first reason why text may be missing.
    pub fault: Option<PageFault>,
}

/// Interprets a page, adding its text to `glyphs`.
pub(super) fn page<'a>(
    document: &'a Document,
    page: ObjectId,
    fonts: &mut Fonts<'a>,
    glyphs: &mut Glyphs,
    drawn: &mut Drawn,
) {
    fonts.start_page();
    let mut content = Vec::new();
    for id in document.get_page_contents(page) {
        let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else {
            // A part is missing from the file.
            drawn.fault.get_or_insert(PageFault::Broken);
            continue;
        };
        if load::is_too_large(stream) {
            drawn.fault = Some(PageFault::TooLarge);
            return;
        }
        let mut part = filters::unpack(document, stream);
        if !part.is_whole {
            drawn.fault.get_or_insert(PageFault::Broken);
        }
        content.append(&mut part.bytes);
        content.push(b'\n');
    }
    let mut interpreter = Interpreter {
        document,
        fonts,
        glyphs,
        drawn,
        within: Vec::new(),
        forms: 0,
        mapped: 0,
        unmapped: 0,
        string: Vec::new(),
    };
    let resources = tree::resources(document, page);
    // `glyphs` records whether it is full.
    let _ = interpreter.content(&content, resources, State::default());
    if interpreter.unmapped > interpreter.mapped {
        interpreter.fail(PageFault::Unmapped);
    }
}

/// The text state.
#[derive(Debug, Clone, Copy)]
struct State {
    /// Maps user space to the page.
    outer: Matrix,
    /// The text matrix: the position of the next glyph.
    text: Matrix,
    font: Option<FontId>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    /// Horizontal scaling; 1 is the normal width.
    width: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> State {
        State {
            outer: Matrix::IDENTITY,
            text: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            width: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

impl State {
    fn advance(&mut self, x: f64) {
        self.text = self.text.after_move(x * self.width, 0.0);
    }
}

struct Interpreter<'a, 'p> {
    document: &'a Document,
    fonts: &'p mut Fonts<'a>,
    glyphs: &'p mut Glyphs,
    drawn: &'p mut Drawn,
    /// The forms being drawn, outermost first.
    within: Vec<ObjectId>,
    /// The number of forms drawn.
    forms: usize,
    /// The number of codes with and without a known text.
    mapped: usize,
    unmapped: usize,
    /// The bytes of the string being shown.
    string: Vec<u8>,
}

impl<'a> Interpreter<'a, '_> {
    fn content(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        mut state: State,
    ) -> Result<(), Full> {
        let mut saved: Vec<State> = Vec::new();
        let mut line = Matrix::IDENTITY;
        for operation in Operations::of(content) {
            self.glyphs.step()?;
            match operation {
                Operation::Origin => {
                    line = Matrix::IDENTITY;
                    state.text = line;
                }
                Operation::Font(name, size) => {
                    state.font = self.font(resources, &name);
                    state.size = size;
                }
                Operation::Matrix(numbers) => {
                    line = Matrix::new(numbers);
                    state.text = line;
                }
                Operation::Move(x, y) => next_line(&mut state, &mut line, x, y),
                Operation::MoveAndLead(x, y) => {
                    state.leading = -y;
                    next_line(&mut state, &mut line, x, y);
                }
                Operation::NextLine => {
                    let down = -state.leading;
                    next_line(&mut state, &mut line, 0.0, down);
                }
                Operation::Show(token) => self.show(&mut state, token)?,
                Operation::ShowSpaced(array) => {
                    for item in items(array) {
                        match item {
                            Item::Text(token) => self.show(&mut state, token)?,
                            Item::Back(thousandths) => {
                                let back = thousandths / 1000.0 * state.size;
                                state.advance(-back);
                            }
                        }
                    }
                }
                Operation::ShowOnNextLine(token) => {
                    let down = -state.leading;
                    next_line(&mut state, &mut line, 0.0, down);
                    self.show(&mut state, token)?;
                }
                Operation::ShowOnNextLineSpaced(word, letter, token) => {
                    state.word_space = word;
                    state.letter_space = letter;
                    let down = -state.leading;
                    next_line(&mut state, &mut line, 0.0, down);
                    self.show(&mut state, token)?;
                }
                Operation::LetterSpace(space) => state.letter_space = space,
                Operation::WordSpace(space) => state.word_space = space,
                Operation::Width(percent) => state.width = percent / 100.0,
                Operation::Leading(leading) => state.leading = leading,
                Operation::Rise(rise) => state.rise = rise,
                Operation::Save if saved.len() < MOST_SAVED => saved.push(state),
                Operation::Save => {}
                Operation::Restore => state = saved.pop().unwrap_or(state),
                Operation::Transform(numbers) => {
                    state.outer = Matrix::new(numbers).then(&state.outer);
                }
                Operation::Draw(name) => self.draw(resources, &name, state)?,
            }
        }
        Ok(())
    }

    /// Finds a font; text in a missing font is skipped.
    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<FontId> {
        let found = named(self.document, resources, b"Font", name);
        let found = found.and_then(|(_, font)| font.as_dict().ok());
        if found.is_none() {
            self.fail(PageFault::Broken);
        }
        found.map(|font| self.fonts.find(font))
    }

    fn show(&mut self, state: &mut State, token: &[u8]) -> Result<(), Full> {
        let Some(font) = state.font else {
            self.fail(PageFault::Broken);
            return Ok(());
        };
        tokens::string(token, &mut self.string);
        self.glyphs.start_string();
        let mut all_known = true;
        for glyphs in self.fonts.show(font, &self.string) {
            let Some(glyphs) = glyphs else {
                all_known = false;
                continue;
            };
            match glyphs.iter().all(|glyph| glyph.text.is_empty()) {
                true => self.unmapped += 1,
                false => self.mapped += 1,
            }
            for glyph in glyphs {
                let space = match glyph.parts_words {
                    true => state.letter_space + state.word_space,
                    false => state.letter_space,
                };
                let raised = Matrix::new([state.width, 0.0, 0.0, 1.0, 0.0, state.rise]);
                let place = raised.then(&state.text).then(&state.outer);
                let (width, size) = (glyph.width, state.size);
                self.glyphs.show(&place, width, space, size, &glyph.text)?;
                state.advance(width * size + space);
            }
        }
        if !all_known {
            self.fail(PageFault::Broken);
        }
        Ok(())
    }

    fn draw(
        &mut self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
        state: State,
    ) -> Result<(), Full> {
        let found = named(self.document, resources, b"XObject", name);
        let Some((Some(id), Object::Stream(stream))) = found else {
            return Ok(());
        };
        if pictures::is_picture(stream) {
            if !self.drawn.pictures.contains(&id) {
                self.drawn.pictures.push(id);
            }
            return Ok(());
        }
        self.glyphs.look_at_clock()?;
        self.forms += 1;
        let too_deep = self.within.contains(&id) || self.within.len() == DEEPEST;
        if too_deep || self.forms > MOST_DRAWN {
            self.fail(PageFault::Loop);
            return Ok(());
        }
        if load::is_too_large(stream) {
            self.fail(PageFault::TooLarge);
            return Ok(());
        }
        let own = stream.dict.get_deref(b"Resources", self.document);
        let own = own.and_then(Object::as_dict).ok();
        let content = filters::unpack(self.document, stream);
        if !content.is_whole {
            self.fail(PageFault::Broken);
        }
        let state = State {
            outer: self.matrix(stream).then(&state.outer),
            ..state
        };
        self.within.push(id);
        let drawn = self.content(&content.bytes, own.or(resources), state);
        self.within.pop();
        drawn
    }

    /// Returns the matrix of a form.
    fn matrix(&self, form: &Stream) -> Matrix {
        let numbers = || {
            let stated = form.dict.get_deref(b"Matrix", self.document).ok()?;
            let stated = stated.as_array().ok()?;
            let mut numbers = [0.0; 6];
            for (i, number) in numbers.iter_mut().enumerate() {
                let (_, object) = self.document.dereference(stated.get(i)?).ok()?;
                *number = object.as_float().ok()?.into();
            }
            Some(Matrix::new(numbers))
        };
        numbers().unwrap_or(Matrix::IDENTITY)
    }

    fn fail(&mut self, fault: PageFault) {
        self.drawn.fault.get_or_insert(fault);
    }
}

fn next_line(state: &mut State, line: &mut Matrix, x: f64, y: f64) {
    *line = line.after_move(x, y);
    state.text = *line;
}

/// Finds a named resource of a category.
fn named<'a>(
    document: &'a Document,
    resources: Option<&'a Dictionary>,
    kind: &[u8],
    name: &[u8],
) -> Option<(Option<ObjectId>, &'a Object)> {
    let all = resources?.get_deref(kind, document).ok()?;
    let object = all.as_dict().ok()?.get(name).ok()?;
    document.dereference(object).ok()
}
