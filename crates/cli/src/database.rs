//! Why a PostgreSQL cannot be used, in words for the person who wrote its address.
//!
//! The pool goes on trying while a server is being started, and in the end only says that it waited in vain. So one more
//! connection is made by itself, and its failure is read. The address is told without its password.

use std::time::Duration;

use sea_orm::sqlx::{
    Connection, Error,
    postgres::{PgConnectOptions, PgConnection},
};
use tokio::{net::lookup_host, time::timeout};

use crate::Trouble;

/// A server that answers at all does so in well under a second; the pool has waited for ten before.
const LOOK_S: u64 = 5;

/// What to say instead of `error`, which the pool came back with.
pub async fn explained(url: &str, error: db::OpenError) -> Trouble {
    let Ok(options) = url.parse::<PgConnectOptions>() else { return Trouble::Open(db::OpenError::Address) };
    let host = options.get_host().to_owned();
    let is_socket = options.get_socket().is_some() || host.starts_with('/');
    if !is_socket && lookup_host((host.as_str(), options.get_port())).await.is_err() {
        return said(&options, &format!("找不到主机 {host}"), "请核对主机名，或检查本机的域名解析");
    }
    let connected = timeout(Duration::from_secs(LOOK_S), PgConnection::connect_with(&options)).await;
    match connected {
        Err(_) => said(&options, "服务器没有应答", "请核对主机和端口，并检查网络与防火墙是否放行"),
        Ok(Err(cause)) => told(&options, &cause),
        // It came up a moment too late, or has no connection left for a whole pool.
        Ok(Ok(connection)) => {
            // Only the connecting was of interest.
            let _ = connection.close().await;
            said(&options, &format!("刚才未能连上，现在可以连接（{error}）"), "请再启动一次")
        }
    }
}

fn told(options: &PgConnectOptions, cause: &Error) -> Trouble {
    let start = "请确认 PostgreSQL 已启动，并核对主机和端口";
    match cause {
        Error::Io(cause) if cause.kind() == std::io::ErrorKind::ConnectionRefused => {
            said(options, "连接被拒绝", start)
        }
        Error::Io(cause) => said(options, &format!("连接中断（{cause}）"), start),
        Error::Tls(cause) => {
            said(options, &format!("TLS 协商失败（{cause}）"), "请核对 sslmode 参数和服务器证书")
        }
        Error::Database(cause) => {
            let (what, advice) = by_state(cause.code().as_deref().unwrap_or_default());
            said(options, &format!("{what}（{}）", cause.message()), advice)
        }
        cause => said(options, &cause.to_string(), start),
    }
}

/// By SQLSTATE (PostgreSQL, appendix A): the causes that the writer of the address can mend.
fn by_state(state: &str) -> (&'static str, &'static str) {
    match state {
        "28P01" => {
            ("用户名或口令不对", "请核对地址中的用户名和口令；口令里的 @ : / 等字符要写成 %40 %3A %2F")
        }
        "28000" => {
            ("服务器不允许这样登录", "请核对用户名，并检查服务器的 pg_hba.conf 是否允许本机用该用户登录")
        }
        "3D000" => ("数据库不存在", "请先用 createdb 建库，或核对地址末尾的库名"),
        "42501" => ("没有权限", "请让数据库管理员授予该用户连接和建表的权限"),
        "53300" => ("服务器的连接已用满", "请关闭多余的连接，或调大服务器的 max_connections"),
        "57P03" => ("服务器正在启动或恢复", "请稍后再试"),
        _ => ("服务器拒绝了连接", "请按服务器的提示处理"),
    }
}

fn said(options: &PgConnectOptions, what: &str, advice: &str) -> Trouble {
    let (user, host, port) = (options.get_username(), options.get_host(), options.get_port());
    let name = options.get_database().unwrap_or(user);
    Trouble::Said(format!("无法连接数据库 postgres://{user}@{host}:{port}/{name}：{what}。{advice}"))
}
