// The search-field table: every term prefix, value slot and metadata key of the index.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "core/base/ids.hpp"

namespace lantai::indexer {

/// Raise it with every change of terms, slots, stored form or fold: the worker then builds the
/// index anew.
inline constexpr int kSchemaNumber = 3;

/// One database per level 0…4 in the folders level-0 … level-4.
inline constexpr std::size_t kLevels = 5;

enum class Field { body, title, catalogue, id, year, retention, department, fonds, kind };

struct FieldRow {
    Field field;
    std::string_view prefix;  // folded text has no capital letters, so prefixes never collide
    std::string_view holds;
};

/// In the order of Field. body, title and catalogue hold the terms of tokens.hpp with their
/// frequencies; the others one exact value each, without frequency.
inline constexpr std::array<FieldRow, 9> kFields = {{
    {Field::body, "", "full text of the files"},
    {Field::title, "S", "题名"},
    {Field::catalogue, "G", "文号, 责任者, 主题词, 备注, 档号"},
    {Field::id, "Q", "item id, decimal"},
    {Field::year, "Y", "filing year"},
    {Field::retention, "R", "retention class code"},
    {Field::department, "D", "owning department id"},
    {Field::fonds, "F", "fonds id"},
    {Field::kind, "K", "item kind word"},
}};

constexpr std::string_view prefix(Field field) {
    return kFields[static_cast<std::size_t>(field)].prefix;
}
inline std::string term(Field field, std::string_view value) {
    return std::string(prefix(field)).append(value);
}
inline std::string term(Field field, core::Id value) { return term(field, std::to_string(value)); }

/// Value slots. order: date yyyymmdd and id (16 hex digits), unique, for "newest first" and for
/// ties. code: key of the archival code (its order by component) and id, unique. facts: see
/// stored_document.hpp.
enum class Slot : unsigned { order = 0, code = 1, facts = 2 };

/// Database metadata.
inline constexpr const char* kMetaSchema = "schema";
inline constexpr const char* kMetaEpoch = "epoch";
inline constexpr const char* kMetaOutboxSeq = "outbox_seq";  // in level-0 only

}  // namespace lantai::indexer
