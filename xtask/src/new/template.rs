//! Templates: files with `{{placeholders}}`.

/// Fills every placeholder of a template.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders() {
        let filled = fill("{{a}} {{b}} {{a}} {c}", &[("a", "1"), ("b", "2")]);
        assert_eq!(filled, "1 2 1 {c}");
    }
}
