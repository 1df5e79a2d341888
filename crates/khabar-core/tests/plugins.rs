//! What is wrong with a set of plugins is told by name; what an extractor must not emit is refused.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use khabar_core::{
    Amount, Cx, Decimal, Document, Extractor, Fact, FactRef, Holds, KindSpec, LanguageSpec,
    Languages, Meta, Plan, PlanError, Plugin, Registry, RegistryError, RoleSpec, Sink, Span, Spec,
    Value,
};

struct Nothing;

impl Extractor for Nothing {
    fn extract(&self, _: &Cx<'_>, _: &mut Sink<'_>) {}
}

const EMPTY: Spec = Spec {
    id: "fact-empty",
    by: "test",
    readme: "",
    kinds: &[],
    provides: &[],
    requires: &[],
    slots: &[],
    languages: Languages::All,
    settings: &[],
    build: |_| Box::new(Nothing),
};

const KIND_A: KindSpec = KindSpec {
    name: "apple",
    doc: "",
    roles: &[
        RoleSpec::value("value", Holds::Decimal),
        RoleSpec::one("state", Holds::Symbol(&["ripe", "green"])),
        RoleSpec::many("beside", Holds::Fact(&["apple"])),
    ],
};

const A: Spec = Spec {
    id: "fact-a",
    kinds: &[KIND_A],
    provides: &["apple"],
    ..EMPTY
};

/// Needs what A gives.
const B: Spec = Spec {
    id: "fact-b",
    kinds: &[KindSpec {
        name: "basket",
        doc: "",
        roles: &[],
    }],
    provides: &["basket"],
    requires: &["apple"],
    ..EMPTY
};

/// Needs what B gives.
const C: Spec = Spec {
    id: "fact-c",
    requires: &["basket"],
    ..EMPTY
};

const LANGUAGE: LanguageSpec = LanguageSpec {
    code: "xx",
    name: "Test",
    by: "lang-xx",
    base: None,
    tags: &["xx"],
    lexicons: &[],
    readme: "",
};

fn registry(specs: &[&'static Spec]) -> Result<Registry, RegistryError> {
    Registry::of(specs.iter().map(|spec| Plugin::Extractor(spec)))
}

/// The error of a set of extractors.
fn error(specs: &[&'static Spec]) -> RegistryError {
    registry(specs).err().expect("an error")
}

#[test]
fn an_empty_registry_says_what_to_do() {
    let message = error(&[]).to_string();
    assert!(message.contains("khabar-all"), "{message}");
}

#[test]
fn ids_and_kinds_are_defined_once() {
    const AGAIN: Spec = Spec { by: "other", ..A };
    let message = error(&[&A, &AGAIN]).to_string();
    assert!(
        message.contains("`fact-a` is registered twice, by other and by test"),
        "{message}"
    );
    const SAME_KIND: Spec = Spec {
        id: "fact-z",
        kinds: &[KIND_A],
        ..EMPTY
    };
    let message = error(&[&A, &SAME_KIND]).to_string();
    assert!(
        message.contains("`apple` is defined twice, by fact-a and by fact-z"),
        "{message}"
    );
}

#[test]
fn an_unknown_kind_is_told_with_the_nearest() {
    const TYPO: Spec = Spec {
        id: "fact-typo",
        requires: &["aple"],
        ..EMPTY
    };
    let message = error(&[&A, &TYPO]).to_string();
    assert!(
        message.contains("fact-typo names the kind `aple`"),
        "{message}"
    );
    assert!(message.contains("did you mean `apple`?"), "{message}");
}

#[test]
fn a_kind_has_each_role_once_and_one_value() {
    const TWICE: Spec = Spec {
        kinds: &[KindSpec {
            name: "pear",
            doc: "",
            roles: &[
                RoleSpec::value("value", Holds::Decimal),
                RoleSpec::value("entity", Holds::Entity),
            ],
        }],
        ..EMPTY
    };
    let message = error(&[&TWICE]).to_string();
    assert!(
        message.contains("`pear`") && message.contains("`entity`"),
        "{message}"
    );
}

#[test]
fn a_variety_needs_its_base() {
    const VARIETY: LanguageSpec = LanguageSpec {
        code: "yy",
        base: Some("zz"),
        ..LANGUAGE
    };
    let plugins = [Plugin::Language(&LANGUAGE), Plugin::Language(&VARIETY)];
    let message = Registry::of(plugins).err().expect("an error").to_string();
    assert!(message.contains("rests on the language `zz`"), "{message}");
}

#[test]
fn the_census_names_every_difference() {
    let registry = registry(&[&A]).unwrap();
    assert!(registry.census(["test"]).is_ok());
    let message = registry.census(["fact-lost"]).unwrap_err().to_string();
    assert!(
        message.contains("registering nothing: fact-lost"),
        "{message}"
    );
    assert!(
        message.contains("not in khabar-all's Cargo.toml: test"),
        "{message}"
    );
}

#[test]
fn layers_follow_what_is_required() {
    let registry = registry(&[&C, &B, &A, &EMPTY]).unwrap();
    let plan = Plan::new(&registry, |_| true).unwrap();
    assert_eq!(
        plan.layers,
        [vec!["fact-a", "fact-empty"], vec!["fact-b"], vec!["fact-c"]]
    );
}

#[test]
fn what_cannot_be_planned_is_told_by_name() {
    let registry = registry(&[&A, &B]).unwrap();
    let error = Plan::new(&registry, |id| id != "fact-a").unwrap_err();
    let message = error.to_string();
    assert!(
        message.contains("fact-b requires the kind `apple`"),
        "{message}"
    );
    assert!(message.contains("disabled: fact-a"), "{message}");
    assert_eq!(Plan::new(&registry, |_| false), Err(PlanError::Empty));
}

#[test]
fn a_cycle_is_shown_whole() {
    const BACK: Spec = Spec {
        id: "fact-a",
        requires: &["basket"],
        ..A
    };
    let registry = registry(&[&BACK, &B]).unwrap();
    let error = Plan::new(&registry, |_| true).unwrap_err();
    let cycle = ["fact-a", "fact-b", "fact-a"].map(str::to_owned).to_vec();
    assert_eq!(error, PlanError::Cycle(cycle));
}

/// The message with which a sink of A refuses a fact, if it does.
fn refusal(fact: Fact) -> Option<String> {
    let kind = |name: &str| (name == "apple").then_some(&KIND_A);
    let mut sink = Sink::new(&A, "سيب", &[], 0, &kind);
    let taken = sink.emit(fact);
    let (facts, diagnostics) = sink.finish();
    assert_eq!(taken.is_some(), facts.len() == 1);
    diagnostics.into_iter().next().map(|d| d.message)
}

fn span() -> Span {
    Span::new("سيب", 0..2).unwrap()
}

#[test]
fn the_sink_takes_what_the_kind_allows() {
    let value = Value::Decimal(Amount::exact(Decimal::ONE));
    let fact = Fact::new("apple", span(), "a.rule").with("value", value);
    assert_eq!(refusal(fact.with("state", Value::Symbol("ripe"))), None);
}

#[test]
fn the_sink_refuses_the_rest_and_says_why() {
    let apple = || Fact::new("apple", span(), "a.rule");
    let outside = Span::new("سيب سيب", 7..9).unwrap();
    let value = || Value::Decimal(Amount::exact(Decimal::ONE));
    for (fact, why) in [
        (
            Fact::new("basket", span(), "a.rule"),
            "does not provide the kind `basket`",
        ),
        (apple().with("colour", value()), "no role `colour`"),
        (
            apple().with("value", Value::Symbol("ripe")),
            "`apple.value` cannot hold",
        ),
        (
            apple().with("state", Value::Symbol("blue")),
            "`apple.state` cannot hold",
        ),
        (
            apple().with("value", value()).with("value", value()),
            "takes one filler",
        ),
        (
            Fact::new("apple", outside, "a.rule"),
            "ends behind the text",
        ),
    ] {
        let message = refusal(fact).unwrap_or_default();
        assert!(
            message.starts_with("a.rule refused from fact-a") && message.contains(why),
            "{message}"
        );
    }
}

#[test]
fn references_point_to_facts_of_the_right_kind() {
    let kind = |name: &str| (name == "apple").then_some(&KIND_A);
    let earlier = [
        Fact::new("basket", span(), "b.rule"),
        Fact::new("apple", span(), "a.rule"),
    ];
    let mut sink = Sink::new(&A, "سيب", &earlier, 2, &kind);
    let own = sink.emit(Fact::new("apple", span(), "a.rule")).unwrap();
    assert_eq!(own.index(), 2);
    let beside = |to: FactRef| Fact::new("apple", span(), "a.rule").with("beside", Value::Fact(to));
    assert!(sink.emit(beside(own)).is_some());
    let document = Document {
        id: "d".into(),
        text: "سيب".into(),
        meta: Meta::default(),
    };
    let seen: Vec<FactRef> = Cx::new(&document, &LANGUAGE, &(), &earlier, &C)
        .facts("basket")
        .map(|(to, _)| to)
        .collect();
    assert!(sink.emit(beside(seen[0])).is_none());
}

#[test]
#[should_panic(expected = "fact-a reads the kind `basket` but does not require it")]
fn reading_an_undeclared_kind_is_told() {
    let document = Document {
        id: "d".into(),
        text: "x".into(),
        meta: Meta::default(),
    };
    let _ = Cx::new(&document, &LANGUAGE, &(), &[], &A)
        .facts("basket")
        .count();
}
