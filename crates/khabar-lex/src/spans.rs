//! Stretches of a text, ready to be asked which of them lie where.

use khabar_core::Span;

/// A set of spans, which may hold and overlap each other.
#[derive(Debug, Default, Clone)]
pub struct SpanSet {
    /// By their start.
    spans: Vec<Span>,
    /// The farthest end of the spans up to each.
    ends: Vec<usize>,
}

impl SpanSet {
    /// The set of these spans.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> SpanSet {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut farthest = 0;
        let ends = spans.iter().map(|span| {
            farthest = farthest.max(span.end());
            farthest
        });
        let ends = ends.collect();
        SpanSet { spans, ends }
    }

    /// Whether one of them holds all of a stretch.
    pub fn hold(&self, span: Span) -> bool {
        let to = self.spans.partition_point(|s| s.start() <= span.start());
        to > 0 && self.ends[to - 1] >= span.end()
    }

    /// Whether one of them shares a byte with a stretch.
    pub fn overlap(&self, span: Span) -> bool {
        let to = self.spans.partition_point(|s| s.start() < span.end());
        to > 0 && self.ends[to - 1] > span.start()
    }

    /// Whether one of them has begun before a byte and goes on behind it.
    pub fn around(&self, byte: usize) -> bool {
        let to = self.spans.partition_point(|s| s.start() < byte);
        to > 0 && self.ends[to - 1] > byte
    }

    /// Those that lie inside of a stretch.
    pub fn inside(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let from = self.spans.partition_point(|s| s.start() < span.start());
        let rest = self.spans[from..].iter().copied();
        rest.take_while(move |s| s.start() < span.end())
            .filter(move |s| s.end() <= span.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_span_before_shorter_ones_counts() {
        let text = "0123456789";
        let span = |from: usize, to: usize| Span::new(text, from..to).unwrap();
        let set = SpanSet::of([span(3, 4), span(0, 8), span(1, 2)]);
        assert!(set.hold(span(5, 8)) && !set.hold(span(5, 9)));
        assert!(set.overlap(span(7, 9)) && !set.overlap(span(8, 9)));
        assert_eq!(
            set.inside(span(1, 4)).collect::<Vec<_>>(),
            [span(1, 2), span(3, 4)]
        );
        assert!(set.around(1) && set.around(7) && !set.around(0) && !set.around(8));
        assert!(!SpanSet::default().overlap(span(0, 1)));
    }
}
