//! The words for hazards of objects that are values.

use super::HazardText;

pub(super) static PLAIN_DESTRUCTOR: HazardText = HazardText {
    text: [
        "an object of a class that is built on {Name} must not be ended through a pointer to {Name}: only a virtual destructor would end all of it",
        "{Name} has no virtual destructor; deleting a derived object through a pointer to {Name} is undefined",
        "no virtual destructor; `delete` through a pointer to {Name} is undefined",
    ],
};

pub(super) static CAUGHT_COPY: HazardText = HazardText {
    text: [
        "{Error} is caught as a copy, which loses what a special kind of it adds; `&` behind the type would keep all of it",
        "catching {Error} by value slices what derives from it; a reference keeps all of it",
        "caught by value: slices derived exceptions",
    ],
};

pub(super) static WRAPPED_SIZE: HazardText = HazardText {
    text: [
        "sizes are never negative: if {Store} is empty, {Value} is a huge number, and the loop runs far past the end",
        "{Value} wraps around if {Store} is empty, as sizes are unsigned",
        "unsigned: {Value} wraps when {Store} is empty",
    ],
};
