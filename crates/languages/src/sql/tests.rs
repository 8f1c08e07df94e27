use super::LANGUAGE;
use crate::lower::check;

/// The code model of a statement, one line a node.
fn lowers(source: &str, expected: &[&str]) {
    let outline = check::outline(source, &LANGUAGE);
    let found: Vec<&str> = outline.lines().map(str::trim).collect();
    for line in expected {
        assert!(found.contains(line), "no {line}\n{outline}");
    }
}

/// How many places of a text are left unread.
fn n_faults(source: &str) -> usize {
    crate::parse(source, &LANGUAGE, &mut || true).faults.len()
}

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn clauses_are_found() {
    lowers(
        "SELECT a, SUM(b) AS total FROM t LEFT JOIN u ON u.id = t.id WHERE c > 1 GROUP BY a ORDER BY total DESC LIMIT 3",
        &[
            "Query `LEFT JOIN u ON u.id = t.id`",
            "Query `WHERE c > 1`",
            "Query `GROUP BY a`",
            "Query `total DESC`",
            "Query `LIMIT 3`",
        ],
    );
}

#[test]
fn dialects_are_read() {
    for source in [
        "SELECT TOP 10 [a].[b] FROM [dbo].[T] AS [a] WITH (NOLOCK) WHERE [x] = N'y'",
        "SELECT `a` FROM `t` FORCE INDEX (i) LIMIT 5, 10",
        "SELECT a::int, b->>'c', d @> '{1}' FROM t WHERE e ~ '^x' AND f IS DISTINCT FROM g",
        "SELECT x FROM t WHERE a = $1 AND b = ? AND c = :c AND d = @d AND e = %s AND f = %(f)s",
        "SELECT EXTRACT(day FROM x), COUNT(*) FILTER (WHERE y), ARRAY[1, 2], CAST(z AS numeric(3, 1)) FROM t",
        "CREATE TABLE t (id INT AUTO_INCREMENT, n VARCHAR(3) DEFAULT 'a', KEY k (n), PRIMARY KEY (id)) ENGINE=InnoDB",
        "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int GENERATED ALWAYS AS (a * 2) STORED)",
        "INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = VALUES(a)",
        "SELECT * FROM t FETCH FIRST 5 ROWS ONLY",
        "SELECT a FROM {{ ref('x') }} WHERE {{ condition }}",
        "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END$$\nDELIMITER ;",
    ] {
        assert_eq!(n_faults(source), 0, "{source}");
    }
}

#[test]
fn statements_need_no_mark_between_them() {
    let unit = crate::parse("DECLARE @a int = 1\nSELECT @a\nPRINT 'x'\nGO\nSELECT 2", &LANGUAGE, &mut || true);
    let code::Kind::Module { body } = unit.kind(unit.root) else { panic!("no module") };
    assert_eq!(unit.list(body).len(), 4);
}

#[test]
fn what_is_broken_costs_its_place_only() {
    let unit = crate::parse("SELECT a FROM t WHERE (b >;\nDELETE FROM logs WHERE c = 1;", &LANGUAGE, &mut || true);
    let code::Kind::Module { body } = unit.kind(unit.root) else { panic!("no module") };
    let last = unit.list(body).last().copied().expect("statements");
    assert!(matches!(unit.kind(last), code::Kind::Query(code::QueryPart::Delete, _)));
}

#[test]
fn a_body_between_dollars_is_read() {
    lowers(
        "CREATE FUNCTION f() RETURNS int AS $$ BEGIN IF x > 1 THEN RETURN 1; END IF; RETURN 2; END; $$ LANGUAGE plpgsql;",
        &["Query `IF x > 1 THEN RETURN 1; END IF`", "Query `RETURN 2`"],
    );
}

#[test]
fn nesting_has_an_end() {
    for source in [
        "(".repeat(5_000),
        format!("SELECT {}1", "(".repeat(5_000)),
        format!("SELECT {}1", "a + ".repeat(5_000)),
        "SELECT NOT ".repeat(2_000),
    ] {
        let _ = crate::parse(&source, &LANGUAGE, &mut || true);
    }
}

#[test]
fn comments_lose_their_marks() {
    assert_eq!(super::lower::clean_comment("-- Text --"), "Text");
    assert_eq!(super::lower::clean_comment("/* one\n * two */"), "one\ntwo");
}
