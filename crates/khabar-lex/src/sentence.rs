//! Where sentences end.

use std::ops::Range;

use crate::fold::{Folded, Folding};
use crate::text::{Token, TokenKind};

/// Sentences as ranges of tokens, without the white space around them.
///
/// A line's end ends a sentence, and so does a sentence mark with the quotes and brackets that
/// close behind it. A full stop does not where it stands inside a number or a web address, after
/// a single letter that stands behind no number, or after one of `abbreviations` (as symbols of the folded
/// view): "1436 h." is a year and its era.
pub(crate) fn split(
    source: &str,
    folded: &Folded,
    tokens: &[Token],
    folding: &Folding,
    abbreviations: &[Vec<u8>],
) -> Vec<Range<u32>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        at += 1;
        let ends = match token.kind {
            TokenKind::Line => true,
            TokenKind::Punct => {
                let c = source[token.range()].chars().next().unwrap_or(' ');
                folding.ends_sentence(c)
                    && !(c == '.' && only_shortens(folded, tokens, at - 1, abbreviations))
            }
            _ => false,
        };
        if ends {
            while token.kind == TokenKind::Punct
                && tokens
                    .get(at)
                    .is_some_and(|t| closes(&source[t.range()], folding))
            {
                at += 1;
            }
            push(&mut sentences, tokens, start..at);
            start = at;
        }
    }
    push(&mut sentences, tokens, start..tokens.len());
    sentences
}

fn only_shortens(
    folded: &Folded,
    tokens: &[Token],
    stop: usize,
    abbreviations: &[Vec<u8>],
) -> bool {
    let Some(before) = stop.checked_sub(1).and_then(|t| tokens.get(t)) else {
        return false;
    };
    let after = tokens.get(stop + 1).map(|t| t.kind);
    match before.kind {
        TokenKind::Number => after == Some(TokenKind::Number),
        TokenKind::Foreign if after == Some(TokenKind::Foreign) => true,
        TokenKind::Word | TokenKind::Foreign => {
            let end = tokens[stop].cell();
            let word = &folded.symbols()[before.cell()..end];
            let blank = |t: &&Token| t.kind != TokenKind::Space;
            let counts = tokens[..stop - 1].iter().rev().find(blank);
            let of_a_number = counts.is_some_and(|t| t.kind == TokenKind::Number);
            let short = word.len() == 1 || abbreviations.iter().any(|short| short == word);
            short && !of_a_number
        }
        _ => false,
    }
}

/// Whether a token belongs to the sentence that has just ended.
fn closes(surface: &str, folding: &Folding) -> bool {
    let mut chars = surface.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    matches!(
        c,
        '»' | '”' | '"' | '\'' | '’' | '″' | '“' | ')' | ']' | '}'
    ) || folding.ends_sentence(c)
}

fn push(sentences: &mut Vec<Range<u32>>, tokens: &[Token], range: Range<usize>) {
    let blank = |t: &Token| matches!(t.kind, TokenKind::Space | TokenKind::Line);
    let Range { mut start, mut end } = range;
    while start < end && blank(&tokens[start]) {
        start += 1;
    }
    while end > start && blank(&tokens[end - 1]) {
        end -= 1;
    }
    if let (true, Ok(from), Ok(to)) = (start < end, u32::try_from(start), u32::try_from(end)) {
        sentences.push(from..to);
    }
}
