//! PostgreSQL, where one machine is not enough.

use std::pin::Pin;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{NoTls, Statement};

use super::{Row, StoreError, Value};

/// Connections for each server; PostgreSQL itself allows 100 for all of them by default.
const CONNECTIONS: usize = 16;

#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(super) fn open(url: &str) -> Result<Self, StoreError> {
        Self::of(url.parse().map_err(|error: tokio_postgres::Error| StoreError::Address(error.to_string()))?)
    }

    pub(super) fn of(config: tokio_postgres::Config) -> Result<Self, StoreError> {
        let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .build()
            .map_err(|error| StoreError::Address(error.to_string()))?;
        Ok(Self { pool })
    }

    pub(super) async fn rows(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        rows(&self.pool.get().await?, sql, values).await
    }

    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        Transaction::begin(self.pool.get().await?).await
    }

    pub(super) async fn stage(&self, table: &str, columns: &[&str]) -> Result<Stage, StoreError> {
        let client = self.pool.get().await?;
        let list = columns.join(", ");
        client
            .batch_execute(&format!(
                "DROP TABLE IF EXISTS pg_temp.staged; CREATE TEMP TABLE staged AS SELECT {list} FROM {table} LIMIT 0"
            ))
            .await?;
        let shape = client.prepare(&format!("SELECT {list} FROM {table}")).await?;
        let types: Vec<Type> = shape.columns().iter().map(|column| column.type_().clone()).collect();
        let sink = client.copy_in(&format!("COPY pg_temp.staged ({list}) FROM STDIN BINARY")).await?;
        Ok(Stage { client, writer: Box::pin(BinaryCopyInWriter::new(sink, &types)), columns: columns.len() })
    }
}

/// What may be said of an error: its details quote the row that was refused.
pub(super) fn told(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(refused) => {
            let constraint = refused.constraint().map(|name| format!(" ({name})")).unwrap_or_default();
            format!("{} {}{constraint}", refused.code().code(), refused.message())
        }
        None => error.to_string(),
    }
}

async fn prepare(client: &Object, sql: &str) -> Result<Statement, StoreError> {
    Ok(client.prepare_cached(sql).await?)
}

fn parameters<'a>(values: &'a [Value<'_>]) -> impl ExactSizeIterator<Item = &'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync))
}

async fn rows(client: &Object, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
    let statement = prepare(client, sql).await?;
    let parameters: Vec<_> = parameters(values).collect();
    client.query(&statement, &parameters).await?.iter().map(read).collect()
}

fn read(row: &tokio_postgres::Row) -> Result<Row, StoreError> {
    let read = |at: usize| match *row.columns()[at].type_() {
        Type::INT8 => row.try_get(at).map(Value::Int),
        Type::BYTEA => row.try_get(at).map(|bytes: Vec<u8>| Value::Bytes(bytes.into())),
        _ => row.try_get(at).map(|text: String| Value::from(text)),
    };
    Ok(Row((0..row.len()).map(read).collect::<Result<_, _>>()?))
}

pub(super) struct Transaction {
    /// Taken out when the transaction is committed; dropped with it open, the connection is closed and PostgreSQL
    /// undoes the transaction.
    client: Option<Object>,
}

impl Transaction {
    async fn begin(client: Object) -> Result<Self, StoreError> {
        client.batch_execute("BEGIN").await?;
        Ok(Self { client: Some(client) })
    }

    fn client(&self) -> Result<&Object, StoreError> {
        self.client.as_ref().ok_or_else(|| StoreError::Unreadable("the transaction is over".into()))
    }

    pub(super) async fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let client = self.client()?;
        let statement = prepare(client, sql).await?;
        let parameters: Vec<_> = parameters(values).collect();
        Ok(client.execute(&statement, &parameters).await?)
    }

    pub(super) async fn rows(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        rows(self.client()?, sql, values).await
    }

    pub(super) async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.client()?.batch_execute(sql).await?)
    }

    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        self.client()?.batch_execute("COMMIT").await?;
        self.client = None;
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Object::take(client));
        }
    }
}

/// Rows on their way into a temporary table by `COPY`.
pub(super) struct Stage {
    client: Object,
    writer: Pin<Box<BinaryCopyInWriter>>,
    columns: usize,
}

impl Stage {
    pub(super) async fn push(&mut self, rows: &[Value<'_>]) -> Result<(), StoreError> {
        for row in rows.chunks_exact(self.columns) {
            self.writer.as_mut().write_raw(parameters(row)).await?;
        }
        Ok(())
    }

    pub(super) async fn begin(mut self) -> Result<Transaction, StoreError> {
        self.writer.as_mut().finish().await?;
        // The planner should know how many rows there are before it joins them.
        self.client.batch_execute("ANALYZE pg_temp.staged").await?;
        Transaction::begin(self.client).await
    }
}
