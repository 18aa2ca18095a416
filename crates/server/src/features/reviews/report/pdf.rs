//! The document to print: A4, the facts of the page in the same order, text that can be copied and searched.
//!
//! Laid out first, drawn afterwards: only then the number of pages is known. Refuses nothing but a font that
//! cannot be read, which is the program's own.

use super::layout::Face;
use super::{Person, Report};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 48.0;
const BOTTOM: f32 = HEIGHT - 64.0;
const INSIDE: f32 = WIDTH - 2.0 * MARGIN;
/// Widths of the columns of a table, and the room between them.
const COLUMNS: [f32; 4] = [176.0, 122.0, 112.0, 77.0];
const GAP: f32 = 10.0;

/// The document cannot be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum PdfError {
    /// The program's own font.
    #[error("the report's font cannot be read")]
    Font,
    /// A size that is none.
    #[error("the report's page cannot be made")]
    Page,
    /// The library's reason.
    #[error("the report cannot be written: {0}")]
    Write(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tone {
    Text,
    Quiet,
    Stop,
    Line,
}

enum Mark {
    Text {
        x: f32,
        y: f32,
        size: f32,
        bold: bool,
        tone: Tone,
        text: String,
    },
    Rule {
        y: f32,
    },
}

struct Sheet {
    regular: Face,
    bold: Face,
    pages: Vec<Vec<Mark>>,
    y: f32,
}

/// The document.
///
/// # Errors
/// [`PdfError`].
pub(super) fn document(report: &Report<'_>) -> Result<Vec<u8>, PdfError> {
    let (regular, bold) = Face::both().ok_or(PdfError::Font)?;
    let mut sheet = Sheet {
        regular,
        bold,
        pages: vec![Vec::new()],
        y: MARGIN + 10.0,
    };
    let say = |name: &str| report.words.say(name);
    sheet.block(&report.title, 20.0, true, Tone::Text);
    sheet.y += 6.0;
    for (name, value) in &report.facts {
        let heads = sheet.cell(0.0, 110.0, &say(name), 9.5, false, Tone::Quiet);
        let values = sheet.cell(114.0, INSIDE - 114.0, value, 9.5, false, Tone::Text);
        sheet.y += 13.5 * heads.max(values);
    }
    sheet.heading(&say("summary"));
    for (word, count) in &report.counts {
        sheet.cell(0.0, 40.0, &count.to_string(), 11.0, true, Tone::Text);
        let lines = sheet.cell(44.0, INSIDE - 44.0, word, 11.0, false, Tone::Text);
        sheet.y += 16.0 * lines;
    }
    for person in &report.people {
        sheet.table(report, person);
    }
    sheet.heading(&say("how"));
    sheet.block(&say("how-what"), 9.5, false, Tone::Quiet);
    draw(report, &sheet)
}

impl Sheet {
    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// A new page unless so much fits on this one.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.pages.push(Vec::new());
            self.y = MARGIN + 10.0;
        }
    }

    const fn face(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }

    /// Lines over the whole width.
    fn block(&mut self, text: &str, size: f32, bold: bool, tone: Tone) {
        for line in self.face(bold).lines(text, size, INSIDE) {
            self.room(size * 1.45);
            let (x, y) = (MARGIN, self.y);
            self.mark(Mark::Text {
                x,
                y,
                size,
                bold,
                tone,
                text: line,
            });
            self.y += size * 1.45;
        }
    }

    fn heading(&mut self, text: &str) {
        self.y += 16.0;
        self.room(56.0);
        self.block(text, 13.0, true, Tone::Text);
    }

    /// Lines in a column, from here down; answers how many.
    fn cell(&mut self, x: f32, width: f32, text: &str, size: f32, bold: bool, tone: Tone) -> f32 {
        let lines = self.face(bold).lines(text, size, width);
        let mut count = 0.0;
        for line in lines {
            let y = self.y + count * size * 1.4;
            self.mark(Mark::Text {
                x: MARGIN + x,
                y,
                size,
                bold,
                tone,
                text: line,
            });
            count += 1.0;
        }
        count
    }

    fn table(&mut self, report: &Report<'_>, person: &Person) {
        self.heading(&person.name);
        self.head(report);
        for row in &person.rows {
            let [right, decision, by, at] = COLUMNS;
            let tall = |text: &str, bold: bool, width: f32| {
                let lines = self.face(bold).lines(text, 9.5, width - GAP);
                lines.iter().fold(0.0_f32, |sum, _| sum + 1.0)
            };
            let first = tall(&row.right, true, right);
            let lines = (first + tall(&row.detail, false, right))
                .max(tall(&row.decision, row.taken, decision))
                .max(tall(&row.by, false, by))
                .max(tall(&row.at, false, at));
            let height = lines * 13.3 + 8.0;
            if self.y + height > BOTTOM {
                self.room(height);
                self.head(report);
            }
            let tone = if row.taken { Tone::Stop } else { Tone::Text };
            self.cell(0.0, right - GAP, &row.right, 9.5, true, Tone::Text);
            let top = self.y;
            self.y += first * 13.3;
            self.cell(0.0, right - GAP, &row.detail, 9.5, false, Tone::Quiet);
            self.y = top;
            self.cell(right, decision - GAP, &row.decision, 9.5, row.taken, tone);
            self.cell(right + decision, by - GAP, &row.by, 9.5, false, Tone::Text);
            self.cell(right + decision + by, at, &row.at, 9.5, false, Tone::Text);
            self.y += height;
            let y = self.y - 13.0;
            self.mark(Mark::Rule { y });
        }
    }

    fn head(&mut self, report: &Report<'_>) {
        let mut x = 0.0;
        for (name, width) in ["right", "decision", "by", "at"].into_iter().zip(COLUMNS) {
            let word = report.words.say(name);
            self.cell(x, width - GAP, &word, 8.5, false, Tone::Quiet);
            x += width;
        }
        self.y += 18.0;
        let y = self.y - 12.5;
        self.mark(Mark::Rule { y });
        self.y += 2.0;
    }
}

fn draw(report: &Report<'_>, sheet: &Sheet) -> Result<Vec<u8>, PdfError> {
    let mut document = krilla::Document::new();
    document.set_metadata(
        Metadata::new()
            .title(report.title.clone())
            .language(report.words.language.to_owned())
            .creator("Tacita".to_owned()),
    );
    let pages = sheet.pages.len();
    for (at, marks) in sheet.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PdfError::Page)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            match mark {
                Mark::Text {
                    x,
                    y,
                    size,
                    bold,
                    tone,
                    text,
                } => write(
                    &mut surface,
                    sheet.face(*bold),
                    (*x, *y),
                    *size,
                    *tone,
                    text,
                ),
                Mark::Rule { y } => rule(&mut surface, *y),
            }
        }
        let foot = format!(
            "{} {} / {pages}",
            report.words.say("page"),
            at.saturating_add(1)
        );
        let place = (MARGIN, HEIGHT - 32.0);
        write(&mut surface, &sheet.regular, place, 8.5, Tone::Quiet, &foot);
        surface.finish();
        page.finish();
    }
    document
        .finish()
        .map_err(|error| PdfError::Write(format!("{error:?}")))
}

fn fill(tone: Tone) -> Fill {
    let colour = match tone {
        Tone::Text => rgb::Color::new(31, 29, 26),
        Tone::Quiet => rgb::Color::new(84, 79, 71),
        Tone::Stop => rgb::Color::new(157, 33, 39),
        Tone::Line => rgb::Color::new(200, 194, 184),
    };
    Fill {
        paint: colour.into(),
        opacity: NormalizedF32::ONE,
        rule: krilla::paint::FillRule::default(),
    }
}

fn write(
    surface: &mut Surface<'_>,
    face: &Face,
    (x, y): (f32, f32),
    size: f32,
    tone: Tone,
    text: &str,
) {
    let text = face.shown(text);
    let glyphs: Vec<KrillaGlyph> = face
        .set(&text)
        .into_iter()
        .map(|set| {
            KrillaGlyph::new(
                GlyphId::new(set.id),
                set.advance,
                0.0,
                0.0,
                0.0,
                set.bytes,
                None,
            )
        })
        .collect();
    surface.set_fill(Some(fill(tone)));
    let place = Point::from_xy(x, y);
    surface.draw_glyphs(place, &glyphs, face.font.clone(), &text, size, false);
}

fn rule(surface: &mut Surface<'_>, y: f32) {
    let Some(line) = Rect::from_xywh(MARGIN, y, INSIDE, 0.5) else {
        return;
    };
    let mut path = PathBuilder::new();
    path.push_rect(line);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(Tone::Line)));
        surface.draw_path(&path);
    }
}
