//! The sounds that letters stand for, and how far one is from another.

/// A sound as far as spelling tells; the length of a vowel is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sound {
    B,
    P,
    V,
    W,
    F,
    T,
    Th,
    D,
    Dh,
    J,
    Ch,
    Zh,
    Sh,
    S,
    Z,
    K,
    Q,
    G,
    Gh,
    Kh,
    H,
    M,
    N,
    L,
    R,
    Y,
    /// A stop in the throat, which Latin letters leave out.
    Stop,
    A,
    E,
    I,
    O,
    U,
    /// A vowel that the letter does not tell: alef at the start of a word.
    Any,
    /// A letter that is written and not heard.
    Silent,
}

use Sound::*;

impl Sound {
    pub fn is_vowel(self) -> bool {
        matches!(self, A | E | I | O | U | Any)
    }

    /// What it costs that the other spelling has nothing here.
    pub fn lost(self) -> f32 {
        match self {
            Silent => 0.0,
            Stop => 0.1,
            Any => 0.1,
            A | E | I | O | U => 0.15,
            H => 0.3,
            Y | W => 0.4,
            V => 0.6,
            _ => 1.0,
        }
    }

    /// What it costs that the other spelling has another sound here; 1 for two that nobody confuses.
    pub fn against(self, other: Sound) -> f32 {
        if self == other {
            return 0.0;
        }
        let pair = |a, b| (self, other) == (a, b) || (self, other) == (b, a);
        let near = |pairs: &[(Sound, Sound)]| pairs.iter().any(|(a, b)| pair(*a, *b));
        if self.is_vowel() && other.is_vowel() {
            return match () {
                () if self == Any || other == Any => 0.05,
                () if near(&[(E, I), (O, U)]) => 0.05,
                () => 0.6,
            };
        }
        if self.is_vowel() != other.is_vowel() {
            return match () {
                () if near(&[(U, W), (O, W), (I, Y), (E, Y)]) => 0.1,
                () if near(&[(A, Stop), (Any, Stop), (E, Stop), (I, Stop), (O, Stop)]) => 0.05,
                () if near(&[(U, V), (O, V), (A, H), (E, H)]) => 0.3,
                () => 1.2,
            };
        }
        match () {
            () if near(&[(K, Q), (V, W), (G, Gh)]) => 0.05,
            () if near(&[(B, P), (T, Th), (D, Dh), (Z, Dh), (J, Zh), (H, Kh)]) => 0.12,
            () if near(&[(V, F), (S, Th), (Q, Gh), (K, Kh), (Ch, Sh)]) => 0.2,
            () if near(&[
                (K, G),
                (Q, G),
                (S, Z),
                (J, Ch),
                (J, G),
                (B, V),
                (T, D),
                (Zh, Sh),
            ]) =>
            {
                0.3
            }
            () if near(&[
                (Zh, Z),
                (Sh, S),
                (Kh, Gh),
                (F, P),
                (J, Y),
                (Kh, G),
                (Th, Dh),
            ]) =>
            {
                0.4
            }
            () if near(&[
                (M, N),
                (L, R),
                (Ch, K),
                (Ch, S),
                (Ch, T),
                (B, W),
                (J, Z),
                (H, Stop),
            ]) =>
            {
                0.7
            }
            () => 1.0,
        }
    }

    /// A coarse class for the index: sounds that spelling confuses are one; `None` for what a spelling
    /// may leave out.
    pub fn class(self) -> Option<u8> {
        Some(match self {
            B | P => b'B',
            F | V => b'F',
            T | D | Th | Dh => b'T',
            J | Ch | Zh | Sh => b'J',
            S | Z => b'S',
            K | Q | G | Gh | Kh => b'K',
            M => b'M',
            N => b'N',
            L => b'L',
            R => b'R',
            _ => return None,
        })
    }
}
