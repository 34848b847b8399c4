#include <string>

#include "core/rules/access_policy.hpp"

namespace lantai::core {

namespace {

/// `column` of the item or volume, for a change also the box, that it is about.
std::string column_of_thing(ObjectKind table, const std::string& column, const std::string& alias) {
    const bool change = table == ObjectKind::change;
    const auto part = [&](const char* records, const char* kind, const char* reference) {
        const std::string id =
            change ? ".object_id AND " + alias + ".object_type = " + kind : std::string(reference);
        return std::string("(SELECT acc_t.") + column + " FROM " + records +
               " acc_t WHERE acc_t.id = " + alias + id + ")";
    };
    const std::string boxes = change ? ", " + part("boxes", "'box'", "") : "";
    return "COALESCE(" + part("items", "'item'", ".item_id") + ", " +
           part("volumes", "'volume'", ".volume_id") + boxes + ")";
}

std::string level_sql(ObjectKind table, const std::string& alias) {
    // A receipt and a clearance have no level of their own.
    if (table == ObjectKind::handover || table == ObjectKind::clearance) return "0";
    if (table != ObjectKind::loan && table != ObjectKind::change) return alias + ".level";
    const std::string level = column_of_thing(table, "level", alias);
    if (table == ObjectKind::loan) return level;
    // A request keeps the level that its object had when it was asked for.
    return "(CASE WHEN " + alias + ".level > " + level + " THEN " + alias + ".level ELSE " + level +
           " END)";
}

std::string department_sql(ObjectKind table, const std::string& alias) {
    if (table != ObjectKind::loan && table != ObjectKind::change) return alias + ".department_id";
    return column_of_thing(table, "department_id", alias);
}

std::string grants_sql(const Subject& subject, const std::string& alias) {
    std::string list;
    for (const Id id : subject.granted_items)
        list += (list.empty() ? "" : ", ") + std::to_string(id);
    return alias + ".id IN (" + list + ")";
}

// States as the items table holds them: bound = filed in a volume that is no longer open.
std::string item_states_sql(Mask states, const std::string& alias) {
    const bool filed = states & bit(ObjectState::filed);
    const bool bound = states & bit(ObjectState::bound);
    const bool withdrawn = states & bit(ObjectState::withdrawn);
    const std::string in_fixed = "(EXISTS (SELECT 1 FROM volumes acc_f WHERE acc_f.id = " + alias +
                                 ".volume_id AND acc_f.state <> 'open')"
                                 " OR EXISTS (SELECT 1 FROM boxes acc_b WHERE acc_b.id = " +
                                 alias +
                                 ".box_id AND (acc_b.state <> 'open'"
                                 " OR acc_b.arranger_id IS NOT NULL)))";
    std::string sql = "0 = 1";
    if (filed && bound)
        sql = alias + ".state = 'filed'";
    else if (filed)
        sql = alias + ".state = 'filed' AND NOT " + in_fixed;
    else if (bound)
        sql = alias + ".state = 'filed' AND " + in_fixed;
    if (withdrawn) sql = "(" + sql + ") OR " + alias + ".state = 'withdrawn'";
    return "(" + sql + ")";
}

std::string volume_states_sql(Mask states, const std::string& alias) {
    std::string list;
    for (const auto& [state, text] :
         {std::pair(ObjectState::open, "'open'"), std::pair(ObjectState::submitted, "'submitted'"),
          std::pair(ObjectState::sealed, "'sealed'")})
        if (states & bit(state)) list += (list.empty() ? "" : ", ") + std::string(text);
    return list.empty() ? "0 = 1" : alias + ".state IN (" + list + ")";
}

std::string box_states_sql(Mask states, const std::string& alias) {
    std::string sql;
    const auto any_of = [&](ObjectState state, const std::string& condition) {
        if (states & bit(state)) sql += (sql.empty() ? "" : " OR ") + condition;
    };
    any_of(ObjectState::open,
           "(" + alias + ".state = 'open' AND " + alias + ".arranger_id IS NULL)");
    any_of(ObjectState::submitted,
           "(" + alias + ".state = 'open' AND " + alias + ".arranger_id IS NOT NULL)");
    any_of(ObjectState::sealed, alias + ".state = 'closed'");
    return sql.empty() ? "0 = 1" : "(" + sql + ")";
}

std::string states_sql(ObjectKind table, Mask states, const std::string& alias) {
    switch (table) {
        case ObjectKind::none:
            return "0 = 1";
        case ObjectKind::item:
            return item_states_sql(states, alias);
        case ObjectKind::volume:
            return volume_states_sql(states, alias);
        case ObjectKind::box:
            return box_states_sql(states, alias);
        case ObjectKind::loan:
        case ObjectKind::change:
        case ObjectKind::handover:
        case ObjectKind::entry:
        case ObjectKind::clearance:
            return (states & bit(ObjectState::none)) ? "1 = 1" : "0 = 1";
    }
    return "0 = 1";
}

const char* person_column(ObjectKind table) {
    switch (table) {
        case ObjectKind::loan:
        case ObjectKind::clearance:
            return ".requester_id";
        case ObjectKind::entry:
            return ".handler_id";
        case ObjectKind::change:
            return ".requested_by";
        case ObjectKind::handover:
            return ".giver_id";
        case ObjectKind::box:
            return ".arranger_id";
        case ObjectKind::none:
        case ObjectKind::item:
        case ObjectKind::volume:
            break;
    }
    return ".compiler_id";
}

std::string person_sql(ObjectKind table, Person person, const std::string& alias) {
    // An item names no person: nobody is its "self", everybody another.
    if (table == ObjectKind::item) return person == Person::self ? "0 = 1" : "1 = 1";
    const std::string column = alias + person_column(table);
    if (person == Person::self) return column + " = :acc_user";
    return "(" + column + " IS NULL OR " + column + " <> :acc_user)";
}

std::string row_sql(const PolicyRow& row, const Subject& subject, ObjectKind table,
                    const std::string& alias) {
    std::string sql = states_sql(table, row.states, alias);
    if (row.clearance) sql += " AND " + level_sql(table, alias) + " <= :acc_clearance";
    const std::string own = department_sql(table, alias) + " = :acc_department";
    const bool by_grant = row.place == Place::own_or_grant && table == ObjectKind::item &&
                          !subject.granted_items.empty();
    if (by_grant)
        sql += " AND (" + own + " OR " + grants_sql(subject, alias) + ")";
    else if (row.place != Place::any)
        sql += " AND " + own;
    if (row.person != Person::any) sql += " AND " + person_sql(table, row.person, alias);
    return "(" + sql + ")";
}

}  // namespace

AccessPredicate sql_predicate(const Subject& subject, Action action, ObjectKind table,
                              std::string_view alias) {
    std::string sql;
    for (const PolicyRow* row : policy_rows(subject, action))
        if (table != ObjectKind::none && (row->kinds & bit(table)))
            sql += (sql.empty() ? "" : " OR ") + row_sql(*row, subject, table, std::string(alias));
    AccessPredicate predicate{sql.empty() ? "0 = 1" : "(" + sql + ")", {}};
    // Only the parameters that the text names: a driver refuses others.
    const auto bind = [&](const char* name, std::int64_t value) {
        if (predicate.sql.find(std::string(":") + name) != std::string::npos)
            predicate.params.emplace_back(name, value);
    };
    bind("acc_clearance", static_cast<std::int64_t>(subject.clearance));
    bind("acc_department", subject.department_id);
    bind("acc_user", subject.user_id);
    return predicate;
}

}  // namespace lantai::core
