//! From a tree of values to the types of the format, reporting as many problems as possible.
//!
//! It is an ordinary serde deserializer with three liberties. Unknown keys are reported with the nearest known one
//! and skipped. Items of a list that is read with [`list`] fail one by one. [`crate::At`] learns its place.

use std::{cell::RefCell, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{self, IntoDeserializer},
};

use crate::{
    Problem, at,
    node::{Node, Value},
};

const ATTEMPT: &str = "$plan::Attempt";
/// The text of an error that the sink already knows.
const REPORTED: &str = "$plan::reported";

/// Reads a tree as `T`. `T` comes back only when nothing at all was wrong.
pub(crate) fn decode<T: de::DeserializeOwned>(node: &Node) -> Result<T, Vec<Problem>> {
    let sink = RefCell::new(Vec::new());
    let value = T::deserialize(Reader { node, sink: &sink, attempt: false });
    let mut problems = sink.into_inner();
    match value {
        Ok(value) if problems.is_empty() => return Ok(value),
        Ok(_) => {}
        Err(fault) => problems.extend(fault.into_problem(node.place())),
    }
    problems.sort();
    Err(problems)
}

/// For `#[serde(deserialize_with = "list")]`: a list whose items fail one by one.
pub(crate) fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(ListVisitor(PhantomData))
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> de::Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("一个列表（每项以“- ”开头）")
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(Attempt(item)) = seq.next_element::<Attempt<T>>()? {
            items.extend(item);
        }
        Ok(items)
    }
}

/// `None` when the item failed and the failure is in the sink, so that the whole reading fails in the end.
struct Attempt<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Attempt<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ATTEMPT, AttemptVisitor(PhantomData))
    }
}

struct AttemptVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> de::Visitor<'de> for AttemptVisitor<T> {
    type Value = Attempt<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("列表的一项")
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Attempt<T>, D::Error> {
        match T::deserialize(deserializer) {
            Ok(item) => Ok(Attempt(Some(item))),
            Err(error) if error.to_string() == REPORTED => Ok(Attempt(None)),
            Err(error) => Err(error),
        }
    }
}

/// A problem on its way to its place.
#[derive(Debug)]
pub(crate) struct Fault {
    place: Option<(u32, u32)>,
    code: &'static str,
    message: String,
    advice: String,
}

impl Fault {
    fn new(code: &'static str, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { place: None, code, message: message.into(), advice: advice.into() }
    }

    fn reported() -> Self {
        Self::new(REPORTED, REPORTED, "")
    }

    fn at(mut self, node: &Node) -> Self {
        self.place.get_or_insert(node.place());
        self
    }

    fn into_problem(self, fallback: (u32, u32)) -> Option<Problem> {
        (self.code != REPORTED)
            .then(|| Problem::error(self.place.unwrap_or(fallback), self.code, self.message, self.advice))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new("bad-value", message.to_string(), "请按提示改写这个值")
    }
    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new("wrong-type", format!("这里要的是{expected}"), "请改成要求的写法")
    }
    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new("bad-value", format!("这里要的是{expected}"), "请改成要求范围内的值")
    }
    fn invalid_length(length: usize, expected: &dyn de::Expected) -> Self {
        Self::new("bad-value", format!("这里有 {length} 项，要的是{expected}"), "请增减到要求的项数")
    }
    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let shown: String = variant.chars().take(40).collect();
        Self::new("unknown-value", format!("不认识“{shown}”"), suggestion(variant, expected))
    }
    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let shown: String = field.chars().take(40).collect();
        Self::new("unknown-field", format!("不认识键“{shown}”"), suggestion(field, expected))
    }
    fn missing_field(field: &'static str) -> Self {
        Self::new("missing-field", format!("缺少“{field}”"), format!("请在这一组里补写“{field}: …”"))
    }
    fn duplicate_field(field: &'static str) -> Self {
        Self::new("duplicate-field", format!("“{field}”写了两次"), "请只保留一处")
    }
}

/// “是不是想写…” when something is near, and all choices otherwise.
pub(crate) fn suggestion(word: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min();
    match near {
        Some((_, candidate)) => format!("是不是想写“{candidate}”？可用的有：{}", known.join("、")),
        None => format!("可用的有：{}", known.join("、")),
    }
}

/// Edits (insert, delete, replace) between two short words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, y) in row.iter_mut().skip(1).zip(&b) {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = *cell;
            left = replaced.min(*cell + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

type Sink = RefCell<Vec<Problem>>;

#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    sink: &'a Sink,
    /// Put a failure into the sink and go on with the next item.
    attempt: bool,
}

impl<'a> Reader<'a> {
    fn of(self, node: &'a Node) -> Self {
        Self { node, sink: self.sink, attempt: false }
    }

    fn finish<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        match result {
            Ok(value) => Ok(value),
            Err(fault) if self.attempt => {
                self.sink.borrow_mut().extend(fault.into_problem(self.node.place()));
                Err(Fault::reported())
            }
            Err(fault) if fault.code == REPORTED => Err(fault),
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

/// Line, column, value: what [`crate::At`] asks for.
struct Placed<'a> {
    reader: Reader<'a>,
    step: u8,
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

struct Items<'a> {
    reader: Reader<'a>,
    rest: std::slice::Iter<'a, Node>,
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

struct Entries<'a> {
    reader: Reader<'a>,
    rest: std::slice::Iter<'a, (Node, Node)>,
    /// The keys of a struct; a map takes any key.
    known: Option<&'static [&'static str]>,
    value: Option<&'a Node>,
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

struct Variant<'a> {
    reader: Reader<'a>,
    key: &'a Node,
    value: Option<&'a Node>,
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
