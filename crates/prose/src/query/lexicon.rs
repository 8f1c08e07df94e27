//! The words for idioms and traps of queries.

use facts::queries::{QueryHazard, QueryHazardKind, QueryIdiom, QueryIdiomKind, named_last};

use super::value::{column, table};
use crate::Level;
use crate::draft::Context;

/// Why something is written as it is; `None` where this level's reader knows.
pub(super) fn reason(cx: &Context<'_>, idiom: &QueryIdiom) -> Option<String> {
    use QueryIdiomKind::*;
    let about = idiom
        .about
        .map(|it| if named_last(cx.unit, it).is_some() { table(cx, it) } else { cx.quote(it) })
        .unwrap_or_default();
    let level = match cx.level {
        Level::Beginner => 0,
        Level::Intermediate => 1,
        Level::Expert => 2,
    };
    let texts: [&str; 3] = match idiom.kind {
        KeepsUnmatched => [
            "A left join (LEFT JOIN) keeps rows that have no partner in {about}; a plain join would drop them.",
            "LEFT JOIN keeps rows without a match in {about} and leaves the columns of {about} NULL there.",
            "",
        ],
        OnlyUnmatched => [
            "A left join together with the test for a missing value finds the rows that have no partner in {about}.",
            "LEFT JOIN with IS NULL is an anti-join: it finds the rows without a match in {about}.",
            "Anti-join by LEFT JOIN and IS NULL; it needs the tested column of {about} to be NOT NULL there.",
        ],
        SelfJoin => [
            "{about} stands here more than once under different names, so that its rows can be compared with one another.",
            "The self-join compares rows of {about} with other rows of the same table.",
            "",
        ],
        TestsExistence => [
            "EXISTS only asks whether there is a row at all; the database may stop at the first one that it finds.",
            "EXISTS stops at the first matching row and does not multiply rows as a join would.",
            "EXISTS is a semi-join: it neither multiplies rows nor needs DISTINCT.",
        ],
        TestsAbsence => [
            "NOT EXISTS asks that no such row is there; the database may stop looking as soon as it finds one.",
            "NOT EXISTS is not led astray by NULL, unlike NOT IN with a query.",
            "NOT EXISTS is a NULL-safe anti-join.",
        ],
        KeepsDuplicates => [
            "UNION ALL just puts the rows below one another and keeps repeated ones.",
            "UNION ALL keeps duplicates, and so needs no sorting or hashing to find them.",
            "",
        ],
        DropsDuplicates => [
            "UNION (without ALL) leaves a row out that has come already.",
            "UNION removes duplicates, which costs a sort or a hash; UNION ALL would not.",
            "UNION deduplicates the whole result; UNION ALL is cheaper where the parts cannot overlap.",
        ],
        NamedStep => [
            "WITH gives a step a name, so that the query reads from top to bottom like a recipe.",
            "The common table expression names a step, so that it need not be nested or repeated.",
            "",
        ],
        RecursiveStep => [
            "The step {about} uses its own result: it goes on, round after round, until a round finds no new rows. That is how trees and chains are followed.",
            "The recursive CTE {about} starts from its first query and repeats the second on the rows found last, until nothing new comes.",
            "Recursive CTE; with UNION ALL it does not end on cyclic data unless a condition stops it.",
        ],
        WindowKeepsRows => [
            "A window function (OVER) computes something across several rows, but keeps each row; grouping would melt them into one.",
            "OVER computes across rows without collapsing them, as GROUP BY would.",
            "",
        ],
        OnePerGroup => [
            "Rows are numbered within each group, and only number 1 stays: that picks one row of each group.",
            "ROW_NUMBER with a filter on 1 picks exactly one row per partition.",
            "Top row per partition by ROW_NUMBER; ties in its order are settled arbitrarily.",
        ],
        ConditionalAggregate => [
            "A condition inside the calculation lets one pass over the rows give several figures.",
            "Conditional aggregation yields several figures in one pass instead of one query each.",
            "",
        ],
        FillsAbsent => [
            "Where {about} is empty, another value takes its place, so that no gap comes out.",
            "The default replaces NULL, which would otherwise spread through the calculation or come out as a gap.",
            "",
        ],
        AvoidsZero => [
            "NULLIF turns zero into nothing, so that the division gives nothing instead of an error.",
            "NULLIF makes a division by zero NULL instead of an error.",
            "",
        ],
        FirstOfEach => [
            "DISTINCT ON keeps the first row of each group, so the sorting decides which one that is.",
            "DISTINCT ON keeps one row per key: the first in the given order.",
            "",
        ],
        SkipsLocked => [
            "Rows that someone else is working on are passed over, so that several workers can take tasks side by side.",
            "SKIP LOCKED lets several workers take different rows without waiting for each other.",
            "Queue pattern; the view of the table is deliberately inconsistent.",
        ],
        LocksRows => [
            "The rows are reserved, so that nobody changes them before this work is done.",
            "The row locks keep others from changing these rows between reading and writing.",
            "",
        ],
        Upsert => [
            "If such a row is there already, it is changed instead of causing an error; so the statement can be run again.",
            "Insert or update in one statement: it can be repeated, and two sessions cannot get in each other's way between a test and an insert.",
            "Upsert; atomic where the conflict is on a unique index.",
        ],
        InsertOnce => [
            "A row that is there already is left as it is, so the statement can be run again without harm.",
            "Existing rows are skipped, which makes the statement repeatable.",
            "",
        ],
        MergesRows => [
            "MERGE compares two tables and does all the changes in one statement.",
            "MERGE does insert and update in one statement from one comparison.",
            "MERGE is one statement, but takes no lock that would keep two sessions from inserting the same key unless the isolation level does.",
        ],
        ReturnsChanged => [
            "The statement also gives back the rows that it touched, so no second question is needed.",
            "The changed rows come back at once, which saves a second query.",
            "",
        ],
        Repeatable => [
            "The test whether it is there makes it harmless to run this again.",
            "The existence check makes the script repeatable; it does not compare what is there with what is wanted.",
            "",
        ],
        Replaces => ["", "", ""],
        Transaction => [
            "The transaction makes the changes count together: either all of them are kept, or none.",
            "The transaction makes the changes atomic.",
            "",
        ],
        ForeignKey => [
            "A reference to another table (foreign key) makes the database refuse rows that point to nothing.",
            "The foreign key makes the database refuse rows that refer to nothing.",
            "",
        ],
        CascadingDelete => [
            "Rows that belong to a removed row are removed with it, so that no orphans stay.",
            "ON DELETE CASCADE removes dependent rows with the row that they refer to.",
            "ON DELETE CASCADE: one delete may remove far more rows than it names; without an index on the referring column each one scans.",
        ],
        UniqueRule => [
            "The database itself refuses a second row with the same value, whoever adds it.",
            "The unique rule holds even when two sessions insert at the same time, which a check in the program would not.",
            "",
        ],
        CheckRule => [
            "The condition is checked by the database for every row, so no program can store a wrong one.",
            "The check holds for every writer, not just for this application.",
            "CHECK passes when its condition is NULL.",
        ],
        PartialIndex => [
            "The index holds only the rows that are looked for, so it stays small.",
            "The partial index holds only rows that meet its condition, so it is smaller and cheaper to keep.",
            "A partial index serves only queries whose filter implies its condition.",
        ],
        ExpressionIndex => [
            "The index holds what the function gives, because a plain index of the column could not be used for that.",
            "Indexing the expression lets filters on the same expression use the index.",
            "",
        ],
        CompositeIndex => [
            "The order of the columns matters: the index helps to look for the first one, or for the first ones together.",
            "A composite index serves filters on its leading columns, here {about} first.",
            "Only filters that bind the leading column, {about}, can seek in this index.",
        ],
        ConcurrentIndex => [
            "The index is made without keeping others from writing in the meantime.",
            "CONCURRENTLY builds the index without blocking writes.",
            "CONCURRENTLY cannot run inside a transaction block, and a failed build leaves an invalid index behind.",
        ],
        StoresRows => [
            "The rows are worked out once and kept, so reading is quick, but they are as old as the last refresh.",
            "The materialized view keeps its rows; they are as old as the last refresh.",
            "",
        ],
        FiresTrigger => [
            "A trigger runs by itself, whichever program changes the table.",
            "The trigger holds for every writer of the table, not just for this application.",
            "",
        ],
        Pages => [
            "Skipping rows and taking a few shows the result in pages.",
            "LIMIT with OFFSET gives one page.",
            "OFFSET still reads and throws away what it skips, so late pages get slower; rows that are added meanwhile shift the pages.",
        ],
        LinkTable => ["", "", ""],
    };
    let text = texts[level];
    (!text.is_empty()).then(|| text.replace("{about}", &about))
}

/// What may go wrong.
pub(super) fn hazard(cx: &Context<'_>, hazard: &QueryHazard) -> Option<String> {
    use QueryHazardKind::*;
    let beginner = cx.level == Level::Beginner;
    let expert = cx.level == Level::Expert;
    let about = hazard
        .about
        .map(|it| match facts::queries::part(cx.unit, it) {
            Some(code::QueryPart::Path) if beginner => column(cx, it),
            _ => cx.quote(it),
        })
        .unwrap_or_default();
    let node = cx.quote(hazard.node);
    Some(match hazard.kind {
        UpdatesAll if beginner => format!("There is no condition (WHERE), so every row of {about} is changed."),
        UpdatesAll => format!("Without WHERE this changes every row of {about}."),
        DeletesAll if beginner => format!("There is no condition (WHERE), so every row of {about} is removed."),
        DeletesAll => format!("Without WHERE this empties {about}."),
        ComparesAbsent if beginner => format!("{node} never holds, not even for empty values: whether {about} is empty is asked with IS NULL."),
        ComparesAbsent => format!("{node} is never true, since a comparison with NULL is NULL; IS NULL asks for it."),
        NotInQuery if beginner => "If the inner query gives even one empty value (NULL), this test passes for no row at all.".to_owned(),
        NotInQuery => "If the subquery gives a NULL, NOT IN is true for no row; NOT EXISTS has no such trap.".to_owned(),
        StarInView if expert => "The star is expanded when the view is made: columns that are added to the tables later do not show up, or show up only once it is refreshed.".to_owned(),
        StarInView => "The star stands for the columns that exist when the view is made; columns that come later are not part of it.".to_owned(),
        StarInInsert if beginner => format!("The columns are matched by their place, not by name; if {about} or the source changes, values land in the wrong column or the statement fails."),
        StarInInsert => format!("`*` into {about} without a column list matches by position; a changed table breaks it or shifts values."),
        InsertByPosition if beginner => format!("No columns are named, so the values are matched by their place; the statement breaks when {about} gets another column."),
        InsertByPosition => format!("Without a column list the values depend on the order of the columns of {about}."),
        AllPairs if beginner => format!("No condition ties {about} to the table before it, so every row is combined with every row."),
        AllPairs => format!("Nothing ties {about} to the sources before it: this is a cross join."),
        LeadingWildcard if beginner => format!("The pattern may begin with anything, so the database cannot look {about} up in an ordinary index and reads through all rows."),
        LeadingWildcard => format!("The pattern starts with a wildcard, so an ordinary index on {about} cannot be searched for it."),
        LimitWithoutOrder if beginner => "Without a sorting it is not fixed which rows come out; it may be other ones next time.".to_owned(),
        LimitWithoutOrder => "A limit without ORDER BY: which rows come out is not fixed.".to_owned(),
        FunctionOnColumn if beginner => format!("Since {about} is changed before it is compared, the database cannot use an ordinary index on it and may read every row."),
        FunctionOnColumn => format!("{node} hides {about} from a plain index on it; a range over the bare column, or an index on the expression, could be searched."),
        FilterUndoesJoin if beginner => format!("The condition {node} fails for rows without a partner in {about}, so the left join keeps no more rows than a plain join."),
        FilterUndoesJoin => format!("{node} in WHERE drops the rows without a match in {about}, so the LEFT JOIN acts as an inner join; in ON it would not."),
        RangeEndsAtMidnight if beginner => format!("If {about} holds a time of day too, the last day counts only its first moment (midnight)."),
        RangeEndsAtMidnight => format!("If {about} holds times, BETWEEN leaves out the last day after midnight; a half-open range (`>=`, `<`) would not.").replace("(`>=`, `<`)", "(from, up to but not including)"),
        BuiltStatement if beginner => "The statement is put together from pieces of text; if a piece comes from outside, someone could smuggle in commands of their own.".to_owned(),
        BuiltStatement => "The statement is concatenated from text: a part that comes from outside is an injection; parameters or a quoting function prevent it.".to_owned(),
        RequiredColumn if beginner => format!("The new column {about} must be filled in but has no default; most databases refuse that when the table has rows already."),
        RequiredColumn => format!("{about} is NOT NULL without a default: on a table with rows most databases refuse this."),
        NotEqualDropsAbsent if expert => format!("{node} also drops rows whose {about} is NULL."),
        NotEqualDropsAbsent => return None,
    })
}

/// The term that an idiom calls for.
pub(super) fn term(kind: QueryIdiomKind) -> Option<&'static str> {
    use QueryIdiomKind::*;
    Some(match kind {
        KeepsUnmatched | OnlyUnmatched => "left join",
        SelfJoin => "self-join",
        TestsExistence | TestsAbsence => "EXISTS",
        KeepsDuplicates | DropsDuplicates => "UNION",
        NamedStep => "common table expression",
        RecursiveStep => "recursive query",
        WindowKeepsRows | OnePerGroup => "window function",
        Upsert => "upsert",
        Transaction => "transaction",
        ForeignKey | CascadingDelete => "foreign key",
        CheckRule => "check constraint",
        PartialIndex | ExpressionIndex | CompositeIndex | ConcurrentIndex => "index",
        StoresRows => "materialized view",
        FiresTrigger => "trigger",
        MergesRows => "MERGE",
        LocksRows | SkipsLocked => "row lock",
        _ => return None,
    })
}
