//! The signature of an access review's report: which files, of which review, signed with the log's key.
//!
//! A signed note (c2sp.org/signed-note) whose first line no checkpoint can have, since names of logs hold no
//! spaces. Refuses a file that is none of those that were signed, whatever its name. Made by the service when
//! a review ends; checked by `tacita reviews verify`.

use crate::note::{NoteError, NoteKey, SignedNote, VerifierKey};
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use tacita_model::CampaignId;

const HEAD: &str = "tacita access review v1";

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The log's name.
    pub origin: String,
    /// Which review.
    pub campaign: CampaignId,
    /// SHA-256 of the page.
    pub html: [u8; 32],
    /// SHA-256 of the printable document.
    pub pdf: [u8; 32],
}

/// Which of the two a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The page.
    Html,
    /// The printable document.
    Pdf,
}

/// The report cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The note around it.
    #[error("the report is not signed by the log's key")]
    Note(#[from] NoteError),
    /// Not such a note, or of another log.
    #[error("not the signature of a report of this log")]
    Form,
    /// Another file than was signed.
    #[error("the file is not the one that was signed")]
    File,
}

impl Report {
    /// Over these files.
    #[must_use]
    pub fn of(origin: &str, campaign: CampaignId, html: &[u8], pdf: &[u8]) -> Self {
        Self {
            origin: origin.to_owned(),
            campaign,
            html: Sha256::digest(html).into(),
            pdf: Sha256::digest(pdf).into(),
        }
    }

    /// Signs it with the log's key.
    #[must_use]
    pub fn sign(&self, key: &NoteKey) -> String {
        let mut note = SignedNote::unsigned(format!(
            "{HEAD}\n{}\n{}\nhtml {}\npdf {}\n",
            self.origin,
            self.campaign,
            Base64::encode_string(&self.html),
            Base64::encode_string(&self.pdf)
        ));
        note.sign(&self.origin, key);
        note.to_text()
    }

    /// Opens the signature of a report of the log whose key this is.
    ///
    /// # Errors
    /// [`ReportError`].
    pub fn open(text: &str, key: &VerifierKey) -> Result<Self, ReportError> {
        let note = SignedNote::parse(text.as_bytes())?;
        note.verify(key)?;
        let read = Self::read(note.text()).ok_or(ReportError::Form)?;
        if read.origin == key.name() {
            Ok(read)
        } else {
            Err(ReportError::Form)
        }
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        if lines.next()? != HEAD {
            return None;
        }
        let origin = lines.next()?.to_owned();
        let campaign = lines.next()?.parse().ok()?;
        let hash = |line: Option<&str>, name: &str| -> Option<[u8; 32]> {
            let encoded = line?.strip_prefix(name)?.strip_prefix(' ')?;
            Base64::decode_vec(encoded).ok()?.try_into().ok()
        };
        let read = Self {
            origin,
            campaign,
            html: hash(lines.next(), "html")?,
            pdf: hash(lines.next(), "pdf")?,
        };
        lines.next().is_none().then_some(read)
    }

    /// Which of the signed files this is.
    ///
    /// # Errors
    /// [`ReportError::File`] when it is none of them.
    pub fn covers(&self, file: &[u8]) -> Result<Form, ReportError> {
        let hash: [u8; 32] = Sha256::digest(file).into();
        if hash == self.html {
            Ok(Form::Html)
        } else if hash == self.pdf {
            Ok(Form::Pdf)
        } else {
            Err(ReportError::File)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Algorithm;
    use tacita_model::TypedId;

    #[test]
    fn a_report_is_taken_whole_and_no_other_byte_of_it_or_its_signature() {
        let key = NoteKey::from_bytes(&[7; 32]);
        let vkey = VerifierKey::of("desk.example/ledger", Algorithm::Ed25519, &key).unwrap();
        let (html, pdf) = (b"<p>all is well</p>".to_vec(), b"%PDF-1.7".to_vec());
        let campaign = CampaignId::from_bytes([3; 16]);
        let report = Report::of("desk.example/ledger", campaign, &html, &pdf);
        let note = report.sign(&key);
        let opened = Report::open(&note, &vkey).unwrap();
        assert_eq!(opened, report);
        assert_eq!(opened.covers(&html), Ok(Form::Html));
        assert_eq!(opened.covers(&pdf), Ok(Form::Pdf));
        for at in 0..html.len() {
            let mut other = html.clone();
            *other.get_mut(at).unwrap() ^= 1;
            assert_eq!(opened.covers(&other), Err(ReportError::File));
        }
        for at in 0..note.len() {
            let mut other = note.clone().into_bytes();
            *other.get_mut(at).unwrap() ^= 1;
            let read = String::from_utf8(other).map(|text| Report::open(&text, &vkey));
            assert!(!matches!(read, Ok(Ok(_))), "byte {at}");
        }
        let foreign = NoteKey::from_bytes(&[8; 32]);
        assert!(Report::open(&report.sign(&foreign), &vkey).is_err());
        // A checkpoint of the same key is no report.
        let mut checkpoint = SignedNote::unsigned("desk.example/ledger\n1\nAAAA\n".to_owned());
        checkpoint.sign("desk.example/ledger", &key);
        let text = checkpoint.to_text();
        assert_eq!(Report::open(&text, &vkey), Err(ReportError::Form));
    }
}
