//! Placeholder until time expressions land.
use crate::span::Span;
use jiff::civil::Date;
/// A time expression.
#[derive(Debug, Clone)]
pub struct Expression {
    /// Words.
    pub span: Span,
    /// TIMEX3 value.
    pub value: String,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
}
impl Expression {
    /// Whether it can date an event.
    pub fn is_anchor(&self) -> bool { true }
}
