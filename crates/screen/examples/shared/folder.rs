//! The words that the measuring programs take: a folder of labelled texts and, optionally, where to write.

/// The folder to read, and where to write if no second word says so.
pub(crate) fn folder_and_page(page: &str) -> std::io::Result<(String, String)> {
    let mut args = std::env::args().skip(1);
    let folder = args.next();
    let folder = folder.ok_or_else(|| std::io::Error::other("which folder?"))?;
    Ok((folder, args.next().unwrap_or_else(|| page.to_owned())))
}
