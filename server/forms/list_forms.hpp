// The forms of many records: lists of volumes, lists of items, filing stamps.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/service/print_lists.hpp"
#include "pdf/form.hpp"
#include "server/forms/form_options.hpp"

namespace lantai::server {

/// A list that was drawn.
struct ListPaper {
    core::Fonds fonds;
    std::string name;  // of the file, e.g. Q001-2023-案卷目录
    std::size_t rows = 0;
    std::vector<core::Id> items;  // the records it shows, by their ids
    std::vector<core::Id> volumes;
};

struct ListSource {
    const core::Store& store;
    core::PrintLists& lists;
    std::shared_ptr<const pdf::Image> logo;  // nullptr: none
    FormOptions options;
    /// Called while the rows are laid out with how many there are; an error ends the list.
    std::function<core::Result<void>(std::size_t rows)> progress = {};
};

struct ListForm {
    std::string_view id;
    bool of_volumes;  // its rows are volumes, otherwise items
    /// Reads the rows from one snapshot and never holds more than one of them.
    core::Result<ListPaper> (*draw)(const ListSource&, const core::Caller&, const core::PrintScope&,
                                    pdf::FormDrawing&);
};

/// The form with this id, or nullptr: volume_list F-6 案卷目录, item_list F-5 归档文件目录,
/// subject_list 主题目录, filing_stamp_sheet 归档章. Errors of draw(): those of PrintLists and of
/// the form.
const ListForm* find_list_form(std::string_view id);

/// Q001-WS-2023-D30-案卷目录: the name of the file of a list.
std::string list_name(const core::Fonds& fonds, const core::PrintScope& scope,
                      std::string_view form);

}  // namespace lantai::server
