//! Which file an import names, language family by language family: what is found, and what nearly is.

use facts::project::{Digest, EdgeKind, Project, StartForm};

/// Reads files that are given as path and text; the language follows from the path.
fn project(files: &[(&str, &str)]) -> Project {
    let read = |&(path, code): &(&str, &str)| match languages::detect(code, Some(path)) {
        Ok(Some(language))
            if path.contains('.') && !["mod", "md"].contains(&path.rsplit('.').next().unwrap_or_default()) =>
        {
            let unit = languages::parse(code, language, &mut || true);
            Digest::of(path, &unit, &facts::observe_outline(&unit))
        }
        _ => Digest::of_text(path, code),
    };
    Project::of(files.iter().map(read).collect(), 0)
}

/// The edges as `from > to`, without the kinds.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let project = project(files);
    let path = |at: u32| project.files[at as usize].path.as_str();
    let found: Vec<String> = project.edges.iter().map(|it| format!("{} > {}", path(it.from), path(it.to))).collect();
    assert_eq!(found, expected);
}

#[test]
fn relative_paths_lack_endings_or_name_folders() {
    check(
        &[
            (
                "w/a.ts",
                "import { b } from './b';\nimport { c } from './c';\nimport d from './d.js';\nimport e from 'e';\n",
            ),
            ("w/b.ts", "export const b = 1;\n"),
            ("w/c/index.ts", "export const c = 1;\n"),
            ("w/d.ts", "export default 1;\n"),
            ("w/e.ts", "export default 1;\n"),
        ],
        &["w/a.ts > w/b.ts", "w/a.ts > w/c/index.ts", "w/a.ts > w/d.ts"],
    );
}

#[test]
fn a_path_that_fits_two_files_names_none() {
    check(&[("a.js", "import './b';\n"), ("b.js", "f();\n"), ("b.mjs", "f();\n")], &[]);
    check(&[("x/a.js", "import '../../b.js';\n"), ("b.js", "f();\n")], &[]);
}

#[test]
fn exports_calls_and_types_name_files_too() {
    let project = project(&[
        (
            "a.ts",
            "export { x } from './x';\nimport type { Y } from './y';\nexport async function f() {\n  return import('./z');\n}\n",
        ),
        ("x.ts", "export const x = 1;\n"),
        ("y.ts", "export interface Y { n: number }\n"),
        ("z.ts", "export const z = 1;\n"),
    ]);
    let found: Vec<_> = project.edges.iter().map(|it| (it.to, it.kind, it.deferred)).collect();
    let expected = [(1, EdgeKind::Uses, false), (2, EdgeKind::TypesOnly, false), (3, EdgeKind::Uses, true)];
    assert_eq!(found, expected);
}

#[test]
fn dotted_modules_start_around_the_package() {
    check(
        &[
            ("p/__init__.py", "from . import a\n"),
            ("p/a.py", "import json\nimport p.sub.b\nfrom .sub import b, c\nfrom ..q import x\n"),
            ("p/json.py", "x = 1\n"),
            ("p/sub/__init__.py", "c = 1\n"),
            ("p/sub/b.py", "from p import a\nfrom ..json import x\n"),
            ("run.py", "import p\nimport a\n"),
        ],
        &[
            "p/__init__.py > p/a.py",
            "p/a.py > p/sub/__init__.py",
            "p/a.py > p/sub/b.py",
            "p/sub/b.py > p/a.py",
            "p/sub/b.py > p/json.py",
            "run.py > p/__init__.py",
        ],
    );
}

#[test]
fn a_tree_of_modules_is_declared_and_walked() {
    let files = [
        ("c/src/lib.rs", "mod a;\npub mod b;\nuse crate::a::A;\n"),
        ("c/src/a.rs", "use super::b::deep::D;\nuse std::fmt;\npub struct A;\n"),
        ("c/src/b/mod.rs", "pub mod deep;\n"),
        ("c/src/b/deep.rs", "pub struct D;\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n    use crate::a::A;\n}\n"),
        ("c/tests/all.rs", "use c::a::A;\nuse d::a::A;\n"),
    ];
    check(
        &files,
        &[
            "c/src/a.rs > c/src/b/deep.rs",
            "c/src/b/deep.rs > c/src/a.rs",
            "c/src/b/mod.rs > c/src/b/deep.rs",
            "c/src/lib.rs > c/src/a.rs",
            "c/src/lib.rs > c/src/a.rs",
            "c/src/lib.rs > c/src/b/mod.rs",
            "c/tests/all.rs > c/src/a.rs",
        ],
    );
}

#[test]
fn included_files_stand_beside_or_below_a_root() {
    check(
        &[
            (
                "src/main.c",
                "#include \"util.h\"\n#include <string.h>\n#include <lib/api.h>\nint main(void) { return 0; }\n",
            ),
            ("src/util.h", "int f(void);\n"),
            ("src/string.h", "int g(void);\n"),
            ("include/lib/api.h", "int h(void);\n"),
        ],
        &["src/main.c > include/lib/api.h", "src/main.c > src/util.h"],
    );
}

#[test]
fn packages_and_names_find_the_file_that_declares_them() {
    check(
        &[
            (
                "m/a/App.java",
                "package m.a;\nimport m.b.Store;\nimport java.util.List;\nclass App {\n  Store store;\n  List<Item> items;\n}\n",
            ),
            ("m/a/Item.java", "package m.a;\nclass Item {}\n"),
            ("m/b/Store.java", "package m.b;\npublic class Store {}\n"),
            ("m/b/List.java", "package m.b;\nclass List {}\n"),
        ],
        &["m/a/App.java > m/a/Item.java", "m/a/App.java > m/b/Store.java"],
    );
    check(
        &[
            ("A.kt", "package k.one\n\nimport k.two.Two\nimport k.two.help\n\nfun main() { help(Two()) }\n"),
            ("B.kt", "package k.two\n\nclass Two\n\nfun help(two: Two) {}\n"),
            ("C.kt", "package k.three\n\nclass Two\n"),
        ],
        &["A.kt > B.kt"],
    );
    check(
        &[
            ("src/App.php", "<?php\nnamespace App;\nuse App\\Models\\User;\nclass App { function f(User $u) {} }\n"),
            ("src/Models/User.php", "<?php\nnamespace App\\Models;\nclass User {}\n"),
            ("src/User.php", "<?php\nnamespace Other;\nclass User {}\n"),
            ("index.php", "<?php\nrequire_once __DIR__ . '/src/App.php';\n"),
        ],
        &["index.php > src/App.php", "src/App.php > src/Models/User.php"],
    );
    check(
        &[
            (
                "Program.cs",
                "using Shop.Data;\nnamespace Shop;\nclass Program { static void Main() { new Store().Load(); } }\n",
            ),
            ("Data/Store.cs", "namespace Shop.Data;\npublic class Store { public void Load() {} }\n"),
            ("Other/Store.cs", "namespace Elsewhere;\npublic class Store {}\n"),
        ],
        &["Program.cs > Data/Store.cs"],
    );
}

#[test]
fn a_folder_is_a_package_below_the_path_of_its_project() {
    let main = "package main\n\nimport (\n\t\"net/http\"\n\n\t\"example.com/shop/store\"\n)\n\nfunc main() {\n\tstore.Open()\n\thelp()\n\thttp.Get(\"\")\n}\n";
    check(
        &[
            ("go.mod", "module example.com/shop\n\ngo 1.22\n"),
            ("main.go", main),
            ("help.go", "package main\n\nfunc help() {}\n"),
            ("store/open.go", "package store\n\nfunc Open() {}\n"),
            ("store/close.go", "package store\n\nfunc Close() {}\n"),
            ("net/http/get.go", "package http\n\nfunc Get(s string) {}\n"),
        ],
        &["main.go > help.go", "main.go > store/open.go"],
    );
}

#[test]
fn paths_of_scripts_start_where_the_word_says() {
    check(
        &[
            ("lib/shop.rb", "require 'json'\nrequire 'shop/cart'\nrequire_relative 'shop/item'\n"),
            ("lib/shop/cart.rb", "class Cart; end\n"),
            ("lib/shop/item.rb", "class Item; end\n"),
            ("lib/shop/json.rb", "class Json; end\n"),
        ],
        &["lib/shop.rb > lib/shop/cart.rb", "lib/shop.rb > lib/shop/item.rb"],
    );
    check(
        &[
            ("run.sh", "#!/bin/bash\nsource ./lib/log.sh\n. \"$(dirname \"$0\")/lib/net.sh\"\nsource \"$1\"\n"),
            ("lib/log.sh", "log() { echo \"$1\"; }\n"),
            ("lib/net.sh", "get() { curl \"$1\"; }\n"),
        ],
        &["run.sh > lib/log.sh", "run.sh > lib/net.sh"],
    );
}

#[test]
fn names_of_one_module_need_no_import() {
    check(
        &[
            ("Sources/App/main.swift", "let shop = Shop()\nshop.open()\n"),
            ("Sources/App/Shop.swift", "class Shop {\n  func open() {}\n}\n"),
        ],
        &["Sources/App/main.swift > Sources/App/Shop.swift"],
    );
}

#[test]
fn pages_and_sheets_name_their_parts() {
    check(
        &[
            (
                "index.html",
                "<!doctype html><html><head><link rel=stylesheet href=css/a.css></head><body><script src=\"https://x.y/app.js\"></script><a href=\"b.html\">b</a></body></html>",
            ),
            ("b.html", "<!doctype html><html><body><p>Hi</p></body></html>"),
            ("app.js", "f();\n"),
            ("css/a.css", "@import 'b.css';\nbody { margin: 0; }\n"),
            ("css/b.css", "p { margin: 0; }\n"),
        ],
        &["css/a.css > css/b.css", "index.html > b.html", "index.html > css/a.css"],
    );
}

#[test]
fn a_circle_closes_only_while_files_are_loaded() {
    let circle = |second: &str| {
        let project = project(&[
            ("p/__init__.py", ""),
            ("p/a.py", "from . import b\n\ndef f():\n    return b.g()\n"),
            ("p/b.py", second),
        ]);
        project.cycles.iter().map(|it| it.files.clone()).collect::<Vec<_>>()
    };
    assert_eq!(circle("from . import a\n"), [[1, 2]]);
    assert!(circle("def g():\n    from . import a\n    return a.f\n").is_empty());
    assert!(circle("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import a\n").is_empty());
}

#[test]
fn what_nothing_mentions_is_unused_where_a_run_is_known_to_start() {
    let unused = |main: &str, other: &str| {
        let project = project(&[("main.py", main), ("used.py", "x = 1\n"), ("old.py", "y = 1\n"), ("other.py", other)]);
        project.unused.iter().map(|&it| project.files[it as usize].path.clone()).collect::<Vec<_>>()
    };
    let starts = "import used\nimport other\nif __name__ == \"__main__\":\n    print(used.x)\n";
    assert_eq!(unused(starts, "z = 1\n"), ["old.py"]);
    // A name in a text may load it.
    assert!(unused(starts, "z = \"old\"\n").is_empty());
    // Nobody knows where a run starts.
    assert!(unused("import used\nimport other\n", "z = 1\n").is_empty());
}

#[test]
fn a_manifest_says_where_a_run_starts() {
    let project = project(&[
        (
            "package.json",
            "{ \"name\": \"a\", \"version\": \"1.0.0\", \"main\": \"./lib/a.js\", \"bin\": { \"a\": \"dist/a.js\" } }",
        ),
        ("lib/a.js", "const b = require('./b');\nb();\n"),
        ("lib/b.js", "module.exports = () => 1;\n"),
    ]);
    let starts: Vec<_> = project.starts.iter().map(|it| (project.name(it.file), it.form)).collect();
    assert_eq!(starts, [("lib/a.js", StartForm::Manifest)]);
    let order: Vec<_> = project.order.iter().map(|&it| project.name(it)).collect();
    assert_eq!(order, ["lib/b.js", "lib/a.js"]);
}
