//! Where requests go: a router in this process, or a server that is a process of its own. What stands behind a door may
//! be exchanged while people keep knocking: that is what a restart looks like from outside.

use std::{
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
};

use axum::{Router, body::Body};
use http_body_util::BodyExt;
use hyper::{Request, Response, client::conn::http1::handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower::ServiceExt;

#[derive(Clone)]
pub struct Door(Arc<RwLock<Behind>>);

/// What stands behind it.
#[derive(Clone)]
pub enum Behind {
    Router(Router),
    Address(SocketAddr),
}

/// An answer that was read to its end.
pub(crate) type Read = Response<Vec<u8>>;

/// No answer came, with what the connection said.
#[derive(Debug)]
pub(crate) struct Lost(pub String);

impl From<Router> for Door {
    fn from(router: Router) -> Self {
        Self::to(Behind::Router(router))
    }
}

impl Door {
    #[must_use]
    pub fn to(behind: Behind) -> Self {
        Self(Arc::new(RwLock::new(behind)))
    }

    /// From now on everybody who holds this door finds something else behind it.
    pub fn lead_to(&self, behind: Behind) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = behind;
    }

    pub(crate) async fn knock(&self, request: Request<Body>) -> Result<Read, Lost> {
        let behind = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        let lost = |error: &dyn std::fmt::Display| Lost(error.to_string());
        match behind {
            Behind::Router(router) => {
                let Ok(response) = router.oneshot(request).await;
                let (parts, body) = response.into_parts();
                let bytes = body.collect().await.map_err(|error| lost(&error))?.to_bytes();
                Ok(Response::from_parts(parts, bytes.to_vec()))
            }
            Behind::Address(address) => over_the_wire(address, request).await,
        }
    }
}

/// A connection for each request: a pooled one would be dead after a kill, and which request finds that out is chance.
async fn over_the_wire(address: SocketAddr, request: Request<Body>) -> Result<Read, Lost> {
    let lost = |error: &dyn std::fmt::Display| Lost(error.to_string());
    let stream = TcpStream::connect(address).await.map_err(|error| lost(&error))?;
    stream.set_nodelay(true).map_err(|error| lost(&error))?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| lost(&error))?;
    // What goes wrong with it is told to whoever waits for the answer.
    let driving = tokio::spawn(connection);
    let response = sender.send_request(request).await.map_err(|error| lost(&error))?;
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.map_err(|error| lost(&error))?.to_bytes();
    drop(sender);
    driving.abort();
    Ok(Response::from_parts(parts, bytes.to_vec()))
}
