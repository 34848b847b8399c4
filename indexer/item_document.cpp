#include "indexer/item_document.hpp"

#include <cstdio>
#include <unordered_map>

#include "core/model/code_key.hpp"
#include "core/model/names.hpp"
#include "indexer/fields.hpp"
#include "indexer/fold.hpp"
#include "indexer/tokens.hpp"

namespace lantai::indexer {
namespace {

using core::Id;

void add_text(Xapian::Document& document, Field field, std::string_view folded) {
    std::unordered_map<std::string, Xapian::termcount> counts;
    for_each_term(folded, [&](std::string_view text) { ++counts[term(field, text)]; });
    for (const auto& [name, count] : counts) document.add_term(name, count);
}

std::string id_digits(Id id) {
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(id));
    return text;
}

unsigned slot(Slot name) { return static_cast<unsigned>(name); }

}  // namespace

Xapian::Document make_document(const core::Item& item, const std::vector<FileText>& files) {
    Xapian::Document document;
    std::string data = encode_stored(item, files);
    const auto view = decode_stored(data);
    add_text(document, Field::title, view->folded_title);
    for (const auto field : view->folded_catalogue) add_text(document, Field::catalogue, field);
    for (const auto body : view->folded_bodies) add_text(document, Field::body, body);
    document.add_boolean_term(term(Field::id, item.id));
    document.add_boolean_term(term(Field::year, item.filing_year));
    document.add_boolean_term(term(Field::retention, item.retention_class));
    document.add_boolean_term(term(Field::department, item.department_id));
    document.add_boolean_term(term(Field::fonds, item.fonds_id));
    document.add_boolean_term(term(Field::kind, core::to_text(item.kind)));
    document.add_value(slot(Slot::order), item.document_date.compact() + id_digits(item.id));
    document.add_value(slot(Slot::code),
                       core::code_key(item.archival_code) + '\t' + id_digits(item.id));
    document.add_value(slot(Slot::facts), encode_facts(item));
    document.set_data(data);
    return document;
}

}  // namespace lantai::indexer
