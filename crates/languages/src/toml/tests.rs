use super::LANGUAGE;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}
