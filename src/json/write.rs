//! From values to text.

use std::fmt::Display;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::Fault;

type Result<T> = std::result::Result<T, Fault>;

/// Writes a value. What has fractions is not written.
pub fn write(value: &(impl Serialize + ?Sized)) -> Result<String> {
    let mut text = String::new();
    value.serialize(Writer { text: &mut text })?;
    Ok(text)
}

struct Writer<'a> {
    text: &'a mut String,
}

impl<'a> Writer<'a> {
    fn word(self, word: impl Display) -> Result<()> {
        self.text.push_str(&word.to_string());
        Ok(())
    }

    fn string(self, value: &str) {
        let text = self.text;
        text.push('"');
        for character in value.chars() {
            match character {
                '"' => text.push_str("\\\""),
                '\\' => text.push_str("\\\\"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                control @ '\0'..' ' => {
                    let digit = |bits: u32| char::from_digit((u32::from(control) >> bits) & 15, 16).unwrap_or('0');
                    text.extend(['\\', 'u', '0', '0', digit(4), digit(0)]);
                }
                other => text.push(other),
            }
        }
        text.push('"');
    }

    fn open(self, open: &str, close: &'static str) -> Elements<'a> {
        self.text.push_str(open);
        Elements { text: self.text, close, is_first: true }
    }

    /// A variant is an object of one member, which stands open still.
    fn open_variant(self, variant: &str, open: &str, close: &'static str) -> Elements<'a> {
        self.text.push('{');
        Writer { text: self.text }.string(variant);
        self.open(open, close)
    }
}

macro_rules! whole_numbers {
    ($($method:ident: $number:ty as $wide:ty,)*) => {
        $(fn $method(self, value: $number) -> Result<()> {
            self.word(<$wide>::from(value))
        })*
    };
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Elements<'a>;
    type SerializeTupleVariant = Elements<'a>;
    type SerializeMap = Elements<'a>;
    type SerializeStruct = Elements<'a>;
    type SerializeStructVariant = Elements<'a>;

    whole_numbers! {
        serialize_i8: i8 as i64, serialize_i16: i16 as i64, serialize_i32: i32 as i64, serialize_i64: i64 as i64,
        serialize_u8: u8 as u64, serialize_u16: u16 as u64, serialize_u32: u32 as u64, serialize_u64: u64 as u64,
    }

    fn serialize_f32(self, _: f32) -> Result<()> {
        Err(Fault)
    }

    fn serialize_f64(self, _: f64) -> Result<()> {
        Err(Fault)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<()> {
        Err(Fault)
    }

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.text.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.string(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let mut object = self.open("{", "}");
        object.member(variant, value)?;
        object.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Elements<'a>> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Elements<'a>> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Elements<'a>> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Elements<'a>> {
        Ok(self.open_variant(variant, ":[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Elements<'a>> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Elements<'a>> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Elements<'a>> {
        Ok(self.open_variant(variant, ":{", "}}"))
    }
}

/// A list or an object that is being written.
struct Elements<'a> {
    text: &'a mut String,
    close: &'static str,
    is_first: bool,
}

impl Elements<'_> {
    /// Sets the next element apart from the one before.
    fn next(&mut self) -> Writer<'_> {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        }
        Writer { text: self.text }
    }

    fn member(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<()> {
        self.next().string(name);
        self.text.push(':');
        value.serialize(Writer { text: self.text })
    }

    fn close(self) -> Result<()> {
        self.text.push_str(self.close);
        Ok(())
    }
}

/// Lists, which serde knows by four names.
macro_rules! lists {
    ($($list:ident: $method:ident,)*) => {
        $(impl $list for Elements<'_> {
            type Ok = ();
            type Error = Fault;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                value.serialize(self.next())
            }

            fn end(self) -> Result<()> {
                self.close()
            }
        })*
    };
}

lists! {
    SerializeSeq: serialize_element, SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field, SerializeTupleVariant: serialize_field,
}

impl SerializeMap for Elements<'_> {
    type Ok = ();
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        key.serialize(self.next())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.text.push(':');
        value.serialize(Writer { text: self.text })
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

/// Objects of known members, which serde knows by two names.
macro_rules! objects {
    ($($object:ident)*) => {
        $(impl $object for Elements<'_> {
            type Ok = ();
            type Error = Fault;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
                self.member(name, value)
            }

            fn end(self) -> Result<()> {
                self.close()
            }
        })*
    };
}

objects! { SerializeStruct SerializeStructVariant }
