#include "server/commands/records.hpp"

#include "core/base/unicode.hpp"
#include "server/commands/messages.hpp"

namespace lantai::server {
namespace {

using core::Caller;
using core::Result;

std::string one(const core::Error& error) {
    std::string text = error.field.empty() ? "" : error.field + ": ";
    text += sentence(error);
    return error.detail.empty() ? text : text + " (" + error.detail + ")";
}

}  // namespace

core::Error wrong_usage(std::string detail) {
    return core::fail(core::ErrorCode::invalid_argument, "usage.wrong", std::move(detail));
}

Result<Caller> record_caller(OpenArchive& archive, const Arguments& arguments,
                             const std::string& command) {
    LT_TRY(Caller caller, archive.caller(arguments, core::Role::archivist, command));
    if (!arguments.value("--as")) caller.subject.clearance = core::Level::top_secret;
    return caller;
}

Result<Caller> named_caller(OpenArchive& archive, const Arguments& arguments,
                            const std::string& command) {
    if (!arguments.value("--as")) return wrong_usage(command + " needs --as LOGIN: a person signs");
    return record_caller(archive, arguments, command);
}

Result<core::Fonds> chosen_fonds(OpenArchive& archive, const Caller& caller,
                                 const Arguments& arguments) {
    LT_TRY(const auto all, archive.services().fonds.list(caller));
    const auto number = arguments.value("--fonds");
    for (const core::Fonds& fonds : all)
        if (number && fonds.fonds_no == *number) return fonds;
    if (number)
        return core::fail(core::ErrorCode::not_found, "fonds.unknown", "no fonds " + *number);
    if (all.empty())
        return core::fail(core::ErrorCode::not_found, "fonds.none",
                          "there is no fonds yet: lantai fonds create NO NAME");
    if (all.size() > 1) return wrong_usage("there are several fonds: say which with --fonds NO");
    return all.front();
}

Result<core::Department> chosen_department(OpenArchive& archive, const Caller& caller,
                                           const Arguments& arguments) {
    LT_TRY(const auto all, archive.services().accounts.departments(caller));
    const auto code = arguments.value("--department");
    std::vector<core::Department> active;
    for (const core::DepartmentRow& row : all) {
        if (code && row.department.code == *code) return row.department;
        if (row.department.active && row.department.code != "XTGL")
            active.push_back(row.department);
    }
    if (code)
        return core::fail(core::ErrorCode::not_found, "department.unknown",
                          "no department " + *code);
    if (active.empty())
        return core::fail(core::ErrorCode::not_found, "department.unknown",
                          "there is no department yet: lantai user department CODE NAME");
    if (active.size() > 1)
        return wrong_usage("there are several departments: say which with --department CODE");
    return active.front();
}

std::string describe(const core::Error& error) {
    std::string text = one(error);
    for (const core::Error& other : error.others) text += " " + one(other);
    return text;
}

std::string shown_path(const std::string& bytes) {
    if (core::to_nfc(bytes)) return bytes;
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x80)
            text += c;
        else
            text += std::string("\\x") + kHex[byte >> 4] + kHex[byte & 15];
    }
    return text;
}

}  // namespace lantai::server
