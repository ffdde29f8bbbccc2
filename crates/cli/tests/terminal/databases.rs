//! A PostgreSQL that cannot be used is told with its cause, and never with its password.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

use crate::{anxing, told};

const PASSWORD: &str = "geheim-2021";

fn check(address: &str, expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("postgres://anxing:{PASSWORD}@{address}/campaigns");
    let serve =
        anxing().args(["serve", "--database-url", &url, "--data"]).arg(folder.path()).output().unwrap();
    let (code, out, err) = told(serve);
    assert_eq!(code, 2, "{out}{err}");
    for words in expected {
        assert!(err.contains(words), "{words}: {err}");
    }
    assert!(!format!("{out}{err}").contains(PASSWORD), "{out}{err}");
}

#[test]
fn nobody_listens() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    check(
        &free.to_string(),
        &["连接被拒绝", "PostgreSQL 已启动", &format!("postgres://anxing@{free}/campaigns")],
    );
}

#[test]
fn the_host_does_not_exist() {
    check("no-such-host.invalid:5432", &["找不到主机 no-such-host.invalid", "主机名"]);
}

#[test]
fn the_server_refuses_who_knocks() {
    for (state, words) in [
        ("28P01", ["用户名或口令不对", "%40"]),
        ("3D000", ["数据库不存在", "createdb"]),
        ("28000", ["不允许", "pg_hba.conf"]),
    ] {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = server.local_addr().unwrap();
        thread::spawn(move || server.incoming().flatten().for_each(|stream| refuse(stream, state)));
        check(&address.to_string(), &words);
    }
}

/// As much of the protocol as a refusal needs: no TLS, a password in clear, an error.
fn refuse(mut stream: TcpStream, state: &str) {
    // A client that hangs up early is none of the test's business.
    let _ = refused(&mut stream, state);
}

fn refused(stream: &mut TcpStream, state: &str) -> std::io::Result<()> {
    let mut head = [0; 8];
    stream.read_exact(&mut head)?;
    let wants_tls = head[4..] == 80_877_103_u32.to_be_bytes();
    if wants_tls {
        stream.write_all(b"N")?;
        stream.read_exact(&mut head)?;
    }
    let mut start = vec![0; u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize - 8];
    stream.read_exact(&mut start)?;
    stream.write_all(&[b'R', 0, 0, 0, 8, 0, 0, 0, 3])?;
    let mut answer = [0; 5];
    stream.read_exact(&mut answer)?;
    let mut password = vec![0; u32::from_be_bytes([answer[1], answer[2], answer[3], answer[4]]) as usize - 4];
    stream.read_exact(&mut password)?;
    let fields = format!("SFATAL\0VFATAL\0C{state}\0Mrefused by the test\0\0");
    stream.write_all(b"E")?;
    stream.write_all(&u32::try_from(fields.len() + 4).unwrap_or(0).to_be_bytes())?;
    stream.write_all(fields.as_bytes())
}
