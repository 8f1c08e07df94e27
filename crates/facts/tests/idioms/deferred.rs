//! What is put off, started beside, or handed back as an error.

use facts::IdiomKind::*;

use super::{GO, no, yes};

#[test]
fn locks_that_are_released_in_the_end() {
    yes(LockedSection, &[(GO, "func (c *C) f() {\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tc.n++\n}\n")]);
    no(
        LockedSection,
        &[
            (GO, "func (c *C) f() {\n\tc.mu.Lock()\n\tdefer c.other.Unlock()\n\tc.n++\n}\n"),
            (GO, "func (c *C) f() {\n\tc.mu.Lock()\n\tdefer c.mu.RUnlock()\n\tc.n++\n}\n"),
        ],
    );
}

#[test]
fn things_that_are_closed_in_the_end() {
    yes(DeferredRelease, &[(GO, "func f(g *os.File) {\n\tdefer g.Close()\n\tg.Sync()\n}\n")]);
    no(DeferredRelease, &[(GO, "func f(g *os.File) {\n\tg.Close()\n\tdefer h()\n}\n")]);
}

#[test]
fn groups_that_are_waited_for() {
    yes(
        TaskGroup,
        &[(
            GO,
            "func f(wg *sync.WaitGroup) {\n\twg.Add(1)\n\tgo func() {\n\t\tdefer wg.Done()\n\t\tg()\n\t}()\n\twg.Wait()\n}\n",
        )],
    );
    no(
        TaskGroup,
        &[
            (GO, "func f(wg *sync.WaitGroup) {\n\twg.Add(1)\n\tgo func() {\n\t\tdefer wg.Done()\n\t\tg()\n\t}()\n}\n"),
            (GO, "func f(a, b *sync.WaitGroup) {\n\tgo func() {\n\t\tdefer a.Done()\n\t\tg()\n\t}()\n\tb.Wait()\n}\n"),
        ],
    );
}

#[test]
fn channels_that_are_filled_on_the_side() {
    yes(
        ChannelProducer,
        &[(
            GO,
            "func f() <-chan int {\n\tc := make(chan int)\n\tgo func() {\n\t\tc <- 1\n\t\tclose(c)\n\t}()\n\treturn c\n}\n",
        )],
    );
    // Nobody closes it.
    no(
        ChannelProducer,
        &[(GO, "func f() <-chan int {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\treturn c\n}\n")],
    );
}

#[test]
fn errors_that_are_handed_back() {
    yes(
        CheckedErrors,
        &[(
            GO,
            "func f() error {\n\tif err := a(); err != nil {\n\t\treturn err\n\t}\n\tif err := b(); err != nil {\n\t\treturn err\n\t}\n\treturn nil\n}\n",
        )],
    );
    // The first one is only noted.
    no(
        CheckedErrors,
        &[(
            GO,
            "func f() error {\n\tif err := a(); err != nil {\n\t\tlog.Print(err)\n\t}\n\tif err := b(); err != nil {\n\t\treturn err\n\t}\n\treturn nil\n}\n",
        )],
    );
    yes(ErrorContext, &[(GO, "func f(err error) error { return fmt.Errorf(\"reading: %w\", err) }\n")]);
    no(ErrorContext, &[(GO, "func f(err error) error { return fmt.Errorf(\"reading: %v\", err) }\n")]);
}
