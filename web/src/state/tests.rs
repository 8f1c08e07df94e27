use super::*;
use crate::find::tests::explanation;
use crate::project::ProjectFile;

fn started() -> State {
    let languages = vec![LanguageName { name: "python".into(), title: "Python".into(), extension: "py".into() }];
    State::new(None, None).after(Action::Heard(News::Ready(languages)))
}

fn explained(state: &State, spans: &[(u32, u32)]) -> State {
    state.after(Action::Heard(News::Explained {
        id: state.request,
        explanation: explanation(spans),
        chart: None,
        items: None,
    }))
}

#[test]
fn a_new_reader_sees_the_first_sample() {
    let state = State::new(None, None);
    assert_eq!(&*state.code, SAMPLES[0].code);
    assert_eq!(state.progress, Progress::Starting);
}

#[test]
fn what_was_kept_comes_back() {
    let kept = Kept {
        code: "x = 1\n".into(),
        file_name: Some("a.py".into()),
        language: Some("python".into()),
        level: Level::Expert,
        theme: Some(Theme::Dark),
        model: false,
        inferred_hidden: true,
        place: Some(Place { id: "a".into(), changed: 7 }),
    };
    assert_eq!(State::new(Some(kept.clone()), None).kept(), kept);
}

#[test]
fn a_link_waits_until_the_languages_are_known() {
    let kept = |state: &State| (state.code.clone(), state.language.clone(), state.level);
    let first = State::new(None, None).after(Action::Edited("mine = 1\n".into()));
    let shared = Shared::new(Some("python"), Level::Expert, "theirs = 2\r\n");
    let waiting = first.after(Action::GotLink(Ok(shared)));
    assert_eq!(kept(&waiting), kept(&first));
    let languages = started().languages.to_vec();
    let open = waiting.after(Action::Heard(News::Ready(languages)));
    assert_eq!(kept(&open), ("theirs = 2\n".into(), Some("python".into()), Level::Expert));
    assert_eq!((open.note.clone(), open.links), (Some(Note::Opened), 1));
    let back = open.after(Action::WentBack);
    assert_eq!(kept(&back), kept(&first));
    assert_eq!((back.note, back.former), (None, None));
}

#[test]
fn a_bad_link_changes_nothing_but_the_note() {
    let first = started().after(Action::Edited("mine = 1\n".into()));
    let unknown = Shared::new(Some("klingon"), Level::Expert, "theirs = 2\n");
    for link in [Err(Broken::Garbled), Err(Broken::TooLarge), Ok(unknown)] {
        let mut after = first.after(Action::GotLink(link));
        assert!(matches!(after.note.take(), Some(Note::BadLink(_))));
        assert_eq!(after, first);
    }
}

#[test]
fn a_piece_of_work_keeps_its_place() {
    let place = Place { id: "a".into(), changed: 1 };
    let first = started().after(Action::WasKept { work: 0, place: place.clone() });
    let typed = first.after(Action::Edited(format!("{}# more\n", first.code)));
    assert_eq!(typed.place, Some(place.clone()));
    let other = typed.after(Action::TookSample(1));
    assert_eq!(other.place, None);
    assert_eq!(other.after(Action::WasKept { work: 0, place }).place, None, "that was another piece of work");
}

#[test]
fn only_the_newest_request_is_answered() {
    let old = started();
    let new = old.after(Action::Edited("y = 2".into()));
    assert_eq!(new.request, old.request + 1);
    let late = new.after(Action::Heard(News::Explained {
        id: old.request,
        explanation: explanation(&[(1, 1)]),
        chart: None,
        items: None,
    }));
    assert_eq!(late, new, "an answer to an older request changes nothing");
    assert_eq!(explained(&new, &[(1, 1)]).progress, Progress::Settled);
}

#[test]
fn the_same_text_is_not_asked_again() {
    let state = started();
    assert_eq!(state.after(Action::Edited(state.code.to_string())), state);
    assert_eq!(state.after(Action::ChoseLevel(state.level)), state);
    assert_eq!(state.after(Action::ChoseLanguage(None)), state);
}

#[test]
fn trouble_leaves_the_text_and_the_last_explanation() {
    let state = explained(&started(), &[(1, 1)]).after(Action::Edited("while".into()));
    let lost = state.after(Action::Heard(News::Lost { id: Some(state.request), trouble: Trouble::Trapped }));
    assert_eq!(lost.trouble, Some(Trouble::Trapped));
    assert_eq!(&*lost.code, "while");
    assert_eq!(lost.explanation, state.explanation);
    assert_eq!(lost.progress, Progress::Settled);
    assert!(lost.is_stale() && !state.is_stale());
    let again = lost.after(Action::AskAgain);
    assert!(again.request > lost.request);
    assert_eq!(explained(&again, &[(1, 1)]).trouble, None, "the next success ends the trouble");
}

#[test]
fn an_empty_text_is_no_trouble() {
    let state = explained(&started(), &[(1, 1)]).after(Action::Edited(" \n".into()));
    assert!(state.explanation.is_none() && state.trouble.is_none() && state.file_name.is_none());
}

#[test]
fn nulls_are_named_by_line_and_taken_out() {
    let state = started().after(Action::Edited("a\nb\0c\n".into()));
    let refused = News::Refused { id: state.request, reason: Refusal::Binary, message: String::new() };
    let state = state.after(Action::Heard(refused));
    assert_eq!(state.trouble, Some(Trouble::Binary { line: 2 }));
    let mended = state.after(Action::RemoveNulls);
    assert_eq!(&*mended.code, "a\nbc\n");
    assert!(mended.loads > state.loads, "the editor takes the text over");
}

#[test]
fn a_file_name_stays_with_its_text() {
    let took = Action::TookFile { name: "a.rs".into(), text: "fn a() { b(1, 2) }\n".into() };
    let state = started().after(took).after(Action::Edited("fn a() { c(1, 2) }\n".into()));
    assert_eq!(state.file_name.as_deref(), Some("a.rs"));
    let state = state.after(Action::Edited("def a():\n    b(1, 2)\n".into()));
    assert_eq!(state.file_name, None, "another text was pasted");
}

#[test]
fn another_text_is_read_from_its_beginning() {
    let state = explained(&started(), &[(1, 9), (3, 4)]).after(Action::WentTo(3, 3));
    let state = state.after(Action::Edited("fn f() {\n    g(1);\n    g(2);\n}\n".into()));
    assert_eq!(state.cursor, None);
}

#[test]
fn a_part_is_asked_for_until_the_text_changes() {
    let state = explained(&started(), &[(1, 9)]);
    let part = CodePart::of("ä🙂 = 1\nb = 2\n", 3, 9);
    assert_eq!((part.start, part.end, part.lines), (6, 12, (1, 2)), "places are in UTF-16 units, bytes in UTF-8");
    let chosen = state.after(Action::ChosePart(Some(part.clone())));
    assert!(chosen.request > state.request && chosen.part == Some(part));
    let edited = chosen.after(Action::Edited("c = 3\n".into()));
    assert_eq!(edited.part, None, "another text has other parts");
    let whole = chosen.after(Action::ChosePart(None));
    assert!(whole.request > chosen.request && whole.part.is_none());
}

#[test]
fn a_part_without_code_leaves_what_stands() {
    let state = explained(&started(), &[(1, 9)]);
    let chosen = state.after(Action::ChosePart(Some(CodePart::of(&state.code, 0, 0))));
    let refused = News::Refused { id: chosen.request, reason: Refusal::NoPart, message: String::new() };
    let refused = chosen.after(Action::Heard(refused));
    assert_eq!(refused.trouble, Some(Trouble::NoPart));
    assert_eq!(refused.explanation, state.explanation);
}

#[test]
fn a_file_brings_its_name_and_plain_line_ends() {
    let took = Action::TookFile { name: "a.rs".into(), text: "fn a() {}\r\n\rb".into() };
    let state = started().after(Action::ChoseLanguage(Some("python".into()))).after(took);
    assert_eq!(&*state.code, "fn a() {}\n\nb");
    assert_eq!(state.file_name.as_deref(), Some("a.rs"));
    assert_eq!(state.language, None, "the file's name tells the language");
}

#[test]
fn a_shared_text_has_nothing_of_the_one_before() {
    let took = Action::TookText("fn a() {}\r\n".into());
    let state = started().after(Action::ChoseLanguage(Some("python".into()))).after(took);
    assert_eq!(&*state.code, "fn a() {}\n");
    assert!(state.file_name.is_none() && state.language.is_none());
}

#[test]
fn the_cursor_finds_its_sentences() {
    let state = explained(&started(), &[(1, 9), (3, 4)]).after(Action::WentTo(3, 3));
    assert_eq!(*state.linked, [1, 0]);
    let state = explained(&state, &[(3, 3), (1, 9)]);
    assert_eq!(*state.linked, [0, 1], "a new explanation is searched at once");
    let again = explained(&state, &[(3, 3), (1, 9)]);
    assert_eq!(again.follows, state.follows, "the same explanation does not move");
}

#[test]
fn a_language_that_is_gone_falls_back_to_detection() {
    let state = started().after(Action::ChoseLanguage(Some("cobol".into())));
    let refused = News::Refused { id: state.request, reason: Refusal::UnknownLanguage, message: "unknown".into() };
    let state = state.after(Action::Heard(refused));
    assert_eq!(state.language, None);
    assert!(state.trouble.is_some());
    assert_eq!(state.progress, Progress::Working, "it has asked again");
}

fn of_two_files() -> State {
    let file = |path: &str, code: &str| ProjectFile { path: path.to_owned(), code: code.to_owned() };
    let project = Project::new("pair", vec![file("a.py", "import b\n"), file("b.py", "x = 1\n")]).expect("two files");
    started().after(Action::TookProject { project, left: 0 })
}

#[test]
fn several_files_open_with_their_overview() {
    let state = of_two_files();
    assert!(state.is_overview() && !state.is_empty() && state.note.is_none());
    assert_eq!((&*state.code, state.explanation.clone()), ("", None));
    let in_b = state.after(Action::WentToFile(Some(1)));
    assert_eq!((&*in_b.code, in_b.file_name.as_deref(), in_b.is_overview()), ("x = 1\n", Some("b.py"), false));
    assert!(in_b.request > state.request && in_b.loads > state.loads);
    assert_eq!(in_b.work, state.work, "all files are one piece of work");
    assert_eq!(in_b.after(Action::WentToFile(Some(1))).request, in_b.request, "nothing changes");
    let closed = in_b.after(Action::ClosedTab(1));
    assert!(closed.is_overview());
}

#[test]
fn what_is_typed_into_a_file_stays_there() {
    let in_b = of_two_files().after(Action::WentToFile(Some(1)));
    let typed = in_b.after(Action::Edited("y = 2\nentirely = other\n".into()));
    assert_eq!((typed.work, typed.file_name.as_deref()), (in_b.work, Some("b.py")));
    let back = typed.after(Action::WentToFile(Some(0))).after(Action::WentToFile(Some(1)));
    assert_eq!(&*back.code, "y = 2\nentirely = other\n");
    let alone = back.after(Action::LeftProject);
    assert_eq!((alone.project.clone(), &*alone.code), (None, &*back.code));
    assert_ne!(alone.work, back.work);
    assert_eq!(back.after(Action::TookSample(0)).project, None);
}

#[test]
fn files_come_back_with_later_words() {
    let in_b = of_two_files().after(Action::WentToFile(Some(1)));
    let kept = Kept { code: "z = 3\n".into(), ..in_b.kept() };
    let project = in_b.project.clone().expect("two files");
    let again = State::new(Some(kept), None).after(Action::Rejoined(project.clone()));
    assert_eq!((&*again.code, again.file_name.as_deref(), again.work), ("z = 3\n", Some("b.py"), 0));
    assert_eq!(again.project.as_ref().and_then(Project::current).map(|it| it.code.as_str()), Some("z = 3\n"));
    let busy = started().after(Action::TookSample(1));
    assert_eq!(busy.after(Action::Rejoined(project)).project, None, "the reader is at something else by now");
}
