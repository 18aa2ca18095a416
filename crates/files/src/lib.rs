//! What can be read in a file: the text of PDFs and office documents, the metadata of images, and a
//! copy of an image without it.
//!
//! Pure: bytes in, text out, within [`Limits`], natively and in wasm. It screens nothing itself, so
//! that every caller uses the one engine. What it cannot read it names, with the reason; it refuses
//! to follow compression further than the limits. Next: `pdf`, `office`, `image`, `strip`.

mod image;
mod office;
mod pdf;
mod strip;
#[cfg(test)]
mod tests;

pub use strip::{CannotStrip, strip};

/// How much of a file is taken on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Bytes that come out of compression, all parts together.
    pub unpacked_bytes: usize,
    /// Bytes of text, all pieces together.
    pub text_bytes: usize,
    /// Parts of an archive, or pages.
    pub parts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            text_bytes: 32 << 20,
            parts: 5_000,
        }
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $word:literal $says:literal,)+) => {
        /// Why something is unread.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Why { $($(#[$doc])* $name,)+ }
        impl Why {
            /// A stable word, which pages translate.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $word,)+ } }
        }
        impl core::fmt::Display for Why {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(match self { $(Self::$name => $says,)+ })
            }
        }
    };
}

words! {
    /// The file is larger than what is taken on.
    Large = "large" "larger than what is read",
    /// Compression hides more than what is taken on.
    Unpacked = "unpacked" "unpacks to more than what is read",
    /// More parts or pages than what is taken on.
    Parts = "parts" "has more parts than what is read",
    /// Locked with a password.
    Locked = "locked" "locked with a password",
    /// Not what it says it is.
    Damaged = "damaged" "damaged, or not what its first bytes say",
    /// A page or image without text, as scanners make them: nobody reads the picture itself.
    Picture = "picture" "a picture; its text is not read",
    /// A file inside the file.
    Embedded = "embedded" "a file inside the file",
    /// A format that nobody here reads.
    Unknown = "unknown" "a binary file of a format that is not read",
}

/// A format, told by the first bytes and never by the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PDF.
    Pdf,
    /// Word processing, OOXML.
    Docx,
    /// Spreadsheet, OOXML.
    Xlsx,
    /// Slides, OOXML.
    Pptx,
    /// OpenDocument text, spreadsheet or slides.
    OpenDocument,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// HEIF or HEIC.
    Heic,
    /// TIFF.
    Tiff,
}

impl Format {
    /// The word used in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::OpenDocument => "opendocument",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Heic => "heic",
            Self::Tiff => "tiff",
        }
    }

    /// Whether it is an image.
    #[must_use]
    pub const fn is_image(self) -> bool {
        matches!(
            self,
            Self::Jpeg | Self::Png | Self::Webp | Self::Heic | Self::Tiff
        )
    }
}

/// A stretch of text with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Such as `page 3`, `word/document.xml`, `exif Artist`.
    pub place: String,
    /// The text.
    pub text: String,
}

/// Something that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Such as `page 3`; empty for the file itself.
    pub place: String,
    /// Why.
    pub why: Why,
}

/// Where a picture was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// Which picture: empty for the file itself.
    pub place: String,
    /// Degrees, north positive.
    pub latitude: f64,
    /// Degrees, east positive.
    pub longitude: f64,
}

/// What a file holds, as far as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    /// Its format.
    pub format: Format,
    /// Text, in the order of the file.
    pub pieces: Vec<Piece>,
    /// What was not read.
    pub unread: Vec<Unread>,
    /// Places that pictures in it tell.
    pub locations: Vec<Location>,
}

impl Contents {
    fn new(format: Format) -> Self {
        Self {
            format,
            pieces: Vec::new(),
            unread: Vec::new(),
            locations: Vec::new(),
        }
    }

    fn add(&mut self, place: impl Into<String>, text: &str) {
        if !text.trim().is_empty() {
            self.pieces.push(Piece {
                place: place.into(),
                text: text.to_owned(),
            });
        }
    }

    fn leave(&mut self, place: impl Into<String>, why: Why) {
        let place = place.into();
        self.unread.push(Unread { place, why });
    }
}

/// The format of a file; none for text and for what nobody here reads.
#[must_use]
pub fn format(bytes: &[u8]) -> Option<Format> {
    // A PDF's header may stand anywhere in the first kilobyte (ISO 32000-1, annex H).
    let head = bytes.get(..1024).unwrap_or(bytes);
    if head.windows(5).any(|five| five == b"%PDF-") {
        return Some(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office::format(bytes);
    }
    image::format(bytes)
}

/// Reads a file.
///
/// # Errors
/// [`Why`] nothing of it could be read.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Contents, Why> {
    if bytes.len() > limits.file_bytes {
        return Err(Why::Large);
    }
    let format = format(bytes).ok_or(Why::Unknown)?;
    match format {
        Format::Pdf => pdf::read(bytes, limits),
        Format::Docx | Format::Xlsx | Format::Pptx | Format::OpenDocument => {
            office::read(bytes, format, limits)
        }
        _ => {
            let mut contents = Contents::new(format);
            image::read("", bytes, format, limits, &mut contents);
            contents.leave("", Why::Picture);
            Ok(contents)
        }
    }
}
