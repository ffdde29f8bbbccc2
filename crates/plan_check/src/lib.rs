//! plan_check
