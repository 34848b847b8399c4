// The documents of the demo archive: text files in server/demo/texts, one record after another.
//
//   === key            then one line per field, "---", and the text of the document
//   title no creator date dept kind clause retention level pages copies keywords
//   period             two dates joined by ".."  (plans, summaries, meetings, cases)
//   category           WS when absent
//   format             txt, gb18030 (text files), pdf, or none (paper only)
//   medium             both when absent (electronic or paper)
//   carrier made_on maker dimensions duration   of photos, sound and film
//   link               "leads|follows <key> <link kind>": what this document does to the other
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/model/item.hpp"

namespace lantai::server {

enum class DemoFormat { txt, gb18030, pdf, none };

struct DemoLink {
    std::string key;
    core::LinkKind kind = core::LinkKind::main_attachment;
    bool leads = false;
};

struct DemoDocument {
    std::string key;
    core::Item item;  // everything that stands in the text file
    std::string department;
    std::string clause_no;
    DemoFormat format = DemoFormat::txt;
    std::optional<DemoLink> link;
    std::string text;
};

/// Every *.txt file of the folder, files by name, documents as they stand. Errors: io;
/// invalid_argument "demo.bad_document" with file, key and field in `detail`.
core::Result<std::vector<DemoDocument>> read_demo_documents(const std::filesystem::path& folder);

/// Where the build puts the texts: ../share/lantai/demo as seen from the running program.
std::filesystem::path default_demo_folder();

}  // namespace lantai::server
