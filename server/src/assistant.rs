//! The rules of the number assistant: what a department answers to a number, to a word, to a sentence.
//!
//! Rules, a text and a moment go in, a rule comes out; nothing here reads a clock, a store or the network. It stands in
//! the server and not in `api`, because patterns need a regular-expression engine, and what `api` holds travels to every
//! phone; and not in `services`, because the page asks it today and the account's callback will ask it as well.

mod heard;
mod rule;

use std::cmp::Reverse;

use zhangban_api::assistant::Choice;
use zhangban_api::{Moment, Text};

pub use heard::Heard;
pub use rule::{Conditions, Content, PatternFault, Rule, Validity, check_pattern};
use rule::{Ready, Strength};

/// All rules of a department, made ready to answer.
#[derive(Debug, Default)]
pub struct Assistant {
    /// The first words of a conversation; empty where the department has none.
    pub greeting: Text,
    /// In the order of the department's file.
    rules: Vec<Ready>,
}

impl Assistant {
    /// Makes rules ready. Only a pattern can be wrong in them.
    pub fn new(greeting: Text, rules: Vec<Rule>) -> Result<Self, PatternFault> {
        Ok(Self { greeting, rules: rules.into_iter().map(Ready::new).collect::<Result<_, _>>()? })
    }

    /// The rules, in the order of the department's file.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|ready| &ready.rule)
    }

    /// The numbers that can be sent at that moment, in their order.
    pub fn choices(&self, now: Moment) -> Vec<Choice> {
        let valid = self.rules().filter(|rule| rule.valid.holds(now));
        let mut choices: Vec<Choice> =
            valid.filter_map(|rule| Some(Choice { number: rule.when.number?, title: rule.title.clone() })).collect();
        choices.sort_by_key(|choice| choice.number);
        choices
    }

    /// The rule that answers what was heard at that moment: one that names it exactly before one that finds a word or a
    /// pattern in it, then the one of higher priority, then the one that stands first in the file.
    pub fn answer(&self, heard: &Heard, now: Moment) -> Option<&Rule> {
        let answering = self.rules.iter().enumerate().filter(|(_, ready)| ready.rule.valid.holds(now));
        let answering = answering.filter_map(|(at, ready)| Some((ready.strength(heard)?, at, ready)));
        answering
            .max_by_key(|(strength, at, ready)| (*strength == Strength::Exact, ready.rule.priority, Reverse(*at)))
            .map(|(_, _, ready)| &ready.rule)
    }
}

#[cfg(test)]
mod tests;
