//! Loops.

use code::{LoopForm, LoopParts, NodeId};

use super::machine::{Answer, Machine, Stop};
use super::value::Value;

impl Machine<'_, '_> {
    pub(super) fn rounds_of(&mut self, id: NodeId, form: LoopForm, parts: LoopParts) -> Answer {
        if parts.is_async {
            return Err(Stop::Refused);
        }
        let was_left = match form {
            LoopForm::Each => {
                let (Some(target), Some(source)) = (parts.target, parts.source) else { return Err(Stop::Refused) };
                let (items, list) = self.items_of(source)?;
                let n_items = items.len();
                let mut was_left = false;
                for item in items {
                    self.bind(target, item)?;
                    if !self.round(id, parts.body)? {
                        was_left = true;
                        break;
                    }
                    // What a loop does over a sequence that grows or shrinks meanwhile is each language's own affair.
                    if list.as_ref().is_some_and(|it| it.borrow().len() != n_items) {
                        return Err(Stop::Refused);
                    }
                }
                was_left
            }
            LoopForm::While | LoopForm::Endless => {
                let mut was_left = false;
                while parts.condition.map_or(Ok(true), |it| self.test(it))? {
                    if !self.round(id, parts.body)? {
                        was_left = true;
                        break;
                    }
                }
                was_left
            }
            LoopForm::Counted => {
                if let Some(init) = parts.target {
                    self.walk(init)?;
                }
                let mut was_left = false;
                while parts.condition.map_or(Ok(true), |it| self.test(it))? {
                    if !self.round(id, parts.body)? {
                        was_left = true;
                        break;
                    }
                    if let Some(step) = parts.source {
                        self.walk(step)?;
                    }
                }
                was_left
            }
            LoopForm::Keys | LoopForm::DoWhile => return Err(Stop::Refused),
        };
        if let (Some(otherwise), false) = (parts.otherwise, was_left) {
            self.walk(otherwise)?;
        }
        Ok(Value::Nothing)
    }

    /// One round; whether the loop goes on.
    pub(super) fn round(&mut self, id: NodeId, body: NodeId) -> Result<bool, Stop> {
        let goes_on = match self.walk(body) {
            Ok(_) | Err(Stop::Continue) => true,
            Err(Stop::Break) => false,
            Err(stop) => return Err(stop),
        };
        if let Some((noted, binding)) = self.noted
            && noted == id
            && self.calls == 0
            && let Some(value) = self.variables.get(&binding)
        {
            self.rounds.push(value.copy());
        }
        Ok(goes_on)
    }
}
