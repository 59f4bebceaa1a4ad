//! From text to values.

use std::borrow::Cow;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::Fault;

type Result<T> = std::result::Result<T, Fault>;

/// Reads a whole text.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    let mut reader = Reader { rest: text };
    let value = T::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// The members of an object, each value as it is written.
pub fn members(text: &str) -> Result<Vec<(String, &str)>> {
    let mut reader = Reader { rest: text };
    let mut members = Vec::new();
    reader.take(b'{')?;
    while reader.goes_on(b'}', members.is_empty())? {
        let name = reader.string()?.into_owned();
        reader.take(b':')?;
        members.push((name, reader.skip()?));
    }
    reader.end()?;
    Ok(members)
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// The next byte that is not blank; it stays.
    fn next(&mut self) -> Result<u8> {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
        self.rest.bytes().next().ok_or(Fault)
    }

    fn end(&mut self) -> Result<()> {
        if self.next().is_ok() { Err(Fault) } else { Ok(()) }
    }

    /// Passes over this byte, which must come next.
    fn take(&mut self, byte: u8) -> Result<()> {
        if self.next()? != byte {
            return Err(Fault);
        }
        self.rest = &self.rest[1..];
        Ok(())
    }

    /// Whether another element comes before the end of the list or object, which is passed over.
    fn goes_on(&mut self, end: u8, is_first: bool) -> Result<bool> {
        if self.next()? == end {
            self.take(end)?;
            return Ok(false);
        }
        if !is_first {
            self.take(b',')?;
        }
        Ok(true)
    }

    /// A literal or a number.
    fn word(&mut self) -> Result<&'a str> {
        self.next()?;
        let end = self.rest.find([',', ':', ']', '}', '"', ' ', '\n', '\r', '\t']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if word.is_empty() { Err(Fault) } else { Ok(word) }
    }

    fn string(&mut self) -> Result<Cow<'a, str>> {
        self.take(b'"')?;
        let end = self.rest.find(['"', '\\']).ok_or(Fault)?;
        let plain = self.part(end);
        if self.rest.starts_with('"') {
            self.take(b'"')?;
            return Ok(plain.into());
        }
        let mut text = plain.to_owned();
        loop {
            let end = self.rest.find(['"', '\\']).ok_or(Fault)?;
            text.push_str(self.part(end));
            if self.part(1) == "\"" {
                return Ok(text.into());
            }
            text.push(self.escaped()?);
        }
    }

    /// The next bytes, up to the boundary of a character.
    fn part(&mut self, length: usize) -> &'a str {
        let (part, rest) = self.rest.split_at(length);
        self.rest = rest;
        part
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<char> {
        let mut characters = self.rest.chars();
        let kind = characters.next().ok_or(Fault)?;
        self.rest = characters.as_str();
        Ok(match kind {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.unit()?;
                // A character beyond 65,535 is written as two halves.
                let units = match unit {
                    0xd800..0xdc00 => {
                        self.rest = self.rest.strip_prefix("\\u").ok_or(Fault)?;
                        [unit, self.unit()?]
                    }
                    _ => [unit, 0],
                };
                char::decode_utf16(units).next().ok_or(Fault)?.map_err(|_| Fault)?
            }
            '"' | '\\' | '/' => kind,
            _ => return Err(Fault),
        })
    }

    fn unit(&mut self) -> Result<u16> {
        let (digits, rest) = self.rest.split_at_checked(4).ok_or(Fault)?;
        self.rest = rest;
        u16::from_str_radix(digits, 16).map_err(|_| Fault)
    }

    /// Passes over a value, however deep, and gives it as it is written.
    fn skip(&mut self) -> Result<&'a str> {
        self.next()?;
        let (start, mut depth) = (self.rest, 0_usize);
        loop {
            match self.next()? {
                b'"' => drop(self.string()?),
                open @ (b'{' | b'[') => {
                    self.take(open)?;
                    depth += 1;
                }
                close @ (b'}' | b']') => {
                    self.take(close)?;
                    depth = depth.checked_sub(1).ok_or(Fault)?;
                }
                between @ (b',' | b':') if depth > 0 => self.take(between)?,
                _ => drop(self.word()?),
            }
            if depth == 0 {
                return Ok(&start[..start.len() - self.rest.len()]);
            }
        }
    }
}

/// Whole numbers are read the same way, whatever their size: the type says what fits.
macro_rules! whole_numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            let word = self.word()?;
            if word.starts_with('-') {
                visitor.visit_i64(word.parse().map_err(|_| Fault)?)
            } else {
                visitor.visit_u64(word.parse().map_err(|_| Fault)?)
            }
        })*
    };
}

macro_rules! strings {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.visit_str(&self.string()?)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Fault;

    // For types that find out by what they see.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.next()? {
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'"' => self.deserialize_str(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.deserialize_unit(visitor),
            _ => self.deserialize_i64(visitor),
        }
    }

    whole_numbers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }
    whole_numbers! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }
    strings! { deserialize_char deserialize_str deserialize_string deserialize_identifier }
    forward_to_deserialize_any! { i128 u128 f32 f64 bytes byte_buf }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.word()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Fault),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.next()? == b'n' { self.deserialize_unit(visitor) } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.word()? == "null" { visitor.visit_unit() } else { Err(Fault) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.take(b'[')?;
        let mut elements = Elements { reader: self, end: b']', is_first: true };
        let value = visitor.visit_seq(&mut elements)?;
        elements.close()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.take(b'{')?;
        let mut elements = Elements { reader: self, end: b'}', is_first: true };
        let value = visitor.visit_map(&mut elements)?;
        elements.close()?;
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let is_object = self.next()? == b'{';
        if is_object {
            self.take(b'{')?;
        }
        let value = visitor.visit_enum(Variant { reader: self, is_object })?;
        if is_object {
            self.take(b'}')?;
        }
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }
}

/// What stands in a list or an object.
struct Elements<'a, 'de> {
    reader: &'a mut Reader<'de>,
    end: u8,
    is_first: bool,
}

impl Elements<'_, '_> {
    fn goes_on(&mut self) -> Result<bool> {
        let is_first = std::mem::take(&mut self.is_first);
        // Asked again after the end, as nobody does but a tuple that is too short, it finds none.
        if self.end == 0 || self.reader.goes_on(self.end, is_first)? {
            return Ok(self.end != 0);
        }
        self.end = 0;
        Ok(false)
    }

    /// A tuple knows how many there are, and does not ask whether there are more.
    fn close(&mut self) -> Result<()> {
        if self.end != 0 && self.goes_on()? { Err(Fault) } else { Ok(()) }
    }
}

impl<'de> SeqAccess<'de> for &mut Elements<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if self.goes_on()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for &mut Elements<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if self.goes_on()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        self.reader.take(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

/// One of several: a word, or an object of one member.
struct Variant<'a, 'de> {
    reader: &'a mut Reader<'de>,
    is_object: bool,
}

impl Variant<'_, '_> {
    fn content(&mut self) -> Result<()> {
        if self.is_object { self.reader.take(b':') } else { Err(Fault) }
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        Ok((seed.deserialize(&mut *self.reader)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<()> {
        if self.is_object { Err(Fault) } else { Ok(()) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(mut self, seed: T) -> Result<T::Value> {
        self.content()?;
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(mut self, _: usize, visitor: V) -> Result<V::Value> {
        self.content()?;
        self.reader.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(mut self, _: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.content()?;
        self.reader.deserialize_map(visitor)
    }
}
