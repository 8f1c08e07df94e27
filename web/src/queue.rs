//! Which request the worker has, and which waits: the newest wins, and there is never more than one of each.

/// One request with the worker, at most one behind it.
#[derive(Debug)]
pub struct Queue<T> {
    is_ready: bool,
    running: Option<u64>,
    waiting: Option<(u64, T)>,
}

/// What to do after a request came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// Hand it to the worker.
    Send(T),
    /// The worker is starting; it will be handed out when the worker is ready.
    Wait,
    /// The worker is busy with an older one, which nobody wants any more.
    Supersede,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { is_ready: false, running: None, waiting: None }
    }
}

impl<T> Queue<T> {
    /// A request came in. Whatever waited is forgotten.
    pub fn push(&mut self, id: u64, request: T) -> Next<T> {
        if self.is_ready && self.running.is_none() {
            self.running = Some(id);
            return Next::Send(request);
        }
        self.waiting = Some((id, request));
        if self.is_ready { Next::Supersede } else { Next::Wait }
    }

    /// The worker can be asked; gives the request that waits for it.
    pub fn ready(&mut self) -> Option<T> {
        self.is_ready = true;
        self.take()
    }

    /// The worker answered. Gives whether anybody still wants the answer, and the next request.
    pub fn answered(&mut self, id: u64) -> (bool, Option<T>) {
        if self.running != Some(id) {
            return (false, None);
        }
        self.running = None;
        let next = self.take();
        (next.is_none(), next)
    }

    /// The worker is gone. Gives the request that it took along, if nothing newer waits.
    pub fn lost(&mut self) -> Option<u64> {
        self.is_ready = false;
        let running = self.running.take();
        if self.waiting.is_some() { None } else { running }
    }

    /// The worker waits for something itself and can be asked all the same. Gives what is to take its request's place.
    pub fn replace(&mut self) -> Option<T> {
        self.take()
    }

    /// Nobody wants the answer that a worker is at, which goes on all the same.
    pub fn abandon(&mut self) {
        self.running = None;
    }

    /// Whether the worker works on an answer that nobody wants.
    pub fn is_superseded(&self) -> bool {
        self.running.is_some() && self.waiting.is_some()
    }

    /// The request that the worker has.
    pub fn running(&self) -> Option<u64> {
        self.running
    }

    /// Whether the worker can be asked.
    pub fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// Forgets what waits.
    pub fn forget(&mut self) {
        self.waiting = None;
    }

    fn take(&mut self) -> Option<T> {
        let (id, request) = self.waiting.take()?;
        self.running = Some(id);
        Some(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_for_the_worker_to_start() {
        let mut queue = Queue::default();
        assert_eq!(queue.push(1, "a"), Next::Wait);
        assert_eq!(queue.push(2, "b"), Next::Wait);
        assert_eq!(queue.ready(), Some("b"), "the newest is sent, the older one never");
        assert_eq!(queue.answered(2), (true, None));
    }

    #[test]
    fn drops_the_answer_to_an_older_request() {
        let mut queue = Queue::default();
        assert_eq!(queue.ready(), None);
        assert_eq!(queue.push(1, "a"), Next::Send("a"));
        assert_eq!(queue.push(2, "b"), Next::Supersede);
        assert_eq!(queue.push(3, "c"), Next::Supersede);
        assert!(queue.is_superseded());
        assert_eq!(queue.answered(1), (false, Some("c")));
        assert_eq!(queue.answered(1), (false, None), "a late answer changes nothing");
        assert_eq!(queue.answered(3), (true, None));
    }

    #[test]
    fn a_worker_that_waits_takes_the_next_at_once() {
        let mut queue = Queue::default();
        queue.ready();
        queue.push(1, "a");
        assert_eq!(queue.replace(), None);
        assert_eq!(queue.push(2, "b"), Next::Supersede);
        assert_eq!(queue.replace(), Some("b"));
        assert!(!queue.is_superseded());
        assert_eq!(queue.answered(1), (false, None), "the older one is never answered; if it were, nobody would care");
        queue.abandon();
        assert_eq!(queue.answered(2), (false, None));
        assert_eq!(queue.push(3, "c"), Next::Send("c"));
    }

    #[test]
    fn a_lost_worker_takes_its_request_along() {
        let mut queue = Queue::default();
        queue.ready();
        queue.push(1, "a");
        assert_eq!(queue.lost(), Some(1));
        assert_eq!(queue.push(2, "b"), Next::Wait);
        assert_eq!(queue.ready(), Some("b"));
    }

    #[test]
    fn a_superseded_worker_is_replaced_without_a_word() {
        let mut queue = Queue::default();
        queue.ready();
        queue.push(1, "a");
        queue.push(2, "b");
        assert_eq!(queue.lost(), None);
        assert_eq!(queue.ready(), Some("b"));
    }
}
