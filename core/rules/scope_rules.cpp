#include "core/rules/scope_rules.hpp"

#include <array>

#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::core {
namespace {

constexpr std::array<FilingScope, 10> kScopes = {
    {{1, "重要会议资料、人事档案、工程图纸、技术资料、固定资产清单"},
     {2, "上级来文"},
     {3, "对外发文、请示批复、报告总结、与有关单位来往文书"},
     {4, "内部计划、总结、报表、记录、简报"},
     {5, "来人来访、信访"},
     {6, "合同、协议"},
     {7, "任免、奖惩"},
     {8, "规章制度"},
     {9, "沿革、大事记、照片、录音、录像"},
     {10, "保密范围材料"}}};

/// What a category of sound, pictures or film has to say.
struct MediaNeeds {
    std::string_view category;
    bool duration;
    bool dimensions;
};
constexpr std::array<MediaNeeds, 3> kNeeds = {
    {{"ZP", false, true}, {"LY", true, false}, {"LX", true, false}}};

void require_field(bool there, const char* field, Faults& faults) {
    if (!there)
        faults.add(field_error(std::string("audiovisual.") + field, "audiovisual.missing",
                               {{"rule", "R-19"}}));
}

}  // namespace

std::span<const FilingScope> filing_scopes() { return kScopes; }

void check_scope(const Item& item, const std::optional<ScheduleRow>& row, bool in_use,
                 Faults& faults) {
    faults.add(text_fault("scope_reason", item.scope_reason, {kMaxReason, false, TextKind::lines}));
    if (item.schedule_id) {
        if (!row || !row->active)
            faults.add(field_error("schedule_id", "schedule.unknown"));
        else if (!item.scope_reason.empty())
            faults.add(field_error("scope_reason", "schedule.not_both", {{"rule", "R-13"}}));
        return;
    }
    if (in_use && is_blank(item.scope_reason))
        faults.add(field_error("schedule_id", "schedule.missing", {{"rule", "R-13"}}));
}

void check_audiovisual(const Item& item, Faults& faults) {
    const MediaNeeds* needs = nullptr;
    for (const MediaNeeds& one : kNeeds)
        if (one.category == item.category) needs = &one;
    if (!needs) {
        if (item.audiovisual)
            faults.add(field_error("audiovisual", "audiovisual.not_here", {{"rule", "R-19"}}));
        return;
    }
    if (!item.audiovisual) {
        faults.add(field_error("audiovisual", "audiovisual.missing", {{"rule", "R-19"}}));
        return;
    }
    const Audiovisual& media = *item.audiovisual;
    faults.add(text_fault("audiovisual.maker", media.maker, {kMaxMaker, true, TextKind::line}));
    faults.add(text_fault("audiovisual.dimensions", media.dimensions,
                          {kMaxDimensions, needs->dimensions, TextKind::line}));
    require_field(media.made_on.has_value(), "made_on", faults);
    if (needs->duration) require_field(media.duration_s.has_value(), "duration_s", faults);
    if (media.duration_s && (*media.duration_s < 1 || *media.duration_s > kMaxDuration))
        faults.add(field_error("audiovisual.duration_s", "request.out_of_range",
                               {{"min", "1"}, {"max", std::to_string(kMaxDuration)}}));
}

void check_schedule_row(const ScheduleRow& row, Faults& faults) {
    faults.add(text_fault("code", row.code, {20, true, TextKind::line}));
    faults.add(text_fault("title", row.title, {200, true, TextKind::line}));
    if (row.scope < 1 || row.scope > static_cast<int>(kScopes.size()))
        faults.add(field_error("scope", "clause.scope_range"));
}

}  // namespace lantai::core
