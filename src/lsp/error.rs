//! Why a request is not answered.

use lsp_server::ErrorCode;

/// Why a request is not answered.
#[derive(Debug)]
pub(super) struct RequestError {
    pub(super) code: ErrorCode,
    pub(super) words: String,
}

impl RequestError {
    /// It can't be done; the words say why.
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self { code: ErrorCode::RequestFailed, words: words.into() }
    }

    /// It does not say what it is about.
    pub(super) fn vague(words: impl Into<String>) -> Self {
        Self { code: ErrorCode::InvalidParams, words: words.into() }
    }

    /// The text has changed meanwhile.
    pub(super) fn stale() -> Self {
        Self { code: ErrorCode::ContentModified, words: "the text has changed meanwhile".to_owned() }
    }
}

/// An answer.
pub(super) type RequestResult<T> = Result<T, RequestError>;
