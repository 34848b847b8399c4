// What the commands on items and volumes have in common: who acts, and for which fonds and
// department.
#pragma once
#include <string>

#include "core/model/fonds.hpp"
#include "core/model/names.hpp"
#include "server/commands/open_archive.hpp"

namespace lantai::server {

/// invalid_argument "usage.wrong": exit code 2.
core::Error wrong_usage(std::string detail);

/// OpenArchive::caller() as archivist. Whoever holds the data folder holds every record in it, so
/// no clearance bounds the operator. Errors: not_found "user.unknown".
core::Result<core::Caller> record_caller(OpenArchive& archive, const Arguments& arguments,
                                         const std::string& command);
/// The same where the rules want a named person. Error: usage.wrong without --as.
core::Result<core::Caller> named_caller(OpenArchive& archive, const Arguments& arguments,
                                        const std::string& command);

/// The fonds 全宗 of --fonds NO, or the only one. Errors: usage.wrong, not_found.
core::Result<core::Fonds> chosen_fonds(OpenArchive& archive, const core::Caller& caller,
                                       const Arguments& arguments);
/// The department of --department CODE, or the only active one beside XTGL, in which `init` puts
/// the administrators. Errors: usage.wrong, not_found.
core::Result<core::Department> chosen_department(OpenArchive& archive, const core::Caller& caller,
                                                 const Arguments& arguments);

/// The value of an option as one of the words of an enum.
template <class E>
core::Result<E> chosen_word(const Arguments& arguments, const std::string& option, E otherwise) {
    const auto word = arguments.value(option);
    if (!word) return otherwise;
    if (const auto value = core::from_text<E>(*word)) return *value;
    std::string choices;
    for (const std::string_view text : core::enum_texts<E>()) choices += " " + std::string(text);
    return wrong_usage(option + " wants one of:" + choices);
}

/// Everything that was wrong in one line: "title: Required. level: …".
std::string describe(const core::Error& error);

/// A path of this machine as UTF-8; bytes that are none are shown as \xHH.
std::string shown_path(const std::string& bytes);

}  // namespace lantai::server
