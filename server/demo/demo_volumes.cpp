#include <vector>

#include "core/service/subjects.hpp"
#include "server/demo/demo_acts.hpp"

namespace lantai::server {
namespace {

using core::Id;
using core::Result;
using core::VolumeDetail;

enum class Fate { open, submitted, sealed };

struct DemoVolume {
    std::string_view department;
    std::string_view category;
    int year;
    std::string_view retention;
    std::string_view title;
    std::vector<std::string_view> items;  // keys
    Fate fate;
    std::string_view location;
    std::string_view description;
};

const std::vector<DemoVolume> kVolumes = {
    {"ZJB",
     "WS",
     2022,
     "Y",
     "股东会会议材料",
     {"d2305", "d2306"},
     Fate::sealed,
     "1号库房 A列 1节 1层",
     "材料齐全，评估报告全文另存财务部。"},
    {"SCB",
     "WS",
     2023,
     "D30",
     "关于购置数控镗铣床的请示与批复",
     {"d2302", "d2301"},
     Fate::sealed,
     "1号库房 A列 2节 3层",
     "请示为原件，批复为正本。"},
    {"ZJB",
     "WS",
     2023,
     "D30",
     "机构调整与企业大事报道",
     {"d2307", "d2320"},
     Fate::sealed,
     "1号库房 A列 2节 3层",
     "剪报一件，纸张发黄，已托裱。"},
    {"JSB",
     "WS",
     2023,
     "Y",
     "静流项目研制材料",
     {"d2313", "d2314", "d2315"},
     Fate::sealed,
     "2号库房 保险柜",
     "绝密文件单独立卷，往来电报一件随卷。"},
    {"ZJB",
     "WS",
     2024,
     "Y",
     "南二路新厂区建设项目文件",
     {"d2403", "d2404", "d2411"},
     Fate::sealed,
     "1号库房 A列 3节 1层",
     "可行性研究报告草稿为电子文件。"},
    {"KFB",
     "WS",
     2024,
     "D10",
     "用户来信与满意度调查",
     {"d2410", "d2420"},
     Fate::submitted,
     "",
     "用户来信一件及复函。"},
    {"KFB", "WS", 2025, "D10", "客户投诉案件", {"d2511", "d2512"}, Fate::open, "", ""},
    {"ZJB", "WS", 2025, "Y", "竣工验收与保密制度", {"d2503"}, Fate::open, "", ""},
};

Result<VolumeDetail> compose(const DemoParts& parts, const DemoItems& items, const DemoVolume& row,
                             const std::map<std::string, Id>& departments) {
    core::VolumeService& volumes = parts.services.volumes;
    LT_TRY(const auto compiler, core::caller_by_login(parts.services.store, "archivist", origin()));
    LT_TRY(const auto fonds, parts.services.fonds.list(compiler));
    core::Volume draft;
    draft.fonds_id = fonds.front().id;
    draft.department_id = departments.at(std::string(row.department));
    draft.category = std::string(row.category);
    draft.filing_year = row.year;
    draft.retention_class = std::string(row.retention);
    draft.title = std::string(row.title);
    LT_TRY(VolumeDetail volume, volumes.create(compiler, draft));
    const Id id = volume.entry.volume.id;
    std::vector<Id> ids;
    for (const std::string_view key : row.items) ids.push_back(items.at(std::string(key)).id);
    LT_TRY(volume, volumes.add_items(compiler, id, volume.entry.volume.version, ids, ""));
    if (!row.description.empty() || !row.location.empty()) {
        core::VolumeChange change;
        change.description = std::string(row.description);
        change.location = std::string(row.location);
        LT_TRY(volume, volumes.change(compiler, id, volume.entry.volume.version, change));
    }
    if (row.fate == Fate::open) return volume;
    LT_TRY(volume, volumes.submit(compiler, id, volume.entry.volume.version));
    if (row.fate == Fate::submitted) return volume;
    parts.clock.advance_ms(30 * 60'000);
    LT_TRY(const auto checker, core::caller_by_login(parts.services.store, "archivist2", origin()));
    return volumes.check(checker, id, volume.entry.volume.version, true, "");
}

}  // namespace

Result<int> make_volumes(const DemoParts& parts, const DemoItems& items) {
    LT_TRY(const auto departments, department_ids(parts));
    for (const DemoVolume& row : kVolumes) {
        parts.clock.advance_ms(3'600'000);
        if (auto made = compose(parts, items, row, departments); !made) {
            core::Error error = std::move(made).error();
            error.detail = std::string(row.title) + ": " + error.key + " " + error.detail;
            for (const auto& [name, value] : error.params) error.detail += " " + name + "=" + value;
            return error;
        }
    }
    return static_cast<int>(kVolumes.size());
}

}  // namespace lantai::server
