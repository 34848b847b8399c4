#include <iostream>
#include <sstream>

#include "core/base/json_text.hpp"
#include "core/model/names.hpp"
#include "core/service/accounts.hpp"
#include "core/service/positions.hpp"
#include "core/service/subjects.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/local_store.hpp"

namespace lantai::server {
namespace {

using core::Result;
using core::Role;

core::Error wrong(const std::string& what) {
    return core::fail(core::ErrorCode::invalid_argument, "usage.wrong", what);
}

/// One run of `lantai user …` on an open archive, as the operator.
class UserCommands {
public:
    UserCommands(core::Store& store, const Arguments& arguments)
        : store_(store), arguments_(arguments), accounts_(store), positions_(store) {}

    Result<int> run() {
        const std::string& verb = arguments_.words[0];
        const std::size_t words = arguments_.words.size();
        if (verb == "list" && words == 1) return list();
        if (verb == "department" && words == 3) return department();
        if (verb == "add" && words == 2) return add();
        if (words == 2) {
            LT_TRY(const core::UserRow row, find(arguments_.words[1]));
            if (verb == "grant") return grant(row);
            if (verb == "link") return link(row);
            if (verb == "deactivate") return activate(row, false);
            if (verb == "activate") return activate(row, true);
        }
        if (verb == "position" && words == 3) return position();
        if (verb == "deputy" && words == 3) return deputy();
        return wrong("user " + verb + ": see lantai user --help");
    }

private:
    Result<core::UserRow> find(const std::string& login) {
        core::UserFilter filter;
        filter.query = login;
        filter.limit = 200;
        LT_TRY(const auto rows, accounts_.users(system_, filter));
        for (const core::UserRow& row : rows)
            if (row.user.login == login) return row;
        return core::fail(core::ErrorCode::not_found, "user.unknown", "no account " + login);
    }

    Result<core::Department> department_by(const std::string& code) {
        LT_TRY(const auto rows, accounts_.departments(system_));
        for (const core::DepartmentRow& row : rows)
            if (row.department.code == code) return row.department;
        return core::fail(core::ErrorCode::not_found, "department.unknown",
                          "no department " + code);
    }

    Result<std::string> needed(const std::string& option) {
        const auto value = arguments_.value(option);
        if (!value) return wrong(option + " is missing");
        return *value;
    }

    Result<std::optional<core::Date>> date(const std::string& option) {
        const auto text = arguments_.value(option);
        if (!text) return std::optional<core::Date>();
        auto parsed = core::Date::parse(*text);
        if (!parsed) return wrong(option + " wants YYYY-MM-DD");
        return std::optional(*parsed);
    }

    void show_link(const std::string& login, const std::string& token) {
        if (arguments_.json)
            std::cout << core::json_object({{"login", login},
                                            {"link_token", token},
                                            {"link_path", "/#/link/" + token}})
                      << "\n";
        else
            std::cout << login << "\t/#/link/" << token << "\n";
    }

    Result<int> list() {
        core::UserFilter filter;
        filter.limit = 200;
        std::string items;
        for (;;) {
            LT_TRY(const auto rows, accounts_.users(system_, filter));
            for (const core::UserRow& row : rows) items += line(row, items.empty());
            if (rows.size() < 200) break;
            filter.after_login = rows.back().user.login;
        }
        if (arguments_.json)
            std::cout << "{\"items\":[" << items << "]}\n";
        else
            std::cout << items;
        return items.empty() ? kNothingToShow : kDone;
    }

    std::string line(const core::UserRow& row, bool first) const {
        const core::User& user = row.user;
        std::vector<std::string> roles;
        for (const Role role : user.roles) roles.emplace_back(core::to_text(role));
        if (arguments_.json)
            return (first ? "" : ",") +
                   core::json_object({{"login", user.login},
                                      {"name", user.name},
                                      {"department", row.department_name},
                                      {"clearance", static_cast<int>(user.clearance)},
                                      {"active", user.active},
                                      core::JsonField::raw("roles", core::json_array(roles))});
        std::string text = user.login + "\t" + user.name + "\t" + row.department_name + "\t" +
                           std::string(core::to_text(user.clearance)) + "\t";
        for (const std::string& role : roles) text += role + " ";
        return text + (user.active ? "\n" : "(deactivated)\n");
    }

    Result<int> department() {
        LT_TRY(const auto made,
               accounts_.add_department(system_, arguments_.words[1], arguments_.words[2]));
        std::cout << made.code << "\t" << made.name << "\n";
        return kDone;
    }

    Result<int> add() {
        LT_TRY(const std::string name, needed("--name"));
        LT_TRY(const std::string code, needed("--department"));
        LT_TRY(const auto department, department_by(code));
        LT_TRY(const auto made,
               accounts_.add_user(system_, {arguments_.words[1], name, department.id}));
        show_link(made.user.user.login, made.link_token);
        return kDone;
    }

    Result<int> grant(const core::UserRow& row) {
        core::Rights rights;
        LT_TRY(const std::string roles, needed("--roles"));
        std::istringstream words(roles);
        for (std::string word; std::getline(words, word, ',');) {
            const auto role = core::from_text<Role>(word);
            if (!role) return wrong("unknown role " + word);
            rights.roles.insert(*role);
        }
        if (const auto text = arguments_.value("--clearance")) {
            const auto level = core::from_text<core::Level>(*text);
            if (!level) return wrong("unknown level " + *text);
            rights.clearance = *level;
        }
        LT_TRY(rights.clearance_until, date("--until"));
        LT_TRY(const auto changed,
               accounts_.set_rights(security_, row.user.id, row.user.version, rights));
        std::cout << changed.user.login << "\tgranted\n";
        return kDone;
    }

    Result<int> link(const core::UserRow& row) {
        LT_TRY(const std::string token, accounts_.new_link(system_, row.user.id));
        show_link(row.user.login, token);
        return kDone;
    }

    Result<int> activate(const core::UserRow& row, bool active) {
        LT_TRY(const auto changed, accounts_.change_user(system_, row.user.id, row.user.version,
                                                         {std::nullopt, std::nullopt, active}));
        std::cout << changed.user.login << (active ? "\tactive\n" : "\tdeactivated\n");
        return kDone;
    }

    Result<core::PositionKind> kind(const std::string& word) {
        const auto found = core::from_text<core::PositionKind>(word);
        if (!found) return wrong("unknown position " + word);
        return *found;
    }

    Result<std::optional<core::Id>> post_department() {
        const auto code = arguments_.value("--department");
        if (!code) return std::optional<core::Id>();
        LT_TRY(const auto department, department_by(*code));
        return std::optional(department.id);
    }

    Result<int> position() {
        LT_TRY(const core::UserRow row, find(arguments_.words[1]));
        core::PositionDraft draft;
        LT_TRY(draft.kind, kind(arguments_.words[2]));
        LT_TRY(draft.department_id, post_department());
        draft.user_id = row.user.id;
        LT_TRY(const auto from, date("--from"));
        draft.from = from.value_or(store_.today());
        LT_TRY(draft.to, date("--to"));
        LT_TRY(const auto made, positions_.add(security_, draft));
        std::cout << made.user_name << "\t" << core::to_text(draft.kind) << "\t" << draft.from.iso()
                  << "\n";
        return kDone;
    }

    Result<int> deputy() {
        LT_TRY(const core::UserRow row, find(arguments_.words[1]));
        LT_TRY(const auto wanted, kind(arguments_.words[2]));
        LT_TRY(const auto department, post_department());
        LT_TRY(const auto from, date("--from"));
        LT_TRY(const auto to, date("--to"));
        if (!from || !to) return wrong("--from and --to are needed");
        LT_TRY(const auto posts, positions_.list(security_));
        for (const core::PositionRow& post : posts) {
            if (post.position.kind != wanted || post.position.department_id != department ||
                *from < post.position.from || (post.position.to && *post.position.to < *to))
                continue;
            LT_TRY(const auto changed,
                   positions_.add_deputy(security_, post.position.id, {row.user.id, *from, *to}));
            std::cout << row.user.name << "\tdeputy of\t" << changed.user_name << "\n";
            return kDone;
        }
        return core::fail(core::ErrorCode::not_found, "position.outside",
                          "nobody holds that position then");
    }

    core::Store& store_;
    const Arguments& arguments_;
    core::Accounts accounts_;
    core::Positions positions_;
    core::Caller system_ = core::operator_caller(Role::system_admin);
    core::Caller security_ = core::operator_caller(Role::security_admin);
};

int run(const Arguments& arguments) {
    const core::SystemClock clock;
    core::RandomIds ids(clock);
    auto store = open_store(arguments, clock, ids);
    if (!store) return report(store.error());
    const auto done = UserCommands(**store, arguments).run();
    return done ? *done : report(done.error());
}

}  // namespace

const Command& user_command() {
    static const Command kCommand = {
        "user",
        "accounts, rights and positions, as the operator of this machine",
        "lantai user list [--json]\n"
        "lantai user department CODE NAME\n"
        "lantai user add LOGIN --name NAME --department CODE\n"
        "lantai user grant LOGIN --roles R,R [--clearance LEVEL] [--until DATE]\n"
        "lantai user link LOGIN\n"
        "lantai user deactivate LOGIN | activate LOGIN\n"
        "lantai user position LOGIN POSITION [--department CODE] [--from DATE] [--to DATE]\n"
        "lantai user deputy LOGIN POSITION [--department CODE] --from DATE --to DATE\n\n"
        "Every change is logged as done by the operator. add and link print a one-time link.\n"
        "Roles: system_admin security_admin audit_admin archivist dept_archivist supervisor\n"
        "employee auditor account_manager. Levels: open internal secret confidential top_secret.\n"
        "Positions: department_leader archive_head manager general_manager\n"
        "administrative_assistant department_archivist.\n",
        {.with_value = {"--name", "--department", "--roles", "--clearance", "--until", "--from",
                        "--to"},
         .min_words = 1,
         .max_words = 3},
        run};
    return kCommand;
}

}  // namespace lantai::server
