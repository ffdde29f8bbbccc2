//! The deserializer over one node of the tree.

use std::cell::RefCell;

use serde::{Deserializer, de};

use super::{
    ATTEMPT,
    access::{Entries, Items, Placed, Variant},
    fault::Fault,
};
use crate::{
    Problem, at,
    node::{Node, Value},
};

pub(super) type Sink = RefCell<Vec<Problem>>;

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub node: &'a Node,
    pub sink: &'a Sink,
    /// Put a failure into the sink and go on with the next item.
    pub attempt: bool,
}

impl<'a> Reader<'a> {
    pub fn of(self, node: &'a Node) -> Self {
        Self { node, sink: self.sink, attempt: false }
    }

    fn finish<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        match result {
            Ok(value) => Ok(value),
            Err(fault) if self.attempt => {
                self.sink.borrow_mut().extend(fault.into_problem(self.node.place()));
                Err(Fault::reported())
            }
            Err(fault) if fault.is_reported() => Err(fault),
            Err(fault) => Err(fault.at(self.node)),
        }
    }

    fn wants<T>(self, wanted: &str, advice: &str) -> Result<T, Fault> {
        let found = self.node.describe();
        self.finish(Err(Fault::new("wrong-type", format!("这里写的是{found}，要的是{wanted}"), advice)))
    }

    fn integer(self) -> Option<i64> {
        match &self.node.value {
            Value::Bare { integer, .. } => *integer,
            Value::Null | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    fn items(self) -> Option<&'a [Node]> {
        match &self.node.value {
            Value::List(items) => Some(items),
            Value::Null | Value::Bare { .. } | Value::Text(_) | Value::Map(_) => None,
        }
    }

    /// An empty value where a group of settings may stand is a group without settings.
    fn entries(self) -> Option<&'a [(Node, Node)]> {
        match &self.node.value {
            Value::Map(entries) => Some(entries),
            Value::Null => Some(&[]),
            Value::Bare { .. } | Value::Text(_) | Value::List(_) => None,
        }
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty),*) => {$(
        fn $method<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            match self.integer() {
                Some(integer) => match <$type>::try_from(integer) {
                    Ok(value) => self.finish(visitor.$visit(value)),
                    Err(_) => self.finish(Err(Fault::new(
                        "number-range",
                        format!("数字 {integer} 超出范围"),
                        format!("请写 {} 到 {} 之间的整数", <$type>::MIN, <$type>::MAX),
                    ))),
                },
                None => self.wants("整数", "请写不带引号、小数点和单位的整数，例如 3"),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Fault;

    integers!(
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64
    );

    fn deserialize_any<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Null => self.finish(visitor.visit_unit()),
            Value::Bare { bool: Some(bool), .. } => self.finish(visitor.visit_bool(*bool)),
            Value::Bare { integer: Some(integer), .. } => self.finish(visitor.visit_i64(*integer)),
            Value::Bare { text, .. } | Value::Text(text) => self.finish(visitor.visit_borrowed_str(text)),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Bare { bool: Some(bool), .. } => self.finish(visitor.visit_bool(*bool)),
            Value::Null | Value::Bare { .. } | Value::Text(_) | Value::List(_) | Value::Map(_) => {
                self.wants("是或否", "请写 true 或 false")
            }
        }
    }

    fn deserialize_str<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node.text() {
            Some(text) => self.finish(visitor.visit_borrowed_str(text)),
            None => self.wants("文字", "请写一段文字；文字里有“: ”或“#”时加英文双引号"),
        }
    }
    fn deserialize_string<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }
    fn deserialize_identifier<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }
    fn deserialize_char<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Null => self.finish(visitor.visit_none()),
            Value::Bare { .. } | Value::Text(_) | Value::List(_) | Value::Map(_) => {
                self.finish(visitor.visit_some(self.of(self.node)))
            }
        }
    }

    fn deserialize_newtype_struct<V: de::Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let inner = self.of(self.node);
        match name {
            ATTEMPT => visitor.visit_newtype_struct(Reader { attempt: true, ..inner }),
            at::AT => self.finish(visitor.visit_seq(Placed { reader: inner, step: 0 })),
            _ => self.finish(visitor.visit_newtype_struct(inner)),
        }
    }

    fn deserialize_seq<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.items() {
            Some(items) => self.finish(visitor.visit_seq(Items { reader: self, rest: items.iter() })),
            None => self.wants("一个列表", "请写成列表：每项另起一行以“- ”开头，或写 [甲, 乙]"),
        }
    }
    fn deserialize_tuple<V: de::Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }
    fn deserialize_tuple_struct<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.entries() {
            Some(entries) => self.finish(visitor.visit_map(Entries {
                reader: self,
                rest: entries.iter(),
                known: None,
                value: None,
            })),
            None => self.wants("一组键和值", "请另起一行缩进写“键: 值”"),
        }
    }

    fn deserialize_struct<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.entries() {
            Some(entries) => self.finish(visitor.visit_map(Entries {
                reader: self,
                rest: entries.iter(),
                known: Some(fields),
                value: None,
            })),
            None => {
                let advice = format!("请另起一行缩进写“键: 值”，可用的键：{}", fields.join("、"));
                self.wants("一组键和值", &advice)
            }
        }
    }

    fn deserialize_enum<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Map(entries) => match entries.as_slice() {
                [(key, value)] => {
                    self.finish(visitor.visit_enum(Variant { reader: self, key, value: Some(value) }))
                }
                _ => {
                    let advice = format!("只能写一个：{}", variants.join("、"));
                    self.wants("恰好一个键", &advice)
                }
            },
            Value::Bare { .. } | Value::Text(_) => {
                self.finish(visitor.visit_enum(Variant { reader: self, key: self.node, value: None }))
            }
            Value::Null | Value::List(_) => {
                let advice = format!("可用的有：{}", variants.join("、"));
                self.wants("其中一种写法", &advice)
            }
        }
    }

    fn deserialize_unit<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Null => self.finish(visitor.visit_unit()),
            Value::Map(entries) if entries.is_empty() => self.finish(visitor.visit_unit()),
            Value::Bare { .. } | Value::Text(_) | Value::List(_) | Value::Map(_) => {
                self.wants("空", "这个写法没有设置，请去掉冒号后面的内容")
            }
        }
    }
    fn deserialize_unit_struct<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_unit(visitor)
    }
    fn deserialize_ignored_any<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 f32 f64 bytes byte_buf }
}
