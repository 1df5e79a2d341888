//! Tells what is wrong with a file that people wrote: with path, line, column and the line itself.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// A mistake in a file, told as a compiler would; `span` is a range of bytes of `text`.
pub fn report(path: &str, text: &str, title: &str, span: Range<usize>, label: &str) -> String {
    let span = span.start.min(text.len())..span.end.min(text.len());
    let report = &[Level::ERROR.primary_title(title).element(
        Snippet::source(text)
            .path(path)
            .annotation(AnnotationKind::Primary.span(span).label(label)),
    )];
    Renderer::plain().render(report)
}
