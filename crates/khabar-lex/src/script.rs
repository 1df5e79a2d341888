//! What is true of Arabic script in all four languages: which characters are letters, which are
//! ignored, which only separate.
//!
//! Sources: the Unicode Character Database (General_Category, canonical and compatibility
//! decompositions) and observation of news text on the web.

use unicode_normalization::UnicodeNormalization;

/// What a character does to the folded view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A letter of Arabic script.
    Letter,
    /// A letter of another script.
    Foreign,
    /// A decimal digit of any script, with its value.
    Digit(u8),
    /// Belongs to the letter before it and is ignored.
    Mark,
    /// Ignored wherever it stands: bidi controls, tatweel, joiners.
    Ignored,
    /// Separates letters inside a word: ZWNJ and what the web writes for it.
    Soft,
    /// White space inside a line.
    Space,
    /// The end of a line.
    Newline,
    /// A hyphen or dash of any length.
    Hyphen,
    /// Any other character.
    Punct,
}

/// The class of a character.
pub fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Foreign,
        ' ' | '\t' | '\u{A0}' | '\u{202F}' | '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => {
            Class::Space
        }
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Newline,
        '0'..='9' => Class::Digit(c as u8 - b'0'),
        '\u{660}'..='\u{669}' => Class::Digit((c as u32 - 0x660) as u8),
        '\u{6F0}'..='\u{6F9}' => Class::Digit((c as u32 - 0x6F0) as u8),
        '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E8}'
        | '\u{6EA}'..='\u{6ED}'
        | '\u{300}'..='\u{36F}'
        | '\u{8D3}'..='\u{8FF}' => Class::Mark,
        '\u{640}'
        | '\u{200D}'..='\u{200F}'
        | '\u{61C}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{AD}' => Class::Ignored,
        '\u{200C}' | '\u{200B}' | '\u{AC}' => Class::Soft,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Class::Hyphen,
        '\u{620}'..='\u{64A}'
        | '\u{66E}'..='\u{66F}'
        | '\u{671}'..='\u{6D3}'
        | '\u{6D5}'
        | '\u{6EE}'..='\u{6EF}'
        | '\u{6FA}'..='\u{6FC}'
        | '\u{6FF}'
        | '\u{750}'..='\u{77F}'
        | '\u{8A0}'..='\u{8C9}' => Class::Letter,
        '\u{FC5E}'..='\u{FC63}' | '\u{FCF2}'..='\u{FCF4}' | '\u{FE70}'..='\u{FE7F}' => {
            Class::Ignored
        }
        '\u{FDFC}' | '\u{FDFD}' | '\u{FD3E}' | '\u{FD3F}' => Class::Punct,
        '\u{FB50}'..='\u{FDFF}' | '\u{FE80}'..='\u{FEFC}' => Class::Letter,
        _ if c.is_alphabetic() => Class::Foreign,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Punct,
    }
}

/// The plain letters of a presentation form (U+FDF2 ﷲ gives four), or the letter itself.
pub fn plain(c: char) -> impl Iterator<Item = char> {
    let form = matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    let letters = form.then(|| std::iter::once(c).nfkc());
    letters
        .into_iter()
        .flatten()
        .chain((!form).then_some(c))
        .filter(|c| class(*c) == Class::Letter)
}

/// The lower-case base letter of a Latin letter: é gives e.
pub fn latin(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let base = std::iter::once(c).nfd().next().unwrap_or(c);
    base.to_ascii_lowercase()
}

/// The letter that a mark makes of the letter before it. NFC misses the last three: U+06C0
/// decomposes to U+06D5, and U+06CC and U+0649 do not compose with a hamza.
pub fn compose(letter: char, mark: char) -> Option<char> {
    Some(match (letter, mark) {
        ('ا', '\u{653}') => 'آ',
        ('ا', '\u{654}') => 'أ',
        ('ا', '\u{655}') => 'إ',
        ('و', '\u{654}') => 'ؤ',
        ('ي', '\u{654}') => 'ئ',
        ('ہ', '\u{654}') => 'ۂ',
        ('ے', '\u{654}') => 'ۓ',
        ('ه' | 'ە', '\u{654}') => 'ۀ',
        ('ی' | 'ى', '\u{654}') => 'ئ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presentation_forms_become_letters() {
        let plain = |c| plain(c).collect::<String>();
        assert_eq!(plain('\u{FDF2}'), "الله");
        assert_eq!(plain('\u{FEF3}'), "ي");
        assert_eq!(plain('\u{FEFB}'), "لا");
        assert_eq!(plain('ک'), "ک");
    }

    #[test]
    fn separators_and_signs_are_told_apart() {
        assert_eq!(class('\u{200C}'), Class::Soft);
        assert_eq!(class('\u{200D}'), Class::Ignored);
        assert_eq!(class('۔'), Class::Punct);
        assert_eq!(class('–'), Class::Hyphen);
        assert_eq!(class('٣'), Class::Digit(3));
        assert_eq!(class('\u{FDFC}'), Class::Punct);
    }
}
