//! The routes of this folder.
