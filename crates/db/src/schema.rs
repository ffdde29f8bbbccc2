//! Tables declared once for both engines, each with its class (see `docs/decisions`, "tenant_id leads every key").
//!
//! Only portable column types exist: text, 64-bit integers, booleans, UUIDs and bytes. Instants are microseconds in
//! a 64-bit integer, days are `YYYY-MM-DD` text.

use sea_orm::{
    DbBackend,
    sea_query::{
        Alias, ColumnDef, ForeignKey, ForeignKeyAction, Index, PostgresQueryBuilder, SqliteQueryBuilder,
        Table as SqlTable,
    },
};

/// Where a table lives once the database is spread over machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Every key begins with `tenant_id`; rows of one tenant stay together.
    Sharded,
    /// Small, rarely written, a full copy everywhere.
    Reference,
    /// On the coordinator only.
    Local,
}

#[derive(Clone, Debug)]
pub struct Table {
    pub name: &'static str,
    pub class: Class,
    columns: Vec<Column>,
    key: Vec<&'static str>,
    indexes: Vec<(&'static str, Vec<&'static str>, bool)>,
    references: Vec<(Vec<&'static str>, &'static str, Vec<&'static str>)>,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    nullable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Bigint,
    Bool,
    Uuid,
    Bytes,
}

impl Kind {
    /// The word by which a copy of the table names it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Bigint => "bigint",
            Self::Bool => "bool",
            Self::Uuid => "uuid",
            Self::Bytes => "bytes",
        }
    }
}

/// A table whose keys all begin with `tenant_id`, which is added here.
#[must_use]
pub fn sharded(name: &'static str) -> Table {
    Table::new(name, Class::Sharded).bigint("tenant_id")
}

#[must_use]
pub fn reference(name: &'static str) -> Table {
    Table::new(name, Class::Reference)
}

#[must_use]
pub fn local(name: &'static str) -> Table {
    Table::new(name, Class::Local)
}

impl Table {
    fn new(name: &'static str, class: Class) -> Self {
        Self {
            name,
            class,
            columns: Vec::new(),
            key: Vec::new(),
            indexes: Vec::new(),
            references: Vec::new(),
        }
    }

    fn column(mut self, name: &'static str, kind: Kind) -> Self {
        self.columns.push(Column { name, kind, nullable: false });
        self
    }
    #[must_use]
    pub fn text(self, name: &'static str) -> Self {
        self.column(name, Kind::Text)
    }
    #[must_use]
    pub fn bigint(self, name: &'static str) -> Self {
        self.column(name, Kind::Bigint)
    }
    #[must_use]
    pub fn bool(self, name: &'static str) -> Self {
        self.column(name, Kind::Bool)
    }
    #[must_use]
    pub fn uuid(self, name: &'static str) -> Self {
        self.column(name, Kind::Uuid)
    }
    #[must_use]
    pub fn bytes(self, name: &'static str) -> Self {
        self.column(name, Kind::Bytes)
    }

    /// The column declared last may be empty.
    #[must_use]
    pub fn nullable(mut self) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.nullable = true;
        }
        self
    }

    /// The primary key; `tenant_id` is put in front for a sharded table.
    #[must_use]
    pub fn key<const N: usize>(mut self, columns: [&'static str; N]) -> Self {
        self.key = self.led(columns);
        self
    }

    /// A unique rule; `tenant_id` is put in front for a sharded table. `name` is completed by the table's name.
    #[must_use]
    pub fn unique<const N: usize>(mut self, name: &'static str, columns: [&'static str; N]) -> Self {
        let columns = self.led(columns);
        self.indexes.push((name, columns, true));
        self
    }

    #[must_use]
    pub fn index<const N: usize>(mut self, name: &'static str, columns: [&'static str; N]) -> Self {
        let columns = self.led(columns);
        self.indexes.push((name, columns, false));
        self
    }

    /// A foreign key without cascades; between sharded tables both sides begin with `tenant_id`.
    #[must_use]
    pub fn references<const N: usize>(
        mut self,
        columns: [&'static str; N],
        table: &'static str,
        to: [&'static str; N],
    ) -> Self {
        let (columns, to) = (self.led(columns), self.led(to));
        self.references.push((columns, table, to));
        self
    }

    /// The columns in the order in which they were declared.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(crate) fn key_columns(&self) -> &[&'static str] {
        &self.key
    }

    /// The names of the foreign keys.
    pub(crate) fn reference_names(&self) -> impl Iterator<Item = String> + '_ {
        self.references.iter().map(|(columns, _, _)| self.reference_name(columns))
    }

    fn reference_name(&self, columns: &[&'static str]) -> String {
        format!("{}_{}_fk", self.name, columns.last().copied().unwrap_or_default())
    }

    fn led<const N: usize>(&self, columns: [&'static str; N]) -> Vec<&'static str> {
        let lead = if self.class == Class::Sharded { Some("tenant_id") } else { None };
        lead.into_iter().chain(columns).collect()
    }

    /// The statements that make the table, in order.
    #[must_use]
    pub fn create(&self, backend: DbBackend) -> Vec<String> {
        let mut table = SqlTable::create();
        table.table(Alias::new(self.name));
        for column in &self.columns {
            let mut definition = ColumnDef::new(Alias::new(column.name));
            match column.kind {
                Kind::Text => definition.text(),
                Kind::Bigint => definition.big_integer(),
                Kind::Bool => definition.boolean(),
                Kind::Uuid => definition.uuid(),
                Kind::Bytes => definition.blob(),
            };
            if column.nullable {
                definition.null()
            } else {
                definition.not_null()
            };
            table.col(&mut definition);
        }
        let mut key = Index::create();
        for column in &self.key {
            key.col(Alias::new(*column));
        }
        table.primary_key(&mut key);
        for (columns, to_table, to) in &self.references {
            let mut foreign = ForeignKey::create();
            foreign.name(self.reference_name(columns));
            foreign.from_tbl(Alias::new(self.name)).to_tbl(Alias::new(*to_table));
            for (from, to) in columns.iter().zip(to) {
                foreign.from_col(Alias::new(*from)).to_col(Alias::new(*to));
            }
            foreign.on_delete(ForeignKeyAction::NoAction).on_update(ForeignKeyAction::NoAction);
            table.foreign_key(&mut foreign);
        }
        let mut statements = vec![match backend {
            DbBackend::Sqlite => table.to_string(SqliteQueryBuilder),
            _ => table.to_string(PostgresQueryBuilder),
        }];
        for (name, columns, unique) in &self.indexes {
            let mut index = Index::create();
            index.name(format!("{}_{name}", self.name)).table(Alias::new(self.name));
            for column in columns {
                index.col(Alias::new(*column));
            }
            if *unique {
                index.unique();
            }
            statements.push(match backend {
                DbBackend::Sqlite => index.to_string(SqliteQueryBuilder),
                _ => index.to_string(PostgresQueryBuilder),
            });
        }
        statements
    }
}
