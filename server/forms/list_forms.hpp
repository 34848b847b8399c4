// The forms of many records: lists of volumes, lists of items, filing stamps.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/service/print_lists.hpp"
#include "pdf/form.hpp"
#include "server/forms/form_options.hpp"

namespace lantai::server {

/// A list ready to be drawn.
struct ListPaper {
    core::Fonds fonds;
    std::string name;  // of the file, e.g. Q001-2023-案卷目录
    std::size_t rows = 0;
    std::vector<core::Id> items;  // the records it shows
    std::vector<core::Id> volumes;
    pdf::DrawForm draw;
};

struct ListSource {
    const core::Store& store;
    core::PrintLists& lists;
    std::shared_ptr<const pdf::Image> logo;  // nullptr: none
    FormOptions options;
};

struct ListForm {
    std::string_view id;
    core::Result<ListPaper> (*make)(const ListSource&, const core::Caller&,
                                    const core::PrintScope&);
};

/// The form with this id, or nullptr: volume_list F-6 案卷目录, item_list F-5 归档文件目录,
/// subject_list 主题目录, filing_stamp_sheet 归档章. Errors of make(): those of PrintLists.
const ListForm* find_list_form(std::string_view id);

/// Q001-WS-2023-D30-案卷目录: the name of the file of a list.
std::string list_name(const core::Fonds& fonds, const core::PrintScope& scope,
                      std::string_view form);

}  // namespace lantai::server
