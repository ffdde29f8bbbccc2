//! Talking to the terminal, or to whoever reads our output.
//!
//! `println!` panics when nobody reads any more (`anxing plan diff … | head`). Here a closed pipe is no failure: what is
//! left is not wanted, and the command ends with the exit code that it would have had. A server goes on serving.

use std::{
    fmt,
    io::{self, ErrorKind, Write},
};

use crate::Trouble;

/// A line for the person at the terminal. The command is not about the line, so a terminal that is gone stops nothing.
macro_rules! say {
    ($($arg:tt)*) => { $crate::out::line(std::io::stdout(), format_args!($($arg)*)) };
}

/// As [`say!`], on standard error.
macro_rules! complain {
    ($($arg:tt)*) => { $crate::out::line(std::io::stderr(), format_args!($($arg)*)) };
}

pub(crate) use {complain, say};

pub fn line(mut stream: impl Write, text: fmt::Arguments<'_>) {
    // There is no other place left where this could be told.
    let _ = writeln!(stream, "{text}").and_then(|()| stream.flush());
}

/// What the command is about: a result that cannot be written (a full disk) is trouble, unless nobody reads it.
///
/// # Errors
/// [`Trouble::Said`] when the system refuses to take the text.
pub fn print(text: &str) -> Result<(), Trouble> {
    let mut stream = io::stdout().lock();
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => {
            let cause = kernel::cause::of(&error);
            Err(Trouble::Said(format!("无法写出结果：{cause}。请检查磁盘空间和输出的去处")))
        }
    }
}
