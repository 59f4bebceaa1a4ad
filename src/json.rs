//! JSON as our API speaks it: what serde's derives need, and nothing that explains itself.
//!
//! Both sides of it are ours, so a text is either right or refused as a whole, and nobody reads why. Without reasons, and
//! without reading a structure as a list too, the readers of all our types are half of what `serde_json` makes of them
//! (docs/measurements.md). There are no fractions in the API, and none here.

mod read;
mod write;

use std::fmt;

pub use read::{members, read};
pub use write::write;

/// The text is not what was expected; why is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault;

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the JSON that was expected")
    }
}

impl std::error::Error for Fault {}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    // The rest would only put a reason together.
    fn invalid_type(_: serde::de::Unexpected, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: serde::de::Unexpected, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

impl serde::ser::Error for Fault {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Whole {
        text: String,
        small: i8,
        large: Option<u64>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        list: Vec<(u16, bool)>,
        map: BTreeMap<String, String>,
        kind: Option<Kind>,
        unit: (),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        Counted(u32),
        Spanned(u8, u8),
        Named { at: i32, of: Option<String> },
    }

    fn whole() -> impl Strategy<Value = Whole> {
        let kind = proptest::option::of(prop_oneof![
            Just(Kind::Plain),
            any::<u32>().prop_map(Kind::Counted),
            any::<(u8, u8)>().prop_map(|(from, to)| Kind::Spanned(from, to)),
            any::<(i32, Option<String>)>().prop_map(|(at, of)| Kind::Named { at, of }),
        ]);
        let map = proptest::collection::btree_map(any::<String>(), any::<String>(), 0..4);
        (any::<(String, i8, Option<u64>, Vec<(u16, bool)>)>(), map, kind)
            .prop_map(|((text, small, large, list), map, kind)| Whole { text, small, large, list, map, kind, unit: () })
    }

    proptest! {
        #[test]
        fn it_is_the_json_of_everybody_else(value in whole()) {
            // Theirs knows two more short forms of control characters, which mean the same.
            let (ours, theirs) = (write(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap());
            prop_assert_eq!(&serde_json::from_str::<Whole>(&ours).unwrap(), &value);
            prop_assert_eq!(&read::<Whole>(&theirs).unwrap(), &value);
            prop_assert_eq!(&read::<Whole>(&ours).unwrap(), &value);
        }

        #[test]
        fn nothing_that_arrives_breaks_it(text in "[\\[\\]{}\",:\\\\ua-f0-9 -]{0,40}|.{0,40}") {
            let _ = (read::<Whole>(&text), read::<Vec<Option<String>>>(&text), members(&text));
        }
    }

    #[test]
    fn half_an_answer_is_none() {
        let text = write(&Whole { list: vec![(1, true)], ..Whole::default() }).unwrap();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(read::<Whole>(&text[..end]), Err(Fault), "{}", &text[..end]);
        }
        assert_eq!(read::<Whole>(&format!("{text}x")), Err(Fault));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for text in ["256", "-1", "1.5", "\"1\"", "null", "1e2", ""] {
            assert!(read::<u8>(text).is_err(), "{text}");
        }
        for text in ["[1]", "[1,true,2]", "[]", "[1,true", "[1 true]", "[,1,true]"] {
            assert!(read::<(u16, bool)>(text).is_err(), "{text}");
        }
        for text in [r#""\x""#, r#""\u12""#, r#""\ud800""#, r#""\ud800\u0041""#, r#"""#, r#""a"#] {
            assert!(read::<String>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_new_is_passed_over() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Old {
            known: bool,
        }
        let text = r#" { "new" : {"a":["]\"",{}], "b":-1.5e3}, "known" : true , "other":null }"#;
        assert_eq!(read::<Old>(text), Ok(Old { known: true }));
    }

    #[test]
    fn members_stand_as_they_were_written() {
        let text = r#"{"a b": {"c": [1, 2]}, "\u00e9": "}"}"#;
        assert_eq!(members(text).unwrap(), [("a b".into(), r#"{"c": [1, 2]}"#), ("é".into(), r#""}""#)]);
        assert_eq!(members("{}").unwrap(), []);
        assert!(members(r#"{"a":1"#).is_err() && members("[]").is_err());
    }
}
