// What lies beside the volumes: boxes of papers kept one by one, old volumes as they were found, a
// handover that waits for its second signature and a correction that waits for a second person.
#include <vector>

#include "core/service/subjects.hpp"
#include "server/demo/demo_acts.hpp"

namespace lantai::server {
namespace {

using core::Caller;
using core::Date;
using core::Id;
using core::Result;

template <class T>
Result<void> only_done(Result<T> act) {
    if (!act) return std::move(act).error();
    return {};
}

Result<Caller> person(const DemoParts& parts, std::string_view login) {
    return core::caller_by_login(parts.services.store, std::string(login), origin());
}

Result<Id> the_fonds(const DemoParts& parts, const Caller& caller) {
    LT_TRY(const auto fonds, parts.services.fonds.list(caller));
    return fonds.front().id;
}

struct DemoBox {
    int year;
    std::string_view retention;
    std::vector<std::string_view> items;
    bool closed;
    std::string_view description;
};

const std::vector<DemoBox> kBoxes = {
    {2023, "Y", {"d2417"}, true, "决算报告一件，附审计报告。"},
    {2024, "D30", {"d2416"}, false, ""},
};

Result<void> fill_box(const DemoParts& parts, const DemoItems& items, const DemoBox& row) {
    core::BoxService& boxes = parts.services.boxes;
    LT_TRY(const Caller clerk, person(parts, "archivist"));
    core::Box draft;
    LT_TRY(draft.fonds_id, the_fonds(parts, clerk));
    LT_TRY(const auto departments, department_ids(parts));
    draft.department_id = departments.at("CWB");
    draft.category = "KU";
    draft.filing_year = row.year;
    draft.retention_class = std::string(row.retention);
    LT_TRY(core::BoxDetail box, boxes.create(clerk, draft));
    const Id id = box.entry.box.id;
    std::vector<Id> ids;
    for (const std::string_view key : row.items) ids.push_back(items.at(std::string(key)).id);
    LT_TRY(box, boxes.add_items(clerk, id, box.entry.box.version, ids));
    if (!row.description.empty()) {
        core::BoxChange change;
        change.description = std::string(row.description);
        LT_TRY(box, boxes.change(clerk, id, box.entry.box.version, change));
    }
    if (!row.closed) return {};
    LT_TRY(box, boxes.submit(clerk, id, box.entry.box.version));
    parts.clock.advance_ms(30 * 60'000);
    LT_TRY(const Caller checker, person(parts, "archivist2"));
    return only_done(boxes.check(checker, id, box.entry.box.version, true, ""));
}

core::OldItem old_item(std::string title, std::string creator, std::string date_text,
                       std::optional<int> pages) {
    core::OldItem item;
    item.title = std::move(title);
    item.creator = std::move(creator);
    item.date_text = std::move(date_text);
    item.pages = pages;
    return item;
}

Result<void> take_old_volume(const DemoParts& parts) {
    LT_TRY(const Caller clerk, person(parts, "archivist"));
    LT_TRY(const auto departments, department_ids(parts));
    core::OldVolume old;
    LT_TRY(old.fonds_id, the_fonds(parts, clerk));
    old.department_id = departments.at("ZJB");
    old.filing_year = 1987;
    old.retention_class = "C";
    old.title = "临江水泵厂产品获奖与质量评比材料";
    old.archival_code = "87-长期-3";
    old.date_text = "1986年冬—1987年";
    old.description = "原立卷人不详。第三件缺封底，纸张发黄。";
    old.shelf = {"1号库房", "D", "1", "2", "3"};
    old.rows = {old_item("关于申报省优质产品的报告", "临江水泵厂", "1986年冬", 4),
                old_item("省优质产品证书（复印件）", "省经济委员会", "1987年", 1),
                old_item("离心泵质量评比名次表", "", "[1987年秋]", std::nullopt)};
    return only_done(parts.services.holdings.add(clerk, old));
}

Result<void> hand_over(const DemoParts& parts, const DemoItems& items) {
    LT_TRY(const Caller giver, person(parts, "deptarch"));
    LT_TRY(const auto departments, department_ids(parts));
    core::HandoverDraft draft;
    draft.department_id = departments.at("JSB");
    draft.remarks = "技术部2024年度文件，纸质与电子文件一并移交。";
    for (const char* key : {"d2412", "d2419"}) {
        core::HandoverRowDraft row;
        row.item_id = items.at(key).id;
        draft.rows.push_back(row);
    }
    LT_TRY(const auto handover, parts.services.handovers.create(giver, draft));
    const core::Handover& made = handover.entry.handover;
    return only_done(parts.services.handovers.give(giver, made.id, made.version));
}

Result<void> ask_for_correction(const DemoParts& parts, const DemoItems& items) {
    LT_TRY(const Caller clerk, person(parts, "archivist"));
    const Id id = items.at("d2411").id;
    LT_TRY(const auto item, parts.services.items.get(clerk, id));
    core::ChangeDraft draft;
    draft.kind = core::ChangeKind::correct_item;
    draft.target = core::ChangeTarget::item;
    draft.object_id = id;
    draft.object_version = item.entry.item.version;
    draft.reason = "合同附件另行装订，著录时未注明。";
    draft.fields = {{"remarks", std::nullopt, "附件图纸12张另存基建档案。"}};
    return only_done(parts.services.changes.create(clerk, draft));
}

}  // namespace

Result<void> make_paper(const DemoParts& parts, const DemoItems& items) {
    parts.clock.advance_ms(3'600'000);
    for (const DemoBox& row : kBoxes) LT_CHECK(fill_box(parts, items, row));
    LT_CHECK(take_old_volume(parts));
    LT_CHECK(hand_over(parts, items));
    return ask_for_correction(parts, items);
}

}  // namespace lantai::server
