//! The parts of a node one after the other: places, list items, entries of a map, the variant of an enum.

use serde::{
    Deserializer,
    de::{self, IntoDeserializer},
};

use super::{fault::Fault, reader::Reader};
use crate::node::Node;

/// Line, column, value: what [`crate::At`] asks for.
pub(super) struct Placed<'a> {
    pub reader: Reader<'a>,
    pub step: u8,
}

impl<'de> de::SeqAccess<'de> for Placed<'de> {
    type Error = Fault;
    fn next_element_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        self.step += 1;
        match self.step {
            1 => seed.deserialize(self.reader.node.line.into_deserializer()).map(Some),
            2 => seed.deserialize(self.reader.node.column.into_deserializer()).map(Some),
            3 => seed.deserialize(self.reader).map(Some),
            _ => Ok(None),
        }
    }
}

pub(super) struct Items<'a> {
    pub reader: Reader<'a>,
    pub rest: std::slice::Iter<'a, Node>,
}

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Fault;
    fn next_element_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        self.rest.next().map(|node| seed.deserialize(self.reader.of(node))).transpose()
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

pub(super) struct Entries<'a> {
    pub reader: Reader<'a>,
    pub rest: std::slice::Iter<'a, (Node, Node)>,
    /// The keys of a struct; a map takes any key.
    pub known: Option<&'static [&'static str]>,
    pub value: Option<&'a Node>,
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Fault;
    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        for (key, value) in self.rest.by_ref() {
            if let (Some(known), Some(word)) = (self.known, key.text())
                && !known.contains(&word)
            {
                let fault = <Fault as de::Error>::unknown_field(word, known);
                self.reader.sink.borrow_mut().extend(fault.into_problem(key.place()));
                continue;
            }
            self.value = Some(value);
            return seed.deserialize(self.reader.of(key)).map(Some);
        }
        Ok(None)
    }
    fn next_value_seed<V: de::DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        match self.value.take() {
            Some(node) => seed.deserialize(self.reader.of(node)),
            None => Err(<Fault as de::Error>::custom("键没有值")),
        }
    }
}

pub(super) struct Variant<'a> {
    pub reader: Reader<'a>,
    pub key: &'a Node,
    pub value: Option<&'a Node>,
}

impl<'de> de::EnumAccess<'de> for Variant<'de> {
    type Error = Fault;
    type Variant = Self;
    fn variant_seed<V: de::DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let value = seed.deserialize(self.reader.of(self.key))?;
        Ok((value, self))
    }
}

impl<'a> Variant<'a> {
    fn content(&self) -> Result<Reader<'a>, Fault> {
        match self.value {
            Some(node) => Ok(self.reader.of(node)),
            None => {
                let word = self.key.text().unwrap_or_default();
                Err(Fault::new(
                    "wrong-type",
                    format!("“{word}”还缺少设置"),
                    format!("请写成“{word}: …”并给出内容"),
                )
                .at(self.key))
            }
        }
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'de> {
    type Error = Fault;
    fn unit_variant(self) -> Result<(), Fault> {
        match self.value {
            Some(node) => de::Deserialize::deserialize(self.reader.of(node)),
            None => Ok(()),
        }
    }
    fn newtype_variant_seed<T: de::DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self.content()?)
    }
    fn tuple_variant<V: de::Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.content()?.deserialize_seq(visitor)
    }
    fn struct_variant<V: de::Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.content()?.deserialize_struct("", fields, visitor)
    }
}
