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
    if depth(html) > DEEPEST {
        let message = format!("the page nests more than {DEEPEST} elements and was not read");
        return Err(Diagnostic::new(Severity::Error, "page-too-deep", message));
    }
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

/// The deepest nesting of elements that is read: parsers take time and stack that grow faster than
/// the depth, and no page that a person wrote comes near.
const DEEPEST: usize = 256;

/// How deep the elements of a page nest, by its tags alone. Elements that are empty, or that the
/// next of their kind ends, do not count.
fn depth(html: &str) -> usize {
    const FLAT: [&str; 24] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "param", "rp", "rt", "source", "td", "th", "tr", "track", "wbr",
    ];
    let (mut depth, mut deepest) = (0usize, 0);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closing = rest.starts_with('/');
        let name: String = rest
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if name.is_empty() || FLAT.contains(&name.as_str()) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
            continue;
        }
        if name == "script" || name == "style" {
            let end = rest.find("</").unwrap_or(rest.len());
            rest = &rest[end..];
            continue;
        }
        depth += 1;
        deepest = deepest.max(depth);
    }
    deepest
}

fn article(html: &str) -> Result<Article, dom_smoothie::ReadabilityError> {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    Readability::new(html, None, Some(config))?.parse()
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn depth_counts_what_nests() {
        assert_eq!(depth("<div><p>a<p>b<br></div><div></div>"), 1);
        assert_eq!(depth(&"<b>".repeat(1000)), 1000);
        assert_eq!(depth("<script>if (a<b) {}</script><i></i>"), 1);
    }
}
