//! The article of a web page, without what stands around it.

use std::sync::Arc;

use dom_smoothie::{Article, Config, Readability, TextMode};
use khabar_core::{Diagnostic, Document, Meta, Severity};

use crate::input::{declared, published, unread_date};

/// The page's article as a document; its text is what spans count in.
///
/// # Errors
/// If no article can be found in the page.
pub(crate) fn document(
    id: &Arc<str>,
    html: &str,
    notes: &mut Vec<Diagnostic>,
) -> Result<Document, Diagnostic> {
    let article = article(html).map_err(|e| {
        let message = format!("no article was found in the page ({e})");
        Diagnostic::new(Severity::Error, "no-article", message)
    })?;
    let published = article.published_time.and_then(|told| {
        published(&told, "page").or_else(|| {
            notes.push(unread_date(&told));
            None
        })
    });
    Ok(Document {
        id: id.clone(),
        text: article.text_content.to_string().into(),
        meta: Meta {
            language: declared(article.lang, "page"),
            published,
            title: Some(article.title).filter(|title| !title.is_empty()),
            url: article.url,
            outlet: article.site_name,
        },
    })
}

fn article(html: &str) -> Result<Article, dom_smoothie::ReadabilityError> {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    Readability::new(html, None, Some(config))?.parse()
}
